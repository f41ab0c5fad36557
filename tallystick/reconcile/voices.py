"""How many independent sources stand behind claims, copies and repetitions of one statement counted once.

A claim that a report attributes has its source's voice, however many newsrooms retell it; one in the author's own
words has that of the newsroom that first wrote it: the wire's for all its copies, rewrites and translations.
Somebody with a name is one source in every spelling; somebody without ("an official") is one only as far as the
same thing is told within days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from tallystick.model import Claim, Commitment, Delivery, Document
from tallystick.model.copies import CopyGroup
from tallystick.model.records import Party, Voice
from tallystick.reconcile.copies.letters import sound_key
from tallystick.reconcile.intervals import interval
from tallystick.reconcile.wording import fold

RETOLD_WITHIN_DAYS = 3
"""What a source without a name is said to have said is one statement if it is told again within so many days."""

_PERSON = "person:"

Told = tuple[Document, Claim]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Originals:
    """For each document the one that it comes from.

    Attributes:
        of: By id, the document itself where it copies no other.
    """

    of: dict[str, Document]

    @classmethod
    def among(cls, documents: Iterable[Document], copies: Sequence[CopyGroup] | None = None) -> Originals:
        """Documents of equal text, those that name their original, and those of one group come from one.

        Args:
            documents: Each id once, in any order.
            copies: What ``find_copies`` found, also of other documents; ``None`` trusts what documents say.

        Returns:
            The original of each: of those that come from one text, one that names no other as its own, as far
            as there is one; of these the one published first, of one day the one that its group has in front.
        """
        by_id = {document.id: document for document in documents}
        texts: dict[str, str] = {}
        root: dict[str, str] = {key: key for key in by_id}
        for key in sorted(by_id):
            _join(root, key, texts.setdefault(fold(by_id[key].text), key))
            _join(root, key, by_id[key].copy_of)
        for group in copies or ():
            for link in group.links:
                _join(root, link.document, link.of)
        families = defaultdict(list)
        for key, document in by_id.items():
            families[_root_of(root, key)].append(document)
        place = {key: at for group in copies or () for at, key in enumerate(group.documents)}
        firsts = {
            key: min(
                family, key=lambda d: (d.copy_of in by_id, d.published or "9999", place.get(d.id, 0), d.id)
            )
            for key, family in families.items()
        }
        return cls({key: firsts[_root_of(root, key)] for key in by_id})

    def count(self, told: Iterable[Told]) -> int:
        """Number of independent sources behind claims."""
        told = list(told)
        named = Named(claim.source for _, claim in told if claim.source is not None)
        return sum(
            len(_statements(sorted(retold, key=_order))) if key[0] == "unnamed" else 1
            for key, retold in self._by_key(told, named).items()
        )

    def voices(self, told: Iterable[Told]) -> tuple[Voice, ...]:
        """The independent sources behind claims, that first heard in front.

        Args:
            told: Claims, each with the document that makes it.
        """
        ordered = sorted(told, key=_order)
        named = Named(claim.source for _, claim in ordered if claim.source is not None)
        heard: dict[Key, list[Told]] = defaultdict(list)
        for key, retold in self._by_key(ordered, named).items():
            for number, statement in enumerate(_statements(retold) if key[0] == "unnamed" else [retold]):
                heard[(*key, str(number))] = statement
        return tuple(self._voice(heard[key]) for key in sorted(heard, key=lambda k: (_order(heard[k][0]), k)))

    def _by_key(self, told: Sequence[Told], named: Named) -> Mapping[Key, list[Told]]:
        keyed: dict[Key, list[Told]] = defaultdict(list)
        for document, claim in told:
            source = claim.source
            key = self._newsroom(document) if source is None else named.key(source)
            keyed[key or ("unnamed", fold(source.name if source else ""), *_content(claim))].append(
                (document, claim)
            )
        return keyed

    def _newsroom(self, document: Document) -> Key:
        original = self.of[document.id]
        newsroom = original.agency or original.publisher
        return ("document", original.id) if newsroom is None else ("newsroom", fold(newsroom))

    def _voice(self, told: Sequence[Told]) -> Voice:
        document, claim = told[0]
        documents = tuple(dict.fromkeys(d.id for d, _ in told))
        original = self.of[document.id]
        if claim.source is None:
            who = Party(None, original.agency or original.publisher or original.id)
        else:
            who = party_of(c.source for _, c in told if c.source is not None)
        return Voice(
            who=who,
            kind="newsroom" if claim.source is None else "source",
            documents=documents,
            originals=tuple(dict.fromkeys(self.of[d].id for d in documents)),
            claims=tuple(dict.fromkeys(c.id for _, c in told)),
        )


def _order(told: Told) -> tuple[str, str, str]:
    document, claim = told
    return (document.published or "9999", document.id, claim.id)


class Someone(Protocol):
    """Who can be told from others: an actor, or what is kept of one."""

    @property
    def id(self) -> str | None:
        """Id."""

    @property
    def name(self) -> str:
        """The name."""

    @property
    def role(self) -> str | None:
        """Office or function."""

    @property
    def of(self) -> str | None:
        """Id of the state or organisation that the role belongs to."""


class Named:
    """Sources by what tells one from another among a set of claims."""

    def __init__(self, sources: Iterable[Someone]) -> None:
        sources = list(sources)
        full = {sounds for s in sources if len(sounds := _sounds(s)) > 1}
        self._by_surname: dict[str, set[Key]] = defaultdict(set)
        for sounds in full:
            self._by_surname[sounds[-1]].add(sounds)
        self._by_office: dict[tuple[str | None, str | None], set[Key]] = defaultdict(set)
        for source in sources:
            if len(sounds := _sounds(source)) > 1 and source.role and source.of:
                self._by_office[source.role, source.of].add(sounds)

    def key(self, source: Someone) -> Key | None:
        """What is the same for one source; ``None`` for one without a name."""
        sounds = _sounds(source)
        if len(sounds) == 1:
            sounds = _only(self._by_surname[sounds[0]]) or sounds
        elif not sounds and source.id is None and source.role and source.of:
            sounds = _only(self._by_office[source.role, source.of]) or ()
        if sounds:
            return ("person", *sounds)
        return None if source.id is None else ("id", source.id)


def last_sound(source: Someone) -> str:
    """How the last of a person's names is heard, "" for others and for who has no name: who is one shares it."""
    return next(iter(reversed(_sounds(source))), "")


