"""Records: what a ledger holds as of a day, computed from claims and never stored as truth.

The fields of ``Promise`` and its parts are those of the public records format, version 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tallystick.model.claims import Bound, Factuality, Stage

Side = Literal["giver", "recipient", "third_party"]
Status = Literal[
    "open", "overdue", "fulfilled", "fulfilled_late", "partly", "withdrawn", "refused", "unknown"
]  # fmt: skip
LinkKind = Literal["same_promise", "towards", "withdraws", "denies", "revises", "part_of"]
Missing = Literal["quantity", "deadline", "recipient", "actor"]

SIDES: tuple[Side, ...] = ("giver", "recipient", "third_party")
"""Who says that something arrived; the order is that of the format's document."""

STAGES: tuple[Stage, ...] = ("request", "proposal", "pledge", "commitment", "refusal")
"""From the least to the furthest stage a promise can reach."""


@dataclass(frozen=True, slots=True)
class Party:
    """An actor apart from any one mention.

    Attributes:
        id: As in ``Actor``; ``None`` for a group without identity.
        name: As people call it.
    """

    id: str | None
    name: str

    @property
    def key(self) -> str:
        """What it is looked up by: its id, or "name:" and its name where it has none."""
        return self.id or f"name:{self.name}"


@dataclass(frozen=True, slots=True)
class Because:
    """One reason for a link.

    Attributes:
        feature: Name of the feature of the score ("figures").
        detail: What it found ("1000000 in both").
    """

    feature: str
    detail: str


