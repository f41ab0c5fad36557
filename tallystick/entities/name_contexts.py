"""What around a name shows that it is not the entity's: "Ivanka Trump", "pro-Russian", "Paris Agreement"."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tallystick.entities.entity import Name, NameMention
from tallystick.entities.name_text import Word, joint, key_of
from tallystick.entities.tables import Table

_ACRONYM_LENGTH = 3


@dataclass(frozen=True, slots=True)
class NameContexts:
    """The words that ``contexts.toml`` of a language lists; all but ``exact`` as folded keys.

    Attributes:
        ordinary: Words that may stand capitalised before a surname without being a given name.
        continues: Words that make a name the first part of another ("Foundation").
        resumes: Words behind such a word that give it back ("the Danish Energy **Minister**").
        begins: Words that make a name the last part of another ("University of").
        prefixes: What turns a name into something else with a hyphen behind it ("pro").
        suffixes: The same with a hyphen before it ("speaking").
        guarded: Names that are also given names, towns or common words: they count only apart from others.
        exact: Names that count only written exactly so ("Malé").
        titled: Surnames too common to count without the office before them.
    """

    ordinary: frozenset[str]
    continues: frozenset[str]
    resumes: frozenset[str]
    begins: frozenset[str]
    prefixes: frozenset[str]
    suffixes: frozenset[str]
    guarded: frozenset[str]
    exact: frozenset[str]
    titled: frozenset[str]

    @classmethod
    def read(cls, path: Path) -> NameContexts:
        """Read the lists from a ``contexts.toml``.

        Raises:
            LexiconError: A list is missing, or there is one of another name.
        """
        table = Table.read(path)

        def keys(name: str) -> frozenset[str]:
            return frozenset(map(key_of, table.words(name)))

        contexts = cls(
            ordinary=keys("ordinary"),
            continues=keys("continues"),
            resumes=keys("resumes"),
            begins=keys("begins"),
            prefixes=keys("prefixes"),
            suffixes=keys("suffixes"),
            guarded=keys("guarded"),
            exact=frozenset(table.words("exact")),
            titled=keys("titled"),
        )
        table.finish()
        return contexts


def is_written_as(named: tuple[str, ...], found: tuple[str, ...]) -> bool:
    """Whether the words ``found`` write the words ``named`` (equal but for case) with acceptable case.

    A word may stand in capitals ("RUSSIA") where the whole name has more than three letters, and a small
    first letter may be capital ("Von der Leyen" for "von der Leyen"); a capital may never be small, so that
    "us" is not "US", "Who" not "WHO" and "polish" not "Polish".
    """
    if named == found:
        return True
    long = sum(map(len, named)) > _ACRONYM_LENGTH
    return all(
        f == n or f == n[:1].upper() + n[1:] or (long and f == n.upper())
        for n, f in zip(named, found, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a possible name stands.

    Attributes:
        text: The whole text.
        words: Its words.
        first: Index of the name's first word.
        last: Index of its last word.
        before: The mention found last, wherever it stands.
    """

    text: str
    words: list[Word]
    first: int
    last: int
    before: NameMention | None

    def joint_after(self, index: int) -> str | None:
        """What joins the word at ``index`` to the next; ``None`` where there is none or they are apart."""
        if not 0 <= index < len(self.words) - 1:
            return None
        left, right = self.words[index], self.words[index + 1]
        return joint(self.text[left.end : right.start])

    def follows_mention(self) -> NameMention | None:
        """The mention that ends just before the name, with a blank between."""
        start = self.words[self.first].start
        if self.before is not None and joint(self.text[self.before.end : start]) == " ":
            return self.before
        return None

    def words_before(self, count: int) -> str:
        """The folded ``count`` words before the name, a blank between; empty where there are not so many."""
        if self.first < count or any(self.joint_after(self.first - n) != " " for n in range(1, count + 1)):
            return ""
        return " ".join(word.key for word in self.words[self.first - count : self.first])


