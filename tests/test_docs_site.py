"""The site in a real browser: readable on a phone and in the dark, by keyboard, and nothing asked from outside."""

import functools
import http.server
import os
import subprocess
import sys
import threading
from itertools import pairwise
from pathlib import Path

import pytest

import browsing

ROOT = Path(__file__).parents[1]
SHOWN = (
    "index.html",
    "registers.html",
    "lexicons.html",
    "adding.html",
    "api.html",
    "guides/data-journalist.html",
)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LEVELS = (
    "[...document.querySelectorAll('article :is(h1,h2,h3,h4,h5,h6)')].map(heading => +heading.tagName[1])"
)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The address at which the site is served, built anew."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, check=True)
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=folder)
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def browser():
    with browsing.chromium() as opened:
        yield opened


@pytest.mark.parametrize("name", SHOWN)
def test_every_kind_of_page_is_readable(browser, site, name):
    with browsing.watching(browser, (site, "data:", "blob:")) as open_page:
        page = open_page(viewport={"width": 1280, "height": 800}, color_scheme="light").page
        page.goto(f"{site}/{name}")
        levels = page.evaluate(LEVELS)
        assert levels.count(1) == 1
        assert all(below <= above + 1 for above, below in pairwise(levels))
        assert page.evaluate(OVERFLOW) == 0
        assert browsing.grave_faults(page) == []
        page = open_page(viewport={"width": 360, "height": 800}, color_scheme="dark").page
        page.goto(f"{site}/{name}")
        assert page.evaluate(OVERFLOW) == 0
        assert browsing.grave_faults(page) == []


def test_the_search_finds_a_page_without_asking_anybody(browser, site):
    with browsing.watching(browser, (site, "data:", "blob:")) as open_page:
        page = open_page(viewport={"width": 1280, "height": 800}).page
        page.goto(f"{site}/index.html")
        page.keyboard.press("/")
        page.keyboard.type("esperanto")
        hit = page.locator(".md-search-result__link").first
        hit.wait_for()
        assert "samples.html" in hit.get_attribute("href")
        hit.click()
        page.wait_for_url("**/samples.html**")
        assert page.locator("h1").inner_text().startswith("Sample reports")
