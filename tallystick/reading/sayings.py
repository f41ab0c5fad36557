"""Sayings: statements on their way to becoming proposals, and the shape of what is said."""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.entities.dates import DateMention
from tallystick.model import Actor, Factuality, Mode, Statement
from tallystick.reading.clauses import Clause
from tallystick.reading.parsing import ParsedDocument, ParsedSentence
from tallystick.reading.proposals import DRAFT, UNRATED, Proposal
from tallystick.reading.quotations import Quotation

_OTHER_DEEDS = ("conj", "relcl", "acl", "parataxis")
"""How a verb hangs that tells of something else than who speaks."""

_EDGES = " \t\r\n\u00a0,;:.–—-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What was said: its offsets, and how the text gives it."""

    start: int
    end: int
    mode: Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One statement before it is drafted as a claim.

    Attributes:
        sentence: The sentence that holds the cue, or the content where there is no cue.
        content: What was said.
        cue: Offsets of the attributing words.
        speaker: Who said it; ``None`` where the text names nobody.
        rule: Dotted name of the rule that found it.
        confidence: 0 to 1; of two readings of the same words the higher stays.
        negated: The text says that it was not said.
        factuality: Whether it was said, or only may have been.
        shared: Held together by those whom somebody else tells of, so that it stands beside what that one says.
    """

    sentence: ParsedSentence
    content: Content
    cue: tuple[int, int] | None
    speaker: Actor | None
    rule: str
    confidence: float
    negated: bool = False
    factuality: Factuality = "certain"
    shared: bool = False


def shape(parsed: ParsedDocument, start: int, end: int) -> Content | None:
    """The content between two offsets: inside the marks if it is a quotation, whole marks if it holds one.

    Returns:
        ``None`` where nothing is left between the offsets but blanks and punctuation.
    """
    text = parsed.text
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    if start >= end:
        return None
    touched = [q for q in parsed.quotations if q.outer_start < end and start < q.outer_end]
    whole = next((q for q in touched if _fills(text, q, start, end)), None)
    if whole is not None:
        return Content(start=whole.start, end=whole.end, mode="direct")
    if any(q.start <= start and end <= q.end for q in touched):
        return Content(start=start, end=end, mode="direct")
    if not touched:
        return Content(start=start, end=end, mode="indirect")
    return Content(
        start=min(start, touched[0].outer_start), end=max(end, touched[-1].outer_end), mode="mixed"
    )


def _fills(text: str, quotation: Quotation, start: int, end: int) -> bool:
    """Whether a stretch is the quotation but for its marks and the punctuation at its ends."""
    inside = min(start, quotation.start), max(end, quotation.end)
    margins = text[inside[0] : quotation.start], text[quotation.end : inside[1]]
    lacks = text[quotation.start : max(start, quotation.start)], text[min(end, quotation.end) : quotation.end]
    return not any(c.isalnum() for part in (*margins, *lacks) for c in part)


def cue_span(clause: Clause) -> tuple[int, int]:
    """The cue's words: the predicate with its auxiliaries, negation and particle where they stand together."""
    sentence, predicate = clause.sentence, clause.predicate
    beside = {t.i for t in sentence.children(predicate, "aux", "aux:pass", "neg", "prt")}
    beside |= {t.i for t in sentence.children(predicate, "advmod") if t.i < predicate.i}
    first = last = predicate.i
    while first - 1 in beside:
        first -= 1
    while last + 1 in beside:
        last += 1
    if (
        sentence.tokens[first].rel == "advmod"
    ):  # "yesterday said": an adverb belongs to the cue only inside it
        first = next(i for i in range(first, predicate.i + 1) if sentence.tokens[i].rel != "advmod")
    return sentence.tokens[first].start, sentence.tokens[last].end


def to_proposal(parsed: ParsedDocument, saying: Saying) -> Proposal:
    """Draft the claim that a saying makes."""
    content = parsed.span(saying.content.start, saying.content.end)
    cue = parsed.span(*saying.cue) if saying.cue else None
    start, end = content.start, content.end
    if cue is not None and _near(saying.sentence, cue.start, start, end):
        start, end = min(start, cue.start), max(end, cue.end)
    speaker = saying.speaker
    if speaker is not None and _near(saying.sentence, speaker.span.start, start, end):
        start, end = min(start, speaker.span.start), max(end, speaker.span.end)
    roles = [("content", content)]
    roles += [("cue", cue)] if cue else []
    roles += [("source", speaker.span)] if speaker else []
    claim = Statement(
        id="", evidence=parsed.span(start, end), source=speaker, cue=cue, negated=saying.negated,
        factuality=saying.factuality, date=_date(parsed, saying), confidence=UNRATED, reader=DRAFT,
        content=content, mode=saying.content.mode,
    )  # fmt: skip
    return Proposal(claim, saying.rule, tuple(roles))


def _date(parsed: ParsedDocument, saying: Saying) -> str | None:
    """The day of the speech act: the date nearest to the cue in its sentence, outside what was said."""
    if saying.cue is None:
        return None
    content, cue = saying.content, saying.cue[0]
    told = [
        d
        for d in parsed.dates_in(saying.sentence.start, saying.sentence.end)
        if d.relation == "on"
        and not parsed.is_compared(d)
        and not content.start <= d.start < content.end
        and not _is_told_apart(parsed, saying, d)
    ]
    return min(told, key=lambda d: abs(d.start - cue)).date if told else None


def _is_told_apart(parsed: ParsedDocument, saying: Saying, date: DateMention) -> bool:
    """Whether a date is of another deed in the sentence: "promised 400 trees **but planted** 120 **in 2023**"."""
    assert saying.cue is not None  # noqa: S101 - asked of a cue's dates
    cue, tree = saying.cue[0], saying.sentence.tree
    if ";" in parsed.text[min(cue, date.start) : max(cue, date.start)]:
        return True
    word = next((t for t in tree or () if date.start < t.end), None)
    if tree is None or word is None:
        return False
    verb = next((t for t in tree.ancestors(word) if t.pos in ("VERB", "AUX")), None)
    if verb is None or verb.start <= cue or date.start <= cue:
        return False
    is_kept = verb.lemma in parsed.language.grammar.fulfilling  # "its promise to pay was kept **in May**"
    return is_kept or verb.rel in _OTHER_DEEDS


def _near(sentence: ParsedSentence, offset: int, start: int, end: int) -> bool:
    return sentence.start <= offset < sentence.end or start <= offset < end
