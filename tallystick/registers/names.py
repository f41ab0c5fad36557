"""Who is meant by a name as registers print it: "Germany, Government of" is Germany."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from tallystick.entities.entity import Entity
from tallystick.entities.gazetteer import Gazetteer


def entity_named(name: str, gazetteer: Gazetteer) -> Entity | None:
    """The entity of that name, or the state whose government the name is a form of; ``None`` for all others."""
    found = gazetteer.lookup(name)
    if found is not None:
        return found
    states = (match["state"] for form in _forms() if (match := form.fullmatch(name)))
    entities = (gazetteer.lookup(state.strip()) for state in states)
    return next((one for one in entities if one is not None and one.kind == "state"), None)


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    table = tomllib.loads(files(__package__).joinpath("names.toml").read_text(encoding="utf-8"))
    parts = {re.escape("{state}"): "(?P<state>.+?)", re.escape("{body}"): ".+"}
    patterns = []
    for form in table["forms"]:
        pattern = re.escape(form)
        for written, meant in parts.items():
            pattern = pattern.replace(written, meant)
        patterns.append(re.compile(pattern))
    return tuple(patterns)
