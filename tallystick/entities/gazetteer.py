"""The gazetteer: finds states, organisations, media and well-known persons by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from tallystick.entities.entity import Entity, Name, NameMention, Office
from tallystick.entities.gazetteer_data import DATA, GazetteerData, read_data
from tallystick.entities.name_contexts import NameContexts, Place, belongs, is_written_as
from tallystick.entities.name_text import Word, key_of, key_of_words, words
from tallystick.errors import LexiconError

__all__ = ["Entity", "Gazetteer", "NameMention", "Office"]

_SMALL_WORD = 3


@dataclass(frozen=True, slots=True)
class _Entry:
    """A name with its words, accents stripped, for comparing case."""

    name: Name
    words: tuple[str, ...]


class Gazetteer:
    """Names of actors in one language.

    Args:
        data: Entities, names, offices and memberships.
        contexts: What around a name shows that it is another's.
    """

    def __init__(self, data: GazetteerData, contexts: NameContexts) -> None:
        self._data = data
        self._contexts = contexts
        self._entries = _index(data.names)
        self._lengths = _lengths(self._entries)
        self._office_words = {person: _office_words(held) for person, held in data.offices.items()}

    @classmethod
    def load(cls, language: str = "en") -> Gazetteer:
        """The gazetteer of a language; read once and kept.

        Args:
            language: ISO 639-1 code.

        Raises:
            SettingError: There are no names in that language.
            LexiconError: A data file breaks its form.
        """
        return _load(language)

    def find(self, text: str) -> list[NameMention]:
        """The names in ``text``, in order and without overlap, the longest first; in linear time.

        A word is looked up with those that follow it, as many as the names that begin with it have.
        Articles are not part of a mention.
        """
        found: list[NameMention] = []
        said = words(text)
        index = 0
        while index < len(said):
            length, mention = self._at(text, said, index, found[-1] if found else None)
            if mention is not None:
                found.append(mention)
            index += length
        return found

    def lookup(self, name: str) -> Entity | None:
        """The likeliest entity of that name, whatever its case and accents; also for "Slovak" or "Kyiv"."""
        return next((entry.name.entity for entry in self._entries.get(key_of(name), ())), None)

    def by_id(self, id: str) -> Entity | None:  # noqa: A002
        """The entity with that id."""
        return self._data.entities.get(id)

    def members(self, id: str) -> frozenset[str]:  # noqa: A002
        """Ids of the states that belong to an organisation; empty where that is not recorded."""
        return self._data.members.get(id, frozenset())

    def offices(self, person: str) -> tuple[Office, ...]:
        """The offices of the person with that id, in order of time."""
        return self._data.offices.get(person, ())

    def role_at(self, person: str, date: str) -> Office | None:
        """The office that the person with that id held on a day, the one begun last where there were several.

        Args:
            person: Id of a person.
            date: ISO date, month or year.
        """
        held = [office for office in self.offices(person) if office.held_on(date)]
        return max(held, key=lambda office: office.since, default=None)

    def bearers(self, surname: str) -> tuple[Entity, ...]:
        """The persons with that surname, also where it is too common to be found alone."""
        entries = self._entries.get(key_of(surname), ())
        return _distinct(entry.name.entity for entry in entries if entry.name.form == "surname")

    def _at(
        self, text: str, said: list[Word], first: int, before: NameMention | None
    ) -> tuple[int, NameMention | None]:
        """How many words the longest name at ``first`` takes up, and its mention; 1 where there is none."""
        for length in self._lengths.get(said[first].key, ()):
            last = first + length - 1
            if last < len(said):
                names = self._names_at(Place(text, said, first, last, before))
                if names:
                    return length, _mention(names, said[first].start, said[last].end)
        return 1, None

    def _names_at(self, place: Place) -> list[Name]:
        """The names that are written at ``place`` and belong there, the likelier bearer first."""
        found = place.words[place.first : place.last + 1]
        key = key_of_words(place.text, found)
        if key is None or key not in self._entries:
            return []
        written = tuple(word.plain for word in found)
        names = [entry.name for entry in self._entries[key] if is_written_as(entry.words, written)]
        return [name for name in names if belongs(name, key, place, self._contexts, self._offices_of(name))]

    def _offices_of(self, name: Name) -> frozenset[str]:
        identity = name.entity.id if name.entity is not None else None
        return self._office_words.get(identity, frozenset()) if identity is not None else frozenset()


@cache
def _load(language: str) -> Gazetteer:
    data = read_data(language)
    return Gazetteer(data, NameContexts.read(DATA / language / "contexts.toml"))


def _mention(names: list[Name], start: int, end: int) -> NameMention | None:
    """The mention that ``names`` make; none for a decoy, nor for a surname that several persons bear."""
    likeliest = names[0]
    bearers = _distinct(name.entity for name in names)
    if likeliest.entity is None or (likeliest.form == "surname" and len(bearers) > 1):
        return None
    return NameMention(start, end, likeliest.entity, likeliest.form, bearers[1:])


def _index(names: Iterable[Name]) -> dict[str, list[_Entry]]:
    entries: defaultdict[str, list[_Entry]] = defaultdict(list)
    for name in names:
        found = words(name.written)
        key = key_of_words(name.written, found)
        if not key:
            raise LexiconError(f"No name in {name.written!r}; a name has a letter and no long gap")
        entries[key].append(_Entry(name, tuple(word.plain for word in found)))
    return dict(entries)


def _lengths(entries: Mapping[str, list[_Entry]]) -> dict[str, tuple[int, ...]]:
    """How many words the names have that begin with a word, by its key; the longest first."""
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for found in entries.values():
        for entry in found:
            lengths[entry.words[0].casefold()].add(len(entry.words))
    return {first: tuple(sorted(counts, reverse=True)) for first, counts in lengths.items()}


def _office_words(held: Iterable[Office]) -> frozenset[str]:
    """The words of offices that can stand before a surname ("Secretary Austin"); not small ones ("of")."""
    return frozenset(
        word.key for office in held for word in words(office.role) if len(word.key) > _SMALL_WORD
    )


def _distinct(entities: Iterable[Entity | None]) -> tuple[Entity, ...]:
    return tuple(dict.fromkeys(entity for entity in entities if entity is not None))
