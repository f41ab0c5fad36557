"""All that is particular to a language, one folder each: lexicons as TOML and the binding of a parser."""

from tallystick.languages.language import (
    Language,
    installed_languages,
    load_language,
    load_parser,
    parser_packages,
    plurals_of,
)
from tallystick.languages.syntax import Sentence, Token

__all__ = [
    "Language",
    "Sentence",
    "Token",
    "installed_languages",
    "load_language",
    "load_parser",
    "parser_packages",
    "plurals_of",
]
