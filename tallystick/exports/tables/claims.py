"""Tables of what the reports say: claims and their items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tallystick.exports.material import Material, quoted
from tallystick.exports.tables.columns import (
    ACTORS,
    AMOUNT,
    AMOUNT_MAX,
    BOUND,
    CLAIM_ID,
    CURRENCY,
    JUDGED,
    ORIGIN,
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
    origin,
    parties,
)
from tallystick.model import Actor, Claim, Commitment, Delivery, Document, Event, Statement


def _claim_rows(material: Material) -> Iterator[Row]:
    for reading in material.readings:
        for claim in reading.claims:
            yield (*_claim_row(reading.document, claim), *decided(material.judged([claim.id])))


def _claim_row(document: Document, claim: Claim) -> Row:
    actors, others = _who(claim)
    said = claim if isinstance(claim, Statement) else None
    return (
        claim.id, claim.kind, quoted(document, claim).sentence, *origin(document),
        claim.evidence.text, claim.evidence.start, claim.evidence.end,
        None if claim.source is None else claim.source.id, None if claim.source is None else claim.source.name,
        None if claim.cue is None else claim.cue.text,
        claim.negated, claim.factuality, claim.date, claim.confidence,
        *parties(actors), *parties(others),
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
                    item.share, item.share_of, item.amount_max, item.share_max, item.bound, *first_words(found),
                )  # fmt: skip


CLAIMS = Table(
    "claims",
    "What the reports say, one claim a row.",
    (
        CLAIM_ID,
        Column("kind", str, "statement, commitment, delivery or event."),
        SENTENCE, *ORIGIN,
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
        *ACTORS, *RECIPIENTS,
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
        *JUDGED,
    ),
    _claim_rows,
)  # fmt: skip

ITEMS = Table(
    "items",
    "What is promised or delivered, one item of a claim a row.",
    (
        CLAIM_ID,
        Column("number", int, "Place among the claim's items, from 1."),
        Column("text", str, "The phrase."),
        Column("start_characters", int, "Where it begins in the report's text, in code points."),
        Column("end_characters", int, "Where it ends."),
        Column("category", str, "Kind of goods, as in the claims format."),
        QUANTITY,
        QUANTITY_MAX,
        UNIT,
        Column("approximate", bool, 'The text says "about", "more than" or the like.'),
        AMOUNT, CURRENCY,
        Column("share_0_to_1", float, "Part of a whole."),
        Column("share_of", float, "The whole, in the unit."),
        AMOUNT_MAX, SHARE_MAX, BOUND,
        SENTENCE, *ORIGIN,
    ),
    _item_rows,
)  # fmt: skip
