"""What draws charts, with its letters at hand.

vl-convert measures words by the outlines of their letters. It brings Liberation Sans along in memory; where the system
has that font, too, it takes the system's and opens the file anew for every letter, which is most of what a chart
costs, and charts differ by a pixel from one machine to the next. So it is told of all fonts that are installed but
Liberation; those it finds letters in that Liberation lacks.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree

from tallystick.sources.extras import needs_extra

_SETTINGS = Path("/etc/fonts/fonts.conf")
"""Where systems with fontconfig say where fonts are (https://www.freedesktop.org/software/fontconfig/)."""

_INSTEAD = "FONTCONFIG_FILE"
"""Names another file to read than ``_SETTINGS``."""

_NOTHING = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


def engine() -> Any:
    """The module vl_convert.

    Raises:
        ModuleNotFoundError: vl-convert is not installed; the message says how.
    """
    with needs_extra("vl-convert-python", "charts", "A chart"):
        import vl_convert  # noqa: PLC0415
    _look_for_fonts()
    return vl_convert


@cache
def _look_for_fonts() -> None:
    """Have vl-convert look for fonts, which it does once, when anything is drawn."""
    if sys.platform != "linux" or not _SETTINGS.exists() or _INSTEAD in os.environ:
        return
    import vl_convert  # noqa: PLC0415

    with _own_letters():
        vl_convert.svg_to_png(_NOTHING)


@contextmanager
def _own_letters() -> Iterator[None]:
    """Who looks for fonts meanwhile finds none that is called Liberation, where these have a folder of their own."""
    with TemporaryDirectory(prefix="tally-fonts-") as none:
        told = ElementTree.Element("fontconfig")
        others = (other for folder in _folders() for other in _without_liberation(folder))
        for folder in (none, *others):  # without any, places that are known would be looked through
            ElementTree.SubElement(told, "dir").text = str(folder)
        settings = Path(none) / "fonts.conf"
        settings.write_bytes(ElementTree.tostring(told))
        os.environ[_INSTEAD] = str(settings)
        try:
            yield
        finally:
            del os.environ[_INSTEAD]


def _folders() -> Iterator[Path]:
    """Where the system keeps fonts."""
    for told in ElementTree.parse(_SETTINGS).iter("dir"):  # noqa: S314 (the system's own)
        is_of_user = told.get("prefix") == "xdg"
        base = Path(os.environ.get("XDG_DATA_HOME", "~/.local/share") if is_of_user else "/")
        folder = (
            Path(base, told.text or "") if not (told.text or "").startswith("~") else Path(told.text or "")
        )
        if folder.expanduser().is_dir():
            yield folder.expanduser()


def _without_liberation(folder: Path) -> Iterator[Path]:
    """The outermost folders in one, itself among them, that hold other fonts than Liberation."""
    if not any(_is_liberation(file) for file in folder.rglob("*")):
        yield folder
        return
    inside = sorted(folder.iterdir())
    if any(file.is_file() and not _is_liberation(file) for file in inside):
        yield folder
        return
    for each in inside:
        if each.is_dir():
            yield from _without_liberation(each)


def _is_liberation(file: Path) -> bool:
    return file.name.startswith("Liberation")
