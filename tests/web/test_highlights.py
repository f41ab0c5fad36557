"""Stretches: the whole text, cut where claims begin and end; hypothesis tries every overlap."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tallystick import Ledger
from tallystick.model import Span
from tallystick.web import Library, create_app
from tallystick.web.foreign import foreign
from tallystick.web.highlights import in_sentences, stretches
from tests.web.conftest import Visitor

from factories import commitment, delivery, reading

TEXT = "Aland promised pumps, and Bergen got them."


def claim(start, end, kind=commitment, identity="c"):
    return replace(kind(), id=identity, evidence=Span.of(TEXT, start, end))


def test_where_claims_overlap_the_shorter_is_meant():
    outer, inner = claim(0, 20, identity="outer"), claim(6, 14, delivery, "inner")
    found = [(s.text, s.claims, s.kinds, s.leads) for s in stretches(TEXT, [outer, inner])]
    assert found == [
        ("Aland ", ("outer",), ("commitment",), True),
        ("promised", ("inner", "outer"), ("commitment", "delivery"), True),
        (" pumps", ("outer",), ("commitment",), False),
        (", and Bergen got them.", (), (), False),
    ]


@given(st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 20)), max_size=8))
def test_nothing_of_the_text_is_lost_and_each_claim_is_led_to_at_most_once(places):
    claims = [claim(s, min(s + n, len(TEXT)), identity=str(i)) for i, (s, n) in enumerate(places)]
    found = stretches(TEXT, claims)
    assert "".join(s.text for s in found) == TEXT
    for one in claims:
        covered = "".join(s.text for s in found if one.id in s.claims)
        assert covered == one.evidence.text
    led = [s.claims[0] for s in found if s.leads] + [c for s in found for c in s.hidden]
    assert sorted(led) == sorted(c.id for c in claims if c.evidence.text)


@given(
    st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 20)), max_size=8),
    st.sets(st.integers(0, len(TEXT)), max_size=6),
    st.integers(0, 10),
    st.integers(20, len(TEXT)),
)
def test_every_word_of_a_part_stands_in_its_sentence_or_between_two(places, ends, start, end):
    claims = [claim(s, min(s + n, len(TEXT)), identity=str(i)) for i, (s, n) in enumerate(places)]
    edges = sorted(ends)
    told = list(zip(edges[::2], edges[1::2], strict=False))
    found = in_sentences(TEXT, claims, told, start, end)
    assert "".join(s.text for one in found for s in one.stretches) == TEXT[start:end]
    shown = {one.start: "".join(s.text for s in one.stretches) for one in found if one.start is not None}
    assert shown == {s: TEXT[s : min(e, end)] for s, e in told if start <= s < end}


def test_a_part_of_a_text_begins_and_ends_where_it_is_asked():
    assert "".join(s.text for s in stretches(TEXT, [claim(0, 20)], 6, 14)) == "promised"


def test_a_foreign_line_is_escaped_cut_and_its_hidden_signs_shown():
    assert foreign("<b>") == "<bdi>&lt;b&gt;</bdi>"
    assert foreign("a" * 400, 10) == f"<bdi>{'a' * 9}…</bdi>"
    assert "\u202e" not in foreign("a\u202eb")
    assert 'title="U+202E RIGHT-TO-LEFT OVERRIDE"' in foreign("a\u202eb")
    assert foreign(None) == ""


def test_what_stands_between_two_sentences_alone_leads_nowhere(tmp_path):
    over, within = claim(0, 27, identity="over"), claim(21, 22, identity="within")
    told = replace(reading("a", text=TEXT), claims=(over, within))
    found = stretches(TEXT, told.claims)
    assert [(s.text, s.leads, s.hidden) for s in found][:3] == [
        ("Aland promised pumps,", True, ()),
        (" ", False, ("within",)),
        ("and B", False, ()),
    ]
    with Ledger(tmp_path / "blank.tally") as ledger:
        ledger.append(told)
        body = Visitor(create_app(Library(ledger))).get("/document/a").text
    assert re.search(r"<a [^>]*>\s*</a>", body) is None
    assert [body.count(f'id="words-{name}"') for name in ("over", "within")] == [1, 1]
