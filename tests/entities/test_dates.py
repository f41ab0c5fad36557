"""Each row is a text published on Tuesday 27 February 2024, and the date in it."""

import tomllib
from pathlib import Path

import pytest
import tallystick.languages.en
from hypothesis import given
from hypothesis import strategies as st
from tallystick.entities.date_words import DatePhrase, DateWords, date_grammar_of
from tallystick.entities.dates import DateMention, find_dates
from tallystick.entities.quantities import QuantityWords
from tallystick.entities.tables import Table
from tallystick.errors import LexiconError, SettingError

FOLDER = Path(tallystick.languages.en.__file__).parent
ENGLISH = QuantityWords.load(FOLDER)
TUESDAY = "2024-02-27"


def found(text: str, published: str | None = TUESDAY) -> list[DateMention]:
    return find_dates(text, published, ENGLISH.dates)


def told(text: str, published: str | None = TUESDAY) -> list[tuple[str, str]]:
    return [(text[each.start : each.end], each.date) for each in found(text, published)]


@pytest.mark.parametrize(
    ("text", "words", "date"),
    [
        ("signed on 26 February 2024 in", "26 February 2024", "2024-02-26"),
        ("signed on the 26th of February 2024 in", "the 26th of February 2024", "2024-02-26"),
        ("signed on February 26, 2024 in", "February 26, 2024", "2024-02-26"),
        ("signed on Monday, February 26, 2024 in", "Monday, February 26, 2024", "2024-02-26"),
        ("signed on Monday 26 February 2024 in", "Monday 26 February 2024", "2024-02-26"),
        ("signed on Feb. 26, 2024 in", "Feb. 26, 2024", "2024-02-26"),
        ("signed on 2024-02-26 in", "2024-02-26", "2024-02-26"),
        ("signed on 26.02.2024 in", "26.02.2024", "2024-02-26"),
        ("signed on 26/2/2024 in", "26/2/2024", "2024-02-26"),
        ("met on 26-27 February 2024 in", "26-27 February 2024", "2024-02-26"),
        ("met on February 26–27, 2024 in", "February 26–27, 2024", "2024-02-26"),
        ("signed on Thursday (24 March 2022) in", "Thursday (24 March 2022)", "2022-03-24"),
        ("signed on Thursday (March 24, 2022) in", "Thursday (March 24, 2022)", "2022-03-24"),
        ("signed in March 2023 by", "March 2023", "2023-03"),
        ("signed in mid-March 2023 by", "mid-March 2023", "2023-03"),
        ("signed in May 2023 by", "May 2023", "2023-05"),
        ("signed in Sept. 2023 by", "Sept. 2023", "2023-09"),
        ("signed in 2023 by", "2023", "2023"),
        ("signed in early 2023 by", "early 2023", "2023"),
        ("in the year 2023 they", "the year 2023", "2023"),
        ("at the end of 2023 they", "the end of 2023", "2023-12"),
        ("at end-2023 they", "end-2023", "2023-12"),
        ("at the end of March 2023 they", "the end of March 2023", "2023-03"),
        ("by the middle of June 2023 they", "the middle of June 2023", "2023-06"),
        ("by the start of June 2023 they", "the start of June 2023", "2023-06"),
        ("at the beginning of June 2023 they", "the beginning of June 2023", "2023-06"),
        ("in the middle of 2023 they", "the middle of 2023", "2023-06"),
        ("in mid-2023 they", "mid-2023", "2023-06"),
        ("at the start of 2023 they", "the start of 2023", "2023-01"),
        ("in the spring of 2023 they", "the spring of 2023", "2023"),
        ("at the end of winter 2023 they", "the end of winter 2023", "2024-02"),
        ("in the first half of 2023 they", "the first half of 2023", "2023-06"),
        ("in the second half of 2023 they", "the second half of 2023", "2023-12"),
        ("in Q3 2023 they", "Q3 2023", "2023-09"),
        ("in the fourth quarter of 2023 they", "the fourth quarter of 2023", "2023-12"),
    ],
)
def test_a_date_with_its_year_needs_no_publication(text: str, words: str, date: str):
    assert told(text) == [(words, date)]
    assert told(text, published=None) == [(words, date)]
    assert [each.future for each in found(text)] == [None]


