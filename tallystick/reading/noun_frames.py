"""Frames that a noun says, or a participle before its noun: "the **delivery** of 40 trucks", "its **pledged** aid"."""

from __future__ import annotations

from collections.abc import Iterable

from tallystick.languages import Sentence, Token
from tallystick.languages.grammar import Grammar
from tallystick.reading.actors import Actors
from tallystick.reading.amounts import Amounts
from tallystick.reading.forces import CONTENT, Forces
from tallystick.reading.frame import Frame
from tallystick.reading.parsing import ParsedDocument, ParsedSentence

_LANDS = ("state", "place")


class NounFrames:
    """Finds the frames of one document's nouns.

    Args:
        parsed: The document.
        actors: Its actors.
        forces: What its predicates do.
    """

    def __init__(self, parsed: ParsedDocument, actors: Actors, forces: Forces) -> None:
        self._actors = actors
        self._forces = forces
        self._grammar = parsed.language.grammar
        self._amounts = Amounts(parsed, forces)

    def of_participle(self, where: ParsedSentence, token: Token) -> Frame | None:
        """A participle before its noun: "its **pledged** $277 million"."""
        tree = where.tree
        line = self._forces.participle(token)
        head = tree.head(token) if tree is not None else None
        if line is None or tree is None or head is None:
            return None
        return Frame(where, token, line.does, None, tree.children(head, "poss"), [], [head])

    def of_noun(self, where: ParsedSentence, token: Token) -> Frame | None:
        """A noun of giving, promising or failing with what is behind it: "the **delivery** of 40 trucks"."""
        line = self._forces.noun(token)
        tree = where.tree
        if line is None or tree is None or line.does == "package":
            return None
        parts = tree.children(token, "nmod") or _shared_parts(tree, token)
        themes = [t for p in parts if p.case == "of" for t in tree.conjuncts(p)]
        if line.does.startswith("commit") or line.does == "fail":
            themes += [
                t
                for p in parts
                if p.case == "for"
                for t in tree.conjuncts(p)
                if not self._actors.is_actor(tree, t)
            ]
        themes = [t for t in themes if not self._actors.is_actor(tree, t)]
        compounds = [c for c in tree.children(token, "compound") if c.pos == "NOUN"]
        is_goods_itself = tree.child(token, "num") is not None  # "40 million vaccine donations"
        if not themes and not is_goods_itself:
            themes = [c for c in compounds if line.does in CONTENT or self._amounts.is_counted(tree, c)]
        if not themes:
            return None
        givers = tree.children(token, "poss") + [p for p in parts if p.case == "by"]
        frame = Frame(where, token, line.does, None, givers, [], themes)
        frame.recipients = receiving(self._actors, self._grammar, where, parts, themes) or self._behind_goods(
            frame
        )
        return frame

    def _behind_goods(self, frame: Frame) -> list[Token]:
        """Who receives, where the parser hung it on the verb above: "announced the supply of drones **to Kenya**"."""
        verbs = {c.predicate.i: c for c in frame.where.clauses}
        above = next((verbs[t.i] for t in frame.tree.ancestors(frame.head) if t.i in verbs), None)
        last = max(t.i for t in frame.themes)
        behind = [o for o in above.obliques if o.i > last] if above is not None else []
        return receiving(self._actors, self._grammar, frame.where, behind, [])


def receiving(
    actors: Actors, grammar: Grammar, where: ParsedSentence, obliques: list[Token], themes: list[Token]
) -> list[Token]:
    """Phrases behind "to" or "for" that name somebody, at the verb or at what is given."""
    tree = where.tree
    if tree is None:
        return []
    candidates = [*obliques]
    for theme in themes:
        candidates += tree.children(theme, "nmod")
        for part in tree.children(theme, "nmod"):
            candidates += tree.children(part, "nmod")
    found: list[Token] = []
    for phrase in candidates:
        if phrase.case in grammar.recipient:
            found += [t for t in tree.conjuncts(phrase) if _takes(actors, tree, t) and t not in found]
    purposes = [p for p in candidates if p.case in grammar.recipient]
    return found or _lands(actors, grammar, tree, [*purposes, *themes])


def _lands(actors: Actors, grammar: Grammar, tree: Sentence, things: Iterable[Token]) -> list[Token]:
    """Where what is given or paid for stands: "money for clean water **in Malawi**", "build 40 schools **in Laos**"."""
    found: list[Token] = []
    for thing in things:
        # parsers hang what stands right behind on the thing or on the verb
        behind = [t for t in tree.tokens[thing.i + 2 : thing.i + 3] if t.rel == "obl"]
        inside = [p for p in (*tree.children(thing, "nmod"), *behind) if p.case in grammar.locative]
        found += [
            t for p in inside for t in tree.conjuncts(p) if _is_land(actors, tree, t) and t not in found
        ]
    return found


def _is_land(actors: Actors, tree: Sentence, token: Token) -> bool:
    """Whether a phrase names a state, or a place that is known to lie in one."""
    mention = actors.mention(tree, token)
    return mention.kind in _LANDS and (mention.actor.id or mention.actor.of) is not None


def _takes(actors: Actors, tree: Sentence, token: Token) -> bool:
    """Whether a phrase names somebody who may receive, or a land: "40 tents to **the Gaza Strip**"."""
    return actors.mention(tree, token).kind != "thing"


def _shared_parts(tree: Sentence, noun: Token) -> list[Token]:
    """The phrases behind a noun that hang on the one it is coordinated with: "training and **supply of boots**"."""
    first = tree.head(noun) if noun.rel == "conj" else None
    beside = [*([] if first is None else [first]), *tree.children(noun, "conj")]
    return [p for other in beside for p in tree.children(other, "nmod") if p.i > max(noun.i, other.i)]
