"""Column maps: which column of a table says what, as data.

A register that is a table needs no code, only a map (TOML). Wherever a map names a column it may name several, of which
the first that holds something counts, or give a value of its own::

    title = "Aid register of Aland"          # printed in every document
    id = "Reference"                         # a column, or several joined, as far as the table has them
    giver = "Donor"
    recipient = { value = "Kenya" }          # the same in every row
    goods = ["Goods", "Purpose"]
    published = "Announced"
    note = "Remarks"
    url = "Source"
    empty = ["", "-", "n/a"]                 # what stands for nothing, in small or capital letters
    decimal = "."
    date_format = "%d/%m/%Y"                 # one or several, where dates are neither ISO nor in words

    [names]                                  # the register's names of whom the gazetteer does not know
    "Ministry of Aid" = "NOR"

    [[act]]
    kind = "commitment"                      # or "delivery"
    stage = "pledge"                         # or { column = "Status", is = { "firm" = "commitment" }, else = "pledge" }
    date = "Announced"
    deadline = "Due"
    quantity = "Units"
    unit = "Goods"
    amount = "Value"
    currency = "Currency"                    # or { value = "EUR" }
    cumulative = false
    when = { "Type" = ["Pledge"] }           # only in rows where the column holds one of these
    needs = ["Value", "Currency"]            # only in rows where all of these hold something
    unless = ["Units"]                       # not in rows where all of these hold something
    optional = true                          # a table may lack these columns, if it has another act's
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tallystick.errors import SettingError, why_unreadable
from tallystick.model import STAGES

_TOP = {
    "title", "id", "giver", "recipient", "goods", "published", "note", "url", "empty", "decimal", "date_format",
    "names", "act",
}  # fmt: skip
_ACT = {
    "kind", "stage", "date", "deadline", "quantity", "unit", "amount", "currency", "cumulative", "when", "needs",
    "unless", "optional",
}  # fmt: skip
_KINDS = ("commitment", "delivery")


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a value comes from: the first of ``columns`` that holds something, or ``value``."""

    columns: tuple[str, ...] = ()
    value: str | None = None


