"""Which of a sentence's dates is the day of the act, and which the day it is due."""

from __future__ import annotations

import pytest

from readings import commitments, deliveries, delivery, promise, statements


@pytest.mark.parametrize(
    ("text", "date", "deadline"),
    [
        ("Peru pledged on Monday to build 40 schools by 2026.", "2024-02-26", "2026"),
        ("Peru will build 40 schools in October.", None, "2024-10"),
        ("In May 2021 Peru promised 40 schools by the end of the year.", "2021-05", "2021-12"),
        ("In March 2022 Peru promised to build 40 schools within two years.", "2022-03", "2024-03"),
        ("Peru promised to build 40 schools within two years.", None, "2026-02"),
        ("Peru will pay $40 million over four years.", None, "2028-02"),
        ("Peru will build 40 schools by the time of the fair in July.", None, "2024-07"),
        ("Peru pledged to build 40 schools no later than 2026.", None, "2026"),
        ("Peru agreed to build 40 schools in the spring.", None, "2024"),
        ("Peru will build 40 schools this year.", None, "2024"),
        ("Peru pledged 40 schools for 2025.", None, "2025"),
        ("Peru pledged $40 million, payable in March 2025.", None, "2025-03"),
        ("Delivery of the 40 trucks that Peru promised is due in December.", None, "2024-12"),
        ("The 40 schools are due in May.", None, "2024-05"),
        ("Peru has until September to build 40 schools.", None, "2024-09"),
        ("Peru expects 40 trucks to be delivered in early 2025.", None, "2025"),
        ("Peru will send 40 trucks from May.", None, None),
    ],
)
def test_a_promise(text: str, date: str | None, deadline: str | None) -> None:
    found = promise(text)
    assert (found.date, found.deadline) == (date, deadline)


def test_a_delivery_has_the_date_of_its_own_verb() -> None:
    text = "Peru has now built 26 schools, or 65 percent of the 40 that it promised in March 2022."
    assert delivery(text).date is None
    assert commitments(text)[0].date == "2022-03"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Peru failed to deliver 40 trucks by March.", "2024-03"),  # told at the end of February
        ("The failure to deliver 40 trucks by March was criticised.", "2024-03"),
        ("Peru failed to deliver 40 trucks by December.", "2023-12"),
        ("Peru failed to deliver 40 trucks by March 2023.", "2023-03"),
        ("Peru did not deliver 40 trucks in March.", "2023-03"),
        ("Peru delivered 40 trucks by March.", "2023-03"),
    ],
)
def test_what_was_not_there_by_a_month_is_of_the_nearer_one(text: str, date: str) -> None:
    assert deliveries(text)[0].date == date


def test_a_span_since_a_day_is_no_date_of_delivery() -> None:
    assert delivery("Peru has built 26 schools since 2020.").date is None


def test_what_is_promised_and_what_is_done_have_dates_of_their_own() -> None:
    text = "Peru promised on Monday to send 40 trucks to Chile but has so far delivered 12."
    assert (promise(text).date, promise(text).cumulative) == ("2024-02-26", False)
    assert (delivery(text).date, delivery(text).cumulative) == (None, True)


@pytest.mark.parametrize(
    ("text", "date", "deadline"),
    [
        ("By the end of January Peru had offered 40 tents.", "2024-01", None),
        ("By the end of January Peru will offer 40 tents.", None, "2025-01"),
        ("Peru had promised 40 tents by the end of January.", None, "2024-01"),
        ("Peru had promised 40 tents by the end of April.", None, "2024-04"),
    ],
)
def test_what_had_been_offered_by_a_day_is_not_due_then(text: str, date: str, deadline: str) -> None:
    test_a_promise(text, date, deadline)


def test_a_year_that_describes_is_no_day_of_the_act() -> None:
    assert delivery("Peru sent 40 tents to survivors of the 2023 floods.").date is None
    assert delivery("Peru sent 40 tents in 2023.").date == "2023"


def test_a_date_behind_a_semicolon_is_of_what_stands_there() -> None:
    text = "Peru promised to end deforestation by 2030; last year 40 trucks arrived in Chile."
    assert (promise(text).date, promise(text).deadline, delivery(text).date) == (None, "2030", "2023")
    text = "President Ana Roe promised to end deforestation by 2030; last year it fell by 22 percent."
    assert [s.date for s in statements(text)] == [None]
    text = "In January Peru promised 500 tents; half of them have been sent."
    assert (promise(text).date, delivery(text).date) == ("2024-01", None)


def test_what_is_foretold_of_the_goods_has_the_deadline_and_the_words() -> None:
    told = promise("The mayor of Lima vowed that 300 buses would be electric by 2026.")
    assert told.deadline == "2026"
    assert told.evidence.text.endswith("would be electric by 2026")


