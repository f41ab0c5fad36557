"""A whole ledger as JSON Lines and back, in and between both stores."""

import json
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from tallystick.errors import LedgerError
from tallystick.ledger import Ledger
from tallystick.ledger.checksums import CHECKSUM
from tallystick.ledger.schema import entries

from behind import behind
from factories import commitment, delivery, item, reading, statement

COLUMNS = [column.name for column in entries.columns if column.name != CHECKSUM]
PROMISE = commitment("DEU", "MDA", item("vehicles", quantity=40, unit="bus"))


def rows(ledger):
    with ledger._access.reading() as connection:
        return connection.execute(text(f"SELECT {', '.join(COLUMNS)} FROM entries ORDER BY seq")).all()


@pytest.fixture
def filled(place):
    with Ledger(place) as ledger:
        ledger.append(reading("a\0ж", PROMISE, delivery("DEU", "MDA"), published="2024-01-02"))
        ledger.append(reading("b", statement("“Wir halten Wort”\n\tsagte sie \\ 🦊")))
    behind(
        place,
        "UPDATE entries SET recorded_at = '2001-02-03T04:05:06+00:00', checksum = NULL WHERE seq < 4",
    )
    with Ledger(place) as ledger:
        yield ledger


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request, tmp_path):
    """A second place, so that each store is loaded from each."""
    place = tmp_path / "other.tally"
    with Ledger(
        place if request.param == "sqlite" else request.getfixturevalue("server").new_url()
    ) as ledger:
        yield ledger


def test_a_ledger_comes_back_byte_for_byte(filled, other):
    lines = list(filled.export_lines())
    assert other.import_lines(lines) == len(lines) - 1
    assert rows(other) == rows(filled)
    assert list(other.export_lines()) == lines
    assert other.verify() == []
    assert other.promises() == filled.promises()


def test_lines_are_json_and_the_first_says_how_the_chain_ends(filled):
    first, *others = map(json.loads, filled.export_lines())
    head = filled.head()
    assert first == {"format": "tally-ledger/1", "entries": head.seq, "hash": head.hash}
    assert [line["seq"] for line in others] == list(range(1, head.seq + 1))
    assert others[0]["payload"]["id"] == "a\0ж"


def test_an_empty_ledger_is_one_line(place, other):
    with Ledger(place) as ledger:
        lines = list(ledger.export_lines())
    assert len(lines) == 1
    assert other.import_lines(lines) == 0


def test_a_dump_can_be_loaded_again_and_adds_nothing(filled, other):
    lines = list(filled.export_lines())
    other.import_lines(lines)
    assert other.import_lines(f"{line}\n" for line in lines) == 0
    other.append(reading("c"))
    with pytest.raises(LedgerError, match="holds other entries than the dump; load it into a new ledger"):
        other.import_lines(lines)


def test_a_dump_that_has_grown_is_loaded_on(filled, other):
    other.import_lines(filled.export_lines())
    filled.append(reading("c", PROMISE))
    assert other.import_lines(filled.export_lines()) == 3
    assert rows(other) == rows(filled)


def test_a_ledger_that_holds_something_else_is_left_alone(filled, other):
    other.append(reading("z"))
    before = rows(other)
    with pytest.raises(LedgerError, match=r"holds other entries than old.jsonl; load it into a new ledger"):
        other.import_lines(filled.export_lines(), name="old.jsonl")
    assert rows(other) == before


def change(lines, number, **fields):
    line = json.loads(lines[number - 1])
    lines[number - 1] = json.dumps({**line, **fields})


@pytest.mark.parametrize(
    ("break_", "message"),
    [
        (lambda lines: lines.clear(), r"line 1: no dump of a ledger \(tally-ledger/1\); make one with: tally dump"),
        (lambda lines: lines.pop(0), r"line 1: no dump of a ledger"),
        (lambda lines: lines.__setitem__(0, '{"format": "tally-ledger/1"}'), "line 1: does not say how many"),
        (lambda lines: lines.__setitem__(2, lines[2][:50]), "line 3: no JSON object; was the file changed or cut"),
        (lambda lines: lines.__setitem__(2, "[]"), "line 3: no JSON object"),
        (lambda lines: change(lines, 3, extra=1), r"line 3: not the fields of an entry \(seq, kind, key,"),
        (lambda lines: change(lines, 3, seq="2"), "line 3: not the fields of an entry"),
        (lambda lines: change(lines, 3, key=None), "line 3: not the fields of an entry"),
        (lambda lines: change(lines, 3, payload={}), "line 3: entry 2 is broken: its content is not what its"),
        (lambda lines: change(lines, 3, hash="0"), "line 3: entry 2 is broken: its content is not what its hash"),
        (lambda lines: lines.pop(2), "line 3: entry 3 is broken: entries 2 to 2 are missing before it"),
        (lambda lines: lines.insert(2, lines[1]), "line 3: entry 1 is broken"),
        (lambda lines: lines.pop(), "ends behind entry 6 of 7; it was cut off: load the whole file"),
    ],
)  # fmt: skip
def test_a_broken_line_is_refused_with_its_number(tmp_path, break_, message):
    with Ledger(tmp_path / "a.tally") as ledger, Ledger(tmp_path / "b.tally") as other:
        ledger.append(reading("a", PROMISE, delivery("DEU", "MDA")))
        ledger.append(reading("b", statement("We keep our word")))
        lines = list(ledger.export_lines())
        break_(lines)
        with pytest.raises(LedgerError, match=f"^old.jsonl {message}"):
            other.import_lines(lines, name="old.jsonl")
        assert other.verify() == []


def test_what_stood_before_a_broken_line_is_kept_and_loading_goes_on_from_there(filled, other, monkeypatch):
    monkeypatch.setattr("tallystick.ledger.transfer._BATCH", 2)
    lines = list(filled.export_lines())
    steps = []
    with pytest.raises(LedgerError, match="line 7"):
        other.import_lines(
            [*lines[:6], "{", *lines[7:]], progress=lambda done, total: steps.append((done, total))
        )
    assert steps == [(2, 7), (4, 7)]
    assert other.import_lines(lines) == 3
    assert rows(other) == rows(filled)


def test_a_ledger_that_is_damaged_is_not_dumped_beyond_the_damage(filled, place):
    behind(place, "UPDATE entries SET payload = '{}' WHERE seq = 3")
    lines = filled.export_lines()
    assert len(list(islice(lines, 3))) == 3
    with pytest.raises(
        LedgerError, match="is damaged at entry 3: its content is not what its hash was made of"
    ):
        next(lines)


claims = st.builds(
    lambda text, quantity: commitment(
        "DEU", "MDA", item("vehicles", quantity=quantity, unit="bus"), words=text
    ),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    st.none() | st.floats(min_value=1e-9, max_value=1e300),
)


@given(st.lists(st.lists(claims, max_size=2), max_size=4))
@settings(max_examples=10, deadline=None)
def test_any_ledger_comes_back(tmp_path_factory, told):
    folder = tmp_path_factory.mktemp("dump")
    with Ledger(folder / "a.tally") as ledger, Ledger(folder / "b.tally") as other:
        for number, some in enumerate(told):
            ledger.append(reading(f"r{number}", *some))
        other.import_lines(ledger.export_lines())
        assert rows(other) == rows(ledger)
