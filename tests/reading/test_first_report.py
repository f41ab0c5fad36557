"""The report that the project began with, where it lies beside the checkout: its facts by id and figure."""

from pathlib import Path

import pytest
from tallystick.model import Commitment, Delivery, Event, Statement

from readings import ids, read

REPORT = Path(__file__).parents[3] / "shared" / "seed" / "seed.txt"

pytestmark = pytest.mark.skipif(
    not REPORT.is_file(), reason=f"the first report is not published with the code; put it at {REPORT}"
)


@pytest.fixture(scope="module")
def claims():
    reading = read(REPORT.read_text(encoding="utf-8"))
    assert reading.problems == ()
    return reading.claims


def with_item(claims, sort, category):
    return [c for c in claims if isinstance(c, sort) and any(i.category == category for i in c.items)]


def test_the_promise_and_what_came_of_it(claims):
    (promise,) = [c for c in with_item(claims, Commitment, "ammunition") if c.items[0].quantity is not None]
    assert (ids(promise.actors), ids(promise.recipients), promise.stage) == (["EU"], ["UKR"], "pledge")
    assert (promise.items[0].quantity, promise.items[0].unit) == (1_000_000, "shell")
    came, missed = with_item(claims, Delivery, "ammunition")
    assert (missed.negated, ids(missed.actors), missed.items[0].quantity) == (True, ["EU"], 1_000_000)
    assert (ids(came.actors), ids(came.recipients), came.cumulative) == (["EU"], ["UKR"], True)
    assert (came.items[0].share, came.items[0].share_of) == (0.3, 1_000_000)
    assert (came.source.id, came.source.of) == ("person:volodymyr-zelensky", "UKR")


def test_the_coalition(claims):
    (coalition,) = [c for c in with_item(claims, Commitment, "missiles") if c.stage == "pledge"]
    assert (ids(coalition.actors), ids(coalition.recipients)) == (["FRA", None], ["UKR"])
    assert [i.category for i in coalition.items] == ["missiles", "ammunition"]


def test_what_was_refused_before(claims):
    (refused,) = [c for c in claims if isinstance(c, Commitment) and c.stage == "refusal"]
    assert [i.category for i in refused.items] == ["vehicles", "aircraft", "missiles"]
    assert (refused.date, refused.source.id) == ("2022-02", "person:emmanuel-macron")


def test_among_whom_there_is_consensus(claims):
    shared = [
        c for c in claims if isinstance(c, Statement) and c.cue is not None and c.cue.text == "consensus"
    ]
    assert [(c.source.name, c.negated) for c in shared] == [
        ("around thirty European leaders", True),
        ("around thirty European leaders", False),
    ]


def test_who_took_part(claims):
    there = [a.id for c in claims if isinstance(c, Event) and c.type == "CONSULT" for a in c.actors]
    assert {"person:olaf-scholz", "person:andrzej-duda", "person:pedro-sanchez", "USA"} <= set(there)


def test_the_proposal_to_buy_outside(claims):
    (proposal,) = [c for c in with_item(claims, Commitment, "ammunition") if c.stage == "proposal"]
    assert (ids(proposal.actors), ids(proposal.recipients)) == (["EU"], ["UKR"])
    assert proposal.source.id == "CZE"
    assert "SUPPORT" in {c.type for c in claims if isinstance(c, Event)}


def test_what_is_left_open(claims):
    troops = with_item(claims, Commitment, "troops")
    assert {(c.stage, c.factuality, *ids(c.actors)) for c in troops} == {
        ("proposal", "possible", "FRA"),
        ("proposal", "possible", None),  # some members consider the initiative
    }
    assert "2024-02-26" in {c.date for c in troops}


def test_who_spoke(claims):
    speakers = [c.source.id for c in claims if isinstance(c, Statement) and c.source is not None]
    assert {"person:mark-rutte", "person:robert-fico", "person:volodymyr-zelensky"} <= set(speakers)
    assert speakers.count("person:emmanuel-macron") >= 9
    direct = [c for c in claims if isinstance(c, Statement) and c.mode == "direct"]
    assert len(direct) >= 5
    assert {c.source.id for c in direct} == {"person:emmanuel-macron"}


@pytest.mark.parametrize(
    ("kind", "actor", "date"),
    [
        ("CONSULT", "person:emmanuel-macron", None),
        ("RETREAT", "UKR", "2024-02"),
        ("ASSAULT", "RUS", "2023-05"),
        ("RETREAT", "UKR", "2024-02-26"),
        ("SUPPORT", "FRA", None),
        ("DEATH", None, "2024-02-16"),
    ],
)
def test_what_happened(claims, kind, actor, date):
    events = [c for c in claims if isinstance(c, Event) and c.type == kind]
    assert any((actor is None or actor in ids(e.actors)) and date in (None, e.date) for e in events)


def test_where_the_leaders_met(claims):
    places = {e.place.text for e in claims if isinstance(e, Event) and e.type == "CONSULT" and e.place}
    assert "Paris" in places


@pytest.mark.parametrize(
    ("cue", "speaker"),
    [
        ("acknowledged", "person:emmanuel-macron"),
        ("added", "person:emmanuel-macron"),
        ("admitted", "person:emmanuel-macron"),
        ("denied", "person:mark-rutte"),
        ("indicated", "person:robert-fico"),
        ("accused", "person:volodymyr-zelensky"),
        ("criticized", "person:volodymyr-zelensky"),
    ],
)
def test_each_cue_has_its_speaker(claims, cue, speaker):
    statements = [c for c in claims if isinstance(c, Statement) and c.cue is not None and c.cue.text == cue]
    assert [c.source.id for c in statements] == [speaker]


def test_the_warning_on_the_package_is_conditional(claims):
    (package,) = [c for c in claims if isinstance(c, Commitment) and c.factuality == "conditional"]
    assert (ids(package.actors), package.source.id) == (["USA"], "person:volodymyr-zelensky")
