"""The library's face."""

import pytest
import tallystick
from tallystick import Ledger, TallyError, read, read_all
from tallystick.errors import SettingError, SourceError

REPORT = (
    "Norway promised 200 ambulances to Ukraine. "
    "“We will keep our word,” said Norwegian Prime Minister Jonas Lind.\n"
)


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_a_text_is_read_into_typed_claims():
    reading = read(text=REPORT, published="2024-02-27")
    assert {claim.kind for claim in reading.claims} >= {"statement", "commitment"}
    assert all(claim.evidence.holds_in(reading.document.text) for claim in reading.claims)
    assert reading.document.published == "2024-02-27"


def test_a_file_is_read_like_its_text(report):
    from_file, from_text = read(report), read(text=REPORT.strip())
    assert from_file.document.id == "report"
    assert [c.evidence.text for c in from_file.claims] == [c.evidence.text for c in from_text.claims]


def test_a_path_may_be_a_string(report):
    assert read(str(report)) == read(report)


def test_many_are_read_one_by_one(report, tmp_path):
    outcomes = list(read_all([report, tmp_path / "none.txt"]))
    assert [outcome.reading is None for outcome in outcomes] == [False, True]
    assert "none.txt" in outcomes[1].problems[0].message


@pytest.mark.parametrize("arguments", [{}, {"path": "a.txt", "text": "A text."}])
def test_one_of_path_and_text_is_needed(arguments):
    with pytest.raises(SettingError, match="a path or text="):
        read(**arguments)


def test_an_unreadable_path_raises(tmp_path):
    with pytest.raises(SourceError, match=r"none\.txt"):
        read(tmp_path / "none.txt")


def test_an_empty_text_raises():
    with pytest.raises(SourceError):
        read(text="")


def test_a_file_of_several_documents_raises(tmp_path):
    path = tmp_path / "two.jsonl"
    path.write_text('{"text": "One report."}\n{"text": "Another report."}\n', encoding="utf-8")
    with pytest.raises(SourceError, match=r"several documents; read it with read_all"):
        read(path)


def test_a_date_that_is_none_raises():
    with pytest.raises(SettingError, match="'soon'"):
        read(text="A text.", published="soon")


def test_a_reading_goes_into_a_ledger(tmp_path):
    reading = read(text=REPORT, published="2024-02-27")
    with Ledger(tmp_path / "pledges.tally") as ledger:
        assert ledger.append(reading).claims == len(reading.claims)
        assert [party.id for party in ledger.promises()[0].actors] == ["NOR"]


def test_every_public_name_is_there():
    assert all(getattr(tallystick, name) is not None for name in tallystick.__all__)
    assert set(tallystick.__all__) <= set(dir(tallystick))
    assert issubclass(SourceError, TallyError)


def test_a_wrong_name_is_answered_with_the_right_ones():
    with pytest.raises(AttributeError, match="read_all"):
        tallystick.raed  # noqa: B018
