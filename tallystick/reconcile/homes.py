"""Where a mention belongs, told from its own document alone: its cell, and the cells where others find it.

A cell is the smallest part of a ledger that is folded on its own. Mentions of identified actors live in the
cell of *who* and what category. A mention that leaves its actors open ("the allies will send 100 tanks")
belongs with the identified ones of its own document where it fits the promises of one of them only, else into
a cell of its *figure*, else into a cell of its *document*. Identified promises can be found in the cell of
their figure too, so that an open mention of the same figure elsewhere meets them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Generic

from tallystick.entities.memberships import unions_of
from tallystick.model import Commitment, Delivery, Reading
from tallystick.model.canonical import canonical_json, content_hash
from tallystick.reconcile.groups import same_figures_stated
from tallystick.reconcile.mentions import (
    VAGUE_CATEGORIES,
    Mention,
    Transfer,
    do_not_contradict,
    figures_agree,
    is_described,
    mention,
    same_or_missing,
    steps_of,
)
from tallystick.reconcile.parts import Part, parts_of
from tallystick.reconcile.passages import sentence_around
from tallystick.reconcile.tellings import cue_of, opens_whole
from tallystick.reconcile.wording import introduces, is_stand_in

Cell = str
"""Canonical JSON of the kind of cell and what it is the cell of; a text, so that stores can keep it."""

_NO_GOODS = frozenset({"money", "training", "troops"})

TELLING = 100
"""A number of things below this is no mark of one promise: many promise five of something."""

Told = Mention[Commitment]
Arrived = Mention[Delivery]


@dataclass(frozen=True, slots=True)
class Home(Generic[Transfer]):
    """A mention and where it belongs.

    Attributes:
        mention: With the actors that its document gives it.
        cell: Where it lives.
        others: Cells by which others find it: of figures, for mentions that leave their actors open; of each of
            several who promise together, for what one of them gives.
        is_carried: Its own sentence names no actor, they are carried on from another: where the figure is one that
            others are named to promise, it is theirs.
    """

    mention: Mention[Transfer]
    cell: Cell
    others: tuple[Cell, ...] = ()
    is_carried: bool = False


@dataclass(frozen=True, slots=True)
class Homes:
    """All homes of one reading's mentions."""

    told: tuple[Home[Commitment], ...]
    arrived: tuple[Home[Delivery], ...]
    parts: tuple[tuple[Part, Home[Commitment], Home[Commitment]], ...] = ()
    """What the reading tells to be a part of another promise, with the homes of the part and of the whole."""

    @property
    def cells(self) -> frozenset[Cell]:
        """Every cell that the reading touches."""
        told = (cell for home in self.told for cell in (home.cell, *home.others))
        parts = (part_cell(home.cell) for _, home, _ in self.parts)
        return frozenset((*told, *(home.cell for home in self.arrived), *parts))


def homes_of(reading: Reading) -> Homes:
    """Where each mention of ``reading`` belongs; depends on nothing else."""
    told, arrived = _mentions(reading, Commitment), _mentions(reading, Delivery)
    identified = [m for m in told if m.actors and not _is_open(m.claim)]
    told = [_named(m, identified) for m in told]
    arrived = [_named(m, identified) for m in arrived]
    identified = [m for m in told if m.actors and not _is_open(m.claim)]
    homes = tuple(_home_of_told(m, identified) for m in told)
    of = {id(home.mention): home for home in homes}
    parts = parts_of(home.mention for home in homes) if len(homes) > 1 else []
    return Homes(
        homes,
        tuple(_home_of_arrived(m, identified) for m in arrived),
        tuple((part, of[id(part.part)], of[id(part.whole)]) for part in parts),
    )


def _named(mention_: Mention[Transfer], identified: Sequence[Told]) -> Mention[Transfer]:
    """``mention_`` with the goods that its document tells of, where its own words only stand for them.

    "Its contribution", "the million" and "500,000 units" are of what the same actors promise there, if that is of
    one category.
    """
    if mention_.category != "other" or mention_.unit is not None or mention_.currency is not None:
        return mention_
    if mention_.item is None or not (mention_.has_figure or is_stand_in(mention_.phrase)):
        return mention_
    same = [m for m in identified if m.actors == mention_.actors or _is_open(mention_.claim)]
    goods = {m.category for m in same if m.category not in VAGUE_CATEGORIES and m.category not in _NO_GOODS}
    return replace(mention_, category=goods.pop()) if len(goods) == 1 else mention_


