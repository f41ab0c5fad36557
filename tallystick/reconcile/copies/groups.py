"""Groups of documents that come from one text, made of the links between pairs of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from tallystick.model import Document
from tallystick.model.copies import CopyGroup, CopyKind, CopyLink
from tallystick.reconcile.copies.candidates import candidate_pairs
from tallystick.reconcile.copies.comparison import compare, order_of
from tallystick.reconcile.copies.fingerprints import Fingerprint, fingerprint


def find_copies(documents: Iterable[Document]) -> tuple[CopyGroup, ...]:
    """The documents that copy, rewrite or translate one another, whatever the order they come in.

    Args:
        documents: Each id once.

    Returns:
        Groups of two or more, that of the document published first in front; no document is in two.
    """
    return group_fingerprints([fingerprint(document) for document in documents])


def group_fingerprints(fingerprints: Sequence[Fingerprint]) -> tuple[CopyGroup, ...]:
    """As ``find_copies``, over fingerprints made before."""
    links = (compare(one, other) for one, other in candidate_pairs(fingerprints))
    return group_links(fingerprints, [link for link in links if link is not None])


def group_links(fingerprints: Iterable[Fingerprint], links: Sequence[CopyLink]) -> tuple[CopyGroup, ...]:
    """The groups that ``links`` hold together.

    Args:
        fingerprints: Of all documents that the links name; others stand alone.
        links: What ``compare`` found among them.
    """
    by_id = {found.document: found for found in fingerprints}
    root: dict[str, str] = {}
    for link in links:
        root[_root_of(root, link.document)] = _root_of(root, link.of)
    members: dict[str, list[Fingerprint]] = defaultdict(list)
    for document in sorted(root):
        members[_root_of(root, document)].append(by_id[document])
    linked: dict[str, list[CopyLink]] = defaultdict(list)
    for link in links:
        linked[link.document].append(link)
        linked[link.of].append(link)
    ordered = sorted(
        (sorted(group, key=order_of) for group in members.values()), key=lambda g: order_of(g[0])
    )
    return tuple(_group(found, linked) for found in ordered)


def _root_of(root: dict[str, str], document: str) -> str:
    root.setdefault(document, document)
    while root[document] != document:
        root[document] = root[root[document]]
        document = root[document]
    return document


def _group(members: Sequence[Fingerprint], linked: dict[str, list[CopyLink]]) -> CopyGroup:
    place = {found.document: at for at, found in enumerate(members)}
    links = tuple(_best_link(found.document, linked[found.document], place) for found in members[1:])
    weakest = min(links, key=lambda link: (link.score, place[link.document]))
    return CopyGroup(
        documents=tuple(place),
        kind=_kind({found.language for found in members}, [link.kind for link in links]),
        agency=_agency(members),
        score=weakest.score,
        because=weakest.because,
        links=links,
    )


def _best_link(document: str, links: Iterable[CopyLink], place: dict[str, int]) -> CopyLink:
    """What a document was recognised by: the surest link to one before it, else to one behind.

    One in its own language goes before a translation: who has the text in their own language copies that.
    """

    def rank(link: CopyLink) -> tuple[bool, bool, float, int]:
        other = link.of if link.document == document else link.document
        return (link.document == document, link.kind != "translation", link.score, -place[other])

    return max(links, key=rank)


def _kind(languages: set[str | None], kinds: Sequence[CopyKind]) -> CopyKind:
    if len(languages - {None}) > 1:
        return "translation"
    return "copy" if all(kind == "copy" for kind in kinds) else "rewrite"


def _agency(members: Sequence[Fingerprint]) -> str | None:
    """The wire service that most of the documents credit, or else print; of as many that of the first of them."""
    credited = Counter(found.agency for found in members if found.agency is not None)
    named = credited or Counter(agency for found in members for agency in found.agencies)
    return max(named, key=lambda agency: named[agency], default=None)
