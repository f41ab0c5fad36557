"""The index knows who is for what as reading everything does, and assigns concepts to what is new alone."""

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, select
from tallystick.errors import SettingError
from tallystick.ledger import Ledger, PromiseQuery, index_assignments, index_stands, opened
from tallystick.ledger.index_past_positions import PastPositions
from tallystick.ledger.index_position_tables import (
    assigned,
    books,
    spoken,
    stands,
    sums,
    taken,
    voiced,
)
from tallystick.ledger.standings import WholeStandings
from tallystick.ledger.streaming import Streamed
from tallystick.reconcile.codebook import parse_codebook
from tallystick.reconcile.positions import of_actor, positions, stand_of

from factories import actor, reading, statement

IDA = actor("person:ida-lund", "Ida Lund", of="NOR")
JONAS = actor("person:jonas-berg", "Jonas Berg", of="SWE")
LUND = actor(None, "Lund")
MAYORS = actor(None, "some mayors")
MINISTER = actor(None, "the minister", of="NOR")
PER = actor(None, "Per Dahl", of="NOR")

BOOK = parse_codebook("""
[concept.rail]
label = "Close the line"
words.en = ["clos* line"]

[concept.wages]
label = "Higher wages"
words.en = ["wage rise"]
""")
OTHER = parse_codebook("""
[concept.pay]
label = "Pay"
words.en = ["wage rise"]
""")
BOOKS = (None, BOOK)
CLOSE = "We support closing the line"
KEEP = "We reject closing the line"
RAISE = "There will be no wage rise"


@pytest.fixture(autouse=True)
def _always(monkeypatch):
    monkeypatch.setattr(opened, "INDEXED_FROM", 0)


@pytest.fixture
def ledger(place):
    with Ledger(place) as made:
        yield made


def said(words=CLOSE, who=IDA, concept="rail", stance="for", **slots):
    return statement(words, who, concept=concept, stance=stance, **slots)


def whole(ledger, codebook=None, as_of=None):
    """The same, from everything that was read."""
    known = ledger.known(as_of)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(opened, "INDEXED_FROM", 10**9)
        copies = ledger.copies(as_of)
    return positions(known, codebook, judgements=ledger.judgements(), copies=copies)


def parts(standings):
    """All that can be asked, the lists two things at a time."""
    sums = list(standings.sums())
    assert [standings.sum_of(one.concept) for one in sums] == sums
    lists = {
        (one.concept, name): [
            list(getattr(standings, name)(one.concept, first, 2)) for first in range(0, number + 1, 2)
        ]
        for one in sums
        for name, number in (("standings", one.actors), ("said", one.positions), ("shifts", one.shifts))
    }
    return sums, lists, list(standings.sides())


def agree(ledger, codebook=None, as_of=None):
    """See that every question is answered as from the whole, and give that."""
    expected = whole(ledger, codebook, as_of)
    assert ledger.positions(None, codebook, as_of) == expected
    for record in expected:
        assert ledger.positions(record.concept, codebook, as_of) == (record,)
    for key in {stand.actor.key for record in expected for stand in record.stands} | {"UKR"}:
        assert ledger.positions_of(key, codebook, as_of) == of_actor(expected, key)
    with ledger.standings(codebook, as_of) as standings:
        assert parts(standings) == parts(WholeStandings(expected))
    return {record.concept: record for record in expected}


days = st.sampled_from([None, "2024-01-01", "2024-01-20", "2024-02-10", "2024-03"])
claims = st.builds(
    said,
    st.sampled_from([CLOSE, KEEP, RAISE]),
    st.sampled_from([IDA, JONAS, LUND, MAYORS, MINISTER, PER, None]),
    concept=st.sampled_from(["rail", "wages", None]),
    stance=st.sampled_from(["for", "against", "open", "denies", None]),
    joint=st.sampled_from([(), (JONAS,)]),
    date=st.sampled_from([None, None, "2024", "2024-01-09"]),
)
names = st.sampled_from("abcd")
numbers = st.integers(0, 30)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("read"), names, st.lists(claims, max_size=3), days),
        st.tuples(st.just("copy"), names, names, days),
        st.tuples(st.just("reject"), numbers),
        st.tuples(st.just("accept"), numbers),
        st.tuples(st.just("reject document"), numbers),
        st.tuples(st.just("withdraw"), numbers),
        st.tuples(st.just("stance"), numbers, st.sampled_from(["for", "against", None])),
        st.tuples(st.just("concept"), numbers, st.sampled_from(["rail", "wages", None])),
        st.tuples(st.just("ask")),
    ),
    min_size=1,
    max_size=8,
)


