from rich.console import Group
from tallystick.model.records import Party, Voice
from tallystick.views.voices import documents_text, voices_section

AGENCY = Voice(Party(None, "NPA"), "newsroom", ("a", "b", "c"), ("a",), ("1", "2", "3"))
SPEAKER = Voice(Party("person:ida-holm", "Ida Holm"), "source", ("a",), ("a",), ("4",))


def test_each_voice_stands_with_its_documents(shown):
    assert shown(Group(*voices_section([AGENCY, SPEAKER]))) == [
        "",
        "VOICES " + "─" * 83,
        "reports     NPA  3 documents, 2 of them copies",
        "            a, b, c",
        "quoted      Ida Holm  1 document",
        "            a",
    ]


def test_no_voices_no_heading():
    assert list(voices_section([])) == []


def test_one_copy_is_a_copy():
    assert (
        documents_text(Voice(Party(None, "x"), "newsroom", ("a", "b"), ("a",), ()))
        == "2 documents, 1 of them a copy"
    )
    assert documents_text(AGENCY, "report") == "3 reports, 2 of them copies"


def test_names_are_printed_safely(shown):
    evil = Voice(Party(None, "\x1b[2J"), "newsroom", ("\x1b[2J",), (), ())
    assert not any("\x1b" in line for line in shown(Group(*voices_section([evil]))))
