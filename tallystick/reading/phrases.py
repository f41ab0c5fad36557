"""Noun phrases: which names, offices and states stand in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise

from tallystick.entities.gazetteer import Gazetteer, NameMention
from tallystick.languages import Sentence, Token
from tallystick.reading.extents import extent
from tallystick.reading.offices import Offices
from tallystick.reading.parsing import ParsedDocument

_BEYOND_THE_NAME = ("relcl", "acl", "appos", "conj", "cc", "advcl", "parataxis", "case", "dep")

_BESIDE = 40
"""Characters between an office's state and its holder, at most: "the EU for Foreign and Security Policy X"."""


class Phrases:
    """Reads the noun phrases of one document.

    Args:
        parsed: The document.
        gazetteer: Known names in its language.
        offices: Its language's offices, bodies and groups.
    """

    def __init__(self, parsed: ParsedDocument, gazetteer: Gazetteer, offices: Offices) -> None:
        self._parsed = parsed
        self._offices = offices
        self._names = gazetteer.find(parsed.text)
        self._name_starts = [n.start for n in self._names]

    def names_in(self, start: int, end: int) -> list[NameMention]:
        """The gazetteer's names inside ``[start, end)``, in order."""
        first = bisect_left(self._name_starts, start)
        found = []
        for name in self._names[first:]:
            if name.start >= end:
                break
            if name.end <= end:
                found.append(name)
        return found

    def name_at(self, token: Token) -> NameMention | None:
        """The gazetteer's name that covers ``token``."""
        at = bisect_right(self._name_starts, token.start) - 1
        if at >= 0 and self._names[at].end >= token.end:
            return self._names[at]
        return None

    def extent_of(self, sentence: Sentence, token: Token) -> tuple[int, int]:
        """Offsets of a mention: its noun phrase without clauses, appositions, coordination and examples."""
        listing = self._parsed.language.grammar.listing

        def beyond(other: Token) -> bool:
            # "members of NATO and the EU": what is coordinated inside the phrase belongs to it.
            inside = other.rel in ("conj", "cc") and other.head != token.i
            if other.i > token.i and other.rel == "mod" and sentence.child(other, "xcomp") is not None:
                return True  # "countries | ready to send"
            return (other.rel in _BEYOND_THE_NAME and not inside) or other.case in listing

        return extent(sentence, token, beyond)

    def proper_name(self, sentence: Sentence, token: Token) -> list[Token]:
        """The name that ends in ``token``, without offices and titles before it."""
        name = _capitalised_run(sentence, token)
        ends = [i for i, part in enumerate(name[:-1], start=1) if self._offices.ends_titles(part.text)]
        name = name[ends[-1] :] if ends else name
        while len(name) > 1 and self._is_before_names(name[0]):
            name.pop(0)
        return name

    def end_of_name(self, sentence: Sentence, name: list[Token]) -> int:
        """Where a name ends whose last word says what it is of: "the Royal College **of Nursing**".

        Persons go without an article, so that "Anna of Norway" has only her own name.
        """
        last = name[-1]
        article = sentence.child(last, "det")
        behind = next((t for t in sentence.children(last, "nmod") if t.case == "of"), None)
        if article is None or behind is None or behind.pos != "PROPN" or self.name_at(behind) is not None:
            return last.end
        own = _capitalised_run(sentence, behind)
        return behind.end if own[0].i == last.i + 2 else last.end

    def before_name(self, sentence: Sentence, token: Token, name: list[Token]) -> list[Token]:
        """What stands before a name inside its phrase: "Dutch Prime Minister" of "Dutch Prime Minister Rutte"."""
        phrase = sentence.subtree(token, lambda t: t.rel in _BEYOND_THE_NAME)
        return [t for t in phrase if t.end <= name[0].start]

    def looks_like_person(self, sentence: Sentence, token: Token, name: list[Token]) -> bool:
        """Whether an unknown name is written as a person's: two to four capitalised words without an article."""
        if sentence.child(token, "det") is not None or not 2 <= len(name) <= 4 or token.plural:
            return False
        words = [t.text for t in name]
        if any(not w[0].isupper() or w.isupper() for w in words if len(w) > 2):
            return False
        return not any(
            self._offices.is_body(w)
            or self._offices.is_group(w)
            or self._offices.is_speaker(w)
            or self._is_common(w.lower())
            for w in words
        )

    def _is_common(self, word: str) -> bool:
        """Whether the word is known as a noun of things, so that no person is called it: "Loan Part"."""
        language = self._parsed.language
        return (word,) in language.items.nouns or ("noun", word) in language.predicates

    def holder_named_behind(self, sentence: Sentence, token: Token) -> NameMention | None:
        """The person right behind an office's state: "the chancellor of Austria **Karl Nehammer**"."""
        if not self._offices.office_in(token.text) or token.plural:
            return None
        names = self.names_in(token.end, sentence.subtree(token)[-1].end)
        for state, person in pairwise(names):
            between = self._parsed.text[state.end : person.start]
            beside = len(between) < _BESIDE and not any(c in between for c in ",;:(")
            if beside and person.entity.kind == "person" and state.entity.kind != "person":
                return person
        return None

    def name_beside(self, sentence: Sentence, token: Token) -> Token | None:
        """The personal name that a description comes with: "the Polish president, Andrzej Duda"."""
        candidates = sentence.children(token, "appos", "flat")
        above = sentence.head(token)
        if token.rel == "appos" and above is not None:
            candidates.append(above)
        for other in candidates:
            if other.pos == "PROPN" and other is not token:
                known = self.name_at(other)
                if known is None or known.entity.kind == "person":
                    return other
        return None

    def state_in(self, start: int, end: int) -> str | None:
        """The last state or organisation named in a stretch, by name, demonym, capital or person in office."""
        found = self.states_in(start, end)
        return found[-1] if found else None

    def states_in(self, start: int, end: int) -> list[str]:
        """Every state or organisation named in a stretch, in order."""
        found = []
        for name in self.names_in(start, end):
            entity = name.entity
            identity = entity.of if entity.kind in ("person", "place") else entity.id
            if entity.kind != "media" and identity is not None:
                found.append(identity)
        return found

    def _is_before_names(self, token: Token) -> bool:
        known = self.name_at(token)
        return self._offices.is_title(token.text) or (known is not None and known.form == "demonym")


def _capitalised_run(sentence: Sentence, token: Token) -> list[Token]:
    """The unbroken run of proper nouns that ends in ``token``: "Jerry DeMarco" from its last word."""
    name = [token]
    for earlier in reversed(sentence.tokens[: token.i]):
        if (
            earlier.pos == "PROPN"
            and (earlier.head == token.i or earlier.head in {t.i for t in name})
            and (earlier.rel in ("compound", "flat", "mod"))
        ):
            name.insert(0, earlier)
        elif earlier.text in ("-", "’", "'", ".") and name[0].start == earlier.end:
            continue
        else:
            break
    return name
