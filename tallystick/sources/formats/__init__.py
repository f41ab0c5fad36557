"""The formats that can be read: each module of this package is one, and defines ``FORMAT``."""

from __future__ import annotations

import importlib
import pkgutil

from tallystick.sources.formats.protocol import Format, Member


def _load() -> dict[str, Format]:
    modules = [
        importlib.import_module(f"{__name__}.{found.name}")
        for found in pkgutil.iter_modules(__path__)
        if found.name != "protocol"
    ]
    return {module.FORMAT.name: module.FORMAT for module in modules}


FORMATS: dict[str, Format] = _load()
"""Every format by its name, in order of the alphabet."""

__all__ = ["FORMATS", "Format", "Member"]
