"""Promises as reviewed claims in JSON-LD (schema.org ClaimReview and Claim), the context inline."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any
from urllib.parse import quote

from tallystick.exports.material import Material
from tallystick.exports.pieces import json_list
from tallystick.exports.protocol import Part
from tallystick.model import Document, Statement
from tallystick.model.records import Party, Promise

CONTEXT = {
    "@vocab": "https://schema.org/",
    "url": {"@type": "@id"},
    "datePublished": {"@type": "https://schema.org/Date"},
}


class ClaimReview:
    """Claims and reviews."""

    name = "claimreview"
    what = "promises as schema.org ClaimReview, statements as Claim, in JSON-LD"
    is_folder = False

    def parts(self, material: Material) -> Iterator[Part]:
        """One graph."""
        graph = chain((_review(material, promise) for promise in material.promises), _statements(material))
        before = f'{{"@context": {json.dumps(CONTEXT)}, "@graph": '
        yield Part("claims.jsonld", json_list(graph, before=before, after="}"))

    def left_out(self, _: Material) -> Iterator[str]:
        """What schema.org has no place for."""
        yield (
            "Of a promise's figures only status and share are exported: stages, deliveries, sides and conflicts "
            "have no place in a rating."
        )
        yield "Events, offsets and stances are not exported."


def _without_nothing(value: dict[str, Any]) -> dict[str, Any]:
    return {key: part for key, part in value.items() if part not in (None, [], {})}


def _review(material: Material, promise: Promise) -> dict[str, Any]:
    first = material.first_quoted(promise.claims)
    appearances = sorted(
        material.named_documents(promise.documents),
        key=lambda document: (document.published or "9999", document.id),
    )
    address = f"urn:tally:promise:{promise.id}"
    return _without_nothing({
        "@type": "ClaimReview",
        "@id": address,
        "url": address,
        "claimReviewed": promise.title,
        "author": {"@type": "Organization", "name": "tallystick"},
        "datePublished": material.as_of if material.as_of and len(material.as_of) == len("2024-01-31") else None,
        "reviewRating": _rating(promise),
        "itemReviewed": _without_nothing({
            "@type": "Claim",
            "@id": f"{address}:claim",
            "text": None if first is None else first.sentence,
            "author": [_party(party) for party in promise.actors],
            "datePublished": appearances[0].published if appearances else None,
            "firstAppearance": _article(appearances[0]) if appearances else None,
            "appearance": [_article(document) for document in appearances],
        }),
    })  # fmt: skip


def _rating(promise: Promise) -> dict[str, Any]:
    """The status in words; where the share is known, its least figure on a scale from 0 to 1."""
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": promise.status.replace("_", " ")}
    kept = promise.fulfilled
    if kept is not None and kept.share_low is not None:
        rating |= {"ratingValue": min(kept.share_low, 1.0), "worstRating": 0, "bestRating": 1}
    return rating


def _statements(material: Material) -> Iterator[dict[str, Any]]:
    for reading in material.readings:
        for claim in reading.claims:
            if isinstance(claim, Statement) and not claim.negated:
                yield _claim(reading.document, claim)


def _claim(document: Document, said: Statement) -> dict[str, Any]:
    author = said.source
    return _without_nothing({
        "@type": "Claim",
        "@id": f"urn:tally:claim:{said.id}",
        "text": said.content.text,
        "author": [] if author is None else [_party(Party(author.id, author.name))],
        "datePublished": said.date or document.published,
        "firstAppearance": _article(document),
        "appearance": [_article(document)],
    })  # fmt: skip


def _party(party: Party) -> dict[str, Any]:
    is_person = party.id is not None and party.id.startswith("person:")
    return _without_nothing({
        "@type": "Person" if is_person else "Organization",
        "@id": None if party.id is None else f"urn:tally:actor:{quote(party.id)}",
        "name": party.name,
    })  # fmt: skip


def _article(document: Document) -> dict[str, Any]:
    publisher = document.publisher or document.agency
    return _without_nothing({
        "@type": "NewsArticle",
        "@id": document.url or f"urn:tally:document:{quote(document.id)}",
        "url": document.url,
        "headline": document.title,
        "datePublished": document.published,
        "inLanguage": document.language,
        "publisher": None if publisher is None else {"@type": "Organization", "name": publisher},
    })  # fmt: skip


EXPORT = ClaimReview()
