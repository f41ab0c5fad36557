"""The pages say what is so: commands print what they show, Python runs, and what is named exists."""

import doctest
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tallystick import read
from tallystick.languages import installed_languages

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md")), ROOT / "examples" / "README.md"]
NAME = re.compile(r"`(tallystick(?:\.\w+)+)`")
FILE = re.compile(r"`((?:tallystick|tests|docs|benchmarks|examples)/[\w/.-]*)`")
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")
FINGERPRINT = re.compile(r"(?<=rules )[\d.]+ +[0-9a-f]{8}")


def loaded(name):
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


examples = loaded("build_examples")
hooks = loaded("site_hooks")


def text_of(page):
    return page.read_text(encoding="utf-8")


def by_name(page):
    return page.relative_to(ROOT).as_posix()


# Commands and Python


@pytest.mark.parametrize("page", examples.PAGES, ids=by_name)
def test_commands_print_what_the_page_shows(page):
    shown = text_of(page)
    now = examples.rebuilt(shown)
    # Every change of a rule changes the fingerprint; that alone does not make a page outdated.
    assert FINGERPRINT.sub("", shown) == FINGERPRINT.sub("", now), "outdated: run make docs"


@pytest.mark.parametrize("page", [p for p in PAGES if ">>> " in text_of(p)], ids=by_name)
def test_python_does_what_the_page_shows(page, tmp_path, monkeypatch):
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    blocks = "".join(re.findall(r"^```pycon\n(.*?)^```$", text_of(page), re.DOTALL | re.MULTILINE))
    test = doctest.DocTestParser().get_doctest(blocks, {}, by_name(page), str(page), 0)
    assert test.examples
    assert doctest.DocTestRunner().run(test).failed == 0


def test_a_page_of_commands_keeps_what_it_left_out():
    page = "```console\n$ seq 3\n1\n…\n$ echo a >&2\n```\n"
    assert examples.rebuilt(page) == "```console\n$ seq 3\n1\n…\n$ echo a >&2\na\n```\n"


def test_ids_are_taken_from_the_output_above():
    page = "```console\n$ printf 'x 0000000a\\ny 0000000b\\n'\n$ echo tally show ff; echo --explain ff\n```\n"
    assert "$ echo tally show 0000000a; echo --explain 0000000b\n" in examples.rebuilt(page)


def test_a_command_that_fails_is_named(tmp_path):
    with pytest.raises(RuntimeError, match="false; exit 2 ended with 2: "):
        examples.run_on_terminal("false; exit 2", tmp_path)


# What is named


@pytest.mark.parametrize("page", PAGES, ids=by_name)
def test_every_module_that_is_named_exists(page):
    missing = [name for name in NAME.findall(text_of(page)) if not exists(name)]
    assert missing == []


def exists(name):
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:  # an attribute: its module is what stands before the last dot
        module, _, attribute = name.rpartition(".")
        return hasattr(importlib.import_module(module), attribute)


@pytest.mark.parametrize("page", PAGES, ids=by_name)
def test_every_file_that_is_named_exists(page):
    assert [
        name for name in FILE.findall(text_of(page)) if "CODE" not in name and not (ROOT / name).exists()
    ] == []


@pytest.mark.parametrize("page", PAGES, ids=by_name)
def test_every_link_leads_somewhere(page):
    for target, anchor in LINK.findall(text_of(page)):
        there = (page.parent / target).resolve() if target else page
        assert there.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", text_of(there), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}


@pytest.mark.parametrize("page", PAGES, ids=by_name)
def test_every_make_target_that_is_named_exists(page):
    targets = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", text_of(page), re.MULTILINE)) <= targets


def test_every_layer_stands_in_the_architecture_in_the_order_of_imports():
    contract = text_of(ROOT / "pyproject.toml").split("layers = [")[1].split("]")[0]
    table = text_of(DOCS / "architecture.md").split("## Layers")[1].split("\n## ")[0]
    assert re.findall(r"^\| `([\w.]+)` ", table, re.MULTILINE) == re.findall(r'"([\w.]+)"', contract)


