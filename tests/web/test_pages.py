"""Each page says what the ledger holds, on the day asked for, and says so where it holds nothing."""

import json
import re
from dataclasses import replace

import pytest
from tallystick import Ledger
from tallystick.model.derivations import Derivation
from tallystick.web import Library, Settings, actors, create_app
from tallystick.web.overview import ORDERS, spaced
from tallystick.web.rendering import tongue
from tallystick.web.seen import BREAK_SECONDS, Seen, cookie_of
from tallystick.web.steps import figure_name, told_once
from tests.web.conftest import Visitor, words

from factories import actor, commitment, delivery, item, reading


def test_the_overview_lists_promises_overdue_first(visitor):
    answer = visitor.get("/")
    assert answer.status_code == 200
    shown = words(answer)
    assert "1,000,000 shells" in shown
    assert shown.index("overdue 225 days late") < shown.index("EUR 425m")


def test_a_promise_without_a_day_of_its_own_stands_with_the_day_of_its_report(tmp_path):
    told = commitment("EU", "UKR", item("vehicles", quantity=30.0, unit="truck"))
    dated = commitment("EU", "MDA", item("vehicles", quantity=9.0, unit="truck"), date="2025-07-01")
    with Ledger(tmp_path / "one.tally") as ledger:
        ledger.append_all([reading("r", told, published="2025-07-08"), reading("s", dated)])
        visitor = Visitor(create_app(Library(ledger)))
        promises = {promise.promised: promise for promise in ledger.promises()}
        assert "30 trucks 1 source · reported 2025-07-08" in words(visitor.get("/"))
        assert "9 trucks 1 source · promised 2025-07-01" in words(visitor.get("/"))
        shown = words(visitor.get(f"/promise/{promises[None].id}"))
        assert "Promised reported 2025-07-08 pledge" in shown
        assert shown.count("reported 2025-07-08 pledge 30 trucks") == 1
        assert "reported" not in words(visitor.get(f"/promise/{promises['2025-07-01'].id}"))


def test_of_many_who_promise_a_line_names_some_and_a_copied_table_all(tmp_path):
    names = [f"Ministry {at}" for at in range(10, 18)]
    many = tuple(actor(f"org:{name}", name) for name in names)
    with Ledger(tmp_path / "many.tally") as ledger:
        ledger.append(reading("r", commitment(many, "UKR", item("vehicles", quantity=2.0, unit="truck"))))
        visitor = Visitor(create_app(Library(ledger)))
        assert "Ministry 14, Ministry 15 and 2 more → Ukraine" in words(visitor.get("/"))
        assert f'data-value="{", ".join(names)}"' in visitor.get("/").text
        (promise,) = ledger.promises()
        shown = words(visitor.get(f"/promise/{promise.id}"))
        assert "Ministry 15 and 2 more → Ukraine : 2 trucks" in shown
        assert f"All 8 who promised it {' , '.join(names)}" in shown


def test_a_promise_says_what_its_figures_count_and_of_euros_no_worth_in_euros(tmp_path):
    told = [
        commitment("DEU", "UKR", item("money", amount=4e6, currency="EUR")),
        delivery("DEU", "UKR", item("money"), words="has paid", cumulative=True),
    ]
    with Ledger(tmp_path / "sum.tally") as ledger:
        ledger.append(reading("r", *told))
        (promise,) = ledger.promises()
        shown = words(Visitor(create_app(Library(ledger))).get(f"/promise/{promise.id}"))
    assert promise.value is not None
    assert "Counted in EUR." in shown
    assert "value in EUR" not in shown
    assert "in all, says" not in shown
    assert "in its own words · 1 report" in shown


def test_two_days_at_one_pace_are_explained_once():
    steps = [Derivation(label, "2026-01-14", "pace") for label in ("date_low", "date_high")]
    assert [figure_name(step) for step in told_once(steps)] == ["kept at this pace"]


