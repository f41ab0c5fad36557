"""Whether a confidence of 0.8 means that eight in ten are right.

The reliability table and the expected calibration error are those of Guo et al., "On Calibration of Modern
Neural Networks" (ICML 2017): bins of equal width, and the mean distance between confidence and accuracy,
weighted by size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tallystick.model.claims_format import claim_from_json
from tallystick.reading import confidence
from tallystick.reading.confidence import is_identified

from benchmarks.exam_readings import Sitting, json_lines
from benchmarks.gold import LABELLED, gold_documents, load_script
from benchmarks.pages import table

BINS = 10
CONFIDENCE = Path(confidence.__file__).with_suffix(".toml")
KINDS = ("statement", "commitment", "delivery", "event")

Fitted = Mapping[tuple[str, bool], float]
"""The confidence of each kind of claim, by whether who speaks or acts is identified."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One claim: how sure the program was, and whether all that decides its meaning is right.

    Attributes:
        kind: As in the claims format.
        confidence: What the claim was given.
        right: Whether the exam calls it exact.
        identified: Whether the one who speaks, promises, gives or acts is identified.
        document: Id of its document.
    """

    kind: str
    confidence: float
    right: bool
    identified: bool = True
    document: str = ""


def report(sittings: Iterable[Sitting]) -> str:
    """The reliability table of the claims in the labelled exams, the error by kind, and each stated confidence."""
    verdicts = labelled(sittings)
    kinds = sorted({v.kind for v in verdicts})
    errors = [("all", verdicts), *((kind, [v for v in verdicts if v.kind == kind]) for kind in kinds)]
    rows = [
        (
            kind,
            len(some),
            f"{_mean_confidence(some):.3f}",
            f"{_share_right(some):.3f}",
            f"{expected_error(some):.3f}",
            f"{expected_error(held_out(some)):.3f}",
        )
        for kind, some in errors
    ]
    head = ("kind", "claims", "mean confidence", "share right", "expected calibration error", "held out")
    return f"{reliability(verdicts)}\n\n{table(head, rows)}\n\n{stated(verdicts)}"


def labelled(sittings: Iterable[Sitting]) -> list[Verdict]:
    """The verdicts on all claims of the labelled exams."""
    return [v for sitting in sittings if sitting.exam.name in LABELLED for v in verdicts_of(sitting)]


def calibrate(sittings: Iterable[Sitting]) -> str:
    """Set the table of confidences anew, from the claims of the labelled exams; what that does to the error."""
    before = labelled(sittings)
    fitted = fit(before)
    after = [_judged(v, fitted) for v in before]
    CONFIDENCE.write_text(written(fitted), encoding="utf-8")
    return (
        f"{CONFIDENCE.name}: expected calibration error {expected_error(before):.3f} before, "
        f"{expected_error(after):.3f} after, {expected_error(held_out(before)):.3f} held out"
    )


def fit(verdicts: Sequence[Verdict]) -> Fitted:
    """The share right of each kind of claim, with one right and one wrong added (Laplace): few claims prove little."""
    alike = {
        (kind, is_known): [v.right for v in verdicts if (v.kind, v.identified) == (kind, is_known)]
        for kind in KINDS
        for is_known in (True, False)
    }
    return {group: round((sum(rights) + 1) / (len(rights) + 2), 2) for group, rights in alike.items()}


def held_out(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Each verdict with the confidence that all other documents would have given its claim."""
    fits = {
        document: fit([v for v in verdicts if v.document != document])
        for document in {v.document for v in verdicts}
    }
    return [_judged(v, fits[v.document]) for v in verdicts]


def _judged(verdict: Verdict, fitted: Fitted) -> Verdict:
    return replace(verdict, confidence=fitted[verdict.kind, verdict.identified])


def written(fitted: Fitted) -> str:
    """The table as its file has it."""
    head = (
        "# How often claims are right, by kind and by whether the one who speaks, promises, gives or acts is "
        "identified.\n"
        '# Measured on labelled texts (docs/quality.md, "Calibration") and set by '
        "`python -m benchmarks.exams --calibrate`.\n"
    )
    tables = (
        f"\n[{kind}]\nidentified = {fitted[kind, True]:.2f}\nunidentified = {fitted[kind, False]:.2f}\n"
        for kind in KINDS
    )
    return head + "".join(tables)


def verdicts_of(sitting: Sitting) -> Iterator[Verdict]:
    """What the scoring script holds of each claim; what it counts neither way is left out."""
    scorer = load_script(sitting.folder / sitting.exam.script)
    said = {reading["id"]: reading["claims"] for reading in json_lines(sitting.claims)}
    for document in gold_documents(sitting.folder / sitting.exam.gold[0]):
        for kind in scorer.KINDS:
            gold = [c for c in document.claims if c["kind"] == kind]
            claims = [c for c in said[document.id] if c["kind"] == kind]
            pairs = {j: gold[i] for i, j in scorer.match(gold, claims, document.text)}
            for j, claim in enumerate(claims):
                if j not in pairs and scorer.restated(claim, gold):
                    continue
                right = j in pairs and _exact(scorer.slots(pairs[j], claim), scorer.DECISIVE[kind])
                known = is_identified(claim_from_json(claim))
                yield Verdict(kind, claim["confidence"], right, known, document.id)


def _exact(slots: dict[str, bool], decisive: Sequence[str]) -> bool:
    return all(slots[slot] for slot in decisive)


def reliability(verdicts: Sequence[Verdict]) -> str:
    """One line a bin that holds claims."""
    rows = [
        (
            f"{low:.1f} to {low + 1 / BINS:.1f}",
            len(some),
            f"{_mean_confidence(some):.3f}",
            f"{_share_right(some):.3f}",
        )
        for low, some in _bins(verdicts)
    ]
    return table(("confidence", "claims", "mean confidence", "share right"), rows)


def stated(verdicts: Sequence[Verdict]) -> str:
    """One line for each confidence that claims of a kind were given: what it should have been."""
    groups = sorted({(v.kind, v.confidence) for v in verdicts})
    alike = [(group, [v for v in verdicts if (v.kind, v.confidence) == group]) for group in groups]
    rows = [
        (kind, f"{confidence:.2f}", len(some), f"{_share_right(some):.2f}")
        for (kind, confidence), some in alike
    ]
    return table(("kind", "confidence", "claims", "share right"), rows)


def expected_error(verdicts: Sequence[Verdict]) -> float:
    """Between 0 (calibrated) and 1; 0 where there are no claims."""
    distances = [len(some) * abs(_mean_confidence(some) - _share_right(some)) for _, some in _bins(verdicts)]
    return sum(distances) / max(1, len(verdicts))


def _bins(verdicts: Sequence[Verdict]) -> list[tuple[float, list[Verdict]]]:
    bins: list[list[Verdict]] = [[] for _ in range(BINS)]
    for verdict in verdicts:
        bins[min(BINS - 1, int(verdict.confidence * BINS))].append(verdict)
    return [(at / BINS, some) for at, some in enumerate(bins) if some]


def _mean_confidence(verdicts: Sequence[Verdict]) -> float:
    return sum(v.confidence for v in verdicts) / max(1, len(verdicts))


def _share_right(verdicts: Sequence[Verdict]) -> float:
    return sum(v.right for v in verdicts) / max(1, len(verdicts))
