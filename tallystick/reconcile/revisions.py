"""Which promise another one changes: a later day, a raised or a lowered figure, said beside the first.

A revision stays a promise of its own, so that it can be judged by its own figure and day, and is linked to the
one that it changes. Of two promises between the same parties, counting the same, the one known on a later day
revises the other where

- ``deadline``: the figure is the same and the day another;
- ``share_of``: its figure is told as a share of what the other promised;
- ``told_beside``: a report that tells it tells the other, too, the figures lie within a factor of ``NEAR``, it is
  about things and not money, and nothing says that it comes in addition.

What comes in addition ("another", "on top of") revises nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tallystick.model.records import Because
from tallystick.reconcile.groups import Group, Told, same_figures_stated
from tallystick.reconcile.intervals import dates_agree
from tallystick.reconcile.mentions import figures_agree, same_or_missing
from tallystick.reconcile.tellings import cue_of

SCORES = {"deadline": 0.9, "share_of": 0.8, "told_beside": 0.6}
"""How sure each kind of revision is; the surest one counts, then the promise known first."""

NEAR = 2.5
"""Figures further apart than this are not one promise raised or lowered."""


@dataclass(frozen=True, slots=True)
class Revises:
    """``later`` changes ``earlier``."""

    later: Group
    earlier: Group
    score: float
    because: Because


def revisions(groups: Sequence[Group]) -> list[Revises]:
    """For each promise the one that it changes, if any.

    Args:
        groups: First known first.
    """
    index = _Index()
    found = []
    for group in groups:
        if group.family == "promise" and group.target is not None:
            revises = _best(group, index.near(group))
            found += [revises] if revises is not None else []
            index.add(group)
    return found


def _best(later: Group, others: Iterable[Group]) -> Revises | None:
    rated = [Revises(later, e, SCORES[b.feature], b) for e in others if (b := _why(later, e)) is not None]
    return min(rated, key=lambda r: (-r.score, r.earlier.first.order), default=None)


def _why(later: Group, earlier: Group) -> Because | None:
    new, old = later.target, earlier.target
    if new is None or old is None or not _are_between_the_same(new, old):
        return None
    whole = next((m.item.share_of for m in later.variants if m.item and m.item.share_of), None)
    if whole is not None and figures_agree((whole, whole), old.quantity or old.amount):
        return Because("share_of", f"a share of the {whole:,.15g} promised before")
    if not _is_later(later, earlier):
        return None
    if same_figures_stated(new, old):
        differ = not dates_agree(later.deadline, earlier.deadline)
        return Because("deadline", f"by {later.deadline} instead of {earlier.deadline}") if differ else None
    return _told_beside(later, earlier)


def _is_later(later: Group, earlier: Group) -> bool:
    """Whether one became known on a later day than the other; without days nothing is known to have changed."""
    return "" < earlier.first.order[0] < later.first.order[0]


def _are_between_the_same(new: Told, old: Told) -> bool:
    return (
        new.actors == old.actors
        and new.category == old.category
        and same_or_missing(new.recipients, old.recipients)
        and same_or_missing(new.unit, old.unit)
        and same_or_missing(new.currency, old.currency)
    )


def _told_beside(later: Group, earlier: Group) -> Because | None:
    new, old = later.target, earlier.target
    if new is None or old is None:
        return None
    is_counted = new.quantity is not None and old.quantity is not None
    after, before = (new.quantity, old.quantity) if is_counted else (new.amount, old.amount)
    if after is None or before is None:
        return None
    low, high = sorted((after[0], before[0]))
    both = later.documents & earlier.documents
    if not both or high > NEAR * low or any(cue_of(m, "new") for m in later.variants):
        return None
    where = min(both)
    return Because("told_beside", f"{after[0]:,.15g} after {before[0]:,.15g}, both told in {where}")


class _Index:
    """Earlier promises by figure and by document: only those can be changed."""

    def __init__(self) -> None:
        self._by_figure: dict[object, list[Group]] = defaultdict(list)
        self._by_document: dict[str, list[Group]] = defaultdict(list)

    def add(self, group: Group) -> None:
        for figure in {*group.stated.quantities, *group.stated.amounts}:
            self._by_figure[figure].append(group)
        for document in group.documents:
            self._by_document[document].append(group)

    def near(self, group: Group) -> list[Group]:
        wholes = {m.item.share_of for m in group.variants if m.item and m.item.share_of}
        figures = {*group.stated.quantities, *group.stated.amounts, *((w, w) for w in wholes)}
        found = [g for figure in figures for g in self._by_figure.get(figure, ())]
        found += [g for d in sorted(group.documents) for g in self._by_document.get(d, ())]
        return list({id(g): g for g in found}.values())
