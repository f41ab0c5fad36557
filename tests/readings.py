"""Reads short texts of tests, and parsed texts again with another lexicon; the parser is loaded once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tallystick.entities.gazetteer import Gazetteer
from tallystick.entities.roles import Roles
from tallystick.languages import Language, Sentence, installed_languages, load_language, load_parser
from tallystick.languages.grammar import Grammar
from tallystick.model import Block, Claim, Commitment, Delivery, Document, Event, Reading, Statement
from tallystick.reading import read_document
from tallystick.reading.actors import Actors
from tallystick.reading.clauses import Clause
from tallystick.reading.events import find_events
from tallystick.reading.gate import Gate
from tallystick.reading.offices import Offices
from tallystick.reading.parsing import ParsedDocument, parse_document
from tallystick.reading.proposals import Proposal
from tallystick.reading.reader import find_proposals
from tallystick.reading.sentences import split_sentences
from tallystick.reading.speech import Sources
from tallystick.sources import document_from_text

PUBLISHED = "2024-02-27"  # a Tuesday


def document(text: str, published: str | None = PUBLISHED, language: str | None = "en") -> Document:
    sourced = document_from_text(text, published=published, language=language)
    assert sourced.document is not None, sourced.problems
    return sourced.document


def read(text: str, published: str | None = PUBLISHED) -> Reading:
    return read_document(document(text, published))


def claims(text: str, published: str | None = PUBLISHED) -> tuple[Claim, ...]:
    return read(text, published).claims


def statements(text: str, published: str | None = PUBLISHED) -> list[Statement]:
    return [c for c in claims(text, published) if isinstance(c, Statement)]


def commitments(text: str, published: str | None = PUBLISHED) -> list[Commitment]:
    return [c for c in claims(text, published) if isinstance(c, Commitment)]


def deliveries(text: str, published: str | None = PUBLISHED) -> list[Delivery]:
    return [c for c in claims(text, published) if isinstance(c, Delivery)]


def events(text: str, published: str | None = PUBLISHED) -> list[Event]:
    return [c for c in claims(text, published) if isinstance(c, Event)]


def promise(text: str, published: str | None = PUBLISHED) -> Commitment:
    """The only commitment of a text."""
    (found,) = commitments(text, published)
    return found


def delivery(text: str, published: str | None = PUBLISHED) -> Delivery:
    """The only delivery of a text."""
    (found,) = deliveries(text, published)
    return found


def ids(actors: Iterable[object]) -> list[str | None]:
    return [actor.id for actor in actors]  # type: ignore[attr-defined]


# -- parsed, with the lexicons as they are or changed -------------------------------------------------------


class _Open(Gate):
    """Lets every sentence through, so that what a line of a lexicon does is seen apart from the gate."""

    def passes(self, *_: object) -> bool:
        return True


class _Ready:
    """A parser that gives the trees it holds."""

    name = "ready"

    def __init__(self, trees: Iterable[Sentence]) -> None:
        self._trees = {(tree.start, tree.end): tree for tree in trees}

    def parse(
        self, _text: str, stretches: Iterable[tuple[int, int]], _pauses: Sequence[int] = ()
    ) -> Iterator[Sentence]:
        return (self._trees[stretch] for stretch in stretches)


def shown_by_lines(
    lines_of: Callable[[Language], Mapping[tuple[str, str], Any]],
) -> dict[tuple[str, ...], ParsedDocument]:
    """The sentence that each line of a lexicon shows, parsed, by language and key; a language in one batch."""
    found = {}
    for code in installed_languages():
        lines = lines_of(load_language(code))
        parsed = parse_all([line.shows for line in lines.values()], code)
        found |= {(code, *key): sentence for key, sentence in zip(lines, parsed, strict=True)}
    return found


def parse_all(texts: Sequence[str], code: str = "en") -> list[ParsedDocument]:
    """Each text as a document of its own; all are parsed in one batch."""
    language = load_language(code)
    joined, stretches = "", []
    for text in texts:
        at = len(joined)
        sentences = split_sentences(text, _paragraph(text), language.grammar)
        stretches.append([(at + start, at + end) for start, end in sentences])
        joined += text + "\n\n"
    trees = load_parser(code).parse(joined, [s for own in stretches for s in own])
    found, at = [], 0
    for text, own in zip(texts, stretches, strict=True):
        found.append(parsed_with(language, text, [_moved(next(trees), at) for _ in own]))
        at += len(text) + 2
    return found


def _moved(tree: Sentence, by: int) -> Sentence:
    for token in tree:
        token.start -= by
        token.end -= by
    return Sentence(tree.tokens, tree.start - by, tree.end - by)


def _paragraph(text: str) -> Block:
    return Block(kind="paragraph", start=0, end=len(text))


def parsed_with(language: Language, text: str, trees: Iterable[Sentence]) -> ParsedDocument:
    """A text made ready for the rules in ``language``, with the trees that its sentences have."""
    made = Document(id="test", text=text, sha256="0" * 64, language=language.code, published=PUBLISHED)
    return parse_document(made, [_paragraph(text)], language, _Ready(trees), _Open(language))


def again(parsed: ParsedDocument, language: Language) -> ParsedDocument:
    """The same parse seen in another version of the language."""
    trees = [s.tree for s in parsed.sentences if s.tree is not None]
    return parsed_with(language, parsed.text, trees)


def proposals(parsed: ParsedDocument) -> list[Proposal]:
    """What the rules propose for a parsed document."""
    return find_proposals(parsed, _actors(parsed))


def _actors(parsed: ParsedDocument) -> Actors:
    code = parsed.language.code
    return Actors(parsed, Gazetteer.load(code), Offices(Roles.load(code)))


def proposed(parsed: ParsedDocument) -> list[Claim]:
    """The claims that the rules propose for a parsed document."""
    return [proposal.claim for proposal in proposals(parsed)]


def with_grammar(**parts: object) -> Language:
    """English with other parts of grammar."""
    language = load_language("en")
    grammar: Grammar = replace(language.grammar, **parts)  # type: ignore[arg-type]
    return replace(language, grammar=grammar)


def clauses(text: str) -> list[Clause]:
    """The clauses of one sentence."""
    (parsed,) = parse_all([text])
    return parsed.sentences[0].clauses


def clause(text: str, lemma: str) -> Clause:
    """The clause of one sentence whose verb has that lemma."""
    (found,) = [c for c in clauses(text) if c.lemma == lemma]
    return found


def words(tokens: Iterable[object]) -> list[str]:
    return [token.text for token in tokens]  # type: ignore[attr-defined]


def found_events(parsed: ParsedDocument) -> list[Event]:
    """The events of a parsed document, promises and statements left aside."""
    actors = _actors(parsed)
    return [p.claim for p in find_events(parsed, actors, Sources([])) if isinstance(p.claim, Event)]