@dataclass(frozen=True, slots=True)
class StageOf:
    """The stage of a promise: told by a column, and ``otherwise`` where that holds nothing or there is none."""

    otherwise: str | None = None
    column: str | None = None
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActMap:
    """Which columns make one act; see the module."""

    kind: str
    stage: StageOf
    date: Cell
    deadline: Cell
    quantity: Cell
    unit: Cell
    amount: Cell
    currency: Cell
    cumulative: bool
    when: Mapping[str, tuple[str, ...]]
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    optional: bool = False

    @property
    def figures(self) -> tuple[tuple[str, ...], ...]:
        """The columns that its figures stand in; of each group one is enough."""
        return tuple(cell.columns for cell in (self.quantity, self.amount) if cell.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """Which columns say what; see the module."""

    title: str
    id: tuple[str, ...]
    giver: Cell
    recipient: Cell
    goods: Cell
    published: Cell
    note: Cell
    url: Cell
    empty: frozenset[str]
    decimal: str
    date_formats: tuple[str, ...]
    names: Mapping[str, str]
    acts: tuple[ActMap, ...]

    @property
    def needed(self) -> tuple[tuple[str, ...], ...]:
        """Columns that a table has to have; of each group one is enough."""
        groups = [self.id, *(cell.columns for cell in (self.giver, self.recipient) if cell.columns)]
        groups += [group for act in self.acts if not act.optional for group in act.figures]
        if all(act.optional for act in self.acts):
            groups.append(tuple(column for act in self.acts for group in act.figures for column in group))
        return tuple(dict.fromkeys(groups))

    @property
    def named(self) -> tuple[tuple[str, ...], ...]:
        """All columns that the map names for every table; of each group one is enough."""
        acts = [act for act in self.acts if not act.optional]
        cells = [self.giver, self.recipient, self.goods, self.published, self.note, self.url]
        cells += [c for a in acts for c in (a.date, a.deadline, a.quantity, a.unit, a.amount, a.currency)]
        groups = [cell.columns for cell in cells if cell.columns]
        groups += [(column,) for act in acts for column in (*act.when, *act.needs, *act.unless)]
        groups += [(act.stage.column,) for act in acts if act.stage.column is not None]
        return tuple(dict.fromkeys(groups))


def load_map(path: Path) -> ColumnMap:
    """The column map in a TOML file.

    Raises:
        SettingError: The file is missing, no TOML, or no column map; the message names the place.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingError(f"No column map {path} ({error.strerror}); name the file with --map") from error
    except UnicodeDecodeError as error:
        raise SettingError(f"Cannot read the column map {path}: {why_unreadable(error)}") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingError(f"{path} is no TOML file ({error}); mend it there") from error
    return map_from(table, str(path))


def map_from(table: Mapping[str, Any], place: str) -> ColumnMap:
    """The column map that a table of TOML is.

    Raises:
        SettingError: It is none; the message names the key.
    """
    _check_keys(table, _TOP, place)
    acts = table.get("act")
    if not isinstance(acts, list) or not acts:
        raise SettingError(
            f"{place} has no [[act]]; it has to say which columns make a promise or a delivery"
        )
    if "id" not in table:
        raise SettingError(f"{place} has no id; name the column, or columns, that tell a row from all others")
    return ColumnMap(
        title=str(table.get("title") or Path(place).stem),
        id=_columns(table["id"], f"{place}: id"),
        giver=_cell(table, "giver", place),
        recipient=_cell(table, "recipient", place),
        goods=_cell(table, "goods", place),
        published=_cell(table, "published", place),
        note=_cell(table, "note", place),
        url=_cell(table, "url", place),
        empty=frozenset({"", *(e.casefold() for e in _texts(table.get("empty", []), f"{place}: empty"))}),
        decimal=_one_of(table.get("decimal", "."), (".", ","), f"{place}: decimal"),
        date_formats=_columns(table.get("date_format", ()), f"{place}: date_format"),
        names=_texts_by_name(table.get("names", {}), f"{place}: names"),
        acts=tuple(_act(act, f"{place}: act {number}") for number, act in enumerate(acts, start=1)),
    )


def _act(act: Any, place: str) -> ActMap:
    if not isinstance(act, Mapping):
        raise SettingError(f"{place} has to be a table under [[act]], not {act!r}")
    _check_keys(act, _ACT, place)
    when = act.get("when", {})
    if not isinstance(when, Mapping):
        raise SettingError(f'{place}: when has to be {{ "Column" = ["value"] }}, not {when!r}')
    return ActMap(
        kind=_one_of(act.get("kind"), _KINDS, f"{place}: kind"),
        stage=_stage(act.get("stage", "commitment"), f"{place}: stage"),
        date=_cell(act, "date", place),
        deadline=_cell(act, "deadline", place),
        quantity=_cell(act, "quantity", place),
        unit=_cell(act, "unit", place),
        amount=_cell(act, "amount", place),
        currency=_cell(act, "currency", place),
        cumulative=bool(act.get("cumulative", False)),
        when={str(column): _texts(values, f"{place}: when") for column, values in when.items()},
        needs=_columns(act.get("needs", ()), f"{place}: needs"),
        unless=_columns(act.get("unless", ()), f"{place}: unless"),
        optional=bool(act.get("optional", False)),
    )


def _stage(value: Any, place: str) -> StageOf:
    if isinstance(value, str):
        return StageOf(otherwise=_one_of(value, STAGES, place))
    told_by_column = isinstance(value, Mapping) and {"column", "is"} <= set(value) <= {"column", "is", "else"}
    if told_by_column and isinstance(value["is"], Mapping):
        told = {str(key): _one_of(stage, STAGES, place) for key, stage in value["is"].items()}
        otherwise = None if "else" not in value else _one_of(value["else"], STAGES, place)
        return StageOf(otherwise, str(value["column"]), told)
    raise SettingError(f'{place} has to be a stage, or {{ column = "…", is = {{ "…" = "pledge" }} }}')


def _cell(table: Mapping[str, Any], key: str, place: str) -> Cell:
    value = table.get(key)
    if value is None:
        return Cell()
    if isinstance(value, Mapping):
        if set(value) != {"value"}:
            raise SettingError(f'{place}: {key} has to be a column, several, or {{ value = "…" }}')
        return Cell(value=str(value["value"]))
    return Cell(columns=_columns(value, f"{place}: {key}"))


def _columns(value: Any, place: str) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else _texts(value, place)


def _texts(value: Any, place: str) -> tuple[str, ...]:
    if (
        not isinstance(value, Sequence)
        or isinstance(value, str)
        or not all(isinstance(v, str) for v in value)
    ):
        raise SettingError(f"{place} has to be a list of texts, not {value!r}")
    return tuple(value)


def _texts_by_name(value: Any, place: str) -> dict[str, str]:
    if not isinstance(value, Mapping) or not all(isinstance(one, str) for one in value.values()):
        raise SettingError(
            f'{place} has to be a table of names, such as "Ministry of Aid" = "NOR", not {value!r}'
        )
    return dict(value)


def _one_of(value: Any, allowed: Sequence[str], place: str) -> str:
    if value not in allowed:
        raise SettingError(f"{place} cannot be {value!r}; it has to be one of {', '.join(allowed)}")
    return str(value)


def _check_keys(table: Mapping[str, Any], known: set[str], place: str) -> None:
    strange = sorted(set(table) - known)
    if strange:
        raise SettingError(f"{place} has the key {strange[0]!r}; the keys are: {', '.join(sorted(known))}")
