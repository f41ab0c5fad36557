"""How a ledger grows: claims a second, bytes on disk, and how long questions take, at 10,000 to 1,000,000 claims.

    python -m benchmarks.ledger                      # 10,000 and 100,000 claims
    python -m benchmarks.ledger --claims 1000000     # one size
    python -m benchmarks.ledger --write              # put the table into docs/quality.md

The claims are generated (``benchmarks.generated``). Making them is not measured; turning them into entries,
chaining and storing them is. Questions are asked of an open ledger, each several times over different promises;
the table gives the median. Times are of the processor, which other programs on the machine change little; behind
them stands what the clock showed.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from tallystick.ledger import Ledger, opened
from tallystick.ledger.index_histories import tell
from tallystick.ledger.index_queries import PromiseQuery
from tallystick.ledger.indexing import refresh

from benchmarks.generated import CONCEPTS, DAYS, FIRST_DAY, Generator
from benchmarks.pages import QUALITY, put

SIZES = (10_000, 100_000)
BATCH = 500
ASKED = 15
PATIENCE_SECONDS = 20
"""A question that takes long is asked again only until so much time has gone."""


def main() -> None:
    """Measure each size and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, nargs="*", default=list(SIZES), help="numbers of claims")
    parser.add_argument("--place", help="URL of an empty PostgreSQL database, instead of passing files")
    parser.add_argument("--store-only", action="store_true", help="leave the index and its questions out")
    parser.add_argument("--write", action="store_true", help="put the table into docs/quality.md")
    options = parser.parse_args()
    opened.INDEXED_FROM = 0
    columns = {
        claims: measure(claims, options.place, store_only=options.store_only) for claims in options.claims
    }
    text = table(columns)
    print(text)
    if options.write:
        put(QUALITY, "ledger", text)


def measure(claims: int, place: str | None, *, store_only: bool) -> dict[str, str]:
    """All figures for one number of claims."""
    with tempfile.TemporaryDirectory(prefix="tally-benchmark-") as folder:
        where = place or str(Path(folder) / "benchmark.tally")
        with Ledger(where) as ledger:
            figures = _stored(ledger, claims, where)
            if store_only:
                return figures
            figures |= _indexed(ledger, where)
            figures |= _asked(ledger)
            figures |= _positions(ledger)
            figures |= _grown(ledger)
            figures |= _past(ledger)
            figures |= _followed(ledger)
        return figures


