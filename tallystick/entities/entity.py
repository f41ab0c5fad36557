"""Entities: who can act, speak or receive, and the offices that persons hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EntityKind = Literal["state", "organisation", "person", "place", "media"]
Gender = Literal["f", "m"]
NameForm = Literal["name", "demonym", "people", "capital", "seat", "institution", "person", "surname"]
"""How a mention names its entity.

``name``: its own name or an alias. ``demonym``: the adjective ("Dutch"). ``people``: a noun for its people
("Dutchmen"). ``capital``: its capital. ``seat``: a place its government sits in ("the Kremlin").
``institution``: a body of the state ("the Bundestag"). ``person``: a person's full name. ``surname``: the
surname alone.
"""


@dataclass(frozen=True, slots=True)
class Entity:
    """One actor, as the claims format identifies it.

    Attributes:
        id: ISO 3166-1 alpha-3 of a state or territory, a short organisation id, ``person:first-last``, or
            ``None`` for a name without identity of its own.
        name: The name it is shown by.
        kind: What it is; a territory that is no state of its own is a ``place``.
        role: Of a person, the last office in the data; ``Gazetteer.role_at`` tells the one of a day.
        of: Id of the state or organisation that the entity belongs to or its role is held in.
        gender: Of a person.
        acts_for: Id of the union whose organ an organisation is, so that it binds the union.
    """

    id: str | None
    name: str
    kind: EntityKind
    role: str | None = None
    of: str | None = None
    gender: Gender | None = None
    acts_for: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """An office held by a person.

    Attributes:
        role: The office in lower case ("prime minister").
        of: Id of the state or organisation it is held in.
        since: First day, month or year as an ISO date of that precision; empty where it is not known.
        until: Last day, month or year, the same way; empty where the office is still held.
    """

    role: str
    of: str
    since: str
    until: str

    def held_on(self, date: str) -> bool:
        """Whether the office was held on ``date`` (``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``).

        Dates of different precision are compared as far as both go, so that a year matches each of its days.
        """
        begun = self.since[: len(date)] <= date[: len(self.since)]
        return begun and (not self.until or date[: len(self.until)] <= self.until[: len(date)])


@dataclass(frozen=True, slots=True)
class Name:
    """One way to write an entity.

    Attributes:
        written: The name as the data has it.
        entity: Whom it names; ``None`` for a decoy, a longer name that only looks like an entity's
            ("Paris Agreement") and must hide it.
        form: How it names the entity.
    """

    written: str
    entity: Entity | None
    form: NameForm


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name found in a text.

    Attributes:
        start: Offset of the first character.
        end: Offset behind the last character.
        entity: The likeliest bearer of the name.
        form: How the name names it.
        others: Other bearers of the same name, the likelier first ("Brussels": the EU's seat, and Belgium's
            capital).
    """

    start: int
    end: int
    entity: Entity
    form: NameForm
    others: tuple[Entity, ...] = ()
