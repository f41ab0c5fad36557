"""How quickly the pages of a large ledger come, and how much they weigh.

    python -m benchmarks.web                             # 100,000 claims; making them takes minutes
    python -m benchmarks.web --claims 10000
    python -m benchmarks.web --ledger kept.tally         # make it there once, use it again
    python -m benchmarks.web --write                     # put the table into docs/quality.md

``tally serve`` runs in processes of its own (``--workers``). Clients that wait for each answer before they ask again
ask for one kind of page after the other, each time about something else, and in the end for all kinds at once. What a
page weighs is what Debian's Chromium was sent for it and everything it loads, with nothing kept from before.
"""

from __future__ import annotations

import argparse
import html
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Request, sync_playwright
from tallystick.ledger import Ledger
from tallystick.ledger.index_queries import PromiseQuery

from benchmarks import generated, pages
from benchmarks.generated import Generator

CLIENTS = 8
ASKED = 160
"""How often each kind of page is asked for."""

DIFFERENT = 40
"""About how many different things."""

DAYS = 5
"""On how many days that are past, evenly spread over those on which reports came out."""

LONGEST_WAIT_MS = 300
MOST_BYTES, MOST_WITH_CHARTS = 300_000, 1_200_000
CHARTS_LIBRARY = "vega"
"""What stands in the name of a file of the charts' library."""

CHROMIUM = "/usr/bin/chromium"
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """What one request came to: its address, its duration, and its bytes as they were sent."""

    path: str
    seconds: float
    size: int


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes that a browser was sent for a page, without the charts' library and of it."""

    page: int
    library: int


