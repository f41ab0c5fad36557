"""Ranges count by both of their ends, and what only bounds is a range that is open on one side."""

import pytest
from tallystick.model.claims_format import claim_to_json
from tallystick.model.records_format import promise_to_json
from tallystick.reconcile import fold, why
from tallystick.reconcile.evaluation import evaluate

from factories import actor, commitment, delivery, item, reading

HOLM = actor("person:ida-holm", "Ida Holm", of="EU")
KYIV = actor("UKR")


def shells(quantity=None, **slots):
    return item("ammunition", quantity=quantity, unit="shell", **slots)


def promised(quantity=1000, **slots):
    return commitment("EU", "UKR", shells(quantity, **slots), deadline="2024-06")


def total(quantity=None, date="2024-01-01", source=HOLM, **slots):
    return delivery("EU", "UKR", shells(quantity, **slots), date=date, source=source, cumulative=True)


def one(*claims, as_of="2024-03-01"):
    (promise,) = fold([reading("a", *claims)], as_of).promises
    return promise


def ends(*claims, **asked):
    kept = one(promised(), *claims, **asked).fulfilled
    return (kept.low, kept.high)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ([total(300, bound="at_least")], (300, None)),
        ([total(300, bound="at_most")], (None, 300)),
        ([total(share=0.5, bound="at_most")], (None, 500)),
        ([total(share=0.3, share_max=0.4)], (300, 400)),
        # a bound that agrees with a figure says nothing new, whoever gives it
        ([total(340), total(300, source=KYIV, bound="at_least")], (340, 340)),
        ([total(340), total(500, source=KYIV, bound="at_most")], (340, 340)),
        ([total(340), total(300, "2024-02-01", bound="at_least")], (340, 340)),
        ([total(340), total(300, bound="at_least")], (340, 340)),
        # one that contradicts it moves the end as far as the bound
        ([total(340), total(400, source=KYIV, bound="at_least")], (340, 400)),
        ([total(340), total(300, source=KYIV, bound="at_most")], (300, 340)),
        ([total(340), total(400, "2024-02-01", bound="at_least")], (400, None)),
        # two bounds make a range
        ([total(300, bound="at_least"), total(500, source=KYIV, bound="at_most")], (300, 500)),
        ([total(300, bound="at_least"), total(500, "2024-02-01", bound="at_most")], (300, 500)),
        # what had arrived grows: an old "less than" bounds nothing later
        ([total(300, bound="at_most"), total(200, "2024-02-01", bound="at_least")], (200, None)),
    ],
)
def test_bounds_bound(told, found):
    assert ends(*told) == found


def test_increments_add_up_at_both_ends():
    more = delivery("EU", "UKR", shells(50, quantity_max=80), date="2024-02-01", source=HOLM)
    up_to = delivery("EU", "UKR", shells(20, bound="at_most"), date="2024-02-20", source=HOLM)
    assert ends(total(100, quantity_max=120), more, up_to) == (150, 220)


def test_less_than_the_whole_is_not_the_whole():
    assert one(promised(), total(1000, bound="at_most")).status == "partly"
    assert one(promised(), total(1000, bound="at_least")).status == "fulfilled"


def test_shares_of_a_range_are_of_its_far_ends():
    promise = one(promised(400, quantity_max=600), total(300))
    assert (promise.quantity, promise.quantity_max) == (400, 600)
    assert (promise.fulfilled.share_low, promise.fulfilled.share_high) == (0.5, 0.75)
    assert promise.title == "EU → Ukraine: 400–600 shells, by 2024-06"


def test_a_range_is_kept_with_its_lower_end():
    assert one(promised(400, quantity_max=600), total(400)).status == "fulfilled"


def test_the_projection_reaches_to_both_ends_of_a_range():
    promise = one(promised(400, quantity_max=600), total(100), total(200, "2024-02-10"), as_of="2024-02-20")
    assert promise.projection.date_low == "2024-04-30"
    assert promise.projection.date_high == "2024-07-19"


def test_a_range_of_money_has_two_values():
    pledge = commitment(
        "EU", "UKR", item("money", amount=249.33, amount_max=498.66, currency="CZK"), date="2024-06-27"
    )
    value = one(pledge, as_of=None).value
    assert (value.amount, value.amount_max) == (10.0, 20.0)


def test_a_title_says_that_its_figure_only_bounds():
    assert one(promised(500, bound="at_most")).title == "EU → Ukraine: ≤500 shells, by 2024-06"


def test_ranges_that_touch_contradict_nothing():
    agreeing = one(promised(), total(300, quantity_max=400), total(390, source=KYIV))
    assert agreeing.conflicts == ()
    apart = one(promised(), total(300, quantity_max=400), total(500, source=KYIV, bound="at_least"))
    assert [c.what for c in apart.conflicts] == ["giver says 300 to 400, recipient says at least 500"]


@pytest.mark.parametrize(
    ("slots", "field", "value"),
    [
        ({"quantity": 300, "bound": "at_least"}, "fulfilled.low", 300),
        ({"quantity": 300, "bound": "at_most"}, "fulfilled.high", 300),
        ({"quantity": 300, "quantity_max": 400}, "fulfilled.high", 400),
        ({"share": 0.3, "share_max": 0.4}, "fulfilled.high", 400),
        ({"share": 0.5, "bound": "at_most"}, "fulfilled.share_high", 0.5),
    ],
)
def test_an_end_is_walked_back_to_its_sentence(slots, field, value):
    report = reading("a", promised(), total(**slots))
    (promise,) = fold([report]).promises
    (derivation,) = why(promise, field, [report])
    assert (derivation.value, evaluate(derivation)) == (value, value)


def test_an_open_end_has_nothing_to_explain():
    report = reading("a", promised(), total(300, bound="at_least"))
    (promise,) = fold([report]).promises
    assert why(promise, "fulfilled.high", [report]) == ()


def test_a_step_says_that_its_figure_only_bounds():
    report = reading("a", promised(), total(300, bound="at_least"))
    (promise,) = fold([report]).promises
    (low,) = why(promise, "fulfilled.low", [report])
    assert low.parts[0].parts[0].label == "in all at least, says Ida Holm, 2024-01-01"


def test_whoever_only_bounds_is_shown_beside_the_range():
    report = reading("a", promised(), total(340), total(300, source=KYIV, bound="at_least"))
    (promise,) = fold([report]).promises
    (low,) = why(promise, "fulfilled.low", [report])
    assert [(one.value, one.note) for one in low.left_out] == [
        (300, "left out: it only bounds what the others say")
    ]


def test_the_formats_write_what_is_there_and_leave_out_what_is_not():
    promise = one(promised(400, quantity_max=600), total(300, bound="at_least"))
    record = promise_to_json(promise)
    assert (record["quantity_max"], record["deliveries"][0]["bound"]) == (600, "at_least")
    assert "bound" not in record
    assert "quantity_max" not in promise_to_json(one(promised()))
    (claim,) = reading("a", total(300)).claims
    assert {"bound", "amount_max", "share_max"}.isdisjoint(claim_to_json(claim)["items"][0])


def test_a_share_without_a_whole_is_one_of_what_the_promise_is_a_share_of():
    half = commitment("EU", "UKR", shells(520, share=0.52, share_of=1000), deadline="2024-06")
    report = reading("a", half, total(share=0.3))
    (promise,) = fold([report]).promises
    assert promise.fulfilled.low == 300
    (low,) = why(promise, "fulfilled.low", [report])
    assert evaluate(low) == 300
    assert [part.label for part in low.parts[0].parts[0].parts] == ["share", "the whole"]
