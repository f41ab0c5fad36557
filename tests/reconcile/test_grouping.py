import itertools

import pytest
from tallystick.model import Commitment
from tallystick.reconcile import fold
from tallystick.reconcile.grouping import group
from tallystick.reconcile.mentions import mentions_of

from factories import actor, actors, commitment, item, reading

BUSES = item("vehicles", quantity=40, unit="bus")


def groups_of(*claims):
    """Group claims told in a document each; for each group the positions of its claims."""
    readings = [reading(f"d{i}", claim) for i, claim in enumerate(claims)]
    found = group(mentions_of(readings, Commitment, None))
    return [sorted(int(m.document.id[1:]) for m in g.mentions) for g in found]


def are_one(one, other):
    return groups_of(one, other) == [[0, 1]]


def buses(by="DEU", to="UKR", deadline=None, stage="pledge", **slots):
    return commitment(
        by, to, item("vehicles", **{"quantity": 40, "unit": "bus", **slots}), deadline=deadline, stage=stage
    )


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (buses(), True),
        (buses(by="FRA"), False),
        (buses(by=actors("DEU", "FRA")), False),
        (buses(by=()), False),
        (buses(to="MDA"), False),
        (buses(to=()), True),
        (buses(unit="truck"), False),
        (buses(unit=None), True),
        (buses(unit="piece"), True),
        (buses(quantity=50), False),
        (buses(quantity=40.5, approximate=True), True),  # within 2%
        (buses(quantity=38), False),
        (buses(quantity=35, quantity_max=45), True),
        (buses(quantity=None), True),
        (buses(quantity=None, share=0.5, share_of=80), True),
        (buses(quantity=None, share=0.5, share_of=60), False),
        (buses(deadline="2025"), True),
        (buses(stage="commitment"), True),
        (buses(stage="proposal"), True),
        (buses(stage="request"), False),
        (buses(stage="refusal"), False),
        (commitment("DEU", "UKR", item("aircraft", quantity=40, unit="bus")), False),
    ],
)
def test_which_slots_make_two_promises_one(other, same):
    assert are_one(buses(), other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("2025-03", "2025", True), ("2025-03", "2025-03-31", True), ("2025-03", "2025-12", False)],
)
def test_deadlines_agree_where_one_lies_inside_the_other(one, other, same):
    assert are_one(buses(deadline=one), buses(deadline=other)) is same


@pytest.mark.parametrize(
    ("amount", "currency", "same"),
    [
        (5e8, "EUR", True),
        (5.05e8, "EUR", True),
        (5e8, "USD", False),
        (6e8, "EUR", False),
        (None, None, False),
    ],
)
def test_money_is_one_in_sum_and_currency(amount, currency, same):
    euros = commitment("DEU", "UKR", item("money", amount=5e8, currency="EUR"))
    assert are_one(euros, commitment("DEU", "UKR", item("money", amount=amount, currency=currency))) is same


def test_a_share_of_money_is_a_sum():
    half = commitment("DEU", "UKR", item("money", share=0.5, share_of=1e9, currency="EUR"))
    assert are_one(commitment("DEU", "UKR", item("money", amount=5e8, currency="EUR")), half)


def test_a_person_promises_for_the_state_of_the_office():
    assert are_one(buses(), buses(by=(actor("person:jan-meyer", "Jan Meyer", of="DEU"),)))
    assert not are_one(buses(), buses(by=(actor("person:jan-meyer", "Jan Meyer"),)))


def test_a_group_without_identity_is_known_by_its_name():
    partners, others = actor(None, "partner countries"), actor(None, "a dozen towns")
    assert are_one(buses(by=(partners,)), buses(by=(actor(None, "Partner Countries"),)))
    assert not are_one(buses(by=(partners,)), buses(by=(others,)))


def test_a_promise_of_nobody_is_one_only_within_its_document():
    assert not are_one(buses(by=()), buses(by=()))
    told_twice = reading("d0", buses(by=()), buses(by=(), stage="commitment"))
    assert len(group(mentions_of([told_twice], Commitment, None))) == 1


def test_a_mention_without_figures_joins_the_only_promise_it_can_mean():
    vague = buses(quantity=None)
    assert groups_of(buses(), vague) == [[0, 1]]
    assert groups_of(buses(), buses(quantity=90), vague) == [[0], [1], [2]]
    assert groups_of(buses(), buses(to="MDA", quantity=90), vague) == [[0, 2], [1]]


def test_mentions_without_figures_are_one_where_nothing_else_tells_them_apart():
    assert are_one(buses(quantity=None), buses(quantity=None, unit=None))
    assert groups_of(buses(quantity=None), buses(quantity=None, to="MDA"), buses(quantity=None, to=())) == [
        [0],
        [1],
        [2],
    ]


def test_figures_without_a_deadline_join_the_earliest_due_of_their_like():
    assert groups_of(buses(deadline="2025-12"), buses(deadline="2025-03"), buses()) == [[0], [1, 2]]


def test_figures_that_fit_promises_to_two_recipients_stay_apart():
    assert groups_of(buses(to="UKR"), buses(to="MDA"), buses(to=())) == [[0], [1], [2]]


@pytest.mark.parametrize("category", ["other", "other-equipment", "political"])
def test_in_wide_categories_words_without_figures_have_to_be_equal(category):
    def vague(words):
        return commitment("DEU", "UKR", item(category, words))

    assert are_one(vague("a seat at the table"), vague("A seat at  the table"))
    assert not are_one(vague("a seat at the table"), vague("a new law"))
    assert groups_of(commitment("DEU", "UKR", item(category, quantity=40, unit="seat")), vague("seats")) == [
        [0],
        [1],
    ]


