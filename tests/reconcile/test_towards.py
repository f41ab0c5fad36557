import pytest
from tallystick.reconcile import fold
from tallystick.reconcile.towards import WEIGHTS

from factories import actor, commitment, delivery, item, reading


def shells(**slots):
    return item("ammunition", **{"unit": "shell", **slots})


HOLM = actor("person:ida-holm", "Ida Holm", of="EU")
MILLION = commitment("EU", "UKR", shells(quantity=1e6), date="2023-03-20")


def attached(delivered, *promised, same_document=False):
    """What became of one delivery: the quantity of its promise, or ``None``, and the features that say so."""
    home = [delivered] if same_document else []
    readings = [reading("p", *promised, *home)] + ([] if same_document else [reading("d", delivered)])
    found = fold(readings)
    links = [link for link in found.links if link.kind == "towards"]
    assert len(links) + len(found.unattached) == 1
    if not links:
        return None, []
    (promise,) = (p for p in found.promises if p.id == links[0].promise)
    return promise.quantity, [b.feature for b in links[0].because]


@pytest.mark.parametrize(
    ("delivered", "features"),
    [
        (delivery("EU", "UKR", shells(quantity=3e5)), ["actors", "recipients", "unit"]),
        (delivery("EU", "UKR", shells(quantity=3e5, unit="round")), ["actors", "recipients", "unit"]),
        (delivery("EU", (), shells(quantity=3e5, unit=None)), ["actors"]),
        (delivery((), (), shells(share=0.3, share_of=1e6)), ["share_of", "unit"]),
        (delivery((), "UKR", shells(quantity=3e5)), None),
        (delivery((), (), shells(share=0.3, share_of=2e6)), None),
        (delivery("FRA", "UKR", shells(share=0.3, share_of=1e6)), None),
        (delivery("EU", "MDA", shells(quantity=3e5)), None),
        (delivery("EU", "UKR", shells(quantity=3e5, unit="rocket")), None),
        (delivery("EU", "UKR", item("drones", quantity=3e5)), None),
        (delivery("EU", "UKR"), None),
        (delivery("EU", "UKR", shells(quantity=3e5), date="2022"), None),
        (delivery("EU", "UKR", shells(quantity=3e5), date="2023"), ["actors", "recipients", "unit"]),
        (delivery((HOLM,), (), shells(quantity=1, unit=None)), ["actors"]),
    ],
)  # fmt: skip
def test_what_ties_a_delivery_to_a_promise_and_what_rules_it_out(delivered, features):
    promise, found = attached(delivered, MILLION)
    assert (promise, found) == ((1e6, features) if features else (None, []))


def test_told_in_the_same_report_a_delivery_by_nobody_finds_its_promise():
    delivered = delivery((), (), shells(quantity=3e5))
    assert attached(delivered, MILLION, same_document=True) == (1e6, ["same_document", "unit"])


def test_far_more_than_was_promised_is_no_delivery_of_it():
    homes = commitment("EU", "UKR", shells(quantity=700))
    assert attached(delivery("EU", "UKR", shells(quantity=1300)), homes)[0] == 700
    assert attached(delivery("EU", "UKR", shells(quantity=7300)), homes) == (None, [])


def test_a_delivery_goes_to_what_was_known_to_be_promised_when_it_was_reported():
    def story(published, **slots):
        return fold(
            [
                reading("first", commitment("EU", "UKR", shells(quantity=2e6)), published="2021-01-05"),
                reading("arrived", delivery("EU", "UKR", shells(quantity=25e5)), published="2022-07-01"),
                reading("more", commitment("EU", "UKR", shells(quantity=25e5), **slots), published=published),
            ]
        )

    def promised(found):
        return [p.quantity for p in found.promises if p.deliveries]

    assert promised(story("2023-07-17")) == [2e6]
    assert promised(story("2023-07-17", date="2022-02")) == [25e5]
    assert promised(story("2022-03-01")) == [25e5]


def test_a_late_date_of_a_promise_that_was_told_before_keeps_nothing_from_it():
    found = fold(
        [
            reading("first", commitment("EU", "UKR", shells(quantity=2e6)), published="2021-01-05"),
            reading("came", delivery("EU", "UKR", shells(quantity=3e5)), published="2022-07-01"),
            reading(
                "late",
                commitment("EU", "UKR", shells(quantity=2e6), date="2023-01-12"),
                published="2023-01-12",
            ),
        ]
    )
    [promise] = found.promises
    assert [d.quantity for d in promise.deliveries] == [3e5]


