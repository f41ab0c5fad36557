"""Small makers of documents, actors, items and claims for tests: only what a test is about is named.

Spans are cut where the text holds the words; a document made of the claims' own words holds them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields as fields_of
from dataclasses import is_dataclass, replace
from typing import Any

from tallystick.model import (
    Actor,
    Claim,
    Commitment,
    Delivery,
    Document,
    Item,
    Reader,
    Reading,
    Span,
    Statement,
)
from tallystick.model.canonical import content_hash
from tallystick.model.claims_format import claim_id

READER = Reader("test", "1", "fingerprint", "rule")

NAMES = {
    "EU": "European Union",
    "UKR": "Ukraine",
    "DEU": "Germany",
    "FRA": "France",
    "MDA": "Moldova",
    "USA": "USA",
}


def span(words: str, start: int = 0) -> Span:
    return Span(start, start + len(words), words)


def actor(identity: str | None, name: str | None = None, *, of: str | None = None) -> Actor:
    """An actor by id (``"EU"``) or, without one, by name."""
    name = name or NAMES.get(identity or "", identity or "somebody")
    return Actor(identity, name, span(name), role="minister" if of else None, of=of)


def actors(*identities: str | Actor) -> tuple[Actor, ...]:
    return tuple(a if isinstance(a, Actor) else actor(a) for a in identities)


def item(category: str = "ammunition", words: str | None = None, **slots: Any) -> Item:
    """An item whose phrase is made of its slots unless ``words`` are given."""
    words = words or f"{slots.get('quantity', '')} {slots.get('unit') or category}".strip()
    return Item(span(words), category, **slots)


def _common(source: Actor | None, words: str, slots: dict[str, Any]) -> dict[str, Any]:
    given = {"negated": False, "factuality": "certain", "date": None, "confidence": 0.9, **slots}
    return {"id": "", "evidence": span(words), "source": source, "cue": None, "reader": READER, **given}


def commitment(
    by: str | Actor | tuple[Actor, ...] = "EU",
    to: str | tuple[Actor, ...] = "UKR",
    *items: Item,
    stage: str = "pledge",
    deadline: str | None = None,
    source: Actor | None = None,
    words: str = "will send",
    cumulative: bool = False,
    **slots: Any,
) -> Commitment:
    return Commitment(
        actors=by if isinstance(by, tuple) else actors(by),
        recipients=to if isinstance(to, tuple) else actors(to),
        items=items,
        stage=stage,  # type: ignore[arg-type]
        deadline=deadline,
        cumulative=cumulative,
        **_common(source, words, slots),
    )


def delivery(
    by: str | Actor | tuple[Actor, ...] = "EU",
    to: str | tuple[Actor, ...] = "UKR",
    *items: Item,
    source: Actor | None = None,
    words: str = "has sent",
    cumulative: bool = False,
    **slots: Any,
) -> Delivery:
    return Delivery(
        actors=by if isinstance(by, tuple) else actors(by),
        recipients=to if isinstance(to, tuple) else actors(to),
        items=items,
        cumulative=cumulative,
        **_common(source, words, slots),
    )


def statement(words: str = "We keep our word", source: Actor | None = None, **slots: Any) -> Statement:
    return Statement(content=span(words), mode="direct", **_common(source, words, slots))


def reading(
    name: str, *claims: Claim, published: str | None = None, text: str | None = None, **fields: Any
) -> Reading:
    """A reading of a document ``name``; the claims get the spans and ids that they have there.

    Without ``text`` it is made of the claims' own words. With one that lacks them they stay where they are.
    """
    words = dict.fromkeys(found.text for claim in claims for found in spans_of(claim))
    text = text or " ".join([f"Report {name}: {content_hash([repr(c) for c in claims])}", *words])
    document = Document(id=name, text=text, sha256="", published=published, language="en", **fields)
    placed = [_placed(claim, text) for claim in claims]
    return Reading(document, tuple(replace(c, id=claim_id(name, c)) for c in placed))


def spans_of(value: Any) -> Iterator[Span]:
    """Every span in a claim or a part of one."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from spans_of(part)
    elif is_dataclass(value):
        for part in fields_of(value):
            yield from spans_of(getattr(value, part.name))


def _placed(value: Any, text: str) -> Any:
    """``value`` with every span where ``text`` holds its words."""
    if isinstance(value, Span):
        start = text.find(value.text)
        return value if start < 0 else span(value.text, start)
    if isinstance(value, tuple):
        return tuple(_placed(part, text) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {part.name: _placed(getattr(value, part.name), text) for part in fields_of(value)}
        return replace(value, **parts)
    return value


def promised(to="UKR", quantity=40, by="DEU", **slots):
    """So many buses that somebody promises somebody."""
    return commitment(by, to, item("vehicles", quantity=quantity, unit="bus"), **slots)


def arrived(to="UKR", quantity=10, by="DEU", **slots):
    """So many buses that somebody got from somebody."""
    return delivery(by, to, item("vehicles", quantity=quantity, unit="bus"), **slots)
