"""``tally watch`` and ``tally read https://…``: a real server, a real ledger."""

import json

import pytest
from tallystick.cli import app
from tallystick.ledger import Ledger
from tallystick.sources import feeds
from typer.testing import CliRunner

from sources.archives import page
from sources.servers import QUICK, site

FEED = (
    """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour News</title>{items}</channel></rss>"""
)


@pytest.fixture
def shown(monkeypatch):
    monkeypatch.setattr(
        "tallystick.api.FetchSettings", lambda allow_private: QUICK if allow_private else None
    )
    with site() as running:
        running.page("/1", page("Norway has sent Kenya 40 trucks.", "They arrived on Tuesday."), ETag='"v1"')
        running.page("/2", page("Norway promised Peru 30 tents.", "They will be sent in May."))
        name(running, 1, 2)
        yield running


def name(running, *numbers):
    items = "".join(f"<item><title>T{n}</title><link>{running.root}/{n}</link></item>" for n in numbers)
    running.page("/feed", FEED.format(items=items), Content_Type="application/rss+xml")


def run(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments), "--allow-private"], prog_name="tally")


def test_what_is_new_is_read_and_only_once(shown, tmp_path):
    ledger = tmp_path / "a.tally"
    done = run("watch", f"{shown.root}/feed", "--ledger", ledger)
    assert done.exit_code == 0, done.output
    assert "2 documents" in done.stderr
    with Ledger(ledger) as opened:
        assert {d.url for d in opened.documents()} == {f"{shown.root}/1", f"{shown.root}/2"}
        assert opened.fetched(f"{shown.root}/1").etag == '"v1"'
        assert opened.verify() == []
        assert len(opened.promises()) >= 1
    asked = len(shown.paths())
    run("watch", f"{shown.root}/feed", "--ledger", ledger)
    assert shown.paths()[asked:] == ["/feed"]
    shown.page("/3", page("Norway gave Chad 5 boats.", "They are new."))
    name(shown, 1, 2, 3)
    asked = len(shown.paths())
    done = run("watch", f"{shown.root}/feed", "--ledger", ledger, "--json")
    assert shown.paths()[asked:] == ["/feed", "/3"]
    [line] = [json.loads(line) for line in done.stdout.splitlines()]
    assert line["url"] == f"{shown.root}/3"


def test_stopped_in_the_middle_it_goes_on_where_it_ended(shown, tmp_path, monkeypatch):
    ledger = tmp_path / "a.tally"

    def stop_at_two(content, address):
        found = feeds.read_feed(content, address)
        return type(found)(found.title, StoppingAfterOne(found.items))

    class StoppingAfterOne(tuple):
        def __reversed__(self):
            yield self[0]
            raise KeyboardInterrupt

    monkeypatch.setattr("tallystick.sources.web.read_feed", stop_at_two)
    done = run("watch", f"{shown.root}/feed", "--ledger", ledger)
    assert done.exit_code == 130
    with Ledger(ledger) as opened:
        assert len(opened.documents()) == 1
    monkeypatch.undo()
    monkeypatch.setattr("tallystick.api.FetchSettings", lambda **_: QUICK)
    run("watch", f"{shown.root}/feed", "--ledger", ledger)
    with Ledger(ledger) as opened:
        assert len(opened.documents()) == 2


def test_feeds_in_an_opml_file_and_one_that_is_gone(shown, tmp_path):
    opml = tmp_path / "feeds.opml"
    opml.write_text(
        f'<opml><body><outline xmlUrl="{shown.root}/gone"/><outline xmlUrl="{shown.root}/feed"/></body></opml>'
    )
    done = run("watch", opml, "--ledger", tmp_path / "a.tally")
    assert done.exit_code == 1
    assert f"{shown.root}/gone" in done.stderr
    assert "2 documents" in done.stderr


def test_it_looks_again_until_interrupted(shown, tmp_path, monkeypatch):
    waits = []

    def wait(seconds):
        waits.append(seconds)
        if len(waits) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("tallystick.cli.watch.time.sleep", wait)
    done = run("watch", f"{shown.root}/feed", "--ledger", tmp_path / "a.tally", "--every", 30)
    assert (done.exit_code, waits) == (130, [1800.0, 1800.0])


@pytest.mark.parametrize("name", ["nowhere.opml", "file:///etc/passwd"])
def test_what_is_no_feed(tmp_path, name):
    done = run("watch", name, "--ledger", tmp_path / "a.tally")
    assert done.exit_code == 2
    assert f"{name} is neither an address" in done.stderr


def test_an_address_is_read_and_later_asked_only_for_changes(shown, tmp_path):
    ledger = tmp_path / "a.tally"
    assert run("read", f"{shown.root}/1", "--ledger", ledger).exit_code == 0

    def unchanged(handler):
        handler.send_response(304 if handler.headers.get("If-None-Match") == '"v1"' else 500)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    shown.pages["/1"] = unchanged
    done = run("read", f"{shown.root}/1", "--ledger", ledger)
    assert done.exit_code == 0
    assert "is unchanged since it was last read" in done.stderr


def test_private_addresses_need_a_word(shown, monkeypatch):
    monkeypatch.undo()
    done = CliRunner().invoke(app, ["read", f"{shown.root}/1"], prog_name="tally")
    assert done.exit_code == 1
    assert "allow it with --allow-private" in done.stderr
