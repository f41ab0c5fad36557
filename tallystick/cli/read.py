"""What ``tally read`` does with each document: show it, write it, keep it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.text import Text

from tallystick.api import Codebook, Outcome, ReadingSettings, SourceOptions, read_found
from tallystick.cli.guard import complain, interrupted, one_line
from tallystick.cli.output import STANDARD_OUTPUT, json_lines, terminal, wants_json, write_line
from tallystick.errors import SettingError
from tallystick.model import Reading
from tallystick.model.claims_format import reading_to_line
from tallystick.model.fetches import Fetch
from tallystick.sources import STANDARD_INPUT, Input, find_inputs
from tallystick.sources.fetching import Validators
from tallystick.sources.web import UNCHANGED
from tallystick.views.claims import reading_view
from tallystick.views.figures import counted
from tallystick.views.passages import printable

if TYPE_CHECKING:
    from tallystick.ledger import Ledger

Sink = Callable[[Reading], None]

BATCH = 100
"""How many readings wait to be kept together."""

LONGEST_WAIT_SECONDS = 2
"""How long the first of them waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of one run.

    Attributes:
        paths: Files and folders as the user gave them; ``-`` is standard input.
        options: What the files are.
        settings: How to read them.
        codebook: Concepts to find in the statements, or ``None``.
        ledger: The ledger's file or URL, or ``None`` to keep nothing.
        json: Print JSON Lines on a terminal too.
        to: File for JSON Lines, ``-`` for standard output, or ``None``.
    """

    paths: tuple[str, ...]
    options: SourceOptions
    settings: ReadingSettings
    codebook: Codebook | None = None
    ledger: str | None = None
    json: bool = False
    to: str | None = None


@dataclass(slots=True)
class Count:
    """How much has been kept so far, and how much could not be read."""

    documents: int = 0
    added: int = 0
    known: int = 0
    unreadable: int = 0

    def __str__(self) -> str:
        """One line for the end of a run."""
        known = f" ({self.known} already known)"
        return f"{counted(self.documents, 'document')}, {counted(self.added, 'claim')} added{known}"


def run(request: Request) -> int:
    """Read all inputs, handing each document on as soon as it is done.

    Returns:
        The number of inputs that could not be read.

    Raises:
        TallyError: An option, the ledger or the output cannot be used.
    """
    count = Count()
    try:
        with ExitStack() as stack:
            inputs = find_inputs(request.paths)
            refuse_to_overwrite(request.to, inputs)
            sinks = list(_sinks(request, count, stack))
            options = _told_what_is_known(request.options, sinks)
            read_into(sinks, inputs, replace(request, options=options), count)
    except KeyboardInterrupt as error:
        said, code = interrupted(error)
        complain("; ".join(filter(None, (said, _left_behind(request, count)))))
        sys.exit(code)
    if request.ledger:
        complain(str(count))
    return count.unreadable


def _left_behind(request: Request, count: Count) -> str:
    """What there is of a run that was broken off."""
    if request.ledger:
        return str(count)
    if request.to in (None, STANDARD_OUTPUT):
        return ""
    return f"{request.to} is as it was; with --ledger FILE what was read by then is kept"


def read_into(sinks: Sequence[Sink], inputs: Sequence[Input], request: Request, count: Count) -> None:
    """Read inputs and hand each reading to every sink, counting as it goes."""
    with _progress(inputs, shown=_shows_progress(request)) as (tracked, say):
        outcomes = read_found(
            tracked, options=request.options, settings=request.settings, codebook=request.codebook
        )
        for outcome in outcomes:
            hand_on(outcome, sinks, count, say)


def _told_what_is_known(options: SourceOptions, sinks: Sequence[Sink]) -> SourceOptions:
    """The options with what the ledger, where one is kept, knows of pages from before."""
    keeper = next((sink for sink in sinks if isinstance(sink, Keeper)), None)
    if keeper is None:
        return options
    return replace(options, fetching=replace(options.fetching, validators=validators_of(keeper.ledger)))


def validators_of(ledger: Ledger) -> Callable[[str], Validators | None]:
    """What a ledger knows of pages from earlier fetches, so that servers are asked only for what has changed."""

    def known(address: str) -> Validators | None:
        last = ledger.fetched(address)
        return Validators(last.etag, last.modified) if last is not None and last.outcome == "read" else None

    return known


def refuse_to_overwrite(to: str | None, inputs: Iterable[Input]) -> None:
    """Stop before an output file would empty one of the inputs.

    Raises:
        SettingError: ``to`` is one of the inputs.
    """
    if to in (None, STANDARD_OUTPUT):
        return
    target = Path(str(to)).resolve()
    if any(Path(found.origin).resolve() == target for found in inputs if found.origin != STANDARD_INPUT):
        raise SettingError(f"--to {to} would overwrite an input; name another file")


def _sinks(request: Request, count: Count, stack: ExitStack) -> Iterator[Sink]:
    """Where every reading goes; a ledger comes first, so that what is printed is kept already."""
    prints = wants_json(json=request.json, to=request.to)
    if request.ledger:
        from tallystick.cli.asking import kept  # a database takes longer to load than a report to read

        ledger = stack.enter_context(kept(request.ledger))
        keeper = Keeper(ledger, count, batch=1 if prints else BATCH)
        stack.callback(keeper.flush)  # also where reading was interrupted
        yield keeper
    if prints:
        stream = stack.enter_context(json_lines(request.to))
        yield lambda reading: write_line(stream, reading_to_line(reading))
    elif not request.ledger:
        screen = terminal()
        yield lambda reading: screen.print(reading_view(reading))


class Keeper:
    """A sink that appends readings to a ledger, several in one transaction, and counts what was new.

    Attributes:
        ledger: Where they are kept.
    """

    def __init__(self, ledger: Ledger, count: Count, *, batch: int = 1) -> None:
        """Append to ``ledger`` as soon as ``batch`` readings wait, or the first has waited for a while."""
        self.ledger = ledger
        self._count = count
        self._batch = batch
        self._waiting: list[Reading] = []
        self._fetches: list[Fetch] = []
        self._since = 0.0

    def __call__(self, reading: Reading) -> None:
        """Take one reading."""
        if not self._waiting:
            self._since = monotonic()
        self._waiting.append(reading)
        if len(self._waiting) >= self._batch or monotonic() - self._since > LONGEST_WAIT_SECONDS:
            self.flush()

    def remember(self, fetch: Fetch) -> None:
        """Take how asking a server ended; kept only behind all readings taken before, so that none is lost."""
        self._fetches.append(fetch)
        if not self._waiting:
            self.flush()

    def flush(self) -> None:
        """Append all that waits; afterwards it is on the disk."""
        self._append()
        self.ledger.remember(self._fetches)
        self._fetches = []

    def _append(self) -> None:
        if not self._waiting:
            return
        added = self.ledger.append_all(self._waiting, batch=len(self._waiting)).claims
        self._count.added += added
        self._count.known += sum(len(reading.claims) for reading in self._waiting) - added
        self._count.documents += len(self._waiting)
        self._waiting = []


def hand_on(outcome: Outcome, sinks: Iterable[Sink], count: Count, say: Callable[[str], None]) -> None:
    """Tell what went wrong with one document, give it to every sink, and last what to remember of its server."""
    for problem in outcome.problems:
        say(placed(outcome.origin, problem.message))
    sinks = list(sinks)
    if outcome.reading is not None:
        for sink in sinks:
            sink(outcome.reading)
    elif any(problem.code != UNCHANGED for problem in outcome.problems):
        count.unreadable += 1
    if outcome.fetch is not None:
        for sink in sinks:
            if isinstance(sink, Keeper):
                sink.remember(outcome.fetch)


def placed(origin: str, message: str) -> str:
    """A problem's message after its place, unless it names that itself."""
    place = "standard input" if origin == STANDARD_INPUT else origin
    return message if origin != STANDARD_INPUT and origin in message else f"{place}: {message}"


def _shows_progress(request: Request) -> bool:
    """Only on a terminal, and not where the documents themselves appear there one after the other."""
    only_kept = request.ledger is not None and not request.json and request.to is None
    elsewhere = only_kept or request.to not in (None, STANDARD_OUTPUT) or not sys.stdout.isatty()
    return elsewhere and sys.stderr.isatty()


@contextmanager
def _progress(
    inputs: Sequence[Input], *, shown: bool
) -> Iterator[tuple[Iterator[Input], Callable[[str], None]]]:
    """The inputs as they are taken, with a bar over them, and a way to say something beside the bar."""
    if not shown:
        yield iter(inputs), complain
        return
    columns = (
        SpinnerColumn(),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}", style="dim", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True, highlight=False), transient=True) as progress:
        task = progress.add_task("", total=len(inputs))

        def tracked() -> Iterator[Input]:
            for found in inputs:
                progress.update(task, description=printable(found.origin))
                yield found
                progress.advance(task)

        yield tracked(), lambda message: progress.console.print(Text(one_line(message)), soft_wrap=True)
