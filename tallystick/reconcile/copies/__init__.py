"""Copies, rewrites and translations of one text, found by their words or by what survives translation."""

from tallystick.reconcile.copies.candidates import (
    Profile,
    candidate_pairs,
    index_keys,
    profile_of,
    worth_comparing,
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
from tallystick.reconcile.copies.holders import Holders, holder, likely, sure, with_holder, without_holder

__all__ = [
    "Fingerprint",
    "Holders",
    "Profile",
    "candidate_pairs",
    "compare",
    "find_copies",
    "fingerprint",
    "fingerprint_from_json",
    "fingerprint_to_json",
    "group_fingerprints",
    "group_links",
    "holder",
    "index_keys",
    "likely",
    "method",
    "profile_of",
    "rate",
    "sure",
    "with_holder",
    "without_holder",
    "worth_comparing",
]
