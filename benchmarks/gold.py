"""The hand-made labels of the claims exams, read by the very script that scores them."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

LABELLED = ("claims", "general")
"""The exams whose labels say everything about a claim."""

KINDS = ("commitment", "delivery", "statement", "event")

LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A labelled text.

    Attributes:
        id: As in the claims format.
        text: The text.
        published: ISO date or ``None``.
        claims: The labels, as they stand in the file.
    """

    id: str
    text: str
    published: str | None
    claims: list[dict[str, Any]]


def load_script(path: Path) -> ModuleType:
    """The scoring script at ``path`` as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def gold_documents(folder: Path) -> Iterator[GoldDocument]:
    """The labelled texts of ``folder`` in the language that is examined, by name."""
    for path in sorted(folder.glob("*.yaml")):
        labels = yaml.safe_load(path.read_text(encoding="utf-8"))
        if labels.get("lang") == LANGUAGE:
            text = path.with_suffix(".txt").read_text(encoding="utf-8")
            yield GoldDocument(path.stem, text, labels.get("published"), labels["claims"])
