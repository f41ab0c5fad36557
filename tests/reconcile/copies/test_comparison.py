from dataclasses import replace
from itertools import combinations

import pytest
from tallystick.reconcile.copies import compare, fingerprint
from tallystick.reconcile.copies.comparison import COPIED, LINKED, WEIGHTS, order_of, shared_phrases

from reconcile.copies.reports import PAIRS, REPORTS, WIRES, cut, document, report

PRINTS = {found.id: fingerprint(found) for found in REPORTS}
APART = [pair for pair in combinations(WIRES, 2) if frozenset(pair) not in PAIRS]
WIRE = report("flood-wire")
LONG = {found.id for found in REPORTS if sum(block.kind == "paragraph" for block in found.blocks) > 4}


@pytest.mark.parametrize("pair", sorted(map(sorted, PAIRS)), ids="~".join)
def test_copies_rewrites_and_translations_are_recognised(pair):
    one, other = (PRINTS[name] for name in pair)
    link = compare(one, other)
    assert link is not None
    assert link.kind == ("rewrite" if one.language == other.language else "translation")
    assert link.score >= LINKED


@pytest.mark.parametrize("pair", APART, ids="~".join)
def test_reports_of_one_event_that_are_no_copies_stay_apart(pair):
    assert compare(PRINTS[pair[0]], PRINTS[pair[1]]) is None


@pytest.mark.parametrize("pair", sorted(sorted(pair) for pair in PAIRS if pair <= LONG), ids="~".join)
@pytest.mark.parametrize(("start", "end"), [(0, 4), (2, 8)])
def test_a_cut_text_is_recognised_without_its_credit(pair, start, end):
    one, other = sorted((report(name) for name in pair), key=lambda d: -len(d.text))
    assert compare(fingerprint(one), fingerprint(cut(other, start, end))) is not None


def link(**changes):
    """The link between the wire and its French translation, one of the two changed."""
    return compare(PRINTS["flood-wire"], replace(PRINTS["flood-fr"], **changes))


def test_translations_appear_within_days():
    assert link(published="2023-05-21") is not None
    assert link(published="2023-05-22") is None
    assert link(published=None) is not None
    assert link(published="2022") is None


def test_a_year_is_no_day():
    found = link(published="2023")
    assert found is not None
    assert "time" not in {reason.feature for reason in found.because}


def test_copies_may_appear_at_any_time():
    again = replace(WIRE, id="again", published="2024-01-01", text=WIRE.text.replace("Kobe", "Osaka"))
    found = compare(PRINTS["flood-wire"], fingerprint(again))
    assert found is not None
    assert (found.kind, found.of, found.document) == ("copy", "flood-wire", "again")
    assert found.because[0].feature == "words"


def test_what_a_newsroom_makes_of_its_own_text_is_no_copy():
    one, other = (replace(PRINTS[name], publisher="The Quay") for name in ("flood-wire", "flood-paper"))
    assert compare(one, other) is None
    assert compare(one, replace(other, words=one.words)) is not None
    assert compare(one, replace(PRINTS["flood-fr"], publisher="The Quay")) is not None


def test_some_paragraphs_of_a_text_are_a_copy_of_it():
    found = compare(PRINTS["flood-wire"], fingerprint(cut(WIRE, 1, 5)))
    assert found is not None
    assert found.kind == "copy"


FORM = (
    "On {} the government of {} said in a statement on its website that it would provide Ukraine with {}, to be "
    "delivered within the coming months as part of its continuing support; the ministry of defence confirmed this."
)


def test_a_form_that_is_filled_in_anew_is_no_copy():
    german, swedish, again = (
        document(name, FORM.format(*filled), language="en")
        for name, filled in [
            ("a", ("1 February 2023", "Germany", "14 tanks")),
            ("b", ("9 March 2023", "Sweden", "300 rifles")),
            ("c", ("1 February 2023", "Germany", "14 tanks and medicine")),
        ]
    )
    assert shared_phrases(fingerprint(german), fingerprint(swedish)) > COPIED
    assert compare(fingerprint(german), fingerprint(swedish)) is None
    assert compare(fingerprint(german), fingerprint(again)) is not None


def test_who_says_that_it_is_a_copy_is_one():
    one, other = fingerprint(document("a", "One text")), fingerprint(document("b", "Another", copy_of="a"))
    found = compare(one, other)
    assert found is not None
    assert (found.score, found.because[0].feature) == (1.0, "told")


def test_equal_words_are_a_copy():
    found = compare(
        fingerprint(document("a", "Five buses came.")), fingerprint(document("b", "five  buses came"))
    )
    assert found is not None
    assert (found.kind, found.score, found.because[0].feature) == ("copy", 1.0, "text")


@pytest.mark.parametrize("text", ["", "…", "\n"])
def test_nothing_is_no_copy_of_nothing(text):
    assert compare(fingerprint(document("a", text)), fingerprint(document("b", text))) is None


def test_a_name_or_two_are_no_evidence():
    short = document("a", "In Ungheni 38 people heard Ilinca Varzari.", language="en", published="2023-05-11")
    assert compare(fingerprint(short), PRINTS["flood-fr"]) is None


def test_reasons_name_what_was_found():
    found = link()
    assert found is not None
    assert {reason.feature for reason in found.because} <= set(WEIGHTS)
    reasons = {reason.feature: reason.detail for reason in found.because}
    assert "120,000,000" in reasons["numbers"]
    assert reasons["credit"] == "AFP in both"
    assert reasons["time"] == "the same day"
    assert reasons["quotations"].startswith("4 quotations of like length")


@pytest.mark.parametrize(
    ("feature", "changes"),
    [
        (
            "order",
            {
                "survivors": tuple(sorted(PRINTS["flood-fr"].survivors[:60]))
                + PRINTS["flood-fr"].survivors[60:]
            },
        ),
        (
            "quotations",
            {"survivors": (*tuple(s for s in PRINTS["flood-fr"].survivors if s[0] != "q"), "q500")},
        ),
        (
            "numbers",
            {"survivors": tuple(s + "7" if s[0] == "#" else s for s in PRINTS["flood-fr"].survivors)},
        ),
        ("time", {"published": "2023-05-19"}),
        ("credit", {"agencies": ("dpa",)}),
    ],
)
def test_each_feature_takes_part(feature, changes):
    found, whole = link(**changes), link()
    assert whole is not None
    assert found is None or found.score < whole.score, feature


def test_weights_sum_to_one():
    assert sum(WEIGHTS.values()) == pytest.approx(1)


def test_the_original_is_the_earliest_then_who_credits_an_agency_then_who_tells_most():
    names = ["flood-paper", "flood-own-en", "flood-fr", "flood-wire"]
    assert min(names, key=lambda name: order_of(PRINTS[name])) == "flood-wire"
    assert order_of(PRINTS["flood-paper"]) > order_of(PRINTS["flood-fr"]) > order_of(PRINTS["flood-wire"])
    assert order_of(PRINTS["flood-fr"]) < order_of(PRINTS["flood-own-en"])
