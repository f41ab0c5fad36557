"""Parsed sentences in terms that no single parser owns.

Every language's binding turns its parser's output into these trees, so that the rules above never look at a
parser's labels. The relations are those of Universal Dependencies, shortened, with prepositions folded into
the noun they introduce (``Token.case``), as in enhanced UD:

    subj, subj:pass, csubj     subject, passive subject, clausal subject
    obj, iobj                  direct and indirect object
    obl, obl:agent, nmod       prepositional phrase of a verb, passive agent, prepositional phrase of a noun
    attr                       predicate noun or adjective of a copula; object predicate
    ccomp, xcomp, pcomp        clausal complement, the same without own subject, clause behind a preposition
    advcl, acl, relcl          adverbial clause, participle or infinitive at a noun, relative clause
    conj, cc, appos            coordination, its word, apposition
    mod, num, compound, poss   adjective, number, noun modifier, possessor
    det, neg, aux, aux:pass, mark, case, prt, advmod, tmod, expl, parataxis, punct, root, dep
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

VerbForm = Literal["past", "present", "future", "conditional", "base", "participle", "gerund", "modal", ""]


@dataclass(slots=True, eq=False)
class Token:
    """One word of a sentence.

    Attributes:
        i: Index in the sentence.
        start: Offset of the first character in the document's text.
        end: Offset behind the last character.
        text: The word as written.
        lemma: Dictionary form in lower case (proper names keep their case).
        pos: Universal part of speech ("VERB", "NOUN", "PROPN" …).
        form: For verbs the form: finite ``past`` or ``present``, ``future`` or ``conditional`` where an ending and
            no auxiliary says so, ``base`` (infinitive), past ``participle``, ``gerund``, ``modal``; else empty.
        plural: Whether a noun is marked plural.
        head: Index of the head; the root has its own.
        rel: Relation to the head.
        case: Preposition(s) that introduce the phrase, in lower case ("according to"), else empty.
        children: Indices of the dependents, ascending.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    form: VerbForm
    plural: bool
    head: int
    rel: str
    case: str = ""
    children: list[int] = field(default_factory=list)


class Sentence:
    """A parsed sentence: its tokens and the ways through its tree."""

    __slots__ = ("end", "start", "tokens")

    def __init__(self, tokens: list[Token], start: int, end: int) -> None:
        """Take ``tokens`` whose heads are set and link the children."""
        self.tokens = tokens
        self.start = start
        self.end = end
        for token in tokens:
            token.children.clear()
        for token in tokens:
            if token.head != token.i:
                tokens[token.head].children.append(token.i)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def head(self, token: Token) -> Token | None:
        """The token's head, ``None`` for a root."""
        return None if token.head == token.i else self.tokens[token.head]

    def children(self, token: Token, *rels: str) -> list[Token]:
        """The dependents of ``token``, all or those in one of the relations ``rels``."""
        if not rels:
            return [self.tokens[i] for i in token.children]
        return [self.tokens[i] for i in token.children if self.tokens[i].rel in rels]

    def child(self, token: Token, *rels: str) -> Token | None:
        """The first dependent of ``token`` in one of the relations ``rels``, ``None`` without one."""
        for i in token.children:
            if self.tokens[i].rel in rels:
                return self.tokens[i]
        return None

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The heads above the token, nearest first; safe on a broken (cyclic) tree."""
        seen = {token.i}
        while (above := self.head(token)) is not None and above.i not in seen:
            yield above
            seen.add(above.i)
            token = above

    def subtree(self, token: Token, skip: Callable[[Token], bool] | None = None) -> list[Token]:
        """The ``token`` and all below it in order, without the dependents (and theirs) that ``skip`` names."""
        tokens, seen, todo = self.tokens, {token.i}, [token.i]
        while todo:
            for i in tokens[todo.pop()].children:
                if i not in seen and (skip is None or not skip(tokens[i])):
                    seen.add(i)
                    todo.append(i)
        return [tokens[i] for i in sorted(seen)]

    def conjuncts(self, token: Token) -> list[Token]:
        """The token and everything coordinated with it, in order: "A, B and C" from A."""
        found, todo = [], [token]
        while todo:
            at = todo.pop(0)
            if at not in found:
                found.append(at)
                todo.extend(self.children(at, "conj"))
        return sorted(found, key=lambda t: t.i)
