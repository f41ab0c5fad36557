from dataclasses import replace

from tallystick.model.copies import CopyGroup, CopyLink
from tallystick.model.records import Because
from tallystick.views.copies import copies_view, heading_text

RETOLD = CopyLink("pompes", "pumps", "translation", 0.912, (Because("order", "9 names in order"),))
AGAIN = CopyLink("again", "pompes", "copy", 1.0, (Because("text", "every word is the same"),))


def group(*links, agency="NPA"):
    return CopyGroup(("pumps", *(link.document for link in links)), "translation", agency, 0.9, (), links)


def documents(document):
    french = replace(document, id="pompes", title="Le port demande des pompes", language="fr", agency=None)
    untitled = replace(document, id="again", title=None, agency=None, publisher="The Quay", published=None)
    return {d.id: d for d in (document, french, untitled, replace(document, id="alone"))}


def test_a_group_stands_with_its_wire_its_first_text_and_what_gave_the_others_away(document, shown):
    assert shown(copies_view([group(RETOLD, AGAIN)], documents(document), None)) == [
        "3 documents, 1 wire: NPA " + "─" * 65,
        "first              The harbour town asks for pumps",
        "                   NPA · 2024-06-05 · en · pumps",
        "translation   91%  Le port demande des pompes",
        "                   2024-06-05 · fr · pompes",
        "                   9 names in order",
        "copy         100%  The harbour town asks for pumps In March the Republic of …",
        "                   The Quay · en · again",
        "                   as pompes · every word is the same",
        "",
        "3 of 4 documents come from 1 text.",
    ]


def test_without_an_agency_it_is_a_text():
    assert heading_text(group(RETOLD, agency=None)) == "2 documents, 1 text"


def test_the_largest_group_stands_first(document, shown):
    small, large = group(RETOLD, agency="AAA"), group(RETOLD, AGAIN, agency="ZZZ")
    lines = shown(copies_view([small, large], documents(document), "2024-07-01"))
    assert [line.split()[-2] for line in lines if "wire" in line] == ["ZZZ", "AAA"]
    assert lines[-1] == "5 of 4 documents as of 2024-07-01 come from 2 texts."


def test_no_copies(shown):
    assert shown(copies_view([], {}, "2024-01-01")) == ["No copies in this ledger as of 2024-01-01."]


def test_nothing_in_a_text_moves_the_terminal(document, shown):
    evil = {key: replace(d, title="\x1b]0;x\x07") for key, d in documents(document).items()}
    assert not any(
        "\x1b" in line for line in shown(copies_view([group(RETOLD, agency="\x1b[2J")], evil, None))
    )
