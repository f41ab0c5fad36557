"""Sentences as a page shows them: each once, with everything that was read in it, and its copies folded below it.

Two verbs of one sentence are two claims, and a wire that ten papers print is ten sentences; whoever reads a page wants
to read it once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tallystick.model import CopyGroup, Document
from tallystick.views.history import Evidence
from tallystick.views.passages import passage_bounds
from tallystick.web.highlights import Stretch, stretches


@dataclass(slots=True)
class Passage:
    """Words of a report around claims that stand close together.

    Attributes:
        evidence: The claims, the first one named in front.
        start: Where the words begin in the report's text.
        end: Where they end.
        again: The same words elsewhere, or what a copy or translation of the report has in their place.
    """

    evidence: list[Evidence]
    start: int
    end: int
    again: list[Passage] = field(default_factory=list)

    @property
    def document(self) -> Document:
        """The report."""
        return self.evidence[0].document

    @property
    def text(self) -> str:
        """The words, without what follows the sentence."""
        return self.document.text[self.start : self.end].rstrip()

    @property
    def stretches(self) -> list[Stretch]:
        """The words cut where claims begin and end."""
        claims = [one.claim for one in self.evidence]
        return stretches(self.document.text, claims, self.start, self.start + len(self.text))

    @property
    def speaker(self) -> str | None:
        """Who says so, where the report does not say it itself."""
        sources = (one.claim.source for one in self.evidence)
        return next((source.name for source in sources if source is not None), None)


def passages(
    claims: Iterable[str], evidence: Mapping[str, Evidence], copies: Mapping[str, CopyGroup]
) -> list[Passage]:
    """The passages that tell some claims, in the order of the claims.

    Args:
        claims: Ids; those that ``evidence`` lacks are passed over.
        evidence: Claims with their documents, laid out.
        copies: For each document the group of copies it stands in.
    """
    found: list[Passage] = []
    for claim in claims:
        if claim not in evidence:
            continue
        one = evidence[claim]
        start, end = passage_bounds(one.document, one.claim)
        around = next((p for p in found if _is_within(p, one.document, start, end)), None)
        if around is None:
            found.append(Passage([one], start, end))
        else:
            around.evidence.append(one)
            around.start, around.end = min(around.start, start), max(around.end, end)
    return _folded(found, copies)


def _is_within(passage: Passage, document: Document, start: int, end: int) -> bool:
    return passage.document.id == document.id and start < passage.end and passage.start < end


def _folded(found: Sequence[Passage], copies: Mapping[str, CopyGroup]) -> list[Passage]:
    shown: list[Passage] = []
    for passage in found:
        words = passage.text.split()
        same = [first for first in shown if first.text.split() == words]
        same += [first for first in shown if _is_copied(first, passage, copies)]
        if same:
            same[0].again.append(passage)
        else:
            shown.append(passage)
    return shown


def _is_copied(first: Passage, passage: Passage, copies: Mapping[str, CopyGroup]) -> bool:
    """Whether a passage stands in a copy of the first one's report, and is the first of it to do so."""
    document = passage.document.id
    group = copies.get(document)
    if group is None or first.document.id == document or first.document.id not in group.documents:
        return False
    return all(other.document.id != document for other in first.again)
