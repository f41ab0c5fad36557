"""Phrases as stretches of text: where what hangs under a token begins and ends."""

from __future__ import annotations

from collections.abc import Callable, Collection

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
    for other in list(found):
        for part in sentence.children(other, "nmod", "obl"):
            if part.case in listing:
                found += [t for t in sentence.conjuncts(part) if t not in found]
    return found
