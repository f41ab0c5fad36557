"""Amounts: which phrases of a sentence count something, and by how much a clause says that something grows."""

from __future__ import annotations

from tallystick.languages import Sentence, Token
from tallystick.reading.clauses import Clause
from tallystick.reading.extents import extent
from tallystick.reading.forces import Forces
from tallystick.reading.parsing import ParsedDocument


class Amounts:
    """Tells the counted phrases of one document.

    Args:
        parsed: The document.
        forces: What its predicates do.
    """

    def __init__(self, parsed: ParsedDocument, forces: Forces) -> None:
        self._parsed = parsed
        self._forces = forces
        self._grammar = parsed.language.grammar

    def is_counted(self, tree: Sentence, noun: Token) -> bool:
        """Whether a number stands right before a noun: "the **40 hospitals** pledge"."""
        before = tree.tokens[noun.i - 1] if noun.i > 0 else noun
        return any(n.end == before.end for n in self._parsed.numbers_in(before.start - 30, before.end))

    def is_number(self, tree: Sentence, token: Token) -> bool:
        """Whether a phrase is a number or a share of others: "**250** of them", "**half** of the teachers"."""
        start, end = extent(tree, token)
        found = self._parsed.numbers_in(start, end)
        return any(n.start <= token.start < n.end and (n.share or token.pos == "NUM") for n in found)

    def is_figure(self, tree: Sentence, token: Token) -> bool:
        """Whether a number or sum stands in the phrase."""
        start, end = extent(tree, token)
        return bool(self._parsed.numbers_in(start, end) or self._parsed.money_in(start, end))

    def is_sum(self, tree: Sentence, token: Token) -> bool:
        """Whether a sum of money stands in the phrase."""
        return bool(self._parsed.money_in(*extent(tree, token)))

    def is_of_force(self, tree: Sentence, theme: Token) -> bool:
        """Whether so many of those who are sent are named: "**750** of the 1,000 officers", "**400 officers**"."""
        behind = [t for t in tree.children(theme, "nmod") if t.case == "of"]
        members = behind if theme.pos == "NUM" else [theme]
        words = self._parsed.language.items
        is_force = any(words.category(t.text, t.text) == "troops" for t in members)
        return is_force and self.is_figure(tree, theme)

    def stands_for_sum(self, tree: Sentence, token: Token) -> bool:
        """Whether a phrase only says whose sum it is: "its promise", "the aid"."""
        line = self._forces.noun(token)
        is_giving = line is not None and (self._forces.gives(token) or line.does.startswith("commit"))
        start, _ = extent(tree, token)
        return is_giving and not (
            self._parsed.numbers_in(start, token.end) or self._parsed.money_in(start, token.end)
        )

    def grown_by(self, clause: Clause) -> list[Token]:
        """How much, behind "by": "cut the plastic it uses **by 8%**", wherever the parser hung it."""
        tree = clause.sentence
        below = {t.i for o in clause.objects for t in tree.subtree(o)}
        found = list(clause.obliques)
        found += [t for t in tree if t.rel == "obl" and t.i in below and t not in found]
        # "its aid to €20 million with €4 million": the parser hangs the one below the other.
        found += [
            n
            for o in (*found, *clause.objects)
            for n in tree.children(o, "nmod", "obl")
            if n.case in self._grammar.reaching and n not in found
        ]
        return [o for o in found if self._says_how_much(clause, o)]

    def _says_how_much(self, clause: Clause, oblique: Token) -> bool:
        """Whether a figure stands behind "by", or a sum behind "with" or "to": "raised its aid **to $4 million**".

        A total behind "to" is reached only by what grows: "cut its aid to $4 million" gives nothing.
        """
        if oblique.case == "by":
            return self.is_figure(clause.sentence, oblique)
        if self._forces.changes_promise(
            clause
        ):  # "doubled its pledge to 1,000 tents", "raised it from 500 to 1,000"
            reaches = oblique.case in self._grammar.reaching or self._is_range(clause.sentence, oblique)
            return reaches and self.is_figure(clause.sentence, oblique)
        is_sum = self.is_sum(clause.sentence, oblique)
        grows = clause.predicate.lemma in self._grammar.expanding
        return (
            is_sum
            and oblique.case in self._grammar.reaching
            and (grows or oblique.case not in self._grammar.recipient)
        )

    def _is_range(self, sentence: Sentence, token: Token) -> bool:
        start, end = extent(sentence, token)
        ends = [n.maximum for n in self._parsed.numbers_in(start, end)]
        ends += [m.maximum for m in self._parsed.money_in(start, end)]
        return any(end is not None for end in ends)
