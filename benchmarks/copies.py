"""How fast copies are found and how the time grows, and how far apart copies and other texts are.

    python -m benchmarks.copies [--sizes N …] [--json]
    python -m benchmarks.copies --texts PATH …

The first makes documents: events with names and figures of their own, of each a wire, an edited copy, a translation
and reports of other newsrooms with the same names, in made-up words of two languages; two hundred documents a day.
What is a copy is known, so that recall and precision stand beside the times, which says that nothing is skipped to
be fast. Times are those of one core at work (CPU seconds). The second shows what is found among texts of one's own,
and the pairs that come nearest to it and are not taken for copies: the margin that the thresholds leave.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from tallystick.model import Document
from tallystick.reconcile.copies import candidate_pairs, compare, fingerprint, group_links, rate
from tallystick.sources import find_inputs, read_inputs

from benchmarks.pages import table

DOCUMENTS_A_DAY = 200
NEAREST = 10
SENTENCES, WORDS_IN_SENTENCE = 11, 17
STATES = {
    "en": [
        "Norway",
        "Moldova",
        "Ghana",
        "Poland",
        "Japan",
        "Kenya",
        "Brazil",
        "Canada",
        "Egypt",
        "Nepal",
        "Chile",
        "Finland",
        "Latvia",
        "Peru",
    ],
    "fr": [
        "Norvège",
        "Moldavie",
        "Ghana",
        "Pologne",
        "Japon",
        "Kenya",
        "Brésil",
        "Canada",
        "Égypte",
        "Népal",
        "Chili",
        "Finlande",
        "Lettonie",
        "Pérou",
    ],
}
SYLLABLES = [
    "ba",
    "be",
    "bo",
    "da",
    "de",
    "do",
    "fa",
    "fe",
    "ga",
    "ge",
    "ka",
    "ke",
    "ko",
    "la",
    "le",
    "lo",
    "ma",
    "me",
    "mo",
    "na",
    "ne",
    "no",
    "pa",
    "pe",
    "ra",
    "re",
    "ro",
    "sa",
    "se",
    "ta",
    "te",
    "to",
    "va",
]


@dataclass(frozen=True, slots=True)
class Growth:
    """What finding copies among so many documents took, in seconds, and how much of them it found."""

    documents: int
    fingerprints_per_second: float
    index_seconds: float
    compared: int
    compare_seconds: float
    group_seconds: float
    precision: float
    recall: float
    peak_mebibytes: int


@dataclass(frozen=True, slots=True)
class Event:
    """What all reports of an event have: its day, people, figures and state."""

    day: date
    names: Sequence[str]
    figures: Sequence[int]
    state: int


def _word(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(syllables))


class Press:
    """Prints documents about made-up events; the same seed prints the same."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
        self._words = {lang: [_word(self._chance, 3) for _ in range(4000)] for lang in STATES}
        self._surnames = [_word(self._chance, 4).capitalize() for _ in range(3000)]

    def documents(self, number: int) -> Iterator[tuple[Document, int | None]]:
        """Documents, each with the number of the wire that it comes from, ``None`` for work of its own."""
        for at in range(0, number, 6):
            event = self._event(date(2020, 1, 1) + timedelta(days=at // DOCUMENTS_A_DAY))
            wire = self._story(event)
            edited = [*wire[:4], *wire[5:]]
            printed: list[tuple[list[list[int | str]], str, int | None]] = [
                (wire, "en", at),
                (edited, "en", at),
                (wire, "fr", at),
            ]
            printed += [(self._story(event), lang, None) for lang in ("en", "fr", "en")]
            for offset, (story, language, origin) in enumerate(printed[: number - at]):
                day = event.day + timedelta(days=offset % 2)
                yield self._print(f"{at + offset:07}", story, event, language, day), origin

    def _event(self, day: date) -> Event:
        names = [self._chance.choice(self._surnames) for _ in range(4)]
        figures = [self._chance.randrange(10, 10_000) * 10 ** self._chance.randrange(3) for _ in range(6)]
        return Event(day, names, figures, self._chance.randrange(len(STATES["en"])))

    def _story(self, event: Event) -> list[list[int | str]]:
        """Sentences as places in the vocabulary, with names and figures among them."""
        told: list[int | str] = [*event.names, *map(str, self._chance.sample(event.figures, 3))]
        told += [str(self._chance.randrange(10, 10_000)) for _ in range(3)]
        told += [self._chance.choice(self._surnames) for _ in range(2)]
        self._chance.shuffle(told)
        story: list[list[int | str]] = []
        for number in range(SENTENCES):
            sentence: list[int | str] = [self._place() for _ in range(WORDS_IN_SENTENCE)]
            sentence.insert(self._chance.randrange(2, WORDS_IN_SENTENCE), told[number % len(told)])
            story.append(sentence)
        return story

    def _place(self) -> int:
        """A place in the vocabulary, the first ones often, as words are in any language."""
        return min(3999, int(self._chance.paretovariate(0.7)))

    def _print(
        self, name: str, story: Sequence[Sequence[int | str]], event: Event, language: str, day: date
    ) -> Document:
        words = self._words[language]
        opening = f"In {STATES[language][event.state]} "
        sentences = [" ".join(w if isinstance(w, str) else words[w] for w in s) + "." for s in story]
        text = opening + "\n\n".join(sentences)
        return Document(id=name, text=text, sha256="", language=language, published=day.isoformat())


def measure(number: int) -> Growth:
    """Find the copies among ``number`` documents."""
    printed = list(Press().documents(number))
    fingerprint(replace(printed[0][0], id="warm"))
    start = time.process_time()
    fingerprints = [fingerprint(document) for document, _ in printed]
    fingerprinted = time.process_time()
    pairs = candidate_pairs(fingerprints)
    indexed = time.process_time()
    links = [link for pair in pairs if (link := compare(*pair)) is not None]
    compared = time.process_time()
    groups = group_links(fingerprints, links)
    grouped = time.process_time()
    origin = {document.id: wire for document, wire in printed}
    found = [pair for group in groups for pair in combinations(group.documents, 2)]
    right = sum(origin[a] is not None and origin[a] == origin[b] for a, b in found)
    wires = [wire for wire in origin.values() if wire is not None]
    expected = sum(n * (n - 1) // 2 for n in Counter(wires).values())
    return Growth(
        documents=number,
        fingerprints_per_second=round(number / (fingerprinted - start)),
        index_seconds=round(indexed - fingerprinted, 2),
        compared=len(pairs),
        compare_seconds=round(compared - indexed, 2),
        group_seconds=round(grouped - compared, 2),
        precision=round(right / len(found), 3) if found else 1.0,
        recall=round(right / expected, 3) if expected else 1.0,
        peak_mebibytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    )


HEAD = (
    "documents", "fingerprints/s", "index, s", "pairs compared", "compare, s", "group, s", "precision", "recall",
    "peak, MiB",
)  # fmt: skip


def show_margin(paths: Sequence[str]) -> None:
    """Rate every pair of the texts in ``paths`` and print those found and those that come nearest."""
    sourced = read_inputs(find_inputs(paths))
    fingerprints = [fingerprint(s.document) for s in sourced if s.document is not None]
    rated = [link for pair in combinations(fingerprints, 2) if (link := rate(*pair)) is not None]
    rated.sort(key=lambda link: (-link.score, link.document, link.of))
    by_id = {found.document: found for found in fingerprints}
    found = [link for link in rated if compare(by_id[link.of], by_id[link.document]) is not None]
    others = [link for link in rated if link not in found][:NEAREST]
    print(f"{len(fingerprints)} texts, {len(found)} pairs found; the nearest of the others below them\n")
    rows = [(link.document, link.of, link.kind, link.score, "yes") for link in found]
    rows += [(link.document, link.of, link.kind, link.score, "no") for link in others]
    print(table(("document", "of", "kind", "score", "found"), rows))


def main() -> None:
    """Measure each size and print a table or JSON Lines."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[2_000, 10_000, 50_000])
    parser.add_argument("--texts", nargs="+", metavar="PATH")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if arguments.texts:
        show_margin(arguments.texts)
        return
    found = [measure(size) for size in arguments.sizes]
    if arguments.json:
        print("\n".join(json.dumps(asdict(growth)) for growth in found))
    else:
        print(table(HEAD, [list(asdict(growth).values()) for growth in found]))


if __name__ == "__main__":
    main()
