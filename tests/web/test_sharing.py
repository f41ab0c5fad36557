"""Processes that listen at one place share their visitors."""

import asyncio
import socket
from contextlib import asynccontextmanager

import pytest
import uvicorn
from anyio import to_thread
from tallystick.web import sharing
from tallystick.web.sharing import MOST_AT_ONCE, PageServer, SharingServer


async def app(_scope, receive, send):
    await receive()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


@pytest.fixture
def listening():
    with socket.create_server(("127.0.0.1", 0)) as found:
        yield found


@asynccontextmanager
async def serving(listening, visitors, place):
    """A server that takes visitors, ended afterwards."""
    config = uvicorn.Config(app, lifespan="off", log_level="error")
    config.load()
    server = SharingServer(config, visitors, place)
    server.lifespan = config.lifespan_class(config)
    await server.startup([listening])
    try:
        yield server
    finally:
        server.force_exit = True
        await server.shutdown([listening])


async def visit(listening):
    """A visitor who has been answered once and stays."""
    reader, writer = await asyncio.open_connection(*listening.getsockname())
    writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert (await reader.readuntil(b"ok")).startswith(b"HTTP/1.1 200")
    return writer


def test_as_many_go_to_each(listening):
    visitors = [0, 0]

    async def scene():
        async with (
            serving(listening, visitors, 0) as one,
            serving(listening.dup(), visitors, 1) as other,
        ):
            writers = [await visit(listening) for _ in range(6)]
            shares = [len(server.server_state.connections) for server in (one, other)]
            for writer in writers:
                writer.close()
        return shares

    assert asyncio.run(scene()) == [3, 3]


def test_a_visitor_is_left_to_a_server_that_has_fewer(listening):
    async def scene():
        async with serving(listening, [0, 1], 0) as server:
            first = await visit(listening)
            server._visitors[1] = 0
            asyncio.get_running_loop().remove_reader(listening)
            with socket.create_connection(listening.getsockname()):
                server.welcome(listening)
                taken, _ = listening.accept()  # it still waits for another to take it
                taken.close()
            first.close()

    asyncio.run(scene())


def test_where_the_others_take_nobody_no_visitor_waits_for_long(listening, monkeypatch):
    monkeypatch.setattr(sharing, "PATIENCE_SECONDS", 0.001)

    async def scene():
        async with serving(listening, [0, 0], 0):  # the other has ended
            for writer in [await visit(listening) for _ in range(3)]:
                writer.close()

    asyncio.run(scene())


def test_who_has_left_is_not_counted(listening):
    visitors = [0, 0]

    async def scene():
        async with serving(listening, visitors, 0) as server:
            writer = await visit(listening)
            await server.on_tick(1)
            counts = [visitors[0]]
            writer.close()
            while server.server_state.connections:
                await asyncio.sleep(0)
            await server.on_tick(2)
        return [*counts, visitors[0]]

    assert asyncio.run(scene()) == [1, 0]


def test_a_process_makes_a_few_pages_at_once(listening):
    async def scene():
        config = uvicorn.Config(app, lifespan="off", log_level="error")
        config.load()
        server = PageServer(config)
        server.lifespan = config.lifespan_class(config)
        await server.startup([listening])
        found = [to_thread.current_default_thread_limiter().total_tokens]
        await server.shutdown([listening])
        return found

    assert asyncio.run(scene()) == [MOST_AT_ONCE]
