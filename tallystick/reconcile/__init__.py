"""Links between claims: which promises are the same, what counts towards them, and how far they are kept."""

from tallystick.reconcile.copies import find_copies
from tallystick.reconcile.differences import decided_between, differences
from tallystick.reconcile.explaining import explain, why
from tallystick.reconcile.fold import Reconciled, fold, is_published
from tallystick.reconcile.intervals import last_day_of
from tallystick.reconcile.voices import Originals

__all__ = [
    "Originals",
    "Reconciled",
    "decided_between",
    "differences",
    "explain",
    "find_copies",
    "fold",
    "is_published",
    "last_day_of",
    "why",
]
