import subprocess
import sys
from dataclasses import replace

import pytest
from tallystick.errors import LedgerError, SettingError
from tallystick.ledger import Appended, Head, Ledger
from tallystick.model import Event, Problem, Reading
from tallystick.model.claims_format import claim_id
from tallystick.reconcile import find_copies, fold

from factories import actor, commitment, delivery, item, reading, statement

BUSES = item("vehicles", quantity=40, unit="bus")
PROMISE = commitment(
    "DEU", "MDA", BUSES, deadline="2024-06", source=actor("person:ida-holm", "Ida Holm", of="DEU")
)
ARRIVAL = delivery("DEU", "MDA", item("vehicles", quantity=10, unit="bus"))


@pytest.fixture
def ledger(place):
    with Ledger(place) as opened:
        yield opened


def everything():
    """A reading with a claim of every kind and a problem."""
    said = statement("We keep our word")
    event = Event(
        actors=(actor("DEU"),), targets=(), type="AID", place=said.content,
        id="", evidence=said.evidence, source=None, cue=said.content, negated=True, factuality="possible",
        date="2024", confidence=0.5, reader=said.reader,
    )  # fmt: skip
    told = reading("all", PROMISE, ARRIVAL, said, event, published="2024-01-02", publisher="The Daily")
    return replace(told, problems=(Problem("odd", "Something odd.", 1, 2), Problem("none", "Nowhere.")))


def test_what_is_read_comes_back_as_it_was(ledger):
    told = everything()
    assert ledger.append(told) == Appended(documents=1, claims=4)
    assert ledger.readings() == [told]
    assert ledger.documents() == [told.document]
    assert ledger.claims() == list(told.claims)


def test_what_was_read_outlasts_the_program(place):
    with Ledger(place) as first:
        first.append(everything())
    with Ledger(place) as second:
        assert second.readings() == [everything()]


def test_reading_the_same_again_adds_nothing(ledger):
    ledger.append(everything())
    assert ledger.append(everything()) == Appended(documents=0, claims=0)
    assert ledger.readings() == [everything()]


def test_a_claim_made_twice_in_a_report_is_one(ledger):
    told = reading("a", PROMISE)
    assert ledger.append(replace(told, claims=told.claims * 2)).claims == 1


def test_a_report_without_claims_is_kept(ledger):
    assert ledger.append(reading("empty")) == Appended(documents=1, claims=0)
    assert [d.id for d in ledger.documents()] == ["empty"]


def test_the_head_names_the_state_of_the_ledger(ledger):
    assert ledger.head() == Head(0, "0" * 64)
    ledger.append(reading("a", PROMISE))
    first = ledger.head()
    ledger.append(reading("a", PROMISE))
    assert ledger.head() == first
    ledger.append(reading("b", ARRIVAL))
    assert ledger.head().seq == first.seq + 3
    assert ledger.head().hash != first.hash


def test_many_reports_are_added_in_batches_each_told_when_it_is_kept(ledger):
    told = [reading(f"r{n}", PROMISE, ARRIVAL) for n in range(5)]
    kept = []

    def acknowledge(added):
        kept.append((added, len(ledger.documents())))

    assert ledger.append_all(iter([*told, told[0]]), batch=2, acknowledge=acknowledge) == Appended(5, 10)
    assert kept == [(Appended(2, 4), 2), (Appended(2, 4), 4), (Appended(1, 2), 5)]
    assert ledger.readings() == told
    assert ledger.append_all([]) == Appended(0, 0)


def test_what_stands_twice_in_a_batch_is_added_once(ledger):
    told = reading("a", PROMISE)
    assert ledger.append_all([told, told]) == Appended(1, 1)
    assert ledger.verify() == []


def test_batches_and_single_readings_give_one_chain(tmp_path):
    told = [reading(f"r{n}", PROMISE, ARRIVAL) for n in range(7)]
    heads = []
    for batch in (1, 3, 100):
        with Ledger(tmp_path / f"{batch}.tally") as ledger:
            ledger.append_all(told, batch=batch)
            heads.append(ledger.head())
    with Ledger(tmp_path / "single.tally") as ledger:
        for one in told:
            ledger.append(one)
        heads.append(ledger.head())
    assert len(set(heads)) == 1


def test_ids_may_hold_any_character_and_be_long(ledger):
    for name in ("a\0b", "ж" * 3000, "x'; DROP TABLE entries; --", "back\\slash\tand\nline"):
        told = reading(name, PROMISE)
        ledger.append(told)
        assert ledger.document(name) == told.document
    assert ledger.verify() == []


