"""From what pages show to HTML: the templates with the few words and figures that they need."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

from babel.core import Locale
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tallystick import __version__
from tallystick.entities.gazetteer import Gazetteer
from tallystick.model import Actor, Claim, Commitment, Delivery, Event, Kind, Statement
from tallystick.model.figures import count_text, ends_text, money_text, sums_text
from tallystick.model.records import Promise
from tallystick.views.claims import HEADINGS
from tallystick.views.derivations import MOST_PARTS, equation
from tallystick.views.figures import bar_cells, item_figure, range_text, several, share_text
from tallystick.views.history import Evidence, delivered_share_text, is_day_of_report, part_text
from tallystick.views.passages import passage_bounds, printable
from tallystick.views.promises import promised_text, reported, sources_text, target_text, told_text
from tallystick.views.voices import documents_text
from tallystick.web.editing import called
from tallystick.web.foreign import enclosed, foreign, pieces
from tallystick.web.headers import PUBLISHED_POLICY
from tallystick.web.highlights import Stretch, stretches
from tallystick.web.paging import part_at
from tallystick.web.passages import Passage
from tallystick.web.steps import anchor, figure_name, with_links

ASSETS = (
    "style.css",
    "keys.js",
    "address.js",
    "slider.js",
    "copy.js",
    "find.js",
    "hint.js",
    "parts.js",
    "search.js",
    "seek.js",
    "why.js",
    "waiting.js",
    "network.js",
    "mark.svg",
)
KIND_NAMES: Mapping[Kind, str] = {heading.kind: heading.title for heading in HEADINGS}
_BAR_WIDTH = 200
_LONG = 100
"""Headings of more characters are set smaller."""
_MOST_NAMED = 6
"""So many names stand in one line."""
_AROUND = 280
"""Characters before and behind a sentence that a reviewer is shown."""


_IDS = re.compile(r"[A-Z]{2,5}\b|[a-z]+:[\w.-]+")


@cache
def environment() -> Environment:
    """The templates; everything is escaped, and a name that is not given is an error."""
    made = Environment(
        loader=PackageLoader("tallystick.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.globals.update(
        long=_LONG, most_named=_MOST_NAMED, most_parts=MOST_PARTS, counted_in=counted_in,
        published_policy=PUBLISHED_POLICY, version=__version__,
        kind_names=KIND_NAMES, label_of=label_of,
        sentence=sentence, slots=slots, bar_of=bar_of,
        kept_text=kept_text, money_text=money_text, target_text=target_text, told_text=told_text,
        delivered_share_text=delivered_share_text, part_text=part_text, sums_text=sums_text,
        promised_text=promised_text, reported=reported, is_day_of_report=is_day_of_report, labels=labels,
        sources_text=sources_text, range_text=range_text, documents_text=documents_text, equation=equation,
        surroundings=surroundings, anchor=anchor, part_at=part_at, figure_name=figure_name, with_links=with_links,
    )  # fmt: skip
    made.filters.update(
        enclosed=enclosed,
        foreign=foreign,
        seen=_seen,
        share=share_text,
        plain=plain,
        tongue=tongue,
        line=printable,
        with_names=with_names,
        in_all=in_all,
        further=further,
    )
    return made


def prepare() -> None:
    """Compile every template before it is asked for."""
    for name in environment().list_templates():
        environment().get_template(name)


def render(template: str, **context: Any) -> str:
    """One template as HTML."""
    return environment().get_template(template).render(**context)


@cache
def asset(name: str) -> str:
    """The address of a file that comes with the pages; another content has another address."""
    content = files("tallystick.web").joinpath("static", name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


def address(kind: str, identity: str = "", as_of: str | None = None, file: str = "", **query: object) -> str:
    """The address of a page, on the day that is looked at.

    Args:
        kind: "promise", "document", "" for the overview.
        identity: The id of what it shows; any text.
        as_of: The day.
        file: What is to be sent instead of the page ("chart.svg").
        query: What else is asked; what is empty is left out, an underscore is written as a hyphen.
    """
    place = "/" + "/".join(part for part in (kind, quote(identity, safe=":@!$,;~"), file) if part)
    asked = {"as-of": as_of} | {name.replace("_", "-"): value for name, value in query.items()}
    given = {name: str(value) for name, value in asked.items() if value not in (None, "", False)}
    return f"{place}?{urlencode(given)}" if given else place


def sentence(evidence: Evidence) -> list[Stretch]:
    """The sentence around a claim, cut where its words begin and end."""
    start, end = passage_bounds(evidence.document, evidence.claim)
    text = evidence.document.text
    end = start + len(text[start:end].rstrip())
    return stretches(text, [evidence.claim], start, end)


def surroundings(evidence: Evidence) -> tuple[str, str]:
    """What stands before the sentence around a claim and behind it, in the same paragraph, as far as is soon read."""
    text = evidence.document.text
    start, end = passage_bounds(evidence.document, evidence.claim)
    before = text[max(start - _AROUND, 0) : start].rpartition("\n\n")[2]
    behind = text[end : end + _AROUND].partition("\n\n")[0]
    if len(before) == _AROUND:
        before = "… " + before.partition(" ")[2]
    if len(behind) == _AROUND:
        behind = behind.rpartition(" ")[0] + " …"
    return before.strip(), behind.strip()


def bar_of(low: float | None, high: float | None) -> tuple[int, int]:
    """Widths of what is sure and of what is possible in a bar that is 200 wide."""
    sure, possible, _ = bar_cells(low, high, _BAR_WIDTH)
    return sure, possible


def kept_text(promise: Promise) -> str:
    """What is known to have arrived, least and greatest figure: "300,000–330,000"."""
    kept = promise.fulfilled
    ends = [] if kept is None else [kept.low, kept.high]
    is_money = promise.quantity is None and promise.amount is not None
    texts = [
        None if end is None else money_text(end, promise.currency) if is_money else count_text(end)
        for end in ends
    ]
    return ends_text(*texts) if texts else ""


def further(asked: Mapping[str, object]) -> str:
    """The name of the list of which an address asks for a further part, "" where it asks for the first of all."""
    return next((name for name, part in asked.items() if part), "")


def in_all(counts: Mapping[str, int]) -> int:
    """The sum of counts."""
    return sum(counts.values())


def with_names(detail: str) -> str:
    """Words with the ids of actors that are known everywhere put as names: "UKR in both" is "Ukraine in both"."""
    gazetteer = Gazetteer.load()

    def name(found: re.Match[str]) -> str:
        entity = gazetteer.by_id(found[0])
        return found[0].removeprefix("name:") if entity is None else entity.name

    return _IDS.sub(name, detail)


def counted_in(promise: Promise) -> str | None:
    """What the numbers of a promise count: "shells", "EUR"; ``None`` where nobody says."""
    if promise.quantity is None and promise.amount is not None:
        return promise.currency
    return several(promise.unit) if promise.unit else None


@cache
def tongue(code: str | None) -> str:
    """A language as its readers call it: "fr" is "French"; what is no code stays as it is."""
    return str(Locale.parse("en").languages.get(code or "", code or ""))


def plain(name: str) -> str:
    """A key as words: "third_party" is "third party"."""
    return name.replace("_", " ").replace("-", " ")


def label_of(claim: Claim) -> str:
    """What a claim is called above its words: "Done", and "Not done" where it is denied that anything was."""
    name = KIND_NAMES[claim.kind]
    is_denied = claim.negated and isinstance(claim, Delivery | Event)
    return f"Not {name.lower()}" if is_denied else name


def labels(passage: Passage, alone: Collection[str]) -> list[tuple[Kind, str, str]]:
    """What was read in a sentence that stands beside another one: each kind once, and how much of it stands only here.

    Args:
        passage: The sentence.
        alone: Ids of the claims that the other report does not tell.

    Returns:
        Kind, label, and what there is to say of it: "2 claims, 1 only here", "only here", "".
    """
    told = dict[tuple[Kind, str], list[bool]]()
    for one in passage.evidence:
        told.setdefault((one.claim.kind, label_of(one.claim)), []).append(one.claim.id in alone)
    return [(kind, label, _how_many(only_here)) for (kind, label), only_here in told.items()]


def _how_many(only_here: Sequence[bool]) -> str:
    alone = sum(only_here)
    if len(only_here) == 1:
        return "only here" if alone else ""
    where = "" if not alone else ", only here" if alone == len(only_here) else f", {alone} of them only here"
    return f"{len(only_here)} claims{where}"


def slots(claim: Claim) -> list[tuple[str, str]]:
    """What was read in a claim as names and values, those that are empty left out."""
    found: list[tuple[str, str]] = []
    match claim:
        case Statement():
            found += [("source", claim.source.name if claim.source else "the author"), ("mode", claim.mode)]
            found += [("concept", claim.concept or ""), ("stance", claim.stance or "")]
        case Commitment():
            found += [*_parties(claim), ("stage", claim.stage), ("deadline", claim.deadline or "")]
            found.append(("condition", claim.condition.text if claim.condition else ""))
        case Delivery():
            found += _parties(claim)
        case Event():
            found += [
                ("type", claim.type.lower()),
                ("actors", _names(claim.actors)),
                ("targets", _names(claim.targets)),
            ]
            found.append(("place", claim.place.text if claim.place else ""))
    if isinstance(claim, Commitment | Delivery):
        found.append(("cumulative", "yes" if claim.cumulative else ""))
    if claim.source is not None and not isinstance(claim, Statement):
        found.append(("source", claim.source.name))
    found += [("date", claim.date or ""), ("negated", "yes" if claim.negated else "")]
    found.append(("factuality", "" if claim.factuality == "certain" else claim.factuality))
    return [(called(slot), value) for slot, value in found if value]


def _parties(claim: Commitment | Delivery) -> list[tuple[str, str]]:
    what = ", ".join(item_figure(item) or item.unit or plain(item.category) for item in claim.items)
    return [("actors", _names(claim.actors)), ("recipients", _names(claim.recipients)), ("items", what)]


def _names(actors: Iterable[Actor]) -> str:
    return ", ".join(dict.fromkeys(actor.name for actor in actors))


def _seen(text: str) -> Markup:
    """Foreign words as they stand, with every sign that would not be seen made visible."""
    return Markup("".join(pieces(text)))  # noqa: S704 - every piece is escaped
