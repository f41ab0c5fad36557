"""Item words: what a noun phrase says about the goods of a promise, and what unit they are counted in.

The words are data (``languages/<code>/items.toml``); this module knows how a phrase is put together: a
compound wins over its parts, the last word over those before it ("artillery shells" are ammunition), and what
is measured over its measure ("tonnes of wheat" are food).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tallystick.entities.tables import Table
from tallystick.errors import LexiconError
from tallystick.model.claims import CATEGORIES

OTHER = "other"
# Numbers keep their separators and letters ("1,000", "2A6"); hyphens, points and apostrophes only join words.
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*\w*|[^\W\d]\w*|[^\w\s\-‐‑'’./]")
_KEYS = frozenset(
    (
        "complements",
        "breaks",
        "numerals",
        "units",
        "generic",
        "plural_endings",
        "irregular_plurals",
        "category",
    )
)
_CATEGORY_KEYS = frozenset(("name", "nouns", "designations"))

_MOST_FOLDED = 50_000
"""Words whose singular is remembered at a time."""

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plurals:
    """How a language's plural nouns are folded to the singular without a parser.

    Attributes:
        irregular: Whole words, plural to singular.
        endings: Pairs of plural and singular ending; the first that fits is replaced.
    """

    irregular: Mapping[str, str]
    endings: tuple[tuple[str, str], ...]
    _folded: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Plurals:
        """The plurals in parsed TOML."""
        return cls(data["irregular_plurals"], tuple((p, s) for p, s in data["plural_endings"]))

    def singular(self, word: str) -> str:
        """The singular of a word, or the word itself where no plural fits or nothing would be left.

        Words recur, and every noun is asked for several times, so what was folded is remembered.
        """
        known = self._folded.get(word)
        if known is None:
            if len(self._folded) >= _MOST_FOLDED:
                self._folded.clear()
            known = self._folded[word] = self._fold(word)
        return known

    def plural(self, word: str) -> str:
        """The plural of a word in the singular, or the word itself where none folds back to it.

        Of two plurals the one written first is taken; what ends in a capital or a figure is an abbreviation.
        """
        if not word[-1:].islower():
            return word
        plurals = (plural for plural, singular in self.irregular.items() if singular == word)
        made = (
            word.removesuffix(singular) + plural
            for plural, singular in self.endings
            if word.endswith(singular) and plural != singular
        )
        return next((p for p in (*plurals, *made) if self.singular(p) == word), word)

    def _fold(self, word: str) -> str:
        if word in self.irregular:
            return self.irregular[word]
        for plural, singular in self.endings:
            if word.endswith(plural) and word != plural:
                return word.removesuffix(plural) + singular
        return word


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or compound of the lexicon.

    Attributes:
        name: As the lexicon writes it.
        category: What it says of the goods; ``None`` for a word that only measures or only helps.
        is_unit: It measures what follows a complement word.
        is_generic: It stands for help of any kind.
    """

    name: str
    category: str | None
    is_unit: bool
    is_generic: bool


@dataclass(frozen=True, slots=True)
class _Match:
    """An entry found at a phrase's tokens ``[start, end)``."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of tokens between two breaks: where it ends and the entries found in it, at least one."""

    end: int
    matches: tuple[_Match, ...]


