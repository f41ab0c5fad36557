"""Writing an export: all of it or nothing, whatever happens to the disk meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from tallystick.errors import SettingError
from tallystick.exports.material import Material
from tallystick.exports.protocol import Export, Part, Report, Tree
from tallystick.exports.trees import write_tree
from tallystick.files import WholeFiles

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
    written = []
    with WholeFiles() as files:
        files.make_folder(folder)
        for part in export.parts(material):
            path = folder / part.name if export.is_folder else to
            _write_part(files, path, part, report)
            written.append(path)
        for part in _notes(export, material):
            path = folder / (part.name if export.is_folder else f"{to.name}.{part.name}")
            _write_part(files, path, part, None)
            written.append(path)
    return written


def _write_part(files: WholeFiles, path: Path, part: Part, report: Report | None) -> None:
    size = 0
    with files.open(path) as stream:
        for piece in part.content:
            stream.write(piece)
            size += len(piece)
            if report is not None:
                report(path.name, size)


def _notes(export: Export, material: Material) -> Iterator[Part]:
    if notes := notes_of(export, material):
        yield Part(NOTES, [notes.encode()])
