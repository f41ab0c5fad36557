"""What a document has talked about so far, and which of it a pronoun or a short description takes up.

Antecedents follow the order of accessibility of centering theory (Grosz, Joshi and Weinstein 1995): the nearest
sentence first, in it subjects before the rest, and what stands inside a quotation not for what stands outside.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Literal

from tallystick.languages import Sentence, Token
from tallystick.model import Actor

MentionKind = Literal["person", "state", "organisation", "place", "group", "office", "body", "thing"]

_PERSON_REACH = 9
"""Sentences back that "he" and "she" may reach: a quotation of several sentences may lie between."""

_SUBJECTS = frozenset({"subj", "subj:pass"})
_ACTING = ("state", "organisation", "body")


@dataclass(frozen=True, slots=True)
class Mention:
    """One noun phrase that named somebody.

    Attributes:
        actor: Whom it names, with the phrase.
        kind: What sort of actor that is.
        sentence: Index of its sentence in the document.
        gender: ``f`` or ``m`` where known.
        plural: Whether it names several.
        subject: Whether it is its clause's subject.
        quoted: Whether it stands inside a quotation.
        noun: Head noun's lemma of a description ("army"), else empty.
        receives: Whether it stands where one who receives does ("to **the poorest states**").
        reported: Whether it stands in what somebody is told to say ("she said that **ten states** had joined").
    """

    actor: Actor
    kind: MentionKind
    sentence: int
    gender: str | None = None
    plural: bool = False
    subject: bool = False
    quoted: bool = False
    noun: str = ""
    receives: bool = False
    reported: bool = False

    @property
    def start(self) -> int:
        """Offset of its first character."""
        return self.actor.span.start


@dataclass(frozen=True, slots=True, eq=False)
class Occurrence:
    """The head of a noun phrase where it stands.

    Attributes:
        index: Index of its sentence in the document.
        sentence: That sentence.
        token: The head.
    """

    index: int
    sentence: Sentence
    token: Token

    @property
    def is_subject(self) -> bool:
        """Whether it is its clause's subject."""
        return self.token.rel in _SUBJECTS

    def mention(self, actor: Actor, kind: MentionKind) -> Mention:
        """It as a mention of ``actor``."""
        return Mention(actor, kind, self.index, subject=self.is_subject)

    def description(self, actor: Actor, kind: MentionKind) -> Mention:
        """It as a mention of ``actor`` by a common noun."""
        return replace(self.mention(actor, kind), noun=self.token.lemma)


class Discourse:
    """The mentions of a document in text order."""

    def __init__(self) -> None:
        self._mentions: list[Mention] = []
        self._starts: list[int] = []

    def add(self, mention: Mention) -> None:
        """Take up the next mention; mentions come in text order."""
        self._mentions.append(mention)
        self._starts.append(mention.start)

    def antecedent(
        self, pronoun: str, before: int, sentence: int, *, but: Collection[int] = ()
    ) -> Mention | None:
        """What a pronoun takes up.

        Args:
            pronoun: Its class in ``Grammar.pronouns`` ("person.f").
            before: Its offset.
            sentence: Index of its sentence.
            but: Offsets of mentions that it cannot mean, as an object cannot mean its verb's subject.
        """
        match pronoun.split("."):
            case ["person", gender]:
                return self.nearest(
                    before,
                    sentence,
                    lambda m: (
                        m.start not in but
                        and m.kind in ("person", "office")
                        and not m.plural
                        and m.gender in (None, gender)
                    ),
                    reach=_PERSON_REACH,
                )
            case ["thing"]:
                return self.nearest(
                    before,
                    sentence,
                    lambda m: m.start not in but and m.kind in _ACTING and not m.plural,
                    reach=2,
                )
            case ["group"]:
                several = self.nearest(
                    before,
                    sentence,
                    lambda m: m.start not in but and m.kind in ("group", "body") and m.plural,
                    reach=2,
                )
                return several or self.nearest(
                    before, sentence, lambda m: m.start not in but and m.kind in _ACTING, reach=1
                )
        return None

    def nearest(
        self, before: int, sentence: int, fits: Callable[[Mention], bool], *, reach: int
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
