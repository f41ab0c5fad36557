"""From a group of mentions to the record of its promise: parties, target, history, fulfilment, conflicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import permutations

from tallystick.model import Actor, Claim, Commitment, Delivery, Document
from tallystick.model.records import (
    STAGES,
    Conflict,
    Link,
    LinkKind,
    Missing,
    Party,
    Promise,
    Revision,
    Status,
)
from tallystick.reconcile.accounts import target_of, target_of_promise
from tallystick.reconcile.arrivals import delivery_records
from tallystick.reconcile.contributions import contribution_of
from tallystick.reconcile.fulfilment import Kept, reckon
from tallystick.reconcile.grouping import Group, Told, same_figures_stated
from tallystick.reconcile.intervals import dates_agree, days_between, interval, place_in_time
from tallystick.reconcile.mentions import Mention, is_described, parties, upper_end
from tallystick.reconcile.parts import Part
from tallystick.reconcile.revisions import Revises
from tallystick.reconcile.sameness import ONE_ANNOUNCEMENT
from tallystick.reconcile.tellings import cue_of
from tallystick.reconcile.titles import title_of
from tallystick.reconcile.towards import Attachment
from tallystick.reconcile.valuation import value_of
from tallystick.reconcile.voices import Originals
from tallystick.reconcile.wording import rate_in


@dataclass(frozen=True, slots=True)
class Setting:
    """What all promises of one question share.

    Attributes:
        day: The day that lateness is judged on.
        originals: Which documents copy which.
        names: The name of each id.
    """

    day: date | None
    originals: Originals
    names: dict[str, str]


def with_parts(
    promise: Promise, parts: Iterable[tuple[Promise, str]], found: Group, day: date | None
) -> Promise:
    """The promise with what came of the promises within it.

    Args:
        promise: The promise on its own.
        parts: Each promise within it, with the id of the claim that tells it beside the whole.
        found: What tells of ``promise``.
        day: The day that lateness is judged on.
    """
    contributions = tuple(contribution_of(part, claim, promise, day) for part, claim in parts)
    if not contributions:
        return promise
    target = target_of_promise(promise)
    kept = reckon(promise.deliveries, target, promise.deadline, day, contributions)
    alone = reckon(promise.deliveries, target, promise.deadline, day)
    others = [c for c in promise.conflicts if c not in alone.conflicts]
    status, days_late = _judge(found, kept)
    return replace(
        promise,
        parts=contributions,
        fulfilled=kept.fulfilled,
        status=status,
        days_late=days_late,
        projection=kept.projection if status not in ("refused", "withdrawn") else None,
        conflicts=(*kept.conflicts, *others),
    )


def promise_of(
    found: Group, likes: Sequence[Group], towards: Sequence[Attachment], setting: Setting
) -> Promise:
    """The record of one promise, without what lies within it.

    Args:
        found: What tells of it.
        likes: Groups that promise the same for another day.
        towards: The deliveries that count towards it.
        setting: What all promises of the question share.
    """
    deliveries = delivery_records(found, [a.delivery for a in towards], setting.originals)
    told = found.target
    quantity, amount = (told.quantity, told.amount) if told else (None, None)
    kept = reckon(deliveries, target_of(quantity, amount, deliveries), found.deadline, setting.day)
    status, days_late = _judge(found, kept)
    is_on = status not in ("refused", "withdrawn")
    promised = _promised(found)
    currency = told.currency if told else None
    value, unvalued = (
        (None, None)
        if amount is None
        else value_of(amount[0], currency, promised, _first_known(found), most=upper_end(amount))
    )
    behind: list[Mention[Commitment] | Mention[Delivery]] = [
        *found.mentions, *found.withdrawals, *found.denials, *(a.delivery for a in towards)
    ]  # fmt: skip
    givers = _givers(found, setting.names)
    received = [r for m in found.mentions for r in m.claim.recipients]
    recipients = parties([r for r in received if not is_described(r)] or received, setting.names)
    return Promise(
        id=found.id,
        title=title_of(found, givers, recipients),
        actors=givers,
        recipients=recipients,
        category=found.first.category,
        unit=_unit(found),
        quantity=quantity[0] if quantity else None,
        quantity_max=upper_end(quantity),
        amount=amount[0] if amount else None,
        amount_max=upper_end(amount),
        bound=told.item.bound if told and told.item else None,
        currency=currency,
        stage=max((m.claim.stage for m in found.mentions + found.withdrawals), key=STAGES.index),
        promised=promised,
        deadline=found.deadline,
        history=_history(found.mentions + found.withdrawals),
        deliveries=deliveries,
        fulfilled=kept.fulfilled,
        status=status,
        days_late=days_late,
        missing=_missing(found, givers, recipients),
        claims=tuple(sorted({m.claim.id for m in behind})),
        documents=tuple(sorted({m.document.id for m in behind})),
        voices=setting.originals.count((m.document, m.claim) for m in behind),
        conflicts=(*kept.conflicts, *_rival_deadlines(found, likes), *_denied(found)),
        projection=kept.projection if is_on else None,
        value=value,
        unvalued=unvalued,
    )


def _givers(found: Group, names: dict[str, str]) -> tuple[Party, ...]:
    """Who promises; whoever a telling names that its report, or its figure, gives to others is left out."""
    named = [m for m in found.mentions if m.inferred is None]
    return parties((a for m in named or found.mentions for a in m.claim.actors), names)


def _judge(found: Group, kept: Kept) -> tuple[Status, int | None]:
    """Status and days late; what was refused or taken back is not judged by what arrived, unless all did."""
    if found.family == "refusal":
        return ("refused", None)
    if found.withdrawals and kept.status not in ("fulfilled", "fulfilled_late"):
        return ("withdrawn", None)
    return (kept.status, kept.days_late)


def _first_known(found: Group) -> str | None:
    """The day the promise became known."""
    return min((m.order[0] for m in found.mentions if m.order[0]), default=None)


def _promised(found: Group) -> str | None:
    """The earliest date of the act; the most exact of those that lie in it ("in 2022" is 5 September 2022)."""
    dates = [
        (days.first, -len(text), text)
        for m in found.mentions
        if (text := m.claim.date) and (days := interval(text))
    ]
    if not dates:
        return None
    earliest = min(dates)[2]
    return min((text for *_, text in dates if text.startswith(earliest)), key=lambda text: (-len(text), text))


def _history(mentions: Sequence[Told]) -> tuple[Revision, ...]:
    """Each different telling once, by the first day it is known of; a repetition adds its claim to it."""
    alike = defaultdict(list)
    for mention in sorted(mentions, key=lambda m: m.order):
        quantity, amount = mention.quantity, mention.amount
        figures = (quantity, amount, mention.item.bound if mention.item else None)
        alike[mention.claim.date, mention.claim.stage, figures, mention.deadline].append(mention)
    revisions: list[tuple[str, Revision]] = []
    before: list[Told] = []
    for (day, stage, (number, sum_, bound), deadline), told in alike.items():
        reported = min((m.document.published for m in told if m.document.published), default=None)
        claims = tuple(sorted({m.claim.id for m in told}))
        again = stage != "refusal" and _is_again(told, before)
        revision = Revision(
            date=day or reported,
            stage=stage,
            quantity=number[0] if number else None,
            quantity_max=upper_end(number),
            amount=sum_[0] if sum_ else None,
            amount_max=upper_end(sum_),
            bound=bound,
            deadline=deadline,
            claims=claims,
            is_again=again,
        )
        revisions.append((place_in_time(revision.date, reported), revision))
        before.append(told[0])
    revisions.sort(key=lambda placed: (placed[0], STAGES.index(placed[1].stage), placed[1].claims))
    return tuple(revision for _, revision in revisions)


def _is_again(told: Sequence[Told], before: Sequence[Told]) -> bool:
    """Whether a telling says itself that it recalls a promise, or says nothing that was not known days ago."""
    if all(cue_of(mention, "again") for mention in told):
        return True
    first = told[0]
    return any(
        (same_figures_stated(first, earlier) or not first.has_figure)
        and (first.deadline is None or first.deadline == earlier.deadline)
        and (days_between(earlier.order[0], first.order[0]) or 0) > ONE_ANNOUNCEMENT
        for earlier in before
    )


def _unit(found: Group) -> str | None:
    """The unit as the target states it, else as anybody first does."""
    told = [found.target] if found.target else []
    with_unit = next((m for m in [*told, *found.mentions] if m.item and m.item.unit), None)
    if with_unit is None or with_unit.item is None:
        return None
    rate = rate_in(with_unit.phrase, with_unit.document.language or "en")
    return f"{with_unit.item.unit} {rate}" if rate else with_unit.item.unit


def _missing(found: Group, givers: Sequence[Party], recipients: Sequence[Party]) -> tuple[Missing, ...]:
    unsaid: list[tuple[Missing, bool]] = [
        ("quantity", found.target is None),
        ("deadline", found.deadline is None),
        ("recipient", not recipients),
        ("actor", not givers),
    ]
    return tuple(name for name, is_missing in unsaid if is_missing)


def on_another_day(groups: Sequence[Group]) -> dict[str, list[Group]]:
    """For the id of each group those that promise the same between the same parties for another day."""
    alike = defaultdict(list)
    for found in groups:
        told = found.target
        if told is not None and found.deadline is not None:
            figures = (told.quantity, told.amount, told.currency)
            alike[found.family, told.actors, told.category, told.unit, told.recipients, figures].append(found)
    likes: dict[str, list[Group]] = defaultdict(list)
    for same in alike.values():
        for one, other in permutations(same, 2):
            if not dates_agree(one.deadline, other.deadline):
                likes[one.id].append(other)
    return likes


def _rival_deadlines(found: Group, likes: Sequence[Group]) -> list[Conflict]:
    """The deadlines of ``likes`` contradict that of ``found``."""
    conflicts = []
    for other in likes:
        what = f"deadline {found.deadline} here, {other.deadline} in {other.id}"
        claims = {m.claim.id for g in (found, other) for m in g.mentions if m.deadline}
        conflicts.append(Conflict(what, tuple(sorted(claims))))
    return conflicts


def _denied(found: Group) -> list[Conflict]:
    """Claims that it was never promised."""
    if not found.denials:
        return []
    claims = {m.claim.id for m in found.denials + found.mentions}
    return [Conflict("said never to have been promised", tuple(sorted(claims)))]


def links_of(
    found: Group, towards: Sequence[Attachment], revised: Revises | None, parts: Iterable[Part]
) -> Iterable[Link]:
    """Why claims stand in one promise, deliveries beside it, what it revises and what it is a part of."""
    first = found.first.claim.id
    others: list[tuple[LinkKind, list[Told]]] = [
        ("same_promise", found.mentions[1:]),
        ("withdraws", found.withdrawals),
        ("denies", found.denials),
    ]
    for kind, mentions in others:
        for mention in mentions:
            claim = mention.claim.id
            yield Link(kind, claim, first, found.id, found.scores.get(claim, 1.0), found.reasons[claim])
    if revised is not None:
        earlier = revised.earlier.first.claim.id
        yield Link("revises", first, earlier, found.id, revised.score, (revised.because,))
    within = (
        Link("part_of", part.part.claim.id, part.whole.claim.id, found.id, part.score, (part.because,))
        for part in parts
    )
    yield from dict.fromkeys(within)
    for attached in towards:
        yield Link("towards", attached.delivery.claim.id, first, found.id, attached.score, attached.because)


def names_of(told: Iterable[tuple[Document, Claim]]) -> dict[str, str]:
    """For each id the name of its first mention."""
    names: dict[str, tuple[tuple[str, str, int], str]] = {}
    for document, claim in told:
        for actor in _actors_of(claim):
            if actor.id is not None:
                seen = ((document.published or "", document.id, actor.span.start), actor.name)
                names[actor.id] = min(seen, names.get(actor.id, seen))
    return {key: name for key, (_, name) in names.items()}


def _actors_of(claim: Claim) -> Iterable[Actor]:
    if claim.source is not None:
        yield claim.source
    if isinstance(claim, Commitment | Delivery):
        yield from claim.actors
        yield from claim.recipients
