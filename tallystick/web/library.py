"""What pages ask of a ledger: through its index where it has one, else folded once and kept until an entry is added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import RLock
from typing import Any

from tallystick.errors import SettingError
from tallystick.ledger import Decision, Ledger
from tallystick.ledger.glances import Glance, Present
from tallystick.ledger.index_reports import Choices, Totals
from tallystick.ledger.searching import Found
from tallystick.ledger.standings import Standings, WholeStandings
from tallystick.ledger.whole import Whole
from tallystick.model import CopyGroup, Document, Judgement
from tallystick.model.positions import ConceptRecord
from tallystick.model.records import Promise
from tallystick.reconcile import last_day_of
from tallystick.reconcile.codebook import Codebook, Concept
from tallystick.reconcile.positions import of_actor
from tallystick.sources import layout
from tallystick.views.chart_layers import narrowed
from tallystick.views.charts import deliveries_chart
from tallystick.views.history import Evidence
from tallystick.views.studio import Draws, Here
from tallystick.web.actors import ActorPage, Positions, actor_page, positions_of
from tallystick.web.agreement import Agreement, agreement
from tallystick.web.course import course
from tallystick.web.kept import Between, Kept
from tallystick.web.overview import Unseen, told_by
from tallystick.web.past import Past
from tallystick.web.queue import Queue, queue
from tallystick.web.standings import KeptStandings

MOST_KEPT = 32
"""How many days are kept; the day looked at longest ago is let go first."""

MOST_DRAWINGS = 256

MOST_ACTORS = 64

MOST_STANDINGS = 64

MOST_CONCEPTS = 8
"""Of so many days and states all positions are kept: they hold all that was ever said."""

MOST_NEW = 1000
"""On a day that is past so many reports, the last ones read, count as new to a visitor."""


@lru_cache(maxsize=2048)
def laid_out(document: Document) -> Document:
    """The document with its layout, which a ledger does not keep."""
    return replace(document, blocks=layout(document.text).blocks)


def evidence(glance: Glance, claims: Iterable[str]) -> Mapping[str, Evidence]:
    """Claims with their documents, laid out so that their sentences can be found."""
    told = glance.evidence(claims)
    return {key: Evidence(claim, laid_out(document)) for key, (document, claim) in told.items()}


@dataclass(frozen=True, slots=True)
class Shown:
    """All that is shown of an actor.

    Attributes:
        actor: What it promised, is to receive, delivered and said.
        behind: The claims of what it delivered and said, with their documents.
        copies: The groups of copies that these stand in, by document.
        positions: Where it stands on everything.
    """

    actor: ActorPage
    behind: Mapping[str, Evidence]
    copies: Mapping[str, CopyGroup]
    positions: Positions | None


class Library:
    """A ledger as pages need it; safe to be asked by several threads."""

    draws: Draws = Here()
    """What draws charts."""

    def __init__(
        self,
        ledger: Ledger,
        codebook: Codebook | None = None,
        turn: AbstractContextManager[Any] | None = None,
        past: Past | None = None,
        between: Between | None = None,
    ) -> None:
        """Take a ledger that is open.

        Args:
            ledger: Read and, on a decision, written.
            codebook: Its concepts are assigned anew; ``None`` takes those assigned in reading.
            turn: Whose turn it is to decide; one that processes share, where several serve the ledger.
            past: Sees to it that past days can be looked up.
            between: Where processes that serve the ledger find what others of them worked out.
        """
        self._turn = turn or RLock()
        self._past = past or Past(ledger)
        self._ledger = ledger
        self._codebook = codebook
        self._whole: Kept[Whole] = Kept("whole", MOST_KEPT)
        self._concepts: Kept[tuple[ConceptRecord, ...]] = Kept("concepts", MOST_CONCEPTS, between)
        self._agreements: Kept[Agreement | None] = Kept("agreement", MOST_KEPT, between)
        self._standings: Kept[Any] = Kept("standings", MOST_STANDINGS, between)
        self._single: Kept[ConceptRecord] = Kept("concept", MOST_KEPT, between)
        self._said: Kept[tuple[ConceptRecord, ...]] = Kept("said", MOST_KEPT, between)
        self._actors: Kept[Shown | None] = Kept("actor", MOST_ACTORS, between)
        self._drawings: Kept[str] = Kept("drawing", MOST_DRAWINGS, between)
        self._summaries: Kept[tuple[Totals, Choices]] = Kept("summary", MOST_KEPT, between)
        self._unseen: Kept[Unseen] = Kept("unseen", MOST_KEPT, between)
        self._queues: Kept[Queue] = Kept("queue", MOST_KEPT, between)
        self._days: tuple[str, Sequence[str]] | None = None

    @property
    def name(self) -> str:
        """How the ledger is called."""
        return self._ledger.name

    @property
    def codebook_name(self) -> str:
        """What the codebook is called, "" where there is none."""
        return "" if self._codebook is None else self._codebook.name.replace("\\", "/").rpartition("/")[2]

    def defined(self, concept: str) -> Concept | None:
        """What a codebook says a concept is; ``None`` where it says nothing of it."""
        return None if self._codebook is None else self._codebook.concepts.get(concept)

    @contextmanager
    def glance(self, as_of: str | None = None) -> Iterator[Glance]:
        """The ledger as of a day.

        Raises:
            SettingError: ``as_of`` is no date.
            LedgerError: The ledger cannot be read.
            BeingMade: What a past day is looked up in is being made.
        """
        if as_of is None:
            with self.present() as glance:
                yield glance
            return
        last_day_of(as_of)
        self._past.see_to_it()
        with self._ledger.glance_at(as_of) as then:
            if then is not None:
                yield then
                return
        yield self.whole(as_of)

    @contextmanager
    def present(self) -> Iterator[Present]:
        """The ledger with all that it knows now.

        Raises:
            LedgerError: It cannot be read.
        """
        if not self._ledger.can_be_glanced_at():
            yield self.whole()
            return
        with self._ledger.glance() as glance:
            yield glance

    def whole(self, as_of: str | None = None) -> Whole:
        """The ledger as of a day, folded whole.

        Raises:
            SettingError: ``as_of`` is no date.
            LedgerError: The ledger cannot be read.
        """
        if as_of is not None:
            last_day_of(as_of)
        return self._whole.of((as_of, self._ledger.head().hash), lambda: self._made(as_of))

    def _made(self, as_of: str | None) -> Whole:
        ledger = self._ledger
        return Whole(ledger.known(as_of), ledger.judgements(), ledger.copies(as_of), as_of)

    def state(self) -> str:
        """The hash of the newest entry, which any change to the ledger changes."""
        return self._ledger.head().hash

    def newest(self) -> int:
        """The number of the newest entry."""
        return self._ledger.head().seq

    def unseen(self, glance: Glance, seen: int) -> Unseen:
        """What reports that were read after an entry, the last ``MOST_NEW`` of them, tell of the glance's day.

        Looked up once for each day and state of the ledger, and each entry.

        Args:
            glance: The ledger as known on a day.
            seen: The number of the entry.
        """

        def looked_up() -> Unseen:
            reports = self._ledger.read_after(seen, MOST_NEW)
            return Unseen(reports, frozenset(told_by(glance, reports)))

        if glance.state is None:
            return looked_up()
        return self._unseen.of((glance.as_of, glance.state, seen), looked_up)

    def days(self) -> Sequence[str]:
        """The days on which reports were published, oldest first; looked up once for each state of the ledger."""
        head, known = self._ledger.head().hash, self._days
        if known is None or known[0] != head:
            with self.glance() as glance:
                known = self._days = (glance.state or head, glance.days())
        return known[1]

    def warm(self) -> None:
        """Work out what pages of a large ledger share, before the first visitor comes."""
        if not self._ledger.is_large():
            return
        with self.present() as glance:
            self.summary(glance)
            self.queue(glance)
        self.days()
        self.agreement(None)

    def summary(self, glance: Glance) -> tuple[Totals, Choices]:
        """How much there is and what promises can be chosen by; counted once for each day and state of the ledger."""
        if glance.state is None:
            return glance.totals(), glance.choices()
        return self._summaries.of((glance.as_of, glance.state), lambda: (glance.totals(), glance.choices()))

    def queue(self, glance: Present) -> Queue:
        """What is undecided; put in order once for each state of the ledger."""
        if glance.state is None:
            return queue(glance)
        return self._queues.of((glance.as_of, glance.state), lambda: queue(glance))

    def search(self, words: str, as_of: str | None, limit: int) -> list[Found]:
        """The reports that hold all of ``words``, ``limit`` at most, of those published by ``as_of``."""
        return self._ledger.search(words, limit, as_of)

    def concepts(self, as_of: str | None) -> tuple[ConceptRecord, ...]:
        """Who is for what and who against."""
        return self._concepts.of(
            (as_of, self._ledger.head().hash), lambda: self._ledger.positions(None, self._codebook, as_of)
        )

    def agreement(self, as_of: str | None) -> Agreement | None:
        """Who agrees with whom; worked out once for each day and state of the ledger."""
        with self.standings(as_of) as standings:
            return self._agreements.of((as_of, self._ledger.head().hash), lambda: agreement(standings))

    @contextmanager
    def standings(self, as_of: str | None, concept: str | None = None) -> Iterator[Standings]:
        """Who stands where; of a large ledger it is looked up as it is asked for.

        Args:
            as_of: The day.
            concept: The only one that is asked about; ``None`` for all.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        state = self._ledger.head().hash  # the older one, where something is added meanwhile
        with ExitStack() as stack:
            found: Standings | None = None
            if self._ledger.is_large():
                found = stack.enter_context(self._ledger.standings_looked_up(self._codebook, as_of))
            if found is not None and as_of is not None:
                found = KeptStandings(found, self._standings, (as_of, state))
            yield found or self._whole_standings(as_of, concept)

    def _whole_standings(self, as_of: str | None, concept: str | None) -> Standings:
        """The same where all that was said has to be gone through for it."""
        if concept is None:
            return WholeStandings(self.concepts(as_of))
        found = self.concept(concept, as_of)
        return WholeStandings(() if found is None else (found,))

    def concept(self, key: str, as_of: str | None) -> ConceptRecord | None:
        """Who is for the concept ``key`` and who against, ``None`` where there is none.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        if as_of is not None:
            last_day_of(as_of)
        state = self._ledger.head().hash
        if (as_of, state) in self._concepts or not self._ledger.is_large():
            return next((c for c in self.concepts(as_of) if c.concept == key), None)
        with suppress(SettingError):
            return self._single.of(
                (key, as_of, state), lambda: self._ledger.positions(key, self._codebook, as_of)[0]
            )
        return None

    def said_by(self, actor: str, as_of: str | None) -> tuple[ConceptRecord, ...]:
        """What one actor is for and against; see ``Ledger.positions_of``."""
        state = self._ledger.head().hash
        if (as_of, state) in self._concepts or not self._ledger.is_large():
            return of_actor(self.concepts(as_of), actor)
        return self._said.of(
            (actor, as_of, state), lambda: self._ledger.positions_of(actor, self._codebook, as_of)
        )

    def actor(self, glance: Glance, key: str, delivered: int = 1, said: int = 1) -> Shown | None:
        """What is shown of an actor, ``None`` where nobody is called so; looked up once a state and day.

        Args:
            glance: What is known.
            key: An id, or "name:" and the name of somebody without one.
            delivered: Which part of what it delivered is shown, from 1.
            said: Which part of what it said.
        """
        if glance.state is None:
            return self._actor(glance, key, delivered, said)
        return self._actors.of(
            (key, delivered, said, glance.as_of, glance.state),
            lambda: self._actor(glance, key, delivered, said),
        )

    def _actor(self, glance: Glance, key: str, delivered: int, said: int) -> Shown | None:
        found = actor_page(glance, key, delivered, said)
        if found is None:
            return None
        behind = evidence(glance, (*found.said.items, *found.delivered.items))
        copies = glance.copies_of({one.document.id for one in behind.values()})
        return Shown(found, behind, copies, positions_of(self.said_by(key, glance.as_of)))

    def chart(self, glance: Glance, promise: Promise) -> dict[str, Any]:
        """What arrived of ``promise`` by the day of ``glance``, as a specification."""
        return deliveries_chart(promise, course(glance, promise))

    def drawing(self, glance: Glance, promise: Promise, *, is_narrow: bool = False) -> str:
        """The same as it is shown in a page (SVG); drawn once a state and day.

        Args:
            glance: What is known.
            promise: The promise.
            is_narrow: For a phone; else for any wider screen.
        """

        def drawn() -> str:
            chart = self.chart(glance, promise)
            return self.draws.svg(narrowed(chart) if is_narrow else chart)

        key = (
            glance.as_of,
            glance.state or self._ledger.head().hash,
            promise.id + (" narrow" if is_narrow else ""),
        )
        return self._drawings.of(key, drawn)

    def alone(self) -> AbstractContextManager[Any]:
        """Keeps others from deciding, from looking at what was decided until one's own decision is kept."""
        return self._turn

    def judge(self, verdict: str, subject: str, user: str, **slots: Any) -> Judgement:
        """Keep a decision; see ``Ledger.judge``."""
        with self._turn:
            return self._ledger.judge(verdict, subject, user=user, **slots)

    def judge_all(
        self, decisions: Sequence[Decision], user: str, reason: str | None = None
    ) -> list[Judgement]:
        """Keep what was decided in one go; see ``Ledger.judge_all``."""
        with self._turn:
            return self._ledger.judge_all(decisions, user=user, reason=reason)

    def judgements(self) -> list[Judgement]:
        """Everything decided so far, by anybody."""
        return self._ledger.judgements()
