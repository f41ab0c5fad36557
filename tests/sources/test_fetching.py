"""Pages from a real server, friendly and hostile: each gives a page or one clear problem."""

import gzip
import hashlib
import socket
import threading
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tallystick.api import read_all, read_feeds
from tallystick.errors import SourceError
from tallystick.model import Problem
from tallystick.sources import SourceOptions
from tallystick.sources.feeds import feeds_in_opml, read_feed
from tallystick.sources.fetching import Fetched, Fetcher, Unchanged, Validators
from tallystick.sources.fetching.addresses import is_public

from sources.archives import SENTENCE, column, page, pdf
from sources.servers import QUICK, site

ARTICLE = page(SENTENCE, "It said so in a release on Tuesday.")


@pytest.fixture
def shown():
    with site() as running:
        yield running


def fetch(address, **changes):
    with Fetcher(replace(QUICK, **changes)) as fetcher:
        return fetcher.fetch(address)


def code(answer):
    assert isinstance(answer, Problem), answer
    return answer.code


def test_page(shown):
    address = shown.page("/ferries", ARTICLE, ETag='"v1"', Last_Modified="Tue, 05 Mar 2024 10:00:00 GMT")
    answer = fetch(address)
    assert isinstance(answer, Fetched)
    assert (answer.content, answer.media_type, answer.charset) == (ARTICLE.encode(), "text/html", "utf-8")
    assert answer.validators == Validators('"v1"', "Tue, 05 Mar 2024 10:00:00 GMT")
    assert time.strptime(answer.fetched, "%Y-%m-%dT%H:%M:%SZ")
    assert shown.asked[-1][1]["User-Agent"].startswith("tallystick/")


def test_a_page_is_read_as_a_file_is(shown):
    address = shown.page("/ferries", ARTICLE)
    [outcome] = read_all([address], options=SourceOptions(fetching=QUICK))
    document = outcome.reading.document
    assert document.text.startswith(SENTENCE)
    assert (document.id, document.url) == (address, address)
    assert document.sha256 == hashlib.sha256(ARTICLE.encode()).hexdigest() == outcome.fetch.sha256
    assert document.fetched == outcome.fetch.fetched
    assert outcome.fetch.outcome == "read"


def test_pages_of_other_types(shown):
    release = shown.page("/release.pdf", pdf(column(60, 700, SENTENCE)), Content_Type="application/pdf")
    text = shown.page(
        "/note", "It gave a café.".encode("latin-1"), Content_Type="text/plain; charset=iso-8859-1"
    )
    outcomes = list(read_all([release, text], options=SourceOptions(fetching=QUICK)))
    assert [o.reading.document.text.strip("\ufeff") for o in outcomes] == [SENTENCE, "It gave a café."]
    assert code(fetch(shown.page("/film", b"film", Content_Type="video/mp4"))) == "wrong_type"


def test_redirects(shown):
    shown.page("/new", ARTICLE)
    shown.redirect("/old", "/new")
    answer = fetch(shown.root + "/old")
    assert (answer.asked, answer.address) == (shown.root + "/old", shown.root + "/new")
    shown.redirect("/a", "/b")
    shown.redirect("/b", "/a")
    assert code(fetch(shown.root + "/a")) == "redirect_loop"
    for number in range(20):
        shown.redirect(f"/{number}", f"/{number + 1}")
    assert code(fetch(shown.root + "/0")) == "redirect_loop"
    assert code(fetch(shown.redirect("/file", "file:///etc/passwd"))) == "bad_address"


