"""Tracks: the numbered parts of a plan in one sentence: "1) €5 million for tents, 2) €2 million for clinics".

Such a list needs no verb, and parsers make little of it. Each sum that opens a part is a promise of its own by whoever
made the promise before it, or by whoever speaks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tallystick.model import Commitment, Span
from tallystick.reading.drafts import Draft, in_order, pledge
from tallystick.reading.figures import Figure, figures_in
from tallystick.reading.items import in_currency_of
from tallystick.reading.parsing import ParsedDocument, ParsedSentence
from tallystick.reading.proposals import Proposal
from tallystick.reading.speech import Sources

_NUMBER = re.compile(r"(?<![\w.])\(?(?P<sign>\d{1,2}|[a-z])\)\s+")
_EDGES = " \t\n,;.“”\"'’"


class Tracks:
    """Finds the numbered parts of one document's plans.

    Args:
        parsed: The document.
        sources: Whose words its stretches are.
    """

    def __init__(self, parsed: ParsedDocument, sources: Sources) -> None:
        self._parsed = parsed
        self._sources = sources
        joints = sorted(parsed.language.packages.joints)
        self._joint = re.compile(rf"[\s,;]+(?:{'|'.join(map(re.escape, joints))})$", re.IGNORECASE)

    def complete(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The drafts with one more for each numbered sum that none of them holds, in text order."""
        found = list(drafts)
        for where in self._parsed.sentences:
            parts = self._parts(where)
            if len(parts) < 2:  # a single number in brackets counts nothing up
                continue
            before = [d for d in drafts if d.gives and d.sentence < where.index]
            figures = [f for f in figures_in(self._parsed, where) if f.is_sum]
            for part in parts:
                total = next((f for f in figures if part.start <= f.start < part.end), None)
                if total is not None and self._opens(part, total) and not _is_held(total, found):
                    found.append(self._track(where, part, total, before[-1] if before else None))
        return in_order(found)

    def _parts(self, where: ParsedSentence) -> list[Span]:
        """What stands behind "1)", "2)" … or "a)", "b)" …, where they are counted up."""
        signs = list(_NUMBER.finditer(self._parsed.text, where.start, where.end))
        if not signs or any(s["sign"] != _nth(signs[0]["sign"], at) for at, s in enumerate(signs)):
            return []
        ends = [*(s.start() for s in signs[1:]), where.end]
        return [self._trimmed(s.end(), end) for s, end in zip(signs, ends, strict=True)]

    def _trimmed(self, start: int, end: int) -> Span:
        text = self._parsed.text[start:end].rstrip(_EDGES)
        joint = self._joint.search(text)
        return self._parsed.span(start, start + len(text if joint is None else text[: joint.start()]))

    def _opens(self, part: Span, total: Figure) -> bool:
        """Whether a part begins with the sum, but for a word or two: "an initial €5 million"."""
        return len(self._parsed.text[part.start : total.start].split()) <= 2

    def _track(self, where: ParsedSentence, part: Span, total: Figure, package: Draft | None) -> Draft:
        item = in_currency_of(self._parsed, total.item, package.home if package is not None else None)
        claim = pledge(part, [item])
        if package is not None:
            claim = replace(claim, actors=package.claim.actors, recipients=package.claim.recipients)
            if isinstance(package.claim, Commitment):
                claim = replace(claim, stage=package.claim.stage, factuality=package.claim.factuality)
        said = self._sources.at(part.start)
        if said is not None:
            claim = replace(claim, source=said.source, cue=said.cue)
        return Draft(Proposal(claim, "commitment.track"), claim, where.index)


def _nth(first: str, at: int) -> str:
    """The number or letter ``at`` places behind "1" or "a"; no list begins elsewhere."""
    if first == "1":
        return str(1 + at)
    return chr(ord("a") + at) if first == "a" else ""


def _is_held(figure: Figure, drafts: Sequence[Draft]) -> bool:
    spans = [item.span for d in drafts for item in d.claim.items]
    return any(span.start < figure.end and figure.start < span.end for span in spans)
