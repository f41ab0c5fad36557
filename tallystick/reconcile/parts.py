"""Which promise lies within another that its own report tells of, so that the two are not counted beside each other.

- ``package``: an item of a claim whose first item is the sum of all ("a €500 million package, with 40 tanks");
  another sum of money only where the sentence says that the first is a total;
- ``sum``: figures of one report that come to a third one, promised by the same or by whom they belong to ("€1
  billion from stocks and €2 billion of new orders" within "€3 billion"), or those of several within that of nobody
  who is known ("the Nordic countries", "donors");
- ``said_part``: the item's words say that it is a part ("the first 180,000", "of which"), or it is a share of
  something ("a third of them"), and the report tells one promise of the same kind that is larger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from tallystick.entities.memberships import unions_of
from tallystick.model import Commitment
from tallystick.model.records import Because
from tallystick.reconcile.groups import family_of, signature
from tallystick.reconcile.mentions import Figures, Mention, figures_agree, same_or_missing
from tallystick.reconcile.tellings import cue_of
from tallystick.reconcile.tracks import told_apart

SCORES = {"package": 0.9, "sum": 0.9, "said_part": 0.7}
"""How sure each reason is; of several wholes of one part the surest counts, then the smallest."""

SUMMED = 12
"""Of more figures in one report than this no sums are tried."""

Told = Mention[Commitment]


@dataclass(frozen=True, slots=True)
class Part:
    """``part`` lies within ``whole``."""

    part: Told
    whole: Told
    because: Because

    @property
    def score(self) -> float:
        """How sure that is."""
        return SCORES[self.because.feature]


def parts_of(told: Iterable[Told]) -> list[Part]:
    """The parts among the promises of one report, each once.

    Args:
        told: All mentions of promises in the report.
    """
    promises = sorted(
        (m for m in told if family_of(m) == "promise" and not m.claim.negated), key=lambda m: m.order
    )
    found: dict[int, Part] = {}
    for part in (*_packaged(promises), *_summed(promises), *_said(promises), *_shared(promises)):
        kept = found.get(id(part.part))
        if kept is None or _rank(part) < _rank(kept):
            found[id(part.part)] = part
    return list(found.values())


def _rank(part: Part) -> tuple[float, float]:
    return (-part.score, _size(part.whole))


def _size(mention: Told) -> float:
    figures = _figures(mention)
    return figures[0] if figures else 0.0


def _packaged(promises: Sequence[Told]) -> Iterator[Part]:
    totals = {}
    for mention in promises:
        if mention.item is not None and mention.item is mention.claim.items[0] and mention.amount is not None:
            totals[mention.claim.id] = mention
    for mention in promises:
        total = totals.get(mention.claim.id)
        if total is None or mention is total or (mention.amount and not _holds(total, mention)):
            continue
        sum_ = f"{_size(total):,.15g} {total.currency or ''}".strip()
        yield Part(mention, total, Because("package", f"an item of the package of {sum_}"))


def _holds(total: Told, mention: Told) -> bool:
    """Whether one sum of a claim holds another: "€5 million for tents and €2 million for water" are two."""
    is_less = mention.amount is not None and mention.amount[0] < _size(total)
    return is_less and mention.currency == total.currency and cue_of(total, "package") is not None


def _summed(promises: Sequence[Told]) -> Iterator[Part]:
    apart = {id(mention): mention.claim.id for pair in told_apart(promises) for mention in pair}
    told = {(m.category, *signature(m), apart.get(id(m))): m for m in reversed(promises) if m.has_figure}
    distinct = list(told.values())
    if not 3 <= len(distinct) <= SUMMED:
        return
    for whole in distinct:
        lesser = [m for m in distinct if _may_lie_within(m, whole)]
        own = [m for m in lesser if _gives_for(m, whole)]
        of_others = [m for m in lesser if _is_known(m)] if not _is_known(whole) else []
        for parts in (*combinations(own, 2), own, of_others):
            total = sum(_size(part) for part in parts)
            is_of_several = parts is not of_others or len({part.actors for part in parts}) > 1
            if len(parts) > 1 and is_of_several and figures_agree((total, total), _figures(whole)):
                figures = " + ".join(f"{_size(part):,.15g}" for part in parts)
                because = Because("sum", f"{figures} = {_size(whole):,.15g}")
                yield from (Part(part, whole, because) for part in parts)


def _said(promises: Sequence[Told]) -> Iterator[Part]:
    for part in promises:
        if not part.has_figure or (cue := cue_of(part, "part")) is None:
            continue
        wholes = {signature(m): m for m in promises if _may_lie_within(part, m)}
        if len(wholes) == 1:
            whole = next(iter(wholes.values()))
            detail = f"“{cue}” {_size(part):,.15g} beside {_size(whole):,.15g}"
            yield Part(part, whole, Because("said_part", detail))


def _shared(promises: Sequence[Told]) -> Iterator[Part]:
    for part in promises:
        if part.portion is None:
            continue
        alike = (m for m in promises if m.has_figure and m.category == part.category and _gives_for(part, m))
        wholes = {signature(m): m for m in alike}
        if len(wholes) == 1:
            whole = next(iter(wholes.values()))
            yield Part(part, whole, Because("said_part", f"“{part.phrase}” beside {_size(whole):,.15g}"))


def _may_lie_within(part: Told, whole: Told) -> bool:
    """Whether both are of one kind between the same parties, and one is smaller than the other."""
    same_kind = part.currency == whole.currency if part.amount else part.category == whole.category
    return (
        same_kind
        and bool(part.amount) == bool(whole.amount)
        and same_or_missing(part.recipients, whole.recipients)
        and same_or_missing(part.unit, whole.unit)
        and 0 < _size(part) < _size(whole)
        and not figures_agree(_figures(part), _figures(whole))
    )


def _gives_for(part: Told, whole: Told) -> bool:
    """Whether who promises the part is, or belongs to, who promises the whole."""
    holders = [{actor, *unions_of(actor)} for actor in part.actors]
    return part.actors == whole.actors or (bool(holders) and all(h & set(whole.actors) for h in holders))


def _is_known(mention: Told) -> bool:
    """Whether somebody with an identity promises."""
    return bool(mention.actors) and not any(actor.startswith("name:") for actor in mention.actors)


def _figures(mention: Told) -> Figures | None:
    return mention.amount or mention.quantity
