"""Before the first visitor comes one page of each kind was made."""

import gc
import socket

import pytest
import uvicorn
from tallystick.cli.serving import Door, serve_ledger
from tallystick.ledger import opened
from tallystick.views import studio
from tallystick.web import Settings, create_app, pages, visits
from tallystick.web.answering import page_at
from tallystick.web.app import ROUTES
from tallystick.web.rehearsing import rehearse
from tallystick.web.users import Users, add_user

EVERY = {
    "overview.html", "promise.html", "documents.html", "document.html", "actors.html", "actor.html", "concepts.html",
    "concept.html", "review.html", "search.html",
}  # fmt: skip


@pytest.fixture
def made(monkeypatch):
    """The templates of the pages made since."""
    found, render = [], visits.render

    def noted(template, **context):
        found.append(template)
        return render(template, **context)

    monkeypatch.setattr(visits, "render", noted)
    return found


def test_one_page_of_each_kind_is_made(app, made):
    rehearse(app)
    assert set(made) == EVERY
    assert len(made) == len(EVERY)


def test_a_page_that_needs_a_name_is_passed_over(library, made, tmp_path):
    add_user(tmp_path / "users.json", "ada", "reviewer", "a long password")
    rehearse(create_app(library, Settings(users=Users.load(tmp_path / "users.json"))))
    assert set(made) == EVERY - {"review.html"}


def test_a_page_that_fails_keeps_no_other_from_being_made(app, made, monkeypatch):
    monkeypatch.setattr(pages, "directory", lambda *_: 1 / 0)
    rehearse(app)
    assert set(made) >= EVERY - {"actors.html", "actor.html"}


def test_a_large_ledger_is_rehearsed_before_it_is_served(ledger, made, monkeypatch):
    monkeypatch.setattr(opened, "INDEXED_FROM", 0)
    served, drawn, usual = [], [], gc.get_threshold()
    monkeypatch.setattr(studio.There, "svg", lambda _, chart: drawn.append(chart) or "<svg/>")
    monkeypatch.setattr(
        uvicorn.Server, "run", lambda *_, **__: served.append((set(made), len(drawn), gc.get_threshold()))
    )
    try:
        serve_ledger(ledger, Door(port=0))
    finally:
        gc.unfreeze()
        gc.set_threshold(*usual)
    ((templates, charts, searches),) = served
    assert searches[2] > usual[2]  # seldom through all that is held
    assert {"overview.html", "concepts.html", "review.html"} <= templates
    assert charts > 0


def test_a_small_ledger_is_served_at_once(ledger, made, monkeypatch):
    monkeypatch.setattr(uvicorn.Server, "run", lambda *_, **__: None)
    serve_ledger(ledger, Door(port=0))
    assert made == []


def test_what_is_answered_is_sent_at_once(ledger, monkeypatch):
    found = []

    def visited(_, sockets):
        (listening,) = sockets
        with socket.create_connection(listening.getsockname()):
            connection, _ = listening.accept()
            with connection:
                found.append(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

    monkeypatch.setattr(uvicorn.Server, "run", visited)
    serve_ledger(ledger, Door(port=0))
    assert found != [0]


def test_an_address_without_a_page_is_told():
    with pytest.raises(LookupError, match="/nowhere/at/all"):
        page_at(ROUTES, "/nowhere/at/all?page=2")
