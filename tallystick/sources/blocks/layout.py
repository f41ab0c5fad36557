"""From a text to its blocks: which stretches are read, which are not, and what the latter tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tallystick.model import Block, BlockKind, Span
from tallystick.sources.blocks import notices
from tallystick.sources.blocks.dateline import Dateline, place_line, read_dateline, trailing_agency
from tallystick.sources.blocks.lines import BLANK, Passage, cut_passages, ends_sentence, list_mark
from tallystick.sources.blocks.phrases import agency_named
from tallystick.sources.dates import date_line, find_date, is_update

_LONGEST_HEADLINE = 220
_LONGEST_SUBHEADING = 100
_LONGEST_DATE_LINE = 120


@dataclass(frozen=True, slots=True)
class Layout:
    """A text's blocks and what its page says about the text.

    Attributes:
        blocks: In order, never overlapping; what lies between them is white space, list marks or nothing.
        title: The headline.
        agency: Wire service by its usual name ("AFP").
        byline: Author as printed.
        translated_by: Translator as printed.
        place: Where the dateline says the report was written.
        date: The dateline's date as printed, with or without a year.
        published: ISO date, where a dateline or a line under the headline gives day, month and year.
    """

    blocks: tuple[Block, ...] = ()
    title: str | None = None
    agency: str | None = None
    byline: str | None = None
    translated_by: str | None = None
    place: Span | None = None
    date: Span | None = None
    published: str | None = None


def layout(text: str) -> Layout:
    """Annotate ``text`` with the parts that its stretches play on the page.

    The text is not changed and time grows linearly with its length. Where the parts are in doubt a stretch
    stays a paragraph, so that nothing is kept from being read.
    """
    page = _Page(text, cut_passages(text))
    for index in range(len(page.passages)):
        page.place_passage(index)
    return page.result()


class _Page:
    """A text on its way to a layout: passages are placed one after the other, and what they tell is noted."""

    def __init__(self, text: str, passages: Sequence[Passage]) -> None:
        self.text = text
        self.passages = passages
        self.marks = [list_mark(text, one.start, one.end) for one in passages]
        self.blocks: list[Block] = []
        self.datelines: list[Dateline] = []
        self.told: dict[str, str] = {}
        self.title: str | None = None
        self.has_prose = False
        self.paragraphs = 0

    def result(self) -> Layout:
        first = self.datelines[0] if self.datelines else None
        published = next((one.published for one in self.datelines if one.published), None)
        return Layout(
            blocks=tuple(self.blocks),
            title=self.title,
            agency=next((one.agency for one in self.datelines if one.agency), self.told.get("agency")),
            byline=self.told.get("byline"),
            translated_by=self.told.get("translated_by"),
            place=next((one.place for one in self.datelines if one.place), None),
            date=first.date if first else None,
            published=self.told.get("published") or published or self.told.get("updated"),
        )

    def place_passage(self, index: int) -> None:
        """Add the block or blocks of one passage."""
        passage = self.passages[index]
        words = self.text[passage.start : passage.end]
        notice = self._notice(index, words)
        if notice:
            self._add(notice, passage.start, passage.end)
        elif self.marks[index] and self._is_point(index):
            self._place_point(index)
        elif index and self._equals(index, index - 1):
            self._place_repetition(passage)
        elif self.title is None and not self.has_prose and self._is_headline(index):
            self._place_headline(passage)
        elif self._is_subheading(index):
            self._add("subheading", passage.start, passage.end)
        elif index + 1 < len(self.passages) and self._equals(index, index + 1) and not ends_sentence(words):
            self._add("caption", passage.start, passage.end)
        else:
            self._place_paragraph(passage)

    def _add(self, kind: BlockKind, start: int, end: int) -> None:
        while start < end and self.text[start] in BLANK:
            start += 1
        while end > start and self.text[end - 1] in BLANK:
            end -= 1
        if start < end:
            self.blocks.append(Block(kind, start, end))

    def _tell(self, key: str, value: str | None) -> None:
        if value:
            self.told.setdefault(key, value)

    def _notice(self, index: int, words: str) -> BlockKind | None:
        """The kind of a passage that is not to be read, what it tells noted; ``None`` for any other."""
        passage = self.passages[index]
        # Dates in the middle of a page belong to other reports that it lists.
        at_edge = index < 5 or index >= len(self.passages) - 3
        if len(words) <= _LONGEST_DATE_LINE:
            if found := date_line(words):
                self._tell("updated" if is_update(words) else "published", found.iso if at_edge else None)
                return "dateline"
            if author := notices.byline(words):
                self._tell("byline", author)
                if found := find_date(words):
                    self._tell("published", found.iso)
                return "credit"
            if alone := place_line(self.text, passage.start, passage.end):
                self.datelines.append(alone)
                return "dateline"
        if notices.is_credit(words):
            self._tell("translated_by", notices.translator(words))
            self._tell("agency", agency_named(words.strip("()[]. ")))
            return "credit"
        if notices.is_furniture(words):
            return "furniture"
        return "caption" if notices.is_caption(words) else None

    def _equals(self, index: int, other: int) -> bool:
        one, two = self.passages[index], self.passages[other]
        same_length = one.end - one.start == two.end - two.start
        return same_length and self.text[one.start : one.end] == self.text[two.start : two.end]

    # Points of lists

    def _is_point(self, index: int) -> bool:
        """Whether the mark counts: a number needs a neighbour beside it, for "26. Februar" is no point."""
        mark = self.marks[index]
        if mark is None or mark["number"] is None:
            return mark is not None
        number = int(mark["number"])
        neighbours = [self.marks[near] for near in (index - 1, index + 1) if 0 <= near < len(self.marks)]
        return any(near and near["number"] and abs(int(near["number"]) - number) == 1 for near in neighbours)

    def _place_point(self, index: int) -> None:
        passage = self.passages[index]
        mark = self.marks[index]
        start = mark.end() if mark else passage.start
        in_list = any(
            0 <= near < len(self.passages) and self.marks[near] and self._is_point(near)
            for near in (index - 1, index + 1)
        )
        after_lead = index > 0 and self.text[self.passages[index - 1].end - 1] == ":"
        bulleted = mark is not None and mark["bullet"] is not None
        alone = bulleted and not in_list and not after_lead
        if alone and self._reads_as_heading(start, passage.end) and index + 1 < len(self.passages):
            self._add("subheading", start, passage.end)
        else:
            self.has_prose = True
            self._add("item", start, passage.end)

    # Headlines and what looks like them

    def _reads_as_heading(self, start: int, end: int) -> bool:
        words = self.text[start:end]
        return (
            len(words) <= _LONGEST_SUBHEADING
            and len(words.split()) <= 12
            and not words[0].islower()
            and not ends_sentence(words)
            and words[-1] not in ",:;-–—"
        )

    def _is_subheading(self, index: int) -> bool:
        passage = self.passages[index]
        if passage.lines > 1 or index + 1 == len(self.passages) or self._equals(index, index + 1):
            return False
        return self._reads_as_heading(passage.start, passage.end) and self._is_long(index + 1)

    def _is_long(self, index: int) -> bool:
        """Whether the passage reads as prose: it closes a sentence, leads to a list, or is long."""
        passage = self.passages[index]
        words = self.text[max(passage.start, passage.end - 20) : passage.end]
        return ends_sentence(words) or words.endswith((":", ";", ",")) or passage.end - passage.start > 150

    def _glued_half(self, passage: Passage) -> int | None:
        """Where the first of two equal halves ends ("HeadlineHeadline", a blank between them or not)."""
        words = self.text[passage.start : passage.end]
        half, odd = divmod(len(words), 2)
        if half < 10 or len(words) > 2 * _LONGEST_HEADLINE or (odd and not words[half].isspace()):
            return None
        return passage.start + half if words[:half] == words[half + odd :] else None

    def _is_headline(self, index: int) -> bool:
        passage = self.passages[index]
        if self._glued_half(passage):
            return True
        if passage.end - passage.start > _LONGEST_HEADLINE or index + 1 == len(self.passages):
            return False
        words = self.text[passage.start : passage.end]
        if ends_sentence(words) or words[-1] in ",:;":
            return False
        return read_dateline(self.text, passage.start, passage.end, paragraphs_before=8) is None

    def _place_headline(self, passage: Passage) -> None:
        end = self._glued_half(passage) or passage.end
        self.title = " ".join(self.text[passage.start : end].split())
        self._add("headline", passage.start, end)
        if end < passage.end:
            self.has_prose = len(self.passages) == 1
            self._add("furniture", end, passage.end)

    def _place_repetition(self, passage: Passage) -> None:
        """A passage equal to the one before it: a copy of the headline or caption, or of a paragraph."""
        previous = self.blocks[-1].kind if self.blocks else "furniture"
        self._add("caption" if previous == "caption" else "furniture", passage.start, passage.end)

    # Prose

    def _place_paragraph(self, passage: Passage) -> None:
        start, end = passage.start, passage.end
        dateline = read_dateline(self.text, start, end, paragraphs_before=self.paragraphs)
        if dateline is not None:
            self.datelines.append(dateline)
            self._add("dateline" if dateline.place else "credit", start, dateline.end)
            start = dateline.end
        self.has_prose = True
        self.paragraphs += 1
        prose_end = self._prose_end(start, end)
        self._add("paragraph", start, prose_end)
        self._add("credit", prose_end, end)

    def _prose_end(self, start: int, end: int) -> int:
        """Where a paragraph's own words end: before an agency in brackets or a slug of initials."""
        if credit := trailing_agency(self.text, start, end):
            self._tell("agency", credit[1])
            return credit[0]
        tail_start = max(start, end - 100)
        slug = notices.slug_start(self.text[tail_start:end])
        return end if slug is None else tail_start + slug
