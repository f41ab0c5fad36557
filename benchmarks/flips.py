"""What becomes of a ledger in which a disk changed one bit: is it told, and is anything damaged given out?

    python -m benchmarks.flips                  # 200 bits, each in a copy of one ledger
    python -m benchmarks.flips --bits 20

One bit of the file is changed, anywhere in it; then the ledger is asked about today and a past day, its pages, its
positions, copies and words. Each answer is the undamaged one, or a ``TallyError``; and where any is not the undamaged
one, ``verify`` has to say so. An answer that lacks something, or is in another order, is as wrong as any other.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from unittest.mock import patch

from tallystick.errors import TallyError
from tallystick.ledger import Ledger, PromiseQuery, opened
from tallystick.ledger.sqlite_driver import Connection
from tallystick.model.records import Promise

from benchmarks.generated import Generator

CLAIMS = 120
DAY = "2023-06-01"
WORDS = ("bridges", "trucks", '"had reached"')

Outcome = Literal["unharmed", "refused", "incomplete", "wrong"]
"""All answers as before; some refused; some lack something, or are in another order; some hold what was never true."""


@dataclass(frozen=True, slots=True)
class Flipped:
    """What one changed bit came to.

    Attributes:
        outcome: The worst of all answers.
        questions: Those whose answers were not the undamaged ones.
        is_verified: Whether ``verify`` found nothing.
    """

    outcome: Outcome
    questions: tuple[str, ...]
    is_verified: bool


def make(path: Path) -> None:
    """A small ledger with an index, histories and positions, all of it in one file."""
    with Ledger(path) as ledger:
        ledger.append_all(Generator(CLAIMS, seed=5).readings())
        ledger.judge("accept", ledger.promises()[0].claims[0], user="ida")
        ledger.make_histories()
        ledger.positions()
    with closing(Connection(path.absolute().as_uri(), patience_seconds=0)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def answers(path: Path) -> dict[str, Any]:
    """What the ledger answers to each question: a value, or the error."""
    try:
        with Ledger(path) as ledger:
            return {name: _answer(ledger, ask) for name, ask in _QUESTIONS.items()}
    except TallyError as error:
        return dict.fromkeys(_QUESTIONS, error)


def _answer(ledger: Ledger, ask: Callable[[Ledger], Any]) -> Any:
    try:
        return ask(ledger)
    except TallyError as error:
        return error


def flip(sound: Path, damaged: Path, at: int, bit: int, expected: Mapping[str, Any]) -> Flipped:
    """Change one bit in a copy of a ledger and ask it everything.

    Args:
        sound: The ledger; stays as it is.
        damaged: Where the copy is made.
        at: Which byte.
        bit: Which of its eight bits.
        expected: The answers of the sound one.
    """
    for ending in ("", "-wal", "-shm"):
        damaged.with_name(damaged.name + ending).unlink(missing_ok=True)
    shutil.copy(sound, damaged)
    with damaged.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ (1 << bit)]))
    found = answers(damaged)
    others = {name for name, answer in found.items() if answer != expected[name]}
    lacking = {name for name in others if not isinstance(found[name], TallyError)}
    known = set(_parts(expected.values()))
    outcome: Outcome = "refused" if others else "unharmed"
    if lacking:
        outcome = "incomplete" if set(_parts(found[name] for name in lacking)) <= known else "wrong"
    return Flipped(outcome, tuple(sorted(lacking or others)), _is_verified(damaged))


def _is_verified(path: Path) -> bool:
    try:
        with Ledger(path) as ledger:
            return not ledger.verify()
    except TallyError:
        return False


def _parts(values: Iterable[Any]) -> Iterable[str]:
    """The records in answers, however deep they lie."""
    for value in values:
        if isinstance(value, (tuple, list)):
            yield from _parts(value)
        elif not isinstance(value, (int, TallyError)) and value is not None:
            yield repr(value)


def _pages(ledger: Ledger) -> list[Any]:
    queries = [PromiseQuery(sort=sort, limit=20) for sort in ("known", "deadline", "at_stake", "urgency")]
    queries.append(PromiseQuery(statuses=("open", "overdue"), limit=20))
    return [
        (page.promises, page.total) for q in queries for day in (None, DAY) for page in [ledger.page(q, day)]
    ]


def _of_claims(ledger: Ledger) -> list[Promise | None]:
    claims = [claim.id for claim in ledger.claims()[:40]]
    return [ledger.promise_of(claim) for claim in claims]


def _at_a_glance(ledger: Ledger) -> list[Any]:
    with ledger.glance() as glance:
        choices, totals = glance.choices(), glance.totals()
        latest = glance.latest(0, 10)
        of = glance.claims_speaking_of(choices.actors[0].value, "o", 10) if choices.actors else ()
        return [glance.days(), totals, choices, latest, of, glance.doubts(10)]


def _streamed(ledger: Ledger) -> list[Any]:
    with ledger.streamed() as state:
        return [list(state.promises()), state.copies]


_QUESTIONS: dict[str, Callable[[Ledger], Any]] = {
    "promises": lambda ledger: ledger.promises(),
    "promises of a day": lambda ledger: ledger.promises(DAY),
    "pages": _pages,
    "the promise of a claim": _of_claims,
    "why": lambda ledger: [ledger.why(promise) for promise in ledger.promises()[:3]],
    "difference": lambda ledger: ledger.difference("2023-01-01", DAY),
    "search": lambda ledger: [ledger.search(words) for words in WORDS],
    "positions": lambda ledger: ledger.positions(),
    "copies": lambda ledger: ledger.copies(),
    "readings": lambda ledger: ledger.readings(),
    "judgements": lambda ledger: ledger.judgements(),
    "dump": lambda ledger: list(ledger.export_lines()),
    "a glance": _at_a_glance,
    "all of it": _streamed,
}


def main() -> None:
    """Change as many bits as asked for, one at a time, and say what was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bits", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20240229)
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311 (places, not secrets)
    found: Counter[str] = Counter()
    unseen = 0
    with (
        tempfile.TemporaryDirectory(prefix="tally-flips-") as folder,
        patch.object(opened, "INDEXED_FROM", 0),
        patch.object(opened, "TOLD_FROM", 0),
    ):
        sound = Path(folder) / "sound.tally"
        make(sound)
        expected = answers(sound)
        for number in range(options.bits):
            at, bit = chance.randrange(sound.stat().st_size), chance.randrange(8)
            flipped = flip(sound, Path(folder) / "damaged.tally", at, bit, expected)
            found[flipped.outcome] += 1
            is_unseen = flipped.outcome != "unharmed" and flipped.is_verified
            unseen += is_unseen
            if flipped.outcome in ("incomplete", "wrong") or is_unseen:
                seen = "" if not flipped.is_verified else ", which verify did not see"
                print(
                    f"bit {number + 1}, byte {at:,}: {flipped.outcome}{seen}:", *flipped.questions, flush=True
                )
    told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(found.items()))
    print(f"{options.bits} bits: {told}; {unseen} not seen by verify")
    sys.exit(bool(found["wrong"] or found["incomplete"] or unseen))


if __name__ == "__main__":
    main()
