"""Giving a judgement: what it is about is found and checked before it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tallystick.entities.currencies import currency_codes
from tallystick.errors import SettingError
from tallystick.ledger.verification import spans_in
from tallystick.model import VERDICTS, Claim, Document, Judgement, Verdict
from tallystick.model.claims_format import claim_to_json
from tallystick.model.corrections import corrected
from tallystick.model.judgements import Subject
from tallystick.model.judgements_format import with_id

MOST_CANDIDATES = 5
"""How many ids a message about an id that is not unique names."""


@dataclass(frozen=True, slots=True)
class Known:
    """How what a judgement is about is found in a ledger.

    Attributes:
        claim: A claim by its whole id.
        document: A document by its whole id.
        document_of: The document that a claim was read in, by the claim's whole id.
        beginning: Ids of a kind ("claim", "document") that begin with a text, a few of them.
        judgements: All judgements so far.
    """

    claim: Callable[[str], Claim | None]
    document: Callable[[str], Document | None]
    document_of: Callable[[str], Document | None]
    beginning: Callable[[str, str], Iterable[str]]
    judgements: Callable[[], Iterable[Judgement]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decides, as they say it.

    Attributes:
        verdict: One of ``VERDICTS``.
        subject: Id of a claim, for ``accept`` and ``reject`` also of a document, for ``withdraw`` of a judgement;
            as much of its start as is unique.
        other: The second claim of ``same`` and ``different``.
        slot: For ``correct``, see ``tallystick.model.corrections``.
        value: For ``correct``.
    """

    verdict: str
    subject: str
    other: str | None = None
    slot: str | None = None
    value: Any = None


def now() -> str:
    """The time at which something is decided, as a judgement has it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def judgement_on(known: Known, decision: Decision, *, user: str, at: str, reason: str | None) -> Judgement:
    """The judgement that a decision is, with whole ids.

    Args:
        known: What the ledger holds.
        decision: What is decided.
        user: Who decides.
        at: When.
        reason: Why.

    Raises:
        SettingError: The verdict, an id, the slot, the value or the user makes no sense.
    """
    verdict, slot, value = decision.verdict, decision.slot, decision.value
    named = next((v for v in VERDICTS if v == verdict), None)
    if named is None:
        raise SettingError(f"No verdict {verdict!r}; the verdicts are: {', '.join(VERDICTS)}")
    if not user.strip() or not user.isprintable():
        raise SettingError("A judgement needs the name of who decides; give it with --user or in TALLY_USER")
    for text in (decision.subject, decision.other, slot, reason):
        _check_readable(text)
    on, whole = _subject(known, named, decision.subject)
    pair = _second(known, named, whole, decision.other)
    if named == "correct":
        _check_correction(known, whole, slot, value)
    elif slot is not None or value is not None:
        raise SettingError(f"Only correct takes a slot and a value, {verdict} does not")
    return with_id(
        Judgement(
            id="",
            verdict=named,
            on=on,
            subject=whole,
            other=pair,
            slot=slot,
            value=value,
            user=user.strip(),
            at=at,
            reason=reason.strip() or None if reason else None,
        )
    )


def _check_readable(text: str | None) -> None:
    """What is typed in another encoding, or no text at all, no ledger can keep."""
    strange = next((sign for sign in text or "" if not (sign.isprintable() or sign in "\n\t")), None)
    if strange is not None:
        raise SettingError(f"{text!r} holds {strange!r}, which is no sign of a text; write it anew")


def _subject(known: Known, verdict: Verdict, start: str) -> tuple[Subject, str]:
    if verdict == "withdraw":
        ids = [j.id for j in known.judgements() if j.id.startswith(start)]
        return "judgement", _only(start, ids, "judgement", "tally judge list shows them")
    if verdict in ("accept", "reject") and known.document(start) is not None:
        return "document", start
    claims = list(known.beginning("claim", start))
    if verdict in ("accept", "reject") and not claims:
        documents = list(known.beginning("document", start))
        return "document", _only(start, documents, "claim or document", "tally show and tally read show ids")
    return "claim", _claim(known, start)


def _claim(known: Known, start: str) -> str:
    return _only(
        start, list(known.beginning("claim", start)), "claim", "tally show and tally read --json show ids"
    )


def _only(start: str, ids: list[str], what: str, remedy: str) -> str:
    if start in ids:
        return start
    if not start:
        raise SettingError(f"An empty id names no {what}; {remedy}")
    if len(ids) == 1:
        return ids[0]
    if not ids:
        raise SettingError(f"No {what} {start!r} in this ledger; {remedy}")
    raise SettingError(f"Several ids begin with {start!r}, write more: {', '.join(ids[:MOST_CANDIDATES])}")


def _second(known: Known, verdict: Verdict, first: str, other: str | None) -> str | None:
    takes_two = verdict in ("same", "different")
    if not takes_two and other is not None:
        raise SettingError(f"{verdict} is about one thing; leave {other!r} away")
    if not takes_two:
        return None
    if other is None:
        raise SettingError(f"{verdict} is about two claims; name both")
    second = _claim(known, other)
    if second == first:
        raise SettingError(f"{verdict} is about two claims; {first} was named twice")
    return second


def _check_correction(known: Known, claim_id: str, slot: str | None, value: Any) -> None:
    claim = known.claim(claim_id)
    if slot is None or claim is None:
        raise SettingError(
            "correct takes a claim, a slot and a value, such as: correct 3f2a deadline 2024-03"
        )
    put_right = corrected(claim, slot, value)
    document, after = known.document_of(claim_id), claim_to_json(put_right)
    for item in getattr(put_right, "items", ()):
        if item.currency is not None and item.currency not in currency_codes():
            raise SettingError(f"{slot} cannot be {item.currency!r}; no currency has that ISO 4217 code")
    loose = next((s for s in spans_in(after) if document is None or not s.holds_in(document.text)), None)
    if loose is not None:
        raise SettingError(
            f"{slot} cannot rest on {loose.text!r} from {loose.start} to {loose.end}: the document does not hold it "
            "there; leave text, start and end away"
        )
