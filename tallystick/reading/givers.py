"""Givers: who gives where a sentence leaves it out or names only a body or office ("the government").

A report names its donor once and then speaks of "the government", "the ministry" or of nobody. The state or
organisation that acts nearest before is meant, or else the first that acts at all; who receives is never meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tallystick.entities.gazetteer import NameMention
from tallystick.languages import Sentence, Token
from tallystick.model import Actor, Commitment
from tallystick.reading.actors import Actors
from tallystick.reading.drafts import Draft
from tallystick.reading.items import in_currency_of
from tallystick.reading.parsing import ParsedDocument

_ACTING = frozenset({"subj", "obl:agent"})
_ADJECTIVE = 25
"""Characters before a name in which its adjective stands."""

_SHORT = 3
"""Words of so many letters ("of", "and", "for") may stand in lower case in a name."""

_WITHIN_A_PHRASE = frozenset({"mod", "conj", "appos", "flat"})


@dataclass(frozen=True, slots=True)
class _Party:
    """A state or organisation as it is named somewhere.

    Attributes:
        start: Offset of the name.
        actor: Who it is.
        acts: Whether it stands where one acts.
        receives: Whether it stands in a phrase that names for whom something is.
    """

    start: int
    actor: Actor
    acts: bool
    receives: bool


class Givers:
    """Fills in the actors of one document's drafts.

    Args:
        parsed: The document.
        actors: Its actors.
    """

    def __init__(self, parsed: ParsedDocument, actors: Actors) -> None:
        self._parsed = parsed
        self._actors = actors

    def complete(self, drafts: Sequence[Draft]) -> None:
        """Name who gives in the drafts that do not say it."""
        mentions = list(self._parties())
        receiving = {a.id for d in drafts for a in d.claim.recipients}
        receiving |= {p.actor.id for p in mentions if p.receives}
        named = [p for p in mentions if p.actor.id not in receiving]
        parties = [p for p in named if p.acts] or named
        for draft in drafts:
            # "Japan, Korea and Australia each pledged $10 million": no dollars of one of them
            together = {
                a.id for d in drafts if d.claim.evidence == draft.claim.evidence for a in d.claim.actors
            }
            asks = isinstance(draft.claim, Commitment) and draft.claim.stage == "request"
            if not asks and not _is_without_giver(draft):
                known = tuple(self._whole(a) for a in draft.claim.actors)
                is_open = all(self._is_open(a) for a in known)
                fitting = self._fitting(known, parties)
                actors = (self._meant(draft, known, fitting) or known) if is_open else known
                home = actors[0].id if actors and len(together) < 2 else None
                items = tuple(in_currency_of(self._parsed, i, home) for i in draft.claim.items)
                draft.claim = replace(draft.claim, actors=actors, items=items)

    def _fitting(self, known: Sequence[Actor], parties: list[_Party]) -> list[_Party]:
        """Those that may be meant: of "the government" and the like only states, where the report names one."""
        states = [p for p in parties if self._actors.is_state(p.actor.id)]
        is_body = any(self._actors.is_body_phrase(a.role or a.name) for a in known)
        return states if is_body and states else parties

    def _whole(self, actor: Actor) -> Actor:
        """The union that an organ of it acts for; "the Commission" is such an organ without its full name."""
        is_body = actor.id is None and self._actors.is_party(actor.of) and self._is_one_body(actor.name)
        if (is_body or self._is_national(actor)) and actor.of is not None:  # "the Polish central bank"
            return replace(actor, id=actor.of, name=self._actors.name_of(actor.of))
        identity = actor.id or self._organ(actor.name)
        whole = self._actors.acts_for(identity)
        return actor if whole is None else replace(actor, id=whole, name=self._actors.name_of(whole))

    def _is_national(self, actor: Actor) -> bool:
        """Whether a state's adjective stands right before a body's proper name: "the **Italian** Civil Protection"."""
        if actor.id is not None or not self._actors.is_party(actor.of):
            return False
        start, end = actor.span.start, actor.span.end
        before = self._actors.names_in(max(0, start - _ADJECTIVE), end)
        adjective = next((n for n in before if n.form == "demonym" and n.entity.id == actor.of), None)
        is_proper = all(w[0].isupper() for w in actor.name.split() if len(w) > _SHORT)
        return is_proper and adjective is not None and adjective.end + 1 >= start

    def _is_one_body(self, name: str) -> bool:
        last = name.rsplit(maxsplit=1)[-1].lower() if name else ""
        is_one = self._parsed.language.items.plurals.singular(last) == last
        return is_one and self._actors.is_body_phrase(name)

    def _organ(self, name: str) -> str | None:
        words = name.split()
        usual = self._parsed.language.grammar.epithets.get(words[-1].lower(), frozenset()) if words else ()
        is_proper = bool(words) and words[-1][0].isupper() and len(words) <= 2  # an article and the name
        organs = sorted(i for i in usual if self._actors.acts_for(i) is not None) if is_proper else []
        return organs[0] if len(organs) == 1 else None

    def _is_open(self, actor: Actor) -> bool:
        """Whether only a body, an office or "the country" is named, without saying whose."""
        is_unnamed = actor.id is None or (actor.id.startswith("person:") and actor.of is None)
        is_body = actor.of is None and self._actors.is_body_phrase(actor.role or actor.name)
        return is_unnamed and (is_body or self._takes_up(actor.name))

    def _takes_up(self, name: str) -> bool:
        """Whether a phrase takes up who was named before: "the country", "his country", "the donor"."""
        first, _, last = name.lower().partition(" ")
        grammar = self._parsed.language.grammar
        return last in self._parsed.language.packages.parties and first in grammar.anaphoric

    def _meant(self, draft: Draft, known: tuple[Actor, ...], parties: list[_Party]) -> tuple[Actor, ...]:
        evidence = draft.claim.evidence
        before = [p for p in parties if p.start < evidence.end]
        inside = [p for p in before if p.start >= evidence.start]
        if inside and not inside[0].acts:  # nobody stands where one acts: who is named most often
            named = Counter(p.actor.id for p in inside)
            inside.sort(key=lambda p: (-named[p.actor.id], p.start))
        chosen = inside[0] if inside else before[-1] if before else next(iter(parties), None)
        if chosen is None:
            return ()
        # A pronoun for a description names nobody: who is meant stands where the name does.
        is_told = bool(known) and known[0].span.text == known[0].name
        span = known[0].span if is_told else chosen.actor.span
        return (replace(chosen.actor, span=span),)

    # -- who acts ----------------------------------------------------------------------------------------

    def _parties(self) -> Iterator[_Party]:
        """The states and organisations in text order."""
        for where in self._parsed.sentences:
            for name in self._actors.names_in(where.start, where.end):
                party = self._party(where.tree, name)
                if party is not None:
                    yield party

    def _party(self, tree: Sentence | None, name: NameMention) -> _Party | None:
        entity = name.entity
        identity = entity.of if entity.kind in ("person", "place") else entity.id
        if identity is None or not self._actors.is_party(identity):
            return None
        whole = self._actors.acts_for(identity) or identity
        actor = Actor(whole, self._actors.name_of(whole), self._parsed.span(name.start, name.end))
        token = next((t for t in tree or () if t.start < name.end <= t.end), None)
        if tree is None or token is None:  # in a sentence that was not parsed
            return _Party(name.start, actor, acts=False, receives=False)
        if self._only_speaks(tree, token, identity):
            return None
        receives = self._receives(tree, token)
        adjective = name.form == "demonym"
        acts = not receives and self._acts(tree, token, adjective=adjective)
        if token.rel == "compound" and not adjective and not acts and not receives:
            return None  # "the Ukraine Act": a thing that bears the name
        return _Party(name.start, actor, acts, receives)

    def _receives(self, tree: Sentence, token: Token) -> bool:
        """Whether a name is, or begins, a phrase behind "to" or "for": "for **Kenya**", "to the **Kenya** Fund"."""
        for at in (token, *tree.ancestors(token)):
            if at.case:
                return at.case in self._parsed.language.grammar.recipient
            if at.rel not in ("compound", "mod", "conj"):
                return False
        return False

    def _acts(self, tree: Sentence, token: Token, *, adjective: bool) -> bool:
        """Whether a name is a subject or owner, stands behind "by", or in the name of such a body."""
        grammar = self._parsed.language.grammar
        for at in (token, *tree.ancestors(token)):
            above = tree.head(at)
            heads_a_line = at.rel == "root" and all(t.pos != "VERB" for t in tree)
            if heads_a_line or at.rel in _ACTING or at.case in grammar.giver:
                return True
            if at.rel == "poss" and above is not None:
                return above.rel in _ACTING or ("noun", above.lemma) in self._parsed.language.predicates
            a_body = above is not None and self._actors.is_body_phrase(above.text)
            compound = at.rel == "compound" and (adjective or a_body)
            names_a_body = compound or (a_body and at.case == "of")
            if at.rel not in _WITHIN_A_PHRASE and not names_a_body:
                return False
        return False

    def _only_speaks(self, tree: Sentence, token: Token, identity: str) -> bool:
        """Whether a body without states for members only tells of what others do: "**Oxfam** said"."""
        language, verb = self._parsed.language, tree.head(token)
        if verb is None or token.rel != "subj" or language.cues.find("verb", verb.lemma) is None:
            return False
        is_promise = ("verb", verb.lemma) in language.predicates
        return not is_promise and self._actors.is_single_body(identity)


def _is_without_giver(draft: Draft) -> bool:
    """Whether the sentence tells of who gets something, or says no to it, and of nobody who could be named before."""
    roles = draft.proposal.roles
    told = next((span.start for role, span in roles if role == "predicate"), None)
    gets = [span for role, span in roles if role == "recipient" and told is not None and span.start < told]
    gives = any(role == "giver" for role, _ in roles)
    if draft.proposal.rule.endswith(".share"):
        return not draft.claim.actors
    return draft.proposal.rule == "commitment.said_no" or (
        bool(gets) and not gives and not draft.claim.actors
    )
