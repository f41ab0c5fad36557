"""The exported site, opened from a disk: whole, harmless, readable, and nothing asked of the network."""

import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import expect
from tallystick import Ledger
from tallystick.errors import SettingError
from tallystick.exports import Material, named_export, write
from tallystick.exports.tables import DICTIONARY, TABLES
from tallystick.ledger import opened, streaming
from tallystick.model import Document, Reading
from tallystick.reconcile.codebook import load_codebook
from tallystick.web import actors, concepts, library, publishing
from tallystick.web.links import file_name

import browsing
from browsing import grave_faults, watching
from factories import actor, commitment, delivery, item, reading

EXAMPLES = Path(__file__).parents[2] / "examples"
SITE = named_export("site")
PAGES = (
    "index.html", "find.html", "search.html", "search.html?q=shells", "about.html", "promise/{promise}.html",
    "document/index.html",
    "document/2024-02-26-paris-wire.html", "actor/index.html", "actor/{actor}.html", "concept/index.html",
    "concept/send-troops.html", "concept/more-aid.html", "help.html",
)  # fmt: skip


def export(place, to, as_of=None, codebook=None):
    with Ledger(place) as ledger:
        write(SITE, Material.of(ledger, as_of, codebook), to)
    return to


@pytest.fixture(scope="session")
def site(sample_ledger, tmp_path_factory):
    """The sample reports as a site; never written to."""
    book = load_codebook(EXAMPLES / "million-shells" / "codebook.toml")
    return export(sample_ledger, tmp_path_factory.mktemp("site") / "a site", codebook=book)


@pytest.fixture(scope="session")
def shells(site):
    """The promise of a million shells."""
    promises = json.loads((site / "downloads" / "promises.json").read_text())
    return max(promises, key=lambda promise: len(promise["claim_ids"]))


@pytest.fixture(scope="module")
def browser():
    with browsing.chromium() as opened:
        yield opened


@pytest.fixture
def watched(browser):
    with watching(browser, "file://") as open_page:
        yield open_page


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_from_a_disk_sound_accessible_and_narrow(site, shells, watched, page):
    name, _, asked = page.partition("?")
    path = site / name.format(promise=shells["promise_id"], actor=file_name("EU"))
    seen = watched(viewport={"width": 1280, "height": 900}, color_scheme="light")
    seen.page.goto(f"{path.as_uri()}?{asked}")
    if asked:
        expect(seen.page.locator("mark.hit").first).to_be_visible()
    assert seen.page.evaluate("getComputedStyle(document.body).fontFamily") != "Times New Roman"
    assert grave_faults(seen.page) == []
    seen.page.emulate_media(color_scheme="dark")
    assert grave_faults(seen.page, runOnly=["color-contrast"]) == []
    seen.page.set_viewport_size({"width": 360, "height": 740})
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_chart_is_seen_on_either_ground(site, shells, watched):
    page = watched(color_scheme="light").page
    page.goto((site / "promise" / f"{shells['promise_id']}.html").as_uri())
    chart = page.locator(".chart picture img")
    assert chart.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300
    assert "~dark" not in chart.evaluate("image => image.currentSrc")
    page.emulate_media(color_scheme="dark")
    dark = site / "promise" / f"{shells['promise_id']}~dark.chart.svg"
    expect(chart).to_have_js_property("currentSrc", dark.as_uri())
    assert chart.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300


def test_a_phone_is_shown_charts_of_its_own_width_and_they_are_saved_as_svg_and_png(site, shells, watched):
    page = watched(viewport={"width": 360, "height": 740}).page
    page.goto((site / "promise" / f"{shells['promise_id']}.html").as_uri())
    chart = page.locator(".chart picture img")
    chart.scroll_into_view_if_needed()
    expect(chart).to_have_js_property(
        "currentSrc", (site / "promise" / f"{shells['promise_id']}~narrow.chart.svg").as_uri()
    )
    assert chart.bounding_box()["width"] <= 360
    page.emulate_media(color_scheme="dark")
    expect(chart).to_have_js_property(
        "currentSrc", (site / "promise" / f"{shells['promise_id']}~dark~narrow.chart.svg").as_uri()
    )
    for name, begin in (("SVG", b"<svg"), ("PNG", b"\x89PNG")):
        saved = page.get_by_role("link", name=name).get_attribute("href")
        assert (site / "promise" / saved).read_bytes().startswith(begin)


