"""Fills the tables of ``docs/lexicons.md`` that are made from docstrings: ``python docs/build_lexicons.py``.

A table stands between ``<!-- keys: MODULE.CLASS -->`` and ``<!-- end -->``; its rows are the attributes that the
docstring of the class tells of, each the key of a lexicon file.
"""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

PAGE = Path(__file__).with_name("lexicons.md")

_TABLE = re.compile(
    r"(?<=<!-- keys: )(?P<name>[\w.]+)(?P<without>(?: -\w+)*) -->\n.*?(?=<!-- end -->)", re.DOTALL
)
_ATTRIBUTE = re.compile(r"^    (\w+): (.+?)(?=^    \w+: |\Z)", re.DOTALL | re.MULTILINE)


def rebuilt(page: str) -> str:
    """``page`` with the tables as the docstrings are now."""
    return _TABLE.sub(_table, page)


def _table(match: re.Match[str]) -> str:
    module, _, name = match["name"].rpartition(".")
    told = attributes(getattr(importlib.import_module(module), name))
    left_out = {word.removeprefix("-") for word in match["without"].split()}
    rows = [f"| `{key}` | {text} |" for key, text in told.items() if key not in left_out]
    return "\n".join(
        [f"{match['name']}{match['without']} -->", "| key | holds |", "| --- | --- |", *rows, ""]
    )


def attributes(kind: type) -> dict[str, str]:
    """What the section ``Attributes`` of a docstring says of each."""
    section = inspect.cleandoc(kind.__doc__ or "").partition("Attributes:\n")[2].partition("\n\n")[0] + "\n"
    found = ((key, " ".join(text.split())) for key, text in _ATTRIBUTE.findall(section))
    return {key: text.replace("``", "`").replace("|", r"\|") for key, text in found}


if __name__ == "__main__":
    PAGE.write_text(rebuilt(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
