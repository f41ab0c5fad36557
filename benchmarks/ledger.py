"""How a ledger grows: claims a second, bytes on disk, and how long questions take, at 10,000 to 1,000,000 claims.

    python -m benchmarks.ledger                                   # 10,000 and 100,000 claims
    python -m benchmarks.ledger --claims 1000000 --keep big.tally # one size; begun again, it goes on where it was ended
    python -m benchmarks.ledger --claims 1000000 --keep big.tally --only asked positions
    python -m benchmarks.ledger --write                           # put the table into docs/quality.md

The claims are generated (``benchmarks.generated``). Making them is not measured; turning them into entries,
chaining and storing them is. Questions are asked of an open ledger, each several times over different promises;
the table gives the median. Times are of the processor, which other programs on the machine change little; behind
them stands what the clock showed.

Each figure is printed when it is known. With ``--keep`` the ledger stays, and beside it (``big.tally.json``) what was
measured: parts that are done are not measured again but where ``--only`` names them.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from tallystick.cli.choosing import SHOWN
from tallystick.ledger import Ledger, opened
from tallystick.ledger.index_histories import tell
from tallystick.ledger.index_queries import PromiseQuery
from tallystick.ledger.index_tables import drop, state
from tallystick.ledger.indexing import is_fresh, refresh
from tallystick.ledger.schema import entries

from benchmarks.generated import CONCEPTS, DAYS, FIRST_DAY, Generator
from benchmarks.pages import QUALITY, put

SIZES = (10_000, 100_000)
BATCH = 500
ASKED = 40
"""So often each question is asked: of fewer than twenty the slowest alone, which is the first, would be the p95."""

PATIENCE_SECONDS = 20
"""A question that takes long is asked again only until so much time has gone."""

Figures = dict[str, str]


def main() -> None:
    """Measure each size and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, nargs="*", default=list(SIZES), help="numbers of claims")
    parser.add_argument("--place", help="URL of an empty PostgreSQL database, instead of passing files")
    parser.add_argument("--keep", type=Path, help="keep the ledger in this file, or go on with the one there")
    parser.add_argument("--only", nargs="*", choices=list(PARTS), help="measure these parts alone")
    parser.add_argument("--store-only", action="store_true", help="leave the index and its questions out")
    parser.add_argument("--write", action="store_true", help="put the table into docs/quality.md")
    options = parser.parse_args()
    if options.keep and len(options.claims) != 1:
        parser.error("--keep takes one number of claims: --claims 1000000")
    opened.INDEXED_FROM = 0
    only = ["stored"] if options.store_only else options.only
    columns = {claims: measure(claims, options.place, options.keep, only) for claims in options.claims}
    text = table(columns)
    print(text)
    if options.write:
        put(QUALITY, "ledger", text)


@dataclass
class Run:
    """What is measured of one ledger.

    Attributes:
        ledger: The ledger.
        claims: How many claims it is to have.
        where: Its file or URL.
        figures: What was measured so far, by part.
        notes: Where that is kept; ``None`` for nowhere.
    """

    ledger: Ledger
    claims: int
    where: str
    figures: dict[str, Figures] = field(default_factory=dict)
    notes: Path | None = None

    def measure(self, part: str) -> None:
        """Measure a part and keep what came of it."""
        self.figures[part] = PARTS[part](self)
        if self.notes is not None:
            self.notes.write_text(json.dumps(self.figures, indent=1), encoding="utf-8")


def measure(claims: int, place: str | None, keep: Path | None, only: list[str] | None) -> Figures:
    """All figures for one number of claims."""
    with tempfile.TemporaryDirectory(prefix="tally-benchmark-") as folder:
        where = place or str(keep or Path(folder) / "benchmark.tally")
        notes = None if keep is None else keep.with_name(f"{keep.name}.json")
        known = json.loads(notes.read_text(encoding="utf-8")) if notes is not None and notes.exists() else {}
        with Ledger(where) as ledger:
            run = Run(ledger, claims, where, known, notes)
            if only is None or "stored" not in known:
                only = [
                    part
                    for part in PARTS
                    if part not in known and (only is None or part in ("stored", *only))
                ]
            for part in PARTS:
                if part in only:
                    run.measure(part)
        return {name: figure for part in PARTS for name, figure in run.figures.get(part, {}).items()}


