import pytest
from tallystick.reconcile import fold

from factories import actor, commitment, item, reading


def shells(quantity, words=None, by="CZE", **slots):
    return commitment(by, "UKR", item("ammunition", words, quantity=quantity, unit="shell"), **slots)


def euros(amount, words, by="EU"):
    return commitment(
        by, "UKR", item("money", words, amount=amount, currency="EUR"), words=f"will pay {words}"
    )


def parts(*claims):
    """For each part the number or sum of the promise that it stands in, and the reason."""
    found = fold([reading("a", *claims)])
    of = {p.id: p for p in found.promises}
    links = [link for link in found.links if link.kind == "part_of"]
    return sorted((of[x.promise].quantity or of[x.promise].amount, x.because[0].feature) for x in links)


def test_the_first_of_a_larger_number_is_a_part_of_it():
    assert parts(shells(500_000), shells(180_000, "the first 180,000 shells", by="DEU")) == [
        (180_000, "said_part")
    ]
    assert parts(shells(500_000), shells(180_000, "180,000 shells", by="DEU")) == []


def test_between_two_larger_ones_none_is_meant():
    assert parts(shells(500_000), shells(800_000), shells(180_000, "the first 180,000 shells")) == []


def test_tracks_that_sum_to_a_plan_are_parts_of_it():
    plan, stocks, orders = euros(2e9, "€2bn"), euros(1e9, "€1bn"), euros(1.0e9, "EUR 1 bn")
    assert parts(plan, stocks, orders) == []  # twice the same sum is one promise told twice
    assert parts(euros(3e9, "€3bn"), stocks, euros(2e9, "EUR 2 bn")) == [(1e9, "sum"), (2e9, "sum")]
    assert parts(euros(4e9, "€4bn"), stocks, euros(2e9, "EUR 2 bn")) == []


def test_tracks_of_one_sum_are_two_where_the_report_tells_them_as_two_things():
    tracks = [
        commitment("EU", "UKR", item("money", f, amount=1e9, currency="EUR"), words=w)
        for w, f in (("€1bn for stocks", "€1bn"), ("EUR 1 bn for orders", "EUR 1 bn"))
    ]
    text = "A plan: will pay €2bn. Its tracks: €1bn for stocks, EUR 1 bn for orders."
    found = fold([reading("a", euros(2e9, "€2bn"), *tracks, text=text)])
    within = [link for link in found.links if link.kind == "part_of"]
    assert (len(found.promises), {link.because[0].detail for link in within}) == (
        3,
        {"1,000,000,000 + 1,000,000,000 = 2,000,000,000"},
    )


def test_the_items_of_a_package_are_parts_of_its_sum():
    package = commitment(
        "USA",
        "UKR",
        item("money", amount=3.25e8, currency="USD"),
        item("ammunition", quantity=9e6, unit="round"),
    )
    assert parts(package) == [(9e6, "package")]


@pytest.mark.parametrize("slots", [{"negated": True}, {"stage": "request"}, {"stage": "refusal"}])
def test_what_is_not_promised_is_no_part(slots):
    assert parts(shells(500_000), shells(180_000, "the first 180,000 shells", **slots)) == []


def test_a_part_has_to_be_of_the_same_kind_for_the_same_recipient():
    other = commitment("CZE", "MDA", item("ammunition", quantity=500_000, unit="shell"))
    assert parts(other, shells(180_000, "the first 180,000 shells")) == []
    trucks = commitment("CZE", "UKR", item("vehicles", quantity=500_000, unit="truck"))
    assert parts(trucks, shells(180_000, "the first 180,000 shells")) == []


def test_what_several_promise_that_sums_to_what_nobody_known_does_is_part_of_it():
    whole, some = (
        shells(900, by=(actor(None, "The Nordic countries"),)),
        [shells(400, by="DNK"), shells(300, by="SWE")],
    )
    norway = shells(200, by="NOR")
    assert parts(whole, *some, norway) == [(200, "sum"), (300, "sum"), (400, "sum")]
    assert parts(whole, *some) == []  # two of three do not come to it
    assert parts(shells(900, by="CZE"), *some, norway) == []  # who promised it is known, and is none of them
    assert parts(whole, shells(500, by="DNK"), shells(400, by="DNK")) == []  # one alone is not several
    assert parts(whole, *some, shells(200, by=(actor(None, "Others"),))) == []


def test_a_sum_of_what_others_promise_is_chance():
    promised = [euros(1e8, "€100m", "PRT"), euros(2e8, "€200m", "BEL")]
    assert parts(euros(3e8, "€300m", "DEU"), *promised) == []
    assert parts(euros(3e8, "€300m", "EU"), *promised) == [(1e8, "sum"), (2e8, "sum")]


def test_of_two_sums_in_one_claim_the_first_is_a_total_only_where_it_is_said():
    def sums(words):
        first, second = (item("money", f"€{a:.0f}", amount=a, currency="EUR") for a in (5e6, 2e6))
        return parts(commitment("EU", "UKR", first, second, words=words))

    assert sums("pledged €5 million for tents and €2 million for water") == []
    assert sums("pledged a package of €5 million with €2 million for water") == [(2e6, "package")]


def test_a_share_of_what_the_report_promises_is_a_part_and_no_other_telling_of_it():
    whole = shells(900_000)
    third = commitment("CZE", "MDA", item("ammunition", "a third of them", share=1 / 3, unit="shell"))
    half = commitment("CZE", "UKR", item("ammunition", "half of them", share=0.5, unit="shell"))
    found = fold([reading("a", whole, third, half)])
    within = {link.because[0].detail for link in found.links if link.kind == "part_of"}
    assert within == {"“a third of them” beside 900,000", "“half of them” beside 900,000"}
    assert {p.title.partition(": ")[2] for p in found.promises} == {
        "900,000 shells", "33.3% of shells", "50% of shells",
    }  # fmt: skip
    (kept,) = [p for p in found.promises if p.quantity]
    assert [party.id for party in kept.recipients] == ["UKR"]


def test_between_two_wholes_a_share_is_of_neither():
    half = commitment("CZE", "UKR", item("ammunition", "half of them", share=0.5, unit="shell"))
    assert parts(shells(500_000), shells(800_000), half) == []
    assert parts(shells(500_000, by="DEU"), half) == []
