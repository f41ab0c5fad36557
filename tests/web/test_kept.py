"""What was worked out for a page serves others, in this process and in those beside it."""

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Lock

import pytest
from tallystick.web import kept
from tallystick.web.kept import Between, Kept

FORKING = multiprocessing.get_context("fork")


class Maker:
    """Makes something each time it is asked, and knows how often it was."""

    def __init__(self, made="made"):
        self.times = 0
        self._made = made

    def __call__(self):
        self.times += 1
        return self._made


def refused():
    raise AssertionError("it was made again")


def test_what_was_made_is_held_and_the_last_few_of_it():
    some = Kept("some", 2)
    assert [some.of((number,), Maker(number)) for number in (1, 2)] == [1, 2]
    assert some.of((1,), refused) == 1
    some.of((3,), Maker(3))
    assert [(number,) in some for number in (1, 2, 3)] == [True, False, True]


def test_nothing_that_was_made_is_something_and_a_failure_is_not():
    some = Kept("some", 2)
    with pytest.raises(ValueError, match="no such day"):
        some.of((1,), lambda: int("no such day"))
    maker = Maker(None)
    assert [some.of((1,), maker), some.of((1,), maker), maker.times] == [None, None, 1]


def test_of_those_who_ask_at_once_one_makes_it():
    some, maker, together = Kept("some", 2), Maker(), Barrier(4)

    def ask(_):
        together.wait(10)
        return some.of(("2024-01-01", "state"), maker)

    with ThreadPoolExecutor(4) as visitors:
        assert list(visitors.map(ask, range(4))) == ["made"] * 4
    assert maker.times == 1


def test_who_asks_for_something_else_waits_for_nobody():
    some, together = Kept("some", 8), Barrier(8)

    def ask(number):
        return some.of((None, "state", f"promise {number}"), lambda: together.wait(10) >= 0)

    with ThreadPoolExecutor(8) as visitors:
        assert all(visitors.map(ask, range(8)))


def test_who_hangs_keeps_nobody_from_making_it(monkeypatch):
    monkeypatch.setattr(kept, "_PATIENCE_SECONDS", 0.01)
    some = Kept("some", 2)
    for turn in some._turns:
        turn.acquire()
    assert some.of((1,), Maker()) == "made"


def test_a_process_finds_what_another_made(tmp_path):
    between = Between(tmp_path, FORKING.Lock)
    some, others = Kept("some", 2, between), Kept("others", 2, between)

    def make_some():
        some.of((None, "state"), Maker(("żółw", 1)))

    process = FORKING.Process(target=make_some)
    process.start()
    process.join()
    assert process.exitcode == 0
    assert some.of((None, "state"), refused) == ("żółw", 1)
    assert others.of((None, "state"), Maker("of another kind")) == "of another kind"
    assert some.of((None, "another state"), Maker("made anew")) == "made anew"


def test_what_was_left_longest_ago_is_thrown_away(tmp_path):
    between = Between(tmp_path, Lock, most_bytes=10_000)
    some = Kept("some", 1, between)
    for number in range(200):
        some.of((number,), Maker(b"x" * 1000))
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 10_000 + 32 * 1100
    assert some.of((199,), refused) == b"x" * 1000
    assert some.of((0,), Maker("made again")) == "made again"


def test_where_nothing_can_be_left_each_makes_it_itself(tmp_path):
    between = Between(Path(tmp_path / "gone"), Lock)
    assert Kept("some", 1, between).of((1,), Maker()) == "made"
    assert Kept("some", 1, between).of((1,), Maker("again")) == "again"
