"""Days that are past on a large ledger: visitors are told that they are being worked out, by one program for all."""

import os
import re
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from select import select as wait_for
from threading import Lock

import httpx
import pytest
from benchmarks.generated import Generator
from playwright.sync_api import expect
from sqlalchemy import select, update
from tallystick.errors import LedgerError
from tallystick.ledger import Ledger, opened
from tallystick.ledger.index_tables import NEVER, cells
from tallystick.web import Library, create_app
from tallystick.web.past import AT_ONCE, BeingMade, Past

import browsing
from browsing import grave_faults, served, watching

DAY = "2023-06-01"
PAGE = f"/?as-of={DAY}&sort=known"


@pytest.fixture(scope="module")
def untold(tmp_path_factory):
    """A ledger that is large enough, with its index and without histories; never written to."""
    place = tmp_path_factory.mktemp("large") / "untold.tally"
    with Ledger(place) as ledger:
        ledger.append_all(Generator(1_500).readings())
        assert ledger.head().seq >= opened.TOLD_FROM
        told = ledger.histories()
        assert told.left == told.groups > AT_ONCE
    return place


@pytest.fixture
def large(untold, tmp_path):
    """A copy of it, where it may be written to."""
    return shutil.copy(untold, tmp_path / "large.tally")


@pytest.fixture(scope="module")
def expected(untold, tmp_path_factory):
    """The ids of the promises on the first page of the day, from folding everything."""
    with Ledger(shutil.copy(untold, tmp_path_factory.mktemp("whole") / "whole.tally")) as ledger:
        return [promise.id for promise in ledger.reconciled(DAY).promises[:50]]


@contextmanager
def serving(place, *options):
    """A server with two processes, and its address; it is killed at the end if it still runs."""
    command = [sys.executable, "-m", "tallystick", "serve", "--ledger", str(place), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as server:
        try:
            said = next(line for line in server.stderr if "http://" in line)
            yield server, re.search(r"http://127\.0\.0\.1:\d+", said)[0]
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=60)


