"""Why a record says what it says: for each of its figures the steps down to the sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import isfinite
from typing import Literal

from tallystick.errors import SettingError
from tallystick.model import Judgement, Reading
from tallystick.model.copies import CopyGroup
from tallystick.model.derivations import Derivation, Operation
from tallystick.model.records import SIDES, Promise
from tallystick.reconcile.accounts import Account, counts
from tallystick.reconcile.contradictions import name_of
from tallystick.reconcile.derivations import Sources, Told, asked, none_for_certain
from tallystick.reconcile.evaluation import (
    ACCOUNT,
    ANY_ARRIVED,
    DAY,
    DUE,
    REACHED,
    REFUSED,
    TAKEN_BACK,
    TARGET,
    evaluate,
)  # fmt: skip
from tallystick.reconcile.fold import question_of
from tallystick.reconcile.fulfilment import accounts_of, ends_of_all, spokesmen
from tallystick.reconcile.intervals import interval, last_day_of
from tallystick.reconcile.judging import apply
from tallystick.reconcile.projection import best_documented, pace_of
from tallystick.reconcile.standing import Fault, LeftOut, Standing, stand
from tallystick.reconcile.voices import Originals

_FAULTS: dict[Fault, str] = {
    "pieces": "told piece by piece; within the total of",
    "overtaken": "overtaken by the later, higher figure of",
    "old": "older than, and contradicted by, the figure of",
    "denied": "denied by",
    "outlier": "contradicted by",
}

GROUPS: Mapping[str, tuple[str, ...]] = {
    "fulfilled": ("fulfilled.low", "fulfilled.high", "fulfilled.share_low", "fulfilled.share_high"),
    "by_side": tuple(f"fulfilled.by_side.{side}" for side in SIDES),
    "projection": ("projection.date_low", "projection.date_high"),
}
"""Fields that have parts, and these."""

FIELDS: tuple[str, ...] = (
    *GROUPS["fulfilled"], *GROUPS["by_side"], "quantity", "quantity_max", "amount", "amount_max", "deadline",
    "promised", "stage", "status", "days_late", "voices", "value", *GROUPS["projection"],
)  # fmt: skip
"""All fields that can be explained, as the records format names them."""

SHORT: Mapping[str, str] = {
    **{field.rsplit(".", 1)[-1]: field for field in FIELDS if "." in field},
    "value.amount": "value",
}
"""Other names of fields: their last parts."""


def why(  # noqa: PLR0913 (what ``fold`` takes, and two more)
    promise: Promise,
    field: str | None,
    readings: Iterable[Reading],
    as_of: str | None = None,
    *,
    judgements: Iterable[Judgement] = (),
    copies: Sequence[CopyGroup] | None = None,
) -> tuple[Derivation, ...]:
    """The steps by which a promise's fields come about.

    Args:
        promise: As ``fold`` gives it.
        field: One of ``FIELDS`` or ``GROUPS``, its last part alone, or ``None`` for all that have a value.
        readings: Those that ``fold`` was given.
        as_of: The day it was given.
        judgements: The judgements it was given; figures rest on claims as people corrected them.
        copies: The copies it was given.

    Returns:
        One derivation a field; none for a field without a value.

    Raises:
        SettingError: There is no such field, or ``as_of`` is no date.
    """
    found = apply(readings, judgements, copies).readings
    until = None if as_of is None else last_day_of(as_of)
    question = question_of((r.document for r in found), until, copies=copies)
    behind = frozenset(promise.cited)
    told = {c.id: (r.document, c) for r in found for c in r.claims if c.id in behind}
    return explain(promise, field, told, question.day, question.originals)


def explain(
    promise: Promise, field: str | None, told: Mapping[str, Told], day: date | None, originals: Originals
) -> tuple[Derivation, ...]:
    """The steps of ``why``, for callers that have only the claims behind one promise at hand.

    Args:
        promise: The promise.
        field: As for ``why``.
        told: Every claim behind the promise and its parts, as people corrected it, with its document, by id.
        day: The day that the promise was judged on.
        originals: Which of the documents behind it copy which.

    Raises:
        SettingError: There is no such field.
    """
    sources = Sources(promise, told, _of_parts(promise, told, day, originals))
    kept_by = tuple(accounts_of(promise.deliveries, sources.target, day, promise.parts))
    standing = stand(kept_by, promise.deliveries, sources.target)
    explainer = Explainer(sources, day, originals, kept_by, standing)
    derived = [explainer.explain(name) for name in _named(field)]
    return tuple(derivation for derivation in derived if derivation is not None)


def _of_parts(
    promise: Promise, told: Mapping[str, Told], day: date | None, originals: Originals
) -> dict[tuple[str, bool], Derivation]:
    """What came of each part, its lower and its upper end, by the part's id."""
    found = {}
    for part in promise.parts:
        for is_upper in (False, True):
            field = "fulfilled.high" if is_upper else "fulfilled.low"
            for derivation in explain(part.promise, field, told, day, originals):
                label = f"of its part “{part.promise.title}”"
                found[part.promise.id, is_upper] = replace(derivation, label=label)
    return found


