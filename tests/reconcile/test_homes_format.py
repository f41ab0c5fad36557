"""What is kept of a cell comes back as it was, but for the text of the document."""

from dataclasses import replace

import pytest
from tallystick.model import Document
from tallystick.reconcile.homes import homes_of, who_cell
from tallystick.reconcile.homes_format import homes_in, kept_from_json, kept_to_json

from factories import commitment, delivery, item, reading

TEXT = "The EU promised. “We will never ever wait,” it said, and sent the first of 1000 bus to Kenya."

CLAIMS = {
    "a figure": commitment("EU", "KEN", item("vehicles", quantity=1000, unit="bus"), deadline="2024-06"),
    "money": commitment(
        "EU", (), item("vehicles", amount=1.5, amount_max=2, currency="EUR"), stage="proposal"
    ),
    "no item": commitment("EU", "KEN"),
    "two items": commitment(
        "EU", "KEN", item("vehicles", quantity=7), item("vehicles", quantity=8, unit="bus")
    ),
    "no actor": commitment((), "KEN", item("vehicles", quantity=1000, unit="bus")),
    "a share": delivery("EU", "KEN", item("vehicles", share=0.3, share_of=1000, unit="bus"), date="2024"),
    "words": delivery("EU", "KEN", item("vehicles", quantity=1000, words="1000 bus"), words="it said"),
}


@pytest.mark.parametrize("name", CLAIMS)
def test_what_is_kept_comes_back(name):
    told = reading("a", CLAIMS["a figure"], CLAIMS[name], text=TEXT, published="2024-02-01")
    homes = homes_of(told)
    outline = Document(
        id="a", text="", sha256="", language=told.document.language, published=told.document.published
    )

    def as_kept(found, cell):
        here = (home for home in found if home.cell == cell)
        return tuple(replace(home, mention=replace(home.mention, document=outline)) for home in here)

    lived_in = {home.cell for home in (*homes.told, *homes.arrived)}
    assert lived_in
    for cell in lived_in:
        kept = kept_from_json(cell, kept_to_json(told.document, homes, cell))
        assert kept.document == outline
        found = homes_in(kept)
        assert found.told == as_kept(homes.told, cell)
        assert found.arrived == as_kept(homes.arrived, cell)


def test_of_a_cell_only_what_lives_there_is_kept():
    told = reading("a", CLAIMS["a figure"], CLAIMS["a share"])
    elsewhere = who_cell("energy", ("EU",))
    kept = kept_from_json(elsewhere, kept_to_json(told.document, homes_of(told), elsewhere))
    assert (homes_in(kept).told, homes_in(kept).arrived) == ((), ())
    assert homes_in(told) == homes_of(told)
