"""Whose promise it is: from the words that name an agent to the state or organisation that is bound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tallystick.languages import Token
from tallystick.model import Actor, Span, Statement
from tallystick.reading.actors import Actors
from tallystick.reading.extents import extent, with_listed
from tallystick.reading.force import Force
from tallystick.reading.frame import Frame
from tallystick.reading.parsing import ParsedDocument
from tallystick.reading.refused import REFUSED
from tallystick.reading.schemes import scheme_apart

_HELPED_IN = ("in", "with")
"""Cases of what somebody helps in."""

_LANDS = ("state", "place")

_RECEIVED = ("receipt", "share", "arrival")
"""What frames do of which it is rather who receives that speaks: "$4 million was received, **the UN** said"."""

_BLAMED_FOR = ("over", "for", "on")
"""Cases of what somebody is criticised or blamed for."""


class Promisors:
    """Finds the actors and recipients of frames, and carries them on where a later sentence leaves them out."""

    def __init__(self, parsed: ParsedDocument, actors: Actors) -> None:
        self._parsed = parsed
        self._actors = actors
        self._last_actors: tuple[Actor, ...] = ()
        self._acted_in: int | None = None
        self._acting: set[str] = set()
        self._last_recipients: tuple[Actor, ...] = ()

    def of_frame(self, frame: Frame, force: Force, statement: Statement | None) -> tuple[Actor, ...]:
        """Who promises or delivers; a person in office stands for the state or organisation."""
        named = self._bound(frame, self._agents(frame, force), statement)
        if frame.does == REFUSED:
            return named
        if self._is_speakers_figure(frame):
            named = self._carried_on(frame) or named
        scheme = None if named else scheme_apart(frame, self._parsed.language.grammar)
        if scheme is not None:
            return self._named_in(frame.tree.subtree(scheme), frame) or (self._undertaking(frame, scheme),)
        if not named and force.stage != "request":
            receiving = self._receiving(frame) if frame.does == "receipt" else frozenset[str]()
            named = tuple(a for a in self._around_themes(frame) if a.id not in receiving)
        if not named and force.stage != "request" and not self._is_anybodys(frame, force):
            speaking, carried = self._from_speaker(frame, statement), self._carried_on(frame)
            got = frame.does in _RECEIVED and not frame.recipients
            if got or self._only_watches(frame, speaking):
                speaking = ()
            # Of what arrives or is delivered a speaker tells; what is promised they promise themselves.
            named = (
                (carried or speaking) if self._is_told_of(frame, force, speaking) else (speaking or carried)
            )
        if named and force.stage != "request":
            self._last_actors, self._acted_in = named, frame.where.index
            self._acting |= {a.id or a.name for a in named}
        return named

    def _is_told_of(self, frame: Frame, force: Force, speaking: Sequence[Actor]) -> bool:
        """Whether a speaker only tells of it: of what came, and of "the $40 million **pledged**" of which some came.

        Who gave or promised before may speak of a pledge of its own.
        """
        is_beside = frame.clause is None or frame.clause.link == "attributive"
        is_observer = not any((a.id or a.name) in self._acting for a in speaking)
        return force.kind == "delivery" or (is_beside and is_observer and self._acted_in == frame.where.index)

    def _only_watches(self, frame: Frame, speaking: Sequence[Actor]) -> bool:
        """Whether a body speaks of what others promised: "a third of the **pledged** doses came, Oxfam said".

        It would say "its" of a promise of its own, or has told of one before.
        """
        if not all(self._actors.is_single_body(a.id) and a.id not in self._acting for a in speaking):
            return False
        told = [t for theme in frame.themes for t in (frame.head, *frame.tree.subtree(theme))]
        lines = (
            self._parsed.language.predicates.get(("verb", t.lemma)) for t in told if t.form == "participle"
        )
        return any(line is not None and line.does.startswith("commit") for line in lines)

    def _undertaking(self, frame: Frame, scheme: Token) -> Actor:
        """Another undertaking as who gives, where nobody is named who leads it: "a separate initiative"."""
        words = [scheme, *frame.tree.children(scheme, "det", "mod", "compound")]
        span = self._parsed.span(min(t.start for t in words), scheme.end)
        return Actor(None, span.text, span)

    def recipients(
        self, frame: Frame, statement: Statement | None, actors: Sequence[Actor]
    ) -> tuple[Actor, ...]:
        """For whom it is; carried on from the sentences before where nothing is said, but never to who acts."""
        acting = {a.id for a in actors if a.id is not None}
        named = self._bound(frame, frame.recipients or self._helped(frame), statement)
        if frame.does in ("receipt", "arrival") and not named and not self._last_recipients:
            told = self._from_speaker(frame, statement)  # "40 trucks have been received, **the mayor** said"
            named = () if self._only_watches(frame, told) else told
        named = tuple(map(self._country_of, named))
        if named and self._last_recipients and all(map(self._takes_up, named)):
            named = self._last_recipients
        others = tuple(a for a in named if a.id not in acting)
        is_own = bool(named) and not others and not all(t.pos == "PRON" for t in frame.recipients)
        named = named if is_own else others  # "set up a fund and paid €5 million into **it**"
        # "other countries" do not take the place of a recipient that was named.
        if any(a.id for a in named) or (named and not any(a.id for a in self._last_recipients)):
            self._last_recipients = tuple(a for a in named if not self._is_counted(a))
        if is_own:
            return ()  # nobody gives to themselves
        return named or tuple(a for a in self._last_recipients if a.id not in acting)

    def _is_counted(self, actor: Actor) -> bool:
        """Whether so many people are meant, who are others in another sentence: "15,000 people"."""
        return actor.id is None and bool(self._parsed.numbers_in(actor.span.start, actor.span.end))

    def _helped(self, frame: Frame) -> list[Token]:
        """For whom it is, told by what it is for: "tents to help **Malawi** recover", "aid to help in **Yemen**"."""
        grammar = self._parsed.language.grammar
        goods = {t.i for t in frame.themes}
        for clause in frame.where.clauses:
            beside = clause.noun.i in goods if clause.noun is not None else clause.governor is frame.clause
            if not (beside and clause.infinitive and clause.lemma in grammar.helping):
                continue
            doing = [s for c in clause.complements if c.own_subject for s in c.subjects]
            helped = [t for t in (*clause.objects, *doing) if self._actors.is_actor(frame.tree, t)]
            places = (t for o in clause.obliques if o.case in _HELPED_IN for t in frame.tree.subtree(o))
            return helped or [t for t in places if self._actors.mention(frame.tree, t).kind in _LANDS][:1]
        return []

    def _country_of(self, actor: Actor) -> Actor:
        """The state that a place belongs to: what is sent to Kherson is sent to Ukraine."""
        if actor.id is not None or actor.of is None or not self._is_place(actor.span):
            return actor
        return replace(actor, id=actor.of, name=self._actors.name_of(actor.of), of=None)

    def _is_place(self, span: Span) -> bool:
        return any(n.entity.kind == "place" for n in self._actors.names_in(span.start, span.end))

    def _takes_up(self, actor: Actor) -> bool:
        """Whether a phrase takes up who was named before: "delivered to **the country**"."""
        first, _, last = actor.name.lower().partition(" ")
        language = self._parsed.language
        return actor.id is None and first in language.grammar.anaphoric and last in language.packages.parties

    def _is_speakers_figure(self, frame: Frame) -> bool:
        """Whether a speaker's "we" stands for those who promised a figure: "**we** did not have this million"."""
        grammar = self._parsed.language.grammar
        takes_up = frame.head.lemma in grammar.attaining and frame.does == "transfer"
        return takes_up and any(grammar.pronouns.get(t.text.lower()) == "speakers" for t in frame.givers)

    def _carried_on(self, frame: Frame) -> tuple[Actor, ...]:
        """Who acted last, unless they are the ones who receive here."""
        receiving = self._receiving(frame)
        return tuple(a for a in self._last_actors if a.id not in receiving)

    def _receiving(self, frame: Frame) -> frozenset[str]:
        """Ids of those who receive here or, where nobody is named, received before."""
        named = {self._actors.resolve(frame.tree, t).id for t in frame.recipients}
        return frozenset(i for i in (*named, *(a.id for a in self._last_recipients)) if i is not None)

    def _agents(self, frame: Frame, force: Force) -> list[Token]:
        if force.stage == "request":
            return [t for t in frame.givers if not self._asks(frame, t)]
        if frame.does == "share":  # its subject is what is given of
            return frame.givers
        if frame.givers:
            return self._founders(frame, force) or frame.givers
        for clause in force.clauses:
            agents = [t for t in clause.subjects if t not in frame.themes]
            if agents and clause.predicate in force.through:
                return agents
        return self._bound_to_keep(frame, force) if frame.clause is None else []

    def _bound_to_keep(self, frame: Frame, force: Force) -> list[Token]:
        """Whose a promise is that somebody keeps, breaks or is blamed for: "**Peru** broke promises on aid"."""
        told = {t.i for t in (frame.head, *force.through)}
        for clause in frame.where.clauses:
            line = self._parsed.language.predicates.get(("verb", clause.lemma))
            is_kept = clause.lemma in self._parsed.language.grammar.fulfilling
            if (is_kept or (line is not None and line.does == "fail")) and any(
                t.i in told for t in clause.objects
            ):
                return list(clause.subjects)
            if any(t.i in told and t.case in _BLAMED_FOR for t in clause.obliques):
                return [t for t in clause.objects if self._actors.is_actor(frame.tree, t)]
        return []

    def _is_anybodys(self, frame: Frame, force: Force) -> bool:
        """Whether neither a speaker nor who acted before is meant: "if troops were deployed", "promises on aid"."""
        if force.rule == "commitment.condition":
            return True
        return frame.clause is None and force.kind == "commitment" and not self._is_figured(frame)

    def _is_figured(self, frame: Frame) -> bool:
        """Whether the goods stand with a figure, by which they are known."""
        ends = [extent(frame.tree, theme) for theme in frame.themes]
        return any(self._parsed.numbers_in(a, b) or self._parsed.money_in(a, b) for a, b in ends)

    def _asks(self, frame: Frame, token: Token) -> bool:
        """Whether it is whose request it is, and not who is asked: "**Chad's** appeal to send 40 trucks"."""
        if frame.clause is None:  # "**the UN's** appeal for $40 million"
            return token.rel == "poss"
        noun = frame.clause.noun
        return noun is not None and token in frame.tree.children(noun, "poss", "nmod") and token.case != "for"

    def _founders(self, frame: Frame, force: Force) -> list[Token]:
        """Who makes, leads or joins those who are to act: "**Norway and Peru** formed a coalition to send 40 trucks".

        Who only announces a coalition acts with it.
        """
        clause = frame.clause
        above = clause.governor if clause is not None and clause.infinitive else None
        alliances = self._parsed.language.grammar.alliances
        if above is None or len(frame.givers) != 1 or frame.givers[0].lemma.lower() not in alliances:
            return []
        if force.rule.endswith("announce"):
            return [*above.subjects, *frame.givers]
        is_made = clause is not None and clause.noun in above.objects
        return list(above.subjects) if is_made else []

    def _bound(self, frame: Frame, tokens: list[Token], statement: Statement | None) -> tuple[Actor, ...]:
        found: dict[tuple[str | None, str], Actor] = {}
        for token in tokens:
            for part in with_listed(frame.tree, token, self._parsed.language.grammar.listing):
                actor = self._speaking_for(frame, part, statement)
                beside = self._speaking_with(part, actor, statement)
                for each in (*([] if actor is None else [actor]), *beside):
                    found.setdefault((each.id, each.id or each.name), each)
        return tuple(found.values())

    def _speaking_with(self, token: Token, actor: Actor | None, statement: Statement | None) -> list[Actor]:
        """Who speaks together with the one that a plural pronoun is taken for: "A and B said **they** would send"."""
        pronoun = (
            self._parsed.language.grammar.pronouns.get(token.text.lower()) if token.pos == "PRON" else None
        )
        source = statement.source if statement is not None else None
        if actor is None or statement is None or source is None or pronoun not in ("group", "speakers"):
            return []
        if self._represented(source).id != actor.id:
            return []
        return [self._represented(replace(other, span=actor.span)) for other in statement.joint]

    def _speaking_for(self, frame: Frame, token: Token, statement: Statement | None) -> Actor | None:
        pronouns = self._parsed.language.grammar.pronouns
        pronoun = pronouns.get(token.text.lower(), "") if token.pos == "PRON" else ""
        if pronoun.startswith("speaker"):
            source = statement.source if statement else None
            if source is None or source.name.lower() in self._parsed.language.grammar.pronouns:
                return None
            span = self._parsed.span(token.start, token.end)
            return self._represented(replace(source, span=span))
        mention = self._actors.mention(frame.tree, token)
        if mention.actor.id is None and pronoun:
            source = statement.source if statement else None
            is_source = source is not None and source.name == mention.actor.name
            if not is_source and (mention.kind != "group" or mention.actor.name == token.text):
                return None
        whole = self._whole(frame, token, mention.actor)
        if whole is not None:
            return whole
        if mention.kind == "thing":
            # "the Czech plan", "Canada's target": whose thing it is stands right at the noun.
            beside = frame.tree.children(token, "poss", "compound", "mod")
            for name in (n for t in beside for n in self._actors.names_in(t.start, t.end)):
                identity = name.entity.of if name.entity.kind == "person" else name.entity.id
                if identity is not None and name.entity.kind != "media":
                    span = self._parsed.span(name.start, name.end)
                    return self._represented(Actor(identity, self._actors.name_of(identity), span))
            return None
        return self._represented(mention.actor)

    def _whole(self, frame: Frame, token: Token, group: Actor) -> Actor | None:
        """The organisation that "EU leaders" or "the G7 countries" stand for; some of them do not."""
        grammar = self._parsed.language.grammar
        if group.id is not None or group.of is None or not token.plural or token.lemma in grammar.opposite:
            return None
        beside = frame.tree.children(token)
        if any(t.rel == "num" or t.lemma.lower() in grammar.quantifiers for t in beside):
            return None
        if any(self._parsed.numbers_in(group.span.start, group.span.end)):
            return None
        named = any(t.rel in ("compound", "mod") or (t.rel == "poss" and t.pos == "PROPN") for t in beside)
        if self._actors.is_membership(token) and named:
            return Actor(group.of, self._actors.name_of(group.of), group.span)
        return None

    def _represented(self, actor: Actor) -> Actor:
        """The state or organisation that an office holder speaks for; anybody else stays who they are."""
        is_person = actor.id is None or actor.id.startswith("person:")
        if is_person and actor.role is not None and actor.of is not None:
            return Actor(actor.of, self._actors.name_of(actor.of), actor.span, None, None)
        return actor

    def owners_of(self, frame: Frame, theme: Token) -> frozenset[str]:
        """Ids or names of those whose goods the phrase names; empty where it does not say."""
        return frozenset(a.id or a.name for a in self._around(frame, theme))

    def _around_themes(self, frame: Frame) -> tuple[Actor, ...]:
        """Whose goods they are: "the 50 million doses **Canada** promised", "the first batch of the **Czech** plan"."""
        wholes = [o for o in frame.clause.obliques if o.case in ("of", "out of")] if frame.clause else []
        return next(
            (named for goods in (*frame.themes, *wholes) if (named := self._around(frame, goods))), ()
        )

    def _around(self, frame: Frame, theme: Token) -> tuple[Actor, ...]:
        tree = frame.tree
        inside = tree.subtree(theme, lambda t: t.rel in ("conj", "cc"))
        within = {t.i for t in inside}
        for clause in frame.where.clauses:
            if clause.predicate.i in within and clause.predicate.i != frame.head.i:
                agents = [t for t in clause.subjects if t.i in within and t is not theme]
                named = self._bound(frame, agents, None)
                if named:
                    return named
        owners = [t for t in inside if t.rel == "poss"] or [t for t in inside if t.case == "from"]
        return self._bound(frame, owners, None) or self._named_in(inside, frame)

    def _named_in(self, inside: list[Token], frame: Frame) -> tuple[Actor, ...]:
        """A state or organisation whose name or adjective stands in the phrase, not as the one who receives."""
        receiving = self._receiving(frame)
        for token in inside:
            if token.pos not in ("PROPN", "ADJ") or token.case in self._parsed.language.grammar.recipient:
                continue
            for name in self._actors.names_in(token.start, token.end):
                is_giver = name.entity.kind in ("state", "organisation") and name.entity.id not in receiving
                if is_giver and name.entity.id is not None:
                    span = self._parsed.span(name.start, name.end)
                    return (Actor(name.entity.id, name.entity.name, span),)
        return ()

    def _from_speaker(self, frame: Frame, statement: Statement | None) -> tuple[Actor, ...]:
        if statement is None or statement.source is None:
            return ()
        represented = self._represented(statement.source)
        pronouns = self._parsed.language.grammar.pronouns
        us = any(pronouns.get(t.text.lower(), "").startswith("speaker") for t in frame.recipients)
        receives = us or represented.id in self._receiving(frame)  # "promised to **us**"
        return (represented,) if self._actors.is_party(represented.id) and not receives else ()
