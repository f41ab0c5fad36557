"""``tally positions`` and ``tally read --codebook``."""

import json

import pytest
from tallystick.cli import app
from tallystick.ledger import Ledger
from tallystick.reconcile.codebook import load_codebook
from typer.testing import CliRunner

CODEBOOK = """
[concept.rail]
label = "Close the line"
words.en = ["clos* line"]

[concept.wages]
label = "Higher wages"
words.en = ["wage rise"]
"""
REPORTS = {
    "2024-01-05": "Minister Ida Lund welcomed the closure of the line. Minister Jonas Lind called for a wage rise.",
    "2024-03-09": "Minister Ida Lund rejected the closure of the line. "
    "Minister Jonas Lind rejected the closure of the line.",
}


def run(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)], prog_name="tally")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Every test works in a folder of its own, with a codebook, two reports and a ledger of them."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "codebook.toml").write_text(CODEBOOK, encoding="utf-8")
    lines = [{"id": day, "text": text, "published": day, "language": "en"} for day, text in REPORTS.items()]
    (tmp_path / "all.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    run("read", "all.jsonl", "--ledger", "a.tally")
    return tmp_path


def asked(*arguments):
    done = run("positions", *arguments, "--ledger", "a.tally")
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_one_concept_is_one_line():
    (rail,) = asked("rail", "--codebook", "codebook.toml")
    assert [(a["name"], a["side"]) for a in rail["actors"]] == [
        ("Ida Lund", "against"),
        ("Jonas Lind", "against"),
    ]
    assert [(s["kind"], s["actor"]["name"]) for s in rail["shifts"]] == [("reversal", "Ida Lund")]


def test_several_codebooks_count_together(folder):
    rail, wages = CODEBOOK.split("\n\n")
    (folder / "rail.toml").write_text(rail)
    (folder / "wages.toml").write_text(wages)
    told = asked("--codebook", "rail.toml", "--codebook", "wages.toml")
    assert told == asked("--codebook", "codebook.toml")


def test_all_concepts_come_with_their_networks():
    rail, wages, congruence, conflict = asked("--codebook", "codebook.toml")
    assert [rail["concept"], wages["concept"]] == ["rail", "wages"]
    assert [(e["one"], e["other"]) for e in congruence["edges"]] == [("person:ida-lund", "person:jonas-lind")]
    assert (congruence["modularity"], conflict["modularity"], conflict["edges"]) == (0.0, None, [])


def test_as_of_leaves_out_what_was_not_known_yet():
    (rail,) = asked("rail", "--codebook", "codebook.toml", "--as-of", "2024-02-01")
    assert [(a["name"], a["side"]) for a in rail["actors"]] == [("Ida Lund", "for")]
    assert rail["shifts"] == []


def test_concepts_given_while_reading_need_no_codebook():
    run("read", "all.jsonl", "--ledger", "a.tally", "--codebook", "codebook.toml")
    with_book = asked("rail", "--codebook", "codebook.toml")[0]["actors"]
    (stored,) = asked("rail")
    assert stored["label"] == "rail"
    assert [(a["name"], list(a["months"])) for a in stored["actors"]] == [
        (a["name"], list(a["months"])) for a in with_book
    ]


def test_read_fills_the_slots_with_a_codebook():
    done = run("read", "all.jsonl", "--codebook", "codebook.toml", "--json")
    claims = [c for line in done.stdout.splitlines() for c in json.loads(line)["claims"]]
    assert [(c["concept"], c["stance"]) for c in claims if c["kind"] == "statement"] == [
        ("rail", "for"), ("wages", "for"), ("rail", "against"), ("rail", "against"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("rails", "--codebook", "codebook.toml"), "tally: No concept 'rails'; there are: rail, wages\n"),
        (("rail",), "tally: No concept 'rail'; there are: none; name a codebook with --codebook\n"),
        (("rail", "--codebook", "none.toml"), "tally: Cannot read the codebook none.toml: "),
    ],
)
def test_faulty_use_is_told_with_its_remedy(arguments, message):
    done = run("positions", *arguments, "--ledger", "a.tally")
    assert done.exit_code == 2
    assert done.stderr.startswith(message)


def test_a_broken_codebook_stops_reading_before_it_begins(folder):
    (folder / "broken.toml").write_text('[concept.a]\nlabel = "A"\n', encoding="utf-8")
    done = run("read", "all.jsonl", "--codebook", "broken.toml", "--ledger", "b.tally")
    assert done.exit_code == 2
    assert "broken.toml line 1: concept a has no cues" in done.stderr
    assert not (folder / "b.tally").exists()


def test_a_terminal_shows_one_concept_and_all(terminal):
    code, one = terminal("positions", "rail", "--ledger", "a.tally", "--codebook", "codebook.toml")
    assert code == 0
    assert "LAST SAID" in one
    code, all_of_them = terminal("positions", "--ledger", "a.tally", "--codebook", "codebook.toml")
    assert code == 0
    assert "AGREE" in all_of_them


def test_a_judgement_moves_a_position():
    book = load_codebook("codebook.toml")
    with Ledger("a.tally") as ledger:
        (record,) = ledger.positions("wages", book)
        (claim,) = record.stands[0].latest.claims
        ledger.judge("correct", claim, slot="stance", value="against", user="eva")
        (record,) = ledger.positions("wages", book)
    assert record.stands[0].side == "against"
