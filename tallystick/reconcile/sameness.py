"""How far two tellings speak of one promise: a score made of named, weighted features.

What contradicts rules out: another recipient, unit, currency, figure or deadline. What agrees adds its weight;
what one of the two leaves unsaid adds nothing. What makes it doubtful takes away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tallystick.model import Commitment
from tallystick.model.records import Because
from tallystick.reconcile.intervals import days_between
from tallystick.reconcile.mentions import VAGUE_CATEGORIES, Mention, do_not_contradict
from tallystick.reconcile.tellings import cue_of
from tallystick.reconcile.wording import content_words, gist

WEIGHTS = {
    "actors": 0.25,  # who promises, named or given by the document
    "figures": 0.2,  # the same number or sum, within 2%
    "recipients": 0.15,
    "category": 0.1,
    "same_document": 0.15,  # told in one report
    "unit": 0.05,
    "quotation": 0.05,  # both stand with the same words of somebody, quoted
    "deadline": 0.025,
    "words": 0.025,  # the item is described in the same words
}
"""What each feature that agrees adds to the score of two tellings; they sum to 1."""

DOUBTS = {
    "new_money": 0.4,  # said to be additional, and told on another day
    "one_figure": 0.05,  # only one of them says how much
    "figure_only": 0.05,  # whose it is was told by the figure alone
    "long_between": 0.15,  # no figure ties them, and a season lies between
}
"""What each doubt takes from the score."""

LINKED = 0.5
"""From here on two tellings are linked. Actor, recipient and category reach it, or actor, category and figure."""

REVIEW = 0.3
"""From here on they are offered for review; below they are apart."""

ONE_ANNOUNCEMENT = 7
"""Days within which "an additional ten" is told of one announcement by many reports."""

SEASON = 120
"""Days after which tellings without a figure may be of two promises."""

Told = Mention[Commitment]


@dataclass(frozen=True, slots=True)
class Sameness:
    """How far two tellings speak of one promise, and why."""

    score: float
    because: tuple[Because, ...]


def sameness(mention: Told, other: Told) -> Sameness | None:
    """The score of two tellings between the same actors in one category; ``None`` where they contradict."""
    if not do_not_contradict(mention, other) or not _is_about_the_same(mention, other):
        return None
    return _sum([*_agreeing(mention, other), *_doubts(mention, other)])


def _is_about_the_same(mention: Told, other: Told) -> bool:
    """In wide categories words tell what figures do not."""
    if mention.category not in VAGUE_CATEGORIES or (mention.has_figure and other.has_figure):
        return True
    return gist(mention.phrase) == gist(other.phrase)


def _sum(because: Iterable[Because]) -> Sameness:
    found = tuple(because)
    score = sum(WEIGHTS.get(b.feature, 0) - DOUBTS.get(b.feature, 0) for b in found)
    return Sameness(round(max(score, 0.0), 3), found)


def _agreeing(mention: Told, other: Told) -> Iterable[Because]:
    if mention.actors:
        yield Because("actors", _actors(mention, other))
    yield Because("category", f"{mention.category} in both")
    if mention.recipients and mention.recipients == other.recipients:
        yield Because("recipients", f"{', '.join(mention.recipients)} in both")
    if (figure := _same_figure(mention, other)) is not None:
        yield Because("figures", f"{figure} in both")
    if mention.unit and mention.unit == other.unit:
        yield Because("unit", f"both count {mention.unit}")
    if mention.deadline and other.deadline:
        yield Because("deadline", _both(mention.deadline, other.deadline))
    if mention.document.id == other.document.id:
        yield Because("same_document", f"both told in {mention.document.id}")
    if quoted := mention.quotations & other.quotations:
        yield Because("quotation", f"both quote “{min(quoted)}”")
    if shared := content_words(mention.phrase) & content_words(other.phrase):
        yield Because("words", f"both say {', '.join(sorted(shared))}")


def _actors(mention: Told, other: Told) -> str:
    named = ", ".join(mention.actors)
    if mention.inferred is None and other.inferred is None:
        return f"{named} in both"
    inferred = mention.inferred or other.inferred
    how = "as its document tells" if inferred == "document" else "whose figure it is"
    return f"{named}, {how}"


def _same_figure(mention: Told, other: Told) -> str | None:
    for one, two in ((mention.quantity, other.quantity), (mention.amount, other.amount)):
        if one is not None and two is not None:
            return figure_text(one)
    return None


def figure_text(figures: tuple[float, float]) -> str:
    """A figure, or the range of it, as text."""
    low, high = figures
    return f"{low:,.15g}" if low == high else f"{low:,.15g} to {high:,.15g}"


def _both(one: str, other: str) -> str:
    return f"{one} in both" if one == other else f"{one} beside {other}"


def _doubts(mention: Told, other: Told) -> Iterable[Because]:
    between = days_between(mention.order[0], other.order[0])
    if between is not None and between > ONE_ANNOUNCEMENT and (cue := _new_money(mention, other)):
        yield Because("new_money", f"told as “{cue}” {between} days apart")
    if mention.inferred == "figure" or other.inferred == "figure":
        yield Because("figure_only", "only the figure tells whose promise it is")
    no_figure = _same_figure(mention, other) is None
    if mention.has_figure != other.has_figure and not _names_its_goods(mention, other):
        yield Because("one_figure", "only one of them says how much")
    if between is not None and between > SEASON and no_figure:
        yield Because("long_between", f"no figure in both, and {between} days between them")


def _names_its_goods(mention: Told, other: Told) -> bool:
    """Whether the one of two tellings that says nothing of how much says of what in the other's words; not of money."""
    bare, full = (other, mention) if mention.has_figure else (mention, other)
    words = content_words(bare.phrase)
    return bool(words) and mention.category != "money" and words <= content_words(full.phrase)


def _new_money(mention: Told, other: Told) -> str | None:
    """The words of the later telling that say that it is new, where none say that it is known."""
    later = max(mention, other, key=lambda m: m.order)
    return None if cue_of(later, "again") else cue_of(later, "new")
