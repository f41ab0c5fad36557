"""Who belongs to whom: a state to its unions, a part to its state, an organ to its organisation.

Facts that hold in every language.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

# Ids are the same in every language; English has them all.
_ORGANISATIONS = "en/organisations.toml"
_STATES = "en/states.toml"


@cache
def unions_of(identity: str) -> frozenset[str]:
    """Ids of the organisations that a state is a member of or an organ is a part of, at any remove.

    A part of a state belongs to the state, and to whatever the state does.

    Args:
        identity: Id of a state, a part of one or an organisation ("DEU", "GB-SCT", "EC"); any other belongs to nothing.
    """
    found: set[str] = set()
    new = _holders().get(identity, frozenset())
    while new:
        found |= new
        new = frozenset().union(*(_holders().get(union, frozenset()) for union in new)) - found
    return frozenset(found)


@cache
def state_of(identity: str) -> str | None:
    """The state that an id is of or a part of: "GBR" for "GBR" and "GB-SCT"; ``None`` for any other id."""
    if identity in _parts():
        return _parts()[identity]
    return identity if identity in _load(_STATES)["states"] else None


@cache
def _parts() -> dict[str, str]:
    return {part: entry["of"] for part, entry in _load(_STATES)["governed"].items()}


@cache
def _holders() -> dict[str, frozenset[str]]:
    holders: dict[str, set[str]] = {}
    for union, members in _load("memberships.toml")["members"].items():
        for member in members:
            holders.setdefault(member, set()).add(union)
    for organ, entry in _load(_ORGANISATIONS)["organisation"].items():
        if "of" in entry:
            holders.setdefault(organ, set()).add(entry["of"])
    for part, state in _parts().items():
        holders.setdefault(part, set()).add(state)
    return {identity: frozenset(unions) for identity, unions in holders.items()}


@cache
def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("data", name).read_text(encoding="utf-8"))
