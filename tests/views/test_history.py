from dataclasses import replace

import pytest
from tallystick.model.records import Conflict, Contribution, Projection, Value
from tallystick.views.history import Evidence, part_text, promise_view


@pytest.fixture
def evidence(document, promise, delivery):
    return {claim.id: Evidence(claim, document) for claim in (promise, delivery)}


def test_a_promise_stands_with_every_sentence_behind_it(kept_promise, evidence, shown):
    assert shown(promise_view(kept_promise, evidence)) == [
        "Aland → Bergen: 200 pumps, by 2024-12-31",
        "b0b0b0b0b0b0b0b0 · 1 source in 2 reports",
        "",
        "overdue         ▓▓▒▒░░░░ 30–45%",
        "12 days late    60–90",
        "Leaves unsaid: recipient",
        "",
        "PROMISED " + "─" * 81,
        "2024-03     pledge  200 pumps  by 2024-12-31",
        "            In March the Republic of Aland promised the town of Bergen 200 water  c0ffee00",
        "            pumps by the end of 2024.",
        "            — NPA · 2024-06-05 · en · pumps",
        "",
        "DONE " + "─" * 85,
        "2024-05     30% = 60 pumps  possible  in all  says Bergen (recipient)",
        "            By May about 60 pumps had arrived, Bergen said.                       de11de11",
        "            — NPA · 2024-06-05 · en · pumps",
        "",
        "Contradiction: 60 and 90 pumps  de11de11, c0ffee00",
        "",
    ]


def test_the_day_of_a_report_is_told_to_be_one(kept_promise, evidence, document, promise, shown):
    undated = evidence | {promise.id: Evidence(replace(promise, date=None), document)}
    told = replace(kept_promise, history=(replace(kept_promise.history[0], date="2024-06-05"),))
    assert "2024-06-05  pledge  200 pumps  by 2024-12-31  day of the report" in shown(
        promise_view(told, undated)
    )
    assert not any("day of the report" in line for line in shown(promise_view(told, evidence)))


def test_a_promise_of_which_nothing_arrived_has_no_deliveries(kept_promise, evidence, shown):
    bare = replace(kept_promise, deliveries=(), conflicts=(), missing=())
    lines = shown(promise_view(bare, evidence))
    assert not any(line.startswith(("DONE", "Contradiction", "Leaves")) for line in lines)


def test_a_denied_delivery_in_the_authors_voice(kept_promise, evidence, shown):
    denied = replace(
        kept_promise.deliveries[0], negated=True, said_by=None, side="third_party", share=None, quantity=None,
        factuality="certain", cumulative=False,
    )  # fmt: skip
    lines = shown(promise_view(replace(kept_promise, deliveries=(denied,)), evidence))
    assert "2024-05     not  no figure  says the author (third party)" in lines


def test_contradictions_are_printed_safely(kept_promise, evidence, shown):
    evil = replace(kept_promise, conflicts=(Conflict("\x1b]0;x", ()),))
    assert not any("\x1b" in line for line in shown(promise_view(evil, evidence)))


@pytest.mark.parametrize(
    ("value", "unvalued", "line"),
    [
        (
            Value(34_733_084.67, "EUR", 24.933, "2024-06-27"),
            None,
            "Worth EUR 34,733,085 at CZK 24.933 for one euro on 2024-06-27 (European Central Bank)",
        ),
        (None, "currency unknown", "No value in euros: currency unknown"),
        (Value(5e8, "EUR", 1.0, None), None, None),
        (None, None, None),
    ],
)
def test_what_a_sum_was_worth(kept_promise, evidence, shown, *, value, unvalued, line):
    money = replace(kept_promise, currency="CZK", value=value, unvalued=unvalued)
    lines = [told for told in shown(promise_view(money, evidence)) if told.startswith(("Worth", "No value"))]
    assert lines == ([line] if line else [])


@pytest.mark.parametrize(
    ("low", "high", "line"),
    [
        ("2024-11-16", "2024-11-28", "At this pace kept between 2024-11-16 and 2024-11-28"),
        ("2024-11-16", "2024-11-16", "At this pace kept on 2024-11-16"),
        ("2024-11-16", None, "At this pace kept on 2024-11-16 at the earliest"),
    ],
)
def test_when_the_pace_would_bring_the_whole(kept_promise, evidence, shown, *, low, high, line):
    paced = replace(kept_promise, projection=Projection(low, high))
    assert line in shown(promise_view(paced, evidence))


@pytest.mark.parametrize(
    ("low", "high", "is_known", "text"),
    [
        (60.0, 60.0, True, "adds 60"),
        (60.0, None, True, "adds ≥60"),
        (None, None, True, "counted in something else"),
        (None, None, False, "nothing known to have come"),
    ],
)
def test_parts_stand_below_the_whole_with_what_they_add(kept_promise, low, high, is_known, text):
    part = replace(
        kept_promise, title="Bergen: 80 pumps", fulfilled=kept_promise.fulfilled if is_known else None
    )
    contribution = Contribution(part, part.claims[0], low, high, "2024-05-01")
    assert part_text(replace(kept_promise, parts=(contribution,)), contribution) == text


def test_the_parts_are_a_section_of_their_own(kept_promise, shown):
    part = replace(kept_promise, id="c0c0c0c0c0c0c0c0", title="Bergen: 80 pumps")
    whole = replace(
        kept_promise,
        history=(),
        deliveries=(),
        conflicts=(),
        parts=(Contribution(part, part.claims[0], 60.0, 60.0, "2024-05-01"),),
    )
    lines = shown(promise_view(whole, {}))
    heading = next(i for i, line in enumerate(lines) if line.startswith("PARTS OF IT"))
    assert lines[heading + 1].split() == ["2024-03", "Bergen:", "80", "pumps", "c0c0c0c0"]
    assert lines[heading + 2].split() == ["2024-05-01", "adds", "60"]
