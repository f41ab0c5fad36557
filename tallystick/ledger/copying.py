"""Which documents of an open ledger copy one another: each fingerprinted once, each pair compared once."""

from __future__ import annotations

from collections.abc import Iterable

from tallystick.model import Document
from tallystick.model.records import CopyGroup, CopyLink
from tallystick.reconcile.copies import candidate_pairs, compare, fingerprint, group_links
from tallystick.reconcile.copies.fingerprints import Fingerprint


class CopyMemory:
    """Fingerprints and comparisons made so far, so that asking again works out only what is new."""

    def __init__(self) -> None:
        self._fingerprints: dict[Document, Fingerprint] = {}
        self._links: dict[tuple[Fingerprint, Fingerprint], CopyLink | None] = {}

    def groups(self, documents: Iterable[Document]) -> tuple[CopyGroup, ...]:
        """As ``tallystick.reconcile.find_copies``."""
        fingerprints = [self._fingerprint(document) for document in documents]
        links = [self._link(pair) for pair in candidate_pairs(fingerprints)]
        return group_links(fingerprints, [link for link in links if link is not None])

    def _fingerprint(self, document: Document) -> Fingerprint:
        if document not in self._fingerprints:
            self._fingerprints[document] = fingerprint(document)
        return self._fingerprints[document]

    def _link(self, pair: tuple[Fingerprint, Fingerprint]) -> CopyLink | None:
        if pair not in self._links:
            self._links[pair] = compare(*pair)
        return self._links[pair]
