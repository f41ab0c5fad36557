"""In whose words a promise, a proposal or a request stands: its maker's, a speaker's, or those of who asks."""

from __future__ import annotations

from collections.abc import Sequence

from tallystick.languages import Token
from tallystick.model import Actor, Span, Statement
from tallystick.reading.actors import Actors
from tallystick.reading.force import Force
from tallystick.reading.forces import Forces
from tallystick.reading.frame import Frame
from tallystick.reading.parsing import ParsedDocument

_MAKERS = ("by", "from")


class Proposers:
    """Finds the sources of one document's frames.

    Args:
        parsed: The document.
        actors: Its actors.
        forces: Knows the nouns of proposing and asking.
    """

    def __init__(self, parsed: ParsedDocument, actors: Actors, forces: Forces) -> None:
        self._parsed = parsed
        self._actors = actors
        self._forces = forces

    def source_of(
        self, frame: Frame, force: Force, actors: Sequence[Actor], statement: Statement | None
    ) -> tuple[Actor | None, Span | None]:
        """Who puts the frame forward, and by which words; ``None`` for the author.

        Args:
            frame: The frame.
            force: How it is put forward.
            actors: Who is to act.
            statement: In which statement it stands.
        """
        made = self._maker(frame, force, actors)
        if made is not None:
            return made
        return (statement.source, statement.cue) if statement else (self._asker(frame, force), None)

    def is_warned_of(self, frame: Frame, force: Force, statement: Statement | None) -> bool:
        """Whether somebody tells of what will come without anybody's promise: "warned that rations would be cut"."""
        if statement is None or statement.cue is None or statement.source is None or force.stage != "pledge":
            return False
        words = {w.lower() for w in statement.cue.text.split()}
        within = statement.content.start <= frame.head.start < statement.content.end
        givers = {self._actors.resolve(frame.tree, t).id for t in frame.givers}
        is_own = bool(givers & {statement.source.id, statement.source.of} - {None})
        return bool(words & self._parsed.language.grammar.warnings) and within and not is_own

    def _maker(self, frame: Frame, force: Force, actors: Sequence[Actor]) -> tuple[Actor, Span] | None:
        """Who made a proposal or request for others to act, and its noun: "Peru welcomed a plan **by Chile** for …"."""
        acts = {a.id or a.name for a in actors}
        for noun in (t for t in force.through if self._moves_others(t)):
            for maker in frame.tree.children(noun, "poss", "nmod"):
                if maker.case in ("", *_MAKERS) and self._actors.is_actor(frame.tree, maker):
                    actor = self._actors.resolve(frame.tree, maker)
                    is_another = not {actor.id or actor.name, actor.of} & acts
                    is_told = bool(acts) or force.stage == "request"
                    cue = self._parsed.span(noun.start, noun.end)
                    return (actor, cue) if is_another and is_told else None
        return None

    def _moves_others(self, token: Token) -> bool:
        line = self._forces.noun(token)
        return line is not None and line.does in ("commit.proposal", "commit.request")

    def _asker(self, frame: Frame, force: Force) -> Actor | None:
        """Of a request the source is who asks."""
        if force.stage != "request":
            return None
        for clause in force.clauses:
            if clause.subjects and clause.predicate in force.through:
                return self._actors.resolve(frame.tree, clause.subjects[0])
        return None