@dataclass(frozen=True, slots=True)
class ItemWords:
    """A language's words for goods.

    Attributes:
        nouns: Folded words of each noun, unit and generic word, to its entry.
        designations: Words of each proper designation, case kept, to its entry.
        complements: Words that open the goods behind a unit ("of").
        breaks: Words and marks that end a noun phrase.
        numerals: Number words, never a unit.
        plurals: How plurals are folded.
        longest: Words in the longest noun or designation.
    """

    nouns: Mapping[Words, Entry]
    designations: Mapping[Words, Entry]
    complements: frozenset[str]
    breaks: frozenset[str]
    numerals: frozenset[str]
    plurals: Plurals
    longest: int

    @classmethod
    def load(cls, path: Path) -> ItemWords:
        """Read an ``items.toml``.

        Raises:
            LexiconError: The file cannot be read, is not TOML or breaks the lexicon's form.
        """
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise LexiconError(
                f"Cannot read the item lexicon {path}: {error.strerror}; check the path"
            ) from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise LexiconError(f"The item lexicon {path} is not TOML: {error}; correct it there") from error
        return cls.from_data(data, str(path))

    @classmethod
    def from_data(cls, data: Mapping[str, Any], place: str) -> ItemWords:
        """Build the lexicon from parsed TOML; ``place`` names the file in messages.

        Raises:
            LexiconError: A key is missing, unknown or of another form, a category is not one of ``CATEGORIES``, or
                a word stands twice.
        """
        _check_keys(data, _KEYS, place)
        _check_forms(data, place)
        plurals = Plurals.of(data)
        nouns = _nouns(data, plurals, place)
        designations = _designations(data, place)
        return cls(
            nouns=nouns,
            designations=designations,
            complements=frozenset(data["complements"]),
            breaks=frozenset(data["breaks"]),
            numerals=frozenset(data["numerals"]),
            plurals=plurals,
            longest=max(map(len, (*nouns, *designations)), default=0),
        )

    def category(self, phrase: str, head: str | None = None) -> str:
        """The category of the goods that a noun phrase names; ``other`` where no word tells.

        Args:
            phrase: As it stands in the text ("500,000 rounds of artillery ammunition").
            head: The phrase's head noun as it stands there, where a parser knows it.
        """
        tokens = _tokens(phrase)
        parts = self._parts(tokens)
        return self._category(tokens, self._from_head(tokens, parts, head)) or _longest(parts) or OTHER

    def unit(self, phrase: str, head: str | None = None) -> str | None:
        """The singular noun that is counted ("round"); ``None`` where no known word and no head tells.

        Args:
            phrase: As it stands in the text.
            head: The phrase's head noun as it stands there, where a parser knows it.
        """
        tokens = _tokens(phrase)
        parts = self._from_head(tokens, self._parts(tokens), head)
        if not parts:
            return self._last_noun(_tokens(head or ""))
        last = parts[0].matches[-1]
        return self._last_noun(tokens[last.end : parts[0].end]) or last.entry.name

    def _last_noun(self, tokens: Sequence[str]) -> str | None:
        words = [token.lower() for token in tokens if token.isalpha()]
        nouns = [word for word in words if word not in self.numerals]
        return self.plurals.singular(nouns[-1]) if nouns else None

    def _parts(self, tokens: Sequence[str]) -> list[_Part]:
        parts: list[_Part] = []
        matches: list[_Match] = []
        index = 0
        while index < len(tokens):
            found = self._match(tokens, index)
            if found is not None:
                matches.append(found)
                index = found.end
                continue
            if matches and tokens[index].lower() in self.breaks:
                parts.append(_Part(index, tuple(matches)))
                matches = []
            index += 1
        return [*parts, _Part(index, tuple(matches))] if matches else parts

    def _match(self, tokens: Sequence[str], start: int) -> _Match | None:
        """The longest entry that begins at ``start``; a designation before a noun of the same length."""
        for end in range(min(len(tokens), start + self.longest), start, -1):
            words = tuple(tokens[start:end])
            folded_last = (*words[:-1], self.plurals.singular(words[-1]))
            folded = tuple(self.plurals.singular(word.lower()) for word in words)
            entry = (
                self.designations.get(words) or self.designations.get(folded_last) or self.nouns.get(folded)
            )
            if entry is not None:
                return _Match(start, end, entry)
        return None

    def _from_head(self, tokens: Sequence[str], parts: list[_Part], head: str | None) -> list[_Part]:
        """The parts from the one that holds the head, cut behind it; all where the head is not known."""
        wanted = _tokens(head or "")[-1:]
        for at, part in enumerate(parts):
            for match in part.matches:
                if list(tokens[match.end - 1 : match.end]) == wanted:
                    matches = tuple(m for m in part.matches if m.end <= match.end)
                    return [_Part(match.end, matches), *parts[at + 1 :]]
        return parts

    def _category(self, tokens: Sequence[str], parts: Sequence[_Part]) -> str | None:
        """What the first part says, after what its unit measures and before what its generic word hides."""
        if not parts:
            return None
        first = parts[0]
        last = first.matches[-1]
        if last.entry.is_unit and "".join(tokens[first.end : first.end + 1]).lower() in self.complements:
            measured = self._category(tokens, parts[1:])
            if measured is not None:
                return measured
        named = [m.entry.category for m in first.matches if m.entry.category is not None]
        if named:
            return named[-1]
        return OTHER if any(m.entry.is_generic for m in first.matches) else None


