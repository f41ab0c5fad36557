"""Who may sign in: a file of names, roles and hashed passwords, and how often somebody may guess."""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import Literal, get_args

from tallystick.errors import SettingError, why_unreadable
from tallystick.files import whole_file
from tallystick.sources.extras import needs_extra

Role = Literal["reader", "reviewer"]
ROLES: tuple[Role, ...] = get_args(Role)

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 1024
MOST_FAILURES = 5
"""So many wrong passwords for one name or from one address, then it has to wait."""

WAIT_SECONDS = 300
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may sign in; ``password`` is its argon2id hash."""

    name: str
    role: Role
    password: str


class Users:
    """The people of one file."""

    def __init__(self, users: dict[str, User]) -> None:
        """Take the users by name."""
        with needs_extra("argon2-cffi", "web", "Signing in"):
            from argon2 import PasswordHasher  # noqa: PLC0415 (an extra)
        self._users = users
        self._hasher = PasswordHasher()
        self._nobody = self._hasher.hash("nobody has this password")

    @classmethod
    def load(cls, path: Path) -> Users:
        """The users in a file that ``add_user`` wrote.

        Raises:
            SettingError: It cannot be read, is no such file, or names nobody.
        """
        try:
            rows = json.loads(path.read_text(encoding="utf-8"))
            users = {row["name"]: User(**row) for row in rows["users"]}
        except (OSError, UnicodeDecodeError) as error:
            raise SettingError(
                f"Cannot read the users in {path}: {why_unreadable(error)}; make it with tally user add"
            ) from error
        except (ValueError, KeyError, TypeError) as error:
            raise SettingError(f"{path} is no file of users; make one with tally user add") from error
        if not users:
            raise SettingError(f"{path} names no user; add one: tally user add {path} NAME")
        return cls(users)

    def role(self, name: str) -> Role | None:
        """What somebody may do; ``None`` where the file does not name them."""
        user = self._users.get(name)
        return None if user is None else user.role

    def is_right(self, name: str, password: str) -> bool:
        """Whether this is somebody's password; takes as long for a name that is not known."""
        from argon2.exceptions import Argon2Error, InvalidHashError  # noqa: PLC0415

        user = self._users.get(name)
        try:
            self._hasher.verify(user.password if user else self._nobody, password[:LONGEST_PASSWORD])
        except (Argon2Error, InvalidHashError):
            return False
        return user is not None


def add_user(path: Path, name: str, role: str, password: str) -> None:
    """Write somebody into a file of users, which is made if it is missing; who is in it gets the new password.

    Raises:
        SettingError: The name, role or password will not do, or the file cannot be read or written.
    """
    if not name.strip() or not name.isprintable() or len(name) > _LONGEST_NAME:
        raise SettingError(f"{name!r} is no name of a user; take up to {_LONGEST_NAME} printable characters")
    known = next((r for r in ROLES if r == role), None)
    if known is None:
        raise SettingError(f"No role {role!r}; the roles are: {', '.join(ROLES)}")
    if len(password) < SHORTEST_PASSWORD:
        raise SettingError(f"A password needs at least {SHORTEST_PASSWORD} characters; take a longer one")
    with needs_extra("argon2-cffi", "web", "A user"):
        from argon2 import PasswordHasher  # noqa: PLC0415 (an extra)
    users = dict(Users.load(path)._users) if path.exists() else {}
    users[name.strip()] = User(name.strip(), known, PasswordHasher().hash(password[:LONGEST_PASSWORD]))
    _write(path, users)


def _write(path: Path, users: dict[str, User]) -> None:
    """Write beside the file and put it in its place, so that no half of it is ever read; only the owner may."""
    content = json.dumps(
        {"users": [asdict(users[name]) for name in sorted(users)]}, indent=2, ensure_ascii=False
    )
    try:
        with whole_file(path, is_private=True) as stream:
            stream.write(f"{content}\n".encode())
    except OSError as error:
        raise SettingError(
            f"Cannot write the users to {path}: {why_unreadable(error)}; name another file"
        ) from error


class Guesses:
    """Counts wrong passwords by name and by address, and says when it is time to wait.

    Attributes:
        turn: Held while a password is tried: guesses sent all at once are counted one by one, and hashing, which is
            meant to take memory, takes it once.
    """

    def __init__(self, clock: Callable[[], float], most: int = MOST_FAILURES) -> None:
        """Start with none.

        Args:
            clock: Seconds since the epoch.
            most: After so many wrong passwords it is time to wait.
        """
        self._clock = clock
        self._most = most
        self._failures: dict[str, deque[float]] = defaultdict(deque)
        self.turn = Lock()

    def must_wait(self, *keys: str) -> bool:
        """Whether too many guesses were wrong of late for one of ``keys``."""
        since = self._clock() - WAIT_SECONDS
        for key in [key for key, failures in self._failures.items() if failures[-1] < since]:
            del self._failures[key]
        return any(sum(at >= since for at in self._failures.get(key, ())) >= self._most for key in keys)

    def was_wrong(self, *keys: str) -> None:
        """Remember a wrong password."""
        for key in keys:
            self._failures[key].append(self._clock())
            while len(self._failures[key]) > self._most:
                self._failures[key].popleft()
