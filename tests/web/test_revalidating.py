"""What is sent: compressed, once, and not again while it stays the same."""

import re

import pytest
from tallystick import Ledger
from tallystick.model import Document, Reading
from tallystick.web import Library, Settings, create_app
from tests.web.conftest import Visitor

PLACES = (
    "/document", "/document/2024-02-26-paris-wire", "/actor", "/actor/EU", "/concept", "/search?q=shells", "/help",
    "/agreement/chart.svg",
)  # fmt: skip


def again(visitor, place, answer):
    return visitor.get(place, **{"If-None-Match": answer.headers["etag"]})


@pytest.mark.parametrize("place", PLACES)
def test_a_page_that_a_browser_has_is_not_sent_again_until_the_ledger_changes(visitor, ledger, place):
    first = visitor.get(place)
    assert (first.status_code, first.headers["cache-control"]) == (200, "private, no-cache")
    second = again(visitor, place, first)
    assert (second.status_code, second.content) == (304, b"")
    assert "default-src 'none'" in second.headers["content-security-policy"]
    ledger.append(Reading(Document(id="new", text="Nothing.", sha256="0" * 64)))
    third = again(visitor, place, first)
    assert third.status_code == 200
    assert third.headers["etag"] != first.headers["etag"]


def test_a_promise_is_tagged_and_another_address_is_another_page(visitor, shells):
    place = f"/promise/{shells.id}"
    tags = {visitor.get(f"{place}{end}").headers["etag"] for end in ("", "?as-of=2024-03-01", "/record.json")}
    assert len(tags) == 3
    listed = ", ".join(sorted(tags))
    assert visitor.get(place, **{"If-None-Match": listed}).status_code == 304


def test_a_decision_makes_a_page_another_one(visitor, library, shells):
    place = f"/promise/{shells.id}"
    before = visitor.get(place)
    library.judge("accept", shells.claims[0], "ben")
    assert again(visitor, place, before).status_code == 200


def test_another_start_of_the_server_gives_other_tags(visitor, library):
    tag = visitor.get("/document").headers["etag"]
    assert Visitor(create_app(library, Settings())).get("/document").headers["etag"] != tag


@pytest.mark.parametrize("place", ["/", "/review", "/none", "/document/none"])
def test_what_has_a_form_or_a_cookie_or_is_not_there_is_not_tagged(visitor, place):
    answer = visitor.get(place)
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize("place", ["/", "/review", "/document", "/static/style.css", "/agreement/chart.svg"])
def test_text_is_sent_compressed_to_who_can_read_it(visitor, place):
    packed, plain = visitor.get(place), visitor.get(place, **{"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 2
    assert "Accept-Encoding" in packed.headers["vary"]


def test_a_file_is_kept_for_good_under_the_address_of_its_content_and_under_no_other(visitor):
    [link] = re.findall(r'href="(/static/style.css[^"]*)"', visitor.get("/").text)
    kept = visitor.get(link)
    assert "immutable" in kept.headers["cache-control"]
    assert again(visitor, link, kept).status_code == 304
    for other in ("/static/style.css", "/static/style.css?v=0"):
        assert visitor.get(other).headers["cache-control"] == "no-cache"


def test_a_ledger_that_is_out_of_reach_says_so_whatever_a_browser_has(tmp_path):
    place = tmp_path / "gone.tally"
    with Ledger(place) as ledger:
        visitor = Visitor(create_app(Library(ledger), Settings()))
        first = visitor.get("/document")
        ledger.close()
        for file in tmp_path.iterdir():
            file.unlink()
        place.mkdir()
        assert again(visitor, "/document", first).status_code == 503
