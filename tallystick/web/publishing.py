"""The pages that are only read as files: what a server would answer, for every page that another one leads to.

The same endpoints and templates make them; only the links differ (``tallystick.web.links``), and what has to be asked
of a server is left away.
"""

from __future__ import annotations

import sys
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from types import SimpleNamespace
from typing import Any

from starlette.datastructures import State
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tallystick.ledger.glances import Glance
from tallystick.ledger.index_queries import PromiseQuery
from tallystick.ledger.index_reports import Choices, Totals
from tallystick.model.positions import ConceptRecord
from tallystick.model.records import Promise
from tallystick.reconcile.codebook import Codebook
from tallystick.reconcile.positions import of_actor
from tallystick.views.charts import drawn_as_svg
from tallystick.web.agreement import Agreement, agreement
from tallystick.web.answering import page_at
from tallystick.web.app import ROUTES
from tallystick.web.finding import PART_ROWS, Finder
from tallystick.web.library import Library
from tallystick.web.links import PublishedLinks, Target, target_of
from tallystick.web.overview import Filters, Overview, Unseen
from tallystick.web.rendering import environment
from tallystick.web.sessions import Sessions
from tallystick.web.users import Guesses
from tallystick.web.visits import Site, Visit

DOWNLOADS = "downloads"


Watch = Callable[[str, int, int], None]
"""Takes what is made ("pages"), how many of them are, and how many there will be."""

_AT_ONCE = 200
"""How many promises are held at once."""

_COUNTED = ("promise", "document", "actor")
"""The kinds of pages of which it is known beforehand how many there are."""


@dataclass(frozen=True)
class Edition:
    """What is published.

    Attributes:
        look: Looks at the ledger on its day; each glance lets go of what those before it read.
        as_of: The day; ``None`` for all that is known.
        concepts: Who is for what and who against.
        codebook: What defines these; ``None`` where they were assigned in reading.
        name: What the ledger is called in a citation.
        downloads: Names of the tables that the pages offer, in the folder ``DOWNLOADS`` as CSV and as JSON, and what
            each holds.
        left_out: What of a served ledger the pages lack, one sentence each.
    """

    look: Callable[[], Glance]
    as_of: str | None
    concepts: tuple[ConceptRecord, ...]
    codebook: Codebook | None
    name: str
    downloads: Mapping[str, str]
    left_out: Sequence[str]

    @cached_property
    def totals(self) -> Totals:
        """How much there is."""
        return self.look().totals()

    @cached_property
    def choices(self) -> Choices:
        """What all promises can be chosen by."""
        return self.look().choices()

    @cached_property
    def total(self) -> int:
        """How many promises there are."""
        return sum(choice.count for choice in self.choices.statuses)

    def promises(self) -> Iterator[Promise]:
        """All promises as they are listed, the most urgent first; a few are held at a time."""
        for offset in range(0, self.total, _AT_ONCE):
            yield from self.look().page(PromiseQuery(sort="urgency", offset=offset, limit=_AT_ONCE)).promises


