"""Who is meant: noun phrases resolved to actors over a whole document.

Names come from the gazetteer and from the document itself: whoever it introduces with a full name is known by
surname, office or pronoun from there on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise

from tallystick.entities.gazetteer import Entity, Gazetteer, NameMention
from tallystick.languages import Sentence, Token
from tallystick.model import Actor
from tallystick.reading.discourse import Discourse, Mention, MentionKind, Occurrence
from tallystick.reading.home import Home
from tallystick.reading.introductions import ROLES_OF_ACTORS, introduce
from tallystick.reading.offices import Offices
from tallystick.reading.parsing import ParsedDocument
from tallystick.reading.people import People, Person, person_id
from tallystick.reading.phrases import Phrases
from tallystick.reading.whole_groups import WholeGroups

_DESCRIPTION_REACH = 30
"""Sentences back that "the army", "the report" or "the president" may reach."""


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
        self._phrases = Phrases(parsed, gazetteer, roles)
        self._people = People(gazetteer, parsed.document.published)
        self._discourse = Discourse()
        self._index_of = {id(s.tree): s.index for s in parsed.sentences if s.tree is not None}
        self._resolved: dict[tuple[int, int], Mention] = {}
        self._owned = introduce(parsed, self._phrases, self._people, roles, self._state_of)
        self._home = Home(parsed, self._phrases, gazetteer, roles)
        self._groups = WholeGroups(parsed, self._discourse, self._phrases, roles)
        self._follow_discourse()

    # -- what the rules ask ------------------------------------------------------------------------------

    def resolve(self, sentence: Sentence, token: Token) -> Actor:
        """The actor that the noun phrase headed by ``token`` names; a group without identity has no id."""
        return self.mention(sentence, token).actor

    def speaking(self, sentence: Sentence, token: Token) -> Actor:
        """As ``resolve``, of somebody who speaks: "the ministry" is then that of the state the report is about."""
        actor = self.resolve(sentence, token)
        is_nobodys = actor.of is None and (actor.id is None or actor.role is not None)
        if not is_nobodys or self._is_owned(sentence, token):
            return actor
        state = self._home.at(token.start)
        if state is None or not self._roles.is_at_home(actor.span.text, actor.role):
            return actor
        if actor.role is not None:
            return replace(actor, of=state)
        return replace(actor, id=state, name=self.name_of(state), of=state)

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
            known = self._describe(Occurrence(self._index_of[id(sentence)], sentence, token))
            known = self._resolved[key] = self._placed(known)
        return known

    def name_of(self, identity: str) -> str:
        """The gazetteer's name for an id, the id itself where it has none."""
        entity = self._gazetteer.by_id(identity)
        return entity.name if entity is not None else identity

    def is_party(self, identity: str | None) -> bool:
        """Whether the id is that of a state or organisation that can be bound; media only report."""
        entity = self._gazetteer.by_id(identity or "")
        return entity is not None and entity.kind in ("state", "organisation")

    def is_state(self, identity: str | None) -> bool:
        """Whether the id is that of a state, or of a union that has a government of its own."""
        entity = self._gazetteer.by_id(identity or "")
        return entity is not None and (entity.kind == "state" or entity.acts_for is not None)

    def is_single_body(self, identity: str | None) -> bool:
        """Whether the id is that of an organisation that neither has states for members nor is an organ of such."""
        entity = self._gazetteer.by_id(identity or "")
        alone = entity is not None and entity.kind == "organisation" and entity.acts_for is None
        return alone and not self._gazetteer.members(identity or "")

    def acts_for(self, identity: str | None) -> str | None:
        """The id of the union that an organ of it acts for ("EC" for "EU"), else ``None``."""
        entity = self._gazetteer.by_id(identity or "")
        return entity.acts_for if entity is not None else None

    def is_body_phrase(self, phrase: str) -> bool:
        """Whether a phrase names a body or an office of a state, or the state itself, without its name."""
        words = [w for w in phrase.split() if w[0].isalpha()]
        pairs = [" ".join(pair) for pair in pairwise(words)]
        is_body = any(self._roles.is_body(w) for w in (*words, *pairs, " ".join(words)))
        return is_body or self._roles.office_in(phrase) is not None

    def is_membership(self, noun: Token) -> bool:
        """Whether the plural stands for the whole that is named beside it: leaders, ministers, member states."""
        return self._roles.is_group(noun.text) or self._roles.office_in(noun.text) is not None

    def is_actor(self, sentence: Sentence, token: Token) -> bool:
        """Whether the phrase names somebody who can act: a person, state, organisation or group of people."""
        return self.mention(sentence, token).kind not in ("thing", "place")

    def group_before(self, offset: int) -> Actor | None:
        """The whole group spoken of last before ``offset``: "thirty leaders", but not "some members" or "people"."""
        return self._groups.before(offset, _DESCRIPTION_REACH)

    def names_in(self, start: int, end: int) -> list[NameMention]:
        """The gazetteer's names inside ``[start, end)``, in order."""
        return self._phrases.names_in(start, end)

    # -- reading the document once -----------------------------------------------------------------------

    def _follow_discourse(self) -> None:
        for parsed_sentence in self._parsed.sentences:
            tree = parsed_sentence.tree
            if tree is None:
                for name in self.names_in(parsed_sentence.start, parsed_sentence.end):
                    self._discourse.add(self._placed(self._from_name(name, parsed_sentence.index)))
                continue
            for token in tree:
                if token.rel in ROLES_OF_ACTORS and token.pos in ("NOUN", "PROPN", "PRON"):
                    self._settle_office(tree, token)
                    mention = self.mention(tree, token)
                    if token.pos != "PRON":
                        receives = token.case in self._parsed.language.grammar.recipient
                        reported = any(t.rel == "ccomp" for t in tree.ancestors(token))
                        self._discourse.add(replace(mention, receives=receives, reported=reported))

    def _settle_office(self, sentence: Sentence, pronoun: Token) -> None:
        """Tell whose the office is that stands behind a pronoun: "**its** president, Awa Sow"."""
        owned = self._owned.pop((id(sentence), pronoun.i), None)
        if owned is not None:
            actor = self.resolve(sentence, owned.owner)
            is_person = actor.id is None or actor.id.startswith("person:")
            self._people.set_office(owned.person, owned.office, actor.of if is_person else actor.id)

    def _placed(self, mention: Mention) -> Mention:
        quoted = self._parsed.quotation_at(mention.start) is not None
        return replace(mention, quoted=quoted) if quoted else mention

    def _earlier(self, at: Occurrence, fits: Callable[[Mention], bool], reach: int) -> Mention | None:
        return self._discourse.nearest(at.token.start, at.index, fits, reach=reach)

    # -- names -------------------------------------------------------------------------------------------

    def _describe(self, at: Occurrence) -> Mention:
        token = at.token
        if token.pos == "PRON":
            pronoun = self._parsed.language.grammar.pronouns.get(token.text.lower())
            if pronoun is not None:
                return self._take_up(at, pronoun)
        known = self._phrases.name_at(token)
        if known is not None and known.form != "demonym":
            entity = known.entity
            if entity.kind == "person" and entity.id is not None:
                return self._person(at, self._people.known(entity), known.start, known.end)
        elif token.pos == "PROPN" and known is None and not self._roles.is_title(token.text):
            return self._unknown_name(at)
        if known is not None:
            return replace(self._from_name(known, at.index), subject=at.is_subject)
        return self._common_noun(at)

    def _from_name(self, name: NameMention, index: int) -> Mention:
        entity = name.entity
        span = self._parsed.span(name.start, name.end)
        kind: MentionKind = "organisation" if entity.kind == "media" else entity.kind
        actor = Actor(entity.id, entity.name, span, entity.role, entity.of)
        return Mention(actor, kind, index, gender=entity.gender)

    def _unknown_name(self, at: Occurrence) -> Mention:
        name = self._phrases.proper_name(at.sentence, at.token)
        person = self._people.find(name[-1].text)
        start, end = name[0].start, self._phrases.end_of_name(at.sentence, name)
        if person is not None and (len(name) == 1 or self._people.find(" ".join(t.text for t in name))):
            return self._person(at, person, start, end)
        state = self._phrases.state_in(*self._phrases.extent_of(at.sentence, at.token))
        phrase = self._parsed.text[start:end]
        if self._roles.is_body(at.token.text) and state is not None:
            return self._body(at, state)
        locative = at.token.case in self._parsed.language.grammar.locative
        is_person = not locative and self._phrases.looks_like_person(at.sentence, at.token, name)
        kind: MentionKind = "person" if is_person else "organisation"
        is_currency = self._parsed.is_in_sum(at.token.start, at.token.end)
        if is_currency or not any(c.isalpha() for c in phrase) or self._parsed.is_date(start, end):
            kind = "thing"
        elif locative:
            kind = "place"
        identity = person_id(phrase) if kind == "person" and len(name) > 1 else None
        actor = Actor(identity, phrase, self._parsed.span(start, end), None, state)
        return replace(at.mention(actor, kind), plural=at.token.plural)

    def _person(self, at: Occurrence, person: Person, start: int, end: int) -> Mention:
        role, of = self._people.office_of(person)
        actor = Actor(person.id, person.name, self._parsed.span(start, end), role, of)
        return replace(at.mention(actor, "person"), gender=person.gender)

    # -- common nouns ------------------------------------------------------------------------------------

    def _common_noun(self, at: Occurrence) -> Mention:
        """An office, a body of a state, a report, an epithet ("the bloc"), a group, or a thing."""
        return (
            self._by_office(at)
            or self._by_body(at)
            or self._by_report(at)
            or self._by_epithet(at)
            or self._by_substitute(at)
            or self._by_kind(at)
        )

    def _by_office(self, at: Occurrence) -> Mention | None:
        sentence, token = at.sentence, at.token
        holder = self._phrases.holder_named_behind(sentence, token)
        if holder is not None:
            return self._person(at, self._people.known(holder.entity), holder.start, holder.end)
        start, end = self._phrases.extent_of(sentence, token)
        office = self._roles.office_in(self._parsed.text[start:end]) if not token.plural else None
        beside = self._phrases.name_beside(sentence, token)
        is_somebody = office or self._roles.is_person(token.lemma, token.text)
        is_group = self._roles.is_speaker(token.lemma, token.text)
        between = "" if beside is None else self._parsed.text[token.end : beside.start]
        is_called = bool(between) and all(c.isalnum() or c.isspace() for c in between)
        is_somebody = is_somebody or (is_group and is_called)  # "the group Vaccine Watch"
        if beside is not None and is_somebody and not self._roles.is_title(beside.text):
            return self._describe(replace(at, token=beside))
        if office is None or token.text.lower() not in office.split():
            return None
        state = self._state_of(sentence, token)
        person = self._people.holder(office, state)
        if person is None and state is None:
            earlier = self._earlier(
                at,
                lambda m: m.kind == "person" and self._roles.is_held_as(office, m.actor.role or ""),
                _DESCRIPTION_REACH,
            )
            person = self._people.by_id(earlier.actor.id) if earlier else None
        if person is not None:
            return self._person(at, person, start, end)
        span = self._parsed.span(start, end)
        return at.description(Actor(None, span.text, span, office, state), "office")

    def _by_body(self, at: Occurrence) -> Mention | None:
        """A body of a state, whose name only the first phrase gives: "the Ukrainian army", then "the army"."""
        noun = at.token
        if not self._roles.is_body(noun.lemma, noun.text):
            return None
        state = self._state_of(at.sentence, noun)
        if state is None:
            earlier = self._earlier(
                at, lambda m: m.kind == "body" and m.noun == noun.lemma, _DESCRIPTION_REACH
            )
            state = earlier.actor.id if earlier is not None else None
        return self._body(at, state) if state is not None else None

    def _body(self, at: Occurrence, state: str) -> Mention:
        span = self._parsed.span(*self._phrases.extent_of(at.sentence, at.token))
        actor = Actor(state, self.name_of(state), span, None, state)
        return replace(at.description(actor, "body"), plural=at.token.plural)

    def _by_report(self, at: Occurrence) -> Mention | None:
        """Whose report, study or statement speaks: named in the phrase, or when it was first spoken of."""
        noun = at.token
        if not self._roles.is_speaker(noun.lemma, noun.text):
            return None
        start, end = self._phrases.extent_of(at.sentence, noun)
        span = self._parsed.span(start, end)
        for name in self.names_in(start, end):
            entity = name.entity
            if entity.kind in ("organisation", "person") and entity.id is not None:
                actor = Actor(entity.id, entity.name, span, entity.role, entity.of)
                return at.description(actor, "organisation")
        owner = at.sentence.child(noun, "poss")
        if owner is not None:
            whose = self.resolve(at.sentence, owner)
            is_group = self.mention(at.sentence, owner).kind in ("group", "thing")  # "the teachers' union"
            is_own = whose.id is None and (is_group or owner.pos == "PRON")
            named = replace(whose, name=span.text if is_own else whose.name, span=span)
            return at.description(named, "organisation")
        earlier = self._earlier(
            at, lambda m: m.noun == noun.lemma and m.actor.id is not None, _DESCRIPTION_REACH
        )
        if earlier is None:
            return None
        return at.description(replace(earlier.actor, span=span), "organisation")

    def _by_epithet(self, at: Occurrence) -> Mention | None:
        entity = self._epithet(at)
        if entity is None:
            return None
        span = self._parsed.span(*self._phrases.extent_of(at.sentence, at.token))
        return at.description(Actor(entity.id, entity.name, span, entity.role, entity.of), "organisation")

    def _epithet(self, at: Occurrence) -> Entity | None:
        """The organisation that "the bloc" or "the alliance" stands for, if it was named before."""
        grammar = self._parsed.language.grammar
        beside = at.sentence.children(at.token)
        compound = " ".join([*(t.lemma.lower() for t in beside if t.rel == "compound"), at.token.lemma])
        usual = grammar.epithets.get(compound)
        partial = any(t.rel in ("num", "neg") or t.lemma.lower() in grammar.quantifiers for t in beside)
        if usual is None or partial:
            return None
        earlier = self._earlier(at, lambda m: m.actor.id in usual, len(self._parsed.sentences))
        return self._gazetteer.by_id(earlier.actor.id) if earlier and earlier.actor.id else None

    def _by_substitute(self, at: Occurrence) -> Mention | None:
        """A group whose noun the sentence has named: "rich countries … **poorer ones**" are poorer countries."""
        noun = at.token
        if noun.text.lower() not in self._parsed.language.grammar.substitutes:
            return None
        earlier = self._earlier(at, lambda m: m.kind == "group" and m.plural and bool(m.noun), 1)
        if earlier is None:
            return None
        span = self._parsed.span(*self._phrases.extent_of(at.sentence, noun))
        said = earlier.actor.span.text.split()[-1]
        name = f"{span.text.removesuffix(noun.text)}{said}"
        group = at.description(Actor(None, name, span), "group")
        return replace(group, plural=True, noun=earlier.noun)

    def _by_kind(self, at: Occurrence) -> Mention:
        """Somebody or something without a name."""
        kind = self._kind_of(at)
        start, end = self._phrases.extent_of(at.sentence, at.token)
        state = self._state_of(at.sentence, at.token) if kind != "thing" else None
        span = self._parsed.span(start, end)
        return replace(
            at.description(Actor(None, span.text, span, None, state), kind), plural=at.token.plural
        )

    def _kind_of(self, at: Occurrence) -> MentionKind:
        noun = at.token
        members = next((c for c in at.sentence.children(noun, "nmod") if c.case == "of"), None)
        is_part = noun.pos in ("NUM", "DET") or noun.lemma in self._parsed.language.grammar.quantifiers
        if is_part and members is not None:  # "some of the allies"
            return "group" if self.mention(at.sentence, members).kind != "thing" else "thing"
        if self._roles.is_group(noun.lemma, noun.text):
            return "group"
        if self._roles.is_person(noun.lemma, noun.text):
            return "group" if noun.plural else "person"
        if self._roles.is_speaker(noun.lemma, noun.text) or self._roles.is_body(noun.lemma, noun.text):
            return "organisation"
        return "thing"

    def _is_owned(self, sentence: Sentence, noun: Token) -> bool:
        """Whether somebody else's is meant: "the fund's ministry", "the ministry of the region"."""
        if sentence.child(noun, "poss") is None:
            return sentence.child(noun, "nmod") is not None
        words = [t.text for t in sentence.subtree(noun) if t.pos != "DET" and t.i <= noun.i]
        return not self._roles.is_body(" ".join(words).replace(" '", "'").replace(" ’", "'"))

    def _state_of(self, sentence: Sentence, noun: Token) -> str | None:
        """Whose office or body a description names; a possessive pronoun is resolved ("his Slovak counterpart")."""
        state = self._phrases.state_in(*self._phrases.extent_of(sentence, noun))
        if state is not None:
            return state
        owner = sentence.child(noun, "poss")
        actor = self.resolve(sentence, owner) if owner is not None else None
        is_person = actor is not None and (actor.id is None or actor.id.startswith("person:"))
        return None if actor is None else actor.of if is_person else actor.id

    def _take_up(self, at: Occurrence, pronoun: str) -> Mention:
        acting = self._acting_beside(at)
        found = self._discourse.antecedent(pronoun, at.token.start, at.index, but=acting)
        span = self._parsed.span(at.token.start, at.token.end)
        if found is None:
            kind: MentionKind = "person" if pronoun.startswith(("person", "speaker")) else "thing"
            return Mention(Actor(None, at.token.text, span), kind, at.index)
        actor = replace(found.actor, span=span)
        return replace(found, actor=actor, sentence=at.index, subject=at.is_subject, quoted=False)

    def _acting_beside(self, at: Occurrence) -> frozenset[int]:
        """Where those are named who act on a pronoun: "the EU gave **it** money" is not of the EU."""
        verb = at.sentence.head(at.token)
        if verb is None or at.token.rel not in ("obj", "iobj", "obl"):
            return frozenset()
        acting = (t for s in at.sentence.children(verb, "subj") for t in at.sentence.conjuncts(s))
        return frozenset(self.mention(at.sentence, t).start for t in acting)