def test_of_many_promises_charts_are_drawn_once_a_ground(sample_ledger, monkeypatch):
    monkeypatch.setattr(publishing, "MOST_PICTURED", 5)
    with Ledger(sample_ledger) as ledger:
        material = Material.of(ledger, "2023-12-31")
        assert any("Charts as PNG and for phones" in line for line in SITE.left_out(material))
        drawn = [part.name for part in SITE.parts(material) if ".chart." in part.name]
    assert drawn
    assert [name for name in drawn if "narrow" in name or name.endswith("png")] == []


@pytest.mark.parametrize("ground", ["", "~dark"])
def test_a_drawing_that_is_taken_from_a_page_says_what_it_shows_and_of_which_ledger(site, shells, ground):
    drawn = (site / "promise" / f"{shells['promise_id']}{ground}.chart.svg").read_text()
    assert shells["title"] in drawn
    assert "tallystick, ledger " in drawn


def test_on_a_phone_the_whole_menu_is_in_sight_and_no_table_is_cut_within_a_word(site, watched):
    page = watched(viewport={"width": 360, "height": 740}).page
    page.goto((site / "about.html").as_uri())
    for link in page.get_by_role("navigation", name="Pages").get_by_role("link").all():
        box = link.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
    for name in page.get_by_role("rowheader").all():
        assert name.evaluate("name => getComputedStyle(name).whiteSpace") == "nowrap"


def test_promises_are_found_by_words_and_by_what_an_address_asks(site, watched):
    seen = watched()
    page = seen.page
    page.goto((site / "find.html").as_uri())
    every, count = page.locator("#found tbody tr"), page.locator("#count")
    page.get_by_label("Words").fill("shel UKRAINE 1,000,000")
    expect(every).to_have_count(3)
    expect(count).to_have_text("3")
    texts = [text.lower() for text in every.all_inner_texts()]
    assert all("shell" in text and "ukraine" in text and "1,000,000" in text for text in texts)
    page.get_by_label("Words").fill("shells")
    expect(count).not_to_have_text("3")
    texts = [text.lower() for text in every.all_inner_texts()]
    assert all("shells" in text for text in texts)
    page.get_by_label("Words").fill("shells nobody")
    expect(count).to_have_text("0")
    page.goto((site / "find.html").as_uri() + "?actor=EU&status=open")
    assert page.get_by_label("Who promised").input_value() == "EU"
    told = json.loads((site / "downloads" / "promises.json").read_text())
    wanted = [p for p in told if "EU" in (p["actor_ids"] or "").split("; ") and p["status"] == "open"]
    assert wanted
    expect(count).to_have_text(str(len(wanted)))
    page.goto((site / "find.html").as_uri() + "?actor=NOBODY")
    expect(count).to_have_text("0")


def test_only_parts_that_are_asked_for_are_loaded(site, watched):
    seen = watched()
    seen.page.goto((site / "find.html").as_uri())
    expect(seen.page.locator("#found tbody tr").first).to_be_visible()
    seen.page.get_by_label("Words").fill("ukraine")
    expect(seen.page.locator("#count")).not_to_have_text(
        seen.page.locator("#find").get_attribute("data-total")
    )
    loaded = [url.rpartition("/")[2] for url in seen.asked if "/find/" in url]
    assert [name for name in loaded if name.startswith("word")] == ["word-75-6b.js"]  # u, k
    assert [name for name in loaded if name.startswith("choice")] == []


def test_without_script_the_first_promises_are_shown_and_where_the_others_stand(site, watched):
    page = watched(java_script_enabled=False).page
    page.goto((site / "find.html").as_uri())
    assert page.locator("#found tbody tr").count() > 10
    expect(page.locator("#find")).to_be_hidden()
    page.get_by_role("link", name="every other on the page of who promised it").click()
    assert page.url == (site / "index.html").as_uri()


