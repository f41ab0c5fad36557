"""One report end to end: who promised, delivered, proposed, denied and said what, and what happened."""

import pytest
from tallystick.model import Commitment, Delivery, Event, Statement

from readings import ids, read

STORY = """\
Allies meet in Tallinn over shells for Kyiv

Estonian Prime Minister Mart Tamm received around twenty leaders in Tallinn on Monday and announced the founding of a \
coalition to deliver “long-range missiles” to Ukraine. He did not rule out sending soldiers.

“We must act before the summer,” said the Estonian prime minister.

Latvian Prime Minister Ilze Kalna denied that soldiers had been discussed, but her Lithuanian counterpart, Jonas \
Petrauskas, said that a few NATO states were considering it.

“Nobody asked us,” said Kalna.

In March 2023 the European Union promised Ukraine one million artillery shells within a year.

Ukrainian President Volodymyr Zelensky criticised the European Union for having sent only 30% of the \
one million shells that it had promised.

Several countries, including Estonia, praised a Czech proposal for the EU to buy ammunition for Ukraine \
outside the bloc.

Ukrainian forces withdrew from Vuhledar in mid-February. Russian forces seized Marinka in December 2023.

The opposition politician Pavel Orlov died in prison on February 12.
"""


@pytest.fixture(scope="module")
def reading():
    return read(STORY)


def of(reading, sort):
    return [c for c in reading.claims if isinstance(c, sort)]


def with_item(claims, category):
    return [c for c in claims if any(i.category == category for i in c.items)]


def said(reading, words):
    (found,) = [s for s in of(reading, Statement) if s.content.text.strip(",") == words]
    return found


def test_nothing_was_left_unread(reading):
    assert reading.problems == ()


def test_the_union_promised_a_million_shells(reading):
    first = with_item(of(reading, Commitment), "ammunition")[0]
    (item,) = first.items
    assert (ids(first.actors), ids(first.recipients), first.stage) == (["EU"], ["UKR"], "pledge")
    assert (item.quantity, item.unit) == (1_000_000, "shell")
    assert (first.date, first.deadline) == ("2023-03", "2024-03")


def test_the_recipient_says_that_a_third_came(reading):
    (claim,) = of(reading, Delivery)
    (item,) = claim.items
    assert (ids(claim.actors), ids(claim.recipients)) == (["EU"], ["UKR"])
    assert (item.share, item.share_of, claim.cumulative) == (0.3, 1_000_000, True)
    assert (claim.source.id, claim.source.of) == ("person:volodymyr-zelensky", "UKR")


def test_a_coalition_is_announced_for_missiles(reading):
    (claim,) = with_item(of(reading, Commitment), "missiles")
    assert (claim.stage, ids(claim.actors), ids(claim.recipients)) == ("pledge", ["EST", None], ["UKR"])
    assert claim.date == "2024-02-26"


def test_not_to_rule_out_soldiers_is_to_leave_it_open(reading):
    claim = with_item(of(reading, Commitment), "troops")[0]
    assert (claim.stage, claim.factuality, ids(claim.actors)) == ("proposal", "possible", ["EST"])


def test_the_union_is_to_buy_outside_the_bloc(reading):
    (claim,) = [c for c in with_item(of(reading, Commitment), "ammunition") if c.stage == "proposal"]
    assert (ids(claim.actors), ids(claim.recipients)) == (["EU"], ["UKR"])
    (welcome,) = [c for c in of(reading, Event) if c.type == "SUPPORT"]
    assert "EST" in ids(welcome.actors) or "Several countries" in [a.name for a in welcome.actors]


@pytest.mark.parametrize(
    ("words", "speaker", "mode"),
    [
        ("We must act before the summer", "person:mart-tamm", "direct"),
        ("Nobody asked us", "person:ilze-kalna", "direct"),
        ("soldiers had been discussed", "person:ilze-kalna", "indirect"),
        ("a few NATO states were considering it", "person:jonas-petrauskas", "indirect"),
    ],
)
def test_who_said_what(reading, words, speaker, mode):
    statement = said(reading, words)
    assert (statement.source.id, statement.mode) == (speaker, mode)


def test_the_counterpart_holds_the_same_office(reading):
    statement = said(reading, "a few NATO states were considering it")
    assert statement.source.of == "LTU"


@pytest.mark.parametrize(
    ("kind", "actors", "targets", "date"),
    [
        ("CONSULT", ["person:mart-tamm"], [None], "2024-02-26"),
        ("RETREAT", ["UKR"], None, "2024-02"),
        ("ASSAULT", ["RUS"], None, "2023-12"),
        ("DEATH", [], ["person:pavel-orlov"], "2024-02-12"),
    ],
)
def test_what_happened(reading, kind, actors, targets, date):
    fitting = [e for e in of(reading, Event) if (e.type, ids(e.actors), e.date) == (kind, actors, date)]
    assert len(fitting) == 1
    if targets is not None:
        assert ids(fitting[0].targets) == targets
