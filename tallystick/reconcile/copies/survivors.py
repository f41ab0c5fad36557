"""What survives translation: places, names, numbers, quotations, months and cognates, in the order of the text.

A survivor is a short string, a letter for its kind and its key behind it ("#210000000", "nmkrn"), so that a
fingerprint of them is small and two are compared by equality. Cognates are long words by their first letters, after
Simard, Foster and Isabelle (1992), "Using cognates to align sentences in bilingual corpora".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from babel.core import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names

from tallystick.model import Block
from tallystick.reading.quotations import find_quotations
from tallystick.reconcile.copies.figures import (
    DIGITS,
    counted,
    distinctiveness,
    figure_words,
    number_key,
    scaled,
    value_of,
)
from tallystick.reconcile.copies.letters import folded, sound_key
from tallystick.reconcile.copies.lexicon import lexicon
from tallystick.reconcile.copies.places import place_key, places

PLACE, NAME, DOUBTFUL, NUMBER, QUOTATION, DAY, COGNATE = "p", "n", "d", "#", "q", "t", "c"
"""Kinds; a doubtful name is a capital letter where common nouns have one, too."""

LASTING = frozenset({PLACE, NAME, NUMBER})
"""Kinds that a translation has whatever its language; quotations aside, which are matched by their length."""

MOST_SURVIVORS = 400
"""A longer text is known by its beginning: wires are cut from their end."""

MOST_QUOTATIONS = 40
"""Any two of like length may be one, so that all pairs are looked at."""

_TOKEN = re.compile(
    rf"(?P<digits>{DIGITS})|(?P<word>[^\W\d_]+(?:(?<=[\u0400-\u04ff])['’ʼ](?=[\u0400-\u04ff])[^\W\d_]+)*)"
)
_SENTENCE_END = re.compile(r"[.!?…:\n“”„«»\"•]")
_LEAST_NAME = 3
_LEAST_COGNATE = 6
_COGNATE_LETTERS = 5
_CONFUSED = str.maketrans({"k": "c", "q": "c", "y": "i", "j": "i", "z": "s", "w": "v"})
_LOOK_AHEAD = 4


class _Token(NamedTuple):
    """A word or figure; ``opens`` says that a sentence or quotation may begin with it."""

    start: int
    end: int
    text: str
    is_digits: bool
    opens: bool


def survivors(text: str, blocks: Sequence[Block], language: str | None) -> tuple[str, ...]:
    """What would survive a translation of ``blocks`` of ``text``, in the order of the text.

    Args:
        text: The document's text.
        blocks: The stretches that are read.
        language: ISO 639-1 code; without one, names and words are looked up as if it were English.
    """
    quotations = find_quotations(text, blocks)[:MOST_QUOTATIONS]
    found = [(q.start, f"{QUOTATION}{_letters(text[q.start : q.end])}") for q in quotations]
    tokens = [list(_tokens(text, block)) for block in blocks]
    names = {key for own in tokens for key in _certain_names(own)}
    for own in tokens:
        found += _in_block(text, own, names, language)
    found.sort()
    return tuple(survivor for _, survivor in found[:MOST_SURVIVORS])


def _letters(quotation: str) -> int:
    return sum(sign.isalnum() for sign in quotation)


def _tokens(text: str, block: Block) -> Iterator[_Token]:
    end = block.start
    for match in _TOKEN.finditer(text, block.start, block.end):
        last = end
        start, end = match.span()
        between = text[last:start]
        opens = last == block.start or (between != " " and _SENTENCE_END.search(between) is not None)
        yield _Token(start, end, match[0], match.lastgroup == "digits", opens)


def _certain_names(tokens: Sequence[_Token]) -> Iterator[str]:
    """The keys of words with a capital letter that a sentence does not account for."""
    for token in tokens:
        if _may_be_name(token) and not token.opens and (key := sound_key(token.text)):
            yield key


def _may_be_name(token: _Token) -> bool:
    return not token.is_digits and len(token.text) >= _LEAST_NAME and token.text[0].isupper()


def _in_block(
    text: str, tokens: Sequence[_Token], names: set[str], language: str | None
) -> Iterator[tuple[int, str]]:
    at = 0
    while at < len(tokens):
        if _is_ordinary(tokens[at].text, language):
            if survivor := _cognate_of(tokens[at].text):
                yield tokens[at].start, survivor
            at += 1
            continue
        survivor, length = _number(tokens, at, language) or _place(tokens, at, language) or (None, 1)
        if survivor is None:
            survivor = _day(tokens[at], language) or _name(text, tokens, at, names, language)
        if survivor is None and not tokens[at].is_digits:
            survivor = _cognate_of(tokens[at].text)
        if survivor is not None:
            yield tokens[at].start, survivor
        at += length


@lru_cache(maxsize=100_000)
def _is_ordinary(word: str, language: str | None) -> bool:
    """Whether a token can be nothing but a cognate, whatever stands beside it: most words of any text."""
    return (
        word[0].isalpha()
        and not word[0].isupper()
        and folded(word) not in figure_words(language).openings
        and place_key(word, language) is None
        and word not in _calendar(language)
    )


def _words_ahead(tokens: Sequence[_Token], at: int) -> list[str]:
    """The next few words, folded, as far as no figure and no end of a sentence comes between."""
    words: list[str] = []
    for token in tokens[at : at + _LOOK_AHEAD]:
        if token.is_digits or (words and token.opens):
            break
        words.append(folded(token.text))
    return words


def _opens(tokens: Sequence[_Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].opens


def _number(tokens: Sequence[_Token], at: int, language: str | None) -> tuple[str, int] | None:
    spoken = figure_words(language)
    token = tokens[at]
    if token.is_digits:
        ahead = [] if _opens(tokens, at + 1) else _words_ahead(tokens, at + 1)
        power, length = scaled(ahead, spoken)
        return f"{NUMBER}{number_key(value_of(token.text) * power)}", 1 + length
    if folded(token.text) not in spoken.openings:
        return None
    value, length = counted(_words_ahead(tokens, at), spoken)
    return (f"{NUMBER}{number_key(value)}", length) if length else None


def _place(tokens: Sequence[_Token], at: int, language: str | None) -> tuple[str, int] | None:
    token = tokens[at]
    if token.text[0].isupper():
        opening = folded(token.text)
        if places(language).opens_longer(opening):
            found = places(language).key_of_words(_words_ahead(tokens, at))
            if found is not None:
                return f"{PLACE}{found[0]}", found[1]
    key = place_key(token.text, language)
    return None if key is None else (f"{PLACE}{key}", 1)


def _day(token: _Token, language: str | None) -> str | None:
    key = _calendar(language).get(token.text)
    return None if key is None else f"{DAY}{key}"


@lru_cache(maxsize=64)
def _calendar(language: str | None) -> Mapping[str, str]:
    """Names of months and weekdays as the CLDR writes them, their case included."""
    try:
        locale = Locale(language or "en")
    except (UnknownLocaleError, ValueError):
        return {}
    names: dict[str, str] = {}
    for context in ("format", "stand-alone"):
        for number, name in get_month_names("wide", context, locale).items():
            names.setdefault(str(name), f"m{number}")
        for number, name in get_day_names("wide", context, locale).items():
            names.setdefault(str(name), f"w{number}")
    return names


def _name(text: str, tokens: Sequence[_Token], at: int, names: set[str], language: str | None) -> str | None:
    token = tokens[at]
    if not _may_be_name(token):
        return None
    key = sound_key(token.text)
    if key is None or (
        token.opens and key not in names and not _goes_on(text, tokens[at : at + 2], language)
    ):
        return None
    return f"{DOUBTFUL if language in lexicon().capital_nouns else NAME}{key}"


def _goes_on(text: str, tokens: Sequence[_Token], language: str | None) -> bool:
    """Whether the second of two words has a capital letter, too, and is no place's, month's or weekday's."""
    return any(
        _may_be_name(after)
        and text[before.end : after.start] == " "
        and place_key(after.text, language) is None
        and _day(after, language) is None
        for before, after in pairwise(tokens)
    )


