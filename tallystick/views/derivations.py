"""Why a figure is what it is: a tree from the figure down to the sentences that state it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from tallystick.model.derivations import Derivation, Figure, Operation, Quoted
from tallystick.model.records import Promise
from tallystick.views.claims import HEADINGS, SHORT_ID, origin_text
from tallystick.views.figures import count_text, share_text
from tallystick.views.history import Evidence
from tallystick.views.passages import passage, printable

_MOST_PARTS = 12
_MOST_QUOTED = 3
_COLOURS = {heading.kind: heading.colour for heading in HEADINGS}


def derivations_view(
    promise: Promise, derivations: Sequence[Derivation], evidence: Mapping[str, Evidence]
) -> RenderableType:
    """The derivations of a promise's fields, one tree each.

    Args:
        promise: The promise.
        derivations: What is explained.
        evidence: Every claim that a leaf quotes, by its id.
    """
    head = Text(printable(promise.title), style="bold").append(f"\n{promise.id}", style="not bold dim")
    return Group(head, *(_tree(derivation, evidence) for derivation in derivations), Text())


def _tree(derivation: Derivation, evidence: Mapping[str, Evidence]) -> RenderableType:
    root = Tree(_step(derivation), guide_style="dim")
    _grow(root, derivation, evidence)
    return Group(Text(), root)


def _grow(tree: Tree, derivation: Derivation, evidence: Mapping[str, Evidence]) -> None:
    for quoted in derivation.quoted[:_MOST_QUOTED]:
        tree.add(_sentence(quoted, evidence))
    _add_rest(tree, len(derivation.quoted) - _MOST_QUOTED, "sentence")
    for part in derivation.parts[:_MOST_PARTS]:
        _grow(tree.add(_step(part)), part, evidence)
    _add_rest(tree, len(derivation.parts) - _MOST_PARTS, "part")
    for other in derivation.left_out[:_MOST_PARTS]:
        _grow(tree.add(_step(other)), other, evidence)
    _add_rest(tree, len(derivation.left_out) - _MOST_PARTS, "left-out figure")


def _add_rest(tree: Tree, rest: int, noun: str) -> None:
    if rest > 0:
        tree.add(Text(f"and {rest:,} more {noun if rest == 1 else f'{noun}s'}", style="dim"))


def _step(derivation: Derivation) -> Text:
    line = Text.assemble((equation(derivation), "bold"), (f"  {printable(derivation.label)}", "dim"))
    return line.append(f"\n{printable(derivation.note)}", style="yellow") if derivation.note else line


def equation(derivation: Derivation) -> str:
    """A step as a short equation ("300,000 = 30% × 1,000,000"), or its value alone where one leads to another."""
    value = figure_text(derivation)
    parts = derivation.parts
    if not 1 < len(parts) <= _MOST_PARTS:
        return value
    write = _EQUATIONS.get(derivation.operation)
    return value if write is None else f"{value} = {write([figure_text(part) for part in parts])}"


def figure_text(derivation: Derivation) -> str:
    """The value of a step as text: shares in per cent, figures with their thousands set apart."""
    value: Figure = derivation.value
    if value is None:
        return "unknown"
    if isinstance(value, str):
        return printable(value)
    is_share = derivation.operation == "part_of_target" or derivation.label.startswith("share")
    if is_share:
        return share_text(value)
    return f"{value:,.15g}" if derivation.operation == "given" else count_text(value)


_EQUATIONS: Mapping[Operation, Callable[[Sequence[str]], str]] = {
    "share": " × ".join,
    "sum": " + ".join,
    "part_of_target": " ÷ ".join,
    "exchange": " ÷ ".join,
    "days_between": " − ".join,
    "least": lambda parts: f"least of {', '.join(parts)}",
    "greatest": lambda parts: f"greatest of {', '.join(parts)}",
    "last_day": lambda parts: f"last day of {parts[0]}, reported {parts[1]}",
    "arrival": lambda parts: f"{parts[0]} + ({parts[2]} − {parts[1]}) ÷ {parts[3]} a day",
}


def _sentence(quoted: Quoted, evidence: Mapping[str, Evidence]) -> Text:
    found = evidence[quoted.claim]
    words = passage(found.document, found.claim, _COLOURS[found.claim.kind])
    speaker = f"says {printable(quoted.said_by)}, " if quoted.said_by else ""
    words.append(f"\n— {speaker}{origin_text(found.document)}", style="dim")
    return words.append(f"  {quoted.claim[:SHORT_ID]}", style="dim")
