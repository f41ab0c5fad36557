"""Where charts are drawn: by a program that does nothing else, for all that serve, or by whoever asks.

What draws compiles itself as it goes, so that the first charts take several times as long as the sixtieth; it holds
ninety megabytes, and while it draws nothing else runs in its process. One that draws for all has learnt sooner, and
keeps nobody from making pages.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from json import dumps, loads
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from tallystick.views.charts import drawn_as_png, drawn_as_svg, rehearse

_REHEARSED = 64
"""After so many charts what draws has compiled all that it runs through often."""

_KEPT_TO_REHEARSE = 8

_PATIENCE_SECONDS = 20.0
"""So long a drawing is waited for."""

_LOOKS_UP_SECONDS = 5.0
"""After so long without work it is seen whether those who ask are still there."""

_MOST_WAITING = 128
_WHOLE = b"."
"""Stands behind what was drawn to its end."""


class Draws(Protocol):
    """Makes drawings (SVG) and pictures (PNG) of charts."""

    def svg(self, chart: dict[str, Any]) -> str:
        """See ``tallystick.views.charts.drawn_as_svg``."""

    def png(self, chart: dict[str, Any]) -> bytes:
        """See ``tallystick.views.charts.drawn_as_png``."""


class Here:
    """Draws in the process that asks."""

    def svg(self, chart: dict[str, Any]) -> str:
        """See ``Draws``."""
        return drawn_as_svg(chart)

    def png(self, chart: dict[str, Any]) -> bytes:
        """See ``Draws``."""
        return drawn_as_png(chart)


class There:
    """Has another program draw; what it cannot draw is drawn here, so that who asks is told why."""

    def __init__(self, place: str) -> None:
        """Ask at ``place``, the path of a socket."""
        self._place = place

    def svg(self, chart: dict[str, Any]) -> str:
        """See ``Draws``."""
        drawn = self._drawn("svg", chart)
        return drawn_as_svg(chart) if drawn is None else drawn.decode()

    def png(self, chart: dict[str, Any]) -> bytes:
        """See ``Draws``."""
        drawn = self._drawn("png", chart)
        return drawn_as_png(chart) if drawn is None else drawn

    def _drawn(self, form: str, chart: dict[str, Any]) -> bytes | None:
        with socket.socket(socket.AF_UNIX) as asking, suppress(OSError):
            asking.settimeout(_PATIENCE_SECONDS)
            asking.connect(self._place)
            asking.sendall(dumps([form, chart]).encode())
            asking.shutdown(socket.SHUT_WR)
            drawn = _received(asking)
            if drawn.endswith(_WHOLE):
                return drawn[: -len(_WHOLE)]
        return None


@contextmanager
def studio() -> Iterator[Draws]:
    """A program that draws, until it is let go of; where the system has no sockets in folders, who asks draws."""
    with TemporaryDirectory(prefix="tally-studio-") as folder:
        place = f"{folder}/asked"
        listening = _listening(place)
        if listening is None:
            yield Here()
            return
        program = subprocess.Popen(
            [sys.executable, "-m", "tallystick.views.studio"],
            stdin=listening.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for who started it
        )
        listening.close()  # so that who asks is refused when the program has ended
        try:
            yield There(place)
        finally:
            program.terminate()
            program.wait()


def _listening(place: str) -> socket.socket | None:
    """A socket at which who asks waits until anybody draws."""
    if not hasattr(socket, "AF_UNIX"):
        return None
    made = socket.socket(socket.AF_UNIX)
    try:
        made.bind(place)
    except OSError:  # the name is too long for one
        made.close()
        return None
    made.listen(_MOST_WAITING)
    return made


def work(listening: socket.socket) -> None:
    """Draw what is asked for until who began this program has ended; while nobody asks, rehearse."""
    beginner = os.getppid()
    asked = deque[dict[str, Any]](maxlen=_KEPT_TO_REHEARSE)
    left = _REHEARSED
    while os.getppid() == beginner:
        is_rehearsing = bool(asked) and left > 0
        listening.settimeout(0 if is_rehearsing else _LOOKS_UP_SECONDS)
        with suppress(TimeoutError, BlockingIOError):
            connection, _ = listening.accept()
            with connection:
                connection.settimeout(_PATIENCE_SECONDS)
                asked.extend(_answered(connection))
            continue
        if is_rehearsing:
            rehearse(asked[0])
            asked.rotate()
            left -= 1


_FORMS: Mapping[str, Callable[[dict[str, Any]], bytes]] = {
    "svg": lambda chart: drawn_as_svg(chart).encode(),
    "png": drawn_as_png,
}


def _answered(connection: socket.socket) -> Iterator[dict[str, Any]]:
    """The chart that one asked for, when it is drawn; nothing is said where that fails."""
    with suppress(Exception):  # who asks draws it then, and is told what is wrong
        form, chart = loads(_received(connection))
        connection.sendall(_FORMS[form](chart) + _WHOLE)
        yield chart


def _received(connection: socket.socket) -> bytes:
    """All that the other side sends."""
    return b"".join(iter(partial(connection.recv, 65_536), b""))


if __name__ == "__main__":
    work(socket.socket(fileno=sys.stdin.fileno()))
