"""Canonical JSON and the content hashes that ids are made of."""

from __future__ import annotations

import hashlib
import json
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical_json(value: Any) -> str:
    """``value`` as JSON with sorted keys and no needless blanks; equal values give equal text."""
    return _ENCODER.encode(value)


def content_hash(value: Any) -> str:
    """SHA-256 in hex over the canonical JSON of ``value``.

    Hashing structured JSON rather than joined strings keeps different parts from colliding.
    """
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()
