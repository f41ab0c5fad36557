"""Every public name says what it is: each argument, field and error, and its examples run."""

import ast
import dataclasses
import doctest
import importlib
import inspect
import pkgutil
import re
import textwrap
from pathlib import Path

import pytest
import tallystick
from tallystick.errors import TallyError

ROOT = Path(__file__).parents[1]
PACKAGES = [
    "tallystick",
    *(f"tallystick.{module.name}" for module in pkgutil.iter_modules(tallystick.__path__)),
]
PAGE = "".join(page.read_text(encoding="utf-8") for page in sorted((ROOT / "docs").glob("api*.md")))
REFERENCE = re.findall(r"^::: ([\w.]+)$", PAGE, re.MULTILINE)


DELEGATES = re.compile(r"; see ``[\w.]+``\.$", re.MULTILINE)


def public_names():
    """What the packages export and what the reference of the site shows, each thing once, by its full name."""
    found = {}
    for package in PACKAGES:
        module = importlib.import_module(package)
        for name in getattr(module, "__all__", ()):
            found[f"{package}.{name}"] = getattr(module, name)
    for name in REFERENCE:
        found |= {
            f"{name}.{inner}": thing
            for inner, thing in vars(thing_named(name)).items()
            if inspect.isclass(thing) or inspect.isfunction(thing)
            if thing.__module__ == name and not inner.startswith("_")
        }
    return {
        id(inspect.unwrap(thing)): (name, inspect.unwrap(thing)) for name, thing in found.items()
    }.values()


def thing_named(name):
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        module, _, attribute = name.rpartition(".")
        return getattr(importlib.import_module(module), attribute)


CLASSES = [pytest.param(thing, id=name) for name, thing in public_names() if inspect.isclass(thing)]
FUNCTIONS = [pytest.param(thing, "", id=name) for name, thing in public_names() if inspect.isfunction(thing)]
METHODS = [
    pytest.param(method, inspect.getdoc(thing), id=f"{name}.{method.__name__}")
    for name, thing in public_names()
    if inspect.isclass(thing)
    for key, member in inspect.getmembers(thing)
    for method in [member.fget if isinstance(member, property) else inspect.unwrap(member)]
    if inspect.isfunction(method) and method.__module__.startswith("tallystick")
    if not (key.startswith("_") or method.__name__.startswith("_"))
]


def is_told(name, text):
    """Whether ``text`` has a line of its own for ``name``, or speaks of it."""
    return re.search(rf"^\s*\*{{0,2}}{name}(?: \(.*\))?: \S|``{name}\b", text, re.MULTILINE) is not None


@pytest.mark.parametrize("kind", CLASSES)
def test_every_field_of_a_public_record_is_told(kind):
    told = inspect.getdoc(kind) or ""
    assert told
    fields = [f.name for f in dataclasses.fields(kind) if f.init] if dataclasses.is_dataclass(kind) else []
    own = [name for name in fields if name in kind.__annotations__ and not name.startswith("_")]
    assert [name for name in own if not is_told(name, told)] == []


@pytest.mark.parametrize(("function", "of_its_class"), FUNCTIONS + METHODS)
def test_every_argument_of_a_public_function_is_told(function, of_its_class):
    told = inspect.getdoc(function) or ""
    assert told
    arguments = [name for name in inspect.signature(function).parameters if name not in ("self", "cls")]
    if len(arguments) == 1 or DELEGATES.search(told):  # what the first sentence speaks of, or another tells
        return
    assert [name for name in arguments if not is_told(name, f"{told}\n{of_its_class}")] == []


@pytest.mark.parametrize(("function", "_of_its_class"), FUNCTIONS + METHODS)
def test_every_error_that_a_public_function_raises_is_told(function, _of_its_class):
    told = inspect.getdoc(function) or ""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    raised = {
        node.exc.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and isinstance(node.exc.func, ast.Name)
    }
    errors = {kind.__name__ for kind in TallyError.__subclasses__()}
    assert [name for name in raised & errors if f"{name}:" not in told] == []


EXAMPLES = [
    test
    for _, thing in public_names()
    if inspect.isclass(thing) or inspect.isfunction(thing)
    for test in doctest.DocTestFinder(recurse=False).find(thing, thing.__qualname__, module=False)
    if test.examples
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_examples_give_what_they_show(example, tmp_path, monkeypatch):
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    assert doctest.DocTestRunner().run(example).failed == 0


def test_what_is_used_first_has_an_example():
    assert {"read", "read_all", "Ledger"} <= {example.name for example in EXAMPLES}


def test_every_public_name_stands_in_the_reference():
    chosen = re.findall(r"^::: ([\w.]+)\n    options: .*members: \[(.*?)\]", PAGE, re.MULTILINE)
    named = {name for _, members in chosen for name in members.split(", ")}
    whole = [thing_named(name) for name in REFERENCE if name not in dict(chosen)]
    named |= {
        name for thing in whole for name in (vars(thing) if inspect.ismodule(thing) else [thing.__name__])
    }
    public = {
        name for package in PACKAGES for name in getattr(importlib.import_module(package), "__all__", ())
    }
    assert public - named == set()
