"""How often Python searches for cycles while an index is made, or readings are stored."""

import gc
from threading import Event, Thread

import pytest
from tallystick.ledger import Ledger
from tallystick.ledger.collecting import seldom_collecting

from factories import reading, statement

USUAL = gc.get_threshold()


def test_cycles_are_searched_for_seldom_until_the_block_ends():
    with seldom_collecting():
        assert gc.get_threshold()[0] > USUAL[0]
    assert gc.get_threshold() == USUAL
    with pytest.raises(KeyError), seldom_collecting():
        raise KeyError
    assert gc.get_threshold() == USUAL


def test_it_is_as_before_when_the_last_of_several_threads_is_done():
    inside, may_end = Event(), Event()

    def make():
        with seldom_collecting():
            inside.set()
            may_end.wait()

    other = Thread(target=make)
    with seldom_collecting():
        other.start()
        inside.wait()
    assert gc.get_threshold()[0] > USUAL[0]
    may_end.set()
    other.join()
    assert gc.get_threshold() == USUAL


def test_cycles_are_searched_for_seldom_while_readings_are_stored(tmp_path):
    readings = [reading(str(number), statement()) for number in range(2000)]
    searched = []
    with Ledger(tmp_path / "some.tally") as ledger:
        gc.callbacks.append(lambda phase, _: searched.append(phase))
        try:
            ledger.append_all(readings, batch=len(readings))
        finally:
            gc.callbacks.pop()
    assert searched.count("start") < 5


def test_cycles_are_searched_for_seldom_while_a_ledger_is_asked(tmp_path):
    with Ledger(tmp_path / "some.tally") as ledger:
        with ledger.glance():
            assert gc.get_threshold()[0] > USUAL[0]
        assert gc.get_threshold() == USUAL
