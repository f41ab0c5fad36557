"""The closed classes of a language's grammar: auxiliaries, negators, pronouns and the like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from tallystick.errors import LexiconError
from tallystick.languages.lexicon import read_toml


@dataclass(frozen=True, slots=True)
class Grammar:
    """What ``grammar.toml`` of a language holds.

    Attributes:
        auxiliaries: Word or lemma → ``future``, ``would``, ``possible``, ``necessary``, ``perfect``, ``be``, ``do``.
        negators: Adverbs that negate a clause ("never").
        negative_determiners: Determiners that negate it ("no tanks").
        negative_pronouns: Pronouns that negate it ("nobody").
        relative_pronouns: "who", "which" …
        relative_times: Adverbs that make a clause tell of a time ("the day **when** it began").
        subject_control: Verbs whose subject, not object, does what the complement says ("promise").
        alliances: Nouns for several who join to do what an infinitive behind them says ("a **coalition** to send").
        infinitive_marks: Marks of infinitives ("to").
        object_control_marks: Prepositions after which the object did it ("criticised X **for** sending").
        conditional_marks: Conjunctions that make what follows a condition ("if").
        conditional_auxiliaries: Auxiliaries that do so before their subject ("**should** it rain").
        conditional_phrases: Phrases that open a condition ("provided that").
        time_nouns: Nouns that name a time ("end", "march"); with "by" they are no agents.
        listing: Prepositions that open examples or members ("including").
        wholes: Phrases before a whole that is given entirely ("all of").
        ones: Phrases before a whole of which one is given ("the first of").
        copulas: Verbs that make an infinitive behind them a plan ("is to send").
        forecasts: Words for what somebody foresees and does not promise ("projection").
        comparing: Words before what something is compared with ("twice as much **as** last year").
        warnings: Cue words by which a speaker tells of what nobody promises ("warn").
        conjunctions: What may stand between the members of a list, commas apart.
        respective: Words that tie figures to names in their order ("respectively").
        distributive: Words by which a figure is that of everybody named ("each").
        adding: Lemmas of verbs by which a promise told before grows ("added 200").
        restating: Words or marks between a share and the figure that says the same ("or").
        quantifiers: Words that make a group a part of it ("some members").
        anaphoric: Determiners that take up a promise told before ("this pledge").
        recipient: Prepositions behind which who receives stands ("to").
        substitutes: Words that stand for a noun named before ("poorer **ones**").
        taken_on: Prepositions behind which a committing verb has what it takes on ("agreed **on**").
        giver: Prepositions behind which who gives stands ("from").
        rates: Phrases behind a figure that make it one of every stretch of time ("every year").
        reaching: Prepositions behind which a sum says how much something grows by, or to ("with").
        attaining: Verbs by which a figure that was promised is there ("did not **have** this million").
        worth: Words that tie a sum to a thing ("worth").
        helping: Verbs that say for whom it is by what it is for ("tents to **help** Malawi recover").
        fulfilling: Verbs that make a promise come true when it is their object ("honour").
        cumulative: Phrases that make a figure a running total ("so far").
        denials: Cue words by which a speaker says that something is not so ("deny").
        totalling: Verbs that bring a total to a number.
        ends: Nouns for the day on which a promise is due, or for its coming about ("deadline").
        beginnings: Words for what comes first, behind which more comes ("the **first** ten").
        debts: Words for what is owed and for owing it ("loan").
        relieving: Verbs that give what is owed by taking it away ("cancel").
        due: Words behind which the day stands on which something is to come ("**due** in May").
        expanding: Verbs behind which "to" has the total that something grows to ("raise").
        shrinking: Verbs behind which "to" has what a promise is cut to ("reduce").
        totals: Nouns for the total that they bring there.
        increments: Words that make a figure come on top of others ("another").
        joining: Verbs by which somebody goes along with what another promised, without its figure ("join").
        schemes: Nouns for an undertaking under which things are given ("initiative").
        apart: Words by which an undertaking is not the one spoken of ("a **separate** initiative").
        equating: Verbs that tie a share to the figure told before ("that **is** a third of …").
        carrying: Verbs that say what arrives with something ("a convoy **carrying** 30 tons of flour").
        missing: Words behind which "of" has what was not reached ("**short** of its target").
        having: Prepositions behind which what a thing has stands, no count of it ("a plan **with** three parts").
        appealing: Verbs that ask those behind their preposition to do something ("**appeal** to X to send").
        opposite: Nouns for those who stand opposite the state that they are named with ("Zambia's **creditors**").
        means: Prepositions behind which a gerund says how something is done ("helped **by** sending").
        accusing: Verbs whose object did what stands behind a preposition ("accuse X **of** breaking").
        locative: Prepositions behind which an unknown name is a place ("in").
        abbreviations: Words as they are written that a full stop belongs to ("Gen", "vs").
        openers: Words that open a sentence where they are capitalised behind a full stop ("the").
        irregular: Irregular form → lemma ("said" → "say"), for the gate, which sees no parse.
        suffixes: Pairs of an inflection's suffix and what the lemma has instead, for the gate.
        epithets: Noun that stands for an organisation named before ("bloc") → ids that it may stand for.
        pronouns: Personal pronoun → ``person.m``, ``person.f``, ``thing``, ``group``, ``speaker``, ``speakers``.
    """

    auxiliaries: Mapping[str, str]
    negators: frozenset[str]
    negative_determiners: frozenset[str]
    negative_pronouns: frozenset[str]
    relative_pronouns: frozenset[str]
    relative_times: frozenset[str]
    subject_control: frozenset[str]
    alliances: frozenset[str]
    infinitive_marks: frozenset[str]
    object_control_marks: frozenset[str]
    conditional_marks: frozenset[str]
    conditional_auxiliaries: frozenset[str]
    conditional_phrases: frozenset[str]
    time_nouns: frozenset[str]
    listing: frozenset[str]
    wholes: frozenset[str]
    ones: frozenset[str]
    copulas: frozenset[str]
    forecasts: frozenset[str]
    comparing: frozenset[str]
    warnings: frozenset[str]
    conjunctions: frozenset[str]
    respective: frozenset[str]
    distributive: frozenset[str]
    adding: frozenset[str]
    restating: frozenset[str]
    quantifiers: frozenset[str]
    anaphoric: frozenset[str]
    recipient: frozenset[str]
    substitutes: frozenset[str]
    taken_on: frozenset[str]
    giver: frozenset[str]
    rates: frozenset[str]
    reaching: frozenset[str]
    attaining: frozenset[str]
    worth: frozenset[str]
    helping: frozenset[str]
    fulfilling: frozenset[str]
    cumulative: frozenset[str]
    denials: frozenset[str]
    totalling: frozenset[str]
    ends: frozenset[str]
    beginnings: frozenset[str]
    debts: frozenset[str]
    relieving: frozenset[str]
    due: frozenset[str]
    expanding: frozenset[str]
    shrinking: frozenset[str]
    totals: frozenset[str]
    increments: frozenset[str]
    joining: frozenset[str]
    schemes: frozenset[str]
    apart: frozenset[str]
    equating: frozenset[str]
    carrying: frozenset[str]
    missing: frozenset[str]
    having: frozenset[str]
    appealing: frozenset[str]
    opposite: frozenset[str]
    means: frozenset[str]
    accusing: frozenset[str]
    locative: frozenset[str]
    abbreviations: frozenset[str]
    openers: frozenset[str]
    irregular: Mapping[str, str]
    suffixes: tuple[tuple[str, str], ...]
    epithets: Mapping[str, frozenset[str]]
    pronouns: Mapping[str, str]

    def opens_condition(self, mark: str) -> bool:
        """Whether a clause's conjunction, or the phrase before it, makes it a condition: "if", "provided that"."""
        return mark in self.conditional_marks or mark in self.conditional_phrases


def load_grammar(path: Path) -> Grammar:
    """The grammar in ``path``.

    Raises:
        LexiconError: A part is missing.
    """
    data = read_toml(path)
    try:
        parts = {f.name: data[f.name] for f in fields(Grammar)}
    except KeyError as missing:
        raise LexiconError(f"{path} lacks the part {missing}") from missing
    suffixes = tuple((suffix, ending) for suffix, ending in parts.pop("suffixes"))
    epithets = {noun: frozenset(ids) for noun, ids in parts.pop("epithets").items()}
    collections: dict[str, Any] = {k: v if isinstance(v, dict) else frozenset(v) for k, v in parts.items()}
    return Grammar(**collections, suffixes=suffixes, epithets=epithets)


def possible_lemmas(word: str, grammar: Grammar) -> list[str]:
    """All that ``word``, in lower case, may be a form of, told without a parse; too many rather than too few."""
    found = [word, grammar.irregular.get(word, word)]
    for suffix, ending in grammar.suffixes:
        if word.endswith(suffix) and len(word) > len(suffix) + 1:
            stem = word[: -len(suffix)]
            found.append(stem + ending)
            if not ending and stem[-1:] == stem[-2:-1]:  # planned, shipping
                found.append(stem[:-1])
    return found