def test_a_list_of_one_promise_says_so(tmp_path):
    with Ledger(tmp_path / "one.tally") as ledger:
        ledger.append_all(
            reading(f"r{at}", commitment("EU", to, item(quantity=at + 2.0, unit="shell")))
            for at, to in enumerate(["UKR", "MDA"])
        )
        visitor = Visitor(create_app(Library(ledger)))
        assert " 2 promises " in words(visitor.get("/"))
        assert " 1 of 2 promises " in words(visitor.get("/?recipient=MDA"))


def test_languages_are_called_by_their_names(visitor):
    shown = words(visitor.get("/document/2024-02-26-paris-wire?beside=2024-02-27-paris-la-lanterne"))
    assert "La Lanterne (French)" in shown
    assert "· English" in shown
    assert tongue("") == ""
    assert tongue("qq-unknown") == "qq-unknown"


def test_where_nothing_was_read_in_one_of_two_reports_nothing_is_said_to_stand_only_in_the_other(visitor):
    shown = words(visitor.get("/document/2024-02-26-paris-wire?beside=2024-02-27-paris-la-lanterne"))
    assert "Nothing was read in La Lanterne" in shown
    assert "only here" not in shown


def test_a_page_with_a_claim_in_each_sentence_stays_light(tmp_path):
    said = [f"Germany will send Ukraine {1000 + at} trucks" for at in range(480)]
    told = [
        commitment(
            "DEU", "UKR", item("vehicles", quantity=1000.0 + at, unit="truck"), words=words, deadline="2031-05",
            source=actor("DEU"),
        )
        for at, words in enumerate(said)
    ]  # fmt: skip
    with Ledger(tmp_path / "dense.tally") as ledger:
        ledger.append(reading("dense", *told, text=". ".join(said)))
        body = Visitor(create_app(Library(ledger))).get("/document/dense").text
    assert body.count("<li id=") == 480
    assert len(body.encode()) <= 300_000


def test_filters_choose(visitor, library):
    overdue = [p for p in library.whole().promises if p.status == "overdue" and p.category == "vaccines"]
    shown = words(visitor.get("/?status=overdue&category=vaccines"))
    assert f"{len(overdue)} of {len(library.whole().promises)} promises" in shown
    assert "1,000,000 shells" not in shown


def test_promises_are_chosen_by_when_they_are_due(visitor):
    shown = words(visitor.get("/?due-from=2024-01-01&due-until=2024-12-31"))
    assert "1,000,000 shells" in shown
    assert "2022-06" not in shown.split("Status Promise", 1)[-1]
    assert "1,000,000 shells" not in words(visitor.get("/?due-until=2022-12-31"))
    assert "1,000,000 shells" in words(visitor.get("/?due-from=someday"))


def test_a_visitor_is_told_what_is_new_since_the_last_visit(ledger, library, shells):
    now = [1_000_000.0]
    visitor = Visitor(create_app(library, Settings(user="ada", clock=lambda: now[0])))
    assert "new since" not in words(visitor.get("/"))
    reading = next(r for r in ledger.readings() if r.document.id in shells.documents)
    ledger.append(replace(reading, document=replace(reading.document, id="again", publisher="The Other")))
    assert "new since your last visit" in words(visitor.get("/"))
    only = words(visitor.get("/?new=1"))
    assert "1,000,000 shells" in only
    assert "2,000,000,000 doses" not in only
    now[0] += BREAK_SECONDS + 1
    assert "new since" not in words(visitor.get("/"))


def test_on_a_past_day_new_is_what_an_unseen_report_told_by_then(ledger, library):
    now = [1_000_000.0]
    visitor = Visitor(create_app(library, Settings(user="ada", clock=lambda: now[0])))
    visitor.get("/")
    reading = next(r for r in ledger.readings() if r.document.id == "2024-02-26-paris-wire")
    ledger.append(replace(reading, document=replace(reading.document, id="again", publisher="The Other")))
    assert "new since" not in words(visitor.get("/?as-of=2024-02-25"))
    shown = visitor.get("/?as-of=2024-03-01")
    assert "new since your last visit" in words(shown)
    only = visitor.get("/?as-of=2024-03-01&new=1")
    assert only.text.count('<span class="new">new</span>') == only.text.count("<tr>") - 1 > 1
    assert "1,000,000 shells" in words(only)
    assert "dose" not in words(only)
    assert "EUR 100m" in words(visitor.get("/?as-of=2024-03-01&new=1&category=money&sort=at_stake"))
    assert "No promise fits" in words(visitor.get("/?as-of=2024-03-01&new=1&status=nonsense"))
    now[0] += BREAK_SECONDS + 1
    assert "new since" not in words(visitor.get("/?as-of=2024-03-01"))


