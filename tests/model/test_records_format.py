import json
from dataclasses import replace

from tallystick.model.copies import CopyGroup
from tallystick.model.records import (
    Because,
    Conflict,
    DeliveryRecord,
    Fulfilled,
    Party,
    Projection,
    Promise,
    Revision,
    Value,
)
from tallystick.model.records_format import copy_group_to_line, promise_to_json, promise_to_line

PROMISE = Promise(
    id="0123456789abcdef",
    title="Norway → Moldova: 40 buses, by 2025",
    actors=(Party("NOR", "Norway"), Party(None, "a dozen towns")),
    recipients=(Party("MDA", "Moldova"),),
    category="vehicles",
    unit="bus",
    quantity=40.0,
    amount=None,
    currency=None,
    stage="commitment",
    promised="2024-05",
    deadline="2025",
    history=(Revision("2024-05", "commitment", 40.0, None, "2025", ("c1",), True),),
    deliveries=(
        DeliveryRecord(
            as_of="2024-11-02",
            quantity=10.0,
            share=0.25,
            amount=None,
            cumulative=True,
            negated=False,
            factuality="certain",
            said_by=Party("MDA", "Moldova"),
            side="recipient",
            claims=("c2",),
            voices=1,
            is_dated=True,
        ),
    ),
    fulfilled=Fulfilled(
        10.0, 10.0, 0.25, 0.25, {"recipient": 10.0, "giver": None, "third_party": None}, (10.0, 10.0)
    ),
    status="partly",
    days_late=None,
    missing=(),
    claims=("c1", "c2"),
    documents=("d1",),
    voices=2,
    conflicts=(Conflict("giver says 12, recipient says 10", ("c2", "c3")),),
)


def test_a_promise_is_written_field_by_field_in_the_order_of_the_format():
    assert list(promise_to_json(PROMISE).items()) == [
        ("format", "tally-promise/1"),
        ("id", "0123456789abcdef"),
        ("title", "Norway → Moldova: 40 buses, by 2025"),
        ("actors", [{"id": "NOR", "name": "Norway"}, {"id": None, "name": "a dozen towns"}]),
        ("recipients", [{"id": "MDA", "name": "Moldova"}]),
        ("category", "vehicles"),
        ("unit", "bus"),
        ("quantity", 40),
        ("amount", None),
        ("currency", None),
        ("stage", "commitment"),
        ("promised", "2024-05"),
        ("deadline", "2025"),
        (
            "history",
            [
                {
                    "date": "2024-05",
                    "stage": "commitment",
                    "quantity": 40,
                    "amount": None,
                    "deadline": "2025",
                    "again": True,
                    "claims": ["c1"],
                }
            ],
        ),
        (
            "deliveries",
            [
                {
                    "as_of": "2024-11-02",
                    "quantity": 10,
                    "share": 0.25,
                    "amount": None,
                    "cumulative": True,
                    "negated": False,
                    "factuality": "certain",
                    "said_by": {"id": "MDA", "name": "Moldova"},
                    "side": "recipient",
                    "claims": ["c2"],
                    "voices": 1,
                }
            ],
        ),
        (
            "fulfilled",
            {
                "low": 10,
                "high": 10,
                "share_low": 0.25,
                "share_high": 0.25,
                "by_side": {"giver": None, "recipient": 10, "third_party": None},
                "widest": [10, 10],
            },
        ),
        ("status", "partly"),
        ("days_late", None),
        ("projection", None),
        ("missing", []),
        ("claims", ["c1", "c2"]),
        ("documents", ["d1"]),
        ("voices", 2),
        ("conflicts", [{"what": "giver says 12, recipient says 10", "claims": ["c2", "c3"]}]),
        ("value", None),
        ("unvalued", None),
        ("judgements", []),
        ("removed", []),
    ]


def test_sides_are_written_in_the_order_of_the_format():
    assert list(promise_to_json(PROMISE)["fulfilled"]["by_side"]) == ["giver", "recipient", "third_party"]


def test_nothing_known_is_null():
    unheard = replace(PROMISE, fulfilled=None, deliveries=())
    assert promise_to_json(unheard)["fulfilled"] is None
    shares = replace(
        PROMISE,
        fulfilled=Fulfilled(None, None, 0.1, 0.2, dict.fromkeys(("giver", "recipient", "third_party")), None),
    )
    assert promise_to_json(shares)["fulfilled"]["widest"] is None


def test_the_voice_of_the_author_is_null():
    unsaid = replace(PROMISE, deliveries=(replace(PROMISE.deliveries[0], said_by=None),))
    assert promise_to_json(unsaid)["deliveries"][0]["said_by"] is None


def test_a_line_is_one_line_of_readable_json():
    line = promise_to_line(PROMISE)
    assert json.loads(line) == promise_to_json(PROMISE)
    assert "\n" not in line
    assert "Norway → Moldova" in line


def test_a_group_of_copies_is_a_line_with_the_documented_keys():
    group = CopyGroup(("a", "b"), "translation", "AFP", 0.93, (Because("order", "9 names"),))
    assert copy_group_to_line(group) == (
        '{"documents": ["a", "b"], "kind": "translation", "agency": "AFP", "score": 0.93, '
        '"because": [{"feature": "order", "detail": "9 names"}]}'
    )


def test_projection_and_value_are_written_with_their_dates():
    record = promise_to_json(
        replace(
            PROMISE,
            projection=Projection("2024-11-16", None),
            value=Value(40_107.49, "EUR", 24.933, "2024-06-27"),
        )
    )
    assert record["projection"] == {"date_low": "2024-11-16", "date_high": None}
    assert record["value"] == {
        "amount": 40_107.49,
        "currency": "EUR",
        "rate": 24.933,
        "rate_date": "2024-06-27",
    }
    assert promise_to_json(replace(PROMISE, unvalued="currency unknown"))["unvalued"] == "currency unknown"
