"""Mentions: one item of one claim in its document, the smallest thing that is compared."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, TypeVar

from tallystick.model import Actor, Claim, Commitment, Delivery, Document, Item, Reading
from tallystick.model.records import Party
from tallystick.model.shares import part_of, shares_in_full
from tallystick.reconcile.intervals import Interval, dates_agree, interval
from tallystick.reconcile.passages import quotations_in, sentence_around
from tallystick.reconcile.wording import called, fold, opens_with_others, rate_in, unit_of

APPROXIMATE = 0.02
"""Figures this close to each other, as a part of the larger, are taken for one."""

BESIDE = 24
"""How many characters before an item's words belong to it ("the first of" ten trains)."""

_LAST_END = re.compile(r"[.!?\n]")
_STEP = math.log(1 + APPROXIMATE)
_WIDEST = 200

VAGUE_CATEGORIES = frozenset({"other", "other-equipment", "political"})
"""Categories too wide to tell promises apart where no figure does: there the words have to be alike."""

Transfer = TypeVar("Transfer", Commitment, Delivery)
Figures = tuple[float, float]
Inferred = Literal["document", "figure", "listed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Generic[Transfer]):
    """One item of a commitment or a delivery, with what is compared of it worked out once.

    Attributes:
        document: Where it is told.
        claim: The commitment or delivery.
        item: ``None`` where the claim names none.
        category: The item's category; ``other`` without an item.
        unit: What is counted, the same for units that name one thing; with how often, where it is so many a year.
        quantity: Least and greatest number; a share is resolved where its base is stated. Of a figure that only
            bounds ("more than 300") the figure itself: who says so means about as much.
        amount: Least and greatest sum of money; a share is resolved likewise.
        currency: ISO 4217 code of the amount.
        actors: Who promises or delivers, as keys that compare.
        recipients: Who is to receive, as keys that compare; those only described ("the country") are left out.
        deadline: Of a commitment; deliveries have none.
        phrase: The item's words, folded; the evidence's where there is no item.
        quotations: What is quoted in the sentence that tells it, folded.
        sentence: That sentence.
        words: The item's words with those just before; the evidence's where there is no item.
        order: What mentions are sorted by: first known first; content settles what dates do not.
        is_headline: Whether it stands in a headline.
        inferred: How ``actors`` were told where the claim does not name them: by its ``document``, by a ``figure``
            that only one promisor gives, or because the one it names is ``listed`` among them. ``None`` where the
            claim names them.
    """

    document: Document
    claim: Transfer
    item: Item | None
    category: str
    unit: str | None
    quantity: Figures | None
    amount: Figures | None
    currency: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    deadline: str | None
    phrase: str
    quotations: frozenset[str]
    sentence: str
    words: str
    order: tuple[str, str, str, str]
    is_headline: bool = False
    inferred: Inferred | None = None

    @property
    def has_figure(self) -> bool:
        """Whether the mention says how much."""
        return self.quantity is not None or self.amount is not None

    @property
    def portion(self) -> float | None:
        """The share of something that it gives no figure for ("a third of them"), else ``None``."""
        share = None if self.has_figure or self.item is None else self.item.share
        return None if share is None or share >= 1 else share


def mention(document: Document, claim: Transfer, item: Item | None) -> Mention[Transfer]:
    """The mention of ``item`` in ``claim``."""
    category = item.category if item else "other"
    quantity, amount = _figures(item) if item else (None, None)
    start = f"{item.span.start:012}" if item else ""
    phrase = fold(item.span.text if item else claim.evidence.text)
    sentence = _sentence(document, claim)
    return Mention(
        document=document,
        claim=claim,
        item=item,
        category=category,
        unit=_unit(item, phrase, document.language or "en") if item else None,
        quantity=quantity,
        amount=amount,
        currency=item.currency if item else None,
        actors=actor_keys(claim.actors),
        recipients=actor_keys(a for a in claim.recipients if not is_described(a)),
        deadline=claim.deadline if isinstance(claim, Commitment) else None,
        phrase=phrase,
        quotations=frozenset() if sentence is None else quotations_in(sentence),
        sentence=claim.evidence.text if sentence is None else sentence,
        words=_words(document, claim, item),
        order=(known_on(document, claim) or "", document.id, claim.id, start),
        is_headline=_is_headline(document, claim),
    )


def _is_headline(document: Document, claim: Claim) -> bool:
    """Whether a claim stands in a headline; in the first line where nothing is known of the layout."""
    start = claim.evidence.start
    if not document.blocks:
        return "\n" not in document.text[:start].strip()
    return any(
        block.start <= start < block.end and block.kind in ("headline", "subheading")
        for block in document.blocks
    )


def _unit(item: Item, phrase: str, language: str) -> str | None:
    """What an item counts; shells a year are not shells."""
    unit, rate = unit_of(item.unit, item.category), rate_in(phrase, language)
    return unit if rate is None else f"{unit or ''} {rate}".strip()


def _figures(item: Item) -> tuple[Figures | None, Figures | None]:
    """Quantity and amount of an item; its share stands for the one of them that is not stated."""
    quantity, amount = range_of(item.quantity, item.quantity_max), range_of(item.amount, item.amount_max)
    shares = shares_in_full(item)
    if quantity or amount or shares is None or item.share_of is None:
        return (quantity, amount)
    parts = (part_of(shares[0], item.share_of), part_of(shares[1], item.share_of))
    return (None, parts) if is_of_sum(item) else (parts, None)


def is_of_sum(item: Item) -> bool:
    """Whether the whole that an item is a share of is a sum of money, not a number of things."""
    return item.currency is not None or (item.category == "money" and item.unit is None)


def range_of(low: float | None, high: float | None) -> Figures | None:
    """The least and the greatest number that a figure and the upper end of its range, if any, come to."""
    return None if low is None else (low, max(low, high or 0))


def upper_end(figures: Figures | None) -> float | None:
    """The greatest number of a range, ``None`` where it is one figure."""
    return figures[1] if figures is not None and figures[1] != figures[0] else None


def _sentence(document: Document, claim: Claim) -> str | None:
    """The sentence that holds a claim's evidence; ``None`` where the text does not hold it."""
    text, span = document.text, claim.evidence
    if text[span.start : span.end] != span.text:
        return None
    start, end = sentence_around(text, span.start, span.end)
    return text[start:end]


def _words(document: Document, claim: Claim, item: Item | None) -> str:
    """The item's words with those of its sentence just before; the claim's evidence where it has no item."""
    if item is None:
        return claim.evidence.text
    text, span = document.text, item.span
    if text[span.start : span.end] != span.text:
        return span.text
    before = text[max(0, span.start - BESIDE) : span.start]
    return _LAST_END.split(before)[-1] + span.text


def known_on(document: Document, claim: Claim) -> str | None:
    """The day a claim became known: its document's date, else that of the act; ``None``: always known."""
    for day in (document.published, claim.date):
        if interval(day) is not None:
            return day
    return None


def is_known(document: Document, claim: Claim, day: date | None) -> bool:
    """Whether a claim was known for certain by the end of ``day``; ``None`` asks for no day."""
    known = interval(known_on(document, claim))
    return day is None or known is None or known.last <= day


def mentions_of(
    readings: Iterable[Reading], kind: type[Transfer], day: date | None
) -> list[Mention[Transfer]]:
    """All mentions of one kind that were known on ``day``, each claim once, first known first."""
    found: dict[tuple[str, str], list[Mention[Transfer]]] = {}
    for reading in readings:
        for claim in reading.claims:
            if isinstance(claim, kind) and is_known(reading.document, claim, day):
                items: tuple[Item | None, ...] = claim.items or (None,)
                key = (reading.document.id, claim.id)
                found[key] = [mention(reading.document, claim, item) for item in items]
    return sorted((m for mentions in found.values() for m in mentions), key=lambda m: m.order)


def actor_keys(actors: Iterable[Actor]) -> tuple[str, ...]:
    """Actors as sorted keys, names where there are no ids; a person acts for the state of the office."""
    return tuple(sorted({actor_key(a) for a in actors}))


def is_described(actor: Actor) -> bool:
    """Whether an actor is told by a common noun alone ("the allies", "the Head of State", "five countries")."""
    words = actor.name.split()
    return actor.id is None and (not words or words[0].islower() or words[-1].islower())


def names_others(actors: Iterable[Actor]) -> bool:
    """Whether nobody is meant but others than those spoken of so far ("other countries")."""
    named = list(actors)
    return bool(named) and all(is_described(a) and opens_with_others(a.name) for a in named)


def actor_key(actor: Actor) -> str:
    """The id an actor acts for, or the folded name of a group without identity."""
    return acting_id(actor) or f"name:{called(actor.name)}"


def acting_id(actor: Actor) -> str | None:
    """The state or organisation of a person's office, else the actor's own id."""
    if actor.id is not None and actor.id.startswith("person:"):
        return actor.of or actor.id
    return actor.id


def parties(actors: Iterable[Actor], names: dict[str, str]) -> tuple[Party, ...]:
    """The actors as parties in the order of their keys; ``names`` gives the name of an id."""
    found: dict[str, Party] = {}
    for actor in actors:
        acting = acting_id(actor)
        name = actor.name if acting is None or acting == actor.id else names.get(acting, acting)
        found.setdefault(actor_key(actor), Party(acting, names.get(acting or "", name)))
    return tuple(found[key] for key in sorted(found))


def figures_agree(one: Figures | None, other: Figures | None) -> bool:
    """Whether two figures may be the same: one missing, or their ranges within 2% of each other."""
    if one is None or other is None:
        return True
    (low, high), (other_low, other_high) = one, other
    gap = max(low - other_high, other_low - high, 0)
    return gap <= APPROXIMATE * max(high, other_high)


def steps_of(figures: Figures | None) -> list[int]:
    """The steps of a logarithmic scale that a figure, or the range of one, lies on.

    Figures that agree lie on the same step or on neighbours; of a very wide range the lower steps are given.
    """
    if figures is None:
        return []
    if figures[0] <= 0:
        return [0]
    first, last = (round(math.log(f) / _STEP) for f in figures)
    return list(range(first, min(last, first + _WIDEST) + 1))


def same_or_missing(one: object, other: object) -> bool:
    """Whether nothing speaks against the two being the same."""
    return not one or not other or one == other


def do_not_contradict(one: Mention[Transfer], other: Mention[Transfer]) -> bool:
    """Whether recipients, figures, unit and deadline of two mentions may be those of one promise."""
    return (
        same_or_missing(one.recipients, other.recipients)
        and same_or_missing(one.unit, other.unit)
        and same_or_missing(one.currency, other.currency)
        and figures_agree(one.quantity, other.quantity)
        and figures_agree(one.amount, other.amount)
        and dates_agree(one.deadline, other.deadline)
    )


def day_of(told: Mention[Transfer]) -> Interval | None:
    """The day of the act, else the day it was reported."""
    return interval(told.claim.date) or interval(told.document.published)