@dataclass(frozen=True, slots=True)
class Link:
    """Two claims belong together; the claims themselves stay as they are.

    Attributes:
        kind: ``same_promise``: both speak of one promise. ``towards``: the delivery ``claim`` counts towards
            the promise that ``other`` tells of. ``withdraws``: ``claim`` takes back what ``other`` promised.
            ``denies``: ``claim`` says that what ``other`` tells of was never promised. ``revises``: the promise
            that ``claim`` was first to tell of changes the one that ``other`` was. ``part_of``: what ``claim``
            promises lies within what ``other`` does and is not to be counted beside it.
        claim: Id of the claim that is linked.
        other: Id of the claim that the promise was first known by; of a ``part_of`` the claim of the whole.
        promise: Id of the promise that ``claim`` stands in.
        score: 0 to 1.
        because: The features that say so.
    """

    kind: LinkKind
    claim: str
    other: str
    promise: str
    score: float
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two claims that may belong together and are kept apart until somebody decides.

    Attributes:
        kind: ``same_promise`` or ``towards``.
        claim: Id of the claim that was known later, or of the delivery.
        other: Id of a claim of the promise that it may belong to.
        promise: Id of that promise.
        score: 0 to 1.
        because: The features that speak for it and against.
    """

    kind: LinkKind
    claim: str
    other: str
    promise: str
    score: float
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """One independent source behind claims.

    Attributes:
        who: The source quoted, or the newsroom that first wrote it: its agency, paper, or the document's id.
        kind: Which of the two.
        documents: Ids of the documents that tell it, the one published first in front.
        originals: Those that they come from; the other documents are copies, rewrites or translations.
        claims: Ids of the claims.
    """

    who: Party
    kind: Literal["source", "newsroom"]
    documents: tuple[str, ...]
    originals: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """One line of a promise's history: what it was said to be; what this telling leaves out is ``None``.

    Attributes:
        date: Day of the act, else the day it was reported.
        stage: Stage reached, one of ``STAGES``.
        quantity: Number of the promise's unit; the lower end of a range.
        amount: Money in the promise's currency; the lower end of a range.
        deadline: Day by which, as in the claims format.
        claims: Ids of the claims that say it.
        is_again: Nothing new, but a later telling of what was promised before: re-announced, or recalled.
        quantity_max: Upper end of a range of numbers, else ``None``.
        amount_max: Upper end of a range of money, else ``None``.
        bound: As in the claims format: the figure is only the least or the greatest that it may be.
    """

    date: str | None
    stage: Stage
    quantity: float | None
    amount: float | None
    deadline: str | None
    claims: tuple[str, ...]
    is_again: bool = False
    quantity_max: float | None = None
    amount_max: float | None = None
    bound: Bound | None = None


@dataclass(frozen=True, slots=True)
class DeliveryRecord:
    """One figure of what arrived, as one side gives it.

    Attributes:
        as_of: Day of the act, else the first day it was reported.
        quantity: Number delivered; resolved from ``share`` where its base is known; the lower end of a range.
        share: Part of the promise, 0.30 for 30%.
        amount: Money delivered.
        cumulative: The figure is a running total.
        negated: The text says that this did not arrive.
        factuality: Only ``certain`` deliveries are counted.
        said_by: Who says so; ``None`` is the author's own voice.
        side: Side of ``said_by``.
        claims: Ids of the claims that say it.
        voices: Independent sources, copies and repetitions counted once.
        is_dated: ``as_of`` is the day of the act, not of the report.
        reported: First day on which it was reported; it ends what a coarse ``as_of`` may mean.
        quantity_max: Upper end of a range of numbers, else ``None``.
        amount_max: Upper end of a range of money, else ``None``.
        share_max: Upper end of a range of shares, else ``None``.
        bound: As in the claims format: the figure is only the least or the greatest that it may be.
        part: Id of the promise within another whose deliveries the figure sums up, where they are counted for
            that other; ``None`` for everything that is told.
    """

    as_of: str | None
    quantity: float | None
    share: float | None
    amount: float | None
    cumulative: bool
    negated: bool
    factuality: Factuality
    said_by: Party | None
    side: Side
    claims: tuple[str, ...]
    voices: int
    is_dated: bool
    reported: str | None = None
    quantity_max: float | None = None
    amount_max: float | None = None
    share_max: float | None = None
    bound: Bound | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Fulfilled:
    """How much of a promise arrived: a range with its sides, never one bare number.

    Figures count the promise's unit, or its currency where the promise is money. A range may be open on one side:
    where all that is told is "more than 300" there is no ``high``, where it is "less than half" no ``low``.

    Attributes:
        low: Least of the sides' latest figures; ``None`` where nobody says how much it is at least, or only
            shares of an unknown whole are given.
        high: Greatest of them; ``None`` where nobody says how much it is at most.
        share_low: ``low`` as a part of the target, of its upper end where that is a range; ``None`` where the
            target is unknown.
        share_high: ``high`` likewise, as a part of the lower end.
        by_side: Latest figure of each side, ``None`` where it gives none; the lowest of one day's rivals, the
            lower end of a range, and the figure itself of one that only bounds.
        widest: Least and greatest figure ever given by anybody.
    """

    low: float | None
    high: float | None
    share_low: float | None
    share_high: float | None
    by_side: dict[Side, float | None]
    widest: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Projection:
    """When a promise would be kept if its deliveries went on at the pace they had.

    Attributes:
        date_low: Earliest day, ``YYYY-MM-DD``.
        date_high: Latest day; ``None`` where the slower pace would never, or not in a century, bring the whole.
    """

    date_low: str
    date_high: str | None


@dataclass(frozen=True, slots=True)
class Value:
    """A sum of money in EUR at the reference rate of a day.

    Attributes:
        amount: In ``currency``, to the cent.
        currency: ``EUR``.
        rate: Units of the promised currency for one euro, as the European Central Bank gives it.
        rate_date: The day of that rate; ``None`` where the sum is in EUR and needs none.
        amount_max: Upper end of a range, valued likewise, else ``None``.
    """

    amount: float
    currency: str
    rate: float
    rate_date: str | None
    amount_max: float | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Figures or dates that contradict each other; all are kept.

    Attributes:
        what: Who says what, and which figure is taken.
        claims: Ids of the claims that give them.
    """

    what: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A promise with its stages, its deliveries and how far it is kept, as of a day.

    Attributes:
        id: Stable while reports are added that become known later than those behind it.
        title: Made of its parts ("EU → Ukraine: 1,000,000 artillery shells, by 2024-03").
        actors: Who promises (for a request: who is asked).
        recipients: Who is to receive.
        category: Category of the item.
        unit: Singular noun that is counted.
        quantity: Target as last stated.
        amount: Target in money as last stated.
        currency: ISO 4217 code of ``amount``.
        stage: Furthest stage reached.
        promised: Earliest date of the act, as in the claims format.
        deadline: Most exact date stated.
        history: Oldest first.
        deliveries: Oldest first.
        fulfilled: ``None`` where nothing is known of any delivery.
        status: Judged on the day asked for.
        days_late: Days between the deadline and the fulfilment, or the day asked for while overdue.
        projection: When the pace of the deliveries would bring the whole; ``None`` where none can be told.
        value: The target in EUR at the rate of the day it was promised; ``None`` for goods.
        unvalued: Why money has no ``value``.
        judgements: Ids of what people decided about its claims, and about those taken out of it.
        removed: Ids of the claims that people took out of it.
        quantity_max: Upper end of the target where that is a range, else ``None``.
        amount_max: The same in money.
        bound: Of a target that is only the least ("at least 300") or the greatest ("up to 300") it may be.
        parts: Promises that lie within it, each with what it adds.
        missing: What the promise leaves unsaid.
        claims: Ids of all claims behind it, deliveries included.
        documents: Ids of all documents behind it.
        voices: Number of independent sources.
        conflicts: What contradicts itself.
    """

    id: str
    title: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    category: str
    unit: str | None
    quantity: float | None
    amount: float | None
    currency: str | None
    stage: Stage
    promised: str | None
    deadline: str | None
    history: tuple[Revision, ...]
    deliveries: tuple[DeliveryRecord, ...]
    fulfilled: Fulfilled | None
    status: Status
    days_late: int | None
    missing: tuple[Missing, ...]
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    voices: int
    conflicts: tuple[Conflict, ...]
    projection: Projection | None = None
    value: Value | None = None
    unvalued: str | None = None
    judgements: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    quantity_max: float | None = None
    amount_max: float | None = None
    bound: Bound | None = None
    parts: tuple[Contribution, ...] = ()

    @property
    def cited(self) -> tuple[str, ...]:
        """Ids of all claims that its figures rest on: its own, and those of what lies within it."""
        return (*self.claims, *(claim for part in self.parts for claim in part.promise.cited))

    @property
    def cited_documents(self) -> tuple[str, ...]:
        """Ids of the documents that make them."""
        within = {document for part in self.parts for document in part.promise.cited_documents}
        return tuple(sorted({*self.documents, *within}))


@dataclass(frozen=True, slots=True)
class Contribution:
    """A promise that lies within another one, and what came of it.

    Attributes:
        promise: The part, as it stands on its own.
        claim: Id of the claim that tells it in a report that tells the whole, too.
        low: What came of it at least, in what the whole is counted in; ``None`` where that is not known.
        high: What came of it at most, likewise.
        as_of: Day of the last delivery that counts.
    """

    promise: Promise
    claim: str
    low: float | None
    high: float | None
    as_of: str | None
