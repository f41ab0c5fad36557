"""What a browser already has is neither sent nor made again: pages that follow from their address and the ledger alone.

Such a page carries a tag (RFC 9110, 8.8.3) that is known before the page is made: the newest entry of the ledger,
which every entry changes, and a number that the server drew when it started, since another version may show the same
ledger otherwise. Pages with forms hold a token that is never the same twice, and those of somebody who has signed in
are not to stay on a disk; neither is tagged.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from secrets import token_bytes

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tallystick.errors import LedgerError

_TAGGED = re.compile(r"/(search|help|agreement|promise|document|actor|concept)(/.*)?", re.DOTALL)
_KEPT = {"Cache-Control": "private, no-cache"}  # may be kept, and is asked for each time


class Revalidated:
    """Wraps an application: tags its pages, and answers 304 where a browser names the tag that a page still has."""

    def __init__(self, app: ASGIApp, state: Callable[[], str]) -> None:
        """Wrap ``app``.

        Args:
            app: What makes the pages.
            state: What the ledger is in now; what may wait for a database.
        """
        self._app = app
        self._state = state
        self._start = token_bytes(16)  # before processes part, so that all of them give the same tags

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        tag = await self._tag(scope)
        if tag is None:
            await self._app(scope, receive, send)
            return

        async def send_tagged(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                MutableHeaders(scope=message).update({**_KEPT, "ETag": tag})
            await send(message)

        if tag in re.findall(r'W/"[0-9a-f]+"', Headers(scope=scope).get("if-none-match", "")):
            await Response(status_code=304, headers={**_KEPT, "ETag": tag})(scope, receive, send)
        else:
            await self._app(scope, receive, send_tagged)

    async def _tag(self, scope: Scope) -> str | None:
        """The tag of the page asked for, ``None`` where it has none; weak, as it says nothing of compression."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return None
        if not _TAGGED.fullmatch(scope["path"]):
            return None
        try:
            state = await run_in_threadpool(self._state)
        except LedgerError:
            return None  # the page itself says so
        asked = scope["path"].encode(errors="surrogatepass") + b"?" + scope["query_string"]
        digest = sha256(b"\0".join([self._start, state.encode(), asked]))
        return f'W/"{digest.hexdigest()[:32]}"'
