"""A delivery that is denied reads as denied wherever it is told."""

import pytest
from tallystick import Ledger
from tallystick.web import Library, Settings, create_app
from tests.web.conftest import Visitor, words

from factories import actor, commitment, delivery, item, reading

PAVEL = actor(None, "Ida Lund")


@pytest.fixture
def denied(tmp_path):
    """A promise of a million shells of which none came, says somebody."""
    shells = item(quantity=1e6, unit="shell")
    promised = commitment("EU", "UKR", shells, words="promised shells")
    not_so = delivery(
        "EU", "UKR", shells, words="we did not have them", negated=True, source=PAVEL, confidence=0.6
    )
    with Ledger(tmp_path / "denied.tally") as ledger:
        ledger.append(reading("r", promised, not_so, published="2024-03-01"))
        yield Library(ledger)


def test_on_the_page_of_its_promise(denied):
    (promise,) = denied.whole().promises
    shown = words(Visitor(create_app(denied)).get(f"/promise/{promise.id}"))
    assert "not 1,000,000 shells" in shown
    assert "1,000,000 not delivered, says Ida Lund" in shown
    assert "1,000,000 delivered" not in shown
    assert "Not done" in shown


@pytest.mark.parametrize("page", ["/document/r", "/actor/EU", "/search?q=shells", "/review"])
def test_on_every_other_page(denied, page):
    shown = Visitor(create_app(denied, Settings(user="ada"))).get(page)
    assert ">Not done<" in shown.text
    assert ">Done</span>" not in shown.text.replace('<span class="word">Done</span>', "")
