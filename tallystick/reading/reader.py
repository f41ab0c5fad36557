"""The rule reader: every rule over one parsed document."""

from __future__ import annotations

from collections.abc import Callable

from tallystick.reading.actors import Actors
from tallystick.reading.parsing import ParsedDocument
from tallystick.reading.proposals import Proposal

Rules = Callable[[ParsedDocument, Actors], list[Proposal]]
"""What each family of rules is: from a parsed document and its actors to proposals."""
