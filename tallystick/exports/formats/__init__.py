"""The formats that can be exported: each module of this package is one, and defines ``EXPORT``."""

from __future__ import annotations

import importlib
import pkgutil

from tallystick.errors import SettingError
from tallystick.exports.protocol import Export


def _load() -> dict[str, Export]:
    names = [found.name for found in pkgutil.iter_modules(__path__)]
    exports = [importlib.import_module(f"{__name__}.{name}").EXPORT for name in names]
    return {export.name: export for export in sorted(exports, key=lambda export: export.name)}


EXPORTS: dict[str, Export] = _load()
"""Every format by its name, in order of the alphabet."""


def named_export(name: str) -> Export:
    """The format of that name.

    Raises:
        SettingError: There is none; the message lists all.
    """
    found = EXPORTS.get(name.lower())
    if found is None:
        raise SettingError(f"No export format {name!r}; there are: {', '.join(EXPORTS)}")
    return found