def test_sentences_are_searched_from_any_page_by_keyboard_and_lead_to_their_place_in_the_report(
    site, watched
):
    seen = watched()
    page = seen.page
    page.goto((site / "actor" / "index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("shel UKRAINE")
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_have_text(re.compile(r"^\d+ sentences found\.$"))
    quotes = page.locator("#sentences .quote")
    for quote in quotes.all():
        hits = {hit.lower() for hit in quote.locator("mark.hit").all_inner_texts()}
        assert any(hit.startswith("shel") for hit in hits)
        assert any(hit.startswith("ukraine") for hit in hits)
    sentence = quotes.first.inner_text()
    page.locator("#sentences .source a").first.press("Enter")
    page.wait_for_url("**/document/*#at-*")
    assert page.locator(":target").inner_text() == sentence
    expect(page.locator(":target")).to_be_in_viewport()
    page.go_back()
    expect(page.get_by_label("Words")).to_have_value("shel UKRAINE")
    expect(quotes.first).to_have_text(sentence)
    loaded = {url.rpartition("/")[2] for url in seen.asked if "/search/" in url}
    assert loaded >= {"starts.js", "words-0.js"}


@pytest.mark.parametrize(
    ("asked", "hits"),
    [
        ('"million shells"', {"million", "shells"}),
        ('"million shell"', None),
        ("ammunit", {"ammunition"}),
        ("EU", {"eu"}),  # no word that only begins so
        ("1,000,000", None),
        ("800,000", {"800,000"}),
        ("shells nobodyatall", None),
    ],
)
def test_beginnings_are_enough_but_for_short_words_and_what_stands_in_quotation_marks(
    site, watched, asked, hits
):
    page = watched().page
    page.goto((site / "search.html").as_uri())
    expect(page.get_by_label("Words")).to_be_focused()
    page.keyboard.type(asked)
    expect(page.locator("#told")).to_have_text(re.compile("found" if hits else "No sentence"))
    found = {hit.lower() for hit in page.locator("mark.hit").all_inner_texts()}
    assert found == (hits or set())


def test_keys_of_one_letter_work_in_a_site(site, watched):
    page = watched().page
    page.goto((site / "index.html").as_uri())
    for key, to in (("j", "index~2.html"), ("k", "index.html"), ("?", "help.html")):
        with page.expect_navigation():
            page.keyboard.press(key)
        assert page.url == (site / to).as_uri()
    expect(page.get_by_role("button", name="Keys of one letter")).to_be_visible()
    page.goto((site / "search.html").as_uri() + "?q=shells")
    expect(page.locator("mark.hit").first).to_be_visible()
    page.keyboard.press("/")
    expect(page.get_by_label("Words")).to_be_focused()


def test_more_sentences_are_shown_where_there_are_more_and_the_focus_goes_on(site, watched):
    page = watched().page
    page.goto((site / "search.html").as_uri() + "?q=the")
    quotes = page.locator("#sentences .quote")
    expect(quotes).to_have_count(30)
    page.get_by_role("button", name="Show more").press("Enter")
    expect(quotes).to_have_count(60)
    assert page.evaluate("document.activeElement.closest('.source').previousElementSibling.textContent") == (
        quotes.nth(30).text_content()
    )


def test_without_script_the_page_that_searches_says_where_the_sentences_stand(site, watched):
    page = watched(java_script_enabled=False).page
    page.goto((site / "search.html").as_uri())
    expect(page.locator("form")).to_have_count(1)
    expect(page.locator("form")).to_be_hidden()
    page.get_by_role("link", name="the list of reports").click()
    assert page.url == (site / "document" / "index.html").as_uri()


class Links(HTMLParser):
    """Everything that a page leads to or loads, and what may be led to in it."""

    def __init__(self, text):
        super().__init__()
        self.targets, self.anchors, self.elements = [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.elements.append((tag, given))
        self.anchors.add(given.get("id"))
        self.targets += [given[name] for name in ("href", "src", "srcset", "action") if name in given]


def pages_of(site):
    return {path: Links(path.read_text()) for path in sorted(site.rglob("*.html"))}


def test_every_link_leads_to_a_file_of_the_site_or_to_a_source(site):
    pages = pages_of(site)
    led = set()
    for path, links in pages.items():
        for link in links.targets:
            parts = urlsplit(link)
            if parts.scheme in ("http", "https"):
                continue
            assert (parts.scheme, parts.netloc, link.startswith("/")) == ("", "", False), link
            to = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert to.is_file(), (path, link)
            assert site in to.parents
            led.add(to)
            if parts.fragment and to in pages:
                assert parts.fragment in pages[to].anchors, (path, link)
            if parts.query and to.name == "find.html":
                assert set(parse_qs(parts.query)) <= {"actor", "recipient", "category", "status"}
    unreached = {
        path for path in site.rglob("*") if path.is_file() and path.parent.name not in ("find", "search")
    } - led
    assert {path.name for path in unreached} == {"tallystick-site.json", "NOTES.txt"}


def test_a_concept_is_published_with_its_definition_course_and_drawings(site):
    page = (site / "concept" / "more-aid.html").read_text()
    assert "From the codebook <bdi>codebook.toml</bdi>" in page
    assert "<code>do more</code>" in page
    for drawn in (
        "concept/more-aid.chart.svg",
        "concept/more-aid~dark.chart.svg",
        "agreement/index.chart.svg",
    ):
        assert (site / drawn).read_text().startswith("<svg")
    assert "Consensus and polarisation" in (site / "help.html").read_text()


def test_every_part_of_a_long_list_is_a_file(sample_ledger, tmp_path, monkeypatch):
    monkeypatch.setattr(actors, "SENTENCES_A_PAGE", 2)
    for size in ("STANDS_A_PAGE", "SAID_A_PAGE", "SHIFTS_A_PAGE"):
        monkeypatch.setattr(concepts, size, 1)
    book = load_codebook(EXAMPLES / "million-shells" / "codebook.toml")
    site = export(sample_ledger, tmp_path / "in parts", codebook=book)
    with Ledger(sample_ledger) as ledger:
        whole = Material.of(ledger, None, book)
    for role, name in (("s", "said"), ("d", "delivered")):
        _, total = whole.glance().claims_speaking_of("EU", role, 0)
        assert len(list((site / "actor").glob(f"{file_name('EU')}~{name}-*.html"))) == (total - 1) // 2 > 1
    for record in whole.concepts:
        pages = sorted((site / "concept").glob(f"{file_name(record.concept)}*.html"))
        counts = {
            "actors": len(record.stands),
            "said": sum(len(stand.positions) for stand in record.stands),
            "shifts": len(record.shifts),
        }
        further = {name: sum(f"~{name}-" in page.name for page in pages) for name in counts}
        assert further == {name: max(0, count - 1) for name, count in counts.items()}
        shown = "".join(page.read_text() for page in pages)
        assert all(f"/{file_name(stand.actor.key)}.html" in shown for stand in record.stands)
        for page in pages:
            told = page.read_text()
            is_further = "~" in page.name
            assert ("Everything else about this concept" in told) == is_further
            assert ("How it is defined" in told) != is_further
            assert told.count("<h2") == 2 or not is_further  # the list, and how it is cited


def test_nothing_asks_a_server_and_every_page_has_its_policy_day_and_state(site):
    about = (site / "about.html").read_text()
    state = re.search(r"ledger ([0-9a-f]{12}, reports until \d{4}-\d\d-\d\d)", about)[1]
    for path, links in pages_of(site).items():
        tags = [tag for tag, _ in links.elements]
        assert "style" not in tags, path
        assert [given for tag, given in links.elements if tag == "script" and "src" not in given] == []
        assert [given for tag, given in links.elements if tag == "form" and "hidden" not in given] == []
        assert not any(
            name.startswith("on") or name == "style" for _, given in links.elements for name in given
        )
        policies = [
            g["content"] for _, g in links.elements if g.get("http-equiv") == "Content-Security-Policy"
        ]
        assert [policy.partition(";")[0] for policy in policies] == ["default-src 'none'"]
        assert state in path.read_text(), path
        assert "/review" not in path.read_text()


def test_figures_and_days_that_are_found_stay_whole_and_say_what_they_are(site):
    for file in ("find.html", "find/rows-0.js"):
        row = (site / file).read_text().replace('\\"', '"')
        assert re.search(r'<td class="fact number" data-label="kept">≥?(\\u2265)?980,000</td>', row)
        assert '<td class="fact number" data-label="due">2024-03</td>' in row


def test_downloads_hold_the_tables(site):
    listed = {path.stem for path in (site / "downloads").glob("*.csv")}
    assert listed == {table.name for table in (*TABLES, DICTIONARY)}
    for name in listed:
        with (site / "downloads" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
        objects = json.loads((site / "downloads" / f"{name}.json").read_text())
        assert [list(row) for row in rows] == [list(found) for found in objects]
        assert rows or name not in {"claims", "promises", "deliveries", "positions", "dictionary"}
        assert f"downloads/{name}.json" in (site / "about.html").read_text()


def test_a_day_is_exported_as_it_was_known(sample_ledger, tmp_path):
    site = export(sample_ledger, tmp_path / "early", as_of="2024-02-28")
    shown = (site / "index.html").read_text()
    assert "As of <b><bdi>2024-02-28</bdi></b>" in shown
    assert "Show everything" not in shown
    assert not list(site.rglob("*2024-03*"))


@pytest.fixture(scope="module")
def large(sample_ledger):
    """The sample reports exported through their index, and what was told meanwhile."""
    told = []
    with pytest.MonkeyPatch.context() as patched, Ledger(sample_ledger) as ledger:
        patched.setattr(opened, "INDEXED_FROM", 0)
        patched.setattr(streaming, "Whole", None)  # nothing may be folded
        with Material.streamed(ledger, watch=lambda *seen: told.append(seen)) as material:
            return {part.name: b"".join(part.content) for part in SITE.parts(material)}, told


def test_the_pages_of_a_large_ledger_come_from_its_index_and_are_those_of_a_small_one(large, sample_ledger):
    with Ledger(sample_ledger) as ledger:
        material = Material.of(ledger)
    assert large[0] == {part.name: b"".join(part.content) for part in SITE.parts(material)}


def test_who_waits_is_told_how_many_pages_are_made_and_the_rows_of_a_download_are_made_once(large):
    files, told = large
    kinds = ("promise", "document", "actor")
    pages = [
        name
        for name in files
        if re.fullmatch(rf"({'|'.join(kinds)})/(?!index[.~])[^~]+(~[0-9a-f]{{16}})?\.html", name)
    ]
    counted = [seen[1:] for seen in told if seen[0] == "pages"]
    assert [done for done, _ in counted] == list(range(1, len(pages) + 1))
    assert counted[-1] == (len(pages), len(pages))
    through = [what for what, done, of in told if what == "promises" and done == of]
    assert len(through) == 3  # promises, their stages, their deliveries


def test_a_chart_on_two_grounds_is_worked_out_once(sample_ledger, monkeypatch):
    asked = []
    course = library.course
    monkeypatch.setattr(library, "course", lambda *given: asked.append(given[1].id) or course(*given))
    with Ledger(sample_ledger) as ledger:
        material = Material.of(ledger, "2023-12-31")
    drawn = [part.name for part in SITE.parts(material) if part.name.endswith("chart.svg")]
    drawn = [name for name in drawn if name.startswith("promise/")]
    assert len(drawn) == 4 * len(asked) == 4 * len(set(asked)) > 0  # wide and narrow


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202egnihton\u202c\n../../../etc/passwd"


def test_a_hostile_report_does_nothing_and_stays_in_the_folder(watched, tmp_path):
    somebody = actor(None, HOSTILE)
    goods = item("vehicles", HOSTILE, quantity=7.0, unit=f"bus{HOSTILE}")
    told = reading(
        HOSTILE,
        commitment((somebody,), (somebody,), goods, words=f"will send {HOSTILE}"),
        delivery((somebody,), (somebody,), goods, words=f"has sent {HOSTILE}", date="2024-01-01"),
        published="2024-01-02",
        title=f"</title>{HOSTILE}",
        url="javascript:alert(3)",
    )
    with Ledger(tmp_path / "hostile.tally") as ledger:
        ledger.append(told)
        ledger.append(Reading(Document(id="../up", text="[" * 200_000, sha256="0" * 64)))
    site = export(tmp_path / "hostile.tally", tmp_path / "in" / "site")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hostile.tally", "in"]
    assert [path.name for path in (tmp_path / "in").iterdir()] == ["site"]
    found = watched().page
    found.goto((site / "search.html").as_uri() + "?q=alert")
    expect(found.locator("#sentences mark.hit").first).to_be_visible()
    assert "\u202e" not in found.locator("#sentences").inner_text()
    assert found.locator("#sentences script, #sentences img").count() == 0
    for path, links in pages_of(site).items():
        assert not any("javascript:" in link for link in links.targets)
        seen = watched(viewport={"width": 360, "height": 740})
        seen.page.goto(path.as_uri())
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize(
    ("identity", "name"),
    [
        ("2024-02-26-paris-wire", "2024-02-26-paris-wire"),
        ("EU", r"eu~[0-9a-f]{16}"),
        ("eu", "eu"),
        ("index", r"index~[0-9a-f]{16}"),
        ("nul.txt", r"nul-txt~[0-9a-f]{16}"),
        ("ends.", r"ends~[0-9a-f]{16}"),
        ("../x", r"x~[0-9a-f]{16}"),
        ("Київ\n", r"id~[0-9a-f]{16}"),
        ("a" * 81, rf"{'a' * 40}~[0-9a-f]{{16}}"),
    ],
)
def test_an_id_makes_a_name_for_any_file_system(identity, name):
    assert re.fullmatch(name, file_name(identity))


# The folder


def test_a_site_is_replaced_whole_and_nothing_else_is(sample_ledger, tmp_path):
    with Ledger(sample_ledger) as ledger:
        material = Material.of(ledger, "2023-12-31")
    to = tmp_path / "site"
    to.mkdir()
    write(SITE, material, to)
    (to / "old.html").write_text("of an earlier export")
    write(SITE, material, to)
    assert not (to / "old.html").exists()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    with pytest.raises(SettingError, match=r"mine is there and no site of ours .* --force"):
        write(SITE, material, tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]
    write(SITE, material, tmp_path / "mine", force=True)
    assert not (tmp_path / "mine" / "letter.txt").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "site"]