@pytest.mark.parametrize("cookie", ["", "x", "1.2", "1.2.3.4", "-1.2.3", "²..", "1" * 20 + ".1.1"])
def test_a_cookie_that_makes_no_sense_begins_a_first_visit(cookie):
    assert Seen.read(cookie, 7, 99.5) == Seen(7, 7, 99)


def test_each_ledger_and_each_user_has_visits_of_their_own():
    names = {cookie_of(ledger, user) for ledger in ("a.tally", "b.tally") for user in (None, "ada", "ben")}
    assert len(names) == 6


def test_a_filter_leaves_the_others_as_they_are(visitor):
    page = visitor.get("/?category=vaccines&due-until=2022-12-31&sort=deadline").text
    assert 'href="/?category=vaccines&amp;status=overdue&amp;due-until=2022-12-31&amp;sort=deadline"' in page
    assert 'href="/?due-until=2022-12-31&amp;sort=deadline"' in page  # no longer chosen by category


def test_the_order_is_the_one_asked_for(visitor):
    def first(order):
        rows = re.findall(r'class="what">.*?href="/promise/([0-9a-f]+)', visitor.get(order).text, re.DOTALL)
        return rows[0]

    firsts = [first(f"/?sort={order}") for order in ORDERS]
    assert len(set(firsts)) > 2
    assert first("/") == first("/?sort=nonsense") == firsts[0]


@pytest.mark.parametrize(
    ("days", "written"),
    [
        ([], ""),
        (["2024-02-28"], "2024-02-28"),
        (["2024-02-28", "2024-03-01", "2025-03-01"], "2024-02-28 2 365"),
    ],
)
def test_days_are_handed_to_the_script_briefly(days, written):
    assert spaced(tuple(days)) == written


def test_filters_that_nothing_fits_say_so(visitor):
    assert "No promise fits." in words(visitor.get("/?actor=nobody"))


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30, "²"])
def test_a_page_number_that_makes_no_sense_shows_the_first(visitor, page):
    assert "1,000,000 shells" in words(visitor.get(f"/?page={page}"))


def test_an_earlier_day_shows_what_was_known_then(visitor, shells):
    assert "980,000" in words(visitor.get(f"/promise/{shells.id}"))
    then = words(visitor.get(f"/promise/{shells.id}?as-of=2024-03-01"))
    assert "As of 2024-03-01" in then
    assert "980,000" not in then
    assert f"/promise/{shells.id}?as-of=2024-03-01" in visitor.get("/?as-of=2024-03-01").text


def test_a_day_that_is_none_is_told(visitor):
    answer = visitor.get("/?as-of=someday")
    assert answer.status_code == 400
    assert "someday" in words(answer)
    assert "as-of=someday" not in answer.text


def test_a_promise_shows_its_sentences_sides_voices_and_reasons(visitor, shells):
    shown = words(visitor.get(f"/promise/{shells.id}"))
    assert "says Volodymyr Zelensky (recipient)" in shown
    assert "98% = 980,000 ÷ 1,000,000" in shown
    assert "9 independent, in 9 reports" in shown
    assert "Contradiction." in shown
    assert "at this pace kept between" in shown
    assert "2024-12 in EU → Ukraine: 1,000,000" in shown  # and not by its id
    assert "98% = 980,000 ÷ 1,000,000 kept of it, at least" in shown
    assert (
        "EU close to its million shells, twenty months after the promise in its own words · 1 report" in shown
    )
    told, _, _ = shown.partition("Why these figures?")
    assert told.count("He conceded that the EU had been unwise to promise a million shells") == 1
    assert "and in 1 more report says Emmanuel Macron · " in shown


