from dataclasses import replace

import pytest
from tallystick.reconcile.copies import (
    fingerprint,
    holder,
    index_keys,
    likely,
    sure,
    with_holder,
    without_holder,
)
from tallystick.reconcile.copies.candidates import MOST_SHARING
from tallystick.reconcile.copies.holders import MOST_COMPARED

from reconcile.copies.reports import PAIRS, REPORTS, document

PRINTS = [fingerprint(found) for found in REPORTS]


def arriving(prints):
    """For each document those before it that it is worth comparing with."""
    held, found = {}, {}
    for number, one in enumerate(prints):
        keys = index_keys(one)
        found[one.document] = [prints[other].document for other in likely(one, keys, held)]
        for key in keys:
            held[key] = with_holder(held.get(key, b""), holder(number, one))
    return found


def only_pairs(number, **slots):
    """A document that shares nothing with others of its kind but names and numbers that follow each other."""
    survivors = ("nvrsr", "nvlks", "nnkn", "#1450", "#9300", "#640000000")
    sketch = bytes([number % 256] * 510 + [number // 256, 0])
    return replace(
        PRINTS[0], document=f"{number:03}", words=str(number), sketch=sketch, survivors=survivors, **slots
    )


@pytest.mark.parametrize("prints", [PRINTS, PRINTS[::-1]])
def test_every_copy_is_found_whichever_comes_first(prints):
    found = {frozenset((one, other)) for one, others in arriving(prints).items() for other in others}
    assert found >= PAIRS


def test_only_the_last_holders_of_a_key_are_kept():
    holders = b""
    for number in range(MOST_SHARING + 5):
        holders = with_holder(holders, holder(number, PRINTS[0]))
    assert without_holder(holders, 4) == holders
    assert without_holder(holders, 5) != holders
    assert len(with_holder(without_holder(holders, 5), holder(5, PRINTS[0]))) == len(holders)


def test_pairs_count_within_days_and_where_a_day_is_not_known():
    one, late = only_pairs(0), only_pairs(1, published="2023-06-30")
    assert arriving([one, late])["001"] == []
    assert arriving([one, replace(late, published=None)])["001"] == ["000"]
    assert arriving([replace(late, published=None), one])["000"] == ["001"]


def test_what_too_many_share_on_the_same_days_is_no_help():
    assert arriving([only_pairs(n) for n in range(MOST_SHARING)])[f"{MOST_SHARING - 1:03}"]
    assert arriving([only_pairs(n) for n in range(MOST_SHARING + 1)])[f"{MOST_SHARING:03}"] == []


def test_a_document_is_compared_with_few_and_with_its_own_text_first():
    same = replace(only_pairs(999, published="2030-01-01"), words="0")
    found = arriving([*(only_pairs(n) for n in range(MOST_COMPARED + 10)), same])
    assert found["999"] == ["000"]
    last = found[f"{MOST_COMPARED + 9:03}"]
    assert len(last) == MOST_COMPARED
    assert last[0] == f"{MOST_COMPARED + 8:03}"


def test_an_original_that_is_named_is_found():
    prints = [fingerprint(document("a", "One")), fingerprint(document("b", "Two", copy_of="a"))]
    assert arriving(prints)["b"] == ["a"]
    assert arriving(prints[::-1])["a"] == ["b"]


def test_sure_are_those_of_one_text_and_those_that_name_the_other():
    prints = [
        fingerprint(document("a", "One ship sails")),
        fingerprint(document("b", "One ship sails")),
        fingerprint(document("c", "Another", copy_of="a")),
        fingerprint(document("d", "One ship")),
    ]
    held = {}
    for number, one in enumerate(prints):
        for key in index_keys(one):
            held[key] = with_holder(held.get(key, b""), holder(number, one))
    assert sure(index_keys(prints[0]), held) == {0, 1, 2}
    assert sure(index_keys(prints[3]), held) == {3}
