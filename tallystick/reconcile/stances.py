"""The stance of a clause towards what it names, by rules on its tree.

From the word that names the concept the rules climb to what governs it, and each word of stance, negation and modal
on the way turns the attitude reached so far (``tallystick.reconcile.attitudes``). Who holds it decides whether it is
the speaker's own: "some members were considering it" is a report. The climb ends at the cue ("**did not rule out**
sending"), outside of it somebody else speaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tallystick.languages import Language
from tallystick.languages.stances import StanceWord
from tallystick.languages.syntax import Sentence, Token
from tallystick.model import Span, Stance
from tallystick.reading.clauses import Clause, find_clauses
from tallystick.reconcile.attitudes import Attitude
from tallystick.reconcile.holders import Speaker

_NOUNS = ("NOUN", "PROPN", "PRON", "DET", "NUM")
_CLAUSAL = ("VERB", "AUX")
_BESIDE = ("advcl", "parataxis")


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """A parsed sentence with what the rules ask of it.

    Attributes:
        tree: The parse.
        clauses: Its clauses by the index of their predicate.
        cue: The words that attribute the statement, as far as they stand in this sentence, the innermost first.
        cue_span: Offsets of the cue's words.
    """

    tree: Sentence
    clauses: dict[int, Clause]
    cue: tuple[Token, ...] = ()
    cue_span: tuple[int, int] = (0, 0)

    def is_cue(self, token: Token) -> bool:
        """Whether the token is one of the cue's words."""
        return self.cue_span[0] <= token.start < self.cue_span[1]

    def attributed(self, cue: Span | None) -> Read:
        """The same sentence with the words that attribute the statement."""
        if cue is None:
            return self
        inside = [t for t in self.tree if cue.start <= t.start < cue.end]
        verbs = [t for t in inside if t.i in self.clauses]
        nouns = [t for t in inside if t.pos in ("NOUN", "ADJ")]
        inner_first = sorted(verbs or nouns[-1:], key=lambda t: -len(list(self.tree.ancestors(t))))
        return replace(self, cue=tuple(inner_first), cue_span=(cue.start, cue.end))


def read_sentence(tree: Sentence, language: Language) -> Read:
    """Make a parsed sentence ready for the rules."""
    return Read(tree, {clause.predicate.i: clause for clause in find_clauses(tree, language.grammar)})


