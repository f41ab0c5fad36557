"""What a cue governs: the frame it stands in and the stretch of the sentence that is its content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tallystick.languages import Sentence, Token
from tallystick.languages.cues import Cue, Cues
from tallystick.reading.clauses import Clause
from tallystick.reading.extents import extent
from tallystick.reading.parsing import ParsedDocument, ParsedSentence

_EMPTY_CONTENTS = frozenset({"PRON", "DET"})
_ASIDE_MARKS = (",", "–", "—", "-", "--")
_LEADING = frozenset({"cc", "advmod", "aux", "neg", "punct"})


@dataclass(frozen=True, slots=True)
class CuedClause:
    """A clause whose predicate attributes.

    Attributes:
        sentence: Where it stands.
        clause: The clause.
        cue: The line of the lexicon.
        head: The cue's word: the verb, or the adjective of a copula.
    """

    sentence: ParsedSentence
    clause: Clause
    cue: Cue
    head: Token

    @property
    def tree(self) -> Sentence:
        """The sentence's tree."""
        return self.clause.sentence

    def complements(self) -> list[Clause]:
        """The clauses that the cue governs."""
        if self.head is self.clause.predicate:
            return self.clause.complements
        return [c for c in self.sentence.clauses if c.noun is self.head]

    def phrases(self) -> list[Token]:
        """The heads of the prepositional phrases that the cue governs."""
        if self.head is self.clause.predicate:
            return self.clause.obliques
        return self.tree.children(self.head, "obl", "nmod")

    def objects(self) -> list[Token]:
        """Direct objects behind the cue, or what a passive cue is said of."""
        if self.clause.passive:
            return self.clause.objects
        return [o for o in self.clause.objects if o.i > self.clause.predicate.i]

    def addressees(self) -> list[Token]:
        """Objects of either sort behind the cue."""
        return [o for o in self.clause.objects + self.clause.indirect if o.i > self.clause.predicate.i]


@dataclass(frozen=True, slots=True)
class Filled:
    """A frame and the offsets of the content that fills it."""

    frame: str
    start: int
    end: int


def find_cue(cues: Cues, sentence: ParsedSentence, clause: Clause) -> CuedClause | None:
    """The clause with the line of its verb, of its verb and preposition, or of what is said of its subject."""
    verb = cues.find("verb", clause.lemma)
    if verb is not None:
        return CuedClause(sentence, clause, verb, clause.predicate)
    if clause.passive:  # "was convinced that …": the parser takes some adjectives for participles
        participle = cues.find("adjective", clause.predicate.text.lower())
        if participle is not None:
            return CuedClause(sentence, clause, participle, clause.predicate)
    for attribute in clause.attributes:
        adjective = cues.find("adjective", attribute.lemma)
        if adjective is not None:
            return CuedClause(sentence, clause, adjective, attribute)
    for phrase in clause.obliques:  # "is against it": a copula with what stands behind its preposition
        joined = cues.find("verb", f"{clause.lemma}_{phrase.case}")
        if joined is not None:
            return CuedClause(sentence, clause, joined, clause.predicate)
        said = cues.find("adjective", f"{phrase.case} {phrase.lemma}")  # "came out in favour of it"
        if said is not None:
            return CuedClause(sentence, clause, said, phrase)
    return None


def find_content(parsed: ParsedDocument, cued: CuedClause) -> Filled | None:
    """What the cue governs, ``None`` where none of its frames holds."""
    filled = (
        _surrounding(parsed, cued)
        or _clausal(parsed, cued)
        or _verbless(parsed, cued)
        or _misattached(parsed, cued)
        or _prepositional(cued)
        or _nominal(parsed, cued)
    )
    if filled is None or filled.start < cued.head.start:
        return filled
    return replace(filled, end=min([filled.end, *_next_acts(parsed, cued, filled)]))


