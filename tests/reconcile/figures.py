"""Delivery records and accounts of them, made short for tests of what they come to."""

from __future__ import annotations

from typing import Any

from tallystick.model.records import DeliveryRecord, Party
from tallystick.reconcile.accounts import Account, Target, accounts

WHOLE = Target(1000.0, "quantity")
_numbers = iter(range(1_000_000))


def told(
    quantity: float | None, as_of: str | None = None, side: str = "giver", **fields: Any
) -> DeliveryRecord:
    """One increment; ``by`` names who says it, ``total=True`` makes it a running total."""
    by = fields.pop("by", None)
    given: dict[str, Any] = {
        "share": None,
        "amount": None,
        "cumulative": fields.pop("total", False),
        "negated": False,
        "factuality": "certain",
        "voices": 1,
        "is_dated": as_of is not None,
        "claims": (f"c{next(_numbers):06}",),
    }
    return DeliveryRecord(
        as_of=as_of, quantity=quantity, side=side, said_by=Party(None, by) if by else None, **given | fields
    )  # type: ignore[arg-type]


def total(quantity: float, as_of: str | None = None, side: str = "giver", **fields: Any) -> DeliveryRecord:
    return told(quantity, as_of, side, total=True, **fields)


def account(*deliveries: DeliveryRecord, target: Target = WHOLE) -> Account:
    """The only account of some deliveries."""
    (found,) = accounts(deliveries, target, None)
    return found
