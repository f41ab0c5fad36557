"""Processes that listen at one place share their visitors: a new one goes to the process that has fewest.

Asyncio takes all visitors that wait at once, so that the first process to wake up would have all of them and the others
nothing to do. Here each process takes one at a time, and holds back for a moment while another has fewer.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import MutableSequence
from contextlib import suppress

import uvicorn
from anyio import to_thread

MOST_AT_ONCE = 2
"""So many pages a process makes at once. Python works in one thread at a time: with more of them no page comes sooner,
but all come late, those that take the longest most of all; and each holds memory and a connection to the ledger. With
one, whoever asks for something that takes seconds would keep everybody waiting."""

PATIENCE_SECONDS = 0.025
"""So long a process leaves a visitor to those that have fewer; one that hangs, or has ended, takes nobody."""


class PageServer(uvicorn.Server):
    """Makes a few pages at once; who comes meanwhile waits for a turn."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen; see ``uvicorn.Server``."""
        to_thread.current_default_thread_limiter().total_tokens = MOST_AT_ONCE
        await super().startup(sockets)


class SharingServer(PageServer):
    """Serves on sockets that other processes listen on, too."""

    def __init__(self, config: uvicorn.Config, visitors: MutableSequence[int], place: int) -> None:
        """One of several servers.

        Args:
            config: As all of them have it.
            visitors: How many connections each has, in memory that they share.
            place: Which number of these is this server's.
        """
        super().__init__(config)
        self._visitors = visitors
        self._place = place
        self._arriving: set[asyncio.Task[object]] = set()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen; see ``uvicorn.Server``."""
        await super().startup([])
        for listening in sockets or ():
            listening.setblocking(False)
            asyncio.get_running_loop().add_reader(listening, self.welcome, listening)

    async def on_tick(self, counter: int) -> bool:
        """What is done ten times a second; see ``uvicorn.Server``."""
        self._count()
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop listening, and answer those who asked already; see ``uvicorn.Server``."""
        for listening in sockets or ():
            asyncio.get_running_loop().remove_reader(listening)
        await super().shutdown(sockets)

    def welcome(self, listening: socket.socket) -> None:
        """Take one visitor who waits, or leave it for a moment to a server that has fewer."""
        self._count()
        if self._visitors[self._place] <= min(self._visitors):
            self._take(listening)
            return
        loop = asyncio.get_running_loop()
        loop.remove_reader(listening)
        loop.call_later(PATIENCE_SECONDS, self._return, listening)

    def _return(self, listening: socket.socket) -> None:
        """Take who still waits, and look out for others again."""
        if not self.should_exit:
            self._take(listening)
            asyncio.get_running_loop().add_reader(listening, self.welcome, listening)

    def _take(self, listening: socket.socket) -> None:
        with suppress(OSError):  # another was quicker, or the visitor has left
            connection, _ = listening.accept()
            connection.setblocking(False)
            loop = asyncio.get_running_loop()
            task: asyncio.Task[object] = loop.create_task(
                loop.connect_accepted_socket(self._protocol, connection)
            )
            self._arriving.add(task)
            task.add_done_callback(self._arriving.discard)
            self._count()

    def _count(self) -> None:
        self._visitors[self._place] = len(self.server_state.connections) + len(self._arriving)

    def _protocol(self) -> asyncio.Protocol:
        """What speaks with a visitor, made as ``uvicorn.Server`` makes it."""
        made: asyncio.Protocol = self.config.http_protocol_class(  # type: ignore[call-arg]
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )
        return made
