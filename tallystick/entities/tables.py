"""Tables of a language's words: read from TOML, checked key by key, turned into patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tallystick.errors import LexiconError


class Table:
    """One table of a TOML file; every key must be asked for once, and none may be left over.

    Args:
        content: The parsed table.
        place: File and table, for messages.
    """

    def __init__(self, content: Mapping[str, Any], place: str) -> None:
        self._content = content
        self._asked: set[str] = set()
        self.place = place

    @classmethod
    def read(cls, path: Path) -> Table:
        """Read a TOML file.

        Raises:
            LexiconError: The file is missing or is no TOML.
        """
        try:
            return cls(tomllib.loads(path.read_text(encoding="utf-8")), str(path))
        except FileNotFoundError as error:
            raise LexiconError(
                f"No file {path}; a language needs it to read numbers, money and dates"
            ) from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise LexiconError(f"{path} is no TOML: {error}; correct the file") from error

    def text(self, key: str) -> str:
        """A string."""
        value = self._value(key)
        if not isinstance(value, str):
            raise self._wrong(key, "a string", value)
        return value

    def number(self, key: str) -> float:
        """A number."""
        value = self._value(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._wrong(key, "a number", value)
        return float(value)

    def flag(self, key: str) -> bool:
        """True or false."""
        value = self._value(key)
        if not isinstance(value, bool):
            raise self._wrong(key, "true or false", value)
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """A list of strings, in the file's order."""
        value = self._value(key)
        if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
            raise self._wrong(key, "a list of words", value)
        return tuple(value)

    def lists(self, key: str, length: int) -> tuple[tuple[str, ...], ...]:
        """A list of a given length that holds lists of strings."""
        value = self._value(key)
        if not isinstance(value, list) or len(value) != length:
            raise self._wrong(key, f"a list of {length} lists of words", value)
        table = Table({str(n): entry for n, entry in enumerate(value)}, f"{self.place}, {key}")
        return tuple(table.words(str(n)) for n in range(length))

    def values(self, key: str) -> Mapping[str, float]:
        """A table from words to numbers."""
        value = self._value(key)
        if not isinstance(value, dict) or not all(
            isinstance(n, int | float) and not isinstance(n, bool) for n in value.values()
        ):
            raise self._wrong(key, "a table of word = number", value)
        return MappingProxyType(dict(value))

    def groups(self, key: str) -> Mapping[str, tuple[str, ...]]:
        """A table from names to lists of words."""
        value = self._value(key)
        if not isinstance(value, dict):
            raise self._wrong(key, "a table of name = [words]", value)
        table = Table(value, f"{self.place}, [{key}]")
        return MappingProxyType({name: table.words(name) for name in value})

    def table(self, key: str) -> Table:
        """A table within the table."""
        value = self._value(key)
        if not isinstance(value, dict):
            raise self._wrong(key, "a table", value)
        return Table(value, f"{self.place}, [{key}]")

    def tables(self, key: str) -> tuple[Table, ...]:
        """An array of tables."""
        value = self._value(key)
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            raise self._wrong(key, "an array of tables", value)
        return tuple(Table(entry, f"{self.place}, [[{key}]] {n}") for n, entry in enumerate(value, 1))

    def has(self, key: str) -> bool:
        """Whether an optional key is there."""
        return key in self._content

    def finish(self) -> None:
        """Refuse keys that nothing asked for: a mistyped key must not be lost in silence."""
        left = [key for key in self._content if key not in self._asked]
        if left:
            known = ", ".join(sorted(self._asked))
            raise LexiconError(f"Unknown key {left[0]!r} in {self.place}; keys are: {known}")

    def _value(self, key: str) -> Any:
        self._asked.add(key)
        if key not in self._content:
            raise LexiconError(
                f"No key {key!r} in {self.place}; add it, empty if the language has no such words"
            )
        return self._content[key]

    def _wrong(self, key: str, wanted: str, value: object) -> LexiconError:
        return LexiconError(f"{key!r} in {self.place} must be {wanted}, not {value!r}")


def cased(word: str) -> tuple[str, ...]:
    """A word as written in running text, at a sentence's start, in a heading and in capitals.

    Patterns list these forms instead of ignoring case: that would also match letters such as the dotless i,
    which no table holds.
    """
    return tuple(dict.fromkeys((word, word[:1].upper() + word[1:], word.title(), word.upper())))


def alternation(words: Iterable[str], *, any_case: bool = True) -> str:
    """A pattern for any of the words, longest first, blanks matching any one or two white-space characters.

    No word at all gives a pattern that never matches.
    """
    forms = {form for word in words for form in (cased(word) if any_case else (word,))}
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    if not ordered:
        return r"(?!)"
    return "(?:" + "|".join(r"\s{1,2}".join(map(re.escape, form.split(" "))) for form in ordered) + ")"
