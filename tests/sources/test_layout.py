"""Layout: which stretch of a text plays which part, and what the page tells about the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tallystick.sources import layout

PROSE = "The harbour board promised two ferries on Tuesday."
MORE = "The mayor of the town said that the boats would arrive before the winter."


def parts(text):
    return [(block.kind, text[block.start : block.end]) for block in layout(text).blocks]


def kind_before_prose(line):
    return parts(f"{line}\n\n{PROSE}\n\n{MORE}")[0][0]


def kind_after_prose(line):
    return parts(f"{PROSE}\n\n{line}\n\n{MORE}")[1][0]


def test_headline_above_prose():
    page = layout(f"Harbour gets two ferries\n\n{PROSE}")
    assert page.title == "Harbour gets two ferries"
    assert [block.kind for block in page.blocks] == ["headline", "paragraph"]


@pytest.mark.parametrize("between", ["", " ", "\n", "\n\n"])
def test_copy_of_the_headline_is_furniture(between):
    title = "Harbour gets two ferries"
    text = f"{title}{between}{title}\n\n{PROSE}"
    assert parts(text) == [("headline", title), ("furniture", title), ("paragraph", PROSE)]
    assert layout(text).title == title


@pytest.mark.parametrize("text", [PROSE, "Two ferries for the harbour", f"{PROSE}\n{MORE}"])
def test_without_a_headline_all_is_prose(text):
    page = layout(text)
    assert {block.kind for block in page.blocks} == {"paragraph"}
    assert page.title is None


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff\n"])
def test_nothing_has_no_blocks(text):
    assert layout(text).blocks == ()


def test_a_sentence_a_line_stays_apart():
    assert parts(f"{PROSE}\n{MORE}\n{PROSE[:-1]} again.") == [
        ("paragraph", PROSE),
        ("paragraph", MORE),
        ("paragraph", f"{PROSE[:-1]} again."),
    ]


WRAPPED = """\
RIGA, May 3 (Reuters) - The harbour board of the old town has
promised two ferries, a tug boat and a crane to its neighbours
- among them the island of Sand - before the winter sets in.
The mayor, who had asked for three ferries, said that she was
content with what the board had offered on Tuesday evening and
that nobody would have to wait for long.
"""


def test_hard_wrapped_lines_are_joined():
    first, *rest = parts(WRAPPED)
    assert first == ("dateline", "RIGA, May 3 (Reuters) -")
    assert {kind for kind, _ in rest} == {"paragraph"}
    assert any(
        "promised two ferries, a tug boat and a crane to its neighbours\n- among them" in words
        for _, words in rest
    )


def test_hard_wrapped_paragraphs_part_at_an_indent():
    text = (
        "   The harbour board of the old town has promised two ferries and\n"
        "a tug boat to its neighbours, the mayor said on Tuesday, and also\n"
        "a crane.\n"
        "   The neighbours had asked for three ferries and wondered aloud\n"
        "why a board of this size could not afford what they had asked for\n"
        "in spring.\n"
    )
    assert [words[:14] for _, words in parts(text)] == ["The harbour bo", "The neighbours"]


def test_a_break_within_a_sentence_is_joined():
    text = "The harbour board has promised two ferries\nand a tug boat before the winter sets in."
    assert parts(text) == [("paragraph", text)]


@pytest.mark.parametrize(
    ("opening", "place", "date", "agency"),
    [
        ("PARIS, Feb 26 (Reuters) - ", "PARIS", "Feb 26", "Reuters"),
        ("BRUSSELS (AP) — ", "BRUSSELS", None, "AP"),
        ("KYIV, Ukraine — ", "KYIV, Ukraine", None, None),
        ("Paris, 26 February 2024 – ", "Paris", "26 February 2024", None),
        ("Riga, Feb. 27, (dpa/GNA) – ", "Riga", "Feb. 27", "dpa"),
        ("LONDRES, 5 mar (EFE).- ", "LONDRES", "5 mar", "EFE"),
        ("KYIV. May 6 (Interfax-Ukraine) – ", "KYIV", "May 6", "Interfax-Ukraine"),
        ("FLINT, Mich., Oct. 4 (UPI) — ", "FLINT, Mich.", "Oct. 4", "UPI"),
        ("(ANSA) - ROMA, 26 FEB - ", "ROMA", "26 FEB", "ANSA"),
        ("BEIJING, May 6 (Xinhua) -- ", "BEIJING", "May 6", "Xinhua"),
        ("Berlin (dpa) - ", "Berlin", None, "dpa"),
        ("KYIV, May 6 /Ukrinform/. ", "KYIV", "May 6", "Ukrinform"),
        ("RIO DE JANEIRO — ", "RIO DE JANEIRO", None, None),
        ("SAND ISLAND (Harbour News) — ", "SAND ISLAND", None, "Harbour News"),
        ("Riga — ", "Riga", None, None),
    ],
)
def test_dateline(opening, place, date, agency):
    text = opening + PROSE
    page = layout(text)
    assert parts(text) == [("dateline", opening.strip()), ("paragraph", PROSE)]
    assert page.agency == agency
    assert (page.place and page.place.text) == place
    assert (page.date and page.date.text) == date
    assert all(span is None or span.holds_in(text) for span in (page.place, page.date))


def test_dateline_with_its_year_tells_the_date():
    assert layout(f"Paris, 26 February 2024 – {PROSE}").published == "2024-02-26"


def test_dateline_without_a_year_leaves_the_date_open():
    assert layout(f"PARIS, Feb 26 (Reuters) - {PROSE}").published is None


@pytest.mark.parametrize(
    "text",
    [
        "The board — and the mayor with it — promised two ferries.",
        "Two ferries - one of them new - will sail from May.",
        "Ferries – what the board promised and when",
        "NEWS ALERT — TWO FERRIES PROMISED TO THE HARBOUR TOWN.",
        "Ada Quill, 52 – the mayor of the town – promised two ferries.",
        "RIGA, May 3 /Quay Desk/ was the address that the board gave for its ferries and for the crane.",
        "(Later) the board promised two ferries to the town.",
    ],
)
def test_a_dash_alone_makes_no_dateline(text):
    assert "dateline" not in [kind for kind, _ in parts(f"{PROSE}\n\n{text}\n\n{MORE}")]


def test_place_in_ordinary_letters_counts_only_at_the_beginning():
    assert parts(f"{PROSE}\n\nRiga — {MORE}")[1] == ("paragraph", f"Riga — {MORE}")
    assert parts(f"{PROSE}\n\nRIGA — {MORE}")[1] == ("dateline", "RIGA —")


def test_agency_in_brackets_before_a_paragraph():
    text = f"{PROSE}\n\n(AFP) {MORE}"
    assert parts(text)[1:] == [("credit", "(AFP)"), ("paragraph", MORE)]
    assert layout(text).agency == "AFP"


def test_agency_in_brackets_behind_a_paragraph():
    text = f"{PROSE} (PAP)"
    assert parts(text) == [("paragraph", PROSE), ("credit", "(PAP)")]
    assert layout(text).agency == "PAP"


def test_other_brackets_behind_a_paragraph_stay():
    assert parts(f"{PROSE} (Two more may follow.)")[0] == ("paragraph", f"{PROSE} (Two more may follow.)")


def test_slug_and_translator():
    text = f"{PROSE}\n\nab-cde/fgh/ij-kl *** Translated by the Quay Desk ***\n\nBy admin"
    page = layout(text)
    assert [block.kind for block in page.blocks] == ["paragraph", "credit", "credit"]
    assert (page.translated_by, page.byline) == ("the Quay Desk", "admin")


def test_slug_behind_the_last_sentence():
    assert parts(f"{PROSE} ab-cde/fgh/ij") == [("paragraph", PROSE), ("credit", "ab-cde/fgh/ij")]


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By ADA QUILL", "ADA QUILL"),
        ("By Ada Quill and Tom Berth in Riga", "Ada Quill and Tom Berth in Riga"),
        ("By Ada Quill, Harbour Correspondent", "Ada Quill"),
        ("By Ada Quill | 3 May 2024", "Ada Quill"),
        ("By staff", "staff"),
        ("Von Ada Quill", "Ada Quill"),
        ("Par Ada Quill", "Ada Quill"),
        ("Por Ada Quill", "Ada Quill"),
        ("Автор: Ада Квіл", "Ада Квіл"),
    ],
)
def test_byline(line, author):
    assert layout(f"{line}\n\n{PROSE}").byline == author


@pytest.mark.parametrize("line", ["By Tuesday the boats had come, said Ada Quill.", "By boat to the island"])
def test_by_is_not_always_a_byline(line):
    assert layout(f"{line}\n\n{PROSE}").byline is None


def test_byline_with_a_date_tells_it():
    assert layout(f"By Ada Quill | 3 May 2024\n\n{PROSE}").published == "2024-05-03"


@pytest.mark.parametrize(
    "line",
    [
        "Reporting by Ada Quill in Riga; editing by Tom Berth",
        "(Additional reporting by Ada Quill)",
        "With reporting by Ada Quill",
        "Writing by Ada Quill",
        "Editing by Ada Quill.",
        "Compiled by Ada Quill",
        "Edited by Ada Quill",
        "Redaktion: Ada Quill",
        "Source: AFP",
        "Reuters",
        "*** The desk will add to this report ***",
        "Translated by Ada Quill",
        "Translation by Ada Quill",
        "Translation: Ada Quill",
        "Übersetzt von Ada Quill",
        "Traduit par Ada Quill",
        "Traducido por Ada Quill",
        "Traduzido por Ada Quill",
        "Tradotto da Ada Quill",
        "Переклад: Ада Квіл",
    ],
)
def test_credit(line):
    assert kind_after_prose(line) == "credit"


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Two ferries in the harbour",
        "Photos: Two ferries in the harbour",
        "FILE PHOTO: A ferry leaves the harbour on 3 May.",
        "Photo by Ada Quill",
        "Image: Ada Quill",
        "Pictured: the mayor on the quay.",
        "Picture: Ada Quill",
        "Caption: the quay at night",
        "Foto: Ada Quill",
        "Archivfoto: Die Fähre im Hafen",
        "Bild: Ada Quill",
        "Imagen: Ada Quill",
        "Imagem: Ada Quill",
        "Фото: Ада Квіл",
        "A ferry leaves the harbour. (Photo by Ada Quill)",
        "A ferry leaves the harbour (Ada Quill/Getty Images)",
        "A ferry leaves the harbour. Photo: Ada Quill",
        "A ferry leaves the harbour. Ada Quill/Shutterstock",
        "A ferry leaves the harbour in May. REUTERS/Ada Quill",
    ],
)
def test_caption(line):
    assert kind_after_prose(line) == "caption"


def test_a_line_told_twice_is_a_caption():
    line = (
        "A ferry leaves the harbour of the old town "
        + "in the first light of a morning in May " * 2
        + "of last year"
    )
    assert parts(f"{PROSE}\n\n{line}\n{line}\n\n{MORE}")[1:3] == [("caption", line), ("caption", line)]


def test_a_paragraph_told_twice_is_read_once():
    assert parts(f"{PROSE}\n\n{MORE}\n\n{MORE}")[1:] == [("paragraph", MORE), ("furniture", MORE)]


FURNITURE = """advertisement|Advertising|ANZEIGE|Werbung|Publicité|Publicidad|Publicidade|Реклама|Tweet|Share
|Print|Email|Save|Facebook|Twitter|WhatsApp|Telegram|LinkedIn|Copy link|Teilen|Drucken|Partager
|Compartir|Compartilhar|Поділитися|Read more »|More on this story|Related articles
|Related topics|Related stories|Related|Most read|Comments|Leave a comment|Subscribe!|Sign in
|Log in|Lire aussi|Mehr zum Thema|Leer más|Leia também|Читайте також|Share on Facebook
|Share this report with others|Share via email|Read more: A second crane for the quay
|Read also: A second crane|See also: A second crane|Also read: A second crane
|More: A second crane|Related: A second crane|Click here to see all ferries.
|Subscribe to our newsletter for news of the harbour.|Sign up for our newsletter
|Sign up to our newsletter|Follow us on every network.|Join us on Telegram|Like us on Facebook
|Download our app|Lire aussi : Une deuxième grue|Lire aussi: Une deuxième grue
|À lire aussi Une deuxième grue|Lesen Sie auch Ein zweiter Kran|Mehr dazu: Ein zweiter Kran
|Lea también: Otra grúa|Leia também: Outra grua|Leia mais: Outra grua
|Читайте також: Другий кран|Підписуйтесь на новини порту|© 2024 Harbour News
|(c) 1998 Harbour News|(c) 2024 Harbour News|Copyright 1998 Harbour News
|Copyright 2024 Harbour News|Copyright © Harbour News|Harbour News. All rights reserved.
|Hafenblatt. Alle Rechte vorbehalten.|Tous droits réservés.|Todos los derechos reservados.
|Todos os direitos reservados.|Усі права захищено.|* * *|_____"""


@pytest.mark.parametrize("line", FURNITURE.replace("\n", "").split("|"))
def test_furniture(line):
    assert kind_after_prose(line.strip()) == "furniture"


@pytest.mark.parametrize(
    "line",
    [
        "Share prices in the ferry company rose on Tuesday.",
        "Photographs of the ferries were shown to the board on Tuesday.",
        "Related costs would be borne by the town, the mayor said.",
        "He shared the picture on Facebook, where thousands saw the ferry.",
        "Read more than one report before you judge, the mayor said.",
        "Editing the list of promised boats took the board a week.",
        "Reuters reported that the two ferries had been seen at sea.",
        "By the time the ferries came the winter was over, the mayor said.",
        "Translated by a clerk, the letter of the board named two ferries, a crane and a tug for the town.",
        "The and/or in the contract was struck out.",
        "May 3 was the day on which the board had promised the ferries.",
    ],
)
def test_prose_that_speaks_of_such_things_stays_prose(line):
    assert kind_after_prose(line) == "paragraph"


def test_points_of_a_list():
    text = "The board promised the following:\n- two ferries;\n• one tug boat;\n1) a crane,\n(b) ropes"
    assert parts(text) == [
        ("paragraph", "The board promised the following:"),
        ("item", "two ferries;"),
        ("item", "one tug boat;"),
        ("item", "a crane,"),
        ("item", "ropes"),
    ]


def test_numbers_with_a_full_stop_need_a_neighbour():
    assert parts("1. two ferries\n2. a crane") == [("item", "two ferries"), ("item", "a crane")]
    assert parts(f"{PROSE}\n\n26. Februar war der Tag der Fähren.")[1][0] == "paragraph"


def test_point_of_several_lines_with_a_hanging_indent():
    text = (
        WRAPPED
        + "The list:\n\n- two ferries which had been built for the island of Sand\n  long ago;\n- a crane\n"
    )
    assert parts(text)[-2:] == [
        ("item", "two ferries which had been built for the island of Sand\n  long ago;"),
        ("item", "a crane"),
    ]


def test_a_bullet_alone_before_prose_is_a_subheading():
    assert parts(f"{PROSE}\n\n  • Winter is near\n\n{MORE}")[1] == ("subheading", "Winter is near")


def test_a_bullet_alone_behind_a_colon_is_a_point():
    assert parts(f"The board promised:\n\n• Two ferries\n\n{MORE}")[1] == ("item", "Two ferries")


@pytest.mark.parametrize("line", ["Details", "What comes next", "Деталі", "“Winter is near”"])
def test_subheading(line):
    assert kind_after_prose(line) == "subheading"


@pytest.mark.parametrize("line", ["two ferries", "The list:", "He nodded.", "Winter is near"])
def test_not_every_short_line_is_a_subheading(line):
    assert parts(f"{PROSE}\n\n{MORE}\n\n{line}")[2][0] == "paragraph"


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Published 27 February 2024", "2024-02-27"),
        ("26.02.2024", "2024-02-26"),
        ("Monday, February 26, 2024 10:15", "2024-02-26"),
        ("Lundi 26 février 2024", "2024-02-26"),
        ("Riga, 26 February 2024", "2024-02-26"),
        ("26 February", None),
    ],
)
def test_date_line(line, published):
    text = f"Harbour gets two ferries\n{line}\n\n{PROSE}"
    assert parts(text)[1] == ("dateline", line)
    assert layout(text).published == published


def test_the_first_publication_counts_before_an_update():
    assert layout(f"Updated 3 May 2024\nPublished 2 May 2024\n\n{PROSE}").published == "2024-05-02"
    assert layout(f"Updated 3 May 2024\n\n{PROSE}").published == "2024-05-03"


def test_a_date_amid_the_page_is_another_report_s():
    text = "\n\n".join([PROSE, MORE] * 4 + ["(31.10.2007)"] + [PROSE, MORE] * 4)
    assert layout(text).published is None


def test_weekday_with_its_number_stays_open():
    assert layout(f"Monday (26)\n\n{PROSE}").published is None


LINES = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            [PROSE, MORE, "Details",
             "- two ferries", "• ", "", "  ", "(AFP) x", "RIGA (AP) — ", "By admin", "1. a", "2. b",
             "ab-cd/ef/gh", "*** Translated by X ***", "26.02.2024", "Title titleTitle title", "a:\r"]
        ),
    ),
    max_size=12,
)  # fmt: skip


@given(LINES, st.sampled_from(["\n", "\n\n", "\r\n", "\u2028", " "]))
def test_blocks_are_in_order_and_inside_the_text(lines, between):
    text = between.join(lines)
    page = layout(text)
    ends = [0]
    for block in page.blocks:
        assert ends[-1] <= block.start < block.end <= len(text)
        assert text[block.start : block.end].strip()
        ends.append(block.end)
    for span in (page.place, page.date):
        assert span is None or span.holds_in(text)


@given(LINES)
def test_no_letter_of_the_text_lies_outside_of_blocks_but_marks(lines):
    text = "\n".join(lines)
    covered = {at for block in layout(text).blocks for at in range(block.start, block.end)}
    for start, line in _lines_with_offsets(text):
        outside = [at for at, sign in enumerate(line, start) if sign.isalpha() and at not in covered]
        # Only the mark of a point, such as "(b)", is no part of a block.
        assert len(outside) <= 5


def _lines_with_offsets(text):
    offset = 0
    for line in text.splitlines(keepends=True):
        yield offset, line
        offset += len(line)
