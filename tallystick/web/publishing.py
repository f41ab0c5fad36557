"""The pages that are only read as files: what a server would answer, for every page that another one leads to.

The same endpoints and templates make them; only the links differ (``tallystick.web.links``), and what has to be asked
of a server is left away.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

from starlette.datastructures import State
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route

from tallystick.ledger.glances import Glance
from tallystick.ledger.index_queries import PromiseQuery
from tallystick.ledger.index_reports import Choices, Totals
from tallystick.ledger.whole import Whole
from tallystick.model.positions import ConceptRecord
from tallystick.model.records import Promise
from tallystick.reconcile.codebook import Codebook
from tallystick.reconcile.positions import of_actor
from tallystick.views.charts import deliveries_chart
from tallystick.web.agreement import Agreement, agreement
from tallystick.web.app import ROUTES
from tallystick.web.finding import PART_ROWS, Finder
from tallystick.web.library import Library, course
from tallystick.web.links import PublishedLinks, target_of
from tallystick.web.overview import Filters, Overview
from tallystick.web.rendering import environment
from tallystick.web.sessions import Sessions
from tallystick.web.users import Guesses
from tallystick.web.visits import Site, Visit

DOWNLOADS = "downloads"


@dataclass(frozen=True, slots=True)
class Edition:
    """What is published.

    Attributes:
        whole: The ledger on its day.
        concepts: Who is for what and who against.
        codebook: What defines these; ``None`` where they were assigned in reading.
        name: What the ledger is called in a citation.
        downloads: Names of the tables that the pages offer, in the folder ``DOWNLOADS`` as CSV and as JSON, and what
            each holds.
        left_out: What of a served ledger the pages lack, one sentence each.
    """

    whole: Whole
    concepts: tuple[ConceptRecord, ...]
    codebook: Codebook | None
    name: str
    downloads: Mapping[str, str]
    left_out: Sequence[str]


class _Shown(Library):
    """A ledger's state that was taken out of it, as pages ask for it."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._codebook = edition.codebook

    @property
    def name(self) -> str:
        return self.edition.name

    @contextmanager
    def glance(self, as_of: str | None = None) -> Iterator[Glance]:
        del as_of  # there is only the one
        yield self.edition.whole

    def newest(self) -> int:
        return 0  # nothing is new to anybody

    def read_after(self, entry: int) -> Sequence[str]:
        del entry
        return ()

    def days(self) -> Sequence[str]:
        return ()  # no other day can be chosen

    def summary(self, glance: Glance) -> tuple[Totals, Choices]:
        return glance.totals(), glance.choices()

    def concepts(self, as_of: str | None) -> tuple[ConceptRecord, ...]:
        del as_of
        return self.edition.concepts

    def agreement(self, as_of: str | None) -> Agreement | None:
        return agreement(self.concepts(as_of))

    def concept(self, key: str, as_of: str | None) -> ConceptRecord | None:
        return next((c for c in self.concepts(as_of) if c.concept == key), None)

    def said_by(self, actor: str, as_of: str | None) -> tuple[ConceptRecord, ...]:
        return of_actor(self.concepts(as_of), actor)

    def chart(self, glance: Glance, promise: Promise) -> dict[str, Any]:
        return deliveries_chart(promise, course(glance, promise))


def find_promises(request: Request) -> Response:
    """The promises that are asked for; a script shows them."""
    visit = Visit.of(request)
    with visit.glance() as glance:
        choices = glance.choices()
        found = glance.page(PromiseQuery(sort="urgency"))
    shown = Overview.made(found, choices, Filters())
    return visit.page("find.html", shown=shown, finder=request.app.state.finder, part_rows=PART_ROWS)


def show_about(request: Request) -> Response:
    """What the site is, how it is cited, what it lacks and what it offers."""
    visit = Visit.of(request)
    edition: Edition = request.app.state.edition
    links: PublishedLinks = request.scope["links"]
    return visit.page(
        "about.html", edition=edition, totals=edition.whole.totals(), downloads=links.beside(f"{DOWNLOADS}/")
    )


_ROUTES = [Route("/find", find_promises), Route("/about", show_about), *ROUTES]


def published(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The files of the site, by their path in its folder, always in the same order.

    Raises:
        SettingError: A chart cannot be drawn, as a package is missing.
    """
    site = Site(
        _Shown(edition), Sessions(_never), Guesses(_never), None, "", _never, role="reader", links=_links_of
    )
    choices = edition.whole.choices()
    every = edition.whole.page(
        PromiseQuery(sort="urgency", limit=sum(choice.count for choice in choices.statuses))
    ).promises
    finder = Finder.of(every)
    app = SimpleNamespace(state=State({"site": site, "edition": edition, "finder": finder}))
    beside_it = PublishedLinks(target_of("find").file)
    row = getattr(environment().get_template("_parts.html").module, "found_row")  # noqa: B009 (a macro)
    yield from finder.parts(row(promise, beside_it.page) for promise in every)
    waiting = deque([target_of(""), target_of("find"), target_of("about")])
    known = {target.file for target in waiting}
    assets: dict[str, str] = {}
    while waiting:
        target = waiting.popleft()
        links = PublishedLinks(target.file)
        yield target.file, _answered(app, target.address, links)
        for found in links.pages.values():
            if found.file not in known:
                known.add(found.file)
                waiting.append(found)
        assets |= links.assets
    for path, name in sorted(assets.items()):
        yield path, files("tallystick.web").joinpath("static", name).read_bytes()


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
    day = app.state.edition.whole.as_of
    asked = f"{query}&as-of={day}".lstrip("&") if day else query
    scope = {
        "type": "http", "method": "GET", "path": unquote(path), "root_path": "", "query_string": asked.encode(),
        "headers": [], "app": app, "links": links,
    }  # fmt: skip
    for route in _ROUTES:
        match, found = route.matches(scope)
        if match is Match.FULL:
            break
    else:
        raise LookupError(f"No page answers at {address}")
    request = Request({**scope, **found})
    try:
        answer: Response = route.endpoint(request)
    except HTTPException as refused:
        answer = Visit.of(request).page("message.html", title="Not here", said=refused.detail)
    return bytes(answer.body)
