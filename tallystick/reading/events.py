"""Events: what happened in the world, outside speech, promise and delivery.

Clauses are looked up in the language's event lexicon (``events.toml``), and so are nouns that name an event by
themselves. The classes are PLOVER's (Open Event Data Alliance); what is only planned is a promise to cooperate
(AGREE) or a threat (THREATEN), as PLOVER's codebook has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tallystick.model import Commitment, Delivery, Event, Span
from tallystick.reading.actors import Actors
from tallystick.reading.events_clauses import ClauseEvents
from tallystick.reading.events_drafts import Draft, EventParties, identity
from tallystick.reading.events_nouns import NounEvents
from tallystick.reading.events_patterns import Patterns
from tallystick.reading.parsing import ParsedDocument, ParsedSentence
from tallystick.reading.proposals import Proposal
from tallystick.reading.speech import Sources

_TOLD_AS: dict[str, tuple[str, ...]] = {
    "AGREE": ("proposal", "pledge", "commitment"),
    "AID": ("delivery", "pledge", "commitment"),
    "MOBILIZE": ("delivery", "pledge", "commitment"),
    "REQUEST": ("request",),
    "REJECT": ("refusal",),
}
"""Which stages of promises, or deliveries, say the same as an event of a class."""


def find_events(parsed: ParsedDocument, actors: Actors, sources: Sources) -> list[Proposal]:
    """All events that ``parsed`` tells of, in text order, with empty ids and the reader ``DRAFT``."""
    patterns = Patterns(parsed, actors)
    parties = EventParties(parsed, actors, sources)
    nouns = NounEvents(parties, patterns)
    clauses = ClauseEvents(parties, patterns, nouns)
    drafts = [d for sentence in parsed.sentences for d in _in_sentence(sentence, patterns, clauses, nouns)]
    return [d.proposal for d in sorted(_chosen(drafts), key=lambda d: d.event.evidence)]


def without_transfers(events: Iterable[Proposal], transfers: Iterable[Proposal]) -> list[Proposal]:
    """The events that no promise, request, refusal or delivery tells already."""
    told = [t.claim for t in transfers if isinstance(t.claim, Commitment | Delivery)]
    return [
        proposal
        for proposal in events
        if not isinstance(proposal.claim, Event)
        or not any(_says_the_same(claim, proposal.claim) for claim in told)
    ]


def _says_the_same(transfer: Commitment | Delivery, event: Event) -> bool:
    stage = transfer.stage if isinstance(transfer, Commitment) else "delivery"
    if event.type == "MOBILIZE" and not transfer.recipients:  # troops sent to a border help nobody
        return False
    return stage in _TOLD_AS.get(event.type, ()) and _shares_half(transfer.evidence, event.evidence)


def _in_sentence(
    sentence: ParsedSentence, patterns: Patterns, clauses: ClauseEvents, nouns: NounEvents
) -> Iterator[Draft]:
    matches = [(clause, patterns.match(clause)) for clause in sentence.clauses]
    for clause, match in matches:
        draft = clauses.draft(clause, match, sentence.index)
        if draft is not None:
            yield draft
    yield from nouns.find(sentence, {m.noun.i for _, m in matches if m is not None and m.noun is not None})


def _chosen(drafts: Sequence[Draft]) -> list[Draft]:
    """One telling of each event in a sentence; what is only mentioned again elsewhere is left out."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.bare, d.aside, d.event.evidence)):
        same = [k for k in kept if k.event.type == draft.event.type]
        if draft.bare and same:
            continue
        if any(k.sentence == draft.sentence and _is_related(k.event, draft.event) for k in same):
            continue
        if draft.aside and any(_share_actor(k.event, draft.event) for k in same):
            continue
        kept.append(draft)
    return kept


def _is_related(one: Event, other: Event) -> bool:
    return one.evidence.overlaps(other.evidence) or _share_actor(one, other)


def _share_actor(one: Event, other: Event) -> bool:
    return bool({identity(a) for a in one.actors} & {identity(a) for a in other.actors})


def _shares_half(one: Span, other: Span) -> bool:
    """Whether two spans share half of the shorter one."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared >= min(one.end - one.start, other.end - other.start)
