"""The table of what people decided, rejections among it, which the other tables do not show."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tallystick.exports.material import Material
from tallystick.exports.tables.columns import ORIGIN, SENTENCE, Column, Row, Table, first_words, origin
from tallystick.model import Judgement


def _rows(material: Material) -> Iterator[Row]:
    for judgement in material.judgements:
        yield (
            judgement.id, judgement.verdict, judgement.id in material.standing, judgement.on, judgement.subject,
            judgement.other, judgement.slot, _written(judgement), judgement.user, judgement.at, judgement.reason,
            *_words(material, judgement),
        )  # fmt: skip


def _written(judgement: Judgement) -> str | None:
    """The value as the claims format writes it."""
    return json.dumps(judgement.value, ensure_ascii=False) if judgement.verdict == "correct" else None


def _words(material: Material, judgement: Judgement) -> Row:
    if judgement.on == "document":
        documents = material.named_documents([judgement.subject])
        return (None, *(origin(documents[0]) if documents else (None,) * 5))
    return first_words(material.as_printed(judgement.subject))


JUDGEMENTS = Table(
    "judgements",
    "What people decided, one decision a row, in the order in which they did.",
    (
        Column("judgement_id", str, "Id of the judgement."),
        Column("verdict", str, "accept, reject, correct, same, different or withdraw."),
        Column(
            "stands",
            bool,
            "It was not taken back, and takes nothing back itself; of several the last counts.",
        ),
        Column("on", str, "claim, document or judgement: what the subject is the id of."),
        Column("subject", str, "Id of what was decided about."),
        Column("other", str, "Id of the second claim, for same and different."),
        Column("slot", str, "The slot that was put right."),
        Column(
            "value_json", str, "What it should be, in JSON as the claims format writes it; null for nothing."
        ),
        Column("user", str, "Who decided."),
        Column("at", str, "When, as ISO 8601 in UTC."),
        Column("reason", str, "Why, in their words."),
        SENTENCE,
        *ORIGIN,
    ),
    _rows,
)
