"""Every figure of a record is what its steps come to, down to claims that state it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tallystick.errors import SettingError
from tallystick.model.claims_format import claim_to_json, span_to_json
from tallystick.model.derivations import derivation_to_json
from tallystick.model.records_format import promise_to_json
from tallystick.model.shares import as_written
from tallystick.reconcile import fold, why
from tallystick.reconcile.derivations import leaves
from tallystick.reconcile.evaluation import evaluate
from tallystick.reconcile.explaining import FIELDS

from factories import actor, commitment, delivery, item, reading
from reconcile.test_fold_properties import days, reports

HOLM = actor("person:ida-holm", "Ida Holm", of="EU")
MINISTER = actor("person:jan-ozols", "Jan Ozols", of="UKR")
INSTITUTE = actor(None, "the Delta Institute")


def shells(quantity=None, **slots):
    return item("ammunition", quantity=quantity, unit="shell", **slots)


def sent(quantity=None, share=None, share_of=None, **slots):
    return delivery("EU", "UKR", shells(quantity, share=share, share_of=share_of), **slots)


def total(quantity, date, source=HOLM):
    return sent(quantity, cumulative=True, date=date, source=source)


MILLION = commitment("EU", "UKR", shells(1e6), deadline="2024-03", date="2023-03-20")


def explained(readings, field=None, as_of=None, number=0):
    promise = fold(readings, as_of).promises[number]
    told = {c.id: (r.document, c) for r in readings for c in r.claims}
    return promise, told, why(promise, field, readings, as_of)


def only(readings, field, as_of=None):
    (derivation,) = explained(readings, field, as_of)[2]
    return derivation


def slot_of(record, path):
    for step in path.split("."):
        record = record[int(step)] if step.isdigit() else record[step]
    return record


def check_leaf(leaf, told):
    if leaf.operation == "given":
        assert not leaf.quoted
        return
    assert leaf.quoted
    for quoted in leaf.quoted:
        document, claim = told[quoted.claim]
        assert (quoted.document, quoted.published) == (document.id, document.published)
        assert quoted.evidence == claim.evidence
        if leaf.operation == "stated" and leaf.value != "yes":
            record = claim_to_json(claim) | {"published": document.published}
            said = slot_of(record, quoted.slot)
            # a third is meant in full though a claim keeps three decimals of it
            assert said == leaf.value or (leaf.label == "share" and said == as_written(leaf.value))


@settings(max_examples=80, deadline=None)
@given(reports, days)
def test_the_steps_come_to_the_figure_and_end_in_what_claims_state(readings, as_of):
    check_all(readings, as_of)


def check_all(readings, as_of):
    for number, promise in enumerate(fold(readings, as_of).promises):
        record = promise_to_json(promise)
        for field in FIELDS:
            _, told, found = explained(readings, field, as_of, number)
            try:
                value = slot_of(record, "value.amount" if field == "value" else field)
            except (TypeError, KeyError):
                value = None
            if value is None:
                assert found == ()
                continue
            (derivation,) = found
            assert derivation.value == value
            assert evaluate(derivation) == value
            for leaf in leaves(derivation):
                assert leaf.note is None
                check_leaf(leaf, told)


money = st.lists(
    st.builds(
        lambda is_delivery, rough, amount, quantity, currency, share, **slots: (
            delivery if is_delivery else commitment
        )(
            "EU",
            "UKR",
            item("money", amount=amount, quantity=quantity, currency=currency, share=share, **rough),
            **slots,
        ),
        st.booleans(),
        st.sampled_from(
            [{}, {}, {"amount_max": 300.0}, {"share_max": 0.75}, {"bound": "at_least"}, {"bound": "at_most"}]
        ),
        st.sampled_from([None, 100.0, 250.0]),
        st.sampled_from([None, None, 10]),
        st.sampled_from(["EUR", "USD", None]),
        st.sampled_from([None, None, 0.07, 0.333, 0.5]),
        source=st.sampled_from([None, HOLM, MINISTER]),
        cumulative=st.booleans(),
        date=st.sampled_from([None, "2023", "2024-01-05", "2024-02"]),
    ),
    max_size=6,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(money)
def test_so_do_the_steps_of_sums_of_money(claims):
    check_all([reading("a", *claims, published="2024-03-01")], None)


def test_a_promise_of_goods_and_money_explains_both():
    report = reading(
        "a", commitment("EU", "UKR", item("ammunition", quantity=10, amount=5e8, currency="EUR"))
    )
    assert [only([report], field).value for field in ("quantity", "amount", "value")] == [10, 5e8, 5e8]


def test_a_share_is_explained_by_the_share_and_the_whole():
    report = reading(
        "a", MILLION, sent(share=0.3, share_of=1e6, source=MINISTER, words="only 30% of the million")
    )
    low = only([report], "low")
    (level,) = low.parts
    (figure,) = level.parts
    share, whole = figure.parts
    assert (low.operation, level.operation, figure.operation) == ("least", "latest", "share")
    assert (share.value, share.quoted[0].slot, share.quoted[0].said_by) == (0.3, "items.0.share", "Jan Ozols")
    assert (whole.value, whole.quoted[0].slot) == (1e6, "items.0.share_of")
    assert share.quoted[0].evidence.text == "only 30% of the million"


def test_a_third_of_a_sum_is_a_sum_and_explained_by_the_third():
    promised = commitment("NOR", "SDN", item("money", amount=12e6, currency="USD", words="$12 million"))
    third = item("money", share=0.333, share_of=12e6, words="a third of the money")
    figure = only([reading("a", promised, delivery("NOR", "SDN", third))], "low").parts[0].parts[0]
    assert (figure.value, [part.value for part in figure.parts]) == (4e6, [1 / 3, 12e6])
    assert [part.quoted[0].slot for part in figure.parts] == ["items.0.share", "items.0.share_of"]


def test_a_share_without_a_whole_is_one_of_the_promise():
    report = reading("a", MILLION, sent(share=0.07, words="hardly 7%"))
    share, whole = only([report], "low").parts[0].parts[0].parts
    assert (share.value, whole.value) == (0.07, 1e6)
    assert whole.quoted[0].claim == report.claims[0].id


def test_increments_stand_in_a_sum_after_the_total_they_add_to():
    told = [
        total(100, "2024-01"),
        sent(10, date="2024-02", source=HOLM),
        sent(5, date="2024-03", source=HOLM),
    ]
    level = only([reading("a", MILLION, *told)], "low").parts[0]
    assert (level.operation, [part.value for part in level.parts]) == ("sum", [100, 10, 5])


def test_figures_left_out_stand_beside_with_the_reason():
    told = [total(3e5, "2024-02-26", MINISTER), total(3.5e5, "2024-02-20"), total(5e5, "2024-02", INSTITUTE)]
    low = only([reading("a", MILLION, *told)], "low")
    assert low.value == 3e5
    assert [one.note for one in low.left_out] == [
        "left out: contradicted by recipient, 300,000; giver, 350,000",
    ]


def test_days_late_are_counted_from_the_end_of_the_deadline():
    late = only([reading("a", MILLION)], "days_late", "2024-04-10")
    assert (late.value, [part.value for part in late.parts]) == (10, ["2024-04-10", "2024-03-31"])


def test_the_value_in_euros_shows_its_rate():
    promised = commitment("USA", "UKR", item("money", amount=1e6, currency="USD"), date="2024-02-26")
    value = only([reading("a", promised)], "value")
    amount, rate = value.parts
    assert (amount.value, rate.operation) == (1e6, "given")
    assert rate.label == "USD for one euro, reference rate of the European Central Bank of 2024-02-26"
    assert value.value == round(1e6 / rate.value, 2)


def test_a_projection_rests_on_days_and_totals_in_turn():
    told = [total(1e5, "2023-06-01"), total(2e5, "2023-09-01"), total(4e5, "2023-12-01")]
    low = only([reading("a", MILLION, *told)], "projection.date_low")
    *_, target, pace = low.parts
    assert target.value == 1e6
    assert [part.value for part in pace.parts] == [
        "2023-06-01", 1e5, "2023-09-01", 2e5, "2023-12-01", 4e5,
    ]  # fmt: skip


def test_voices_are_counted_one_by_one():
    told = reading("a", MILLION, sent(10, source=MINISTER), publisher="The Daily")
    voices = only([told, reading("b", sent(10, source=MINISTER), publisher="The Evening")], "voices")
    assert [(part.label, part.value, len(part.quoted)) for part in voices.parts] == [
        ("newsroom", "The Daily", 1),
        ("source", "Jan Ozols", 2),
    ]


def test_a_group_of_fields_gives_each_and_all_fields_those_with_a_value():
    report = reading("a", MILLION, sent(10, source=MINISTER))
    assert [d.label for d in explained([report], "fulfilled")[2]] == [
        "low",
        "high",
        "share_low",
        "share_high",
    ]
    assert len(explained([report])[2]) > 8


def test_a_field_that_is_none_is_told():
    with pytest.raises(SettingError, match="No field 'colour' to explain; fields are: fulfilled, by_side"):
        explained([reading("a", MILLION)], "colour")


def test_a_derivation_is_written_with_all_its_steps():
    report = reading("a", MILLION, published="2023-03-21")
    quantity = only([report], "quantity")
    assert derivation_to_json(quantity) == {
        "label": "quantity",
        "value": 1_000_000,
        "operation": "stated",
        "parts": [],
        "quoted": [
            {
                "claim": report.claims[0].id,
                "document": "a",
                "published": "2023-03-21",
                "said_by": None,
                "evidence": span_to_json(report.claims[0].evidence),
                "slot": "items.0.quantity",
            }
        ],
        "left_out": [],
        "note": None,
    }
