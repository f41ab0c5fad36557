"""When: the dates of an act and of what it promises, kept apart."""

from __future__ import annotations

from collections.abc import Collection

from tallystick.entities.dates import DateMention, find_dates
from tallystick.languages import Sentence, Token
from tallystick.model import Span
from tallystick.reading.clauses import Clause
from tallystick.reading.force import Force
from tallystick.reading.forces import CONTENT
from tallystick.reading.frame import Frame
from tallystick.reading.parsing import ParsedDocument

_WHOLE_DATE = len("2024-02-29")
"""Shorter dates are months or years, which go on behind the day of the report."""

_YEAR = len("2024")

_LEAD = 20
"""Characters before a span of time that may hold its preposition."""

_DUE = frozenset({"by", "within", "until"})
_STRETCHES = frozenset({"since", "for", "from"})
"""Relations of dates at which something is neither done nor due."""


class Times:
    """Sorts the dates of a claim's sentence into the day of the act and the day it is due."""

    def __init__(self, parsed: ParsedDocument) -> None:
        self._parsed = parsed

    def of(self, frame: Frame, force: Force, evidence: Span) -> tuple[str | None, str | None]:
        """Date and deadline of what the frame says; a delivery has no deadline."""
        inside = self._parsed.dates_in(evidence.start, evidence.end)
        around = self._parsed.dates_in(frame.where.start, frame.where.end)
        found = [d for d in inside or around if self._is_of(frame, force, d)]
        own = {t.i for t in (frame.head, *force.through)}
        found.sort(
            key=lambda d: not self._stands_with(frame, own, d)
        )  # "the $40 million promised **a year ago**"
        if force.kind == "delivery":
            told = next((d for d in found if not self._is_stretch(d)), None)
            return (None if told is None else self._told_on(frame, force, told)), None
        due = next((d for d in found if self._is_due(frame, force, d)), None)
        due = due or next((d for d in found if self._is_set_for(frame, force, d)), None)
        acted = next((d.date for d in found if d is not due and self._is_day_of_act(frame, d)), None)
        if due is None:
            return acted, None if acted is None else self._set_by_act(frame, acted)
        if acted is not None:
            return acted, self._seen_from(due, acted)
        clauses = (c for c in (frame.clause, *force.clauses) if c is not None)
        is_its = self._stands_with(frame, own, due)
        if any(c.tense == "past" and (c.perfect or (c.link == "relative" and is_its)) for c in clauses):
            # "had promised 40 tents by January", "30 of the 40 tents that it promised by January"
            return acted, self._nearer(due)
        return acted, due.future or due.date

    def _stands_with(self, frame: Frame, own: Collection[int], date: DateMention) -> bool:
        """Whether a date hangs on one of the words ``own``, whose indices they are."""
        word = next((t for t in frame.tree if date.start < t.end), None)
        above = () if word is None else (word, *frame.tree.ancestors(word))
        verb = next((t for t in above if t.pos in ("VERB", "AUX")), None)
        return verb is not None and verb.i in own

    def _is_day_of_act(self, frame: Frame, date: DateMention) -> bool:
        return date.relation == "on" or (date.relation == "by" and self._had_been(frame, date))

    def _told_on(self, frame: Frame, force: Force, date: DateMention) -> str:
        """When something was given, or was not there."""
        if force.negated:
            return self._missed_on(date)
        clause = frame.clause
        had_been = clause is not None and clause.perfect and clause.tense == "past"
        before = self._parsed.dates_in(frame.where.start, date.start) if had_been and date.future else []
        told = next((d for d in reversed(before) if d.future is None and len(d.date) > _YEAR), None)
        if told is None or len(date.date) == _YEAR:
            return date.date
        # "promised them in **January 2023**; all had arrived by **March**": of that year, or the next
        year, rest = told.date[:_YEAR], date.date[_YEAR:]
        is_next = rest[: len(told.date) - _YEAR] < told.date[_YEAR:]
        return f"{int(year) + is_next}{rest}"

    def _missed_on(self, date: DateMention) -> str:
        """The day that something was not there on; "by" a month it may not be there in time though that lies ahead.

        "The failure to deliver by March", told in February, is of the next month and not of the last year's.
        """
        return self._nearer(date) if date.relation in _DUE else date.date

    def _nearer(self, date: DateMention) -> str:
        """The day ahead or behind that a date may mean, whichever is nearer to that of the report."""
        published = self._parsed.document.published
        if date.future is None or published is None:
            return date.date
        today, ahead, behind = (_month_of(day) for day in (published, date.future, date.date))
        return date.future if ahead - today < today - behind else date.date

    def _is_of(self, frame: Frame, force: Force, date: DateMention) -> bool:
        """Whether the date stands with the frame's own verb or one above it, not with a clause beside or below."""
        if self._parsed.is_compared(date) or self._only_describes(frame, date):
            return False
        clause = _clause_of(frame, date)
        if clause is None or clause.predicate.i in {t.i for t in force.through}:
            return not self._is_beyond(frame, date)
        above = _above(frame.tree, frame.head, apart=force.kind == "delivery")
        within = clause.predicate.i in {t.i for t in above} or clause in frame.foretelling
        return (
            within
            and not self._is_beyond(frame, date)
            and not self._tells_of_another(frame, force, clause, date)
        )

    def _only_describes(self, frame: Frame, date: DateMention) -> bool:
        """Whether a year stands before a noun that it tells from others: "survivors of the **2023** earthquakes".

        The year of a meeting is the year of what was promised there: "pledged at the **2014** conference".
        """
        word = next((t for t in frame.tree if t.start == date.start and t.end == date.end), None)
        noun = frame.tree.head(word) if word is not None and word.rel in ("num", "compound", "mod") else None
        if noun is None or noun.pos != "NOUN" or noun is frame.head:
            return False
        event = self._parsed.language.events.nouns.get(noun.lemma)
        return (
            event is None
            or event.type != "CONSULT"
            or noun.case not in self._parsed.language.grammar.locative
        )

    def _is_beyond(self, frame: Frame, date: DateMention) -> bool:
        """Whether a semicolon stands between the frame and the date: what lies behind it is told apart."""
        between = (
            (frame.head.end, date.start) if date.start > frame.head.start else (date.end, frame.head.start)
        )
        return ";" in self._parsed.text[slice(*between)]

    def _tells_of_another(self, frame: Frame, force: Force, clause: Clause, date: DateMention) -> bool:
        """Whether a clause above tells of what was done beside: "built 26 **last year** of the 40 it had promised".

        So does one that tells how things are: "of the 40 it promised to build, 26 **are** open **today**".
        """
        if clause.predicate is frame.head or force.kind != "commitment":
            return False
        around = [c for c in (frame.clause, *force.clauses) if c is not None]
        if clause.lemma in self._parsed.language.grammar.fulfilling and clause.tense == "past":
            return True  # "the promise to send 40 trucks was kept **in May**"
        if any(c.link == "adverbial" and c.tense == "past" and c.own_subject for c in around):
            return True  # "a year after Chad promised 40 trucks, 12 came **on Monday**"
        predicates = self._parsed.language.predicates
        line = predicates.get(("verb", clause.lemma)) or predicates.get(("verb", clause.predicate.lemma))
        is_told_of = any(c.link == "relative" for c in around)
        is_done = clause.tense == "past" and (is_told_of or (line is not None and line.does in CONTENT))
        is_done = is_done and not self._is_ahead(date)
        is_so = clause.lemma in self._parsed.language.grammar.copulas and clause.tense == "present"
        is_so = is_so and self._is_now(date) and not self._falls_due(frame, date)
        is_below = not around or any(c.link in ("relative", "attributive") for c in around)
        return (is_done or is_so) and is_below

    def _seen_from(self, due: DateMention, acted: str) -> str:
        """The deadline as it was on the day of the act: "promised in March 2023 … within twelve months"."""
        counted = self._counted_from(acted, max(0, due.start - _LEAD), due.end)
        return due.date if not counted else counted[-1]

    def _set_by_act(self, frame: Frame, acted: str) -> str | None:
        """The deadline in a report without a day, which that of the act tells: "in 2014 … **over three years**"."""
        if self._parsed.document.published is not None:
            return None
        return next(iter(self._counted_from(acted, frame.where.start, frame.where.end, "within")), None)

    def _counted_from(self, acted: str, start: int, end: int, relation: str | None = None) -> list[str]:
        """The dates of a stretch of text, counted from a day of which more than its year may be unknown."""
        day = f"{acted}-07-01" if len(acted) == _YEAR else f"{acted}-15"[:_WHOLE_DATE]
        found = find_dates(self._parsed.text[start:end], day, self._parsed.language.quantities.dates)
        told = [d.future or d.date for d in found if relation in (None, d.relation)]
        return [d[:_YEAR] for d in told] if len(acted) == _YEAR else told

    def _is_stretch(self, date: DateMention) -> bool:
        """Whether the words name no day at which something was done: "since May", "over the next two years"."""
        return date.relation in _STRETCHES or (date.relation == "within" and self._is_ahead(date))

    def _is_ahead(self, date: DateMention) -> bool:
        published = self._parsed.document.published
        return published is not None and date.date > published[: len(date.date)]

    def _is_now(self, date: DateMention) -> bool:
        published = self._parsed.document.published
        return published is not None and date.date == published[: len(date.date)]

    def _is_set_for(self, frame: Frame, force: Force, date: DateMention) -> bool:
        """Whether a promise is made for a time to come: "pledged 40 trucks **for 2025**", "provides … in 2025"."""
        own = {t.i for t in (frame.head, *force.through)}
        if date.relation == "for" and force.stage == "pledge" and self._stands_with(frame, own, date):
            return True  # "promised for 2019"
        runs = date.relation == "for" and len(date.date) < _WHOLE_DATE and self._is_now(date)
        if (
            force.stage == "request"
            or date.relation not in ("on", "for")
            or not (self._is_ahead(date) or runs)
        ):
            return False
        clause = frame.clause
        of_act = _clause_of(frame, date)
        is_own = of_act is None or of_act.predicate.i in {t.i for t in (frame.head, *force.through)}
        told_now = clause is not None and (clause.tense in ("present", "future") or _is_to_come(clause))
        return is_own and (date.relation == "for" or (told_now and clause is not None and not clause.perfect))

    def _is_due(self, frame: Frame, force: Force, date: DateMention) -> bool:
        if date.relation in _DUE:
            return not self._had_been(frame, date)
        if frame.does == "raise" or self._falls_due(frame, date):
            return True
        if date.relation in _STRETCHES:
            return False
        published = self._parsed.document.published
        ahead = date.future or date.date
        if force.stage == "request":
            return False
        if frame.clause is None:
            return self._comes_true(frame, date)
        # "will deliver in March": a date behind what lies ahead is when it is due.
        plans = frame.does.startswith("commit.") and frame.clause.tense == "present"
        lies_ahead = frame.clause.tense == "future" or _is_to_come(frame.clause) or plans
        behind = date.start > frame.head.start and not self._is_of_telling(frame, force, date)
        if not (lies_ahead and behind) or published is None:
            return (
                lies_ahead and behind and not plans
            )  # "are set to meet it **in 2030**", whenever it was told
        today = published[: len(ahead)]
        return ahead > today or (ahead == today and len(ahead) < _WHOLE_DATE)  # "will deliver this year"

    def _had_been(self, frame: Frame, date: DateMention) -> bool:
        """Whether the past perfect tells what was done by a day: "**by May** they **had offered** 40 tents"."""
        clause = _clause_of(frame, date)
        is_own = clause is not None and clause is frame.clause and date.start < frame.head.start
        return is_own and clause is not None and clause.perfect and clause.tense == "past"

    def _comes_true(self, frame: Frame, date: DateMention) -> bool:
        """Whether what was promised is to come true on a day: "is set **to meet** the target **in 2030**"."""
        clause = _clause_of(frame, date)
        if clause is None or clause.lemma not in self._parsed.language.grammar.fulfilling:
            return False
        lies_ahead = clause.tense == "future" or _is_to_come(clause)
        return lies_ahead and frame.head in clause.objects and date.start > frame.head.start

    def _falls_due(self, frame: Frame, date: DateMention) -> bool:
        """Whether the date stands with a word that makes it the day that something is due: "**due in** December"."""
        word = next((t for t in frame.tree if date.start < t.end), None)
        above = () if word is None else frame.tree.ancestors(word)
        clause = _clause_of(frame, date)
        beside = () if clause is None else clause.attributes
        return any(t.lemma in self._parsed.language.grammar.due for t in (*above, *beside))

    def _is_of_telling(self, frame: Frame, force: Force, date: DateMention) -> bool:
        """Whether the date says when somebody told of it: "will have sent half, he **admitted on Monday**"."""
        clause = _clause_of(frame, date)
        if clause is None or frame.clause is None or clause.tense != "past":
            return False
        return clause.predicate.i not in {t.i for t in (frame.head, frame.clause.predicate, *force.through)}


