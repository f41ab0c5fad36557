"""A small ledger with all that an export must cope with: other scripts, formulas, no date, nobody named."""

import pytest
from tallystick.exports import Material
from tallystick.ledger import Ledger
from tallystick.model import Event, Span

from factories import READER, actor, actors, commitment, delivery, item, reading, statement

LINK = "https://меридиан.example/a?b=1&c=2"


def readings():
    shells = item(quantity=1_000_000.0, unit="shell")
    money = item("money", "€50 million", amount=50_000_000.0, currency="EUR")
    minister = actor("person:иван-иванов", "Иван Иванов", of="UKR")
    march = reading(
        "2023-03-20-wire",
        commitment("EU", "UKR", shells, stage="commitment", deadline="2024-03", date="2023-03-20"),
        commitment("DEU", "MDA", money, stage="pledge", words="=1+1 would pay", date="2023-03"),
        statement("Никаких войск", minister, concept="send-troops", stance="against", date="2023-03-20"),
        statement("We are ready", actor("FRA"), concept="send-troops", stance="for"),
        published="2023-03-20",
        title="EU & Україна: «мільйон»",
        publisher="The Meridian",
        byline="Zoë O'Neill",
        url=LINK,
    )
    april = reading(
        "2024-04-02-report",
        delivery("EU", "UKR", item(quantity=300_000.0, unit="shell"), date="2024-04-01", cumulative=True),
        delivery("DEU", "MDA", money, words="has paid", date="2024-04-01"),
        statement("No troops from us", actor("DEU"), concept="send-troops", stance="against"),
        Event(
            actors=actors("FRA"),
            targets=actors("USA"),
            type="CONSULT",
            place=None,
            id="",
            evidence=Span(0, 4, "met "),
            source=None,
            cue=None,
            negated=False,
            factuality="certain",
            date="2024-04-01",
            confidence=0.8,
            reader=READER,
        ),
        published="2024-04-02",
        title="Shells arrive",
    )
    undated = reading("undated", statement("Nobody knows", actor(None, "around thirty leaders")))
    return march, april, undated


@pytest.fixture(scope="session")
def ledger(tmp_path_factory):
    place = tmp_path_factory.mktemp("exports") / "a.tally"
    with Ledger(place) as opened:
        for found in readings():
            opened.append(found)
    return place


@pytest.fixture(scope="session")
def material(ledger):
    with Ledger(ledger) as opened:
        return Material.of(opened)


@pytest.fixture
def content(material):
    """The bytes of a format's files by name."""

    def of(export, given=material):
        return {part.name: b"".join(part.content) for part in export.parts(given)}

    return of
