"""The tables that csv, xlsx and parquet share: claims, items, promises, stages, deliveries, positions.

A column's name ends with its unit where it has one that does not change from row to row; figures whose
unit differs stand beside a column that names it. Lists stand in one cell, their parts joined by ``; ``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tallystick.exports.material import Material, Quoted, quoted
from tallystick.model import Actor, Claim, Commitment, Delivery, Document, Event, Statement
from tallystick.model.records import SIDES, DeliveryRecord, Party, Promise

Cell = str | float | int | bool | None
Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: With its unit.
        kind: Of its cells; any cell may be empty.
        means: What it holds, in one sentence.
    """

    name: str
    kind: type[str] | type[float] | type[int] | type[bool]
    means: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``rows`` makes them anew each time it is called."""

    name: str
    means: str
    columns: tuple[Column, ...]
    rows: Callable[[Material], Iterator[Row]]


def _joined(parts: Iterable[str | None]) -> str | None:
    return "; ".join(part for part in parts if part) or None


def _parties(parties: Iterable[Party | Actor]) -> tuple[str | None, str | None]:
    given = list(parties)
    return _joined(p.id for p in given), _joined(p.name for p in given)


def _first_words(found: Quoted | None) -> tuple[Cell, ...]:
    """Sentence, title, publisher, day and address of what is quoted."""
    if found is None:
        return None, None, None, None, None, None
    return (found.sentence, *_origin(found.document))


def _origin(document: Document) -> tuple[Cell, ...]:
    return document.id, document.title, document.publisher, document.published, document.url


_SENTENCE = Column("sentence", str, "The sentence that says it, exactly as printed.")
_ORIGIN = (
    Column("document_id", str, "Id of the report that the sentence stands in."),
    Column("document_title", str, "Its headline."),
    Column("publisher", str, "Its paper or site."),
    Column("published", str, "Day it was published, YYYY-MM-DD."),
    Column("url", str, "Its address."),
)
_CLAIM_ID = Column("claim_id", str, "Id of the claim, as in the claims format.")
_PROMISE_ID = Column("promise_id", str, "Id of the promise, as in the records format.")


# Claims and their items


def _claim_rows(material: Material) -> Iterator[Row]:
    for reading in material.readings:
        for claim in reading.claims:
            yield _claim_row(reading.document, claim)


def _claim_row(document: Document, claim: Claim) -> Row:
    actors, others = _who(claim)
    said = claim if isinstance(claim, Statement) else None
    return (
        claim.id, claim.kind, quoted(document, claim).sentence, *_origin(document),
        claim.evidence.text, claim.evidence.start, claim.evidence.end,
        None if claim.source is None else claim.source.id, None if claim.source is None else claim.source.name,
        None if claim.cue is None else claim.cue.text,
        claim.negated, claim.factuality, claim.date, claim.confidence,
        *_parties(actors), *_parties(others),
        claim.stage if isinstance(claim, Commitment) else None,
        claim.deadline if isinstance(claim, Commitment) else None,
        claim.condition.text if isinstance(claim, Commitment) and claim.condition else None,
        claim.cumulative if isinstance(claim, Commitment | Delivery) else None,
        None if said is None else said.content.text, None if said is None else said.mode,
        None if said is None else said.concept, None if said is None else said.stance,
        claim.type if isinstance(claim, Event) else None,
        claim.place.text if isinstance(claim, Event) and claim.place else None,
        claim.reader.name, claim.reader.rule,
    )  # fmt: skip


def _who(claim: Claim) -> tuple[Sequence[Actor], Sequence[Actor]]:
    """Who acts, and whom it is for or against."""
    if isinstance(claim, Commitment | Delivery):
        return claim.actors, claim.recipients
    if isinstance(claim, Event):
        return claim.actors, claim.targets
    return (), ()


def _item_rows(material: Material) -> Iterator[Row]:
    for reading in material.readings:
        for claim in reading.claims:
            if not isinstance(claim, Commitment | Delivery):
                continue
            found = quoted(reading.document, claim)
            for number, item in enumerate(claim.items, 1):
                yield (
                    claim.id, number, item.span.text, item.span.start, item.span.end, item.category,
                    item.quantity, item.quantity_max, item.unit, item.approximate, item.amount, item.currency,
                    item.share, item.share_of, item.amount_max, item.share_max, item.bound, *_first_words(found),
                )  # fmt: skip


# Promises, their stages and deliveries


def _promise_rows(material: Material) -> Iterator[Row]:
    for promise in material.promises:
        kept, value, projection = promise.fulfilled, promise.value, promise.projection
        shares = (None,) * 4 if kept is None else (kept.low, kept.high, kept.share_low, kept.share_high)
        widest = (None, None) if kept is None or kept.widest is None else kept.widest
        sides = [None if kept is None else kept.by_side[side] for side in SIDES]
        yield (
            promise.id, promise.title, *_parties(promise.actors), *_parties(promise.recipients),
            promise.category, promise.quantity, promise.unit, promise.amount, promise.currency,
            None if value is None else value.amount, promise.stage, promise.promised, promise.deadline,
            promise.status, promise.days_late, _counted_in(promise), *shares, *sides, *widest,
            None if projection is None else projection.date_low,
            None if projection is None else projection.date_high,
            _joined(promise.missing), promise.voices, len(promise.documents),
            _joined(conflict.what for conflict in promise.conflicts),
            promise.quantity_max, promise.amount_max, promise.bound, None if value is None else value.amount_max,
            *_first_words(material.first_quoted(promise.claims)), _joined(promise.claims),
        )  # fmt: skip


def _counted_in(promise: Promise) -> str | None:
    is_money = promise.quantity is None and promise.amount is not None
    return promise.currency if is_money or promise.unit is None else promise.unit


def _stage_rows(material: Material) -> Iterator[Row]:
    for promise in material.promises:
        for number, stage in enumerate(promise.history, 1):
            yield (
                promise.id, number, stage.date, stage.stage, stage.quantity, promise.unit, stage.amount,
                promise.currency, stage.deadline, stage.is_again, stage.quantity_max, stage.amount_max, stage.bound,
                *_first_words(material.first_quoted(stage.claims)), _joined(stage.claims),
            )  # fmt: skip


def _delivery_rows(material: Material) -> Iterator[Row]:
    for promise in material.promises:
        for number, delivery in enumerate(promise.deliveries, 1):
            yield _delivery_row(material, promise, number, delivery)


def _delivery_row(material: Material, promise: Promise, number: int, delivery: DeliveryRecord) -> Row:
    said_by = delivery.said_by
    return (
        promise.id, number, delivery.as_of, delivery.quantity, promise.unit, delivery.share, delivery.amount,
        promise.currency, delivery.cumulative, delivery.negated, delivery.factuality,
        None if said_by is None else said_by.id, None if said_by is None else said_by.name,
        delivery.side, delivery.voices,
        delivery.quantity_max, delivery.amount_max, delivery.share_max, delivery.bound,
        *_first_words(material.first_quoted(delivery.claims)), _joined(delivery.claims),
    )  # fmt: skip


# Positions


def _position_rows(material: Material) -> Iterator[Row]:
    for record in material.concepts:
        for stand in record.stands:
            for position in stand.positions:
                found = material.first_quoted(position.claims)
                origin = (None,) * 5 if found is None else _origin(found.document)
                yield (
                    record.concept, record.label, stand.actor.id, stand.actor.name, stand.of,
                    position.stance, position.date, position.sentence, *origin, _joined(position.claims),
                )  # fmt: skip


_ACTORS = (
    Column("actor_ids", str, "Ids of who promises, gives or acts: ISO 3166-1 alpha-3 for states."),
    Column("actor_names", str, "Their names."),
)
_RECIPIENTS = (
    Column(
        "recipient_ids", str, "Ids of who is to receive or received; of an event, whom it is directed at."
    ),
    Column("recipient_names", str, "Their names."),
)
_QUANTITY = Column("quantity", float, "How many of the unit.")
_UNIT = Column("unit", str, "What the quantity counts, as a singular noun.")
_AMOUNT = Column("amount", float, "Money in full, in the currency beside it.")
_CURRENCY = Column("currency", str, "ISO 4217 code of the amount.")
_QUANTITY_MAX = Column("quantity_max", float, "Upper end of a range of numbers.")
_AMOUNT_MAX = Column("amount_max", float, "Upper end of a range of money.")
_SHARE_MAX = Column("share_max_0_to_1", float, "Upper end of a range of shares.")
_BOUND = Column(
    "bound", str, "at_least or at_most: the figure is only the least or the greatest that it may be."
)
_CLAIMS = Column("claim_ids", str, "Ids of all claims behind the row.")

TABLES: tuple[Table, ...] = (
    Table(
        "claims",
        "What the reports say, one claim a row.",
        (
            _CLAIM_ID,
            Column("kind", str, "statement, commitment, delivery or event."),
            _SENTENCE, *_ORIGIN,
            Column("evidence", str, "The shortest stretch that says it."),
            Column("evidence_start_characters", int, "Where it begins in the report's text, in code points."),
            Column("evidence_end_characters", int, "Where it ends."),
            Column("source_id", str, "Id of who is reported as saying it; empty for the author's own voice."),
            Column("source_name", str, "The name."),
            Column("cue", str, "The attributing words."),
            Column("negated", bool, "The text says that it is not so."),
            Column("factuality", str, "certain, possible or conditional."),
            Column("date", str, "When it took place: YYYY, YYYY-MM or YYYY-MM-DD."),
            Column("confidence_0_to_1", float, "Share of claims like it that are right."),
            *_ACTORS, *_RECIPIENTS,
            Column("stage", str, "request, proposal, pledge, commitment or refusal."),
            Column("deadline", str, "As date."),
            Column("condition", str, "The words of a condition."),
            Column("cumulative", bool, "The figure is a running total."),
            Column("content", str, "What was said."),
            Column("mode", str, "direct, indirect or mixed speech."),
            Column("concept", str, "Key of a concept of the codebook."),
            Column("stance", str, "for, against, open, denies or reports."),
            Column("event_type", str, "PLOVER class, DEATH or OTHER."),
            Column("place", str, "Where the event took place, as printed."),
            Column("reader", str, "What read it."),
            Column("rule", str, "The rule that proposed it."),
        ),
        _claim_rows,
    ),
    Table(
        "items",
        "What is promised or delivered, one item of a claim a row.",
        (
            _CLAIM_ID,
            Column("number", int, "Place among the claim's items, from 1."),
            Column("text", str, "The phrase."),
            Column("start_characters", int, "Where it begins in the report's text, in code points."),
            Column("end_characters", int, "Where it ends."),
            Column("category", str, "Kind of goods, as in the claims format."),
            _QUANTITY,
            _QUANTITY_MAX,
            _UNIT,
            Column("approximate", bool, 'The text says "about", "more than" or the like.'),
            _AMOUNT, _CURRENCY,
            Column("share_0_to_1", float, "Part of a whole."),
            Column("share_of", float, "The whole, in the unit."),
            _AMOUNT_MAX, _SHARE_MAX, _BOUND,
            _SENTENCE, *_ORIGIN,
        ),
        _item_rows,
    ),
    Table(
        "promises",
        "What became of each promise, one a row.",
        (
            _PROMISE_ID,
            Column("title", str, "Made of its parts."),
            *_ACTORS, *_RECIPIENTS,
            Column("category", str, "Kind of goods, as in the claims format."),
            _QUANTITY, _UNIT, _AMOUNT, _CURRENCY,
            Column("amount_eur", float, "The amount in euro at the rate of the day it was promised."),
            Column("stage", str, "Furthest stage reached."),
            Column("promised", str, "Earliest date of the act."),
            Column("deadline", str, "Most exact date stated."),
            Column("status", str, "open, overdue, fulfilled, fulfilled_late, partly, withdrawn, refused, unknown."),
            Column("late_days", int, "Days between the deadline and the fulfilment, or the day asked for."),
            Column("fulfilled_unit", str, "What the figures of fulfilment count: the unit or the currency."),
            Column("fulfilled_low", float, "Least of the sides' latest figures; empty where nobody gives one."),
            Column("fulfilled_high", float, "Greatest of them; empty likewise."),
            Column("fulfilled_low_share_0_to_1", float, "The least as a part of the target."),
            Column("fulfilled_high_share_0_to_1", float, "The greatest likewise."),
            Column("fulfilled_says_giver", float, "Latest figure of who gives."),
            Column("fulfilled_says_recipient", float, "Latest figure of who receives."),
            Column("fulfilled_says_third_party", float, "Latest figure of anybody else."),
            Column("fulfilled_widest_low", float, "Least figure ever given."),
            Column("fulfilled_widest_high", float, "Greatest figure ever given."),
            Column("projected_first", str, "Earliest day on which the pace would bring the whole."),
            Column("projected_last", str, "Latest such day."),
            Column("missing", str, "What the promise leaves unsaid."),
            Column("voices", int, "Number of independent sources."),
            Column("documents", int, "Number of reports behind it."),
            Column("conflicts", str, "What contradicts itself."),
            _QUANTITY_MAX, _AMOUNT_MAX, _BOUND,
            Column("amount_max_eur", float, "Upper end of a range of money in euro, at the same rate."),
            _SENTENCE, *_ORIGIN, _CLAIMS,
        ),
        _promise_rows,
    ),
    Table(
        "stages",
        "How each promise changed, one telling a row, oldest first.",
        (
            _PROMISE_ID,
            Column("number", int, "Place in the promise's history, from 1."),
            Column("date", str, "Day of the act, else of the report."),
            Column("stage", str, "request, proposal, pledge, commitment or refusal."),
            _QUANTITY, _UNIT, _AMOUNT, _CURRENCY,
            Column("deadline", str, "As stated then."),
            Column("again", bool, "Nothing new, but told again."),
            _QUANTITY_MAX, _AMOUNT_MAX, _BOUND,
            _SENTENCE, *_ORIGIN, _CLAIMS,
        ),
        _stage_rows,
    ),
    Table(
        "deliveries",
        "What arrived of each promise, one figure a row, oldest first.",
        (
            _PROMISE_ID,
            Column("number", int, "Place among the promise's deliveries, from 1."),
            Column("as_of", str, "Day of the act, else of the report."),
            _QUANTITY, _UNIT,
            Column("share_0_to_1", float, "Part of the promise."),
            _AMOUNT, _CURRENCY,
            Column("cumulative", bool, "The figure is a running total."),
            Column("negated", bool, "The text says that this did not arrive."),
            Column("factuality", str, "Only what is certain is counted."),
            Column("said_by_id", str, "Id of who says so; empty for the author's own voice."),
            Column("said_by_name", str, "The name."),
            Column("side", str, "giver, recipient or third_party."),
            Column("voices", int, "Number of independent sources."),
            _QUANTITY_MAX, _AMOUNT_MAX, _SHARE_MAX, _BOUND,
            _SENTENCE, *_ORIGIN, _CLAIMS,
        ),
        _delivery_rows,
    ),
    Table(
        "positions",
        "Who said what on which concept, one position a row.",
        (
            Column("concept", str, "Key in the codebook."),
            Column("concept_label", str, "As people read it."),
            Column("actor_id", str, "Id of who took the position."),
            Column("actor_name", str, "The name."),
            Column("actor_of", str, "Id of the state or organisation that the actor holds an office of."),
            Column("stance", str, "for, against, open, denies or reports."),
            Column("date", str, "Day of the statement, else of the first report."),
            _SENTENCE, *_ORIGIN, _CLAIMS,
        ),
        _position_rows,
    ),
)  # fmt: skip
"""In the order they are written."""


def _dictionary_rows(_: Material) -> Iterator[Row]:
    names = {str: "text", float: "number", int: "whole number", bool: "true or false"}
    for table in TABLES:
        for column in table.columns:
            yield table.name, table.means, column.name, names[column.kind], column.means


DICTIONARY = Table(
    "dictionary",
    "What every column of every table means.",
    (
        Column("table", str, "Name of the table."),
        Column("table_means", str, "What a row is."),
        Column("column", str, "Name of the column."),
        Column("kind", str, "Of its cells; any cell may be empty."),
        Column("means", str, "What it holds."),
    ),
    _dictionary_rows,
)