def _sounds(source: Someone) -> Key:
    """A person's names as they are heard in every spelling; nothing for others and for who has no name."""
    if source.id is not None and not source.id.startswith(_PERSON):
        return ()
    if source.id is not None:
        words = source.id.removeprefix(_PERSON).split("-")
    else:
        words = source.name.split()
        if not words or not (words[0][0].isupper() and words[-1][0].isupper()):
            return ()
    return tuple(key for word in words if (key := sound_key(word)))


def _only(found: set[Key]) -> Key | None:
    return next(iter(found)) if len(found) == 1 else None


def _content(claim: Claim) -> Key:
    """What is the same in one statement in any words: its figures, else the words themselves."""
    if isinstance(claim, Commitment | Delivery):
        figures = sorted(
            repr((item.quantity, item.amount, item.share))
            for item in claim.items
            if (item.quantity, item.amount, item.share) != (None, None, None)
        )
        if figures:
            return ("figures", *figures)
    return ("words", fold(claim.evidence.text))


def _statements(told: Sequence[Told]) -> list[list[Told]]:
    """The tellings of one thing, cut where days lie between one and the next; undated ones go with the last."""
    found: list[list[Told]] = []
    last = None
    for document, claim in told:
        days = interval(document.published)
        apart = days is not None and last is not None and (days.first - last.last).days > RETOLD_WITHIN_DAYS
        if not found or apart:
            found.append([])
        found[-1].append((document, claim))
        last = days or last
    return found


def party_of(sources: Iterable[Someone]) -> Party:
    """The source as it is named most fully, its id where one telling has it."""
    named = [Party(source.id, source.name) for source in sources]
    return max(named, key=lambda p: (p.id is not None, len(p.name), p.name))


def _join(root: dict[str, str], one: str, other: str | None) -> None:
    if one in root and other in root:
        first, second = sorted((_root_of(root, one), _root_of(root, other)))
        root[second] = first


def _root_of(root: dict[str, str], key: str) -> str:
    while root[key] != key:
        root[key] = root[root[key]]
        key = root[key]
    return key
