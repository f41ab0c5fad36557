"""csv, xlsx and parquet, read back."""

import csv
import io
from dataclasses import replace

import openpyxl
import polars
import pytest
from tallystick.errors import SettingError
from tallystick.exports import EXPORTS, Material
from tallystick.exports.formats import xlsx
from tallystick.exports.tables import DICTIONARY, TABLES
from tallystick.ledger import Ledger

from factories import commitment, item, reading

LINK = "https://меридиан.example/a?b=1&c=2"


def frames(content):
    """The tables as Polars reads them from Parquet."""
    files = content(EXPORTS["parquet"])
    return {name.removesuffix(".parquet"): polars.read_parquet(found) for name, found in files.items()}


def row_of(frame, **wanted):
    (found,) = frame.filter(**wanted).to_dicts()
    return found


def test_parquet_says_what_became_of_a_promise(content):
    promise = row_of(frames(content)["promises"], unit="shell")
    assert (promise["actor_ids"], promise["recipient_ids"]) == ("EU", "UKR")
    assert (promise["quantity"], promise["deadline"], promise["status"]) == (
        1_000_000.0,
        "2024-03",
        "overdue",
    )
    assert (promise["fulfilled_unit"], promise["fulfilled_low"]) == ("shell", 300_000.0)
    assert promise["fulfilled_low_share_0_to_1"] == 0.3


def test_every_row_has_its_sentence_and_address(content, material):
    tables = frames(content)
    texts = {reading.document.id: reading.document.text for reading in material.readings}
    for name in ("claims", "items", "promises", "stages", "deliveries", "positions"):
        assert len(tables[name])
        for row in tables[name].iter_rows(named=True):
            assert row["sentence"]
            assert row["sentence"] in texts[row["document_id"]]
            assert row["url"] == (LINK if row["document_id"] == "2023-03-20-wire" else None)


def test_offsets_lead_to_the_evidence(content, material):
    texts = {reading.document.id: reading.document.text for reading in material.readings}
    for row in frames(content)["claims"].iter_rows(named=True):
        start, end = row["evidence_start_characters"], row["evidence_end_characters"]
        if row["kind"] != "event":
            assert texts[row["document_id"]][start:end] == row["evidence"]


def test_items_deliveries_stages_and_positions(content):
    tables = frames(content)
    assert row_of(tables["items"], amount=50_000_000.0, text="€50 million", document_id="2024-04-02-report")
    assert row_of(tables["stages"], stage="commitment")["quantity"] == 1_000_000.0
    assert row_of(tables["deliveries"], unit="shell")["cumulative"] is True
    position = row_of(tables["positions"], actor_name="Иван Иванов")
    assert (position["concept"], position["stance"], position["date"]) == (
        "send-troops",
        "against",
        "2023-03-20",
    )


def test_the_dictionary_tells_of_every_column(content):
    told = frames(content)["dictionary"]
    assert [tuple(row) for row in told.select("table", "column").iter_rows()] == [
        (table.name, column.name) for table in TABLES for column in table.columns
    ]
    assert all(table.columns == tuple(dict.fromkeys(table.columns)) for table in (*TABLES, DICTIONARY))


def test_csv_is_what_parquet_is(content):
    tables = frames(content)
    for name, found in content(EXPORTS["csv"]).items():
        read = polars.read_csv(found, infer_schema=False)
        table = tables[name.removesuffix(".csv")]
        assert read.columns == table.columns
        assert len(read) == len(table)
        assert found.startswith("\ufeff".encode())
    promises = polars.read_csv(content(EXPORTS["csv"])["promises.csv"])
    assert row_of(promises, unit="shell")["fulfilled_low"] == 300_000


def test_csv_runs_no_formula(content):
    rows = list(csv.DictReader(io.StringIO(content(EXPORTS["csv"])["claims.csv"].decode("utf-8-sig"))))
    assert "'=1+1 would pay" in [row["evidence"] for row in rows]
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())


