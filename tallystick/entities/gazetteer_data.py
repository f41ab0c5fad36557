"""Reads the gazetteer's data files into entities, their names and offices.

``data/memberships.toml`` and ``data/persons.toml`` are facts that hold in every language;
``data/<language>/`` holds the names of one language. The names of states and territories come from the
Unicode CLDR by way of babel; ``states.toml`` adds what the CLDR does not have. Where two entries share a
name, the earlier one is the likelier.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from babel.core import Locale, UnknownLocaleError, get_global

from tallystick.entities.entity import Entity, EntityKind, Gender, Name, NameForm, Office
from tallystick.entities.name_text import plain
from tallystick.entities.tables import Table
from tallystick.errors import LexiconError, SettingError

DATA = Path(__file__).parent / "data"
_STATE_FORMS: tuple[tuple[str, NameForm], ...] = (
    ("aliases", "name"),
    ("capitals", "capital"),
    ("adjectives", "demonym"),
    ("people", "people"),
    ("seats", "seat"),
    ("institutions", "institution"),
)
# The CLDR writes some names for tables: "Hong Kong SAR China", "Congo - Kinshasa", "Myanmar (Burma)".
_TABULAR = re.compile(r"[()]| - | SAR ")
_DATE = r"\d{4}(?:-\d\d){0,2}"
_OFFICE = re.compile(rf"([^,]+), ([^,]+), ({_DATE})?/({_DATE})?")


@dataclass(frozen=True, slots=True)
class GazetteerData:
    """All that the data files hold.

    Attributes:
        entities: By id.
        names: Every way to write them, the likelier bearer of a shared name first.
        offices: Of each person's id, in order of time.
        members: Of each organisation's id, the ids of its member states.
    """

    entities: Mapping[str, Entity]
    names: tuple[Name, ...]
    offices: Mapping[str, tuple[Office, ...]]
    members: Mapping[str, frozenset[str]]


def read_data(language: str, folder: Path = DATA) -> GazetteerData:
    """The data files for ``language``.

    Raises:
        SettingError: There are no names in that language.
        LexiconError: A file breaks its form: an unknown key, a person listed twice, an unknown id.
    """
    own = folder / language
    if not own.is_dir():
        known = ", ".join(sorted(p.name for p in folder.iterdir() if p.is_dir()))
        raise SettingError(f"No gazetteer for language {language!r}; there is one for: {known}")
    offices: dict[str, tuple[Office, ...]] = {}
    names = [
        *_organisations(own / "organisations.toml"),
        *_states(own / "states.toml", language),
        *_persons(folder / "persons.toml", offices),
        *(Name(decoy, None, "name") for decoy in Table.read(own / "decoys.toml").words("decoys")),
    ]
    entities: dict[str, Entity] = {}
    for name in names:
        if name.entity is not None and name.entity.id is not None:
            entities.setdefault(name.entity.id, name.entity)
    members = _memberships(folder / "memberships.toml")
    _check_references(_Known(frozenset(entities), folder), entities.values(), offices, members)
    return GazetteerData(entities, tuple(names), MappingProxyType(offices), MappingProxyType(members))


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"Cannot read {path}: {error}; correct the file") from error


def _entries(path: Path, *sections: str) -> Iterator[tuple[str, str, Table]]:
    """Section, key and content of every entry in the file's sections."""
    content = _load(path)
    for section in content:
        if section not in sections:
            raise LexiconError(f"Unknown section [{section}] in {path}; sections are: {', '.join(sections)}")
        for key, entry in content[section].items():
            place = f"{path}, [{section}] {key}"
            if not isinstance(entry, dict):
                raise LexiconError(f"{place} must be a table {{ … }}, not {entry!r}")
            yield section, key, Table(entry, place)


def _words(table: Table, key: str) -> tuple[str, ...]:
    return table.words(key) if table.has(key) else ()


def _states(path: Path, language: str) -> Iterator[Name]:
    territories = _territories(language)
    regions: list[Name] = []
    for section, code, entry in _entries(path, "states", "territories", "governed"):
        prose = territories.get(code)
        name = entry.text("name") if entry.has("name") else prose
        if name is None:
            raise LexiconError(f"No name for {entry.place}; add a name, the CLDR has none fit for prose")
        state = Entity(
            code, name, "place" if section == "territories" else "state", of=_whole(section, entry)
        )
        yield Name(name, state, "name")
        if prose is not None and prose != name:
            yield Name(prose, state, "name")
        for key, form in _STATE_FORMS:
            yield from (Name(written, state, form) for written in _words(entry, key))
        regions += (
            Name(region, Entity(None, region, "place", of=code), "name")
            for region in _words(entry, "regions")
        )
        entry.finish()
    # A state of the same name is the likelier bearer: Georgia.
    yield from regions


def _whole(section: str, entry: Table) -> str | None:
    """The state that a part of it with a government of its own belongs to."""
    return entry.text("of") if section == "governed" else None


