"""The public formats, read back."""

import json

from tallystick.exports import EXPORTS
from tallystick.model.claims_format import reading_from_json, reading_to_json


def lines(content, name):
    return [json.loads(line) for line in content(EXPORTS["jsonl"])[name].decode().splitlines()]


def test_claims_come_back_as_they_were(content, material):
    read = [reading_from_json(value) for value in lines(content, "claims.jsonl")]
    assert [reading.claims for reading in read] == [reading.claims for reading in material.as_read]
    assert [reading_to_json(reading) for reading in read] == lines(content, "claims.jsonl")


def test_promises_and_positions_are_those_of_the_ledger(content, material):
    assert [p["id"] for p in lines(content, "promises.jsonl")] == [p.id for p in material.promises]
    (concept,) = lines(content, "positions.jsonl")
    assert {stand["name"] for stand in concept["actors"]} == {"France", "Germany", "Иван Иванов"}
