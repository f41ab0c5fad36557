"""One polite client for all pages of a run."""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from tallystick.errors import SettingError
from tallystick.model import Problem
from tallystick.sources.extras import needs_extra
from tallystick.sources.fetching.addresses import is_public, private_address, refusal
from tallystick.sources.fetching.records import Fetched, FetchSettings, Unchanged, Validators
from tallystick.sources.fetching.robots import MOST_BYTES as MOST_OF_ROBOTS
from tallystick.sources.fetching.robots import Robots, UnreachableError

if TYPE_CHECKING:
    import httpx

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 500, 502, 503, 504})
_LONGEST_WAIT = 60.0
_READABLE = (
    "text/html", "application/xhtml+xml", "text/plain", "application/pdf", "application/xml", "text/xml",
    "application/rss+xml", "application/atom+xml", "application/json", "application/x-ndjson", "application/zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/octet-stream",
)  # fmt: skip

_ERROR_NUMBER = re.compile(r"^\[Errno -?\d+\] ")
"""What Python puts before the reason of a connection that failed."""


class _RefusedError(Exception):
    """A page is not had, for a reason that is a problem of the data."""

    def __init__(
        self, problem: Problem, *, passing: bool = False, wait: float = 0.0, reason: str = ""
    ) -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.passing = passing
        self.wait = wait
        self.reason = reason or problem.message.rstrip(".")


