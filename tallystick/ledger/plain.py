"""Records as JSON and back, by their fields' types: for what is stored only to be read by the same program."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import lru_cache, partial
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")
Builder = Callable[[Any], Any] | None


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
    slots = {**value}
    for name, build in _builders(record):
        part = slots.get(name)
        if part is not None:
            slots[name] = build(part)
    return kind(**slots)


@lru_cache(maxsize=128)
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@lru_cache(maxsize=128)
def _builders(kind: Any) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """What makes the values of those fields that JSON does not hold as they are; few fields of a record are such."""
    made = ((name, _builder(hint)) for name, hint in get_type_hints(kind).items())
    return tuple((name, builder) for name, builder in made if builder is not None)


def _builder(hint: Any) -> Builder:
    """What makes a value of a type out of what JSON knows, ``None`` where it is the same."""
    origin = get_origin(hint)
    if hint in (str, int, float, bool, Any) or origin is Literal:
        return None
    if origin in (Union, types.UnionType):
        (other,) = (part for part in get_args(hint) if part is not types.NoneType)
        return _builder(other)
    if origin is tuple:
        return _tuple_builder(get_args(hint))
    if origin is dict:
        one = _builder(get_args(hint)[1])
        return lambda value: {key: _built(one, item) for key, item in value.items()}
    return partial(from_plain, hint)


def _tuple_builder(kinds: tuple[Any, ...]) -> Builder:
    if kinds[-1] is Ellipsis:
        one = _builder(kinds[0])
        return tuple if one is None else lambda value: tuple(_built(one, item) for item in value)
    each = [_builder(kind) for kind in kinds]
    return lambda value: tuple(_built(one, item) for one, item in zip(each, value, strict=True))


def _built(builder: Builder, value: Any) -> Any:
    return value if builder is None or value is None else builder(value)
