"""Role nouns met in phrases: which office, body or group a noun phrase names."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from tallystick.entities.roles import Roles

_OFTEN = 3
"""Offices that a word must stand before, or close, to count as part of titles that are not known."""

_WORD = re.compile(r"[\w’'-]+")


class Offices:
    """Looks role nouns up in phrases; ``roles`` holds the words."""

    def __init__(self, roles: Roles) -> None:
        self._roles = roles
        self._offices = roles.state_offices | roles.organisation_offices
        counts = Counter(w for office in self._offices for w in office.split()[:-1])
        # "prime" stands before many offices, "europe" before one minister: it is a name elsewhere.
        before = {w for w, count in counts.items() if count >= _OFTEN}
        self._title_words = (
            {o.split()[-1] for o in self._offices} | before | roles.female | roles.male | roles.titles
        )
        ends = Counter(o.split()[-1] for o in self._offices if " " in o)
        self._ends = {word for word, count in ends.items() if count >= _OFTEN and word in self._offices}
        self._longest = max(len(o.split()) for o in self._offices)
        self.office_in = lru_cache(maxsize=4096)(self._office_in)

    def _office_in(self, phrase: str) -> str | None:
        """The longest office named in ``phrase``, the last of equals: "Dutch Prime Minister" → "prime minister"."""
        words = [w.lower() for w in _WORD.findall(phrase)]
        for length in range(min(self._longest, len(words)), 0, -1):
            for at in range(len(words) - length, -1, -1):
                candidate = " ".join(words[at : at + length])
                if candidate in self._offices:
                    return candidate
        return None

    def is_held_as(self, office: str, role: str) -> bool:
        """Whether a holder of ``role`` is meant by ``office``: "the head of state" is a president or a king."""
        return any(name in role for name in (office, *self._roles.names_of_offices.get(office, ())))

    def singular(self, office: str) -> str:
        """An office of several as that of one, where it is known: "prime ministers" is "prime minister"."""
        return office[:-1] if office.endswith("s") and office[:-1] in self._offices else office

    def is_body(self, *noun: str) -> bool:
        """Whether one of the noun's forms stands for a state when a state is beside it ("army")."""
        return any(form.lower() in self._roles.state_bodies for form in noun)

    def is_at_home(self, phrase: str, office: str | None) -> bool:
        """Whether an office, or the body that a phrase ends in, is that of the state a report is about."""
        if office is not None:
            return office in self._roles.state_offices - self._roles.organisation_offices
        words = [w.lower() for w in _WORD.findall(phrase)]
        ends = (" ".join(words[at:]) for at in range(len(words)))
        return any(end in self._roles.home_bodies for end in ends)

    def is_group(self, *noun: str) -> bool:
        """Whether one of the noun's forms names several actors without saying which ("countries")."""
        return any(form.lower() in self._roles.groups for form in noun)

    def is_person(self, *noun: str) -> bool:
        """Whether one of the noun's forms names a person or persons ("lawyer")."""
        return any(form.lower() in self._roles.persons or form.lower() in self._offices for form in noun)

    def is_speaker(self, *noun: str) -> bool:
        """Whether one of the noun's forms names somebody that speaks without a name ("a study")."""
        return any(form.lower() in self._roles.unnamed_speakers for form in noun)

    def is_title(self, word: str) -> bool:
        """Whether the word belongs before a name rather than to it ("Prime", "Minister", "Mr")."""
        return word.lower().rstrip(".") in self._title_words

    def ends_titles(self, word: str) -> bool:
        """Whether the word closes titles of many kinds, known or not ("Housing **Minister**")."""
        return word.lower() in self._ends

    def gender_in(self, phrase: str) -> str | None:
        """``f`` or ``m`` where a noun or title in ``phrase`` tells."""
        words = {w.lower() for w in _WORD.findall(phrase)}
        if words & self._roles.female:
            return "f"
        return "m" if words & self._roles.male else None