def test_a_long_report_is_asked_for_in_portions(ledger):
    many = reading("long", *(statement(f"Sentence number {n} of many") for n in range(1100)))
    assert ledger.append(many).claims == 1100
    assert ledger.append(many).claims == 0


def test_reports_stay_in_the_order_they_were_read(ledger):
    for name in ("c", "a", "b"):
        ledger.append(reading(name, PROMISE))
    assert [d.id for d in ledger.documents()] == ["c", "a", "b"]


def test_a_later_reading_of_a_document_counts_and_the_claims_before_it_are_kept(ledger):
    before = reading("a", PROMISE, ARRIVAL, text="the same text")
    after = reading("a", ARRIVAL, statement(), text="the same text")
    ledger.append(before)
    assert ledger.append(after) == Appended(documents=0, claims=1)
    assert ledger.readings() == [after]
    assert ledger.promises() == []
    assert ledger.claim(before.claims[0].id) == before.claims[0]


@pytest.mark.parametrize(
    "change", [{"text": "Another text"}, {"published": "2024-05-05"}, {"title": "A title"}]
)
def test_a_document_with_the_same_id_and_anything_else_is_a_new_version(ledger, change):
    before = reading("a", PROMISE, text="A text", published="2024-01-01")
    after = Reading(replace(before.document, **change), before.claims)
    ledger.append(before)
    assert ledger.append(after) == Appended(documents=1, claims=1)
    assert ledger.readings() == [after]
    assert ledger.document("a") == after.document


def test_the_version_read_last_counts_and_stands_last(ledger):
    first, second = (
        reading("a", PROMISE, text="The first text"),
        reading("a", PROMISE, text="The second text"),
    )
    for told in (first, reading("b"), second):
        ledger.append(told)
    assert [d.text for d in ledger.documents()][1:] == ["The second text"]
    again = reading("a", PROMISE, ARRIVAL, text="The first text")
    ledger.append(again)
    assert ledger.readings()[1:] == [again]


def test_a_version_published_later_does_not_hide_the_one_before_it(ledger):
    first = reading("a", PROMISE, published="2024-01-01")
    corrected = reading(
        "a", commitment("DEU", "MDA", item("vehicles", quantity=60, unit="bus")), published="2024-03-01"
    )
    ledger.append(first)
    ledger.append(corrected)
    assert [p.quantity for p in ledger.promises()] == [60]
    assert [p.quantity for p in ledger.promises(as_of="2024-02")] == [40]


def test_things_are_found_by_their_ids(ledger):
    told = everything()
    ledger.append(told)
    (promise,) = ledger.promises()
    assert ledger.promise(promise.id) == promise
    assert ledger.promise(promise.id, as_of="2023") is None
    assert ledger.document("all") == told.document
    assert [ledger.claim(c.id) for c in told.claims] == list(told.claims)
    assert ledger.document_of(told.claims[0].id) == told.document


def test_what_is_not_there_is_none(ledger):
    assert (ledger.promise("x"), ledger.document("x"), ledger.claim("x"), ledger.document_of("x")) == (
        None,
    ) * 4
    assert (ledger.readings(), ledger.documents(), ledger.claims(), ledger.promises()) == ([], [], [], [])


def test_a_claim_leads_to_the_version_of_the_document_that_it_was_read_in(ledger):
    first = reading("a", PROMISE, text="The first text")
    second = reading("a", ARRIVAL, text="The second text")
    ledger.append(first)
    ledger.append(second)
    assert ledger.document_of(first.claims[0].id) == first.document


def test_promises_are_the_fold_of_what_was_read(ledger):
    told = [reading("p", PROMISE, published="2024-01-01"), reading("d", ARRIVAL, published="2024-02-01")]
    for one in told:
        ledger.append(one)
    assert ledger.reconciled() == fold(told)
    assert ledger.promises() == list(fold(told).promises)
    assert ledger.promises(as_of="2024-01-15") == list(fold(told[:1], as_of="2024-01-15").promises)


def test_a_day_that_is_none_is_refused(ledger):
    with pytest.raises(SettingError, match="No date 'tomorrow'"):
        ledger.promises(as_of="tomorrow")


