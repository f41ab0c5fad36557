"""Deeds: what verbs that no lexicon holds stand for, once somebody has promised to do it to something counted.

"The ministry promised to **inspect** 300 bridges. It has **inspected** 120": in a report that tells of such a promise
its verb, done to such things, tells of keeping it.
"""

from __future__ import annotations

from collections import defaultdict

from tallystick.languages import Token
from tallystick.reading.clauses import Clause
from tallystick.reading.forces import CONTENT, Forces
from tallystick.reading.parsing import ParsedDocument


class Deeds:
    """The deeds that one document tells promises of.

    Args:
        parsed: The document.
        forces: What its language's predicates do.
    """

    def __init__(self, parsed: ParsedDocument, forces: Forces) -> None:
        self._forces = forces
        self._done_to: defaultdict[str, set[str]] = defaultdict(set)
        for where in parsed.sentences:
            for clause in where.clauses:
                for deed in self.promised(clause):
                    self._done_to[deed.lemma].update(t.lemma for o in deed.objects for t in _counted(deed, o))

    @property
    def verbs(self) -> frozenset[str]:
        """Lemmas of the verbs of what was promised."""
        return frozenset(self._done_to)

    def promised(self, clause: Clause) -> list[Clause]:
        """What a clause promises, asks or decides to do, where the lexicon does not know the verb of it."""
        line = self._forces.verb(clause)
        if line is None or not line.does.startswith("commit"):
            return []
        return [c for c in clause.complements if c.infinitive and not c.own_subject and self._is_unknown(c)]

    def done_to(self, clause: Clause) -> list[Token]:
        """The objects that something was promised to be done to, whether it was: "inspect **120 of the bridges**"."""
        done_to = self._done_to.get(clause.lemma)
        if not done_to or not self._is_unknown(clause):
            return []
        return [o for o in clause.objects if any(t.lemma in done_to for t in _counted(clause, o))]

    def does(self, clause: Clause) -> bool:
        """Whether a clause tells of a deed that was promised: "**120 bridges** were inspected"."""
        told = clause.tense in ("past", "future") or clause.perfect or clause.progressive
        return told and bool(self.done_to(clause))

    def _is_unknown(self, clause: Clause) -> bool:
        line = self._forces.verb(clause)
        return line is None or (line.does not in CONTENT and not line.does.startswith("commit"))


def _counted(clause: Clause, noun: Token) -> list[Token]:
    """A noun and the wholes it is counted out of: "120 of the 300 **bridges**"."""
    return [noun, *(t for t in clause.sentence.children(noun, "nmod") if t.case == "of")]
