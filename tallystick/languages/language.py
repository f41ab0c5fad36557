"""What the rest of the program knows of a language: its lexicons and its parser."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from tallystick.entities.items import ItemWords, Plurals
from tallystick.entities.quantities import QuantityWords
from tallystick.languages.cues import Cues, load_cues
from tallystick.languages.events import EventLexicon, load_events
from tallystick.languages.grammar import Grammar, load_grammar
from tallystick.languages.lexicon import Predicates, load_predicates, read_toml
from tallystick.languages.packages import PackageWords, load_packages
from tallystick.languages.stances import Stances, load_stances
from tallystick.languages.syntax import Sentence

_HERE = Path(__file__).parent


class Parser(Protocol):
    """A parser binding: ``languages/<code>/parser.py`` holds one under this name."""

    name: str

    def parse(
        self, text: str, stretches: Iterable[tuple[int, int]], pauses: Sequence[int] = ()
    ) -> Iterator[Sentence]:
        """One tree for each stretch of ``text``, offsets counted in the whole text.

        Args:
            text: The text.
            stretches: Start and end of each sentence.
            pauses: Where a comma is to be thought that the writer left out, ascending.
        """
        ...


@dataclass(frozen=True)
class Language:
    """One language: a folder of this package.

    Attributes:
        code: ISO 639-1.
        folder: Where its data lies.
        grammar: Closed classes.
        predicates: What its predicates do.
        cues: Its words that say who said or thought something.
        events: Its words that tell of events.
        quantities: Its words for numbers, money and dates.
        items: Its words for goods.
        packages: Its words for what packages hold and are worth.
        stances: Its words by which somebody takes a side.
        fingerprint: Hash over all its data files, in hex.
    """

    code: str
    folder: Path
    grammar: Grammar
    predicates: Predicates
    cues: Cues
    events: EventLexicon
    quantities: QuantityWords
    items: ItemWords
    packages: PackageWords
    stances: Stances
    fingerprint: str

    @property
    def triggers(self) -> frozenset[str]:
        """Lemmas of every lexicon that may open a claim."""
        predicates = frozenset(lemma for _, lemma in self.predicates)
        cues = frozenset(cue.trigger for cue in self.cues)
        return predicates | cues | self.packages.holding | self.packages.recording | self.events.triggers


def installed_languages() -> tuple[str, ...]:
    """Codes of the languages that can be read, sorted."""
    return tuple(sorted(p.parent.name for p in _HERE.glob("*/parser.py")))


@cache
def plurals_of(code: str) -> Plurals | None:
    """How plural nouns are made and folded in a language, without its other lexicons; ``None`` for an unknown one.

    Raises:
        LexiconError: The file cannot be read or is not TOML.
    """
    if code not in installed_languages():
        return None
    return Plurals.of(read_toml(_HERE / code / "items.toml"))


@cache
def load_language(code: str) -> Language:
    """The language's lexicons, loaded once.

    Args:
        code: One of ``installed_languages()``.

    Raises:
        LexiconError: A data file of the language breaks its form.
    """
    folder = _HERE / code
    return Language(
        code=code,
        folder=folder,
        grammar=load_grammar(folder / "grammar.toml"),
        predicates=load_predicates(folder / "predicates.toml"),
        cues=load_cues(folder / "cues.toml"),
        events=load_events(folder / "events.toml"),
        quantities=QuantityWords.load(folder),
        items=ItemWords.load(folder / "items.toml"),
        packages=load_packages(folder / "packages.toml"),
        stances=load_stances(folder / "stances.toml"),
        fingerprint=_fingerprint(folder),
    )


@cache
def load_parser(code: str, pipeline: str | None = None) -> Parser:
    """The language's parser, loaded once for each pipeline; the costly part of starting up.

    Args:
        code: ISO 639-1 code of an installed language.
        pipeline: Name of an installed pipeline; ``None`` for the language's usual one.

    Raises:
        SettingError: The pipeline is not installed or cannot parse.
    """
    module = importlib.import_module(f"tallystick.languages.{code}.parser")
    parser: Parser = module.Parser(pipeline) if pipeline else module.Parser()
    return parser


def parser_packages(code: str) -> tuple[str, ...]:
    """What parses the language, with versions: packages that the same trees come from."""
    module = importlib.import_module(f"tallystick.languages.{code}.parser")
    named: tuple[str, ...] = module.packages()
    return named


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.toml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
