"""More of the same, whose noun is left out: "300 tents to Kenya **and 60 to Chad**"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tallystick.languages import Token
from tallystick.model import Item
from tallystick.reading.actors import Actors
from tallystick.reading.frame import Frame
from tallystick.reading.parsing import ParsedDocument


class More:
    """Finds what one document's frames add to their goods without naming them again."""

    def __init__(self, parsed: ParsedDocument, actors: Actors) -> None:
        self._parsed = parsed
        self._actors = actors

    def of(self, frame: Frame, items: Sequence[Item]) -> list[Item]:
        """More of the same, whose noun is left out: "300 tents from Oslo, **and 60** from Bergen"."""
        if not items or items[-1].quantity is None or items[-1].unit is None or frame.clause is None:
            return []
        found: list[Item] = []
        for number in self._parsed.numbers_in(items[-1].span.end, frame.where.end):
            token = next((t for t in frame.tree if number.start <= t.start < number.end), None)
            if token is None or number.share or not is_continued(frame, token):
                break
            if self._side_of_more(frame, token) is not None:
                break
            more = replace(
                items[-1], span=self._parsed.span(number.start, number.end), quantity=number.value,
                quantity_max=number.maximum, approximate=number.approximate, bound=number.bound,
            )  # fmt: skip
            found.append(more)
        return found

    def takers(self, frame: Frame) -> list[Frame]:
        """A frame for everybody who gets or gives more of the same: "300 tents to Kenya **and 60 to Chad**"."""
        if frame.clause is None or not frame.themes:
            return []
        numbers = [t for t in frame.tree if t.i > frame.head.i and is_continued(frame, t)]
        sides = ((n, self._side_of_more(frame, n)) for n in numbers)
        return [
            replace(frame, themes=[n], givers=[side])
            if frame.does == "receipt"
            else replace(frame, themes=[n], recipients=[side])
            for n, side in sides
            if side is not None
        ]

    def _side_of_more(self, frame: Frame, number: Token) -> Token | None:
        """Who gets a number whose noun is left out, or gives it: "300 tents to Kenya and 60 **to Chad**"."""
        grammar = self._parsed.language.grammar
        cases = grammar.giver if frame.does == "receipt" else grammar.recipient
        behind = frame.tree.tokens[number.i + 1 :]
        side = next((t for t in behind if t.pos not in ("ADP", "DET", "ADJ")), None)
        if side is None or side.case not in cases:
            return None
        return side if self._actors.is_actor(frame.tree, side) else None


def is_continued(frame: Frame, number: Token) -> bool:
    """Whether a bare number is joined to what stands before it under the frame's verb, with a phrase behind it."""
    behind = frame.tree.tokens[number.i + 1 : number.i + 2]
    is_bare = number.rel == "conj" and number.pos == "NUM" and bool(behind) and behind[0].pos == "ADP"
    verb = next((t for t in frame.tree.ancestors(number) if t.pos in ("VERB", "AUX")), None)
    return is_bare and verb is frame.head
