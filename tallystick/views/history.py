"""One promise in full: how it changed, what arrived, and every sentence behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from tallystick.model import Claim, Document, Judgement, Kind
from tallystick.model.figures import sums_text
from tallystick.model.records import Contribution, DeliveryRecord, Promise, Revision, Voice
from tallystick.views.claims import HEADINGS, SHORT_ID, origin_text
from tallystick.views.figures import bound_sign, range_text
from tallystick.views.judgements import judgement_view
from tallystick.views.passages import passage, printable
from tallystick.views.promises import kept_cell, kept_figures, sources_text, status_cell, told_text
from tallystick.views.voices import voices_section

_COLOURS = {heading.kind: heading.colour for heading in HEADINGS}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim and the document it was read in."""

    claim: Claim
    document: Document


def promise_view(
    promise: Promise,
    evidence: Mapping[str, Evidence],
    voices: Sequence[Voice] = (),
    decided: Iterable[Judgement] = (),
) -> RenderableType:
    """One promise with its history and sources.

    Args:
        promise: The promise.
        evidence: Every claim behind it, and those taken out of it, by its id.
        voices: The independent sources behind them.
        decided: What people decided about these claims.
    """
    promised = [row for revision in promise.history for row in _revision_rows(promise, revision, evidence)]
    done = [row for delivery in promise.deliveries for row in _delivery_rows(promise, delivery, evidence)]
    return Group(
        _head(promise),
        _facts(promise),
        *_section("Promised", "commitment", promised),
        *_section("Done", "delivery", done),
        *_section(
            "Parts of it", "commitment", [row for p in promise.parts for row in _part_rows(promise, p)]
        ),
        *_conflicts(promise),
        *voices_section(voices),
        *_decided(promise, evidence, list(decided)),
        Text(),
    )


def _head(promise: Promise) -> Text:
    head = Text(printable(promise.title), style="bold")
    return head.append(f"\n{promise.id} · {sources_text(promise)}", style="not bold dim")


def _facts(promise: Promise) -> RenderableType:
    facts = Table.grid(padding=(0, 4, 0, 0))
    facts.add_row(status_cell(promise), kept_cell(promise))
    more = [Text(line, style="dim") for line in (_worth(promise), _pace(promise)) if line]
    if promise.missing:
        more.append(Text(f"Leaves unsaid: {', '.join(promise.missing)}", style="yellow"))
    return Padding(Group(facts, *more), (1, 0, 0, 0))


def _worth(promise: Promise) -> str:
    """What a foreign sum was worth in euros, with its rate, or why that cannot be said."""
    value = promise.value
    if value is None:
        return f"No value in euros: {promise.unvalued}" if promise.unvalued else ""
    if value.rate_date is None:
        return ""
    rate = f"{promise.currency} {value.rate:,.15g} for one euro on {value.rate_date}"
    most = None if value.amount_max is None else round(value.amount_max)
    worth = bound_sign(promise.bound) + sums_text(round(value.amount), most, value.currency)
    return f"Worth {worth} at {rate} (European Central Bank)"


def _pace(promise: Promise) -> str:
    projection = promise.projection
    if projection is None:
        return ""
    if projection.date_high is None:
        return f"At this pace kept on {projection.date_low} at the earliest"
    if projection.date_low == projection.date_high:
        return f"At this pace kept on {projection.date_low}"
    return f"At this pace kept between {projection.date_low} and {projection.date_high}"


Row = tuple[str, RenderableType, str]


def _section(title: str, kind: Kind, rows: list[Row]) -> list[RenderableType]:
    if not rows:
        return []
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(style="dim", width=10)
    table.add_column(ratio=1)
    table.add_column(style="dim", justify="right", width=SHORT_ID)
    for row in rows:
        table.add_row(*row)
    heading = Text(title.upper(), style=f"bold {_COLOURS[kind]}")
    return [Text(), Rule(heading, align="left", style=f"dim {_COLOURS[kind]}"), table]