def _stored(run: Run) -> Figures:
    ledger, claims = run.ledger, run.claims
    readings, spent, worked, stored = Generator(claims).readings(), 0.0, 0.0, 0
    some = [reading.claims[0].id for reading in islice(readings, _documents(ledger))][::BATCH]
    while batch := list(islice(readings, BATCH)):
        start, cpu = time.perf_counter(), time.process_time()
        ledger.append_all(batch, batch=BATCH)
        spent += time.perf_counter() - start
        worked += time.process_time() - cpu
        stored += sum(len(reading.claims) for reading in batch)
        some.append(batch[0].claims[0].id)
    documents = _documents(ledger)
    _say(f"{stored:,} claims stored in {spent:.0f} s, there are {documents:,} documents")
    size = _size(run)
    figures = {
        "documents": f"{documents:,}",
        "stored, claims a second": f"{stored / spent:,.0f}" if stored else "–",
        "… a second of processor time": f"{stored / worked:,.0f}" if stored else "–",
        "bytes a claim, text and chain": "–" if size is None else f"{size / claims:,.0f}",
        "a claim by its id": _median(ledger.claim, some[:: max(1, len(some) // ASKED)][:ASKED]),
        "the document of a claim": _median(ledger.document_of, some[:: max(1, len(some) // ASKED)][:ASKED]),
    }
    return _told(figures)


def _documents(ledger: Ledger) -> int:
    with ledger._access.reading() as connection:
        query = select(func.count()).select_from(entries).where(entries.c.kind == "document")
        return connection.execute(query).scalar() or 0


def _told(figures: Figures) -> Figures:
    for name, figure in figures.items():
        _say(f"{name}: {figure}")
    return figures


def _indexed(run: Run) -> Figures:
    ledger = run.ledger
    begun = _begun(ledger)
    with _timed() as spent:
        total = ledger.page(PromiseQuery()).total
    _say(f"index made in {spent()}; {total:,} promises")
    with _timed() as listed:
        promises = ledger.promises()
    size = _size(run)
    _say(f"all promises listed in {listed()}")
    return {
        "promises": f"{len(promises):,}",
        "index made from nothing (all promises folded)": spent() + begun,
        "all promises listed": listed(),
        "size on disk with the index": "–" if size is None else f"{size / 2**20:,.0f} MiB",
    }


def _begun(ledger: Ledger) -> str:
    """Let an index go that is whole; what to note where one was begun, which is gone on with."""
    with ledger._access.writing() as connection:
        if not connection.dialect.has_table(connection, state.name):
            return ""
        if not is_fresh(connection):
            return ", the rest of one begun"
        drop(connection)
    return ""


def _asked(run: Run) -> Figures:
    ledger = run.ledger
    first = ledger.page(PromiseQuery(sort="deadline", limit=1000)).promises
    chosen = first[:: max(1, len(first) // ASKED)][:ASKED]
    questions: dict[str, Callable[[Any], object]] = {
        "first page of promises": lambda _: ledger.page(PromiseQuery()),
        "tally promises on a terminal": lambda _: ledger.listed(PromiseQuery(sort="urgency")),
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
    figures: Figures = {}
    for name, question in questions.items():
        figures[name] = _median(question, chosen)
        _say(f"{name}: {figures[name]}")
    return figures


def _past(run: Run) -> Figures:
    """Days that are past, each question of days spread over all that the reports tell of."""
    ledger = run.ledger
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
        "what changed within a week, as a terminal shows it": lambda day: ledger.differences(
            day, _later(day, 7), SHOWN
        ),
        "what changed within a month, as a terminal shows it": lambda day: ledger.differences(
            day, _later(day, 30), SHOWN
        ),
        "what changed within a week, all of it": lambda day: ledger.difference(day, _later(day, 7)),
        "what changed within a month, all of it": lambda day: ledger.difference(day, _later(day, 30)),
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


def _positions(run: Run) -> Figures:
    """Who is for what: concepts that were assigned in reading, asked for as pages do."""
    ledger, key = run.ledger, CONCEPTS[0]
    with ledger.standings() as standings:
        actors = [one.actor.key for one in standings.standings(key, 0, 10_000)]
    actors = actors[:: max(1, len(actors) // ASKED)][:ASKED]
    questions: dict[str, Callable[[Any], object]] = {
        "positions on one concept, as a page shows them": lambda _: _page_of(ledger, key),
        "positions of one actor": ledger.positions_of,
        "what positions on all concepts add up to": lambda _: _sums(ledger),
        "positions on one concept, all that was said": lambda _: ledger.positions(key),
        "positions on all concepts, all that was said": lambda _: ledger.positions(),
        "positions of one actor as of a day": lambda a: ledger.positions_of(a, None, "2023-01-01"),
        "positions on one concept as of a day, as a page shows them": lambda _: _page_of(
            ledger, key, "2023-01-01"
        ),
        "what positions on all concepts add up to, as of a day": lambda _: _sums(ledger, "2023-01-01"),
        "positions on one concept as of a day, all that was said": lambda _: ledger.positions(
            key, None, "2023-01-01"
        ),
    }
    figures: Figures = {}
    for name, question in questions.items():
        figures[name] = _median(question, actors)
        _say(f"{name}: {figures[name]}")
    return figures


def _page_of(ledger: Ledger, key: str, day: str | None = None) -> None:
    with ledger.standings(None, day) as standings:
        standings.sum_of(key)
        standings.standings(key, 0, 50)
        standings.said(key, 0, 25)
        standings.shifts(key, 0, 10)


def _sums(ledger: Ledger, day: str | None = None) -> None:
    with ledger.standings(None, day) as standings:
        standings.sums()
        standings.sides()


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


def _grown(run: Run) -> Figures:
    ledger = run.ledger
    _append_new(ledger)
    with _timed() as spent:
        refresh(ledger._access)  # what the next question would do first
    return _told({"index brought up to date after 1,000 new claims": spent()})


def _append_new(ledger: Ledger) -> None:
    """Store 1,000 claims of reports of all years that the ledger does not have, whatever was measured before."""
    place = ledger.head().seq
    ledger.append_all(Generator(1000, seed=place).readings(first=10_000_000 + place))


def _followed(run: Run) -> Figures:
    """Histories after more claims of all years."""
    _append_new(run.ledger)
    refresh(run.ledger._access)
    with _timed() as told:
        tell(run.ledger._access)
    return _told({"histories followed on after 1,000 new claims": told()})


PARTS: dict[str, Callable[[Run], Figures]] = {
    "stored": _stored,
    "indexed": _indexed,
    "asked": _asked,
    "positions": _positions,
    "grown": _grown,
    "past": _past,
    "followed": _followed,
}
"""What is measured, in this order."""


@contextmanager
def _timed() -> Iterator[Callable[[], str]]:
    start, cpu = time.perf_counter(), time.process_time()
    took: list[float] = []
    yield lambda: f"{_short(took[1])} (clock {_short(took[0])})"
    took += [time.perf_counter() - start, time.process_time() - cpu]


def _short(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms" if seconds < 10 else f"{seconds:,.0f} s"


def _size(run: Run) -> int | None:
    """Bytes that a file takes with what still lies in its log; ``None`` of a server."""
    if "://" in run.where:
        return None
    with run.ledger._access.reading() as connection:
        told = [connection.exec_driver_sql(f"PRAGMA page_{of}").scalar_one() for of in ("count", "size")]
    return int(told[0]) * int(told[1])


def _say(line: str) -> None:
    print(line, flush=True)


def table(columns: dict[int, Figures]) -> str:
    """The figures as a table, a column a size."""
    rows = list(dict.fromkeys(row for column in columns.values() for row in column))
    lines = ["| claims | " + " | ".join(f"{claims:,}" for claims in columns) + " |"]
    lines.append("| --- |" + " ---: |" * len(columns))
    lines += [f"| {row} | " + " | ".join(c.get(row, "") for c in columns.values()) + " |" for row in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
