"""Titles of promises: who promises whom how much of what, by when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from tallystick.languages import plurals_of
from tallystick.model import BOUND_SIGNS, Party
from tallystick.model.figures import sums_text
from tallystick.model.records import Promise
from tallystick.reconcile.groups import Group, Told
from tallystick.reconcile.mentions import Figures
from tallystick.reconcile.wording import fold, in_titles, is_bounding, is_counting, is_stand_in

_LONGEST_NOUN = 6
_NEAR = 4
_WITHOUT_NAME = frozenset({"other", "political"})


def title_of(found: Group, givers: Sequence[Party], recipients: Sequence[Party]) -> str:
    """The title of what the tellings in ``found`` promise."""
    return title(_short(givers), _short(recipients), what(found), found.deadline)


def title(actors: Sequence[str], recipients: Sequence[str], what: str, deadline: str | None) -> str:
    """A short title made of a promise's parts ("EU → Ukraine: 1,000,000 artillery shells, by 2024-03")."""
    giving = ", ".join(actors) or in_titles("nobody")
    parties = f"{giving} → {', '.join(recipients)}" if recipients else giving
    return f"{parties}: {what}, by {deadline}" if deadline else f"{parties}: {what}"


def what_of(promise: Promise) -> str:
    """What a promise's title says is promised: "1,000,000 artillery shells"."""
    parties = title(_short(promise.actors), _short(promise.recipients), "", None)
    return promise.title.removeprefix(parties).removesuffix(f", by {promise.deadline}")


def what(found: Group) -> str:
    """Its figure and what most tellings, or the shortest, say that it counts."""
    told = found.target or found.first
    sign = BOUND_SIGNS[told.item.bound] if told.item and told.item.bound else ""
    if told.quantity is None and told.amount is not None:
        return sign + sums_text(*told.amount, told.currency)
    nouns = Counter(n for m in found.mentions if (n := _noun(m, told.quantity)) and not is_stand_in(fold(n)))
    noun = min(nouns, key=lambda n: (-nouns[n], len(n), n), default=_counted(told, told.quantity))
    if told.quantity is not None:
        return f"{sign}{range_text(told.quantity)} {noun}".strip()
    noun = noun or in_titles("nothing")
    return noun if told.portion is None else f"{sign}{100 * told.portion:.3g}% of {noun}"


def _noun(mention: Told, figures: Figures | None) -> str | None:
    """What a telling counts, in its own words where they are short and say more than the unit."""
    if mention.item is None:
        return None
    has_worth = (
        mention.quantity is not None and mention.item.amount is not None
    )  # "four boats worth a million"
    noun = None if has_worth else noun_of(mention.item.span.text)
    return noun if noun and noun != mention.item.unit else _counted(mention, figures)


def _counted(mention: Told, figures: Figures | None) -> str:
    """The unit in the number that the figure asks for, else the category, if that says anything."""
    if mention.item and mention.item.unit:
        return in_number(mention.item.unit, figures, mention.document.language)
    return "" if mention.category in _WITHOUT_NAME else mention.category.replace("-", " ")


def in_number(unit: str, figures: Figures | None, language: str | None) -> str:
    """A unit in the singular beside one, else in the plural of the text's language, if that can be read."""
    return unit if figures == (1, 1) else _plural(unit, language)


@lru_cache(maxsize=65536)
def _plural(unit: str, language: str | None) -> str:
    plurals = plurals_of(language) if language else None
    if plurals is None:
        return unit
    *before, last = unit.split(" ")
    return " ".join([*before, plurals.plural(last)])


def noun_of(text: str) -> str | None:
    """What an item's phrase counts, without the count ("artillery shells" of "more than one million artillery shells").

    Returns:
        ``None`` where the phrase is long or nothing but numbers.
    """
    words = text.split()
    first = next((i for i, word in enumerate(words[:_NEAR]) if word[0].isdigit()), None)
    words = words if first is None else words[first:]  # "the first 180,000 shells"
    while words and (counting := _counting(words) or _counted_behind(words)):
        words = words[counting:]
    return " ".join(words) if 0 < len(words) <= _LONGEST_NOUN else None


def _counting(words: Sequence[str]) -> int:
    """How many of the first words belong to a figure; what bounds one does before it alone ("to 50,000")."""
    bounding = next((i for i, word in enumerate(words) if not is_bounding(word)), len(words))
    return bounding + 1 if bounding < len(words) and is_counting(words[bounding]) else 0


def _counted_behind(words: Sequence[str]) -> int:
    """How many words one word and the figure behind it are: "half of the | promised one million | shells"."""
    if len(words) < 4 or not all(
        map(is_counting, words[1:3])
    ):  # one word alone may only join: "tonnes of grain"
        return 0
    return 1 + _counting(words[1:])


def range_text(figures: Figures) -> str:
    """A range of numbers in a title: "400–600", or the one number that it is."""
    return "–".join(dict.fromkeys(f"{end:,.15g}" for end in figures))


def _short(named: Sequence[Party]) -> list[str]:
    return [short_name(party.id, party.name) for party in named]


def short_name(identity: str | None, name: str) -> str:
    """The id where it is the initials of the name ("EU" of "European Union"), else the name."""
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    return initials if initials == identity else name
