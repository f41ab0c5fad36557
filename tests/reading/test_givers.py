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
