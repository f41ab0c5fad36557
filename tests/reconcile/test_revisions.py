from tallystick.reconcile import fold

from factories import commitment, delivery, item, reading


def shells(quantity, deadline=None, words=None, **figures):
    return commitment(
        "EU",
        "UKR",
        item("ammunition", words, quantity=quantity, unit="shell", **figures),
        deadline=deadline,
    )


def revised(*readings):
    """Which promise, by figure and deadline, revises which, and why."""
    found = fold(readings)
    told = {
        claim: f"{p.quantity:.0f} by {p.deadline}" for p in found.promises for claim in p.history[0].claims
    }
    return [
        (told[link.claim], told[link.other], link.because[0].feature)
        for link in found.links
        if link.kind == "revises"
    ]


FIRST = reading("a", shells(1e6, "2024-03"), published="2023-03-20")


def test_the_same_for_another_day_revises():
    later = reading("b", shells(1e6, "2024-12"), published="2024-02-01")
    assert revised(FIRST, later) == [("1000000 by 2024-12", "1000000 by 2024-03", "deadline")]


def test_another_figure_told_beside_the_first_revises():
    later = reading("b", shells(1e6), shells(1.155e6, "2024-12"), published="2024-02-01")
    assert revised(FIRST, later) == [("1155000 by 2024-12", "1000000 by 2024-03", "told_beside")]


def test_another_sum_told_beside_the_first_revises():
    def francs(amount):
        return commitment("CHE", "MWI", item("money", amount=amount, currency="CHF"))

    first = reading("a", francs(60e6), published="2025-01-14")
    found = fold([first, reading("b", francs(60e6), francs(45e6), published="2025-11-20")])
    [link] = [link for link in found.links if link.kind == "revises"]
    assert link.because[0].detail == "45,000,000 after 60,000,000, both told in b"


def test_a_share_of_the_first_revises():
    later = reading("b", shells(None, "2024-03", share=0.1, share_of=1e6), published="2024-02-01")
    assert revised(FIRST, later) == [("100000 by 2024-03", "1000000 by 2024-03", "share_of")]


def test_what_is_additional_or_far_or_told_elsewhere_revises_nothing():
    def told(*claims):
        return revised(FIRST, reading("b", *claims, published="2024-02-01"))

    assert told(shells(1e6), shells(6.31e5, "2024-12", "an additional 631,000 shells")) == []
    assert told(shells(1e6), shells(3e6, "2024-12")) == []
    assert told(shells(1.155e6, "2024-12")) == []


def test_without_days_or_on_one_day_nothing_is_known_to_have_changed():
    undated = reading("a", shells(1e6, "2024-03")), reading("b", shells(1e6, "2024-12"))
    assert revised(*undated) == []
    assert revised(reading("a", shells(1e6), shells(5e5), published="2024-01-01")) == []


def test_a_delivery_serves_the_first_of_a_line_of_revisions():
    second = reading("b", shells(1e6), shells(1.155e6, "2024-12"), published="2024-02-01")
    third = reading("c", shells(1.155e6), shells(1.5e6, "2024-12"), published="2024-06-01")
    sent = delivery("EU", "UKR", item("ammunition", quantity=3e5, unit="shell"))
    found = fold([FIRST, second, third, reading("d", sent, published="2024-07-01")])
    assert [p.quantity for p in found.promises if p.deliveries] == [1e6]


def test_a_later_telling_of_the_same_is_again():
    recalled = reading("b", shells(1e6), published="2024-02-01")
    soon = reading("c", shells(1e6), published="2023-03-22")
    said = reading("d", shells(None, words="the promised shells"), published="2023-03-21")
    (promise,) = fold([FIRST, recalled]).promises
    assert [(r.date, r.is_again) for r in promise.history] == [("2023-03-20", False), ("2024-02-01", True)]
    (promise,) = fold([FIRST, soon]).promises
    assert [r.is_again for r in promise.history] == [False, False]
    (promise,) = fold([FIRST, said]).promises
    assert [r.is_again for r in promise.history] == [False, True]
    bare = reading(
        "e", shells(None, words="the shells"), published="2023-05-01"
    )  # nothing that was not known
    (promise,) = fold([FIRST, bare]).promises
    assert [r.is_again for r in promise.history] == [False, True]
