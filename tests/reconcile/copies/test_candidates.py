from dataclasses import replace

from tallystick.reconcile.copies import candidate_pairs, fingerprint, index_keys
from tallystick.reconcile.copies.candidates import MOST_SHARING

from reconcile.copies.reports import PAIRS, REPORTS, cut, document, report

PRINTS = [fingerprint(found) for found in REPORTS]


def names(pairs):
    return {frozenset((one.document, other.document)) for one, other in pairs}


def test_every_copy_is_a_candidate_and_most_other_pairs_are_none():
    found = names(candidate_pairs(PRINTS))
    assert found >= PAIRS
    assert len(found) < len(PRINTS) * (len(PRINTS) - 1) / 4


def test_a_part_of_a_text_is_a_candidate():
    part = fingerprint(cut(report("flood-wire"), 2, 5))
    assert len(candidate_pairs([part, PRINTS[0]])) == 1


def test_candidates_share_keys():
    for one, other in candidate_pairs(PRINTS):
        assert set(index_keys(one)) & set(index_keys(other))


def test_pairs_of_survivors_count_within_days():
    late = replace(PRINTS[2], published="2023-06-30")
    assert candidate_pairs([PRINTS[0], late]) == []
    assert len(candidate_pairs([PRINTS[0], replace(late, published=None)])) == 1


def test_equal_texts_are_candidates_at_any_time():
    assert len(candidate_pairs([replace(PRINTS[0], document="late", published="2030-01-01"), PRINTS[0]])) == 1


def test_an_original_that_is_named_is_a_candidate():
    prints = [fingerprint(document("a", "One")), fingerprint(document("b", "Two", copy_of="a"))]
    assert names(candidate_pairs(prints)) == {frozenset(("a", "b"))}


def test_a_text_without_words_has_no_keys():
    assert index_keys(fingerprint(document("a", "…"))) == ()


def test_what_too_many_share_on_the_same_days_makes_no_candidates():
    shared = ("nvrsr", "nvlks", "nnkn", "#1450", "#9300", "#640000000")
    many = [
        replace(
            PRINTS[0],
            document=f"{n:03}",
            words=str(n),
            sketch=bytes([n % 256] * 510 + [n // 256, 0]),
            survivors=shared,
        )
        for n in range(MOST_SHARING + 50)
    ]
    assert len(candidate_pairs(many[:20])) == 190
    first = {f"{n:03}" for n in range(49)}
    assert not [pair for pair in candidate_pairs(many) if first & {found.document for found in pair}]
    elsewhen = [replace(found, published=f"20{n % 90 + 10}-01-01") for n, found in enumerate(many)]
    assert len(candidate_pairs(elsewhen)) > len(many) / 2
