"""No without a verb: what somebody is quoted as not wanting, 'said **"never tents, never trucks"** last year'."""

from __future__ import annotations

from collections.abc import Iterable

from tallystick.languages import Sentence, Token
from tallystick.languages.grammar import Grammar
from tallystick.model import Item
from tallystick.reading.actors import Actors
from tallystick.reading.clauses import Clause
from tallystick.reading.force import Force
from tallystick.reading.parsing import ParsedDocument

REFUSED = "refused"
"""What a frame does whose words say no without a verb."""

_DESCRIBING = ("compound", "mod")


def refused_in_words(parsed: ParsedDocument, actors: Actors, clause: Clause) -> list[Token]:
    """The goods that ``clause``, whose verb is one of speech, has somebody say no to in words that hold no verb."""
    cue = parsed.language.cues.find("verb", clause.lemma)
    if cue is None or "quote" not in cue.takes or clause.tense == "none":
        return []
    tree, grammar = clause.sentence, parsed.language.grammar
    listed = [t for o in clause.objects for t in (o, *tree.children(o, "appos", "conj", "compound"))]
    return [
        t for t in dict.fromkeys(listed) if _is_never(tree, t, grammar) and _is_goods(parsed, actors, tree, t)
    ]


def refusal_in(clause: Clause) -> Force:
    """The force of such words, uttered in ``clause``."""
    return Force(
        "commitment", "refusal", through=(clause.predicate,), rule="commitment.said_no", clauses=(clause,)
    )


def refused_items(parsed: ParsedDocument, tree: Sentence, goods: Iterable[Token]) -> list[Item]:
    """The goods that are said no to, each without the no: "never **long-range trucks**"."""
    grammar, words = parsed.language.grammar, parsed.language.items
    found: list[Item] = []
    for noun in sorted(goods, key=lambda t: t.i):
        describing = [t for t in tree.children(noun, *_DESCRIBING) if not _is_never(tree, t, grammar)]
        first = min([noun.start, *(tree.subtree(t)[0].start for t in describing)])
        span = parsed.span(first, noun.end)
        found.append(Item(span, category=words.category(span.text, noun.text)))
    return found


def _is_goods(parsed: ParsedDocument, actors: Actors, tree: Sentence, noun: Token) -> bool:
    """Whether it is a thing, or people who are sent as goods are: "never **doctors**"."""
    is_sent = parsed.language.items.category(noun.text, noun.text) not in ("other", "political")
    return noun.pos in ("NOUN", "PROPN") and (is_sent or not actors.is_actor(tree, noun))


def _is_never(tree: Sentence, noun: Token, grammar: Grammar) -> bool:
    """Whether a no stands before a noun: "**no** tents", "**never** trucks"."""
    negative = grammar.negative_determiners
    return any(t.i < noun.i and (t.rel == "neg" or t.lemma in negative) for t in tree.children(noun))
