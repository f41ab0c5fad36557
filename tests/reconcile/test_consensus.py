"""Consensus and polarisation, by hand and by their properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tallystick.reconcile.consensus import consensus, polarisation

counts = st.fixed_dictionaries({side: st.integers(0, 50) for side in ("against", "open", "for")})


def standing(against=0, undecided=0, favour=0):
    return {"against": against, "open": undecided, "for": favour}


@pytest.mark.parametrize(
    ("where", "one", "camps"),
    [
        (standing(favour=4), 1.0, 0.0),
        (standing(undecided=2), 1.0, 0.0),
        (standing(against=3, favour=3), 0.0, 1.0),
        # p = 1/2 each half a scale apart: 1 + log2(3/4); 4 · 2 · (1/2)^3 · 1/2
        (standing(undecided=1, favour=1), 0.585, 0.5),
        # mean 1/4: 1 + 3/4 · log2(3/4) + 1/4 · log2(1/4); 4 · (9/16 · 1/4 + 1/16 · 3/4)
        (standing(against=3, favour=1), 0.189, 0.75),
        (standing(against=1, undecided=1, favour=1), 0.333, 0.593),
    ],
)
def test_measures_worked_out_by_hand(where, one, camps):
    assert (consensus(where), polarisation(where)) == (one, camps)


@pytest.mark.parametrize("where", [standing(), standing(favour=1)])
def test_one_alone_is_neither_one_nor_divided(where):
    assert (consensus(where), polarisation(where)) == (None, None)


@given(counts)
def test_both_lie_between_0_and_1_whichever_side_is_called_for(where):
    turned = {**where, "for": where["against"], "against": where["for"]}
    for measure in (consensus, polarisation):
        found = measure(where)
        assert found is None or 0 <= found <= 1
        assert measure(turned) == (None if found is None else pytest.approx(found, abs=0.0011))


@given(counts, st.integers(2, 9))
def test_only_shares_count(where, times):
    many = {side: number * times for side, number in where.items()}
    if sum(where.values()) > 1:
        assert consensus(many) == consensus(where)
        assert polarisation(many) == polarisation(where)