def test_an_interrupted_reading_leaves_nothing_behind(ledger, monkeypatch):
    ledger.append(reading("a", PROMISE))

    def interrupt(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("tallystick.ledger.appending.chained", interrupt)
        with pytest.raises(KeyboardInterrupt):
            ledger.append(reading("b", PROMISE))
    assert [d.id for d in ledger.documents()] == ["a"]
    assert ledger.append(reading("b", PROMISE)).documents == 1
    assert ledger.verify() == []


def test_nothing_stays_beside_a_closed_ledger(tmp_path):
    with Ledger(tmp_path / "pledges.tally") as opened:
        opened.append(everything())
    assert [p.name for p in tmp_path.iterdir()] == ["pledges.tally"]


def test_a_path_may_hold_any_character(tmp_path):
    odd = tmp_path / "prêts? 100% #1.tally"
    with Ledger(str(odd)) as opened:
        opened.append(everything())
    assert odd.is_file()


def test_asking_for_a_missing_ledger_makes_none(place):
    for _ in range(2):
        with pytest.raises(LedgerError, match=r"No ledger .*; make one with: tally read PATH --ledger \S+$"):
            Ledger(place, create=False)


def test_ids_of_claims_are_those_of_the_format(ledger):
    told = everything()
    ledger.append(told)
    assert [c.id for c in ledger.claims()] == [claim_id("all", c) for c in told.claims]


def test_the_package_loads_its_database_only_when_used():
    code = (
        "import sys, tallystick.ledger as l; assert 'sqlalchemy' not in sys.modules; l.Ledger; "
        "assert 'sqlalchemy' in sys.modules; assert 'alembic' not in sys.modules; l.Nothing"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "AttributeError: module 'tallystick.ledger' has no attribute 'Nothing'" in run.stderr


def test_an_up_to_date_ledger_opens_without_migrating(place, monkeypatch):
    Ledger(place).close()
    monkeypatch.setattr("tallystick.ledger.access.upgrade", None)
    Ledger(place).close()


def told_again(name, text, **fields):
    told = reading(name, replace(ARRIVAL, source=None), text=text, **fields)
    return replace(told, document=replace(told.document, blocks=()))


WORDS = "Ten buses from Germany reached Moldova on Friday, the ministry in Chisinau said; thirty more are due by June."


def test_copies_are_found_and_count_as_one_voice(ledger):
    ledger.append(reading("promise", PROMISE, published="2024-01-01"))
    ledger.append(told_again("a", WORDS, publisher="The Daily", published="2024-01-02"))
    ledger.append(told_again("b", f"{WORDS} This is all.", publisher="The Weekly", published="2024-01-03"))
    ledger.append(told_again("c", "Ten buses came.", publisher="The Globe", published="2024-01-04"))
    (group,) = ledger.copies()
    assert (group.documents, group.kind) == (("a", "b"), "copy")
    (promise,) = ledger.promises()
    assert promise.voices == 3  # who promised, the text of two papers, the third paper
    voices = ledger.voices(promise.claims)
    assert [(v.who.name, v.documents, v.originals) for v in voices] == [
        ("Ida Holm", ("promise",), ("promise",)),
        ("The Daily", ("a", "b"), ("a",)),
        ("The Globe", ("c",), ("c",)),
    ]


def test_copies_are_those_known_on_a_day(ledger):
    ledger.append(told_again("a", WORDS, published="2024-01-02"))
    assert ledger.copies() == ()
    ledger.append(told_again("b", WORDS, published="2024-01-03"))
    assert ledger.copies("2024-01-02") == ()
    assert [group.documents for group in ledger.copies("2024-01-03")] == [("a", "b")]
    assert ledger.copies() == ledger.copies() == find_copies(ledger.documents())
    with pytest.raises(SettingError):
        ledger.copies("someday")


def test_why_leads_from_a_figure_to_its_claims(ledger):
    ledger.append(everything())
    (promise,) = ledger.promises()
    (low,) = ledger.why(promise.id, "fulfilled.low")
    (figure,) = low.parts[0].parts
    assert (low.value, figure.quoted[0].claim) == (10, everything().claims[1].id)
    assert ledger.why(promise.id, "low", "2023") == ()
    assert ledger.why("none") == ()


def test_why_rests_on_claims_as_people_corrected_them(ledger):
    ledger.append(everything())
    ledger.judge("correct", everything().claims[1].id, user="ida", slot="items.0.quantity", value=15)
    (promise,) = ledger.promises()
    assert [found.value for found in ledger.why(promise.id, "low")] == [15]


def test_the_difference_between_two_days_names_reports_and_judgements(ledger):
    ledger.append(everything())
    (new,) = ledger.difference("2023-12-31")
    assert (new.kind, new.documents) == ("new", ("all",))
    rejected = ledger.judge("reject", everything().claims[1].id, user="ida")
    (changed,) = ledger.difference("2024-01-31")
    assert changed.judgements == (rejected.id,)
    assert {(c.field, c.reason) for c in changed.changes} >= {("fulfilled", "judgements")}
    with pytest.raises(SettingError, match="lies before"):
        ledger.difference("2024-02", "2024-01")
