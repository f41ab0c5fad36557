"""Several promisors and several figures under one verb."""

from __future__ import annotations

from readings import commitments, ids


def told(text: str) -> list[tuple[str | None, float | None, str | None]]:
    return [
        (ids(c.actors)[0], c.items[0].quantity or c.items[0].amount, c.items[0].unit or c.items[0].currency)
        for c in commitments(text)
    ]


def test_the_verb_is_left_out_behind_the_first_promisor() -> None:
    text = "The Netherlands will deliver 18 howitzers by July and Denmark 6."
    assert told(text) == [("NLD", 18, "howitzer"), ("DNK", 6, "howitzer")]


def test_a_sum_stands_alone_behind_the_second_promisor() -> None:
    text = "Germany pledged €200 million and Qatar $75 million."
    assert ("QAT", 75_000_000, "USD") in told(text)
    assert ("DEU", 200_000_000, "EUR") in told(text)


def test_bare_numbers_are_told_apart_by_their_order() -> None:
    text = "Germany and the Netherlands will send 14 and 8 tanks to Chad."
    assert sorted(told(text)) == [("DEU", 14, "tank"), ("NLD", 8, "tank")]


def test_respectively_ties_sums_to_names() -> None:
    text = "Australia and New Zealand will contribute A$60 million and NZ$20 million respectively."
    assert sorted(told(text)) == [("AUS", 60_000_000, "AUD"), ("NZL", 20_000_000, "NZD")]


def test_two_kinds_of_goods_belong_to_all_promisors() -> None:
    (found,) = commitments("Germany and France will send 14 tanks and 8 trucks to Chad.")
    assert ids(found.actors) == ["DEU", "FRA"]
    assert [i.quantity for i in found.items] == [14, 8]


def test_the_gapped_claim_is_grounded_on_its_own_words() -> None:
    text = "The Netherlands will deliver 18 howitzers by July and Denmark 6."
    gapped = commitments(text)[1]
    assert gapped.evidence.text == "Denmark 6"
    assert gapped.reader.rule == "commitment.gapping"


def test_each_gives_the_figure_of_everybody_named() -> None:
    found = commitments("Norway and Peru will each send 40 trucks to Kenya.")
    assert sorted((ids(c.actors), c.items[0].quantity) for c in found) == [(["NOR"], 40), (["PER"], 40)]
    (together,) = commitments("Norway and Peru will send 40 trucks to Kenya.")
    assert ids(together.actors) == ["NOR", "PER"]