@lru_cache(maxsize=100_000)
def _cognate_of(word: str) -> str | None:
    plain = folded(word)
    if len(plain) < _LEAST_COGNATE:
        return None
    return COGNATE + re.sub(r"(.)\1", r"\1", plain.replace("ph", "f").translate(_CONFUSED))[:_COGNATE_LETTERS]


@lru_cache(maxsize=100_000)
def match_key(survivor: str) -> str:
    """What a survivor has in common with those it matches: a doubtful name matches a name."""
    return NAME + survivor[1:] if survivor[0] == DOUBTFUL else survivor


_WEIGHTS = {PLACE: 0.5, NAME: 1.0, DOUBTFUL: 0.3, QUOTATION: 0.8, DAY: 0.2, COGNATE: 0.25}
_SHORT_NAME, _SHORT_NAME_WEIGHT = 3, 0.6


@lru_cache(maxsize=100_000)
def weight(survivor: str) -> float:
    """How much it says that two texts share a survivor, whatever the other texts hold.

    A doubtful name that another text has as a certain one is certain, and weighs as much (``match_key``).
    """
    kind = survivor[0]
    if kind == NUMBER:
        return 1.5 * distinctiveness(survivor[1:])
    if kind == NAME and len(survivor) <= _SHORT_NAME:
        return _SHORT_NAME_WEIGHT
    return _WEIGHTS[kind]


def shared_weight(one: str, other: str) -> float:
    """How much it says that two texts share what the one has as ``one`` and the other as ``other``."""
    both_doubtful = one[0] == other[0] == DOUBTFUL
    return weight(one) if both_doubtful else weight(match_key(one))
