"""Putting a claim right in one form: a field for each slot, checked where it was typed before anything is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tallystick.entities.gazetteer import Gazetteer
from tallystick.errors import SettingError
from tallystick.model import Claim
from tallystick.model.claims_format import claim_to_json
from tallystick.model.corrections import SlotField, SlotKind, corrected, fields_of

PREFIX = "slot:"
"""Before a slot's name in a form, so that no slot is taken for something else."""

CALLED: Mapping[str, str] = {
    "source": "said by",
    "actors": "who",
    "recipients": "to whom",
    "targets": "whom",
    "joint": "together with",
    "items": "what",
    "deadline": "due",
    "cumulative": "running total",
    "mode": "quotation",
    "factuality": "certainty",
    "negated": "denied",
}
"""What slots are called on pages; the others have names that speak."""

_LISTS = ("actors", "recipients", "targets", "joint")
_YES, _NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form.

    Attributes:
        name: Its name in the form.
        slot: The slot, or the list of actors, that it holds.
        label: What a person calls it.
        kind: As in ``SlotField``; ``actors``: names or ids, parted by semicolons.
        choices: What can be chosen; empty where it is typed.
        written: What the claim has there, as it is typed.
    """

    name: str
    slot: str
    label: str
    kind: str
    choices: tuple[str, ...]
    written: str

    @property
    def hint(self) -> str:
        """How to fill it in, where that is not plain."""
        return {"actors": "Germany; EU", "day": "2024-03-31, 2024-03 or 2024"}.get(self.kind, "")


def edit_form(claim: Claim) -> list[Field]:
    """The fields in which a claim can be put right: who, what, when, and how it is told."""
    content = claim_to_json(claim)
    found = [_people("source", [content["source"]] if content["source"] else [])]
    found += [_people(name, content[name]) for name in _LISTS if name in content]
    single = [f for f in fields_of(claim) if f.slot.partition(".")[0] not in (*_LISTS, "source")]
    items = [field for field in single if field.slot.startswith("items.")]
    others = [field for field in single if not field.slot.startswith("items.")]
    count = len(content.get("items") or ())
    return [*found, *(_single(field, count) for field in (*items, *others))]


def changes(claim: Claim, form: Mapping[str, str]) -> tuple[list[tuple[str, Any]], dict[str, str]]:
    """What a form wants changed, and what is wrong with it, by field.

    Args:
        claim: As the form showed it.
        form: What was typed; a field that it leaves out stays as it is.

    Returns:
        Slots with their new values, in the order of the form, and messages by the names of fields.
    """
    wanted: list[tuple[str, Any]] = []
    faults: dict[str, str] = {}
    for field in edit_form(claim):
        typed = " ".join(form.get(field.name, field.written).split())
        if typed == field.written:
            continue
        try:
            value = _value(claim, field, typed)
            corrected(claim, field.slot, value)
        except SettingError as error:
            faults[field.name] = str(error)
        else:
            wanted.append((field.slot, value))
    return wanted, faults


def _people(slot: str, people: Sequence[Mapping[str, Any]]) -> Field:
    written = "; ".join(" ".join(str(one["name"]).split()) for one in people)
    return Field(PREFIX + slot, slot, called(slot), "actors", (), written)


def _single(field: SlotField, items: int) -> Field:
    name, _, rest = field.slot.partition(".")
    number, _, part = rest.partition(".")
    label = called(part or name)
    if part and items > 1:
        label = f"{label} ({int(number) + 1})"
    choices = (_NO, _YES) if field.kind == "yes_no" else field.choices
    if field.may_be_empty and choices:
        choices = ("", *choices)
    return Field(
        PREFIX + field.slot, field.slot, label, field.kind, choices, _written(field.kind, field.value)
    )


def called(slot: str) -> str:
    """What a slot is called on pages: "to whom"."""
    return CALLED.get(slot, slot.replace("_", " "))


def _written(kind: SlotKind, value: Any) -> str:
    if value is None:
        return ""
    if kind == "yes_no":
        return _YES if value else _NO
    if kind == "number":
        return f"{value:.15g}"
    return " ".join(str(value).split())


def _value(claim: Claim, field: Field, typed: str) -> Any:
    """What was typed as the claims format writes it; ``corrected`` says whether the slot can hold it."""
    if field.kind == "actors":
        return _named(claim, field, typed)
    if not typed:
        return None
    if field.kind == "yes_no":
        return typed == _YES
    return _number(typed) if field.kind == "number" else typed


def _number(typed: str) -> Any:
    """A number, also with its thousands parted; what is none stays as typed, and is refused with these words."""
    bare = typed.replace(",", "").replace("\u202f", "").replace(" ", "")
    try:
        return float(bare) if "." in bare or "e" in bare.lower() else int(bare)
    except ValueError:
        return typed


def _named(claim: Claim, field: Field, typed: str) -> Any:
    """The people typed: who stood there before stays as they were, others are looked up by name or id."""
    content = claim_to_json(claim)[field.slot]
    before = content if isinstance(content, list) else [content] if content else []
    people = list(_looked_up(before, typed))
    if field.slot != "source":
        return people
    if len(people) > 1:
        raise SettingError(f"{field.slot} cannot be {typed!r}; only one can say it")
    return people[0] if people else None


def _looked_up(before: Sequence[dict[str, Any]], typed: str) -> Iterator[dict[str, Any]]:
    known = {" ".join(str(one["name"]).split()): one for one in before}
    gazetteer = Gazetteer.load()
    for name in filter(None, map(str.strip, typed.split(";"))):
        found = gazetteer.by_id(name) or gazetteer.lookup(name)
        if name in known:
            yield known[name]
        elif found is not None:
            yield {"id": found.id, "name": found.name}
        else:
            yield {"id": None, "name": name}
