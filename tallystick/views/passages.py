"""Passages: the words of a document around a claim, safe to print and with the parts that carry it marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.text import Text

from tallystick.model import Block, Claim, Commitment, Delivery, Document, Event, Span, Statement

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»›)\]]*\s+|[。！？]")
_LONGEST_PASSAGE = 600  # characters; a passage is there to be read at a glance
_BLANKS = dict.fromkeys(map(ord, "\t\n\v\f\r\x85\u2028\u2029"), " ")
_CONTROLS = dict.fromkeys(
    (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
    "\N{REPLACEMENT CHARACTER}",
)


def printable(text: str) -> str:
    """``text`` on one line, without terminal controls or overrides of direction; offsets stay the same.

    A report is foreign matter: escape sequences in it must not reach the terminal.
    """
    return text.translate(_CONTROLS | _BLANKS)


def passage(document: Document, claim: Claim, colour: str, *, beside: Sequence[Claim] = ()) -> Text:
    """The sentence around a claim's evidence, with the words that carry the claim marked.

    Args:
        document: The document the claim was read in.
        claim: The claim.
        colour: Rich colour of the claim's kind.
        beside: More claims of its kind with the same ``passage_bounds``; what carries them is marked, too.

    Returns:
        One line: what is not evidence dim, people bold, cues in italics, items and contents in ``colour``.
    """
    claims = (claim, *beside)
    start, end = passage_bounds(document, claim)
    shown = Text(printable(document.text[start:end]).rstrip())
    told = start
    for begins, ends in sorted((c.evidence.start, c.evidence.end) for c in claims):
        shown.stylize("dim", told - start, max(told, begins) - start)
        told = max(told, ends)
    shown.stylize("dim", told - start)
    for one in claims:
        marks = [
            (_carriers(one), colour),
            (_people(one), "bold"),
            ([one.cue] if one.cue else [], "italic"),
        ]
        for spans, style in marks:
            for span in spans:
                if start <= span.start and span.end <= end:
                    shown.stylize(f"not dim {style}", span.start - start, span.end - start)
    return shown


def _people(claim: Claim) -> Iterator[Span]:
    if claim.source:
        yield claim.source.span
    match claim:
        case Commitment() | Delivery():
            yield from (actor.span for actor in (*claim.actors, *claim.recipients))
        case Event():
            yield from (actor.span for actor in (*claim.actors, *claim.targets))


def _carriers(claim: Claim) -> Iterator[Span]:
    match claim:
        case Statement():
            yield claim.content
        case Commitment() | Delivery():
            yield from (item.span for item in claim.items)
        case Event(place=Span() as place):
            yield place


def passage_bounds(document: Document, claim: Claim) -> tuple[int, int]:
    """Where the words around a claim begin and end in the document's text.

    They are evidence and cue, widened to whole sentences where that stays short; a far antecedent stays outside.
    """
    block = _block_around(document, claim.evidence)
    spans = [claim.evidence]
    if claim.cue and block.start <= claim.cue.start and claim.cue.end <= block.end:
        spans.append(claim.cue)
    core = min(span.start for span in spans), max(span.end for span in spans)
    for start, end in (_whole_sentences(document.text, block, *core), core):
        if end - start <= _LONGEST_PASSAGE:
            return start, end
    return claim.evidence.start, claim.evidence.end


def _block_around(document: Document, span: Span) -> Block:
    """The block that holds ``span``; in a text without layout the lines that it stands on."""
    for block in document.blocks:
        if block.start <= span.start and span.end <= block.end:
            return block
    line_end = document.text.find("\n", span.end)
    start = document.text.rfind("\n", 0, span.start) + 1
    return Block("paragraph", start, line_end if line_end >= 0 else len(document.text))


def _whole_sentences(text: str, block: Block, start: int, end: int) -> tuple[int, int]:
    """Widen ``[start, end)`` to the nearest ends of sentences; an abbreviation taken for one narrows it."""
    ends = list(_sentence_ends(text, block))
    return (
        max((found for found in ends if found <= start), default=block.start),
        min((found for found in ends if found >= end), default=block.end),
    )


def _sentence_ends(text: str, block: Block) -> Iterator[int]:
    for match in _SENTENCE_END.finditer(text, block.start, block.end):
        following = text[match.end() : match.end() + 1]
        if not following.islower() and not following.isdigit():
            yield match.end()
