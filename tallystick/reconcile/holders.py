"""Whose a stance is: the speaker's own, or somebody else's that the speaker reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tallystick.entities.gazetteer import Gazetteer
from tallystick.languages.grammar import Grammar
from tallystick.languages.syntax import Sentence, Token
from tallystick.model import Actor
from tallystick.reconcile.wording import fold

_IMPERSONAL = ("it", "there", "this", "that", "nothing", "everything", "anything")
_INDEFINITE = ("a", "an")
_OTHERS = ("person.m", "person.f", "group")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says a statement.

    Attributes:
        source: As the claim names them; ``None``: whoever is the subject speaks.
        direct: Their own words are quoted: "they" are others then.
        grammar: Knows pronouns and words that make a group a part of it.
        gazetteer: Knows whom a name means.
    """

    source: Actor | None
    direct: bool
    grammar: Grammar
    gazetteer: Gazetteer

    def is_meant(
        self,
        tree: Sentence,
        subjects: Sequence[Token],
        predicate: Token | None = None,
        child: Token | None = None,
    ) -> bool | None:
        """Whether ``subjects`` are the speaker, or those for whom the speaker speaks.

        Args:
            tree: The sentence.
            subjects: Heads of the phrases that name who holds the stance.
            predicate: What they hold it by.
            child: Where the concept stands; what it is part of holds no stance.

        Returns:
            ``None`` where nobody is named.
        """
        holders = [
            t for t in subjects if t.lemma not in _IMPERSONAL and not _holds(tree, t, predicate, child)
        ]
        if not holders:
            return None
        return self.source is None or any(self._is_speaker(tree, t) for t in holders)

    def _is_speaker(self, tree: Sentence, token: Token) -> bool:
        assert self.source is not None  # noqa: S101 - the caller asked
        span = self.source.span
        if span.start <= token.start < span.end:
            return True
        kind = self.grammar.pronouns.get(token.text.lower())
        if kind is not None:
            return not (self.direct and kind in _OTHERS)
        if token.pos == "PROPN":
            return self._is_named(tree, token)
        if self._stands_for_own(tree, token) or self._is_possessed(tree, token):
            return True
        if token.pos != "NOUN" or token.plural:
            return False
        return not any(
            c.lemma in _INDEFINITE or c.lemma in self.grammar.quantifiers
            for c in tree.children(token, "det", "mod")
        )

    def _is_possessed(self, tree: Sentence, token: Token) -> bool:
        """Whether it is the speaker's by a pronoun: "**our** governments", indirectly also "**their** countries"."""
        owner = tree.child(token, "poss")
        kind = None if owner is None else self.grammar.pronouns.get(owner.text.lower())
        return kind is not None and not (self.direct and kind in _OTHERS)

    def _stands_for_own(self, tree: Sentence, token: Token) -> bool:
        """Whether a noun stands for the speaker's organisation: "member states" in its spokesman's words."""
        assert self.source is not None  # noqa: S101 - the caller asked
        before = "".join(f"{t.lemma} " for t in tree.children(token, "compound"))
        ids = self.grammar.epithets.get(before + token.lemma, frozenset())
        return bool(ids & {self.source.id, self.source.of})

    def _is_named(self, tree: Sentence, token: Token) -> bool:
        """Whether a name is the speaker's, or that of the state or body the speaker stands for."""
        assert self.source is not None  # noqa: S101 - the caller asked
        words = [
            t.text for t in tree.subtree(token) if t is token or (t.rel == "compound" and t.pos == "PROPN")
        ]
        name = " ".join(words)
        entity = self.gazetteer.lookup(name) or self.gazetteer.lookup(token.text)
        if entity is not None and entity.id in (self.source.id, self.source.of):
            return True
        return fold(token.text) in fold(self.source.name).split()


def _holds(tree: Sentence, token: Token, predicate: Token | None, child: Token | None) -> bool:
    """Whether the concept stands in a subject's phrase, and not in a clause that describes the subject."""
    if child is None:
        return False
    describes = predicate is not None and token in tree.ancestors(predicate)
    return token is child or (token in tree.ancestors(child) and not describes)