def test_private_addresses_are_refused(shown):
    shown.page("/x", ARTICLE)
    answer = fetch(shown.root + "/x", allow_private=False)
    assert code(answer) == "private_address"
    assert "--allow-private" in answer.message
    assert shown.asked == []


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("127.0.0.1", False), ("10.1.2.3", False), ("192.168.0.1", False), ("169.254.169.254", False),
        ("::1", False), ("::ffff:127.0.0.1", False), ("fe80::1%eth0", False), ("0.0.0.0", False),  # noqa: S104

        ("224.0.0.1", False), ("no number", False), ("93.184.216.34", True), ("2606:2800:220:1::1", True),
    ],
)  # fmt: skip
def test_which_addresses_are_public(number, public):
    assert is_public(number) == public


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("ftp://a.example/x", "bad_address"),
        ("http://", "bad_address"),
        ("http://[::1", "bad_address"),
        ("http://a.example:99999/", "bad_address"),
        ("http://no-such-host.invalid/", "host_not_found"),
    ],
)
def test_what_is_no_address(address, expected):
    assert code(fetch(address)) == expected


def test_a_name_that_leads_elsewhere_when_connected(shown, monkeypatch):
    shown.page("/x", ARTICLE)
    port = int(shown.root.rpartition(":")[2])
    look_up, connect = socket.getaddrinfo, socket.create_connection
    public = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", port))]
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *a, **k: public if host == "a.example" else look_up(host, *a, **k)
    )
    monkeypatch.setattr(socket, "create_connection", lambda *_, **k: connect(("127.0.0.1", port), **k))
    assert code(fetch(f"http://a.example:{port}/x", allow_private=False, tries=1)) == "private_address"
    assert shown.paths() == []


def test_robots(shown):
    shown.page("/robots.txt", "User-agent: *\nDisallow: /private\n")
    assert isinstance(fetch(shown.page("/open", ARTICLE)), Fetched)
    assert code(fetch(shown.page("/private/x", ARTICLE))) == "robots_refuse"
    assert "/private/x" not in shown.paths()


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False)])
def test_robots_that_are_not_had(shown, status, allowed):
    shown.page("/robots.txt", "", status)
    assert isinstance(fetch(shown.page("/x", ARTICLE)), Fetched) == allowed


def test_a_server_that_cannot_tell_its_rules(shown):
    shown.page("/robots.txt", "", 500)
    answer = fetch(shown.page("/x", ARTICLE))
    assert code(answer) == "not_fetched"
    assert "its server cannot be reached (status 500 for its robots.txt); check" in answer.message


def test_robots_are_asked_for_once(shown):
    with Fetcher(QUICK) as fetcher:
        for number in range(3):
            fetcher.fetch(shown.page(f"/{number}", ARTICLE))
    assert [path for path, _ in shown.asked].count("/robots.txt") == 1


def test_robots_elsewhere_and_without_end(shown):
    shown.page("/rules", "User-agent: *\nDisallow: /\n")
    shown.redirect("/robots.txt", "/rules")
    assert code(fetch(shown.page("/x", ARTICLE))) == "robots_refuse"
    shown.page("/robots.txt", b"#" * 600_000)
    assert isinstance(fetch(shown.root + "/x"), Fetched)
    shown.redirect("/robots.txt", "/robots.txt")
    assert isinstance(fetch(shown.root + "/x"), Fetched)


def test_a_server_is_left_in_peace_between_two_pages(shown, monkeypatch):
    waits = []
    monkeypatch.setattr("tallystick.sources.fetching.fetcher.time.sleep", waits.append)
    shown.page("/robots.txt", "User-agent: *\nCrawl-delay: 7\n")
    with Fetcher(replace(QUICK, pause_seconds=2)) as fetcher:
        for number in range(2):
            fetcher.fetch(shown.page(f"/{number}", ARTICLE))
    assert [round(wait) for wait in waits] == [7]


def test_a_busy_server_is_asked_again(shown):
    tries = []

    def busy_once(handler):
        tries.append(handler.path)
        if len(tries) == 1:
            handler.send_response(503)
            handler.send_header("Content-Length", "0")
        else:
            handler.send_response(200)
            handler.send_header("Content-Type", "text/html")
            handler.send_header("Content-Length", "2")
        handler.end_headers()
        handler.wfile.write(b"" if len(tries) == 1 else b"ok")

    shown.pages["/x"] = busy_once
    assert fetch(shown.root + "/x").content == b"ok"
    shown.page("/y", b"", 503)
    assert code(fetch(shown.root + "/y")) == "server_busy"
    assert shown.paths().count("/y") == 3


