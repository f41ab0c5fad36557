"""Packages that only some formats need."""

from __future__ import annotations

import importlib
from typing import Any

from tallystick.errors import SettingError
from tallystick.sources.extras import needs_extra


def package(name: str, extra: str, export: str) -> Any:
    """The package ``name``, which the extra ``extra`` brings.

    Raises:
        SettingError: It is not installed; the message names the pip command.
    """
    try:
        with needs_extra(name, extra, f"The export {export}"):
            return importlib.import_module(name)
    except ModuleNotFoundError as error:
        raise SettingError(str(error)) from error
