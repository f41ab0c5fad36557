"""``tally serve`` and ``tally user``: the pages, and who may sign in to them."""

from __future__ import annotations

import ctypes
import gc
import getpass
import ipaddress
import multiprocessing
import multiprocessing.connection
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BrokenBarrierError
from typing import TYPE_CHECKING, Any

from tallystick.cli.asking import asked
from tallystick.cli.guard import complain
from tallystick.errors import SettingError
from tallystick.ledger import Ledger
from tallystick.reconcile.codebook import Codebook, load_codebooks
from tallystick.sources.extras import needs_extra

if TYPE_CHECKING:
    from tallystick.web.users import Users

_GREATEST_PORT = 65535
_LONGEST_START_SECONDS = 60

_COLLECTED_AFTER = (2_000, 10, 1_000)
"""How much has to be made between two searches for what nobody can reach, see ``gc.set_threshold``: one through all
that is held keeps every visitor of a process waiting for as long as three pages take, and finds next to nothing."""

_M_ARENA_MAX, _MOST_ARENAS = -8, 2
"""A parameter of glibc's ``mallopt``, and its value; see ``few_arenas``."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where the pages are reached.

    Attributes:
        host: The address to listen on.
        port: The port, 0 for a free one.
        names: Other names that the server is called by.
        proxies: Addresses, or networks, of servers in front. What one of them says of who asks and whether the
            connection is secure (``X-Forwarded-For``, ``X-Forwarded-Proto``) is believed, and nobody else is.
        workers: How many processes serve.
    """

    host: str = "127.0.0.1"
    port: int = 8080
    names: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    workers: int = 1

    def __post_init__(self) -> None:
        """Refuse what is no address.

        Raises:
            SettingError: One of ``proxies`` is none, or is all of them.
        """
        for proxy in self.proxies:
            try:
                network = ipaddress.ip_network(proxy)
            except ValueError as error:
                raise SettingError(
                    f"--proxy {proxy} is no address; give one as 127.0.0.1 or 10.0.0.0/8"
                ) from error
            if network.prefixlen == 0:
                raise SettingError(f"--proxy {proxy} is every address; name those of your servers alone")


def serve_pages(
    place: str, door: Door, *, users_file: Path | None, user: str | None, codebooks: Sequence[str]
) -> None:
    """Serve the ledger at ``place`` until interrupted.

    Raises:
        SettingError: The address cannot be listened on, or is open to others and nobody has to sign in.
        LedgerError: There is no such ledger.
    """
    if users_file is None and not is_loopback(door.host):
        raise SettingError(
            f"{door.host} can be reached from other machines; "
            "say who may sign in with --users FILE (tally user makes it)"
        )
    if users_file is None and door.proxies:
        raise SettingError(
            "--proxy lets others in; say who may sign in with --users FILE (tally user makes it)"
        )
    with needs_extra("starlette", "web", "tally serve"):
        from tallystick.web.users import Users
    users = None if users_file is None else Users.load(users_file)
    book = load_codebooks(codebooks)
    with asked(place) as ledger:
        if (
            ledger.is_large()
        ):  # its index is made, and what is said is laid to concepts, while the bar can be seen
            with ledger.glance(), ledger.standings(book):
                pass
    with Ledger(place, create=False) as ledger:
        serve_ledger(ledger, door, users=users, user=user, codebook=book)


