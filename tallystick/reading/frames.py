"""Frames: what is given or done, by whom and for whom, whether a verb or a noun says it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tallystick.languages import Sentence, Token
from tallystick.reading.actors import Actors
from tallystick.reading.amounts import Amounts
from tallystick.reading.clauses import Clause
from tallystick.reading.deeds import Deeds
from tallystick.reading.forces import CONTENT, Forces
from tallystick.reading.frame import Frame
from tallystick.reading.noun_frames import NounFrames, receiving
from tallystick.reading.parsing import ParsedDocument, ParsedSentence
from tallystick.reading.refused import REFUSED, refused_in_words
from tallystick.reading.takers import is_model, named_before_figure, promised_to


class FrameFinder:
    """Finds the frames of one document's sentences."""

    def __init__(self, parsed: ParsedDocument, actors: Actors, forces: Forces) -> None:
        self._parsed = parsed
        self._actors = actors
        self._forces = forces
        self._grammar = parsed.language.grammar
        self._amounts = Amounts(parsed, forces)
        self._deeds = Deeds(parsed, forces, self._amounts)
        self._nouns = NounFrames(parsed, actors, forces)
        self._fills: Mapping[str, Callable[[Frame, Clause], None]] = {
            "transfer": self._transfer,
            "support": self._support,
            "light": self._light,
            "receipt": self._receipt,
            "arrival": self._arrival,
            "arrival.counted": self._arrival,
            "achievement": self._achievement,
            "announce": self._achievement,
            "admission": self._admission,
            "raise": self._raised,
            "lack": self._lacking,
            "share": self._shared,
            "fail": self._failure,
            "commit": self._commit,
        }

    def find(self, where: ParsedSentence) -> list[Frame]:
        """The frames of one sentence in text order."""
        found: list[Frame] = []
        for clause in where.clauses:
            line = self._forces.verb(clause)
            does = "transfer" if self._attains(clause) else line.does if line is not None else None
            is_deed = does is None and (self._deeds.is_told(clause) or self._deeds.is_vowed(clause))
            if is_deed or self._relieves(where, clause) or (does == "realise" and self._completes(clause)):
                does = "achievement"
            if does is None and (refused := refused_in_words(self._parsed, self._actors, clause)):
                found.append(
                    Frame(where, clause.predicate, REFUSED, clause, list(clause.subjects), [], refused)
                )
            if does is not None:
                frame = self._of_verb(where, clause, does)
                if frame is not None and not self._is_divided(clause):
                    found.append(frame)
        if where.tree is not None:
            for token in where.tree:
                frame = self._nouns.of_participle(where, token) or self._nouns.of_noun(where, token)
                if frame is not None:
                    found.append(frame)
        for frame in found:
            frame.recipients = frame.recipients or promised_to(frame, found)
        return sorted(found, key=lambda f: f.head.i)

    # -- verbs -------------------------------------------------------------------------------------------

    def _of_verb(self, where: ParsedSentence, clause: Clause, does: str) -> Frame | None:
        frame = Frame(where, clause.predicate, does, clause)
        fill = self._fills.get("commit" if does.startswith("commit") else does)
        if fill is None or (does == "raise" and clause.complements):
            return None
        fill(frame, clause)
        frame.themes = [t for t in frame.themes if self._is_goods(frame, t)]
        frame.recipients += self._named_before_goods(frame)
        return frame if frame.themes or frame.recipients or not clause.objects else None

    def _support(self, frame: Frame, clause: Clause) -> None:
        self._standard(frame, clause)
        frame.recipients += [o for o in clause.objects if self._actors.is_actor(frame.tree, o)]
        inside = [p for o in clause.objects for p in frame.tree.children(o, "nmod")]
        with_phrases = [o for o in (*clause.obliques, *inside) if o.case == "with"]
        # "backed Kenya with 40 trucks", not "backed a plan with three tracks"
        goods = [t for o in with_phrases for t in frame.tree.conjuncts(o)]
        is_helped = bool(frame.recipients) or clause.passive
        frame.themes = [
            t
            for t in goods
            if self._amounts.is_sum(frame.tree, t) or (is_helped and self._amounts.is_figure(frame.tree, t))
        ]

    def _light(self, frame: Frame, clause: Clause) -> None:
        self._standard(frame, clause)
        frame.themes = [t for t in frame.themes if self._forces.gives(t)]

    def _receipt(self, frame: Frame, clause: Clause) -> None:
        frame.recipients = list(clause.subjects)
        frame.themes = list(clause.objects)
        # "received 40 trucks from Peru": the parser hangs the giver at the verb or at the goods.
        at_goods = [n for t in clause.objects for n in frame.tree.children(t, "nmod")]
        frame.givers = [o for o in (*clause.obliques, *at_goods) if o.case in self._grammar.giver]
        got_for = receiving(self._actors, self._grammar, frame.where, clause.obliques, clause.objects)
        if got_for and not frame.givers:  # "found a way to get 40 trucks for Kenya"
            frame.givers, frame.recipients = frame.recipients, got_for

    def _achievement(self, frame: Frame, clause: Clause) -> None:
        self._standard(frame, clause)
        frame.themes = self._deeds.done_to(clause) or frame.themes
        amounts, tree = self._amounts.grown_by(clause), frame.tree
        if any(self._amounts.is_sum(tree, t) for t in amounts):  # "raised its aid to $4 million"
            frame.themes = [t for t in frame.themes if not self._amounts.stands_for_sum(tree, t)]
        if any(t.case in self._grammar.means for t in amounts):  # "cut emissions **by 12%**"
            frame.themes = [t for t in frame.themes if self._amounts.is_figure(tree, t)]
        frame.themes += amounts
        if not frame.themes and self._opens_by_itself(frame, clause):
            frame.themes, frame.givers = list(clause.subjects), []

    def _admission(self, frame: Frame, clause: Clause) -> None:
        """So many people are let in: "took in 300 refugees"; who is welcomed by name is a guest."""
        self._standard(frame, clause)
        line = self._forces.verb(clause)
        particle = line.lemma.rpartition("_")[2] if line is not None and "_" in line.lemma else None
        # "took in 300 refugees": the parser may take the particle for a preposition
        frame.themes = frame.themes or [o for o in clause.obliques if o.case == particle]
        people = [t for t in frame.themes if self._is_people(frame, t)]
        frame.themes = [t for t in people if t.pos == "NUM" or self._is_counted(frame.tree, t)]

    def _is_counted(self, tree: Sentence, people: Token) -> bool:
        return tree.child(people, "num") is not None or self._amounts.is_counted(tree, people)

    def _raised(self, frame: Frame, clause: Clause) -> None:
        """What lies ahead without a verb that says what is done: "the 300 homes are due in May"."""
        self._arrival(frame, clause)
        named = [t for t in (*clause.subjects, *clause.objects) if not self._forces.gives(t)]
        frame.themes = [t for t in named if self._amounts.is_figure(frame.tree, t)]

    def _lacking(self, frame: Frame, clause: Clause) -> None:
        """What has not come: "**half of the tents** are missing"; missing persons are no goods."""
        named = (*clause.subjects, *clause.objects)
        counted = [t for t in named if self._amounts.is_figure(frame.tree, t)]
        frame.themes = [t for t in counted if not self._is_people(frame, t)]

    def _shared(self, frame: Frame, clause: Clause) -> None:
        """What share of something has come: "the $41 million appeal is **15 percent** funded"."""
        tree = frame.tree
        end = max((t.start for t in clause.attributes), default=clause.predicate.end)
        share = next((n for n in self._parsed.numbers_in(clause.predicate.end, end) if n.share), None)
        inside = [t for t in tree if share is not None and share.start <= t.start < share.end]
        tops = (t for t in inside if (above := tree.head(t)) is None or above not in inside)
        frame.themes = list(tops)[:1]
        lines = ((t, self._forces.noun(t)) for t in clause.subjects)
        promised = [t for t, line in lines if line is not None and line.does != "commit.request"]
        frame.givers = [p for t in promised for p in tree.children(t, "poss")]
        frame.recipients = receiving(self._actors, self._grammar, frame.where, [], clause.subjects)

    def _failure(self, frame: Frame, clause: Clause) -> None:
        frame.givers = list(clause.subjects)
        frame.themes = self._amounts.grown_by(clause)
        short_of = [
            o
            for a in clause.sentence.children(clause.predicate, "attr", "advmod")
            for o in clause.sentence.children(a, "obl", "nmod")
        ]
        missed = [o for o in (*clause.obliques, *short_of) if o.case == "of"]
        frame.themes = frame.themes or list(clause.objects) or missed
        frame.recipients = receiving(self._actors, self._grammar, frame.where, clause.obliques, frame.themes)

    def _completes(self, clause: Clause) -> bool:
        """Whether something counted is brought to its end: "**41,300** were **finished**"."""
        counted = all(t.pos == "NUM" or clause.sentence.child(t, "num") for t in clause.objects)
        return clause.lemma in self._grammar.fulfilling and bool(clause.objects) and counted

    def _relieves(self, where: ParsedSentence, clause: Clause) -> bool:
        """Whether what is cancelled is owed, and so given: "will **cancel** the $5 million that Chad **owes**"."""
        if clause.lemma not in self._grammar.relieving:
            return False
        owed = [c for c in where.clauses if c.noun in clause.objects and c.lemma in self._grammar.debts]
        return bool(owed) or any(t.lemma in self._grammar.debts for t in clause.objects)

    def _named_before_goods(self, frame: Frame) -> list[Token]:
        """Who receives, where the parser took a name for part of the goods: "pledged **Kenya** 500 trucks"."""
        behind_verb = frame.tree.tokens[frame.head.i + 1 : frame.head.i + 2]
        return [
            name
            for name in behind_verb
            if name.rel == "compound"
            and (goods := frame.tree.head(name)) in frame.themes
            and goods is not None
            and goods.pos == "NOUN"
            and self._actors.mention(frame.tree, name).kind == "state"
            and frame.does != "achievement"  # "to double US aid": whose it is
        ]

    def _attains(self, clause: Clause) -> bool:
        """Whether a figure that was promised is said to be there, or not: "did not have **this million**"."""
        told = clause.tense == "past" or clause.perfect
        if clause.lemma not in self._grammar.attaining or not clause.objects or not told:
            return False
        return all(self._takes_up_figure(clause.sentence, t) for t in clause.objects)

    def _takes_up_figure(self, tree: Sentence, noun: Token) -> bool:
        """Whether a phrase is a number that was told before: "**this** million", "**the** 500,000"."""
        determiner = tree.child(noun, "det")
        if determiner is None or determiner.lemma not in self._grammar.anaphoric:
            return False
        return noun.pos == "NUM" or (
            determiner.text.lower() != "the" and self._amounts.is_counted(tree, noun)
        )

    def _is_goods(self, frame: Frame, theme: Token) -> bool:
        """Whether the phrase names goods, not somebody met or sent for: "received thirty leaders" is a visit."""
        is_sum = self._amounts.is_sum(frame.tree, theme)
        is_number = self._amounts.is_number(frame.tree, theme)
        if theme.lemma in self._grammar.negative_pronouns:  # "none has been built"
            return True
        if theme.pos == "PRON" and not is_sum and not is_number:  # parsers take the m of "€6m" for one
            fulfils = frame.head.lemma in self._grammar.fulfilling
            return (
                theme.lemma in self._grammar.anaphoric if fulfils else frame.does in ("transfer", "arrival")
            )
        if is_sum or not self._actors.is_actor(frame.tree, theme):
            return True
        if frame.does == "admission" or (
            frame.does == "achievement" and (is_number or self._amounts.is_counted(frame.tree, theme))
        ):
            return True  # "resettled 40,000 Afghans", "hired 250 of them"
        if frame.does in ("transfer", "arrival") and self._amounts.is_of_force(frame.tree, theme):
            return True
        words = self._parsed.language.items
        entry = words.nouns.get((words.plurals.singular(theme.text.lower()),))
        if entry is not None and (entry.is_unit or entry.category is not None):
            return True
        phrase = " ".join(t.text for t in (*frame.tree.children(theme, "compound", "mod"), theme))
        if words.category(phrase, theme.text) not in ("other", "political", "troops"):
            return True  # "Uncrewed Aerial Systems" are goods, however they are written
        return frame.does.startswith("commit") or frame.does == "announce"

    def _standard(self, frame: Frame, clause: Clause) -> None:
        frame.givers = list(clause.subjects)
        given = self._given_to(frame.tree, clause)
        frame.themes = [t for t in clause.objects if t not in given]
        behind = receiving(self._actors, self._grammar, frame.where, clause.obliques, clause.objects)
        indirect = [t for t in clause.indirect if not (behind and is_model(self._actors, frame.tree, t))]
        frame.recipients = [
            *indirect,
            *given,
            *named_before_figure(self._parsed, self._actors, clause),
            *behind,
        ]

    def _given_to(self, tree: Sentence, clause: Clause) -> list[Token]:
        """Who gets it, where the parser took both for objects: "promised **poorer countries** $5 million"."""
        first, second = (*clause.objects, None, None)[:2]
        if clause.passive or first is None or second is None or clause.indirect:
            return []
        is_taker = self._actors.is_actor(tree, first) and not self._amounts.is_figure(tree, first)
        apart = second not in tree.conjuncts(first)
        return [first] if is_taker and apart and self._amounts.is_figure(tree, second) else []

    def _commit(self, frame: Frame, clause: Clause) -> None:
        self._standard(frame, clause)
        if clause.passive and not frame.givers:  # "was allocated to Kenya from the ministry"
            frame.givers = self._given_from(frame, clause)
        if not frame.themes:  # "signed up to the plan", "agreed on a package"
            taken_on = [o for o in clause.obliques if o.case in self._grammar.taken_on]
            frame.themes = [o for o in taken_on if not self._actors.is_actor(frame.tree, o)]
        if frame.does == "commit.request":
            self._asked(frame, clause)
        frame.themes = frame.themes or self._foretold(clause)

    def _foretold(self, clause: Clause) -> list[Token]:
        """What a promise with a clause of its own is about: "vowed that **90 percent of buses** would be electric"."""
        found: list[Token] = []
        for complement in clause.complements:
            line = self._forces.verb(complement)
            if complement.own_subject and (line is None or line.does not in CONTENT):
                subjects = complement.objects if complement.passive else complement.subjects
                found += [t for t in subjects if self._amounts.is_figure(clause.sentence, t)]
        return found

    def _opens_by_itself(self, frame: Frame, clause: Clause) -> bool:
        """Whether what is counted is the subject: "**14 clinics** have opened"."""
        subjects = clause.subjects
        return bool(subjects) and all(
            self._amounts.is_figure(frame.tree, t) and not self._actors.is_actor(frame.tree, t)
            for t in subjects
        )

    def _is_people(self, frame: Frame, theme: Token) -> bool:
        """Whether a phrase names a group of people, not of those who act: "300 refugees", not "three states"."""
        if theme.pos == "NUM":  # "8,580 of the 40,000 Afghans"
            members = [t for t in frame.tree.children(theme, "nmod") if t.case == "of"]
            return any(self._is_people(frame, t) for t in members)
        is_group = self._actors.mention(frame.tree, theme).kind == "group"
        names = self._actors.names_in(theme.start, theme.end)
        return (is_group or any(n.form == "people" for n in names)) and not self._actors.is_membership(theme)

    def _is_divided(self, clause: Clause) -> bool:
        """Whether a package is only told apart: "the scheme is distributed **with** €5 million in 2024"."""
        packages = self._parsed.language.packages
        divides = (
            clause.passive
            and clause.lemma in packages.holding
            and any(map(self._forces.gives, clause.objects))
        )
        parts = [o for o in clause.obliques if o.case in packages.holding_of]
        return divides and any(self._amounts.is_figure(clause.sentence, o) for o in parts)

    def _transfer(self, frame: Frame, clause: Clause) -> None:
        self._standard(frame, clause)
        with_phrases = [t for o in clause.obliques if o.case == "with" for t in frame.tree.conjuncts(o)]
        if (
            with_phrases
            and clause.objects
            and all(self._actors.is_actor(frame.tree, t) for t in clause.objects)
        ):
            # "provided Ukraine with 300,000 shells": the object receives.
            frame.recipients = list(clause.objects) + frame.recipients
            frame.themes = with_phrases
        if not frame.givers:  # "40 trucks were sent from Norway"
            frame.givers = self._given_from(frame, clause)
        if not clause.objects:  # "contributed with 10 million euros"
            counted = [t for t in with_phrases if self._amounts.is_figure(frame.tree, t)]
            frame.themes = counted or _told_before(clause)

    def _given_from(self, frame: Frame, clause: Clause) -> list[Token]:
        """Who gives, where words behind the verb say whence it comes."""
        behind = [o for o in clause.obliques if o.case in self._grammar.giver]
        return [o for o in behind if self._actors.is_actor(frame.tree, o)]

    def _arrival(self, frame: Frame, clause: Clause) -> None:
        frame.themes = (
            [] if clause.attributes else list(clause.subjects)
        )  # "had gone **missing**" is no arrival
        places = [o for o in clause.obliques if o.case in ("in", "to", "at", "into")]
        frame.recipients = [
            o for o in (*places, *clause.objects) if self._actors.mention(frame.tree, o).kind != "thing"
        ]
        frame.givers = [o for o in clause.obliques if o.case in self._grammar.giver]
        carried = self._carried(frame, clause)
        if carried:
            frame.themes = carried
        elif any(
            self._actors.is_actor(frame.tree, t) and not self._amounts.is_of_force(frame.tree, t)
            for t in clause.subjects
        ):
            # "the president arrived in Paris" is a visit, "the agency reached 300,000 people" help
            frame.givers = list(clause.subjects)
            frame.themes = [
                t
                for t in clause.objects
                if self._amounts.is_counted(frame.tree, t) and self._is_people(frame, t)
            ]
            frame.recipients = []
        if frame.does == "arrival.counted":  # "30% came"; "the news came" is no delivery
            frame.does = "arrival"
            frame.themes = [t for t in frame.themes if self._amounts.is_figure(frame.tree, t)]

    def _carried(self, frame: Frame, clause: Clause) -> list[Token]:
        """What arrives in something else: "a convoy carrying **30 tons of flour** reached Gaza"."""
        found: list[Token] = []
        for carrier in clause.subjects:
            holds = (
                c for c in frame.where.clauses if c.noun is carrier and c.lemma in self._grammar.carrying
            )
            found += [t for c in holds for t in c.objects]
            found += [t for t in frame.tree.children(carrier, "nmod") if t.case in self._grammar.having]
        return [t for t in found if self._amounts.is_figure(frame.tree, t)]

    def _asked(self, frame: Frame, clause: Clause) -> None:
        """Who is asked is to act; who asks is the source, and mostly receives."""
        asked = [t for t in (*clause.objects, *clause.indirect) if self._actors.is_actor(frame.tree, t)]
        asked += [
            o
            for o in clause.obliques
            if o.case in ("on", "to", "from") and self._actors.is_actor(frame.tree, o)
        ]
        frame.recipients = []
        frame.givers = asked
        frame.themes = [t for t in clause.objects if t not in asked]
        frame.themes += [o for o in clause.obliques if o.case == "for"]


def _told_before(clause: Clause) -> list[Token]:
    """What somebody said they would give, named before: "the **60 tents** it said it would send".

    Parsers take such a clause without a pronoun of its own for a sentence.
    """
    above = clause.governor
    if above is None or not (clause.modality == "would" and clause.own_subject and above.own_subject):
        return []
    teller = above.subjects[0] if len(above.subjects) == 1 else None
    before = clause.sentence.tokens[teller.i - 1 : teller.i] if teller is not None and teller.i > 0 else []
    is_told = teller is not None and teller.pos == "PRON"
    return [t for t in before if is_told and t.pos in ("NOUN", "NUM")]
