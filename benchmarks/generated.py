"""Readings of reports that nobody wrote, for measuring a ledger: as many as asked for, the same every time.

They are like real ones in what a ledger feels: few actors are in most reports (Zipf's law), a promise is told
again and again and partly kept, one report in ten copies an earlier one, and all spans hold in their texts.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from tallystick.model import (
    Actor,
    Claim,
    Commitment,
    Delivery,
    Document,
    Event,
    Item,
    Reader,
    Reading,
    Span,
    Stance,
    Statement,
)
from tallystick.model.claims_format import claim_id

CLAIMS_A_REPORT = 5
ACTORS = 3000
ZIPF = 0.8
"""How much more often the first actor is named than the second, and so on: rank to this power."""

TELLINGS = 12
"""How many claims a promise has on average, its deliveries included."""

COPIES = 0.1
FIRST_DAY, DAYS = date(2021, 1, 1), 1460

_READER = Reader("generated", "1", "0" * 16, "template")
_GOODS = (
    ("vehicles", "ambulance"), ("vehicles", "truck"), ("energy", "generator"), ("energy", "transformer"),
    ("vaccines", "dose"), ("medical", "ventilator"), ("food-shelter", "tent"), ("food-shelter", "ton"),
    ("training", "teacher"), ("other-equipment", "pump"),
)  # fmt: skip
_STARTS = (
    "Nor",
    "Bel",
    "Kar",
    "Ost",
    "Vel",
    "Tam",
    "Ruv",
    "Sil",
    "Mar",
    "Dol",
    "Fen",
    "Gal",
    "Hev",
    "Ist",
    "Jur",
)
_MIDDLES = ("a", "e", "i", "o", "u", "an", "er", "il", "om", "us", "ath", "ind", "ost", "ell")
_ENDS = ("land", "ia", "stan", "mark", "burg", "ford", "via", "nia", "stead", "haven")
_TOPICS = (
    "bridges", "harvests", "schools", "rivers", "clinics", "harbours", "railways", "forests", "budgets", "winters",
    "borders", "grids", "wells", "roads", "markets", "archives", "islands", "storms", "wages", "ferries",
)  # fmt: skip
_OPINIONS: dict[str, Stance] = {
    "the talks on {0} had reached a point where {1} could no longer wait": "for",
    "money for {0} would have to be found before anybody spoke of {1}": "against",
    "nobody in the room had doubted that {0} and {1} belonged together": "for",
    "the debate over {0} was not over, whatever was written about {1}": "open",
}
CONCEPTS = _TOPICS[:5]
"""A statement on one of these takes a position on it."""

_CONFIDENCES = (0.97, 0.92, 0.92, 0.84, 0.92, 0.7)
_PLACES = ("Geneva", "Nairobi", "Lima", "Oslo", "Jakarta", "Vienna", "Dakar", "Ottawa")
_PAPERS = tuple(
    f"The {name}" for name in ("Meridian", "Courier", "Observer", "Ledger", "Herald", "Gazette", "Post")
)


@dataclass(frozen=True, slots=True)
class _Promise:
    by: int
    to: int
    category: str
    unit: str
    quantity: int
    made: date
    due: date


class _Text:
    """A text that is written piece by piece and knows where each piece stands."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.length = 0

    def write(self, words: str) -> Span:
        start = self.length
        self._pieces.append(words)
        self.length += len(words)
        return Span(start, self.length, words)

    def since(self, start: int) -> Span:
        return Span(start, self.length, str(self)[start:])

    def __str__(self) -> str:
        return "".join(self._pieces)


