"""The worked examples of docs/totals.md come to what the page says."""

import re
from pathlib import Path

import pytest
from tallystick.reconcile import fold

from factories import actor, commitment, delivery, item, reading

PAGE = (Path(__file__).parents[1] / "docs" / "totals.md").read_text(encoding="utf-8")
ROWS = re.findall(
    r"^\| ((?:giver|recipient|press) .*?) \| .* \| ([\d,…]+(?: to [\d,…]+)?) \|$", PAGE, re.MULTILINE
)
TOLD = re.compile(r"(giver|recipient|press) ([\d-]+) (not |maybe )?([+=<>]?)(\d+)(?:-(\d+))?(%?)")
SPEAKERS = {"giver": actor("EU"), "recipient": actor("UKR"), "press": None}
PROMISED = commitment("EU", "UKR", item("ammunition", quantity=1000, unit="shell"), deadline="2024-06")


def claim(words):
    side, date, force, sign, figure, most, share = TOLD.fullmatch(words).groups()
    figures = {"share": int(figure) / 100} if share else {"quantity": int(figure)}
    figures |= {"quantity_max": int(most)} if most else {}
    figures |= {"bound": {"<": "at_most", ">": "at_least"}[sign]} if sign in "<>" and sign else {}
    return delivery(
        "EU", "UKR", item("ammunition", unit="shell", **figures), source=SPEAKERS[side], date=date,
        cumulative=sign in ("=", "<", ">"), negated=force == "not ",
        factuality="possible" if force == "maybe " else "certain",
    )  # fmt: skip


def test_the_page_has_examples():
    assert len(ROWS) > 12


@pytest.mark.parametrize(("told", "to"), ROWS)
def test_an_example_comes_to_what_the_page_says(told, to):
    (promise,) = fold([reading("a", PROMISED, *map(claim, told.split(", ")))], "2024-09").promises
    ends = dict.fromkeys((promise.fulfilled.low, promise.fulfilled.high))
    assert " to ".join("…" if end is None else f"{end:,.15g}" for end in ends) == to