def _revision_rows(promise: Promise, revision: Revision, evidence: Mapping[str, Evidence]) -> Iterator[Row]:
    parts = [Text(revision.stage, style="bold yellow")]
    figures = told_text(promise, revision)
    parts += [Text(figures, style="yellow")] if figures else []
    parts += [Text(f"by {revision.deadline}", style="dim")] if revision.deadline else []
    parts += [Text("again", style="dim italic")] if revision.is_again else []
    parts += [Text("day of the report", style="dim")] if is_day_of_report(revision, evidence) else []
    yield revision.date or "", Text("  ").join(parts), ""
    yield from _sentence_rows(revision.claims, evidence)


def is_day_of_report(revision: Revision, evidence: Mapping[str, Evidence]) -> bool:
    """Whether the day of a telling is that of its report, as the sentence names none itself."""
    days = {evidence[claim].claim.date for claim in revision.claims if claim in evidence}
    return revision.date is not None and days == {None}


def _delivery_rows(
    promise: Promise, delivery: DeliveryRecord, evidence: Mapping[str, Evidence]
) -> Iterator[Row]:
    parts = [Text("not", style="bold red")] if delivery.negated else []
    parts.append(Text(_delivered(promise, delivery), style="bold green"))
    parts += [Text(limit, style="dim") for limit in _limits(delivery)]
    yield delivery.as_of or "", Text("  ").join(parts), ""
    yield from _sentence_rows(delivery.claims, evidence)


def _part_rows(whole: Promise, part: Contribution) -> Iterator[Row]:
    """A promise within this one: what it is, what came of it, and what it adds."""
    name = Text(printable(part.promise.title), style="bold")
    yield part.promise.promised or "", name, part.promise.id[:SHORT_ID]
    adds = part.low is not None or part.high is not None
    yield part.as_of or "", Text(part_text(whole, part), style="bold green" if adds else "dim"), ""


def part_text(whole: Promise, part: Contribution) -> str:
    """What a part adds to the whole: "adds 60,000", or why it adds nothing."""
    came = kept_figures(whole, part.low, part.high)
    if came:
        return f"adds {came}"
    return "counted in something else" if part.promise.fulfilled else "nothing known to have come"


def _delivered(promise: Promise, delivery: DeliveryRecord) -> str:
    share = delivered_share_text(delivery)
    figures = told_text(promise, delivery)
    return " = ".join(part for part in (share, figures) if part) or "no figure"


def delivered_share_text(delivery: DeliveryRecord) -> str:
    """The share that a delivery is told as: "30%", "≤50%", "30–40%"; "" where it is told as none."""
    if delivery.share is None:
        return ""
    return bound_sign(delivery.bound) + range_text(delivery.share, delivery.share_max or delivery.share)


def _limits(delivery: DeliveryRecord) -> Iterator[str]:
    if delivery.factuality != "certain":
        yield delivery.factuality
    if delivery.cumulative:
        yield "in all"
    speaker = printable(delivery.said_by.name) if delivery.said_by else "the author"
    yield f"says {speaker} ({delivery.side.replace('_', ' ')})"


def _sentence_rows(claims: Iterable[str], evidence: Mapping[str, Evidence]) -> Iterator[Row]:
    for claim_id in claims:
        found = evidence[claim_id]
        words = passage(found.document, found.claim, _COLOURS[found.claim.kind])
        yield "", words.append(f"\n— {origin_text(found.document)}", style="dim"), claim_id[:SHORT_ID]


def _decided(
    promise: Promise, evidence: Mapping[str, Evidence], decided: list[Judgement]
) -> list[RenderableType]:
    """What people decided, and the sentences that no longer count because of it."""
    if not decided:
        return []
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(style="dim", width=10)
    table.add_column(ratio=1)
    table.add_column(style="dim", justify="right", width=SHORT_ID)
    for judgement in decided:
        table.add_row(judgement.at[:10], judgement_view(judgement), judgement.id[:SHORT_ID])
    for row in _sentence_rows(promise.removed, evidence):
        table.add_row(Text("left out", style="red"), *row[1:])
    return [Text(), Rule(Text("DECIDED", style="bold cyan"), align="left", style="dim cyan"), table]


def _conflicts(promise: Promise) -> Iterator[RenderableType]:
    for conflict in promise.conflicts:
        ids = ", ".join(claim[:SHORT_ID] for claim in conflict.claims)
        yield Text.assemble(("\nContradiction: ", "bold red"), printable(conflict.what), (f"  {ids}", "dim"))
