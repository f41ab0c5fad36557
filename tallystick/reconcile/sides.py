"""Who says that something arrived: the giver, the recipient, or a third party.

Whoever promised speaks for the giver, and so does a member or an organ of the union that promised: a union's
promise is kept from its members' stocks, and its members count what they gave. A union does not speak for
what one member promised alone. The same holds for those who receive. Where a speaker belongs to both, being
named goes before belonging, and giving before receiving.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tallystick.entities.memberships import unions_of
from tallystick.model import Actor
from tallystick.model.records import Side
from tallystick.reconcile.grouping import Group
from tallystick.reconcile.mentions import actor_key


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides of one promise, as keys that compare."""

    givers: frozenset[str]
    recipients: frozenset[str]

    @classmethod
    def of(cls, promise: Group) -> Sides:
        """Everybody whom a telling of the promise names."""
        return cls(
            frozenset(key for told in promise.mentions for key in told.actors),
            frozenset(key for told in promise.mentions for key in told.recipients),
        )

    def side_of(self, source: Actor | None, received: Iterable[str] = ()) -> Side:
        """The side of ``source``; ``None`` is the author of a report.

        Args:
            source: Who says it.
            received: Keys of those whom the delivery itself names as recipients.
        """
        if source is None:
            return "third_party"
        speaker = {key for key in (actor_key(source), source.id) if key is not None}
        unions = {union for key in speaker for union in unions_of(key)}
        recipients = self.recipients | set(received)
        for keys in (speaker, unions):
            if keys & self.givers:
                return "giver"
            if keys & recipients:
                return "recipient"
        return "third_party"
