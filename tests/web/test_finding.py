"""What finding in a published site rests on: every row under each of its words and choices, in small parts."""

import json
from dataclasses import replace

from tallystick.reconcile import fold
from tallystick.web.finding import PART_ROWS, Finder, words_of

from factories import commitment, item, reading


def promises(count):
    told = reading("a", commitment("EU", "UKR", item(quantity=1000, unit="shell"), deadline="2024-03"))
    [promise] = fold([told]).promises
    return [replace(promise, id=f"{number:064x}") for number in range(count)]


def loaded(parts):
    """The parts as a browser would have them."""
    found = {}
    for path, content in parts:
        name, _, told = content.decode("ascii").removeprefix("tallyParts[").partition("]=")
        assert path == f"find/{json.loads(name)}.js"
        found[json.loads(name)] = json.loads(told.removesuffix(";\n"))
    return found


def test_words_are_taken_as_they_are_typed_in_any_script():
    assert words_of("1,000,000 × Shell, Київ") == ["1000000", "shell", "київ"]
    assert words_of("ﬁve") == ["five"]  # a ligature


def test_every_row_stands_under_its_words_and_choices():
    finder = Finder.of(promises(3), 3)
    parts = loaded(finder.parts(["<tr></tr>"] * 3))
    assert dict(map(tuple, parts["word-73-68"]))["shells"] == [0, 1, 1]  # the first, then how many rows later
    assert ["actor:EU", [0, 1, 1]] in parts["choice-0"]
    assert {key.partition(":")[0] for key, _ in parts["choice-0"]} == {
        "actor",
        "recipient",
        "category",
        "status",
    }
    assert "sh" in finder.starts.split(" ")


def test_no_part_holds_all_of_many_rows():
    many = PART_ROWS * 2 + 1
    finder = Finder.of(promises(many), many)
    parts = loaded(finder.parts(f"<tr><td>{number}</td></tr>" for number in range(many)))
    rows = [name for name in parts if name.startswith("rows-")]
    assert [len(parts[name]) for name in rows] == [PART_ROWS, PART_ROWS, 1]
    assert parts["rows-2"] == [f"<tr><td>{many - 1}</td></tr>"]
    assert len([name for name in parts if name.startswith("choice-")]) == 3
