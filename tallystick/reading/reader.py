"""The rule reader: a document in, its claims and problems out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

from tallystick.entities.gazetteer import Gazetteer
from tallystick.entities.roles import Roles
from tallystick.languages import installed_languages, load_language, load_parser
from tallystick.model import Document, Problem, Reader, Reading, Span
from tallystick.reading.actors import Actors
from tallystick.reading.amounts import Amounts
from tallystick.reading.attribution import find_statements
from tallystick.reading.commitments import find_transfers
from tallystick.reading.deeds import Deeds
from tallystick.reading.events import find_events, without_transfers
from tallystick.reading.forces import Forces
from tallystick.reading.gate import Gate
from tallystick.reading.ground import Grounded, ground
from tallystick.reading.joint import with_joint_speakers
from tallystick.reading.occasions import on_one_occasion
from tallystick.reading.offices import Offices
from tallystick.reading.parsing import ParsedDocument, parse_document, parse_further
from tallystick.reading.proposals import Proposal
from tallystick.reading.speech import Sources
from tallystick.sources import layout

NAME = "rules"


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """How documents are read.

    Attributes:
        pipeline: The parser's pipeline; ``None`` for the language's usual one.
    """

    pipeline: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a claim was made.

    Attributes:
        claim_id: The claim.
        rule: The rule that proposed it.
        roles: What the rule read where: (role, span).
        sentence: The sentence the claim's evidence begins in.
    """

    claim_id: str
    rule: str
    roles: tuple[tuple[str, Span], ...]
    sentence: Span


def read_document(document: Document, settings: ReadingSettings | None = None) -> Reading:
    """Read one document; same document, same claims.

    A document in a language that is not installed, or in one that could not be told, gives a problem and no claims.

    Args:
        document: The document; without a layout of its own (``blocks``) its text is laid out.
        settings: How to read; ``None`` as usual.

    Raises:
        SettingError: The pipeline named in ``settings`` is not installed.
    """
    problem = _unreadable(document)
    if problem is not None:
        return Reading(document, (), (problem,))
    grounded, _ = _read(document, settings or ReadingSettings())
    return Reading(document, grounded.claims, grounded.problems)


def explain(document: Document, claim_id: str, settings: ReadingSettings | None = None) -> Explanation | None:
    """Why a claim was made; the document is read anew for it.

    Args:
        document: The document that makes the claim.
        claim_id: Its id, or as much of its start as is unique in the document.
        settings: How the document was read.

    Returns:
        The rule and what it read where; ``None`` where there is no such claim.

    Raises:
        SettingError: The pipeline named in ``settings`` is not installed.
    """
    if _unreadable(document) is not None:
        return None
    grounded, parsed = _read(document, settings or ReadingSettings())
    fitting = [c for c in grounded.claims if c.id.startswith(claim_id)]
    if len(fitting) != 1:
        return None
    claim = fitting[0]
    proposal = grounded.proposals[claim.id]
    sentence = next(
        (s for s in parsed.sentences if s.start <= claim.evidence.start < s.end), parsed.sentences[0]
    )
    return Explanation(claim.id, proposal.rule, proposal.roles, parsed.span(sentence.start, sentence.end))


def _unreadable(document: Document) -> Problem | None:
    known = installed_languages()
    if document.language in known:
        return None
    seen = f"language {document.language!r}" if document.language else "a language that could not be told"
    return Problem(
        "language_not_supported",
        f"The document {document.id} is in {seen}; installed are: {', '.join(known)}. "
        "Name the language with --language if this is wrong",
    )


def _read(document: Document, settings: ReadingSettings) -> tuple[Grounded, ParsedDocument]:
    code = document.language or ""
    language = load_language(code)
    parser = load_parser(code, settings.pipeline)
    blocks = document.blocks or layout(document.text).blocks
    parsed = parse_document(document, blocks, language, parser, _gate(code))
    forces = Forces(language)
    parse_further(parsed, parser, Deeds(parsed, forces, Amounts(parsed, forces)).verbs)
    actors = Actors(parsed, Gazetteer.load(code), _offices(code))
    proposals = find_proposals(parsed, actors)
    reader = Reader(NAME, _version(), _fingerprint(code, parser.name), "")
    return ground(document, proposals, reader), parsed


def find_proposals(parsed: ParsedDocument, actors: Actors) -> list[Proposal]:
    """What all rules propose for a document: statements, then promises and deliveries, then events."""
    statements = on_one_occasion(with_joint_speakers(parsed, actors, find_statements(parsed, actors)))
    sources = Sources(statements)
    transfers = find_transfers(parsed, actors, sources)
    events = without_transfers(find_events(parsed, actors, sources), transfers)
    return [*statements, *transfers, *events]


@cache
def _version() -> str:
    """The program's version; asked once, since it is read from the installed package's files."""
    return version("tallystick")


@cache
def _gate(code: str) -> Gate:
    return Gate(load_language(code))


@cache
def _offices(code: str) -> Offices:
    return Offices(Roles.load(code))


@lru_cache(maxsize=8)
def _fingerprint(code: str, parser: str) -> str:
    """12 hex digits over the rules' source, the lexicons and the parser's name and version."""
    digest = hashlib.sha256(f"{parser}\0{load_language(code).fingerprint}".encode())
    package = Path(__file__).parent.parent
    for folder in ("reading", "entities", "languages"):
        for path in sorted((package / folder).rglob("*")):
            if path.suffix in (".py", ".toml"):
                digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