def test_a_promise_that_was_told_too_late_is_better_than_none_and_says_so():
    arrived = reading("d", delivery("EU", "UKR", shells(quantity=3e5)), published="2023-01-01")
    found = fold(
        [arrived, reading("p", commitment("EU", "UKR", shells(quantity=1e6)), published="2023-02-01")]
    )
    (link,) = [link for link in found.links if link.kind == "towards"]
    assert [b.detail for b in link.because if b.feature == "not_yet_told"] == [
        "reported on 2023-01-01, the promise on 2023-02-01"
    ]


def test_a_share_finds_the_promise_that_it_is_a_share_of():
    half = commitment("EU", "UKR", shells(quantity=5e5))
    share = delivery("EU", "UKR", shells(share=0.3, share_of=1e6))
    assert attached(share, MILLION, half)[0] == 1e6


def test_between_two_promises_alike_a_delivery_stays_unattached():
    half = commitment("EU", "UKR", shells(quantity=5e5))
    assert attached(delivery("EU", "UKR", shells(quantity=1e5)), MILLION, half) == (None, [])


def test_between_two_deadlines_of_one_promise_the_earlier_is_served():
    soon = commitment("EU", "UKR", shells(quantity=1e6), deadline="2024-03")
    late = commitment("EU", "UKR", shells(quantity=1e6), deadline="2024-12")
    found = fold([reading("p", late, soon), reading("d", delivery("EU", "UKR", shells(quantity=1e5)))])
    assert {p.deadline: len(p.deliveries) for p in found.promises} == {"2024-03": 1, "2024-12": 0}


def test_a_delivery_of_nothing_named_counts_towards_nothing():
    assert attached(delivery("EU", "UKR"), commitment("EU", "UKR", words="will join")) == (None, [])


@pytest.mark.parametrize("stage", ["request", "refusal"])
def test_nothing_is_delivered_towards_a_request_or_a_refusal(stage):
    asked = commitment("EU", "UKR", shells(quantity=1e6), stage=stage)
    assert attached(delivery("EU", "UKR", shells(quantity=1e5)), asked) == (None, [])


def test_money_goes_towards_money_of_its_currency():
    euros = commitment("DEU", "UKR", item("money", amount=1e9, currency="EUR"))

    def paid(**slots):
        return delivery("DEU", (), item("money", **slots))

    readings = [
        reading("p", euros),
        reading("d", paid(share=0.1, share_of=1e9, currency="EUR"), paid(amount=5, currency="USD")),
    ]
    found = fold(readings)
    (paid_in_euros,) = (link for link in found.links if link.kind == "towards")
    assert [b.feature for b in paid_in_euros.because] == ["share_of", "actors"]
    assert [d.items[0].currency for d in found.unattached] == ["USD"]


def test_the_weights_sum_to_one():
    assert sum(WEIGHTS.values()) == pytest.approx(1)


@pytest.mark.parametrize(("name", "counts"), [("other countries", False), ("the country", True)])
def test_what_others_received_counts_for_nobody_named(name, counts):
    sent = delivery("EU", (actor(None, name),), shells(quantity=300_000), words=f"sold to {name}")
    (promise,) = fold([reading("a", MILLION, sent)]).promises
    assert bool(promise.deliveries) == counts


@pytest.mark.parametrize(
    ("words", "promised"),
    [
        ("trucks of the Nile initiative have come", 1e6),
        ("trucks of the Volta scheme have come", 5e5),
        ("trucks of the Nile initiative and the Volta scheme have come", None),  # as many words of both
        ("goods have come", None),
    ],
)
def test_the_words_of_the_report_decide_between_promises_alike(words, promised):
    nile = commitment("EU", "UKR", shells(quantity=1e6), words="will give to the Nile initiative")
    volta = commitment("EU", "UKR", shells(quantity=5e5), words="will give to the Volta scheme")
    came = delivery("EU", "UKR", shells(), words=words)
    found = fold([reading("d", nile, volta, came)])
    assert [p.quantity for p in found.promises if p.deliveries] == ([promised] if promised else [])


def test_what_is_only_proposed_takes_nothing_from_what_is_promised():
    foreseen = commitment("EU", "UKR", shells(quantity=9e5), stage="proposal", deadline="2023-11")
    sent = delivery("EU", "UKR", shells(quantity=3e5))
    assert attached(sent, MILLION, foreseen)[0] == 1e6
    assert attached(sent, foreseen)[0] == 9e5


def test_a_promise_told_beside_that_is_exceeded_gives_way_to_a_larger_one():
    rest = reading(
        "rest", commitment("EU", (), shells(quantity=5e5)), delivery("EU", (), shells(quantity=7e5))
    )
    found = fold([reading("p", MILLION), rest])
    assert [p.quantity for p in found.promises if p.deliveries] == [1e6]
    assert [p.quantity for p in fold([rest]).promises if p.deliveries] == [5e5]  # where there is no other