def test_every_package_is_named_in_the_architecture():
    page = text_of(DOCS / "architecture.md")
    folders = [path.parent.relative_to(ROOT) for path in (ROOT / "tallystick").rglob("__init__.py")]
    packages = {folder.as_posix() for folder in folders if folder.parent.name != "languages"}
    missing = {name for name in packages if name not in page and name.replace("/", ".") not in page}
    assert missing == set()


def test_the_steps_of_reading_are_all_there():
    steps = set(re.findall(r"`tallystick\.reading\.(\w+)`", text_of(DOCS / "reading.md")))
    assert {
        "sentences",
        "gate",
        "clauses",
        "actors",
        "frames",
        "deeds",
        "forces",
        "ground",
        "reader",
    } <= steps


@pytest.mark.parametrize("code", installed_languages())
def test_every_file_of_a_language_is_told_of(code):
    folders = (ROOT / "tallystick" / "languages" / code, ROOT / "tallystick" / "entities" / "data" / code)
    files = {path.name for folder in folders for path in folder.iterdir() if path.is_file()} - {"__init__.py"}
    told = set(re.findall(r"`([\w]+\.(?:toml|py))`", text_of(DOCS / "reading.md")))
    assert files <= told


# What the page on reading says of force

FORCES = re.findall(
    r"^\| (.*\*\*.*) \| (commitment|delivery)(?:, stage `(\w+)`)?(.*) \|$",
    text_of(DOCS / "reading.md"),
    re.MULTILINE,
)


def test_the_table_of_forces_is_found():
    assert len(FORCES) >= 8


@pytest.mark.parametrize(("words", "kind", "stage", "more"), FORCES, ids=[words for words, *_ in FORCES])
def test_a_force_is_read_as_the_page_says(words, kind, stage, more):
    reading = read(text=words.replace("**", "") + " to Kenya.", language="en")
    [claim] = [c for c in reading.claims if c.kind in ("commitment", "delivery")]
    assert (claim.kind, getattr(claim, "stage", "")) == (kind, stage)
    assert claim.negated == ("negated" in more)
    assert (claim.factuality == "possible") == ("possible" in more)


# How the page of examples is made


def test_the_pages_with_commands_have_commands():
    assert all("```console\n$ " in text_of(page) for page in examples.PAGES)


def test_nothing_of_the_pages_needs_a_path_of_this_machine():
    assert not [page for page in PAGES if str(Path.home()) in text_of(page) or sys.prefix in text_of(page)]


# The site


def test_the_first_page_and_the_tour_are_those_of_the_readme():
    readme = text_of(ROOT / "README.md")
    first, tour = hooks.opening(readme), hooks.tour(readme)
    assert "| instead of | you get |" in first
    assert tour.startswith("# Five minutes\n")
    assert "\n## From Python\n" in tour
    assert "](docs/" not in first + tour
    assert "](samples.md)" in first


def test_a_picture_fits_the_screen():
    light, dark = hooks.fitting_pictures("![A promise](screens/promise-1280.png)").split("\n")
    assert '<source media="(max-width: 30em)" srcset="screens/promise-360.png">' in light
    assert '<img src="screens/promise-1280.png" alt="A promise" loading="lazy">' in light
    assert '<picture class="dark">' in dark
    assert 'src="screens/promise-dark.png"' in dark
    assert '<picture class="any">' in hooks.fitting_pictures("![All](../screens/overview-1280.png)")


@pytest.mark.parametrize("page", PAGES, ids=by_name)
def test_every_picture_is_there_for_a_phone_too(page):
    shown = re.findall(r"screens/(\w+)-1280\.png", text_of(page))
    assert [name for name in shown if not (DOCS / "screens" / f"{name}-360.png").exists()] == []


def test_the_site_is_built_without_a_warning_and_asks_nobody(tmp_path):
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    front = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert not re.findall(r"<(?:script|link|img)[^>]+(?:src|href)=[\"']?https?://", front)


def test_every_page_stands_in_the_navigation():
    navigation = text_of(ROOT / "mkdocs.yml").split("\nnav:")[1].split("\ntheme:")[0]
    listed = set(re.findall(r"[\w/-]+\.md", navigation))
    assert listed == {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")}
