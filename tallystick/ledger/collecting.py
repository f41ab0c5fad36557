"""Python's search for cycles, put off while very many records are made: there are none among them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_SELDOM = (50_000, 20, 50)
"""How much has to be made between two searches, see ``gc.set_threshold``.

As often as usual, an index takes an eighth longer, and every third answer of some thousand records waits for a search
through all that the program holds, which takes 60 ms and more.
"""

_turn = Lock()
_under_way: list[tuple[int, int, int]] = []
"""Of each block under way the thresholds that were set before the first of them."""


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Search for cycles seldom; as before when the last of several threads is done."""
    with _turn:
        usual = _under_way[0] if _under_way else gc.get_threshold()
        _under_way.append(usual)
        gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        with _turn:
            _under_way.pop()
            if not _under_way:
                gc.set_threshold(*usual)
