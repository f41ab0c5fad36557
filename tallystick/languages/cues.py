"""Cues: the words of a language that say that somebody said or thought something, read from its ``cues.toml``.

``complementizers`` are the words that open a content clause and say nothing else ("that"); ``parentheses`` open a
cue's clause beside its content ("as she said"); ``anaphors`` stand for the sentence before ("this was said by …");
``credits`` are labels of a line that names the source of a report's first sentence ("Source: …"); behind ``sharers``
stand those who hold something together ("**among** the donors"). The tables
``[verb]``, ``[noun]``, ``[adjective]`` and ``[preposition]`` hold one cue in each line:

    warn = { takes = ["quote", "clause", "of", "object infinitive"], shows = "Norway warned of a drought." }

``takes`` lists the frames in which the word attributes, after what stands for the content:

    quote               a quotation: 'We are late,' Norway said
    clause              a finite clause: said that the trucks had left; asked whether; knew what
    infinitive          an infinitive without a subject of its own: promised to send trucks
    gerund              a gerund: denied sending trucks
    object              a noun phrase: announced a fund
    object infinitive   the addressee and an infinitive: urged its allies to send trucks
    object predicate    an object and what it is called: called the plan a mistake
    object of, object for, …   an object and a phrase or gerund behind that preposition: accused Norway of lying
    of, for, about, …   a phrase or gerund behind that preposition: called for a truce

``thought = true`` marks what is thought, felt or wanted, not said: it counts where its holder is somebody who
is named or a group of people. ``denies = true`` marks a cue that itself says no, so that "did not deny" is still
a statement. ``act = true`` marks a word that is as much a deed as a saying: a state or body that pledges or
endorses does so, a person who pledges also says so. ``relays = true`` marks a word whose object, if it can speak, is
who said it ("citing the minister"). ``shared = true`` marks a noun for what several are one in, or are not
("consensus"). ``shows`` is a sentence that is read otherwise when the line
is taken away; the tests prove it. A particle joins its verb with an underscore ("point_out"). Prepositions are
written as they introduce their phrase ("according to"), with the noun they need behind a blank ("in opinion": in
her opinion).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tallystick.errors import LexiconError
from tallystick.languages.lexicon import read_toml

PARTS = ("verb", "noun", "adjective", "preposition")
_FLAGS = ("thought", "denies", "act", "relays", "shared")
_KEYS = frozenset({"takes", "shows", *_FLAGS})


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of ``cues.toml``: see the module's head."""

    lemma: str
    part_of_speech: str
    takes: frozenset[str]
    shows: str
    thought: bool = False
    denies: bool = False
    act: bool = False
    relays: bool = False
    shared: bool = False

    @property
    def trigger(self) -> str:
        """The lemma, or the word of a prepositional phrase that tells it from others: "opinion" of "in opinion"."""
        return max(self.lemma.split(" "), key=len)


@dataclass(frozen=True, slots=True)
class Cues:
    """All cues of a language.

    Attributes:
        lines: Cues by part of speech and lemma.
        complementizers: Words that open a content clause, in lower case.
        parentheses: Words that open a cue's clause beside its content.
        anaphors: Pronouns that stand for the sentence before.
        credits: Labels of a line that names the source of a report's first sentence, in lower case.
        sharers: Prepositions behind which those stand who hold something together.
    """

    lines: Mapping[tuple[str, str], Cue]
    complementizers: frozenset[str]
    parentheses: frozenset[str]
    anaphors: frozenset[str]
    credits: frozenset[str]
    sharers: frozenset[str]

    def __iter__(self) -> Iterator[Cue]:
        """The cues in the order of the file."""
        return iter(self.lines.values())

    def find(self, part_of_speech: str, lemma: str) -> Cue | None:
        """The cue with that lemma, if there is one."""
        return self.lines.get((part_of_speech, lemma))


def load_cues(path: Path) -> Cues:
    """All cues of a ``cues.toml``.

    Raises:
        LexiconError: A line has another form than the module's head says.
    """
    lines: dict[tuple[str, str], Cue] = {}
    tables = read_toml(path)
    words = {
        part: frozenset(tables.pop(part, ()))
        for part in ("complementizers", "parentheses", "anaphors", "credits", "sharers")
    }
    for part, table in tables.items():
        if part not in PARTS:
            raise LexiconError(f"{path.name} has a table [{part}]; its tables are {', '.join(PARTS)}")
        for lemma, line in table.items():
            takes = line.get("takes") if isinstance(line, dict) and set(line) <= _KEYS else None
            if not isinstance(takes, list) or not takes or not all(isinstance(frame, str) for frame in takes):
                raise LexiconError(
                    f'{path.name} [{part}] {lemma}: a cue is {{ takes = ["clause", …], shows = "a sentence" }}, '
                    f"with {', '.join(_FLAGS)} = true where they hold"
                )
            flags = {flag: line.get(flag, False) for flag in _FLAGS}
            lines[part, lemma] = Cue(lemma, part, frozenset(takes), line.get("shows", ""), **flags)
    return Cues(lines, **words)