def test_xlsx_holds_the_tables_and_no_formula(content):
    (book,) = content(EXPORTS["xlsx"]).values()
    opened = openpyxl.load_workbook(io.BytesIO(book))
    assert opened.sheetnames == [table.name for table in (*TABLES, DICTIONARY)]
    kinds = {cell.data_type for sheet in opened for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    claims = opened["claims"]
    heading, *rows = claims.iter_rows(values_only=True)
    assert heading == tuple(column.name for column in TABLES[0].columns)
    assert "=1+1 would pay" in [row[heading.index("evidence")] for row in rows]
    assert opened["promises"].freeze_panes == "A2"


def test_a_sheet_that_would_be_too_long_is_refused(content, monkeypatch):
    monkeypatch.setattr(xlsx, "_MOST_ROWS", 3)
    with pytest.raises(
        SettingError, match=r"The table claims has more than the 3 rows .* export csv or parquet"
    ):
        content(EXPORTS["xlsx"])


def test_what_a_cell_cannot_hold_is_told(material, monkeypatch):
    assert list(EXPORTS["xlsx"].left_out(replace(material))) == []
    monkeypatch.setattr(xlsx, "_MOST_CHARACTERS", 60)
    (told,) = EXPORTS["xlsx"].left_out(replace(material))
    assert "cells are cut after 60 characters" in told


def test_a_workbook_is_fit_to_be_read(content):
    """The header stays in sight and filters, long words go on in the next line, thousands are parted."""
    (book,) = content(EXPORTS["xlsx"]).values()
    opened = openpyxl.load_workbook(io.BytesIO(book))
    for table in (*TABLES, DICTIONARY):
        sheet = opened[table.name]
        heading = {cell.value: cell for cell in sheet[1]}
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        for name, cell in heading.items():
            assert (cell.font.b, cell.fill.fill_type) == (True, "solid")
            assert sheet.column_dimensions[cell.column_letter].width >= min(len(name), 12)
        if "sentence" in heading and sheet.max_row > 1:
            below = sheet.cell(2, heading["sentence"].column)
            assert below.alignment.wrap_text
            assert sheet.column_dimensions[below.column_letter].width == 70
    promises = opened["promises"]
    heading = [cell.value for cell in promises[1]]
    rows = (dict(zip(heading, cells, strict=True)) for cells in promises.iter_rows(min_row=2))
    row = next(cells for cells in rows if cells["unit"].value == "shell")
    assert (row["quantity"].value, row["quantity"].number_format) == (1_000_000, "#,##0")
    assert (row["fulfilled_low_share_0_to_1"].value, row["fulfilled_low_share_0_to_1"].number_format) == (
        0.3,
        "General",
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [(3, "#,##0"), (-1200.0, "#,##0"), (1234.5, "#,##0.00"), (0.5, "General"), (0, "#,##0")],
)
def test_a_figure_is_shown_by_its_size(value, shown):
    formats = {"": "General", xlsx._WHOLE: "#,##0", xlsx._BROKEN: "#,##0.00"}
    assert formats[xlsx._style_of(value)] == shown


@pytest.mark.parametrize(("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")])
def test_columns_are_called_as_in_a_workbook(column, letters):
    assert xlsx._letters(column) == letters


# What people decided


@pytest.fixture
def judged(tmp_path, content):
    """The tables of a ledger in which one claim was put right, one accepted, one rejected, one taken back."""
    shells = item(quantity=1_000_000.0, unit="shell")
    trucks = item("vehicles", "7 trucks", quantity=7.0, unit="truck")
    with Ledger(tmp_path / "a.tally") as ledger:
        ledger.append(
            reading(
                "a",
                commitment("EU", "UKR", shells, date="2023-03-20"),
                commitment("DEU", "MDA", trucks, date="2023-03-20"),
                published="2023-03-20",
            )
        )
        first, second = ledger.claims()
        ledger.judge("correct", first.id, user="Ana", slot="date", value="2023-03-19", reason="misprint")
        ledger.judge("accept", first.id, user="Ben")
        ledger.judge("reject", second.id, user="Ana", reason="of another year")
        back = ledger.judge("accept", "a", user="Cid")
        ledger.judge("withdraw", back.id, user="Cid")
        material = Material.of(ledger)
    files = content(EXPORTS["parquet"], material)
    return {name.removesuffix(".parquet"): polars.read_parquet(found) for name, found in files.items()}


@pytest.mark.parametrize("name", ["claims", "promises", "stages"])
def test_a_row_says_who_decided_what_and_why(name, judged):
    (row,) = judged[name].to_dicts()
    assert (row["judged"], row["judged_by"], row["judged_why"]) == (
        "correct date; accept",
        "Ana; Ben",
        "misprint; –",
    )
    assert len(row["judged_at"].split("; ")) == 2


def test_rejections_and_what_was_taken_back_are_told_too(judged):
    told = judged["judgements"]
    assert told.select("verdict", "stands", "user").rows() == [
        ("correct", True, "Ana"),
        ("accept", True, "Ben"),
        ("reject", True, "Ana"),
        ("accept", False, "Cid"),
        ("withdraw", False, "Cid"),
    ]
    assert row_of(told, verdict="correct")["value_json"] == '"2023-03-19"'
    rejected = row_of(told, verdict="reject")
    assert "7 trucks" in rejected["sentence"]
    assert (rejected["reason"], rejected["document_id"]) == ("of another year", "a")
    assert row_of(told, user="Cid", on="document")["document_id"] == "a"


def test_where_nothing_was_decided_nothing_is_said(content):
    tables = frames(content)
    assert len(tables["judgements"]) == 0
    assert set(tables["claims"]["judged"]) == {None}
