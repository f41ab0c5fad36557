"""Phrases as stretches of text: where what hangs under a token begins and ends."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import pairwise

from tallystick.languages.syntax import Sentence, Token


def extent(
    sentence: Sentence, token: Token, stop: Callable[[Token], bool] | Collection[str] = ()
) -> tuple[int, int]:
    """Start and end offsets of the phrase under ``token``; punctuation at the edges is left outside.

    Args:
        sentence: The sentence.
        token: The phrase's head.
        stop: Which dependents to leave out, with theirs: a test, or their relations.
    """
    skip = stop if callable(stop) else (lambda other: other.rel in stop)
    tokens = sentence.subtree(token, skip)
    while len(tokens) > 1 and tokens[-1].rel == "punct" and tokens[-1].text not in ")”’\"'%»":
        tokens.pop()
    while len(tokens) > 1 and tokens[0].rel == "punct" and tokens[0].text not in "(“‘\"'«$€£":
        tokens.pop(0)
    return tokens[0].start, tokens[-1].end


def with_listed(sentence: Sentence, token: Token, listing: Collection[str]) -> list[Token]:
    """The head with what is coordinated with it and what its phrase lists: "firms, including A and B"."""
    found = sentence.conjuncts(token)
    first = token.i
    for other in list(found):
        for part in sentence.children(other, "nmod", "obl"):
            if part.case in listing:
                found += [t for t in sentence.conjuncts(part) if t not in found]
                first = part.i
    return found + _behind_semicolons(sentence, first, found)


def _behind_semicolons(sentence: Sentence, at: int, named: Sequence[Token]) -> list[Token]:
    """The rest of a list whose members hold commas: "the minister, Ida Lund; **the envoy**, Ole Berg, and **Ana Paz**".

    Parsers lose such a list at its first semicolon.
    """
    end = next((t.i for t in sentence.tokens[at + 1 :] if _says(t)), len(sentence.tokens))
    parts = [at, *(t.i for t in sentence.tokens[at:end] if t.text == ";"), end]
    has_commas = any(t.text == "," for t in sentence.tokens[at : parts[1]])
    if len(parts) == 2 or not has_commas:
        return []
    joined = next((t.i for t in sentence.tokens[parts[-2] + 2 : end] if _opens_the_last(sentence, t)), None)
    if joined is not None:
        parts.insert(-1, joined)
    if len(parts) < 4:  # two semicolons, or one and the "and" before the last member
        return []
    tops = [_top(sentence.tokens[a:b]) for a, b in pairwise(parts[1:])]
    return [t for t in tops if t is not None and t not in named]


def _says(token: Token) -> bool:
    return (
        token.pos in ("VERB", "AUX")
        and token.form in ("past", "present")
        and token.rel not in ("relcl", "acl")
    )


def _opens_the_last(sentence: Sentence, token: Token) -> bool:
    return token.rel == "cc" and sentence.tokens[token.i - 1].text == ","


def _top(part: Sequence[Token]) -> Token | None:
    """The first noun of a part that hangs on nothing in it."""
    inside = {t.i for t in part}
    return next((t for t in part if t.pos in ("NOUN", "PROPN") and t.head not in inside - {t.i}), None)
