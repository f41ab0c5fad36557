"""Signing in and out, where the file of users asks for it.

Whose session ended while they decided signs in with the decision in the form beside name and password, as hidden
fields: it is not made then, but comes back to be looked at and sent again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tallystick.web.deciding import shown_again
from tallystick.web.rendering import address
from tallystick.web.visits import Visit

_SEE_OTHER = 303
_NOT_ALLOWED = 403
_TOO_MANY = 429


_KEPT = "kept:"
"""Stands before the names of fields that are handed on."""


def show_sign_in(request: Request) -> Response:
    """The form."""
    return _form(Visit.of(request), _Further(_inside(request.query_params.get("next", "/"))))


async def sign_in_anew(request: Request) -> Response:
    """The form for somebody whose session is over and who sent a decision, which it hands on."""
    sent = {name: str(value) for name, value in (await request.form()).items() if name != "token"}
    further = _Further(address("review", item=sent.get("item")), sent)
    return await run_in_threadpool(_form, Visit.of(request), further, status=_NOT_ALLOWED)


@dataclass(frozen=True, slots=True)
class _Further:
    """Where somebody goes on who has signed in.

    Attributes:
        goal: The address that they asked for.
        kept: The decision that they sent, to be shown to them again; empty where there is none.
    """

    goal: str
    kept: Mapping[str, str] = field(default_factory=dict)


def _form(visit: Visit, further: _Further, *, fault: str = "", name: str = "", status: int = 200) -> Response:
    handed_on = {_KEPT + slot: value for slot, value in further.kept.items()}
    return visit.page("sign_in.html", status, fault=fault, name=name, next=further.goal, kept=handed_on)


async def sign_in(request: Request) -> Response:
    """Begin a session of somebody's own, or say that name and password do not fit."""
    visit = Visit.of(request)
    form = {name: str(value) for name, value in (await request.form()).items()}
    if not visit.site.sessions.is_token(visit.session, form.get("token", "")):
        raise HTTPException(
            403, "That form was not made for this session; load the page anew and send it again."
        )
    return await run_in_threadpool(_sign_in, visit, form)


def _sign_in(visit: Visit, form: dict[str, str]) -> Response:
    name = form.get("name", "").strip()
    kept = {slot.removeprefix(_KEPT): value for slot, value in form.items() if slot.startswith(_KEPT)}
    further = _Further(_inside(form.get("next", "/")), kept)
    client = visit.request.client
    keys = f"name:{name}", f"address:{client.host if client else ''}"
    with visit.site.guesses.turn:
        if visit.site.guesses.must_wait(*keys):
            fault = "Too many wrong passwords. Wait five minutes and try again."
            return _form(visit, further, fault=fault, name=name, status=_TOO_MANY)
        users = visit.site.users
        if users is None or not users.is_right(name, form.get("password", "")):
            visit.site.guesses.was_wrong(*keys)
            fault = "That name and password do not fit."
            return _form(visit, further, fault=fault, name=name, status=_NOT_ALLOWED)
    session = visit.site.sessions.new(name)
    if kept and users.role(name) == "reviewer":
        return shown_again(replace(visit, session=session, is_new=True, is_today=True), kept)
    return visit.remembered(RedirectResponse(further.goal, _SEE_OTHER), session)


async def sign_out(request: Request) -> Response:
    """End the session."""
    visit = Visit.of(request)
    token = str((await request.form()).get("token", ""))
    if not visit.site.sessions.is_token(visit.session, token):
        raise HTTPException(
            403, "That form was not made for this session; load the page anew and send it again."
        )
    return visit.remembered(RedirectResponse("/sign-in", _SEE_OTHER), visit.site.sessions.new(None))


def _inside(goal: str) -> str:
    """An address of this site; anything else is its first page."""
    is_inside = goal.startswith("/") and not goal.startswith("//") and "\\" not in goal and goal.isprintable()
    return goal if is_inside else "/"
