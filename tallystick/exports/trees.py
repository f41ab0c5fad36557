"""Writing an export that fills a folder of its own: the folder is replaced whole, or stays as it was."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from tallystick.errors import SettingError
from tallystick.exports.protocol import Part, Report, Tree


def write_tree(
    tree: Tree, parts: Iterable[Part], to: Path, report: Report | None, *, force: bool = False
) -> list[Path]:
    """Write an export beside ``to`` and give it that name when all of it is on the disk.

    Args:
        tree: The format.
        parts: Its files.
        to: The folder; an earlier export of the same format is replaced.
        report: Called after each file, with the bytes written so far.
        force: Replace whatever ``to`` is.

    Returns:
        The files written.

    Raises:
        SettingError: ``to`` holds something else, and it is not to be replaced.
        OSError: The disk is full or may not be written; nothing is left behind.
    """
    if not (force or _may_be_replaced(to, tree.marker)):
        raise SettingError(
            f"{to} is there and no {tree.name} of ours (it holds no {tree.marker}); "
            "name another folder with --to, or replace it with --force"
        )
    to.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{to.name}.", suffix=".part", dir=to.parent))
    try:
        names = list(_written(parts, aside, report))
        os.sync()
        aside.chmod(0o777 & ~_umask())
        _put(aside, to)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return [to / name for name in names]


def _may_be_replaced(to: Path, marker: str) -> bool:
    if not to.exists():
        return True
    return to.is_dir() and ((to / marker).is_file() or not any(to.iterdir()))


def _written(parts: Iterable[Part], folder: Path, report: Report | None) -> Iterator[str]:
    size = 0
    for part in parts:
        path = folder / part.name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:
            for piece in part.content:
                stream.write(piece)
                size += len(piece)
        if report is not None:
            report(part.name, size)
        yield part.name


def _put(aside: Path, to: Path) -> None:
    """Give ``aside`` the name ``to``; what was called so before is gone only then."""
    if not to.exists():
        aside.rename(to)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{to.name}.", suffix=".old", dir=to.parent)) / to.name
    to.rename(old)
    try:
        aside.rename(to)
    except OSError:
        old.rename(to)
        raise
    finally:
        shutil.rmtree(old.parent)


def _umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now
