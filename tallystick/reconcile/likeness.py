"""Likeness: which of several equally likely promises a delivery is told in the words of.

"The first trucks of the **Nile initiative** arrived": of two promises told in the same report it is the one whose
sentence names the initiative, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tallystick.model import Delivery
from tallystick.reconcile.groups import Group, only_one
from tallystick.reconcile.mentions import Mention

_WORD = re.compile(r"[^\W\d_]{4,}")
"""Words long enough to say what is spoken of; shorter ones mostly only join others."""


def worded_most_alike(groups: Sequence[Group], delivery: Mention[Delivery]) -> Group | None:
    """The one of ``groups`` whose sentence in the delivery's own report shares most words with it.

    Args:
        groups: Promises that nothing else decides between, at least one.
        delivery: A delivery that may count towards any of them.

    Returns:
        ``None`` where none shares a word, or several share as many.
    """
    said = _words_of(delivery.claim.evidence.text)
    shared = [len(said & _told_beside(group, delivery)) for group in groups]
    most = max(shared)
    return only_one([g for g, count in zip(groups, shared, strict=True) if count == most]) if most else None


def _told_beside(group: Group, delivery: Mention[Delivery]) -> frozenset[str]:
    beside = (m for m in group.mentions if m.document.id == delivery.document.id)
    return frozenset().union(*(_words_of(m.claim.evidence.text) for m in beside))


def _words_of(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text))
