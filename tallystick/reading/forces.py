"""Force: whether a clause promises, proposes, asks, refuses or reports a delivery.

Three things decide together: what the predicate does (lexicon), its own tense, modality and polarity, and what
governs it ("**failed** to deliver", "its **promise** to deliver", "did not **rule out** sending"). The stages are
IATI's (pledge: not binding; commitment: firm), with request, proposal and refusal beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tallystick.languages import Language, Sentence, Token
from tallystick.languages.lexicon import Predicate
from tallystick.reading.clauses import Clause
from tallystick.reading.control import alliance_in
from tallystick.reading.force import Force, delivery, doubly_refused, of_predicate, promise

CONTENT = frozenset({"transfer", "receipt", "arrival", "achievement", "admission", "support", "light"})
"""Predicates whose happening is a delivery."""

_PROMISING = frozenset({"commit.pledge", "commit.commitment", "commit.proposal", "raise"})

_HIGHEST = 8
"""No sane sentence stacks more governors than this."""


class Forces:
    """Reads the force of clauses and nouns in one language.

    Args:
        language: Its predicates and grammar.
    """

    def __init__(self, language: Language) -> None:
        self._predicates = language.predicates
        self._grammar = language.grammar

    def verb(self, clause: Clause) -> Predicate | None:
        """The lexicon's line for the verb, with its particle ("fall_short") or object ("take_delivery") if any."""
        lemma = clause.predicate.lemma
        line = self._of_promise(clause)
        if line is not None:
            return line
        for other in clause.sentence.children(
            clause.predicate, "advmod", "attr", "prt", "obl", "intj", "obj"
        ):
            line = self._predicates.get(("verb", f"{lemma}_{other.case or other.lemma}"))
            if line is not None:
                return line
        if clause.passive:  # "is set to send", "is committed to building"
            line = self._predicates.get(("adjective", clause.predicate.text.lower()))
            if line is not None:
                return line
        return self._predicates.get(("verb", clause.lemma)) or self._predicates.get(("verb", lemma))

    def _of_promise(self, clause: Clause) -> Predicate | None:
        """The line for what a verb does to a promise ("cancel_promise"): "**cancelled** its plan to send"."""
        line = self._predicates.get(("verb", f"{clause.lemma}_promise"))
        lines = () if line is None else map(self.noun, (*clause.objects, *clause.obliques))
        return line if any(noun is not None and noun.does.startswith("commit.") for noun in lines) else None

    def noun(self, token: Token) -> Predicate | None:
        """The lexicon's line for a noun."""
        return self._predicates.get(("noun", token.lemma.lower())) if token.pos in ("NOUN", "PROPN") else None

    def changes_promise(self, clause: Clause) -> bool:
        """Whether a promise is made larger or smaller: "**doubled** its pledge"."""
        grammar = self._grammar
        changes = clause.predicate.lemma in grammar.expanding | grammar.shrinking
        lines = (self.noun(noun) for noun in clause.objects) if changes else ()
        return any(line is not None and line.does.startswith("commit.") for line in lines)

    def gives(self, token: Token) -> bool:
        """Whether a noun stands for a giving or for what is given ("donation", "package")."""
        line = self.noun(token)
        return line is not None and line.does in ("transfer", "package")

    def participle(self, token: Token) -> Predicate | None:
        """The line for a committing participle that stands before its noun."""
        if token.rel != "mod" or token.form != "participle":
            return None
        line = self._predicates.get(("verb", token.lemma))
        return line if line is not None and line.does in _PROMISING else None

    def adjective(self, token: Token) -> Predicate | None:
        """The lexicon's line for a predicate adjective or participle."""
        return self._predicates.get(("adjective", token.text.lower()))

    def of_clause(self, clause: Clause, *, headline: bool = False, depth: int = 0) -> Force | None:
        """The force of what ``clause`` says is done; ``None`` where it is not put forward at all."""
        if depth > _HIGHEST:
            return None
        if clause.tense != "none" or clause.modality:
            force = self._wanted(clause, depth) or self._finite(clause, headline=headline)
        elif clause.noun is not None and clause.link in ("attributive", "complement"):
            force = self._at_noun(clause, depth)
        elif clause.governor is not None and clause.link in ("complement", "adverbial", "coordinate"):
            force = self._governed(clause, clause.governor, depth)
        elif clause.link == "root" and clause.own_subject and clause.predicate.form in ("base", "gerund"):
            # Headlines leave the verb "be" out: "Norway to deliver 500 tents", "Norway sending 500 tents".
            force = promise("pledge", "headline", negated=clause.negated)
        else:
            force = None
        if force is None:
            return None
        return self._under_condition(clause, force)

    def of_noun(
        self, sentence: Sentence, noun: Token, clauses: dict[int, Clause], depth: int = 0
    ) -> Force | None:
        """The force of what a noun names ("the delivery of ten tents"), by what governs it."""
        if depth > _HIGHEST:
            return None
        above = sentence.head(noun)
        while above is not None and noun.rel == "conj":
            noun, above = above, sentence.head(above)
        if above is None:
            return None
        own_line = self.noun(noun)
        if own_line is not None and own_line.does.startswith("commit"):
            return self._of_committing_noun(noun, above, own_line, clauses, depth)
        line = self.noun(above)
        if line is not None and line.does.startswith(("commit", "fail")) and noun.rel in ("nmod", "compound"):
            governed = self.of_noun(sentence, above, clauses, depth + 1)
            own = of_predicate(line, above, negated=False)
            return governed if governed is not None and governed.stage not in (None, "request") else own
        clause = clauses.get(above.i)
        if clause is None:
            return (
                self.of_noun(sentence, above, clauses, depth + 1) if noun.rel in ("nmod", "appos") else None
            )
        is_theme = noun in clause.objects or noun.rel in ("obj", "subj:pass")
        verb = self.verb(clause)
        if verb is None or not (is_theme or noun.rel in ("obl", "nmod")):
            return None
        return self._acted(clause, verb, depth)

    def _of_committing_noun(
        self, noun: Token, above: Token, line: Predicate, clauses: dict[int, Clause], depth: int
    ) -> Force | None:
        """A pledge stays a pledge whatever is done with it, unless it is decided, refused, kept or missed."""
        own = of_predicate(line, noun, negated=False)
        clause = clauses.get(above.i)
        if clause is None or not (noun in clause.objects or noun.rel in ("obj", "subj:pass")):
            return own
        verb = self.verb(clause)
        if verb is None:
            return own
        decides = verb.does in ("commit.commitment", "commit.refusal", "fail")
        if decides or verb.lemma in self._grammar.fulfilling:
            return self._acted(clause, verb, depth + 1) or own
        return own

    def acted(self, clause: Clause, verb: Predicate, *, headline: bool = False) -> Force | None:
        """The force that a committing verb gives its object: "approved $70 million"."""
        return self._acted(clause, verb, 0, headline=headline)

    # -- own tense and modality --------------------------------------------------------------------------

    def _finite(self, clause: Clause, *, headline: bool) -> Force | None:
        negated = clause.negated
        if clause.modality == "possible":
            if negated:
                return delivery("unable", negated=True, factuality="possible")
            return promise("proposal", "could", factuality="possible")
        if clause.modality == "necessary":
            return None if negated else promise("request", "should")
        if clause.tense == "future" or clause.modality == "would":
            if negated:
                return promise("refusal", "will_not")
            if clause.perfect and clause.modality == "would":
                return delivery("would_have", factuality="possible")
            return promise("pledge", "will")
        if clause.tense == "past" or clause.perfect or headline:
            return delivery("past", negated=negated)
        if clause.progressive:
            return promise("pledge", "present_progressive", negated=negated)
        if clause.passive:
            return delivery("present", negated=negated)
        return promise("commitment", "present", negated=negated)

    def _wanted(self, clause: Clause, depth: int) -> Force | None:
        """The force of what others are to do: "proposed that the bank **lend** $5 million"."""
        above = clause.governor
        is_bare = clause.tense == "present" and not (clause.modality or clause.perfect or clause.progressive)
        if above is None or clause.link != "complement" or clause.noun is not None or not is_bare:
            return None
        line = self.verb(above)
        wants = line is not None and line.does in ("commit.proposal", "commit.request")
        return self._acted(above, line, depth, governs=clause) if line is not None and wants else None

    # -- what governs it ---------------------------------------------------------------------------------

    def _governed(self, clause: Clause, governor: Clause, depth: int) -> Force | None:
        if clause.mark in self._grammar.means and clause.predicate.form == "gerund":
            # "raised its aid **by adding** $40 million": the one is done as the other is
            done = self.of_clause(governor, depth=depth + 1)
            return replace(done, negated=done.negated or clause.negated) if done is not None else None
        line = self.verb(governor)
        if line is not None and line.does == "admission":  # "admitted having sent": nobody is let in
            line = None
        adjective = next((a for a in self._said_of(governor) if a is not None), None)
        if line is None and governor.passive:  # "is set to deliver": a participle that is an adjective
            adjective = adjective or self.adjective(governor.predicate)
        if line is None and adjective is not None:
            line = adjective
        if line is None and clause.link == "complement":
            # "The goal is to deliver 500 tents": the subject noun says what it is.
            line = next((n for n in map(self.noun, governor.subjects) if n is not None), None)
            if line is not None and not line.does.startswith("commit"):
                line = None
        is_said = line is not None and (line is adjective or line.does == "realise")  # "is on track to send"
        if clause.link == "adverbial" and not is_said and not clause.perfect:
            return self._at_object_noun(clause, governor)
        if line is None and clause.infinitive and self._is_due(governor):
            # "Norway is to deliver 500 tents"
            return replace(
                promise("pledge", "is_to", negated=governor.negated), through=(governor.predicate,)
            )
        if line is None:
            if clause.mark or clause.link == "complement":
                # "criticised for having supplied", "denied having supplied": such a gerund tells what was done.
                return delivery("gerund", negated=clause.negated) if clause.perfect else None
            return None
        return self._acted(governor, line, depth, governs=clause)

    def _said_of(self, clause: Clause) -> Iterator[Predicate | None]:
        """The lines for what a copula says of its subject: "is **ready**", "is **on track**"."""
        yield from map(self.adjective, clause.attributes)
        if clause.lemma in self._grammar.copulas:
            for phrase in clause.obliques:
                yield self._predicates.get(("adjective", f"{phrase.lemma}_{phrase.case}"))

    def _is_due(self, governor: Clause) -> bool:
        """Whether a copula says of somebody what lies ahead: "Norway **is** to deliver", not "it is good to"."""
        is_copula = (
            governor.lemma in self._grammar.copulas and governor.tense != "none" and not governor.modality
        )
        pronouns = self._grammar.pronouns
        several = ("group", "speakers")
        somebody = any(
            t.pos == "PROPN" or t.plural or pronouns.get(t.text.lower()) in several for t in governor.subjects
        )
        return is_copula and somebody and not governor.attributes

    def _at_object_noun(self, clause: Clause, governor: Clause) -> Force | None:
        """A purpose infinitive beside a committing noun belongs to it: "set targets to increase recycling"."""
        if not clause.infinitive:
            return None
        for noun in governor.objects:
            line = self.noun(noun)
            if line is not None and line.does.startswith("commit"):
                return of_predicate(line, noun, negated=governor.negated)
        return None

    def _at_noun(self, clause: Clause, depth: int) -> Force | None:
        noun = clause.noun
        if noun is None:
            return None
        if clause.link == "attributive" and clause.predicate.form == "participle":
            return delivery("participle", negated=clause.negated)
        if clause.infinitive and alliance_in(clause.sentence, noun, self._grammar) is not None:
            return self._at_alliance(clause, noun, depth)
        line = self.noun(noun) or self.adjective(noun)
        if line is None:
            return None
        above = clause.governor
        denied = clause.sentence.child(noun, "det")
        if denied is not None and denied.lemma in self._grammar.negative_determiners:
            # "no plans to send" is a refusal; "no agreement to send" promises nothing.
            return promise("refusal", "noun.none") if line.does == "commit.proposal" else None
        negated = above.negated if above is not None and noun.rel == "attr" else False
        own = of_predicate(line, noun, negated=negated)
        if above is None or noun.rel == "attr" or own is None:
            return own
        verb = self.verb(above)
        holds_noun = noun in above.objects or noun.rel in ("obj", "subj:pass")
        if verb is not None and verb is self._of_promise(above):  # "reneged on its promise"
            holds_noun = holds_noun or noun in above.obliques
        if verb is None or not holds_noun:
            return own
        is_made = verb.lemma in self._grammar.attaining and not self._is_known(clause.sentence, noun)
        if verb.lemma in self._grammar.fulfilling and own.kind == "commitment" and not is_made:
            return self._with(self.of_clause(above, depth=depth + 1), above)
        if verb.does.startswith("commit") or verb.does == "fail":
            return self._acted(above, verb, depth + 1) or own
        return own

    def _at_alliance(self, clause: Clause, noun: Token, depth: int) -> Force | None:
        """What several join to do, put forward as their joining is: "announced a **coalition** to send 40 trucks"."""
        above = clause.governor
        own = replace(promise("pledge", "noun.alliance"), through=(noun,))
        top: Token | None = noun
        while top is not None and top.rel == "nmod":  # "announced the creation of a coalition"
            top = clause.sentence.head(top)
        if above is None or top is None or not (top in above.objects or top.rel in ("obj", "subj:pass")):
            return own
        verb = self.verb(above)
        if verb is not None and verb.does.startswith(("announce", "commit", "fail")):
            return self._acted(above, verb, depth + 1)
        made = self.of_clause(above, depth=depth + 1)  # "could form a coalition", "will not lead one"
        if made is None or made.kind == "delivery":
            return None if made is not None and made.negated else own
        return self._with(made, above)

    def _is_known(self, sentence: Sentence, noun: Token) -> bool:
        """Whether a noun takes up what was told: "reached **its** goal", not "reached a consensus"."""
        return any(t.lemma in self._grammar.anaphoric for t in sentence.children(noun, "det", "poss"))

    def _acted(
        self,
        clause: Clause,
        line: Predicate,
        depth: int,
        *,
        governs: Clause | None = None,
        headline: bool = False,
    ) -> Force | None:
        """What ``clause``, whose predicate is ``line``, makes of its complement or object."""
        if line.does in ("realise", *CONTENT):
            if line.does in CONTENT and governs is not None:
                return None
            return self._with(self.of_clause(clause, headline=headline, depth=depth + 1), clause)
        own = of_predicate(line, clause.predicate, negated=clause.negated, passive=clause.passive)
        if own is None:
            return None
        own = self._no_firmer_than_its_noun(clause, own)
        if clause.tense == "none" and not clause.modality and clause.link != "root":
            outer = self.of_clause(clause, depth=depth + 1)
            told = clause.link == "attributive" and clause.predicate.form == "participle"
            if outer is not None and outer.stage == "refusal" and own.kind == "delivery":
                return None  # "reversed its decision to suspend the aid"
            if outer is not None and own.kind == "delivery":  # "is certain to miss its target"
                return self._with(replace(own, factuality=outer.factuality), clause)
            if outer is not None and not told:
                return self._with(doubly_refused(outer, line) if own.stage == "refusal" else outer, clause)
        if own.kind == "commitment" and own.stage in ("pledge", "commitment"):
            if clause.modality == "possible":
                own = replace(own, stage="proposal", factuality="possible")
            elif clause.modality == "necessary":
                own = replace(own, stage="request")
            elif clause.tense == "future" or clause.modality == "would":
                own = replace(own, stage="refusal" if clause.negated else "pledge", negated=False)
        elif own.kind == "delivery" and clause.modality == "possible":
            own = replace(own, factuality="possible")
        return self._with(self._under_condition(clause, own), clause)

    def _no_firmer_than_its_noun(self, clause: Clause, own: Force) -> Force:
        """A proposal stays one, whatever it is made for: "**proposals** aimed at speeding up the supply"."""
        line = self.noun(clause.noun) if clause.link == "attributive" and clause.noun is not None else None
        if line is None or line.does != "commit.proposal" or own.stage != "pledge":
            return own
        return replace(own, stage="proposal", factuality="possible")

    def of_received(self, nouns: Sequence[Token]) -> Force | None:
        """The promise that is all that somebody received: "received **a pledge** of 40 trucks from Peru"."""
        promised = [
            (t, line) for t in nouns if (line := self.noun(t)) is not None and line.does.startswith("commit")
        ]
        if not promised or len(promised) < len(nouns):
            return None
        noun, line = promised[0]
        force = of_predicate(line, noun, negated=False)
        return None if force is None else replace(force, through=(*force.through, noun))

    def of_word(self, line: Predicate, token: Token) -> Force | None:
        """The force that a predicate has by itself, as in "the **promised** shells"."""
        return of_predicate(line, token, negated=False)

    def _with(self, force: Force | None, clause: Clause) -> Force | None:
        if force is None:
            return None
        through = force.through if clause.predicate in force.through else (*force.through, clause.predicate)
        clauses = force.clauses if clause in force.clauses else (*force.clauses, clause)
        return replace(force, through=through, clauses=clauses)

    def _under_condition(self, clause: Clause, force: Force) -> Force:
        """In a condition nothing is promised yet: "if Congress approves the package"."""
        if self._grammar.opens_condition(clause.mark):
            return Force(
                "commitment",
                "proposal",
                "conditional",
                False,
                force.through,
                "commitment.condition",
                force.clauses,
            )
        return force
