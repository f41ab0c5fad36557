"""Canonical JSON and the content hashes that ids are made of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical_json(value: Any) -> str:
    """``value`` as JSON with sorted keys and no needless blanks; equal values give equal text."""
    return _ENCODER.encode(value)


def canonical_list(members: Iterable[str]) -> str:
    """The canonical JSON of a list whose members are canonical JSON already."""
    return f"[{','.join(members)}]"


def content_hash(value: Any) -> str:
    """SHA-256 in hex over the canonical JSON of ``value``.

    Hashing structured JSON rather than joined strings keeps different parts from colliding.
    """
    return hash_of_json(canonical_json(value))


def hash_of_words(*words: str) -> str:
    """The ``content_hash`` of a list of nothing but text, in half its time."""
    return hash_of_json(canonical_list(map(canonical_json, words)))


def hash_of_json(canonical: str) -> str:
    """The ``content_hash`` of the value with this canonical JSON."""
    return hashlib.sha256(canonical.encode()).hexdigest()
