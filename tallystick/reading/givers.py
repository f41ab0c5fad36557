"""Givers: who gives where a sentence leaves it out or names only a body or office ("the government").

A report names its donor once and then speaks of "the government", "the ministry" or of nobody. The state or organisation
that acts nearest before is meant, or else the first that acts at all; who receives is never meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tallystick.languages import Sentence, Token
from tallystick.model import Actor, Commitment
from tallystick.reading.actors import Actors
from tallystick.reading.drafts import Draft
from tallystick.reading.parsing import ParsedDocument, ParsedSentence

_ACTING = frozenset({"subj", "poss", "obl:agent"})
_WITHIN_A_NAME = frozenset({"compound", "mod", "amod", "flat"})


@dataclass(frozen=True, slots=True)
class _Party:
    """A state or organisation named where it acts.

    Attributes:
        start: Offset of the name.
        actor: Who it is.
    """

    start: int
    actor: Actor


class Givers:
    """Fills in the actors of one document's drafts.

    Args:
        parsed: The document.
        actors: Its actors.
    """

    def __init__(self, parsed: ParsedDocument, actors: Actors) -> None:
        self._parsed = parsed
        self._actors = actors

    def complete(self, drafts: Iterable[Draft]) -> None:
        """Name who gives in the drafts that do not say it."""
        drafts = list(drafts)
        receiving = {a.id for d in drafts for a in d.claim.recipients}
        parties = [p for p in self._parties() if p.actor.id not in receiving]
        for draft in drafts:
            asks = isinstance(draft.claim, Commitment) and draft.claim.stage == "request"
            if not asks:
                known = tuple(self._whole(a) for a in draft.claim.actors)
                named = (
                    known
                    if known and not all(map(self._is_open, known))
                    else self._meant(draft, known, parties)
                )
                draft.claim = replace(draft.claim, actors=named or known)

    def _whole(self, actor: Actor) -> Actor:
        """The union or state that an organ of it acts for."""
        whole = self._actors.acts_for(actor.id)
        return actor if whole is None else replace(actor, id=whole, name=self._actors.name_of(whole))

    def _is_open(self, actor: Actor) -> bool:
        """Whether only a body, an office or "the country" is named, without saying whose."""
        return actor.id is None and self._actors.is_body_phrase(actor.name)

    def _meant(self, draft: Draft, known: tuple[Actor, ...], parties: list[_Party]) -> tuple[Actor, ...]:
        at = draft.claim.evidence.end
        before = [p for p in parties if p.start < at]
        chosen = before[-1] if before else next(iter(parties), None)
        if chosen is None:
            return ()
        span = known[0].span if known else chosen.actor.span
        return (replace(chosen.actor, span=span),)

    # -- who acts ----------------------------------------------------------------------------------------

    def _parties(self) -> list[_Party]:
        """The states and organisations in text order, where they act and do not receive."""
        return [
            p
            for where in self._parsed.sentences
            if where.tree is not None
            for p in self._in(where, where.tree)
        ]

    def _in(self, where: ParsedSentence, tree: Sentence) -> Iterator[_Party]:
        for name in self._actors.names_in(where.start, where.end):
            entity = name.entity
            identity = entity.of if entity.kind in ("person", "place") else entity.id
            if identity is None or not self._actors.is_party(identity):
                continue
            token = next((t for t in tree if t.start < name.end <= t.end), None)
            if token is not None and self._acts(tree, token):
                whole = self._actors.acts_for(identity) or identity
                span = self._parsed.span(name.start, name.end)
                yield _Party(name.start, Actor(whole, self._actors.name_of(whole), span))

    def _acts(self, tree: Sentence, token: Token) -> bool:
        """Whether a name stands where one acts: as a subject, an owner, behind "by", or in the name of such a body."""
        grammar = self._parsed.language.grammar
        seen: set[int] = set()
        at: Token | None = token
        while at is not None and at.i not in seen:
            seen.add(at.i)
            if at.rel in _ACTING or at.case in grammar.giver or at.rel == "root":
                return True
            inside = at.rel in ("conj", "appos", *_WITHIN_A_NAME)
            of_a_body = at.rel == "nmod" and at.case == "of"
            if not inside and not of_a_body:
                return False
            above = tree.head(at)
            if above is not None and of_a_body and not self._actors.is_body_phrase(above.text):
                return False
            at = above
        return False
