"""Positions on a terminal: who stands where, month by month, with the sentences that say so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from tallystick.model import Stance
from tallystick.model.positions import (
    STANCES,
    ConceptRecord,
    ConceptSum,
    Position,
    Shift,
    ShiftKind,
    Side,
    Stand,
)
from tallystick.reconcile.ties import Ties, closest_ties
from tallystick.views.figures import counted
from tallystick.views.passages import printable

SYMBOLS: dict[Stance, str] = {"for": "▲", "against": "▼", "open": "◆", "denies": "⊘", "reports": "·"}
"""Told apart by their shape; colour only helps."""

COLOURS: dict[Stance, str] = {
    "for": "#56b4e9",
    "against": "#e69f00",
    "open": "#f0e442",
    "denies": "#cc79a7",
    "reports": "bright_black",
}
"""From the palette of Okabe and Ito (2008), whose colours colour-blind people can tell apart."""

_SHIFTED: dict[ShiftKind, str] = {
    "reversal": "turned",
    "hedge": "left it open",
    "decision": "took a side",
    "denial": "denied",
}
_MONTHS_SHOWN = 12
_MONTH_WIDTH = 5
_PAIRS_SHOWN = 5


def overview(
    concepts: Sequence[ConceptSum], sides: Sequence[Side], as_of: str | None = None
) -> RenderableType:
    """All concepts in a table, and below it who agrees and who disagrees most.

    Args:
        concepts: What is known of them, added up.
        sides: On which side everybody stands on each of them.
        as_of: The day asked for, or ``None`` for all that is in the ledger.
    """
    table = Table(box=None, padding=(0, 2, 0, 0), expand=True, header_style="dim", pad_edge=False)
    table.add_column("CONCEPT", ratio=1)
    for stance in STANCES:
        table.add_column(Text(f"{SYMBOLS[stance]} {stance}", style=COLOURS[stance]), justify="right")
    table.add_column("CONSENSUS", justify="right")
    table.add_column("POLARISED", justify="right")
    table.add_column("SHIFTS", justify="right")
    for concept in concepts:
        table.add_row(_named(concept), *_counts(concept), *_measures(concept), str(concept.shifts or "–"))
    day = f" as of {as_of}" if as_of else ""
    count = counted(len(concepts), "concept")
    pairs = [
        line
        for title, is_same in (("AGREE", True), ("DISAGREE", False))
        for line in _pairs(title, closest_ties(sides, _PAIRS_SHOWN, same_side=is_same))
    ]
    return Group(table, *pairs, Text(f"\n{count}{day}; tally positions CONCEPT shows one", style="dim"))


def _named(concept: ConceptSum) -> Text:
    return Text.assemble((printable(concept.label), "bold"), (f"\n{printable(concept.concept)}", "dim"))


def _counts(concept: ConceptSum) -> Iterable[Text]:
    for stance in STANCES:
        number = concept.latest.get(stance, 0)
        yield Text(str(number) if number else "–", style=COLOURS[stance] if number else "dim")


def _measures(concept: ConceptSum) -> tuple[str, str]:
    last = concept.months[-1] if concept.months else None
    return ("–", "–") if last is None else (_share(last.consensus), _share(last.polarisation))


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _pairs(title: str, ties: Ties) -> list[RenderableType]:
    if not ties.total:
        return []
    lines = [Text(), Text(title, style="dim")]
    for tie in ties.closest:
        names = " – ".join(printable(name) for name in (tie.one, tie.other))
        lines.append(Text.assemble((names, "bold"), (f"  on {printable(', '.join(tie.concepts))}", "dim")))
    if ties.total > _PAIRS_SHOWN:
        lines.append(Text(f"and {ties.total - _PAIRS_SHOWN:,} more pairs", style="dim"))
    return list(lines)


def concept_view(record: ConceptRecord, as_of: str | None = None) -> RenderableType:
    """One concept: a matrix of actors and months, what each said last, and who changed.

    Args:
        record: The concept.
        as_of: The day asked for, or ``None`` for all that is in the ledger.
    """
    head = Text(printable(record.label), style="bold")
    day = f" as of {as_of}" if as_of else ""
    head.append(f"\n{printable(record.concept)}{day}", style="not bold dim")
    for words in (record.means, record.meaning_of_for and f"For: {record.meaning_of_for}"):
        head.append(f"\n{printable(words)}" if words else "", style="not bold")
    if not record.stands:
        return Group(head, Text("\nNobody speaks of it in this ledger.", style="dim"))
    return Group(head, Text(), _matrix(record), _legend(), *_latest(record.stands), *_shifts(record.shifts))


def _matrix(record: ConceptRecord) -> RenderableType:
    spoken = {month for stand in record.stands for month in stand.months}
    months = [month for month in record.months if month.month in spoken][-_MONTHS_SHOWN:]
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="dim", pad_edge=False)
    table.add_column("", min_width=12)
    for month in months:
        table.add_column(f"{month.month[:4]}\n{month.month[5:]}", width=_MONTH_WIDTH)
    table.add_column("\nNOW")
    for stand in record.stands:
        cells = [_stances(stand.months.get(month.month, ())) for month in months]
        table.add_row(_who(stand), *cells, _stance(stand.latest.stance))
    table.add_row()
    measured: Mapping[str, list[float | None]] = {
        "consensus": [month.consensus for month in months],
        "polarised": [month.polarisation for month in months],
    }
    for name, values in measured.items():
        table.add_row(Text(name, style="dim"), *(Text(_share(value), style="dim") for value in values))
    left_out = len(spoken) - len(months)
    if left_out <= 0:
        return table
    return Group(table, Text(f"{left_out} earlier months are left out; --json has them", style="dim"))


def _who(stand: Stand) -> Text:
    office = f" ({stand.of})" if stand.of else ""
    return Text.assemble((printable(stand.actor.name), "bold"), (printable(office), "dim"))


def _stances(stances: Iterable[Stance]) -> Text:
    return Text().join(Text(SYMBOLS[stance], style=f"bold {COLOURS[stance]}") for stance in stances)


def _stance(stance: Stance) -> Text:
    return Text(f"{SYMBOLS[stance]} {stance}", style=f"bold {COLOURS[stance]}")


def _legend() -> Text:
    named = {
        "for": "for", "against": "against", "open": "leaves it open", "denies": "denies that it is so",
        "reports": "tells of others",
    }  # fmt: skip
    parts = [Text(f"{SYMBOLS[s]} {named[s]}", style=COLOURS[s]) for s in STANCES]
    return Text.assemble("\n", Text("   ").join(parts))


def _latest(stands: Sequence[Stand]) -> list[RenderableType]:
    table = Table(box=None, show_header=False, padding=(0, 2, 1, 0), expand=True, pad_edge=False)
    table.add_column(style="dim", width=10)
    table.add_column(ratio=1)
    for stand in stands:
        line = Text("  ").join([_who(stand), _stance(stand.latest.stance)])
        table.add_row(stand.latest.date or "no date", Group(line, *_sentence(stand.latest)))
    return [Text(), Rule(Text("LAST SAID", style="bold"), align="left", style="dim"), table]


def _sentence(position: Position) -> list[Text]:
    told = len(position.documents)
    origin = [position.publisher or position.documents[0], f"{told} reports" if told > 1 else ""]
    return [
        Text(printable(position.sentence)),
        Text(printable(" · ".join(part for part in origin if part)), style="dim"),
    ]


def _shifts(shifts: Sequence[Shift]) -> list[RenderableType]:
    if not shifts:
        return []
    table = Table(box=None, show_header=False, padding=(0, 2, 1, 0), expand=True, pad_edge=False)
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    for shift in shifts:
        table.add_row(
            Text.assemble((printable(shift.actor.name), "bold"), (f"  {_SHIFTED[shift.kind]}", "bold")), ""
        )
        table.add_row(*(Group(_dated(p), *_sentence(p)) for p in (shift.before, shift.after)))
    return [Text(), Rule(Text("CHANGED", style="bold"), align="left", style="dim"), table]


def _dated(position: Position) -> Text:
    return Text("  ").join([_stance(position.stance), Text(position.date or "no date", style="dim")])
