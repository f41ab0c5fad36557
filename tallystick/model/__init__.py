"""The records that everything else passes around: immutable, documented, without I/O or language processing."""

from tallystick.model.claims import (
    BOUND_SIGNS,
    CATEGORIES,
    EVENT_TYPES,
    Actor,
    Bound,
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
from tallystick.model.copies import CopyGroup, CopyKind
from tallystick.model.documents import Block, BlockKind, Document, Problem, Reading
from tallystick.model.judgements import VERDICTS, Judgement, Verdict
from tallystick.model.records import (
    SIDES,
    STAGES,
    Because,
    Conflict,
    DeliveryRecord,
    Fulfilled,
    Link,
    Missing,
    Party,
    Promise,
    Revision,
    Side,
    Status,
)
from tallystick.model.spans import Span

__all__ = [
    "BOUND_SIGNS", "CATEGORIES", "EVENT_TYPES", "SIDES", "STAGES", "VERDICTS", "Actor", "Because", "Block", "BlockKind",
    "Bound", "Claim", "Commitment", "Conflict", "CopyGroup", "CopyKind", "Delivery", "DeliveryRecord", "Document",
    "Event", "Factuality", "Fulfilled", "Item", "Judgement", "Kind", "Link", "Missing", "Mode", "Party",
    "Problem", "Promise", "Reader", "Reading", "Revision", "Side", "Span", "Stage", "Stance", "Statement",
    "Status", "Verdict",
]  # fmt: skip
