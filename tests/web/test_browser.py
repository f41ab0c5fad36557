"""The pages in a real browser: nothing from outside, no complaint in its console, everything by keyboard."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tallystick import Ledger
from tallystick.model import Document, Reading
from tallystick.reconcile.codebook import load_codebook
from tallystick.web import Library, Settings, create_app
from tallystick.web.overview import PAGE_SIZE
from tallystick.web.queue import queue
from tallystick.web.sessions import LONGEST_SECONDS
from tallystick.web.users import Users, add_user

import browsing
from browsing import grave_faults, served, watching
from factories import actor, commitment, item, reading, statement

CODEBOOK = Path(__file__).parents[2] / "examples" / "million-shells" / "codebook.toml"


@pytest.fixture(scope="module")
def browser():
    with browsing.chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def shared(sample_ledger, tmp_path_factory):
    """The sample reports, served for tests that write nothing, with their library."""
    place = tmp_path_factory.mktemp("served") / "copy.tally"
    shutil.copy(sample_ledger, place)
    with Ledger(place) as ledger:
        library = Library(ledger, load_codebook(CODEBOOK))
        with served(create_app(library)) as address:
            yield address, library


@pytest.fixture
def watched(browser):
    """Opens watched pages, and afterwards asks that none complained or asked for anything from outside."""
    with watching(browser, "http://127.0.0.1:") as open_page:
        yield open_page


def places(library):
    promise = max(library.whole().promises, key=lambda p: len(p.claims))
    concept = library.concepts(None)[0]
    pair = next(item for item in queue(library.whole()).items if item.is_pair)
    return {
        "overview": "/",
        "overview on a day": "/?as-of=2024-03-01&status=overdue",
        "promise": f"/promise/{promise.id}",
        "reports": "/document",
        "report": "/document/2024-02-26-paris-wire",
        "actors": "/actor",
        "actor": "/actor/EU",
        "concepts": "/concept",
        "concept": f"/concept/{concept.concept}",
        "concept with a course": "/concept/more-aid",
        "search": "/search?q=shells",
        "help": "/help",
        "review": "/review",
        "review of a pair": f"/review?item={pair.key}",
        "not here": "/promise/none",
    }


PAGES = (
    "overview", "overview on a day", "promise", "reports", "report", "actors", "actor", "concepts", "concept",
    "concept with a course", "search", "help", "review", "review of a pair",
)  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_sound_accessible_and_fits_a_narrow_screen(shared, watched, page):
    address, library = shared
    seen = watched(viewport={"width": 1280, "height": 900}, color_scheme="light")
    seen.page.goto(address + places(library)[page])
    seen.page.wait_for_load_state("networkidle")
    for scheme in ("light", "dark"):
        seen.page.emulate_media(color_scheme=scheme)
        for width, height in ((1280, 900), (360, 740)):
            seen.page.set_viewport_size({"width": width, "height": height})
            assert grave_faults(seen.page) == []
            assert grave_faults(seen.page, runOnly=["target-size"]) == []
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


def test_pages_can_be_read_without_script(shared, watched):
    address, library = shared
    page = watched(java_script_enabled=False).page
    for place in places(library).values():
        if not place.endswith("/none"):
            assert page.goto(address + place).status == 200
            assert page.locator("h1").first.is_visible()


def test_a_word_leads_to_its_claim_and_a_figure_to_its_sentence(shared, watched):
    address, library = shared
    page = watched().page
    page.goto(address + places(library)["report"])
    page.locator("a.word.promised").first.click()
    expect(page.locator("li:target .label")).to_have_text("Promised")
    page.goto(address + places(library)["promise"])
    why = page.locator(".why > details").first
    why.locator("summary").first.click()
    expect(why.locator("blockquote").first).to_be_visible()
    chart = page.locator(".chart picture img")
    assert chart.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300


def test_a_claim_leads_back_to_its_words_and_the_focus_goes_along(shared, watched):
    address, library = shared
    page = watched().page
    page.goto(address + places(library)["report"])
    page.locator("a.word.promised").first.focus()
    page.keyboard.press("Enter")
    claim = page.evaluate("document.activeElement.id")
    assert claim.startswith("claim-")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.ariaLabel").startswith("words of claim")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == claim.replace("claim", "words")


def test_what_was_read_stands_beside_words_that_are_pointed_at_walked_to_or_touched(shared, watched):
    address, library = shared
    page = watched(viewport={"width": 1280, "height": 900}).page
    page.goto(address + places(library)["report"])
    card = page.locator("#hint")
    twice = page.locator("a.word.twice").first
    twice.hover()
    claims = [twice.get_attribute("href").removeprefix("#claim-"), *twice.get_attribute("data-also").split()]
    told = [page.locator(f"#claim-{claim} .slots").inner_text() for claim in claims]
    assert card.locator(".slots").all_inner_texts() == told
    assert len(told) > 1
    assert grave_faults(page) == []
    card.hover()
    expect(card).to_be_visible()
    page.mouse.move(2, 2)
    expect(card).to_be_hidden()
    page.locator("a.word[id]").first.focus()
    page.keyboard.press("Tab")
    expect(card).to_be_visible()
    assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "hint"
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    phone = watched(viewport={"width": 360, "height": 740}, has_touch=True).page
    phone.goto(address + places(library)["report"])
    words = phone.locator("a.word").nth(5)
    words.tap()
    expect(phone.locator("#hint")).to_be_visible()
    expect(words).to_be_in_viewport(ratio=1)
    box, sheet = words.bounding_box(), phone.locator("#hint").bounding_box()
    assert box["y"] + box["height"] <= sheet["y"]
    assert "#claim" not in phone.url
    words.tap()
    assert phone.url.endswith(words.get_attribute("href"))


def test_a_long_page_says_what_is_on_it(shared, watched):
    address, library = shared
    page = watched().page
    page.goto(address + places(library)["promise"])
    links = page.get_by_role("navigation", name="On this page").get_by_role("link")
    for link in links.all():
        link.press("Enter")
        expect(page.locator(link.get_attribute("href"))).to_be_in_viewport()
    assert links.count() >= 5


def test_from_a_promise_to_its_sentence_and_back_by_keyboard_alone(shared, watched):
    address, _ = shared
    page = watched().page

    def tab_to(name, most=60):
        """Press Tab until what is so called has the focus, and see that it can be seen."""
        for _ in range(most):
            page.keyboard.press("Tab")
            focused = page.evaluate(
                "(({ ariaLabel, textContent, value }) => ariaLabel || textContent || value)(document.activeElement)"
            )
            if " ".join(focused.split()).startswith(name):
                ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert ring != "none", name
                return
        raise AssertionError(f"{name} is not reached within {most} steps")

    def follow(name, most=60):
        tab_to(name, most)
        with page.expect_navigation():
            page.keyboard.press("Enter")

    page.goto(address)
    tab_to("To the content", 1)
    page.keyboard.press("Enter")
    follow("11")  # overdue
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # past the menu again
    follow("European Union → Ukraine")
    tab_to("≥98%")
    page.keyboard.press("Enter")
    expect(page.locator("#why-share-low")).to_be_in_viewport()
    follow("EU close to its million shells", 5)
    assert page.url.startswith(f"{address}/document/2024-11-11")
    told = page.evaluate("document.activeElement.textContent")
    assert told.startswith("The European Union has supplied Ukraine with more than 980,000")
    expect(page.locator("#hint")).to_be_hidden()  # until somebody walks on
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") > 100
    page.keyboard.press("Enter")
    follow("promise", 3)
    assert "/promise/" in page.url
    page.keyboard.press("?")
    page.wait_for_url(f"{address}/help")


def test_every_figure_of_a_promise_opens_its_steps(shared, watched):
    address, library = shared
    page = watched().page
    page.goto(address + places(library)["promise"])
    names = [link.get_attribute("href") for link in page.locator(".facts a.ask").all()]
    wanted = {
        "status",
        "days-late",
        "share-low",
        "low",
        "promised",
        "stage",
        "deadline",
        "voices",
        "date-low",
    }
    assert {f"#why-{name}" for name in wanted} <= set(names)
    told = page.locator("li.done a.ask")
    assert told.count() == 9  # of eleven deliveries; two tell no figure
    for link in [*page.locator(".facts a.ask").all(), told.last]:
        link.click()
        steps = page.locator(link.get_attribute("href"))
        expect(steps).to_be_visible()
        expect(steps).to_be_in_viewport()
    expect(steps.locator("blockquote")).to_contain_text("980")
    page.goto(address + places(library)["promise"] + "#why-days-late")
    expect(page.locator("#why-days-late")).to_be_visible()


def test_the_arrow_keys_lead_from_day_to_day(shared, watched):
    address, library = shared
    *_, before, last = library.days()
    page = watched().page
    page.goto(f"{address}/?category=vaccines")
    slider = page.get_by_role("slider")
    assert slider.get_attribute("aria-valuetext") == "everything"
    slider.focus()
    for day in (last, before):
        page.keyboard.press("ArrowLeft")
        expect(page.locator("main > .note")).to_contain_text(f"As of {day}")
        expect(page.get_by_label("As known on", exact=True)).to_have_value(day)
        assert page.url == f"{address}/?category=vaccines&as-of={day}"
    expect(slider).to_be_focused()
    page.keyboard.press("End")
    expect(page.locator("main > .note")).to_have_count(0)
    assert page.url == f"{address}/?category=vaccines"
    assert grave_faults(page) == []


def test_a_table_is_copied_for_a_spreadsheet(shared, watched):
    address, library = shared
    seen = watched(permissions=["clipboard-read", "clipboard-write"])
    seen.page.goto(f"{address}/concept/{library.concepts(None)[0].concept}")
    seen.page.get_by_role("button", name="Copy the table positions").click()
    expect(seen.page.get_by_text("Copied")).to_be_visible()
    lines = seen.page.evaluate("navigator.clipboard.readText()").split("\n")
    record = library.concepts(None)[0]
    assert lines[0] == "\t".join(["Actor", *(month.month for month in record.months)])
    first = next(s for s in record.stands if s.actor.name == lines[1].partition("\t")[0])
    told = [" ".join(first.months.get(month.month, ())) for month in record.months]
    assert lines[1] == "\t".join([first.actor.name, *told])


def test_a_copied_promise_has_a_column_for_each_thing_it_tells_and_leads_to_its_page(shared, watched):
    address, library = shared
    page = watched(permissions=["clipboard-read", "clipboard-write"]).page
    page.goto(address)
    page.locator("button.copies").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    heading, first = page.evaluate("navigator.clipboard.readText()").split("\n")[:2]
    told = dict(zip(heading.split("\t"), first.split("\t"), strict=True))
    assert list(told) == [
        "Who", "To whom", "What", "Sources", "Promised", "Reported", "Contradictions", "Kept, share", "Kept", "Due",
        "Status", "Days late",
    ]  # fmt: skip
    assert (told["Who"], told["To whom"], told["What"]) == ("European Union", "Ukraine", "1,000,000 shells")
    assert (told["Kept, share"], told["Kept"], told["Status"]) == ("≥98%", "≥980,000", "overdue")
    assert (int(told["Sources"]) > 5, int(told["Days late"]) > 200) == (True, True)
    rich = page.evaluate(
        "async () => await (await (await navigator.clipboard.read())[0].getType('text/html')).text()"
    )
    assert (
        f'<a href="{address}/promise/{max(library.whole().promises, key=lambda p: len(p.claims)).id}">'
        in rich
    )


@pytest.mark.parametrize("width", [1280, 360])
def test_rows_that_are_selected_are_copied_with_their_columns(shared, watched, width):
    address, _ = shared
    page = watched(
        permissions=["clipboard-read", "clipboard-write"], viewport={"width": width, "height": 900}
    ).page
    page.goto(address)

    def copied(first, last):
        """What the clipboard has when all from one element to another one is selected and copied."""
        page.evaluate(
            """([first, last]) => getSelection().setBaseAndExtent(document.querySelector(first), 0,
                document.querySelector(last), document.querySelector(last).childNodes.length)""",
            [first, last],
        )
        page.keyboard.press("Control+c")
        plain = page.evaluate("navigator.clipboard.readText()").split("\n")
        rich = page.evaluate(
            "async () => await (await (await navigator.clipboard.read())[0].getType('text/html')).text()"
        )
        return [line.split("\t") for line in plain], rich

    rows = "table.promises tbody tr:nth-child({})"
    lines, rich = copied(rows.format(2), rows.format(3) + " td:last-child")
    assert [len(line) for line in lines] == [12, 12]
    assert lines[0][0] == page.locator(rows.format(2) + " [data-part=Who]").inner_text()
    assert rich.count("<tr>") == 2
    lines, _ = copied("table.promises", "table.promises")
    assert lines[0][:3] == ["Who", "To whom", "What"]
    assert {len(line) for line in lines} == {12}
    lines, _ = copied("h1", "h1")  # any other text is copied as it is
    assert lines == [["What was promised, and what became of it"]]


def test_what_is_chosen_is_shown_without_a_press(shared, watched):
    address, _ = shared
    page = watched().page
    page.goto(address)
    page.get_by_label("Status").select_option("overdue")
    expect(page.locator(".chosen")).to_contain_text("overdue")
    expect(page.get_by_label("Status")).to_have_value("overdue")
    assert page.url == f"{address}/?status=overdue"
    page.get_by_label("Status").focus()
    assert page.evaluate("document.activeElement.name") == "status"


@pytest.mark.parametrize("name", ["overview", "reports", "actor", "concepts"])
def test_every_table_can_be_copied(shared, watched, name):
    address, library = shared
    page = watched(permissions=["clipboard-read", "clipboard-write"]).page
    page.goto(address + places(library)[name])
    for folded in page.locator("details.as-table summary").all():
        if folded.is_visible():  # where there is room nothing is folded
            folded.click()
    tables = page.locator("table")
    expect(page.locator("button.copies")).to_have_count(tables.count())
    page.locator("button.copies").last.click()
    expect(page.get_by_text("Copied")).to_be_visible()
    lines = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert len(lines) == tables.last.locator("tr").count()
    assert len({line.count("\t") for line in lines}) == 1


def test_another_day_brings_its_button_and_a_formula_is_none(shared, watched):
    address, _ = shared
    page = watched(permissions=["clipboard-read", "clipboard-write"]).page
    page.goto(address)
    page.get_by_role("slider").press("ArrowLeft")
    expect(page.locator("main > .note")).to_contain_text("As of")
    page.locator("[data-part=What]").first.evaluate("cell => { cell.textContent = '=1+1'; }")
    page.locator("button.copies").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    assert "'=1+1" in page.evaluate("navigator.clipboard.readText()")


def test_what_is_folded_is_printed(shared, watched):
    address, library = shared
    page = watched(color_scheme="dark").page
    page.goto(address + places(library)["promise"])
    page.emulate_media(media="print")
    for steps in page.locator(".why > details .tree").all()[:3]:
        assert steps.evaluate("steps => steps.checkVisibility({ contentVisibilityAuto: true })")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


def test_where_there_is_room_no_choice_is_folded(shared, watched):
    address, _ = shared
    page = watched(viewport={"width": 1280, "height": 900}).page
    page.goto(address)
    more, status = page.get_by_text("More to choose by"), page.get_by_label("Status")
    expect(more).not_to_be_visible()
    expect(status).to_be_visible()
    page.get_by_label("To whom").focus()
    for name in ("category", "status"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == name
    page.set_viewport_size({"width": 360, "height": 740})
    expect(status).not_to_be_visible()
    more.click()
    status.select_option("overdue")
    with page.expect_navigation():
        page.get_by_role("button", name="Show").click()
    assert "status=overdue" in page.url
    expect(status).to_be_visible()  # as it was chosen by


def test_keys_lead_to_the_search_to_help_and_from_page_to_page_and_can_be_turned_off(shared, watched):
    address, library = shared
    page = watched().page
    page.goto(address)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("?")
    expect(page.get_by_role("searchbox")).to_have_value("?")
    page.keyboard.press("Escape")
    assert len(library.whole().promises) > PAGE_SIZE
    with page.expect_navigation():
        page.keyboard.press("j")
    assert "page=2" in page.url
    with page.expect_navigation():
        page.keyboard.press("k")
    with page.expect_navigation():
        page.keyboard.press("?")
    assert page.url == f"{address}/help"
    turn = page.get_by_role("button", name="Keys of one letter", pressed=True)
    turn.click()
    expect(page.get_by_role("button", name="Keys of one letter", pressed=False)).to_be_visible()
    page.goto(address)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).not_to_be_focused()
    page.goto(f"{address}/help")
    page.get_by_role("button", name="Keys of one letter").click()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()


@pytest.fixture
def writable(library):
    """A library that a test may write to, served as ada and as ben."""
    with (
        served(create_app(library, Settings(user="ada"))) as ada,
        served(create_app(library, Settings(user="ben"))) as ben,
    ):
        yield library, ada, ben


def test_the_whole_review_by_keyboard(writable, watched):
    library, ada, _ = writable
    items = queue(library.whole()).items
    claims = [item for item in items if not item.is_pair]
    pair = next(item for item in items if item.is_pair)
    page = watched().page
    page.goto(f"{ada}/review")
    press = page.keyboard.press

    def current():
        return page.locator("form.answers input[name=item]").get_attribute("value")

    def settled(verdicts):
        page.wait_for_load_state("load")
        assert [j.verdict for j in library.judgements()] == verdicts

    with page.expect_navigation():
        press("j")
    assert current() == items[1].key
    with page.expect_navigation():
        press("k")
    assert current() == items[0].key
    page.goto(f"{ada}/review?item={claims[0].key}")
    with page.expect_navigation():
        press("a")
    settled(["accept"])
    page.goto(f"{ada}/review?item={claims[1].key}")
    with page.expect_navigation():
        press("r")
    settled(["accept", "reject"])
    with page.expect_navigation():
        press("u")
    settled(["accept", "reject", "withdraw"])
    assert current() == claims[1].key
    page.goto(f"{ada}/review?item={pair.key}")
    with page.expect_navigation():
        press("d")
    settled(["accept", "reject", "withdraw", "different"])
    page.goto(f"{ada}/review?item={pair.key}")
    with page.expect_navigation():
        press("s")
    settled(["accept", "reject", "withdraw", "different", "same"])
    assert pair.key not in [item.key for item in queue(library.whole()).items]
    press("?")
    expect(page.get_by_text("undo your last")).to_be_visible()


def test_a_slot_is_put_right_by_keyboard_and_a_fault_is_told_where_it_was_typed(writable, watched):
    library, ada, _ = writable
    claim = [item for item in queue(library.whole()).items if not item.is_pair][1].key
    seen = watched()
    page, press = seen.page, seen.page.keyboard.press
    page.goto(f"{ada}/review?item={claim}")
    press("e")
    assert page.evaluate("document.activeElement.name") == "slot:source"
    for _ in range(40):
        press("Tab")
        if page.evaluate("document.activeElement.name") == "slot:deadline":
            break
    press("Control+a")
    page.keyboard.type("soon")
    with page.expect_navigation():
        press("Enter")
    expect(page.locator("[aria-invalid]")).to_have_value("soon")
    expect(page.locator(".fault")).to_contain_text("it has to be a date")
    assert grave_faults(page) == []
    assert library.judgements() == []
    seen.complaints.clear()  # a browser notes the 400 in its console
    page.locator("[aria-invalid]").focus()
    press("Control+a")
    page.keyboard.type("2024-03")
    with page.expect_navigation():
        press("Enter")
    assert [(j.verdict, j.slot) for j in library.judgements()] == [("correct", "deadline")]
    assert library.whole().evidence([claim])[claim][1].deadline == "2024-03"


def test_after_each_decision_the_keyboard_is_at_the_next_question(writable, watched):
    _, ada, _ = writable
    page = watched().page
    page.goto(f"{ada}/review")
    for key in ("j", "s", "d", "a"):
        if page.locator(f"[data-key={key}]").count():
            with page.expect_navigation():
                page.keyboard.press(key)
        assert page.evaluate("document.activeElement.tagName") == "H1"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('section').ariaLabel") == "Question"


def test_nothing_of_a_long_name_is_out_of_sight(watched, tmp_path):
    name = "Intergovernmental Mechanism for Everything Promised at the Second Conference " * 2
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    actors = [actor(None, name.strip()), actor(None, word)]
    shells = item(quantity=1_234_567_890_123, unit="artillery shell of 155 mm calibre")
    with Ledger(tmp_path / "long.tally") as ledger:
        for at, one in enumerate(actors):
            told = [
                commitment((one,), (actors[1 - at],), shells, deadline="2024-03", source=one),
                statement(f"{one.name} is for it", source=one, concept="wage", stance="for"),
            ]
            ledger.append(
                reading(f"r{at}", *told, published=f"2024-0{at + 1}-01", title=word * 3, publisher=name)
            )
        library = Library(ledger)
        promise = library.whole().promises[0]
        with served(create_app(library)) as address:
            page = watched(viewport={"width": 360, "height": 740}).page
            for place in (
                "/", f"/promise/{promise.id}", "/document", "/document/r1", "/actor", "/concept", "/concept/wage",
                f"/actor/name:{word}", "/search?q=shell",
            ):  # fmt: skip
                assert page.goto(address + place).ok
                assert page.evaluate("document.documentElement.scrollWidth") <= 360, place
            page.goto(f"{address}/concept")
            drawing = page.locator(".network svg").bounding_box()
            for label in page.locator(".network text").all():
                box = label.bounding_box()
                assert drawing["y"] <= box["y"]
                assert box["y"] + box["height"] <= drawing["y"] + drawing["height"]


def test_typing_a_reason_decides_nothing(writable, watched):
    library, ada, _ = writable
    page = watched().page
    page.goto(f"{ada}/review")
    page.locator("#reason").fill("")
    page.locator("#reason").press_sequentially("rajsdu?")
    assert page.locator("#reason").input_value() == "rajsdu?"
    assert library.judgements() == []


def test_two_reviewers_at_once(writable, watched):
    library, ada, ben = writable
    item = next(i for i in queue(library.whole()).items if not i.is_pair)
    hers, his = watched(), watched()
    hers.page.goto(f"{ada}/review?item={item.key}")
    his.page.goto(f"{ben}/review?item={item.key}")
    with hers.page.expect_navigation():
        hers.page.keyboard.press("a")
    with his.page.expect_navigation():
        his.page.keyboard.press("r")
    expect(his.page.get_by_role("alert")).to_contain_text("Somebody decided on this meanwhile")
    expect(his.page.get_by_role("alert")).to_contain_text("ada decided while you were looking: accept by ada")
    expect(his.page.get_by_text("Decided: accept by ada")).to_be_visible()
    his.complaints.clear()  # a browser notes the 409 in its console
    with his.page.expect_navigation():
        his.page.keyboard.press("r")
    assert [(j.user, j.verdict) for j in library.judgements()] == [("ada", "accept"), ("ben", "reject")]


def test_signing_in(library, watched, tmp_path):
    add_user(tmp_path / "users.json", "ada", "reviewer", "a long password")
    settings = Settings(users=Users.load(tmp_path / "users.json"))
    with served(create_app(library, settings)) as address:
        seen = watched()
        seen.page.goto(f"{address}/actor/EU")
        seen.page.get_by_label("Name").fill("ada")
        seen.page.get_by_label("Password").fill("a long password")
        assert grave_faults(seen.page) == []
        with seen.page.expect_navigation():
            seen.page.keyboard.press("Enter")
        assert seen.page.url == f"{address}/actor/EU"
        assert seen.page.evaluate("document.cookie") == ""


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self):
        self.now = 1_700_000_000.0

    def __call__(self):
        return self.now


@pytest.mark.parametrize("is_pair", [True, False])
def test_what_was_typed_outlives_a_session_that_ends_meanwhile(library, watched, tmp_path, is_pair):
    add_user(tmp_path / "users.json", "ada", "reviewer", "a long password")
    clock = Clock()
    settings = Settings(users=Users.load(tmp_path / "users.json"), clock=clock)
    question = next(item for item in queue(library.whole()).items if item.is_pair == is_pair)
    with served(create_app(library, settings)) as address:
        seen = watched()
        page, press = seen.page, seen.page.keyboard.press

        def sign_in(password):
            page.get_by_label("Name").fill("ada")
            page.get_by_label("Password").fill(password)
            with page.expect_navigation():
                press("Enter")

        page.goto(f"{address}/review?item={question.key}")
        sign_in("a long password")
        if is_pair:
            page.get_by_label("Reason").fill("Both tell of the same day")
        else:
            press("e")
            page.get_by_label("due").fill("2031-05")
            page.get_by_label("reason", exact=True).fill("It says so below")
        clock.now += LONGEST_SECONDS + 1
        with page.expect_navigation():
            if is_pair:
                page.get_by_role("button", name="It counts").or_(
                    page.get_by_role("button", name="Same")
                ).click()
            else:
                press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("What you typed is kept")
        sign_in("a wrong password")
        sign_in("a long password")
        expect(page.get_by_role("alert")).to_contain_text("What you typed is still here")
        assert page.locator("form.answers input[name=item]").get_attribute("value") == question.key
        assert page.url == f"{address}/review?item={question.key}"
        expect(page.get_by_role("link", name="Review", exact=True)).to_have_attribute("aria-current", "page")
        assert library.judgements() == []
        seen.complaints.clear()  # a browser notes each 403 in its console
        if is_pair:
            expect(page.get_by_label("Reason")).to_have_value("Both tell of the same day")
            with page.expect_navigation():
                press("s")
            assert [(j.verdict, j.reason) for j in library.judgements()] == [
                ("same", "Both tell of the same day")
            ]
            return
        expect(page.get_by_label("due")).to_have_value("2031-05")
        page.get_by_label("due").focus()
        with page.expect_navigation():
            press("Enter")
        (judged,) = library.judgements()
        assert (judged.slot, judged.value, judged.reason) == ("deadline", "2031-05", "It says so below")


def test_a_hostile_report_does_nothing(watched, tmp_path):
    text = (
        "<script>alert(1)</script><img src=x onerror=alert(2)><svg/onload=alert(3)>\u202egnihton\u202c\n"
        + "[" * 10_000_000
    )
    document = Document(id="<i>'\"", text=text, sha256="0" * 64, title="</title><script>alert(4)</script>")
    with Ledger(tmp_path / "hostile.tally") as ledger:
        ledger.append(Reading(document))
        with served(create_app(Library(ledger))) as address:
            page = watched(viewport={"width": 360, "height": 740}).page
            page.goto(f"{address}/document")
            page.locator("main a").first.click()
            expect(page.locator("article")).to_contain_text("<script>alert(1)</script><img src=x")
            assert page.locator("article script, article img, article svg").count() == 0
            assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_form_of_another_site_decides_nothing(writable, watched):
    library, ada, _ = writable
    item = queue(library.whole()).items[0]
    seen = watched()
    seen.page.goto(f"{ada}/review")  # has a session now
    forged = (
        f"<form method=post action='{ada}/review'><input name=item value='{item.key}'>"
        "<input name=verdict value=accept><input name=token value=guessed><button>A prize!</button></form>"
    )
    seen.context.route(
        "http://127.0.0.1:9/*", lambda route: route.fulfill(body=forged, content_type="text/html")
    )
    seen.page.goto("http://127.0.0.1:9/prize")
    with seen.page.expect_navigation() as went:
        seen.page.get_by_role("button").click()
    assert went.value.status == 403
    assert library.judgements() == []
    seen.complaints.clear()  # a browser notes the 403 in its console


def test_a_form_without_the_token_of_its_session_decides_nothing(writable, watched):
    library, ada, _ = writable
    seen = watched()
    seen.page.goto(f"{ada}/review")
    seen.page.locator("form.answers input[name=token]").evaluate("field => { field.value = 'guessed'; }")
    with seen.page.expect_navigation() as went:
        seen.page.keyboard.press("d" if seen.page.locator("[data-key=d]").count() else "a")
    assert went.value.status == 403
    expect(seen.page.locator("main")).to_contain_text("not made for this session")
    assert library.judgements() == []
    seen.complaints.clear()  # a browser notes the 403 in its console