def who_cell(category: str, actors: Sequence[str]) -> Cell:
    """The cell of what ``actors`` promise and deliver in ``category``."""
    return _named_cell("who", category, tuple(actors))


@lru_cache(maxsize=4096)
def _named_cell(kind: str, category: str, actors: tuple[str, ...]) -> Cell:
    return canonical_json([kind, category, list(actors)])


@lru_cache(maxsize=4096)
def joint_cell_of(cell: Cell) -> Cell | None:
    """Where the promises are found that the one actor of a cell makes together with others."""
    kind, *names = json.loads(cell)
    if kind != "who" or len(names[1]) != 1:
        return None
    return canonical_json(["joint", names[0], names[1][0]])


@lru_cache(maxsize=4096)
def giver_cell_of(joint: Cell) -> Cell | None:
    """The cell of the one by whom promises are found in ``joint``; ``None`` for any other cell."""
    kind, *names = json.loads(joint)
    return who_cell(names[0], (names[1],)) if kind == "joint" else None


def part_cell(cell: Cell) -> Cell:
    """Where the reports are found that tell something of ``cell`` to be a part of another promise."""
    return canonical_json(["part", cell])


@lru_cache(maxsize=4096)
def part_of(recipients: tuple[str, ...]) -> str:
    """What is the same for those recipients, and short; empty where none are named.

    What is promised to different recipients in one cell does not depend on each other where all that lives there names
    some, and nothing that leaves its actors open meets it (``tallystick.reconcile.histories``).
    """
    return content_hash(list(recipients))[:16] if recipients else ""


def is_figure_cell(cell: Cell) -> bool:
    """Whether ``cell`` is one of a figure."""
    return cell.startswith('["figure"')


@lru_cache(maxsize=4096)
def figure_cell(category: str, currency: str | None, figure: float) -> Cell:
    """The cell of all figures of ``category`` near ``figure``; units are compared where they are stated."""
    return canonical_json(["figure", category, currency, steps_of((figure, figure))[0]])


def _document_cell(document: str) -> Cell:
    return canonical_json(["document", document])


def _mentions(reading: Reading, kind: type[Transfer]) -> list[Mention[Transfer]]:
    claims = {claim.id: claim for claim in reading.claims if isinstance(claim, kind)}
    found = [
        mention(reading.document, claim, item) for claim in claims.values() for item in claim.items or (None,)
    ]
    return sorted((m for m in found if not _is_whole_of_others(m)), key=lambda m: m.order)


def _is_whole_of_others(mention_: Mention[Transfer]) -> bool:
    """Whether an item is only what another lies within: "40 trucks **as part of the EU's $5 million package**"."""
    item = mention_.item
    if item is None or item is mention_.claim.items[0]:
        return False
    return opens_whole(mention_.words.removesuffix(item.span.text), mention_.document.language or "en")


def _is_open(claim: Commitment | Delivery) -> bool:
    """Whether a claim names no actor, or only by a common noun for some named before ("the allies")."""
    return all(is_described(actor) and not introduces(actor.name) for actor in claim.actors)


def _of_each(told: Told) -> tuple[Cell, ...]:
    """Where those are found who promise together, by each of them."""
    is_joint = len(told.actors) > 1
    return tuple(canonical_json(["joint", told.category, actor]) for actor in told.actors) if is_joint else ()


def _is_carried(told: Told) -> bool:
    """Whether all actors are named outside the sentence of the claim."""
    text, evidence = told.document.text, told.claim.evidence
    if text[evidence.start : evidence.end] != evidence.text:
        return False
    start, end = sentence_around(text, evidence.start, evidence.end)
    return all(not start <= actor.span.start < end for actor in told.claim.actors)


def _home_of_told(told: Told, identified: Sequence[Told]) -> Home[Commitment]:
    figures = _own_figures(told)
    if not _is_open(told.claim):
        union = _bound(told, [m for m in identified if figures and _speaks_for(told, m)])
        if union is not None:
            return Home(union, who_cell(union.category, union.actors), figures)
        is_carried = bool(figures) and _is_carried(told)
        return Home(told, who_cell(told.category, told.actors), figures + _of_each(told), is_carried)
    bound = _bound(told, [m for m in identified if _fits(told, m)])
    if bound is not None:
        return Home(bound, who_cell(bound.category, bound.actors), figures)
    return _home_of_open(told, figures)