def trimmed_start(parsed: ParsedDocument, tree: Sentence, start: int, end: int) -> int:
    """``start`` without the word that only opens a content clause ("that")."""
    words = [t for t in tree if start <= t.start < end]
    opener = words[0] if len(words) > 1 else None
    if opener and opener.text.lower() in parsed.language.cues.complementizers and "subj" not in opener.rel:
        return words[1].start
    return start


def _surrounding(parsed: ParsedDocument, cued: CuedClause) -> Filled | None:
    """The clause that a cue is put into or beside: "the bridge, **engineers said**, would hold", "**as** she noted"."""
    predicate = cued.clause.predicate
    host = cued.tree.head(predicate)
    beside = predicate.rel == "parataxis" or (
        cued.clause.link == "adverbial" and cued.clause.mark in parsed.language.cues.parentheses
    )
    if host is None or not beside or "clause" not in cued.cue.takes or cued.clause.complements:
        return None
    if cued.objects() and "object" in cued.cue.takes:
        return None  # "as he described the plan, people left"
    relay = next((c for c in cued.sentence.clauses if c.predicate is host and c.complements), None)
    if relay is not None and find_cue(parsed.language.cues, cued.sentence, relay):
        host = relay.complements[0].predicate  # "it failed, **the mayor said**, the agency reported"
    aside = {t.i for t in cued.tree.subtree(predicate)}
    words = [t for t in cued.tree.subtree(host) if t.i not in aside]
    while len(words) > 1 and words[0].rel in ("punct", "cc"):
        words.pop(0)
    while len(words) > 1 and words[-1].rel == "punct":
        words.pop()
    return Filled("clause", words[0].start, words[-1].end)


def _clausal(parsed: ParsedDocument, cued: CuedClause) -> Filled | None:
    for complement in cued.complements():
        frame = _clausal_frame(cued, complement)
        ahead = complement.predicate.i < cued.clause.predicate.i
        if ahead and not _may_precede(parsed, cued, complement):
            if not _parted(parsed, cued, complement):
                return None  # "the trucks it said it would send": a clause in the middle of another
            continue
        if frame not in cued.cue.takes:
            continue
        if frame.endswith("infinitive") and find_cue(parsed.language.cues, cued.sentence, complement):
            continue  # "declined to say whether …": what is said is the inner cue's to tell
        if _says_nothing(parsed, complement):
            return None  # "this was stated by the minister, the agency reports": the inner cue tells it
        start, end = extent(cued.tree, complement.predicate)
        if start > cued.head.start:
            start = trimmed_start(parsed, cued.tree, start, end)
        if frame.startswith("object "):
            start = min([start, *(extent(cued.tree, o)[0] for o in cued.addressees())])
        if frame == "clause":
            start, end = _around(parsed, cued, start, end)
        return Filled(frame, start, end)
    return None


def _around(parsed: ParsedDocument, cued: CuedClause, start: int, end: int) -> tuple[int, int]:
    """The whole sentence where the cue stands inside its content: "In May, **they argued**, rents would fall"."""
    subject = cued.tree.child(cued.clause.predicate, "subj")
    if subject is None or cued.clause.link not in ("root", "coordinate"):
        return start, end
    opens = min(extent(cued.tree, subject)[0], cued.clause.predicate.start)
    before = parsed.text[cued.sentence.start : opens].rstrip()
    behind = parsed.text[cued.clause.predicate.end :].lstrip()
    if not (before.endswith(",") and behind.startswith(",") and cued.clause.predicate.i > subject.i):
        return start, end
    last = min([cued.tree.tokens[-1].end, *_other_cues(parsed, cued, end)])
    goes_on = any(c.isalnum() for c in parsed.text[cued.clause.predicate.end : last])
    return (cued.sentence.start, last) if goes_on else (start, end)


