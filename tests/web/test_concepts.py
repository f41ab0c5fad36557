"""The page of a concept: its definition, how it moved, why its figures, and what can be taken along."""

import re
from dataclasses import replace
from html import unescape
from math import log2

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tallystick.ledger import Ledger, opened
from tallystick.ledger.standings import WholeStandings
from tallystick.model.positions import Month, Position
from tallystick.reconcile.codebook import load_codebook
from tallystick.reconcile.consensus import consensus, polarisation
from tallystick.web import Library, concepts, create_app
from tallystick.web.concepts import concept_page, working
from tests.web.conftest import Visitor, words


def test_a_concept_is_shown_as_the_codebook_defines_it(visitor):
    page = visitor.get("/concept/send-troops").text
    assert "<b>For it</b> is who <bdi>would send them" in page
    assert "<code>send|deploy* troop|soldier</code>" in page
    assert "<dt>not with (en)</dt><dd><code>korean_troop" in page
    assert "From the codebook <bdi>codebook.toml</bdi>" in page
    assert 'href="/help#concepts"' in page
    assert 'id="concepts"' in visitor.get("/help").text


def test_how_it_moved_stands_in_a_table_beside_the_chart(visitor, library):
    record = next(c for c in library.concepts(None) if c.concept == "more-aid")
    page = visitor.get("/concept/more-aid")
    assert '<img src="/concept/more-aid/chart.svg"' in page.text
    for month in record.months:
        counts = " ".join(str(month.standing[side]) for side in ("for", "open", "against"))
        measures = [month.consensus, month.polarisation]
        told = " ".join("–" if figure is None else f"{figure:.2f}" for figure in measures)
        assert f"{month.month} {counts} {told}" in words(page)


def test_one_month_is_no_course(visitor):
    page = visitor.get("/concept/send-troops")
    assert "All was said in one month" in page.text
    assert "chart.svg" not in page.text
    assert visitor.get("/concept/send-troops/chart.svg").status_code == 404


def test_of_a_concept_that_nobody_spoke_of_the_page_says_so(visitor):
    assert "Nobody has spoken of it" in words(visitor.get("/concept/russia-must-lose"))


def test_reports_are_called_by_their_titles(visitor):
    page = words(visitor.get("/concept/send-troops"))
    assert "Macron will not exclude Western troops, launches coalition for long-range strikes · ENA" in page
    assert "2024-02-26-paris-wire" not in page


@pytest.mark.parametrize("place", ["/concept/more-aid", "/agreement"])
def test_a_drawing_is_saved_in_both_forms(visitor, place):
    name = "concept-more-aid" if "concept" in place else "agreement"
    drawn = visitor.get(f"{place}/chart.svg?save=1")
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert f'filename="{name}.svg"' in drawn.headers["content-disposition"]
    assert drawn.text.startswith("<svg")
    picture = visitor.get(f"{place}/chart.png")
    assert picture.content[:8] == b"\x89PNG\r\n\x1a\n"
    assert f'filename="{name}.png"' in picture.headers["content-disposition"]
    page = visitor.get("/concept" if "agreement" in place else place).text
    assert f'href="{place}/chart.svg?save=1"' in page
    assert f'href="{place}/chart.png"' in page


def test_a_drawing_that_is_taken_along_says_what_it_is_and_where_it_comes_from(visitor, shells):
    origin = ">tallystick, ledger copy.tally, as of 2024-11-11<"
    for place, title in (
        ("/concept/more-aid", "More aid to Ukraine"),
        (f"/promise/{shells.id}", shells.title),
    ):
        saved = visitor.get(f"{place}/chart.svg?save=1").text
        assert f">{title}<" in saved
        assert origin in saved
        assert origin not in visitor.get(f"{place}/chart.svg").text  # the page says so itself
    assert origin in visitor.get("/agreement/chart.svg").text
    assert ", as of 2024-03-01<" in visitor.get("/agreement/chart.svg?as-of=2024-03-01").text


