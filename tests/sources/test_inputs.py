"""Finding and reading inputs: whatever is handed over, each thing gives a document or a named problem."""

import hashlib
import io
import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tallystick.errors import SettingError
from tallystick.sources import FORMATS, SourceOptions, document_from_text, find_inputs, read_inputs
from tallystick.sources.decoding import MAXIMUM_BYTES, MAXIMUM_CHARACTERS, decode

PROSE = "The harbour board promised two ferries on Tuesday."
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Ferries | Harbour News</title>
<meta property="og:site_name" content="Harbour News">
<meta property="og:title" content="Harbour gets two ferries">
<meta property="article:published_time" content="2023-04-05T10:00:00Z">
<meta name="author" content="Ada Quill">
<link rel="canonical" href="https://harbour.example/ferries">
</head><body><nav><a href="/">Home</a></nav><article>
<p>{PROSE}</p><h2>What comes next</h2><p>The list of the board reads as follows:</p>
<ul><li>two ferries;</li><li>one <b>tug</b> boat</li></ul><p>The mayor said that the “boats” would come.</p>
</article><footer>All rights reserved</footer></body></html>"""


def read(*paths, **options):
    return list(read_inputs(find_inputs([str(path) for path in paths]), SourceOptions(**options)))


def codes(outcomes):
    return [[problem.code for problem in outcome.problems] for outcome in outcomes]


def saved(folder, name, data):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def feed(monkeypatch, data):
    class Unseekable(io.BytesIO):
        def seekable(self):
            return False

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Unseekable(data)))


def test_text_is_kept_as_it_is(tmp_path):
    raw = f"\r\n  {PROSE}\r\n\tMore\u00a0came.\n\n".encode()
    (outcome,) = read(saved(tmp_path, "ferries.txt", raw))
    assert outcome.document.text.encode() == raw
    assert outcome.document.id == "ferries"
    assert outcome.document.sha256 == hashlib.sha256(raw).hexdigest()
    assert outcome.problems == ()


def test_page(tmp_path):
    (outcome,) = read(saved(tmp_path, "page.html", PAGE))
    document = outcome.document
    assert document.text.splitlines() == [
        PROSE,
        "What comes next",
        "The list of the board reads as follows:",
        "- two ferries;",
        "- one tug boat",
        "The mayor said that the “boats” would come.",
    ]
    assert [block.kind for block in document.blocks] == [
        "paragraph", "subheading", "paragraph", "item", "item", "paragraph",
    ]  # fmt: skip
    assert (document.id, document.title, document.byline) == ("page", "Harbour gets two ferries", "Ada Quill")
    assert (document.publisher, document.published) == ("Harbour News", "2023-04-05")
    assert document.url == "https://harbour.example/ferries"
    assert document.sha256 == hashlib.sha256(PAGE.encode()).hexdigest()


def test_page_in_the_encoding_it_names(tmp_path):
    page = PAGE.replace("utf-8", "windows-1251").replace("“boats”", "пороми")
    (outcome,) = read(saved(tmp_path, "page.html", page.encode("cp1251")))
    assert "пороми" in outcome.document.text
    page = PAGE.replace("utf-8", "iso-8859-1")
    (outcome,) = read(saved(tmp_path, "page.html", page.encode("cp1252")))
    assert "“boats”" in outcome.document.text


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        '<html><body><ul><li><a href="/">Home</a><li><a href="/b">Sport</a></ul></body></html>',
    ],
)
def test_page_without_an_article(tmp_path, page):
    assert codes(read(saved(tmp_path, "page.html", page))) == [["no_article"]]


def test_json_lines_go_on_after_faulty_ones(tmp_path):
    lines = [
        f'{{"id": "a", "text": "{PROSE}", "published": "2024-02-27", "language": "fr", "url": "u:x"}}',
        "{broken",
        "[1]",
        '{"id": "b"}',
        '{"text": 5}',
        '{"text": ""}',
        '{"text": "a\\u0000b"}',
        '{"text": "half \\ud800"}',
        "[" * 100_000,
        "",
        f'{{"text": "{PROSE}", "published": "soonish", "language": "?", "title": 7}}',
    ]
    outcomes = read(saved(tmp_path, "many.jsonl", "\n".join(lines)))
    assert codes(outcomes) == [
        [], ["broken_json"], ["broken_json"], ["bad_field"], ["bad_field"], ["empty"],
        ["not_text"], ["not_text"], ["broken_json"], ["bad_field"] * 3,
    ]  # fmt: skip
    first, last = outcomes[0].document, outcomes[-1].document
    assert (first.id, first.published, first.language) == ("a", "2024-02-27", "fr")
    assert first.url == "u:x"
    assert last.id == "sha256:" + hashlib.sha256(PROSE.encode()).hexdigest()
    assert (last.published, last.language, last.title) == (None, "en", None)
    assert [outcome.origin.rpartition(":")[2] for outcome in outcomes[:2]] == ["1", "2"]
    assert "Line 2 " in outcomes[1].problems[0].message
    assert "'text' in line 4 is missing" in outcomes[3].problems[0].message
    assert "'text' in line 5 holds 5" in outcomes[4].problems[0].message
    assert "'title' in line 11 holds 7" in outcomes[-1].problems[0].message
    assert "'published' in line 11 holds \"soonish\"" in outcomes[-1].problems[1].message


def test_json_text_keeps_its_blanks(tmp_path):
    (outcome,) = read(saved(tmp_path, "one.jsonl", '{"text": " \\ufeffTwo\\r\\nferries. "}'))
    assert outcome.document.text == " \ufeffTwo\r\nferries. "


def test_json_lines_stream(tmp_path):
    path = saved(tmp_path, "many.jsonl", f'{{"text": "{PROSE}"}}\n' * 3)
    outcomes = read_inputs(find_inputs([str(path)]))
    assert next(outcomes).origin.endswith(":1")
    path.write_bytes(b"")
    outcomes.close()


@pytest.mark.parametrize("data", [b"\n", b"\n\n  \n"])
def test_json_lines_without_a_line(tmp_path, data):
    assert codes(read(saved(tmp_path, "none.jsonl", data))) == [["empty"]]


def test_json_lines_in_utf_16(tmp_path):
    data = f'{{"text": "Two\u2028ferries."}}\n{{"text": "{PROSE}"}}\n'.encode("utf-16")
    assert [outcome.document.text for outcome in read(saved(tmp_path, "w.jsonl", data))] == [
        "Two\u2028ferries.",
        PROSE,
    ]


def test_one_line_that_is_too_long_does_not_stop_the_others(tmp_path):
    data = b'{"text": "' + b"a" * MAXIMUM_BYTES + b'"}\n{"text": "Two ferries came."}\n'
    assert codes(read(saved(tmp_path, "long.jsonl", data))) == [["too_long"], []]


@pytest.mark.parametrize("name", ["long.txt", "long.html"])
def test_a_single_line_of_twenty_megabytes(tmp_path, name):
    assert codes(read(saved(tmp_path, name, b"ferry " * 3_500_000))) == [["too_long"]]


def test_the_longest_text_is_read():
    text = ("ferry " * MAXIMUM_CHARACTERS)[:MAXIMUM_CHARACTERS]
    assert document_from_text(text).document.text == text
    assert codes([document_from_text(text + "x")]) == [["too_long"]]


@pytest.mark.parametrize(
    ("data", "code", "looks_like"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "not_text", "a PDF"),
        (b"PK\x03\x04 ferries", "not_text", "a zip archive"),
        (b"\x1f\x8b ferries", "not_text", "a gzip file"),
        (b"\x89PNG\r\n", "not_text", "a PNG picture"),
        (b"\xff\xd8\xff\xe0", "not_text", "a JPEG picture"),
        (b"GIF89a", "not_text", "a GIF picture"),
        (b"\xd0\xcf\x11\xe0", "not_text", "an old office document"),
        (b"{\\rtf1 Two ferries.}", "not_text", "a rich text"),
        (b"Two\0ferries came to the quay.", "not_text", "NUL bytes"),
        ("Two ferries.".encode("utf-16-le"), "not_text", "UTF-16 without"),
        (b"\x01\x02\x90\x81\x03ferry", "not_text", "binary data"),
        (b"", "empty", "nothing in it"),
        (b" \n\t ", "empty", "no text"),
        (b"\xef\xbb\xbf", "empty", "no text"),
    ],
)
def test_what_is_no_text(tmp_path, data, code, looks_like):
    (outcome,) = read(saved(tmp_path, "thing.txt", data))
    assert outcome.document is None
    assert outcome.problems[0].code == code
    assert looks_like in outcome.problems[0].message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_that_say_what_they_are(tmp_path, encoding):
    (outcome,) = read(saved(tmp_path, "thing.txt", "Zwei Fähren kamen.".encode(encoding)))
    assert (outcome.document.text, outcome.problems) == ("Zwei Fähren kamen.", ())


def test_a_guessed_encoding_is_said(tmp_path):
    (outcome,) = read(saved(tmp_path, "thing.txt", "Zwei „Fähren“ kamen.".encode("cp1252")))
    assert outcome.document.text == "Zwei „Fähren“ kamen."
    assert codes([outcome]) == [["encoding_guessed"]]


@given(st.binary(max_size=200))
def test_any_bytes_give_a_text_or_a_problem(data):
    decoded = decode(data)
    assert decoded.text is not None or decoded.problems


@given(st.text(max_size=200))
def test_utf_8_is_decoded_without_loss(text):
    decoded = decode(text.encode())
    assert decoded.text in (text, text.removeprefix("\ufeff"), None)
    assert decoded.text is not None or "\0" in text or decoded.problems[0].code == "not_text"


def test_missing_file_names_the_remedy(tmp_path):
    (outcome,) = read(tmp_path / "none.txt")
    assert (outcome.document, codes([outcome])) == (None, [["not_found"]])
    assert "none.txt" in outcome.problems[0].message
    assert "check the path" in outcome.problems[0].message


@pytest.mark.parametrize("path", ["", "a\0b", "x" * 5000, "[", "**/nothing*.zzz"])
def test_paths_that_make_no_sense(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert codes(read(path)) == [["not_found"]]


def test_unreadable_file_does_not_stop_the_rest(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    good = saved(tmp_path, "good.txt", PROSE)
    assert codes(read(tmp_path / "pipe.txt", good)) == [["not_readable"], []]


def test_link_to_nothing(tmp_path):
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "gone.txt")
    assert codes(read(tmp_path / "dangling.txt")) == [["not_readable"]]


def test_folder_is_read_in_order_and_in_depth(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("z.txt", "b/a.HTML", "a.jsonl", "skip.xyz", ".hidden.txt", ".hidden/c.txt"):
        saved(tmp_path, name, PROSE)
    found = find_inputs([str(tmp_path)])
    assert [os.path.relpath(one.origin, tmp_path) for one in found] == ["a.jsonl", "b/a.HTML", "z.txt"]


def test_folder_without_readable_files(tmp_path):
    saved(tmp_path, "skip.xyz", PROSE)
    assert codes(read(tmp_path)) == [["nothing_to_read"]]


def test_pattern(tmp_path):
    (tmp_path / "in").mkdir()
    for name in ("b.txt", "a.txt", "in/c.txt", "d.md"):
        saved(tmp_path, name, PROSE)
    origins = [one.origin for one in find_inputs([str(tmp_path / "**" / "*.txt")])]
    assert [os.path.relpath(one, tmp_path) for one in origins] == ["a.txt", "b.txt", "in/c.txt"]


def test_a_file_whose_name_looks_like_a_pattern(tmp_path):
    path = saved(tmp_path, "a[1].txt", PROSE)
    assert [one.origin for one in find_inputs([str(path)])] == [str(path)]


def test_each_file_once(tmp_path):
    path = saved(tmp_path, "a.txt", PROSE)
    assert len(find_inputs([str(path), str(tmp_path), str(path)])) == 1


@pytest.mark.parametrize(
    ("data", "origin", "text"),
    [
        (f'\n{{"id": "a", "text": "{PROSE}"}}\n', "-:1", PROSE),
        (f"\n {PAGE}", "-", PROSE),
        (PROSE, "-", PROSE),
        ("{Two ferries} came.", "-", "{Two ferries} came."),
        ("<3 ferries came.", "-", "<3 ferries came."),
    ],
)
def test_standard_input_is_recognised(monkeypatch, data, origin, text):
    feed(monkeypatch, data.encode())
    (outcome,) = read("-")
    assert outcome.origin.startswith(origin[:1])
    assert outcome.document.text.splitlines()[0] == text


def test_standard_input_without_end_of_line_beyond_a_buffer(monkeypatch):
    text = "Two ferries came. " * 20_000
    feed(monkeypatch, text.encode())
    (outcome,) = read("-")
    assert outcome.document.text == text
    assert outcome.document.id.startswith("sha256:")


def test_empty_standard_input(monkeypatch):
    feed(monkeypatch, b"")
    assert codes(read("-")) == [["empty"]]


def test_file_of_unknown_suffix_is_recognised_by_its_first_line(tmp_path):
    assert read(saved(tmp_path, "download", PAGE))[0].document.publisher == "Harbour News"


def test_a_named_format_wins(tmp_path):
    path = saved(tmp_path, "a.txt", f'{{"id": "x", "text": "{PROSE}"}}')
    assert read(path, input_format="jsonl")[0].document.id == "x"
    assert read(path)[0].document.id == "a"


def test_options_win_over_the_document(tmp_path):
    path = saved(tmp_path, "a.jsonl", f'{{"text": "{PROSE}", "published": "2020-01-01", "language": "de"}}')
    (outcome,) = read(path, published="27 February 2024", language="EN")
    assert (outcome.document.published, outcome.document.language) == ("2024-02-27", "en")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"published": "soon"}, "'soon'.*YYYY-MM-DD"),
        ({"language": "klingon"}, "'klingon'.*ISO 639-1"),
        ({"input_format": "odt"}, "'odt'.*auto, docx, eml, gzip, html, jsonl, pdf, text, warc, zip"),
    ],
)
def test_faulty_options_raise(options, message):
    with pytest.raises(SettingError, match=message):
        read_inputs((), SourceOptions(**options))


def test_document_from_text():
    outcome = document_from_text(
        PROSE,
        id="x",
        published="2024-02-27",
        language="en",
        title="T",
        url="https://h.example",
        publisher="P",
    )
    document = outcome.document
    assert (document.id, document.text, document.published, document.language) == (
        "x",
        PROSE,
        "2024-02-27",
        "en",
    )
    assert (document.title, document.url, document.publisher) == ("T", "https://h.example", "P")
    assert document.sha256 == hashlib.sha256(PROSE.encode()).hexdigest()
    assert codes([document_from_text(" "), document_from_text("a\0"), document_from_text("\ud800")]) == [
        ["empty"], ["not_text"], ["not_text"],
    ]  # fmt: skip


def test_every_format_is_found_by_its_module():
    assert list(FORMATS) == ["docx", "eml", "gzip", "html", "jsonl", "pdf", "text", "warc", "zip"]


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("data", [b"", b"\0\1\2", b"\xff\xfe\xfd", b"%PDF-1.4", b"<p>", b"{", b"a" * 100_000])
def test_every_format_bears_any_bytes(tmp_path, name, data):
    outcomes = read(saved(tmp_path, "thing", data), input_format=name)
    assert outcomes
    assert all(outcome.document or outcome.problems for outcome in outcomes)
