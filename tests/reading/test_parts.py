"""What packages hold and goods are worth, in the sentence of the promise and in later ones."""

import pytest
from tallystick.model import Commitment, Delivery

from readings import claims, commitments, ids, promise


def given(text):
    """(quantity, unit, amount, currency) of each item of each promise and delivery, claim by claim."""
    found = [c for c in claims(text) if isinstance(c, Commitment | Delivery)]
    return [[(i.quantity, i.unit, i.amount, i.currency) for i in c.items] for c in found]


GOODS = (None, None, None, None)


def count(quantity, unit):
    return (quantity, unit, None, None)


def euros(millions):
    return (None, None, millions * 1e6, "EUR")


@pytest.mark.parametrize(
    ("text", "items"),
    [
        # one kind of goods and its worth are one item; the worth of several stands first
        ("Norway will send 40 trucks to Kenya, worth €5 million.", [(40, "truck", 5e6, "EUR")]),
        ("Norway will send trucks and radars to Kenya, valued at €5 million.", [euros(5), GOODS, GOODS]),
        # another currency's figure for the same sum is no item
        ("Norway will give Kenya €5 million ($5.4 million).", [euros(5)]),
        # what is listed behind the promise
        ("Norway will send aid, comprising what Kenya lacks and 40 trucks.", [GOODS, count(40, "truck")]),
        ("Norway will send 40 trucks, ammunition and two tons of flour to Kenya.",
         [count(40, "truck"), GOODS, count(2, "ton")]),
        # what else the sentence speaks of is not
        ("Norway will send 40 trucks and 12 soldiers were hurt.", [count(40, "truck")]),
    ],
)  # fmt: skip
def test_the_sentence_of_the_promise(text, items):
    assert given(text) == [items]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        # a relative clause that holds
        ("Norway announced aid for Kenya, which includes rice and 40 trucks.", [[GOODS, count(40, "truck")]]),
        (
            "A package worth €5 million pledged by Norway on Friday includes 40 trucks.",
            [[euros(5), count(40, "truck")]],
        ),
        ("Norway announced aid for Kenya, which saw 40 trucks.", [[GOODS]]),
        # a package that is told apart goes nowhere by that
        (
            "Norway pledged Kenya €5 million. The scheme is distributed with €2 million in May and €3 million in June.",
            [[euros(5), euros(2), euros(3)]],
        ),
        (
            "Norway pledged Kenya €5 million. The distribution is as follows: €2 million in 2024, €3 million in 2025.",
            [[euros(5), euros(2), euros(3)]],
        ),
        # a part in a sentence of its own, and what follows it
        (
            "Norway pledged Kenya €5 million. The plan runs on, of which €2 million in 2024 and €3 million in 2025.",
            [[euros(5)], [euros(2), euros(3)]],
        ),
    ],
)
def test_what_is_told_apart(text, items):
    assert given(text) == items


@pytest.mark.parametrize(
    "later",
    [
        "This includes 40 trucks.",
        "The package includes 40 trucks.",
        "It consists of 40 trucks.",
        "The first shipment contained 40 trucks.",
        "These are 40 trucks.",
    ],
)
def test_a_later_sentence_says_what_the_package_holds(later):
    text = f"Norway will give Kenya a package of €5 million. {later}"
    assert given(text) == [[euros(5), count(40, "truck")]]


@pytest.mark.parametrize(
    "later",
    [
        "The war includes 40 trucks.",
        "It does not include 40 trucks.",
        "Kenya has 40 trucks.",
    ],
)
def test_what_is_said_of_other_things_is_no_part(later):
    assert given(f"Norway will give Kenya a package of €5 million. {later}") == [[euros(5)]]


def test_goods_without_a_figure_are_parts_too():
    assert given("Norway will give Kenya a package. It includes tents and radars.") == [[GOODS] * 3]


@pytest.mark.parametrize(
    ("later", "is_worth"),
    [
        ("The package is worth €5 million.", True),
        ("The total value is €5 million.", True),
        ("The worth of the package is €5 million.", True),
        ("The cost of the trucks is €5 million.", True),
        ("The cost of the war is €5 million.", False),
        ("The war is worth €5 million.", False),
    ],
)
def test_a_later_sentence_says_what_the_package_is_worth(later, is_worth):
    expected = [euros(5), count(40, "truck")] if is_worth else [count(40, "truck")]
    assert given(f"Norway will send 40 trucks to Kenya. {later}") == [expected]


@pytest.mark.parametrize(
    "later",
    [
        "Of this, €2 million is good news for schools.",
        "The schools need this €2 million.",
        "Here we report the €2 million for the schools.",
    ],
)
def test_a_part_with_words_of_its_own_is_a_promise_of_its_own(later):
    whole, part = commitments(f"On Monday, Norway pledged €5 million to Kenya by May. {later}")
    assert (whole.items[0].amount, part.items[0].amount) == (5e6, 2e6)
    assert (ids(part.actors), ids(part.recipients)) == (["NOR"], ["KEN"])
    assert (part.reader.rule, part.stage) == ("commitment.part", "pledge")
    assert (part.date, part.deadline, part.condition) == (None, None, None)


def test_a_part_in_the_sentence_of_another_promise():
    text = (
        "Norway pledged €5 million to Kenya. Norway will send trucks, and €2 million of this is for schools."
    )
    rules = [c.reader.rule for c in commitments(text)]
    assert "commitment.part" in rules


def test_a_part_of_what_was_delivered_is_delivered():
    whole, part = claims("Norway sent €5 million to Kenya. Of this, €2 million is good news for schools.")
    assert (whole.kind, part.kind, part.reader.rule) == ("delivery", "delivery", "delivery.part")


def test_a_part_is_said_by_who_speaks():
    text = (
        "Norway pledged €5 million to Kenya. “Of this, €2 million is good news for schools,” said Joe Biden."
    )
    part = commitments(text)[-1]
    assert part.source is not None
    assert part.source.id == "person:joe-biden"


def test_a_refusal_holds_no_parts():
    text = "Norway refused to send trucks to Kenya. This includes 40 tents."
    assert given(text) == [[GOODS]]


def test_a_package_named_only_where_it_is_described():
    found = promise("The Norwegian aid amounts to €5 million.")
    assert (ids(found.actors), found.items[0].amount, found.reader.rule) == (
        ["NOR"],
        5e6,
        "commitment.part",
    )


def test_a_number_gets_the_noun_that_the_parser_lost():
    text = "Norway announced to give additional 12 Mastiff protected patrol vehicles to Kenya."
    (item,) = promise(text).items
    assert (item.quantity, item.category) == (12, "vehicles")
    assert item.span.text.endswith("12 Mastiff protected patrol vehicles")


def test_evidence_and_items_are_in_the_text():
    text = "Norway will give Kenya €5 million. This includes 40 trucks, worth €2 million."
    for claim in claims(text):
        assert all(text[i.span.start : i.span.end] == i.span.text for i in getattr(claim, "items", ()))
