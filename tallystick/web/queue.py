"""What is to be decided, in the order in which deciding it changes most; see ``tallystick.reconcile.doubts``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tallystick.ledger.glances import Glance, Present
from tallystick.model import Judgement
from tallystick.reconcile.doubts import Doubt, answered
from tallystick.reconcile.judging import standing

MOST_QUEUED = 300
"""So many questions, the weightiest, can be gone through one after the other; then come the next."""


@dataclass(frozen=True, slots=True)
class Item:
    """One question to a person, and what people decided about it and did not take back."""

    doubt: Doubt
    decided: tuple[Judgement, ...] = ()

    @property
    def key(self) -> str:
        """Names it in an address."""
        return self.doubt.key

    @property
    def is_pair(self) -> bool:
        """Whether it is about two claims."""
        return len(self.doubt.claims) == 2

    @property
    def claims(self) -> tuple[str, ...]:
        """The one claim, or both."""
        return self.doubt.claims


@dataclass(frozen=True, slots=True)
class Queue:
    """What is undecided: the weightiest items, and how many there are in all."""

    items: Sequence[Item]
    total: int


def queue(glance: Present) -> Queue:
    """All that is undecided, weightiest first."""
    decided = answered(glance.judgements())
    found = glance.doubts(MOST_QUEUED + len(decided))
    open_ = [Item(doubt) for doubt in found if doubt.key not in decided]
    settled = sum(glance.doubt(key) is not None for key in sorted(decided))
    return Queue(open_[:MOST_QUEUED], glance.doubts_in_all() - settled)


def item_named(glance: Present, key: str) -> Item | None:
    """The item with this key, also one that was decided; ``None`` where its claims are not known."""
    claims = tuple(key.split("."))
    if len(claims) > 2 or len(set(claims)) != len(claims) or len(glance.evidence(claims)) < len(claims):
        return None
    home = glance.promises_of(claims[:1]).get(claims[0])
    unasked = Doubt(
        key, "pair" if len(claims) == 2 else "claim", claims, None if home is None else home.id, 0.0, 0.0
    )
    return Item(glance.doubt(key) or unasked, decided_on(glance, claims))


def decided_on(glance: Glance, claims: Iterable[str]) -> tuple[Judgement, ...]:
    """What stands on a claim, or on a pair of claims, oldest first."""
    about = set(claims)
    return tuple(
        j for j in standing(glance.judgements()) if about == {j.subject, j.other} - {None} and j.on == "claim"
    )