def test_a_promise_without_an_item_is_known_by_its_words():
    assert are_one(commitment("DEU", "UKR", words="will join"), commitment("DEU", "UKR", words="Will join"))
    assert not are_one(
        commitment("DEU", "UKR", words="will join"), commitment("DEU", "UKR", words="will leave")
    )


def test_each_item_of_a_package_is_a_promise():
    package = commitment("DEU", "UKR", BUSES, item("aircraft", quantity=2, unit="helicopter"))
    assert groups_of(package) == [[0], [0]]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_the_order_of_the_mentions_changes_nothing(order):
    claims = [buses(deadline="2025-12"), buses(deadline="2025-03"), buses(quantity=None), buses(quantity=90)]
    readings = [reading(f"d{i}", claims[i]) for i in order]
    found = group(mentions_of(readings, Commitment, None))
    assert [(g.id, [m.document.id for m in g.mentions]) for g in found] == [
        (g.id, [m.document.id for m in g.mentions])
        for g in group(mentions_of(sorted(readings, key=lambda r: r.document.id), Commitment, None))
    ]


def test_ids_stay_when_later_reports_add_to_a_promise():
    early = reading("z", buses(), published="2024-01-01")
    later = reading("a", buses(deadline="2025", stage="commitment"), published="2024-02-01")
    (before,) = group(mentions_of([early], Commitment, None))
    (after,) = group(mentions_of([early, later], Commitment, None))
    assert len(after.mentions) == 2
    assert before.id == after.id


def test_ids_do_not_depend_on_who_tells_it():
    (here,) = group(mentions_of([reading("a", buses())], Commitment, None))
    (there,) = group(mentions_of([reading("b", buses())], Commitment, None))
    assert here.id == there.id


@pytest.mark.parametrize(
    ("day", "quantity", "taken_back"),
    [
        ("2024-06-01", 40, True),
        ("2023-06-01", 40, False),
        (None, 40, False),
        ("2024-06-01", 90, False),
        ("2024-06-01", None, False),
    ],
)
def test_a_later_refusal_of_what_was_promised_takes_it_back(day, quantity, taken_back):
    promised = reading("p", buses(), published="2024-01-01")
    refused = reading("r", buses(stage="refusal", quantity=quantity), published=day)
    found = group(mentions_of([promised, refused], Commitment, None))
    assert [[m.document.id for m in g.withdrawals] for g in found if g.family == "promise"] == [
        ["r"] * taken_back
    ]
    assert len(found) == 2 - taken_back


def test_a_denial_is_no_promise_but_stands_beside_the_one_it_means():
    denial = commitment("DEU", "UKR", BUSES, negated=True)
    assert groups_of(denial) == []
    (found,) = group(mentions_of([reading("a", buses()), reading("b", denial)], Commitment, None))
    assert [m.document.id for m in found.denials] == ["b"]
    (other,) = group(mentions_of([reading("a", buses(by="FRA")), reading("b", denial)], Commitment, None))
    assert other.denials == []


def test_a_link_says_what_agrees():
    readings = [reading("a", buses()), reading("b", buses(to=(), deadline="2025"))]
    (found,) = group(mentions_of(readings, Commitment, None))
    again = readings[1].claims[0].id
    assert [(b.feature, b.detail) for b in found.reasons[again]] == [
        ("actors", "DEU in both"),
        ("category", "vehicles in both"),
        ("figures", "40 in both"),
        ("unit", "both count bus"),
    ]
    assert found.scores[again] == 0.6


def test_new_money_on_another_day_is_a_promise_of_its_own_offered_for_review():
    def told(name, words, day):
        return reading(name, buses(words=words), published=day)

    def promises(*readings):
        return [[m.document.id for m in g.mentions] for g in group(mentions_of(readings, Commitment, None))]

    first = told("a", "40 buses", "2024-01-01")
    assert promises(first, told("b", "another 40 buses", "2024-05-01")) == [["a"], ["b"]]
    assert promises(first, told("b", "another 40 buses", "2024-01-05")) == [["a", "b"]]
    assert promises(first, told("b", "40 buses", "2024-05-01")) == [["a", "b"]]
    later = told("b", "another 40 buses", "2024-05-01"), told("c", "another 40 buses", "2024-05-03")
    assert promises(first, *later) == [["a"], ["b", "c"]]
    _, new = group(mentions_of([first, *later], Commitment, None))
    assert [(c.other, c.score, c.because[-1].feature) for c in new.candidates] == [
        (first.claims[0].id, 0.375, "new_money")
    ]


def test_what_can_be_made_in_a_year_is_not_what_was_promised():
    promised = commitment("EU", "UKR", item("ammunition", quantity=1e6, unit="shell"))
    made = commitment("EU", "UKR", item("ammunition", "a million shells a year", quantity=1e6, unit="shell"))
    assert [p.unit for p in fold([reading("a", promised, made)]).promises] == ["shell", "shell a year"]


def test_an_idea_without_a_figure_is_no_telling_of_what_is_promised():
    promised = commitment("EU", "UKR", item("ammunition", quantity=1e6, unit="shell"))
    plain = commitment("EU", "UKR", item("ammunition", "ammunition"))
    idea = commitment("EU", "UKR", item("ammunition", "more ammunition"), stage="proposal")
    first = reading("a", promised, plain, published="2023-03-20")
    assert len(fold([first, reading("b", idea, published="2024-02-27")]).promises) == 2
    later = reading("a", plain, published="2023-03-20")
    assert len(fold([reading("b", idea, published="2023-03-01"), later]).promises) == 1
    assert len(fold([reading("b", promised, idea)]).promises) == 2
