"""The SQLite tables of Discourse Network Analyzer 3 (P. Leifeld), as its ``sql.Sql`` makes them.

Names, constraints and default rows are those that the program expects.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

VERSION = "3.0.11"
CODER = "Admin"
PASSWORD = "admin"  # noqa: S105 (the program asks for one; the file is not secret)
LONGEST = 190
"""Characters that a short text may have."""

_KEY = "ID INTEGER NOT NULL PRIMARY KEY"
_COLOUR = ", ".join(
    f"{c} INTEGER NOT NULL DEFAULT 0 CHECK ({c} BETWEEN 0 AND 255)" for c in ("Red", "Green", "Blue")
)
_PERMISSIONS = (
    "AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments", "AddStatements", "EditStatements",
    "DeleteStatements", "EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "EditCoderRelations",
    "ViewOthersDocuments", "EditOthersDocuments", "ViewOthersStatements", "EditOthersStatements",
)  # fmt: skip


def _short(name: str, rest: str = "NOT NULL DEFAULT ''") -> str:
    return f"{name} TEXT {rest} CHECK (LENGTH({name}) <= {LONGEST})"


def _flag(name: str, default: int) -> str:
    return f"{name} INTEGER NOT NULL DEFAULT {default} CHECK ({name} BETWEEN 0 AND 1)"


def _of(column: str, table: str) -> str:
    return f"FOREIGN KEY({column}) REFERENCES {table}(ID) ON DELETE CASCADE"


def _data(table: str, value: str, *more: str) -> tuple[str, str]:
    parts = [
        _KEY, "StatementId INTEGER NOT NULL", "VariableId INTEGER NOT NULL", value,
        _of("StatementId", "STATEMENTS"), _of("VariableId", "VARIABLES"), *more, "UNIQUE (StatementId, VariableId)",
    ]  # fmt: skip
    return table, ", ".join(parts)


def tables() -> Iterator[str]:
    """The statements that make the tables."""
    for name, columns in (
        ("SETTINGS", "Property TEXT PRIMARY KEY, Value TEXT NOT NULL"),
        ("CODERS", _coders()),
        ("DOCUMENTS", _documents()),
        ("STATEMENTTYPES", f"{_KEY}, {_short('Label', 'NOT NULL')}, {_COLOUR}"),
        ("VARIABLES", _variables()),
        ("VARIABLELINKS", _links()),
        ("REGEXES", f"{_short('Label', 'PRIMARY KEY')}, {_COLOUR}"),
        ("CODERRELATIONS", _relations()),
        ("STATEMENTS", _statements()),
        _data("DATABOOLEAN", "Value INTEGER NOT NULL DEFAULT 1"),
        _data("DATAINTEGER", "Value INTEGER NOT NULL DEFAULT 0"),
        ("ENTITIES", _entities()),
        _data("DATASHORTTEXT", "Entity INTEGER NOT NULL", _of("Entity", "ENTITIES")),
        _data("DATALONGTEXT", "Value TEXT DEFAULT ''"),
        ("ATTRIBUTEVARIABLES", _attributes()),
        ("ATTRIBUTEVALUES", _attribute_values()),
    ):
        yield f"CREATE TABLE {name}({columns})"


def _coders() -> str:
    settings = (
        "Refresh INTEGER NOT NULL CHECK (Refresh BETWEEN 0 AND 9999) DEFAULT 0",
        "FontSize INTEGER NOT NULL CHECK (FontSize BETWEEN 1 AND 99) DEFAULT 14",
        _short("Password", "NOT NULL"),
        "PopupWidth INTEGER CHECK (PopupWidth BETWEEN 100 AND 9999) DEFAULT 300",
        _flag("ColorByCoder", 0), _flag("PopupDecoration", 0), _flag("PopupAutoComplete", 1),
        *(_flag(f"Permission{name}", 1) for name in _PERMISSIONS),
    )  # fmt: skip
    return ", ".join((_KEY, _short("Name", "NOT NULL"), _COLOUR, *settings))


def _documents() -> str:
    return ", ".join((
        _KEY, _short("Title", "NOT NULL"), "Text TEXT NOT NULL", "Coder INTEGER", _short("Author"), _short("Source"),
        _short("Section"), "Notes TEXT NOT NULL DEFAULT ''", _short("Type"), "Date INTEGER NOT NULL",
        _of("Coder", "CODERS"),
    ))  # fmt: skip


def _variables() -> str:
    kinds = " OR ".join(f"DataType = '{kind}'" for kind in ("boolean", "integer", "long text", "short text"))
    return (
        f"{_KEY}, {_short('Variable', 'NOT NULL')}, DataType TEXT NOT NULL CHECK ({kinds}) DEFAULT 'short text', "
        f"StatementTypeId INTEGER, {_of('StatementTypeId', 'STATEMENTTYPES')}, UNIQUE (Variable, StatementTypeId)"
    )


def _relations() -> str:
    flags = (
        _flag(name, 1) for name in ("viewStatements", "editStatements", "viewDocuments", "editDocuments")
    )
    return ", ".join((
        _KEY, "Coder INTEGER CHECK(Coder > 0)", "OtherCoder INTEGER CHECK(OtherCoder > 0)", *flags,
        "CHECK (Coder != OtherCoder)", _of("Coder", "CODERS"), _of("OtherCoder", "CODERS"),
    ))  # fmt: skip


def _statements() -> str:
    return ", ".join((
        _KEY, "StatementTypeId INTEGER", "DocumentId INTEGER", "Start INTEGER NOT NULL CHECK(Start >= 0)",
        "Stop INTEGER NOT NULL CHECK(Stop >= 0)", "Coder INTEGER", "CHECK (Start < Stop)",
        _of("StatementTypeId", "STATEMENTTYPES"), _of("Coder", "CODERS"), _of("DocumentId", "DOCUMENTS"),
    ))  # fmt: skip


def _entities() -> str:
    colours = (f"{c} INTEGER CHECK ({c} BETWEEN 0 AND 255)" for c in ("Red", "Green", "Blue"))
    return ", ".join((
        _KEY, "VariableId INTEGER NOT NULL", _short("Value"), *colours, "ChildOf INTEGER CHECK(ChildOf > 0)",
        "UNIQUE (VariableId, Value)", _of("ChildOf", "ENTITIES"), _of("VariableId", "VARIABLES"),
    ))  # fmt: skip


def _links() -> str:
    return ", ".join((
        _KEY, "SourceVariableId INTEGER", "TargetVariableId INTEGER", "CHECK (TargetVariableId != SourceVariableId)",
        _of("SourceVariableId", "VARIABLES"), _of("TargetVariableId", "VARIABLES"),
    ))  # fmt: skip


def _attributes() -> str:
    return ", ".join((
        _KEY, "VariableId INTEGER NOT NULL", _short("AttributeVariable", "NOT NULL"),
        "UNIQUE (VariableId, AttributeVariable)", _of("VariableId", "VARIABLES"),
    ))  # fmt: skip


def _attribute_values() -> str:
    return ", ".join((
        _KEY, "EntityId INTEGER NOT NULL", "AttributeVariableId INTEGER NOT NULL", _short("AttributeValue"),
        "UNIQUE (EntityId, AttributeVariableId)", _of("EntityId", "ENTITIES"),
        _of("AttributeVariableId", "ATTRIBUTEVARIABLES"),
    ))  # fmt: skip


def encrypted(password: str) -> str:
    """A password as the program's Jasypt ``StrongPasswordEncryptor`` keeps it: salted SHA-256, 100,000 times.

    The salt is always the same, so that equal ledgers give equal files.
    """
    salt = hashlib.sha256(b"tallystick").digest()[:16]
    digest = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(99_999):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode()
