"""Signing in and out, where the file of users asks for it."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tallystick.web.visits import Visit

_SEE_OTHER = 303
_TOO_MANY = 429


def show_sign_in(request: Request) -> Response:
    """The form."""
    return Visit.of(request).page(
        "sign_in.html", fault="", name="", next=_inside(request.query_params.get("next", "/"))
    )


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
    name, goal = form.get("name", "").strip(), _inside(form.get("next", "/"))
    client = visit.request.client
    keys = f"name:{name}", f"address:{client.host if client else ''}"
    with visit.site.guesses.turn:
        if visit.site.guesses.must_wait(*keys):
            fault = "Too many wrong passwords. Wait five minutes and try again."
            return visit.page("sign_in.html", _TOO_MANY, fault=fault, name=name, next=goal)
        users = visit.site.users
        if users is None or not users.is_right(name, form.get("password", "")):
            visit.site.guesses.was_wrong(*keys)
            return visit.page(
                "sign_in.html", 403, fault="That name and password do not fit.", name=name, next=goal
            )
    return visit.remembered(RedirectResponse(goal, _SEE_OTHER), visit.site.sessions.new(name))


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
