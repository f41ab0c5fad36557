"""Formats beside text, pages and JSON Lines: what they hold comes out, and nothing hostile does harm."""

import gzip
import hashlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tallystick.sources import SourceOptions, find_inputs, read_inputs
from tallystick.sources.formats.zip import ALWAYS_FINE
from tallystick.sources.pages import text_of_pages

from sources.archives import SENTENCE, column, docx, page, pdf, warc, zipped


def read(folder, name, data, **options):
    path = folder / name
    path.write_bytes(data)
    return list(read_inputs(find_inputs([str(path)]), SourceOptions(**options)))


def one(folder, name, data):
    [outcome] = read(folder, name, data)
    return outcome.document or outcome.problems[0].code


# PDF

HEADER = (60, 800, "Ministry of Harbours - press release")


def test_pdf(tmp_path):
    body = column(60, 760, "Kenya gets two ferries", "", "", SENTENCE, "", "It will pay EUR 4 million.")
    data = pdf(body, info="/Title (Kenya gets two ferries by June) /Author (Ada Quill)")
    document = one(tmp_path, "release.pdf", data)
    assert document.text == f"Kenya gets two ferries\n\n{SENTENCE}\n\nIt will pay EUR 4 million."
    assert (document.id, document.title) == ("release", "Kenya gets two ferries by June")
    assert document.byline == "Ada Quill"
    assert document.sha256 == hashlib.sha256(data).hexdigest()


def test_title_and_author_that_a_program_left_in_a_pdf_are_passed_over(tmp_path):
    document = one(
        tmp_path, "a.pdf", pdf(column(60, 760, SENTENCE), info="/Title (release.doc) /Author (user)")
    )
    assert (document.title, document.byline) == (None, None)


def test_headers_and_footers_of_a_pdf_are_left_out(tmp_path):
    pages = [
        [HEADER, *column(60, 700, f"The board promised {what}."), (60, 40, f"Page {n} of 3")]
        for n, what in enumerate(("two ferries", "one tug", "a quay"), start=1)
    ]
    text = one(tmp_path, "a.pdf", pdf(*pages)).text
    assert text.split("\n\n") == [
        f"The board promised {what}." for what in ("two ferries", "one tug", "a quay")
    ]


def test_the_number_of_a_single_page_is_left_out(tmp_path):
    assert one(tmp_path, "a.pdf", pdf([*column(60, 700, SENTENCE), (300, 40, "1/1")])).text == SENTENCE


def test_columns_of_a_pdf_are_read_one_after_the_other(tmp_path):
    left = [
        "The board promised Kenya",
        "two ferries on Tuesday. It",
        "will also pay for a quay,",
        "said its head, Ida Lund, who",
        "was in Mombasa.",
    ]
    right = [
        "Uganda is to get three tugs",
        "by the end of the year. The",
        "money comes from a fund of",
        "the ministry, which holds",
        "forty million euros.",
    ]
    text = one(tmp_path, "a.pdf", pdf([*column(60, 700, *left), *column(330, 700, *right)])).text
    assert text == f"{' '.join(left)}\n\n{' '.join(right)}"


def test_a_heading_over_two_columns_stays_before_them():
    gap = " " * 8
    lines = ["A heading that runs over the two columns of the page"]
    lines += [f"{'Left words number ' + str(n):24}{gap}Right words number {n}" for n in range(6)]
    assert text_of_pages([lines]).split("\n\n")[0] == lines[0]
    assert "Left words number 5\n\nRight words number 0" in text_of_pages([lines])


def test_words_broken_at_the_end_of_a_line_are_made_whole():
    lines = [
        "The commis-",
        "sion gave long-",
        "term help, and long-term help it was. Anglo-",
        "French ships came.",
    ]
    assert text_of_pages([lines]) == (
        "The commission gave long-term help, and long-term help it was. Anglo-French ships came."
    )


def test_a_sentence_runs_on_over_the_end_of_a_page():
    assert text_of_pages([["The board promised"], ["two ferries."], ["Then it met."]]) == (
        "The board promised two ferries.\n\nThen it met."
    )


def test_points_of_a_list_and_short_closing_lines_part_paragraphs():
    lines = [
        "It promised:",
        "- two ferries;",
        "- one tug.",
        "All of that is to come by the end of June.",
        "Not enough",
        "Critics say that it is late by a year or two.",
    ]
    assert text_of_pages([lines]).split("\n\n") == [
        "It promised:",
        "- two ferries;",
        "- one tug.",
        "All of that is to come by the end of June. Not enough Critics say that it is late by a year or two.",
    ]
    closed = ["All of that is to come by the end of June.", "It is paid.", "Not enough"]
    assert text_of_pages([closed]).split("\n\n")[-1] == "Not enough"


