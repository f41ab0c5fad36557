"""From addresses on the web to documents: single pages, and what feeds newly name."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from tallystick.model import Problem
from tallystick.model.fetches import Fetch
from tallystick.sources.assembly import Particulars
from tallystick.sources.decoding import in_utf_8
from tallystick.sources.dispatch import read_member
from tallystick.sources.feeds import FeedItem, read_feed
from tallystick.sources.fetching import Fetched, Fetcher, Unchanged
from tallystick.sources.formats import Member
from tallystick.sources.records import Sourced, SourceOptions

PASSING = frozenset({"not_fetched", "server_busy", "too_slow", "host_not_found"})
"""Codes of problems that may be gone when the page is asked for again."""

UNCHANGED = "unchanged"
"""Code of the notice that a page is as it was when it was read before; nothing is wrong with it."""


def read_address(
    address: str, fetcher: Fetcher, options: SourceOptions, particulars: Particulars | None = None
) -> Iterator[Sourced]:
    """The documents behind one address; the last ``Sourced`` says what to remember of the server's answer.

    Args:
        address: What to fetch.
        fetcher: Fetches it.
        options: How to read it.
        particulars: What is known of it from elsewhere, as from a feed.
    """
    answer = fetcher.fetch(address)
    if isinstance(answer, Unchanged):
        message = f"{address} is unchanged since it was last read."
        yield Sourced(address, None, (Problem(UNCHANGED, message),))
    elif isinstance(answer, Problem):
        yield Sourced(address, None, (answer,), _failed(address, answer))
    else:
        yield from _documents(answer, options, particulars or Particulars())


def _failed(address: str, problem: Problem) -> Fetch | None:
    """A failure is remembered only where asking again would not help."""
    if problem.code in PASSING:
        return None
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Fetch(asked=address, address=address, fetched=now, outcome=problem.code)


def _documents(answer: Fetched, options: SourceOptions, known: Particulars) -> Iterator[Sourced]:
    is_text = (answer.media_type or "").startswith(("text/", "application/xhtml"))
    content = in_utf_8(answer.content, answer.charset) if is_text else answer.content
    note = answer.note()
    member = Member(
        origin=answer.asked,
        stream=io.BytesIO(content),
        file_name=PurePosixPath(unquote(urlsplit(answer.address).path)).name or None,
        media_type=answer.media_type,
        particulars=replace(
            known, id=answer.address, url=answer.address, fetched=answer.fetched, sha256=note.sha256
        ),
    )
    found = list(read_member(member, options))
    yield from found[:-1]
    for last in found[-1:]:
        outcome = last.problems[-1].code if last.document is None and last.problems else "read"
        yield replace(last, fetch=answer.note(outcome))


def read_feeds(
    feeds: Iterable[str],
    fetcher: Fetcher,
    is_known: Callable[[str], bool],
    options: SourceOptions | None = None,
) -> Iterator[Sourced]:
    """The reports that feeds newly name, the oldest of a feed first; one bad feed or page stops no other.

    A feed's own answer is remembered behind its reports and only if all of them were had, so that whoever stops in
    the middle finds the rest the next time.

    Args:
        feeds: Addresses of RSS or Atom feeds.
        fetcher: Fetches them; its settings say what is known of each feed from before.
        is_known: Whether the report at an address was read before.
        options: How to read the reports.
    """
    options = options or SourceOptions()
    for feed in feeds:
        answer = fetcher.fetch(feed)
        if isinstance(answer, Unchanged):
            continue
        found = answer if isinstance(answer, Problem) else read_feed(answer.content, answer.address)
        if isinstance(found, Problem) or isinstance(answer, Problem):
            problem = found if isinstance(found, Problem) else answer
            yield Sourced(feed, None, (problem,) if isinstance(problem, Problem) else ())
            continue
        complete = True
        for item in reversed(found.items):
            if is_known(item.address):
                continue
            for sourced in read_address(item.address, fetcher, options, _told(item, found.title)):
                complete = complete and not any(one.code in PASSING for one in sourced.problems)
                yield sourced
        if complete:
            yield Sourced(feed, None, (), answer.note())


def _told(item: FeedItem, publisher: str | None) -> Particulars:
    return Particulars(title=item.title, published=item.published, publisher=publisher)