@pytest.mark.parametrize(
    ("text", "words", "date"),
    [
        ("they met today in", "today", "2024-02-27"),
        ("they meet tonight in", "tonight", "2024-02-27"),
        ("they met yesterday in", "yesterday", "2024-02-26"),
        ("they meet tomorrow in", "tomorrow", "2024-02-28"),
        ("they met the day before yesterday in", "the day before yesterday", "2024-02-25"),
        ("they meet the day after tomorrow in", "the day after tomorrow", "2024-02-29"),
        ("they met on Monday (26) in", "Monday (26)", "2024-02-26"),
        ("they meet on Monday (4) in", "Monday (4)", "2024-03-04"),
        ("they met on Monday the 26th in", "Monday the 26th", "2024-02-26"),
        ("they met last Tuesday in", "last Tuesday", "2024-02-20"),
        ("they meet this Tuesday in", "this Tuesday", "2024-02-27"),
        ("they meet this Friday in", "this Friday", "2024-03-01"),
        ("they meet next Tuesday in", "next Tuesday", "2024-03-05"),
        ("they met last week in", "last week", "2024-02"),
        ("they meet next week in", "next week", "2024-03"),
        ("they met last month in", "last month", "2024-01"),
        ("they met this month in", "this month", "2024-02"),
        ("they met earlier this year in", "earlier this year", "2024"),
        ("they meet next quarter in", "next quarter", "2024"),
        ("they met last year in", "last year", "2023"),
        ("they meet next year in", "next year", "2025"),
        ("they met last summer in", "last summer", "2023"),
        ("they meet next winter in", "next winter", "2024"),
        ("they meet this summer in", "this summer", "2024"),
        ("they met last March in", "last March", "2023-03"),
        ("they meet next March in", "next March", "2024-03"),
        ("they met this February in", "this February", "2024-02"),
        ("it ends at the end of the year for", "the end of the year", "2024-12"),
        ("it ends at the end of the decade for", "the end of the decade", "2030-12"),
        ("it ends at the end of next decade for", "the end of next decade", "2040-12"),
        ("it ended a decade ago for", "a decade ago", "2014-02"),
        ("it ends at the end of this month for", "the end of this month", "2024-02"),
        ("it ends at the end of next month for", "the end of next month", "2024-03"),
        ("it ended at the end of last year for", "the end of last year", "2023-12"),
        ("it ends at year-end for", "year-end", "2024-12"),
        ("it ends at the year's end for", "the year's end", "2024-12"),
        ("it ends in the middle of next year for", "the middle of next year", "2025-06"),
        ("it ends in the middle of the year for", "the middle of the year", "2024-06"),
        ("it began at the beginning of the year for", "the beginning of the year", "2024-01"),
        ("it begins at the start of next year for", "the start of next year", "2025-01"),
        ("it ends in the first half of this year for", "the first half of this year", "2024-06"),
        ("it ends in the first half of next year for", "the first half of next year", "2025-06"),
        ("it ends in the second quarter of this year for", "the second quarter of this year", "2024-06"),
        ("it ends in the third quarter of next year for", "the third quarter of next year", "2025-09"),
        ("it ends three years from now for", "three years from now", "2027-02"),
        ("it ends in three years' time for", "in three years' time", "2027-02"),
        ("it ended two years ago for", "two years ago", "2022-02"),
        ("it ended a week ago for", "a week ago", "2024-02-20"),
        ("it ended 10 days ago for", "10 days ago", "2024-02-17"),
    ],
)
def test_a_relative_date_counts_from_publication(text: str, words: str, date: str):
    assert told(text) == [(words, date)]
    assert told(text, published=None) == []


