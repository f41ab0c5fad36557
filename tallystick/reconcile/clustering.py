"""Clusters the mentions of one block: each, as it becomes known, goes to the promise it resembles most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tallystick.model.canonical import canonical_json, content_hash
from tallystick.model.records import Candidate
from tallystick.reconcile.constraints import Constraints
from tallystick.reconcile.groups import (
    Group,
    Signature,
    Told,
    family_of,
    id_of,
    only_one,
    signature,
)
from tallystick.reconcile.mentions import VAGUE_CATEGORIES, steps_of
from tallystick.reconcile.sameness import LINKED, REVIEW, Sameness, sameness
from tallystick.reconcile.tellings import cue_of
from tallystick.reconcile.tracks import told_apart
from tallystick.reconcile.wording import gist

MARGIN = 0.03
"""Scores this close are alike: small features alone choose no promise."""

CHOICE = 200
"""Among more promises than this a mention without a figure means none."""

OFFERED = 3
"""So many candidates, the likeliest, are offered for review of one mention."""

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class _Rated:
    group: Group
    sameness: Sameness


def cluster(mentions: Sequence[Told], constraints: Constraints) -> list[Group]:
    """The promises that mentions of one block tell of.

    Args:
        mentions: First known first.
        constraints: Claims that are *different* do not meet in one group; *same* is the caller's.
    """
    index = _Index()
    apart = apart_of(constraints)
    for one, other in told_apart(mentions):
        apart[one.claim.id].add(other.claim.id)
        apart[other.claim.id].add(one.claim.id)
    leaders, followers = _follow(mentions)
    atoms = _by_day((atom[0].order[0], atom) for atom in _atoms(leaders, apart))
    beside = _by_day((max(m.order[0], leader.order[0]), (m, leader)) for m, leader in followers)
    for day in sorted({*atoms, *beside}):
        for atom in atoms[day]:
            _place(index, atom, apart)
        for mention, leader in beside[day]:
            _place_beside(index, mention, leader, apart)
    for group in index.groups:
        group.settle()
        _explain_the_rest(group)
    return index.groups


def _by_day(dated: Iterable[tuple[str, Entry]]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for day, entry in dated:
        found[day].append(entry)
    return found


def apart_of(constraints: Constraints) -> dict[str, set[str]]:
    """For each claim those that are different from it."""
    apart: dict[str, set[str]] = defaultdict(set)
    for pair in constraints.different:
        for claim in pair:
            apart[claim] |= pair - {claim}
    return apart


def _follow(mentions: Sequence[Told]) -> tuple[list[Told], list[tuple[Told, Told]]]:
    """Mentions that stand for themselves, and those that repeat one of their own document without its figure."""
    figures: dict[str, dict[Signature, Told]] = defaultdict(dict)
    for mention in mentions:
        if mention.has_figure:
            figures[mention.document.id].setdefault(signature(mention), mention)
    leaders, followers = [], []
    for mention in mentions:
        stands = mention.has_figure or mention.portion is not None
        leader = None if stands else _leader(mention, figures[mention.document.id].values())
        if leader is None:
            leaders.append(mention)
        else:
            followers.append((mention, leader))
    return leaders, followers


def _leader(mention: Told, told: Iterable[Told]) -> Told | None:
    """The one mention with a figure in the same document that ``mention`` may mean, if there is but one.

    A proposal is about what is not promised yet: it repeats proposals alone.
    """
    if mention.claim.stage == "proposal":
        told = [m for m in told if m.claim.stage == "proposal"]
    fitting = [m for m in told if (found := sameness(mention, m)) is not None and found.score >= LINKED]
    return fitting[0] if len(fitting) == 1 else None


def _atoms(mentions: Iterable[Told], apart: dict[str, set[str]]) -> list[list[Told]]:
    """Mentions that are equal in all that is compared, the first known and of a day the more specific in front."""
    atoms: dict[Signature, list[Told]] = defaultdict(list)
    for mention in mentions:
        atoms[_atom_key(mention, apart)].append(mention)
    return [
        atoms[key]
        for key in sorted(
            atoms, key=lambda k: (atoms[k][0].order[0], -_specificity(atoms[k][0]), canonical_json(k))
        )
    ]


def _atom_key(mention: Told, apart: dict[str, set[str]]) -> Signature:
    """What tells new money, ideas and portions, and what people decided, keep equal mentions apart until placed."""
    is_new = cue_of(mention, "new") and not cue_of(mention, "again")
    decided = mention.claim.id if mention.claim.id in apart else None
    what = (mention.portion, _is_idea(mention))
    return (*signature(mention), *what, mention.order[0] if is_new else None, decided)


def _specificity(mention: Told) -> int:
    """How much a mention says; figures outweigh all else."""
    others = (mention.recipients, mention.deadline, mention.unit)
    return (mention.has_figure and len(others) + 1) + sum(bool(o) for o in others)


def _place(index: _Index, atom: Sequence[Told], apart: dict[str, set[str]]) -> None:
    rated = _rate(index.near(atom[0]), atom[0], apart)
    chosen = _choose(rated)
    if chosen is None:
        group = Group(index.new_id(atom[0]), family_of(atom[0]))
        group.candidates += [_candidate(atom[0], r) for r in rated[:OFFERED]]
    else:
        group = chosen.group
        _explain(group, atom, chosen.sameness)
    group.add(atom)
    index.add(group, atom)


def _rate(groups: Iterable[Group], mention: Told, apart: dict[str, set[str]]) -> list[_Rated]:
    """The groups that nothing keeps ``mention`` from, from ``REVIEW`` on, the best first."""
    rivals = apart.get(mention.claim.id, set())
    rated = []
    for group in groups:
        if group.stated.is_contradicted_by(mention) or (rivals and rivals & group.claims):
            continue
        if _is_another_idea(mention, group) or mention.portion != group.first.portion:
            continue
        found = _resemblance(mention, group)
        if found is not None and found.score >= REVIEW:
            rated.append(_Rated(group, found))
    return sorted(rated, key=lambda r: (-r.sameness.score, r.group.mentions[0].order))


def _is_another_idea(mention: Told, group: Group) -> bool:
    """Whether it proposes something without a figure beside a promise: what is proposed is not promised yet."""
    return _is_idea(mention) and any(m.claim.stage in ("pledge", "commitment") for m in group.variants)


def _is_idea(mention: Told) -> bool:
    return mention.claim.stage == "proposal" and not mention.has_figure


def _resemblance(mention: Told, group: Group) -> Sameness | None:
    """The likeness to the telling that says most: the first, the first with a figure or the last known one."""
    with_figure = next((m for m in group.variants if m.has_figure), group.variants[0])
    shown = {id(m): m for m in (group.variants[0], with_figure, group.variants[-1])}
    found = [likeness for m in shown.values() if (likeness := sameness(mention, m)) is not None]
    return max(found, key=lambda likeness: likeness.score, default=None)


def _choose(rated: Sequence[_Rated]) -> _Rated | None:
    """The one that is enough and without a rival as good."""
    if not rated or rated[0].sameness.score < LINKED:
        return None
    best = [r for r in rated if r.sameness.score >= rated[0].sameness.score - MARGIN]
    chosen = only_one([r.group for r in best])
    return next((r for r in best if r.group is chosen), None)


def _place_beside(index: _Index, mention: Told, leader: Told, apart: dict[str, set[str]]) -> None:
    """Put a mention where the one of its document went that it repeats, unless people decided otherwise."""
    rivals = apart.get(mention.claim.id, set())
    group = index.group_of(leader)
    if group.stated.is_contradicted_by(mention) or rivals & group.claims:
        _place(index, [mention], apart)
        return
    _explain(group, [mention], sameness(mention, leader))
    group.add([mention])
    index.add(group, [mention])


def _explain(group: Group, atom: Sequence[Told], likeness: Sameness | None) -> None:
    if likeness is None:
        return
    for mention in atom:
        group.reasons[mention.claim.id] = likeness.because
        group.scores[mention.claim.id] = likeness.score


def _explain_the_rest(group: Group) -> None:
    """Why the equal mentions that a group began with stand in it."""
    for mention in group.mentions[1:]:
        if mention.claim.id not in group.reasons:
            _explain(group, [mention], sameness(mention, group.first) or Sameness(LINKED, ()))


def _candidate(mention: Told, rated: _Rated) -> Candidate:
    other = rated.group.mentions[0].claim.id
    return Candidate(
        "same_promise", mention.claim.id, other, rated.group.id, rated.sameness.score, rated.sameness.because
    )


class _Index:
    """Groups by what they say, so that a mention meets only those it may resemble."""

    def __init__(self) -> None:
        self.groups: list[Group] = []
        self._by_figure: dict[tuple[bool, int], dict[int, Group]] = defaultdict(dict)
        self._by_gist: dict[tuple[str, ...], dict[int, Group]] = defaultdict(dict)
        self._by_recipients: dict[tuple[str, ...], dict[int, Group]] = defaultdict(dict)
        self._without_figure: dict[tuple[str, ...], dict[int, Group]] = defaultdict(dict)
        self._of: dict[int, Group] = {}
        self._ids: set[str] = set()

    def add(self, group: Group, mentions: Sequence[Told]) -> None:
        """Keep ``group``, to which ``mentions`` of one signature were just added."""
        mention, key = mentions[0], id(group)
        if key not in self._by_recipients[mention.recipients] and group.mentions[0] is mention:
            self.groups.append(group)
        self._by_recipients[mention.recipients][key] = group
        self._by_gist[gist(mention.phrase)][key] = group
        for step in _keys(mention):
            self._by_figure[step][key] = group
        self._without_figure[mention.recipients][key] = group
        if group.stated.quantities or group.stated.amounts:
            for recipients in (*group.stated.recipients, ()):
                self._without_figure[recipients].pop(key, None)
        if mention.has_figure:
            self._of |= {id(m): group for m in mentions}

    def new_id(self, mention: Told) -> str:
        """The id of a group that begins with ``mention``."""
        found = id_of(mention)
        if found in self._ids:
            found = content_hash([found, mention.document.id, mention.claim.id])[:16]
        self._ids.add(found)
        return found

    def near(self, mention: Told) -> Iterable[Group]:
        """The groups that ``mention`` may belong to."""
        is_vague = mention.category in VAGUE_CATEGORIES
        if mention.has_figure:
            found = {} if is_vague else self._figureless(mention.recipients)
            for is_money, step in _keys(mention):
                for beside in (step - 1, step, step + 1):
                    found |= self._by_figure.get((is_money, beside), {})
            return found.values()
        if is_vague:
            return self._by_gist.get(gist(mention.phrase), {}).values()
        alike = self.groups
        if mention.recipients:
            known = self._by_recipients.get(mention.recipients, {}) | self._by_recipients.get((), {})
            alike = list(known.values())
        return alike if len(alike) <= CHOICE else []

    def _figureless(self, recipients: tuple[str, ...]) -> dict[int, Group]:
        """The groups without a figure whose recipients, if any are stated, may be these."""
        everyone = self._without_figure.keys() if not recipients else (recipients, ())
        return {key: group for one in everyone for key, group in self._without_figure.get(one, {}).items()}

    def group_of(self, mention: Told) -> Group:
        """The group that a mention with a figure was put into."""
        return self._of[id(mention)]


def _keys(mention: Told) -> list[tuple[bool, int]]:
    quantities = [(False, step) for step in steps_of(mention.quantity)]
    return quantities + [(True, step) for step in steps_of(mention.amount)]
