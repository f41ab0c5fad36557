import re
from pathlib import Path

import pytest
from tallystick.model import Commitment
from tallystick.model.records import Because
from tallystick.reconcile import parts, revisions, towards
from tallystick.reconcile.mentions import mentions_of
from tallystick.reconcile.sameness import DOUBTS, LINKED, REVIEW, WEIGHTS, sameness

from factories import commitment, item, reading


def buses(to="UKR", by="DEU", deadline=None, category="vehicles", **slots):
    return commitment(by, to, item(category, **{"quantity": 40, "unit": "bus", **slots}), deadline=deadline)


def money(amount, words):
    return commitment("DEU", "UKR", item("money", words, amount=amount, currency="EUR"))


def likeness(one, other, days=(None, None)):
    mentions = mentions_of(
        [reading("a", one, published=days[0]), reading("b", other, published=days[1])], Commitment, None
    )
    return sameness(mentions[1], mentions[0])


def test_the_weights_sum_to_one_and_the_thresholds_lie_between():
    assert sum(WEIGHTS.values()) == pytest.approx(1)
    assert 0 < REVIEW < LINKED < 1


@pytest.mark.parametrize(
    ("one", "other", "feature"),
    [
        (buses(), buses(to=()), "actors"),
        (buses(), buses(to=()), "figures"),
        (buses(), buses(to=()), "category"),
        (buses(), buses(quantity=None), "recipients"),
        (buses(), buses(), "unit"),
        (buses(deadline="2025"), buses(deadline="2025-03"), "deadline"),
        (buses(words="40 city buses"), buses(words="forty city buses"), "words"),
    ],
)
def test_what_agrees_adds_its_weight(one, other, feature):
    found = likeness(one, other)
    assert feature in [b.feature for b in found.because]
    others = sum(WEIGHTS.get(b.feature, 0) - DOUBTS.get(b.feature, 0) for b in found.because)
    assert found.score == pytest.approx(others)


def test_two_tellings_of_one_report_speak_of_one_promise():
    (one, other) = mentions_of([reading("a", buses(), buses(deadline="2025"))], Commitment, None)
    assert "same_document" in [b.feature for b in sameness(one, other).because]


@pytest.mark.parametrize(
    ("one", "other", "days", "doubt"),
    [
        (buses(), buses(words="another 40 buses"), ("2024-01-01", "2024-02-01"), "new_money"),
        (buses(), buses(quantity=None, words="the vehicles"), (None, None), "one_figure"),
        (money(5e6, "5m in aid"), money(None, "the aid"), (None, None), "one_figure"),
        (buses(quantity=None), buses(quantity=None), ("2024-01-01", "2024-09-01"), "long_between"),
    ],
)
def test_what_makes_it_doubtful_takes_away(one, other, days, doubt):
    assert doubt in [b.feature for b in likeness(one, other, days).because]


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        (buses(), buses(words="another 40 buses"), ("2024-01-01", "2024-01-05")),
        (buses(), buses(words="another 40 buses"), (None, "2024-01-05")),
        (buses(), buses(), ("2024-01-01", "2024-09-01")),
        (buses(words="40 city buses"), buses(quantity=None, words="the buses"), (None, None)),
        (buses(quantity=None), buses(quantity=None), ("2024-01-01", "2024-03-01")),
    ],
)
def test_what_gives_no_doubt(one, other, days):
    assert not any(b.feature in DOUBTS for b in likeness(one, other, days).because)


@pytest.mark.parametrize(
    "other",
    [
        buses(to="MDA"),
        buses(unit="truck"),
        buses(quantity=50),
        buses(quantity=None, amount=5, currency="EUR"),
    ],
)
def test_what_contradicts_is_ruled_out_or_has_no_figure_in_common(other):
    found = likeness(buses(), other)
    assert found is None or "figures" not in [b.feature for b in found.because]


def test_in_wide_categories_words_tell_what_figures_do_not():
    coalition = buses(category="political", words="a coalition for air defence", quantity=None, unit=None)
    alike = buses(category="political", words="the air defence coalition", quantity=None, unit=None)
    other = buses(category="political", words="a law on grain", quantity=None, unit=None)
    assert likeness(coalition, alike).score >= LINKED
    assert likeness(coalition, other) is None


def _tables(page):
    rows = re.findall(r"^\| `(\w+)` \| ([\d.]+) \|", page, re.MULTILINE)
    return [(name, float(value)) for name, value in rows]


def test_the_page_shows_the_weights_as_they_are():
    rows = _tables((Path(__file__).parents[2] / "docs" / "reconcile.md").read_text(encoding="utf-8"))
    told = [WEIGHTS, DOUBTS, revisions.SCORES, parts.SCORES, towards.WEIGHTS]
    assert sorted(rows) == sorted(pair for table in told for pair in table.items())


def test_the_same_words_quoted_beside_both_agree():
    said = "“We keep our word to our neighbours,”"
    one, other, third = (
        reading(name, buses(words="40 buses"), text=text)
        for name, text in (
            ("a", f"Germany will send 40 buses. {said} the minister said."),
            ("b", f"{said} the minister said: Germany will send 40 buses."),
            ("c", f"{said.replace('“', '«').replace('”', '»')} Berlin will send 40 buses"),
        )
    )
    mentions = {m.document.id: m for m in mentions_of([one, other, third], Commitment, None)}
    assert "quotation" not in [b.feature for b in sameness(mentions["a"], mentions["b"]).because]
    agreeing = sameness(mentions["c"], mentions["b"]).because
    assert Because("quotation", "both quote “we keep our word to our neighbours”") in agreeing
