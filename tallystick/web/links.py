"""Where a page's links lead: to addresses of a server, or to files beside it that open from a disk, too."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import Any, Protocol
from urllib.parse import urlencode

from tallystick.web.rendering import address, asset

_PLAIN = re.compile(r"[0-9a-z][0-9a-z._-]{0,79}")
"""Ids that make file names as they are: in any file system, and told apart by it."""

_RESERVED = re.compile(r"(index|con|prn|aux|nul|com\d|lpt\d)(\..*)?|.*\.")
"""What is a page of its own here, or cannot be a file's name under Windows."""

_LISTS = ("delivered", "said", "actors", "shifts")
"""Lists that have further parts, of which a page that is a file shows one at a time."""

_VARIANTS = ("letter", "page", "part", "theme", "width", "beside", *_LISTS)
"""What may be asked of a page that makes it another one; all else in an address leads to the page itself."""

_NAMED = ("letter", "beside", *_LISTS)
"""Those that stand in a file's name with their own; of the others the value tells what it is."""

_CHOSEN = ("actor", "recipient", "category", "status")
"""What the page that finds promises understands."""


class Links(Protocol):
    """How the pages of a site are called from one of them."""

    @property
    def is_published(self) -> bool:
        """Whether the pages are files, which cannot be asked anything."""

    @property
    def has_pictures(self) -> bool:
        """Whether charts are there for a phone, and as PNG."""

    def page(self, kind: str, identity: str = "", **asked: Any) -> str:
        """The link to a page; see ``tallystick.web.rendering.address``."""

    def asset(self, name: str) -> str:
        """The link to a file that comes with the pages."""


@dataclass(frozen=True, slots=True)
class ServedLinks:
    """Links on a server: every page keeps the day that is looked at."""

    as_of: str | None
    is_published: bool = False
    has_pictures: bool = True

    def page(self, kind: str, identity: str = "", **asked: Any) -> str:
        """See ``Links``."""
        return partial(address, as_of=self.as_of)(kind, identity, **asked)

    def asset(self, name: str) -> str:
        """See ``Links``."""
        return asset(name)


@dataclass(frozen=True, slots=True)
class Target:
    """A page as a file.

    Attributes:
        file: Its path in the folder of the site.
        address: Its address on a server, as of no day.
        is_subject: Whether it is the one page of something, no variant of it and nothing beside it.
    """

    file: str
    address: str
    is_subject: bool = False

    @property
    def is_page(self) -> bool:
        """Whether it is a page itself, and nothing that stands beside one."""
        return self.file.endswith(".html")


@dataclass(slots=True)
class PublishedLinks:
    """Links between files, relative to where they stand; they remember what they led to.

    Attributes:
        here: The file that they stand in.
        pages: Every page that was linked.
        assets: Every file that comes with the pages and was linked.
        has_pictures: Whether charts are made for a phone, and as PNG, too.
    """

    here: str
    pages: dict[str, Target] = field(default_factory=dict)
    assets: dict[str, str] = field(default_factory=dict)
    is_published: bool = True
    has_pictures: bool = False

    def page(self, kind: str, identity: str = "", **asked: Any) -> str:
        """See ``Links``; promises that are to be chosen are found on the page for it."""
        chosen = {name: str(asked[name]) for name in _CHOSEN if asked.get(name)}
        target = target_of("find") if kind == "" and chosen else target_of(kind, identity, **asked)
        self.pages.setdefault(target.file, target)
        return self._from_here(target.file) + (f"?{urlencode(chosen)}" if kind == "" and chosen else "")

    def asset(self, name: str) -> str:
        """See ``Links``."""
        link = asset(name).removeprefix("/")
        self.assets[link.partition("?")[0]] = name
        return self._from_here(link)

    def beside(self, path: str) -> str:
        """The link to a file of the folder that is no page."""
        return self._from_here(path)

    def _from_here(self, path: str) -> str:
        return "../" * self.here.count("/") + path


def target_of(kind: str, identity: str = "", file: str = "", **asked: Any) -> Target:
    """The file that a page becomes.

    Args:
        kind: As for ``tallystick.web.rendering.address``, likewise the others.
        identity: Any text.
        file: What stands beside the page.
        asked: What is asked of the page; only what makes it another page counts.
    """
    kept = {name: str(asked[name]) for name in _VARIANTS if str(asked.get(name) or "1") != "1"}
    variant = "".join(
        f"~{name}-{file_name(value)}" if name in _NAMED else f"~{file_name(value)}"
        for name, value in kept.items()
    )
    if identity:
        path = f"{kind}/{file_name(identity)}{variant}.{file or 'html'}"
    elif kind in ("", "find", "search", "about", "help"):
        path = f"{kind or 'index'}{variant}.html"
    else:
        path = f"{kind}/index{variant}.{file or 'html'}"
    is_subject = bool(identity) and not (file or kept)
    return Target(path, address(kind, identity, file=file, **kept), is_subject)


def file_name(identity: str) -> str:
    """An id as a file name: itself where every file system keeps it, else what can be read of it and a hash."""
    if _PLAIN.fullmatch(identity) and not _RESERVED.fullmatch(identity):
        return identity
    readable = re.sub(r"[^0-9a-z]+", "-", identity.lower()).strip("-")[:40]
    return f"{readable or 'id'}~{sha256(identity.encode(errors='surrogatepass')).hexdigest()[:16]}"
