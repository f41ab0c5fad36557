"""The table of who said what on which concept."""

from __future__ import annotations

from collections.abc import Iterator

from tallystick.exports.material import Material
from tallystick.exports.tables.columns import (
    CLAIM_IDS,
    JUDGED,
    ORIGIN,
    SENTENCE,
    Column,
    Row,
    Table,
    decided,
    joined,
    origin,
)


def _position_rows(material: Material) -> Iterator[Row]:
    for record in material.concepts:
        for stand in record.stands:
            for position in stand.positions:
                found = material.first_quoted(position.claims)
                printed = (None,) * 5 if found is None else origin(found.document)
                yield (
                    record.concept, record.label, stand.actor.id, stand.actor.name, stand.of,
                    position.stance, position.date, position.sentence, *printed, joined(position.claims),
                    *decided(material.judged(position.claims)),
                )  # fmt: skip


POSITIONS = Table(
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
        SENTENCE, *ORIGIN, CLAIM_IDS, *JUDGED,
    ),
    _position_rows,
)  # fmt: skip
