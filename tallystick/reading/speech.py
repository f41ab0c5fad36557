"""Whose words a stretch of text is part of."""

from __future__ import annotations

from collections.abc import Iterable

from tallystick.model import Statement
from tallystick.reading.proposals import Proposal


class Sources:
    """The statements of a document, asked for by place.

    Args:
        statements: Proposals of statements.
    """

    def __init__(self, statements: Iterable[Proposal]) -> None:
        found = [p.claim for p in statements if isinstance(p.claim, Statement)]
        # The innermost statement is the one with the shortest content.
        self._statements = sorted(found, key=lambda s: (s.content.end - s.content.start, s.content.start))

    def at(self, offset: int) -> Statement | None:
        """The innermost statement that what stands at ``offset`` is said in, or that its cue introduces."""
        for statement in self._statements:
            if statement.content.start <= offset < statement.content.end:
                return statement
        for statement in self._statements:
            if statement.cue is not None and statement.cue.start <= offset < statement.cue.end:
                return statement
        return None
