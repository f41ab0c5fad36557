"""What the gate loses: labelled claims in sentences that it does not let through, and how much it spares.

A labelled claim is lost when no sentence that it touches passes. Reading cannot find such a claim, so its
share bounds recall from above.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tallystick.languages import load_language
from tallystick.reading.gate import Gate
from tallystick.reading.quotations import find_quotations
from tallystick.reading.sentences import READABLE, split_sentences
from tallystick.sources import layout

from benchmarks.exam_readings import Sitting, json_lines
from benchmarks.gold import LABELLED, LANGUAGE, gold_documents, load_script
from benchmarks.pages import table


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled claim and where it stands."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Gated:
    """A sentence and whether the gate lets it through."""

    start: int
    end: int
    passes: bool


def report(sittings: Iterable[Sitting]) -> str:
    """Two tables: what is lost of each kind, and the share of sentences and words that are parsed."""
    language = load_language(LANGUAGE)
    gate = Gate(language)
    asked: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    spared = []
    for sitting in sittings:
        words: Counter[bool] = Counter()
        count: Counter[bool] = Counter()
        for text, labels in _LABELS[sitting.exam.name](sitting):
            sentences = list(gated_sentences(text, gate))
            for sentence in sentences:
                count[sentence.passes] += 1
                words[sentence.passes] += len(text[sentence.start : sentence.end].split())
            for label in labels:
                asked[label.kind] += 1
                lost[label.kind] += is_lost(label, sentences)
        spared.append(
            (sitting.exam.name, count.total(), _share(count[True], count), _share(words[True], words))
        )
    kinds = [(kind, asked[kind], lost[kind], f"{lost[kind] / asked[kind]:.3f}") for kind in sorted(asked)]
    return "\n\n".join(
        (
            table(("labelled", "claims", "lost at the gate", "share lost"), kinds),
            table(("exam", "sentences", "sentences parsed", "words parsed"), spared),
        )
    )


def _share(part: int, counts: Counter[bool]) -> str:
    return f"{part / max(1, counts.total()):.2f}"


def gated_sentences(text: str, gate: Gate) -> Iterator[Gated]:
    """The sentences of ``text`` as reading splits them."""
    blocks = layout(text).blocks
    quotations = find_quotations(text, [b for b in blocks if b.kind in READABLE])
    grammar = load_language(LANGUAGE).grammar
    for block in blocks:
        for start, end in split_sentences(text, block, grammar):
            yield Gated(start, end, gate.passes(text, start, end, quotations))


def is_lost(label: Label, sentences: Iterable[Gated]) -> bool:
    """Whether no sentence that ``label`` touches passes."""
    return not any(s.passes and s.start < label.end and label.start < s.end for s in sentences)


def _claims(sitting: Sitting) -> Iterator[tuple[str, list[Label]]]:
    scorer = load_script(sitting.folder / sitting.exam.script)
    for document in gold_documents(sitting.folder / sitting.exam.gold[0]):
        yield (
            document.text,
            [Label(c["kind"], *scorer.locate(document.text, c["evidence"])) for c in document.claims],
        )


def _attributions(sitting: Sitting) -> Iterator[tuple[str, list[Label]]]:
    scorer = load_script(sitting.folder / sitting.exam.script)
    for _, text, _, gold in scorer.read_polnear(sitting.folder / sitting.exam.gold[1]):
        # A reader goes by the cue; where none is labelled, by what was said.
        spans = [attribution["cue"] or attribution["content"] for attribution in gold]
        yield text, [Label("attribution", *scorer.hull(some)) for some in spans]


def _whole_documents(kind: str) -> Callable[[Sitting], Iterator[tuple[str, list[Label]]]]:
    def labels(sitting: Sitting) -> Iterator[tuple[str, list[Label]]]:
        for document in json_lines(sitting.documents):
            yield document["text"], [Label(kind, 0, len(document["text"]))]

    return labels


_LABELS: dict[str, Callable[[Sitting], Iterator[tuple[str, list[Label]]]]] = {
    **dict.fromkeys(LABELLED, _claims),
    "attribution": _attributions,
    "register": _whole_documents("register entry"),
    "events": _whole_documents("event record"),
}
"""Where each exam's labels are; a register entry or an event record is its whole text."""
