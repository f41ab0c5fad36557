"""Copies, rewrites and translations of one text, found by their words or by what survives translation."""

from tallystick.reconcile.copies.candidates import (
    Profile,
    candidate_pairs,
    index_keys,
    pairs_among,
    profile_of,
)
from tallystick.reconcile.copies.comparison import compare, rate
from tallystick.reconcile.copies.fingerprints import (
    Fingerprint,
    fingerprint,
    fingerprint_from_json,
    fingerprint_to_json,
    method,
)
from tallystick.reconcile.copies.groups import find_copies, group_fingerprints, group_links

__all__ = [
    "Fingerprint",
    "Profile",
    "candidate_pairs",
    "compare",
    "find_copies",
    "fingerprint",
    "fingerprint_from_json",
    "fingerprint_to_json",
    "group_fingerprints",
    "group_links",
    "index_keys",
    "method",
    "pairs_among",
    "profile_of",
    "rate",
]
