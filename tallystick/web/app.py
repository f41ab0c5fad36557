"""The application: which address leads to which page, and what keeps strangers out."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from importlib.resources import files

from starlette.applications import Starlette
from starlette.convertors import PathConvertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tallystick.errors import LedgerError, SettingError
from tallystick.web import deciding, pages, pictures, signing_in
from tallystick.web.headers import Guarded
from tallystick.web.library import Library
from tallystick.web.past import BeingMade
from tallystick.web.rendering import ASSETS, address, asset
from tallystick.web.revalidating import Revalidated
from tallystick.web.sessions import Sessions
from tallystick.web.users import MOST_FAILURES, Guesses, Users
from tallystick.web.visits import Site, Visit

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
"""Names of this machine; without a login no other is answered to."""

_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_MISSING = 404
_UNAVAILABLE = 503
_AGAIN_SECONDS = 3
"""After so long a page that is being worked out is asked for again."""
_LEAST_COMPRESSED = 1000
"""Bytes; less does not become fewer packets."""
_COMPRESSION = 5
"""As far as zlib gets without taking longer than it saves; tokens of forms are masked against BREACH."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the pages are served.

    Attributes:
        user: Who decides where nobody signs in.
        users: Who may sign in; ``None``: everybody who reaches the server may do everything.
        hosts: Names by which the server may be called; ``None`` for any.
        clock: Seconds since the epoch.
        workers: How many processes serve the same; each counts the wrong passwords that it hears of itself.
    """

    user: str = "reviewer"
    users: Users | None = None
    hosts: Collection[str] | None = LOOPBACK
    clock: Callable[[], float] = field(default=time.time)
    workers: int = 1


def create_app(library: Library, settings: Settings | None = None) -> Starlette:
    """The pages on a ledger as an ASGI application.

    Args:
        library: The ledger.
        settings: How it is served; by default to this machine alone, without a login.
    """
    settings = settings or Settings()
    app = Starlette(
        routes=ROUTES,
        middleware=[
            Middleware(Guarded, hosts=settings.hosts),
            *([Middleware(Revalidated, state=library.state)] if settings.users is None else []),
            Middleware(BaseHTTPMiddleware, dispatch=_only_signed_in),
            Middleware(GZipMiddleware, minimum_size=_LEAST_COMPRESSED, compresslevel=_COMPRESSION),
        ],
        exception_handlers={
            HTTPException: _refused,
            SettingError: _senseless,
            LedgerError: _unavailable,
            BeingMade: _being_made,
        },
    )
    app.state.site = Site(
        library,
        Sessions(settings.clock),
        Guesses(settings.clock, max(1, MOST_FAILURES // settings.workers)),
        settings.users,
        settings.user,
        settings.clock,
    )
    return app


async def _only_signed_in(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
    is_open = request.url.path.startswith("/static/") or request.url.path == "/sign-in"
    if is_open or Visit.of(request).role is not None:
        return await answer(request)
    if request.method == "POST" and request.url.path == "/review":
        return await signing_in.sign_in_anew(request)
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(address("sign-in", next=asked if request.method == "GET" else None), 303)


def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    said = str(error.detail) if isinstance(error, HTTPException) else ""
    if said == HTTPStatus(status).phrase:  # of an address that no route has
        said = "No page has this address."
    return _message(request, status, said)


def _senseless(request: Request, error: Exception) -> Response:
    return _message(request, 400, str(error))


def _unavailable(request: Request, error: Exception) -> Response:
    return _message(request, _UNAVAILABLE, str(error))


def _being_made(request: Request, error: Exception) -> Response:
    if not isinstance(error, BeingMade):
        raise error
    told = error.told
    done = 100 * (told.groups - told.left) // told.groups
    page = Visit.of(request).page(
        "being_made.html", _UNAVAILABLE, told=told, done=done, seconds=_AGAIN_SECONDS
    )
    page.headers.update({"Retry-After": str(_AGAIN_SECONDS), "Cache-Control": "no-store"})
    return page


def _message(request: Request, status: int, said: str) -> Response:
    titles = {
        400: "That makes no sense",
        403: "Not allowed",
        404: "Not here",
        _UNAVAILABLE: "The ledger is out of reach",
    }
    return Visit.of(request).page(
        "message.html", status, title=titles.get(status, "Refused"), said=said, is_missing=status == _MISSING
    )


async def _static(request: Request) -> Response:
    """A file of ours; sent between two steps of pages that are being made, without a turn."""
    name = request.path_params["name"]
    if name not in ASSETS:
        raise HTTPException(404, "No such file.")
    content = _content(name)
    is_named_whole = f"/static/{name}?{request.url.query}" == asset(name)
    kept = "public, max-age=31536000, immutable" if is_named_whole else "no-cache"
    headers = {"Cache-Control": kept, "ETag": f'"{asset(name).rpartition("=")[2]}"'}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=_TYPES[name.rpartition(".")[2]], headers=headers)


@cache
def _content(name: str) -> bytes:
    return files("tallystick.web").joinpath("static", name).read_bytes()


class _AnyText(PathConvertor):
    """An id in an address; a name may run over two lines of its report."""

    regex = r"[\s\S]*"


register_url_convertor("text", _AnyText())

ROUTES = [
    Route("/", pages.show_overview),
    Route("/search", pages.search),
    Route("/promise/{identity}", pages.show_promise),
    Route("/promise/{identity}/chart.{form:str}", pictures.send_chart),
    Route("/promise/{identity}/record.json", pictures.send_promise),
    Route("/document", pages.list_documents),
    Route("/document/{identity:text}", pages.show_document),
    Route("/actor", pages.list_actors),
    Route("/actor/{identity:text}", pages.show_actor),
    Route("/concept", pages.list_concepts),
    Route("/concept/{identity:text}/chart.{form:str}", pictures.send_standing),
    Route("/concept/{identity:text}", pages.show_concept),
    Route("/agreement/chart.{form:str}", pictures.send_agreement),
    Route("/help", pages.show_help),
    Route("/review", deciding.show_review, methods=["GET"]),
    Route("/review", deciding.decide, methods=["POST"]),
    Route("/sign-in", signing_in.show_sign_in, methods=["GET"]),
    Route("/sign-in", signing_in.sign_in, methods=["POST"]),
    Route("/sign-out", signing_in.sign_out, methods=["POST"]),
    Route("/static/{name}", _static),
]
