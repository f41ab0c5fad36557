"""What a format of export is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from tallystick.exports.material import Material

Report = Callable[[str, int], None]
"""Takes the name of the file that is written and how many bytes are written."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of an export.

    Attributes:
        name: Its name in the folder of the export, with slashes where it lies deeper; the only file of an export
            may be called otherwise.
        content: Its bytes, piece by piece.
    """

    name: str
    content: Iterable[bytes]


class Export(Protocol):
    """One format; a module of ``tallystick.exports.formats`` defines it as ``EXPORT``."""

    name: str
    """As users call it, in lower case."""
    what: str
    """What it holds, in a few words."""
    is_folder: bool
    """Whether it comes as several files."""

    def parts(self, material: Material) -> Iterator[Part]:
        """The files, the same bytes for the same material.

        Raises:
            SettingError: A package is missing, or the format cannot hold so much; the message says what to do.
        """

    def left_out(self, material: Material) -> Iterator[str]:
        """What the format has no place for, one sentence each."""


@runtime_checkable
class Tree(Export, Protocol):
    """A format that fills a folder of its own, which is replaced whole."""

    marker: str
    """The file by which such a folder is known."""
