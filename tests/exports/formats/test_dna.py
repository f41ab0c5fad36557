"""The file of Discourse Network Analyzer, read back as that program reads it, and the networks."""

import base64
import csv
import hashlib
import io
import sqlite3
from collections import defaultdict
from contextlib import closing
from itertools import combinations

import networkx
import pytest
from tallystick.exports import EXPORTS, Material
from tallystick.ledger import Ledger
from tallystick.reconcile.networks import conflict_network, congruence_network

from factories import actor, reading, statement

READ = """
    SELECT s.ID, d.Title, d.Text, s.Start, s.Stop, t.Label,
        (SELECT Value FROM DATABOOLEAN b JOIN VARIABLES v ON v.ID = b.VariableId
            WHERE b.StatementId = s.ID AND v.Variable = 'agreement') AS agreement
    FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId JOIN STATEMENTTYPES t ON t.ID = s.StatementTypeId
    ORDER BY s.ID
"""
SHORT = """
    SELECT v.Variable, e.Value FROM DATASHORTTEXT x JOIN VARIABLES v ON v.ID = x.VariableId
    JOIN ENTITIES e ON e.ID = x.Entity WHERE x.StatementId = ?
"""


@pytest.fixture
def database(content):
    def of(*given):
        opened = sqlite3.connect(":memory:")
        opened.deserialize(content(EXPORTS["dna"], *given)["discourse.dna"])
        opened.row_factory = sqlite3.Row
        return closing(opened)

    return of


def statements(opened):
    return [
        {**row, **dict(opened.execute(SHORT, (row["ID"],)).fetchall())}
        for row in opened.execute(READ).fetchall()
    ]


