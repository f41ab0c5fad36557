"""What searching in a published site rests on: every sentence under each of its words, in small parts."""

import json
from dataclasses import replace

import pytest
from tallystick.model import Document
from tallystick.web import concordance
from tallystick.web.concordance import Concordance, Row, told_in, words_of
from tallystick.web.finding import PART_ROWS

from factories import delivery, reading


def row(text, report="a"):
    return text, Row(report, f"document/{report}.html", 0, text, [("done", "Done", "1")], "en")


def loaded(parts):
    """The parts as a browser would have them."""
    found = {}
    for path, content in parts:
        name, _, told = content.decode("ascii").removeprefix("tallyParts[").partition("]=")
        assert path == f"search/{json.loads(name)}.js"
        found[json.loads(name)] = json.loads(told.removesuffix(";\n"))
    return found


class Shelf:
    """A glance that has some readings, of which one claim was taken out."""

    def __init__(self, readings, removed=()):
        self.readings, self.removed = readings, frozenset(removed)

    def latest(self, offset, limit):
        return self.readings[offset : offset + limit]

    def claims_of(self, one):
        return one.claims, self.removed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,000,000 × Shell, Київ", ["1000000", "shell", "киів"]),
        ("ﬁve", ["five"]),  # a ligature
        ("Zoë's", ["zoe", "s"]),
        ("under_scores 1,23", ["under", "scores", "1", "23"]),
    ],
)
def test_words_are_taken_as_they_are_typed_in_any_script(text, expected):
    assert words_of(text) == expected


def test_every_sentence_stands_under_its_words_and_each_page_once_in_a_part():
    known = Concordance()
    parts = loaded(
        [*known.rows([row("One shell"), row("No shell", "b"), row("Shell, shell", "b")]), *known.words()]
    )
    assert parts["words-0"] == [
        ["no", [1]],
        ["one", [0]],
        ["shell", [0, 1, 1]],
    ]  # the first, then how many later
    assert parts["starts"] == ["no"]
    pages, rows = parts["rows-0"]
    assert pages == [["a", "document/a.html", "en"], ["b", "document/b.html", "en"]]
    assert [(page, text) for page, _, text, _ in rows] == [
        (0, "One shell"),
        (1, "No shell"),
        (1, "Shell, shell"),
    ]
    assert rows[0][3] == [["done", "Done", "1"]]
    assert known.total == 3


def test_no_part_holds_all_of_much(monkeypatch):
    monkeypatch.setattr(concordance, "_MOST_PLACES", 20)
    known = Concordance()
    many = PART_ROWS + 1
    parts = loaded([*known.rows(row(f"every word{number}") for number in range(many)), *known.words()])
    assert [len(parts[f"rows-{part}"][1]) for part in (0, 1)] == [PART_ROWS, 1]
    assert [word for word, _ in parts["words-0"]] == ["every"]  # in all sentences, and so alone
    others = [found for name, found in parts.items() if name.startswith("words-") and name != "words-0"]
    assert sum(len(some) for some in others) == many
    assert max(sum(len(word) + len(places) for word, places in some) for some in others) <= 20
    assert parts["starts"] == sorted(parts["starts"])


def test_sentences_come_with_what_was_read_in_them_and_was_not_taken_out():
    text = "Chile sent boats. [ ] Peru sent tents."
    first, second = (
        replace(
            delivery(),
            id=identity,
            evidence=replace(delivery().evidence, start=start, end=end, text=text[start:end]),
        )
        for identity, start, end in (("kept", 0, 16), ("out", 22, 37))
    )
    told = replace(
        reading("a"),
        document=Document(id="a", text=text, sha256="0" * 64, language="en"),
        claims=(first, second),
    )
    found = list(told_in([Shelf([told], ["out"])], 1))
    assert [(one.text, one.start, [c.id for c in one.claims]) for one in found] == [
        ("Chile sent boats.", 0, ["kept"]),
        ("[ ] Peru sent tents.", 18, []),
    ]


def test_reports_are_asked_for_some_at_a_time(monkeypatch):
    monkeypatch.setattr(concordance, "_AT_ONCE", 2)
    some = [
        replace(reading(str(n)), document=Document(id=str(n), text=f"Word {n}.", sha256="0" * 64), claims=())
        for n in range(5)
    ]
    asked = (Shelf(some) for _ in range(9))
    assert [one.document.id for one in told_in(asked, 5)] == ["0", "1", "2", "3", "4"]
