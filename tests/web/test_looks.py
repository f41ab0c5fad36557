"""How pages look and behave in a browser where a ledger is empty, long, crowded or old: found by using them."""

import re
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader
from tallystick import Ledger
from tallystick.web import Library, Settings, create_app
from tallystick.web.pages import TOLD_A_PAGE
from tallystick.web.queue import queue
from tallystick.web.sessions import LONGEST_SECONDS

import browsing
from browsing import grave_faults, served, watching
from factories import actor, commitment, delivery, item, reading, statement


@pytest.fixture(scope="module")
def browser():
    with browsing.chromium() as opened:
        yield opened


@pytest.fixture
def watched(browser):
    with watching(browser, "http://127.0.0.1:") as open_page:
        yield open_page


@pytest.fixture
def kept(tmp_path):
    """Makes a ledger of readings and serves its pages."""

    def serve(*readings, **settings):
        ledger = Ledger(tmp_path / "kept.tally")
        opened.append(ledger)
        ledger.append_all(readings)
        return served(create_app(Library(ledger), Settings(user="ada", **settings)))

    opened = []
    yield serve
    for ledger in opened:
        ledger.close()


def spoken(count, months=1):
    """Reports in which as many people with long names take sides on one thing, in as many months."""
    names = [f"Person{at} Oppenheimer-Schwarzenberger" for at in range(count)]
    return [
        reading(
            f"r{at}-{month}",
            statement(
                f"{name} spoke of wages in month {month} {'again' * at}",
                source=actor(f"person:p{at}", name),
                concept="wage",
                stance="for" if (at + month) % 3 else "against",
                date=f"2024-{month:02}-01",
            ),
            published=f"2024-{month:02}-02",
        )
        for at, name in enumerate(names)
        for month in range(1, months + 1)
    ]


