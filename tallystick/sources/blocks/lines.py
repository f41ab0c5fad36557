"""Lines and passages: where the text breaks, and which of its breaks are only the edge of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

BLANK = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029\u3000\ufeff\u200b\u200e\u200f\u2060"
"""What is cut from both ends of a line: white space, byte order marks and marks of no width."""

_CLOSERS = "\"'”’»›)]}*_ "
_FINAL = ".!?…。！？"

_MARK = re.compile(
    r"(?P<bullet>[•·▪▫◦‣●○■□►▶▸✓✔➤∙]|\*(?!\*)|[-–—](?=\s))\s*(?=\S)"
    r"|(?P<enclosed>\(?(?:[0-9]{1,3}|[a-zA-Z]|[ivx]{2,5})\))\s+(?=\S)"
    r"|(?P<number>[0-9]{1,3})\.\s+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds something.

    Attributes:
        start: Offset of its first visible character.
        end: Offset behind its last visible character.
        indent: Columns before it.
        after_blank: A line without content, or the text's beginning, comes before it.
    """

    start: int
    end: int
    indent: int
    after_blank: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that belong together; ``lines`` counts them, the rest is as in ``Line``."""

    start: int
    end: int
    lines: int
    after_blank: bool


def list_mark(text: str, start: int, end: int) -> re.Match[str] | None:
    """The bullet or number that ``text[start:end]`` begins with, blanks behind it included."""
    return _MARK.match(text, start, min(end, start + 20))


def ends_sentence(text: str) -> bool:
    """Whether ``text`` closes with a full stop or its like, quotation marks and brackets behind it aside."""
    return text[-20:].rstrip(_CLOSERS).endswith(tuple(_FINAL))


def cut_lines(text: str) -> list[Line]:
    """The lines of ``text`` that hold something, whatever marks their ends."""
    lines: list[Line] = []
    offset, after_blank = 0, True
    for raw in text.splitlines(keepends=True):
        content = raw.lstrip(BLANK)
        indent = len(raw) - len(content)
        content = content.rstrip(BLANK)
        if content:
            start = offset + indent
            lines.append(Line(start, start + len(content), indent, after_blank))
        after_blank = not content
        offset += len(raw)
    return lines


@dataclass(frozen=True, slots=True)
class _Wrapping:
    """How the breaks of one text are to be taken; ``width`` is the edge where lines are hard-wrapped."""

    text: str
    width: int | None

    def is_open(self, line: Line) -> bool:
        """Whether the sentence goes on behind the line."""
        end = self.text[max(line.start, line.end - 20) : line.end]
        return not ends_sentence(end) and not end.rstrip(_CLOSERS).endswith((":", ";"))

    def is_full(self, line: Line, following: Line) -> bool:
        """Whether the next line's first word had no room, as in text filled greedily to the edge.

        A line within a sentence may stop a fifth before the edge, for not every page is filled by count.
        """
        if self.width is None:
            return False
        edge = 0.8 * self.width if self.is_open(line) else self.width
        room = self.text[following.start : following.start + self.width].split(maxsplit=1)[0]
        return line.indent + line.end - line.start + 1 + len(room) > edge

    def continues(self, line: Line, following: Line, *, marked: bool) -> bool:
        """Whether ``following`` carries on the passage of ``line`` (``marked``: it began as a point)."""
        if following.after_blank:
            return False
        goes_on = self.is_open(line)
        if list_mark(self.text, following.start, following.end):
            # A dash at the left edge may be one within the sentence.
            return not marked and goes_on and self.is_full(line, following)
        begins_small = self.text[following.start].islower()
        if self.width is None:
            return goes_on and begins_small and line.end - line.start >= 25
        if following.indent > line.indent and not marked:
            return False
        return self.is_full(line, following) or (goes_on and begins_small)


def _wrapping(text: str, lines: list[Line]) -> _Wrapping:
    """Decide whether the text was broken at a fixed width.

    It was if lines are short, most stop within a sentence, and the next word would not have fitted: the test
    that a greedily filled paragraph passes at each of its breaks and a list or one sentence a line does not.
    """
    pairs = [(one, two) for one, two in pairwise(lines) if not two.after_blank]
    if len(pairs) < 3:
        return _Wrapping(text, None)
    lengths = sorted(one.indent + one.end - one.start for one, _ in pairs)
    widest = lengths[int(0.9 * (len(lengths) - 1))]
    if not 30 <= widest <= 100:
        return _Wrapping(text, None)
    wrapping = _Wrapping(text, widest)
    broken = [two for one, two in pairs if wrapping.is_open(one) and wrapping.is_full(one, two)]
    small = [two for two in broken if not text[two.start].isupper()]
    is_wrapped = 2 * len(broken) >= len(pairs) and 4 * len(small) >= len(broken)
    return wrapping if is_wrapped else _Wrapping(text, None)


def cut_passages(text: str) -> list[Passage]:
    """The passages of ``text``: lines joined where a break is only the edge of the page."""
    lines = cut_lines(text)
    wrapping = _wrapping(text, lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups:
            first = groups[-1][0]
            marked = list_mark(text, first.start, first.end) is not None
            if wrapping.continues(groups[-1][-1], line, marked=marked):
                groups[-1].append(line)
                continue
        groups.append([line])
    return [Passage(group[0].start, group[-1].end, len(group), group[0].after_blank) for group in groups]
