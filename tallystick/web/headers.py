"""What every answer says about itself, and which requests are not answered: hosts that are not ours.

A page that is bound to loopback can still be reached by a hostile site whose name is made to point there (DNS
rebinding); the host that a browser names gives it away.
"""

from __future__ import annotations

from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing from elsewhere, nothing inline (https://www.w3.org/TR/CSP3/)."""

PUBLISHED_POLICY = (
    "default-src 'none'; style-src 'self' file:; script-src 'self' file:; img-src 'self' file:; "
    "form-action 'none'; base-uri 'none'"
)
"""The same for pages that are files, in themselves: not every browser takes files on a disk for one site."""

_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
LARGEST_FORM = 64 * 1024
"""Bytes of a form; a decision is a few words."""


class Guarded:
    """Wraps an application: refuses strange hosts and large forms, adds the headers to every answer."""

    def __init__(self, app: ASGIApp, hosts: Collection[str] | None) -> None:
        """Wrap ``app``.

        Args:
            app: What answers.
            hosts: Names by which the server may be called, without port; ``None`` for any.
        """
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "private, no-store")
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self._app)(scope, receive, send_with_headers)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self._hosts is not None and _without_port(host) not in self._hosts:
            return PlainTextResponse("This server is not called by that name.\n", 421)
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return PlainTextResponse("Only GET, HEAD and POST are understood here.\n", 405)
        if scope["method"] != "POST":
            return None
        size = headers.get("content-length", "")
        if not size.isdecimal():
            return PlainTextResponse("A form has to say how long it is.\n", 411)
        if int(size) > LARGEST_FORM:
            return PlainTextResponse("That form is too large.\n", 413)
        origin = headers.get("origin")
        if origin is not None and origin.partition("://")[2] != host:
            return PlainTextResponse("That form comes from another site.\n", 403)
        return None


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].lower()