def belongs(name: Name, key: str, place: Place, contexts: NameContexts, offices: frozenset[str]) -> bool:
    """Whether the words around allow ``name`` to be the entity's.

    Args:
        name: The name found.
        key: Its folded key.
        place: Where it was found.
        contexts: The language's lists.
        offices: The words of the offices of the person named, for a surname that needs one before it.
    """
    if name.written in contexts.exact and not _is_exact(name, place):
        return False
    if _is_part_of_compound(name, place, contexts) or _is_part_of_longer_name(name, place, contexts):
        return False
    if name.form == "surname":
        if key in contexts.titled:
            return place.words_before(1) in offices
        return not _has_given_name(place, contexts)
    if name.form == "demonym" and _is_given_name(place, contexts):
        return False
    guarded = key in contexts.guarded
    if (guarded or name.form == "institution") and _is_of_another(name, place):
        return False
    return not guarded or not (_has_given_name(place, contexts) or _has_surname(place, contexts))


def _is_exact(name: Name, place: Place) -> bool:
    return place.text[place.words[place.first].start : place.words[place.last].end] == name.written


def _is_part_of_compound(name: Name, place: Place, contexts: NameContexts) -> bool:
    """Whether a hyphen makes the name part of a word: "pro-Russian", "Russian-speaking", "Lloyd-Macron"."""
    left, right = place.joint_after(place.first - 1), place.joint_after(place.last)
    if left == "-" and (place.words[place.first - 1].key in contexts.prefixes or name.form == "surname"):
        return True
    if right != "-":
        return False
    following = place.words[place.last + 1]
    return following.key in contexts.suffixes or (name.form == "surname" and following.plain[0].isupper())


def _is_part_of_longer_name(name: Name, place: Place, contexts: NameContexts) -> bool:
    """Whether neighbours make it the name of something else: "Trump Tower", "University of Warsaw"."""
    if name.entity is None or name.entity.kind in ("organisation", "media"):
        return False
    if place.joint_after(place.last) == " ":
        following = place.words[place.last + 1]
        behind = place.words[place.last + 2 : place.last + 3]
        resumes = any(word.key in contexts.resumes for word in behind)
        if following.plain[0].isupper() and following.key in contexts.continues and not resumes:
            return True
    single = place.words_before(1) in contexts.begins and place.words[place.first - 1].plain[0].isupper()
    return single or place.words_before(2) in contexts.begins


def _is_given_name(place: Place, contexts: NameContexts) -> bool:
    """Whether a nationality stands between an office and a surname: "Energy Minister **German** Galushchenko"."""
    return place.words_before(1) in contexts.resumes and _has_surname(place, contexts)


def _is_of_another(name: Name, place: Place) -> bool:
    """Whether another entity's name stands before the name: "the Brazilian Congress" is not the USA's."""
    before = place.follows_mention()
    return before is not None and name.entity is not None and before.entity.id != name.entity.id


def _has_given_name(place: Place, contexts: NameContexts) -> bool:
    """Whether a capitalised word before the name is nothing known, and so likely a given name."""
    between = place.joint_after(place.first - 1)
    if between is None or place.follows_mention() is not None:
        return False
    word = place.words[place.first - 1]
    if between == ". " and len(word.plain) == 1:
        return True
    return between == " " and _is_unknown_name(word, place, contexts)


def _has_surname(place: Place, contexts: NameContexts) -> bool:
    """Whether a capitalised word behind the name is nothing known, and so likely a surname."""
    if place.joint_after(place.last) != " ":
        return False
    return _is_unknown_name(place.words[place.last + 1], place, contexts)


def _is_unknown_name(word: Word, place: Place, contexts: NameContexts) -> bool:
    if not word.plain[0].isupper() or word.key in contexts.ordinary:
        return False
    # In a line of capitals a capital says nothing.
    return not (word.plain.isupper() and place.words[place.first].plain.isupper())
