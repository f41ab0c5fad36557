"""Promises and deliveries with who, to whom, what and when."""

import pytest

from readings import commitments, deliveries, delivery, ids, promise, statements


def figures(claim):
    """Of each item: what is counted or paid."""
    return [
        (i.category, i.quantity if i.amount is None else i.amount, i.unit if i.amount is None else i.currency)
        for i in claim.items
    ]


# -- who and to whom ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Norway sent 40 trucks to Kenya.", ["NOR"], ["KEN"]),
        ("Norway gave Kenya 40 trucks.", ["NOR"], ["KEN"]),
        ("Norway provided Kenya with 40 trucks.", ["NOR"], ["KEN"]),
        ("40 trucks were sent to Kenya by Norway.", ["NOR"], ["KEN"]),
        ("Kenya received 40 trucks from Norway.", ["NOR"], ["KEN"]),
        ("Norway and Italy sent 40 trucks to Kenya and Chad.", ["NOR", "ITA"], ["KEN", "TCD"]),
        ("Norwegian Prime Minister Ole Berg sent 40 trucks to Kenya.", ["NOR"], ["KEN"]),
        ("The Norwegian army sent 40 trucks to Kenya.", ["NOR"], ["KEN"]),
        ("Norway’s 40 trucks reached Kenya.", ["NOR"], ["KEN"]),
        ("EU leaders promised 40 trucks to Kenya.", ["EU"], ["KEN"]),
        ("Some EU leaders promised 40 trucks to Kenya.", [None], ["KEN"]),
        ("Three EU leaders promised 40 trucks to Kenya.", [None], ["KEN"]),
        ("Countries, including Norway and Italy, promised 40 trucks.", [None, "NOR", "ITA"], []),
        ("The doctor Ole Berg sent 40 tents to Kenya.", ["person:ole-berg"], ["KEN"]),
        ("Norway met. It sent 40 trucks to Kenya.", ["NOR"], ["KEN"]),
    ],
)
def test_who_gives_and_who_receives(text, actors, recipients):
    (claim,) = commitments(text) + deliveries(text)
    assert (ids(claim.actors), ids(claim.recipients)) == (actors, recipients)


def test_who_is_asked_is_to_act_and_who_asks_is_the_source():
    claim = promise("Kenya asked Norway to send 40 trucks.")
    assert (claim.stage, ids(claim.actors)) == ("request", ["NOR"])
    assert claim.source is not None
    assert claim.source.id == "KEN"


def test_we_are_those_who_speak():
    claim = promise("“We will send 40 trucks to Kenya,” said Norwegian Prime Minister Ole Berg.")
    assert (ids(claim.actors), claim.source.id) == (["NOR"], "person:ole-berg")
    assert [a.span.text for a in claim.actors] == ["We"]


def test_actors_and_recipients_are_carried_on():
    first, second = deliveries("Norway sent 40 trucks to Kenya. A month later 60 tents were delivered.")
    assert (ids(first.actors), ids(first.recipients)) == (["NOR"], ["KEN"])
    assert (ids(second.actors), ids(second.recipients)) == (["NOR"], ["KEN"])


# -- what -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway sent 40 trucks.", [("vehicles", 40, "truck")]),
        ("Norway sent 40 trucks and 60 tents.", [("vehicles", 40, "truck"), ("food-shelter", 60, "tent")]),
        ("Norway sent two million artillery shells.", [("ammunition", 2_000_000, "shell")]),
        ("Norway paid $40 million.", [("money", 40_000_000, "USD")]),
        ("Canada paid 40 million dollars.", [("money", 40_000_000, "CAD")]),
        ("The Czech Republic paid 40 million crowns.", [("money", 40_000_000, "CZK")]),
        ("Norway sent supplies, including ten tents.", [("other", None, None), ("food-shelter", 10, "tent")]),
        ("Norway announced a coalition to buy 40 trucks.", [("vehicles", 40, "truck")]),
    ],
)  # fmt: skip
def test_items(text, expected):
    (claim,) = commitments(text) + deliveries(text)
    assert figures(claim) == expected


@pytest.mark.parametrize(
    ("text", "share", "base"),
    [
        ("Norway sent 30% of the one million shells it had promised.", 0.3, 1_000_000),
        ("Norway sent a third of the 600 trucks.", 0.333, 600),
        ("Norway paid half of the $40 million.", 0.5, 40_000_000),
        ("Norway sent all of the 40 trucks.", 1.0, 40),
        ("Norway paid the full $40 million.", 1.0, 40_000_000),
        ("Norway sent 30 percent of the shells.", 0.3, None),
    ],
)
def test_shares_are_of_a_whole(text, share, base):
    claim = next(c for c in deliveries(text) if c.items[0].share is not None)
    assert (claim.items[0].share, claim.items[0].share_of) == (share, base)
    assert claim.cumulative