class _Shown(Library):
    """A ledger's state that was taken out of it, as pages ask for it."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._codebook = edition.codebook
        self._drawn: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        return self.edition.name

    @contextmanager
    def glance(self, as_of: str | None = None) -> Iterator[Glance]:
        del as_of  # there is only the one
        yield self.edition.look()

    def newest(self) -> int:
        return sys.maxsize  # nothing is new to anybody

    def unseen(self, glance: Glance, seen: int) -> Unseen:
        del glance, seen
        return Unseen()

    def days(self) -> Sequence[str]:
        return ()  # no other day can be chosen

    def summary(self, glance: Glance) -> tuple[Totals, Choices]:
        del glance
        return self.edition.totals, self.edition.choices

    def concepts(self, as_of: str | None) -> tuple[ConceptRecord, ...]:
        del as_of
        return self.edition.concepts

    def agreement(self, as_of: str | None) -> Agreement | None:
        return agreement(self.concepts(as_of))

    def concept(self, key: str, as_of: str | None) -> ConceptRecord | None:
        return next((c for c in self.concepts(as_of) if c.concept == key), None)

    def said_by(self, actor: str, as_of: str | None) -> tuple[ConceptRecord, ...]:
        del as_of
        return of_actor(self._speaking[actor], actor) if actor in self._speaking else ()

    @cached_property
    def _speaking(self) -> Mapping[str, Sequence[ConceptRecord]]:
        """For each actor the concepts that it speaks of."""
        found: dict[str, list[ConceptRecord]] = defaultdict(list)
        for record in self.edition.concepts:
            for actor in dict.fromkeys(stand.actor.key for stand in record.stands):
                found[actor].append(record)
        return found

    def drawing(self, glance: Glance, promise: Promise) -> str:
        if (
            self._drawn is None or self._drawn[0] != promise.id
        ):  # asked for on both grounds, one after the other
            self._drawn = promise.id, drawn_as_svg(self.chart(glance, promise))
        return self._drawn[1]


def find_promises(request: Request) -> Response:
    """The promises that are asked for; a script shows them."""
    visit = Visit.of(request)
    edition: Edition = request.app.state.edition
    with visit.glance() as glance:
        found = glance.page(PromiseQuery(sort="urgency"))
    shown = Overview.made(found, edition.choices, Filters())
    return visit.page("find.html", shown=shown, finder=request.app.state.finder, part_rows=PART_ROWS)


def show_about(request: Request) -> Response:
    """What the site is, how it is cited, what it lacks and what it offers."""
    visit = Visit.of(request)
    edition: Edition = request.app.state.edition
    links: PublishedLinks = request.scope["links"]
    return visit.page(
        "about.html", edition=edition, totals=edition.totals, downloads=links.beside(f"{DOWNLOADS}/")
    )


_ROUTES = [Route("/find", find_promises), Route("/about", show_about), *ROUTES]


def published(edition: Edition, watch: Watch) -> Iterator[tuple[str, bytes]]:
    """The files of the site, by their path in its folder, always in the same order.

    Each page is forgotten when it is given; what is kept is in which rows each word stands, and which pages there are.

    Args:
        edition: What is published.
        watch: Called after each page on a promise, a report or an actor.

    Raises:
        SettingError: A chart cannot be drawn, as a package is missing.
    """
    site = Site(
        _Shown(edition), Sessions(_never), Guesses(_never), None, "", _never, role="reader", links=_links_of
    )
    finder = Finder.of(edition.promises(), edition.total)
    app = SimpleNamespace(state=State({"site": site, "edition": edition, "finder": finder}))
    beside_it = PublishedLinks(target_of("find").file)
    row = getattr(environment().get_template("_parts.html").module, "found_row")  # noqa: B009 (a macro)
    yield from finder.parts(row(promise, beside_it.page) for promise in edition.promises())
    assets: dict[str, str] = {}
    made, in_all = 0, _pages_in_all(edition)
    for target, links in _reached():
        yield target.file, _answered(app, target.address, links)
        assets |= links.assets
        if target.is_subject and target.file.partition("/")[0] in _COUNTED:
            made += 1
            watch("pages", made, max(made, in_all))
    for path, name in sorted(assets.items()):
        yield path, files("tallystick.web").joinpath("static", name).read_bytes()


def _pages_in_all(edition: Edition) -> int:
    actors = {choice.value for choice in (*edition.choices.actors, *edition.choices.recipients)}
    return edition.total + edition.totals.documents + len(actors)


def _reached() -> Iterator[tuple[Target, PublishedLinks]]:
    """Every page that another one leads to, once; drawings and records right behind the page that shows them.

    Yields:
        A page, and its links, which are to be filled before the next one is asked for.
    """
    waiting = deque([target_of(""), target_of("find"), target_of("about")])
    known = {target.file for target in waiting}
    while waiting:
        target = waiting.popleft()
        links = PublishedLinks(target.file)
        yield target, links
        found = [other for other in links.pages.values() if other.file not in known]
        known |= {other.file for other in found}
        waiting.extendleft(other for other in reversed(found) if not other.is_page)
        waiting.extend(other for other in found if other.is_page)


def _never() -> float:
    """The time on pages that nobody asks for."""
    return 0.0


def _links_of(request: Request, as_of: str | None) -> PublishedLinks:
    del as_of  # all pages are of one day
    links: PublishedLinks = request.scope["links"]
    return links


def _answered(app: Any, address: str, links: PublishedLinks) -> bytes:
    """What a server would answer at an address."""
    path, _, query = address.partition("?")
    day = app.state.edition.as_of
    asked = f"{query}&as-of={day}".lstrip("&") if day else query
    page, request = page_at(_ROUTES, f"{path}?{asked}", app=app, links=links)
    try:
        answer = page(request)
    except HTTPException as refused:
        answer = Visit.of(request).page(
            "message.html", title="Not here", said=refused.detail, is_missing=True
        )
    return bytes(answer.body)
