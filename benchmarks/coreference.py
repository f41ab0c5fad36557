"""How often the right actor is named, by how the text names it: by name, by a description, or by a pronoun.

Asked are the claims that were found. A mention that ends in a lower-case word is a description ("the French
president"), any other that is no pronoun a name ("President Ida Lund").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from tallystick.languages import load_language

from benchmarks.exam_readings import Sitting, json_lines
from benchmarks.gold import LABELLED, LANGUAGE, gold_documents, load_script
from benchmarks.pages import table

Wording = Literal["name", "description", "pronoun"]
WORDINGS: tuple[Wording, ...] = ("name", "description", "pronoun")


def report(sittings: Iterable[Sitting]) -> str:
    """One table: for speakers and for who promises or delivers, how many were asked and the share right."""
    asked: Counter[tuple[Wording, str]] = Counter()
    right: Counter[tuple[Wording, str]] = Counter()
    for sitting in sittings:
        if sitting.exam.name in LABELLED:
            for wording, slot, is_right in _answers(sitting):
                asked[wording, slot] += 1
                right[wording, slot] += is_right
    rows = [
        (
            wording,
            *(
                cell
                for slot in ("source", "actors")
                for cell in _cells(asked[wording, slot], right[wording, slot])
            ),
        )
        for wording in WORDINGS
    ]
    return table(("named by", "speakers", "right", "promisors and givers", "right"), rows)


def _cells(asked: int, right: int) -> tuple[int, str]:
    return asked, f"{right / asked:.2f}" if asked else ""


def _answers(sitting: Sitting) -> Iterator[tuple[Wording, str, bool]]:
    scorer = load_script(sitting.folder / sitting.exam.script)
    said = {reading["id"]: reading["claims"] for reading in json_lines(sitting.claims)}
    for document in gold_documents(sitting.folder / sitting.exam.gold[0]):
        for kind, slot in (("statement", "source"), ("commitment", "actors"), ("delivery", "actors")):
            gold = [c for c in document.claims if c["kind"] == kind]
            claims = [c for c in said[document.id] if c["kind"] == kind]
            for i, j in scorer.match(gold, claims, document.text):
                actor = only_actor(claims[j], slot)
                if actor is not None:
                    yield wording_of(actor["text"]), slot, scorer.slots(gold[i], claims[j])[slot]


def only_actor(claim: Mapping[str, Any], slot: str) -> Mapping[str, Any] | None:
    """The one actor in ``slot``; ``None`` where there is none, or several that would be right or wrong together."""
    found = claim[slot]
    actors: list[Mapping[str, Any] | None] = found if isinstance(found, list) else [found]
    return actors[0] if len(actors) == 1 else None


def wording_of(mention: str) -> Wording:
    """How ``mention`` names somebody."""
    if mention.lower() in load_language(LANGUAGE).grammar.pronouns:
        return "pronoun"
    return "description" if mention.rsplit(maxsplit=1)[-1][0].islower() else "name"