@pytest.mark.parametrize(
    ("text", "date", "future"),
    [
        ("on Monday they met", "2024-02-26", "2024-03-04"),
        ("on Tuesday evening they met", "2024-02-27", "2024-03-05"),
        ("on Wednesday they meet", "2024-02-21", "2024-02-28"),
        ("on February 26 they met", "2024-02-26", "2025-02-26"),
        ("on 7 March they meet", "2024-03-07", "2024-03-07"),
        ("on Feb 27 they met", "2024-02-27", None),
        ("on 29 February they meet", "2024-02-29", "2024-02-29"),
        ("on 30 March they meet", "2023-03-30", "2024-03-30"),
        ("in March they meet", "2023-03", "2024-03"),
        ("in February they met", "2024-02", None),
        ("in mid-January they met", "2024-01", "2025-01"),
        ("in May they meet", "2023-05", "2024-05"),
        ("in the autumn they meet", "2023", "2024"),
        ("at the end of March they meet", "2023-03", "2024-03"),
        ("at the end of winter they meet", "2024-02", None),
        ("on Thursday (14 March) they meet", "2024-03-14", "2024-03-14"),
    ],
)
def test_an_open_date_has_a_past_and_a_future_reading(text: str, date: str, future: str | None):
    assert [(each.date, each.future) for each in found(text)] == [(date, future)]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("within 12 months", "2024-03"),
        ("over the next 12 months", "2024-03"),
        ("in the next two years", "2025-03"),
        ("in the coming three months", "2023-06"),
        ("within a year", "2024-03"),
        ("over the next year", "2024-03"),
        ("over the course of a year", "2024-03"),
        ("over four years", "2027-03"),
        ("within the space of ten days", "2023-03-30"),
        ("within two weeks", "2023-04-03"),
        ("in just 18 months", "2024-09"),
        ("in a quarter", "2023-06"),
    ],
)
def test_a_span_of_time_ends_in_a_deadline(text: str, date: str):
    assert [(each.date, each.relation) for each in found(text, "2023-03-20")] == [(date, "within")]
    assert told(text, "2023-03-20") == [(text, date)]


@pytest.mark.parametrize("word", ENGLISH.dates.span_anchors)
def test_a_span_counted_from_something_else_is_no_date(word: str):
    assert found(f"within a year {word} it") == []


@pytest.mark.parametrize(
    ("phrase", "relation"),
    [(phrase, relation) for relation, phrases in ENGLISH.dates.relations.items() for phrase in phrases],
)
def test_every_word_that_relates_to_a_date(phrase: str, relation: str):
    assert [each.relation for each in found(f"they act {phrase} April 2025")] == [relation]


def test_without_a_word_before_it_a_date_is_when_it_happens():
    assert [each.relation for each in found("April 2025")] == ["on"]


@pytest.mark.parametrize(
    ("text", "date"),
    [("by spring 2025", "2025-03"), ("before the summer of 2025", "2025-06"), ("until spring 2025", "2025")],
)
def test_a_deadline_by_a_season_lapses_when_it_begins(text: str, date: str):
    assert [each.date for each in found(text)] == [date]


@pytest.mark.parametrize(
    "text",
    [
        "they may march on",
        "May they come",
        "March on them",
        "an August body",
        "the second tent",
        "on 31 February 2024",
        "in the coming weeks",
        "in the next months",
        "the day before",
        "1,000 tents",
        "2024 tents",
        "a spring in the bed broke",
        "the sun sat down",
        "section 12/2024/5",
        "the 2024-built shed",
        "5 days",
        "Q7 2024",
        "9 centuries ago",
    ],
)
def test_what_names_no_date_is_passed_over(text: str):
    assert told(text) == []


def test_several_dates_stand_in_order():
    text = "On Monday they met; by the end of 2024, within two years, or since May 2023, all was done."
    assert [(each.date, each.relation) for each in found(text)] == [
        ("2024-02-26", "on"),
        ("2024-12", "by"),
        ("2026-02", "within"),
        ("2023-05", "since"),
    ]


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_name(month: int):
    for name in ENGLISH.dates.months[month - 1]:
        assert told(f"in {name} 2023") == [(f"{name} 2023", f"2023-{month:02}")]
    for name in ENGLISH.dates.month_abbreviations[month - 1]:
        assert told(f"on 7 {name} 2023") == [(f"7 {name} 2023", f"2023-{month:02}-07")]


@pytest.mark.parametrize("day", range(7))
def test_every_weekday(day: int):
    (name,) = ENGLISH.dates.weekdays[day]
    assert told(f"on {name}", "2024-01-07") == [(name, f"2024-01-0{day + 1}")]


@pytest.mark.parametrize(("word", "month"), ENGLISH.dates.seasons.items())
def test_every_season(word: str, month: float):
    assert told(f"by {word} 2025") == [(f"{word} 2025", f"2025-{int(month):02}")]


@pytest.mark.parametrize(("word", "count"), ENGLISH.dates.counts.items())
def test_every_count(word: str, count: float):
    assert [each.date for each in found(f"{word} years ago", "2024-02-27")] == [f"{2024 - int(count)}-02"]


