"""Proposals: what a reader thinks a document says, before ``ground`` has checked it."""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.model import Claim, Reader, Span

DRAFT = Reader("", "", "", "")
"""Stands in a drafted claim where ``ground`` will name the reader."""

UNRATED = 0.0
"""Stands in a drafted claim where ``ground`` will say how sure it is."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A drafted claim with the rule that made it and what the rule saw.

    Attributes:
        claim: The claim with an empty id, the reader ``DRAFT`` and the confidence ``UNRATED``.
        rule: Dotted name of the rule ("commitment.verb").
        roles: What the rule read where: (role, span), for ``--explain``.
    """

    claim: Claim
    rule: str
    roles: tuple[tuple[str, Span], ...] = ()
