"""Pages over a ledger that the real reader filled from the sample reports, read once a session."""

import asyncio
import re
import shutil
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from tallystick import Ledger, read_all
from tallystick.reconcile.codebook import load_codebook
from tallystick.web import Library, Settings, create_app

EXAMPLES = Path(__file__).parents[2] / "examples"


class Visitor:
    """A browser without a screen: keeps cookies, follows nothing by itself."""

    def __init__(self, app, host="127.0.0.1"):
        self._app = app
        self._base = f"http://{host}"
        self.cookies = httpx.Cookies()

    def get(self, address, **headers):
        return self._ask("GET", address, headers=headers)

    def post(self, address, headers=None, **form):
        content = urlencode(form)
        sent = {"content-type": "application/x-www-form-urlencoded"} | (headers or {})
        return self._ask("POST", address, content=content, headers=sent)

    def _ask(self, method, address, **slots):
        async def ask():
            transport = httpx.ASGITransport(app=self._app, client=("127.0.0.1", 5000))
            async with httpx.AsyncClient(
                transport=transport, base_url=self._base, cookies=self.cookies
            ) as client:
                answer = await client.request(method, address, **slots)
                self.cookies = client.cookies
                return answer

        return asyncio.run(ask())


def words(answer):
    """What a reader sees, in one line."""
    bare = re.sub(r"<[^>]*>", " ", re.sub(r"</?(bdi|b|code)>", "", answer.text))
    return " ".join(bare.split())


@pytest.fixture(scope="session")
def sample_ledger(tmp_path_factory):
    """The sample reports as one ledger file; never written to."""
    place = tmp_path_factory.mktemp("ledger") / "samples.tally"
    with Ledger(place) as ledger:
        for outcome in read_all([EXAMPLES]):
            if outcome.reading is not None:
                ledger.append(outcome.reading)
        ledger.make_index()  # each page would otherwise make it, in each test's copy
    return place


@pytest.fixture
def ledger(sample_ledger, tmp_path):
    """A copy of it that a test may write to."""
    place = tmp_path / "copy.tally"
    shutil.copy(sample_ledger, place)
    with Ledger(place) as opened:
        yield opened


@pytest.fixture(scope="session")
def codebook():
    return load_codebook(EXAMPLES / "million-shells" / "codebook.toml")


@pytest.fixture
def library(ledger, codebook):
    return Library(ledger, codebook)


@pytest.fixture
def app(library):
    return create_app(library, Settings(user="ada"))


@pytest.fixture
def visitor(app):
    return Visitor(app)


@pytest.fixture(scope="session")
def shells(sample_ledger):
    """The promise of a million shells."""
    with Ledger(sample_ledger) as ledger:
        return max(ledger.promises(), key=lambda promise: len(promise.claims))
