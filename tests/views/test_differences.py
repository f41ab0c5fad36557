from collections import Counter
from dataclasses import replace

import pytest
from tallystick.model.differences import Change, Difference, Differences
from tallystick.views.differences import differences_view
from tallystick.views.history import Evidence

DAYS = ("2024-01-01", "2024-12-31")


@pytest.fixture
def evidence(document, promise, delivery):
    return {claim.id: Evidence(claim, document) for claim in (promise, delivery)}


def told(*found, of=None):
    return Differences(found, of or Counter(one.kind for one in found))


def changed(promise, *changes, **fields):
    return Difference("changed", promise, promise, changes, (), (), **fields)


def test_nothing_changed(shown):
    assert shown(differences_view(told(), ("2024-01-01", None), {})) == [
        "Nothing changed from 2024-01-01 to now."
    ]


def test_what_is_not_shown_is_counted(kept_promise, shown):
    change = Change("status", "open", "overdue", "day", ())
    some = told(changed(kept_promise, change), of={"gone": 2, "changed": 1200})
    assert " ".join(shown(differences_view(some, DAYS, {}))[-2:]) == (
        "1,200 changed, 2 gone from 2024-01-01 to 2024-12-31; the first 1 are shown, --limit 0 shows all"
    )


def test_before_and_after_stand_side_by_side_above_the_sentence(kept_promise, evidence, delivery, shown):
    change = Change("fulfilled", None, (60.0, 90.0), "reports", (delivery.id,))
    assert shown(differences_view(told(changed(kept_promise, change)), DAYS, evidence))[1:] == [
        "changed  Aland → Bergen: 200 pumps, by 2024-12-31  b0b0b0b0",
        "",
        "fulfilled   nothing known                         →  60 – 90",
        "            By May about 60 pumps had arrived, Bergen said.",
        "            — NPA · 2024-06-05 · en · pumps  de11de11",
        "",
        "1 changed from 2024-01-01 to 2024-12-31",
    ]


@pytest.mark.parametrize(
    ("change", "row"),
    [
        (Change("status", "open", "overdue", "day", ()), "status      open  →  overdue"),
        (Change("status", "open", "fulfilled_late", "day", ()), "status      open  →  fulfilled late"),
        (Change("quantity", None, 1200.0, "day", ()), "quantity    none  →  1,200"),
        (Change("deadline", "2024", "2024-06", "day", ()), "deadline    2024  →  2024-06"),
        (Change("fulfilled", (5.0, 5.0), None, "day", ()), "fulfilled   5  →  nothing known"),
        (Change("conflicts", (), ("a says 1",), "day", ()), "conflicts   none  →  a says 1"),
    ],
)
def test_each_field_is_written_in_its_own_way(kept_promise, change, row, shown):
    lines = shown(differences_view(told(changed(kept_promise, change)), DAYS, {}))
    assert any(" ".join(line.split()) == " ".join(row.split()) for line in lines)


def test_money_stands_with_its_currency_and_bare_shares_in_per_cent(kept_promise, shown):
    change = Change("fulfilled", None, (0.2, 0.3), "day", ())
    money = replace(kept_promise, quantity=None, amount=5e8, currency="EUR")
    assert any(
        "EUR 0.2 – EUR 0.3" in line
        for line in shown(differences_view(told(changed(money, change)), DAYS, {}))
    )
    shares = replace(kept_promise, fulfilled=replace(kept_promise.fulfilled, low=None, high=None))
    assert any("20–30%" in line for line in shown(differences_view(told(changed(shares, change)), DAYS, {})))


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("day", "no new report: the day alone changed it"),
        ("judgements", "no new report: what people decided changed it"),
        ("links", "no new report: others showed that its claims belong elsewhere"),
    ],
)
def test_what_no_report_changed_says_what_did(kept_promise, reason, words, shown):
    change = Change("status", "open", "overdue", reason, ())
    assert " " * 12 + words in shown(differences_view(told(changed(kept_promise, change)), DAYS, {}))


def test_new_and_vanished_promises_and_judgements(kept_promise, evidence, delivery, shown):
    found = [
        Difference("new", None, kept_promise, (), (delivery.id,) * 7, ("pumps",), ("j1234567890",)),
        Difference("gone", replace(kept_promise, title="Old"), kept_promise, (), (), ()),
    ]
    lines = shown(differences_view(told(*found), DAYS, evidence))
    assert "new  Aland → Bergen: 200 pumps, by 2024-12-31  b0b0b0b0" in lines
    assert " " * 12 + "and 2 more sentences" in lines
    assert "decided in between: j1234567" in lines
    assert "gone  Old  b0b0b0b0" in lines
    assert "now part of: Aland → Bergen: 200 pumps, by 2024-12-31" in lines
    assert lines[-1] == "1 new, 1 gone from 2024-01-01 to 2024-12-31"
