"""Laws of the fold, tried on reports made at random."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tallystick.reconcile import fold

from factories import actor, commitment, delivery, item, reading

DAYS = [(date(2024, 1, 1) + timedelta(days=i)).isoformat() for i in range(0, 360, 30)]
SOURCES = [None, actor("person:ida-holm", "Ida Holm", of="EU"), actor("UKR"), actor(None, "a driver")]

days = st.none() | st.sampled_from(DAYS)
parties = st.sampled_from(["EU", "DEU", ()])
figures = st.none() | st.sampled_from([10, 50, 100, 101])
rough = st.sampled_from(
    [{}, {}, {"quantity_max": 120}, {"bound": "at_least"}, {"bound": "at_most"}, {"share_max": 0.4}]
)
commitments = st.builds(
    lambda by, to, quantity, rough, **slots: commitment(
        by, to, item("vehicles", quantity=quantity, unit="bus", **rough), **slots
    ),
    parties,
    st.sampled_from(["UKR", "MDA", ()]),
    figures,
    rough,
    stage=st.sampled_from(["request", "proposal", "pledge", "commitment", "refusal"]),
    deadline=st.sampled_from([None, "2024", "2024-06", "2024-12"]),
    negated=st.sampled_from([False, False, False, True]),
    date=days,
)
deliveries = st.builds(
    lambda by, quantity, rough, share, **slots: delivery(
        by, "UKR", item("vehicles", quantity=quantity, share=share, **rough), **slots
    ),
    parties,
    figures,
    rough,
    st.sampled_from([None, None, 0.3]),
    source=st.sampled_from(SOURCES),
    cumulative=st.booleans(),
    negated=st.sampled_from([False, False, True]),
    factuality=st.sampled_from(["certain", "certain", "possible"]),
    date=days,
)
reports = st.lists(
    st.tuples(st.lists(commitments | deliveries, max_size=3), days), min_size=1, max_size=6
).map(lambda told: [reading(f"d{i}", *claims, published=day) for i, (claims, day) in enumerate(told)])


@settings(max_examples=60, deadline=None)
@given(reports, st.randoms(use_true_random=False), days)
def test_the_order_of_reports_and_claims_changes_nothing(readings, random, as_of):
    shuffled = [replace(r, claims=tuple(random.sample(r.claims, len(r.claims)))) for r in readings]
    random.shuffle(shuffled)
    assert fold(shuffled, as_of) == fold(readings, as_of)


@settings(max_examples=60, deadline=None)
@given(reports)
def test_claims_read_twice_count_once(readings):
    twice = [replace(r, claims=r.claims + r.claims) for r in readings]
    assert fold(twice + readings) == fold(readings)


@settings(max_examples=60, deadline=None)
@given(reports, reports, st.sampled_from(DAYS))
def test_what_becomes_known_later_changes_no_earlier_answer(readings, later, as_of):
    late = [
        replace(r, document=replace(r.document, id=f"late-{r.document.id}", published=f"2025-{i + 1:02}-01"))
        for i, r in enumerate(later)
    ]
    assert fold(readings + late, as_of) == fold(readings, as_of)


@settings(max_examples=60, deadline=None)
@given(reports)
def test_every_claim_of_a_promise_is_in_one_promise_and_ids_are_unique(readings):
    result = fold(readings)
    ids = [p.id for p in result.promises]
    assert len(ids) == len(set(ids))
    told = {c.id for r in readings for c in r.claims}
    held = [c for p in result.promises for c in p.claims]
    assert set(held) <= told
    assert len(held) == len(set(held))  # each claim here has one item


@settings(max_examples=60, deadline=None)
@given(reports, days)
def test_figures_stay_in_their_bounds(readings, as_of):
    for promise in fold(readings, as_of).promises:
        fulfilled = promise.fulfilled
        if fulfilled is not None and fulfilled.widest is not None:
            least, most = fulfilled.widest
            low = least if fulfilled.low is None else fulfilled.low
            high = most if fulfilled.high is None else fulfilled.high
            assert 0 <= least <= low <= high <= most
            given_by = [v for v in fulfilled.by_side.values() if v is not None]
            assert least <= min(given_by) <= max(given_by) <= most
            assert any(low <= value <= high for value in given_by)


def _delivered(*amounts_and_slots):
    promised = commitment("EU", "UKR", item("vehicles", quantity=10_000, unit="bus"))
    arrived = [
        delivery(
            "EU", "UKR", item("vehicles", quantity=quantity, unit="bus"), date=day, cumulative=cumulative
        )
        for quantity, day, cumulative in amounts_and_slots
    ]
    return fold([reading("a", promised, *arrived)]).promises[0].fulfilled


amounts = st.lists(st.integers(1, 500), min_size=1, max_size=len(DAYS) - 1)


@given(amounts)
def test_increments_on_different_days_add_up(quantities):
    told = [(q, day, False) for q, day in zip(quantities, DAYS, strict=False)]
    assert _delivered(*told).low == _delivered(*told).high == sum(quantities)


@given(amounts, st.integers(1, 5000))
def test_a_later_total_replaces_all_before_it(quantities, total):
    told = [(q, day, False) for q, day in zip(quantities, DAYS, strict=False)]
    assert _delivered(*told, (total, DAYS[-1], True)).high == total


@given(amounts, st.integers(1, 5000))
def test_increments_after_a_total_are_added_to_it(quantities, total):
    told = [(q, day, False) for q, day in zip(quantities, DAYS[1:], strict=False)]
    assert _delivered((total, DAYS[0], True), *told).low == total + sum(quantities)
