"""Why a figure is what it is: a tree from the figure down to the sentences that state it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from tallystick.model import Judgement
from tallystick.model.canonical import canonical_json
from tallystick.model.derivations import Derivation, Figure, Operation, Quoted
from tallystick.model.figures import count_text
from tallystick.model.records import Promise
from tallystick.model.shares import fraction_text
from tallystick.views.claims import HEADINGS, SHORT_ID, origin_text
from tallystick.views.figures import share_text
from tallystick.views.history import Evidence
from tallystick.views.passages import passage, printable

MOST_PARTS = 12
"""So many figures that one is made of are shown."""
_MOST_QUOTED = 3
_COLOURS = {heading.kind: heading.colour for heading in HEADINGS}


def derivations_view(
    promise: Promise,
    derivations: Sequence[Derivation],
    evidence: Mapping[str, Evidence],
    decided: Iterable[Judgement] = (),
) -> RenderableType:
    """The derivations of a promise's fields, one tree each.

    Args:
        promise: The promise.
        derivations: What is explained.
        evidence: Every claim that a leaf quotes, by its id.
        decided: The judgements that stand on the promise's claims; a sentence whose claim was corrected says so.
    """
    corrections: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in decided:
        if judgement.verdict == "correct":
            corrections[judgement.subject].append(judgement)
    known = _Known(evidence, corrections)
    head = Text(printable(promise.title), style="bold").append(f"\n{promise.id}", style="not bold dim")
    return Group(head, *(_tree(derivation, known) for derivation in derivations), Text())


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the claims that leaves quote, by their ids."""

    evidence: Mapping[str, Evidence]
    corrections: Mapping[str, Sequence[Judgement]]


def _tree(derivation: Derivation, known: _Known) -> RenderableType:
    shown = _closed_up(derivation)
    root = Tree(_step(shown), guide_style="dim")
    _grow(root, shown, known)
    return Group(Text(), root)


def _closed_up(derivation: Derivation) -> Derivation:
    """A step and the one that it merely hands on, as one with both labels."""
    labels, note = [derivation.label], derivation.note
    while derivation.operation == "latest" and len(derivation.parts) == 1:
        derivation = derivation.parts[0]
        labels.append(derivation.label)
        note = note or derivation.note
    return replace(derivation, label=" · ".join(labels), note=note)


def _grow(tree: Tree, derivation: Derivation, known: _Known) -> None:
    if _states_all_in_one(derivation):
        _add_sentences(tree, derivation.parts[0].quoted, known)
        return
    _add_sentences(tree, derivation.quoted, known)
    for noun, steps in (("part", derivation.parts), ("left-out figure", derivation.left_out)):
        for step in map(_closed_up, steps[:MOST_PARTS]):
            _grow(tree.add(_step(step)), step, known)
        _add_rest(tree, len(steps) - MOST_PARTS, noun)


def _states_all_in_one(derivation: Derivation) -> bool:
    """Whether the same claims state all parts ("30% of the million"): their sentences are shown once."""
    claims = [[quoted.claim for quoted in part.quoted] for part in derivation.parts]
    return derivation.operation == "share" and claims[0] == claims[1] != []


def _add_sentences(tree: Tree, quoted: Sequence[Quoted], known: _Known) -> None:
    for one in quoted[:_MOST_QUOTED]:
        tree.add(_sentence(one, known))
    _add_rest(tree, len(quoted) - _MOST_QUOTED, "sentence")


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
    if not 1 < len(parts) <= MOST_PARTS:
        return value
    write = _EQUATIONS.get(derivation.operation)
    return value if write is None else f"{value} = {write([figure_text(part) for part in parts])}"


def figure_text(derivation: Derivation) -> str:
    """The value of a step as text: shares in per cent, thirds as thirds, figures with their thousands set apart."""
    value: Figure = derivation.value
    if value is None:
        return "unknown"
    if isinstance(value, str):
        return printable(value)
    is_share = derivation.operation == "part_of_target" or derivation.label.startswith("share")
    if is_share:
        fraction = fraction_text(value) if derivation.operation == "stated" else None
        return fraction or share_text(value)
    return f"{value:,.15g}" if derivation.operation == "given" else count_text(value)


_EQUATIONS: Mapping[Operation, Callable[[Sequence[str]], str]] = {
    "share": " × ".join,
    "sum": " + ".join,
    "part_of_target": " ÷ ".join,
    "exchange": " ÷ ".join,
    "days_between": " − ".join,
    "least": lambda parts: f"least of {', '.join(parts)}",
    "greatest": lambda parts: f"greatest of {', '.join(parts)}",
    "last_day": lambda parts: f"last day of {parts[0]} by {parts[1]}",
    "arrival": lambda parts: f"{parts[0]} + ({parts[2]} − {parts[1]}) ÷ {parts[3]} a day",
}


def _sentence(quoted: Quoted, known: _Known) -> Text:
    found = known.evidence[quoted.claim]
    words = passage(found.document, found.claim, _COLOURS[found.claim.kind])
    speaker = f"says {printable(quoted.said_by)}, " if quoted.said_by else ""
    words.append(f"\n— {speaker}{origin_text(found.document)}", style="dim")
    words.append(f"  {quoted.claim[:SHORT_ID]}", style="dim")
    for judgement in known.corrections.get(quoted.claim, ()):
        told = f"{judgement.slot} should be {canonical_json(judgement.value)}"
        words.append(f"\ncorrected by {printable(judgement.user)}: {printable(told)}", style="yellow")
    return words
