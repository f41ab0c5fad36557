"""Finding promises in pages that are files: what a script needs for it, in parts that it loads as they are asked for.

A page on a disk may not fetch anything, but may load scripts; so each part is a script that puts a list into the table
``tallyParts``. Parts of words say in which rows the words stand that begin with the same two signs; parts of choices
say which rows have an actor, a recipient, a category or a status; parts of rows hold the rows as they are shown.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tallystick.model.records import Promise
from tallystick.web.rendering import kept_text

FOLDER = "find"
PART_ROWS = 100
"""Rows of a part."""

_MOST_CHOICE_PARTS = 64
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Finder:
    """In which rows everything stands that can be asked for; rows are numbered as they are shown.

    Attributes:
        words: Rows by word, by the two signs that words begin with.
        choices: Rows by what is chosen ("actor:EU"), by the number of the part.
        total: How many rows there are.
    """

    words: Mapping[str, Mapping[str, Sequence[int]]]
    choices: Sequence[Mapping[str, Sequence[int]]]
    total: int

    @classmethod
    def of(cls, promises: Iterable[Promise], total: int) -> Finder:
        """What is needed to find promises.

        Args:
            promises: In the order in which they are shown.
            total: How many there are.
        """
        words: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        parts = min(_MOST_CHOICE_PARTS, 1 + total // PART_ROWS)
        choices: list[dict[str, list[int]]] = [defaultdict(list) for _ in range(parts)]
        for row, promise in enumerate(promises):
            for word in sorted(set(words_of(_told(promise)))):
                words[word[:2]][word].append(row)
            for choice in sorted(_chosen(promise)):
                choices[sum(map(ord, choice)) % parts][choice].append(row)
        return cls(words, choices, total)

    @property
    def starts(self) -> str:
        """What words begin with, so that a script asks for no part that is not there."""
        return " ".join(sorted(self.words))

    def parts(self, rows: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The parts by their path in the folder of the site.

        Args:
            rows: Each row as it is shown, as HTML.
        """
        for start in sorted(self.words):
            name = "-".join(f"{ord(sign):x}" for sign in start)
            yield script_part(FOLDER, f"word-{name}", _counted(self.words[start]))
        for number, some in enumerate(self.choices):
            yield script_part(FOLDER, f"choice-{number}", _counted(some))
        waiting = list[str]()
        number = 0
        for row in rows:
            waiting.append(row)
            if len(waiting) == PART_ROWS:
                yield script_part(FOLDER, f"rows-{number}", waiting)
                waiting, number = [], number + 1
        if waiting:
            yield script_part(FOLDER, f"rows-{number}", waiting)


def words_of(text: str) -> list[str]:
    """Words as they are looked up, likewise taken from what somebody types (``find.js``)."""
    return _WORD.findall(_THOUSANDS.sub("", unicodedata.normalize("NFKC", text).lower()))


def _told(promise: Promise) -> str:
    status = promise.status.replace("_", " ")
    return " ".join([promise.title, kept_text(promise), promise.deadline or "", status])


def _chosen(promise: Promise) -> set[str]:
    parties = {f"actor:{party.key}" for party in promise.actors}
    parties |= {f"recipient:{party.key}" for party in promise.recipients}
    return parties | {f"category:{promise.category}", f"status:{promise.status}"}


def _counted(rows: Mapping[str, Sequence[int]]) -> list[tuple[str, list[int]]]:
    """Each key with its first row and, for each other, how many rows later it is."""
    return [(key, [some[0], *(later - row for row, later in pairwise(some))]) for key, some in rows.items()]


def script_part(folder: str, name: str, content: object) -> tuple[str, bytes]:
    """A part as a script, by its path in the folder of the site.

    Args:
        folder: Where the parts of its page lie.
        name: How the script of the page calls it.
        content: What it holds, as JSON has it.
    """
    told = json.dumps(content, separators=(",", ":"))  # escapes all that is not ASCII
    return f"{folder}/{name}.js", f"tallyParts[{json.dumps(name)}]={told};\n".encode()
