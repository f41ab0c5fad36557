"""Pages as printed to running text: columns in order, no headers and footers, words and paragraphs whole again.

Lines come as they stand on a page, gaps as blanks. A gutter is a band of blanks that runs down the page beside text
on both sides. What stands at the edge of page after page, numbers apart, is a header or footer.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from tallystick.sources.blocks.lines import ends_sentence, list_mark

Page = Sequence[str]

EDGE_LINES = 3
"""How many lines at the top and at the bottom of a page may be header or footer."""

_ELSEWHERE = 8
"""By how many signs a title and the running heads that repeat it stand apart."""

_NARROWEST_GUTTER = 3
_LEAST_COLUMN = 12
_LEAST_LINES = 5
_HYPHEN = re.compile(r"(?<=[^\W\d])[-\u00ad\u2010]$")
_PAGE_NUMBER = re.compile(r"\W*(?:[^\W\d]{1,10}\.?\s*)?\d{1,4}(?:\s*(?:/|[^\W\d]{1,4})\s*\d{1,4})?\W*")


def text_of_pages(pages: Sequence[Page]) -> str:
    """The running text of ``pages``: a line for each paragraph, an empty one between two."""
    repeated = _repeated(pages)
    bare = [
        _without_edges(page, repeated - _titles(pages) if page is pages[0] else repeated) for page in pages
    ]
    columns = [column for page in bare for column in _columns(page)]
    written = "\n".join(line for column in columns for line in column)
    paragraphs: list[str] = []
    for column in columns:
        for number, lines in enumerate(_paragraphs(column)):
            text = _joined(lines, written)
            if number == 0 and paragraphs and _goes_on(paragraphs[-1], text):
                paragraphs[-1] = _joined([paragraphs[-1], text], written)
            else:
                paragraphs.append(text)
    return "\n\n".join(paragraphs)


# Headers and footers


def _repeated(pages: Sequence[Page]) -> set[str]:
    """What stands at the edge of at least half of the pages, numbers apart."""
    if len(pages) < 2:
        return set()
    seen = Counter(shape for page in pages for shape in {_shape(page[n]) for n in _edges(page)})
    return {shape for shape, times in seen.items() if times >= max(2, len(pages) / 2)}


def _titles(pages: Sequence[Page]) -> set[str]:
    """What stands at the head of the first page and is printed elsewhere on the others: a title that they repeat.

    A letterhead stands in the same place on all of them.
    """
    places: dict[str, list[list[int]]] = defaultdict(list)
    for page in pages:
        found: dict[str, list[int]] = defaultdict(list)
        for number in _edges(page):
            found[_shape(page[number])].append(len(page[number]) - len(page[number].lstrip()))
        for shape, indents in found.items():
            places[shape].append(indents)
    heads = {_shape(pages[0][number]) for number in _edges(pages[0])[:EDGE_LINES]} if pages else set()
    return {
        shape
        for shape in heads
        if (later := [indent for indents in places[shape][1:] for indent in indents])
        and min(abs(indent - places[shape][0][0]) for indent in later) >= _ELSEWHERE
    }


def _edges(page: Page) -> list[int]:
    """Numbers of the first and last lines of a page that hold something."""
    filled = [number for number, line in enumerate(page) if line.strip()]
    return sorted({*filled[:EDGE_LINES], *filled[-EDGE_LINES:]})


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split())).casefold()


def _without_edges(page: Page, repeated: set[str]) -> list[str]:
    edges = _edges(page)
    outermost = {edges[0], edges[-1]} if edges else set()
    dropped = {n for n in edges if _shape(page[n]) in repeated}
    dropped |= {n for n in outermost if _PAGE_NUMBER.fullmatch(page[n])}
    return [line for number, line in enumerate(page) if number not in dropped]


# Columns


def _columns(page: list[str]) -> Iterator[list[str]]:
    """The columns of a page from left to right; what runs over a gutter parts the page into bands."""
    gutter = _gutter(page)
    if gutter is None:
        yield page
        return
    left: list[str] = []
    right: list[str] = []
    for line in page:
        parted = _parted(line, *gutter)
        if parted is None:
            yield from _filled(left, right)
            left, right = [], []
            yield [line]
        else:
            left.append(parted[0])
            right.append(parted[1])
    yield from _filled(left, right)


def _filled(*columns: list[str]) -> Iterator[list[str]]:
    yield from (column for column in columns if any(line.strip() for line in column))


def _gutter(page: list[str]) -> tuple[int, int] | None:
    """The widest band of blanks that most lines of a page leave free, with enough text on both of its sides."""
    filled = [line for line in page if line.strip()]
    width = max((len(line) for line in filled), default=0)
    free = [
        5 * sum(not line[at : at + 1].strip() for line in filled) >= 4 * len(filled) for at in range(width)
    ]
    runs = [list(run) for is_free, run in groupby(range(width), key=free.__getitem__) if is_free]
    bands = [(run[0], run[-1] + 1) for run in runs]
    fitting = [
        (start, end)
        for start, end in bands
        if start >= _LEAST_COLUMN and end <= width - _LEAST_COLUMN and _separates(filled, start, end)
    ]
    return max(fitting, key=lambda band: band[1] - band[0], default=None)


def _separates(lines: list[str], start: int, end: int) -> bool:
    """Whether at least half of the lines have text on both sides, as columns have and short lines do not."""
    parted = [halves for line in lines if (halves := _parted(line, start, end))]
    both = [halves for halves in parted if all(half.strip() for half in halves)]
    return len(both) >= _LEAST_LINES and 2 * len(both) >= len(parted)


def _parted(line: str, start: int, end: int) -> tuple[str, str] | None:
    """A line's halves on both sides of a gutter, ``None`` where the line runs over it."""
    blanks = re.compile(rf"\s{{{_NARROWEST_GUTTER},}}|\s*$").search(line, max(start - 1, 0))
    if blanks is None or blanks.start() > end:
        return None
    return line[: blanks.start()], line[blanks.end() :]


# Paragraphs


def _paragraphs(lines: Sequence[str]) -> Iterator[list[str]]:
    """Lines that belong together: blank lines, marks of lists and short lines that close a sentence part them."""
    width = max((len(line.strip()) for line in lines), default=0)
    found: list[str] = []
    for line in lines:
        content = " ".join(line.split())
        starts_point = bool(content) and list_mark(content, 0, len(content)) is not None
        is_closed = bool(found) and ends_sentence(found[-1]) and len(found[-1]) < 0.75 * width
        if (not content or starts_point or is_closed) and found:
            yield found
            found = []
        if content:
            found.append(content)
    if found:
        yield found


def _joined(lines: Sequence[str], written: str) -> str:
    """One line of several; a word broken at a line's end is made whole unless it is written with its hyphen."""
    text = lines[0]
    for line in lines[1:]:
        if not _HYPHEN.search(text):
            text += f" {line}"
            continue
        head, tail = re.split(r"\s", text)[-1], re.split(r"\s", line)[0]
        keeps = not line[0].islower() or f"{head}{tail}".casefold().strip(".,;:") in written.casefold()
        text = text + line if keeps else text[:-1] + line
    return text


def _goes_on(paragraph: str, following: str) -> bool:
    """Whether a sentence runs on over the end of a column or page."""
    return following[0].islower() and not ends_sentence(paragraph)
