"""A force: how something is put forward, and what makes one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from tallystick.languages import Token
from tallystick.languages.lexicon import Predicate
from tallystick.model import Factuality, Stage
from tallystick.reading.clauses import Clause


@dataclass(frozen=True, slots=True)
class Force:
    """How something is put forward.

    Attributes:
        kind: A promise of any stage, or a delivery.
        stage: Of a commitment; ``None`` for a delivery.
        factuality: How sure the text is.
        negated: The text says it is not so.
        through: The predicates that gave the force, outermost first; evidence reaches from them.
        rule: Dotted name for ``Reader.rule``.
        asked: The agent is asked by somebody else.
    """

    kind: Literal["commitment", "delivery"]
    stage: Stage | None
    factuality: Factuality = "certain"
    negated: bool = False
    through: tuple[Token, ...] = ()
    rule: str = ""
    clauses: tuple[Clause, ...] = field(default=(), compare=False)


def delivery(rule: str, *, negated: bool = False, factuality: Factuality = "certain") -> Force:
    """The force of what was done, or was not."""
    return Force("delivery", None, factuality, negated, rule=f"delivery.{rule}")


def promise(stage: Stage, rule: str, *, negated: bool = False, factuality: Factuality = "certain") -> Force:
    """The force of what is promised, to whatever stage."""
    return Force("commitment", stage, factuality, negated, rule=f"commitment.{rule}")


def doubly_refused(outer: Force, inner: Predicate) -> Force:
    """What a refusal makes of another below it: "refused to rule out sending" leaves it open."""
    if outer.stage != "refusal":
        return outer
    left_open = promise("proposal", f"{inner.part_of_speech}.not_refused", factuality="possible")
    return replace(left_open, through=outer.through, clauses=outer.clauses)
