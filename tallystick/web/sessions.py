"""Sessions: who is signed in, in a cookie that only this server can write, and the token of every form.

A cookie holds a name, the time and a random number, signed with a key that the process makes when it starts: what
was signed before a restart is worth nothing after it. A form's token is a second signature over the same session.
"""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_bytes, token_urlsafe

COOKIE = "tally-session"
LONGEST_SECONDS = 12 * 60 * 60
"""After a working day somebody has to sign in again."""

_MASK = 32
"""Bytes of a mask: as many as a signature has."""


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that is known.

    Attributes:
        user: Who is signed in; ``None`` for a visitor who is not.
        since: Seconds since the epoch.
        nonce: Makes the session unlike any other.
    """

    user: str | None
    since: int
    nonce: str


class Sessions:
    """Makes cookies and the tokens of forms, and tells its own from others."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Start with a key of its own.

        Args:
            clock: Seconds since the epoch.
        """
        self._key = token_bytes(32)
        self._clock = clock

    def new(self, user: str | None) -> Session:
        """A session that begins now."""
        return Session(user, int(self._clock()), token_urlsafe(16))

    def cookie(self, session: Session) -> str:
        """The session as a cookie's value."""
        content = urlsafe_b64encode(json.dumps([session.user, session.since, session.nonce]).encode())
        return f"{content.decode()}.{self._signature('session', content)}"

    def read(self, cookie: str | None) -> Session | None:
        """The session in a cookie, ``None`` where it is not ours, was changed or is over."""
        content, _, signature = (cookie or "").partition(".")
        if not cookie or not cookie.isascii():
            return None
        if not hmac.compare_digest(signature, self._signature("session", content.encode())):
            return None
        try:
            session = Session(*json.loads(urlsafe_b64decode(content)))
        except (NotBase64, ValueError, TypeError):
            return None
        return session if 0 <= self._clock() - session.since < LONGEST_SECONDS else None

    def token(self, session: Session) -> str:
        """What a form of this session has to send along: another text each time.

        A page that is compressed tells by its length whether what an address put into it is like something else in it;
        with enough pages a token that stays the same could be guessed sign by sign
        (BREACH, https://www.breachattack.com). So it is masked, as Django does.
        """
        mask = token_bytes(_MASK)
        return (mask + _masked(self._form_signature(session), mask)).hex()

    def is_token(self, session: Session, token: str) -> bool:
        """Whether a form was made for this session."""
        try:
            sent = bytes.fromhex(token)
        except ValueError:
            return False
        signature = _masked(sent[_MASK:], sent[:_MASK])
        return len(sent) == 2 * _MASK and hmac.compare_digest(signature, self._form_signature(session))

    def _form_signature(self, session: Session) -> bytes:
        return bytes.fromhex(self._signature("form", self.cookie(session).encode()))

    def _signature(self, purpose: str, content: bytes) -> str:
        return hmac.new(self._key, purpose.encode() + b"\0" + content, "sha256").hexdigest()


def _masked(content: bytes, mask: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(content, mask, strict=False))
