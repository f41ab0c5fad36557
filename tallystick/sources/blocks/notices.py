"""What stands around a report and is not to be read: furniture, captions, by-lines and credits.

Every test here is about a short passage that as a whole has the form of such a notice. Prose that is lost is
worse than a notice that is read, so a passage that could be either stays prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tallystick.sources.blocks.lines import ends_sentence
from tallystick.sources.blocks.phrases import agency_named, load_phrases
from tallystick.sources.dates import find_date

_LONGEST_NOTICE = 400
# Initials of those who worked on a wire report, joined by strokes and hyphens.
_SLUG = re.compile(r"[a-z]{2,5}(?:[-/][a-z]{2,5}){2,}")
_STARRED = re.compile(r"\*{2,}[^*]+\*{2,}")
_LAST_BRACKET = re.compile(r"\(([^()]{2,80})\)\.?$")
_PHOTOGRAPHER = re.compile(r"\b[A-Z]{2,}/[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4}$")
_BYLINE_ENDS = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+|\s*[,;]\s+")


def opens_with(text: str, phrases: Iterable[str]) -> str | None:
    """The phrase that ``text`` begins with as whole words, case aside; the longest if several do."""
    folded = text[:80].casefold()
    phrases = tuple(phrases)
    if not folded.startswith(phrases):  # most passages, told at once
        return None
    fitting = [
        phrase
        for phrase in phrases
        if folded.startswith(phrase)
        and not (phrase[-1].isalpha() and folded[len(phrase) : len(phrase) + 1].isalpha())
    ]
    return max(fitting, key=len, default=None)


def _has_word(text: str, words: Iterable[str]) -> bool:
    folded = text.casefold()
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", folded) for word in words)


def is_furniture(passage: str) -> bool:
    """Whether the passage is a share link, an advertisement's mark, a notice of rights, a rule of signs."""
    if len(passage) > _LONGEST_NOTICE:
        return False
    if not any(sign.isalnum() for sign in passage):
        return True
    phrases = load_phrases()
    words = len(passage.split())
    return (
        passage.casefold().strip(" .:!>»→-") in phrases.furniture_whole
        or (words <= 30 and opens_with(passage, phrases.furniture_opening) is not None)
        or (words <= 25 and any(notice in passage.casefold() for notice in phrases.furniture_containing))
    )


def is_caption(passage: str) -> bool:
    """Whether the passage says what a picture shows: it opens as a caption or closes with a photo credit."""
    if len(passage) > _LONGEST_NOTICE:
        return False
    phrases = load_phrases()
    if opens_with(passage, phrases.caption_opening):
        return True
    bracket = _LAST_BRACKET.search(passage[-90:])
    if bracket and _has_word(bracket[1], (*phrases.caption_credit, *phrases.caption_suppliers)):
        return True
    if _PHOTOGRAPHER.search(passage[-80:]):
        return True
    return _ends_with_credit(passage)


def _ends_with_credit(passage: str) -> bool:
    """Whether the last sentence is a credit ("… in the harbour. Photo: Ada Quill") without a full stop."""
    if ends_sentence(passage):
        return False
    last = re.split(r"[.!?”\"|]\s+", passage)[-1]
    phrases = load_phrases()
    if len(last.split()) > 8:
        return False
    supplier = last.rpartition("/")[2].strip()
    return opens_with(last, tuple(f"{word}:" for word in phrases.caption_credit)) is not None or (
        "/" in last and supplier.casefold() in phrases.caption_suppliers
    )


def is_credit(passage: str) -> bool:
    """Whether the passage names who made the report other than by "By …": desk, slug, translator, agency."""
    if len(passage) > _LONGEST_NOTICE:
        return False
    opening = passage.lstrip("([*_ ")
    if opens_with(opening, load_phrases().credit_opening) or agency_named(passage.strip("()[]. ")):
        return True
    if translator(passage) is not None:
        return True
    return ("/" in passage or "*" in passage) and not _STARRED.sub("", _SLUG.sub("", passage)).strip(" .()")


def translator(passage: str) -> str | None:
    """Who translated the text, if the passage is a notice that says so.

    The notice stands between asterisks, or is a line of at most 12 words.
    """
    starred = _STARRED.search(passage[:_LONGEST_NOTICE])
    notice = starred[0].strip("* ") if starred else passage[:200].strip("([ ")
    opening = opens_with(notice, load_phrases().translated)
    if opening is None or (starred is None and len(passage.split()) > 12):
        return None
    return notice[len(opening) :].strip(" :.()[]*") or None


def slug_start(passage: str) -> int | None:
    """Offset of a slug of initials behind the passage's last sentence, or ``None``."""
    words = passage[-60:].split()
    if not words or not _SLUG.fullmatch(words[-1]) or words[-1].count("/") == 0:
        return None
    prose = passage[: len(passage) - len(words[-1])]
    return len(prose) if prose and ends_sentence(prose) else None


def byline(passage: str) -> str | None:
    """The author, if the passage is a by-line of at most 12 words ("By Ada Quill in Riga"), or ``None``."""
    phrases = load_phrases()
    opening = opens_with(passage, phrases.byline_opening)
    if opening is None or len(passage.split()) > 12:
        return None
    names = passage[len(opening) :].strip(" :")
    found = find_date(names)
    if found is not None:
        names = names[: found.start].rstrip(" ,|·•–—-")
    author = _BYLINE_ENDS.split(names)[0].strip(" .")
    words = names.replace(".", " ").split()
    if not words or author.casefold() in phrases.byline_unnamed:
        return author or None
    is_named = words[0][0].isupper() and all(
        word[0].isupper() or word in phrases.byline_among or not word[0].isalnum() for word in words
    )
    return author if is_named and not any(letter.isdigit() for letter in names) else None
