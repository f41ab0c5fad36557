"""Spans: the exact stretches of a text that everything else rests on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text, in Unicode code points.

    Attributes:
        start: Offset of the first character.
        end: Offset behind the last character.
        text: Exactly ``document.text[start:end]``.
    """

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """Cut the span ``[start, end)`` out of ``text``.

        Raises:
            ValueError: The offsets do not lie inside the text or hold nothing.
        """
        if not 0 <= start < end <= len(text):
            raise ValueError(f"No span [{start}, {end}) in a text of {len(text)} characters")
        return cls(start, end, text[start:end])

    def holds_in(self, text: str) -> bool:
        """Whether ``text`` reproduces this span exactly."""
        return 0 <= self.start < self.end <= len(text) and text[self.start : self.end] == self.text

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end