@pytest.mark.parametrize(
    ("text", "quantity", "maximum", "approximate"),
    [
        ("Norway sent about 40 trucks.", 40, None, True),
        ("Norway sent more than 40 trucks.", 40, None, True),
        ("Norway sent 10 to 12 trucks.", 10, 12, False),
        ("Norway sent exactly 40 trucks.", 40, None, False),
    ],
)
def test_figures_may_be_rough_or_a_range(text, quantity, maximum, approximate):
    (item,) = delivery(text).items
    assert (item.quantity, item.quantity_max, item.approximate) == (quantity, maximum, approximate)


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("Norway sent more than 40 trucks.", {"quantity": 40, "bound": "at_least"}),
        ("Norway sent up to 40 trucks.", {"quantity": 40, "bound": "at_most"}),
        ("Norway sent about 40 trucks.", {"quantity": 40, "bound": None}),
        ("Norway paid Kenya €400 million to €600 million.", {"amount": 4e8, "amount_max": 6e8}),
        ("Norway paid Kenya more than €400 million.", {"amount": 4e8, "bound": "at_least"}),
        (
            "Kenya received less than half of the 900 tents.",
            {"share": 0.5, "share_of": 900, "bound": "at_most"},
        ),
        ("Kenya received 30 to 40 percent of the 900 tents.", {"share": 0.3, "share_max": 0.4}),
    ],
)
def test_a_figure_may_only_bound_and_a_range_has_two_ends(text, slots):
    (item,) = delivery(text).items
    assert {name: getattr(item, name) for name in slots} == slots


def test_a_pledge_taken_up_has_the_figures_of_the_pledge():
    broken = deliveries("Norway promised 40 trucks to Kenya. On Monday it broke this promise.")
    assert [figures(c) for c in broken] == [[("vehicles", 40, "truck")]]
    assert broken[0].negated


def test_running_totals_are_told_from_increments():
    assert delivery("Norway sent a total of 40 trucks to Kenya.").cumulative
    assert not delivery("Norway sent another 40 trucks to Kenya.").cumulative


@pytest.mark.parametrize("text", ["Norway received thirty leaders.", "Norway gave its opinion."])
def test_who_comes_or_speaks_is_no_goods(text):
    assert not commitments(text)
    assert not deliveries(text)


# -- when and if ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "date", "deadline"),
    [
        ("Norway promised on Monday to send 40 trucks.", "2024-02-26", None),
        ("Norway promised to send 40 trucks by the end of May.", None, "2024-05"),
        ("Norway will send 40 trucks by June 2025.", None, "2025-06"),
        ("Norway will send 40 trucks in June.", None, "2024-06"),
        ("On Monday Norway promised to send 40 trucks by June 2025.", "2024-02-26", "2025-06"),
        ("Norway promised 40 trucks.", None, None),
    ],
)
def test_the_day_of_a_promise_and_the_day_it_is_due(text, date, deadline):
    claim = promise(text)
    assert (claim.date, claim.deadline) == (date, deadline)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Norway sent 40 trucks on Monday.", "2024-02-26"),
        ("Norway sent 40 trucks in 2023.", "2023"),
        ("Norway has sent 40 trucks since 2022.", None),
    ],
)
def test_the_day_of_a_delivery(text, date):
    assert delivery(text).date == date


def test_a_condition_is_kept():
    claim = next(c for c in commitments("Norway will send 40 trucks to Kenya if parliament agrees."))
    assert claim.condition is not None
    assert claim.condition.text == "if parliament agrees"
    assert promise("Norway will send 40 trucks to Kenya.").condition is None


# -- whose words, and where -----------------------------------------------------------------------------------


def test_what_somebody_says_has_its_source_and_cue():
    text = "Kenya said that Norway had sent 40 trucks."
    claim = delivery(text)
    assert (claim.source.id, claim.cue.text, ids(claim.actors)) == ("KEN", "said", ["NOR"])
    assert len(statements(text)) == 1
    assert delivery("Norway sent 40 trucks.").source is None


def test_the_evidence_reaches_from_who_to_what():
    text = "It rained, but Norway promised last week to send 40 trucks to Kenya, which was glad."
    assert promise(text).evidence.text == "Norway promised last week to send 40 trucks to Kenya"


def test_headlines_tell_of_what_was_done():
    text = "Norway sends 40 trucks to Kenya\n\nIt was a long way. The lake was blue.\n"
    assert [c.reader.rule for c in deliveries(text)] == ["delivery.past"]


@pytest.mark.parametrize(
    ("text", "figures", "cumulative"),
    [
        ("Norway raised its contribution to €16 million.", [16e6], True),
        ("Norway increased its aid with €1 million.", [1e6], False),
        ("Norway increased its aid by €1 million.", [1e6], False),
    ],
)
def test_what_grows_to_a_total_and_by_an_increment(text, figures, cumulative):
    found = delivery(text)
    assert [i.amount for i in found.items if i.amount] == figures
    assert found.cumulative is cumulative


