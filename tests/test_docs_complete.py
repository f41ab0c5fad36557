"""Everything that can be typed, set or met is told on a page."""

import ast
import dataclasses
import importlib
import importlib.util
import itertools
import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest
import typer
from tallystick import errors
from tallystick.api import FetchSettings, ReadingSettings, SourceOptions
from tallystick.cli import app, guard
from tallystick.entities import date_words, items
from tallystick.entities.calendar import Position
from tallystick.exports import EXPORTS
from tallystick.languages import cues, events, lexicon, stances
from tallystick.ledger import PromiseQuery
from tallystick.reconcile import codebook
from tallystick.registers import column_map, register_names
from tallystick.sources.formats import FORMATS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
GROUP = typer.main.get_command(app)
PARAMETERS = [
    pytest.param(command, parameter, id=f"{name} {parameter.name}")
    for name, command in GROUP.commands.items()
    for parameter in command.params
]
HELP = ("-h", "--help")
MODULES = sorted((ROOT / "tallystick").rglob("*.py"))
MAKERS_OF_PROBLEMS = {"Problem": 0, "unreadable": 1}  # function: which argument is the code
VARIABLE = re.compile(r"[A-Z][A-Z_]+")
_SPEC = importlib.util.spec_from_file_location("build_lexicons", DOCS / "build_lexicons.py")
build_lexicons = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(build_lexicons)


def page(name):
    return (DOCS / name).read_text(encoding="utf-8")


def told_in_tables(text):
    """What stands as code in the first cell of the rows of tables."""
    cells = re.findall(r"^\| ((?:\\\||[^|])+) \|", text, re.MULTILINE)
    return {word for cell in cells for word in re.findall(r"`([^`]+)`", cell)}


def calls():
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield node, getattr(node.func, "id", getattr(node.func, "attr", ""))


# The command line


@pytest.mark.parametrize("name", GROUP.commands)
def test_every_command_is_told_of_on_a_page_written_by_hand(name):
    pages = [path for path in DOCS.rglob("*.md") if path.name != "commands.md"]
    assert any(re.search(rf"\btally {name}\b", path.read_text(encoding="utf-8")) for path in pages)


@pytest.mark.parametrize(("command", "parameter"), PARAMETERS)
def test_every_option_and_argument_stands_on_the_page_of_commands_with_what_it_does(command, parameter):
    section = page("commands.md").split(f"\n## tally {command.name}\n")[1].split("\n## ")[0]
    spelling = parameter.opts[0] if parameter.opts[0].startswith("-") else parameter.metavar
    [told] = re.findall(rf"^\| `{re.escape(spelling)}(?: [^`]*)?` \| (.+) \|$", section, re.MULTILINE)
    assert len(told) >= len("The port.")


def test_every_option_of_the_whole_program_is_told():
    text = page("commands.md") + page("terminal.md")
    options = {o for parameter in GROUP.params for o in parameter.opts} - set(HELP)
    assert [option for option in options if f"`{option}" not in text and f"tally {option}" not in text] == []


def test_every_exit_code_is_told():
    codes = {str(v) for name, v in vars(guard).items() if name.isupper() and isinstance(v, int)}
    told = re.findall(r"^\| (\d+) \|", page("terminal.md"), re.MULTILINE)
    assert set(told) == codes | {"0"}


def test_every_variable_of_the_environment_is_told():
    names = {
        node.value
        for call, _ in calls()
        if "environ" in ast.unparse(call.func) or "getenv" in ast.unparse(call.func)
        for node in call.args
        if isinstance(node, ast.Constant) and VARIABLE.fullmatch(str(node.value))
    }
    assert "TALLY_USER" in names
    assert names <= told_in_tables(page("terminal.md"))


# Settings and files of the user


@pytest.mark.parametrize("settings", [ReadingSettings, SourceOptions, FetchSettings, PromiseQuery])
def test_every_setting_of_the_library_is_told_where_the_reference_is_made_from(settings):
    assert settings.__name__ in page("api.md")
    fields = [field.name for field in dataclasses.fields(settings)]
    assert [
        name for name in fields if not re.search(rf"^\s*{name}: \S", settings.__doc__, re.MULTILINE)
    ] == []


def test_every_key_of_a_codebook_is_told():
    assert set(codebook._KEYS) <= told_in_tables(page("positions.md"))


def test_every_key_of_a_column_map_is_told():
    told = {word.strip("[]") for word in told_in_tables(page("registers.md"))}
    assert told >= column_map._TOP | column_map._ACT