def _stored(ledger: Ledger, claims: int, where: str) -> dict[str, str]:
    readings, spent, worked, documents = Generator(claims).readings(), 0.0, 0.0, 0
    some: list[str] = []
    while batch := list(islice(readings, BATCH)):
        start, cpu = time.perf_counter(), time.process_time()
        documents += ledger.append_all(batch, batch=BATCH).documents
        spent += time.perf_counter() - start
        worked += time.process_time() - cpu
        some.append(batch[0].claims[0].id)
    _say(f"{claims:,} claims of {documents:,} documents stored in {spent:.0f} s")
    return {
        "documents": f"{documents:,}",
        "stored, claims a second": f"{claims / spent:,.0f}",
        "… a second of processor time": f"{claims / worked:,.0f}",
        "bytes a claim, text and chain": _bytes(where, claims),
        "a claim by its id": _median(ledger.claim, some[:: max(1, len(some) // ASKED)][:ASKED]),
        "the document of a claim": _median(ledger.document_of, some[:: max(1, len(some) // ASKED)][:ASKED]),
    }


def _indexed(ledger: Ledger, where: str) -> dict[str, str]:
    with _timed() as spent:
        total = ledger.page(PromiseQuery()).total
    _say(f"index made in {spent()}; {total:,} promises")
    with _timed() as listed:
        promises = ledger.promises()
    _say(f"all promises listed in {listed()}")
    return {
        "promises": f"{len(promises):,}",
        "index made from nothing (all promises folded)": spent(),
        "all promises listed": listed(),
        "size on disk with the index": _size(where),
    }


def _asked(ledger: Ledger) -> dict[str, str]:
    first = ledger.page(PromiseQuery(sort="deadline", limit=1000)).promises
    chosen = first[:: max(1, len(first) // ASKED)][:ASKED]
    questions: dict[str, Callable[[Any], object]] = {
        "first page of promises": lambda _: ledger.page(PromiseQuery()),
        "first page, overdue, soonest deadline first": lambda _: ledger.page(
            PromiseQuery(statuses=("overdue",), sort="deadline")
        ),
        "first page of one actor": lambda p: ledger.page(PromiseQuery(actor=p.actors[0].id)),
        "one promise": lambda p: ledger.promise(p.id),
        "one promise as of a day": lambda p: ledger.promise(p.id, "2024-01-01"),
        "the claims of a promise with their documents": lambda p: [
            (ledger.claim(c), ledger.document_of(c)) for c in p.claims
        ],
        "the same, all at once": lambda p: ledger.evidence(p.claims),
        "the same as of a day": lambda p: ledger.evidence(p.claims, "2024-01-01"),
        "one report": lambda p: ledger.reading(p.documents[0]),
        "the promise of a claim": lambda p: ledger.promise_of(p.claims[0]),
        "the promise of a claim as of a day": lambda p: ledger.promise_of(p.claims[0], "2024-01-01"),
        "copies of a report": lambda p: ledger.copies_of(p.documents[0]),
        "voices behind a promise": lambda p: ledger.voices(p.claims),
        "voices behind a promise as of a day": lambda p: ledger.voices(p.claims, "2024-01-01"),
        "promises by the start of an id": lambda p: ledger.promises_beginning(p.id[:6]),
        "what is in doubt": lambda _: ledger.doubts(),
        "why, all figures of a promise": lambda p: ledger.why(p.id),
        "search, one word": lambda _: ledger.search("harvests"),
        "search, two words": lambda _: ledger.search("Meridian ferries"),
        "search, a phrase": lambda _: ledger.search('"talks on bridges"'),
    }
    figures = {}
    for name, question in questions.items():
        figures[name] = _median(question, chosen)
        _say(f"{name}: {figures[name]}")
    return figures


def _past(ledger: Ledger) -> dict[str, str]:
    """Days that are past, each question of days spread over all that the reports tell of."""
    with _timed() as spent:
        ledger.page(PromiseQuery(), "2023-01-01")
    _say(f"histories made in {spent()}")
    figures = {"histories of all promises made, at the first question of a past day": spent()}
    days = [(FIRST_DAY + timedelta(days=number * DAYS // ASKED)).isoformat() for number in range(ASKED)]
    known = [promise.id for promise in ledger.page(PromiseQuery(sort="deadline", limit=ASKED)).promises]
    rested = [promise.claims[0] for promise in ledger.page(PromiseQuery(limit=ASKED)).promises]
    questions: dict[str, Callable[[Any], object]] = {
        "first page as of a day": lambda day: ledger.page(PromiseQuery(), day),
        "first page as of a day, most urgent first": lambda d: ledger.page(PromiseQuery(sort="urgency"), d),
        "first page as of a day, overdue, soonest deadline first": lambda day: ledger.page(
            PromiseQuery(statuses=("overdue",), sort="deadline"), day
        ),
        "what promises can be chosen by, as of a day": lambda day: _choices(ledger, day),
        "one promise as of a day, histories at hand": lambda day: [ledger.promise(i, day) for i in known[:1]],
        "the promise of a claim as of a day, likewise": lambda day: [
            ledger.promise_of(claim, day) for claim in rested[:1]
        ],
        "what changed within a week": lambda day: ledger.difference(day, _later(day, 7)),
        "what changed within a month": lambda day: ledger.difference(day, _later(day, 30)),
    }
    for name, question in questions.items():
        figures[name] = _median(question, days)
        _say(f"{name}: {figures[name]}")
    with _timed() as listed:
        ledger.promises(days[ASKED // 2])
    _say(f"all promises listed as of a day: {listed()}")
    return figures | {"all promises listed as of a day": listed()}


def _choices(ledger: Ledger, day: str) -> None:
    with ledger.glance_at(day) as then:
        if then is not None:
            then.choices()


def _positions(ledger: Ledger) -> dict[str, str]:
    """Who is for what: concepts that were assigned in reading, asked for as pages do."""
    key = CONCEPTS[0]
    with _timed() as spent:
        (record,) = ledger.positions(key)
    _say(f"positions looked up for the first time in {spent()}")
    step = max(1, len(record.stands) // ASKED)
    actors = [stand.actor.key for stand in record.stands[::step]][:ASKED]
    figures = {"positions, the first question": spent()}
    questions: dict[str, Callable[[Any], object]] = {
        "positions on one concept": lambda _: ledger.positions(key),
        "positions on all concepts": lambda _: ledger.positions(),
        "positions of one actor": ledger.positions_of,
        "positions on one concept as of a day": lambda _: ledger.positions(key, None, "2023-01-01"),
        "positions of one actor as of a day": lambda a: ledger.positions_of(a, None, "2023-01-01"),
    }
    for name, question in questions.items():
        figures[name] = _median(question, actors)
        _say(f"{name}: {figures[name]}")
    return figures


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _median(question: Callable[[Any], object], chosen: Any) -> str:
    spent, worked = [], []
    for promise in chosen:
        start, cpu = time.perf_counter(), time.process_time()
        question(promise)
        spent.append(time.perf_counter() - start)
        worked.append(time.process_time() - cpu)
        if sum(spent) > PATIENCE_SECONDS:
            break
    most = sorted(worked)[int(len(worked) * 0.95)]
    clock, processor = statistics.median(spent), statistics.median(worked)
    return f"{_short(processor)}, p95 {_short(most)} (clock {_short(clock)})"


def _grown(ledger: Ledger) -> dict[str, str]:
    ledger.append_all(Generator(1000, seed=2).readings(first=9_000_000))
    with _timed() as spent:
        refresh(ledger._access)  # what the next question would do first
    _say(f"index brought up to date after 1,000 new claims in {spent()}")
    with _timed() as assigned:
        ledger.positions(CONCEPTS[0])
    _say(f"positions on one concept, the first time after them: {assigned()}")
    return {
        "index brought up to date after 1,000 new claims": spent(),
        "positions on one concept, the first time after them": assigned(),
    }


def _followed(ledger: Ledger) -> dict[str, str]:
    """Histories after more claims of all years."""
    ledger.append_all(Generator(1000, seed=3).readings(first=9_500_000))
    refresh(ledger._access)
    with _timed() as told:
        tell(ledger._access)
    _say(f"histories followed on after 1,000 new claims in {told()}")
    return {"histories followed on after 1,000 new claims": told()}


@contextmanager
def _timed() -> Iterator[Callable[[], str]]:
    start, cpu = time.perf_counter(), time.process_time()
    took: list[float] = []
    yield lambda: f"{_short(took[1])} (clock {_short(took[0])})"
    took += [time.perf_counter() - start, time.process_time() - cpu]


def _short(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms" if seconds < 10 else f"{seconds:,.0f} s"


def _size(where: str) -> str:
    return "–" if "://" in where else f"{Path(where).stat().st_size / 2**20:,.0f} MiB"


def _bytes(where: str, claims: int) -> str:
    return "–" if "://" in where else f"{Path(where).stat().st_size / claims:,.0f}"


def _say(line: str) -> None:
    print(line, flush=True)


def table(columns: dict[int, dict[str, str]]) -> str:
    """The figures as a table, a column a size."""
    rows = list(dict.fromkeys(row for column in columns.values() for row in column))
    lines = ["| claims | " + " | ".join(f"{claims:,}" for claims in columns) + " |"]
    lines.append("| --- |" + " ---: |" * len(columns))
    lines += [f"| {row} | " + " | ".join(c.get(row, "") for c in columns.values()) + " |" for row in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
