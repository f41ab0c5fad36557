"""IATI activities: a check of the part of the standard's schema that is used, and our own reader of the standard."""

import re
from dataclasses import replace

import pytest
from lxml import etree
from tallystick.exports import EXPORTS, Material
from tallystick.registers.iati import Iati

# For each element that is used: attributes that it must have, and its parts in their order.
SCHEMA = {
    "iati-activities": ({"version"}, "iati-activity+"),
    "iati-activity": (
        {"{http://www.w3.org/XML/1998/namespace}lang", "default-currency"},
        (
            "iati-identifier reporting-org title description+ participating-org+ activity-status activity-date+ "
            "recipient-country* sector* transaction* document-link*"
        ),
    ),
    "iati-identifier": (set(), ""),
    "reporting-org": ({"ref", "type"}, "narrative+"),
    "title": (set(), "narrative+"),
    "description": (set(), "narrative+"),
    "participating-org": ({"role"}, "narrative*"),
    "activity-status": ({"code"}, ""),
    "activity-date": ({"type", "iso-date"}, "narrative*"),
    "recipient-country": ({"code"}, "narrative*"),
    "sector": ({"code"}, "narrative*"),
    "transaction": (
        set(),
        "transaction-type transaction-date value description? provider-org? receiver-org?",
    ),
    "transaction-type": ({"code"}, ""),
    "transaction-date": ({"iso-date"}, ""),
    "value": ({"value-date"}, ""),
    "provider-org": (set(), "narrative*"),
    "receiver-org": (set(), "narrative*"),
    "document-link": ({"url", "format"}, "title description? category+"),
    "category": ({"code"}, ""),
    "narrative": (set(), ""),
}


def faults(root):
    """Where a file breaks the schema."""
    for element in root.iter():
        needed, order = SCHEMA[element.tag]
        pattern = "".join(re.sub(r"([a-z-]+)([*+?]?)", r"(?:\1 )\2", part) for part in order.split())
        children = "".join(f"{child.tag} " for child in element)
        if not re.fullmatch(pattern, children):
            yield f"{element.tag} holds {children}"
        if missing := needed - set(element.attrib):
            yield f"{element.tag} lacks {missing}"


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


def test_the_check_finds_faults(activities):
    root = activities()
    activity = root[0]
    activity.append(activity[0])
    del activity.find("activity-status").attrib["code"]
    assert len(list(faults(root))) == 2


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
