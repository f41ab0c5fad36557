"""What the passing of days alone does to a promise."""

from datetime import date

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
