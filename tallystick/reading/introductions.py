"""Who a document introduces: by full name, with an office before the name or beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tallystick.languages import Sentence, Token
from tallystick.reading.offices import Offices
from tallystick.reading.parsing import ParsedDocument
from tallystick.reading.people import People, Person
from tallystick.reading.phrases import Phrases

ROLES_OF_ACTORS = frozenset(
    {
        "subj", "subj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "poss", "appos", "conj", "attr", "root", "dep"
    }
)  # fmt: skip
"""What a name or noun that stands for somebody may be in its sentence."""

Holder = Callable[[Sentence, Token], str | None]
"""Whose office a description names."""


@dataclass(frozen=True, slots=True)
class OfficeOf:
    """An office whose owner a pronoun names, which only the sentences before tell: "**its** president, Awa Sow".

    Attributes:
        person: Who holds it.
        office: The office.
        owner: The pronoun.
    """

    person: Person
    office: str
    owner: Token


Owned = dict[tuple[int, int], OfficeOf]
"""Such offices by sentence and index of the pronoun."""


def introduce(
    parsed: ParsedDocument, phrases: Phrases, people: People, roles: Offices, holder: Holder
) -> Owned:
    """Make everybody known to ``people`` whom the document introduces, with the office that it gives.

    Args:
        parsed: The document.
        phrases: Its noun phrases.
        people: Whom it is known to speak of.
        roles: Its language's offices.
        holder: Tells whose office a description names.

    Returns:
        The offices of which it is still to be told whose they are.
    """
    introductions = _Introductions(parsed, phrases, people, roles, holder)
    for sentence in parsed.sentences:
        tree = sentence.tree
        if tree is not None:
            for token in tree:
                if token.pos == "PROPN" and token.rel in ROLES_OF_ACTORS:
                    introductions.introduce(tree, token)
    return introductions.owned


@dataclass(frozen=True, slots=True)
class _Introductions:
    parsed: ParsedDocument
    phrases: Phrases
    people: People
    roles: Offices
    holder: Holder
    owned: Owned = field(default_factory=dict)

    def introduce(self, sentence: Sentence, token: Token) -> None:
        known = self.phrases.name_at(token)
        name = self.phrases.proper_name(sentence, token)
        before = self.phrases.before_name(sentence, token, name)
        beside = " ".join(t.text for t in before)
        office = self.roles.office_in(beside)
        described = self._description_beside(sentence, token)
        if known is not None and known.entity.kind == "person" and known.entity.id is not None:
            person = self.people.known(known.entity)
        elif known is None and (office or described or self.phrases.looks_like_person(sentence, token, name)):
            full = " ".join(t.text for t in name)
            if len(name) < 2 and not office:
                return
            person = self.people.introduce(full)
        else:
            return
        holder = None
        if office:
            holder = self.phrases.state_in(before[0].start, before[-1].end)
        elif described:
            office, holder = described
        if office:
            self.people.set_office(person, office, holder)
            owner = self._pronoun_beside(sentence, token) if holder is None else None
            if owner is not None:
                self.owned[id(sentence), owner.i] = OfficeOf(person, office, owner)
        person.gender = person.gender or self.roles.gender_in(f"{beside} {office or ''}")

    def _pronoun_beside(self, sentence: Sentence, name: Token) -> Token | None:
        """The possessive pronoun of a name or of the description beside it."""
        above = sentence.head(name) if name.rel == "appos" else None
        described = [name, *sentence.children(name, "appos", "compound"), *([above] if above else [])]
        owners = (sentence.child(noun, "poss") for noun in described)
        return next((o for o in owners if o is not None and o.pos == "PRON"), None)

    def _description_beside(self, sentence: Sentence, token: Token) -> tuple[str, str | None] | None:
        """Office and holder that an apposition gives: "Robert Fico, the Slovak prime minister"."""
        first = sentence.head(token) if token.rel == "conj" else token
        above = sentence.head(first) if first is not None and first.rel == "appos" else None
        if token.rel == "conj" and above is not None and not above.plural:
            above = None  # "the minister, Awa Sow, and Issa Keita"
        for other in [*sentence.children(token, "appos"), *([above] if above is not None else [])]:
            if other.pos != "NOUN" and not self.roles.office_in(other.text):
                continue
            start, end = self.phrases.extent_of(sentence, other)
            office = self.roles.office_in(self.parsed.text[start:end])
            if office:
                holders = self.phrases.states_in(start, end) if other.plural else []
                if len(holders) > 1:
                    return self.roles.singular(office), self._own_of(sentence, token, holders)
                owner = sentence.child(other, "poss")
                is_pronoun = owner is not None and owner.pos == "PRON"
                named = self.phrases.state_in(start, end)  # "his **Lithuanian** counterpart"
                return office, named if named or is_pronoun else self.holder(sentence, other)
        return None

    def _own_of(self, sentence: Sentence, name: Token, holders: list[str]) -> str | None:
        """Whose office one of several has: "the ministers of **Chad** and Mali, **Awa Sow** and Issa Keita"."""
        above = sentence.head(name)
        named = sentence.conjuncts(above if name.rel == "conj" and above is not None else name)
        return holders[named.index(name)] if len(named) == len(holders) else None
