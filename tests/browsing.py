"""Pages in Debian's Chromium, watched: what its console says, what is asked for, what axe-core finds."""

import os
import socket
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-dev-shm-usage",
]  # fmt: skip


@contextmanager
def chromium():
    """The browser; where it is missing the tests are skipped, loudly, and fail under CI."""
    if not Path(CHROMIUM).exists():
        reason = f"{CHROMIUM} is not installed; on Debian: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def served(app):
    """The address at which an application is served from a thread."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


class Watched:
    """A page whose console and requests are watched."""

    def __init__(self, browser, **settings):
        self.context = browser.new_context(**settings)
        self.page = self.context.new_page()
        self.complaints, self.asked = [], []
        self.page.on("console", lambda said: self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        self.context.on("request", lambda request: self.asked.append(request.url))


@contextmanager
def watching(browser, home):
    """Gives what opens watched pages; in the end none of them complained or asked for anything but ``home``."""
    opened = []

    def open_page(**settings):
        opened.append(Watched(browser, **settings))
        return opened[-1]

    yield open_page
    for one in opened:
        one.context.close()
        assert not one.complaints, one.complaints
        outside = [url for url in one.asked if not url.startswith(home)]
        assert not outside, outside


def grave_faults(page, **options):
    """What axe-core finds serious or critical."""
    found = (
        Axe()
        .run(page, options={"resultTypes": ["violations"], "preload": False, **options})
        .response["violations"]
    )
    grave = [fault for fault in found if fault["impact"] in ("serious", "critical")]
    return [(fault["id"], node["html"][:160]) for fault in grave for node in fault["nodes"]]
