"""For whom it is, where the verb does not say it."""

import pytest

from readings import claims, commitments, deliveries, ids


def recipients(text):
    return [
        [r.id or r.name for r in c.recipients] for c in claims(text) if c.kind in ("commitment", "delivery")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # by what it is for
        ("Norway announced a package of 40 tents to help Malawi recover.", ["MWI"]),
        ("Norway announced 40 tents to help in the rebuilding of Yemen.", ["YEM"]),
        ("Norway announced $40 million to help with the rebuilding of the Gaza Strip.", ["PSE"]),
        ("Norway announced 40 tents to help the children.", ["the children"]),
        # a place stands for its state
        ("Norway sent 40 tents to the Gaza Strip.", ["PSE"]),
        # got for somebody
        ("Peru found a way to get 40 tents for Chad.", ["TCD"]),
        # right before the figure, whatever the parser makes of the name
        ("Norway will give Mozambique 30 trucks.", ["MOZ"]),
        ("Norway promised Mozambique $30 million.", ["MOZ"]),
        ("Norway promised South Sudan about 30 trucks.", ["SSD"]),
        # the name of a model is nobody
        ("Norway sent Leopard 2 tanks to Kenya.", ["KEN"]),
        ("Norway gave Oxfam 30 trucks.", ["Oxfam"]),
        # by a participle at the goods
        ("Half of the 40 million vaccines promised to Chad by the EU were delivered.", ["TCD"]),
    ],
)
def test_recipients(text, expected):
    assert recipients(text)[-1] == expected


def test_the_country_is_the_one_that_was_named():
    text = "Norway promised Chad 400 tents. Some 48 of the tents were delivered to the country."
    assert recipients(text) == [["TCD"], ["TCD"]]


def test_counted_donations_are_goods():
    text = "Half of the 40 million vaccine donations promised to poorer countries by the G7 countries came."
    [done] = [c for c in claims(text) if c.kind == "delivery"]
    assert ([i.share for i in done.items], [i.share_of for i in done.items]) == ([0.5], [40e6])
    assert ids(done.actors) == ["G7"]


@pytest.mark.parametrize(
    ("introduced", "office", "named"),
    [
        ("President Hakainde Hichilema of Zambia", "head of state", "ZMB"),
        ("Belgium's King Philippe", "head of state", "BEL"),
        ("Denmark's Queen Margrethe", "head of state", "DNK"),
        ("Prime Minister Mia Mottley of Barbados", "head of government", "BRB"),
        ("Chancellor Olaf Scholz of Germany", "head of the government", "DEU"),
        ("Kenyan Foreign Minister Musalia Mudavadi", "top diplomat", "KEN"),
    ],
)
def test_what_the_holder_of_an_office_is_called_besides(introduced, office, named):
    text = f"{introduced} met reporters in Oslo. “The 40 tents promised to us came,” said the {office}."
    assert recipients(text)[-1] == [named]


def test_who_is_promised_something_does_not_promise_it():
    text = "Belgium's King Philippe met reporters. “The 40 tents promised to us came,” said the king."
    assert [ids(c.actors) for c in claims(text) if c.kind == "delivery"] == [[]]


def test_so_many_people_are_not_those_of_the_next_sentence():
    text = "Peru sent 40 tents to 1,500 people. Chad sent 60 trucks."
    assert [[a.name for a in c.recipients] for c in deliveries(text)] == [["1,500 people"], []]


def test_whose_aid_grows_does_not_receive_it():
    (found,) = [c for c in commitments("Peru pledged to double US aid to $8 million.") if c.items[0].amount]
    assert found.recipients == ()


def test_nobody_gives_to_themselves() -> None:
    told = commitments(
        "Vietnam and Peru signed a deal on Thursday under which Lima will lend Hanoi $2 billion."
    )
    assert [[a.id for a in c.recipients] for c in told] == [[], ["VNM"]]


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Japan will pay $6 million towards clean water in Laos.", ["LAO"]),
        ("Japan pledged to fund 50 schools in Laos.", ["LAO"]),
        ("Japan will build 50 schools in mid-April.", []),
        ("Japan will give Chile 50 boats built in Laos.", ["CHL"]),
    ],
)
def test_the_land_where_it_stands_receives(text: str, whose: list[str]) -> None:
    [told] = commitments(text)
    assert [a.id for a in told.recipients] == whose
