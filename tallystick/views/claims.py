"""The claims of one reading, grouped by what they are: said, promised, done, happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from tallystick.model import (
    Actor,
    Claim,
    Commitment,
    Delivery,
    Document,
    Event,
    Item,
    Kind,
    Reading,
    Statement,
)
from tallystick.views.figures import item_figure
from tallystick.views.passages import passage, passage_bounds, printable

SHORT_ID = 8
"""Characters of a claim's id that are shown; enough to name it to a command."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a kind of claims is called and coloured in a terminal."""

    kind: Kind
    title: str
    colour: str


HEADINGS = (
    Heading("statement", "Said", "cyan"),
    Heading("commitment", "Promised", "yellow"),
    Heading("delivery", "Done", "green"),
    Heading("event", "Happened", "magenta"),
)


def reading_view(reading: Reading) -> RenderableType:
    """A document's head and below it its claims under one heading a kind, in the order of the text."""
    parts: list[RenderableType] = [_document_head(reading)]
    for heading in HEADINGS:
        claims = [claim for claim in reading.claims if claim.kind == heading.kind]
        if claims:
            parts += [Text(), _rule(heading, len(claims)), _claims_table(reading, claims, heading)]
    if not reading.claims:
        parts.append(Text("No claims found.", style="dim"))
    return Group(*parts, Text())


def _document_head(reading: Reading) -> Text:
    document = reading.document
    origin = Text(origin_text(document), style="dim" if document.title else "bold")
    return (
        Text("\n").join([Text(printable(document.title), style="bold"), origin]) if document.title else origin
    )


def origin_text(document: Document) -> str:
    """Where a document comes from: agency or paper, day, language, id."""
    facts = [document.agency or document.publisher, document.published, document.language, document.id]
    facts += [f"copy of {document.copy_of}"] if document.copy_of else []
    return printable(" · ".join(fact for fact in facts if fact))


def _rule(heading: Heading, count: int) -> Rule:
    title = Text.assemble((heading.title.upper(), f"bold {heading.colour}"), (f" {count}", heading.colour))
    return Rule(title, align="left", style=f"dim {heading.colour}", characters="─")


def _claims_table(reading: Reading, claims: Sequence[Claim], heading: Heading) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(style="dim", width=10)
    table.add_column(ratio=1)
    table.add_column(style="dim", justify="right", width=SHORT_ID)
    # What one sentence tells in several ways stands above it, line by line, and the sentence is shown once.
    for _, told in groupby(claims, key=lambda claim: passage_bounds(reading.document, claim)):
        together = list(told)
        for claim in together:
            line = claim_line(claim, heading.colour)
            if len(together) > 1 and isinstance(claim, Statement) and claim.cue is not None:
                line.append(f"  {printable(claim.cue.text)}", style="italic")
            table.add_row(claim.date or "", line, claim.id[:SHORT_ID])
        words = passage(reading.document, together[0], heading.colour, beside=together[1:])
        table.add_row("", words, "")
    return table


def claim_line(claim: Claim, colour: str) -> Text:
    """One claim in one line: who, to whom, which figures, and what limits it."""
    limits = [Text(limit, style="dim") for limit in _limits(claim)]
    parts = [_who(claim, colour), *_what(claim, colour), *limits]
    if claim.negated:
        parts.insert(1, Text("not", style="bold red"))
    return Text("  ").join(parts)


def _who(claim: Claim, colour: str) -> Text:
    match claim:
        case Statement():
            return _names(_speaking(claim), colour, nobody="the author")
        case Commitment() | Delivery():
            return _pair(claim.actors, claim.recipients, colour)
        case Event():
            return _pair(claim.actors, claim.targets, colour)
    raise TypeError(f"No view for {type(claim).__name__}")


def _speaking(claim: Statement) -> Iterable[Actor]:
    """Who speaks; a group without identity with those of its members whom its own words do not name."""
    source = claim.source
    if source is None or source.id is not None:
        return claim.speakers
    return (source, *(a for a in claim.joint if not source.span.overlaps(a.span)))


def _pair(givers: Iterable[Actor], takers: Sequence[Actor], colour: str) -> Text:
    line = _names(givers, colour, nobody="somebody")
    return Text.assemble(line, (" → ", "dim"), _names(takers, colour)) if takers else line


def _names(actors: Iterable[Actor], colour: str, nobody: str = "") -> Text:
    names = list(dict.fromkeys(printable(_name(actor)) for actor in actors))
    return Text(", ".join(names), style=f"bold {colour}") if names else Text(nobody, style=f"italic {colour}")


def _name(actor: Actor) -> str:
    """The actor's name; where a body of it acts, also which: "Kenya (the army)"."""
    is_body = actor.id is not None and actor.of == actor.id and actor.span.text != actor.name
    return f"{actor.name} ({actor.span.text})" if is_body else actor.name


def _what(claim: Claim, colour: str) -> list[Text]:
    match claim:
        case Commitment() | Delivery():
            figures = [figure for figure in map(item_figure, claim.items) if figure]
            shown = figures or [_kind_of_item(item) for item in claim.items]
            return [Text(printable(text), style=colour) for text in dict.fromkeys(shown)]
        case Event():
            return [Text(claim.type.lower(), style=colour)]
    return []


def _kind_of_item(item: Item) -> str:
    return item.unit or item.category.replace("-", " ")


def _limits(claim: Claim) -> list[str]:
    limits: list[str] = [] if claim.factuality == "certain" else [claim.factuality]
    match claim:
        case Statement(concept=str() as concept):
            limits.append(f"{claim.stance or 'on'} {concept}")
        case Commitment():
            limits.append(claim.stage)
            limits += [f"by {claim.deadline}"] if claim.deadline else []
            limits += ["in all"] if claim.cumulative else []
        case Delivery(cumulative=True):
            limits.append("in all")
    if claim.source and claim.source.name not in _doers(claim):
        limits.append(f"says {printable(_name(claim.source))}")
    return limits


def _doers(claim: Claim) -> list[str]:
    """Names that stand at the head of the line already, so that a speaker among them is not named again."""
    match claim:
        case Statement(source=Actor() as source):
            return [source.name]
        case Commitment() | Delivery() | Event():
            return [actor.name for actor in claim.actors]
    return []