def _tokens(phrase: str) -> list[str]:
    return _TOKEN.findall(phrase)


def _longest(parts: Sequence[_Part]) -> str | None:
    """The category of the longest word anywhere, the first of equals."""
    entries = [m.entry for part in parts for m in part.matches if m.entry.category is not None]
    return max(entries, key=lambda entry: len(entry.name)).category if entries else None


def _nouns(data: Mapping[str, Any], plurals: Plurals, place: str) -> dict[Words, Entry]:
    named = _by_word(data, "nouns", plurals, place)
    measures = {_folded(word, plurals): word for word in data["units"]}
    helps = {_folded(word, plurals): word for word in data["generic"]}
    written = {**helps, **measures, **{words: name for words, (name, _) in named.items()}}
    return {
        words: Entry(name, named[words][1] if words in named else None, words in measures, words in helps)
        for words, name in written.items()
    }


def _designations(data: Mapping[str, Any], place: str) -> dict[Words, Entry]:
    named = _by_word(data, "designations", None, place)
    return {words: Entry(name, category, False, False) for words, (name, category) in named.items()}


def _by_word(
    data: Mapping[str, Any], key: str, plurals: Plurals | None, place: str
) -> dict[Words, tuple[str, str]]:
    """The words under ``key`` of every category, each to its written form and category."""
    found: dict[Words, tuple[str, str]] = {}
    for table in data["category"]:
        _check_keys(table, _CATEGORY_KEYS, f"a [[category]] of {place}")
        category = table["name"]
        if category not in CATEGORIES:
            raise LexiconError(
                f"No category {category!r} in {place}; categories are: {', '.join(CATEGORIES)}"
            )
        for name in table[key]:
            words = _folded(name, plurals) if plurals else tuple(_tokens(name))
            if words in found:
                raise LexiconError(
                    f"{name!r} stands under {found[words][1]} and {category} in {place}; keep one"
                )
            found[words] = (name, category)
    return found


def _folded(name: str, plurals: Plurals) -> Words:
    return tuple(plurals.singular(word.lower()) for word in _tokens(name))


def _check_forms(data: Mapping[str, Any], place: str) -> None:
    """Refuse what is no word, list or table where one has to be."""
    table = Table(data, place)
    for key in ("units", "generic", "complements", "breaks", "numerals"):
        table.words(key)
    irregular = table.table("irregular_plurals")
    for plural in data["irregular_plurals"]:
        irregular.text(plural)
    for number, ending in enumerate(
        data["plural_endings"] if isinstance(data["plural_endings"], list) else [None]
    ):
        is_pair = isinstance(ending, list) and len(ending) == len(("plural", "singular"))
        if not is_pair or not all(isinstance(part, str) for part in ending):
            wanted = 'a list of pairs ["ies", "y"]'
            raise LexiconError(
                f"'plural_endings' in {place} must be {wanted}, not {ending!r} (number {number + 1})"
            )
    for category in table.tables("category"):
        if category.has("name"):
            category.text("name")
        for key in ("nouns", "designations"):
            if category.has(key):
                category.words(key)


def _check_keys(table: Mapping[str, Any], expected: frozenset[str], place: str) -> None:
    for key in sorted(expected - table.keys()):
        raise LexiconError(
            f"No key {key!r} in {place}; add it, with an empty list where there is nothing to say"
        )
    for key in sorted(table.keys() - expected):
        raise LexiconError(f"Unknown key {key!r} in {place}; keys are: {', '.join(sorted(expected))}")