def _territories(language: str) -> dict[str, str]:
    """CLDR's names for ISO 3166-1 territories, by alpha-3; only those fit for prose."""
    try:
        named = Locale(language).territories
    except UnknownLocaleError as error:
        raise SettingError(f"babel knows no language {language!r}; give an ISO 639-1 code") from error
    alpha3 = {two[0]: three for three, two in get_global("territory_aliases").items() if _is_alpha3(three)}
    return {alpha3[two]: name for two, name in named.items() if two in alpha3 and not _TABULAR.search(name)}


def _is_alpha3(code: str) -> bool:
    return len(code) == 3 and code.isalpha()


def _organisations(path: Path) -> Iterator[Name]:
    for section, key, entry in _entries(path, "organisation", "media"):
        kind: EntityKind = "media" if section == "media" else "organisation"
        name = entry.text("name")
        of = entry.text("of") if entry.has("of") else None
        acts_for = entry.text("acts_for") if entry.has("acts_for") else None
        organisation = Entity(key, name, kind, of=of, acts_for=acts_for)
        yield Name(name, organisation, "name")
        yield from (Name(written, organisation, "name") for written in _words(entry, "aliases"))
        yield from (Name(written, organisation, "seat") for written in _words(entry, "seats"))
        yield from (Name(written, organisation, "demonym") for written in _words(entry, "adjectives"))
        entry.finish()


def _persons(path: Path, offices: dict[str, tuple[Office, ...]]) -> Iterator[Name]:
    """The names of the persons in ``path``, their surnames among them; fills ``offices`` by id."""
    for _, name, entry in _entries(path, "persons"):
        identity = person_id(name)
        if identity in offices:
            raise LexiconError(f"Two persons have the id {identity!r}; write {name!r} otherwise in {path}")
        offices[identity] = held = tuple(_office(row, entry.place) for row in _words(entry, "offices"))
        last = held[-1] if held else None
        role, of = (last.role, last.of) if last else (None, None)
        person = Entity(identity, name, "person", role, of, _gender(entry))
        full = (name, *_words(entry, "aliases"))
        yield from (Name(written, person, "person") for written in full if " " in written)
        yield from (Name(written, person, "surname") for written in _surnames(full, entry))
        entry.finish()


def _surnames(full: tuple[str, ...], entry: Table) -> tuple[str, ...]:
    """The surnames the entry gives, else the last word of each full name; a one-word alias counts as one."""
    single = tuple(name for name in full if " " not in name)
    given = (
        entry.words("surnames") if entry.has("surnames") else tuple(name.rsplit(" ", 1)[-1] for name in full)
    )
    return tuple(dict.fromkeys((*given, *single)))


def person_id(name: str) -> str:
    """The id of a person by this name: ``person:`` and the name in ASCII, lower case, with hyphens."""
    return "person:" + "-".join(
        re.findall(r"[a-z0-9]+", plain(name).casefold().replace("'", "").replace("’", ""))
    )


def _gender(entry: Table) -> Gender | None:
    value = entry.text("gender") if entry.has("gender") else None
    match value:
        case None | "f" | "m":
            return value
    raise LexiconError(f"gender in {entry.place} must be 'f' or 'm', not {value!r}")


def _office(row: str, place: str) -> Office:
    match = _OFFICE.fullmatch(row)
    if match is None:
        raise LexiconError(f"Office {row!r} in {place} must read 'role, id, since/until' with ISO dates")
    role, of, since, until = match.groups(default="")
    return Office(role, of, since, until)


def _memberships(path: Path) -> dict[str, frozenset[str]]:
    groups = Table(_load(path), str(path)).groups("members")
    return {organisation: frozenset(states) for organisation, states in groups.items()}


@dataclass(frozen=True)
class _Known:
    """The ids that exist: those that the language names, and those that any other does.

    Offices and memberships hold in every language; one that has just begun names few of whom they speak.
    """

    named: frozenset[str]
    folder: Path

    def __contains__(self, identity: str) -> bool:
        return identity in self.named or identity in self.elsewhere

    @cached_property
    def elsewhere(self) -> frozenset[str]:
        files = (*self.folder.glob("*/states.toml"), *self.folder.glob("*/organisations.toml"))
        return frozenset(key for path in files for section in _load(path).values() for key in section)


def _check_references(
    known: _Known,
    entities: Iterable[Entity],
    offices: Mapping[str, tuple[Office, ...]],
    members: Mapping[str, frozenset[str]],
) -> None:
    """Refuse offices, parts and memberships that name what the gazetteer holds in no language."""
    named = [(office.of, f"office of {person}") for person, held in offices.items() for office in held]
    named += [(entity.of, f"'of' of {entity.name}") for entity in entities if entity.of]
    for organisation, states in members.items():
        named += [(organisation, "memberships")]
        named += [(state, f"members of {organisation}") for state in sorted(states)]
    for identity, where in named:
        if identity not in known:
            raise LexiconError(f"Unknown id {identity!r} in {where}; add it to the states or organisations")
