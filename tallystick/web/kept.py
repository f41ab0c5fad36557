"""What was worked out for a page and serves others: the last few of a kind in memory, more between processes.

Who is asked for something that somebody else works out waits for it instead of doing so, too: on a day that nobody
asked for before, visitors who come at once would else all do the same.
"""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from os import getpid
from pathlib import Path
from threading import Lock, get_ident
from typing import Any, Generic, Protocol, TypeVar
from zlib import crc32

Made = TypeVar("Made")

_PATIENCE_SECONDS = 20.0
"""So long who works something out is waited for; one that hangs, or has ended, keeps nobody from doing so."""

_TURNS = 32
"""Locks of a kind: of eight visitors who ask for different things at once hardly any waits for another's."""

_MOST_BYTES = 128_000_000
_LOOKED_THROUGH = 32
"""After so many things a process sees whether all that is there has become too much."""


class Turn(Protocol):
    """A lock, also one that processes share."""

    def acquire(self, _block: bool, _seconds: float, /) -> bool:
        """Take it as soon as it is free; whether it was, so long."""

    def release(self) -> None:
        """Give it back."""


class Between:
    """A folder in which processes leave for each other what they worked out, under a hash of what it is.

    Nobody else may write there, so that what lies there may be loaded as it is.
    """

    def __init__(self, folder: Path, lock: Callable[[], Turn], most_bytes: int = _MOST_BYTES) -> None:
        """Share a folder.

        Args:
            folder: Of these processes alone, as ``tempfile.mkdtemp`` makes one.
            lock: Makes a lock that all of them share; asked before they part.
            most_bytes: What was left longest ago is thrown away where there is more.
        """
        self._folder = folder
        self._most_bytes = most_bytes
        self._left = 0
        self.lock = lock

    def found(self, key: tuple[Hashable, ...]) -> Any:
        """What somebody left.

        Raises:
            LookupError: Nobody did, or it was thrown away.
        """
        try:
            return pickle.loads(self._path(key).read_bytes())  # noqa: S301 (nobody else may write there)
        except OSError as error:
            raise LookupError(key) from error

    def leave(self, key: tuple[Hashable, ...], made: object) -> None:
        """Leave something for others; where there is no room they make it themselves."""
        path = self._path(key)
        aside = path.with_suffix(f".{getpid()}-{get_ident()}")
        with suppress(OSError):
            aside.write_bytes(pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
            aside.replace(path)
        self._left += 1
        if self._left % _LOOKED_THROUGH == 0:
            self._throw_away()

    def _throw_away(self) -> None:
        """Keep no more than is allowed, of that the newest; others may do so meanwhile."""
        found = list[tuple[float, int, Path]]()
        for path in self._folder.iterdir():
            with suppress(OSError):
                told = path.stat()
                found.append((told.st_mtime, told.st_size, path))
        room = self._most_bytes
        for _, size, path in sorted(found, reverse=True):
            room -= size
            if room < 0:
                path.unlink(missing_ok=True)

    def _path(self, key: tuple[Hashable, ...]) -> Path:
        return self._folder / sha256(repr(key).encode(errors="surrogatepass")).hexdigest()


class Kept(Generic[Made]):
    """Things of one kind by what they are of: made once, by whoever is asked first."""

    def __init__(self, kind: str, most: int, between: Between | None = None) -> None:
        """Keep nothing yet.

        Args:
            kind: Tells its things from those of other kinds.
            most: So many are held in memory; the one asked for longest ago is let go first.
            between: Where processes find what others made; ``None`` where there is only one.
        """
        self._kind = kind
        self._most = most
        self._between = between
        self._held: OrderedDict[tuple[Hashable, ...], Made] = OrderedDict()
        lock: Callable[[], Turn] = Lock if between is None else between.lock
        self._turns: Sequence[Turn] = [lock() for _ in range(_TURNS)]

    def __contains__(self, key: tuple[Hashable, ...]) -> bool:
        """Whether it is held in memory."""
        return key in self._held

    def of(self, key: tuple[Hashable, ...], make: Callable[[], Made]) -> Made:
        """What was made before, or is made now.

        Args:
            key: What it is of: texts, numbers and ``None``; it names the state of the ledger.
            make: Makes it; may ask for things of other kinds, if these never ask for one of this.
        """
        try:
            return self._known(key)
        except LookupError:
            pass
        with self._turn(key):
            try:
                return self._known(key)
            except LookupError:
                made = make()
                if self._between is not None:
                    self._between.leave((self._kind, *key), made)
                return self._hold(key, made)

    def _known(self, key: tuple[Hashable, ...]) -> Made:
        try:
            found = self._held[key]
        except KeyError:
            if self._between is None:
                raise
            found = self._between.found((self._kind, *key))
        return self._hold(key, found)

    def _hold(self, key: tuple[Hashable, ...], made: Made) -> Made:
        """Keep something beside the last few; several threads may do so."""
        self._held[key] = made
        with suppress(KeyError):  # another thread was quicker
            self._held.move_to_end(key)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return made

    @contextmanager
    def _turn(self, key: tuple[Hashable, ...]) -> Iterator[None]:
        """Nobody else makes the same."""
        turn = self._turns[crc32(repr(key).encode(errors="surrogatepass")) % len(self._turns)]
        has_it = turn.acquire(True, _PATIENCE_SECONDS)
        try:
            yield
        finally:
            if has_it:
                turn.release()
