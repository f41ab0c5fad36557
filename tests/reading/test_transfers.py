"""Ways of saying that something is or will be given, from verb to promise."""

import pytest

from readings import claims, commitments, deliveries, ids


def given(text):
    found = [c for c in claims(text) if c.kind in ("commitment", "delivery")]
    return [(c.reader.rule, ids(c.actors), ids(c.recipients), c.items[0].span.text) for c in found]


@pytest.mark.parametrize(
    ("text", "rule", "actors", "recipients", "item"),
    [
        # what lies ahead, with a copula or in a headline without one
        ("Norway is to send 40 trucks to Kenya.", "commitment.is_to", ["NOR"], ["KEN"], "40 trucks"),
        ("Norway to send 40 trucks to Kenya", "commitment.headline", ["NOR"], ["KEN"], "40 trucks"),
        (
            "UK providing a new tranche of support.",
            "commitment.headline",
            ["GBR"],
            [],
            "a new tranche of support",
        ),
        # support, with what stands behind "with"
        ("Norway supported Kenya with €5 million.", "delivery.past", ["NOR"], ["KEN"], "€5 million"),
        ("Norway supported a fund with €5 million.", "delivery.past", ["NOR"], [], "€5 million"),
        ("Norway contributed with €5 million.", "delivery.past", ["NOR"], [], "€5 million"),
        # a noun of giving says what its light verb does
        ("Norway made a €5 million donation.", "delivery.past", ["NOR"], [], "a €5 million donation"),
        # who gives behind "from"
        ("40 trucks were sent from Norway to Kenya.", "delivery.past", ["NOR"], ["KEN"], "40 trucks"),
        (
            "€5 million was allocated to Kenya from the Norwegian government.",
            "commitment.verb.decide",
            ["NOR"],
            ["KEN"],
            "€5 million",
        ),
        # a package is announced without a figure; goods may be written as names
        ("Norway announced an aid package.", "commitment.verb.announce", ["NOR"], [], "an aid package"),
        ("Norway sent Unmanned Aerial Systems.", "delivery.past", ["NOR"], [], "Unmanned Aerial Systems"),
    ],
)
def test_ways_to_give(text, rule, actors, recipients, item):
    assert given(text) == [(rule, actors, recipients, item)]


@pytest.mark.parametrize("how", ["by €5 million", "with €5 million", "to €5 million", "to 5 million EUR"])
def test_how_much_something_grows(how):
    [grown] = [c for c in claims(f"Norway increased its aid for Kenya {how}.") if c.kind == "delivery"]
    assert [i.amount for i in grown.items if i.amount] == [5e6]
    assert ids(grown.recipients) in (["KEN"], [])  # a currency is nobody


def test_what_a_package_includes_in_a_relative_clause():
    [announced] = [
        c
        for c in claims("Norway announced new aid to Kenya, which includes NOK 3 million for schools.")
        if c.kind == "commitment"
    ]
    assert [i.amount for i in announced.items if i.amount] == [3e6]


@pytest.mark.parametrize(
    "text",
    [
        "It is good to send 40 trucks.",  # an opinion
        "The idea is to send trucks.",  # of nobody
        "Norway made a mistake.",  # no giving
        "Norway supported Kenya with words.",  # nothing countable
        "Norway received thirty leaders.",  # a visit
    ],
)
def test_what_gives_nothing(text):
    assert all(rule not in ("commitment.is_to", "delivery.past") for rule, *_ in given(text))


def test_an_agency_that_reaches_people_helps_them() -> None:
    [found] = deliveries("The World Food Programme reached 1.2 million people in January.")
    assert ([a.id for a in found.actors], found.items[0].quantity) == (["WFP"], 1.2e6)
    assert deliveries("The president reached Paris in January.") == []


def test_who_backs_a_plan_with_parts_gives_nothing() -> None:
    assert deliveries("Norway backed a plan with three tracks.") == []
    [found] = deliveries("Norway backed the plan with $3 million.")
    assert found.items[0].amount == 3e6


@pytest.mark.parametrize("first", ["Australia, Japan and Chile", "Japan, Chile and Australia"])
def test_dollars_that_several_give_are_of_none_of_them(first: str) -> None:
    told = commitments(f"{first} each pledged $10 million for the port.")
    assert [[i.currency for i in c.items] for c in told] == [["USD"]] * 3
    [alone] = commitments("Australia pledged $10 million for the port.")
    assert alone.items[0].currency == "AUD"
    [both] = commitments("Australia and Japan pledged $10 million for the port.")
    assert both.items[0].currency == "USD"


@pytest.mark.parametrize(
    ("text", "promised", "came"),
    [
        ("About 1,500 of 4,000 promised pumps had been installed by January.", 4000, 1500),
        ("Some 30 of 40 pledged beds have arrived in Kenya.", 40, 30),
        ("Norway has sent 30 of the 40 promised beds.", 40, 30),
    ],
)
def test_what_came_of_what_was_promised_is_told_with_it(text: str, promised: float, came: float) -> None:
    assert [[i.quantity for i in c.items] for c in commitments(text)] == [[promised]]
    assert [[i.quantity for i in c.items] for c in deliveries(text)] == [[came]]


def test_the_whole_that_an_instalment_is_of_does_not_come_with_it() -> None:
    [paid] = deliveries("Norway paid Kenya $3 million in May, the first instalment of a $30 million grant.")
    assert [i.amount for i in paid.items] == [3e6]


