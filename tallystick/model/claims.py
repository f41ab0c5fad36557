"""Claims: one thing that one document says, with the words that say it.

The four kinds and their slots are the public claims format, version 1. Claims are never edited: a better
reading is a new claim.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from tallystick.model.spans import Span

Kind = Literal["statement", "commitment", "delivery", "event"]
Factuality = Literal["certain", "possible", "conditional"]
Mode = Literal["direct", "indirect", "mixed"]
Stage = Literal["request", "proposal", "pledge", "commitment", "refusal"]
Bound = Literal["at_least", "at_most"]
Stance = Literal["for", "against", "open", "denies", "reports"]

BOUND_SIGNS: Mapping[Bound, str] = {"at_least": "≥", "at_most": "≤"}
"""How a figure is marked that only bounds; the signs hold for "more than" and "at least" alike."""

CATEGORIES = (
    "ammunition", "missiles", "vehicles", "aircraft", "air-defence", "artillery", "small-arms", "drones",
    "other-equipment", "money", "training", "troops", "medical", "food-shelter", "energy", "vaccines",
    "political", "other",
)  # fmt: skip
"""What an item can be; the order is that of the format's document."""

EVENT_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "DEATH", "OTHER",
)  # fmt: skip
"""PLOVER's event classes (Open Event Data Alliance), and two of our own: DEATH and OTHER."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who speaks, promises, delivers, acts or receives, as one mention names them.

    Attributes:
        id: ISO 3166-1 alpha-3 of a state, a short organisation id, ``person:first-last``, or ``None`` for a
            group without identity ("around thirty leaders").
        name: The name the mention stands for; a pronoun is resolved ("he" has the name "Mark Rutte").
        span: The mention itself.
        role: Office or function, from the text or the gazetteer ("prime minister").
        of: Id of the state or organisation the role belongs to.
    """

    id: str | None
    name: str
    span: Span
    role: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """What is promised or delivered.

    Attributes:
        span: The phrase.
        category: One of ``CATEGORIES``.
        quantity: Number of ``unit``; the lower end of a range.
        quantity_max: Upper end of a range, else ``None``.
        unit: Singular noun that is counted ("shell").
        approximate: The text says "about", "more than", "up to" or the like.
        amount: Money in full (1_400_000_000 for "€1.4bn"); the lower end of a range.
        currency: ISO 4217 code of ``amount``.
        share: Part of a whole, 0.30 for "30% of the one million"; the lower end of a range.
        share_of: The whole that ``share`` refers to, where the text gives it.
        amount_max: Upper end of a range of money, else ``None``.
        share_max: Upper end of a range of shares, else ``None``.
        bound: The figure is no more than the least ("more than 300") or the greatest ("less than half") that
            it may be; ``None`` where it is the figure itself.
    """

    span: Span
    category: str = "other"
    quantity: float | None = None
    quantity_max: float | None = None
    unit: str | None = None
    approximate: bool = False
    amount: float | None = None
    currency: str | None = None
    share: float | None = None
    share_of: float | None = None
    amount_max: float | None = None
    share_max: float | None = None
    bound: Bound | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """What made a claim.

    Attributes:
        name: The reader ("rules").
        version: Its version.
        fingerprint: Hash over its rules, lexicons and language model.
        rule: The rule of that reader that proposed the claim ("commitment.verb").
    """

    name: str
    version: str
    fingerprint: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What all kinds of claims share.

    Attributes:
        id: Hash of the document's id, kind, spans and slots; a second run gives the same.
        evidence: The shortest stretch that says it.
        source: Who is reported as saying it; ``None`` is the author's own voice.
        cue: The attributing words.
        negated: The text says it did not happen or is not so.
        factuality: ``certain``, ``possible`` or ``conditional``.
        date: When the act took place: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.
        confidence: 0 to 1.
        reader: What made the claim.
    """

    kind: ClassVar[Kind]
    id: str
    evidence: Span
    source: Actor | None
    cue: Span | None
    negated: bool
    factuality: Factuality
    date: str | None
    confidence: float
    reader: Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Claim):
    """A speech act: ``content`` is what was said; inside the marks for a direct quotation.

    ``joint``: who says it together with ``source``, or, where that is a group, those of whom it is made.
    """

    kind: ClassVar[Kind] = "statement"
    content: Span
    mode: Mode
    concept: str | None = None
    stance: Stance | None = None
    joint: tuple[Actor, ...] = ()

    @property
    def speakers(self) -> tuple[Actor, ...]:
        """Everybody who says it; a group whose members are named speaks through these."""
        if self.source is None or (self.source.id is None and self.joint):
            return self.joint
        return (self.source, *self.joint)


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Claim):
    """A request, proposal, pledge, commitment or refusal of something countable or checkable.

    ``cumulative``: the figure is a running total. ``deadline``: a date as in ``Claim.date``.
    """

    kind: ClassVar[Kind] = "commitment"
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    items: tuple[Item, ...]
    cumulative: bool
    stage: Stage
    deadline: str | None = None
    condition: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery(Claim):
    """Goods handed over, money disbursed, training done; or said not to be (``negated``)."""

    kind: ClassVar[Kind] = "delivery"
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    items: tuple[Item, ...]
    cumulative: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Claim):
    """Something that happened outside speech, promise and delivery; ``type`` is one of ``EVENT_TYPES``."""

    kind: ClassVar[Kind] = "event"
    actors: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    type: str
    place: Span | None = None