@pytest.mark.parametrize(
    "text",
    [
        "Norway increased its aid for Kenya to €6 million with a third tranche worth €2 million.",
        "Norway increased its aid for Kenya by €2 million, to €6 million.",
        "Norway has topped up its aid for Kenya to €6m with another €2m.",
        "Norway lifted its aid for Kenya to €6m with a tranche of €2m.",
    ],
)
def test_a_new_total_and_what_is_added_to_it(text):
    told = {c.cumulative: [i.amount for i in c.items] for c in deliveries(text)}
    assert told == {True: [6e6], False: [2e6]}


def test_a_promise_that_grows_is_promised():
    text = "Norway increased its promise to Kenya to €20m with a tranche of €4m."
    assert [(c.stage, c.cumulative, c.items[0].span.text) for c in commitments(text)] == [
        ("pledge", True, "€20m"),
        ("pledge", False, "a tranche of €4m"),
    ]
    assert deliveries(text) == []


def test_a_currency_is_nobody():
    found = delivery("Norway raised the budget of the fund by 1.5 billion EUR.")
    assert found.recipients == ()


def test_what_is_denied_beside_what_is_so():
    denied, sent = deliveries("Norway sent 40 trucks but not 60 tents to Kenya.")
    assert [(c.negated, [i.quantity for i in c.items]) for c in (sent, denied)] == [
        (False, [40]),
        (True, [60]),
    ]


def test_what_is_left_out_is_what_was_promised():
    found = delivery("Canada, which pledged C$15 million, has yet to pay.")
    assert (found.negated, found.items[0].amount, found.items[0].currency) == (True, 15e6, "CAD")


@pytest.mark.parametrize("text", ["Canada has yet to deliver.", "Canada has delivered."])
def test_what_is_left_out_without_a_promise_is_nothing(text):
    assert deliveries(text) == []


def test_a_share_of_what_somebody_promised():
    text = "The alliance promised 600 trucks. Half of what the alliance promised has arrived in Kenya."
    (item,) = delivery(text).items
    assert (item.share, item.share_of, item.category, item.unit) == (0.5, 600, "vehicles", "truck")


def test_barely_a_third_is_a_share_of_what_was_promised():
    found = delivery("Of the 300,000 homes promised after the quake, barely a third have been handed over.")
    assert not found.negated
    assert (found.items[0].share, found.items[0].share_of, found.items[0].unit) == (0.333, 300_000, "home")


def test_what_is_on_the_way_is_not_delivered():
    text = "The WFP delivered 1,200 tonnes of rice to Sudan, with another 800 tonnes on the way."
    assert [i.quantity for i in delivery(text).items] == [1200]
    assert [i.quantity for i in promise(text).items] == [800]


def test_who_acts_on_a_pronoun_is_not_meant_by_it():
    text = "Poland took in a million refugees, and the EU gave it 600 million euros for their care."
    assert [ids(c.recipients) for c in deliveries(text) if ids(c.actors) == ["EU"]] == [["POL"]]


def test_what_is_added_to_a_promise_is_promised_too():
    first, more = commitments("Norway promised Kenya 40 trucks. In May it added 50.")
    assert [(c.stage, c.items[0].quantity, c.items[0].unit) for c in (first, more)] == [
        ("pledge", 40, "truck"),
        ("pledge", 50, "truck"),
    ]
    assert deliveries("Norway has sent Kenya 40 trucks. In May it added 50.")[-1].items[0].quantity == 50


def test_that_another_will_not_give_what_it_promised_is_foretold_and_not_refused():
    text = (
        "Norway will not deliver the 40 trucks that it promised Kenya, the Italian minister Ugo Berti said."
    )
    assert [(d.negated, d.items[0].quantity) for d in deliveries(text)] == [(True, 40)]
    own = (
        "Norway will not deliver the 40 trucks that it promised Kenya, the Norwegian minister Ole Berg said."
    )
    assert next(c.stage for c in commitments(own) if not c.negated) == "refusal"


@pytest.mark.parametrize(
    "text",
    [
        "Russia dropped 40 bombs on Lagos.",
        "Russia withdrew 500 soldiers from Mali.",
        "Norway retracted 3 reports.",
    ],
)
def test_only_a_promise_can_be_taken_back(text):
    assert commitments(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Norway cancelled its pledge of 40 buses to Fiji.",
        "Norway has withdrawn its offer of 40 buses to Fiji.",
        "Norway will no longer send 40 buses to Fiji.",
    ],
)
def test_what_takes_a_promise_back_promises_nothing(text):
    assert [(c.stage, [i.quantity for i in c.items]) for c in commitments(text)] == [("refusal", [40])]
    assert deliveries(text) == []


@pytest.mark.parametrize(
    ("text", "is_total"),
    [
        ("Kenya's government said that it had received 40 trucks from Norway.", True),
        ("Kenya's government said that it had received another 40 trucks from Norway.", False),
        ("Kenya's government said that it had received 40 trucks from Norway on Monday.", False),
        ("It had received 40 trucks from Norway.", False),
    ],
)
def test_somebodys_words_in_the_past_perfect_tell_what_came_so_far(text, is_total):
    assert delivery(text).cumulative is is_total
