"""Flows of the Financial Tracking Service (UN OCHA): CSV as it is downloaded, JSON as its interface answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pycountry

from tallystick.entities.gazetteer import Gazetteer
from tallystick.errors import SourceError
from tallystick.model import Problem
from tallystick.registers.records import Fault, Row
from tallystick.registers.tables import Table

_BETWEEN = ";"
"""Stands between several places: names of states have commas in them."""

_LANGUAGE = "en"


class Fts:
    """The flows, in either form; both are read by the same column map."""

    name = "fts"

    def __init__(self, table: Table) -> None:
        self._table = table
        self.title = table.title

    def rows(self, path: Path) -> Iterator[Row | Fault]:
        """A row for each flow.

        Raises:
            SourceError: The file holds no flows.
        """
        try:
            with path.open("rb") as file:
                opening = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
        except OSError as error:
            raise SourceError(f"{path} cannot be read ({error.strerror or error}); check the path") from error
        if opening not in (b"{", b"["):
            yield from self._table.rows(path, _prepared)
            return
        for number, flow in enumerate(_flows(path), start=1):
            place = f"{path} flow {number}"
            if isinstance(flow, Mapping):
                yield self._table.row(_prepared(_cells(flow)), place)
            else:
                message = f"Flow {number} is no object; export the flows anew."
                yield Fault(place, Problem("bad_row", message))


def _flows(path: Path) -> list[Any]:
    try:
        found = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{path} is broken JSON ({error}); export the flows anew") from error
    for key in ("data", "flows"):
        found = found.get(key, found) if isinstance(found, Mapping) else found
    if not isinstance(found, list):
        raise SourceError(f"{path} holds no flows; they stand under data.flows in what the service answers")
    return found


def _cells(flow: Mapping[str, Any]) -> dict[str, str]:
    """A flow as a line of the CSV: plain fields as they are, organisations and places by their names."""
    cells = {key: str(value) for key, value in flow.items() if isinstance(value, str | int | float)}
    for side, prefix in (("sourceObjects", "src"), ("destinationObjects", "dest")):
        for kind, column in (("Organization", "Organization"), ("Location", "Locations"), ("Plan", "Plan")):
            objects = flow.get(side)
            named = [
                str(one.get("name"))
                for one in (objects if isinstance(objects, list) else [])
                if isinstance(one, Mapping) and one.get("type") == kind and one.get("name")
            ]
            if named:
                cells[f"{prefix}{column}"] = (_BETWEEN if kind == "Location" else ", ").join(named)
    return cells


def _prepared(cells: Mapping[str, str]) -> dict[str, str]:
    """A line with what the map asks for beside the service's own columns.

    ``destPlace`` is the state that the money is for, where it is for one alone; ``through`` says who passes it on to
    there, and under which plan.
    """
    found = dict(cells)
    places = [place for place in re.split(f"{_BETWEEN}|,", cells.get("destLocations", "")) if place.strip()]
    whole = _state(cells.get("destLocations", ""))
    state = whole or (_state(places[0]) if len(places) == 1 else None)
    if state is None:
        return found
    found["destPlace"] = state
    organisation = cells.get("destOrganization", "").strip()
    found["through"] = "; ".join(
        part
        for part in (f"through {organisation}" if organisation else "", cells.get("destPlan", "").strip())
        if part
    )
    return found


def _state(place: str) -> str | None:
    """The name of a state, given as a code of ISO 3166-1 alpha-3 or in any of the forms that the UN writes it in."""
    gazetteer = Gazetteer.load(_LANGUAGE)
    named = gazetteer.lookup(place.strip())
    if named is not None:
        return named.name if named.kind == "state" else None
    try:
        code = pycountry.countries.lookup(place.strip()).alpha_3
    except LookupError:
        return None
    known = gazetteer.by_id(code)
    return known.name if known else None
