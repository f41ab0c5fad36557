"""Tables of what became of promises: the promises, their stages, their deliveries."""

from __future__ import annotations

from collections.abc import Iterator

from tallystick.exports.material import Material
from tallystick.exports.tables.columns import (
    ACTORS,
    AMOUNT,
    AMOUNT_MAX,
    BOUND,
    CLAIM_IDS,
    CURRENCY,
    JUDGED,
    ORIGIN,
    PROMISE_ID,
    QUANTITY,
    QUANTITY_MAX,
    RECIPIENTS,
    SENTENCE,
    SHARE_MAX,
    UNIT,
    Column,
    Row,
    Table,
    decided,
    first_words,
    joined,
    parties,
)
from tallystick.model.records import SIDES, DeliveryRecord, Promise


def _promise_rows(material: Material) -> Iterator[Row]:
    for promise in material.promises:
        kept, value, projection = promise.fulfilled, promise.value, promise.projection
        shares = (None,) * 4 if kept is None else (kept.low, kept.high, kept.share_low, kept.share_high)
        widest = (None, None) if kept is None or kept.widest is None else kept.widest
        sides = [None if kept is None else kept.by_side[side] for side in SIDES]
        yield (
            promise.id, promise.title, *parties(promise.actors), *parties(promise.recipients),
            promise.category, promise.quantity, promise.unit, promise.amount, promise.currency,
            None if value is None else value.amount, promise.stage, promise.promised, promise.deadline,
            promise.status, promise.days_late, _counted_in(promise), *shares, *sides, *widest,
            None if projection is None else projection.date_low,
            None if projection is None else projection.date_high,
            joined(promise.missing), promise.voices, len(promise.documents),
            joined(conflict.what for conflict in promise.conflicts),
            promise.quantity_max, promise.amount_max, promise.bound, None if value is None else value.amount_max,
            *first_words(material.first_quoted(promise.claims)), joined(promise.claims),
            *decided(material.judged(promise.claims)),
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
                *first_words(material.first_quoted(stage.claims)), joined(stage.claims),
            *decided(material.judged(stage.claims)),
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
        *first_words(material.first_quoted(delivery.claims)), joined(delivery.claims),
            *decided(material.judged(delivery.claims)),
    )  # fmt: skip


PROMISES = Table(
    "promises",
    "What became of each promise, one a row.",
    (
        PROMISE_ID,
        Column("title", str, "Made of its parts."),
        *ACTORS, *RECIPIENTS,
        Column("category", str, "Kind of goods, as in the claims format."),
        QUANTITY, UNIT, AMOUNT, CURRENCY,
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
        QUANTITY_MAX, AMOUNT_MAX, BOUND,
        Column("amount_max_eur", float, "Upper end of a range of money in euro, at the same rate."),
        SENTENCE, *ORIGIN, CLAIM_IDS, *JUDGED,
    ),
    _promise_rows,
)  # fmt: skip

STAGES = Table(
    "stages",
    "How each promise changed, one telling a row, oldest first.",
    (
        PROMISE_ID,
        Column("number", int, "Place in the promise's history, from 1."),
        Column("date", str, "Day of the act, else of the report."),
        Column("stage", str, "request, proposal, pledge, commitment or refusal."),
        QUANTITY, UNIT, AMOUNT, CURRENCY,
        Column("deadline", str, "As stated then."),
        Column("again", bool, "Nothing new, but told again."),
        QUANTITY_MAX, AMOUNT_MAX, BOUND,
        SENTENCE, *ORIGIN, CLAIM_IDS, *JUDGED,
    ),
    _stage_rows,
)  # fmt: skip

DELIVERIES = Table(
    "deliveries",
    "What arrived of each promise, one figure a row, oldest first.",
    (
        PROMISE_ID,
        Column("number", int, "Place among the promise's deliveries, from 1."),
        Column("as_of", str, "Day of the act, else of the report."),
        QUANTITY, UNIT,
        Column("share_0_to_1", float, "Part of the promise."),
        AMOUNT, CURRENCY,
        Column("cumulative", bool, "The figure is a running total."),
        Column("negated", bool, "The text says that this did not arrive."),
        Column("factuality", str, "Only what is certain is counted."),
        Column("said_by_id", str, "Id of who says so; empty for the author's own voice."),
        Column("said_by_name", str, "The name."),
        Column("side", str, "giver, recipient or third_party."),
        Column("voices", int, "Number of independent sources."),
        QUANTITY_MAX, AMOUNT_MAX, SHARE_MAX, BOUND,
        SENTENCE, *ORIGIN, CLAIM_IDS, *JUDGED,
    ),
    _delivery_rows,
)  # fmt: skip