def take(ledger, step):
    kind, *rest = step
    if kind == "read":
        name, told, day = rest
        ledger.append(reading(name, *told, published=day))
    elif kind == "copy":
        name, other, day = rest
        told = next((r for r in ledger.readings() if r.document.id == other), None)
        if told is not None:
            ledger.append(reading(name, *told.claims, published=day, text=told.document.text, copy_of=other))
    elif kind == "ask":
        for book in BOOKS:
            assert ledger.positions(None, book) == whole(ledger, book)
    else:
        decide(ledger, kind, *rest)


def decide(ledger, kind, number, value=None):
    verdict, _, on = kind.partition(" ")
    subjects = {
        "": [c.id for c in ledger.claims() if c.kind == "statement"],
        "document": [d.id for d in ledger.documents()],
    }[on]
    if verdict == "withdraw":
        subjects = [j.id for j in ledger.judgements()]
    if not subjects:
        return
    subject = subjects[number % len(subjects)]
    if verdict in ("stance", "concept"):
        ledger.judge("correct", subject, user="ida", slot=verdict, value=value)
    else:
        ledger.judge(verdict, subject, user="ida")


PLACES = count()


@given(steps, days)
@settings(max_examples=12, deadline=None)
def test_the_index_knows_what_reading_everything_tells(tmp_path_factory, story, as_of):
    with Ledger(tmp_path_factory.mktemp("index") / f"{next(PLACES)}.tally") as ledger:
        for step in story:
            take(ledger, step)
        for book in BOOKS:
            agree(ledger, book)
            agree(ledger, book, as_of)


def assigned_again(ledger, monkeypatch, codebook=BOOK):
    """Ask, and give the reports whose statements were assigned for it."""
    told = []
    assign_all = index_assignments.assign_all
    with monkeypatch.context() as patched:
        patched.setattr(
            index_assignments,
            "assign_all",
            lambda some, book: told.extend(r.document.id for r in some) or assign_all(some, book),
        )
        agree(ledger, codebook)
    return told


@pytest.fixture
def some(ledger):
    """Reports of two speakers, one of them printed twice."""
    ledger.append(reading("a", said(), published="2024-01-05", publisher="The Quay", url="https://quay/a"))
    ledger.append(reading("b", said(KEEP, LUND, stance="against"), published="2024-02-05", agency="NPA"))
    ledger.append(reading("c", said(RAISE, JONAS, "wages", "against", joint=(IDA,)), published="2024-02-07"))
    return ledger


def test_only_what_is_new_is_assigned(some, monkeypatch):
    assert assigned_again(some, monkeypatch) == ["a", "b", "c"]
    assert assigned_again(some, monkeypatch) == []
    some.append(reading("d", said(KEEP, JONAS), published="2024-03-01"))
    assert assigned_again(some, monkeypatch) == ["d"]
    some.append(reading("a", said(KEEP), published="2024-03-02"))
    assert assigned_again(some, monkeypatch) == ["a"]
    (claim,) = [c.id for c in some.claims() if c.evidence.text == RAISE]
    some.judge("correct", claim, user="eva", slot="stance", value="for")
    assert assigned_again(some, monkeypatch) == []
    assert {s.side for s in agree(some, BOOK)["wages"].stands} == {"for"}


def test_what_is_taken_in_by_portions_is_the_same(some, monkeypatch):
    monkeypatch.setattr(index_assignments, "_VERSIONS", 1)
    for book in BOOKS:
        agree(some, book)
    some.judge("reject", some.claims()[0].id, user="eva")
    some.append(reading("d", said(KEEP, JONAS), published="2024-03-01"))
    for book in BOOKS:
        agree(some, book)


def test_a_judgement_that_is_taken_back_however_often_is_heeded(some):
    stood = agree(some, BOOK)["rail"]
    claim = next(c.id for c in some.claims() if c.evidence.text == CLOSE)
    rejected = some.judge("reject", claim, user="eva")
    assert len(agree(some, BOOK)["rail"].stands[0].positions) == 1
    withdrawn = some.judge("withdraw", rejected.id, user="eva")
    assert agree(some, BOOK)["rail"] == stood
    some.judge("withdraw", withdrawn.id, user="eva")
    assert agree(some, BOOK)["rail"] != stood


def test_a_refuted_report_takes_its_copies_with_it(some):
    text = some.document("a").text
    some.append(reading("e", said(), published="2024-01-06", text=text, copy_of="a"))
    some.judge("reject", "a", user="eva")
    assert [s.side for s in agree(some, BOOK)["rail"].stands] == ["against"]
    agree(some, BOOK, "2024-01")
    some.judge("accept", some.reading("e").claims[0].id, user="eva")
    for book in BOOKS:
        (stand,) = agree(some, book)["rail"].stands
        assert [position.documents for position in stand.positions] == [("e",), ("b",)]