def _other_cues(parsed: ParsedDocument, cued: CuedClause, end: int) -> Iterator[int]:
    """Where the cue clauses behind this one and its content begin, and what else is told of the speaker."""
    for adjunct in cued.tree.children(cued.clause.predicate, "advcl"):
        if adjunct.i > cued.clause.predicate.i and adjunct.form == "gerund":
            yield adjunct.start
    for clause in cued.sentence.clauses:
        behind = clause.predicate.i > cued.clause.predicate.i and clause.predicate.start >= end
        if behind and find_cue(parsed.language.cues, cued.sentence, clause):
            subject = cued.tree.child(clause.predicate, "subj")
            yield extent(cued.tree, subject)[0] if subject else clause.predicate.start


def _says_nothing(parsed: ParsedDocument, complement: Clause) -> bool:
    cue = parsed.language.cues.find("verb", complement.lemma)
    told = [o for o in complement.objects if o.lemma in parsed.language.cues.anaphors]
    return cue is not None and complement.passive and bool(told) and not complement.complements


def _clausal_frame(cued: CuedClause, complement: Clause) -> str:
    addressed = bool(cued.addressees())
    if complement.predicate.rel == "pcomp":
        return f"object {complement.mark}" if addressed else complement.mark
    if complement.infinitive:
        return "object infinitive" if addressed or complement.own_subject else "infinitive"
    if complement.predicate.form == "gerund" and complement.tense == "none" and not complement.own_subject:
        return "gerund"
    return "clause"


def _may_precede(parsed: ParsedDocument, cued: CuedClause, complement: Clause) -> bool:
    """A clause before its cue is content only if a comma or mark parts the two, and no colon or semicolon does."""
    if (cued.objects() and "object" in cued.cue.takes) or _parted(parsed, cued, complement):
        return False
    between = parsed.text[complement.predicate.end : cued.clause.predicate.start]
    return any(mark in between for mark in ",”\"»'–—")


def _parted(parsed: ParsedDocument, cued: CuedClause, complement: Clause) -> bool:
    between = parsed.text[complement.predicate.end : cued.clause.predicate.start]
    return ":" in between or ";" in between


def _next_acts(parsed: ParsedDocument, cued: CuedClause, filled: Filled) -> Iterator[int]:
    """Where the speaker's next speech act begins: "said that it rained **and warned** of floods".

    Parsers hang the second cue on the first one's content as often as on the cue.
    """
    first = next((t.i for t in cued.tree if t.start >= filled.start), 0)
    inside = [c for c in cued.sentence.clauses if filled.start <= c.predicate.start < filled.end]
    for clause in inside:
        next_cue = find_cue(parsed.language.cues, cued.sentence, clause)
        if next_cue is None or next_cue.cue.thought or (clause is inside[0] and cued.clause.complements):
            continue
        joined = clause.predicate.rel == "conj"
        added = clause.predicate.rel == "advcl" and (clause.own_subject or clause.predicate.form == "gerund")
        if not joined and not added:
            continue
        left = _left_edge(cued.tree, clause)
        behind_comma = cued.tree.tokens[left + 1].text == ","
        if left > first and (behind_comma or (joined and not clause.own_subject)):
            yield cued.tree.tokens[left].end


def _left_edge(tree: Sentence, clause: Clause) -> int:
    """The index of the last word before a clause, its conjunction and the comma in front of them."""
    at = min(t.i for t in tree.subtree(clause.predicate)) if clause.own_subject else clause.predicate.i
    while at > 1 and tree.tokens[at - 1].rel in _LEADING:
        at -= 1
    return at - 1


def _verbless(parsed: ParsedDocument, cued: CuedClause) -> Filled | None:
    """A complement whose head the parser took for no verb: "said it was late" with "late" as its head."""
    predicates = {c.predicate.i for c in cued.sentence.clauses}
    for head in cued.tree.children(cued.head, "ccomp"):
        has_subject = cued.tree.child(head, "subj", "subj:pass", "mark") is not None
        if head.i in predicates or not has_subject or head.i < cued.head.i:
            continue
        frame = "object predicate" if "object predicate" in cued.cue.takes else "clause"
        if frame in cued.cue.takes:
            start, end = extent(cued.tree, head)
            return Filled(frame, trimmed_start(parsed, cued.tree, start, end), end)
    return None


