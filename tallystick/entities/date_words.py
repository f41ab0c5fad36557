"""A language's words for dates, and its phrases: templates such as ``the end of {month} {year}``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast, get_args

from tallystick.entities.calendar import Position
from tallystick.entities.tables import Table, alternation
from tallystick.errors import LexiconError

Relation = Literal["on", "by", "since", "until", "within", "from", "for"]
Meaning = Literal["day", "weekday", "month", "season", "year", "unit", "half", "quarter", "ahead", "ago"]


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """A way to write a date.

    In a template a blank is white space, ``[…]`` may be missing, ``(…|…)`` is a choice, and ``{slot}`` one of the
    calendar's words or numbers: ``day last_day month month_name month_number year weekday season count unit
    ordinal``, where ``month_name`` leaves out short names. A backslash takes a bracket as it is. Longer phrases stand before those that they contain.

    Attributes:
        template: What is written.
        means: What the slots make: a day, a weekday, a month, a season, a year, the unit that holds the day of
            publication, a half or quarter of a year, or so many units ahead of or before that day.
        offset: How many of them away from the present one ("last" = -1); ``None`` leaves it to the reader.
        position: Which part of it is meant ("the end of").
        relation: How the phrase itself relates what happens to the date; ``None`` leaves it to the word before.
        needs_lead: Whether it is a date only behind one of the language's leading words ("in 2024").
    """

    template: str
    means: Meaning
    offset: int | None = None
    position: Position | None = None
    relation: Relation | None = None
    needs_lead: bool = False

    @classmethod
    def load(cls, entry: Table) -> DatePhrase:
        """Read one entry ``[[phrases]]``."""
        phrase = cls(
            template=entry.text("template"),
            means=cast(Meaning, _one_of(entry, "means", get_args(Meaning))),
            offset=int(entry.number("offset")) if entry.has("offset") else None,
            position=cast(Position, _one_of(entry, "position", get_args(Position)))
            if entry.has("position")
            else None,
            relation=cast(Relation, _one_of(entry, "relation", get_args(Relation)))
            if entry.has("relation")
            else None,
            needs_lead=entry.has("needs_lead") and entry.flag("needs_lead"),
        )
        entry.finish()
        return phrase


def _one_of(entry: Table, key: str, choices: tuple[str, ...]) -> str:
    value = entry.text(key)
    if value not in choices:
        raise LexiconError(f"{key} {value!r} in {entry.place} is unknown; choose from: {', '.join(choices)}")
    return value


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class DateWords:
    """A language's words for dates. Compared by identity.

    Attributes:
        months: Names of each month, January first.
        month_abbreviations: Short names of each month, understood beside a day or a year.
        doubtful_months: Month names that are words too ("May"): alone they need a leading word before them.
        weekdays: Names of each day, Monday first.
        seasons: Word to the number of its first month; a season lasts three.
        units: ``day``, ``week``, ``month``, ``quarter``, ``year`` to their words.
        counts: Words for small numbers, articles among them.
        ordinals: Word to number, for halves and quarters.
        day_suffixes: "th", "st".
        relations: ``by``, ``since``, ``until``, ``within``, ``from``, ``for`` to the words before a date.
        leads: Words before a bare year or a doubtful month that make it a date.
        phrases: The ways to write a date.
    """

    months: tuple[tuple[str, ...], ...]
    month_abbreviations: tuple[tuple[str, ...], ...]
    doubtful_months: tuple[str, ...]
    weekdays: tuple[tuple[str, ...], ...]
    seasons: Mapping[str, float]
    units: Mapping[str, tuple[str, ...]]
    counts: Mapping[str, float]
    ordinals: Mapping[str, float]
    day_suffixes: tuple[str, ...]
    relations: Mapping[str, tuple[str, ...]]
    leads: tuple[str, ...]
    phrases: tuple[DatePhrase, ...]

    @classmethod
    def load(cls, table: Table) -> DateWords:
        """Read a language's date file.

        Raises:
            LexiconError: A key is missing, unknown or of another form.
        """
        words = cls(
            months=table.lists("months", 12),
            month_abbreviations=table.lists("month_abbreviations", 12),
            doubtful_months=table.words("doubtful_months"),
            weekdays=table.lists("weekdays", 7),
            seasons=table.values("seasons"),
            units=table.groups("units"),
            counts=table.values("counts"),
            ordinals=table.values("ordinals"),
            day_suffixes=table.words("day_suffixes"),
            relations=table.groups("relations"),
            leads=table.words("leads"),
            phrases=tuple(DatePhrase.load(entry) for entry in table.tables("phrases")),
        )
        table.finish()
        _check_names("units", words.units, ("day", "week", "month", "quarter", "year"), table.place)
        _check_names("relations", words.relations, get_args(Relation), table.place)
        return words

    def month_words(self) -> tuple[str, ...]:
        """All names and short names of months."""
        return tuple(word for names in (*self.months, *self.month_abbreviations) for word in names)


def _check_names(key: str, groups: Mapping[str, object], known: tuple[str, ...], place: str) -> None:
    for name in groups:
        if name not in known:
            raise LexiconError(f"Unknown name {name!r} in {place}, [{key}]; names are: {', '.join(known)}")


_TOKEN = re.compile(r"\\(?P<escaped>.)|\{(?P<slot>\w+)\}|(?P<mark>[\[\]()|])|(?P<blank> +)|(?P<word>\w+)|(?P<sign>.)")
_MARKS = {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|"}


class DateGrammar:
    """One pattern for all phrases of a language; made once for each `DateWords`."""

    def __init__(self, words: DateWords) -> None:
        self.phrases = words.phrases
        self.numbers = _numbers(words)
        self.units = {form.lower(): unit for unit, forms in words.units.items() for form in forms}
        self.doubtful_months = frozenset(words.doubtful_months)
        self._slots = _slots(words)
        pattern = "|".join(f"(?P<p{n}>{self._compiled(n, phrase)})" for n, phrase in enumerate(words.phrases))
        self.pattern = re.compile(rf"(?<![\w/\-–]){'(?:' + pattern + ')' if pattern else '(?!)'}(?![\w/])")
        self.hint = re.compile(rf"[0-9]|(?<!\w)(?:{_hint(words)})(?!\w)")
        relations = "|".join(
            f"(?P<{relation}>{alternation(forms)})" for relation, forms in words.relations.items() if forms
        )
        self.relation = re.compile(rf"(?<!\w)(?:{relations or '(?!)'})\s{{1,2}}$")
        self.lead = re.compile(rf"(?<!\w){alternation(words.leads)}\s{{1,2}}$")

    def slots(self, match: re.Match[str]) -> tuple[DatePhrase, dict[str, str]]:
        """The phrase that `pattern` matched and its filled slots."""
        name = cast(str, match.lastgroup)
        prefix = f"{name}_"
        filled = {
            group.removeprefix(prefix): value
            for group, value in match.groupdict().items()
            if value is not None and group.startswith(prefix)
        }
        return self.phrases[int(name[1:])], filled

    def _compiled(self, number: int, phrase: DatePhrase) -> str:
        parts: list[str] = []
        for token in _TOKEN.finditer(phrase.template):
            if token["slot"]:
                parts.append(self._slot(number, token["slot"], phrase))
            elif token["mark"]:
                parts.append(_MARKS[token["mark"]])
            elif token["blank"]:
                parts.append(r"\s{1,2}")
            elif token["word"]:
                parts.append(alternation([token["word"]]))
            else:
                parts.append(re.escape(token["escaped"] or token["sign"]))
        return "".join(parts)

    def _slot(self, number: int, slot: str, phrase: DatePhrase) -> str:
        if slot not in self._slots:
            raise LexiconError(
                f"Unknown slot {{{slot}}} in the date phrase {phrase.template!r}; slots are: "
                f"{', '.join(sorted(self._slots))}"
            )
        if slot == "last_day":  # a stretch of days is dated by its first
            return self._slots[slot]
        return f"(?P<p{number}_{slot}>{self._slots[slot]})"


def _slots(words: DateWords) -> dict[str, str]:
    suffix = f"(?:{alternation(words.day_suffixes)})?"
    counts = alternation(words.counts)
    day = rf"(?:3[01]|[12][0-9]|0?[1-9])(?![0-9]){suffix}(?!\w)"
    return {
        "day": day,
        "last_day": day,
        "month": alternation(words.month_words()),
        "month_name": alternation(word for names in words.months for word in names),
        "month_number": r"(?:1[0-2]|0?[1-9])(?![0-9])",
        "year": r"(?:19|20)[0-9]{2}(?![0-9])",
        "weekday": alternation(word for names in words.weekdays for word in names),
        "season": alternation(words.seasons),
        "count": rf"(?:[0-9]{{1,3}}(?![0-9])|{counts}(?!\w))",
        "unit": alternation(form for forms in words.units.values() for form in forms),
        "ordinal": rf"(?:[1-4]|{alternation(words.ordinals)})(?!\w)",
    }


def _numbers(words: DateWords) -> dict[str, dict[str, int]]:
    """For each slot, its words in lower case and what they number."""
    months = (*zip(words.months, words.month_abbreviations, strict=True),)
    return {
        "month": {w.lower(): n for n, (full, short) in enumerate(months, 1) for w in (*full, *short)},
        "weekday": {w.lower(): n for n, names in enumerate(words.weekdays) for w in names},
        "season": {w.lower(): int(n) for w, n in words.seasons.items()},
        "count": {w.lower(): int(n) for w, n in words.counts.items()},
        "ordinal": {w.lower(): int(n) for w, n in words.ordinals.items()},
    }


def _hint(words: DateWords) -> str:
    """The words of which every phrase has one, so that most sentences are done with at a glance."""
    calendar = [*words.seasons, *words.month_words()]
    calendar += [word for names in words.weekdays for word in names]
    calendar += [form for forms in words.units.values() for form in forms]
    slots = re.compile(r"\{(?:month|month_name|weekday|season|unit|day|year)\}")
    for phrase in words.phrases:
        if not slots.search(phrase.template):
            calendar += re.findall(r"\w+", phrase.template)
    return alternation(calendar)


@lru_cache(maxsize=64)
def date_grammar_of(words: DateWords) -> DateGrammar:
    """The grammar of a language's dates, built on first use."""
    return DateGrammar(words)