def _speaks_for(told: Told, other: Told) -> bool:
    """Whether a member tells its union's promise: the same figure, in the same report ("we agreed on a million")."""
    return (
        bool(told.actors)
        and all(unions_of(actor) & set(other.actors) for actor in told.actors)
        and same_figures_stated(told, other)
        and _fits(told, other)
    )


def _home_of_arrived(arrived: Arrived, identified: Sequence[Told]) -> Home[Delivery]:
    if not _is_open(arrived.claim):
        kin = _kin(arrived, identified)
        return Home(kin or arrived, who_cell(arrived.category, (kin or arrived).actors))
    bound = _bound(arrived, [m for m in identified if _may_serve(arrived, m)])
    if bound is not None:
        return Home(bound, who_cell(bound.category, bound.actors))
    return _home_of_open(arrived, _base_figures(arrived) or _own_figures(arrived))


def _kin(arrived: Arrived, identified: Sequence[Told]) -> Arrived | None:
    """``arrived`` as one of those that the giver belongs to, where its document tells that it counts for them.

    A member gives for its union, or for all that are listed as promising together, where the report tells no
    promise of the giver's own that it may serve, and tells it to be a share of what they promised or a part.
    """
    fitting = [m for m in identified if _may_serve(arrived, m)]
    if any(m.actors == arrived.actors for m in fitting):
        return None
    holders = {*arrived.actors, *(union for actor in arrived.actors for union in unions_of(actor))}
    joint = [m for m in fitting if holders & set(m.actors)]
    listed = [m for m in joint if set(arrived.actors) <= set(m.actors)]
    is_share = arrived.item is not None and arrived.item.share_of is not None
    if is_share or cue_of(arrived, "part") or cue_of(arrived, "within"):
        return _bound(arrived, joint)
    return _bound(arrived, listed)


def _home_of_open(open_: Mention[Transfer], figures: Sequence[Cell]) -> Home[Transfer]:
    if open_.actors:
        return Home(open_, who_cell(open_.category, open_.actors))
    return Home(open_, figures[0] if figures else _document_cell(open_.document.id))


def _bound(open_: Mention[Transfer], fitting: Iterable[Told]) -> Mention[Transfer] | None:
    """``open_`` with the actors of all ``fitting`` mentions, where these have the same."""
    actors = {m.actors for m in fitting}
    return replace(open_, actors=actors.pop(), inferred="document") if len(actors) == 1 else None


def _fits(told: Told, other: Told) -> bool:
    asks = (told.claim.stage == "request") == (other.claim.stage == "request")
    return asks and told.category == other.category and do_not_contradict(told, other)


def _may_serve(arrived: Arrived, told: Told) -> bool:
    """Whether a delivery by nobody named may count towards what ``told`` promises."""
    return (
        told.claim.stage not in ("request", "refusal")
        and arrived.category == told.category
        and same_or_missing(arrived.recipients, told.recipients)
        and same_or_missing(arrived.unit, told.unit)
        and same_or_missing(arrived.currency, told.currency)
        and is_base_of(told, arrived)
    )


def is_base_of(told: Told, arrived: Arrived) -> bool:
    """Whether the whole that ``arrived`` is a share of, if it states one, is what ``told`` promises."""
    whole = arrived.item.share_of if arrived.item else None
    promised = told.amount if arrived.currency else told.quantity
    return whole is None or figures_agree((whole, whole), promised)


def _own_figures(mention_: Mention[Transfer]) -> tuple[Cell, ...]:
    item = mention_.item
    if item is not None and item.quantity is None and item.amount is None:
        return ()  # "half of the million" tells of the million, not of 500,000
    if mention_.quantity is not None and mention_.quantity[0] >= TELLING:
        return (figure_cell(mention_.category, None, mention_.quantity[0]),)
    if mention_.amount is not None and mention_.amount[0] > 0:
        return (figure_cell(mention_.category, mention_.currency, mention_.amount[0]),)
    return ()


def _base_figures(arrived: Arrived) -> tuple[Cell, ...]:
    whole = arrived.item.share_of if arrived.item else None
    if whole is None or whole < TELLING:
        return ()
    return (figure_cell(arrived.category, arrived.currency, whole),)
