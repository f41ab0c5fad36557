"""The registers that are known: one for each column map of the package, and those that are no tables."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from tallystick.errors import SettingError
from tallystick.registers.column_map import load_map, map_from
from tallystick.registers.fts import Fts
from tallystick.registers.iati import Iati
from tallystick.registers.records import Source
from tallystick.registers.tables import Table

TABLE = "table"
"""Name of any table that comes with a column map of its own."""

_OWN_FORMS: dict[str, Callable[[Table], Source]] = {"fts": Fts}
"""Registers with a map that also come in another form."""


def register_names() -> tuple[str, ...]:
    """What ``tally import`` takes for its first argument."""
    return (*sorted([*_maps(), Iati.name]), TABLE)


def source_of(name: str, column_map: Path | None = None) -> Source:
    """The register of that name.

    Args:
        name: One of ``register_names()``.
        column_map: TOML file, for ``table``.

    Raises:
        SettingError: There is none of that name, or a map is missing, needless or faulty.
    """
    if name == TABLE:
        if column_map is None:
            raise SettingError("tally import table needs --map FILE, which says what the columns are")
        return Table(column_map.stem, load_map(column_map), is_strict=True)
    if column_map is not None:
        raise SettingError(f"The columns of {name} are known; --map goes with: tally import table")
    if name == Iati.name:
        return Iati()
    if name not in _maps():
        raise SettingError(f"No register {name!r}; the registers are: {', '.join(register_names())}")
    text = files(__package__).joinpath("maps", f"{name}.toml").read_text(encoding="utf-8")
    table = Table(name, map_from(tomllib.loads(text), f"{name}.toml"))
    return _OWN_FORMS[name](table) if name in _OWN_FORMS else table


def _maps() -> list[str]:
    return [one.name.removesuffix(".toml") for one in files(__package__).joinpath("maps").iterdir()]