def test_a_part_and_its_whole_lead_to_each_other(tmp_path):
    shells = {"unit": "shell"}
    plan = reading(
        "plan",
        commitment("CZE", "UKR", item(quantity=500_000, **shells), deadline="2024-12"),
        commitment("DEU", "UKR", item(words="the first 180,000 shells", quantity=180_000, **shells)),
        published="2024-03-01",
    )
    sent = delivery("DEU", "UKR", item(quantity=60_000, **shells), date="2024-05-01")
    with Ledger(tmp_path / "parts.tally") as ledger:
        ledger.append_all([plan, reading("news", sent, published="2024-10-01")])
        whole = next(promise for promise in ledger.promises() if promise.parts)
        part = whole.parts[0].promise
        visitor = Visitor(create_app(Library(ledger), Settings(user="ada")))
        for day in ("", "?as-of=2024-11-01"):
            page = visitor.get(f"/promise/{part.id}{day}")
            assert f"A part of {whole.title}" in words(page)
            assert f'href="/promise/{whole.id}{day}"' in page.text
            assert f'href="/promise/{part.id}{day}"' in visitor.get(f"/promise/{whole.id}{day}").text
            assert "A part of" not in words(visitor.get(f"/promise/{whole.id}{day}"))


@pytest.mark.parametrize(
    "place",
    [
        "/",
        "/document",
        "/document/2024-02-26-paris-wire",
        "/actor/EU",
        "/concept",
        "/concept/send-troops",
        "/actor",
    ],
)
def test_a_page_is_cited_with_its_day(visitor, library, place):
    for day, asked in ((library.days()[-1], ""), ("2024-03-01", "?as-of=2024-03-01")):
        page = visitor.get(place + asked)
        assert f"as of {day}." in words(page).rpartition("Cite")[2]
        assert f">http://127.0.0.1{place}?as-of={day}</a>" in page.text
        assert visitor.get(f"{place}?as-of={day}").status_code == 200


def test_a_citation_keeps_what_was_asked_but_not_what_is_new_to_one_visitor(visitor):
    page = visitor.get("/?status=overdue&new=1&page=1").text
    assert '/?as-of=2024-11-11&amp;status=overdue">' in page
    assert '/search?as-of=2024-11-11&amp;q=shells">' in visitor.get("/search?q=shells").text


def test_a_promise_can_be_taken_along(visitor, shells):
    record = visitor.get(f"/promise/{shells.id}/record.json")
    assert json.loads(record.text)["id"] == shells.id
    assert f"promise-{shells.id}.json" in record.headers["content-disposition"]


def test_a_chart_is_drawn_as_svg_and_png(visitor, shells):
    drawn = visitor.get(f"/promise/{shells.id}/chart.svg")
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert "promised 1,000,000" in drawn.text
    assert "content-disposition" not in drawn.headers
    assert "content-disposition" in visitor.get(f"/promise/{shells.id}/chart.svg?save=1").headers
    assert visitor.get(f"/promise/{shells.id}/chart.png").content.startswith(b"\x89PNG")


def test_a_promise_without_deliveries_has_no_chart(visitor, library):
    bare = next(p for p in library.whole().promises if not p.deliveries)
    assert visitor.get(f"/promise/{bare.id}/chart.svg").status_code == 404
    assert "chart.svg" not in visitor.get(f"/promise/{bare.id}").text


def test_a_document_shows_every_claim_and_its_copies(visitor, library):
    reading = library.whole().readings(["2024-02-26-paris-wire"])[0]
    answer = visitor.get("/document/2024-02-26-paris-wire")
    assert all(f'id="claim-{claim.id}"' in answer.text for claim in reading.claims)
    assert "3 reports, one text (translation, ENA)" in words(answer)


def test_a_document_is_shown_letter_by_letter(visitor, library):
    from html import unescape

    text = library.whole().readings(["2024-08-30-two-thirds"])[0].document.text
    page = visitor.get("/document/2024-08-30-two-thirds").text
    article = re.search(r"<article[^>]*>(.*?)</article>", page, re.DOTALL)
    assert unescape(re.sub(r"<[^>]*>", "", article[1])) == text


