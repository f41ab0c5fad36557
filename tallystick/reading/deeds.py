"""Deeds: what verbs that no lexicon holds stand for, once somebody has promised to do it to something counted.

"The ministry promised to **inspect** 300 bridges. It has **inspected** 120": in a report that tells of such a promise
its verb, done to such things, tells of keeping it.
"""

from __future__ import annotations

from collections import defaultdict

from tallystick.languages import Token
from tallystick.reading.amounts import Amounts
from tallystick.reading.clauses import Clause
from tallystick.reading.extents import extent
from tallystick.reading.forces import CONTENT, Forces
from tallystick.reading.parsing import ParsedDocument

_GOVERNED = ("complement", "attributive")
"""How the clause of what is promised hangs on what makes a promise of it."""


class Deeds:
    """The deeds that one document tells promises of.

    Args:
        parsed: The document.
        forces: What its language's predicates do.
        amounts: Its figures.
    """

    def __init__(self, parsed: ParsedDocument, forces: Forces, amounts: Amounts) -> None:
        self._parsed = parsed
        self._forces = forces
        self._amounts = amounts
        self._done_to: defaultdict[str, set[str]] = defaultdict(set)
        for where in parsed.sentences:
            for clause in where.clauses:
                for noun in self._promised(clause):
                    self._done_to[clause.lemma].update(t.lemma for t in _wholes(clause, noun))

    @property
    def verbs(self) -> frozenset[str]:
        """Lemmas of the verbs of what was promised."""
        return frozenset(self._done_to)

    def is_told(self, clause: Clause) -> bool:
        """Whether a clause tells of such a deed, promised, done or not: "failed to **inspect** 20 bridges"."""
        return bool(self.done_to(clause)) and self._forces.of_clause(clause) is not None

    def is_vowed(self, clause: Clause) -> bool:
        """Whether somebody promises outright to do it to things or by a day: "vowed to **reopen** the schools"."""
        if (
            not (clause.infinitive and clause.objects and self._is_unknown(clause))
            or clause.link not in _GOVERNED
        ):
            return False
        above = clause.governor
        line = self._forces.verb(above) if above is not None and clause.link == "complement" else None
        is_pledged = line is not None and line.does == "commit.pledge" and not clause.negated
        return (is_pledged or self._is_of_promise(clause)) and (
            self._has_deadline(clause) or any(map(self._is_thing, clause.objects))
        )

    def _has_deadline(self, clause: Clause) -> bool:
        dates = self._parsed.dates_in(*extent(clause.sentence, clause.predicate))
        return any(date.relation == "by" for date in dates)

    def _is_thing(self, noun: Token) -> bool:
        words = self._parsed.language.items
        entry = words.nouns.get((words.plurals.singular(noun.text.lower()),))
        return entry is not None and entry.category not in (None, "political")

    def done_to(self, clause: Clause) -> list[Token]:
        """The objects that something was promised to be done to, whether it was: "inspect **120 of the bridges**"."""
        nouns = self._done_to.get(clause.lemma)
        if not nouns or not self._is_unknown(clause):
            return []
        return [o for o in _done_to(clause) if any(t.lemma in nouns for t in _wholes(clause, o))]

    def _promised(self, clause: Clause) -> list[Token]:
        """What a clause counts, where a word above it makes a promise, plan or request of it."""
        counted = [t for t in _done_to(clause) if self._amounts.is_figure(clause.sentence, t)]
        if not counted or clause.link not in _GOVERNED or not self._is_unknown(clause):
            return []
        if self._is_of_promise(clause):
            return counted
        force = self._forces.of_clause(clause)
        if force is None or force.kind != "commitment":
            return []
        is_bound = any(t is not clause.predicate for t in force.through)
        return counted if is_bound or self._is_vowed(clause) else []

    def _is_of_promise(self, clause: Clause) -> bool:
        """Whether it is what a promise was, whatever became of that: "broke its **promise** to inspect 20 bridges"."""
        line = None if clause.noun is None or not clause.infinitive else self._forces.noun(clause.noun)
        return line is not None and line.does == "commit.pledge"

    def _is_vowed(self, clause: Clause) -> bool:
        """Whether a clause with a subject of its own is a promise's content: "the **pledge** was that …"."""
        above = clause.governor
        if above is None or clause.link != "complement" or self._forces.verb(above) is not None:
            return False
        lines = map(self._forces.noun, above.subjects)
        return any(line is not None and line.does.startswith("commit") for line in lines)

    def _is_unknown(self, clause: Clause) -> bool:
        line = self._forces.verb(clause)
        return line is None or (line.does not in CONTENT and not line.does.startswith("commit"))


def _done_to(clause: Clause) -> list[Token]:
    """The objects; the subjects of what is to be so: "that **300 bridges** would be safe"."""
    return clause.objects or (clause.subjects if clause.own_subject and not clause.passive else [])


def _wholes(clause: Clause, noun: Token) -> list[Token]:
    """A noun and the wholes it is counted out of: "120 of the 300 **bridges**"."""
    return [noun, *(t for t in clause.sentence.children(noun, "nmod") if t.case == "of")]
