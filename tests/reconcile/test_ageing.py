"""What the passing of days alone does to a promise."""

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st
from tallystick.reconcile import fold
from tallystick.reconcile.ageing import aged, days_of_change

from factories import commitment, delivery, item, reading

TOLD = reading(
    "a",
    commitment("DEU", "MDA", item("vehicles", quantity=40, unit="bus"), deadline="2024-06", words="forty"),
    delivery("DEU", "MDA", item("vehicles", quantity=10, unit="bus"), date="2024-05-07", words="ten"),
    published="2024-05-20",
)
PACKAGE = reading(
    "b",
    commitment("FRA", "UKR", item("ammunition", quantity=500_000, unit="shell"), words="500,000 shells"),
    commitment(
        "FRA", "UKR", item("ammunition", "the first 180,000 shells", quantity=180_000, unit="shell"),
        deadline="2024-03", words="the first 180,000 shells",
    ),
    published="2024-02-01",
)  # fmt: skip


def on(told, day):
    return fold([told], day).promises[0]


def test_a_promise_changes_by_itself_after_its_deadline_and_when_a_delivery_begins_to_count():
    assert set(days_of_change(on(TOLD, "2024-05-20"))) == {date(2024, 7, 1), date(2024, 5, 7)}


def test_what_is_overdue_grows_later():
    july = on(TOLD, "2024-07-01")
    assert (july.status, july.days_late) == ("overdue", 1)
    assert aged(july, date(2024, 7, 20)) == on(TOLD, "2024-07-20")
    assert aged(july, date(2024, 7, 20)).days_late == 20


def test_what_is_open_stays_as_it_is():
    assert aged(on(TOLD, "2024-05-20"), date(2024, 6, 30)) == on(TOLD, "2024-06-30")


def test_a_part_grows_later_with_its_whole():
    whole = on(PACKAGE, "2024-04-01")
    assert [part.promise.days_late for part in whole.parts] == [1]
    assert date(2024, 4, 1) in set(days_of_change(on(PACKAGE, "2024-02-01")))
    assert aged(whole, date(2024, 5, 1)) == on(PACKAGE, "2024-05-01")


totals = st.tuples(
    st.integers(1, 39),
    st.sampled_from(["2024-02", "2024-03-10", "2024-04", "2024-05", "2024", None]),
    st.sampled_from(["2024-01-20", "2024-03-15", "2024-05-01", None]),
    st.booleans(),
).filter(lambda told: told[1:3] not in [("2024", None), ("2024-05", None)])  # not known by the first day


@given(st.lists(totals, max_size=6), st.sampled_from([None, "2024-04", "2024-12"]), st.integers(0, 900))
def test_days_alone_do_to_a_promise_what_folding_it_anew_shows(told, deadline, later):
    promised = commitment("DEU", "MDA", item("vehicles", quantity=40, unit="bus"), deadline=deadline)
    arrived = [
        reading(
            f"r{n}",
            delivery(
                "DEU", "MDA", item("vehicles", quantity=number, unit="bus"),
                date=day, words=f"word {n}", cumulative=is_total,
            ),
            published=published,
        )
        for n, (number, day, published, is_total) in enumerate(told)
    ]  # fmt: skip
    known = [reading("a", promised, published="2024-01-10"), *arrived]
    first = date(2024, 5, 3)
    day = first + timedelta(days=later)
    (before,) = fold(known, first.isoformat()).promises
    assume(not any(first < change <= day for change in days_of_change(before)))
    assert [aged(before, day)] == list(fold(known, day.isoformat()).promises)
