"""The pages that are only read as files: what a server would answer, for every page that another one leads to.

The same endpoints and templates make them; only the links differ (``tallystick.web.links``), and what has to be asked
of a server is left away.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from functools import cached_property
from importlib.resources import files
from itertools import repeat
from types import SimpleNamespace
from typing import Any

from starlette.datastructures import State
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tallystick.ledger.databases import Place
from tallystick.ledger.glances import Glance
from tallystick.ledger.index_queries import PromiseQuery
from tallystick.ledger.index_reports import Choices, Totals
from tallystick.ledger.index_tables import fingerprint
from tallystick.ledger.standings import Standings, WholeStandings
from tallystick.model.positions import ConceptRecord
from tallystick.model.records import Promise
from tallystick.reconcile.codebook import Codebook
from tallystick.reconcile.positions import of_actor
from tallystick.views.chart_layers import narrowed
from tallystick.views.charts import drawn_as_svg, titled
from tallystick.web.agreement import Agreement, agreement
from tallystick.web.answering import page_at
from tallystick.web.app import ROUTES
from tallystick.web.concordance import Concordance, as_row, told_in
from tallystick.web.finding import PART_ROWS, Finder
from tallystick.web.library import Library, Shown
from tallystick.web.links import PublishedLinks, Target, target_of
from tallystick.web.overview import Filters, Overview, Unseen
from tallystick.web.printing import MOST_PROGRAMS, Alone, Order, Press, Print, Printed, programs
from tallystick.web.rendering import environment
from tallystick.web.sessions import Sessions
from tallystick.web.users import Guesses
from tallystick.web.visits import Site, Visit, origin_of

DOWNLOADS = "downloads"

MOST_PICTURED = 500
"""Of so many promises charts are drawn for phones and as PNG; a PNG has 170 kB, eight times what its SVG has."""

MANY = 2000
"""From so many pages on several programs make them: each needs seconds until it begins."""

_A_TIME, _BEGUN = 8, 4 * MOST_PROGRAMS
"""How many pages a program is given at a time, and how many times that are begun before the first is done."""

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
        place: Where other programs can open the ledger to make some of the pages; ``None`` where they cannot.
    """

    look: Callable[[], Glance]
    as_of: str | None
    concepts: tuple[ConceptRecord, ...]
    codebook: Codebook | None
    name: str
    downloads: Mapping[str, str]
    left_out: Sequence[str]
    place: Place | None = None

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

    @cached_property
    def has_pictures(self) -> bool:
        """Whether charts are drawn for a phone, and as PNG, too: not of many promises, as that takes time and room."""
        return self.total <= MOST_PICTURED

    def promises(self) -> Iterator[Promise]:
        """All promises as they are listed, the most urgent first; a few are held at a time."""
        for offset in range(0, self.total, _AT_ONCE):
            yield from self.look().page(PromiseQuery(sort="urgency", offset=offset, limit=_AT_ONCE)).promises


