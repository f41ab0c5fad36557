"""The pages that are only read: overview, promise, document, actor, concept, search.

What a page shows is asked for first, and rendered when the ledger is let go of: who renders holds no connection that
others wait for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tallystick.errors import SettingError
from tallystick.ledger.glances import Glance
from tallystick.ledger.sentences import sentences
from tallystick.model import Claim, Document, Reading
from tallystick.model.derivations import Derivation
from tallystick.views import position_charts
from tallystick.views.charts import can_be_drawn
from tallystick.web.agreement import LEFT, RIGHT, WIDTH
from tallystick.web.beside import Beside, aligned, paired
from tallystick.web.concepts import concept_page, working
from tallystick.web.directory import Asked, directory
from tallystick.web.highlights import in_sentences
from tallystick.web.library import evidence
from tallystick.web.overview import ORDERS, Filters, overview, page_number, spaced
from tallystick.web.paging import LONGEST_TEXT, Part, asked_for, part_number
from tallystick.web.passages import passages
from tallystick.web.pictures import promise_asked_for
from tallystick.web.seen import LONGEST_SECONDS, Seen, cookie_of
from tallystick.web.steps import arrivals, named_in, told_once, wholes_of
from tallystick.web.visits import Visit

MOST_FOUND = 30
REPORTS_A_PAGE = 50
TOLD_A_PAGE = 30
"""Stages of a promise on a page, and deliveries, each with its sentences and its steps."""


def show_overview(request: Request) -> Response:
    """The promises, those overdue first."""
    visit = Visit.of(request)
    filters, library = Filters.of(request.query_params), visit.site.library
    cookie = cookie_of(library.name, visit.session.user)
    seen = Seen.read(request.cookies.get(cookie), library.newest(), visit.site.clock())
    with visit.glance() as glance:
        totals, choices = library.summary(glance)
        unseen = None if glance.as_of is None else library.unseen(glance, seen.before)
        shown = overview(glance, choices, filters, seen.before, unseen)
    answer = visit.page(
        "overview.html",
        shown=shown,
        filters=filters,
        documents=totals.documents,
        claims=totals.claims,
        orders=ORDERS,
        days=spaced(tuple(library.days())),
    )
    answer.set_cookie(
        cookie, seen.cookie, max_age=LONGEST_SECONDS, httponly=True, samesite="strict", secure=visit.is_secure
    )
    return answer


def show_promise(request: Request) -> Response:
    """One promise with every sentence behind it."""
    visit = Visit.of(request)
    with visit.glance() as glance:
        promise = promise_asked_for(glance, request)
        derived, arrived = told_once(glance.why(promise)), arrivals(glance, promise)
        asked = (part_number(request.query_params, name) for name in ("promised", "done"))
        every = promise.history, tuple(zip(promise.deliveries, arrived, strict=True))
        size = max(map(len, every), default=0) or 1 if visit.is_published else TOLD_A_PAGE
        promised, done = (Part.of(a, len(a), n, size) for a, n in zip(every, asked, strict=True))
        quoted = (c for steps in (*derived, *arrived) if steps is not None for c in _quoted(steps))
        behind = {*promise.cited, *promise.removed, *quoted}
        named = {found for conflict in promise.conflicts for found in named_in(conflict.what)}
        others = (glance.promise(identity) for identity in sorted(named - {promise.id}))
        copies = glance.copies_of(promise.cited_documents)
        shown: dict[str, Any] = {
            "promise": promise,
            "evidence": (told := evidence(glance, behind)),
            "told": lambda claims: passages(claims, told, copies),
            "voices": glance.voices(promise.claims),
            "decided": [j for j in glance.judgements() if j.id in promise.judgements],
            "derived": derived,
            "promised": promised,
            "done": done,
            "asked": asked_for(promised=promised, done=done),
            "wholes": wholes_of(glance, promise),
            "has_chart": can_be_drawn(promise),
            "others": [other for other in others if other is not None],
        }
    return visit.page("promise.html", **shown)


def list_documents(request: Request) -> Response:
    """The reports, those published last first."""
    visit = Visit.of(request)
    page = page_number(request.query_params)
    with visit.glance() as glance:
        total = visit.site.library.summary(glance)[0].documents
        readings = glance.latest((page - 1) * REPORTS_A_PAGE, REPORTS_A_PAGE)
        copied = glance.copies_of(reading.document.id for reading in readings)
    pages = max(1, -(-total // REPORTS_A_PAGE))
    return visit.page("documents.html", readings=readings, copied=copied, total=total, page=page, pages=pages)


def show_document(request: Request) -> Response:
    """One report with what was read in it."""
    visit = Visit.of(request)
    identity = request.path_params["identity"]
    with visit.glance() as glance:
        reading = next(iter(glance.readings([identity])), None)
        if reading is None:
            raise HTTPException(404, f"No report is called {identity!r} in this ledger.")
        every, removed = glance.claims_of(reading)
        text = reading.document.text
        parts = max(1, -(-len(text) // LONGEST_TEXT))
        part = min(part_number(request.query_params, "part"), parts)
        start, end = (part - 1) * LONGEST_TEXT, min(part * LONGEST_TEXT, len(text))
        claims = [c for c in every if start <= c.evidence.start < end]
        group = glance.copies_of([identity]).get(identity)
        copies = glance.readings(group.documents if group is not None else ())
        beside = _beside(glance, reading.document, every, copies, request.query_params.get("beside", ""))
        shown: dict[str, Any] = {
            "reading": replace(reading, claims=tuple(every)),
            "document": reading.document,
            "sentences": in_sentences(text, claims, sentences(reading.document), start, end),
            "claims": claims,
            "known": {claim.id: claim for claim in claims},
            "homes": glance.promises_of(claim.id for claim in claims),
            "removed": removed,
            "part": part,
            "parts": parts,
            "group": group,
            "documents": {copy.document.id: copy.document for copy in copies},
            "beside": beside,
        }
    return visit.page("document.html", **shown)


def _beside(
    glance: Glance, document: Document, claims: Sequence[Claim], copies: Sequence[Reading], asked: str
) -> Beside | None:
    """A copy of a report beside it, where one is asked for."""
    other = next((copy for copy in copies if copy.document.id == asked), None)
    if other is None:
        return None
    theirs, _ = glance.claims_of(other)
    identities = [claim.id for claim in (*claims, *theirs)]
    is_one_language = document.language == other.document.language
    rows = aligned(claims, theirs, glance.promises_of(identities), is_one_language=is_one_language)
    return Beside(other.document, paired(rows, evidence(glance, identities)))


def list_actors(request: Request) -> Response:
    """Everybody who promised something or is to receive it."""
    visit, asked = Visit.of(request), Asked.of(request.query_params)
    with visit.glance() as glance:
        choices = visit.site.library.summary(glance)[1]
    return visit.page("actors.html", shown=directory(choices, asked), asked=asked)


def show_actor(request: Request) -> Response:
    """What somebody promised, was promised and said."""
    visit = Visit.of(request)
    identity = request.path_params["identity"]
    with visit.glance() as glance:
        asked = [part_number(request.query_params, name) for name in ("delivered", "said")]
        found = visit.site.library.actor(glance, identity, *asked)
    if found is None:
        raise HTTPException(404, f"Nobody is called {identity!r} in this ledger.")
    return visit.page(
        "actor.html",
        actor=found.actor,
        told=lambda claims: passages(claims, found.behind, found.copies),
        positions=found.positions,
    )


def list_concepts(request: Request) -> Response:
    """What positions are taken on."""
    visit = Visit.of(request)
    with visit.site.library.standings(visit.as_of) as standings:
        concepts = standings.sums()
    found = visit.site.library.agreement(visit.as_of)
    return visit.page(
        "concepts.html", concepts=concepts, agreement=found, width=WIDTH, left=LEFT, right=RIGHT
    )


def show_concept(request: Request) -> Response:
    """Who is for one thing and who against, month by month."""
    visit = Visit.of(request)
    identity = request.path_params["identity"]
    actors, shifts, said = (part_number(request.query_params, name) for name in ("actors", "shifts", "said"))
    with visit.glance() as glance, visit.site.library.standings(visit.as_of, identity) as standings:
        try:
            shown = concept_page(glance, standings, identity, (actors, shifts, said))
        except SettingError as error:
            raise HTTPException(404, f"No concept is called {identity!r} in this ledger.") from error
    return visit.page(
        "concept.html",
        concept=shown.concept,
        shown=shown,
        work=working(shown.months),
        has_chart=position_charts.can_be_drawn(shown.concept),
        defined=visit.site.library.defined(identity),
        codebook=visit.site.library.codebook_name,
    )


def show_help(request: Request) -> Response:
    """How the pages are read and gone through, and what their figures mean."""
    return Visit.of(request).page("help.html")


def search(request: Request) -> Response:
    """Sentences that hold some words."""
    visit = Visit.of(request)
    words, found, fault = request.query_params.get("q", "").strip(), [], ""
    if words:
        try:
            found = visit.site.library.search(words, visit.as_of, MOST_FOUND)
        except SettingError as error:
            fault = str(error)
    with visit.glance() as glance:
        told = glance.evidence(c for hit in found for passage in hit.passages for c in passage.claims)
    claims = {identity: claim for identity, (_, claim) in told.items()}
    return visit.page("search.html", words=words, found=found, fault=fault, claims=claims, most=MOST_FOUND)


def _quoted(derivation: Derivation) -> Iterator[str]:
    yield from (quoted.claim for quoted in derivation.quoted)
    for step in (*derivation.parts, *derivation.left_out):
        yield from _quoted(step)
