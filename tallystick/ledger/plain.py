"""Records as JSON and back, by their fields' types: for what is stored only to be read by the same program."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")


def to_plain(value: Any) -> Any:
    """A record, and all in it, as what JSON knows."""
    if is_dataclass(value):
        kind: Any = type(value)
        return {name: to_plain(getattr(value, name)) for name in _names(kind)}
    if isinstance(value, tuple):
        return [to_plain(part) for part in value]
    if isinstance(value, dict):
        return {key: to_plain(part) for key, part in value.items()}
    return value


def from_plain(kind: type[Record], value: Any) -> Record:
    """The record of a kind that ``to_plain`` was given."""
    record: Any = kind
    hints = _hints(record)
    return kind(**{name: _built(hints[name], part) for name, part in value.items()})


@lru_cache(maxsize=128)
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@lru_cache(maxsize=128)
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _built(hint: Any, value: Any) -> Any:
    if value is None or hint in (str, int, float, bool, Any):
        return value
    origin = get_origin(hint)
    if origin is Literal:
        return value
    if origin in (Union, types.UnionType):
        (other,) = (part for part in get_args(hint) if part is not types.NoneType)
        return _built(other, value)
    if origin is tuple:
        parts = get_args(hint)
        kinds = parts[:1] * len(value) if parts[-1] is Ellipsis else parts
        return tuple(_built(part, item) for part, item in zip(kinds, value, strict=True))
    if origin is dict:
        return {key: _built(get_args(hint)[1], item) for key, item in value.items()}
    return from_plain(hint, value)
