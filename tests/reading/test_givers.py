"""Who gives where a sentence names only a body, an office or nobody."""

import pytest

from readings import claims, commitments, deliveries, ids


def givers(text):
    found = [c for c in claims(text) if c.kind in ("commitment", "delivery")]
    return [ids(c.actors) for c in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # bodies and offices whose state stands elsewhere
        ("Norway will help. The government sent 40 trucks to Kenya.", [["NOR"]]),
        ("The Department of Defence sent 40 trucks to Kenya. This is Canada's third donation.", [["CAN"]]),
        ("Norway is a neighbour. The country sent 40 trucks to Kenya.", [["NOR"]]),
        ("The Polish central bank sent 40 computers to Kenya.", [["POL"]]),
        # an organ binds its union
        ("The European Commission sent €4 million to Kenya.", [["EU"]]),
        ("The Commission sent €4 million to Kenya.", [["EU"]]),
        # nobody is named where it is given, and who receives never gives
        ("40 trucks for Kenya. The donation was announced by Norway.", [["NOR"], ["NOR"]]),
        ("The law helps Kenya. 40 trucks were sent to Kenya.", [[]]),
        # what bears a name is not who bears it
        ("The Norway Act was announced. 40 trucks were sent to Kenya.", [[]]),
        # of several that are only spoken of, who is named most
        ("A meeting with Norway, near Sweden, in Norway. A donation of 40 trucks to Kenya.", [["NOR"]]),
        # who is asked is not looked for
        ("Kenya asked for 40 trucks. Norway was there.", [[]]),
    ],
)
def test_givers(text, expected):
    assert givers(text) == expected


@pytest.mark.parametrize(
    ("giver", "currency"), [("Canada", "CAD"), ("Australia", "AUD"), ("the United States", "USD")]
)
def test_dollars_are_those_of_who_gives(giver, currency):
    text = f"{giver} has a plan. The government sent $4 million to Kenya."
    (found,) = [c for c in claims(text) if c.kind == "delivery"]
    assert found.items[0].currency == currency


def test_a_national_body_with_a_name_of_its_own_gives_for_its_state() -> None:
    (found,) = deliveries("The Italian Civil Protection sent 200 tents to Peru.")
    assert ids(found.actors) == ["ITA"]


def test_a_pronoun_for_a_description_does_not_name_who_is_meant():
    text = (
        "Canada gave money. On Monday European leaders announced that they hope to send 500 tents to Kenya."
    )
    (hope,) = [c for c in commitments(text) if c.items[0].quantity == 500]
    assert [(a.id, a.span.text) for a in hope.actors] == [("CAN", "Canada")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # who keeps, breaks or is blamed for a promise made it; who speaks of it did not
        ("Kenya said that Peru broke promises on vaccine deliveries.", [["PER"]]),
        ("Kenya's minister criticised Peru over promises on vaccine deliveries.", [["PER"]]),
        ("Peru met promises on vaccine deliveries.", [["PER"]]),
    ],
)
def test_whose_a_promise_is_that_is_kept_or_broken(text, expected):
    assert [ids(c.actors) for c in commitments(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Kenya spoke of promises on vaccine deliveries.",
        "Peru said a quarrel would follow if soldiers were sent to Chad.",
    ],
)
def test_what_nobody_promised_and_no_figure_tells_is_no_promise(text):
    assert commitments(text) == []


def test_goods_for_somebody_are_not_theirs():
    text = "Norway announces aid. This package provides $150 million of seeds made under a law for Malawi."
    assert givers(text)[-1] == ["NOR"]


def test_a_proposal_stays_one_whatever_it_aims_at():
    [found] = commitments(
        "Peru's proposals aimed at speeding up the supply of 40 tents to Chad were discussed."
    )
    assert (found.stage, ids(found.actors)) == ("proposal", ["PER"])


def test_the_government_is_that_of_a_state_and_no_organisation():
    text = "Ghana promised school meals. The WFP sent 40 tonnes of rice. The government will send 30 tents."
    assert [a.id for a in promise_of_tents(text).actors] == ["GHA"]


def promise_of_tents(text):
    return next(c for c in commitments(text) if "tents" in c.evidence.text)


def test_creditors_of_a_state_are_not_that_state():
    (found,) = commitments("Zambia’s official creditors have agreed to restructure $6 billion of loans.")
    assert [a.id for a in found.actors] == [None]


def test_who_is_appealed_to_is_asked():
    (found,) = commitments("The UNHCR appealed to Norway to offer 400 tents.")
    assert (found.stage, [a.id for a in found.actors]) == ("request", ["NOR"])


def test_who_is_ready_to_send_gives():
    [found] = commitments("Peru said there are countries ready to send their tents to Chad.")
    assert ([a.name for a in found.actors], ids(found.recipients)) == (["countries"], ["TCD"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A third of the 40 million doses pledged have arrived, Oxfam said.", [[], []]),
        ("The $40 million promised for schools has not arrived, the World Bank said.", [[], []]),
        (
            "Norway promised 40 trucks. A third of the promised trucks have come, Oxfam said.",
            [["NOR"], ["NOR"]],
        ),
        # who tells of its own
        ("Oxfam said it would send 40 trucks.", [["Oxfam"]]),
        (
            "Oxfam promised 40 trucks. A third of the promised trucks have come, Oxfam said.",
            [["Oxfam"], ["Oxfam"]],
        ),
        ("40 trucks will be sent to Kenya, Oxfam said.", [["Oxfam"]]),
        ("The 40 trucks promised have arrived, Norway said.", [["NOR"], ["NOR"]]),
    ],
)
def test_a_body_that_tells_of_what_others_promised_does_not_give(text, expected):
    assert givers(text) == expected
