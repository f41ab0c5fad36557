"""How far a promise was known to be kept, day by day."""

from dataclasses import replace

from tallystick.ledger.whole import Whole
from tallystick.model import Judgement
from tallystick.reconcile import fold
from tallystick.views.charts import Known
from tallystick.web import course as course_module
from tallystick.web.course import course

from factories import actor, commitment, delivery, item, reading

NORWAY, KENYA = actor("NOR", "Norway"), actor("KEN", "Kenya")


def told(document, published, *claims):
    return reading(document, *claims, published=published, title=document)


def promised(quantity):
    trucks = item("vehicles", f"{quantity} trucks", quantity=float(quantity), unit="truck")
    return commitment((NORWAY,), (KENYA,), trucks, words=f"will send {quantity} trucks")


def arrived(quantity, date):
    trucks = item("vehicles", f"{quantity} trucks", quantity=float(quantity), unit="truck")
    return delivery((NORWAY,), (KENYA,), trucks, words=f"has sent {quantity} trucks", date=date)


READINGS = (
    told("a", "2024-01-02", promised(40)),
    told("b", "2024-03", arrived(12, "2024-03-01")),
    told("c", "2024-05-06", arrived(8, "2024-05-05")),
    told("d", None, arrived(5, "2024-06-01")),
)


def test_each_day_on_which_a_report_came_out_has_its_figure():
    whole = Whole(READINGS, (), (), None)
    (promise,) = whole.promises
    assert course(whole, promise) == (Known("2024-03-31", 12, 12), Known("2024-05-06", 20, 20))


def test_only_the_last_days_are_told(monkeypatch):
    monkeypatch.setattr(course_module, "MOST_DAYS", 1)
    whole = Whole(READINGS, (), (), None)
    (promise,) = whole.promises
    assert [known.day for known in course(whole, promise)] == ["2024-05-06"]


def test_what_people_decided_holds_for_every_day():
    refused = Judgement(
        id="j1", verdict="reject", subject=READINGS[1].claims[0].id, on="claim", other=None, slot=None, value=None,
        user="ada", at="2025-01-01T00:00:00+00:00", reason=None,
    )  # fmt: skip
    whole = Whole(READINGS, (refused,), (), None)
    (promise,) = whole.promises
    assert [known.high for known in course(whole, promise)] == [8]


def folded_whole(glance, promise):
    """The same by folding all that the promise cites, for each day."""
    behind = set(promise.cited)
    cited = [
        replace(one, claims=tuple(claim for claim in one.claims if claim.id in behind))
        for one in glance.readings(promise.cited_documents)
    ]
    copies = tuple(set(glance.copies_of(promise.cited_documents).values()))
    for known in course(glance, promise):
        then = [r for r in cited if r.document.published is None or r.document.published[:10] <= known.day]
        promises = fold(then, known.day, judgements=glance.judgements(), copies=copies).promises
        yield next((p.fulfilled.low, p.fulfilled.high) for p in promises if p.id == promise.id)


def test_it_is_what_folding_everything_comes_to(library):
    whole = library.whole()
    told_of = 0
    for promise in whole.promises:
        expected = [
            (low or 0.0, high if high is not None else low) for low, high in folded_whole(whole, promise)
        ]
        assert [(known.low, known.high) for known in course(whole, promise)] == expected
        told_of += bool(expected)
    assert told_of > 1
