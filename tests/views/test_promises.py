from dataclasses import replace

import pytest
from tallystick.model.records import Fulfilled
from tallystick.views.promises import promised_text, promises_view, status_cell, target_text

SIDES = {"giver": None, "recipient": None, "third_party": None}


def test_promises_stand_in_a_table(kept_promise, shown):
    assert shown(promises_view([kept_promise], "2025-01-12"), width=98) == [
        "PROMISE                                WHEN           KEPT               STATUS",
        "",
        "Aland → Bergen                         2024-03        ▓▓▒▒░░░░ 30–45%    overdue          b0b0b0b0",
        "200 pumps · 1 source in 2 reports      by 2024-12-31  60–90              12 days late",
        "",
        "1 promise as of 2025-01-12",
    ]


def test_years_late_stand_in_one_line(kept_promise, shown):
    late = replace(kept_promise, days_late=1046)
    assert shown(promises_view([late], None), width=80)[3].endswith("1,046 days late")


def test_an_empty_ledger_says_so(shown):
    assert shown(promises_view([], "2024-01-01")) == ["No promises in this ledger as of 2024-01-01."]
    assert shown(promises_view([], None)) == ["No promises in this ledger."]


def test_what_is_not_known_is_said(kept_promise, shown):
    vague = replace(
        kept_promise, title="unnamed: pumps", actors=(), recipients=(), promised=None, deadline=None, quantity=None,
        history=(), fulfilled=None, status="open", days_late=None, voices=2,
    )  # fmt: skip
    lines = shown(promises_view([vague, vague], None), width=98)
    assert lines[2:4] == [
        "somebody                               no date        nothing known      open             b0b0b0b0",
        "pumps · 2 sources                      no deadline",
    ]
    assert lines[-1] == "2 promises"


def test_a_promise_without_a_day_of_its_own_stands_with_the_day_of_its_first_report(kept_promise, shown):
    (first,) = kept_promise.history
    refused = replace(first, date="2024-02-01", stage="refusal")
    told = replace(kept_promise, promised=None, history=(refused, replace(first, date="2025-07-08")))
    assert promised_text(told) == "reported 2025-07-08"
    assert promised_text(replace(told, stage="refusal")) == "reported 2024-02-01"
    assert promised_text(replace(told, promised="2024-03")) == "2024-03"
    lines = shown(promises_view([told], None), width=98)
    assert [line[39:54].rstrip() for line in lines[2:5]] == ["reported", "2025-07-08", "by 2024-12-31"]


def test_deliveries_without_a_target_are_shown_as_figures(kept_promise, shown):
    arrived = Fulfilled(60, 60, None, None, SIDES, (60, 60))
    lines = shown(promises_view([replace(kept_promise, quantity=None, fulfilled=arrived)], None))
    assert lines[2].split() == ["Aland", "→", "Bergen", "2024-03", "60", "overdue", "b0b0b0b0"]


@pytest.mark.parametrize(
    ("slots", "text"),
    [
        ({}, "200 pumps"),
        ({"title": "Aland → Bergen: 200 water pumps, by 2024-12-31"}, "200 water pumps"),
        ({"title": "Aland: ≥200–300 pumps", "recipients": (), "deadline": None}, "≥200–300 pumps"),
        ({"title": "unnamed → Bergen: EUR 500m, by 2024-12-31", "actors": ()}, "EUR 500m"),
        ({"amount": 2e6, "amount_max": 3e6, "currency": "EUR"}, "200 pumps, EUR 2m–3m"),
    ],
)
def test_what_was_promised_is_called_as_in_its_title(kept_promise, slots, text):
    assert target_text(replace(kept_promise, **slots)) == text


def test_a_range_that_is_open_on_one_side_is_shown_as_such(kept_promise, shown):
    for low, high, text in ((60, None, "≥60"), (None, 60, "≤60")):
        arrived = Fulfilled(low, high, low and 0.3, high and 0.3, SIDES, (60, 60))
        lines = shown(promises_view([replace(kept_promise, fulfilled=arrived)], None), width=98)
        assert f"{text[0]}30%" in lines[2]
        assert f" {text} " in lines[3]


def test_sums_that_arrived_are_sums(kept_promise, shown):
    arrived = Fulfilled(1e6, 2e6, 0.1, 0.2, SIDES, (1e6, 2e6))
    money = replace(kept_promise, quantity=None, amount=1e7, currency="EUR", fulfilled=arrived)
    assert "1m–2m" in shown(promises_view([money], None))[3]


def test_one_day_late_is_one_day(kept_promise):
    late = replace(kept_promise, status="fulfilled_late", days_late=1)
    assert status_cell(late).plain == "fulfilled late\n1 day late"


@pytest.mark.parametrize("width", [60, 80, 160])
def test_every_width_is_kept(kept_promise, shown, width):
    assert max(map(len, shown(promises_view([kept_promise], None), width))) <= width


def test_what_most_reports_speak_of_comes_first(kept_promise, shown):
    rare = replace(kept_promise, id="a" * 16, documents=("pumps",))
    lines = shown(promises_view([rare, kept_promise, replace(rare, id="c" * 16)], None))
    ids = [line.split()[-1] for line in lines if line.startswith("Aland")]
    assert ids == ["b0b0b0b0", "aaaaaaaa", "cccccccc"]


def test_an_order_that_somebody_chose_stays(kept_promise, shown):
    rare = replace(kept_promise, id="a" * 16, documents=("pumps",))
    lines = shown(promises_view([rare, kept_promise], None, total=7888, is_sorted=True))
    assert [line.split()[-1] for line in lines if line.startswith("Aland")] == ["aaaaaaaa", "b0b0b0b0"]
    assert lines[-1] == "2 of 7,888 promises; --limit 0 shows all"