def main() -> None:
    """Make the ledger, serve it, ask, weigh and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, default=100_000, help="how many claims the ledger holds")
    parser.add_argument("--ledger", type=Path, help="where to keep it; an existing one is used as it is")
    parser.add_argument("--workers", type=int, default=2, help="how many processes serve")
    parser.add_argument("--only", nargs="*", default=(), help="kinds of pages, by the first word of the row")
    parser.add_argument("--asked", type=int, default=ASKED, help="how often each kind is asked for")
    parser.add_argument("--write", action="store_true", help="put the table into docs/quality.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tally-benchmark-") as folder:
        place = options.ledger or Path(folder) / "benchmark.tally"
        with Ledger(place) as ledger:
            size = fill(ledger, options.claims)
            known = _known(ledger)
        with _served(place, options.workers) as address:
            kinds = {k: p for k, p in _places(address, known).items() if _is_wanted(k, options.only)}
            text = table(address, kinds, options.asked)
    text = f"{size[:-1]}, {options.workers} serving processes:\n\n{text}"
    print(text)
    if options.write:
        pages.put(pages.QUALITY, "web", text)


def fill(ledger: Ledger, claims: int) -> str:
    """Store generated claims where there are none yet, bring the index up to date, and say what there is."""
    if ledger.head().seq == 0:
        readings = Generator(claims).readings()
        while batch := list(islice(readings, _BATCH)):
            ledger.append_all(batch, batch=_BATCH)
    _say("bringing the index up to date")
    promises = ledger.page(PromiseQuery(limit=1)).total
    told = sum(len(reading.claims) for reading in ledger.readings())
    return (
        f"{told:,} claims in {len(ledger.documents()):,} reports, {promises:,} promises, {CLIENTS} clients:"
    )


def _known(ledger: Ledger) -> Mapping[str, Sequence[str]]:
    """Addresses of what the ledger holds, by kind of page; the same for the same ledger."""
    chance = random.Random(3)  # noqa: S311 (not for secrets)
    promises = ledger.page(PromiseQuery(limit=10_000)).promises
    some = chance.sample(promises, min(DIFFERENT, len(promises)))
    actors = sorted({party.id for promise in some for party in promise.actors if party.id})
    with ledger.glance() as glance:
        every = glance.days()
    days = [every[len(every) * place // (DAYS + 1)] for place in range(1, DAYS + 1)]
    documents = sorted({document for promise in some for document in promise.documents[:1]})
    topics = [chance.sample(generated._TOPICS, 2) for _ in range(DIFFERENT)]
    return {
        "overview": [f"/?page={number}" for number in range(1, 11)],
        "overview, filtered": [
            *(f"/?actor={actor}" for actor in actors),
            *(f"/?status={promise.status}&category={promise.category}" for promise in some),
        ],
        "search": [f"/search?q={'+'.join(words)}" for words in topics],
        "promise": [f"/promise/{promise.id}" for promise in some],
        "reports": ["/document", "/document?page=2"],
        "report": [f"/document/{document}" for document in documents],
        "actors": ["/actor"],
        "actor": [f"/actor/{actor}" for actor in actors],
        "concepts": ["/concept"],
        "concept": [f"/concept/{concept}" for concept in generated.CONCEPTS],
        "review": ["/review"],
        "overview, on a day that is past": [f"/?as-of={day}" for day in days],
        "promise, on a day that is past": [
            f"/promise/{promise}?as-of={days[-1]}" for promise in _known_on(ledger, days[-1])
        ],
        "actor, on a day that is past": [
            f"/actor/{actor}?as-of={day}" for actor in actors[:10] for day in days[-3:]
        ],
        "concept, on a day that is past": [
            f"/concept/{concept}?as-of={day}" for concept in generated.CONCEPTS for day in days
        ],
    }


def _known_on(ledger: Ledger, day: str) -> list[str]:
    """Ids of promises that were known on a day; the same for the same ledger."""
    known = [promise.id for promise in ledger.page(PromiseQuery(limit=10_000), day).promises]
    return random.Random(3).sample(known, min(DIFFERENT, len(known)))  # noqa: S311 (not for secrets)


def _places(address: str, known: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """What is asked for: ``known``, and what only other pages lead to."""
    start = time.perf_counter()
    queue = _text(address, "/review")
    _say(f"first page of the review after {time.perf_counter() - start:.1f} s")
    promises = [_text(address, path) for path in known["promise"]]
    found = {
        **known,
        "review": ["/review", *_links(queue, r"/review\?item=[^\"]+")[: DIFFERENT - 1]],
        "chart": [p for text in promises for p in _links(text, r"/promise/[^\"?]+/chart\.[^\"]*")[:1]],
    }
    return {kind: paths for kind, paths in found.items() if paths}


def _is_wanted(kind: str, only: Sequence[str]) -> bool:
    return not only or kind.partition(" ")[0].rstrip(",") in only


def _links(text: str, pattern: str) -> list[str]:
    found = (html.unescape(link) for link in re.findall(f'"({pattern})"', text))
    return list(dict.fromkeys(found))


def _text(address: str, path: str) -> str:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=600)
    connection.request("GET", path)
    text = connection.getresponse().read().decode()
    connection.close()
    return text


def table(address: str, kinds: Mapping[str, Sequence[str]], asked: int) -> str:
    """A row a kind of page, and one for all kinds at once."""
    rows, heaviest = [], {}
    with ThreadPoolExecutor(CLIENTS) as clients, _browser() as browser:
        for kind, paths in kinds.items():
            _ask(address, paths[:1])  # what is loaded at a first time is not what a page takes
            answers, spent = _asked(clients, address, [paths[n % len(paths)] for n in range(asked)])
            heaviest[kind] = max(answers, key=lambda answer: answer.size).path
            weight = _weighed(browser, address + heaviest[kind])
            rows.append([kind, *_figures(answers, spent), *_weights(weight)])
            _say(" | ".join(map(str, rows[-1])))
        every = [paths[n % len(paths)] for paths in kinds.values() for n in range(asked // 4)]
        random.Random(3).shuffle(every)  # noqa: S311 (not for secrets)
        answers, spent = _asked(clients, address, every)
        rows.append(["all kinds at once", *_figures(answers, spent), "", ""])
    head = ["page", "median, ms", f"p95, ms (target {LONGEST_WAIT_MS})", "requests a second",
            f"kB sent (target {MOST_BYTES // 1000})",
            f"kB with the charts' library (target {MOST_WITH_CHARTS // 1000:,})"]  # fmt: skip
    return pages.table(head, rows)


def _asked(clients: ThreadPoolExecutor, address: str, paths: Sequence[str]) -> tuple[list[Answer], float]:
    """All answers to requests shared out among the clients, and how long they took together."""
    start = time.perf_counter()
    shares = [paths[n::CLIENTS] for n in range(CLIENTS)]
    answers = [
        answer for found in clients.map(lambda share: _ask(address, share), shares) for answer in found
    ]
    return answers, time.perf_counter() - start


def _ask(address: str, paths: Sequence[str]) -> list[Answer]:
    """Ask one after the other over one connection.

    Raises:
        SystemExit: A page was refused.
    """
    connection = HTTPConnection(urlsplit(address).netloc, timeout=600)
    found = []
    for path in paths:
        start = time.perf_counter()
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        size = len(answer.read())
        if answer.status != 200:
            raise SystemExit(f"{path} was answered with {answer.status}")
        found.append(Answer(path, time.perf_counter() - start, size))
    connection.close()
    return found


def _figures(answers: Sequence[Answer], spent: float) -> list[str]:
    times = sorted(answer.seconds * 1000 for answer in answers)
    slow = times[int(len(times) * 0.95)]
    return [f"{statistics.median(times):,.0f}", f"{slow:,.0f}", f"{len(answers) / spent:,.0f}"]


def _weights(weight: Weight) -> list[str]:
    both = weight.page + weight.library
    return [f"{weight.page / 1000:,.0f}", f"{both / 1000:,.0f}" if weight.library else "no charts"]


def _weighed(browser: Browser, url: str) -> Weight:
    """What a browser that was never here is sent for a page, scrolled to its end."""
    context = browser.new_context()
    asked: dict[str, Request] = {}
    context.on("requestfinished", lambda request: asked.update({request.url: request}))
    page = context.new_page()
    page.goto(url, timeout=600_000)
    page.evaluate("document.documentElement.scrollIntoView(false)")
    page.wait_for_load_state("networkidle")
    sizes = {address: request.sizes()["responseBodySize"] for address, request in asked.items()}
    context.close()
    library = sum(size for name, size in sizes.items() if CHARTS_LIBRARY in name)
    return Weight(sum(sizes.values()) - library, library)


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@contextmanager
def _served(place: Path, workers: int) -> Iterator[str]:
    """The address at which ``tally serve`` serves a ledger, in processes of its own."""
    command = [sys.executable, "-m", "tallystick", "serve", "--ledger", str(place), "--port", "0"]
    command += ["--workers", str(workers)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            said = next((line for line in process.stderr or () if "http://" in line), "")
            found = re.search(r"http://[^/]+", said)
            if found is None:
                raise SystemExit("tally serve did not say where it serves")
            yield found[0]
        finally:
            process.send_signal(signal.SIGINT)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
