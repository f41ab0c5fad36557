"""The records that everything else passes around: immutable, documented, without I/O or language processing."""

from tallystick.model.claims import (
    CATEGORIES,
    EVENT_TYPES,
    Actor,
    Claim,
    Commitment,
    Delivery,
    Event,
    Factuality,
    Item,
    Kind,
    Mode,
    Reader,
    Stage,
    Stance,
    Statement,
)
from tallystick.model.documents import Block, BlockKind, Document, Problem, Reading
from tallystick.model.spans import Span

__all__ = [
    "CATEGORIES", "EVENT_TYPES", "Actor", "Block", "BlockKind", "Claim", "Commitment", "Delivery", "Document",
    "Event", "Factuality", "Item", "Kind", "Mode", "Problem", "Reader", "Reading", "Span", "Stage", "Stance",
    "Statement",
]  # fmt: skip