class Generator:
    """Readings one after the other; the number of claims to come fixes how many promises there are."""

    def __init__(self, claims: int, seed: int = 1) -> None:
        self._claims = claims
        self._random = random.Random(seed)  # noqa: S311 (not for secrets)
        self._names = _names(ACTORS)
        self._weights = list(accumulate(rank**-ZIPF for rank in range(1, ACTORS + 1)))
        self._promises = [self._new_promise() for _ in range(max(1, claims // TELLINGS))]
        self._recent: list[Reading] = []

    def readings(self, *, first: int = 0) -> Iterator[Reading]:
        """Reports until they hold the number of claims.

        Args:
            first: Number of the first report, which their ids go by.
        """
        told, number = 0, first
        while told < self._claims:
            reading = self._copy(number) or self._report(number, min(CLAIMS_A_REPORT, self._claims - told))
            told += len(reading.claims)
            number += 1
            yield reading

    def _actor(self) -> int:
        return min(bisect(self._weights, self._random.random() * self._weights[-1]), ACTORS - 1)

    def _new_promise(self) -> _Promise:
        chance = self._random
        category, unit = chance.choice(_GOODS)
        made = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        quantity = round(10 ** chance.uniform(1, 6), -1)
        return _Promise(
            self._actor(), self._actor(), category, unit, max(10, int(quantity)), made,
            made + timedelta(days=chance.randrange(30, 700)),
        )  # fmt: skip

    def _copy(self, number: int) -> Reading | None:
        if not self._recent or self._random.random() >= COPIES:
            return None
        original = self._random.choice(self._recent)
        document = replace(
            original.document, id=f"report-{number:07}", publisher=self._random.choice(_PAPERS)
        )
        return _with_ids(document, original.claims)

    def _report(self, number: int, claims: int) -> Reading:
        chance = self._random
        promise = self._promises[int(len(self._promises) * chance.random() ** 1.5)]
        day = promise.made + timedelta(days=chance.randrange(400))
        text = _Text()
        text.write(f"{self._names[promise.by]} and the {chance.choice(_TOPICS)}\n\n")
        found = [
            self._claim(text, promise if n < 3 else chance.choice(self._promises), day) for n in range(claims)
        ]
        document = Document(
            id=f"report-{number:07}", text=str(text), sha256="", language="en", published=day.isoformat(),
            title=f"Report {number}", publisher=chance.choice(_PAPERS),
        )  # fmt: skip
        reading = _with_ids(document, tuple(found))
        self._recent = [*self._recent[-50:], reading]
        return reading

    def _claim(self, text: _Text, promise: _Promise, day: date) -> Claim:
        made = self._random.choices(
            (self._commitment, self._delivery, self._statement, self._event), (35, 25, 30, 10)
        )[0](text, promise, day)
        text.write(f". {self._filler()}.\n")
        return made

    def _filler(self) -> str:
        chance = self._random
        opinion = chance.choice(list(_OPINIONS)).format(chance.choice(_TOPICS), chance.choice(_TOPICS))
        return f"According to those present, {opinion}"

    def _mention(self, text: _Text, actor: int) -> Actor:
        return Actor(f"ORG{actor}", self._names[actor], text.write(self._names[actor]))

    def _item(self, text: _Text, promise: _Promise, quantity: int) -> Item:
        words = text.write(f"{quantity:,} {promise.unit}s")
        return Item(words, promise.category, quantity=quantity, unit=promise.unit)

    def _commitment(self, text: _Text, promise: _Promise, day: date) -> Claim:
        del day
        start = text.length
        by = self._mention(text, promise.by)
        text.write(self._random.choice((" will send ", " promised ", " has pledged ")))
        item = self._item(text, promise, promise.quantity)
        text.write(" to ")
        to = self._mention(text, promise.to)
        deadline = promise.due.isoformat() if self._random.random() < 0.6 else None
        if deadline:
            text.write(f" by {deadline}")
        return Commitment(
            **_common(text, start), actors=(by,), recipients=(to,), items=(item,), cumulative=False,
            stage=self._random.choice(("pledge", "commitment")), deadline=deadline,
        )  # fmt: skip

    def _delivery(self, text: _Text, promise: _Promise, day: date) -> Claim:
        start = text.length
        speaks = self._random.random() < 0.4
        source = self._mention(text, promise.to) if speaks else None
        cue = text.write(" said that ") if speaks else None
        by = self._mention(text, promise.by)
        text.write(" has delivered ")
        item = self._item(text, promise, max(1, promise.quantity * self._random.randrange(1, 11) // 10))
        text.write(" so far to ")
        to = self._mention(text, promise.to)
        common = {**_common(text, start), "source": source, "cue": cue, "date": day.isoformat()}
        return Delivery(**common, actors=(by,), recipients=(to,), items=(item,), cumulative=True)

    def _statement(self, text: _Text, promise: _Promise, day: date) -> Claim:
        del promise, day
        chance = self._random
        start = text.length
        source = self._mention(text, self._actor())
        cue = text.write(" said that ")
        opinion, topic = chance.choice(list(_OPINIONS)), chance.choice(_TOPICS)
        content = text.write(opinion.format(topic, chance.choice(_TOPICS)))
        is_position = topic in CONCEPTS
        return Statement(
            **{**_common(text, start), "source": source, "cue": cue}, content=content, mode="indirect",
            concept=topic if is_position else None, stance=_OPINIONS[opinion] if is_position else None,
        )  # fmt: skip

    def _event(self, text: _Text, promise: _Promise, day: date) -> Claim:
        start = text.length
        one = self._mention(text, promise.by)
        text.write(" and ")
        other = self._mention(text, promise.to)
        text.write(" held talks in ")
        place = text.write(self._random.choice(_PLACES))
        common = {**_common(text, start), "date": day.isoformat()}
        return Event(**common, actors=(one,), targets=(other,), type="CONSULT", place=place)


def _names(count: int) -> list[str]:
    chance = random.Random(7)  # noqa: S311 (not for secrets)
    names: dict[str, None] = {}
    while len(names) < count:
        names[chance.choice(_STARTS) + "".join(chance.choices(_MIDDLES, k=2)) + chance.choice(_ENDS)] = None
    return list(names)


def _common(text: _Text, start: int) -> dict[str, Any]:
    return {
        "id": "", "evidence": text.since(start), "source": None, "cue": None, "negated": False,
        "factuality": "certain", "date": None, "confidence": _CONFIDENCES[text.length % len(_CONFIDENCES)],
        "reader": _READER,
    }  # fmt: skip


def _with_ids(document: Document, claims: tuple[Claim, ...]) -> Reading:
    return Reading(document, tuple(replace(c, id=claim_id(document.id, c)) for c in claims))
