"""The face of the library: read one report, or many.

``from tallystick import read, Ledger`` gives these names, too; nothing heavy is loaded before one is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from os import PathLike, fspath

from tallystick.errors import SettingError, SourceError
from tallystick.model import Problem, Reading
from tallystick.model.fetches import Fetch
from tallystick.reading import ReadingSettings, read_document
from tallystick.reconcile.assignment import with_concepts
from tallystick.reconcile.codebook import Codebook, load_codebook
from tallystick.sources import Input, Sourced, SourceOptions, document_from_text, find_inputs, read_inputs
from tallystick.sources.fetching import Fetcher, FetchSettings
from tallystick.sources.web import read_feeds as new_in_feeds

__all__ = [
    "Codebook",
    "FetchSettings",
    "Outcome",
    "Reading",
    "ReadingSettings",
    "SourceOptions",
    "load_codebook",
    "read",
    "read_all",
    "read_feeds",
    "read_found",
]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document.

    Attributes:
        origin: Where it came from: a path, with ``:LINE`` behind it in files of many documents.
        reading: The document and its claims; ``None`` where there was nothing to read.
        problems: All that went wrong; the same as the reading's own where there is one.
        fetch: What to remember of a server's answer once the reading is kept; ``None`` for a file.
    """

    origin: str
    reading: Reading | None
    problems: tuple[Problem, ...] = ()
    fetch: Fetch | None = None


def read(  # noqa: PLR0913 (what a report is, and how it is read)
    path: str | PathLike[str] | None = None,
    *,
    text: str | None = None,
    published: str | None = None,
    language: str | None = None,
    settings: ReadingSettings | None = None,
    codebook: Codebook | None = None,
) -> Reading:
    """Read one report.

    Args:
        path: A file that holds one document; give either this or ``text``.
        text: The report itself.
        published: Date of publication; relative dates ("on Monday") are resolved against it.
        language: ISO 639-1 code, instead of telling it from the text.
        settings: How to read.
        codebook: Concepts to find in the statements, with the stance taken on them.

    Returns:
        The document, its claims in the order of the text, and what could not be read in it.

    Raises:
        SourceError: The file cannot be read, or holds several documents.
        SettingError: Neither or both of ``path`` and ``text``, or a date or language that makes no sense.

    Examples:
        >>> from tallystick import read
        >>> reading = read(text="Norway has delivered 12 trucks to Kenya.", published="2024-07-01")
        >>> [claim] = [claim for claim in reading.claims if claim.kind == "delivery"]
        >>> claim.actors[0].id, claim.recipients[0].id, claim.items[0].quantity, claim.items[0].unit
        ('NOR', 'KEN', 12.0, 'truck')
        >>> claim.evidence.text
        'Norway has delivered 12 trucks to Kenya'
    """
    options = SourceOptions(published=published, language=language)
    if text is not None and path is None:
        return _reading_of(
            _outcome(document_from_text(text, published=published, language=language), settings, codebook)
        )
    if path is None or text is not None:
        raise SettingError("read() takes a path or text=, one of the two")
    outcomes = list(islice(read_all([path], options=options, settings=settings, codebook=codebook), 2))
    if len(outcomes) > 1:
        raise SourceError(
            f"{fspath(path)} holds several documents; read it with read_all([{fspath(path)!r}])"
        )
    return _reading_of(outcomes[0])


def _reading_of(outcome: Outcome) -> Reading:
    if outcome.reading is None:
        raise SourceError("; ".join(f"{outcome.origin}: {problem.message}" for problem in outcome.problems))
    return outcome.reading


def read_all(
    paths: Iterable[str | PathLike[str]],
    *,
    options: SourceOptions | None = None,
    settings: ReadingSettings | None = None,
    codebook: Codebook | None = None,
) -> Iterator[Outcome]:
    """Read every document in files and folders, one after the other, each as soon as it is asked for.

    Args:
        paths: Files and folders, read in this order; ``-`` is standard input.
        options: What the files are.
        settings: How to read them.
        codebook: Concepts to find in the statements, with the stance taken on them.

    Yields:
        One outcome a document, and one for each thing that could not be read at all.

    Raises:
        SettingError: ``options`` name a format that there is not; raised before any reading.

    Examples:
        >>> from tallystick import read_all
        >>> for outcome in read_all(["examples/vaccine-doses", "missing.txt"]):
        ...     if outcome.reading is None:
        ...         print(outcome.origin, "could not be read:", outcome.problems[0].code)
        ...     else:
        ...         print(outcome.reading.document.id, "has claims:", len(outcome.reading.claims) > 0)
        2021-06-13-carbis-bay has claims: True
        2022-01-15-billionth-dose has claims: True
        2022-01-27-who-has-delivered has claims: True
        2022-02-18-brussels-africa has claims: True
        missing.txt could not be read: not_found
    """
    found = find_inputs([fspath(path) for path in paths])
    yield from read_found(found, options=options, settings=settings, codebook=codebook)


def read_found(
    inputs: Iterable[Input],
    *,
    options: SourceOptions | None = None,
    settings: ReadingSettings | None = None,
    codebook: Codebook | None = None,
) -> Iterator[Outcome]:
    """Read every document of inputs, for who wants to know beforehand how many files there are; as ``read_all``.

    Args:
        inputs: What ``tallystick.sources.find_inputs`` has found.
        options: As for ``read_all``.
        settings: As for ``read_all``.
        codebook: As for ``read_all``.

    Yields:
        One outcome a document, and one for each thing that could not be read at all.
    """
    for sourced in read_inputs(inputs, options):
        yield _outcome(sourced, settings, codebook)


def read_feeds(
    feeds: Iterable[str],
    is_known: Callable[[str], bool],
    *,
    options: SourceOptions | None = None,
    settings: ReadingSettings | None = None,
    codebook: Codebook | None = None,
) -> Iterator[Outcome]:
    """Read what RSS and Atom feeds newly name; see ``tallystick.sources.web.read_feeds``.

    Args:
        feeds: Addresses of feeds.
        is_known: Whether the report at an address was read before.
        options: How to fetch and what the reports are.
        settings: How to read them.
        codebook: Concepts to find in the statements, with the stance taken on them.

    Yields:
        One outcome a report, and one for each feed or page that could not be read.
    """
    options = options or SourceOptions()
    with Fetcher(options.fetching) as fetcher:
        for sourced in new_in_feeds(feeds, fetcher, is_known, options):
            yield _outcome(sourced, settings, codebook)


def _outcome(sourced: Sourced, settings: ReadingSettings | None, codebook: Codebook | None) -> Outcome:
    if sourced.document is None:
        return Outcome(sourced.origin, None, sourced.problems, sourced.fetch)
    settings = settings or ReadingSettings()
    read = read_document(sourced.document, settings)
    if codebook is not None:
        read = with_concepts(read, codebook, pipeline=settings.pipeline)
    problems = (*sourced.problems, *read.problems)
    return Outcome(sourced.origin, replace(read, problems=problems), problems, sourced.fetch)
