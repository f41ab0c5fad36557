"""A language's words for dates, and its phrases: templates such as ``the end of {month} {year}``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast, get_args

from tallystick.entities.calendar import Position, Unit
from tallystick.entities.tables import Table, alternation, cased
from tallystick.errors import LexiconError

Relation = Literal["on", "by", "since", "until", "within", "from", "for"]
Meaning = Literal["day", "weekday", "month", "season", "year", "unit", "half", "quarter", "ahead", "ago"]


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """A way to write a date.

    In a template a blank is white space, ``[…]`` may be missing, ``(…|…)`` is a choice, and ``{slot}`` one of
    the calendar's words or numbers: ``day last_day month month_name month_number year weekday season count
    unit single_unit ordinal``; ``month_name`` leaves out short names, ``single_unit`` plurals. A backslash
    takes a bracket as it is. Longer phrases stand before those that they contain.

    Attributes:
        template: What is written.
        means: What the slots make: a day, a weekday, a month, a season, a year, the unit that holds the day
            of publication, a half or quarter of a year, or so many units ahead of or before that day.
        offset: How many of them away from the present one ("last" = -1); ``None`` leaves it open.
        position: Which part of it is meant ("the end of").
        relation: How what happens lies to the date; ``None`` leaves it to the word before the phrase.
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
        units: ``day``, ``week``, ``month``, ``quarter``, ``year``, ``decade`` to their words, singular first.
        counts: Words for small numbers, articles among them.
        ordinals: Word to number, for halves and quarters.
        day_suffixes: "th", "st".
        relations: ``by``, ``since``, ``until``, ``within``, ``from``, ``for`` to the words before a date.
        leads: Words before a bare year or a doubtful month that make it a date.
        year_leads: Words that make it one of a year alone: "**a** 2014 summit", not "a spring".
        unit_anchors: Words behind a day, week, month or year that make it part of something ("the last week of May").
        span_anchors: Words behind a span that count it from something else ("within a year of").
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
    year_leads: tuple[str, ...]
    unit_anchors: tuple[str, ...]
    span_anchors: tuple[str, ...]
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
            year_leads=table.words("year_leads"),
            unit_anchors=table.words("unit_anchors"),
            span_anchors=table.words("span_anchors"),
            phrases=tuple(DatePhrase.load(entry) for entry in table.tables("phrases")),
        )
        table.finish()
        _check_names("units", words.units, get_args(Unit), table.place)
        _check_names("relations", words.relations, get_args(Relation), table.place)
        return words

    def month_words(self) -> tuple[str, ...]:
        """All names and short names of months."""
        return tuple(word for names in (*self.months, *self.month_abbreviations) for word in names)


def _around(signs: Sequence[re.Match[str]]) -> list[tuple[int, int]]:
    """The stretches of a text that can hold a date, as every one has a sign: apart, and in order."""
    found: list[tuple[int, int]] = []
    for sign in signs:
        start, end = max(0, sign.start() - _LONGEST), sign.end() + _LONGEST
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def _check_names(key: str, groups: Mapping[str, object], known: tuple[str, ...], place: str) -> None:
    for name in groups:
        if name not in known:
            raise LexiconError(f"Unknown name {name!r} in {place}, [{key}]; names are: {', '.join(known)}")


_LONGEST = 50
"""Characters of a date before or behind its sign (a month, a weekday, a year …), at most."""

