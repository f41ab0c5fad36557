"""Who speaks, in the index: everybody has a number, and is found by what may make two of them one and the same."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select

from tallystick.ledger.index_position_tables import speakers, voiced
from tallystick.ledger.shelf import portions
from tallystick.model.canonical import canonical_json, content_hash
from tallystick.model.records import Party
from tallystick.reconcile.spoken import Source
from tallystick.reconcile.voices import last_sound

_SPEAKING = select(speakers.c.speaker, speakers.c.source)

_NOBODY = ""
"""What nobody is found by."""


def numbered(connection: Connection, sources: Iterable[Source]) -> dict[Source, int]:
    """The number of each source; a new one gets the next."""
    plain = {source: canonical_json([source.id, source.name, source.role, source.of]) for source in sources}
    by_digest = {content_hash(words): source for source, words in plain.items()}
    found: dict[Source, int] = {}
    for portion in portions(sorted(by_digest)):
        query = select(speakers.c.digest, speakers.c.speaker).where(speakers.c.digest.in_(portion))
        found |= {by_digest[digest]: number for digest, number in connection.execute(query)}
    following = (connection.execute(select(func.max(speakers.c.speaker))).scalar() or 0) + 1
    missing = [digest for digest, source in sorted(by_digest.items()) if source not in found]
    new = {by_digest[digest]: number for number, digest in enumerate(missing, following)}
    rows = [
        {"speaker": number, "digest": content_hash(plain[one]), "source": plain[one], **_found_by(one)}
        for one, number in new.items()
    ]
    if rows:
        connection.execute(insert(speakers), rows)
    return found | new


def _found_by(source: Source) -> dict[str, str]:
    """What a source is found by; see ``tallystick.reconcile.positions.speaker_key``, which tells who is one."""
    return {
        "named": Party(source.id, source.name).key.casefold(),
        "sounds": last_sound(source),
        "office": canonical_json([source.role, source.of]) if source.role and source.of else _NOBODY,
    }


def sources_of(connection: Connection, numbers: Iterable[int]) -> dict[int, Source]:
    """Speakers by their numbers."""
    found: dict[int, Source] = {}
    for portion in portions(sorted(set(numbers))):
        found |= _sources_in(connection, _SPEAKING.where(speakers.c.speaker.in_(portion)))
    return found


def sources_known(connection: Connection, book: int, until: str) -> dict[int, Source]:
    """Everybody who speaks on any concept of a codebook in a report published by a day, by number."""
    return _sources_in(connection, _heard(book, until))


def sources_like(connection: Connection, book: int, until: str, key: str) -> dict[int, Source]:
    """Those of ``sources_known`` who are called so, and all others on whom it may depend who is one with them.

    Args:
        connection: A transaction in which the index is up to date, and all stands are added up.
        book: The number of the codebook.
        until: ISO date.
        key: An id, or "name:" and the name of somebody without one.
    """
    found: dict[int, Source] = {}
    asked: dict[str, set[str]] = {"named": set(), "sounds": set(), "office": set()}
    fresh: dict[str, set[str]] = {"named": {key.casefold()}}
    while any(fresh.values()):
        for column, values in fresh.items():
            asked[column] |= values
            for portion in portions(sorted(values)):
                query = _heard(book, until).where(speakers.c[column].in_(portion))
                found |= _sources_in(connection, query)
        told = [_found_by(source) for source in found.values()]
        fresh = {c: {one[c] for one in told} - {_NOBODY} - values for c, values in asked.items()}
    return found


def _heard(book: int, until: str) -> Select[Any]:
    heard = _SPEAKING.join(voiced, voiced.c.speaker == speakers.c.speaker)
    return heard.where(voiced.c.book == book, voiced.c.since <= until)


def _sources_in(connection: Connection, query: Select[Any]) -> dict[int, Source]:
    return {number: _source_in(text) for number, text in connection.execute(query).all()}


@lru_cache(maxsize=10_000)
def _source_in(text: str) -> Source:
    return Source(*json.loads(text))
