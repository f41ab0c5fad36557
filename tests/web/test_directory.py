"""The list of actors: everybody once, a page at a time, found by letter and by name in any script."""

import re

import pytest
from tallystick import Ledger
from tallystick.ledger.index_reports import Choice, Choices
from tallystick.web import Library, Settings, create_app
from tallystick.web.directory import OTHER, PAGE_SIZE, Asked, Entry, directory
from tests.web.conftest import Visitor

from factories import actor, commitment, item, reading

CHOICES = Choices(
    actors=(Choice("FRA", "France", 9), Choice("name:Київ", "Київ", 2), Choice("EU", "the Union", 1)),
    recipients=(Choice("EU", "EU", 4), Choice("name:3M", "3M", 1), Choice("FRA", "French", 1)),
    categories=(),
    statuses=(),
)


def shown(**asked):
    return [entry.name for entry in directory(CHOICES, Asked(**asked)).entries]


def test_everybody_stands_once_with_both_counts_those_of_most_promises_first():
    assert directory(CHOICES, Asked()).entries == [
        Entry("FRA", "France", "france", 9, 1),
        Entry("EU", "EU", "eu", 1, 4),
        Entry("name:Київ", "Київ", "kiiv", 2, 0),
        Entry("name:3M", "3M", "3m", 0, 1),
    ]


def test_a_name_in_any_script_has_a_letter():
    found = directory(CHOICES, Asked())
    assert dict(found.letters) == {"e": 1, "f": 1, "k": 1, OTHER: 1}
    assert list(found.letters)[-1] == OTHER
    assert shown(letter="k") == ["Київ"]
    assert shown(letter=OTHER) == ["3M"]
    assert shown(letter="z") == []


def test_a_name_is_found_by_its_parts_as_it_is_spelt_in_any_script():
    assert shown(name="anc FR") == ["France"]
    assert shown(name="Киї") == ["Київ"]
    assert shown(name="kiiv") == ["Київ"]
    assert shown(name="anc", letter="k") == []


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ({}, Asked()),
        ({"letter": "K", "page": "2"}, Asked("k", "", 2)),
        ({"letter": "Kyiv", "page": "x"}, Asked("k")),
        ({"letter": "OTHER", "name": " a  b "}, Asked(OTHER, "a  b")),
    ],
)
def test_what_an_address_asks(query, asked):
    assert Asked.of(query) == asked


@pytest.fixture
def many(tmp_path):
    """A visitor of a ledger in which more actors promise than a page lists."""
    with Ledger(tmp_path / "many.tally") as ledger:
        for number in range(PAGE_SIZE + 5):
            somebody = actor(None, f"{'Ab'[number % 2]}ctor {number:03}")
            ledger.append(reading(f"r{number}", commitment((somebody,), "UKR", item(quantity=number + 1))))
        yield Visitor(create_app(Library(ledger), Settings()))


def test_pages_hold_everybody_once_and_lead_to_each_other(many):
    def keys(page):
        return re.findall(r'<th scope="row"><a href="(/actor/[^"]+)"', page)

    first, second = many.get("/actor").text, many.get("/actor?page=2").text
    assert (len(keys(first)), len({*keys(first), *keys(second)})) == (PAGE_SIZE, PAGE_SIZE + 6)
    assert 'rel="next" href="/actor?page=2"' in first
    assert "page 2 of 2" in second
    assert 'href="/actor?letter=b" title="52 actors"' in first
    letter = many.get("/actor?letter=b").text
    assert len(keys(letter)) == 52
    assert 'href="/actor?letter=b" title="52 actors" aria-current="page"' in letter
    assert keys(letter) == sorted(keys(letter))
    assert len(keys(many.get("/actor?name=ctor+09").text)) == 11
    assert "Nobody is called so." in many.get("/actor?name=nobody").text


def test_counts_lead_to_the_promises(many):
    page = many.get("/actor").text
    count = PAGE_SIZE + 5
    assert f'<a href="/?recipient=UKR" aria-label="{count} promises to Ukraine">{count}</a>' in page
    assert 'aria-label="1 promise by Actor 000">1</a>' in page
