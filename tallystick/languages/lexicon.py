"""Lexicons: what the predicates of a language do, read from its TOML files.

``predicates.toml`` has the tables ``[verb]``, ``[noun]``, ``[adjective]``; each line is one predicate:

    deliver = { does = "transfer", shows = "Norway delivered 40 trucks to Kenya." }

A particle joins its verb with an underscore ("hand_over"). ``shows`` is a sentence that is read otherwise
when the line is taken away; the tests prove it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tallystick.errors import LexiconError, why_unreadable

PartOfSpeech = Literal["verb", "noun", "adjective"]

ROLES_OF_PREDICATES = frozenset({
    "transfer",  # hands something over: the subject gives, the object goes
    "receipt",  # the subject gets something
    "arrival",  # the subject is the thing that gets there
    "arrival.counted",  # the same, only of what is counted (come)
    "achievement",  # brings about something countable (builds, plants, trains, buys)
    "admission",  # lets so many people in (takes in, welcomes, hosts)
    "commit.request", "commit.proposal", "commit.pledge", "commit.commitment", "commit.refusal",
    "hope",  # a pledge that is only possible
    "fail",  # what it governs does not come about
    "lack",  # its subject has not come (is missing)
    "share",  # of its subject the share beside it has come (is 15% funded)
    "realise",  # what it governs comes about (manage, begin, help)
    "raise",  # expected, set, due: what it governs lies ahead
    "support",  # helps its object with what stands behind "with"
    "light",  # does what its object, a noun of giving, says (make a donation)
    "announce",  # makes a package or plan public: a pledge of its object
    "package",  # a noun that stands for what is given (package, tranche, aid)
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Predicate:
    """One line of ``predicates.toml``: see the module's head."""

    lemma: str
    part_of_speech: PartOfSpeech
    does: str
    shows: str


Predicates = Mapping[tuple[str, str], Predicate]
"""Predicates by (part of speech, lemma)."""


def read_toml(path: Path) -> dict[str, Any]:
    """The file's content.

    Raises:
        LexiconError: The file is missing or no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"Cannot read the lexicon {path}: {why_unreadable(error)}") from error


def load_predicates(path: Path) -> dict[tuple[str, str], Predicate]:
    """All predicates of a ``predicates.toml``.

    Raises:
        LexiconError: A line has another form than the module's head says.
    """
    found: dict[tuple[str, str], Predicate] = {}
    parts: tuple[PartOfSpeech, ...] = ("verb", "noun", "adjective")
    for part in parts:
        for lemma, line in read_toml(path).get(part, {}).items():
            if not isinstance(line, dict) or line.get("does") not in ROLES_OF_PREDICATES:
                raise LexiconError(
                    f"{path.name} [{part}] {lemma}: 'does' must be one of {', '.join(sorted(ROLES_OF_PREDICATES))}"
                )
            found[part, lemma] = Predicate(lemma, part, line["does"], line.get("shows", ""))
    return found
