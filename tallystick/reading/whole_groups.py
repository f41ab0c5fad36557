"""Whole groups that a text spoke of: "thirty leaders", but not "some members" or "people"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from tallystick.model import Actor
from tallystick.reading.discourse import Discourse, Mention
from tallystick.reading.offices import Offices
from tallystick.reading.parsing import ParsedDocument
from tallystick.reading.phrases import Phrases


class WholeGroups:
    """Finds the groups of one document.

    Args:
        parsed: The document.
        discourse: Who was spoken of where.
        phrases: Its noun phrases.
        roles: The words for groups.
    """

    def __init__(
        self, parsed: ParsedDocument, discourse: Discourse, phrases: Phrases, roles: Offices
    ) -> None:
        self._parsed = parsed
        self._discourse = discourse
        self._phrases = phrases
        self._roles = roles

    def before(self, offset: int, reach: int) -> Actor | None:
        """The group spoken of last before ``offset``, at most ``reach`` sentences back.

        A group that only somebody else's words are about is none that the text itself tells of.
        """
        at = self._parsed.sentence_at(offset)
        found = self._discourse.nearest(offset, at, self._is_whole, reach=reach)
        return self._without_place(found) if found is not None else None

    def _is_whole(self, mention: Mention) -> bool:
        words = mention.actor.name.lower().split()
        is_group = mention.kind == "group" and mention.plural and self._roles.is_group(*words)
        is_group = is_group and not mention.receives and not mention.reported
        span, quantifiers = mention.actor.span, self._parsed.language.grammar.quantifiers
        is_part = words[0] in quantifiers and not self._parsed.numbers_in(span.start, span.end)
        return is_group and not mention.quoted and not is_part

    def _without_place(self, mention: Mention) -> Actor:
        """A group without where it is: "the ministers" of "the ministers in Lima", who are no body of Peru."""
        actor, tree = mention.actor, self._parsed.sentences[mention.sentence].tree
        inside = [t for t in tree or () if actor.span.start <= t.start < actor.span.end]
        for noun, place in pairwise(inside):
            if noun.pos in ("NOUN", "PROPN") and place.lemma in self._parsed.language.grammar.locative:
                span = self._parsed.span(actor.span.start, noun.end)
                state = self._phrases.state_in(span.start, span.end)
                return replace(actor, name=span.text, span=span, of=state)
        return actor
