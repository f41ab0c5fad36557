"""A frame: one giving, receiving, building, or binding oneself to it, with who, to whom and what."""

from __future__ import annotations

from dataclasses import dataclass, field

from tallystick.languages import Sentence, Token
from tallystick.reading.clauses import Clause
from tallystick.reading.parsing import ParsedSentence


@dataclass(slots=True, eq=False)
class Frame:
    """One giving, receiving, building, or binding oneself to it.

    Attributes:
        where: The sentence.
        head: The verb or noun that says it.
        does: The lexicon's word for it ("transfer", "commit.pledge").
        clause: The verb's clause; ``None`` for a noun.
        givers: Heads of the noun phrases that name who acts.
        recipients: Heads that name for whom.
        themes: Heads that name what.
    """

    where: ParsedSentence
    head: Token
    does: str
    clause: Clause | None
    givers: list[Token] = field(default_factory=list)
    recipients: list[Token] = field(default_factory=list)
    themes: list[Token] = field(default_factory=list)

    @property
    def tree(self) -> Sentence:
        """The sentence's parse."""
        assert self.where.tree is not None  # noqa: S101 - frames are made of parsed sentences
        return self.where.tree

    @property
    def foretelling(self) -> list[Clause]:
        """The clauses that tell of a promise's goods what is to be: "that 90 buses **would be electric by 2030**"."""
        below = self.clause.complements if self.clause is not None else ()
        return [c for c in below if any(t in (*c.subjects, *c.objects) for t in self.themes)]