_TOKEN = re.compile(
    r"\\(?P<escaped>.)|\{(?P<slot>\w+)\}|(?P<mark>[\[\]()|])|(?P<blank> +)|(?P<word>\w+)|(?P<sign>.)"
)
_MARKS = {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|"}
_OPTIONAL = re.compile(r"\[[^\[\]]*\]")
_KIND_OF_SLOT = {
    "month": "month",
    "month_name": "month",
    "weekday": "weekday",
    "season": "season",
    "unit": "unit",
    "single_unit": "unit",
    "year": "year",
}
_PLAIN = "plain"  # the kind of phrase that has none of these slots, as "tomorrow"


class DateGrammar:
    """Patterns for the phrases of a language; made once for each `DateWords`.

    Which months, weekdays, units and years a text has decides which phrases are looked for at all.
    """

    def __init__(self, words: DateWords) -> None:
        self.phrases = words.phrases
        self.numbers = _numbers(words)
        self.units = {form.lower(): cast(Unit, unit) for unit, forms in words.units.items() for form in forms}
        self.doubtful_months = frozenset(words.doubtful_months)
        self._slots = _slots(words)
        self._sources = tuple(
            f"(?P<p{number}>{self._compiled(number, phrase)})" for number, phrase in enumerate(words.phrases)
        )
        self._kinds = tuple(_kinds(phrase.template) for phrase in words.phrases)
        self._patterns: dict[frozenset[str], re.Pattern[str]] = {}
        self._kinds_of_signs = _kinds_of_signs(words)
        signs = alternation(self._kinds_of_signs, any_case=False)
        self._signs = re.compile(rf"(?:{signs}|(?:19|20)[0-9]{{2}})(?!\w)")
        relations = "|".join(
            f"(?P<{relation}>{alternation(forms)})" for relation, forms in words.relations.items() if forms
        )
        self.relation = re.compile(rf"(?<!\w)(?:{relations or '(?!)'})\s{{1,2}}$")
        self.lead = re.compile(rf"(?<!\w){alternation(words.leads)}\s{{1,2}}$")
        self.year_lead = re.compile(rf"(?<!\w){alternation((*words.leads, *words.year_leads))}\s{{1,2}}$")
        self.unit_anchor = re.compile(rf"\s{{1,2}}{alternation(words.unit_anchors)}(?!\w)")
        self.span_anchor = re.compile(rf"\s{{1,2}}{alternation(words.span_anchors)}(?!\w)")

    def matches(self, text: str, counted: Collection[int] = ()) -> Iterator[re.Match[str]]:
        """The phrases in a text, in order and without overlap.

        Args:
            text: Any text.
            counted: Where numbers begin that are no days, though they stand behind a month's name.
        """
        year = frozenset({"year"})
        signs = list(self._signs.finditer(text))
        present = frozenset(kind for sign in signs for kind in self._kinds_of_signs.get(sign.group(), year))
        if not present:
            return
        # One pattern for a bare year, by far the commonest, and one for everything: each costs a tenth of a
        # second to compile, so that one for each mixture would cost more than it saves.
        wanted = present if present == year else frozenset().union(*self._kinds)
        pattern = self._pattern_for(wanted)
        for start, end in _around(signs):
            for match in pattern.finditer(text, start, end):
                day = _day_behind_month(match)
                whole = match if day not in counted else pattern.match(text, match.start(), day)
                if whole is not None:
                    yield whole

    def slots(self, match: re.Match[str]) -> tuple[DatePhrase, dict[str, str]]:
        """The phrase that was matched and its filled slots."""
        name = cast(str, match.lastgroup)
        prefix = f"{name}_"
        filled = {
            group.removeprefix(prefix): value
            for group, value in match.groupdict().items()
            if value is not None and group.startswith(prefix)
        }
        return self.phrases[int(name[1:])], filled

    def _pattern_for(self, present: frozenset[str]) -> re.Pattern[str]:
        pattern = self._patterns.get(present)
        if pattern is None:
            wanted = [
                source for source, kinds in zip(self._sources, self._kinds, strict=True) if kinds <= present
            ]
            choice = "(?:" + "|".join(wanted) + ")" if wanted else "(?!)"
            pattern = self._patterns[present] = re.compile(rf"(?<![\w/\-–]){choice}(?!\w|[/\-]\w)")
        return pattern

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
        name = "unit" if slot == "single_unit" else slot
        return f"(?P<p{number}_{name}>{self._slots[slot]})"


def _day_behind_month(match: re.Match[str]) -> int:
    """Where the day of a phrase begins that names its month before it, -1 in any other."""
    groups = match.groupdict()
    month, day = f"{match.lastgroup}_month", f"{match.lastgroup}_day"
    if month not in groups or day not in groups or match.end(month) > match.start(day):
        return -1
    return match.start(day)


def _kinds(template: str) -> frozenset[str]:
    """The kinds of slots without which a template never matches."""
    needed = template.replace(r"\(", "").replace(r"\)", "")
    while (shorter := _OPTIONAL.sub("", needed)) != needed:
        needed = shorter
    slots = re.findall(r"\{(\w+)\}", needed)
    return frozenset(_KIND_OF_SLOT[slot] for slot in slots if slot in _KIND_OF_SLOT) or frozenset({_PLAIN})


def _kinds_of_signs(words: DateWords) -> dict[str, frozenset[str]]:
    """What a text must hold for a phrase of each kind; of a phrase without slots, its longest word."""
    plain = [
        max(re.findall(r"\w+", choice), key=len)
        for phrase in words.phrases
        if _PLAIN in _kinds(phrase.template)
        for choice in _OPTIONAL.sub("", phrase.template).strip("()").split("|")
    ]
    signs = {
        "month": words.month_words(),
        "weekday": tuple(word for names in words.weekdays for word in names),
        "season": tuple(words.seasons),
        "unit": tuple(form for forms in words.units.values() for form in forms),
        _PLAIN: tuple(plain),
    }
    kinds: dict[str, frozenset[str]] = {}
    for kind, forms in signs.items():
        for form in (form for word in forms for form in cased(word)):
            kinds[form] = kinds.get(form, frozenset()) | {kind}
    return kinds


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
        "single_unit": alternation(forms[0] for forms in words.units.values() if forms),
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


@lru_cache(maxsize=64)
def date_grammar_of(words: DateWords) -> DateGrammar:
    """The grammar of a language's dates, built on first use."""
    return DateGrammar(words)