def makers(*parents):
    """The programs that make histories for processes."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it ended meanwhile
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent in parents and "tallystick.ledger.telling" in (folder / "cmdline").read_text():
                found.append(int(folder.name))
    return found


def begun(*parents):
    """The same, as soon as there is one."""
    while not (found := makers(*parents)):
        pass
    return found


def workers(server):
    tasks = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text()
    return [int(one) for one in tasks.split()]


def ended(process):
    """Return when a process has ended."""
    with suppress(ProcessLookupError):
        open_process = os.pidfd_open(process)
        assert wait_for([open_process], [], [], 60)[0]
        os.close(open_process)


def shown(answer):
    """The ids of the promises on a page, in their order."""
    return list(dict.fromkeys(re.findall(r'href="/promise/([0-9a-f]+)', answer.text)))


def waited_for(address):
    """The page, as soon as it is there."""
    with httpx.Client(timeout=60) as client:
        while (answer := client.get(address + PAGE)).status_code == httpx.codes.SERVICE_UNAVAILABLE:
            pass
    return answer


def test_visitors_of_a_past_day_are_told_that_it_is_worked_out_by_one_program(large, expected):
    with serving(large, "--workers", "2") as (server, address):
        with ThreadPoolExecutor(8) as visitors:
            answers = list(visitors.map(lambda _: httpx.get(address + PAGE, timeout=60), range(16)))
        assert len(begun(*workers(server))) == 1
        assert httpx.get(address, timeout=60).status_code == httpx.codes.OK  # today answers meanwhile
        assert [answer.status_code for answer in answers] == [503] * 16
        assert {answer.headers["retry-after"] for answer in answers} == {"3"}
        assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}
        assert re.search(r"The histories of [\d,]+ promises are being made, \d+ % done", answers[0].text)
        found = waited_for(address)
    assert found.status_code == httpx.codes.OK
    assert shown(found) == expected


def test_a_server_that_is_killed_meanwhile_leaves_nothing_broken(large, expected):
    with serving(large) as (server, address):
        assert httpx.get(address + PAGE, timeout=60).status_code == httpx.codes.SERVICE_UNAVAILABLE
        (maker,) = begun(server.pid)
        server.kill()
    ended(maker)
    with Ledger(large) as ledger:
        assert ledger.verify() == []
        assert ledger.histories().left > 0
    with serving(large) as (_, address):
        assert shown(waited_for(address)) == expected


def asked_until_it_fails(past):
    while True:
        with suppress(BeingMade):
            past.see_to_it()


def test_what_kept_the_histories_from_being_made_is_told_once_and_tried_again(large, tmp_path):
    with Ledger(large) as ledger:
        ledger.place = tmp_path / "gone" / "large.tally"
        past = Past(ledger)
        with pytest.raises(BeingMade):
            past.see_to_it()
        with pytest.raises(LedgerError, match=r"No folder .*gone for the ledger"):
            asked_until_it_fails(past)
        with pytest.raises(BeingMade):
            past.see_to_it()
        (maker,) = begun(os.getpid())
        ended(maker)


def test_a_program_that_was_changed_meanwhile_makes_nothing(large):
    told = f"{os.getpid()}\nanother\n{large}"
    command = [sys.executable, "-m", "tallystick.ledger.telling"]
    done = subprocess.run(command, input=told, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("The program was changed while it served; stop the server")
    with Ledger(large) as ledger:
        assert ledger.histories().left == ledger.histories().groups


def test_what_a_few_reports_changed_is_made_while_the_visitor_waits(large):
    with Ledger(large) as ledger:
        ledger.make_histories()
        assert ledger.histories().left == 0
        ledger.append_all(Generator(4, seed=9).readings(first=10**6))
        assert 0 < ledger.histories().left <= AT_ONCE
        with Library(ledger).glance(DAY) as then:
            assert then.totals().documents > 0
        assert ledger.histories().left == 0


@pytest.fixture(scope="module")
def browser():
    with browsing.chromium() as opened_browser:
        yield opened_browser


@pytest.fixture
def watched(browser):
    """Opens watched pages; a browser notes the status of a page that is not there yet, and may."""
    seen = []
    with watching(browser, "http://127.0.0.1:") as open_page:
        yield lambda **settings: seen.append(open_page(**settings)) or seen[-1]
        for one in seen:
            one.complaints[:] = [said for said in one.complaints if "status of 503" not in said]


@pytest.mark.parametrize("script", [True, False])
def test_the_page_of_a_past_day_comes_by_itself(large, expected, watched, script):
    with Ledger(large) as ledger, served(create_app(Library(ledger))) as address:
        seen = watched(java_script_enabled=script)
        seen.page.goto(address + PAGE)
        expect(seen.page.get_by_role("heading", name="This day is being worked out")).to_be_visible()
        expect(seen.page.get_by_role("table", name="promises")).to_be_visible(timeout=60_000)
        assert shown_in(seen.page) == expected


def shown_in(page):
    links = page.locator('a[href^="/promise/"]').evaluate_all("all => all.map(a => a.pathname.split('/')[2])")
    return list(dict.fromkeys(links))


def test_the_page_that_says_so_is_accessible_and_follows_how_far_it_is(large, watched):
    turn = Lock()
    turn.acquire()  # so that nobody makes them
    with Ledger(large) as ledger:
        library = Library(ledger, past=Past(ledger, turn))
        with served(create_app(library)) as address:
            seen = watched(viewport={"width": 360, "height": 740})
            seen.page.goto(address + PAGE)
            assert grave_faults(seen.page) == []
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= 360
            with ledger._access.writing() as connection:
                half = select(cells.c.cell).where(cells.c.was_home).limit(ledger.histories().groups // 2)
                connection.execute(update(cells).where(cells.c.cell.in_(half)).values(told_until=NEVER))
            expect(seen.page.get_by_text(re.compile("(49|50) % done"))).to_be_visible(timeout=30_000)


def test_how_far_they_are_is_counted_once_for_each_state_of_the_ledger(tmp_path, monkeypatch):
    counted = []
    monkeypatch.setattr(Ledger, "histories", lambda ledger: counted.append(ledger.head().seq))
    first, second = Generator(10).readings()
    with Ledger(tmp_path / "a.tally") as ledger:
        past = Past(ledger)
        for told in (first, second):
            ledger.append(told)
            past.see_to_it()
            past.see_to_it()
    assert len(counted) == len(set(counted)) == 2
