"""Writing an export: all of it or nothing, whatever happens to the disk meanwhile."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path

from tallystick.errors import SettingError
from tallystick.exports.material import Material
from tallystick.exports.protocol import Export, Part, Report, Tree
from tallystick.exports.trees import write_tree

NOTES = "NOTES.txt"


def notes_of(export: Export, material: Material) -> str:
    """What ``export`` leaves out of ``material``, one sentence a line; empty where it leaves out nothing."""
    return "".join(f"{line}\n" for line in export.left_out(material))


def write(
    export: Export, material: Material, to: Path, report: Report | None = None, *, force: bool = False
) -> list[Path]:
    """Write ``export``; beside it, where it leaves something out, notes that say what.

    Every file is written under another name first and called by its own when all are on the disk.

    Args:
        export: The format.
        material: What is exported.
        to: A folder for a format of several files, else a file.
        report: Called after each piece.
        force: Replace a folder of a format that fills one of its own, whatever it holds.

    Returns:
        The files written, the notes last.

    Raises:
        SettingError: ``to`` is a file where a folder is needed, or the reverse.
        OSError: The disk is full or may not be written; nothing is left behind.
    """
    folder = to if export.is_folder else to.parent
    if export.is_folder and to.exists() and not to.is_dir():
        raise SettingError(f"{to} is a file; {export.name} is a folder of files: name another with --to")
    if not export.is_folder and to.is_dir():
        raise SettingError(f"{to} is a folder; {export.name} is one file: name it with --to {to}/NAME")
    if isinstance(export, Tree):
        return write_tree(
            export, chain(export.parts(material), _notes(export, material)), to, report, force=force
        )
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    written: list[tuple[Path, Path]] = []
    try:
        for part in export.parts(material):
            name = part.name if export.is_folder else to.name
            written.append(_aside(folder, name, part, report))
        if notes := notes_of(export, material):
            name = NOTES if export.is_folder else f"{to.name}.{NOTES}"
            written.append(_aside(folder, name, Part(name, [notes.encode()]), report))
        for aside, final in written:
            aside.replace(final)
    except BaseException:
        for aside, _ in written:
            aside.unlink(missing_ok=True)
        if is_new:
            with suppress(OSError):
                folder.rmdir()
        raise
    return [final for _, final in written]


def _notes(export: Export, material: Material) -> Iterator[Part]:
    if notes := notes_of(export, material):
        yield Part(NOTES, [notes.encode()])


def _aside(folder: Path, name: str, part: Part, report: Report | None) -> tuple[Path, Path]:
    """Write a part under a name of its own, down to the disk.

    Returns:
        That name and the one it is to have.
    """
    handle, aside = tempfile.mkstemp(prefix=f".{name}.", suffix=".part", dir=folder)
    path = Path(aside)
    size = 0
    try:
        with os.fdopen(handle, "wb") as stream:
            for piece in part.content:
                stream.write(piece)
                size += len(piece)
                if report is not None:
                    report(name, size)
            stream.flush()
            os.fsync(stream.fileno())
        path.chmod(0o666 & ~_umask())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path, folder / name


def _umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now