class Fetcher:
    """Fetches pages one after the other; usable as a context manager."""

    def __init__(self, settings: FetchSettings | None = None) -> None:
        """Make ready; nothing is asked yet.

        Raises:
            SettingError: The package that fetches is not installed.
        """
        self.settings = settings or FetchSettings()
        try:
            with needs_extra("httpx", "fetch", "reading from the web"):
                import httpx  # noqa: PLC0415 (an extra)
        except ModuleNotFoundError as error:
            raise SettingError(str(error)) from error
        self._httpx = httpx
        self._client = httpx.Client(
            headers={"User-Agent": self.settings.user_agent, "Accept-Encoding": "gzip"},
            timeout=self.settings.silence_seconds,
            follow_redirects=False,
            trust_env=not self.settings.allow_private,
        )
        self._robots = Robots(self._ask_for_rules, self.settings.user_agent)
        self._last_asked: dict[str, float] = {}

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def fetch(self, address: str) -> Fetched | Unchanged | Problem:
        """The page at ``address``, that it is unchanged, or why it is not had."""
        for attempt in range(1, self.settings.tries + 1):
            try:
                return self._follow(address)
            except _RefusedError as refused:
                if not refused.passing or attempt == self.settings.tries:
                    return refused.problem
                time.sleep(max(refused.wait, self.settings.backoff_seconds * 2 ** (attempt - 1)))
        raise SettingError(f"Pages are tried {self.settings.tries} times; that has to be once at least")

    def _follow(self, asked: str) -> Fetched | Unchanged:
        address, seen = asked, {asked}
        until = time.monotonic() + self.settings.most_seconds
        for _ in range(self.settings.most_redirects + 1):
            self._check(address)
            with self._answer(address, known=self.settings.validators(asked)) as answer:
                if answer.status_code == 304:
                    return Unchanged(asked)
                if answer.status_code not in _REDIRECTS:
                    return self._page(answer, asked, address, until)
                address = urljoin(address, answer.headers.get("location", ""))
            if address in seen:
                raise _RefusedError(Problem("redirect_loop", f"{asked} leads in a circle over {address}."))
            seen.add(address)
        most = self.settings.most_redirects
        raise _RefusedError(
            Problem("redirect_loop", f"{asked} leads on more than {most} times; give the last address.")
        )

    def _check(self, address: str) -> None:
        """Refuse an address that may not be asked, and wait until its server may be asked again."""
        problem = refusal(address, allow_private=self.settings.allow_private)
        if problem:
            raise _RefusedError(problem)
        try:
            is_allowed = self._robots.allows(address)
        except UnreachableError as error:
            message = (
                f"{address} could not be fetched: its server cannot be reached ({error}); "
                "check the address and the network, or try later."
            )
            raise _RefusedError(Problem("not_fetched", message)) from error
        if not is_allowed:
            message = f"The server's robots.txt asks programs not to fetch {address}; save the page and read the file."
            raise _RefusedError(Problem("robots_refuse", message))
        host = urlsplit(address).netloc
        pause = min(max(self.settings.pause_seconds, self._robots.pause(address)), _LONGEST_WAIT)
        wait = self._last_asked.get(host, -pause) + pause - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        self._last_asked[host] = time.monotonic()

    @contextmanager
    def _answer(self, address: str, known: Validators | None = None) -> Iterator[httpx.Response]:
        """The server's answer with its content still to come."""
        headers = {}
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.modified:
            headers["If-Modified-Since"] = known.modified
        try:
            with self._client.stream("GET", address, headers=headers) as answer:
                self._check_peer(answer, address)
                yield answer
        except self._httpx.InvalidURL as error:
            raise _RefusedError(
                Problem("bad_address", f"{address!r} is no address of a page ({error}).")
            ) from error
        except self._httpx.HTTPError as error:
            reason = _ERROR_NUMBER.sub("", str(error)) or type(error).__name__
            message = (
                f"{address} could not be fetched ({reason}); check the address and the network, or try later."
            )
            raise _RefusedError(Problem("not_fetched", message), passing=True, reason=reason) from error

    def _check_peer(self, answer: httpx.Response, address: str) -> None:
        """A name may lead elsewhere when it is connected to than when it was looked up."""
        stream = answer.extensions.get("network_stream")
        peer = stream.get_extra_info("server_addr") if stream else None
        if peer and not self.settings.allow_private and not is_public(str(peer[0])) and not self._has_proxy():
            raise _RefusedError(private_address(address, str(peer[0])))

    def _has_proxy(self) -> bool:
        from urllib.request import getproxies  # noqa: PLC0415 (a proxy's own address is none of the page's)

        return bool(getproxies())

    def _page(self, answer: httpx.Response, asked: str, address: str, until: float) -> Fetched:
        status = answer.status_code
        if status in _BUSY:
            message = f"{address} is not to be had now (status {status}); try later."
            wait = answer.headers.get("retry-after", "")
            seconds = min(float(wait), _LONGEST_WAIT) if wait.isdigit() else 0.0
            raise _RefusedError(Problem("server_busy", message), passing=True, wait=seconds)
        if status != 200:
            message = f"{address} was answered with status {status}; check the address."
            raise _RefusedError(Problem("not_fetched", message))
        kind, charset = _content_type(answer.headers.get("content-type", ""))
        if kind is not None and kind not in _READABLE:
            message = (
                f"{address} is of the type {kind}, which is not read; give a page, a text, a PDF or a feed."
            )
            raise _RefusedError(Problem("wrong_type", message))
        content = self._content(answer, address, until, self.settings.most_bytes)
        return Fetched(
            asked=asked,
            address=address,
            content=content,
            media_type=None if kind == "application/octet-stream" else kind,
            charset=charset,
            fetched=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            validators=Validators(answer.headers.get("etag"), answer.headers.get("last-modified")),
        )

    def _content(self, answer: httpx.Response, address: str, until: float, most: int) -> bytes:
        """The whole content, unpacked here so that a small answer cannot grow without end."""
        packed = answer.headers.get("content-encoding", "").strip().lower()
        unpack = zlib.decompressobj(wbits=47) if packed in ("gzip", "deflate", "x-gzip") else None
        content = bytearray()
        for chunk in answer.iter_raw():
            try:
                content += unpack.decompress(chunk, most + 1 - len(content)) if unpack else chunk
            except zlib.error as error:
                raise _RefusedError(Problem("not_fetched", f"{address} came damaged ({error}).")) from error
            if len(content) > most:
                message = (
                    f"{address} has more than {most} bytes; save what is needed of it and read the file."
                )
                raise _RefusedError(Problem("too_long", message))
            if time.monotonic() > until:
                seconds = self.settings.most_seconds
                message = f"{address} took longer than {seconds:g} seconds; save the page and read the file."
                raise _RefusedError(Problem("too_slow", message))
        return bytes(content)

    def _ask_for_rules(self, address: str) -> tuple[int, bytes]:
        """A robots.txt, redirects to other servers included (RFC 9309, section 2.3.1.2).

        Raises:
            UnreachableError: No server answers.
        """
        until = time.monotonic() + self.settings.most_seconds
        try:
            for _ in range(5):
                problem = refusal(address, allow_private=self.settings.allow_private)
                if problem:
                    raise UnreachableError(problem.message.rstrip("."))
                with self._answer(address) as answer:
                    if answer.status_code in _REDIRECTS:
                        address = urljoin(address, answer.headers.get("location", ""))
                        continue
                    return answer.status_code, self._content(answer, address, until, MOST_OF_ROBOTS)
        except _RefusedError as refused:
            if refused.problem.code == "private_address":
                raise
            if refused.problem.code != "too_long":
                raise UnreachableError(refused.reason) from refused
            # It is cut by the standard; nobody relies on what stands so far down.
        return 404, b""


def _content_type(header: str) -> tuple[str | None, str | None]:
    """Media type and charset of a Content-Type header, ``None`` where it does not say."""
    from email.message import Message  # noqa: PLC0415 (only its parser of such headers is wanted)

    if not header:
        return None, None
    message = Message()
    message["content-type"] = header
    charset = message.get_content_charset()
    return message.get_content_type(), charset
