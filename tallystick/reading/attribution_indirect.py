"""Reported speech and thought with a verb or adjective as its cue: "said that …", "urged … to …", "is sure that …"."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tallystick.languages import Sentence, Token
from tallystick.languages.cues import Cue
from tallystick.model import Factuality
from tallystick.reading.actors import Actors
from tallystick.reading.clauses import Clause, extent
from tallystick.reading.parsing import ParsedDocument, ParsedSentence
from tallystick.reading.sayings import Saying, cue_span, shape
from tallystick.reading.speakers import speaker_of

_EMPTY_CONTENTS = frozenset({"PRON", "DET"})


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

    def addressees(self) -> list[Token]:
        """Objects behind the cue."""
        return [o for o in self.clause.objects + self.clause.indirect if o.i > self.clause.predicate.i]


def say_indirect(
    parsed: ParsedDocument, actors: Actors, sentence: ParsedSentence, taken: Collection[int]
) -> Iterator[Saying]:
    """The sayings whose cue is a verb or an adjective of ``sentence``.

    Args:
        parsed: The document.
        actors: Its actors.
        sentence: One of its sentences.
        taken: Offsets of cues that already attribute a quotation; what else they govern is not theirs.
    """
    for clause in sentence.clauses:
        cued = None if clause.predicate.start in taken else _cued(parsed, sentence, clause)
        found = _content(parsed, cued) if cued else None
        if cued is None or found is None:
            continue
        frame, start, end = found
        content = shape(parsed, start, end)
        speaker = speaker_of(parsed, clause)
        if content is None or speaker is None or not _may_hold(parsed, actors, cued, speaker):
            continue
        yield Saying(
            sentence=sentence,
            content=content,
            cue=_cue_words(cued),
            speaker=actors.resolve(cued.tree, speaker),
            rule=f"statement.{cued.cue.lemma}.{frame}",
            confidence=0.8,
            negated=clause.negated,
            factuality=_factuality(parsed, clause),
        )


def _cued(parsed: ParsedDocument, sentence: ParsedSentence, clause: Clause) -> CuedClause | None:
    cues = parsed.language.cues
    verb = cues.find("verb", clause.lemma)
    if verb is not None:
        return CuedClause(sentence, clause, verb, clause.predicate)
    for attribute in clause.attributes:
        adjective = cues.find("adjective", attribute.lemma)
        if adjective is not None:
            return CuedClause(sentence, clause, adjective, attribute)
    return None


def _cue_words(cued: CuedClause) -> tuple[int, int]:
    start, end = cue_span(cued.clause)
    return min(start, cued.head.start), max(end, cued.head.end)


def _may_hold(parsed: ParsedDocument, actors: Actors, cued: CuedClause, speaker: Token) -> bool:
    """Thoughts belong to somebody who can think; the author's "I believe" is the author's own voice."""
    person = parsed.language.grammar.pronouns.get(speaker.text.lower(), "")
    if person in ("speaker", "speakers"):
        return False
    return not cued.cue.thought or actors.is_actor(cued.tree, speaker)


def _factuality(parsed: ParsedDocument, clause: Clause) -> Factuality:
    if clause.mark in parsed.language.grammar.conditional_marks:
        return "conditional"
    return "possible" if clause.modality in ("possible", "would") else "certain"


def _content(parsed: ParsedDocument, cued: CuedClause) -> tuple[str, int, int] | None:
    """The frame that holds and the offsets of what fills it."""
    return (
        _surrounding_content(parsed, cued)
        or _clausal_content(parsed, cued)
        or _prepositional_content(cued)
        or _nominal_content(cued)
    )


def _surrounding_content(parsed: ParsedDocument, cued: CuedClause) -> tuple[str, int, int] | None:
    """The clause that a cue is put into or beside: "the bridge, **engineers said**, would hold", "**as** she noted"."""
    predicate = cued.clause.predicate
    host = cued.tree.head(predicate)
    beside = predicate.rel == "parataxis" or (
        cued.clause.link == "adverbial" and cued.clause.mark in parsed.language.cues.parentheses
    )
    if host is None or not beside or "clause" not in cued.cue.takes or cued.clause.complements:
        return None
    aside = {t.i for t in cued.tree.subtree(predicate)}
    words = [t for t in cued.tree.subtree(host) if t.i not in aside]
    while len(words) > 1 and words[0].rel in ("punct", "cc"):
        words.pop(0)
    while len(words) > 1 and words[-1].rel == "punct":
        words.pop()
    return "clause", words[0].start, words[-1].end


def _clausal_content(parsed: ParsedDocument, cued: CuedClause) -> tuple[str, int, int] | None:
    for complement in cued.complements():
        frame = _clausal_frame(cued, complement)
        if frame in cued.cue.takes and not _is_other_sentence(parsed, cued, complement):
            start, end = _clause_extent(parsed, cued, complement)
            if frame.startswith("object "):
                start = min([start, *(extent(cued.tree, o)[0] for o in cued.addressees())])
            return frame, start, end
    return None


def _is_other_sentence(parsed: ParsedDocument, cued: CuedClause, complement: Clause) -> bool:
    """Whether a colon or semicolon parts what stands before a cue from it: "It was clear: she said …"."""
    between = parsed.text[complement.predicate.end : cued.clause.predicate.start]
    return any(mark in between for mark in ":;")


def _clausal_frame(cued: CuedClause, complement: Clause) -> str:
    addressed = bool(cued.addressees())
    if complement.predicate.rel == "pcomp":
        return f"object {complement.mark}" if addressed else complement.mark
    if complement.infinitive:
        return "object infinitive" if addressed or complement.own_subject else "infinitive"
    if complement.predicate.form == "gerund" and complement.tense == "none":
        return "gerund"
    return "clause"


def _clause_extent(parsed: ParsedDocument, cued: CuedClause, complement: Clause) -> tuple[int, int]:
    start, end = extent(cued.tree, complement.predicate)
    words = [t for t in cued.tree if start <= t.start < end]
    if (
        start > cued.head.start
        and len(words) > 1
        and words[0].text.lower() in parsed.language.cues.complementizers
    ):
        start = words[1].start
    return start, min([end, *_ends_at(parsed, cued, complement)])


def _ends_at(parsed: ParsedDocument, cued: CuedClause, complement: Clause) -> Iterator[int]:
    """Where the speaker's next speech act begins: "said that it rained **and warned** of floods".

    Parsers hang the second cue on the first one's complement as often as on the cue.
    """
    for clause in cued.sentence.clauses:
        if clause.predicate.i <= complement.predicate.i or clause.own_subject:
            continue
        joined = clause.predicate.rel == "conj"
        added = clause.link == "adverbial" and clause.predicate.form == "gerund" and not clause.mark
        if (joined or added) and _cued(parsed, cued.sentence, clause) is not None:
            left = clause.predicate.i - 1
            while left > 0 and cued.tree.tokens[left].rel in ("cc", "advmod", "aux", "neg", "punct"):
                left -= 1
            if joined or cued.tree.tokens[left + 1].text == ",":
                yield cued.tree.tokens[left].end


def _prepositional_content(cued: CuedClause) -> tuple[str, int, int] | None:
    for phrase in cued.phrases():
        for frame in (f"object {phrase.case}", phrase.case):
            objects = [o for o in cued.clause.objects if o.i > cued.clause.predicate.i]
            addressed = frame.startswith("object ")
            if frame in cued.cue.takes and (objects or not addressed):
                start, end = extent(cued.tree, phrase, stop=("case",))
                return frame, min(start, extent(cued.tree, objects[0])[0]) if addressed else start, end
    return None


def _nominal_content(cued: CuedClause) -> tuple[str, int, int] | None:
    clause = cued.clause
    objects = clause.objects if clause.passive else [o for o in clause.objects if o.i > clause.predicate.i]
    if not objects:
        return None
    start, end = extent(cued.tree, objects[0])
    predicates = [a for a in cued.tree.children(clause.predicate, "attr", "ccomp") if a.i > objects[0].i]
    if "object predicate" in cued.cue.takes and predicates:
        return "object predicate", start, extent(cued.tree, predicates[0])[1]
    if "object" in cued.cue.takes and objects[0].pos not in _EMPTY_CONTENTS:
        return "object", start, end
    return None
