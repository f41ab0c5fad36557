"""Deadlines that a later sentence tells: "Delivery is planned for June", "They are to arrive by the end of May"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tallystick.entities.dates import DateMention
from tallystick.languages import Token
from tallystick.model import Commitment, Delivery
from tallystick.reading.clauses import Clause
from tallystick.reading.drafts import Draft
from tallystick.reading.extents import extent
from tallystick.reading.forces import CONTENT, Forces
from tallystick.reading.parsing import ParsedDocument, ParsedSentence

_REACH = 2
"""Sentences between a promise and the words that say when it is due, at most."""


class Deadlines:
    """Fills in when the promises of one document are due, where another sentence says it.

    Args:
        parsed: The document.
    """

    def __init__(self, parsed: ParsedDocument) -> None:
        self._parsed = parsed
        self._forces = Forces(parsed.language)
        self._grammar = parsed.language.grammar

    def complete(self, drafts: Sequence[Draft]) -> None:
        """Set the deadlines that the sentences behind a promise tell."""
        self._mend_missed(drafts)
        for where in self._parsed.sentences:
            if where.tree is None or any(d.sentence == where.index for d in drafts):
                continue
            promised = self._promised_before(where, drafts)
            due = self._told_in(where, promised) if promised is not None else None
            if promised is not None and due is not None and isinstance(promised.claim, Commitment):
                promised.claim = replace(promised.claim, deadline=due.future or due.date)

    def _mend_missed(self, drafts: Sequence[Draft]) -> None:
        """Set a deadline without a year back to the last such day where what was promised did not come.

        "The EU pledged a million **by spring**. This **was not achieved**": that spring is over.
        """
        for at, draft in enumerate(drafts):
            due = self._open_day(draft)
            behind = [d for d in drafts[at + 1 :] if d.sentence - draft.sentence <= _REACH]
            missed = due is not None and any(_is_missed(draft, other) for other in behind)
            if missed and due is not None and isinstance(draft.claim, Commitment):
                draft.claim = replace(draft.claim, deadline=due.date)

    def _open_day(self, draft: Draft) -> DateMention | None:
        """The words of a promise's deadline, where they leave open of which year it is."""
        if not isinstance(draft.claim, Commitment) or draft.claim.deadline is None or not draft.gives:
            return None
        where = self._parsed.sentences[draft.sentence]
        dates = self._parsed.dates_in(where.start, where.end)
        return next((d for d in dates if d.future == draft.claim.deadline), None)

    def _promised_before(self, where: ParsedSentence, drafts: Sequence[Draft]) -> Draft | None:
        """The nearest claim before, where it is a promise that names no day itself."""
        before = [d for d in drafts if 0 < where.index - d.sentence <= _REACH]
        nearest = before[-1] if before else None
        if nearest is None or not nearest.gives or not isinstance(nearest.claim, Commitment):
            return None
        return nearest if nearest.claim.deadline is None else None

    def _told_in(self, where: ParsedSentence, promised: Draft) -> DateMention | None:
        for clause in where.clauses:
            told = clause.subjects + clause.objects
            says_when = (
                self._names_the_end(clause, told)
                or self._brings_it(clause, told)
                or self._is_due(clause, told, promised)
                or self._has_until(clause)
            )
            if clause.negated or not says_when or self._is_only_hoped(clause):
                continue
            start, end = extent(clause.sentence, clause.predicate)
            ahead = [d for d in self._parsed.dates_in(start, end) if self._lies_ahead(d)]
            if ahead:
                return ahead[0]
        return None

    def _is_only_hoped(self, clause: Clause) -> bool:
        """Whether somebody expects or hopes it, which sets no day: "now **expect** it to be met in 2023"."""
        lines = (self._forces.verb(above) for above in clause.governors())
        return any(line is not None and line.does == "hope" for line in lines)

    def _names_the_end(self, clause: Clause, told: Sequence[Token]) -> bool:
        """Whether a clause says when something ends or is given: "**The deadline** is May"."""
        is_plan = clause.passive or clause.lemma in self._grammar.copulas or clause.tense == "future"
        return is_plan and any(self._is_end(t) for t in told)

    def _is_end(self, token: Token) -> bool:
        line = self._forces.noun(token)
        return token.lemma in self._grammar.ends or (line is not None and line.does in CONTENT)

    def _brings_it(self, clause: Clause, told: Sequence[Token]) -> bool:
        """Whether a clause says when what was promised is to come: "**They** are to arrive by May"."""
        line = self._forces.verb(clause)
        taken_up = any(
            t.pos == "PRON" and self._grammar.pronouns.get(t.text.lower()) in ("thing", "group") for t in told
        )
        if line is None or line.does not in CONTENT or not taken_up:
            return False
        force = self._forces.of_clause(clause)
        return force is not None and force.kind == "commitment"

    def _is_due(self, clause: Clause, told: Sequence[Token], promised: Draft) -> bool:
        """Whether a clause says when what was promised is due: "**The last of them** is due in May"."""
        is_due = any(t.lemma in self._grammar.due for t in clause.attributes)
        whole = [t for t in told if not self._opens(clause, t)]
        return is_due and clause.tense != "past" and any(self._takes_up(clause, t, promised) for t in whole)

    def _takes_up(self, clause: Clause, token: Token, promised: Draft) -> bool:
        """Whether a phrase stands for what was promised: "they", "the trucks", "the last **of them**", "delivery"."""
        units = {item.unit for item in promised.claim.items} - {None}
        members = [t for t in clause.sentence.children(token, "nmod", "obl") if t.case == "of"]
        return any(
            self._grammar.pronouns.get(t.text.lower()) in ("thing", "group")
            or t.lemma in units
            or self._is_end(t)
            for t in (token, *members)
        )

    def _opens(self, clause: Clause, token: Token) -> bool:
        """Whether a phrase names what comes first, behind which more comes: "the **first** twenty"."""
        within = (token, *clause.sentence.children(token, "mod"))
        return any(t.lemma.lower() in self._grammar.beginnings for t in within)

    def _has_until(self, clause: Clause) -> bool:
        """Whether a clause gives somebody time: "**It has until** September to do so"."""
        if clause.lemma not in self._grammar.attaining or clause.tense == "past":
            return False
        start, end = clause.predicate.end, extent(clause.sentence, clause.predicate)[1]
        return any(d.relation == "until" for d in self._parsed.dates_in(start, end))

    def _lies_ahead(self, date: DateMention) -> bool:
        day = date.future or date.date
        published = self._parsed.document.published
        return published is None or day >= published[: len(day)]


def _is_missed(promised: Draft, other: Draft) -> bool:
    """Whether a claim says that what was promised was not there, its figure and all."""
    claim = other.claim
    failed = isinstance(claim, Delivery) and claim.negated and claim.factuality == "certain"
    figures = {(i.quantity, i.amount) for i in promised.claim.items} - {(None, None)}
    return failed and bool(figures & {(i.quantity, i.amount) for i in claim.items})
