"""Who is meant: noun phrases resolved to actors over a whole document.

Names come from the gazetteer and from the document itself: whoever it introduces with a full name is known by
surname, office or pronoun from there on.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from tallystick.entities.gazetteer import Entity, Gazetteer, NameMention
from tallystick.languages import Sentence, Token
from tallystick.model import Actor
from tallystick.reading.clauses import extent
from tallystick.reading.discourse import Discourse, Mention, MentionKind
from tallystick.reading.offices import Offices
from tallystick.reading.parsing import ParsedDocument, ParsedSentence
from tallystick.reading.people import People, Person, person_id

_BEYOND_THE_NAME = ("relcl", "acl", "appos", "conj", "cc", "advcl", "parataxis", "case", "dep")
_ROLES_OF_ACTORS = frozenset(
    {"subj", "subj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "poss", "appos", "conj", "attr", "root", "dep"}
)
_PERSON_REACH = 9
"""Sentences back that "he" and "she" may reach: a quotation of several sentences may lie between."""

_BESIDE = 40
"""Characters between an office's state and its holder, at most: "the EU for Foreign and Security Policy X"."""

_SUBJECTS = frozenset({"subj", "subj:pass"})


class Actors:
    """Resolves the noun phrases of one document.

    Args:
        parsed: The document.
        gazetteer: Known names in its language.
        roles: Its language's offices, bodies and groups.
    """

    def __init__(self, parsed: ParsedDocument, gazetteer: Gazetteer, roles: Offices) -> None:
        self._parsed = parsed
        self._gazetteer = gazetteer
        self._roles = roles
        self._names = gazetteer.find(parsed.text)
        self._name_starts = [n.start for n in self._names]
        self._people = People(gazetteer, parsed.document.published)
        self._discourse = Discourse()
        self._sentence_of = {id(s.tree): s for s in parsed.sentences if s.tree is not None}
        self._resolved: dict[tuple[int, int], Mention] = {}
        self._introduce_people()
        self._follow_discourse()

    # -- what the rules ask ------------------------------------------------------------------------------

    def resolve(self, sentence: Sentence, token: Token) -> Actor:
        """The actor that the noun phrase headed by ``token`` names; a group without identity has no id."""
        return self.mention(sentence, token).actor

    def resolve_all(self, sentence: Sentence, tokens: Iterable[Token]) -> tuple[Actor, ...]:
        """The actors of several heads, each once, in order."""
        found: dict[tuple[str | None, str], Actor] = {}
        for token in tokens:
            actor = self.resolve(sentence, token)
            found.setdefault((actor.id, actor.id or actor.name), actor)
        return tuple(found.values())

    def mention(self, sentence: Sentence, token: Token) -> Mention:
        """The mention headed by ``token``: its actor and what sort it is."""
        key = (id(sentence), token.i)
        known = self._resolved.get(key)
        if known is None:
            known = self._resolved[key] = self._describe(self._sentence_of[id(sentence)], sentence, token)
        return known

    def name_of(self, identity: str) -> str:
        """The gazetteer's name for an id, the id itself where it has none."""
        entity = self._gazetteer.by_id(identity)
        return entity.name if entity is not None else identity

    def is_party(self, identity: str | None) -> bool:
        """Whether the id is that of a state or organisation that can be bound; media only report."""
        entity = self._gazetteer.by_id(identity) if identity is not None else None
        return entity is not None and entity.kind in ("state", "organisation")

    def acts_for(self, identity: str | None) -> str | None:
        """The id of the union that an organ of it acts for ("EC" for "EU"), else ``None``."""
        entity = self._gazetteer.by_id(identity) if identity is not None else None
        return entity.acts_for if entity is not None else None

    def is_body_phrase(self, phrase: str) -> bool:
        """Whether a phrase names a body or an office of a state, or the state itself, without its name."""
        words = [w for w in phrase.split() if w[0].isalpha()]
        is_body = any(self._roles.is_body(w) for w in (*words, " ".join(words)))
        return is_body or self._roles.office_in(phrase) is not None

    def is_membership(self, noun: Token) -> bool:
        """Whether the plural stands for the whole that is named beside it: leaders, ministers, member states."""
        return self._roles.is_group(noun.text) or self._roles.office_in(noun.text) is not None

    def is_actor(self, sentence: Sentence, token: Token) -> bool:
        """Whether the phrase names somebody who can act: a person, state, organisation or group of people."""
        return self.mention(sentence, token).kind not in ("thing", "place")

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

    # -- reading the document once -----------------------------------------------------------------------

    def _introduce_people(self) -> None:
        for parsed_sentence in self._parsed.sentences:
            tree = parsed_sentence.tree
            if tree is None:
                continue
            for token in tree:
                if token.pos == "PROPN" and token.rel in _ROLES_OF_ACTORS:
                    self._introduce(tree, token)

    def _introduce(self, sentence: Sentence, token: Token) -> None:
        known = self._name_at(token)
        name = self._proper_name(sentence, token)
        before = self._before_name(sentence, token, name)
        office = self._roles.office_in(" ".join(t.text for t in before))
        described = self._description_beside(sentence, token)
        if known is not None and known.entity.kind == "person" and known.entity.id is not None:
            person = self._people.known(known.entity)
        elif known is None and (office or described or self._looks_like_person(sentence, token, name)):
            full = " ".join(t.text for t in name)
            if len(name) < 2 and not office:
                return
            person = self._people.introduce(full)
        else:
            return
        holder = None
        if office:
            holder = self._state_in(before[0].start, before[-1].end)
        elif described:
            office, holder = described
        if office:
            self._people.set_office(person, office, holder)

    def _follow_discourse(self) -> None:
        for parsed_sentence in self._parsed.sentences:
            tree = parsed_sentence.tree
            if tree is None:
                for name in self.names_in(parsed_sentence.start, parsed_sentence.end):
                    self._discourse.add(self._from_name(name, parsed_sentence.index, subject=False))
                continue
            for token in tree:
                if token.rel in _ROLES_OF_ACTORS and token.pos in ("NOUN", "PROPN", "PRON"):
                    mention = self.mention(tree, token)
                    if token.pos != "PRON":
                        self._discourse.add(mention)

    # -- one mention -------------------------------------------------------------------------------------

    def _describe(self, where: ParsedSentence, sentence: Sentence, token: Token) -> Mention:
        if token.pos == "PRON":
            pronoun = self._parsed.language.grammar.pronouns.get(token.text.lower())
            if pronoun is not None:
                return self._take_up(where, sentence, token, pronoun)
        known = self._name_at(token)
        if known is not None and known.form != "demonym":
            return self._named(where, sentence, token, known)
        if token.pos == "PROPN" and known is None and not self._roles.is_title(token.text):
            return self._unknown_name(where, sentence, token)
        if known is not None:
            return self._from_name(known, where.index, subject=token.rel in _SUBJECTS)
        return self._description(where, sentence, token)

    def _named(self, where: ParsedSentence, sentence: Sentence, token: Token, known: NameMention) -> Mention:
        entity = known.entity
        if entity.kind != "person" or entity.id is None:
            return self._from_name(known, where.index, subject=token.rel in _SUBJECTS)
        person = self._people.known(entity)
        return self._person(where, sentence, token, person, known.start, known.end)

    def _from_name(self, name: NameMention, sentence: int, *, subject: bool) -> Mention:
        entity = name.entity
        span = self._parsed.span(name.start, name.end)
        actor = Actor(entity.id, entity.name, span, entity.role, entity.of)
        kind: MentionKind = "organisation" if entity.kind == "media" else entity.kind
        return self._mention(name.start, sentence, actor, kind, subject=subject, gender=entity.gender)

    def _unknown_name(self, where: ParsedSentence, sentence: Sentence, token: Token) -> Mention:
        name = self._proper_name(sentence, token)
        person = self._people.find(name[-1].text)
        if person is not None and (len(name) == 1 or self._people.find(" ".join(t.text for t in name))):
            return self._person(where, sentence, token, person, name[0].start, name[-1].end)
        start, end = name[0].start, name[-1].end
        state = self._state_in(*self._phrase(sentence, token))
        phrase = self._parsed.text[start:end]
        if self._roles.is_body(token.text) and state is not None:
            return self._body(where, sentence, token, state)
        kind: MentionKind = "person" if self._looks_like_person(sentence, token, name) else "organisation"
        if not any(c.isalpha() for c in phrase) or self._parsed.is_date(start, end):
            kind = "thing"
        elif kind == "organisation" and token.case in self._parsed.language.grammar.locative:
            kind = "place"
        identity = person_id(phrase) if kind == "person" and len(name) > 1 else None
        actor = Actor(identity, phrase, self._parsed.span(start, end), None, state)
        return self._mention(start, where.index, actor, kind, subject=token.rel in _SUBJECTS, plural=token.plural)

    def _person(
        self, where: ParsedSentence, sentence: Sentence, token: Token, person: Person, start: int, end: int
    ) -> Mention:
        role, of = self._people.office_of(person)
        actor = Actor(person.id, person.name, self._parsed.span(start, end), role, of)
        return self._mention(
            start, where.index, actor, "person", subject=token.rel in _SUBJECTS, gender=person.gender
        )

    def _description(self, where: ParsedSentence, sentence: Sentence, token: Token) -> Mention:
        """A common noun: an office, a body of a state, an epithet ("the bloc"), a group, or a thing."""
        start, end = self._phrase(sentence, token)
        phrase = self._parsed.text[start:end]
        subject = token.rel in _SUBJECTS
        holder = self._holder_named_behind(sentence, token)
        if holder is not None:
            person = self._people.known(holder.entity)
            return self._person(where, sentence, token, person, holder.start, holder.end)
        beside = self._name_beside(sentence, token)
        office = self._roles.office_in(phrase) if not token.plural else None
        if office or (beside is not None and self._roles.is_person(token.lemma, token.text)):
            if beside is not None:
                return self._describe(where, sentence, beside)
            if office and self._roles.office_in(token.text):
                return self._office_holder(where, sentence, token, office, start, end)
        state = self._state_of(sentence, token, start, end)
        if self._roles.is_body(token.lemma, token.text):
            if state is not None:
                return self._body(where, sentence, token, state)
            earlier = self._discourse.nearest(
                token.start, where.index, lambda m: m.kind == "body" and m.noun == token.lemma, reach=30
            )
            if earlier is not None and earlier.actor.id is not None:
                return self._body(where, sentence, token, earlier.actor.id)
        if self._roles.is_speaker(token.lemma, token.text):
            author = self._author_of(where, sentence, token, start, end)
            if author is not None:
                return author
        epithet = self._epithet(where, sentence, token)
        if epithet is not None:
            actor = Actor(epithet.id, epithet.name, self._parsed.span(start, end), epithet.role, epithet.of)
            return self._mention(start, where.index, actor, "organisation", subject=subject, noun=token.lemma)
        kind: MentionKind = "thing"
        members = next((c for c in sentence.children(token, "nmod") if c.case == "of"), None)
        if token.pos in ("NUM", "DET") and members is not None:
            kind = "group" if self.mention(sentence, members).kind != "thing" else "thing"
        elif self._roles.is_group(token.lemma, token.text):
            kind = "group"
        elif self._roles.is_person(token.lemma, token.text):
            kind = "group" if token.plural else "person"
        elif self._roles.is_speaker(token.lemma, token.text) or self._roles.is_body(token.lemma, token.text):
            kind = "organisation"
        actor = Actor(None, phrase, self._parsed.span(start, end), None, state if kind != "thing" else None)
        return self._mention(
            start, where.index, actor, kind, subject=subject, plural=token.plural, noun=token.lemma
        )

    def _author_of(
        self, where: ParsedSentence, sentence: Sentence, token: Token, start: int, end: int
    ) -> Mention | None:
        """Whose report, study or statement speaks: named in the phrase, or when it was first spoken of."""
        named = next((n for n in self.names_in(start, end) if n.entity.kind in ("organisation", "person")), None)
        subject = token.rel in _SUBJECTS
        span = self._parsed.span(start, end)
        if named is not None and named.entity.id is not None:
            entity = named.entity
            actor = Actor(entity.id, entity.name, span, entity.role, entity.of)
            return self._mention(start, where.index, actor, "organisation", subject=subject, noun=token.lemma)
        owner = sentence.child(token, "poss")
        if owner is not None:
            actor = replace(self.resolve(sentence, owner), span=span)
            return self._mention(start, where.index, actor, "organisation", subject=subject, noun=token.lemma)
        earlier = self._discourse.nearest(
            token.start, where.index, lambda m: m.noun == token.lemma and m.actor.id is not None, reach=30
        )
        if earlier is None:
            return None
        actor = replace(earlier.actor, span=span)
        return self._mention(start, where.index, actor, "organisation", subject=subject, noun=token.lemma)

    def _body(self, where: ParsedSentence, sentence: Sentence, token: Token, state: str) -> Mention:
        start, end = self._phrase(sentence, token)
        entity = self._gazetteer.by_id(state)
        name = entity.name if entity else state
        actor = Actor(state, name, self._parsed.span(start, end), None, state)
        return self._mention(
            start, where.index, actor, "body", subject=token.rel in _SUBJECTS, plural=token.plural, noun=token.lemma
        )

    def _office_holder(
        self, where: ParsedSentence, sentence: Sentence, token: Token, office: str, start: int, end: int
    ) -> Mention:
        state = self._state_of(sentence, token, start, end)
        person = self._people.holder(office, state)
        if person is None and state is None:
            earlier = self._discourse.nearest(
                token.start,
                where.index,
                lambda m: m.kind == "person" and m.actor.role is not None and office in m.actor.role,
                reach=40,
            )
            person = self._people.by_id(earlier.actor.id) if earlier else None
        if person is not None:
            return self._person(where, sentence, token, person, start, end)
        actor = Actor(None, self._parsed.text[start:end], self._parsed.span(start, end), office, state)
        return self._mention(start, where.index, actor, "office", subject=token.rel in _SUBJECTS, noun=token.lemma)

    def _take_up(self, where: ParsedSentence, sentence: Sentence, token: Token, pronoun: str) -> Mention:
        found = None
        if pronoun.startswith("person"):
            gender = pronoun[-1]
            found = self._discourse.nearest(
                token.start,
                where.index,
                lambda m: m.kind in ("person", "office") and not m.plural and m.gender in (None, gender),
                reach=_PERSON_REACH,
            )
        elif pronoun == "thing":
            found = self._discourse.nearest(
                token.start,
                where.index,
                lambda m: m.kind in ("state", "organisation", "body") and not m.plural,
                reach=2,
            )
        elif pronoun == "group":
            found = self._discourse.nearest(
                token.start, where.index, lambda m: m.kind in ("group", "body") and m.plural, reach=2
            ) or self._discourse.nearest(
                token.start, where.index, lambda m: m.kind in ("state", "organisation", "body"), reach=1
            )
        span = self._parsed.span(token.start, token.end)
        if found is None:
            kind: MentionKind = "person" if pronoun.startswith(("person", "speaker")) else "thing"
            return self._mention(token.start, where.index, Actor(None, token.text, span), kind, subject=False)
        actor = Actor(found.actor.id, found.actor.name, span, found.actor.role, found.actor.of)
        return self._mention(
            token.start, where.index, actor, found.kind, subject=token.rel in _SUBJECTS, gender=found.gender,
            plural=found.plural, noun=found.noun,
        )  # fmt: skip

    def _mention(
        self,
        start: int,
        sentence: int,
        actor: Actor,
        kind: MentionKind,
        *,
        subject: bool,
        gender: str | None = None,
        plural: bool = False,
        noun: str = "",
    ) -> Mention:
        quoted = self._parsed.quotation_at(start) is not None
        return Mention(start, sentence, actor, kind, gender, plural, subject, quoted, noun)

    # -- phrases -----------------------------------------------------------------------------------------

    def _name_at(self, token: Token) -> NameMention | None:
        """The gazetteer's name that covers ``token``."""
        at = bisect_right(self._name_starts, token.start) - 1
        if at >= 0 and self._names[at].end >= token.end:
            return self._names[at]
        return None

    def _phrase(self, sentence: Sentence, token: Token) -> tuple[int, int]:
        """Offsets of a mention: its noun phrase without clauses, appositions, coordination and examples."""
        listing = self._parsed.language.grammar.listing

        def beyond(other: Token) -> bool:
            # "members of NATO and the EU": what is coordinated inside the phrase belongs to it.
            inside = other.rel in ("conj", "cc") and other.head != token.i
            return (other.rel in _BEYOND_THE_NAME and not inside) or other.case in listing

        return extent(sentence, token, beyond)

    def _proper_name(self, sentence: Sentence, token: Token) -> list[Token]:
        """The name that ends in ``token``, without offices and titles before it."""
        name = _capitalised_run(sentence, token)
        while len(name) > 1 and self._is_before_names(name[0]):
            name.pop(0)
        return name

    def _is_before_names(self, token: Token) -> bool:
        known = self._name_at(token)
        return self._roles.is_title(token.text) or (known is not None and known.form == "demonym")

    def _before_name(self, sentence: Sentence, token: Token, name: list[Token]) -> list[Token]:
        """What stands before a name inside its phrase: "Dutch Prime Minister" of "Dutch Prime Minister Rutte"."""
        phrase = sentence.subtree(token, lambda t: t.rel in _BEYOND_THE_NAME)
        return [t for t in phrase if t.end <= name[0].start]

    def _description_beside(self, sentence: Sentence, token: Token) -> tuple[str, str | None] | None:
        """Office and holder that an apposition gives: "Robert Fico, the Slovak prime minister"."""
        above = sentence.head(token) if token.rel == "appos" else None
        for other in [*sentence.children(token, "appos"), *([above] if above is not None else [])]:
            if other.pos != "NOUN" and not self._roles.office_in(other.text):
                continue
            start, end = self._phrase(sentence, other)
            office = self._roles.office_in(self._parsed.text[start:end])
            if office:
                return office, self._state_of(sentence, other, start, end)
        return None

    def _looks_like_person(self, sentence: Sentence, token: Token, name: list[Token]) -> bool:
        """Whether an unknown name is written as a person's: two to four capitalised words without an article."""
        if sentence.child(token, "det") is not None or not 2 <= len(name) <= 4 or token.plural:
            return False
        words = [t.text for t in name]
        if any(not w[0].isupper() or w.isupper() for w in words if len(w) > 2):
            return False
        return not any(
            self._roles.is_body(w) or self._roles.is_group(w) or self._roles.is_speaker(w) for w in words
        )

    def _holder_named_behind(self, sentence: Sentence, token: Token) -> NameMention | None:
        """The person right behind an office's state: "the prime minister of the Czech Republic **Petr Fiala**"."""
        if not self._roles.office_in(token.text) or token.plural:
            return None
        names = self.names_in(token.end, sentence.subtree(token)[-1].end)
        for state, person in pairwise(names):
            between = self._parsed.text[state.end : person.start]
            if person.entity.kind == "person" and state.entity.kind != "person" and len(between) < _BESIDE:
                if not any(c in between for c in ",;:("):
                    return person
        return None

    def _name_beside(self, sentence: Sentence, token: Token) -> Token | None:
        """The personal name that a description comes with: "the Polish president, Andrzej Duda"."""
        candidates = sentence.children(token, "appos", "flat")
        above = sentence.head(token)
        if token.rel == "appos" and above is not None:
            candidates.append(above)
        for other in candidates:
            if other.pos == "PROPN" and other is not token:
                known = self._name_at(other)
                if known is None or known.entity.kind == "person":
                    return other
        return None

    def _state_in(self, start: int, end: int) -> str | None:
        """The last state or organisation named in a stretch, by name, demonym, capital or person in office."""
        found = None
        for name in self.names_in(start, end):
            entity = name.entity
            identity = entity.of if entity.kind in ("person", "place") else entity.id
            if entity.kind != "media" and identity is not None:
                found = identity
        return found

    def _state_of(self, sentence: Sentence, token: Token, start: int, end: int) -> str | None:
        """Whose office or body a description names; a possessive pronoun is resolved ("his Slovak counterpart")."""
        state = self._state_in(start, end)
        if state is not None:
            return state
        owner = sentence.child(token, "poss")
        if owner is None:
            return None
        actor = self.resolve(sentence, owner)
        return actor.of if actor.id is None or actor.id.startswith("person:") else actor.id

    def _epithet(self, where: ParsedSentence, sentence: Sentence, token: Token) -> Entity | None:
        """The organisation that "the bloc" or "the alliance" stands for: the last one named, else the usual one."""
        grammar = self._parsed.language.grammar
        beside = sentence.children(token)
        compound = " ".join([*(t.lemma.lower() for t in beside if t.rel == "compound"), token.lemma])
        usual = grammar.epithets.get(compound)
        partial = any(t.rel in ("num", "neg") or t.lemma.lower() in grammar.quantifiers for t in beside)
        if usual is None or partial:
            return None
        earlier = self._discourse.nearest(
            token.start, where.index, lambda m: m.actor.id in usual, reach=len(self._parsed.sentences)
        )
        return self._gazetteer.by_id(earlier.actor.id) if earlier and earlier.actor.id else None


def _capitalised_run(sentence: Sentence, token: Token) -> list[Token]:
    """The unbroken run of proper nouns that ends in ``token``: "Jerry DeMarco" from its last word."""
    name = [token]
    for earlier in reversed(sentence.tokens[: token.i]):
        if earlier.pos == "PROPN" and (earlier.head == token.i or earlier.head in {t.i for t in name}) and (
            earlier.rel in ("compound", "flat", "mod")
        ):
            name.insert(0, earlier)
        elif earlier.text in ("-", "’", "'", ".") and name[0].start == earlier.end:
            continue
        else:
            break
    return name