def _misattached(parsed: ParsedDocument, cued: CuedClause) -> Filled | None:
    """A that-clause that the parser hung on the addressee: "told **a crowd that he would win**"."""
    if "clause" not in cued.cue.takes or "object" in cued.cue.takes or cued.cue.thought:
        return None
    for addressee in cued.addressees():
        for clause in cued.sentence.clauses:
            if clause.noun is addressee and clause.own_subject:
                start, end = extent(cued.tree, clause.predicate)
                inside = trimmed_start(parsed, cued.tree, start, end)
                if inside > start:
                    return Filled("clause", inside, end)
    return None


def _prepositional(cued: CuedClause) -> Filled | None:
    for phrase in cued.phrases():
        frame = f"object {phrase.case}"
        if frame in cued.cue.takes and cued.objects():
            return Filled(
                frame, extent(cued.tree, cued.objects()[0])[0], without_asides(cued.tree, phrase)[1]
            )
        if phrase.case in cued.cue.takes:
            start, _ = extent(cued.tree, phrase, ("case",))
            return Filled(phrase.case, start, without_asides(cued.tree, phrase)[1])
    # "accused the head of the union of lying": the phrase may hang on any noun behind the object.
    for inside in cued.tree.subtree(cued.clause.predicate) if cued.objects() else []:
        frame = f"object {inside.case}"
        if inside.rel == "pcomp" and frame in cued.cue.takes and inside.i > cued.objects()[0].i:
            return Filled(frame, extent(cued.tree, cued.objects()[0])[0], extent(cued.tree, inside)[1])
    return None


def without_asides(tree: Sentence, noun: Token) -> tuple[int, int]:
    """A phrase without what is added behind a comma or dash: "praised the mayor, **who had paid for it**"."""

    def is_aside(token: Token) -> bool:
        if token.rel not in ("relcl", "appos") or token.i < noun.i:
            return False
        first = tree.subtree(token)[0]
        return first.i > 0 and tree.tokens[first.i - 1].text in _ASIDE_MARKS

    return extent(tree, noun, is_aside)


def _nominal(parsed: ParsedDocument, cued: CuedClause) -> Filled | None:
    objects = cued.objects()
    if not objects:
        return None
    start, end = without_asides(cued.tree, objects[0])
    predicates = [a for a in cued.tree.children(cued.clause.predicate, "attr", "ccomp") if a.i > objects[0].i]
    if "object predicate" in cued.cue.takes and predicates:
        return Filled("object predicate", start, extent(cued.tree, predicates[0])[1])
    if "object" not in cued.cue.takes or start <= cued.head.start < end:
        return None  # "the plan **proposed** by Norway" names the plan, it does not tell of a proposal
    if objects[0].pos in _EMPTY_CONTENTS and not _takes_up(parsed, cued, objects[0]):
        return None
    purpose = [c for c in cued.clause.complements if c.infinitive and c.predicate.i > objects[0].i]
    for clause in purpose:  # "announced a fund to help": the parser hangs the infinitive on the cue
        end = max(end, extent(cued.tree, clause.predicate)[1])
    return Filled("object", start, end)


def _takes_up(parsed: ParsedDocument, cued: CuedClause, pronoun: Token) -> bool:
    """Whether a side is taken on what was named before: "once opposed the levy and now **supports it**"."""
    if cued.cue.takes & {"clause", "quote"}:
        return False  # "he announced this": told by what stands beside
    stances = parsed.language.stances
    return pronoun.lemma in stances.pronouns and stances.find("verb", cued.clause.lemma) is not None