@given(st.lists(st.lists(st.text("ab .-1\u00ad", max_size=60), max_size=12), max_size=4))
def test_no_letter_of_a_page_is_invented(pages):
    text = text_of_pages(pages)
    assert set(text) <= {"\n", " "} | {sign for lines in pages for line in lines for sign in line}
    assert text == text_of_pages(pages)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.4\nhalf a file", "broken_pdf"),
        (pdf([]), "no_text_in_pdf"),
        (b"%PDF-1.4" + b"\0" * 65 * 2**20, "too_long"),
    ],
)
def test_a_pdf_that_cannot_be_read(tmp_path, data, code):
    assert one(tmp_path, "a.pdf", data) == code


def test_a_pdf_with_a_password(tmp_path):
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(column(60, 700, SENTENCE)))))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    assert one(tmp_path, "a.pdf", (tmp_path / "locked.pdf").read_bytes()) == "encrypted"


def drawing(size):
    """A page that draws so many bytes of lines beside a sentence."""
    return [(60, 700, "Nobody reads this."), (60, 600, ") Tj " + "9 9 m 7 7 l S\n" * (size // 14) + "( ")]


def test_pages_of_a_pdf_with_too_much_drawn_on_them_are_passed_over_and_told(tmp_path):
    pages = [column(60, 700, SENTENCE), drawing(2**21 + 100), column(60, 700, "It will pay EUR 4 million.")]
    [outcome] = read(tmp_path, "a.pdf", pdf(*pages))
    assert outcome.document.text.split("\n\n") == [SENTENCE, "It will pay EUR 4 million."]
    [problem] = outcome.problems
    assert problem.code == "too_much_drawn"
    assert "on page 2: at most 2097152 bytes" in problem.message
    assert one(tmp_path, "b.pdf", pdf(drawing(2**21 + 100))) == "too_much_drawn"


def test_pages_of_a_pdf_are_passed_over_when_enough_was_drawn_before_them(tmp_path, monkeypatch):
    monkeypatch.setattr("tallystick.sources.formats.pdf.MOST_DRAWN_IN_ALL", 50_000)
    pages = [drawing(40_000), *([drawing(20_000)] * 12), column(60, 700, SENTENCE)]
    [outcome] = read(tmp_path, "a.pdf", pdf(*pages))
    assert SENTENCE in outcome.document.text
    assert "on page 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and more:" in outcome.problems[0].message


def test_a_pdf_of_too_many_pages(tmp_path, monkeypatch):
    monkeypatch.setattr("tallystick.sources.formats.pdf.MOST_PAGES", 1)
    assert one(tmp_path, "a.pdf", pdf([], [])) == "too_long"


# DOCX


def test_docx(tmp_path):
    def fill(document):
        document.add_heading("Kenya gets two ferries", 1)
        document.add_paragraph(SENTENCE)
        document.add_paragraph("one tug", style="List Bullet")
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Norway", "2 ferries"
        merged = document.add_table(1, 2)
        merged.cell(0, 0).merge(merged.cell(0, 1)).text = "all told"

    data = docx(fill, title="Two ferries", author="Ada Quill")
    document = one(tmp_path, "release.docx", data)
    assert document.text.split("\n\n") == [
        "Kenya gets two ferries",
        SENTENCE,
        "- one tug",
        "Norway | 2 ferries",
        "all told",
    ]
    assert (document.id, document.title, document.byline) == ("release", "Two ferries", "Ada Quill")
    assert one(tmp_path, "unnamed", data).text == document.text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 half", "broken_docx"),
        (zipped(**{"word/document.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}), "broken_docx"),
        (zipped(**{"word/document.xml": b"\0" * 65 * 2**20}), "too_long"),
    ],
)
def test_a_docx_that_cannot_be_read(tmp_path, data, code):
    assert one(tmp_path, "a.docx", data) == code


# Messages

MESSAGE = b"""Return-Path: <press@harbour.example>
From: Harbour Board <press@harbour.example>
Subject: =?utf-8?q?Two_ferries_for_Kenya=E2=80=99s_coast?=
Date: Tue, 05 Mar 2024 10:00:00 +0100
Message-ID: <x1@harbour.example>
MIME-Version: 1.0
Content-Type: %s

%s"""


def test_message(tmp_path):
    data = MESSAGE % (b"text/plain; charset=iso-8859-1", SENTENCE.encode() + b" Caf\xe9s will open.")
    document = one(tmp_path, "a.eml", data)
    assert document.text.removeprefix("\ufeff") == f"{SENTENCE} Cafés will open."
    assert (document.id, document.published) == ("x1@harbour.example", "2024-03-05")
    assert (document.title, document.publisher) == ("Two ferries for Kenya’s coast", "Harbour Board")
    assert one(tmp_path, "no-suffix", data).id == document.id


def test_message_with_a_page_and_attachments(tmp_path):
    def part(head, content):
        return b"--=b\r\n" + head + b"\r\n\r\n" + content + b"\r\n"

    inner = MESSAGE.replace(b"<x1@", b"<x2@") % (b"text/plain", b"The board promised Peru a tug.")
    body = b"".join(
        [
            part(
                b"Content-Type: text/html; charset=utf-8",
                page(SENTENCE, "It said so in a release on Tuesday.").encode(),
            ),
            part(
                b'Content-Type: text/plain\r\nContent-Disposition: attachment; filename="note.txt"',
                b"It gave Uganda a boat.",
            ),
            part(b'Content-Type: image/png\r\nContent-Disposition: attachment; filename="logo.png"', b"png"),
            part(b"Content-Type: message/rfc822\r\nContent-Disposition: attachment", inner),
            b"--=b--\r\n",
        ]
    )
    outcomes = read(tmp_path, "a.eml", MESSAGE % (b'multipart/mixed; boundary="=b"', body))
    assert [o.problems for o in outcomes] == [()] * 3
    texts = [o.document.text.strip("\ufeff\r\n") for o in outcomes]
    assert texts[0].startswith(SENTENCE)
    assert texts[1:] == ["It gave Uganda a boat.", "The board promised Peru a tug."]
    assert [o.document.id for o in outcomes] == ["x1@harbour.example", "note", "x2@harbour.example"]


def test_a_message_of_nothing_but_a_picture(tmp_path):
    assert one(tmp_path, "a.eml", MESSAGE % (b"image/png", b"png")) == "no_text_in_message"


@given(st.binary(max_size=300))
def test_a_message_may_have_any_headers(data):
    from tallystick.sources.formats.eml import unpack_eml

    for member in unpack_eml(io.BytesIO(b"Date: " + data), "a.eml"):
        assert member.origin


# Archives


def test_zip(tmp_path):
    data = zipped(
        **{
            "a.txt": SENTENCE,
            "deep/b.html": page(
                "The board promised Peru a tug, and it will come soon.", "It was said on Tuesday."
            ),
            ".hidden.txt": SENTENCE,
            "inner.zip": zipped(**{"c.txt": "It gave Uganda a boat."}),
            "d.txt": b"",
        }
    )
    outcomes = read(tmp_path, "all.zip", data)
    path = tmp_path / "all.zip"
    assert [o.origin for o in outcomes] == [
        f"{path}/{name}" for name in ("a.txt", "deep/b.html", "inner.zip/c.txt", "d.txt")
    ]
    assert [o.document and o.document.id for o in outcomes] == ["a", "b", "c", None]
    assert outcomes[0].document.sha256 == hashlib.sha256(SENTENCE.encode()).hexdigest()


def test_a_damaged_file_in_an_archive_stops_none_before_it(tmp_path):
    data = bytearray(zipped(**{"a.txt": SENTENCE, "b.txt": "x" * 400}))
    at = data.index(b"b.txt") + len("b.txt") + 2
    data[at] ^= 0xFF
    outcomes = read(tmp_path, "a.zip", bytes(data))
    assert outcomes[0].document.text == SENTENCE
    assert [p.code for p in outcomes[1].problems] == ["broken_archive"]


def test_archives_may_not_lie_in_one_another_without_end(tmp_path):
    data = zipped(**{"a.txt": SENTENCE})
    for _ in range(6):
        data = zipped(**{"a.zip": data})
    assert one(tmp_path, "a.zip", data) == "too_deep"


def test_an_archive_that_grows_without_measure_is_not_opened(tmp_path):
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.txt", "w", force_zip64=True) as file,
    ):
        for _ in range(ALWAYS_FINE // 2**22 + 1):
            file.write(b"\0" * 2**22)
    assert one(tmp_path, "a.zip", out.getvalue()) == "archive_bomb"


def test_a_packed_file_that_grows_without_measure_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr("tallystick.sources.formats.gzip.ALWAYS_FINE", 2**20)
    lines = gzip.compress(b'{"text": ""}\n' * 400_000)
    assert read(tmp_path, "a.jsonl.gz", lines)[-1].problems[0].code == "broken_archive"


def test_an_archive_with_too_many_files_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr("tallystick.sources.formats.zip.MOST_MEMBERS", 1)
    assert one(tmp_path, "a.zip", zipped(a="x", b="y")) == "archive_bomb"


def test_a_file_with_a_password_in_an_archive(tmp_path):
    data = bytearray(zipped(**{"a.txt": SENTENCE}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    assert one(tmp_path, "a.zip", bytes(data)) == "encrypted"


def test_gzip(tmp_path):
    assert one(tmp_path, "a.txt.gz", gzip.compress(SENTENCE.encode())).text == SENTENCE
    assert one(tmp_path, "a.txt.gz", gzip.compress(SENTENCE.encode())[:-9]) == "broken_archive"


# Web archives

OK = "HTTP/1.1 200 OK\r\nContent-Type: "
PAGE = page(SENTENCE, "It said so in a release on Tuesday.").encode()


def test_warc(tmp_path):
    records = warc(
        ("https://a.example/1", OK + "text/html", PAGE),
        ("https://a.example/pic", OK + "image/png", b"png"),
        ("https://a.example/gone", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html", PAGE),
        (
            "https://a.example/2",
            OK + "text/plain; charset=iso-8859-1",
            "It gave Kenya a café.".encode("latin-1"),
        ),
        ("https://a.example/3", OK + "application/pdf", pdf(column(60, 700, SENTENCE))),
    )
    plain = read(tmp_path, "a.warc", b"".join(records))
    assert [o.document.url for o in plain] == [f"https://a.example/{n}" for n in (1, 2, 3)]
    assert [o.document.id for o in plain] == [o.document.url for o in plain]
    assert {o.document.fetched for o in plain} == {"2024-03-05T10:00:00Z"}
    assert plain[1].document.text.removeprefix("\ufeff") == "It gave Kenya a café."
    assert plain[0].document.sha256 == hashlib.sha256(PAGE).hexdigest()
    packed = read(tmp_path, "a.warc.gz", b"".join(gzip.compress(record) for record in records))
    assert [o.document for o in packed] == [o.document for o in plain]


def test_a_web_archive_that_breaks_off(tmp_path):
    records = b"".join(warc(*[("https://a.example/1", OK + "text/html", PAGE)] * 2))
    first, second = read(tmp_path, "a.warc", records[:-40])
    assert first.document is not None
    assert second.problems[0].code == "broken_archive"
    assert one(tmp_path, "b.warc", b"WARC/1.0\nno header at all") == "empty"


def test_a_web_archive_is_read_one_record_at_a_time(tmp_path):
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(warc(*[("https://a.example/1", OK + "text/html", PAGE)] * 50)))
    outcomes = read_inputs(find_inputs([str(path)]))
    assert next(outcomes).document is not None
    outcomes.close()


# Hostile messages and archives


def test_messages_within_messages_without_end_are_told(tmp_path):
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=B%d\r\n\r\n--B%d\r\n" % (n, n) for n in range(2000)
    )
    data = (
        b"MIME-Version: 1.0\r\nSubject: Deep\r\n" + nested + b"Content-Type: text/plain\r\n\r\nThe end.\r\n"
    )
    assert one(tmp_path, "a.eml", data) == "too_deep"


def test_a_header_without_end_does_not_keep_the_message_from_being_read(tmp_path):
    """Its reading would take the square of its length: hours for one megabyte."""
    data = b"From: " + b"a@b.example, " * 100_000 + b"\r\nSubject: Ferries\r\n\r\n" + SENTENCE.encode()
    document = one(tmp_path, "a.eml", data)
    assert (document.text, document.title, document.publisher) == (SENTENCE, "Ferries", None)


def test_a_file_that_would_be_unpacked_elsewhere_is_read_where_it_is(tmp_path):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("../../etc/a.txt", SENTENCE)
        opened.writestr(".hidden/b.txt", "Not read.")
    assert one(tmp_path, "a.zip", archive.getvalue()).text == SENTENCE
    assert not (tmp_path.parent.parent / "etc").exists()


def test_a_tag_with_attributes_without_end_does_not_keep_the_page_from_being_read(tmp_path):
    """Parsing takes the square of their number: minutes for a megabyte."""
    attributes = " ".join(f"a{number}=1" for number in range(200_000))
    data = f"<html><body><p {attributes}>{SENTENCE}</p></body></html>".encode()
    assert SENTENCE in one(tmp_path, "a.html", data).text


# Titles that a PDF repeats


def test_a_title_that_running_heads_repeat_stays_on_the_first_page():
    pages = [
        [" " * 20 + "Harbour plan", "", "Two ferries will be built."],
        [" " * 50 + "Harbour plan", "", "A quay follows."],
        [" " * 60 + "Harbour plan", "", "It opens in May."],
    ]
    assert text_of_pages(pages).split("\n\n") == [
        "Harbour plan", "Two ferries will be built.", "A quay follows.", "It opens in May.",
    ]  # fmt: skip
    letterhead = [[" " * 20 + "Port Board", "", *page[2:]] for page in pages]
    assert "Port Board" not in text_of_pages(letterhead)
