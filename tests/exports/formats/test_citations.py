"""bibtex and csl-json: a real citation processor renders both."""

import json

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.bibtex import BibTeX
from citeproc.source.json import CiteProcJSON
from tallystick.exports import EXPORTS, Material
from tallystick.exports.citations import citation

from factories import reading

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:citeproc", "ignore::SyntaxWarning")


def rendered(source):
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    for key in source:
        bibliography.register(Citation([CitationItem(key)]))
    bibliography.sort()
    return [str(entry) for entry in bibliography.bibliography()]


def test_csl_json_is_rendered(content):
    entries = json.loads(content(EXPORTS["csl-json"])["sources.json"])
    shown = "\n".join(rendered(CiteProcJSON(entries)))
    assert all(words in shown for words in ("EU & Україна", "Zoë O'Neill", "2023", "The Meridian"))
    assert "Shells arrive" in shown


def test_csl_json_has_the_terms_of_the_standard(content):
    first = json.loads(content(EXPORTS["csl-json"])["sources.json"])[0]
    assert first == {
        "id": "2023-03-20-wire",
        "type": "article-newspaper",
        "title": "EU & Україна: «мільйон»",
        "author": [{"literal": "Zoë O'Neill"}],
        "container-title": "The Meridian",
        "issued": {"date-parts": [[2023, 3, 20]]},
        "URL": "https://меридиан.example/a?b=1&c=2",
        "language": "en",
    }


def test_bibtex_is_rendered(content, tmp_path):
    path = tmp_path / "sources.bib"
    path.write_bytes(content(EXPORTS["bibtex"])["sources.bib"])
    source = BibTeX(str(path), encoding="utf-8")
    assert sorted(source) == ["2023-03-20-wire", "2024-04-02-report", "undated"]
    shown = "\n".join(rendered(source))
    assert all(words in shown for words in ("EU & Україна", "O'Neill", "2023", "Shells arrive"))


def test_bibtex_has_its_fields_and_escapes(content):
    text = content(EXPORTS["bibtex"])["sources.bib"].decode()
    assert "@article{2023-03-20-wire,\n" in text
    assert "  title = {{EU \\& Україна: «мільйон»}},\n" in text
    assert "  journal = {The Meridian},\n  year = {2023},\n  month = mar,\n  day = {20},\n" in text
    assert "  url = {https://меридиан.example/a?b=1&c=2},\n" in text
    assert "@misc{undated,\n" in text


def test_keys_are_plain_and_unique(content):
    readings = tuple(reading(name) for name in ("новости", "novosti", "a{b}", "«»"))
    text = content(EXPORTS["bibtex"], Material(readings=readings))["sources.bib"].decode()
    assert [line for line in text.splitlines() if line.startswith("@")] == [
        "@misc{novosti,", "@misc{novosti-2,", "@misc{a-b,", "@misc{source,",
    ]  # fmt: skip


def test_several_authors_a_translator_and_an_agency():
    document = reading(
        "a", byline="By Ana Ray and Li Bo, Jo Fox", translated_by="M. Roux", agency="ENA"
    ).document
    found = citation(document)
    assert found.authors == ("Ana Ray", "Li Bo", "Jo Fox")
    assert (found.translators, found.container, found.is_newspaper) == (("M. Roux",), "ENA", True)