class StanceReader:
    """Reads stances in one language.

    Args:
        language: Its words of stance and its grammar.
    """

    def __init__(self, language: Language) -> None:
        self._words = language.stances
        self._cues = language.cues
        self._grammar = language.grammar

    def pointers(self, read: Read, start: int, end: int) -> list[Token]:
        """The words between two offsets that stand for what was named before, as far as stance is taken on them."""
        return [t for t in read.tree if start <= t.start < end and self._points(read, t)]

    def stance(
        self, read: Read, target: Token, speaker: Speaker, *, opposite: bool = False, inside: bool = True
    ) -> Stance | None:
        """The speaker's stance towards what ``target`` names.

        Args:
            read: The sentence.
            target: The head of the words that name it.
            speaker: Whose statement it is.
            opposite: The words name the contrary of the concept.
            inside: Whether they stand in the cue's content.

        Returns:
            ``None`` where no side is taken.
        """
        return self._climb(read, target, speaker, inside=inside).of(opposite=opposite)

    # -- the climb ---------------------------------------------------------------------------------------

    def _climb(self, read: Read, target: Token, speaker: Speaker, *, inside: bool) -> Attitude:
        attitude, child = self._at_target(read, target, speaker), target
        for above in read.tree.ancestors(target):
            if self._breaks_off(read, child, above):
                attitude = self._supposed(read, child, attitude)
                break
            if read.is_cue(above):
                break
            attitude = self._above(read, above, child, attitude, speaker)
            child = above
        for cue in read.cue if inside else ():
            attitude = self._at_cue(read, cue, child, attitude)
            child = cue
        return self._given_up(read, child, attitude, speaker) if inside and read.cue else attitude

    def _given_up(self, read: Read, cue: Token, attitude: Attitude, speaker: Speaker) -> Attitude:
        """What becomes of a noun that attributes: "**dropped** its opposition", "**withdrew** its support"."""
        above = read.tree.head(cue)
        clause = None if above is None else read.clauses.get(above.i)
        if clause is None or cue.rel != "obj" or read.is_cue(clause.predicate):
            return attitude
        line = self._verb_line(clause, cue)
        if line is None or line.does != "opposes":
            return attitude
        negated = self._is_negated(clause, cue)
        return attitude.turned(line.does, negated=negated, is_own=self._is_own(read, clause, cue, speaker))

    def _supposed(self, read: Read, child: Token, attitude: Attitude) -> Attitude:
        """The attitude in an adverbial clause: of what is above only a warning says something of a condition."""
        clause = read.clauses.get(child.i)
        if clause is None or not self._grammar.opens_condition(clause.mark):
            return attitude
        attitude = attitude.supposed(negated=self._is_negated(clause, None))
        for above in read.tree.ancestors(child):
            line = None if read.is_cue(above) else self._words.find("verb", above.lemma)
            if line is not None and line.does == "warns":
                return attitude.turned(line.does, negated=False, is_own=True)
        return attitude

    def _breaks_off(self, read: Read, child: Token, above: Token) -> bool:
        """Whether what stands above says nothing of the child: an adverbial clause, a sentence set beside."""
        if f"{child.case} {child.lemma}" in self._words.purposes:
            return True
        if any(cue.rel == "obj" and read.tree.head(cue) is above for cue in read.cue) and child.rel == "obl":
            return True  # "lifted its veto **on the plan**": the parser hung on the verb what is the noun's
        if child.rel in _BESIDE or (child.rel == "ccomp" and child.i < above.i and not child.case):
            return not read.is_cue(above)
        # "A and B": the first of two finite clauses does not govern the second.
        return child.rel == "conj" and child.i in read.clauses and read.clauses[child.i].own_subject

    def _at_target(self, read: Read, target: Token, speaker: Speaker) -> Attitude:
        clause = read.clauses.get(target.i)
        if clause is not None:
            return self._plain(clause, None, Attitude(), speaker)
        if target.case in self._words.lacking:
            return Attitude().supposed(negated=True)
        if self._negates(read.tree, target) or target.lemma in self._words.negative_pronouns:
            return Attitude().contrary()
        return Attitude()

    def _above(
        self, read: Read, above: Token, child: Token, attitude: Attitude, speaker: Speaker
    ) -> Attitude:
        if child.rel == "conj" and above.pos not in _CLAUSAL:
            return attitude
        clause = read.clauses.get(above.i)
        if clause is None:
            return self._at_noun(read, above, child, attitude, speaker)
        return self._at_clause(read, clause, child, attitude, speaker)

    def _at_noun(
        self, read: Read, above: Token, child: Token, attitude: Attitude, speaker: Speaker
    ) -> Attitude:
        line = self._noun_line(above, child)
        negated = self._negates(read.tree, above)
        if line is None:
            return attitude.contrary() if negated and above.pos in _NOUNS else attitude
        return attitude.turned(line.does, negated=negated, is_own=self._holder_at(read, above, speaker))

    def _noun_line(self, token: Token, child: Token | None) -> StanceWord | None:
        words = self._words
        if (line := self._phrase_line(token)) is not None:
            return line
        if token.pos in ("ADJ", "VERB", "ADV"):
            return words.find("adjective", token.text.lower(), token.lemma)
        if child is not None and child.rel == "subj":
            return None
        return words.find("noun", token.lemma)

    def _holder_at(self, read: Read, token: Token, speaker: Speaker) -> bool | None:
        """Whose a noun or adjective of stance is: "**Norway's** support", "**countries** ready to send"."""
        holder = read.tree.child(token, "poss")
        head = read.tree.head(token)
        if holder is None and token.rel == "mod" and head is not None:
            holder = head
        holder = holder or next((t for t in read.tree.children(token, "nmod") if t.case in ("by",)), None)
        return None if holder is None else speaker.is_meant(read.tree, [holder])

    def _at_clause(
        self, read: Read, clause: Clause, child: Token, attitude: Attitude, speaker: Speaker
    ) -> Attitude:
        """A predicate: first what is said of its subject ("is a mistake", "is on the table"), then its verb."""
        line = (
            self._attribute_line(clause, child)
            or self._verb_line(clause, child)
            or self._object_line(clause, child)
            or self._undecided_line(clause, child)
        )
        if line is None:
            if self._tells_of_others(read, clause, child, speaker):
                return Attitude("reports")
            return self._plain(clause, child, attitude, speaker)
        if line.does == "agrees" and attitude.stance is not None and attitude.is_own is None:
            attitude = replace(attitude, is_own=True)
        negated = self._is_negated(clause, child) or self._attribute_negated(clause, child)
        is_own = self._is_own(read, clause, child, speaker)
        turned = attitude.turned(line.does, negated=negated, is_own=is_own)
        might = clause.modality == "possible" and not negated and turned.stance == "for"
        return replace(turned, stance="open") if might else turned

    def _tells_of_others(self, read: Read, clause: Clause, child: Token, speaker: Speaker) -> bool:
        """Whether somebody else's words are told: "there are countries **saying** that it must be considered"."""
        if child.rel != "ccomp" or self._cues.find("verb", clause.lemma) is None:
            return False
        return speaker.is_meant(read.tree, clause.subjects, clause.predicate, child) is False

    def _verb_line(self, clause: Clause, child: Token) -> StanceWord | None:
        lemma = clause.predicate.lemma
        words = self._words
        if clause.passive and (line := words.find("adjective", clause.predicate.text.lower())) is not None:
            return line
        if child.rel == "xcomp" and (line := words.find("verb", f"{lemma} to")) is not None:
            return line
        # Parsers take a particle behind a pronoun for a preposition: "rule anything out".
        particles = [t.lemma for t in clause.sentence.children(clause.predicate, "prt", "prep", "advmod")]
        joined = [child.case, *particles] if child.case else particles
        if child.rel == "xcomp":  # "called on its partners to send them"
            joined = [*joined, *(t.case for t in clause.obliques if t.i < child.i)]
        return words.find("verb", *(f"{lemma}_{word}" for word in joined), clause.lemma, lemma)

    def _object_line(self, clause: Clause, child: Token) -> StanceWord | None:
        """An infinitive beside a noun of stance belongs to it: "affirmed their **determination** to prevail"."""
        if child.rel != "xcomp" or child.form != "base":
            return None
        before = [t for t in clause.objects if t.i < child.i]
        return self._noun_line(before[-1], None) if before else None

    def _undecided_line(self, clause: Clause, child: Token) -> StanceWord | None:
        """A decision that nobody took yet: "no **decision** had been taken on sending them"."""
        if not clause.passive or not self._is_negated(clause, child):
            return None
        lines = (self._words.find("noun", t.lemma) for t in (*clause.subjects, *clause.objects))
        return next((line for line in lines if line is not None and line.does == "decides"), None)

    def _attribute_line(self, clause: Clause, child: Token) -> StanceWord | None:
        is_copula = clause.lemma in self._grammar.copulas
        if is_copula and (child in clause.attributes or child.rel == "attr"):
            return self._subject_line(clause)
        for token in (*clause.attributes, *clause.obliques) if is_copula else clause.attributes:
            if token is not child and (line := self._noun_line(token, None)) is not None:
                return line
        if not is_copula:  # "came out **in favour** of it"
            return next(filter(None, map(self._phrase_line, clause.obliques)), None)
        return self._subject_line(clause) if child not in clause.subjects else None

    def _phrase_line(self, token: Token) -> StanceWord | None:
        return self._words.find("phrase", f"{token.case} {token.lemma}") if token.case else None

    def _subject_line(self, clause: Clause) -> StanceWord | None:
        """What the subject of a copula makes of what it is: "the **plan** is to send troops"."""
        lines = (self._words.find("noun", t.lemma) for t in clause.subjects if t.pos == "NOUN")
        return next((line for line in lines if line is not None), None)

    def _attribute_negated(self, clause: Clause, child: Token) -> bool:
        """Negated at what is said of the subject: "is **no** option"."""
        return any(t is not child and self._negates(clause.sentence, t) for t in clause.attributes)

    def _plain(self, clause: Clause, child: Token | None, attitude: Attitude, speaker: Speaker) -> Attitude:
        """A predicate that is no word of stance: its negation, modality and tense say what is meant."""
        negated = self._is_negated(clause, child)
        is_own = speaker.is_meant(clause.sentence, clause.subjects, clause.predicate, child)
        if clause.modality == "necessary":
            below = replace(attitude, stance=attitude.stance or "for", is_own=True)
            return below.contrary() if negated else below
        if negated:
            return replace(attitude.contrary(), is_own=self._resolved(attitude, is_own))
        if attitude.stance is not None:
            return replace(attitude, is_own=self._resolved(attitude, is_own))
        if clause.modality == "possible":
            return Attitude("open", is_own, attitude.condition)
        is_ahead = clause.tense == "future" or clause.modality == "would"
        return Attitude("for", is_own, attitude.condition) if is_ahead and child is None else attitude

    def _resolved(self, attitude: Attitude, is_own: bool | None) -> bool | None:
        return attitude.is_own if attitude.is_own is not None else is_own

    def _is_own(self, read: Read, clause: Clause, child: Token, speaker: Speaker) -> bool | None:
        if clause.modality == "necessary":
            return True
        return speaker.is_meant(read.tree, clause.subjects, clause.predicate, child)

    def _at_cue(self, read: Read, cue: Token, child: Token, attitude: Attitude) -> Attitude:
        """The attributing word itself: "**ruled out** sending troops", "**urged** its allies"."""
        clause = read.clauses.get(cue.i)
        if clause is None:
            line = self._noun_line(cue, None)
            negated = self._negates(read.tree, cue)
        else:
            line = self._verb_line(clause, child) or self._attribute_line(clause, child)
            negated = self._is_negated(clause, child)
        if line is None or (attitude.condition and line.does != "warns"):
            return attitude
        if line.does in ("agrees", "differs"):
            # Those speak who are one, or are not: "there was broad **consensus** among the donors on a ceiling".
            is_one = (line.does == "agrees") != negated
            return attitude.turned("favours" if is_one else "weighs", negated=False, is_own=True)
        return attitude.turned(line.does, negated=negated, is_own=True)

    # -- negation and pointing ---------------------------------------------------------------------------

    def _is_negated(self, clause: Clause, child: Token | None) -> bool:
        """Whether the predicate is negated, at itself or at who or what takes part, what was climbed from aside."""
        tree, predicate = clause.sentence, clause.predicate
        if self._negates(tree, predicate):
            return True
        named = [*clause.subjects, *clause.objects, *clause.indirect]
        taking_part = [t for t in named if t is not child and predicate in tree.ancestors(t)]
        return any(self._none(tree, t) for t in taking_part)

    def _none(self, tree: Sentence, token: Token) -> bool:
        pronouns = self._grammar.negative_pronouns | self._words.negative_pronouns
        return token.lemma in pronouns or self._negates(tree, token)

    def _negates(self, tree: Sentence, token: Token) -> bool:
        return any(
            c.rel == "neg"
            or (c.rel in ("advmod", "preconj") and c.lemma in self._grammar.negators)
            or (c.rel == "det" and c.lemma in self._grammar.negative_determiners)
            for c in tree.children(token)
        )

    def _points(self, read: Read, token: Token) -> bool:
        if token.lemma in self._words.pronouns:
            return self._takes_up(read, token)
        if token.lemma not in self._words.pointers or token.pos != "NOUN":
            return False
        determined = read.tree.child(token, "det", "poss")
        own = read.tree.children(token, "nmod", "acl", "relcl", "compound")
        return determined is not None and determined.lemma in self._grammar.anaphoric and not own

    def _takes_up(self, read: Read, token: Token) -> bool:
        """Whether a pronoun takes part in what a word of stance says, other than "**it** is right to …"."""
        above = read.tree.head(token)
        clause = None if above is None else read.clauses.get(above.i)
        if above is not None and clause is None and token.rel in ("nmod", "obl"):
            return self._noun_line(above, token) is not None  # "in favour of **it**"
        if clause is None or token.rel not in ("subj", "subj:pass", "obj", "obl"):
            return False
        said = self._attribute_line(clause, token)
        if said is not None:
            holders = (clause.predicate, *clause.attributes)
            return not any(read.tree.children(t, "xcomp", "ccomp", "csubj", "acl") for t in holders)
        acts = token.rel == "subj"  # "it rejected": somebody does, not what was named
        return not acts and self._verb_line(clause, token) is not None


def head_of(tree: Sentence, spans: Sequence[tuple[int, int]]) -> Token | None:
    """Of the words at ``spans`` the one that governs the others; the first of those that stand equally high.

    "There" names no place where it only says that something is.
    """
    named = [
        t for t in tree if t.rel != "expl" and any(start < t.end and t.start < end for start, end in spans)
    ]
    return min(named, key=lambda t: (len(list(tree.ancestors(t))), t.i), default=None)