def test_what_is_shown_of_much_is_told(library, monkeypatch):
    record = next(c for c in library.concepts(None) if c.concept == "more-aid")
    monkeypatch.setattr(concepts, "STANDS_A_PAGE", 2)
    monkeypatch.setattr(concepts, "SAID_A_PAGE", 3)
    monkeypatch.setattr(concepts, "MOST_MONTHS", 2)
    with library.glance() as glance:
        shown = concept_page(glance, WholeStandings([record]), record.concept)
    assert len(shown.stands.items) == 2
    assert shown.stands.total == len(record.stands)
    assert [month.month for month in shown.months] == [month.month for month in record.months[-2:]]
    assert shown.said.total == sum(len(stand.positions) for stand in record.stands)
    days = [position.date for _, position in shown.said.items]
    assert days == sorted(days, reverse=True)
    assert len(days) == 3


def test_the_parts_of_a_concept_are_gone_through_one_by_one(visitor, library, monkeypatch):
    record = next(c for c in library.concepts(None) if c.concept == "more-aid")
    monkeypatch.setattr(concepts, "STANDS_A_PAGE", 1)
    monkeypatch.setattr(concepts, "SAID_A_PAGE", 1)
    page = visitor.get("/concept/more-aid?actors=2&said=2")
    every = sorted(record.stands, key=lambda stand: -len(stand.positions))
    for place, stand in enumerate(every):
        row = f'<th scope="row"><a href="/actor/{stand.actor.key}">'
        assert (row in page.text) is (place == 1)
    assert f"1 of {len(every)} actors" in words(page)
    assert 'href="/concept/more-aid?actors=3&amp;said=2#actors"' in page.text
    assert 'href="/concept/more-aid?said=2#actors"' in page.text
    assert 'href="/concept/more-aid?actors=2#said"' in page.text
    assert "/concept/more-aid?as-of=2024-11-11&amp;actors=2&amp;said=2" in page.text.split('id="cite"')[1]


def test_who_spoke_most_is_shown_and_what_has_no_day_comes_last(library):
    record = next(c for c in library.concepts(None) if c.concept == "more-aid")
    undated = Position("for", None, "words", ("c",), ("d",))
    first = replace(record.stands[0], positions=(undated, *record.stands[0].positions))
    with library.glance() as glance:
        changed = replace(record, stands=(first, *record.stands[1:]))
        shown = concept_page(glance, WholeStandings([changed]), record.concept)
    assert shown.said.items[-1] == (first.actor, undated)


counts = st.fixed_dictionaries({side: st.integers(0, 20) for side in ("against", "open", "for")})


@given(counts)
def test_the_working_comes_to_the_figures(standing):
    assume(sum(standing.values()) > 1)
    month = Month("2024-02", standing, consensus(standing), polarisation(standing))
    shown = working([month, Month("2024-03", {}, None, None)])
    assert shown.month is month
    one = re.sub(r"log₂", "log2", shown.consensus).replace("·", "*").replace("−", "-")
    camps = shown.polarisation.replace("²", "**2").replace("·", "*")
    known = {"log2": log2, "__builtins__": {}}
    assert eval(one, known) == pytest.approx(month.consensus, abs=0.05)  # noqa: S307 (ours; its steps are rounded)
    assert eval(camps, known) == pytest.approx(month.polarisation, abs=0.001)  # noqa: S307


def test_without_two_actors_there_is_nothing_to_work_out():
    assert working([]) is None
    assert working([Month("2024-02", {"for": 1}, None, None)]) is None


def test_a_large_ledger_is_asked_for_no_more_than_is_shown(visitor, monkeypatch):
    places = ("/concept", "/concept/more-aid?said=2", "/concept/more-aid/chart.svg")
    small = [visitor.get(place).text for place in places]
    monkeypatch.setattr(opened, "INDEXED_FROM", 0)
    monkeypatch.setattr(Ledger, "positions", None)
    assert [visitor.get(place).text for place in places] == small
    assert visitor.get("/concept/no-such").status_code == 404


def test_where_no_concept_is_known_the_page_shows_a_codebook_that_can_be_used(ledger, tmp_path):
    shown = Visitor(create_app(Library(ledger))).get("/concept").text
    written = unescape(re.search(r"<pre>(.*?)</pre>", shown, re.DOTALL)[1])
    (tmp_path / "codebook.toml").write_text(written)
    assert list(load_codebook(tmp_path / "codebook.toml").concepts) == ["clean-water"]
    assert 'href="/help#concepts"' in shown
