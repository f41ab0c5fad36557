"""What is wrong with a register or its map is told with its place; what is right in it is read all the same."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tallystick.entities.gazetteer import Gazetteer
from tallystick.errors import SettingError, SourceError
from tallystick.reconcile import fold
from tallystick.registers import read_register
from tallystick.registers.column_map import map_from
from tallystick.registers.names import entity_named
from tallystick.registers.values import currency_of, date_of, number_of

SAMPLES = Path(__file__).parents[2] / "examples" / "registers"

MAP = """
id = "No"
giver = "Donor"
recipient = { value = "Kenya" }
[[act]]
kind = "commitment"
quantity = "Number"
unit = "Goods"
date = "Day"
"""
HEADER = "No,Donor,Goods,Number,Day\n"


@pytest.fixture
def read(tmp_path):
    """Reads a table of these bytes by a map, the one above unless another is given."""

    def outcomes(table, column_map=MAP, name="table"):
        path, columns = tmp_path / "x.csv", tmp_path / "x.toml"
        path.write_bytes(table if isinstance(table, bytes) else table.encode())
        columns.write_text(column_map, encoding="utf-8")
        return list(read_register(name, path, columns if name == "table" else None))

    return outcomes


def messages(outcomes):
    return [p.message for o in outcomes for p in o.problems]


@pytest.mark.parametrize(
    ("formats", "example"),
    [("[]", "2024-02-27"), ("['%d/%m/%Y', '%m.%Y', 'until %Y']", "27/02/2024, 02.2024")],
)
def test_a_faulty_date_is_told_with_how_it_is_to_be_written(read, formats, example):
    column_map = f"date_format = {formats}\n{MAP}"
    found = messages(read(f"{HEADER}1,Norway,tents,5,soon\n", column_map))
    assert any(f"holds 'soon', which has to be a date ({example}); it was left out." in m for m in found)


def test_a_column_that_is_missing_is_named_with_those_that_are_there(read):
    with pytest.raises(
        SourceError, match=r"No column 'Number' in .*x.csv line 1; columns are: No, Donor, Amout"
    ):
        read("No,Donor,Amout\n1,Norway,5\n")


@pytest.mark.parametrize("column", ["Goods", "Day"])
def test_a_map_of_ones_own_names_no_column_that_is_not_there(read, column):
    with pytest.raises(SourceError, match=f"No column '{column}x' in"):
        read(HEADER + "1,Norway,tents,5,2024\n", MAP.replace(f'"{column}"', f'"{column}x"'))


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_whatever_parts_the_columns(read, sign):
    [row] = read((HEADER + "1,Norway,tents,5,2024\n").replace(",", sign))
    assert row.reading.claims[0].items[0].quantity == 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_whatever_the_encoding(read, encoding):
    [row] = read((HEADER + "1,Österreich & Söhne,tents,5,2024\n").encode(encoding))
    assert row.reading.claims[0].actors[0].name == "Österreich & Söhne"


def test_a_cell_over_several_lines_and_blank_lines(read):
    first, second = read(HEADER + '1,Norway,"tents,\nlarge",5,2024\n\n2,Sweden,tents,6,2024\n')
    assert "Commitment 2024: 5 tents, large\n" in first.reading.document.text
    assert second.place.endswith("x.csv line 5")


def test_rows_that_share_an_id_are_told_apart(read):
    rows = read(HEADER + "1,Norway,tents,5,2024\n1,Norway,stoves,6,2024\n")
    assert [row.reading.document.id for row in rows] == ["x:1", "x:1#2"]


def test_no_figure_and_nothing_at_all(read):
    assert (
        messages(read(HEADER + "1,Norway,tents,,2024\n1,Norway,tents,0,2024\n"))
        == ["The row gives no figure of anything promised or delivered."] * 2
    )
    assert read(HEADER) == []


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (b"", "is empty; export the register anew"),
        (b"%PDF-1.7 \0\1", "x.csv: .*PDF"),
        (b"\0\1\2", "x.csv: "),
    ],
)
def test_what_is_no_table(read, table, message):
    with pytest.raises(SourceError, match=message):
        read(table)


def test_a_file_that_is_missing(tmp_path):
    for name in ("kiel", "iati", "fts"):
        with pytest.raises(SourceError, match=r"none\.csv cannot be read"):
            list(read_register(name, tmp_path / "none.csv"))


# Maps


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id = [", "x.toml is no TOML file"),
        ('id = "No"', r"x.toml has no \[\[act\]\]"),
        ("[[act]]\nkind = 'delivery'", "x.toml has no id"),
        ("colour = 1", "x.toml has the key 'colour'; the keys are: act, date_format"),
        ("id = 5\n[[act]]\nkind = 'delivery'", "x.toml: id has to be a list of texts, not 5"),
        (
            "id = 'a'\n[[act]]\nkind = 'gift'",
            "act 1: kind cannot be 'gift'; it has to be one of commitment, delivery",
        ),
        ("id = 'a'\n[[act]]\nkind = 'commitment'\nstage = 'maybe'", "act 1: stage cannot be 'maybe'"),
        (
            "id = 'a'\n[[act]]\nkind = 'commitment'\nstage = { column = 'b', is = {}, else = 'c' }",
            "stage cannot be 'c'",
        ),
        ("id = 'a'\n[[act]]\nkind = 'commitment'\nstage = 5", "act 1: stage has to be a stage, or"),
        ("id = 'a'\n[[act]]\nkind = 'delivery'\nsum = 'b'", "act 1 has the key 'sum'"),
        ("id = 'a'\n[[act]]\nkind = 'delivery'\nwhen = 'b'", "act 1: when has to be"),
        ("id = 'a'\nact = [1]", r"act 1 has to be a table under \[\[act\]\], not 1"),
        (
            "id = 'a'\ngiver = { column = 'b' }\n[[act]]\nkind = 'delivery'",
            "giver has to be a column, several, or",
        ),
        ("id = 'a'\ndecimal = ';'\n[[act]]\nkind = 'delivery'", "decimal cannot be ';'"),
        (
            "id = 'a'\ndate_format = 5\n[[act]]\nkind = 'delivery'",
            "date_format has to be a list of texts, not 5",
        ),
        ("id = 'a'\nnames = 5\n[[act]]\nkind = 'delivery'", "names has to be a table of names"),
    ],
)
def test_a_faulty_map_names_the_key(read, text, message):
    with pytest.raises(SettingError, match=message):
        read(HEADER, text)


def test_maps_go_with_tables_alone(tmp_path):
    with pytest.raises(SettingError, match="tally import table needs --map FILE"):
        read_register("table", tmp_path)
    with pytest.raises(SettingError, match="The columns of kiel are known"):
        read_register("kiel", tmp_path, tmp_path)
    with pytest.raises(
        SettingError, match="No register 'nasa'; the registers are: fts, iati, kiel, sipri, table"
    ):
        read_register("nasa", tmp_path)
    with pytest.raises(SettingError, match=r"No column map .*none\.toml"):
        read_register("table", tmp_path, tmp_path / "none.toml")


def test_one_of_the_figures_of_optional_acts_is_needed():
    acts = [{"kind": "delivery", "quantity": column, "optional": True} for column in ("A", "B")]
    assert map_from({"id": "No", "act": acts}, "x").needed == (("No",), ("A", "B"))


def test_a_stage_that_no_column_tells(read):
    told = MAP.replace(
        '"commitment"', '"commitment"\nstage = { column = "Day", is = { "a" = "pledge" }, else = "request" }'
    )
    table = HEADER + "1,Norway,tents,5,a\n2,Norway,tents,5,\n3,Norway,tents,5,b\n"
    first, second, third = read(table, told.replace('date = "Day"', ""))
    assert [row.reading.claims[0].stage for row in (first, second)] == ["pledge", "request"]
    assert "holds 'b', which has to be one of a" in third.problems[0].message


def test_acts_that_need_a_column_or_give_way_to_it(read):
    own = 'needs = ["Sum", "In"]\namount = "Sum"\ncurrency = "In"'
    dollars = 'unless = ["Sum", "In"]\namount = "Dollars"\ncurrency = { value = "USD" }'
    acts = "".join(f'[[act]]\nkind = "delivery"\n{act}\n' for act in (own, dollars))
    rows = read("No,Dollars,Sum,In\n1,5,4,EUR\n2,7,,EUR\n3,9,8,\n", f'id = "No"\n{acts}')
    items = [row.reading.claims[0].items[0] for row in rows]
    assert [(i.amount, i.currency) for i in items] == [(4, "EUR"), (7, "USD"), (9, "USD")]


# XML


ACTIVITY = (
    "<iati-activity><iati-identifier>{id}</iati-identifier><title><narrative>{title}</narrative></title>"
    "<transaction><transaction-type code='2'/><transaction-date iso-date='2024-01-15'/>"
    "<value currency='{currency}'>5</value><provider-org><narrative>Norway</narrative></provider-org>"
    "</transaction></iati-activity>"
)


def activity(**fields):
    return ACTIVITY.format(**{"id": "X-1", "title": "Wells", "currency": "EUR", **fields})


def test_entities_are_not_resolved_and_nothing_outside_is_read(read, tmp_path):
    (tmp_path / "secret.txt").write_text("the secret", encoding="utf-8")
    entities = f'<!ENTITY a "aaaa"><!ENTITY x SYSTEM "{(tmp_path / "secret.txt").as_uri()}">'
    [row] = read(
        f"<!DOCTYPE iati-activities [{entities}]><iati-activities>{activity(title='Wells&x;&a;')}</iati-activities>",
        name="iati",
    )
    assert "Goods: Wells\n" in row.reading.document.text


def test_what_stands_before_a_break_in_the_xml_is_read(read):
    first, broken = read(f"<iati-activities>{activity()}<iati-activity>", name="iati")
    assert first.reading is not None
    assert "The XML breaks off" in broken.problems[0].message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (activity(id=""), "An activity without iati-identifier"),
        (activity(currency="EURO"), "the currency 'EURO' has to be an ISO 4217 code"),
    ],
)
def test_faulty_activities(read, text, message):
    faulty, sound = read(f"<iati-activities>{text}{activity(id='X-2')}</iati-activities>", name="iati")
    assert message in faulty.problems[0].message
    assert sound.reading.document.id == "iati:X-2"


def test_payments_count_towards_the_commitment_of_their_activity(read):
    def wells(name, promised, paid):
        transactions = "".join(
            f"<transaction><transaction-type code='{code}'/><transaction-date iso-date='2024-0{code}-01'/>"
            f"<value currency='EUR'>{value}</value><provider-org><narrative>Norway</narrative></provider-org>"
            "<description><narrative>Wells</narrative></description></transaction>"
            for code, value in ((2, promised), (3, paid))
        )
        return f"<iati-activity><iati-identifier>{name}</iati-identifier>{transactions}</iati-activity>"

    rows = read(
        f"<iati-activities>{wells('A', 500, 100)}{wells('B', 900, 700)}</iati-activities>", name="iati"
    )
    found = fold([row.reading for row in rows])
    assert [(p.amount, p.fulfilled.low) for p in found.promises] == [(500, 100), (900, 700)]
    assert found.unattached == ()
    assert rows[0].reading.document.text.endswith(
        "Commitment 2024-02-01: 500 EUR\nDelivered 2024-03-01: 100 EUR\n\nNote: Wells\n"
    )


def test_xml_of_something_else(read):
    with pytest.raises(SourceError, match="holds no iati-activity"):
        read("<feed/>", name="iati")


# JSON


@pytest.mark.parametrize(
    ("text", "message"), [("{", "is broken JSON"), ('{"data": {"plans": []}}', "holds no flows")]
)
def test_json_without_flows(read, text, message):
    with pytest.raises(SourceError, match=message):
        read(text, name="fts")


# Values


@pytest.mark.parametrize(
    ("cell", "decimal", "value"),
    [
        ("1250.5", ".", 1250.5), ("1,250,000", ".", 1250000), ("1.250.000,50", ",", 1250000.5), ("75 000", ".", 75000),
        ("1'000", ".", 1000), ("0", ".", 0), ("-5", ".", None), ("1,25", ".", None), ("1.2.3", ".", None),
        ("five", ".", None), ("1e6", ".", None), ("²", ".", None), ("5 or 6", ".", None),
    ],
)  # fmt: skip
def test_numbers(cell, decimal, value):
    assert number_of(cell, decimal) == value


@pytest.mark.parametrize(
    ("cell", "forms", "value"),
    [
        ("2024-02-27", (), "2024-02-27"), ("2022-03-01 00:00:00", (), "2022-03-01"), ("2024", (), "2024"),
        ("2024-3", (), "2024-03"), ("27/02/2024", ["%d/%m/%Y"], "2024-02-27"), ("2024-02-30", (), None),
        ("soon", (), None), ("2024-13", (), None), ("in 3/24", ["%d/%m/%Y", "in %m/%y"], "2024-03"),
        ("FY 2024", ["FY %Y"], "2024"), ("2024-02-27", ["FY %Y"], "2024-02-27"),
    ],
)  # fmt: skip
def test_dates(cell, forms, value):
    assert date_of(cell, forms) == value


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("until 3/9/2024", "2024-03-09"), ("until 3/2024", "2024-03"), ("unclear 03/2024", "2024-03"),
        ("unclear, 03/2024", "2024-03"), ("unclear, 03/24", "2024-03"), ("not specified, 3/2024", "2024-03"),
        ("not specified, 03/24", "2024-03"),
    ],
)  # fmt: skip
def test_days_that_the_tracker_does_not_know(read, cell, date):
    table = (SAMPLES / "kiel.csv").read_text(encoding="utf-8").replace("2024-02-30", f'"{cell}"')
    reading = read(table, name="kiel")[4].reading
    assert reading.claims[0].date == date
    assert reading.document.published == (date if len(date) == 10 else None)


def test_currencies():
    assert (currency_of(" eur "), currency_of("euro"), currency_of("XQQ")) == ("EUR", None, None)


@given(st.text(max_size=12))
def test_no_cell_breaks_the_reading_of_values(cell):
    number = number_of(cell)
    assert number is None or number >= 0
    date_of(cell)
    currency_of(cell)


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Norway", "NOR"), ("Germany, Government of", "DEU"), ("Netherlands, Government of the", "NLD"),
        ("Government of Japan", "JPN"), ("Government of the Netherlands", "NLD"),
        ("Sweden - Ministry of Wells", "SWE"), ("World Health Organization", "WHO"),
    ],
)  # fmt: skip
def test_names_as_registers_print_them(name, id):  # noqa: A002
    assert entity_named(name, Gazetteer.load("en")).id == id


@pytest.mark.parametrize("name", ["Atlantis, Government of", "Norway Wells Fund", "NATO - Office of Wells"])
def test_names_that_are_nobody_known(name):
    assert entity_named(name, Gazetteer.load("en")) is None
