"""Takes the pictures of the pages in docs/screens, on the sample reports: ``python -m docs.build_screenshots``.

Needs Debian's chromium and the extra dev. Each page at 1280 and at 360 pixels; three of them in dark, too. Names behind
the command take those pages alone: ``python -m docs.build_screenshots concept help``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser
from tallystick import Ledger, read_all
from tallystick.reconcile.codebook import load_codebook
from tallystick.web import Library, Settings, create_app
from tests.browsing import chromium, served

ROOT = Path(__file__).parents[1]
SCREENS = ROOT / "docs" / "screens"
SIZES = ((1280, 900), (360, 740))
IN_DARK = ("promise", "report", "concept")
SCROLLED_TO = {"concept": "#moved", "positions": ".agreement", "beside": "#beside"}
"""What a page is scrolled to, where the most telling is not at its top."""
_LONGEST_MS = 300_000
"""A busy machine takes its time over a first page."""


def main() -> None:
    """Read the sample reports, serve them and take the pictures."""
    SCREENS.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, Ledger(Path(folder) / "samples.tally") as ledger:
        ledger.append_all(o.reading for o in read_all([ROOT / "examples"]) if o.reading is not None)
        library = Library(ledger, load_codebook(ROOT / "examples" / "million-shells" / "codebook.toml"))
        with served(create_app(library, Settings(user="ada"))) as address, chromium() as browser:
            places = _places(library)
            for name, place in ((name, places[name]) for name in sys.argv[1:] or places):
                for size in SIZES:
                    _take(browser, address + place, name, size, "light")
                if name in IN_DARK:
                    _take(browser, address + place, name, SIZES[0], "dark")


def _places(library: Library) -> dict[str, str]:
    most_told = max(library.whole().promises, key=lambda promise: len(promise.claims))
    return {
        "overview": "/",
        "promise": f"/promise/{most_told.id}",
        "reports": "/document",
        "report": "/document/2024-02-26-paris-wire",
        "beside": "/document/2024-02-26-paris-wire?beside=2024-02-27-paris-harbour-post",
        "actors": "/actor",
        "actor": "/actor/EU",
        "positions": "/concept",
        "concept": "/concept/more-aid",
        "search": "/search?q=shells",
        "review": "/review",
        "help": "/help",
    }


def _take(browser: Browser, address: str, name: str, size: tuple[int, int], scheme: str) -> None:
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    answer = page.goto(address, timeout=_LONGEST_MS)
    if answer is None or not answer.ok:
        raise SystemExit(f"{address} cannot be shown")
    page.wait_for_load_state("networkidle")
    if name in SCROLLED_TO:
        page.locator(SCROLLED_TO[name]).evaluate("part => part.scrollIntoView()")
    page.screenshot(path=SCREENS / f"{name}-{'dark' if scheme == 'dark' else width}.png")
    context.close()


if __name__ == "__main__":
    main()