def test_a_server_says_how_long_to_wait(shown, monkeypatch):
    waits = []
    monkeypatch.setattr("tallystick.sources.fetching.fetcher.time.sleep", waits.append)
    assert code(fetch(shown.page("/x", b"", 429, Retry_After="9"), tries=2)) == "server_busy"
    assert waits == [9.0]


def test_a_page_that_is_gone(shown):
    answer = fetch(shown.root + "/nowhere")
    assert code(answer) == "not_fetched"
    assert "404" in answer.message
    assert shown.paths() == ["/nowhere"]


def test_a_server_that_is_not_there():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    answer = fetch(f"http://127.0.0.1:{port}/x")
    assert code(answer) == "not_fetched"
    assert answer.message == (
        f"http://127.0.0.1:{port}/x could not be fetched: its server cannot be reached "
        "(Connection refused); check the address and the network, or try later."
    )


def test_an_unchanged_page(shown):
    def unless_known(handler):
        known = handler.headers.get("If-None-Match") == '"v1"' and handler.headers.get("If-Modified-Since")
        handler.send_response(304 if known else 200)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    shown.pages["/x"] = unless_known
    known = Validators('"v1"', "Tue, 05 Mar 2024 10:00:00 GMT")
    assert isinstance(fetch(shown.root + "/x", validators=lambda _: known), Unchanged)
    [outcome] = read_all(
        [shown.root + "/x"], options=SourceOptions(fetching=replace(QUICK, validators=lambda _: known))
    )
    assert (outcome.reading, outcome.problems[0].code) == (None, "unchanged")


# Hostile servers


