"""A small report with one claim of every kind, made by hand so that the views are tested without a reader."""

import pytest
from rich.console import Console
from tallystick.model import (
    Actor,
    Block,
    Commitment,
    Delivery,
    Document,
    Event,
    Item,
    Reader,
    Reading,
    Span,
    Statement,
)
from tallystick.model.records import Conflict, DeliveryRecord, Fulfilled, Party, Promise, Revision

TEXT = (
    "The harbour town asks for pumps\n"
    "In March the Republic of Aland promised the town of Bergen 200 water pumps by the end of 2024. "
    "“We keep our word,” said minister Ida Holm. By May about 60 pumps had arrived, Bergen said.\n"
    "On 4 June the sea broke through the northern dam at Bergen."
)
READER = Reader("rules", "1", "f" * 16, "test")


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


ALAND = Actor("ALA", "Aland", span("Republic of Aland"))
BERGEN = Actor(None, "Bergen", span("town of Bergen"))
HOLM = Actor("person:ida-holm", "Ida Holm", span("minister Ida Holm"), "minister", "ALA")
COMMON = {
    "source": None,
    "cue": None,
    "negated": False,
    "factuality": "certain",
    "date": None,
    "confidence": 0.9,
    "reader": READER,
}


@pytest.fixture
def document() -> Document:
    lines = [0, TEXT.index("In March"), TEXT.index("On 4 June"), len(TEXT) + 1]
    kinds = ("headline", "paragraph", "paragraph")
    blocks = tuple(Block(kind, lines[i], lines[i + 1] - 1) for i, kind in enumerate(kinds))
    return Document(
        id="pumps", text=TEXT, sha256="0" * 64, language="en", published="2024-06-05",
        title="The harbour town asks for pumps", agency="NPA", blocks=blocks,
    )  # fmt: skip


@pytest.fixture
def promise() -> Commitment:
    return Commitment(
        **COMMON | {"date": "2024-03"}, id="c0ffee00c0ffee00",
        evidence=span("the Republic of Aland promised the town of Bergen 200 water pumps by the end of 2024"),
        actors=(ALAND,), recipients=(BERGEN,), cumulative=False, stage="pledge", deadline="2024-12-31",
        items=(Item(span("200 water pumps"), "other-equipment", 200, unit="pump"),),
    )  # fmt: skip


@pytest.fixture
def statement() -> Statement:
    return Statement(
        **COMMON | {"source": HOLM, "cue": span("said")}, id="5a1d00005a1d0000",
        evidence=span("“We keep our word,” said minister Ida Holm"), content=span("We keep our word,"),
        mode="direct",
    )  # fmt: skip


@pytest.fixture
def delivery() -> Delivery:
    bergen = Actor(None, "Bergen", Span.of(TEXT, *_bergen_says()))
    return Delivery(
        **COMMON | {"date": "2024-05", "source": bergen, "factuality": "possible"}, id="de11de11de11de11",
        evidence=span("By May about 60 pumps had arrived"), actors=(), recipients=(BERGEN,),
        items=(Item(span("about 60 pumps"), "other-equipment", 60, unit="pump", approximate=True),),
        cumulative=True,
    )  # fmt: skip


def _bergen_says() -> tuple[int, int]:
    start = TEXT.index("Bergen said")
    return start, start + len("Bergen")


@pytest.fixture
def event() -> Event:
    sea = Actor(None, "the sea", span("the sea"))
    return Event(
        **COMMON | {"date": "2024-06-04"}, id="e0e0e0e0e0e0e0e0",
        evidence=span("the sea broke through the northern dam"), actors=(sea,), targets=(), type="OTHER",
        place=span("the northern dam"),
    )  # fmt: skip


@pytest.fixture
def reading(document, promise, statement, delivery, event) -> Reading:
    return Reading(document, (promise, statement, delivery, event))


@pytest.fixture
def shown():
    """Renders something as plain text of a given width; a list of lines without blanks at their end."""

    def render(renderable, width=90):
        console = Console(width=width, color_system=None)
        with console.capture() as capture:
            console.print(renderable)
        return [line.rstrip() for line in capture.get().splitlines()]

    return render


@pytest.fixture
def kept_promise(promise, delivery) -> Promise:
    """The promise of 200 pumps as a ledger tells it: 60 arrived by one account, 90 by another."""
    first = Revision("2024-03", "pledge", 200, None, "2024-12-31", (promise.id,))
    bergen = Party(None, "Bergen")
    arrived = DeliveryRecord(
        "2024-05", 60, 0.3, None, True, False, "possible", bergen, "recipient", (delivery.id,), 1, True,
    )  # fmt: skip
    sides = {"giver": 90.0, "recipient": 60.0, "third_party": None}
    return Promise(
        id="b0b0b0b0b0b0b0b0", title="Aland → Bergen: 200 pumps, by 2024-12-31",
        actors=(Party("ALA", "Aland"),),
        recipients=(bergen,), category="other-equipment", unit="pump", quantity=200, amount=None,
        currency=None,
        stage="pledge", promised="2024-03", deadline="2024-12-31", history=(first,), deliveries=(arrived,),
        fulfilled=Fulfilled(60, 90, 0.3, 0.45, sides, (60, 90)), status="overdue", days_late=12,
        missing=("recipient",), claims=(promise.id, delivery.id), documents=("pumps", "dam"), voices=1,
        conflicts=(Conflict("60 and 90 pumps", (delivery.id, promise.id)),),
    )  # fmt: skip
