"""Long lists a part a page."""

import pytest
from tallystick.web.paging import Part, asked_for, part_number

LETTERS = "abcdefg"


@pytest.mark.parametrize(
    ("number", "items", "shown"), [(1, "abc", 1), (2, "def", 2), (3, "g", 3), (9, "g", 3)]
)
def test_a_part_is_cut_out_and_behind_the_last_is_the_last(number, items, shown):
    assert Part.of(LETTERS, len(LETTERS), number, 3) == Part(items, shown, 3, 7)


def test_no_more_of_the_list_is_needed_than_goes_before():
    assert Part.of(LETTERS[:4], len(LETTERS), 2, 2) == Part("cd", 2, 4, 7)


def test_a_list_without_items_has_one_part():
    assert Part.of("", 0, 2, 3) == Part("", 1, 1, 0)


def test_an_address_names_the_parts_that_are_not_the_first():
    first, second = Part.of(LETTERS, 7, 1, 3), Part.of(LETTERS, 7, 2, 3)
    assert asked_for(said=first, delivered=second) == {"said": "", "delivered": 2}


@pytest.mark.parametrize(("written", "number"), [("3", 3), ("0", 1), ("x", 1), ("-2", 1)])
def test_a_part_that_makes_no_sense_is_the_first(written, number):
    assert part_number({"said": written}, "said") == number
    assert part_number({}, "said") == 1
