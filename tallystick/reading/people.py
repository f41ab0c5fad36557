"""The persons of one document: who was introduced, by which name and in which office."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from tallystick.entities.gazetteer import Entity, Gazetteer


@dataclass(slots=True, eq=False)
class Person:
    """Somebody a document speaks of.

    Attributes:
        id: ``person:first-last``.
        name: Full name.
        gender: ``f``, ``m`` or unknown.
        role: Office, as the document gives it.
        of: Id of the state or organisation the office belongs to.
    """

    id: str
    name: str
    gender: str | None = None
    role: str | None = None
    of: str | None = None


def person_id(name: str) -> str:
    """The id of a person that no gazetteer knows: ``person:`` and the name in plain lower-case letters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "person:" + "-".join(re.findall(r"[a-z0-9]+", plain))


class People:
    """Who a document has introduced.

    Args:
        gazetteer: Knows the offices of well-known persons.
        date: The document's day, for who held an office then.
    """

    def __init__(self, gazetteer: Gazetteer, date: str | None) -> None:
        self._gazetteer = gazetteer
        self._date = date
        self._by_id: dict[str, Person] = {}
        self._by_name: dict[str, Person] = {}
        self._told: set[str] = set()

    def known(self, entity: Entity) -> Person:
        """The person behind a gazetteer entry, introduced by being named."""
        assert entity.id is not None  # noqa: S101 - the gazetteer gives every person an id
        person = self._by_id.get(entity.id)
        if person is None:
            office = self._gazetteer.role_at(entity.id, self._date) if self._date else None
            role, of = (office.role, office.of) if office else (entity.role, entity.of)
            person = Person(entity.id, entity.name, entity.gender, role, of)
            self._register(person)
        return person

    def introduce(self, name: str) -> Person:
        """The person of that full name; one known by it or by its surname already stays the same."""
        surname = name.rsplit(maxsplit=1)[-1]
        known = self._by_name.get(name) or (self._by_name.get(surname) if name == surname else None)
        if known is not None:
            return known
        person = Person(person_id(name), name)
        self._register(person)
        return person

    def find(self, name: str) -> Person | None:
        """Whom the document knows by that full name or surname."""
        return self._by_name.get(name)

    def by_id(self, identity: str | None) -> Person | None:
        """The introduced person with that id."""
        return self._by_id.get(identity or "")

    def set_office(self, person: Person, role: str, of: str | None) -> None:
        """Note the office that the document gives; it goes before the gazetteer's, and the first telling stays."""
        if person.id in self._told or (person.of is not None and of is None):
            return
        person.role, person.of = role, of or person.of
        if of is not None:
            self._told.add(person.id)

    def office_of(self, person: Person) -> tuple[str | None, str | None]:
        """Role and its state or organisation."""
        return person.role, person.of

    def holder(self, role: str, of: str | None) -> Person | None:
        """The introduced person who holds that office ("the Slovak prime minister"), the latest if several.

        An organisation that only one introduced person speaks for is meant by any office ("the NATO chief").
        """
        if of is None:
            return None
        ours = [p for p in self._by_id.values() if p.of == of or of in self._served(p)]
        fitting = [p for p in ours if self._holds(p, role, of)]
        if fitting:
            return fitting[-1]
        entity = self._gazetteer.by_id(of)
        is_organisation = entity is not None and entity.kind == "organisation"
        return ours[0] if is_organisation and len(ours) == 1 else None

    def _served(self, person: Person) -> set[str]:
        return {o.of for o in self._gazetteer.offices(person.id)}

    def _holds(self, person: Person, role: str, of: str) -> bool:
        known = {o.role for o in self._gazetteer.offices(person.id) if o.of == of}
        roles = known | ({person.role} if person.role else set())
        return any(role in held or held in role for held in roles)

    def _register(self, person: Person) -> None:
        self._by_id[person.id] = person
        self._by_name[person.name] = person
        self._by_name.setdefault(person.name.rsplit(maxsplit=1)[-1], person)
