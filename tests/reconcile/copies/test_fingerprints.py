import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tallystick.reconcile.copies import fingerprint, fingerprint_from_json, fingerprint_to_json

from reconcile.copies.reports import REPORTS, document, report


def test_a_stored_fingerprint_is_the_same():
    for found in map(fingerprint, REPORTS):
        assert fingerprint_from_json(json.loads(json.dumps(fingerprint_to_json(found)))) == found


@settings(deadline=None)
@given(st.text())
def test_any_text_has_a_fingerprint_that_can_be_stored(text):
    found = fingerprint(document("a", text))
    assert fingerprint_from_json(json.loads(json.dumps(fingerprint_to_json(found)))) == found


def test_a_fingerprint_is_small():
    assert len(json.dumps(fingerprint_to_json(fingerprint(report("flood-wire"))))) < 2000


def test_layout_is_worked_out_where_a_document_has_none():
    from dataclasses import replace

    found = report("flood-wire")
    assert fingerprint(replace(found, blocks=())) == fingerprint(found)


def test_furniture_and_headlines_are_left_out():
    body = "Varzari told Wielgosz that 38 bridges and 1,450 homes would be built again this year."
    page = document("a", f"Donors promise Moldova help\n\n{body}\n\nShare on Facebook\n")
    assert fingerprint(page).shingles == fingerprint(document("a", body)).shingles
    assert fingerprint(page).survivors == fingerprint(document("a", body)).survivors


def test_agencies_are_those_credited_and_those_printed():
    assert fingerprint(report("flood-wire")).agencies == ("AFP",)
    assert fingerprint(report("clinic-pt")).agency is None
    assert fingerprint(report("clinic-pt")).agencies == ("dpa",)
    found = fingerprint(document("a", "Agence France-Presse says so. Reuters too, APart.", agency="EFE"))
    assert found.agencies == ("EFE", "AFP", "Reuters")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("(AFP) {}", ("AFP",)),
        ("{} (com dpa) {}", ("dpa",)),
        ("{}\n\nWith Reuters", ("Reuters",)),
        ("{}\n\nReporting by Reuters\n\n{}", ("Reuters",)),
        ("{} She told Reuters so. {}", ()),
        ("{} (a note) Reuters (another) {}", ()),
        ("{} Smithville, PA, is small. {}", ()),
    ],
)
def test_agencies_are_named_where_credits_stand(text, named):
    prose = "Nothing of note was said of it by anybody at all in the whole of that long and quiet day. " * 3
    assert fingerprint(document("a", text.format(prose, prose))).agencies == named