def test_who_agrees_with_whom_can_be_read_on_a_phone(kept, watched):
    with kept(*spoken(12)) as address:
        page = watched(viewport={"width": 360, "height": 740}).page
        page.goto(f"{address}/concept")
        drawing = page.locator(".network svg").bounding_box()
        assert drawing["x"] >= 0
        assert drawing["x"] + drawing["width"] <= 360
        for name in page.locator(".network a text").all():
            box = name.bounding_box()
            assert box["height"] >= 11
            assert drawing["x"] <= box["x"]
            assert box["x"] + box["width"] <= drawing["x"] + drawing["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_is_whole_on_a_phone_and_its_letters_can_be_read(library, watched, scheme):
    shells = max(library.whole().promises, key=lambda promise: len(promise.claims))
    with served(create_app(library)) as address:
        page = watched(viewport={"width": 360, "height": 740}, color_scheme=scheme).page
        for place in (f"/promise/{shells.id}", "/concept/more-aid"):
            page.goto(address + place)
            chart = page.locator(".chart picture img")
            chart.scroll_into_view_if_needed()
            drawn, shown = chart.evaluate("i => i.decode().then(() => [i.naturalWidth, i.clientWidth])")
            assert "width=narrow" in chart.evaluate("image => image.currentSrc")
            assert shown / drawn > 0.8  # of letters of 12 pixels
            box = chart.bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 360
            page.set_viewport_size({"width": 1280, "height": 900})
            expect(chart).not_to_have_js_property("currentSrc", "")
            assert "narrow" not in chart.evaluate("i => i.decode().then(() => i.currentSrc)")
            page.set_viewport_size({"width": 360, "height": 740})


@pytest.mark.parametrize("size", [(1280, 900), (360, 740)])
@pytest.mark.parametrize("place", ["/promise/{}", "/concept/more-aid"])
def test_a_chart_is_there_as_soon_as_its_page_and_nothing_jumps(library, watched, place, size):
    shells = max(library.whole().promises, key=lambda promise: len(promise.claims))
    with served(create_app(library)) as address:
        page = watched(viewport={"width": size[0], "height": size[1]}).page
        page.add_init_script(
            "window.jumps = []; new PerformanceObserver(list => jumps.push(...list.getEntries().map(e => e.value)))"
            ".observe({ type: 'layout-shift', buffered: true })"
        )
        page.goto(
            address + place.format(shells.id)
        )  # ends when the page is loaded, and waits for nothing else
        is_drawn, high = page.locator(".chart picture img").evaluate("i => [i.complete, i.clientHeight]")
        assert is_drawn
        assert high > 200
        assert sum(page.evaluate("jumps")) < 0.01


@pytest.mark.parametrize(("place", "told"), [("/promise/{}", "Jul 2024"), ("/concept/more-aid", "0 to 1")])
def test_a_chart_is_printed_on_white_and_as_wide_as_the_paper_wherever_it_is_printed(
    library, watched, place, told
):
    shells = max(library.whole().promises, key=lambda promise: len(promise.claims))
    printed = []
    with served(create_app(library)) as address:
        for width, scheme in ((1280, "light"), (360, "dark")):
            page = watched(viewport={"width": width, "height": 740}, color_scheme=scheme).page
            page.goto(address + place.format(shells.id))
            pages = PdfReader(BytesIO(page.pdf())).pages
            assert told in "".join(one.extract_text() for one in pages)
            colours = (re.findall(rb"\S+ \S+ \S+ rg", one.get_contents().get_data()) for one in pages)
            printed.append([set(some) for some in colours])
    assert printed[0] == printed[1]


def test_who_is_pointed_at_in_the_drawing_stands_out_with_their_arcs(kept, watched):
    with kept(*spoken(6)) as address:
        page = watched().page
        page.goto(f"{address}/concept")
        page.locator(".network a").first.focus()
        lit = page.locator(".network path.lit")
        assert 0 < lit.count() < page.locator(".network path").count()
        assert lit.first.evaluate("arc => getComputedStyle(arc).opacity") > "0.5"
        assert (
            page.locator(".network path:not(.lit)").first.evaluate("arc => getComputedStyle(arc).opacity")
            < "0.2"
        )
        page.locator("h1").click()
        expect(page.locator(".network svg.picked")).to_have_count(0)


@pytest.mark.parametrize("width", [360, 1280])
def test_of_many_months_the_last_are_in_sight_and_no_name_is_cut_within_a_word(kept, watched, width):
    with kept(*spoken(3, months=12)) as address:
        page = watched(viewport={"width": width, "height": 740}).page
        page.goto(f"{address}/concept/wage")
        expect(page.locator(".matrix thead th").last).to_be_in_viewport()
        actors = page.locator(".matrix tbody th").first
        expect(actors).to_be_in_viewport()
        shown = actors.locator("a").evaluate(
            "a => { const range = document.createRange(); range.selectNodeContents(a);"
            " return new Set([...range.getClientRects()].map(line => line.top)).size; }"
        )
        assert shown <= 3  # "Person0", "Oppenheimer-", "Schwarzenberger"


def test_a_promise_of_which_hundreds_speak_comes_in_parts(kept, watched):
    shells = {"unit": "shell", "category": "ammunition"}
    told = [
        reading(
            f"r{at:03}",
            commitment("EU", "UKR", item(quantity=1e6, **shells), source=actor(f"person:p{at}", f"Number {at}")),
            delivery(
                "EU", "UKR", item(quantity=1000.0 * at + 5, **shells), words=f"has sent {at}", cumulative=True,
                source=actor(f"person:p{at}", f"Number {at}"), date=f"2024-{1 + at % 12:02}-0{1 + at % 9}",
            ),
            published=f"2024-{1 + at % 12:02}-0{1 + at % 9}",
        )
        for at in range(120)
    ]  # fmt: skip
    with kept(*told) as address:
        page = watched().page
        page.goto(address)
        page.locator("table a").first.click()
        assert len(page.content()) < 450_000
        expect(page.locator("li.done")).to_have_count(TOLD_A_PAGE)
        page.get_by_role("navigation", name="Pages of what was done").get_by_role(
            "link", name="Further"
        ).click()
        expect(page).to_have_url(f"{page.url.split('?')[0]}?done=2#done")
        expect(page.locator("li.done").first.locator(".when")).to_be_in_viewport()
        page.locator("li.done a.ask").last.click()
        expect(page.locator(f"#{page.url.rpartition('#')[2]}")).to_be_in_viewport()


def test_on_a_phone_a_day_is_said_to_be_when_something_is_due(kept, watched):
    due = reading("a", commitment("EU", "UKR", trucks(2), deadline="2031-05"))
    with kept(due, reading("b", commitment("EU", "MDA", trucks(3)))) as address:
        page = watched(viewport={"width": 360, "height": 740}).page
        page.goto(address)
        told = page.locator("td.due")
        said = "cell => getComputedStyle(cell, '::before').content"
        assert {cell.inner_text(): cell.evaluate(said) for cell in told.all()} == {
            "2031-05": '"due "',
            "no deadline": "none",
        }


def test_an_empty_ledger_says_what_to_do(kept, watched):
    with kept() as address:
        page = watched().page
        for place in ("/", "/document"):
            page.goto(address + place)
            expect(page.locator("main")).to_contain_text("tally read FILE… --ledger kept.tally")
            assert page.locator("form.filters, table, button.copies").count() == 0
            assert grave_faults(page) == []
        page.goto(f"{address}/actor")
        expect(page.locator("main")).to_contain_text("Nobody promised anything yet")


def test_reports_without_a_promise_say_so(kept, watched):
    with kept(*spoken(1)) as address:
        page = watched().page
        page.goto(address)
        expect(page.locator("main")).to_contain_text("The reports tell of no promise")


def trucks(count):
    return item("vehicles", quantity=float(count), unit="truck")


def doubtful():
    """Two promises that were read with doubt."""
    return [
        reading(f"r{at}", commitment("EU", "UKR", trucks(at + 2), confidence=0.5), published="2024-01-01")
        for at in range(2)
    ]


def test_the_question_is_in_sight_in_the_queue_and_its_answers_on_a_phone(library, watched):
    items = queue(library.whole()).items
    assert len(items) > 70
    with served(create_app(library, Settings(user="ada"))) as address:
        page = watched(viewport={"width": 1280, "height": 900}).page
        for item in (items[0], items[40], items[70]):
            page.goto(f"{address}/review?item={item.key}")
            expect(page.locator(".queue [aria-current]")).to_be_in_viewport()
        page.set_viewport_size({"width": 360, "height": 740})
        page.goto(f"{address}/review?item={next(item for item in items if item.is_pair).key}")
        expect(page.get_by_role("button", name="Same")).to_be_in_viewport()
        assert grave_faults(page) == []


def test_what_was_typed_is_kept_where_the_session_is_over(kept, watched):
    now = [1_700_000_000.0]
    with kept(*doubtful(), clock=lambda: now[0]) as address:
        seen = watched()
        page = seen.page
        page.goto(f"{address}/review")
        page.locator("#reason").fill("as the ministry wrote")
        now[0] += LONGEST_SECONDS
        page.get_by_role("button", name="Accept").click()
        expect(page.get_by_role("alert")).to_contain_text("nothing was decided")
        expect(page.locator("#reason")).to_have_value("as the ministry wrote")
        page.get_by_role("button", name="Accept").click()
        expect(page.locator("section")).to_contain_text("accept by ada")
        expect(page.locator("section")).to_contain_text("as the ministry wrote")
        seen.complaints.clear()  # a browser notes the 403 in its console


def test_ones_own_decision_on_another_page_is_said_to_be_ones_own(kept, watched):
    with kept(*doubtful()) as address:
        seen = watched()
        pages = seen.page, seen.context.new_page()
        for page in pages:
            page.goto(f"{address}/review")
            page.locator("#reason").fill("so it says")
        pages[0].get_by_role("button", name="Accept").click()
        expect(pages[0].locator("section")).to_contain_text("accept by ada")
        pages[1].get_by_role("button", name="Reject").click()
        expect(pages[1].get_by_role("alert")).to_contain_text("You, on another page, decided on this")
        expect(pages[1].locator("#reason")).to_have_value("so it says")
        seen.complaints.clear()  # a browser notes the 409 in its console


def test_where_colours_are_forced_the_page_in_the_menu_is_still_marked(kept, watched):
    with kept(*doubtful()) as address:
        page = watched(forced_colors="active").page
        page.goto(f"{address}/actor")
        here = page.get_by_role("navigation", name="Pages").locator("[aria-current]")
        assert here.evaluate("link => getComputedStyle(link).textDecorationLine") == "underline"


def test_who_comes_back_finds_the_fields_as_the_page_is(kept, watched):
    told = [
        reading(f"r{at}", commitment("EU", "UKR", trucks(at + 2)), published=f"2024-0{at + 1}-01")
        for at in range(3)
    ]
    with kept(*told) as address:
        page = watched().page
        page.goto(address)
        page.get_by_role("slider").press("ArrowLeft")
        expect(page.locator("main > .note")).to_contain_text("As of 2024-03-01")
        page.locator("table a").first.click()
        page.wait_for_url("**/promise/**")
        page.go_back()
        expect(page.locator("main > .note")).to_contain_text("As of 2024-03-01")
        expect(page.get_by_label("As known on", exact=True)).to_have_value("2024-03-01")
        expect(page.get_by_role("slider")).to_have_attribute("aria-valuetext", "2024-03-01")
