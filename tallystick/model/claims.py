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
"""What a claim is of: said, promised, done, happened."""

Factuality = Literal["certain", "possible", "conditional"]
"""How sure the text is of it (FactBank); only what is certain counts in totals."""

Mode = Literal["direct", "indirect", "mixed"]
"""How words are attributed (PolNeAR): quoted, told, or both."""

Stage = Literal["request", "proposal", "pledge", "commitment", "refusal"]
"""How firm a promise is; pledge and commitment as IATI tells them apart."""

Bound = Literal["at_least", "at_most"]
"""Which end of what it may be a figure gives, where it gives no more."""

Stance = Literal["for", "against", "open", "denies", "reports"]
"""The side taken on a concept. ``denies``: that it is so or was talked about; ``reports``: tells of others."""

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
        currency: ISO 4217 code of ``amount``, and of a sum that ``share`` is one of.
        share: Part of a whole, 0.30 for "30% of the one million"; the lower end of a range.
        share_of: The whole that ``share`` refers to, or that the figure is told as one out of ("210 of the 500
            boats"), where the text gives it.
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
    """A speech act: somebody says something.

    Attributes:
        content: What was said; inside the marks for a direct quotation.
        mode: ``direct``: in quotation marks. ``indirect``: in the author's words. ``mixed``: partly quoted.
        concept: Key of the concept in the codebook that it was read with, ``None`` for none.
        stance: The side taken on ``concept``.
        joint: Who says it together with ``source``, or, where that is a group, those of whom it is made.
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

    Attributes:
        actors: Who binds themselves (for a request: who is asked).
        recipients: Who is to receive; empty where the text does not say.
        items: What is promised, one for each kind of goods or sum.
        cumulative: The figures are running totals.
        stage: How firm it is, one of ``STAGES``.
        deadline: Day by which, as in ``Claim.date``.
        condition: The words of what has to come first ("if parliament agrees").
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
    """Goods handed over, money disbursed, training done; or said not to be (``negated``).

    Attributes:
        actors: Who gives.
        recipients: Who receives; empty where the text does not say.
        items: What arrived, one for each kind of goods or sum.
        cumulative: The figures are running totals ("bringing the total to 200"), not what was added.
    """

    kind: ClassVar[Kind] = "delivery"
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    items: tuple[Item, ...]
    cumulative: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Claim):
    """Something that happened outside speech, promise and delivery.

    Attributes:
        actors: Who acts.
        targets: Whom it is done to.
        type: Class of the PLOVER ontology, one of ``EVENT_TYPES``.
        place: Where, in the words of the text.
    """

    kind: ClassVar[Kind] = "event"
    actors: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    type: str
    place: Span | None = None
