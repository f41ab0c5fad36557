"""What is exported: all that a ledger says on one day, gone through piece by piece."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import islice
from typing import Any, Generic, TypeVar

from tallystick.exports.quotations import Quotations, Quoted, quoted
from tallystick.ledger import Ledger
from tallystick.ledger.databases import Place
from tallystick.ledger.glances import Glance
from tallystick.ledger.streaming import Streamed
from tallystick.ledger.whole import Whole
from tallystick.model import CopyGroup, Document, Judgement, Reading, Statement
from tallystick.model.canonical import content_hash
from tallystick.model.positions import ConceptRecord
from tallystick.model.records import Promise
from tallystick.reconcile.codebook import Codebook
from tallystick.reconcile.judging import apply, standing
from tallystick.reconcile.positions import positions
from tallystick.reconcile.wording import fold

__all__ = ["Material", "Quoted", "Several", "quoted"]

Thing = TypeVar("Thing")
Watch = Callable[[str, int, int], None]
"""Takes what is gone through ("reports"), how many of them are done, and how many there are."""

_PORTION = 200
"""How many readings judgements are laid over at once."""


def _nobody(what: str, done: int, of: int) -> None:
    del what, done, of


class Several(Generic[Thing]):
    """Things that are made anew each time somebody goes through them, so that only a few are held."""

    def __init__(
        self, what: str, make: Callable[[], Iterator[Thing]], count: Callable[[], int], watch: Watch
    ) -> None:
        self._what, self._make, self._count, self._watch = what, make, count, watch

    def __iter__(self) -> Iterator[Thing]:
        total = len(self)
        for done, thing in enumerate(self._make()):
            self._watch(self._what, done, total)
            yield thing
        self._watch(self._what, total, total)

    def __len__(self) -> int:
        return self._count()


Many = Several[Thing] | tuple[Thing, ...]


@dataclass(frozen=True)
class Material:
    """A ledger's answers, each in an order that depends on nothing but what was stored.

    Attributes:
        as_read: The readings as stored, by id of the document.
        readings: The same in the light of judgements: without what was rejected, with what was put right.
        promises: First known first.
        judgements: What people decided.
        as_of: The day asked for, ``None`` for all that is known.
        codebook: What defines the concepts; ``None`` where they were assigned in reading.
        is_chosen: Whether somebody named the promises; else they are all there are.
        ask_concepts: Asks who stands where; most formats never do.
        ask_copies: Asks which documents copy which, likewise.
        look: Looks at the state for single questions; ``None`` where all that is held has to be folded for them.
        place: Where other programs find the same state, as long as nobody adds to it; ``None`` where it is held here.
        watch: Told of each report and promise that is gone through, and of what else takes time.
        noted: What a format noted while it wrote, by its name, so that its notes need not go through all again.
    """

    as_read: Many[Reading] = ()
    readings: Many[Reading] = ()
    promises: Many[Promise] = ()
    judgements: tuple[Judgement, ...] = ()
    as_of: str | None = None
    codebook: Codebook | None = field(default=None, repr=False)
    is_chosen: bool = False
    ask_concepts: Callable[[], tuple[ConceptRecord, ...]] = field(default=tuple, repr=False)
    ask_copies: Callable[[], tuple[CopyGroup, ...]] = field(default=tuple, repr=False)
    look: Callable[[], Glance] | None = field(default=None, repr=False)
    place: Place | None = field(default=None, repr=False)
    watch: Watch = field(default=_nobody, repr=False)
    noted: dict[str, Any] = field(init=False, default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, ledger: Ledger, as_of: str | None = None, codebook: Codebook | None = None) -> Material:
        """All that ``ledger`` says on ``as_of``, held in memory: it outlasts the ledger.

        Args:
            ledger: It is only read.
            as_of: Only what was published by this day.
            codebook: Its concepts are assigned to the statements anew; ``None`` takes what was assigned in reading.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        with cls.streamed(ledger, as_of, codebook) as told:
            concepts, copies, as_read = told.concepts, told.copies, tuple(told.as_read)
            return replace(
                told,
                as_read=as_read,
                readings=as_read if told.readings is told.as_read else tuple(told.readings),
                promises=tuple(told.promises),
                ask_concepts=lambda: concepts,
                ask_copies=lambda: copies,
                look=None,
                place=None,
            )

    @classmethod
    @contextmanager
    def streamed(
        cls,
        ledger: Ledger,
        as_of: str | None = None,
        codebook: Codebook | None = None,
        watch: Watch = _nobody,
    ) -> Iterator[Material]:
        """The same one after the other; good within the block.

        Args:
            ledger: It is only read; one state of it, whoever writes meanwhile.
            as_of: Only what was published by this day.
            codebook: Its concepts are assigned to the statements anew; ``None`` takes what was assigned in reading.
            watch: Called with each report and promise that is gone through.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        with ledger.streamed(as_of) as state:
            as_read = Several("reports", state.readings, state.documents_in_all, watch)
            yield cls(
                as_read=as_read,
                readings=Several("reports", partial(_judged, state), state.documents_in_all, watch)
                if state.judgements
                else as_read,
                promises=Several("promises", state.promises, state.promises_in_all, watch),
                judgements=state.judgements,
                as_of=as_of,
                codebook=codebook,
                ask_copies=lambda: state.copies,
                ask_concepts=lambda: (
                    _positions(state) if codebook is None else ledger.positions(None, codebook, as_of)
                ),
                look=state.glance,
                place=ledger.place,
                watch=watch,
            )

    @classmethod
    def of_promises(cls, ledger: Ledger, promises: Sequence[Promise], as_of: str | None = None) -> Material:
        """Only some promises, the claims behind them and the documents that make those; nothing else is read.

        Args:
            ledger: It is only read.
            promises: As known on ``as_of``.
            as_of: Only what was published by this day.

        Raises:
            SettingError: ``as_of`` is no date.
        """
        claims = {claim for promise in promises for claim in (*promise.cited, *promise.removed)}
        with ledger.streamed(as_of) as state:
            read = state.telling(claims)
            documents = {reading.document.id for reading in read}
            copies = state.copies_around(documents)
            judged = apply(read, state.judgements, copies).readings
            return cls(
                as_read=_of_claims(read, claims),
                readings=_of_claims(judged, claims),
                promises=tuple({promise.id: promise for promise in promises}.values()),
                ask_copies=lambda: copies,
                judgements=_about(state.judgements, claims | documents),
                as_of=as_of,
                is_chosen=True,
            )

    @cached_property
    def concepts(self) -> tuple[ConceptRecord, ...]:
        """Who stands where."""
        return self.ask_concepts()

    @cached_property
    def copies(self) -> tuple[CopyGroup, ...]:
        """Which documents copy which."""
        return self.ask_copies()

    def glance(self) -> Glance:
        """The state, to be asked single questions; a new one lets go of what those before it read."""
        return self._whole if self.look is None else self.look()

    @cached_property
    def _whole(self) -> Whole:
        return Whole(self.as_read, self.judgements, self.copies, self.as_of)

    @property
    def documents(self) -> Iterator[Document]:
        """All documents, by id."""
        return (reading.document for reading in self.readings)

    @cached_property
    def _quotations(self) -> Quotations:
        if self.readings is self.as_read:
            return Quotations((reading, reading) for reading in self.readings)
        return Quotations(zip(self.as_read or self.readings, self.readings, strict=True))

    @cached_property
    def _decisions(self) -> dict[tuple[str, str], list[int]]:
        """Numbers of the judgements that stand, by what they are about."""
        about: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, judgement in enumerate(self.judgements):
            if judgement.id in self.standing:
                for subject in filter(None, (judgement.subject, judgement.other)):
                    about[judgement.on, subject].append(number)
        return about

    @cached_property
    def standing(self) -> frozenset[str]:
        """Ids of the judgements that were not taken back."""
        return frozenset(judgement.id for judgement in standing(self.judgements))

    def judged(self, claims: Collection[str]) -> list[Judgement]:
        """The judgements that stand on these claims or their documents, in the order in which they were given."""
        if not self.judgements:
            return []
        subjects = [("claim", claim) for claim in claims]
        subjects += [("document", document) for document in self._quotations.documents_making(claims)]
        numbers = {number for subject in subjects for number in self._decisions.get(subject, ())}
        return [self.judgements[number] for number in sorted(numbers)]

    def as_printed(self, claim_id: str) -> Quoted | None:
        """The claim as it was read, whatever was decided about it; ``None`` where it is not known."""
        return self._quotations.as_printed(claim_id)

    def named_documents(self, names: Iterable[str]) -> list[Document]:
        """The documents with these ids, in their order; those that are not known are passed over."""
        return [found for name in names if (found := self._quotations.document(name)) is not None]

    def first_quoted(self, claims: Iterable[str]) -> Quoted | None:
        """That of ``claims`` which was published first, ``None`` where judgements took all of them out."""
        return self._quotations.first(claims)


def _judged(state: Streamed) -> Iterator[Reading]:
    """The readings of a ledger in the light of judgements."""
    waiting = state.readings()
    while portion := list(islice(waiting, _PORTION)):
        yield from apply(portion, state.judgements, state.copies).readings


def _positions(state: Streamed) -> tuple[ConceptRecord, ...]:
    """Who stands where on the concepts assigned in reading, with no more in memory than that takes."""
    if (found := state.positions()) is not None:
        return found
    judged = {judgement.subject for judgement in state.judgements}
    light = (_lightened(reading, judged) for reading in state.readings())
    return positions(light, None, judgements=state.judgements, copies=state.copies)


def _lightened(reading: Reading, judged: Collection[str]) -> Reading:
    """A reading with what positions rest on: who told what first is told by equal texts, for which hashes will do."""
    document = replace(reading.document, text=content_hash(fold(reading.document.text)), blocks=())
    said = tuple(
        claim
        for claim in reading.claims
        if isinstance(claim, Statement) and (claim.concept is not None or claim.id in judged)
    )
    return replace(reading, document=document, claims=said)


def _of_claims(readings: Iterable[Reading], wanted: Collection[str]) -> tuple[Reading, ...]:
    """The readings with the wanted claims alone."""
    return tuple(replace(r, claims=tuple(c for c in r.claims if c.id in wanted)) for r in readings)


def _about(judgements: Iterable[Judgement], subjects: Collection[str]) -> tuple[Judgement, ...]:
    """The judgements about some claims and documents, and those that take these back."""
    given = tuple(judgements)
    about = {j.id for j in given if j.subject in subjects or j.other in subjects}
    return tuple(j for j in given if j.id in about or j.subject in about)