@pytest.mark.parametrize(
    ("word", "date"),
    [
        ("day", "2024-02-26"),
        ("week", "2024-02-20"),
        ("month", "2024-01"),
        ("quarter", "2023-11"),
        ("year", "2023-02"),
    ],
)
def test_every_unit_in_singular_and_plural(word: str, date: str):
    for form in ENGLISH.dates.units[word]:
        assert [each.date for each in found(f"one {form} ago")] == [date]


@pytest.mark.parametrize("word", ENGLISH.dates.leads + ENGLISH.dates.year_leads)
def test_every_word_that_leads_a_year(word: str):
    assert [each.date for each in found(f"they act {word} 2025")] == ["2025"]


@pytest.mark.parametrize("number", range(len(ENGLISH.dates.phrases)))
def test_every_phrase_is_needed(number: int):
    """No phrase is shadowed by an earlier one: some text of this file is read by it."""
    used = set()
    grammar = date_grammar_of(ENGLISH.dates)
    for match in grammar.matches(Path(__file__).read_text(encoding="utf-8")):
        used.add(grammar.phrases.index(grammar.slots(match)[0]))
    assert number in used, ENGLISH.dates.phrases[number].template


@given(st.dates())
def test_any_day_written_out_is_found(day):
    if day.year < 1900 or day.year > 2099:
        day = day.replace(year=2000, day=min(day.day, 28))
    written = f"{day.day} {day:%B} {day.year}"
    assert told(f"on {written} they met") == [(written, day.isoformat())]


_PIECES = [
    "the end of ",
    "next ",
    "year",
    "March",
    " 2024",
    "26",
    " ",
    "Monday",
    "(",
    ")",
    "by ",
    "999",
    " ago",
    "s",
]


@given(
    st.lists(st.sampled_from(_PIECES) | st.text(max_size=3), max_size=12).map("".join),
    st.none() | st.dates().map(str),
)
def test_any_text_can_be_searched(text: str, published: str | None):
    position = 0
    for each in found(text, published):
        assert position <= each.start < each.end <= len(text)
        assert len(each.date) in (4, 7, 10)
        position = each.end


def test_a_publication_that_is_no_date_is_refused():
    with pytest.raises(SettingError, match=r"'soon' is no date of publication; give an ISO date"):
        found("on Monday", "soon")


def phrase(**entry) -> DatePhrase:
    return DatePhrase.load(Table(entry, "dates.toml"))


def test_an_unknown_meaning_is_named():
    with pytest.raises(
        LexiconError, match=r"means 'dya' in dates\.toml is unknown; choose from: day, weekday"
    ):
        phrase(template="{day}", means="dya")


def test_an_unknown_slot_is_named():
    dates = ENGLISH.dates
    fields = {field: getattr(dates, field) for field in dates.__dataclass_fields__}
    words = DateWords(**fields | {"phrases": (phrase(template="{dya}", means="day"),)})
    with pytest.raises(
        LexiconError, match=r"Unknown slot \{dya\} in the date phrase '\{dya\}'; slots are: count"
    ):
        find_dates("2024", TUESDAY, words)


def test_an_unknown_relation_is_named():
    content = tomllib.loads((FOLDER / "dates.toml").read_text(encoding="utf-8"))
    content["relations"]["beyond"] = ["beyond"]
    with pytest.raises(
        LexiconError, match=r"Unknown name 'beyond' in dates\.toml, \[relations\]; names are: on, by"
    ):
        DateWords.load(Table(content, "dates.toml"))


def test_a_decade_names_no_year_by_itself():
    assert told("this decade they built more than in the last decade") == []


@pytest.mark.parametrize("word", ENGLISH.dates.unit_anchors)
def test_a_part_of_something_is_no_day_of_its_own(word: str):
    assert told(f"in the last week {word} May 2024", "2024-06-05") == [("May 2024", "2024-05")]
    assert found(f"the last year {word} the plan") == []


@pytest.mark.parametrize("opening", ["last", "the final"])
@pytest.mark.parametrize("part", ["quarter", "half", "months", "weeks", "days"])
def test_the_last_part_of_a_year_ends_with_it(opening: str, part: str):
    """As "the last quarter of 2023" does."""
    assert told(f"by {opening} {part} of 2023", "2024-06-05") == [(f"{opening} {part} of 2023", "2023-12")]
