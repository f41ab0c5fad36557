"""Whose government speaks where no state stands beside it: that of the state which a report is about.

"The ministry said", "Housing Minister Rangi Cooper told reporters": a report on one country need not say whose.
"""

from __future__ import annotations

from collections import Counter

from tallystick.entities.gazetteer import Gazetteer
from tallystick.reading.parsing import ParsedDocument
from tallystick.reading.phrases import Phrases

_AS_OFTEN = 2
"""How many times as often as any other a state has to be named, for a report to be about it."""


class Home:
    """The state that a document is about, if it is about one.

    Args:
        parsed: The document.
        phrases: Its noun phrases.
        gazetteer: Known names in its language.
    """

    def __init__(self, parsed: ParsedDocument, phrases: Phrases, gazetteer: Gazetteer) -> None:
        self._parsed = parsed
        self._named = [
            [state for state in phrases.states_in(s.start, s.end) if _is_state(gazetteer, state)]
            for s in parsed.sentences
        ]
        counts = Counter(state for states in self._named for state in states)
        (first, most), (_, next_most) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
        self._state = first if most and most >= _AS_OFTEN * next_most else None
        self._first = first if most else None  # of those named as often the one named first

    def at(self, offset: int) -> str | None:
        """Its id, unless the sentence at ``offset`` names another state.

        Of several states the one named first, and as often as any, is meant where the sentence names it alone.
        """
        there = set(self._named[self._parsed.sentence_at(offset)])
        return self._first if there == {self._first} else None if there else self._state


def _is_state(gazetteer: Gazetteer, identity: str) -> bool:
    entity = gazetteer.by_id(identity)
    return entity is not None and entity.kind == "state"
