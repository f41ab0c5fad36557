"""Writing an export that fills a folder of its own: the folder is replaced whole, or stays as it was."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from tallystick.errors import SettingError
from tallystick.exports.protocol import Part, Report, Tree
from tallystick.files import ASIDE, BEFORE, left_of, named_beside, written_in


def write_tree(
    tree: Tree, parts: Iterable[Part], to: Path, report: Report | None, *, force: bool = False
) -> list[Path]:
    """Write an export beside ``to`` and give it that name when all of it is on the disk.

    What a program that was killed left of the same folder is taken away, or put back where it took the old folder away
    and did not come to put the new one there.

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
    with written_in(to.parent) as left:
        _tidy(left, to)
        aside = Path(tempfile.mkdtemp(prefix=named_beside(to.name), suffix=ASIDE, dir=to.parent))
        try:
            names = list(_written(parts, aside, report))
            os.sync()
            aside.chmod(0o777 & ~_umask())
            _put(aside, to)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
    return [to / name for name in names]


def _tidy(left: Sequence[Path], to: Path) -> None:
    for folder in filter(Path.is_dir, left_of(to.name, left)):
        before = folder / to.name
        if folder.suffix == BEFORE and not to.exists():
            with suppress(OSError):  # it was not moved yet
                before.rename(to)
        if folder.suffix == ASIDE or before.exists() or not any(folder.iterdir()):
            shutil.rmtree(folder, ignore_errors=True)


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
    old = Path(tempfile.mkdtemp(prefix=named_beside(to.name), suffix=BEFORE, dir=to.parent)) / to.name
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