def test_who_tells_what_came_of_a_pledge_has_not_made_it() -> None:
    text = "Donors have paid 31% of the $3.6 billion pledged in Geneva, according to the World Bank."
    [pledged] = commitments(text)
    assert [a.name for a in pledged.actors] == ["Donors"]
    text = "Peru has promised 600 tents. Chile's allies sent 40 of the 600 tents pledged, Peru said."
    assert [a.id for a in commitments(text)[-1].actors] == ["PER"]


def test_what_goes_missing_has_not_arrived() -> None:
    assert deliveries("The ministry denied that any doses had gone missing.") == []


def test_what_somebody_promised_to_give_is_told_beside_what_came() -> None:
    text = (
        "Chad has so far received 1.1 million of the 2.5 million vaccine doses that the European Union promised "
        "to deliver by September."
    )
    assert [[i.quantity for i in c.items] for c in commitments(text)] == [[2.5e6]]
    assert [[i.quantity for i in c.items] for c in deliveries(text)] == [[1.1e6]]


def test_a_promise_that_is_received_is_no_delivery():
    text = "Kenya received pledges of $40 million from Norway."
    (found,) = [c for c in claims(text) if c.kind in ("commitment", "delivery")]
    assert (found.kind, ids(found.actors), ids(found.recipients)) == ("commitment", ["NOR"], ["KEN"])
    assert [(i.amount, i.category) for i in found.items] == [(40e6, "money")]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Norway sent a shipment of 40 tents and a batch of 300 masks.", [["tent", "mask"]]),
        ("Norway met its promise of 40 boreholes.", [["borehole"]]),
        ("Norway met its pledge of $40 million.", [[None]]),
    ],
)
def test_a_noun_of_giving_is_told_once_with_its_goods(text, items):
    assert [[i.unit for i in c.items] for c in deliveries(text)] == items


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Half of the promised trucks are still missing.", [(0.5, None)]),
        ("Norway promised 40 trucks; 12 are missing.", [(None, 12)]),
        ("Norway promised 40 trucks; half of the trucks remain undelivered.", [(0.5, None)]),
        ("12 people are missing.", []),
        ("300 refugees are missing after the flood.", []),
    ],
)
def test_what_is_missing_has_not_come(text, figures):
    found = deliveries(text)
    assert [(i.share, i.quantity) for c in found for i in c.items] == figures
    assert all(c.negated and c.evidence.text.endswith(("missing", "undelivered")) for c in found)


@pytest.mark.parametrize(
    ("text", "givers", "share", "whole"),
    [
        ("Italy's pledge of $9 million for Malta is only 15% funded.", ["ITA"], 0.15, 9e6),
        ("Italy pledged $9 million for Malta. The pledge is 15 percent funded.", ["ITA"], 0.15, 9e6),
        ("The UN's appeal for $41 million for Malta is two-thirds funded.", [], 0.667, 41e6),
        ("The $41 million appeal for Malta remains only 15% funded.", [], 0.15, 41e6),
    ],
)
def test_what_is_funded_by_a_share(text, givers, share, whole):
    (found,) = deliveries(text)
    assert (ids(found.actors), ids(found.recipients)[-1:]) == (givers, ["MLT"])
    assert [(i.share, i.share_of, i.category) for i in found.items] == [(share, whole, "money")]


def test_a_plan_with_a_sum_that_got_a_share_of_it():
    (found,) = deliveries("The $41 million plan for Malta received only 16 percent of the money.")
    assert [(i.share, i.share_of, i.amount) for i in found.items] == [(0.16, 41e6, None)]


def test_of_what_is_needed_only_what_came_was_given():
    (found,) = deliveries("Of the $41 million needed for Malta, only $3 million has been received.")
    assert [i.amount for i in found.items] == [3e6]


@pytest.mark.parametrize(
    ("text", "givers", "receivers"),
    [
        ("40 trucks have been received, Kenya's minister said.", [], ["KEN"]),
        ("Kenya's minister said 40 trucks had arrived.", [], ["KEN"]),
        ("40 trucks arrived in Chad, Kenya's minister said.", ["KEN"], ["TCD"]),
        ("Norway promised Kenya 40 trucks. Twelve were received, Kenya's minister said.", ["NOR"], ["KEN"]),
    ],
)
def test_who_says_that_something_was_received_got_it(text, givers, receivers):
    (found,) = deliveries(text)
    assert (ids(found.actors), ids(found.recipients)) == (givers, receivers)


def test_a_body_that_watches_what_was_promised_got_nothing():
    (found,) = deliveries("Oxfam said less than a third of the $9 million pledged had arrived.")
    assert (ids(found.actors), ids(found.recipients)) == ([], [])


def test_whose_appeal_it_is_asks():
    (found,) = commitments("The UN's appeal for $41 million for Malta was welcomed.")
    assert (found.stage, ids(found.actors)) == ("request", [])


@pytest.mark.parametrize(
    ("text", "receivers", "items"),
    [
        ("A first convoy carrying 30 tonnes of flour reached Gaza.", ["PSE"], [(30, "tonne")]),
        ("A ship with 30 tonnes of flour arrived in Kenya.", ["KEN"], [(30, "tonne")]),
        ("A plane carrying 300,000 doses from India landed in Nairobi.", ["KEN"], [(300_000, "dose")]),
        ("A convoy carrying ministers reached Gaza.", [], []),
    ],
)
def test_what_arrives_in_something_else(text, receivers, items):
    found = deliveries(text)
    assert [r for c in found for r in ids(c.recipients)] == receivers
    assert [(i.quantity, i.unit) for c in found for i in c.items] == items


def test_what_is_short_of_a_target_did_not_bring_the_target():
    (found,) = deliveries("Donors raised $7 million, short of the $9 million target.")
    assert [i.amount for i in found.items] == [7e6]