def chunked(chunks):
    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        try:
            for chunk in chunks():
                handler.wfile.write(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
                handler.wfile.flush()
            handler.wfile.write(b"0\r\n\r\n")
        except OSError:  # the client has gone, as it should
            handler.close_connection = True

    return answer


def test_an_endless_page(shown):
    def endless():
        while True:
            yield b"x" * 65536

    shown.pages["/x"] = chunked(endless)
    assert code(fetch(shown.root + "/x", most_bytes=10**6)) == "too_long"


def test_a_page_that_drips(shown):
    stopped = threading.Event()

    def dripping():
        while not stopped.wait(0.02):
            yield b"x"

    shown.pages["/x"] = chunked(dripping)
    assert code(fetch(shown.root + "/x", most_seconds=0.2)) == "too_slow"
    stopped.set()


def test_a_page_that_says_nothing(shown):
    stopped = threading.Event()
    shown.pages["/x"] = lambda _: stopped.wait(5)
    assert code(fetch(shown.root + "/x", silence_seconds=0.1, tries=1)) == "not_fetched"
    stopped.set()


def test_a_packed_page(shown):
    packed = gzip.compress(ARTICLE.encode())
    assert fetch(shown.page("/x", packed, Content_Encoding="gzip")).content == ARTICLE.encode()
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert code(fetch(shown.page("/y", bomb, Content_Encoding="gzip"), most_bytes=10**6)) == "too_long"
    assert code(fetch(shown.page("/z", b"no gzip", Content_Encoding="gzip"))) == "not_fetched"


# Feeds

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour News</title>
<item><title>Second</title><link>/2</link><pubDate>Wed, 06 Mar 2024 10:00:00 GMT</pubDate></item>
<item><title>First</title><link>{root}/1</link><pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate></item>
<item><title>No link</title></item><item><link>javascript:alert(1)</link></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour News</title>
<entry><title>First</title><link href="{root}/1"/><updated>2024-03-05T10:00:00Z</updated></entry></feed>"""


def new_in(shown, *feeds, known=(), **changes):
    options = SourceOptions(fetching=replace(QUICK, **changes))
    return list(read_feeds([shown.root + feed for feed in feeds], lambda a: a in known, options=options))


def told(shown):
    for number in (1, 2):
        shown.page(
            f"/{number}", page(f"The board promised Kenya {number} ferries on Tuesday.", "It is late.")
        )
    shown.page("/feed", RSS.format(root=shown.root), Content_Type="application/rss+xml", ETag='"f1"')


def test_feed(shown):
    told(shown)
    outcomes = new_in(shown, "/feed")
    documents = [o.reading.document for o in outcomes if o.reading]
    assert [d.url for d in documents] == [f"{shown.root}/1", f"{shown.root}/2"]
    assert [(d.title, d.published, d.publisher) for d in documents] == [
        ("First", "2024-03-05", "Harbour News"), ("Second", "2024-03-06", "Harbour News"),
    ]  # fmt: skip
    assert [o.fetch.asked for o in outcomes] == [f"{shown.root}/{path}" for path in ("1", "2", "feed")]
    assert outcomes[-1].fetch.etag == '"f1"'


def test_only_what_is_new_is_fetched(shown):
    told(shown)
    outcomes = new_in(shown, "/feed", known=[f"{shown.root}/1"])
    assert shown.paths() == ["/feed", "/2"]
    assert len([o for o in outcomes if o.reading]) == 1


def test_a_bad_feed_or_page_stops_no_other(shown):
    told(shown)
    shown.page("/broken", "<html>no feed</html>")
    shown.page("/2", b"", 503)
    outcomes = new_in(shown, "/gone", "/broken", "/feed", tries=1)
    assert [o.problems[0].code for o in outcomes if o.problems] == ["not_fetched", "no_feed", "server_busy"]
    assert len([o for o in outcomes if o.reading]) == 1
    # The feed is asked for again as a whole, as one of its pages may be had later.
    assert f"{shown.root}/feed" not in [o.fetch.asked for o in outcomes if o.fetch]


def test_a_page_that_will_never_be_read_is_not_asked_for_again(shown):
    told(shown)
    shown.page("/2", b"film", Content_Type="video/mp4")
    outcomes = new_in(shown, "/feed")
    assert {o.fetch.asked: o.fetch.outcome for o in outcomes}[f"{shown.root}/2"] == "wrong_type"
    assert outcomes[-1].fetch.asked == f"{shown.root}/feed"


def test_atom():
    feed = read_feed(ATOM.format(root="https://a.example").encode(), "https://a.example/feed")
    assert [(i.address, i.title, i.published) for i in feed.items] == [
        ("https://a.example/1", "First", "2024-03-05")
    ]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)


def test_entities_in_feeds_and_lists_do_not_grow():
    feed = read_feed(
        f'<?xml version="1.0"?>{BOMB}]><rss version="2.0"><channel><title>&j;</title></channel></rss>'.encode(),
        "u",
    )
    assert isinstance(feed, Problem) or len(feed.title or "") < 100
    with pytest.raises(SourceError):
        feeds_in_opml(f"{BOMB}]><opml><body><outline>&j;</outline></body></opml>".encode(), "list.opml")


def test_opml():
    content = b"""<opml><body><outline text="News"><outline xmlUrl="https://a.example/feed"/>
    <outline xmlUrl="https://a.example/feed"/><outline xmlUrl="file:///etc/passwd"/></outline></body></opml>"""
    assert feeds_in_opml(content, "list.opml") == ["https://a.example/feed"]


@pytest.mark.parametrize(("content", "message"), [(b"<opml", "is no OPML"), (b"<opml/>", "names no feed")])
def test_a_list_without_feeds(content, message):
    with pytest.raises(SourceError, match=f"list.opml {message}"):
        feeds_in_opml(content, "list.opml")


@given(st.binary(max_size=400))
def test_any_bytes_are_a_feed_or_a_problem(content):
    assert read_feed(b"<rss version='2.0'>" + content, "https://a.example/feed") is not None
