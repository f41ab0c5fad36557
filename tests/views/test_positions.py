"""Positions on a terminal: the matrix, the sentences, the changes."""

from dataclasses import replace

from tallystick.ledger.standings import WholeStandings
from tallystick.model.positions import STANCES, ConceptRecord, Month, Position, Shift, Stand
from tallystick.model.records import Party
from tallystick.views.positions import COLOURS, SYMBOLS, concept_view, overview

IDA, JONAS = Party("person:ida-lund", "Ida Lund"), Party("person:jonas-lind", "Jonas Lind")
ONCE = Position("for", "2024-01-05", "Close it, she said.", ("c1",), ("d1", "d2"), "The Quay")
THEN = Position("against", "2024-03-09", "Never, she said.", ("c2",), ("d3",))
DENIED = Position("denies", None, "Nobody spoke of it, he said.", ("c3",), ("d4",))
STANDS = (
    Stand(IDA, "NOR", THEN, {"2024-01": ("for",), "2024-03": ("against", "reports")}, (ONCE, THEN)),
    Stand(JONAS, None, DENIED, {"2024-03": ("denies",)}, (DENIED,)),
)
MONTHS = (
    Month("2024-01", {"against": 0, "open": 0, "for": 1}, None, None),
    Month("2024-02", {"against": 0, "open": 0, "for": 1}, None, None),
    Month("2024-03", {"against": 1, "open": 0, "for": 1}, 0.0, 1.0),
)
RAIL = ConceptRecord(
    concept="rail", label="Close the line", means="Trains stop.", meaning_of_for="wants it closed", stands=STANDS,
    months=MONTHS, shifts=(Shift("reversal", IDA, ONCE, THEN),),
)  # fmt: skip
NOBODY = replace(RAIL, concept="fund", label="A fund", stands=(), months=(), shifts=())


def test_one_concept_with_its_matrix_its_sentences_and_who_changed(shown):
    assert shown(concept_view(RAIL, "2024-03-31"), width=80) == [
        "Close the line",
        "rail as of 2024-03-31",
        "Trains stop.",
        "For: wants it closed",
        "",
        "               2024  2024",
        "               01    03    NOW",
        "Ida Lund (NOR) ▲     ▼·    ▼ against",
        "Jonas Lind           ⊘     ⊘ denies",
        "",
        "consensus      –     0.00",
        "polarised      –     1.00",
        "",
        "▲ for   ▼ against   ◆ leaves it open   ⊘ denies that it is so   · tells of",
        "others",
        "",
        "LAST SAID " + "─" * 70,
        "2024-03-09  Ida Lund (NOR)  ▼ against",
        "            Never, she said.",
        "            d3",
        "",
        "no date     Jonas Lind  ⊘ denies",
        "            Nobody spoke of it, he said.",
        "            d4",
        "",
        "CHANGED " + "─" * 72,
        "Ida Lund  turned",
        "",
        "▲ for  2024-01-05                       ▼ against  2024-03-09",
        "Close it, she said.                     Never, she said.",
        "The Quay · 2 reports                    d3",
    ]


def test_a_concept_that_nobody_speaks_of(shown):
    assert shown(concept_view(NOBODY))[-1] == "Nobody speaks of it in this ledger."


def test_only_the_last_months_are_shown_and_the_others_told(shown):
    said = {f"20{year}-01": ("for",) for year in range(10, 25)}
    many = replace(
        RAIL,
        stands=(replace(STANDS[0], months=said),),
        months=tuple(replace(MONTHS[0], month=month) for month in said),
    )
    lines = shown(concept_view(many))
    assert "2012" not in lines[5]
    assert [y in lines[5] for y in ("2013", "2024")] == [True, True]
    assert "3 earlier months are left out; --json has them" in lines


def test_all_concepts_with_who_agrees_and_who_does_not(shown):
    kari = Stand(Party("person:kari", "Kari"), None, ONCE, {}, (ONCE,))
    anna = Stand(Party("person:anna", "Anna"), None, ONCE, {}, (ONCE,))
    told = WholeStandings([replace(RAIL, stands=(*STANDS, kari, anna)), NOBODY])
    lines = shown(overview(told.sums(), told.sides(), "2024-03-31"), 110)
    assert [word for word in lines[0].split() if word.isalpha()] == [
        "CONCEPT", "for", "against", "open", "denies", "reports", "CONSENSUS", "POLARISED", "SHIFTS",
    ]  # fmt: skip
    assert lines[1].split() == ["Close", "the", "line", "2", "1", "–", "1", "–", "0.00", "1.00", "1"]
    assert lines[3].split() == ["A", "fund", "–", "–", "–", "–", "–", "–", "–", "–"]
    assert lines[5:] == [
        "",
        "AGREE",
        "Anna – Kari  on rail",
        "",
        "DISAGREE",
        "Anna – Ida Lund  on rail",
        "Ida Lund – Kari  on rail",
        "",
        "2 concepts as of 2024-03-31; tally positions CONCEPT shows one",
    ]


def test_of_many_pairs_the_closest_are_shown(shown):
    stands = tuple(Stand(Party(None, name), None, ONCE, {}, (ONCE,)) for name in ("A", "B", "C", "D"))
    told = WholeStandings([replace(RAIL, stands=stands)])
    lines = shown(overview(told.sums(), told.sides()), 110)
    assert "and 1 more pairs" in lines
    assert lines[-1].startswith("1 concept; ")


def test_stances_are_told_apart_without_colour():
    assert set(SYMBOLS) == set(COLOURS) == set(STANCES)
    assert len(set(SYMBOLS.values())) == len(STANCES)


def test_nothing_in_a_text_moves_the_terminal(shown):
    evil = replace(ONCE, sentence="\x1b[2J", publisher="\x1b]0;x\x07")
    stand = replace(STANDS[0], actor=Party(None, "\x1b[1m"), of="\x1b", latest=evil, positions=(evil,))
    record = replace(
        RAIL, label="\x1b", means="\x1b", stands=(stand,), shifts=(Shift("denial", IDA, evil, evil),)
    )
    assert not any("\x1b" in line for line in shown(concept_view(record)))