class _Shown(Library):
    """A ledger's state that was taken out of it, as pages ask for it."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._codebook = edition.codebook
        self._drawn: tuple[str, dict[str, Any], dict[bool, str]] = "", {}, {}

    @property
    def name(self) -> str:
        return self.edition.name

    @contextmanager
    def glance(self, as_of: str | None = None) -> Iterator[Glance]:
        del as_of  # there is only the one
        yield self.edition.look()

    def actor(self, glance: Glance, key: str, delivered: int = 1, said: int = 1) -> Shown | None:
        return self._actor(glance, key, delivered, said)  # of whom there is one page

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
        return agreement(WholeStandings(self.concepts(as_of)))

    @contextmanager
    def standings(self, as_of: str | None, concept: str | None = None) -> Iterator[Standings]:
        del as_of, concept
        yield WholeStandings(self.edition.concepts)

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

    def drawing(self, glance: Glance, promise: Promise, *, is_narrow: bool = False) -> str:
        if self._drawn[0] != promise.id:  # asked for on both grounds, one after the other
            self._drawn = promise.id, self.chart(glance, promise), {}
        _, chart, drawn = self._drawn
        if is_narrow not in drawn:
            origin = origin_of(self.name, self.edition.as_of)
            shown = (
                narrowed(chart) if is_narrow else titled(chart, promise.title, origin)
            )  # which is saved, too
            drawn[is_narrow] = drawn_as_svg(shown)
        return drawn[is_narrow]


def find_promises(request: Request) -> Response:
    """The promises that are asked for; a script shows them."""
    visit = Visit.of(request)
    edition: Edition = request.app.state.edition
    with visit.glance() as glance:
        found = glance.page(PromiseQuery(sort="urgency"))
    shown = Overview.made(found, edition.choices, Filters())
    return visit.page("find.html", shown=shown, finder=request.app.state.finder, part_rows=PART_ROWS)


def search_sentences(request: Request) -> Response:
    """The page that searches the sentences of all reports; a script shows them."""
    state = request.app.state
    return Visit.of(request).page("sentences.html", sentences=state.sentences, part_rows=PART_ROWS)


def show_about(request: Request) -> Response:
    """What the site is, how it is cited, what it lacks and what it offers."""
    visit = Visit.of(request)
    edition: Edition = request.app.state.edition
    links: PublishedLinks = request.scope["links"]
    return visit.page(
        "about.html", edition=edition, totals=edition.totals, downloads=links.beside(f"{DOWNLOADS}/")
    )


_ROUTES = [
    Route("/find", find_promises),
    Route("/search", search_sentences),
    Route("/about", show_about),
    *ROUTES,
]


def printer(edition: Edition, finder: Finder | None = None, sentences: int = 0) -> Print:
    """What makes a page of an edition, with its drawings and records.

    Args:
        edition: What is published.
        finder: What the page that finds promises needs; no other does.
        sentences: How many can be searched.
    """
    site = Site(
        _Shown(edition), Sessions(_never), Guesses(_never), None, "", _never, role="reader", links=_links_of
    )
    app = SimpleNamespace(
        state=State({"site": site, "edition": edition, "finder": finder, "sentences": sentences})
    )

    def make(target: Target) -> Printed:
        links = PublishedLinks(target.file, has_pictures=edition.has_pictures)
        found = [(target, _answered(app, target.address, links))]
        beside = [other for other in links.pages.values() if not other.is_page]
        found += [(other, _answered(app, other.address, links)) for other in beside]
        return Printed(found, [other for other in links.pages.values() if other.is_page], links.assets)

    return make


def published(edition: Edition, watch: Watch) -> Iterator[tuple[str, bytes]]:
    """The files of the site, by their path in its folder, always in the same order.

    Each page is forgotten when it is given; what is kept is in which rows and sentences each word stands, and which
    pages there are. Many pages are made by several programs, of which each opens the ledger.

    Args:
        edition: What is published.
        watch: Called after each page on a promise, a report or an actor.

    Raises:
        SettingError: A chart cannot be drawn, as a package is missing.
        LedgerError: A program that made pages was ended.
    """
    finder = Finder.of(edition.promises(), edition.total)
    beside_it = PublishedLinks(target_of("find").file)
    row = getattr(environment().get_template("_parts.html").module, "found_row")  # noqa: B009 (a macro)
    yield from finder.parts(row(promise, beside_it.page) for promise in edition.promises())
    concordance, reports = Concordance(), edition.totals.documents
    told = told_in((edition.look() for _ in repeat(None)), reports)
    beside_it = PublishedLinks(target_of("search").file)
    yield from concordance.rows((one.text, as_row(one, beside_it.page)) for one in told)
    yield from concordance.words()
    assets: dict[str, str] = {}
    made, in_all = 0, _pages_in_all(edition)
    alone = Alone(printer(edition, finder, concordance.total))
    with _press(edition) as press:
        for printed in _all_printed(alone, press or alone):
            for target, content in printed.files:
                yield target.file, content
                if target.is_subject and target.file.partition("/")[0] in _COUNTED:
                    made += 1
                    watch("pages", made, max(made, in_all))
            assets |= printed.assets
    for path, name in sorted(assets.items()):
        yield path, files("tallystick.web").joinpath("static", name).read_bytes()


def _pages_in_all(edition: Edition) -> int:
    actors = {choice.value for choice in (*edition.choices.actors, *edition.choices.recipients)}
    return edition.total + edition.totals.documents + len(actors)


@contextmanager
def _press(edition: Edition) -> Iterator[Press | None]:
    """Programs that make the pages, ``None`` where it is not worth while or not possible."""
    state, number = edition.look().state, min(_processors(), MOST_PROGRAMS)
    if edition.place is None or state is None or number < 2 or _pages_in_all(edition) < MANY:
        yield None
        return
    told = {f.name: getattr(edition, f.name) for f in fields(edition) if f.name not in ("look", "as_of")}
    with programs(Order(edition.place, edition.as_of, state, fingerprint(), told), number) as press:
        yield press


def _processors() -> int:
    """How many this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _all_printed(alone: Press, press: Press) -> Iterator[Printed]:
    """Every page that another one leads to, once, with its drawings and records, in the order in which it is found.

    Args:
        alone: Makes the pages that nothing leads to.
        press: Makes all others.
    """
    first = [target_of(""), target_of("find"), target_of("search"), target_of("about")]
    known = {target.file for target in first}
    waiting = deque[Target]()
    begun = deque([alone.begin(first)])
    while begun:
        for printed in begun.popleft()():
            new = [one for one in printed.files if one[0].is_page or one[0].file not in known]
            yield replace(printed, files=new)
            found = {target.file: target for target in printed.pages if target.file not in known}
            known |= found.keys() | {target.file for target, _ in new}
            waiting.extend(found.values())
        while waiting and len(begun) < _BEGUN:
            begun.append(press.begin([waiting.popleft() for _ in range(min(_A_TIME, len(waiting)))]))


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
