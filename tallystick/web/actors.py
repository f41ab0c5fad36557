"""Everything that a ledger knows of one actor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tallystick.model import Actor, Claim, Delivery, Statement
from tallystick.model.records import Party, Promise
from tallystick.web.library import Snapshot
from tallystick.web.overview import key_of

MOST_SENTENCES = 40


@dataclass(frozen=True, slots=True)
class ActorPage:
    """One actor.

    Attributes:
        name: As the reports call it most often.
        key: Names it in an address.
        promised: What it promised.
        awaited: What it was promised.
        counts: Of each status among ``promised``.
        delivered: Ids of the claims that it delivered something.
        said: Ids of its statements.
        said_in_all: How many statements there are.
    """

    name: str
    key: str
    promised: Sequence[Promise]
    awaited: Sequence[Promise]
    counts: Mapping[str, int]
    delivered: Sequence[str]
    said: Sequence[str]
    said_in_all: int


def actor_page(snapshot: Snapshot, key: str) -> ActorPage | None:
    """What is known of an actor, ``None`` where nobody is called so.

    Args:
        snapshot: The ledger.
        key: An id, or "name:" and the name of somebody without one.
    """
    names: Counter[str] = Counter()
    said: list[str] = []
    delivered: list[str] = []
    for claim in snapshot.claims.values():
        mentions = [a for a in _mentioned(claim) if _key(a) == key]
        names.update(a.name for a in mentions)
        if isinstance(claim, Statement) and claim.source is not None and _key(claim.source) == key:
            said.append(claim.id)
        if isinstance(claim, Delivery) and any(_key(a) == key for a in claim.actors):
            delivered.append(claim.id)
    promised = [p for p in snapshot.promises if key in map(key_of, p.actors)]
    awaited = [p for p in snapshot.promises if key in map(key_of, p.recipients)]
    names.update(
        party.name
        for p in (*promised, *awaited)
        for party in (*p.actors, *p.recipients)
        if key_of(party) == key
    )
    if not names:
        return None
    latest = sorted(
        said, key=lambda c: (snapshot.documents[snapshot.homes[c]].published or "", c), reverse=True
    )
    return ActorPage(
        name=max(sorted(names), key=lambda name: names[name]),
        key=key,
        promised=promised,
        awaited=awaited,
        counts=Counter(p.status for p in promised),
        delivered=delivered[:MOST_SENTENCES],
        said=latest[:MOST_SENTENCES],
        said_in_all=len(said),
    )


def _mentioned(claim: Claim) -> list[Actor]:
    found = [claim.source] if claim.source is not None else []
    for slot in ("actors", "recipients", "targets"):
        found += getattr(claim, slot, ())
    return found


def _key(actor: Actor) -> str:
    return key_of(Party(actor.id, actor.name))
