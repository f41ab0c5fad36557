"""The public positions format: what each line holds, and that its page names every field."""

import json
import re
from pathlib import Path

import networkx
from tallystick.model.positions import ConceptRecord, Month, Position, Shift, Stand
from tallystick.model.positions_format import network_to_line, record_to_line
from tallystick.model.records import Party

PAGE = (Path(__file__).parents[2] / "docs" / "formats" / "positions.md").read_text(encoding="utf-8")

IDA = Party("person:ida-lund", "Ida Lund")
ONCE = Position(
    "for", "2024-01-05", "„Ja“, sagte sie.", ("c1",), ("d1",), "The Quay", "https://quay.example/1"
)
THEN = Position("open", None, "Let us see", ("c2", "c3"), ("d2",))
RECORD = ConceptRecord(
    concept="rail", label="Close the line", means="Trains stop.", meaning_of_for="wants it closed",
    stands=(Stand(IDA, "NOR", THEN, {"2024-01": ("for",)}, (ONCE, THEN)),),
    months=(Month("2024-01", {"against": 0, "open": 0, "for": 1}, None, None),),
    shifts=(Shift("hedge", IDA, ONCE, THEN),),
)  # fmt: skip

ONCE_JSON = {
    "stance": "for", "date": "2024-01-05", "sentence": "„Ja“, sagte sie.", "publisher": "The Quay",
    "url": "https://quay.example/1", "claims": ["c1"], "documents": ["d1"],
}  # fmt: skip
THEN_JSON = {
    "stance": "open", "date": None, "sentence": "Let us see", "publisher": None, "url": None,
    "claims": ["c2", "c3"], "documents": ["d2"],
}  # fmt: skip


def test_a_concept_is_one_line_with_all_that_is_known():
    line = record_to_line(RECORD)
    assert "\n" not in line
    assert "„Ja“" in line
    assert json.loads(line) == {
        "format": "tally-positions/1", "concept": "rail", "label": "Close the line", "means": "Trains stop.",
        "for": "wants it closed",
        "actors": [
            {
                "id": "person:ida-lund", "name": "Ida Lund", "of": "NOR", "side": "open", "latest": THEN_JSON,
                "months": {"2024-01": ["for"]}, "positions": [ONCE_JSON, THEN_JSON],
            }
        ],
        "months": [
            {"month": "2024-01", "against": 0, "open": 0, "for": 1, "consensus": None, "polarisation": None}
        ],
        "shifts": [
            {
                "kind": "hedge", "actor": {"id": "person:ida-lund", "name": "Ida Lund"},
                "before": ONCE_JSON, "after": THEN_JSON,
            }
        ],
    }  # fmt: skip


def network():
    graph = networkx.Graph()
    graph.add_node("NOR", name="Norway", id="NOR", of=None, concepts=1)
    graph.add_node("SWE", name="Sweden", id="SWE", of=None, concepts=1)
    graph.add_edge("NOR", "SWE", weight=1, normalised=1.0, statements=2, concepts=["rail"])
    return network_to_line("congruence", graph, 0.25)


def test_a_network_is_one_line_with_its_actors_and_edges():
    assert json.loads(network()) == {
        "format": "tally-network/1", "network": "congruence", "modularity": 0.25,
        "actors": [
            {"key": "NOR", "name": "Norway", "id": "NOR", "of": None, "concepts": 1},
            {"key": "SWE", "name": "Sweden", "id": "SWE", "of": None, "concepts": 1},
        ],
        "edges": [
            {"one": "NOR", "other": "SWE", "weight": 1, "normalised": 1.0, "statements": 2, "concepts": ["rail"]}
        ],
    }  # fmt: skip


def keys(value):
    if isinstance(value, dict):
        return {key for key in value if not re.match(r"\d", key)} | set().union(*map(keys, value.values()))
    return set().union(*map(keys, value)) if isinstance(value, list) else set()


def test_the_page_names_every_field():
    named = set(re.findall(r"`([a-z_]+)`", PAGE))
    assert keys([json.loads(record_to_line(RECORD)), json.loads(network())]) <= named
