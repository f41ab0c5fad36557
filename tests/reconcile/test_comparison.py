"""Registers held against reports: what both know, what one knows alone, and where they differ."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tallystick.model import Reader
from tallystick.model.claims_format import claim_id
from tallystick.reconcile.comparison import compared, compared_to_json, counted, register_of, registers_in

from factories import commitment, delivery, item, reading

BUSES = {"category": "vehicles", "unit": "bus"}


def buses(quantity, by="DEU", **slots):
    return commitment(by, "UKR", item(quantity=quantity, **BUSES), **slots)


def sent(quantity, by="DEU", **slots):
    return delivery(by, "UKR", item(quantity=quantity, **BUSES), cumulative=True, **slots)


def row(name, *claims, register="kiel", **fields):
    """A reading as a register makes it."""
    made = reading(f"{register}:{name}", *claims, **fields)
    reader = Reader(f"register:{register}", "1", "f", f"register.{register}")
    own = [replace(claim, reader=reader) for claim in made.claims]
    return replace(made, claims=tuple(replace(c, id=claim_id(made.document.id, c)) for c in own))


REPORT = reading("report", buses(40, deadline="2024-06"), sent(10), published="2024-01-10")
ROW = row("1", buses(40), sent(25), published="2024-01-12")


def by_field(one):
    return {d.field: (d.register, d.reports) for d in one.differences}


def test_figures_that_differ_stand_side_by_side():
    [one] = compared([REPORT, ROW])
    assert one.found == "both"
    assert by_field(one) == {
        "deadline": (None, "2024-06"),
        "fulfilled.low": (25, 10),
        "fulfilled.high": (25, 10),
    }
    assert ("actors", "DEU in both") in [(b.feature, b.detail) for b in one.because]
    assert ("quantity", "40 in both") in [(b.feature, b.detail) for b in one.because]
    assert {w.document for w in one.register_says} == {"kiel:1"}
    assert {w.document for w in one.reports_say} == {"report"}


def test_figures_within_the_tolerance_do_not_differ():
    [one] = compared([reading("r", buses(1000), sent(500)), row("1", buses(1010), sent(508))])
    assert one.differences == ()


def test_what_only_one_of_them_knows():
    alone, other = row("2", buses(7, by="FRA")), reading("r2", buses(500, by="USA"))
    found = compared([REPORT, ROW, alone, other])
    assert [c.found for c in found] == ["both", "register_only", "reports_only"]
    assert counted(found) == {"both": 1, "register_only": 1, "reports_only": 1}
    [_, ours, theirs] = found
    assert (ours.register.documents, ours.reports) == (("kiel:2",), None)
    assert (theirs.register, theirs.reports.documents) == (None, ("r2",))


def test_a_register_that_only_tells_of_deliveries_is_held_against_what_reports_say_was_promised():
    [one] = compared([reading("r", buses(40), sent(10)), row("1", sent(30))])
    assert one.found == "both"
    assert by_field(one) == {"fulfilled.low": (30, 10), "fulfilled.high": (30, 10)}
    assert [w.document for w in one.register_says] == ["kiel:1"]


def test_pairs_that_are_left_to_a_person_are_given_with_their_reasons():
    again = row("1", buses(40, words="an additional 40 buses"), published="2024-09-01")
    told = reading("r", buses(40), published="2024-01-10")
    [one] = compared([told, again])
    assert one.found == "perhaps"
    assert "new_money" in [b.feature for b in one.because]
    assert ([w.document for w in one.register_says], [w.document for w in one.reports_say]) == (
        ["kiel:1"],
        ["r"],
    )


def test_what_differs_in_its_figure_alone_may_be_the_same():
    told = reading("r", buses(45, date="2024-03-02"), published="2024-03-04")
    [one] = compared([told, row("1", buses(40, date="2024-02-20"))])
    assert one.found == "perhaps"
    assert by_field(one) == {"quantity": (40, 45)}
    assert [(b.feature, b.detail) for b in one.because] == [
        ("parties", "Germany, Ukraine in both"),
        ("rival_figures", "40 in the register, 45 in the reports"),
    ]


@pytest.mark.parametrize(
    "other",
    [
        [buses(45, by="FRA", date="2024-02-20")],  # of somebody else
        [buses(90, date="2024-02-20")],  # more than half as many again
        [buses(45, date="2024-05-20")],  # months later
        [buses(45)],  # of no day
        [commitment("DEU", "UKR", item("vehicles", quantity=45, unit="truck"), date="2024-02-20")],
        [commitment("DEU", (), item(quantity=45, **BUSES), date="2024-02-20")],  # nobody said to receive
        [buses(45, date="2024-02-20"), buses(48, date="2024-02-20")],  # two may be meant
    ],
)
def test_what_else_differs_or_is_not_alone_stays_on_its_side(other):
    found = compared([reading("r", *other), row("1", buses(40, date="2024-02-20"))])
    assert {c.found for c in found} == {"register_only", "reports_only"}


def test_one_register_of_several():
    other = row("9", buses(3, by="FRA"), register="sipri")
    readings = [REPORT, ROW, other]
    assert registers_in(readings) == ("kiel", "sipri")
    assert register_of(REPORT) is None
    assert len(compared(readings, "kiel")) == 1
    assert [c.found for c in compared(readings, "sipri")] == ["register_only", "reports_only"]


def test_as_of_a_day():
    assert [c.found for c in compared([REPORT, ROW], as_of="2024-01-11")] == ["reports_only"]


def test_the_json_has_the_words_of_both():
    written = compared_to_json(compared([REPORT, ROW])[0])
    assert list(written) == [
        "format", "found", "title", "register", "reports", "differences", "because", "register_says", "reports_say",
    ]  # fmt: skip
    assert written["format"] == "tally-comparison/1"
    assert written["register"]["documents"] == ["kiel:1"]
    assert written["register"]["claims"] == sorted(c.id for c in ROW.claims)
    assert {"field": "fulfilled.low", "register": 25, "reports": 10} in written["differences"]
    words = written["register_says"][0]
    assert (words["document"], words["published"]) == ("kiel:1", "2024-01-12")
    assert words["text"] in ("will send", "has sent")


tellings = st.lists(
    st.tuples(st.booleans(), st.sampled_from([7, 40, 500]), st.sampled_from(["DEU", "EU"]), st.booleans()),
    min_size=1,
    max_size=6,
).map(
    lambda told: [
        (row if official else reading)(f"d{number}", (sent if arrived else buses)(quantity, by=by))
        for number, (official, quantity, by, arrived) in enumerate(told)
    ]
)


@settings(deadline=None)
@given(tellings, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_reports_changes_nothing(readings, random):
    assert compared(random.sample(readings, len(readings))) == compared(readings)


@settings(deadline=None)
@given(tellings)
def test_every_promise_stands_on_the_sides_that_tell_of_it(readings):
    for one in compared(readings):
        sides = (bool(one.register_says), bool(one.reports_say))
        assert (
            sides
            == {
                "both": (True, True),
                "perhaps": (True, True),
                "register_only": (True, False),
                "reports_only": (False, True),
            }[one.found]
        )
        assert all(w.document.startswith("kiel:") for w in one.register_says)
        assert not any(w.document.startswith("kiel:") for w in one.reports_say)


@pytest.mark.parametrize("readings", [[], [ROW], [REPORT]])
def test_nothing_to_compare(readings):
    assert all(c.found in ("register_only", "reports_only") for c in compared(readings))
