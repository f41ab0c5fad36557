"""The tally itself: promises in a table, each with its dates, how much of it was kept, and its status."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from tallystick.model.figures import count_text, ends_text, money_text, sums_text
from tallystick.model.records import DeliveryRecord, Party, Promise, Revision, Status
from tallystick.reconcile.titles import what_of
from tallystick.views.claims import SHORT_ID
from tallystick.views.figures import bar_cells, bound_sign, counted, counts_text, range_text
from tallystick.views.passages import printable

STATUS_COLOURS: dict[Status, str] = {
    "open": "cyan",
    "overdue": "red",
    "fulfilled": "green",
    "fulfilled_late": "green",
    "partly": "yellow",
    "withdrawn": "red",
    "refused": "red",
    "unknown": "bright_black",
}
_BAR_WIDTH = 8


def promises_view(
    promises: Sequence[Promise], as_of: str | None, total: int | None = None, *, is_sorted: bool = False
) -> RenderableType:
    """Promises as a table: all of them, those that most documents speak of first, or the first of more.

    Args:
        promises: The promises. They keep their order where as many documents speak of them, and where there are more.
        as_of: The day asked for, or ``None`` for all that is in the ledger.
        total: How many there are in all, ``None`` for no more than these.
        is_sorted: Whether somebody chose their order, which then stays.
    """
    day = f" as of {as_of}" if as_of else ""
    is_all = total is None or total <= len(promises)
    if not promises:
        return Text(f"No promises in this ledger{day}.", style="dim")
    table = Table(box=None, padding=(0, 2, 1, 0), expand=True, header_style="dim", pad_edge=False)
    table.add_column("PROMISE", ratio=1)
    table.add_column("WHEN", width=13)
    table.add_column("KEPT", width=_BAR_WIDTH + 9)
    table.add_column("STATUS", width=len("1,000 days late"))
    table.add_column("", style="dim", width=SHORT_ID)
    ordered = (
        sorted(promises, key=lambda promise: -len(promise.documents))
        if is_all and not is_sorted
        else promises
    )
    for promise in ordered:
        cells = _promise_cell(promise), _when_cell(promise), kept_cell(promise), status_cell(promise)
        table.add_row(*cells, promise.id[:SHORT_ID])
    count = counted(len(promises), "promise") if is_all else f"{len(promises):,} of {total:,} promises"
    order = "" if is_sorted else ", the most urgent first"
    more = "" if is_all else f"{order}; --limit 0 shows all"
    return Group(table, Text(f"\n{count}{day}{more}", style="dim"))


def _promise_cell(promise: Promise) -> Text:
    cell = parties_text(promise).append(f"\n{target_text(promise)}")
    return cell.append(f" · {sources_text(promise)}", style="dim")


def parties_text(promise: Promise) -> Text:
    """Who promised, and to whom: "Aland → Bergen"."""
    line = Text().append(_names(promise.actors) or "somebody", style="bold")
    if promise.recipients:
        line.append(" → ", style="dim").append(_names(promise.recipients), style="bold")
    return line


def _names(parties: Iterable[Party]) -> str:
    return printable(", ".join(party.name for party in parties))


def target_text(promise: Promise) -> str:
    """What was promised, as its title says it: "1,000,000 artillery shells", "EUR 500m"; beside things their sum."""
    is_both = promise.quantity is not None and promise.amount is not None
    worth = [sums_text(promise.amount or 0, promise.amount_max, promise.currency)] if is_both else []
    return printable(", ".join([what_of(promise), *worth]))


def told_text(promise: Promise, told: Revision | DeliveryRecord) -> str:
    """The figures of a telling or a delivery in the promise's unit or currency: "≥40 tanks", "EUR 400m–600m".

    Both where a number and a sum are given, "" where neither is.
    """
    parts = []
    if told.quantity is not None:
        unit = printable(promise.unit) if promise.unit else None
        parts.append(counts_text(told.quantity, told.quantity_max, unit))
    if told.amount is not None:
        parts.append(sums_text(told.amount, told.amount_max, promise.currency))
    return bound_sign(told.bound) + ", ".join(parts) if parts else ""


def sources_text(promise: Promise) -> str:
    """How many independent sources there are, and in how many more reports: "1 source in 14 reports"."""
    voices, reports = promise.voices, len(promise.documents)
    sources = counted(voices, "source")
    return sources if reports <= voices else f"{sources} in {reports:,} reports"


def reported(promise: Promise) -> str | None:
    """The day of the first report on a promise that nobody gives a day of its own; ``None`` where somebody does."""
    if promise.promised is not None:
        return None
    is_refusal = promise.stage == "refusal"
    told = (one.date for one in promise.history if is_refusal or one.stage != "refusal")
    return next(filter(None, told), None)


def promised_text(promise: Promise) -> str:
    """When something was promised: "2024-02-26", "reported 2025-07-08" where only the report has a day, "no date"."""
    day = reported(promise)
    return promise.promised or (f"reported {day}" if day else "no date")


def _when_cell(promise: Promise) -> Text:
    told = promised_text(promise).replace("reported ", "reported\n")  # the column is narrow
    cell = Text(told, style="" if promise.promised else "dim")
    if promise.deadline:
        return cell.append(f"\nby {promise.deadline}")
    return cell.append("\nno deadline", style="dim")


def kept_cell(promise: Promise) -> Text:
    """The share that was kept as a bar with its range, and below it the figures."""
    kept = promise.fulfilled
    if kept is None:
        return Text("nothing known", style="dim")
    figures = kept_figures(promise, kept.low, kept.high)
    share = range_text(kept.share_low, kept.share_high)
    if not share:
        return Text(figures or "share unknown")
    cell = _bar(kept.share_low, kept.share_high, STATUS_COLOURS[promise.status])
    cell.append(f" {share}", style="bold")
    return cell.append(f"\n{figures}", style="dim") if figures else cell


def _bar(low: float | None, high: float | None, colour: str) -> Text:
    sure, possible, empty = bar_cells(low, high, _BAR_WIDTH)
    return Text.assemble(("▓" * sure, colour), ("▒" * possible, colour), ("░" * empty, "dim"))


def kept_figures(promise: Promise, least: float | None, most: float | None) -> str:
    """What came of a promise between two ends, in its measure: "300,000–330,000", "≥300,000", "" for nothing known."""
    is_money = promise.quantity is None and promise.amount is not None
    low, high = (
        None if end is None else money_text(end, None) if is_money else count_text(end)
        for end in (least, most)
    )
    return ends_text(low, high)


def status_cell(promise: Promise) -> Text:
    """The status in its colour and, where it is late, by how many days."""
    cell = Text(promise.status.replace("_", " "), style=f"bold {STATUS_COLOURS[promise.status]}")
    if promise.days_late:
        days = "day" if promise.days_late == 1 else "days"
        cell.append(
            f"\n{promise.days_late:,} {days} late", style=f"not bold {STATUS_COLOURS[promise.status]}"
        )
    return cell