def test_what_was_known_on_a_day_is_looked_up(some, monkeypatch):
    some.append(reading("d", said(KEEP, JONAS), published="2024-03-01", copy_of="b"))
    some.append(reading("w", said(KEEP, JONAS), published="2024-01-01", copy_of="b"))
    expected = {day: agree(some, BOOK, day) for day in ("2023", "2024-01", "2024-02-05", "2024-02-20")}
    monkeypatch.setattr(opened.Opened, "_all_readings", None)
    for day, records in expected.items():
        assert some.positions(None, BOOK, day) == tuple(records.values())
        assert some.positions("rail", BOOK, day) == (records["rail"],)


def test_who_speaks_only_in_a_report_that_was_accepted_is_heard_on_its_day(some):
    some.append(reading("e", said(RAISE, JONAS, "wages", "against"), published="2024-01-06"))
    some.judge("accept", "e", user="eva")
    assert [s.actor.name for s in agree(some, BOOK, "2024-01-06")["wages"].stands] == ["Jonas Berg"]


def test_who_somebody_was_on_a_day_is_told_without_looking_at_everybody(ledger, monkeypatch):
    """Until Per Dahl spoke there was one minister; Lund is whoever is called so."""
    ledger.append(reading("a", said(CLOSE, IDA), said(KEEP, MINISTER, stance="open"), published="2024-01-01"))
    ledger.append(reading("b", said(KEEP, LUND, stance="against"), published="2024-01-05"))
    ledger.append(reading("c", said(CLOSE, PER), said(CLOSE, JONAS), published="2024-02-01"))
    expected = {day: agree(ledger, None, day)["rail"] for day in ("2024-01-01", "2024-02-01")}
    monkeypatch.setattr(PastPositions, "_sources", None)
    for day, stances in (("2024-01-01", ["for", "open"]), ("2024-02-01", ["for", "against"])):
        (rail,) = ledger.positions_of("person:ida-lund", None, day)
        assert rail.stands == expected[day].stands[:1]
        assert [position.stance for position in rail.stands[0].positions] == stances
    assert ledger.positions_of("name:the minister", None, "2024-01-01") == ()


def test_what_was_known_of_a_concept_is_looked_up_without_the_others(some, monkeypatch):
    expected = agree(some, None, "2024-02")["rail"]
    monkeypatch.setattr(PastPositions, "_keys", None)
    assert some.positions("rail", None, "2024-02") == (expected,)


def test_a_text_that_was_replaced_since_counts_on_its_day(some):
    some.append(reading("a", said(KEEP, stance="against"), published="2024-03-02"))
    for book in BOOKS:
        assert agree(some, book, "2024-01")["rail"].stands[0].side == "for"
        assert agree(some, book, "2024-03")["rail"].stands[0].side == "against"


def test_who_goes_through_a_ledger_is_told_who_stands_where_without_reading_it(some, monkeypatch):
    some.judge("reject", "b", user="eva")
    expected = {day: tuple(agree(some, None, day).values()) for day in (None, "2024-01")}
    monkeypatch.setattr(Streamed, "readings", None)
    for day, records in expected.items():
        with some.streamed(day) as state:
            assert state.positions() == records


def count_of(ledger, table):
    with ledger._access.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar()


def test_each_codebook_has_its_own_assignments(some):
    agree(some, BOOK)
    agree(some, OTHER)
    agree(some)
    assert count_of(some, books) == 3
    assert count_of(some, assigned) == 3 + 1


def test_of_many_codebooks_the_last_are_kept(some, monkeypatch):
    monkeypatch.setattr(index_assignments, "MOST_BOOKS", 1)
    for book in (BOOK, OTHER, BOOK, None, BOOK):
        agree(some, book)
        some.append(reading("d", said(words=f"We support closing the line by {count_of(some, spoken)}")))
    assert count_of(some, books) == 1 + 1  # what was assigned in reading is always kept
    with some._access.reading() as connection:
        for table in (assigned, spoken, voiced, stands, taken, sums):
            numbers = connection.execute(select(table.c.book).distinct()).scalars().all()
            assert set(numbers) <= set(connection.execute(select(books.c.book)).scalars())


def test_other_rules_assign_anew(some, monkeypatch):
    assigned_again(some, monkeypatch)
    monkeypatch.setattr(index_assignments, "rules", lambda: "others")
    assert assigned_again(some, monkeypatch) == ["a", "b", "c"]


