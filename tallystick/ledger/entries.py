"""Entries: what a ledger's rows hold and how each is chained to the one before.

A reading becomes a ``document`` entry (its text, once), one ``claim`` entry a claim and a ``reading`` entry
that says which claims and problems the document came to. The key of an entry is a hash of its content, so
that reading the same again adds nothing; the same document id with any other text or date is a new version
beside the old. Who first saw an entry when (``recorded_at``) lies outside both hashes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from tallystick.model import Claim, Document, Judgement, Reading
from tallystick.model.canonical import canonical_json, canonical_list, hash_of_json, hash_of_words
from tallystick.model.claims_format import (
    FORMAT,
    claim_from_json,
    claim_to_json,
    document_to_json,
    problem_to_json,
    reading_from_json,
)
from tallystick.model.fetches import Fetch
from tallystick.model.judgements_format import judgement_from_json, judgement_to_json

_SUBJECTS = {"document": "id", "reading": "of", "judgement": "subject", "fetch": "asked"}
"""For each kind but ``claim`` the field of its payload that entries are found by."""

GENESIS = "0" * 64
"""What stands for the hash before the first entry."""

_SUBJECT_LENGTH = 255


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that has no place in the chain yet.

    Attributes:
        kind: ``document``, ``claim``, ``reading``, ``judgement`` or ``fetch``.
        key: Hash of the content, in hex.
        subject: Id of the document or the claim, or of what a judgement is about, by which entries are found; see
            ``subject_of``.
        payload: Canonical JSON.
    """

    kind: str
    key: str
    subject: str
    payload: str


@dataclass(frozen=True, slots=True)
class BrokenEntry:
    """An entry that is not as it was written, or stands where another stood; or damage beside the entries.

    Attributes:
        seq: Its place in the chain, from 1; of damage beside the entries the last one that was read.
        reason: What is wrong with it.
        part: What is damaged: an ``entry``; the ``database`` that all lies in; or the ``index``, which can be made
            anew from the entries.
    """

    seq: int
    reason: str
    part: Literal["entry", "database", "index"] = "entry"


def drafts_of(reading: Reading) -> list[Draft]:
    """The entries that a reading becomes: document, claims, and last the reading that names them."""
    document = _draft("document", document_to_json(reading.document))
    payloads: list[tuple[str, dict[str, Any]]] = [
        ("claim", {"document": document.key, "claim": claim_to_json(c)}) for c in reading.claims
    ]
    told: dict[str, Any] = {
        "document": document.key,
        "of": reading.document.id,
        "claims": [claim.id for claim in reading.claims],
        "problems": [problem_to_json(problem) for problem in reading.problems],
    }
    drafts = [document, *(_draft(kind, payload) for kind, payload in [*payloads, ("reading", told)])]
    return list({draft.key: draft for draft in drafts}.values())


def draft_of_judgement(judgement: Judgement) -> Draft:
    """The entry that a judgement becomes."""
    return _draft("judgement", judgement_to_json(judgement))


def draft_of_fetch(fetch: Fetch) -> Draft:
    """The entry that a fetch becomes."""
    return _draft("fetch", asdict(fetch))


def fetch_from_payload(payload: str) -> Fetch:
    """The fetch of a ``fetch`` entry."""
    return Fetch(**json.loads(payload))


def judgement_from_payload(payload: str) -> Judgement:
    """The judgement of a ``judgement`` entry."""
    return judgement_from_json(json.loads(payload))


def _draft(kind: str, payload: dict[str, Any]) -> Draft:
    written = canonical_json(payload)
    return Draft(kind, key_of(kind, payload, written), subject_in(kind, payload), written)


def key_of(kind: str, payload: Mapping[str, Any], written: str | None = None) -> str:
    """What makes an entry the same: all of it; of a claim its document and its own id.

    Args:
        kind: As a draft has it.
        payload: What the entry holds.
        written: The same as canonical JSON, where that is at hand.
    """
    if kind == "claim":
        return claim_key(payload["document"], payload["claim"]["id"])
    written = canonical_json(payload) if written is None else written
    if kind == "document":
        return hash_of_json(written)
    return hash_of_json(canonical_list([canonical_json(kind), written]))


def claim_key(document_key: str, claim_id: str) -> str:
    """The key of a claim's entry; the reader that found it first and its confidence do not enter."""
    return hash_of_words("claim", document_key, claim_id)


def subject_in(kind: str, payload: Mapping[str, Any]) -> str:
    """The subject of an entry with this payload."""
    if kind == "claim":
        return subject_of(payload["claim"]["id"])
    return subject_of(payload[_SUBJECTS[kind]])


def subject_of(identity: str) -> str:
    """An id as every database can index it: without the sign that some cannot store, and no longer than ids are.

    Ids that only differ beyond that have one subject; their payloads tell them apart.
    """
    return str(identity)[:_SUBJECT_LENGTH].replace("\0", "\N{REPLACEMENT CHARACTER}")


def chained(previous: str, draft: Draft) -> str:
    """The hash of an entry behind the one hashed ``previous``: SHA-256 in hex over canonical JSON."""
    return hash_of_words(previous, draft.kind, draft.key, draft.payload)


def document_from_payload(payload: str) -> Document:
    """The document of a ``document`` entry."""
    fields = {"format": FORMAT, "claims": [], "problems": []}
    return reading_from_json({**json.loads(payload), **fields}).document


def claim_from_payload(payload: str) -> Claim:
    """The claim of a ``claim`` entry."""
    return claim_from_json(json.loads(payload)["claim"])


def readings_from(rows: Iterable[Any]) -> list[Reading]:
    """The last reading of every version of a document, the version read last behind the others."""
    documents: dict[str, Any] = {}
    claims: dict[str, Any] = {}
    last: dict[str, Any] = {}
    for row in rows:
        payload = json.loads(row.payload)
        if row.kind == "document":
            documents[row.key] = payload
        elif row.kind == "claim":
            claims[row.key] = payload["claim"]
        elif row.kind == "reading":
            last.pop(payload["document"], None)
            last[payload["document"]] = payload
    return [
        reading_from_json(
            {
                **documents[key],
                "claims": [claims[claim_key(key, claim)] for claim in reading["claims"]],
                "problems": reading["problems"],
            }
        )
        for key, reading in last.items()
    ]


def current(readings: Iterable[Reading]) -> list[Reading]:
    """Of several versions of a document only the one read last, in the order of ``readings``."""
    versions: dict[str, Reading] = {}
    for reading in readings:
        versions.pop(reading.document.id, None)
        versions[reading.document.id] = reading
    return list(versions.values())