# Lexicons, gazetteers and the other data of the package

LEXICONS = page("lexicons.md")
KEYS = {
    "predicates.toml": {"verb", "noun", "adjective", "does", "shows", *lexicon.ROLES_OF_PREDICATES},
    "cues.toml": {*cues.PARTS, *cues._KEYS, *(f.name for f in dataclasses.fields(cues.Cues)[1:])},
    "events.toml": {*events._FIELDS, *itertools.chain(*events._FIELDS.values()), *events._WIDE},
    "stances.toml": {*stances.PARTS, *stances._KEYS, *stances._LISTS, *stances.TURNS},
    "items.toml": {*items._KEYS, *items._CATEGORY_KEYS},
    "dates.toml": {*get_args(date_words.Meaning), *get_args(date_words.Relation), *get_args(Position)},
}
"""What a loader takes that need not stand in the files of any language."""
DATA_FILES = sorted(path for path in (ROOT / "tallystick").rglob("*.toml") if path.parent.name != "maps")


def keys_of(path):
    """The keys of a file, and of the lines of its tables; not the words that a table is made of."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    for key, value in data.items():
        yield key
        if isinstance(value, list):
            yield from (inner for line in value if isinstance(line, dict) for inner in line)
        elif key in ("numerals", "numbers") and path.name == "numbers.toml":
            yield from value
        elif isinstance(value, dict):
            lines = (line for line in value.values() if isinstance(line, dict))
            yield from (inner for line in lines for inner in line if key not in ("scales",))
            yield from (value if key in ("particles", "labels", *FURNITURE) else ())


FURNITURE = ("furniture", "caption", "credit", "byline", "place")


@pytest.mark.parametrize("path", DATA_FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_key_of_a_lexicon_or_gazetteer_is_told(path):
    section = LEXICONS.split(f"\n### {path.name}\n")[1].split("\n## ")[0].split("\n### ")[0]
    told = {word.strip('[]"') for word in re.findall(r"`([^`]+)`", section)}
    assert (set(keys_of(path)) | KEYS.get(path.name, set())) - told == set()


def test_the_keys_that_docstrings_tell_of_stand_on_the_page_as_they_are_now():
    assert build_lexicons.rebuilt(LEXICONS) == LEXICONS, "run make docs"
    for name in re.findall(r"<!-- keys: ([\w.]+)", LEXICONS):
        module, _, kind = name.rpartition(".")
        fields = {f.name for f in dataclasses.fields(getattr(importlib.import_module(module), kind))}
        assert fields == set(build_lexicons.attributes(getattr(importlib.import_module(module), kind))), (
            f"each attribute of {name} has to be told in its docstring"
        )


def test_no_section_tells_of_a_file_that_is_not_there():
    assert set(re.findall(r"^### (\S+)$", LEXICONS, re.MULTILINE)) == {path.name for path in DATA_FILES}


# What can be met, read and written


def test_every_format_that_can_be_read_stands_in_the_help_of_the_command():
    [option] = [p for p in GROUP.commands["read"].params if p.name == "input_format"]
    assert set(FORMATS) | {"auto"} == set(re.findall(r"\w+", option.help.partition(":")[2])) - {"or"}


def test_every_kind_of_problem_is_told_and_no_other():
    codes = {"unchanged"}
    for call, name in calls():
        if name in MAKERS_OF_PROBLEMS and len(call.args) > MAKERS_OF_PROBLEMS[name]:
            code = call.args[MAKERS_OF_PROBLEMS[name]]
            codes |= {code.value} if isinstance(code, ast.Constant) else set()
    told = told_in_tables(page("problems.md").split("## Errors")[0])
    assert {word for word in told if re.fullmatch(r"[a-z_]+", word)} == codes


def test_every_error_is_told():
    kinds = {kind.__name__ for kind in errors.TallyError.__subclasses__()}
    assert told_in_tables(page("problems.md").split("## Errors")[1]) == kinds


@pytest.mark.parametrize("export", EXPORTS)
def test_every_format_of_export_has_a_page_and_a_row(export):
    assert f"tally export {export} " in page(f"formats/{export}.md")
    assert f"[{export}](formats/{export}.md)" in page("exports.md")


def test_every_format_that_can_be_read_is_told():
    rows = re.findall(r"^\| (\w+) \| `\.", page("sources.md"), re.MULTILINE)
    assert sorted(rows) == sorted(FORMATS)


def test_every_register_is_told():
    assert set(register_names()) | {"table"} <= told_in_tables(page("registers.md"))
