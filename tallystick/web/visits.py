"""One request: who asks, on which day, and what a page is rendered with."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from tallystick.ledger.glances import Glance
from tallystick.web.library import Library
from tallystick.web.links import Links, ServedLinks
from tallystick.web.rendering import render
from tallystick.web.sessions import COOKIE, Session, Sessions
from tallystick.web.users import Guesses, Role, Users

_SENSELESS = 400


@dataclass(frozen=True, slots=True)
class Site:
    """What all requests share.

    Attributes:
        library: The ledger.
        sessions: Who is signed in.
        guesses: Wrong passwords.
        users: Who may sign in; ``None`` where nobody has to.
        user: Who decides where nobody signs in.
        clock: Seconds since the epoch.
        role: What everybody may do where nobody signs in.
        links: How pages are called, for a request and the day that is looked at.
    """

    library: Library
    sessions: Sessions
    guesses: Guesses
    users: Users | None
    user: str
    clock: Callable[[], float]
    role: Role = "reviewer"
    links: Callable[[Request, str | None], Links] = lambda _, as_of: ServedLinks(as_of)


def origin_of(ledger: str, day: str | None) -> str:
    """What a picture says of where it comes from: which ledger, as of which day."""
    return f"tallystick, ledger {ledger}" + (f", as of {day}" if day else "")


@dataclass(frozen=True, slots=True)
class Visit:
    """One request and who makes it.

    Attributes:
        site: What all requests share.
        request: The request.
        session: Who makes it.
        is_new: Whether the session began with it.
        is_today: Whether all that is known is looked at, whatever day the address names.
    """

    site: Site
    request: Request
    session: Session
    is_new: bool
    is_today: bool = False

    @classmethod
    def of(cls, request: Request) -> Visit:
        """The visit that a request belongs to; without a session of ours a new one begins."""
        site: Site = request.app.state.site
        known = site.sessions.read(request.cookies.get(COOKIE))
        if known is not None and site.users is not None and known.user is not None:
            known = known if site.users.role(known.user) is not None else None
        return cls(
            site, request, known or site.sessions.new(None if site.users else site.user), known is None
        )

    @property
    def role(self) -> Role | None:
        """What the visitor may do; ``None`` where they have to sign in first."""
        if self.site.users is None:
            return self.site.role
        return None if self.session.user is None else self.site.users.role(self.session.user)

    @property
    def as_of(self) -> str | None:
        """The day that is looked at."""
        return None if self.is_today else self.day_asked_for

    @property
    def day_asked_for(self) -> str | None:
        """The day that the address names."""
        return self.request.query_params.get("as-of", "").strip() or None

    @property
    def is_secure(self) -> bool:
        """Whether nobody on the way can read along."""
        return self.request.url.scheme == "https"

    def glance(self) -> AbstractContextManager[Glance]:
        """The ledger on that day.

        Raises:
            SettingError: It is no day.
        """
        return self.site.library.glance(self.as_of)

    def page(self, template: str, status: int = 200, **context: Any) -> Response:
        """A page for this visitor; a day that made no sense is not carried on."""
        as_of = None if status == _SENSELESS else self.as_of
        links = self.site.links(self.request, as_of)
        shown = render(
            template, url=links.page, asset=links.asset, is_published=links.is_published, as_of=as_of,
            has_pictures=links.has_pictures,
            user=self.session.user, role=self.role,
            signs_in=self.site.users is not None, token=self.site.sessions.token(self.session),
            here=self.request.url.path, ledger=self._ledger,
            home="" if links.is_published else str(self.request.base_url).rstrip("/"),
            cited_day=lambda: self._day(as_of),
            query=dict(self.request.query_params), **context,
        )  # fmt: skip
        return self.remembered(HTMLResponse(shown, status))

    @property
    def is_published(self) -> bool:
        """Whether what is answered becomes a file of a site."""
        return self.site.links(self.request, None).is_published

    @property
    def origin(self) -> str:
        """What a picture that is taken along says of where it comes from."""
        return origin_of(self._ledger, self._day(self.as_of))

    @property
    def _ledger(self) -> str:
        return self.site.library.name.rpartition("/")[2]

    def _day(self, as_of: str | None) -> str | None:
        """The day that is cited: where none is asked for, the last on which anything was published."""
        return as_of or next(iter(self.site.library.days()[-1:]), None)

    def remembered(self, response: Response, session: Session | None = None) -> Response:
        """The answer, with the cookie of a new session."""
        if session is not None or self.is_new:
            response.set_cookie(
                COOKIE,
                self.site.sessions.cookie(session or self.session),
                httponly=True,
                samesite="strict",
                secure=self.is_secure,
                path="/",
            )
        return response
