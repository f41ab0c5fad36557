"""Occasions: words that somebody says further on in a report fall on the day that was given once.

"Peru's president promised 40 schools **on Monday**. … She added that Chile would help." A report names the day of a
speech or meeting once and goes on quoting from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tallystick.model import Statement
from tallystick.reading.proposals import Proposal


def on_one_occasion(statements: Iterable[Proposal]) -> list[Proposal]:
    """The statements, in the order of the text, with the day that their speaker's words before them were dated to.

    Args:
        statements: Proposals of statements, dated where their own sentence gives a day.
    """
    days: dict[str, str] = {}
    return [_on_its_day(proposal, days) for proposal in statements]


def _on_its_day(proposal: Proposal, days: dict[str, str]) -> Proposal:
    """The statement with its day; ``days`` holds the last one of each speaker and is kept up to date."""
    claim = proposal.claim
    if not isinstance(claim, Statement) or claim.source is None:
        return proposal
    speaker = claim.source.id or claim.source.name
    day = claim.date or days.get(speaker)
    if day is None:
        return proposal
    days[speaker] = day
    return replace(proposal, claim=replace(claim, date=day))
