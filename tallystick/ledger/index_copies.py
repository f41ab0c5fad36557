"""Copies in the index: each document's fingerprint, and links that are found once and kept."""

from __future__ import annotations

import json
from collections import OrderedDict, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, delete, or_, select, update

from tallystick.ledger.index_tables import copy_keys, copy_links, copy_prints, versions
from tallystick.ledger.plain import from_plain, to_plain
from tallystick.ledger.rows import Present, add_rows
from tallystick.ledger.shelf import portions
from tallystick.model import CopyGroup, Document
from tallystick.model.canonical import canonical_json
from tallystick.model.copies import CopyLink
from tallystick.reconcile.copies import (
    Fingerprint,
    Holders,
    Profile,
    compare,
    fingerprint,
    fingerprint_from_json,
    fingerprint_to_json,
    group_links,
    holder,
    index_keys,
    likely,
    profile_of,
    sure,
    with_holder,
    without_holder,
    worth_comparing,
)
from tallystick.reconcile.voices import Originals
from tallystick.reconcile.wording import fold

_PRINTS = 10_000
"""How many fingerprints are kept in memory."""

_PROFILES = 100_000
"""How many profiles are, which are smaller."""


def columns_of(document: Document) -> dict[str, Any]:
    """What is kept of a document to tell who first wrote it, with its title; its text only to tell it from others."""
    text = sha256(fold(document.text).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    facts = {
        "published": document.published,
        "publisher": document.publisher,
        "agency": document.agency,
        "copy_of": document.copy_of,
        "title": document.title,
        "text": text,
    }
    own = {"text": text, "copy_of": document.copy_of, "original": document.id}
    return {**own, "facts": canonical_json(facts)}


def outline(document: str, facts: str) -> Document:
    """A document with all that ``Originals`` looks at; its text is a hash."""
    return Document(id=document, sha256="", **json.loads(facts))


def forget(connection: Connection, document: str, version: int) -> None:
    """Take out what was found of a version that no longer counts."""
    keys = [key for one in _prints(connection, [version]).values() for key in index_keys(one)]
    held = _holders(connection, keys)
    connection.execute(delete(copy_prints).where(copy_prints.c.version == version))
    _keep(connection, {key: without_holder(some, version) for key, some in held.items()})
    connection.execute(
        delete(copy_links).where(or_(copy_links.c.document == document, copy_links.c.original == document))
    )


class Comparing:
    """Compares new documents with those that share keys with them; remembers what it used last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, Fingerprint] = OrderedDict()
        self._profiles: OrderedDict[int, Profile] = OrderedDict()

    def compare_new(self, connection: Connection, new: Mapping[int, Document]) -> None:
        """Find what current versions copy, or what copies them, and keep the links.

        What was found earlier stays, also where a key has since become so common that it would tell nothing.

        Args:
            connection: A transaction that writes.
            new: The documents by version.
        """
        fresh = {version: fingerprint(document) for version, document in new.items()}
        self._kept |= fresh
        self._profiles |= {version: profile_of(one) for version, one in fresh.items()}
        add_rows(connection, copy_prints, [_stored(v, one) for v, one in fresh.items()])
        keys = {version: index_keys(one) for version, one in fresh.items()}
        held = _holders(connection, sorted({key for some in keys.values() for key in some}))
        changed: set[int] = set()
        near: dict[int, tuple[list[int], set[int]]] = {}
        for version, one in sorted(fresh.items()):
            near[version] = likely(one, keys[version], held), sure(keys[version], held)
            own = holder(version, one)
            for key in keys[version]:
                held[key] = with_holder(held.get(key, b""), own)
            changed.update(keys[version])
        _keep(connection, {key: held[key] for key in changed})
        worth = self._worth_comparing(connection, near)
        links = [link for version, some in worth.items() for link in self._links(connection, version, some)]
        rows = [
            {"document": li.document, "original": li.of, "link": canonical_json(to_plain(li))} for li in links
        ]
        add_rows(connection, copy_links, rows)

    def _worth_comparing(
        self, connection: Connection, near: Mapping[int, tuple[list[int], set[int]]]
    ) -> dict[int, list[int]]:
        """Of the versions near each new one, those that ``compare`` may link with it: most share chance phrases."""
        profiles = self._profiles_of(connection, {n for new, (some, _) in near.items() for n in (new, *some)})
        worth: dict[int, list[int]] = {}
        for version, (some, certain) in near.items():
            found = worth_comparing([profiles[version]] * len(some), [profiles[other] for other in some])
            worth[version] = [n for n, is_worth in zip(some, found, strict=True) if is_worth or n in certain]
        return worth

    def _links(self, connection: Connection, version: int, near: Sequence[int]) -> Iterator[CopyLink]:
        found = self._prints(connection, [version, *near])
        for other in near:
            link = compare(found[version], found[other])
            if link is not None:
                yield link

    def _profiles_of(self, connection: Connection, wanted: Collection[int]) -> dict[int, Profile]:
        found = {version: self._profiles[version] for version in wanted if version in self._profiles}
        found |= _profiles(connection, sorted(set(wanted) - found.keys()))
        _remember(self._profiles, found, _PROFILES)
        return found

    def _prints(self, connection: Connection, wanted: Sequence[int]) -> dict[int, Fingerprint]:
        missing = [version for version in wanted if version not in self._kept]
        found = {v: self._kept[v] for v in wanted if v in self._kept} | _prints(connection, missing)
        _remember(self._kept, found, _PRINTS)
        return found


Kept = TypeVar("Kept")


def _remember(kept: OrderedDict[int, Kept], used: Mapping[int, Kept], most: int) -> None:
    """Keep what was used last, at most so much."""
    for version, one in used.items():
        kept[version] = one
        kept.move_to_end(version)
    while len(kept) > most:
        kept.popitem(last=False)


def _stored(version: int, found: Fingerprint) -> dict[str, Any]:
    plain = {**fingerprint_to_json(found), "sketch": ""}
    day, sketch, shingles = profile_of(found)
    return {
        "version": version, "day": day, "shingles": shingles, "sketch": sketch, "print": canonical_json(plain),
    }  # fmt: skip


def _profiles(connection: Connection, wanted: Sequence[int]) -> dict[int, Profile]:
    found: dict[int, Profile] = {}
    for portion in portions(wanted):
        query = select(copy_prints.c.version, copy_prints.c.day, copy_prints.c.sketch, copy_prints.c.shingles)
        for version, day, sketch, shingles in connection.execute(
            query.where(copy_prints.c.version.in_(portion))
        ):
            found[version] = Profile(day, bytes(sketch), shingles)
    return found


def _holders(connection: Connection, keys: Sequence[int]) -> dict[int, Holders]:
    held: dict[int, Holders] = {}
    for portion in portions(keys):
        query = select(copy_keys.c.key, copy_keys.c.holders).where(copy_keys.c.key.in_(portion))
        held |= {key: bytes(holders) for key, holders in connection.execute(query)}
    return held


def _keep(connection: Connection, held: Mapping[int, Holders]) -> None:
    """Keep the holders of keys; one without any is let go."""
    for portion in portions([key for key, holders in held.items() if not holders]):
        connection.execute(delete(copy_keys).where(copy_keys.c.key.in_(portion)))
    rows = [{"key": key, "holders": held[key]} for key in sorted(held) if held[key]]
    add_rows(connection, copy_keys, rows, replacing=True)


def _prints(connection: Connection, wanted: Sequence[int]) -> dict[int, Fingerprint]:
    found: dict[int, Fingerprint] = {}
    for portion in portions(wanted):
        query = select(copy_prints.c.version, copy_prints.c.sketch, copy_prints.c.print)
        for version, sketch, stored in connection.execute(query.where(copy_prints.c.version.in_(portion))):
            found[version] = replace(fingerprint_from_json(json.loads(stored)), sketch=bytes(sketch))
    return found


def groups_of(
    connection: Connection, documents: Iterable[str] | None = None, *, without: Container[str] = ()
) -> tuple[CopyGroup, ...]:
    """The groups of copies, of all documents or of those in which ``documents`` stand.

    Args:
        connection: A transaction in which the index is up to date.
        documents: Their ids; ``None`` for all.
        without: Ids of documents that are left out, as if they had never been read.
    """
    stored = _all_links(connection) if documents is None else _links_around(connection, documents)
    links = {pair: link for pair, link in stored.items() if pair[0] not in without and pair[1] not in without}
    numbers: list[int] = []
    for portion in portions(sorted({name for pair in links for name in pair})):
        current = select(versions.c.version).where(versions.c.document.in_(portion), versions.c.is_current)
        numbers += connection.execute(current).scalars()
    return group_links(_prints(connection, numbers).values(), [links[pair] for pair in sorted(links)])


def _all_links(connection: Connection) -> dict[tuple[str, str], CopyLink]:
    rows = connection.execute(select(copy_links))
    return {(row.document, row.original): from_plain(CopyLink, json.loads(row.link)) for row in rows}


def _links_around(connection: Connection, documents: Iterable[str]) -> dict[tuple[str, str], CopyLink]:
    """The links between documents that hang together with any of ``documents``."""
    links: dict[tuple[str, str], CopyLink] = {}
    seen: set[str] = set()
    waiting = set(documents)
    while waiting:
        found: dict[tuple[str, str], CopyLink] = {}
        for portion in portions(sorted(waiting)):
            for column in (copy_links.c.document, copy_links.c.original):
                for row in connection.execute(select(copy_links).where(column.in_(portion))):
                    found[row.document, row.original] = from_plain(CopyLink, json.loads(row.link))
        seen |= waiting
        waiting = {name for pair in found for name in pair} - seen
        links |= found
    return links


def originals_of(rows: Sequence[Any], copies: Sequence[CopyGroup]) -> Originals:
    """Which documents come from which, of rows with ``document`` and ``facts``."""
    return Originals.among((outline(row.document, row.facts) for row in rows), copies)


def move_originals(connection: Connection, changed: Iterable[str]) -> dict[str, set[str]]:
    """Find anew what documents come from, and those that came from one original with them.

    Args:
        connection: A transaction that writes.
        changed: Documents of which another version counts now.

    Returns:
        The documents that come from another original than before, each with those of ``changed`` by which they do.
    """
    causes = set(changed)
    rows = _families(connection, causes)
    originals = originals_of(rows, groups_of(connection, [row.document for row in rows]))
    families = {row.document: {row.original, originals.of[row.document].id} for row in rows}
    within: dict[str, set[str]] = defaultdict(set)
    for document in causes & families.keys():
        for original in families[document]:
            within[original].add(document)
    moved = {document: both for document, both in families.items() if len(both) > 1}
    if moved:
        connection.execute(
            update(versions)
            .where(versions.c.document == bindparam("of"), versions.c.is_current)
            .values(original=bindparam("now")),
            [{"of": document, "now": originals.of[document].id} for document in sorted(moved)],
        )
    return {document: {c for original in both for c in within[original]} for document, both in moved.items()}


def _families(connection: Connection, changed: Iterable[str]) -> list[Any]:
    """The current versions of documents, and of all that come from one text with them or did so until now."""
    columns = (
        versions.c.document,
        versions.c.facts,
        versions.c.text,
        versions.c.copy_of,
        versions.c.original,
    )
    rows: dict[str, Any] = {}
    before = select(versions.c.original)
    waiting = set(changed)
    with_them: set[str] = set()
    for portion in portions(sorted(waiting)):
        own = connection.execute(before.where(versions.c.document.in_(portion))).scalars().all()
        with_them |= set(own)
    waiting |= _documents(connection, versions.c.original, with_them)
    seen: set[str] = set()
    while waiting:
        fresh: list[Any] = []
        for portion in portions(sorted(waiting)):
            query = select(*columns).where(versions.c.document.in_(portion), versions.c.is_current)
            fresh += connection.execute(query).all()
        rows |= {row.document: row for row in fresh}
        names = [row.document for row in fresh]
        seen |= waiting
        waiting = {row.copy_of for row in fresh if row.copy_of is not None}
        waiting |= _documents(connection, versions.c.text, {row.text for row in fresh})
        waiting |= _documents(connection, versions.c.copy_of, names)
        for here, there in (
            (copy_links.c.document, copy_links.c.original),
            (copy_links.c.original, copy_links.c.document),
        ):
            for portion in portions(names):
                waiting |= set(connection.execute(select(there).where(here.in_(portion))).scalars())
        waiting -= seen
    return [rows[name] for name in sorted(rows)]


def _documents(connection: Connection, column: Any, values: Iterable[str]) -> set[str]:
    """The documents whose current version has one of ``values`` in ``column``."""
    found: set[str] = set()
    for portion in portions(sorted(values)):
        query = select(versions.c.document).where(column.in_(portion), versions.c.is_current)
        found |= set(connection.execute(query).scalars())
    return found


class KeptOriginals(dict[str, Document]):
    """For a document the one that it comes from, as the index knows it; looked up when it is asked for."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self.connection = connection

    def prepare(self, documents: Iterable[str]) -> None:
        """Look up many at once, and forget all others."""
        self.clear()
        self._look_up(sorted(set(documents)))

    def __missing__(self, document: str) -> Document:
        self._look_up([document])
        if document not in self:
            raise KeyError(document)
        return self[document]

    def _look_up(self, documents: Sequence[str]) -> None:
        own, first = versions.alias("own"), versions.alias("first")
        for portion in portions(documents):
            query = (
                select(own.c.document, first.c.document.label("original"), first.c.facts)
                .join(first, first.c.document == own.c.original)
                .where(own.c.document.in_(portion), own.c.is_current, first.c.is_current)
            )
            rows = self.connection.execute(query).all()
            outlines = Present({row.original: outline(row.original, row.facts) for row in rows})
            self.update({row.document: outlines[row.original] for row in rows})