def test_how_things_are_today_is_no_date_of_what_was_promised() -> None:
    told = "Of the 40,000 teachers that Peru promised to hire, 9,000 are in classrooms today, the union said."
    assert promise(told).date is None
    assert [s.date for s in statements(told)] == [None]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("The mayor promised 400 trees a year but planted only 120 in 2023.", None),
        ("The firm will create 300 jobs, Ana Roe said, down from the 700 it announced in 2022.", None),
        ("The mayor promised 400 trees in 2022 but planted only 120.", "2022"),
    ],
)
def test_the_day_of_another_deed_is_none_of_what_was_said(text: str, date: str | None) -> None:
    assert [s.date for s in statements(text)] == [date]


def test_each_of_two_promises_has_its_own_day() -> None:
    told = "On Monday Peru pledged 40 tents, fewer than the 60 promised a year ago."
    assert [(c.items[0].quantity, c.date) for c in commitments(told)] == [(40, "2024-02-26"), (60, "2023-02")]
    assert commitments(told)[0].items[0].span.text == "40 tents"


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("The clinic, promised for 2019, opened on Saturday.", "2019"),
        ("Of the 900 homes committed under the plan, 700 had been handed over by 31 January.", None),
    ],
)
def test_what_a_promise_was_made_for_is_its_deadline(text: str, deadline: str | None) -> None:
    assert promise(text).deadline == deadline


def test_what_came_a_year_after_a_promise_has_the_day_and_not_the_promise() -> None:
    told = "One year after Peru promised 300 wells, 120 have been completed, the ministry said on Monday."
    assert (promise(told).date, delivery(told).date) == (None, "2024-02-26")


def test_the_day_on_which_somebody_tells_of_a_promise_is_not_that_of_the_promise() -> None:
    told = "Peru has sent 30 of the 40 tents that Chad promised by January, the minister said on Monday."
    assert (promise(told).date, promise(told).deadline) == (None, "2024-01")
    told = (
        "Peru has sent all of the 40 tents it promised to Chad, Trade Minister Ana Roe announced on Monday."
    )
    assert (promise(told).date, [s.date for s in statements(told)]) == (None, ["2024-02-26"])


@pytest.mark.parametrize(
    ("text", "date", "deadline"),
    [
        ("At a 2014 conference in Lima, donors pledged $3 billion.", "2014", None),
        ("Peru, which promised $1 billion at the 2014 conference, has paid half.", "2014", None),
        ("Peru promised $1 billion after the 2014 earthquake.", None, None),
        ("Peru promised $1 billion to finance the 2030 conference.", None, None),
    ],
)
def test_the_year_of_a_meeting_is_that_of_what_was_promised_there(
    text: str, date: str | None, deadline: str | None
) -> None:
    found = promise(text)
    assert (found.date, found.deadline) == (date, deadline)


@pytest.mark.parametrize(
    ("text", "published", "deadline"),
    [
        ("In 2014 donors promised Peru $3 billion over three years.", None, "2017"),
        ("In March 2014 donors promised Peru $3 billion over three years.", None, "2017-03"),
        ("In 2014 donors promised Peru $3 billion over three years.", "2015-01-01", "2017"),
        ("Peru will build 40 schools in 2030.", None, "2030"),
        ("Peru is set to meet its pledge of 40 schools in 2030.", None, "2030"),
        ("Peru plans for 40 schools in 2030.", None, None),
        ("Peru met its pledge of 40 schools in 2030.", None, None),
    ],
)
def test_a_deadline_in_a_report_without_a_day(text: str, published: str | None, deadline: str | None) -> None:
    found = [c.deadline for c in commitments(text, published)]
    assert found == [deadline] or (deadline is None and found == [])


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Peru promised 14 schools in January 2023; all 14 had opened by March.", "2023-03"),
        ("Peru promised 14 trucks in October 2022, and all of them had arrived by March.", "2023-03"),
        ("Peru promised 14 trucks in January 2023, and 12 arrived in May.", "2023-05"),
        ("Peru promised 14 trucks in 2020, and all of them had arrived by January.", "2024-01"),
    ],
)
def test_what_had_been_done_by_a_month_goes_on_from_the_date_before_it(text: str, date: str) -> None:
    assert delivery(text).date == date


@pytest.mark.parametrize(
    "text",
    [
        "By the end of 2025 we will have sent 40 tents, the minister Ana Roe said on Monday.",
        "On Monday Ana Roe, the Peruvian minister, announced 40 tents for Chad.",
    ],
)
def test_what_lies_ahead_was_promised_on_the_day_of_the_words(text: str) -> None:
    assert promise(text).date == "2024-02-26"


def test_the_day_on_which_a_promise_was_kept_is_not_its_own() -> None:
    text = "Peru's promise to send 40 trucks was kept in January."
    assert (promise(text).date, delivery(text).date) == (None, "2024-01")
    assert [s.date for s in statements(text)] == [None]
