"""IATI activities, XML 2.03: transactions as the standard's codelist TransactionType defines them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import pycountry
from lxml import etree

from tallystick.errors import SourceError
from tallystick.model import Problem, Stage
from tallystick.registers.records import Act, Fault, Named, Row
from tallystick.registers.values import currency_of, date_of

_NAMESPACE = "{http://www.w3.org/XML/1998/namespace}"


@dataclass(frozen=True, slots=True)
class _Type:
    """What a code of the codelist means; ``incoming``: the reporting organisation receives."""

    kind: Literal["commitment", "delivery"]
    stage: Stage = "commitment"
    incoming: bool = False


TYPES = {
    "2": _Type("commitment"),
    "3": _Type("delivery"),
    "4": _Type("delivery"),
    "11": _Type("commitment", incoming=True),
    "12": _Type("commitment", "pledge"),
    "13": _Type("commitment", "pledge", incoming=True),
}
"""Outgoing commitment, disbursement, expenditure, incoming commitment, outgoing pledge, incoming pledge."""


class Iati:
    """The register of one publisher's activities."""

    name = "iati"
    title = "IATI activities"

    def rows(self, path: Path) -> Iterator[Row | Fault]:
        """A row for the transactions of an activity between the same parties: they belong together.

        An activity is forgotten when it has been read.

        Raises:
            SourceError: The file cannot be read, or holds no activities.
        """
        activities = 0
        try:
            with path.open("rb") as file:
                found = etree.iterparse(
                    file, tag="iati-activity", resolve_entities=False, no_network=True, load_dtd=False
                )
                for _, activity in found:
                    activities += 1
                    yield from _transactions(activity, path)
                    _forget(activity)
        except OSError as error:
            raise SourceError(f"{path} cannot be read ({error.strerror or error}); check the path") from error
        except etree.XMLSyntaxError as error:
            message = (
                f"The XML breaks off ({error}); what stands before was read. Mend it, or export it anew."
            )
            yield Fault(str(path), Problem("broken_xml", message))
            return
        if not activities:
            raise SourceError(
                f"{path} holds no iati-activity; give a file of activities, not of organisations"
            )


def _forget(activity: Any) -> None:
    """Let go of an activity and of all before it, so that a file of any length is read in little memory."""
    activity.clear()
    while activity.getprevious() is not None:
        del activity.getparent()[0]


def _transactions(activity: Any, path: Path) -> Iterator[Row | Fault]:
    identifier = _words(activity.find("iati-identifier"))
    if identifier is None:
        message = "An activity without iati-identifier; its transactions were passed over."
        yield Fault(f"{path} line {activity.sourceline}", Problem("bad_row", message))
        return
    found: dict[tuple[Named | None, Named | None], list[Row]] = {}
    for number, transaction in enumerate(activity.iterfind("transaction"), start=1):
        kind = TYPES.get(_attribute(transaction.find("transaction-type"), "code") or "")
        if kind is None:
            continue
        place = f"{path} line {transaction.sourceline}"
        try:
            row = _row(activity, transaction, kind, identifier, place)
        except ValueError as error:
            yield Fault(place, Problem("bad_cell", f"Transaction {number} of {identifier}: {error}."))
            continue
        found.setdefault((row.giver, row.recipient), []).append(row)
    for rows in found.values():
        yield from _joined(rows)


def _joined(rows: Sequence[Row]) -> Iterator[Row | Fault]:
    """The transactions of one activity between the same parties as one row, which holds for no single day.

    What is committed in several transactions adds up, and one below zero takes something back: each becomes the sum
    promised by that day.
    """
    acts: list[Act] = []
    promised: dict[tuple[str, str | None], float] = defaultdict(float)
    for row in sorted(rows, key=lambda row: row.acts[0].date or ""):
        (act,) = row.acts
        if act.kind == "commitment" and act.amount is not None:
            promised[act.stage, act.currency] += act.amount
            act = replace(act, amount=promised[act.stage, act.currency])
            if act.amount is not None and act.amount <= 0:
                message = f"More of the {act.stage} is taken back on {act.date} than was promised; it was passed over."
                yield Fault(row.place, Problem("bad_cell", message))
                continue
        acts.append(act)
    if acts:
        notes = dict.fromkeys(row.note for row in rows if row.note)
        published = rows[0].published if len(rows) == 1 else None
        yield replace(rows[0], acts=tuple(acts), published=published, note="; ".join(notes) or None)


def _row(activity: Any, transaction: Any, kind: _Type, name: str, place: str) -> Row:
    value = transaction.find("value")
    amount = _amount(value)
    if amount < 0 and kind.kind == "delivery":
        raise ValueError(
            f"the value {_words(value)} is no sum that was given; corrections below zero are passed over"
        )
    code = _attribute(value, "currency") or activity.get("default-currency") or ""
    currency = currency_of(code)
    if currency is None:
        raise ValueError(f"the currency {code!r} has to be an ISO 4217 code (EUR)")
    day = _attribute(transaction.find("transaction-date"), "iso-date")
    date = date_of(day or "")
    if date is None:
        raise ValueError(f"the transaction-date {day!r} has to be a date (2024-02-27)")
    reporting = _reporting(activity.find("reporting-org"))
    provider = _organisation(transaction.find("provider-org"))
    receiver = _organisation(transaction.find("receiver-org"))
    country = _country(transaction.find("recipient-country")) or _country(activity.find("recipient-country"))
    return Row(
        place=place,
        id=name,
        giver=provider if kind.incoming else provider or reporting,
        recipient=country or receiver or (reporting if kind.incoming else None),
        goods=_narrative(activity.find("title")),
        acts=(Act(kind=kind.kind, stage=kind.stage, date=date, amount=amount, currency=currency),),
        published=date,
        note=_narrative(transaction.find("description")),
    )


def _amount(value: Any) -> float:
    text = _words(value)
    try:
        amount = float(text or "")
    except ValueError:
        raise ValueError(f"the value {text!r} has to be a number") from None
    if not 0 < abs(amount) < float("inf"):
        raise ValueError(f"the value {text} is no sum")
    return amount


def _reporting(element: Any) -> Named | None:
    """Who reports, where they take part in what they report; a secondary reporter does not."""
    is_secondary = (_attribute(element, "secondary-reporter") or "").casefold() in ("1", "true")
    return None if is_secondary else _organisation(element)


def _organisation(element: Any) -> Named | None:
    name = _narrative(element) or _attribute(element, "ref")
    return None if name is None else Named(name)


def _country(element: Any) -> Named | None:
    code = _attribute(element, "code")
    if code is None:
        return None
    found = pycountry.countries.get(alpha_2=code.upper())
    return Named(_narrative(element) or (found.name if found else code), found.alpha_3 if found else None)


def _narrative(element: Any) -> str | None:
    """The words of an element, English ones before others."""
    if element is None:
        return None
    narratives = element.findall("narrative")
    english = [n for n in narratives if n.get(f"{_NAMESPACE}lang") in (None, "en")]
    return _words((english or narratives or [element])[0])


def _attribute(element: Any, name: str) -> str | None:
    value = None if element is None else element.get(name)
    return value.strip() or None if value else None


def _words(element: Any) -> str | None:
    return None if element is None else " ".join((element.text or "").split()) or None