def test_the_file_has_the_tables_of_the_program(database):
    with database() as opened:
        names = {row["name"] for row in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert names == {
            "SETTINGS", "CODERS", "DOCUMENTS", "STATEMENTTYPES", "VARIABLES", "VARIABLELINKS", "REGEXES",
            "CODERRELATIONS", "STATEMENTS", "DATABOOLEAN", "DATAINTEGER", "ENTITIES", "DATASHORTTEXT",
            "DATALONGTEXT", "ATTRIBUTEVARIABLES", "ATTRIBUTEVALUES",
        }  # fmt: skip
        assert opened.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
        version = opened.execute("SELECT Value FROM SETTINGS WHERE Property = 'version'").fetchone()[0]
        assert version.startswith("3")
        # As the program makes them: every short text has an empty value.
        short = opened.execute("SELECT COUNT(*) FROM VARIABLES WHERE DataType = 'short text'").fetchone()[0]
        assert opened.execute("SELECT COUNT(*) FROM ENTITIES WHERE Value = ''").fetchone()[0] == short


COLOURS = "Red Green Blue"
KEYED = "ID StatementId VariableId"
PERMISSIONS = [
    f"Permission{what}"
    for what in (
        "AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments", "AddStatements", "EditStatements",
        "DeleteStatements", "EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "EditCoderRelations",
        "ViewOthersDocuments", "EditOthersDocuments", "ViewOthersStatements", "EditOthersStatements",
    )
]  # fmt: skip
TABLES = {
    "SETTINGS": "Property Value",
    "CODERS": f"ID Name {COLOURS} Refresh FontSize Password PopupWidth ColorByCoder PopupDecoration PopupAutoComplete "
    + " ".join(PERMISSIONS),
    "DOCUMENTS": "ID Title Text Coder Author Source Section Notes Type Date",
    "STATEMENTTYPES": f"ID Label {COLOURS}",
    "VARIABLES": "ID Variable DataType StatementTypeId",
    "VARIABLELINKS": "ID SourceVariableId TargetVariableId",
    "REGEXES": f"Label {COLOURS}",
    "CODERRELATIONS": "ID Coder OtherCoder viewStatements editStatements viewDocuments editDocuments",
    "STATEMENTS": "ID StatementTypeId DocumentId Start Stop Coder",
    "DATABOOLEAN": f"{KEYED} Value",
    "DATAINTEGER": f"{KEYED} Value",
    "ENTITIES": f"ID VariableId Value {COLOURS} ChildOf",
    "DATASHORTTEXT": f"{KEYED} Entity",
    "DATALONGTEXT": f"{KEYED} Value",
    "ATTRIBUTEVARIABLES": "ID VariableId AttributeVariable",
    "ATTRIBUTEVALUES": "ID EntityId AttributeVariableId AttributeValue",
}
"""The columns of each table in the order in which the program makes them (``sql.Sql.createTables``, version 3)."""

LINKS = {
    "DOCUMENTS": {"Coder": "CODERS"},
    "VARIABLES": {"StatementTypeId": "STATEMENTTYPES"},
    "VARIABLELINKS": {"SourceVariableId": "VARIABLES", "TargetVariableId": "VARIABLES"},
    "CODERRELATIONS": {"Coder": "CODERS", "OtherCoder": "CODERS"},
    "STATEMENTS": {"StatementTypeId": "STATEMENTTYPES", "Coder": "CODERS", "DocumentId": "DOCUMENTS"},
    "DATABOOLEAN": {"StatementId": "STATEMENTS", "VariableId": "VARIABLES"},
    "DATAINTEGER": {"StatementId": "STATEMENTS", "VariableId": "VARIABLES"},
    "ENTITIES": {"ChildOf": "ENTITIES", "VariableId": "VARIABLES"},
    "DATASHORTTEXT": {"StatementId": "STATEMENTS", "VariableId": "VARIABLES", "Entity": "ENTITIES"},
    "DATALONGTEXT": {"StatementId": "STATEMENTS", "VariableId": "VARIABLES"},
    "ATTRIBUTEVARIABLES": {"VariableId": "VARIABLES"},
    "ATTRIBUTEVALUES": {"EntityId": "ENTITIES", "AttributeVariableId": "ATTRIBUTEVARIABLES"},
}
TOGETHER = {
    "VARIABLES": {"Variable", "StatementTypeId"},
    "DATABOOLEAN": {"StatementId", "VariableId"},
    "DATAINTEGER": {"StatementId", "VariableId"},
    "DATASHORTTEXT": {"StatementId", "VariableId"},
    "DATALONGTEXT": {"StatementId", "VariableId"},
    "ENTITIES": {"VariableId", "Value"},
    "ATTRIBUTEVARIABLES": {"VariableId", "AttributeVariable"},
    "ATTRIBUTEVALUES": {"EntityId", "AttributeVariableId"},
}
"""Columns that the program holds to be unique together."""


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_that_of_the_program(table, database):
    with database() as opened:
        columns = opened.execute(f"PRAGMA table_info({table})").fetchall()
        assert [column["name"] for column in columns] == TABLES[table].split()
        links = opened.execute(f"PRAGMA foreign_key_list({table})").fetchall()
        assert {link["from"]: link["table"] for link in links} == LINKS.get(table, {})
        assert {link["on_delete"] for link in links} <= {"CASCADE"}
        unique = [
            index["name"] for index in opened.execute(f"PRAGMA index_list({table})") if index["origin"] == "u"
        ]
        held = [{c["name"] for c in opened.execute(f"PRAGMA index_info({name})")} for name in unique]
        assert held == [TOGETHER[table]] if table in TOGETHER else held == []


def test_the_program_finds_its_coder_and_its_statement_type(database):
    with database() as opened:
        coder = opened.execute("SELECT * FROM CODERS").fetchone()
        assert (coder["ID"], coder["Name"], coder["Red"], coder["Green"], coder["Blue"]) == (
            1,
            "Admin",
            255,
            255,
            0,
        )
        assert (coder["Refresh"], coder["FontSize"], coder["PopupWidth"]) == (0, 14, 300)
        assert all(coder[permission] == 1 for permission in PERMISSIONS)
        kinds = opened.execute(
            "SELECT Variable, DataType FROM VARIABLES WHERE StatementTypeId = 1 ORDER BY ID"
        )
        assert [tuple(kind) for kind in kinds][:4] == [
            ("person", "short text"),
            ("organization", "short text"),
            ("concept", "short text"),
            ("agreement", "boolean"),
        ]
        assert opened.execute("SELECT Label, Red FROM STATEMENTTYPES WHERE ID = 1").fetchone()[:] == (
            "DNA Statement",
            239,
        )


def test_statements_have_person_organisation_concept_agreement_and_their_words(database):
    with database() as opened:
        found = statements(opened)
    minister = next(s for s in found if s["person"] == "Иван Иванов")
    assert (minister["organization"], minister["concept"], minister["agreement"]) == ("UKR", "send-troops", 0)
    assert minister["Text"][minister["Start"] : minister["Stop"]] == "Никаких войск"
    france = next(s for s in found if s["organization"] == "France")
    assert (france["person"], france["agreement"], france["actor"]) == ("", 1, "FRA")


TABLES_OF_VALUES = {"short text": "DATASHORTTEXT", "boolean": "DATABOOLEAN"}


def test_each_statement_is_found_as_the_program_looks_it_up(database):
    """By its coder, type and document; for each variable of its type one value; of a text its entity and attributes."""
    with database() as opened:
        found = opened.execute(
            "SELECT s.ID AS id, t.ID AS type, s.Start < s.Stop AS has_words FROM STATEMENTS s "
            "INNER JOIN CODERS c ON c.ID = s.Coder INNER JOIN STATEMENTTYPES t ON t.ID = s.StatementTypeId "
            "INNER JOIN DOCUMENTS d ON d.ID = s.DocumentId"
        ).fetchall()
        assert len(found) == opened.execute("SELECT COUNT(*) FROM STATEMENTS").fetchone()[0] > 0
        for statement in found:
            assert statement["has_words"]
            variables = opened.execute(
                "SELECT * FROM VARIABLES WHERE StatementTypeId = ?", (statement["type"],)
            )
            for variable in variables.fetchall():
                both = statement["id"], variable["ID"]
                table = TABLES_OF_VALUES[variable["DataType"]]
                rows = opened.execute(f"SELECT * FROM {table} WHERE StatementId = ? AND VariableId = ?", both)
                (value,) = rows.fetchall()
                if table == "DATASHORTTEXT":
                    _has_its_attributes(opened, value["Entity"], variable["ID"])


def _has_its_attributes(opened, entity, variable):
    """The entity is one of the variable, has a colour, and every attribute of the variable once."""
    kept = opened.execute(
        "SELECT * FROM ENTITIES WHERE ID = ? AND VariableId = ?", (entity, variable)
    ).fetchone()
    assert (kept["Red"], kept["Green"], kept["Blue"], kept["ChildOf"]) == (0, 0, 0, None)
    named = opened.execute(
        "SELECT v.AttributeVariable, a.AttributeValue FROM ATTRIBUTEVALUES a "
        "JOIN ATTRIBUTEVARIABLES v ON v.ID = a.AttributeVariableId WHERE a.EntityId = ?",
        (entity,),
    ).fetchall()
    assert sorted(tuple(row) for row in named) == [("Alias", ""), ("Notes", ""), ("Type", "")]


def test_documents_have_their_day_in_seconds(database):
    with database() as opened:
        days = [row["Date"] for row in opened.execute("SELECT Date FROM DOCUMENTS ORDER BY ID")]
    assert days == [1679270400, 1712016000, 0]


def test_offsets_count_as_java_does(database, tmp_path):
    said = reading(
        "a", statement("We 🛡 stay", actor("FRA"), concept="c", stance="for"), text="🛡🛡 We 🛡 stay here"
    )
    with Ledger(tmp_path / "a.tally") as ledger:
        ledger.append(said)
        material = Material.of(ledger)
    with database(material) as opened:
        (found,) = statements(opened)
    units = found["Text"].encode("utf-16-le")
    assert units[2 * found["Start"] : 2 * found["Stop"]].decode("utf-16-le") == "We 🛡 stay"


def test_who_takes_no_side_is_kept_apart(database, tmp_path):
    with Ledger(tmp_path / "a.tally") as ledger:
        ledger.append(reading("a", statement("We will see", actor("FRA"), concept="c", stance="open")))
        material = Material.of(ledger)
    with database(material) as opened:
        (found,) = statements(opened)
    assert (found["Label"], found["stance"], found["agreement"]) == ("Statement without a side", "open", None)


def test_long_names_are_cut(database, tmp_path):
    with Ledger(tmp_path / "a.tally") as ledger:
        said = statement("Yes", actor(None, "x" * 200), concept="c", stance="for")
        ledger.append(reading("a", said, title="t" * 200))
        material = Material.of(ledger)
    with database(material) as opened:
        (found,) = statements(opened)
    assert (len(found["Title"]), len(found["actor"])) == (190, 190)
    assert any("1 headlines are cut" in line for line in EXPORTS["dna"].left_out(material))


def test_the_password_is_kept_as_the_program_checks_it(database):
    with database() as opened:
        kept = base64.b64decode(opened.execute("SELECT Password FROM CODERS").fetchone()[0])
    salt, expected = kept[:16], kept[16:]
    digest = salt + b"admin"
    for _ in range(100_000):
        digest = hashlib.sha256(digest).digest()
    assert digest == expected


def test_the_congruence_network_of_the_statements_is_ours(database, material):
    """As the program counts it: the concepts on which two actors agree, or both disagree."""
    with database() as opened:
        found = statements(opened)
    sides = defaultdict(dict)
    for said in found:
        if said["agreement"] is not None:
            sides[said["actor"]][said["concept"]] = said["agreement"]
    weights = {}
    for one, other in combinations(sorted(sides), 2):
        shared = sum(sides[other].get(concept) == side for concept, side in sides[one].items())
        if shared:
            weights[one, other] = shared
    ours = congruence_network(material.concepts)
    assert weights == {(one, other): facts["weight"] for one, other, facts in ours.edges(data=True)}
    assert weights == {("DEU", "person:иван-иванов"): 1}


@pytest.mark.parametrize(
    ("name", "network"), [("congruence", congruence_network), ("conflict", conflict_network)]
)
def test_both_forms_of_a_network_are_ours(name, network, content, material):
    ours = network(material.concepts)
    files = content(EXPORTS["dna"])
    read = networkx.read_graphml(io.BytesIO(files[f"{name}.graphml"]))
    assert set(read.nodes) == set(ours.nodes)
    assert {frozenset(e): read.edges[e]["weight"] for e in read.edges} == {
        frozenset(e): ours.edges[e]["weight"] for e in ours.edges
    }
    assert all(read.edges[e]["concepts"] == "send-troops" for e in read.edges)
    heading, *rows = csv.reader(io.StringIO(files[f"{name}.csv"].decode()))
    assert heading[1:] == [row[0] for row in rows] == sorted(ours.nodes)
    cells = {
        frozenset((row[0], other))
        for row in rows
        for other, w in zip(heading[1:], row[1:], strict=True)
        if w != "0"
    }
    assert cells == {frozenset(e) for e in ours.edges}
