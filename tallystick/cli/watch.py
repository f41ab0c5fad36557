"""``tally watch``: what feeds newly name, read into a ledger, once or again and again."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console

from tallystick.api import FetchSettings, SourceOptions, read_feeds
from tallystick.cli.asking import kept
from tallystick.cli.guard import complain, interrupted
from tallystick.cli.output import json_lines, write_line
from tallystick.cli.read import Count, Keeper, Sink, hand_on, validators_of
from tallystick.errors import SourceError
from tallystick.ledger import Ledger
from tallystick.model.claims_format import reading_to_line
from tallystick.sources.feeds import feeds_in_opml
from tallystick.sources.fetching import is_address


@dataclass(frozen=True, slots=True)
class WatchRequest:
    """What is asked of one run.

    Attributes:
        feeds: Addresses of feeds, and OPML files.
        ledger: The ledger's file or URL.
        every: Minutes between two rounds; ``None`` for one round.
        json: Print each reading as a line of JSON, too.
        settings: How pages are fetched.
    """

    feeds: tuple[str, ...]
    ledger: str
    every: float | None
    json: bool
    settings: FetchSettings


def run_watch(request: WatchRequest) -> int:
    """Read all that is new; with ``every`` until interrupted.

    Returns:
        How many feeds and pages could not be read in the last round.

    Raises:
        SourceError: What was named is neither an address nor a list of feeds.
    """
    feeds = feeds_named(request.feeds)
    count = Count()
    try:
        with ExitStack() as stack:
            ledger = stack.enter_context(kept(request.ledger))
            keeper = Keeper(ledger, count)
            stack.callback(keeper.flush)
            sinks: list[Sink] = [keeper]
            if request.json:
                stream = stack.enter_context(json_lines(None))
                sinks.append(lambda reading: write_line(stream, reading_to_line(reading)))
            while True:
                _round(feeds, ledger, sinks, count, request.settings)
                complain(str(count))
                if request.every is None:
                    return count.unreadable
                count.documents = count.added = count.known = count.unreadable = 0
                time.sleep(request.every * 60)
    except KeyboardInterrupt as error:
        said, code = interrupted(error)
        complain(f"{said}; {count}")
        sys.exit(code)


def _round(
    feeds: Sequence[str], ledger: Ledger, sinks: Sequence[Sink], count: Count, settings: FetchSettings
) -> None:
    fetching = replace(settings, validators=validators_of(ledger))
    options = SourceOptions(fetching=fetching)
    with Console(stderr=True).status(f"{len(feeds)} feeds") if sys.stderr.isatty() else ExitStack():
        for outcome in read_feeds(
            feeds, lambda address: ledger.fetched(address) is not None, options=options
        ):
            hand_on(outcome, sinks, count, complain)


def feeds_named(named: Sequence[str]) -> list[str]:
    """The feeds that the user named, those in OPML files in their place, each once.

    Raises:
        SourceError: A name is neither an address nor a list of feeds.
    """
    found: list[str] = []
    for name in named:
        if is_address(name):
            found.append(name)
            continue
        try:
            content = Path(name).read_bytes()
        except OSError as error:
            reason = error.strerror or error
            message = f"{name} is neither an address (https://…) nor an OPML file that can be read ({reason})"
            raise SourceError(message) from error
        found += feeds_in_opml(content, name)
    return list(dict.fromkeys(found))
