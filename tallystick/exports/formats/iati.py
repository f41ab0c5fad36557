"""Promises of money as IATI activities, XML 2.03; see docs/formats/iati.md for what goes where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

import pycountry
from lxml import etree

from tallystick.exports.material import Material
from tallystick.exports.protocol import Part
from tallystick.model.claims_format import number
from tallystick.model.records import SIDES, DeliveryRecord, Party, Promise, Revision, Status
from tallystick.reconcile.intervals import interval

PUBLISHER = "tallystick"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_GOVERNMENT, _MULTILATERAL, _OTHER = "10", "40", "90"  # codelist OrganisationType
_FUNDING, _IMPLEMENTING = "1", "4"  # codelist OrganisationRole
_PLANNED_START, _PLANNED_END = "1", "3"  # codelist ActivityDateType
_IMPLEMENTATION, _CLOSED, _CANCELLED = "2", "4", "5"  # codelist ActivityStatus
_OWN_SECTORS = "99"  # codelist SectorVocabulary: the reporting organisation's
_STATUSES: dict[Status, str] = {
    "fulfilled": _CLOSED,
    "fulfilled_late": _CLOSED,
    "withdrawn": _CANCELLED,
    "refused": _CANCELLED,
}
_OUTGOING = {"pledge": "12", "commitment": "2"}  # codelist TransactionType
_INCOMING = {"pledge": "13", "commitment": "11"}
_DISBURSEMENT, _EXPENDITURE = "3", "4"


class Iati:
    """Activities with their transactions."""

    name = "iati"
    what = "promises of money as IATI activities, XML 2.03: pledges, commitments, disbursements, expenditures"
    is_folder = False

    def parts(self, material: Material) -> Iterator[Part]:
        """One file."""
        yield Part("activities.xml", _activities(material))

    def left_out(self, material: Material) -> Iterator[str]:
        """What is no activity or no transaction."""
        told = running = many = ranges = 0
        for promise in _told(material):
            told += 1
            many += max(len(promise.actors), len(promise.recipients)) > 1
            ranges += promise.amount_max is not None or promise.bound is not None
            running += sum(d.cumulative and d.amount is not None for d in promise.deliveries)
        if others := len(material.promises) - told:
            yield f"{others} promises: of goods, of money without an amount, or without any day; IATI counts money."
        if not told:
            yield "No activity is left; the standard asks for at least one in a file."
        if running:
            yield f"{running} running totals: a disbursement is a single payment."
        if many:
            yield (
                f"{many} promises of several givers or recipients: a transaction names one of each; all stand as "
                "participating organisations."
            )
        if ranges:
            yield f"{ranges} promises of a range, or of at least or at most a sum: only the sum itself is told."
        yield "Deliveries by the account of any but one side; requests, proposals, refusals; conflicts and voices."


def _activities(material: Material) -> Iterator[bytes]:
    yield b"<?xml version='1.0' encoding='UTF-8'?>\n<iati-activities version=\"2.03\">\n"
    for promise in _told(material):
        activity = _activity(material, promise)
        etree.indent(activity, level=1)
        yield b"  " + etree.tostring(activity, encoding="UTF-8", xml_declaration=False) + b"\n"
    yield b"</iati-activities>\n"


def _told(material: Material) -> Iterator[Promise]:
    for promise in material.promises:
        if promise.amount is not None and promise.currency and _start(material, promise) is not None:
            yield promise


def _start(material: Material, promise: Promise) -> date | None:
    """Day of the promise, else the day on which it was first reported."""
    days = interval(promise.promised)
    if days is None:
        first = material.first_quoted(promise.claims)
        days = None if first is None else interval(first.document.published)
    return None if days is None else days.first


# An activity; the order of its parts is that of the standard's schema


def _activity(material: Material, promise: Promise) -> Any:
    activity = etree.Element("iati-activity", {_LANGUAGE: "en", "default-currency": str(promise.currency)})
    etree.SubElement(activity, "iati-identifier").text = f"{PUBLISHER}-{promise.id}"
    reporting = {"ref": PUBLISHER, "type": _OTHER, "secondary-reporter": "1"}
    _narrative(etree.SubElement(activity, "reporting-org", reporting), PUBLISHER)
    _narrative(etree.SubElement(activity, "title"), promise.title)
    found = material.first_quoted(promise.claims)
    told = etree.SubElement(activity, "description")
    if found is None:
        _narrative(told, promise.title)
    else:
        _narrative(told, found.sentence, found.document.language)
    for parties, role in ((promise.actors, _FUNDING), (promise.recipients, _IMPLEMENTING)):
        for party in parties:
            _organisation(activity, "participating-org", party, role=role)
    if not promise.actors and not promise.recipients:
        _organisation(activity, "participating-org", Party(None, "unknown"), role=_FUNDING)
    etree.SubElement(activity, "activity-status", code=_STATUSES.get(promise.status, _IMPLEMENTATION))
    start, end = _start(material, promise), interval(promise.deadline)
    _date(activity, _PLANNED_START, start)
    if start is not None and end is not None and end.last >= start:
        _date(activity, _PLANNED_END, end.last)
    _countries(activity, promise.recipients)
    sector = etree.SubElement(activity, "sector", vocabulary=_OWN_SECTORS, code=promise.category)
    _narrative(sector, promise.category)
    activity.extend(_promised(promise, start))
    activity.extend(_paid(material, promise))
    _links(activity, material, promise)
    return activity


def _narrative(parent: Any, words: str, language: str | None = None) -> None:
    narrative = etree.SubElement(parent, "narrative", {_LANGUAGE: language} if language else {})
    narrative.text = "".join(sign if sign.isprintable() else " " for sign in words)


def _organisation(parent: Any, tag: str, party: Party, **attributes: str) -> None:
    """An organisation by name; what identifiers the standard knows for it cannot be told, so it has no ref."""
    found = etree.SubElement(parent, tag, {**attributes, "type": _type_of(party)})
    _narrative(found, party.name)


def _type_of(party: Party) -> str:
    if party.id is None or party.id.startswith("person:"):
        return _OTHER
    return _GOVERNMENT if pycountry.countries.get(alpha_3=party.id) else _MULTILATERAL


def _date(activity: Any, kind: str, day: date | None) -> None:
    if day is not None:
        etree.SubElement(activity, "activity-date", {"type": kind, "iso-date": day.isoformat()})


def _countries(activity: Any, recipients: Sequence[Party]) -> None:
    """The state that receives; of several the shares would have to be known."""
    states = [pycountry.countries.get(alpha_3=party.id) for party in recipients if party.id]
    if len(recipients) == 1 and states and states[0] is not None:
        etree.SubElement(activity, "recipient-country", code=states[0].alpha_2)


def _links(activity: Any, material: Material, promise: Promise) -> None:
    for document in material.named_documents(promise.documents):
        if document.url:
            address = "".join(sign if sign.isprintable() else quote(sign) for sign in document.url)
            link = etree.SubElement(activity, "document-link", url=address, format="text/html")
            _narrative(etree.SubElement(link, "title"), document.title or document.id, document.language)
            etree.SubElement(link, "category", code="A12")  # codelist DocumentCategory: general


# Transactions


def _promised(promise: Promise, start: date | None) -> Iterator[Any]:
    """What was promised: the first sum of a stage, then by how much later tellings changed it."""
    codes = _OUTGOING if promise.actors else _INCOMING
    so_far: dict[str, float] = {}
    for revision in promise.history:
        if revision.stage in codes and revision.amount is not None and not revision.is_again:
            change = revision.amount - so_far.get(revision.stage, 0)
            so_far[revision.stage] = revision.amount
            day = _day(revision, start)
            if change and day is not None:
                yield _transaction(promise, codes[revision.stage], day, change)


def _day(revision: Revision, start: date | None) -> date | None:
    days = interval(revision.date)
    return start if days is None else days.first


def _paid(material: Material, promise: Promise) -> Iterator[Any]:
    """Single payments by the account of one side: who gives, else who receives, else anybody."""
    counted = [d for d in promise.deliveries if _is_payment(d)]
    side = next((side for side in SIDES if any(d.side == side for d in counted)), None)
    for delivery in counted:
        days = interval(delivery.as_of)
        if delivery.side == side and days is not None and delivery.amount is not None:
            found = material.first_quoted(delivery.claims)
            words = None if found is None else found.sentence
            # What goes to nobody in particular is spent on the matter itself.
            code = _DISBURSEMENT if promise.recipients else _EXPENDITURE
            yield _transaction(promise, code, days.first, delivery.amount, words)


def _is_payment(delivery: DeliveryRecord) -> bool:
    is_certain = delivery.factuality == "certain" and not delivery.negated
    return is_certain and delivery.amount is not None and not delivery.cumulative


def _transaction(promise: Promise, code: str, day: date, amount: float, words: str | None = None) -> Any:
    transaction = etree.Element("transaction")
    etree.SubElement(transaction, "transaction-type", code=code)
    etree.SubElement(transaction, "transaction-date", {"iso-date": day.isoformat()})
    value = {"currency": str(promise.currency), "value-date": day.isoformat()}
    etree.SubElement(transaction, "value", value).text = str(number(amount))
    if words:
        _narrative(etree.SubElement(transaction, "description"), words)
    for tag, parties in (("provider-org", promise.actors), ("receiver-org", promise.recipients)):
        if len(parties) == 1:
            _organisation(transaction, tag, parties[0])
    return transaction


EXPORT = Iati()
