"""The sample reports are what their README says: short, dated, readable, and nobody else's words."""

import re
from datetime import date
from pathlib import Path

import pytest
import trafilatura

EXAMPLES = Path(__file__).parents[1] / "examples"
REPORTS = sorted(path for path in EXAMPLES.glob("*/*") if path.suffix in {".html", ".txt"})
PAGES = [path for path in REPORTS if path.suffix == ".html"]
WIRE = {
    "2024-02-26-paris-wire.txt",
    "2024-02-27-paris-harbour-post.html",
    "2024-02-27-paris-la-lanterne.html",
}


def text_of(path: Path) -> str:
    raw = path.read_text(encoding="utf-8")
    if path.suffix == ".txt":
        return raw
    text = trafilatura.extract(raw, include_comments=False, include_tables=False)
    assert text is not None
    return text


def sentences(path: Path) -> set[str]:
    """Sentences of six words and more, by their words alone."""
    parts = re.split(r"(?<=[.!?])\s|\n\s*\n", text_of(path))
    words = [re.findall(r"\w+", part.lower()) for part in parts]
    return {" ".join(sentence) for sentence in words if len(sentence) >= 6}


def named(name: str) -> Path:
    return next(path for path in REPORTS if path.name == name)


def test_both_stories_are_told():
    folders = [path.parent.name for path in REPORTS]
    assert folders.count("million-shells") == 13
    assert folders.count("vaccine-doses") == 4


def test_the_readme_lists_every_report():
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `(.+?)` \|", readme, re.MULTILINE)) == sorted(p.name for p in REPORTS)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_a_report_is_short(path):
    assert 100 <= len(text_of(path).split()) <= 400


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_says_what_who_and_when(path):
    page = trafilatura.extract_metadata(path.read_text(encoding="utf-8"))
    heading = re.search(r"<h1>(.+?)</h1>", path.read_text(encoding="utf-8"))
    assert heading is not None
    assert page.title == heading[1]
    assert page.date == path.name[:10]
    assert page.author is not None
    assert page.sitename is not None


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_has_furniture_that_is_not_its_text(path):
    raw, text = path.read_text(encoding="utf-8"), text_of(path)
    assert "<nav" in raw
    assert "<footer" in raw
    assert not re.search("Subscribe|Front page|Accueil|Cookies|Imprint|Mentions légales|Privacy", text)


@pytest.mark.parametrize("path", [p for p in REPORTS if p.suffix == ".txt"], ids=lambda path: path.name)
def test_a_text_states_its_date_near_the_top(path):
    published = date.fromisoformat(path.name[:10])
    head = path.read_text(encoding="utf-8")[:400]
    written = (f"{published.day} {published:%B %Y}", f"{published:%b} {published.day}, {published.year}")
    assert any(form in head for form in written)


def test_no_two_reports_share_a_sentence_but_the_copies_of_one_wire():
    others = [path for path in REPORTS if path.name not in WIRE]
    seen: dict[str, str] = {}
    for path in others:
        for sentence in sorted(sentences(path)):
            assert sentence not in seen, f"{path.name} and {seen[sentence]}: {sentence}"
            seen[sentence] = path.name


def test_the_copy_keeps_most_of_the_wire_and_changes_some():
    wire, copy = (
        sentences(named("2024-02-26-paris-wire.txt")),
        sentences(named("2024-02-27-paris-harbour-post.html")),
    )
    assert 5 <= len(wire & copy) < len(wire)


def test_the_translation_keeps_names_and_numbers():
    french = text_of(named("2024-02-27-paris-la-lanterne.html"))
    for kept in ("Macron", "Fico", "Rutte", "Fiala", "Zelensky", "100 millions", "30 %", "ENA/jf-po/sn"):
        assert kept in french
