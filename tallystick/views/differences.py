"""What changed between two days: before and after side by side, with the sentences that made the change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from tallystick.model.differences import Change, Content, Difference, DifferenceKind, Differences, Reason
from tallystick.model.figures import count_text, ends_text, money_text
from tallystick.model.records import Promise
from tallystick.views.claims import HEADINGS, SHORT_ID, origin_text
from tallystick.views.figures import range_text
from tallystick.views.history import Evidence
from tallystick.views.passages import passage, printable
from tallystick.views.promises import STATUS_COLOURS

_COLOURS = {heading.kind: heading.colour for heading in HEADINGS}
_MOST_SENTENCES = 5
_KINDS: Mapping[DifferenceKind, tuple[str, str]] = {
    "new": ("new", "bold green"),
    "changed": ("changed", "bold yellow"),
    "gone": ("gone", "bold red"),
}
_REASONS: Mapping[Reason, str] = {
    "reports": "",
    "judgements": "no new report: what people decided changed it",
    "day": "no new report: the day alone changed it",
    "links": "no new report: others showed that its claims belong elsewhere",
}


def differences_view(
    found: Differences, days: tuple[str, str | None], evidence: Mapping[str, Evidence]
) -> RenderableType:
    """Differences between two days.

    Args:
        found: The differences that are to be shown, and how many there are.
        days: The two days; ``None`` for everything there is.
        evidence: Every claim that a difference names, by its id.
    """
    span = f"from {days[0]} to {days[1] or 'now'}"
    if not found.shown:
        return Text(f"Nothing changed {span}.", style="dim")
    counts = ", ".join(
        f"{count:,} {word}" for kind, (word, _) in _KINDS.items() if (count := found.counts.get(kind, 0))
    )
    is_all = len(found.shown) == found.total
    more = "" if is_all else f"; the first {len(found.shown):,} are shown, --limit 0 shows all"
    return Group(
        *(_difference(d, evidence) for d in found.shown), Text(f"\n{counts} {span}{more}", style="dim")
    )


def _difference(difference: Difference, evidence: Mapping[str, Evidence]) -> RenderableType:
    promise = difference.before if difference.kind == "gone" else difference.after
    if promise is None:
        return Text()
    word, style = _KINDS[difference.kind]
    head = Text.assemble(
        (word, style), "  ", (printable(promise.title), "bold"), (f"  {promise.id[:SHORT_ID]}", "dim")
    )
    parts: list[RenderableType] = [Rule(style="dim"), head]
    if difference.kind == "gone" and difference.after is not None:
        parts.append(Text(f"now part of: {printable(difference.after.title)}", style="dim"))
    parts += [_change(change, promise, evidence) for change in difference.changes]
    if difference.kind == "new":
        parts += _sentences(difference.claims, evidence)
    if difference.judgements:
        parts.append(
            Text(f"decided in between: {', '.join(j[:SHORT_ID] for j in difference.judgements)}", style="dim")
        )
    return Group(*parts)


def _change(change: Change, promise: Promise, evidence: Mapping[str, Evidence]) -> RenderableType:
    row = Table.grid(padding=(0, 2, 0, 0), expand=True)
    row.add_column(style="dim", width=10)
    row.add_column(ratio=1)
    row.add_column(width=1, style="dim")
    row.add_column(ratio=1)
    before, after = _content(change, change.before, promise), _content(change, change.after, promise)
    row.add_row(change.field, before, "→", after)
    reason = _REASONS[change.reason]
    because = [_indented(Text(reason, style="dim italic"))] if reason else _sentences(change.claims, evidence)
    return Padding(Group(row, *because), (1, 0, 0, 0))


def _content(change: Change, content: Content, promise: Promise) -> Text:
    if content is None or content == ():
        return Text("nothing known" if change.field == "fulfilled" else "none", style="dim")
    if change.field == "status" and isinstance(content, str):
        colour = next((c for status, c in STATUS_COLOURS.items() if status == content), "")
        return Text(content.replace("_", " "), style=f"bold {colour}")
    if isinstance(content, tuple) and all(isinstance(part, str) for part in content):
        return Text("\n".join(printable(str(part)) for part in content))
    if isinstance(content, tuple):
        return Text(
            _range(promise, [None if part is None else float(part) for part in content]), style="bold"
        )
    if isinstance(content, str):
        return Text(printable(content), style="bold")
    return Text(_figure(promise, content), style="bold")


def _range(promise: Promise, ends: Sequence[float | None]) -> str:
    kept = promise.fulfilled
    if kept is not None and kept.low is None and kept.high is None:
        return range_text(ends[0], ends[-1])
    known = [_figure(promise, end) for end in ends if end is not None]
    if len(known) < len(ends):
        return ends_text(*(None if end is None else _figure(promise, end) for end in ends))
    return " – ".join(dict.fromkeys(known))


def _figure(promise: Promise, value: float) -> str:
    is_money = promise.quantity is None and promise.amount is not None
    return money_text(value, promise.currency) if is_money else count_text(value)


def _sentences(claims: Sequence[str], evidence: Mapping[str, Evidence]) -> list[RenderableType]:
    shown: list[RenderableType] = []
    for claim in claims[:_MOST_SENTENCES]:
        found = evidence[claim]
        words = passage(found.document, found.claim, _COLOURS[found.claim.kind])
        words.append(f"\n— {origin_text(found.document)}  {claim[:SHORT_ID]}", style="dim")
        shown.append(_indented(words))
    if len(claims) > _MOST_SENTENCES:
        more = Text(f"and {len(claims) - _MOST_SENTENCES:,} more sentences", style="dim")
        shown.append(_indented(more))
    return shown


def _indented(words: Text) -> RenderableType:
    return Padding(words, (0, 0, 0, 12))
