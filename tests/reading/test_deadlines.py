"""Deadlines that another sentence than the promise's tells."""

import pytest

from readings import commitments


@pytest.mark.parametrize(
    ("later", "deadline"),
    [
        ("The deadline is 31 December 2024.", "2024-12-31"),
        ("Delivery is planned for June.", "2024-06"),
        ("They are to arrive by the end of May.", "2024-05"),
        ("They will arrive in June.", "2024-06"),
        ("The last of them is due in June.", "2024-06"),
        ("The trucks are due no later than June.", "2024-06"),
        ("It has until September to send them.", "2024-09"),
        # of something else
        ("The harvest is planned for June.", None),
        ("Elections will be held in June.", None),
        ("The minister is due in Paris in June.", None),
        ("The first of them are due in June.", None),
        # no day ahead, or none that holds
        ("The deadline was 3 March 2023.", None),
        ("Delivery is not planned for June.", None),
    ],
)
def test_when_a_promise_is_due(later, deadline):
    text = f"Norway promised 40 trucks to Kenya. {later}"
    assert [c.deadline for c in commitments(text, "2024-03-14") if c.items[0].quantity == 40] == [deadline]


def test_its_own_deadline_stands():
    (found,) = commitments(
        "Norway will send Kenya 40 trucks by May. The deadline is 3 July 2024.", "2024-03-14"
    )
    assert found.deadline == "2024-05"


def test_what_is_far_away_says_nothing():
    (found,) = commitments(
        "Norway promised 40 trucks to Kenya. It rains. It snows. The deadline is 3 July 2024.", "2024-03-14"
    )
    assert found.deadline is None


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("Kenya will have sent Chad half of the 900 tents, its minister admitted on Wednesday.", None),
        ("Kenya will send Chad 900 tents on Friday, its minister said on Wednesday.", "2024-03-01"),
        ("Kenya will send Chad 900 tents on Wednesday, its minister said.", "2024-02-28"),
    ],
)
def test_the_day_on_which_it_is_told_is_no_deadline(text, deadline):
    assert commitments(text)[0].deadline == deadline


@pytest.mark.parametrize(
    ("text", "due"),
    [
        (
            "Norway pledged to deliver 40 trucks by June. The minister admitted that this was not achieved.",
            "2023-06",
        ),
        ("Norway pledged to deliver 40 trucks by June. It failed to deliver the 40 trucks.", "2023-06"),
        ("Norway pledged to deliver 40 trucks by June. It failed to deliver 60 tents.", "2024-06"),
        (
            "Norway pledged to deliver 40 trucks by June. Rain fell. Snow fell. It failed to deliver 40 trucks.",
            "2024-06",
        ),
        ("Norway pledged to deliver 40 trucks by June 2024. It failed to deliver 40 trucks.", "2024-06"),
    ],
)
def test_a_deadline_that_was_missed_is_over(text, due):
    assert next(c.deadline for c in commitments(text)) == due


def test_what_is_only_expected_sets_no_deadline():
    assert promise_due("Norway promised 40 trucks. Peru expects them to arrive in June.") is None
    assert promise_due("Norway promised 40 trucks. They are to arrive in June.") == "2024-06"


def promise_due(text):
    return commitments(text)[0].deadline