def test_an_actor_shows_what_it_promised_and_said(visitor):
    shown = words(visitor.get("/actor/EU"))
    assert "1,000,000 shells" in shown
    said = words(visitor.get("/actor/person:emmanuel-macron"))
    assert "statements, the latest first" in said


def test_what_an_actor_said_is_gone_through_page_by_page(visitor, library, monkeypatch):
    key = "person:emmanuel-macron"
    monkeypatch.setattr(actors, "SENTENCES_A_PAGE", 2)
    claims, total = library.whole().claims_speaking_of(key, "s", 100)
    with library.glance() as glance:
        shown = actors.actor_page(glance, key, said=2)
    assert list(shown.said.items) == list(claims[2:4])
    assert shown.said.total == total
    page = visitor.get(f"/actor/{key}?said=2")
    assert f"{total} statements, the latest first" in words(page)
    assert f'<a rel="prev" href="/actor/{key}#said">Before</a>' in page.text
    assert f'<a rel="next" href="/actor/{key}?said=3#said">Further</a>' in page.text
    assert "said=2" in page.text.split('id="cite"')[1]
    last = visitor.get(f"/actor/{key}?said=999")
    assert "Further" not in last.text.split('id="said"')[1]


def test_what_an_actor_said_is_read_once_however_many_print_it(visitor):
    page = visitor.get("/actor/person:emmanuel-macron")
    assert words(page).count("He conceded that the EU had been unwise to promise a million shells") == 1
    assert "and in 1 more report" in words(page)
    assert '<a href="#said">Said</a>' in page.text


def test_somebody_without_an_id_has_a_page(visitor):
    assert "poorer countries" in words(visitor.get("/actor/name:poorer%20countries"))


def test_a_state_is_shown_with_its_unions(visitor):
    assert "NATO" in words(visitor.get("/actor/FRA")).partition("Member or part of")[2].partition(".")[0]


def test_concepts_and_one_of_them(visitor, library):
    concept = library.concepts(None)[0]
    assert concept.label in words(visitor.get("/concept"))
    shown = words(visitor.get(f"/concept/{concept.concept}"))
    assert all(stand.actor.name in shown for stand in concept.stands)
    measures = [m for m in concept.months if m.polarisation is not None]
    assert "Polarisation " + " ".join(f"{m.polarisation:.2f}" for m in measures) in shown


def test_search_marks_what_it_found(visitor):
    answer = visitor.get("/search?q=shells")
    assert '<mark class="hit">shells</mark>' in answer.text


@pytest.mark.parametrize("asked", ["zebra", ""])
def test_a_search_that_finds_nothing_says_how_to_ask(visitor, asked):
    shown = words(visitor.get(f"/search?q={asked}"))
    assert ("No report has a sentence with it" in shown) is bool(asked)
    assert "A star stands for any ending" in shown
    assert "Cite" not in shown


def test_a_sentence_that_is_found_leads_to_its_place_in_the_report(visitor):
    found = re.search(
        r'<a href="(/document/[^"#]*)#(at-\d+)">in the report', visitor.get("/search?q=shells").text
    )
    assert f'<span id="{found[2]}">' in visitor.get(found[1]).text


def test_a_search_for_no_word_says_so(visitor):
    assert "No word to look for" in words(visitor.get("/search?q=%21%21"))


@pytest.mark.parametrize(
    "place",
    ["/promise/none", "/document/none", "/actor/none", "/concept/none", "/review?item=none", "/no/such"],
)
def test_what_is_not_there_is_not_found(visitor, place):
    assert visitor.get(place).status_code == 404
    assert ("No page has this address." in visitor.get(place).text) == (place == "/no/such")
    assert "only after that day" not in visitor.get(place).text
    then = visitor.get(f"{place}{'&' if '?' in place else '?'}as-of=2024-03-01").text
    assert f'It may have become known only after that day: <a href="{place.partition("?")[0]}">' in then


def test_a_new_entry_is_seen_at_once(visitor, library, shells):
    before = words(visitor.get(f"/promise/{shells.id}"))
    last = shells.deliveries[-1].claims[0]
    library.judge("reject", last, "ben", reason="misread")
    after = words(visitor.get(f"/promise/{shells.id}"))
    assert "misread" not in before
    assert "misread" in after