def test_another_program_that_was_quicker_is_believed(some, monkeypatch):
    assign_all = index_assignments.assign_all

    def meanwhile(told, codebook):
        with monkeypatch.context() as patched:
            patched.setattr(index_assignments, "assign_all", assign_all)
            some.positions(None, BOOK)
        return assign_all(told, codebook)

    with monkeypatch.context() as patched:
        patched.setattr(index_assignments, "assign_all", meanwhile)
        assert some.positions(None, BOOK) == whole(some, BOOK)
    assert count_of(some, books) == 1 + 1


def test_who_may_only_read_asks_what_others_kept(some, monkeypatch):
    agree(some, BOOK)
    monkeypatch.setattr(some._access, "is_writable", False)
    agree(some, BOOK)
    agree(some, OTHER)


def test_a_concept_that_is_none_is_told_with_those_there_are(some):
    with pytest.raises(SettingError, match="No concept 'rails'; there are: rail, wages"):
        some.positions("rails", BOOK)
    with pytest.raises(SettingError, match="No concept 'rails'; there are: rail, wages"):
        some.positions("rails")
    for standings in (some.standings(BOOK), some.standings(BOOK, "2024-02")):
        with (
            standings as found,
            pytest.raises(SettingError, match="No concept 'rails'; there are: rail, wages"),
        ):
            found.sum_of("rails")
    for book in BOOKS:
        with pytest.raises(SettingError, match="No concept 'rails'; there are: rail, wages"):
            some.positions("rails", book, "2024-03")
    with pytest.raises(SettingError, match="No date 'soon'"):
        some.positions(None, BOOK, "soon")


def test_stands_are_added_up_while_the_index_is_made(some, monkeypatch):
    some.page(PromiseQuery())
    monkeypatch.setattr(opened, "assign_new", None)
    agree(some)


def test_a_list_is_asked_for_at_once_however_long_it_is(some):
    for day, who, stance in ((1, IDA, "against"), (2, JONAS, "for"), (3, JONAS, "against")):
        some.append(reading(f"d{day}", said(KEEP, who, stance=stance), published=f"2024-03-0{day}"))
    asked = []
    with some.standings() as standings:
        event.listen(some._access._engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
        assert [one.latest.stance for one in standings.standings("rail", 0, 9)] == ["against"] * 2
        assert len(asked) == 2
        assert [(one.before.stance, one.after.stance) for one in standings.shifts("rail", 0, 9)] == [
            ("for", "against"),
            ("for", "against"),
        ]
        assert len(asked) == 5


def test_only_the_stands_of_those_who_spoke_are_added_up_anew(some, monkeypatch):
    agree(some, BOOK)
    some.append(reading("d", said(KEEP, JONAS, stance="against"), published="2024-03-01"))
    made = []
    monkeypatch.setattr(
        index_stands, "stand_of", lambda told: made.append(told[0].source.name) or stand_of(told)
    )
    agree(some)
    assert made == ["Jonas Berg"]


def test_who_turns_out_to_be_another_is_added_up_anew(some):
    agree(some)
    other = actor("person:karen-lund", "Karen Lund")
    some.append(reading("d", said(KEEP, other, stance="against"), published="2024-03-01"))
    assert [stand.actor.name for stand in agree(some)["rail"].stands] == ["Ida Lund", "Lund", "Karen Lund"]
    some.append(reading("d", published="2024-03-01", text="Nothing was said."))
    assert [stand.actor.name for stand in agree(some)["rail"].stands] == ["Ida Lund"]


def test_what_is_added_up_by_portions_is_the_same(some, monkeypatch):
    monkeypatch.setattr(index_stands, "_MARKS", 1)
    test_who_turns_out_to_be_another_is_added_up_anew(some)


def test_how_far_the_stands_are_is_told(some):
    seen = []
    some._progress = lambda *step: seen.append(step)
    some.positions()
    step, done, of = next(step for step in reversed(seen) if step[0].startswith("stands"))
    assert (step, done) == ("stands of actors added up", of)


def test_an_original_that_comes_later_dates_what_its_copy_told(some):
    some.append(reading("w", said(), published="2024-01-09", copy_of="x"))
    agree(some)
    some.append(reading("x", said(), published="2024-01-02"))
    assert agree(some)["rail"].stands[0].positions[0].date == "2024-01-02"
    some.append(reading("x", said(), published="2023-12-30"))
    assert agree(some)["rail"].stands[0].positions[0].date == "2023-12-30"
