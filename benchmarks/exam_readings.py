"""The exams: which texts, which script scores them, and what tallystick reads in them."""

from __future__ import annotations

import json
import multiprocessing
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tallystick.model.claims_format import reading_to_line
from tallystick.reading import read_document
from tallystick.reconcile.assignment import with_concepts
from tallystick.reconcile.codebook import load_codebook
from tallystick.sources import find_inputs, read_inputs


@dataclass(frozen=True, slots=True)
class Exam:
    """One set of labelled texts.

    Attributes:
        name: What its figures begin with.
        script: The script that scores it, in the folder of the exams.
        gold: The script's arguments before the claims; paths count from that folder.
        documents: Where the texts lie as JSON Lines; ``None`` where the script writes them out.
        options: The script's arguments after the claims.
        codebook: Whose concepts the statements are given; ``None`` for none.
    """

    name: str
    script: str
    gold: tuple[str, ...]
    documents: str | None = None
    options: tuple[str, ...] = ()
    codebook: Path | None = None


CODEBOOK = Path(__file__).parents[1] / "examples" / "million-shells" / "codebook.toml"

# The longest first, so that two processes end at about the same time.
EXAMS = (
    Exam("attribution", "score_attribution.py", ("polnear", "attribution/polnear/dev")),
    Exam("register", "score_register.py", ("register/kiel.csv",)),
    Exam("events", "score_events.py", ("events/plover_gsr.json",)),
    Exam(
        "claims",
        "score_claims.py",
        ("thread/gold",),
        "thread/docs.jsonl",
        ("--lang", "en", "--json"),
        CODEBOOK,
    ),
    Exam("general", "score_claims.py", ("general/gold",), "general/docs.jsonl", ("--lang", "en", "--json")),
)


@dataclass(frozen=True, slots=True)
class Sitting:
    """One exam as it is taken: where the exams lie and where the texts and claims are put.

    Attributes:
        exam: Which.
        folder: Where all exams lie.
        output: Where documents and claims are written.
    """

    exam: Exam
    folder: Path
    output: Path

    @property
    def documents(self) -> Path:
        """The texts, as JSON Lines."""
        if self.exam.documents is not None:
            return self.folder / self.exam.documents
        return self.output / f"{self.exam.name}-documents.jsonl"

    @property
    def claims(self) -> Path:
        """What was read in them, in the claims format."""
        return self.output / f"{self.exam.name}-claims.jsonl"

    def write_documents(self) -> None:
        """Have the script write the texts out, where they do not lie ready."""
        if self.exam.documents is None:
            self._script("--write", str(self.documents))

    def score(self) -> str:
        """What the script says of the claims."""
        return self._script(str(self.claims), *self.exam.options)

    def _script(self, *arguments: str) -> str:
        command = [sys.executable, self.exam.script, *self.exam.gold, *arguments]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{self.exam.script} failed on {self.exam.name}: {done.stderr.strip()}")
        return done.stdout


def take(sittings: Iterable[Sitting], processes: int) -> None:
    """Read all documents of all ``sittings`` and write their claims.

    Raises:
        Exception: Whatever reading raised, with a note that names the document.
    """
    ready = list(sittings)
    for sitting in ready:
        sitting.write_documents()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=processes, mp_context=context) as pool:
        codebooks = [s.exam.codebook for s in ready]
        list(pool.map(_read, [s.documents for s in ready], [s.claims for s in ready], codebooks))


def _read(documents: Path, claims: Path, codebook: Path | None) -> None:
    concepts = None if codebook is None else load_codebook(codebook)
    with claims.open("w", encoding="utf-8") as output:
        for sourced in read_inputs(find_inputs([str(documents)])):
            if sourced.document is None:
                raise ValueError(f"{sourced.origin}: {'; '.join(p.message for p in sourced.problems)}")
            try:
                reading = read_document(sourced.document)
                if concepts is not None:
                    reading = with_concepts(reading, concepts)
            except Exception as error:
                error.add_note(f"while reading {sourced.document.id} in {documents}")
                raise
            output.write(reading_to_line(reading) + "\n")


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def ungrounded(sitting: Sitting) -> int:
    """How many spans of the claims do not reproduce the text that was given."""
    texts = {str(d["id"]): d["text"] for d in json_lines(sitting.documents)}
    return sum(
        texts[reading["id"]][span["start"] : span["end"]] != span["text"]
        for reading in json_lines(sitting.claims)
        for span in _spans(reading["claims"])
    )


def _spans(value: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        for part in value:
            yield from _spans(part)
    elif isinstance(value, dict):
        if value.keys() >= {"text", "start", "end"}:
            yield value
        for part in value.values():
            yield from _spans(part)
