"""Who says that something arrived: the giver, the recipient, or a third party.

Whoever promised speaks for the giver, and so does a member or an organ of the union that promised: a union's
promise is kept from its members' stocks, and its members count what they gave. A union does not speak for
what one member promised alone. The same holds for those who receive. Where a speaker belongs to both, being
named goes before belonging, and giving before receiving.

Reports say once whose minister somebody is, and call her by her name from then on. Whoever is told without an
office holds the one that another claim about the same promise, or what came of it, gives to a person of that name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from tallystick.entities.memberships import unions_of
from tallystick.model import Actor, Commitment, Delivery
from tallystick.model.records import Side
from tallystick.reconcile.grouping import Group
from tallystick.reconcile.mentions import Mention, actor_key
from tallystick.reconcile.voices import Key, Named


class Posts:
    """Whose office each of some people holds, by all that is said of them."""

    def __init__(self, people: Iterable[Actor] = ()) -> None:
        people = list(people)
        self._named = Named(people)
        self._held: dict[Key, set[str]] = defaultdict(set)
        for person in people:
            key = self._named.key(person)
            if key is not None and person.of is not None:
                self._held[key].add(person.of)

    def key(self, source: Actor) -> Key | None:
        """What is the same for one source in every spelling; ``None`` for one without a name."""
        return self._named.key(source)

    def acting(self, source: Actor) -> str:
        """Whom a source acts for, as ``actor_key``: where it is told without an office, the only one known of it."""
        held = set() if source.of else self._held.get(self.key(source) or (), set())
        return next(iter(held)) if len(held) == 1 else actor_key(source)


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides of one promise, as keys that compare.

    Attributes:
        givers: Who promises.
        recipients: Who is to receive.
        posts: Whose office those hold who speak of it.
    """

    givers: frozenset[str]
    recipients: frozenset[str]
    posts: Posts = field(default_factory=Posts, compare=False)

    @classmethod
    def of(cls, promise: Group, deliveries: Iterable[Mention[Delivery]] = ()) -> Sides:
        """Everybody whom a telling of the promise names, and the offices of all who speak of it or of deliveries."""
        told: list[Mention[Commitment] | Mention[Delivery]] = [
            *promise.mentions, *promise.withdrawals, *promise.denials, *deliveries
        ]  # fmt: skip
        return cls(
            frozenset(key for mention in promise.mentions for key in mention.actors),
            frozenset(key for mention in promise.mentions for key in mention.recipients),
            Posts(mention.claim.source for mention in told if mention.claim.source is not None),
        )

    def side_of(self, source: Actor | None, received: Iterable[str] = ()) -> Side:
        """The side of ``source``; ``None`` is the author of a report.

        Args:
            source: Who says it.
            received: Keys of those whom the delivery itself names as recipients.
        """
        if source is None:
            return "third_party"
        speaker = {key for key in (self.posts.acting(source), source.id) if key is not None}
        unions = {union for key in speaker for union in unions_of(key)}
        recipients = self.recipients | set(received)
        for keys in (speaker, unions):
            if keys & self.givers:
                return "giver"
            if keys & recipients:
                return "recipient"
        return "third_party"