def _month_of(day: str) -> int:
    """So many months since the year 0; a year without a month is taken in its middle."""
    return int(day[:4]) * 12 + int(day[5:7] or 6)


def _is_to_come(clause: Clause) -> bool:
    """Whether a clause is an infinitive, of whatever voice: "expects 40 trucks **to be delivered**"."""
    return clause.infinitive or (clause.passive and clause.tense == "none" and clause.link == "complement")


def _clause_of(frame: Frame, date: DateMention) -> Clause | None:
    """The clause whose verb a date stands with, ``None`` where it stands with none."""
    word = next((t for t in frame.tree if date.start < t.end), None)
    clauses = {c.predicate.i: c for c in frame.where.clauses}
    above = () if word is None else (word, *frame.tree.ancestors(word))
    return next((clauses[t.i] for t in above if t.i in clauses), None)


def _above(tree: Sentence, head: Token, *, apart: bool) -> list[Token]:
    """The word and what governs it; ``apart``: only up to where it is coordinated with another verb.

    What is promised in one breath has one date; "promised on Monday and has delivered 12" has two.
    """
    found = [head]
    for token in tree.ancestors(head):
        if apart and found[-1].rel == "conj" and found[-1].pos in ("VERB", "AUX"):
            break
        found.append(token)
    return found
