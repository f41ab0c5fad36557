"""Esperanto, bound to the sentence trees of ``tallystick.languages.syntax``.

The endings of Esperanto tell the part of speech, the case and the tense, so that this parser needs no model: a word
is looked at once, and hung on the verb of its clause. A binding of a real pipeline has the same two steps, with the
pipeline's labels in place of the endings (``tallystick/languages/en/parser.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from tallystick.languages.syntax import Sentence, Token, VerbForm

_WORD = re.compile(r"\d[\d.,]*\d|\w+|[^\w\s]")
_PREPOSITIONS = frozenset({"al", "de", "en", "el", "ĝis", "kun", "per", "por", "post", "pri", "sur"})
_CLOSED = {"la": "DET", "ne": "PART", "ke": "SCONJ", "kaj": "CCONJ", **dict.fromkeys(_PREPOSITIONS, "ADP")}
_RELATIONS = {"DET": "det", "PART": "neg", "SCONJ": "mark", "CCONJ": "cc", "ADP": "case", "ADV": "advmod"}
_TENSES: dict[str, VerbForm] = {
    "is": "past", "as": "present", "os": "future", "us": "conditional", "i": "base",
}  # fmt: skip
_ENDINGS = (
    ("NOUN", re.compile(r"oj?n?")),
    ("ADJ", re.compile(r"aj?n?")),
    ("VERB", re.compile(r"[iaou]s|i|u")),
    ("ADV", re.compile(r"en?")),
)


class Parser:
    """Turns stretches of a text into sentence trees."""

    def __init__(self, _pipeline: str | None = None) -> None:
        """There is nothing to load."""
        self.name = "esperanto-1"

    def parse(
        self,
        text: str,
        stretches: Iterable[tuple[int, int]],
        pauses: Sequence[int] = (),  # noqa: ARG002 (see below)
    ) -> Iterator[Sentence]:
        """One tree for each ``(start, end)`` stretch of ``text``; offsets count in the whole text.

        ``pauses`` are places where a model had better see a comma; these rules need none.
        """
        for start, end in stretches:
            tokens = [_token(i, match) for i, match in enumerate(_WORD.finditer(text, start, end))]
            _hang(tokens)
            yield Sentence(tokens, start, end)


def _token(i: int, match: re.Match[str]) -> Token:
    text = match.group()
    pos, stem, ending = _kind(text, is_first=i == 0)
    return Token(
        i=i,
        start=match.start(),
        end=match.end(),
        text=text,
        lemma=text.removesuffix("n") if pos == "PROPN" else stem.lower() + _dictionary_ending(pos),
        pos=pos,
        form=_TENSES.get(ending, "") if pos == "VERB" else "",
        plural="j" in ending,
        head=i,
        rel="dep",
    )


def _kind(text: str, *, is_first: bool) -> tuple[str, str, str]:
    """Part of speech, stem and ending of a word."""
    if text[0].isdigit():
        return "NUM", text, ""
    if not text[0].isalpha():
        return "PUNCT", text, ""
    if text.lower() in _CLOSED:
        return _CLOSED[text.lower()], text, ""
    for pos, endings in _ENDINGS:
        found = re.fullmatch(rf"(\w+?)({endings.pattern})", text)
        if found is not None:
            is_name = pos == "NOUN" and text[0].isupper() and not is_first
            return "PROPN" if is_name else pos, found[1], found[2]
    return "PROPN" if text[0].isupper() else "ADV", text, ""


def _dictionary_ending(pos: str) -> str:
    return {"NOUN": "o", "ADJ": "a", "VERB": "i", "ADV": "e"}.get(pos, "")


def _hang(tokens: list[Token]) -> None:
    """Hang every word on the verb of its clause, and the verb of a clause with "ke" on the verb before it."""
    if not tokens:
        return
    starts = [0, *(t.i for t in tokens if t.text.lower() == "ke"), len(tokens)]
    above: Token | None = None
    for start, end in pairwise(starts):
        clause = tokens[start:end]
        verb = next((t for t in clause if t.pos == "VERB"), None)
        if verb is None:
            continue
        verb.head, verb.rel = (verb.i, "root") if above is None else (above.i, "ccomp")
        _hang_words(clause, verb)
        above = verb
    root = next((t for t in tokens if t.rel == "root"), tokens[0])
    root.rel = "root"
    for token in tokens:
        if token.rel == "dep" and token is not root:
            token.head = root.i


def _hang_words(clause: list[Token], verb: Token) -> None:
    preposition: Token | None = None
    waiting: list[Token] = []  # what stands before its noun
    for token in clause:
        if token is verb:
            continue
        if token.pos == "ADP":
            preposition = token
        if token.pos in ("DET", "NUM", "ADJ", "ADP"):
            waiting.append(token)
        elif token.pos in ("NOUN", "PROPN"):
            _hang_noun(token, verb, preposition)
            for word in waiting:
                word.head, word.rel = (
                    token.i,
                    {"NUM": "num", "ADJ": "mod"}.get(word.pos) or _RELATIONS[word.pos],
                )
            preposition, waiting = None, []
        elif token.pos == "VERB":
            token.head, token.rel = verb.i, "xcomp"
        else:
            token.head, token.rel = verb.i, _RELATIONS.get(token.pos, "punct")


def _hang_noun(noun: Token, verb: Token, preposition: Token | None) -> None:
    noun.head = verb.i
    if preposition is not None:
        noun.rel, noun.case = "obl", preposition.text.lower()
    else:
        noun.rel = "obj" if noun.text.endswith("n") else "subj"
