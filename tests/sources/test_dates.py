import pytest
from hypothesis import given
from hypothesis import strategies as st
from tallystick.sources.dates import date_line, find_date, iso_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-02-27", "2024-02-27"),
        ("2024-02-27T10:15:00+02:00", "2024-02-27"),
        ("27 February 2024", "2024-02-27"),
        ("27th of February 2024", "2024-02-27"),
        ("February 27, 2024", "2024-02-27"),
        ("February 27th, 2024", "2024-02-27"),
        ("Sept. 3, 2024", "2024-09-03"),
        ("3 sept 2024", "2024-09-03"),
        ("27. Februar 2024", "2024-02-27"),
        ("den 3. Mai 2024", "2024-05-03"),
        ("1er mars 2024", "2024-03-01"),
        ("26 de febrero de 2024", "2024-02-26"),
        ("26 de fevereiro de 2024", "2024-02-26"),
        ("1º de março de 2024", "2024-03-01"),
        ("26 febbraio 2024", "2024-02-26"),
        ("26 februari 2024", "2024-02-26"),
        ("26 lutego 2024", "2024-02-26"),
        ("26. února 2024", "2024-02-26"),
        ("26 лютого 2024", "2024-02-26"),
        ("26 февраля 2024", "2024-02-26"),
        ("26.02.2024", "2024-02-26"),
        ("27/02/2024", "2024-02-27"),
        ("02/27/2024", "2024-02-27"),
        ("Monday, February 26, 2024 10:15 am", "2024-02-26"),
        ("02/03/2024", None),
        ("31 February 2024", None),
        ("27 February", None),
        ("Monday (26)", None),
        ("soon", None),
        ("", None),
        ("the ferries of 27 February 2024", None),
    ],
)
def test_iso_date(text, iso):
    assert iso_date(text) == iso


LABELS = """published|posted|issued|date|released|veröffentlicht|publié|publicado|pubblicato|опубліковано
|updated|modified|aktualisiert|actualizado|atualizado|aggiornato|оновлено|last|on|at|um|Uhr|à
|a las|às|mis à jour|am|pm|GMT|UTC|CET|ET|EST|the|dem|le|el|di|del|Montag|lundi|lunes
|segunda-feira|lunedì|maandag|poniedziałek|pondělí|понеділок|понедельник"""


@pytest.mark.parametrize("label", LABELS.replace("\n", "").split("|"))
def test_words_beside_a_date(label):
    assert date_line(f"{label.strip()}: 26.02.2024, 10:15") is not None


def test_other_words_beside_a_date_make_a_sentence():
    assert date_line("The ferries came on 26.02.2024") is None


def test_a_date_keeps_its_place():
    found = find_date("RIGA, Feb. 27, (dpa)")
    assert (found.start, found.end, found.iso) == (6, 13, None)


@pytest.mark.parametrize(
    "text", ["5,200 May 2, it said", "version 1.12.20245", "the 300 march on", "may 2.5 million"]
)
def test_numbers_beside_names_of_months_are_no_dates(text):
    found = find_date(text)
    assert found is None or text[found.start : found.end] == "May 2"


@given(st.dates())
def test_every_iso_date_is_itself(day):
    assert iso_date(day.isoformat()) == day.isoformat()


@given(st.text(max_size=80))
def test_any_text_gives_a_date_inside_it_or_none(text):
    found = find_date(text)
    assert found is None or 0 <= found.start < found.end <= len(text)
