"""Who is kept out: strangers, forged forms, guessers, other hosts; and what a hostile report can do: nothing."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from tallystick import Ledger
from tallystick.errors import SettingError
from tallystick.model import Document, Reading
from tallystick.web import Library, Settings, create_app
from tallystick.web.sessions import LONGEST_SECONDS, Sessions
from tallystick.web.users import MOST_FAILURES, WAIT_SECONDS, Users, add_user
from tests.web.conftest import Visitor

from factories import commitment, item


class Clock:
    def __init__(self):
        self.now = 1_700_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def users(tmp_path):
    place = tmp_path / "users.json"
    add_user(place, "ada", "reviewer", "a long password")
    add_user(place, "ben", "reader", "another password")
    return place


@pytest.fixture
def guarded(library, users, clock):
    return Visitor(create_app(library, Settings(users=Users.load(users), clock=clock)))


def token(answer):
    return re.search(r'name="token" value="([0-9a-f]+)"', answer.text)[1]


def signed_in(visitor, name, password, goal="/review"):
    form = visitor.get("/sign-in")
    return visitor.post("/sign-in", token=token(form), name=name, password=password, next=goal)


def test_every_answer_forbids_what_is_not_ours(visitor):
    for place in ("/", "/static/style.css", "/none"):
        headers = visitor.get(place).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_pages_hold_nothing_inline(visitor, shells):
    for place in ("/", f"/promise/{shells.id}", "/review", "/document/2024-02-26-paris-wire"):
        text = visitor.get(place).text
        assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|javascript:", text)


def test_another_host_is_not_answered(app):
    assert Visitor(app, "evil.example").get("/").status_code == 421
    assert Visitor(app, "localhost:8080").get("/").status_code == 200


def test_a_form_without_its_token_is_refused(visitor, library):
    visitor.get("/review")
    before = len(library.judgements())
    for forged in ("", "0" * 64, "é"):
        assert visitor.post("/review", verdict="undo", token=forged).status_code == 403
    assert len(library.judgements()) == before


def test_the_token_of_another_session_is_refused(app, visitor):
    stolen = token(visitor.get("/review"))
    other = Visitor(app)
    other.get("/review")
    assert other.post("/review", verdict="undo", token=stolen).status_code == 403


def test_a_token_is_another_text_on_each_page_and_each_of_them_is_good(visitor):
    pages = [visitor.get("/review") for _ in range(3)]
    assert len({token(page) for page in pages}) == 3
    starts = {token(page)[at : at + 16] for page in pages for at in (0, 64)}
    assert (
        len(starts) == 6
    )  # neither of its halves is told twice, so that nothing can be guessed sign by sign
    for page in pages:
        assert (
            visitor.post("/review", verdict="undo", token=token(page)).status_code == 400
        )  # nothing to undo
    for forged in (token(pages[0])[:-2], token(pages[0]) + "00", "00" * 64, token(pages[0])[:64]):
        assert visitor.post("/review", verdict="undo", token=forged).status_code == 403


def test_pages_of_somebody_who_signed_in_stay_on_no_disk(guarded):
    signed_in(guarded, "ada", "a long password")
    answer = guarded.get("/document")
    assert (answer.headers["cache-control"], "etag" in answer.headers) == ("private, no-store", False)
    assert guarded.get("/document", **{"If-None-Match": "*"}).status_code == 200


def test_a_form_from_another_site_is_refused(visitor):
    own = token(visitor.get("/review"))
    assert visitor.post("/review", {"origin": "http://evil.example"}, token=own).status_code == 403
    assert visitor.post("/review", {"origin": "null"}, token=own).status_code == 403


def test_a_large_form_is_refused(visitor):
    own = token(visitor.get("/review"))
    assert visitor.post("/review", token=own, reason="a" * 70_000).status_code == 413


def test_other_methods_are_refused(visitor):
    assert visitor._ask("DELETE", "/").status_code == 405


def test_a_stranger_is_asked_to_sign_in(guarded):
    answer = guarded.get("/promise/x?as-of=2024")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=%2Fpromise%2Fx%3Fas-of%3D2024"
    assert guarded.get("/static/style.css").status_code == 200


def test_the_right_password_lets_in_and_the_cookie_is_closed_to_others(guarded):
    answer = signed_in(guarded, "ada", "a long password")
    assert (answer.status_code, answer.headers["location"]) == (303, "/review")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert guarded.get("/review").status_code == 200


@pytest.mark.parametrize(
    ("name", "password"), [("ada", "another password"), ("eve", "a long password"), ("", "")]
)
def test_a_wrong_name_or_password_does_not(guarded, name, password):
    answer = signed_in(guarded, name, password)
    assert answer.status_code == 403
    assert "do not fit" in answer.text
    assert f'name="name" value="{name}"' in answer.text  # typed once is enough
    assert guarded.get("/").status_code == 303


def test_who_guesses_has_to_wait(guarded, clock):
    for _ in range(MOST_FAILURES):
        assert signed_in(guarded, "ada", "wrong").status_code == 403
    assert signed_in(guarded, "ada", "a long password").status_code == 429
    clock.now += WAIT_SECONDS + 1
    assert signed_in(guarded, "ada", "a long password").status_code == 303


def test_guesses_sent_at_once_are_counted_one_by_one(library, users, clock):
    app = create_app(library, Settings(users=Users.load(users), clock=clock))
    with ThreadPoolExecutor(MOST_FAILURES * 2) as pool:
        tries = [pool.submit(signed_in, Visitor(app), "ada", "wrong") for _ in range(MOST_FAILURES * 2)]
    assert sorted(t.result().status_code for t in tries) == [403] * MOST_FAILURES + [429] * MOST_FAILURES


def test_a_reader_may_look_but_not_decide(guarded):
    signed_in(guarded, "ben", "another password")
    page = guarded.get("/")
    assert page.status_code == 200
    assert guarded.get("/review").status_code == 403
    assert guarded.post("/review", token=token(page), verdict="undo").status_code == 403


def test_signing_out_ends_the_session(guarded):
    signed_in(guarded, "ada", "a long password")
    guarded.post("/sign-out", token=token(guarded.get("/")))
    assert guarded.get("/").status_code == 303


@pytest.mark.parametrize("goal", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_signing_in_leads_nowhere_else(guarded, goal):
    answer = signed_in(guarded, "ada", "a long password", goal)
    assert answer.headers["location"] == "/"


def test_a_session_ends_after_a_day_of_work(clock):
    sessions = Sessions(clock)
    cookie = sessions.cookie(sessions.new("ada"))
    assert sessions.read(cookie).user == "ada"
    clock.now += LONGEST_SECONDS
    assert sessions.read(cookie) is None


@pytest.mark.parametrize("cookie", [None, "", "x", "é.é", "W10=.00"])
def test_a_cookie_that_is_not_ours_is_nobody(clock, cookie):
    assert Sessions(clock).read(cookie) is None


def test_a_changed_cookie_is_nobody(clock):
    sessions = Sessions(clock)
    content, signature = sessions.cookie(sessions.new("ada")).split(".")
    assert sessions.read(f"{content[:-4]}AAAA.{signature}") is None
    assert Sessions(clock).read(f"{content}.{signature}") is None


def test_the_file_of_users_holds_no_password_and_is_closed(users):
    assert 'password": "$argon2id$' in users.read_text()
    assert "a long password" not in users.read_text()
    assert users.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "role", "password", "said"),
    [
        ("", "reader", "a long password", "is no name"),
        ("a\nb", "reader", "a long password", "is no name"),
        ("ada", "king", "a long password", "the roles are"),
        ("ada", "reader", "short", "at least"),
    ],
)
def test_a_user_that_will_not_do_is_refused(tmp_path, name, role, password, said):
    with pytest.raises(SettingError, match=said):
        add_user(tmp_path / "users.json", name, role, password)


@pytest.mark.parametrize("content", ["", "[]", '{"users": []}', '{"users": [{"name": "a"}]}'])
def test_a_file_that_names_no_users_is_refused(tmp_path, content):
    place = tmp_path / "users.json"
    place.write_text(content)
    with pytest.raises(SettingError, match="tally user"):
        Users.load(place)


HOSTILE = (
    "<script>alert(1)</script> Norway will send \u202eevil\u202c 10 tanks\x07 to Moldova. "
    "<img src=x onerror=alert(2)> {{ 7 * 7 }} ]]>"
)


@pytest.fixture
def hostile(tmp_path):
    document = Document(
        id="<b>x</b>/..?&\"'", text=HOSTILE, sha256="0" * 64, title="<script>alert(3)</script>\u202e",
        url="javascript:alert(4)", published="2024-01-01",
    )  # fmt: skip
    claim = commitment("NOR", "MDA", item(quantity=10.0, unit="<i>tank"), words=HOSTILE)
    with Ledger(tmp_path / "hostile.tally") as ledger:
        ledger.append(Reading(document, (claim,)))
        yield Library(ledger)


def test_a_hostile_report_is_shown_as_text(hostile):
    visitor = Visitor(create_app(hostile))
    promise = hostile.whole().promises[0]
    overview = visitor.get("/document").text
    target = re.search(r'href="(/document/[^"]+)"', overview)[1]
    for place in (
        "/",
        f"/promise/{promise.id}",
        "/document",
        target.replace("&amp;", "&"),
        "/search?q=tanks",
    ):
        answer = visitor.get(place)
        assert answer.status_code == 200, place
        for sign in ("<script>alert", "<img src=x", "javascript:", "<b>x", "<i>tank", "\u202e", "\x07"):
            assert sign not in answer.text, (place, sign)
    assert "&lt;script&gt;alert(1)" in visitor.get(target).text
    assert 'title="U+202E RIGHT-TO-LEFT OVERRIDE"' in visitor.get(target).text


def test_an_endless_text_is_cut_into_parts(tmp_path):
    document = Document(id="long", text="[" * 1_000_000 + "end", sha256="0" * 64)
    with Ledger(tmp_path / "long.tally") as ledger:
        ledger.append(Reading(document))
        visitor = Visitor(create_app(Library(ledger)))
        first, last = visitor.get("/document/long"), visitor.get("/document/long?part=999")
    assert "part 1 of 51" in first.text
    assert len(first.text) < 40_000
    assert "end</article>" in last.text
