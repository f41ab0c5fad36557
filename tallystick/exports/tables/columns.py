"""What the tables are made of: columns, those that several tables have, and the cells of an origin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tallystick.exports.material import Material, Quoted
from tallystick.model import Actor, Document, Judgement
from tallystick.model.records import Party

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


def joined(parts: Iterable[str | None]) -> str | None:
    """A list in one cell."""
    return "; ".join(part for part in parts if part) or None


def parties(named: Iterable[Party | Actor]) -> tuple[str | None, str | None]:
    """Ids and names."""
    given = list(named)
    return joined(p.id for p in given), joined(p.name for p in given)


def first_words(found: Quoted | None) -> tuple[Cell, ...]:
    """Sentence, title, publisher, day and address of what is quoted."""
    if found is None:
        return None, None, None, None, None, None
    return (found.sentence, *origin(found.document))


def origin(document: Document) -> tuple[Cell, ...]:
    """Id, title, publisher, day and address."""
    return document.id, document.title, document.publisher, document.published, document.url


def decided(judgements: Sequence[Judgement]) -> tuple[Cell, ...]:
    """What was decided, by whom, when and why; the parts of all four cells are in one order."""
    told = [" ".join(filter(None, (judgement.verdict, judgement.slot))) for judgement in judgements]
    why = [judgement.reason or NO_REASON for judgement in judgements]
    return (
        joined(told), joined(j.user for j in judgements), joined(j.at for j in judgements), joined(why),
    )  # fmt: skip


NO_REASON = "–"
"""Stands among reasons for one that was not given."""

SENTENCE = Column("sentence", str, "The sentence that says it, exactly as printed.")
ORIGIN = (
    Column("document_id", str, "Id of the report that the sentence stands in."),
    Column("document_title", str, "Its headline."),
    Column("publisher", str, "Its paper or site."),
    Column("published", str, "Day it was published, YYYY-MM-DD."),
    Column("url", str, "Its address."),
)
CLAIM_ID = Column("claim_id", str, "Id of the claim, as in the claims format.")
PROMISE_ID = Column("promise_id", str, "Id of the promise, as in the records format.")


ACTORS = (
    Column("actor_ids", str, "Ids of who promises, gives or acts: ISO 3166-1 alpha-3 for states."),
    Column("actor_names", str, "Their names."),
)
RECIPIENTS = (
    Column(
        "recipient_ids", str, "Ids of who is to receive or received; of an event, whom it is directed at."
    ),
    Column("recipient_names", str, "Their names."),
)
QUANTITY = Column("quantity", float, "How many of the unit.")
UNIT = Column("unit", str, "What the quantity counts, as a singular noun.")
AMOUNT = Column("amount", float, "Money in full, in the currency beside it.")
CURRENCY = Column("currency", str, "ISO 4217 code of the amount.")
QUANTITY_MAX = Column("quantity_max", float, "Upper end of a range of numbers.")
AMOUNT_MAX = Column("amount_max", float, "Upper end of a range of money.")
SHARE_MAX = Column("share_max_0_to_1", float, "Upper end of a range of shares.")
BOUND = Column(
    "bound", str, "at_least or at_most: the figure is only the least or the greatest that it may be."
)
CLAIM_IDS = Column("claim_ids", str, "Ids of all claims behind the row.")
JUDGED = (
    Column(
        "judged",
        str,
        "What people decided about the claims behind the row: accept, same, different, correct SLOT.",
    ),
    Column("judged_by", str, "Who decided, in the same order."),
    Column("judged_at", str, "When, as ISO 8601 in UTC."),
    Column("judged_why", str, f"The reasons they gave, {NO_REASON} for none."),
)
