"""What came of the parts of a promise counts for the whole, and only once."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tallystick.model.records_format import promise_to_json
from tallystick.reconcile import fold, why
from tallystick.reconcile.cells import fold_cell, touched
from tallystick.reconcile.evaluation import evaluate
from tallystick.reconcile.fold import merged, question_of
from tallystick.reconcile.memory import Memory
from tallystick.reconcile.spreading import affected

from factories import actor, commitment, delivery, item, reading

PRAGUE = actor("CZE")


def shells(quantity, words=None, **slots):
    return item("ammunition", words, quantity=quantity, unit="shell", **slots)


WHOLE = commitment("CZE", "UKR", shells(500_000), deadline="2024-12")
PART = commitment("DEU", "UKR", shells(180_000, "the first 180,000 shells"))
PLAN = reading("plan", WHOLE, PART, published="2024-03-01")


def sent(by, quantity, date, **slots):
    figures = {name: slots.pop(name) for name in ("quantity_max", "bound") if name in slots}
    return delivery(by, "UKR", shells(quantity, **figures), date=date, **slots)


def told(*claims):
    return [PLAN, reading("news", *claims, published="2024-10-01")]


def whole(*claims, as_of=None):
    return next(p for p in fold(told(*claims), as_of).promises if p.quantity == 500_000)


def ends(*claims):
    kept = whole(*claims).fulfilled
    return kept and (kept.low, kept.high)


def test_what_came_of_a_part_counts_for_the_whole():
    promise = whole(sent("DEU", 60_000, "2024-05-01"))
    assert [(p.promise.title, p.low, p.high, p.as_of) for p in promise.parts] == [
        ("Germany → Ukraine: 180,000 shells", 60_000, 60_000, "2024-05-01")
    ]
    assert (promise.fulfilled.low, promise.fulfilled.share_low, promise.status) == (60_000, 0.12, "partly")


def test_a_part_stays_a_promise_of_its_own():
    found = {p.quantity: p for p in fold(told(sent("DEU", 60_000, "2024-05-01"))).promises}
    assert found[180_000].fulfilled.low == 60_000
    assert set(found[500_000].claims).isdisjoint(c for d in found[180_000].deliveries for c in d.claims)


def test_it_is_not_counted_beside_a_total_that_holds_it():
    total = sent("CZE", 100_000, "2024-06-01", source=PRAGUE, cumulative=True)
    assert ends(sent("DEU", 60_000, "2024-05-01"), total) == (100_000, 100_000)


def test_more_of_the_parts_than_the_total_says_widens_the_range():
    total = sent("CZE", 40_000, "2024-06-01", source=PRAGUE, cumulative=True)
    assert ends(sent("DEU", 60_000, "2024-05-01"), total) == (40_000, 60_000)


def test_nothing_known_of_a_part_adds_nothing():
    assert ends() is None
    assert [(p.low, p.high) for p in whole().parts] == [(None, None)]


def test_a_range_and_a_bound_of_a_part_are_those_of_the_whole():
    assert ends(sent("DEU", 60_000, "2024-05-01", quantity_max=70_000)) == (60_000, 70_000)
    assert ends(sent("DEU", 60_000, "2024-05-01", bound="at_least")) == (60_000, None)
    assert ends(sent("DEU", 60_000, "2024-05-01", bound="at_most")) == (None, 60_000)


def test_what_comes_later_than_the_day_asked_for_does_not_count():
    early = [PLAN, reading("news", sent("DEU", 60_000, "2024-05-01"), published="2024-04-01")]
    promise = next(p for p in fold(early, "2024-04-10").promises if p.quantity == 500_000)
    assert promise.fulfilled is None


def test_a_part_counted_in_something_else_is_shown_and_adds_nothing():
    package = commitment("USA", "UKR", item("money", amount=3e8, currency="USD"), shells(9000))
    report = reading("a", package, sent("USA", 500, "2024-05-01"))
    money = next(p for p in fold([report]).promises if p.amount)
    assert [(p.promise.quantity, p.low) for p in money.parts] == [(9000, None)]
    assert money.fulfilled is None


def test_the_figure_is_walked_back_to_the_sentence_about_the_part():
    readings = told(sent("DEU", 60_000, "2024-05-01"))
    promise = next(p for p in fold(readings).promises if p.quantity == 500_000)
    (low,) = why(promise, "fulfilled.low", readings)
    assert (low.value, evaluate(low)) == (60_000, 60_000)
    (account,) = low.parts
    assert account.label == "its parts, as of 2024-05-01"
    assert account.parts[0].label == "of its part “Germany → Ukraine: 180,000 shells”"
    assert evaluate(why(promise, "status", readings)[0]) == "partly"


def test_the_record_names_its_parts():
    record = promise_to_json(whole(sent("DEU", 60_000, "2024-05-01")))
    (part,) = record["parts"]
    assert (part["title"], part["low"], part["high"], part["as_of"]) == (
        "Germany → Ukraine: 180,000 shells", 60_000, 60_000, "2024-05-01",
    )  # fmt: skip
    assert part["claim"] in {claim.id for claim in PLAN.claims}
    assert "parts" not in promise_to_json(fold([reading("a", WHOLE)]).promises[0])


deliveries = st.builds(
    sent,
    st.sampled_from(["DEU", "CZE", ()]),
    st.sampled_from([60_000, 70_000, 180_000, 500_000]),
    st.sampled_from([None, "2024-04-01", "2024-05-01"]),
    cumulative=st.booleans(),
)
plans = st.sampled_from(
    [
        (WHOLE, PART),
        (PART,),
        (WHOLE,),
        (
            commitment("FRA", "UKR", shells(900_000)),
            commitment("CZE", "UKR", shells(500_000, "a first 500,000")),
        ),
    ]
)
reports = st.lists(st.tuples(plans, st.lists(deliveries, max_size=2)), min_size=1, max_size=5).map(
    lambda told: [
        reading(f"d{i}", *plan, *some, published=f"2024-0{i + 1}-01") for i, (plan, some) in enumerate(told)
    ]
)


@settings(max_examples=80, deadline=None)
@given(reports)
def test_with_parts_too_the_whole_is_the_union_of_its_cells(readings):
    question = question_of([r.document for r in readings], None)
    cells = {cell for r in readings for cell in touched(r)}
    folds = [fold_cell(cell, Memory(readings), question) for cell in sorted(cells)]
    assert merged(folds) == fold(readings)


@settings(max_examples=80, deadline=None)
@given(reports)
def test_a_new_report_on_a_part_changes_the_cell_of_the_whole(readings):
    *before, new = readings
    question = question_of([r.document for r in readings], None)
    changed = affected(touched(new), Memory(readings))
    for cell in {cell for r in before for cell in touched(r)} - changed:
        assert fold_cell(cell, Memory(before), question) == fold_cell(cell, Memory(readings), question)
