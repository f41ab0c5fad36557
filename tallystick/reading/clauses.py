"""Clauses: predicates with their roles, tense, modality and polarity, whatever their surface.

Control, raising, coordination, relative and participial clauses are resolved here, once: a clause knows its
subject although another clause spells it out ("Germany decided **to send** …", "the shells **promised** last
year"). The rules above work on roles and never look at a relation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from tallystick.languages.grammar import Grammar
from tallystick.languages.syntax import Sentence, Token
from tallystick.reading.control import alliance_in, controllers_of, doers_at
from tallystick.reading.openers import find_openers

Tense = Literal["past", "present", "future", "none"]
Modality = Literal["", "would", "possible", "necessary"]
Link = Literal["root", "complement", "adverbial", "attributive", "relative", "coordinate", "subject"]

_CLAUSE_LINKS: dict[str, Link] = {
    "root": "root", "ccomp": "complement", "xcomp": "complement", "pcomp": "complement", "advcl": "adverbial",
    "acl": "attributive", "relcl": "relative", "conj": "coordinate", "parataxis": "root", "csubj": "subject",
    "dep": "root", "appos": "root",
}  # fmt: skip


_MODALITIES: dict[str, Modality] = {"would": "would", "possible": "possible", "necessary": "necessary"}


_SUBJECTS = ("subj", "subj:pass")
_NEGATING = ("advmod", "preconj")


@dataclass(slots=True, eq=False)
class Clause:
    """One predicate with its roles; the tokens of roles are the heads of their phrases.

    Attributes:
        sentence: The sentence it stands in.
        predicate: The verb, or the predicate adjective of a copula ("is **ready** to send").
        lemma: Its lemma with a particle joined by an underscore ("hand_over").
        subjects: Who or what does it, coordinated ones apart; of a passive: the ``by`` phrase.
        objects: What it is done to; of a passive: its grammatical subject.
        indirect: Indirect objects ("gave **Ukraine** tanks").
        obliques: Prepositional phrases; the preposition is the token's ``case``.
        times: Bare adverbial noun phrases ("last week").
        attributes: Predicate nouns and adjectives.
        passive: Passive voice.
        tense: ``none`` for infinitives, gerunds and bare participles without a governor's tense.
        perfect: Perfect aspect ("has delivered").
        progressive: Progressive aspect ("is delivering").
        modality: ``would``, ``possible`` (can, may …) or ``necessary`` (must, should …).
        negated: The predicate itself is negated.
        denied: Objects that alone are denied: "sent 40 trucks **but not 60 tents**".
        mark: Its conjunction ("if", "that"), lower case, or the preposition of a gerund clause.
        governor: The clause that it depends on.
        noun: For attributive and relative clauses the noun they belong to.
        link: How it depends on its governor or noun.
        own_subject: Whether the subject is spelled out in this clause.
    """

    sentence: Sentence
    predicate: Token
    lemma: str
    link: Link
    subjects: list[Token] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)
    indirect: list[Token] = field(default_factory=list)
    obliques: list[Token] = field(default_factory=list)
    times: list[Token] = field(default_factory=list)
    attributes: list[Token] = field(default_factory=list)
    passive: bool = False
    tense: Tense = "none"
    perfect: bool = False
    progressive: bool = False
    modality: Modality = ""
    negated: bool = False
    denied: list[Token] = field(default_factory=list)
    mark: str = ""
    governor: Clause | None = None
    noun: Token | None = None
    own_subject: bool = False
    complements: list[Clause] = field(default_factory=list)

    @property
    def infinitive(self) -> bool:
        """Whether the predicate is a plain infinitive ("to send")."""
        return self.predicate.form == "base" and self.tense == "none"

    def governors(self) -> list[Clause]:
        """The clauses above, nearest first, through complements and coordination."""
        found: list[Clause] = []
        at = self.governor
        while at is not None and at not in found:
            found.append(at)
            at = at.governor
        return found


def find_clauses(sentence: Sentence, grammar: Grammar) -> list[Clause]:
    """All clauses of ``sentence`` in text order, roles and governors resolved."""
    openers = find_openers(sentence, grammar)
    by_token: dict[int, Clause] = {}
    for token in sentence:
        if _is_predicate(token) and not any(token.i in opener.words for opener in openers):
            by_token[token.i] = _clause(sentence, token, grammar)
    for opener in openers:
        opened = by_token.get(opener.predicate)
        if opened is not None:
            opened.mark, opened.link = opener.phrase, "adverbial"
    clauses = [by_token[i] for i in sorted(by_token)]
    for clause in clauses:
        _attach(clause, by_token)
        _as_headline(clause)
    # Governors come before what they govern, so that an inherited subject is there when it is asked for.
    for clause in sorted(clauses, key=lambda c: len(c.governors())):
        _inherit(clause, grammar)
    return clauses


def _is_predicate(token: Token) -> bool:
    if token.rel in ("aux", "aux:pass", "case", "compound", "mark"):
        return False
    if token.pos in ("VERB", "AUX"):
        # A participle before its noun ("the promised shells") modifies; it heads no clause of its own.
        return token.rel != "mod"
    return False


def _clause(sentence: Sentence, token: Token, grammar: Grammar) -> Clause:
    particle = sentence.child(token, "prt")
    lemma = f"{token.lemma}_{particle.lemma}" if particle else token.lemma
    clause = Clause(sentence, token, lemma, _CLAUSE_LINKS.get(token.rel, "root"))
    dependents = sentence.children(token)
    _set_roles(clause, dependents, grammar)
    marks = [t.text.lower() for t in dependents if t.rel == "mark"]
    clause.mark = token.case or "".join(marks[-1:])
    _set_tense(clause, grammar)
    if token.rel == "relcl" and token.form == "base" and clause.tense == "none":
        clause.link = "attributive"  # "a deal to send shells"
    clause.negated |= any(_is_negator(sentence, t, grammar) for t in dependents)
    return clause


def _is_negator(sentence: Sentence, token: Token, grammar: Grammar) -> bool:
    """Whether a word below a predicate negates it, alone or with its own ("**no longer**")."""
    if token.rel == "neg":
        return True
    words = " ".join(t.text.lower() for t in (*sentence.children(token), token))
    return token.rel in _NEGATING and (token.lemma in grammar.negators or words in grammar.negators)


def _set_roles(clause: Clause, dependents: Sequence[Token], grammar: Grammar) -> None:
    """Sort a predicate's dependents into roles; a passive's grammatical subject is its object."""
    sentence, token = clause.sentence, clause.predicate

    def spread(*rels: str) -> list[Token]:
        return [t for child in dependents if child.rel in rels for t in sentence.conjuncts(child)]

    # What follows a participle at a noun belongs to the clause above.
    before = [t for t in dependents if t.rel in _SUBJECTS and not (t.i > token.i and token.rel == "acl")]
    grammatical = [t for child in before for t in sentence.conjuncts(child)]
    grammatical = _behind_a_label(sentence, grammatical, token.i)
    passive = any(t.rel == "subj:pass" for t in before) or sentence.child(token, "aux:pass") is not None
    clause.passive = passive or (token.form == "participle" and token.rel == "acl")
    # "there is no accord": nobody does it, and whoever tells of it is not its subject.
    clause.own_subject = bool(grammatical) or sentence.child(token, "expl") is not None
    receiving = spread("iobj")
    clause.indirect = [t for t in receiving if not t.case] or _first_of_two(sentence, token, dependents)
    by_phrases = [t for t in dependents if t.rel == "obl:agent" and not _is_time(t, grammar)]
    phrases = [t for t in dependents if t.rel in ("obl", "obl:agent", "nmod") and t not in by_phrases]
    clause.obliques = sorted([*phrases, *(t for t in receiving if t.case)], key=lambda t: t.i)
    clause.times = [t for t in dependents if t.rel == "tmod"]
    clause.attributes = spread("attr")
    agents = [t for o in by_phrases for t in sentence.conjuncts(o)]
    clause.objects = [*grammatical, *spread("obj")] if clause.passive else spread("obj")
    clause.objects = [t for t in clause.objects if t not in clause.indirect]
    clause.subjects = agents if clause.passive else grammatical
    denied = [t for t in clause.objects if _has_negative_determiner(sentence, t, grammar)]
    if len(denied) < len(clause.objects):
        clause.denied = denied
    clause.negated = any(_has_negative_determiner(sentence, t, grammar) for t in clause.subjects) or bool(
        denied and not clause.denied
    )


def _first_of_two(sentence: Sentence, verb: Token, dependents: Sequence[Token]) -> list[Token]:
    """Who receives, where the parser made both objects direct ones: "pledged **Kenya** 40 trucks"."""
    objects = [t for t in dependents if t.rel == "obj" and t.i > verb.i]
    first = objects[0] if len(objects) == 2 else None
    is_name = first is not None and first.pos in ("PROPN", "PRON")
    return objects[:1] if first is not None and is_name and sentence.child(first, "num") is None else []


def _behind_a_label(sentence: Sentence, subjects: list[Token], before: int) -> list[Token]:
    """The subjects without a heading that the parser took for one: "Second part: **Norway** sent 40 trucks"."""
    colon = next((t.i for t in reversed(sentence.tokens[:before]) if t.text.endswith(":")), None)
    if colon is None or all(t.i > colon for t in subjects):
        return subjects
    beside = [t for s in subjects for t in (s, *sentence.children(s, "appos", "conj"))]
    return [t for t in beside if t.i > colon] or subjects


def _is_time(token: Token, grammar: Grammar) -> bool:
    """Whether a phrase with "by" says when rather than by whom: "delivered by the end of May"."""
    return token.pos == "NUM" or token.lemma.lower() in grammar.time_nouns


def _has_negative_determiner(sentence: Sentence, noun: Token, grammar: Grammar) -> bool:
    if noun.lemma in grammar.negative_pronouns:
        return True
    for child in sentence.children(noun):
        if child.rel == "det" and child.lemma in grammar.negative_determiners:
            return True
        # "not all members", "not 50 percent": the negation stands at the quantity; "barely a third" is nearly one.
        near = child.rel == "advmod"
        if child.i < noun.i and (child.rel == "neg" or (child.lemma in grammar.negators and not near)):
            return True
        if child.rel == "mod" and any(  # "no more tanks"
            t.lemma in grammar.negative_determiners for t in sentence.children(child, "advmod")
        ):
            return True
        if child.rel in ("det", "num", "mod") and sentence.child(child, "neg", "preconj") is not None:
            return True
    return False


def _set_tense(clause: Clause, grammar: Grammar) -> None:
    form = clause.predicate.form
    auxiliaries = clause.sentence.children(clause.predicate, "aux", "aux:pass")
    if form in ("past", "present", "future"):
        clause.tense = form
    elif form == "conditional":
        clause.tense, clause.modality = "present", "would"
    for auxiliary in auxiliaries:
        kind = grammar.auxiliaries.get(auxiliary.text.lower()) or grammar.auxiliaries.get(auxiliary.lemma)
        finite: Tense = auxiliary.form if auxiliary.form in ("past", "present") else "none"
        if kind == "future":
            clause.tense = "future"
        elif kind in _MODALITIES:
            clause.modality = _MODALITIES[kind]
            clause.tense = "present"
        elif kind == "perfect" and form in ("participle", "gerund"):
            clause.perfect = True
            clause.tense = finite if clause.tense == "none" else clause.tense
        elif kind == "be":
            clause.progressive |= form == "gerund"
            clause.tense = finite if clause.tense == "none" else clause.tense
        elif kind == "do" and finite != "none":
            clause.tense = finite


def _attach(clause: Clause, by_token: dict[int, Clause]) -> None:
    sentence, token = clause.sentence, clause.predicate
    head = sentence.head(token)
    if head is None:
        return
    if clause.link in ("attributive", "relative", "complement") and head.i not in by_token:
        clause.noun = head
    above = by_token.get(head.i) or next(
        (by_token[a.i] for a in sentence.ancestors(head) if a.i in by_token), None
    )
    if above is not None and above is not clause:
        clause.governor = above
        if clause.link == "complement" and clause.noun is None:
            above.complements.append(clause)


def _as_headline(clause: Clause) -> None:
    """A name with an infinitive heads a headline: "Norway to send 40 trucks"."""
    head = clause.sentence.head(clause.predicate)
    is_named = head is not None and head.rel == "root" and head.pos == "PROPN" and head.i < clause.predicate.i
    if (
        head is not None
        and is_named
        and clause.infinitive
        and clause.governor is None
        and not clause.own_subject
    ):
        clause.link, clause.noun, clause.own_subject, clause.subjects = "root", None, True, [head]


def _inherit(clause: Clause, grammar: Grammar) -> None:
    above = clause.governor
    match clause.link:
        case "coordinate" if above is not None:
            _share(clause, _equal(clause, above), grammar)
        case "relative" if clause.noun is not None:
            _fill_relative(clause, grammar)
            # "It was not ten that arrived": the cleft's negation is the clause's.
            clause.negated |= above is not None and above.negated and clause.noun in above.attributes
        case "complement" if clause.noun is not None and clause.noun.pos == "NOUN" and not clause.own_subject:
            clause.subjects = clause.subjects or doers_at(clause, clause.noun, above, grammar)
        case "attributive" if clause.noun is not None:
            _fill_attributive(clause, above, grammar)
        case "complement" | "adverbial" if above is not None and not clause.own_subject:
            controllers = controllers_of(clause, above, grammar)
            if clause.infinitive:  # "announced the launch of a partnership **to send** trucks"
                controllers = [alliance_in(clause.sentence, t, grammar) or t for t in controllers]
            if clause.passive:  # "needs to be delivered": the controller is the passive's grammatical subject
                clause.objects = clause.objects or controllers
            else:
                clause.subjects = clause.subjects or controllers


def _equal(clause: Clause, above: Clause) -> Clause:
    """The clause that a finite one is coordinated with: "announced steps to help **and did not say** how".

    Parsers hang the second verb on the nearest one, although an infinitive cannot be its equal.
    """
    at: Clause | None = above
    while at is not None and at.infinitive and clause.tense in ("past", "present") and not clause.own_subject:
        at = at.governor
    return at or above


def _share(clause: Clause, above: Clause, grammar: Grammar) -> None:
    """Coordinated predicates share subject, tense and modality: "will send tanks and train soldiers"."""
    joining = clause.sentence.children(above.predicate, "cc")
    # "sent no money, nor did it send tents"
    clause.negated |= any(t.i < clause.predicate.i and t.lemma in grammar.negators for t in joining)
    clause.link = above.link if above.link != "root" else "coordinate"
    clause.noun = above.noun
    if not clause.own_subject:
        if clause.passive and not above.passive:
            clause.objects = above.subjects + clause.objects
        elif above.passive and not clause.passive:
            clause.subjects = list(above.objects)
        elif clause.passive:
            clause.objects = clause.objects or list(above.objects)
            clause.subjects = clause.subjects or list(above.subjects)
        else:
            clause.subjects = list(above.subjects)
    auxiliaries = clause.sentence.children(clause.predicate, "aux", "aux:pass")
    if (
        not auxiliaries
        and clause.predicate.form in ("base", "participle", "gerund")
        and not clause.own_subject
    ):
        clause.tense, clause.modality = above.tense, above.modality
        clause.perfect, clause.progressive = above.perfect, above.progressive
        clause.negated |= above.negated and clause.predicate.form == "base"
        clause.mark = clause.mark or above.mark
        if above.passive and not clause.objects and clause.predicate.form == "participle":
            clause.passive, clause.objects, clause.subjects = True, list(above.objects), list(above.subjects)
    if clause.link not in ("root", "coordinate"):
        clause.governor = above.governor


def _fill_relative(clause: Clause, grammar: Grammar) -> None:
    """Put the noun that a relative clause describes where its pronoun stands, or into the gap."""
    noun = clause.noun
    assert noun is not None  # noqa: S101 - the caller matched on it
    times = clause.sentence.children(clause.predicate, "advmod")
    if _stands_for_pronoun(clause, noun, grammar) or any(t.lemma in grammar.relative_times for t in times):
        return
    if not clause.own_subject and not clause.subjects and not clause.passive:
        clause.subjects = [noun]
    elif not clause.objects:
        gap = _gap_below(clause)
        gap.objects = [noun]


def _stands_for_pronoun(clause: Clause, noun: Token, grammar: Grammar) -> bool:
    """Put ``noun`` where a relative pronoun plays a role, also further down: "the doses **that** it said it sent"."""
    for roles in (clause.subjects, clause.objects, clause.obliques):
        for at, token in enumerate(roles):
            if token.text.lower() in grammar.relative_pronouns:
                roles[at] = noun
                return True
    return any(_stands_for_pronoun(c, noun, grammar) for c in clause.complements if not c.mark)


def _gap_below(clause: Clause) -> Clause:
    """The clause that a relative clause's gap lies in: "the trucks it hopes to **send**"."""
    below = [c for c in clause.complements if not c.objects and not c.passive and not c.mark]
    return _gap_below(below[0]) if below else clause


def _fill_attributive(clause: Clause, above: Clause | None, grammar: Grammar) -> None:
    """Participles take their noun as a role; an infinitive's subject is its noun's owner or the subject above."""
    noun = clause.noun
    assert noun is not None  # noqa: S101 - the caller matched on it
    if clause.predicate.form == "participle":
        clause.objects = clause.objects or [noun]
        clause.negated |= _has_negative_determiner(clause.sentence, noun, grammar)
    elif clause.predicate.form == "gerund":
        clause.subjects = clause.subjects or [noun]
    elif not clause.own_subject:
        alliance = alliance_in(clause.sentence, noun, grammar)
        clause.subjects = [alliance] if alliance is not None else doers_at(clause, noun, above, grammar)
