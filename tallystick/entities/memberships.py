"""Who belongs to whom: a state to its unions, an organ to its organisation. Facts that hold in every language."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_ORGANISATIONS = "en/organisations.toml"  # ids are the same in every language; English has them all


@cache
def unions_of(identity: str) -> frozenset[str]:
    """Ids of the organisations that a state is a member of or an organ is a part of, at any remove.

    Args:
        identity: Id of a state or an organisation ("DEU", "EC"); any other id belongs to nothing.
    """
    found: set[str] = set()
    new = _holders().get(identity, frozenset())
    while new:
        found |= new
        new = frozenset().union(*(_holders().get(union, frozenset()) for union in new)) - found
    return frozenset(found)


@cache
def _holders() -> dict[str, frozenset[str]]:
    holders: dict[str, set[str]] = {}
    for union, members in _load("memberships.toml")["members"].items():
        for member in members:
            holders.setdefault(member, set()).add(union)
    for organ, entry in _load(_ORGANISATIONS)["organisation"].items():
        if "of" in entry:
            holders.setdefault(organ, set()).add(entry["of"])
    return {identity: frozenset(unions) for identity, unions in holders.items()}


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("data", name).read_text(encoding="utf-8"))