def _named(field: str | None) -> Sequence[str]:
    if field is None:
        return FIELDS
    if field in GROUPS:
        return GROUPS[field]
    name = SHORT.get(field, field)
    if name not in FIELDS:
        raise SettingError(f"No field {field!r} to explain; fields are: {', '.join((*GROUPS, *FIELDS))}")
    return (name,)


@dataclass(frozen=True, slots=True)
class Explainer:
    """Derives the fields of one promise from its claims and from the accounts of what arrived."""

    sources: Sources
    day: date | None
    originals: Originals
    found: Sequence[Account]
    standing: Standing

    def explain(self, field: str) -> Derivation | None:
        """The derivation of one of ``FIELDS``, ``None`` where it has no value."""
        head, _, rest = field.partition(".")
        methods: dict[str, Callable[[], Derivation | None]] = {
            "quantity": lambda: self._target("quantity"),
            "quantity_max": lambda: self._upper_target("quantity"),
            "amount": lambda: self._target("amount"),
            "amount_max": lambda: self._upper_target("amount"),
            "deadline": self._deadline,
            "promised": self._promised,
            "stage": self._stage,
            "status": self._status,
            "days_late": self._days_late,
            "voices": self._voices,
            "value": self._value,
        }
        if head == "projection":
            return self._projection(rest)
        if head == "fulfilled":
            return self._fulfilled(rest)
        return methods[head]()

    @property
    def _promise(self) -> Promise:
        return self.sources.promise

    # -- what was promised

    def _target(self, name: Literal["quantity", "amount"]) -> Derivation | None:
        found = self.sources.promised(name)
        return None if found is None else replace(found, label=name)

    def _upper_target(self, name: Literal["quantity", "amount"]) -> Derivation | None:
        if getattr(self._promise, f"{name}_max") is None:
            return None
        found = self.sources.promised(name, is_upper=True)
        return None if found is None else replace(found, label=f"{name}_max")

    def _deadline(self) -> Derivation | None:
        due = self._promise.deadline
        claims = [claim for told in self._promise.history for claim in told.claims]
        return (
            None
            if due is None
            else self.sources.stated(
                "deadline", due, claims, lambda c: "deadline" if getattr(c, "deadline", None) == due else None
            )
        )

    def _promised(self) -> Derivation | None:
        day = self._promise.promised
        claims = [claim for told in self._promise.history for claim in told.claims]
        return (
            None
            if day is None
            else self.sources.stated("promised", day, claims, lambda c: "date" if c.date == day else None)
        )

    def _stage(self) -> Derivation | None:
        stage = self._promise.stage
        claims = [claim for told in self._promise.history for claim in told.claims]
        return self.sources.stated(
            "stage", stage, claims, lambda c: "stage" if getattr(c, "stage", None) == stage else None
        )

    def _value(self) -> Derivation | None:
        value, amount = self._promise.value, self._target("amount")
        if value is None or amount is None:
            return None
        currency = self._promise.currency
        if value.rate_date is None:
            return Derivation(
                "value in EUR", value.amount, "exchange", (amount, _given("EUR for one euro", 1.0))
            )
        label = f"{currency} for one euro, reference rate of the European Central Bank of {value.rate_date}"
        return Derivation("value in EUR", value.amount, "exchange", (amount, _given(label, value.rate)))

    # -- what arrived

    def _fulfilled(self, part: str) -> Derivation | None:
        if not self.found:
            return None
        if part.startswith("by_side."):
            return self._side(part.removeprefix("by_side."))
        is_low, is_share = part.endswith("low"), part.startswith("share")
        if self.sources.target.measure == "share":
            return self._range(part, is_low=is_low) if is_share else None
        figure = self._range("low" if is_low else "high", is_low=is_low)
        if figure is None or not is_share:
            return figure and replace(figure, label=part)
        target = self.sources.promised_figure(is_upper=is_low)
        if target is None or not isinstance(figure.value, float | int) or not target.value:
            return None
        share = figure.value / float(target.value)
        return Derivation(part, share, "part_of_target", (figure, target))

    def _range(self, label: str, *, is_low: bool) -> Derivation | None:
        """One end of the range, ``None`` where it is open."""
        ends = ends_of_all(self.standing.accounts)
        told = ends.least if is_low else ends.greatest
        if not told:
            return None
        latest = [self.sources.level(a, a.low if level is a.low[-1] else a.high) for a, level in told]
        value, operation = _extreme([level.value for _, level in told], is_low=is_low)
        used = {id(account) for account, _ in told}
        left_out = [self._left_out(one, is_low=is_low) for one in self.standing.left_out]
        left_out += [self._bounding(a) for a in self.standing.accounts if id(a) not in used]
        return Derivation(label, value, operation, tuple(latest), left_out=tuple(left_out))

    def _bounding(self, account: Account) -> Derivation:
        """An account that only bounds, and does not contradict the range."""
        return replace(self.sources.latest(account), note="left out: it only bounds what the others say")

    def _left_out(self, one: LeftOut, *, is_low: bool) -> Derivation:
        against = [f"{name_of(a)}, {a.lower_figure:,.15g}" for a in one.against]
        against += [d.said_by.name if d.said_by else d.side for d in one.denials]
        found = self.sources.latest(one.account, is_upper=not is_low)
        return replace(found, note=f"left out: {_FAULTS[one.fault]} {'; '.join(against)}")

    def _side(self, side: str) -> Derivation | None:
        if self.sources.target.measure == "share":
            return None
        chosen = next(
            (a for s, a in spokesmen(self.found, self.standing.accounts).items() if s == side), None
        )
        if chosen is None:
            return None
        return Derivation(side, chosen.lower_figure, "latest", (self.sources.latest(chosen),))

    # -- how that is judged

    def _due(self) -> Derivation | None:
        deadline, days = self._deadline(), interval(self._promise.deadline)
        if deadline is None or days is None:
            return None
        return Derivation(DUE, days.last.isoformat(), "last_day", (deadline,))

    def _judged_on(self) -> Derivation | None:
        return None if self.day is None else asked(DAY, self.day)

    def _reached(self) -> Derivation | None:
        """The day by which every account had it that all arrived."""
        target, days = self.sources.target.value, []
        for account in self.standing.accounts:
            level = next((one for one in account.low if target and one.value >= target), None)
            if level is None or level.days is None:
                return None
            days.append(self.sources.first_day(f"{name_of(account)} has all", level))
        if not days:
            return None
        return Derivation(REACHED, max(str(d.value) for d in days), "greatest", tuple(days))

    def _status(self) -> Derivation:
        parts = [
            self._refused(),
            *self._account_parts(),
            self._reached(),
            self._due(),
            self._judged_on(),
        ]
        target = self.sources.promised_figure()
        if target is None and self.sources.target.value is not None:
            target = _given(TARGET, self.sources.target.value)
        parts.append(None if target is None else replace(target, label=TARGET))
        if self._promise.status == "unknown":  # of all else that arrived there is a figure
            claims = [c for d in self._promise.deliveries if counts(d, None) for c in d.claims]
            parts.append(self.sources.stated(ANY_ARRIVED, "yes", claims, lambda _: "kind"))
        return Derivation("status", self._promise.status, "status", tuple(p for p in parts if p is not None))

    def _account_parts(self) -> list[Derivation]:
        latest = self.sources.latest
        parts = []
        for account in self.standing.accounts:
            label = f"{ACCOUNT} of {name_of(account)}"
            low = latest(account, label)
            parts.append(low if isfinite(account.least) else replace(none_for_certain(low), label=label))
            if account.upper_figure != account.least:
                parts.append(latest(account, label, is_upper=True))
        return parts

    def _refused(self) -> Derivation | None:
        status = self._promise.status
        refusals = [r for r in self._promise.history if r.stage == "refusal"]
        claims = [claim for told in refusals for claim in told.claims]
        if not claims:
            return None
        label = REFUSED if status == "refused" else TAKEN_BACK
        return self.sources.stated(label, "yes", claims, lambda _: "stage")

    def _days_late(self) -> Derivation | None:
        late, due = self._promise.days_late, self._due()
        end = self._reached() if self._promise.status == "fulfilled_late" else self._judged_on()
        if late is None or due is None or end is None:
            return None
        return Derivation("days late", late, "days_between", (end, due))

    def _projection(self, end: str) -> Derivation | None:
        projection = self._promise.projection
        target = self.sources.promised_figure(is_upper=end == "date_high")
        value = None if projection is None else str(getattr(projection, end) or "")
        account = best_documented(self.standing.accounts)
        pace = None if account is None else pace_of(account)
        if not value or account is None or pace is None:
            return None
        whole = target or _given(TARGET, self.sources.target.value or 0.0)
        points = []
        for level in pace.levels:
            index = next(i for i, own in enumerate(account.low) if own is level)
            points.append(self.sources.last_day("day", level))
            points.append(self.sources.level(account, account.low, index))
        is_low = end == "date_low"
        label = f"{'quicker' if is_low else 'slower'} pace of {name_of(account)}, a day"
        operation: Operation = "quick_pace" if is_low else "slow_pace"
        speed = Derivation(label, pace.quick if is_low else pace.slow, operation, tuple(points))
        return self._arrival(end, value, (*points[-2:], whole, speed), is_low=is_low)

    def _arrival(self, label: str, value: str, parts: tuple[Derivation, ...], *, is_low: bool) -> Derivation:
        """The day the pace leads to; not before the day asked for, on which not all had come."""
        found = Derivation(label, None, "arrival", parts)
        found = replace(found, value=evaluate(found))
        judged = self._judged_on()
        if not is_low or judged is None or found.value == value:
            return found
        return Derivation(label, value, "greatest", (found, judged))

    def _voices(self) -> Derivation:
        heard = self.originals.voices(self.sources.told[claim] for claim in self._promise.claims)
        parts = []
        for voice in heard:
            quoted = tuple(self.sources.quoted(claim, "source") for claim in voice.claims)
            parts.append(Derivation(voice.kind, voice.who.name, "voice", quoted=quoted))
        return Derivation("voices", len(parts), "count", tuple(parts))


def _given(label: str, value: float) -> Derivation:
    return Derivation(label, value, "given")


def _extreme(values: Iterable[float], *, is_low: bool) -> tuple[float, Operation]:
    return (min(values), "least") if is_low else (max(values), "greatest")
