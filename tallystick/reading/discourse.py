"""What a document has talked about so far, and which of it a pronoun or a short description takes up.

Antecedents follow the order of accessibility of centering theory (Grosz, Joshi and Weinstein 1995): the nearest
sentence first, in it subjects before the rest, and what stands inside a quotation not for what stands outside.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tallystick.model import Actor

MentionKind = Literal["person", "state", "organisation", "place", "group", "office", "body", "thing"]

_REACH_SENTENCES = 4
"""How many sentences back a pronoun may reach."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One noun phrase that named somebody.

    Attributes:
        start: Offset of its first character.
        sentence: Index of its sentence in the document.
        actor: Whom it names.
        kind: What sort of actor that is.
        gender: ``f`` or ``m`` where known.
        plural: Whether it names several.
        subject: Whether it is its clause's subject.
        quoted: Whether it stands inside a quotation.
        noun: Head noun's lemma of a description ("army"), else empty.
    """

    start: int
    sentence: int
    actor: Actor
    kind: MentionKind
    gender: str | None
    plural: bool
    subject: bool
    quoted: bool
    noun: str = ""


class Discourse:
    """The mentions of a document in text order."""

    def __init__(self) -> None:
        self._mentions: list[Mention] = []
        self._starts: list[int] = []

    def add(self, mention: Mention) -> None:
        """Take up the next mention; mentions come in text order."""
        self._mentions.append(mention)
        self._starts.append(mention.start)

    def nearest(
        self, before: int, sentence: int, fits: Callable[[Mention], bool], *, reach: int = _REACH_SENTENCES
    ) -> Mention | None:
        """The most accessible mention that ends before offset ``before`` and ``fits``.

        Args:
            before: Offset of the word that takes it up.
            sentence: Index of that word's sentence.
            fits: What the antecedent must be like.
            reach: How many sentences back it may stand.
        """
        best: tuple[int, Mention] | None = None
        for at in range(bisect_left(self._starts, before) - 1, -1, -1):
            mention = self._mentions[at]
            distance = sentence - mention.sentence
            if distance > reach:
                break
            if not fits(mention):
                continue
            # One sentence further back weighs as much as not being the subject does twice.
            cost = 2 * distance + (0 if mention.subject else 1) + (2 if mention.quoted else 0)
            if best is None or cost < best[0]:
                best = (cost, mention)
        return best[1] if best else None
