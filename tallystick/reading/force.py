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


def of_predicate(line: Predicate, token: Token, *, negated: bool, passive: bool = False) -> Force | None:
    """What a line of the lexicon makes of what it governs.

    Args:
        line: The line.
        token: The word that it was found for.
        negated: Whether the word is negated.
        passive: Whether the word is a passive verb.
    """
    part = line.part_of_speech
    force: Force | None
    match line.does.split("."):
        case ["commit", "refusal"]:
            force = (
                promise("proposal", f"{part}.not_refused", factuality="possible")
                if negated
                else promise("refusal", f"{part}.refuse")
            )
        case ["commit", "request"]:
            force = None if negated else promise("request", f"{part}.ask")
        case ["commit", "proposal"]:
            force = promise("proposal", f"{part}.propose", negated=negated, factuality="possible")
        case ["commit", "commitment"]:
            force = promise("commitment", f"{part}.decide", negated=negated)
        case ["commit", _]:
            force = promise("pledge", f"{part}.pledge", negated=negated)
        case ["announce"]:
            force = promise("pledge", f"{part}.announce", negated=negated)
        case ["hope"] if passive:  # "is expected to": somebody foresees it, nobody promises
            force = promise("proposal", f"{part}.foreseen", negated=negated, factuality="possible")
        case ["hope"] | ["raise"]:
            force = promise("pledge", f"{part}.expect", negated=negated, factuality="possible")
        case ["share"]:
            force = delivery(f"{part}.share", negated=negated)
        case ["fail"] | ["lack"]:
            force = delivery(f"{part}.fail", negated=not negated)
        case _:
            force = None
    return replace(force, through=(token,)) if force is not None else None


def doubly_refused(outer: Force, inner: Predicate) -> Force:
    """What a refusal makes of another below it: "refused to rule out sending" leaves it open."""
    if outer.stage != "refusal":
        return outer
    left_open = promise("proposal", f"{inner.part_of_speech}.not_refused", factuality="possible")
    return replace(left_open, through=outer.through, clauses=outer.clauses)
