"""Who speaks together: "X, Y and Z said jointly" is said by each of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tallystick.languages import Sentence, Token
from tallystick.model import Actor, Statement
from tallystick.reading.actors import Actors
from tallystick.reading.extents import with_listed
from tallystick.reading.parsing import ParsedDocument
from tallystick.reading.proposals import Proposal

_WHOSE = "of"
"""How those are named whom a group is made of, as the binding of every language folds it ("the leaders **of** …")."""


def with_joint_speakers(
    parsed: ParsedDocument, actors: Actors, statements: Iterable[Proposal]
) -> list[Proposal]:
    """The statements with all who make them together.

    Args:
        parsed: The document.
        actors: Who is meant by what.
        statements: Proposals of statements, each with the one who is named first.
    """
    return [_with_others(parsed, actors, proposal) for proposal in statements]


def _with_others(parsed: ParsedDocument, actors: Actors, proposal: Proposal) -> Proposal:
    claim = proposal.claim
    if not isinstance(claim, Statement) or claim.source is None:
        return proposal
    tree = parsed.sentences[parsed.sentence_at(claim.source.span.start)].tree
    head = None if tree is None else _head_in(tree, claim.source)
    if tree is None or head is None:
        return proposal
    others = _coordinated(parsed, tree, head)
    named = [head, *others] if claim.source.id is None else others
    members = _members(parsed, tree, head) if claim.source.id is None and len(named) == 1 else []
    found = [
        a for a in actors.resolve_all(tree, members or named) if a.id is not None and not _is(a, claim.source)
    ]
    return replace(proposal, claim=replace(claim, joint=tuple(found))) if found else proposal


def _coordinated(parsed: ParsedDocument, tree: Sentence, head: Token) -> list[Token]:
    named = with_listed(tree, head, parsed.language.grammar.listing)
    listed = [part for part in tree.children(head, "nmod", "obl") if part.case]
    found = [t for t in named if t is not head and not t.case and not _within(tree, t, listed)]
    above = tree.head(head) if head.rel == "appos" else None
    if above is not None and above.i < head.i:  # "the Chilean president, Gabriel Boric; the envoy, …"
        found += [t for t in _coordinated(parsed, tree, above) if t is not head and t not in found]
    return found


def _within(tree: Sentence, token: Token, phrases: list[Token]) -> bool:
    return any(above in phrases for above in tree.ancestors(token))


def _members(parsed: ParsedDocument, tree: Sentence, group: Token) -> list[Token]:
    """Those by whom a group is told: "the leaders of **Kenya, Peru and Chad**", if they are several, or listed."""
    first = next((t for t in tree.children(group, "nmod") if t.case == _WHOSE), None)
    named = [] if first is None else tree.conjuncts(first)
    listed = [t for t in with_listed(tree, group, parsed.language.grammar.listing) if t is not group]
    return named if len(named) > 1 else listed


def _head_in(tree: Sentence, actor: Actor) -> Token | None:
    """The head of the words that name an actor."""
    start, end = actor.span.start, actor.span.end
    inside = [t for t in tree if start <= t.start and t.end <= end]
    return next((t for t in inside if (above := tree.head(t)) is None or above not in inside), None)


def _is(one: Actor, other: Actor) -> bool:
    return one.id == other.id
