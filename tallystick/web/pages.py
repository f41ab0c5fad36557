"""The pages that are only read: overview, promise, document, actor, concept, search."""

from __future__ import annotations

import json
from collections.abc import Iterator

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tallystick.errors import SettingError
from tallystick.model.derivations import Derivation
from tallystick.model.records import Promise
from tallystick.model.records_format import promise_to_line
from tallystick.views.charts import Theme, can_be_drawn, deliveries_chart, drawn_as_png, drawn_as_svg
from tallystick.web.actors import actor_page
from tallystick.web.highlights import stretches
from tallystick.web.library import Snapshot
from tallystick.web.overview import Filters, overview
from tallystick.web.visits import Visit

LONGEST_TEXT = 40_000
"""Characters of a document on one page; the rest stands on further ones."""

MOST_FOUND = 30


def show_overview(request: Request) -> Response:
    """The promises, those overdue first."""
    visit = Visit.of(request)
    snapshot, filters = visit.snapshot(), Filters.of(request.query_params)
    return visit.page(
        "overview.html",
        shown=overview(snapshot.promises, filters),
        filters=filters,
        documents=len(snapshot.documents),
        claims=len(snapshot.claims),
    )


def show_promise(request: Request) -> Response:
    """One promise with every sentence behind it."""
    visit = Visit.of(request)
    snapshot = visit.snapshot()
    promise = _promise(snapshot, request)
    derived = snapshot.why(promise)
    behind = {*promise.claims, *promise.removed, *(c for d in derived for c in _quoted(d))}
    return visit.page(
        "promise.html",
        promise=promise,
        evidence={claim: snapshot.evidence(claim) for claim in behind if claim in snapshot.claims},
        voices=snapshot.voices(promise.claims),
        decided=[j for j in snapshot.judgements if j.id in promise.judgements],
        derived=derived,
        has_chart=can_be_drawn(promise),
        others=[other for other in snapshot.promises if other.id != promise.id],
    )


def send_promise(request: Request) -> Response:
    """One promise in the public records format."""
    visit = Visit.of(request)
    promise = _promise(visit.snapshot(), request)
    return _file(
        json.dumps(json.loads(promise_to_line(promise)), indent=2, ensure_ascii=False), "json", promise
    )


def send_chart(request: Request) -> Response:
    """What arrived of a promise as a drawing (SVG) or a picture (PNG)."""
    visit = Visit.of(request)
    promise = _promise(visit.snapshot(), request)
    if not can_be_drawn(promise):
        raise HTTPException(404, "Nothing is known of this promise that a chart could show.")
    theme: Theme = "dark" if request.query_params.get("theme") == "dark" else "light"
    chart = deliveries_chart(promise, visit.site.library.course(promise, visit.as_of), theme)
    if request.path_params["form"] == "png":
        return _file(drawn_as_png(chart), "png", promise)
    is_saved = "save" in request.query_params
    return _file(drawn_as_svg(chart), "svg", promise, is_shown=not is_saved)


_TYPES = {"svg": "image/svg+xml", "png": "image/png", "json": "application/json"}


def _file(content: str | bytes, form: str, promise: Promise, *, is_shown: bool = False) -> Response:
    kept = {} if is_shown else {"Content-Disposition": f'attachment; filename="promise-{promise.id}.{form}"'}
    return Response(content, media_type=_TYPES[form], headers=kept)


def list_documents(request: Request) -> Response:
    """All reports, the newest first."""
    visit = Visit.of(request)
    snapshot = visit.snapshot()
    readings = sorted(
        snapshot.readings, key=lambda r: (r.document.published or "", r.document.id), reverse=True
    )
    copied = {d: group for group in snapshot.copies for d in group.documents}
    return visit.page("documents.html", readings=readings, copied=copied)


def show_document(request: Request) -> Response:
    """One report with what was read in it."""
    visit = Visit.of(request)
    snapshot, identity = visit.snapshot(), request.path_params["identity"]
    reading = snapshot.reading(identity)
    if reading is None:
        raise HTTPException(404, f"No document {identity!r} in this ledger on that day.")
    text = reading.document.text
    parts = max(1, -(-len(text) // LONGEST_TEXT))
    asked = request.query_params.get("part", "1")
    part = min(max(int(asked), 1), parts) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 1
    start, end = (part - 1) * LONGEST_TEXT, min(part * LONGEST_TEXT, len(text))
    claims = [c for c in reading.claims if start <= c.evidence.start < end]
    return visit.page(
        "document.html",
        reading=reading,
        document=reading.document,
        stretches=stretches(text, claims, start, end),
        claims=claims,
        known={claim.id: claim for claim in claims},
        homes={c.id: p for c in claims if (p := snapshot.promise_of(c.id)) is not None},
        removed={removal.claim.id for removal in snapshot.found.removals},
        part=part,
        parts=parts,
        group=next((g for g in snapshot.copies if identity in g.documents), None),
        documents=snapshot.documents,
    )


def list_actors(request: Request) -> Response:
    """Everybody who promised something or is to receive it."""
    visit = Visit.of(request)
    choices = overview(visit.snapshot().promises, Filters()).choices
    return visit.page("actors.html", actors=choices["actor"], recipients=choices["recipient"])


def show_actor(request: Request) -> Response:
    """What somebody promised, was promised and said."""
    visit = Visit.of(request)
    snapshot, identity = visit.snapshot(), request.path_params["identity"]
    found = actor_page(snapshot, identity)
    if found is None:
        raise HTTPException(404, f"Nobody is called {identity!r} in this ledger on that day.")
    shown = {c: snapshot.evidence(c) for c in (*found.said, *found.delivered)}
    return visit.page("actor.html", actor=found, evidence=shown)


def list_concepts(request: Request) -> Response:
    """What positions are taken on."""
    visit = Visit.of(request)
    return visit.page("concepts.html", concepts=visit.site.library.concepts(visit.as_of))


def show_concept(request: Request) -> Response:
    """Who is for one thing and who against, month by month."""
    visit = Visit.of(request)
    identity = request.path_params["identity"]
    concepts = visit.site.library.concepts(visit.as_of)
    record = next((c for c in concepts if c.concept == identity), None)
    if record is None:
        raise HTTPException(404, f"No concept {identity!r} in this ledger on that day.")
    return visit.page("concept.html", concept=record)


def search(request: Request) -> Response:
    """Sentences that hold some words."""
    visit = Visit.of(request)
    words, found, fault = request.query_params.get("q", "").strip(), [], ""
    if words:
        try:
            found = visit.site.library.search(words, visit.as_of, MOST_FOUND)
        except SettingError as error:
            fault = str(error)
    kinds = {claim: c.kind for claim, c in visit.snapshot().claims.items()} if found else {}
    return visit.page("search.html", words=words, found=found, fault=fault, kinds=kinds, most=MOST_FOUND)


def _promise(snapshot: Snapshot, request: Request) -> Promise:
    identity = request.path_params["identity"]
    promise = snapshot.promise(identity)
    if promise is None:
        raise HTTPException(404, f"No promise {identity!r} was known in this ledger on that day.")
    return promise


def _quoted(derivation: Derivation) -> Iterator[str]:
    yield from (quoted.claim for quoted in derivation.quoted)
    for step in (*derivation.parts, *derivation.left_out):
        yield from _quoted(step)
