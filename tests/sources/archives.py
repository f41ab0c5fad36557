"""Files of other formats, made by hand for the tests."""

import io
import zipfile

SENTENCE = "The harbour board promised Kenya two ferries on Tuesday."


def pdf(*pages, info=""):
    """A PDF whose pages show lines of Helvetica 10 at places: ``[(x, y, "words"), …]`` for each page."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        shown = "\n".join(f"BT /F1 10 Tf {x} {y} Td ({words}) Tj ET" for x, y, words in lines)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream")
    objects.append(f"<< {info} >>")
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start, size = len(out), len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode()
    out += (
        f"trailer << /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return bytes(out)


def column(x, top, *lines):
    """Lines below each other, for ``pdf``; an empty one leaves a gap."""
    return [(x, top - 12 * number, line) for number, line in enumerate(lines) if line]


def docx(fill, **properties):
    """A DOCX that ``fill`` has written into."""
    from docx import Document

    document = Document()
    fill(document)
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zipped(**files):
    """A ZIP of files by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def page(*paragraphs, title="Harbour gets two ferries"):
    """A page with an article."""
    shown = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body><article>{shown}</article></body></html>"


def warc(*answers):
    """A WARC of ``(address, status line and headers, content)``."""
    records = []
    for address, head, content in answers:
        block = head.encode() + b"\r\n\r\n" + content
        records.append(
            (
                "WARC/1.0\r\nWARC-Type: response\r\n"
                f"WARC-Target-URI: {address}\r\nWARC-Date: 2024-03-05T10:00:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:{len(records)}>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            ).encode()
            + block
            + b"\r\n\r\n"
        )
    return records
