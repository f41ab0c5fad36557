"""Role nouns: those who act and speak without being named, read from a language's ``roles.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from tallystick.entities.tables import Table
from tallystick.errors import SettingError

_LANGUAGES = Path(__file__).parent.parent / "languages"


@dataclass(frozen=True, slots=True)
class Roles:
    """The words of ``roles.toml``, in lower case, nouns in singular and plural.

    Attributes:
        state_offices: Whose holder speaks for the state beside them ("the Dutch prime minister").
        organisation_offices: Whose holder speaks for the organisation beside them ("the NATO chief").
        state_bodies: That stand for the state beside them ("the Ukrainian army").
        home_bodies: Those of them that are those of the state a report is about, where none is beside them.
        groups: Several states or parties without saying which ("partner countries").
        persons: Single persons ("doctor").
        unnamed_speakers: Who speaks without a name and without a state ("sources", "a study").
        titles: Words before a name that belong to no state or organisation ("Mayor", "Professor").
        female: Nouns and titles that tell that a person is a woman.
        male: Nouns and titles that tell that a person is a man.
        names_of_offices: What the holders of an office are called besides: "head of state" → "president", "king".
    """

    state_offices: frozenset[str]
    organisation_offices: frozenset[str]
    state_bodies: frozenset[str]
    home_bodies: frozenset[str]
    groups: frozenset[str]
    persons: frozenset[str]
    unnamed_speakers: frozenset[str]
    titles: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    names_of_offices: Mapping[str, tuple[str, ...]]

    @classmethod
    def load(cls, language: str = "en") -> Roles:
        """The role nouns of a language; read once and kept.

        Args:
            language: ISO 639-1 code.

        Raises:
            SettingError: There are none in that language.
            LexiconError: The file lacks a list or has one of another name.
        """
        return _load(language)

    @classmethod
    def read(cls, path: Path) -> Roles:
        """The role nouns of one file.

        Raises:
            LexiconError: The file is missing, lacks a list or has one of another name.
        """
        table = Table.read(path)
        lists = [field.name for field in fields(cls) if field.name != "names_of_offices"]
        words = {name: frozenset(table.words(name)) for name in lists}
        roles = cls(**words, names_of_offices=table.groups("names_of_offices"))
        table.finish()
        return roles


@cache
def _load(language: str) -> Roles:
    path = _LANGUAGES / language / "roles.toml"
    if not path.is_file():
        known = ", ".join(sorted(p.parent.name for p in _LANGUAGES.glob("*/roles.toml")))
        raise SettingError(f"No role nouns for language {language!r}; there are some for: {known}")
    return Roles.read(path)