def serve_ledger(
    ledger: Ledger,
    door: Door,
    *,
    users: Users | None = None,
    user: str | None = None,
    codebook: Codebook | None = None,
) -> None:
    """Serve a ledger that is open until interrupted.

    Raises:
        SettingError: The address cannot be listened on.
    """
    with needs_extra("uvicorn", "web", "tally serve"):
        import uvicorn

        from tallystick.views.studio import studio
        from tallystick.web import Library, Settings, create_app
        from tallystick.web.app import LOOPBACK
        from tallystick.web.kept import Between
        from tallystick.web.past import Past
        from tallystick.web.rehearsing import charts_to_rehearse, rehearse
        from tallystick.web.rendering import prepare
        from tallystick.web.sharing import PageServer, SharingServer
    hosts = {*LOOPBACK, *(name.lower() for name in door.names), _written(door.host)}
    settings = Settings(user=user or getpass.getuser(), users=users, hosts=hosts, workers=door.workers)
    few_arenas()
    with ExitStack() as stack:
        turn = past = between = None
        if door.workers > 1:
            turn, past = _forking().RLock(), Past(ledger, _forking().Lock())
            folder = stack.enter_context(TemporaryDirectory(prefix="tally-serve-"))
            between = Between(Path(folder), _forking().Lock)
        library = Library(ledger, codebook, turn, past, between)
        library.warm()
        prepare()
        app = create_app(library, settings)
        is_large, charts = ledger.is_large(), []
        if is_large:
            rehearse(app)
            charts = charts_to_rehearse(app)
            library.draws = stack.enter_context(studio())
            gc.freeze()  # what all visitors share is not gone through again and again for garbage
        config = uvicorn.Config(
            app,
            log_level="error",
            server_header=False,
            proxy_headers=bool(door.proxies),
            forwarded_allow_ips=list(door.proxies),
            lifespan="off",
        )

        def serve(server: uvicorn.Server, ready: Callable[[], object]) -> None:
            for chart in charts:  # not sooner: what draws here, if nobody does there, cannot be copied
                library.draws.svg(chart)
            if is_large:
                gc.set_threshold(*_COLLECTED_AFTER)
            ready()
            server.run(sockets=[listening])

        listening = stack.enter_context(_listening(door.host, door.port))
        place = f"http://{_written(door.host)}:{listening.getsockname()[1]}/"
        announce = partial(complain, f"the pages are at {place} (Ctrl-C stops)")
        if door.workers == 1:
            serve(PageServer(config), announce)
            return
        ledger.close()  # a connection serves one process; each opens its own
        visitors = _forking().Array("i", door.workers, lock=False)
        servers = [SharingServer(config, visitors, number) for number in range(door.workers)]
        _run_all([partial(serve, server) for server in servers], announce)


def few_arenas() -> None:
    """Have all threads take memory from few places: of many, each keeps what it was given once, a third in all.

    Asked of glibc; other C libraries have no such places, or no means to say so.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _MOST_ARENAS)


def _forking() -> Any:
    """Processes that begin as copies of this one, so that they know each other's sessions.

    Raises:
        SettingError: The system has none.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        raise SettingError("--workers needs a system with fork, which this one has not; serve with one")
    return multiprocessing.get_context("fork")


def _run_all(servers: Sequence[Callable[[Callable[[], object]], None]], announce: Callable[[], None]) -> None:
    """Serve in several processes until this one is told to stop, or one of them ends.

    Args:
        servers: What runs in each; told what to call when it is ready.
        announce: Says where they serve, once all are ready.
    """
    ready = _forking().Barrier(len(servers) + 1)
    running = [_forking().Process(target=serve, args=(ready.wait,), daemon=True) for serve in servers]

    def stop(signal_number: int, frame: object) -> None:
        del signal_number, frame
        for process in running:
            process.terminate()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    for process in running:
        process.start()
    with suppress(BrokenBarrierError):  # one of them ended
        ready.wait(_LONGEST_START_SECONDS)
    announce()
    multiprocessing.connection.wait([process.sentinel for process in running])
    stop(signal.SIGTERM, None)
    for process in running:
        process.join()


def keep_user(file: Path, name: str, role: str) -> None:
    """Ask for a password and write somebody into the file of users."""
    with needs_extra("argon2-cffi", "web", "tally user"):
        from tallystick.web.users import add_user
    if sys.stdin.isatty():
        password = getpass.getpass(f"Password for {name}: ")
        if getpass.getpass("Again: ") != password:
            raise SettingError("The two passwords differ; run the same again")
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    add_user(file, name, role, password)
    complain(f"{name} may sign in as {role}")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address; a name other than localhost may be anybody's."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _written(host: str) -> str:
    """A host as it stands in an address."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host.lower()


def _listening(host: str, port: int) -> socket.socket:
    if not 0 <= port <= _GREATEST_PORT:
        raise SettingError(f"No port {port}; ports go from 0 (a free one) to {_GREATEST_PORT}")
    plain = host.strip("[]")
    try:
        listening = socket.create_server(
            (plain, port), family=socket.AF_INET6 if ":" in plain else socket.AF_INET
        )
    except OSError as error:
        raise SettingError(
            f"Cannot listen on {host} port {port}: {error.strerror}; try another --port"
        ) from error
    # Handed on to each connection. Without it the body of an answer waits until the visitor's machine acknowledges the
    # head, 40 ms later: asyncio sends at once only where a socket names its protocol, which these do not.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening
