"""``tally promises``: which promises are listed, in what order and how many."""

import json

import pytest
from tallystick.cli import app
from tallystick.ledger import Ledger, opened
from typer.testing import CliRunner

from factories import commitment, item, reading

TALES = {
    "buses": commitment("NOR", "UKR", item("vehicles", unit="bus", quantity=40), deadline="2024-06"),
    "tents": commitment("PER", "TCD", item("food-shelter", unit="tent", quantity=60), deadline="2022-05"),
    "money": commitment("NOR", "KEN", item("money", amount=4e7, currency="USD")),
}


@pytest.fixture
def ledger(tmp_path):
    place = str(tmp_path / "a.tally")
    with Ledger(place) as ledger:
        for name, claim in TALES.items():
            ledger.append(reading(name, claim, published="2024-03-01"))
    return place


def promises(*arguments):
    return CliRunner().invoke(app, ["promises", *arguments], prog_name="tally")


def listed(*arguments):
    done = promises(*arguments)
    assert done.exit_code == 0, done.stderr
    return [json.loads(line)["documents"][0] for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (["--actor", "NOR"], ["buses", "money"]),
        (["--actor", "nor", "--recipient", "Ukraine"], ["buses"]),  # in whatever case, and by name
        (["--actor", "NOR", "--category", "money"], ["money"]),
        (["--recipient", "ukr"], ["buses"]),
        (["--recipient", "tc"], ["tents"]),  # the start of one alone
        (["--status", "overdue"], ["tents"]),
        (["--status", "open", "--status", "overdue"], ["buses", "money", "tents"]),
        (["--due-from", "2024"], ["buses"]),
        (["--due-until", "2022-05"], ["tents"]),
        (["--due-from", "2022-05-31", "--due-until", "2024-06"], ["buses", "tents"]),
    ],
)
def test_promises_are_chosen(ledger, choice, expected):
    assert sorted(listed("--ledger", ledger, *choice)) == expected


@pytest.mark.parametrize("day", [[], ["--as-of", "2024-03-02"], ["--decided-by", "2100-01-01"]])
@pytest.mark.parametrize("indexed_from", [0, 1000])
def test_promises_of_a_day_and_of_a_large_ledger_are_chosen(ledger, day, indexed_from, monkeypatch):
    monkeypatch.setattr(opened, "INDEXED_FROM", indexed_from)
    assert listed("--ledger", ledger, "--recipient", "Ukraine", "--due-from", "2024", *day) == ["buses"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (["--sort", "deadline"], ["tents", "buses", "money"]),
        (["--sort", "stake", "--limit", "1"], ["money"]),
        (["--sort", "urgency", "--limit", "1"], ["tents"]),
    ],
)
def test_promises_are_sorted_and_the_first_given(ledger, order, expected):
    assert listed("--ledger", ledger, *order) == expected


def test_a_pipe_gets_all_in_one_order(ledger):
    one, other = (promises("--ledger", ledger, *sort).stdout for sort in ([], ["--sort", "known"]))
    assert one == other
    assert len(one.splitlines()) == len(TALES)


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (["--actor", "NORR"], "No actor 'NORR' among the promises of this ledger; did you mean NOR?"),
        (
            ["--recipient", "Ukrane"],
            "No recipient 'Ukrane' among the promises of this ledger; did you mean Ukraine",
        ),
        (
            ["--category", "moneys"],
            "No category 'moneys' among the promises of this ledger; did you mean money?",
        ),
        (
            ["--recipient", "Atlantis"],
            "No recipient 'Atlantis' among the promises of this ledger; did you mean",
        ),
        (["--due-from", "soon"], "No date 'soon'; write YYYY-MM-DD"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is_near(ledger, choice, message):
    done = promises("--ledger", ledger, *choice)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr.replace("\n", " ")


def test_an_empty_ledger_has_nobody_to_choose(tmp_path):
    place = str(tmp_path / "a.tally")
    Ledger(place).close()
    assert "this ledger holds no promises" in promises("--ledger", place, "--actor", "Norway").stderr
