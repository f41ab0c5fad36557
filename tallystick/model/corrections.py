"""Corrections: one slot of a claim set to what a person says it should be, checked against the claims format.

A corrected claim keeps its id, its evidence and its reader: it is the same claim, put right. Whoever is put into it
without words of their own in the text is anchored in the claim's evidence.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, get_args

from tallystick.errors import SettingError
from tallystick.model.claims import (
    CATEGORIES,
    EVENT_TYPES,
    Bound,
    Claim,
    Factuality,
    Mode,
    Stage,
    Stance,
)
from tallystick.model.claims_format import claim_from_json, claim_to_json

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")

_GREATEST = 1e15
"""Up to here a number of whole things is exact however it is stored."""


SlotKind = Literal["choice", "yes_no", "number", "day", "words"]


@dataclass(frozen=True, slots=True)
class _Form:
    """What a slot has to be: a test, the words for it in a message, and how it is best asked for."""

    holds: Callable[[Any], bool]
    wanted: str
    kind: SlotKind = "words"
    choices: tuple[str, ...] = ()
    may_be_empty: bool = False

    def or_nothing(self) -> _Form:
        return replace(
            self,
            holds=lambda value: value is None or self.holds(value),
            wanted=f"{self.wanted}, or null for nothing",
            may_be_empty=True,
        )


@dataclass(frozen=True, slots=True)
class SlotField:
    """A slot as somebody is asked for it.

    Attributes:
        slot: As ``corrected`` takes it.
        value: What the claim has there, as the claims format writes it.
        kind: ``choice``: one of ``choices``. ``yes_no``, ``number``, ``day``, ``words``: what it says.
        choices: What can be chosen, for ``choice``.
        may_be_empty: Whether it can hold nothing.
    """

    slot: str
    value: Any
    kind: SlotKind
    choices: tuple[str, ...]
    may_be_empty: bool


def _one_of(values: tuple[str, ...]) -> _Form:
    return _Form(lambda value: value in values, f"one of {', '.join(values)}", "choice", values)


def _is_number(value: Any) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and 0 <= value <= _GREATEST


def _is_day(value: Any) -> bool:
    """Whether it is a day, month or year of the calendar."""
    match = _DATE.fullmatch(value) if isinstance(value, str) and value.isascii() else None
    if match is None:
        return False
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True


def _is_words(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


_YES_NO = _Form(lambda value: isinstance(value, bool), "true or false", "yes_no")
_WORDS = _Form(_is_words, "a few words")
_NUMBER = _Form(_is_number, "a number, not below 0 nor above 1e15", "number")
_SHARE = _Form(lambda value: _is_number(value) and value <= 10, "a part of one (0.3 for 30%)", "number")
_DAY = _Form(_is_day, "a date (2024-02-27, 2024-02 or 2024)", "day")
_CURRENCY = _Form(
    lambda value: isinstance(value, str) and bool(re.fullmatch("[A-Z]{3}", value)), "an ISO 4217 code (EUR)"
)

_ACTOR = {
    "id": _WORDS.or_nothing(),
    "name": _WORDS,
    "role": _WORDS.or_nothing(),
    "of": _WORDS.or_nothing(),
}
_ITEM = {
    "category": _one_of(CATEGORIES),
    "quantity": _NUMBER.or_nothing(),
    "quantity_max": _NUMBER.or_nothing(),
    "unit": _WORDS.or_nothing(),
    "approximate": _YES_NO,
    "amount": _NUMBER.or_nothing(),
    "currency": _CURRENCY.or_nothing(),
    "share": _SHARE.or_nothing(),
    "share_of": _NUMBER.or_nothing(),
    "amount_max": _NUMBER.or_nothing(),
    "share_max": _SHARE.or_nothing(),
    "bound": _one_of(get_args(Bound)).or_nothing(),
}
_PLACE: dict[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str) and bool(value),
    "start": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "end": lambda value: isinstance(value, int) and not isinstance(value, bool),
}
_SLOTS = {
    "negated": _YES_NO,
    "factuality": _one_of(get_args(Factuality)),
    "date": _DAY.or_nothing(),
    "stage": _one_of(get_args(Stage)),
    "deadline": _DAY.or_nothing(),
    "cumulative": _YES_NO,
    "mode": _one_of(get_args(Mode)),
    "concept": _WORDS.or_nothing(),
    "stance": _one_of(get_args(Stance)).or_nothing(),
    "type": _one_of(EVENT_TYPES),
}
_PARTS = {"actors": _ACTOR, "recipients": _ACTOR, "targets": _ACTOR, "joint": _ACTOR, "items": _ITEM}
_EMPTY_ITEM = {
    "category": "other", "quantity": None, "quantity_max": None, "unit": None, "approximate": False,
    "amount": None, "currency": None, "share": None, "share_of": None,
}  # fmt: skip


def corrected(claim: Claim, slot: str, value: Any) -> Claim:
    """The claim with ``slot`` set to ``value``.

    Args:
        claim: The claim as it was read.
        slot: A slot of its kind ("deadline"), a part of one ("items.0.quantity", "source.id"), or a whole list
            ("recipients").
        value: As the claims format writes it. For ``source`` and in lists of actors an id or ``{"id", "name"}`` is
            enough; in ``items`` what is left out is empty.

    Raises:
        SettingError: The claim has no such slot, or it cannot hold the value.
    """
    content = claim_to_json(claim)
    evidence = content["evidence"]
    fields = copy.deepcopy(content)
    name, _, rest = slot.partition(".")
    if not rest and name in _SLOTS and name in fields:
        fields[name] = _checked(slot, value, _SLOTS[name])
    elif name == "source" and not rest:
        fields["source"] = None if value is None else _actor(slot, value, evidence)
    elif name == "source" and fields["source"] is not None:
        _set_part(fields["source"], slot, rest, value, _ACTOR)
    elif name in _PARTS and name in fields and not rest:
        fields[name] = _whole_list(slot, value, evidence, is_items=name == "items")
    elif name in _PARTS and name in fields:
        number, _, part = rest.partition(".")
        _set_part(_member(fields[name], slot, number), slot, part, value, _PARTS[name])
    else:
        raise SettingError(f"No slot {slot!r} in a {claim.kind}; it has {', '.join(slots_of(claim))}")
    return claim_from_json(fields)


def slots_of(claim: Claim) -> list[str]:
    """The slots of a claim that can be corrected, as ``corrected`` takes them."""
    content = claim_to_json(claim)
    names = [name for name in _SLOTS if name in content]
    names += ["source"] + ([f"source.{part}" for part in _ACTOR] if content["source"] else [])
    for name, parts in _PARTS.items():
        if name in content:
            names.append(name)
            names += [f"{name}.{number}.{part}" for number in range(len(content[name])) for part in parts]
    return names


def fields_of(claim: Claim) -> list[SlotField]:
    """The single values of a claim that can be corrected, those of its lists member by member."""
    content = claim_to_json(claim)
    found = [_field(name, content[name], form) for name, form in _SLOTS.items() if name in content]
    if content["source"]:
        found += [
            _field(f"source.{part}", content["source"].get(part), form) for part, form in _ACTOR.items()
        ]
    for name, parts in _PARTS.items():
        for number, member in enumerate(content.get(name) or ()):
            found += [
                _field(f"{name}.{number}.{part}", member.get(part), form) for part, form in parts.items()
            ]
    return found


def _field(slot: str, value: Any, form: _Form) -> SlotField:
    return SlotField(slot, value, form.kind, form.choices, form.may_be_empty)


def _checked(slot: str, value: Any, form: _Form) -> Any:
    if not form.holds(value):
        raise SettingError(f"{slot} cannot be {value!r}; it has to be {form.wanted}")
    return value


def _member(members: list[dict[str, Any]], slot: str, number: str) -> dict[str, Any]:
    if not number.isascii() or not number.isdigit() or int(number) >= len(members):
        raise SettingError(f"No slot {slot!r}: there are {len(members)}, counted from 0")
    return members[int(number)]


def _set_part(member: dict[str, Any], slot: str, part: str, value: Any, forms: Mapping[str, _Form]) -> None:
    if part not in forms:
        raise SettingError(f"No slot {slot!r}; the last part has to be one of {', '.join(forms)}")
    member[part] = _checked(slot, value, forms[part])


def _whole_list(slot: str, value: Any, evidence: dict[str, Any], *, is_items: bool) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        raise SettingError(f"{slot} cannot be {value!r}; it has to be a list")
    make = _item if is_items else _actor
    return [make(f"{slot}.{number}", one, evidence) for number, one in enumerate(value)]


def _actor(slot: str, value: Any, evidence: dict[str, Any]) -> dict[str, Any]:
    given = {"id": value, "name": value} if isinstance(value, str) else value
    if not isinstance(given, dict) or not (given.get("id") or given.get("name")):
        raise SettingError(f"{slot} cannot be {value!r}; it has to be an id, or an object with id and name")
    filled = {"id": None, "role": None, "of": None, **given}
    filled["name"] = given.get("name") or given["id"]
    return _anchored(slot, filled, evidence, _ACTOR)


def _item(slot: str, value: Any, evidence: dict[str, Any]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise SettingError(
            f"{slot} cannot be {value!r}; it has to be an object with category, quantity and so on"
        )
    return _anchored(slot, {**_EMPTY_ITEM, **value}, evidence, _ITEM)


def _anchored(
    slot: str, value: dict[str, Any], evidence: dict[str, Any], forms: Mapping[str, _Form]
) -> dict[str, Any]:
    """The value with every part checked, and with the place in the text that it has or else that of the evidence."""
    place = {key: value.pop(key) for key in _PLACE if key in value}
    if place and not (
        place.keys() == _PLACE.keys() and all(_PLACE[key](given) for key, given in place.items())
    ):
        raise SettingError(
            f"{slot} needs text, start and end together, as the claims format writes a span, or none"
        )
    for part, given in value.items():
        if part not in forms:
            raise SettingError(f"No slot {slot}.{part}; it has {', '.join(forms)}")
        _checked(f"{slot}.{part}", given, forms[part])
    return value | (place or dict(evidence))
