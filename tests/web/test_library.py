"""Whether a ledger is asked through its index or folded whole, it says the same."""

import shutil
from dataclasses import replace

import pytest
from tallystick import Ledger
from tallystick.errors import SettingError
from tallystick.ledger import opened
from tallystick.ledger.index_past_positions import PastPositions
from tallystick.ledger.index_queries import PromiseQuery
from tallystick.ledger.standings import WholeStandings
from tallystick.reconcile.positions import of_actor
from tallystick.web import Library


@pytest.fixture(scope="module")
def decided(sample_ledger, shells, codebook, tmp_path_factory):
    """A library in which people have decided this and that, with its index and histories; nobody decides more."""
    place = tmp_path_factory.mktemp("decided") / "copy.tally"
    shutil.copy(sample_ledger, place)
    with Ledger(place) as ledger:
        library = Library(ledger, codebook)
        library.judge("correct", shells.claims[0], "ben", slot="deadline", value="2024-06")
        library.judge("reject", shells.deliveries[-1].claims[0], "ben", reason="misread")
        pair = next(d for d in library.whole().doubts(1000) if len(d.claims) == 2)
        library.judge("different", pair.claims[0], "ada", other=pair.claims[1])
        ledger.make_histories()
        yield library


@pytest.fixture(params=[None, "2024-02-28", "2024-06-15"])
def both(request, decided, monkeypatch):
    """The same state, as of a day, asked in both ways."""
    monkeypatch.setattr(opened, "INDEXED_FROM", 0)
    monkeypatch.setattr(opened, "TOLD_FROM", 0)
    with decided.glance(request.param) as indexed:
        whole = decided.whole(request.param)
        assert type(indexed) is not type(whole)
        yield indexed, whole


def chosen(glance, **asked):
    found = glance.page(PromiseQuery(**asked))
    return found.promises, found.total


def test_both_count_and_choose_alike(both):
    indexed, whole = both
    assert indexed.totals() == whole.totals()
    assert indexed.choices() == whole.choices()
    assert indexed.days() == whole.days()


def test_what_a_new_report_changes_is_known_by_its_entry(library, ledger, shells):
    before = library.newest()
    reading = next(r for r in ledger.readings() if r.document.id in shells.documents)
    ledger.append(replace(reading, document=replace(reading.document, id="again", publisher="The Other")))
    with library.glance() as glance:
        found = glance.page(PromiseQuery(entered_after=before))
        assert shells.id in {promise.id for promise in found.promises}
        assert all(before < entry <= library.newest() for entry in found.entered)
        assert 0 < found.total < glance.page(PromiseQuery()).total


def test_what_is_counted_is_kept_for_the_state_that_was_counted_and_no_other(library, ledger, shells):
    told = next(r for r in ledger.readings() if r.document.id in shells.documents)
    other = replace(told, document=replace(told.document, id="again", publisher="The Other"))
    with library.glance() as before:
        documents = before.totals().documents
        with Ledger(ledger.name) as another:
            another.append(other)  # while a page is made
        assert library.summary(before)[0].documents == documents
        asked = library.queue(before)
    with library.glance() as after:
        assert library.summary(after)[0].documents == documents + 1
        assert library.summary(after)[1] is library.summary(after)[1]
        assert library.queue(after) is not asked
        assert library.queue(after) is library.queue(after)


@pytest.mark.parametrize("sort", ["known", "deadline", "at_stake", "urgency"])
def test_both_sort_alike(both, sort):
    indexed, whole = both
    assert chosen(indexed, sort=sort, limit=1000) == chosen(whole, sort=sort, limit=1000)
    assert chosen(indexed, sort=sort, offset=3, limit=4) == chosen(whole, sort=sort, offset=3, limit=4)


@pytest.mark.parametrize(
    "asked",
    [
        {"actor": "EU"},
        {"recipient": "UKR"},
        {"recipient": "name:poorer countries"},
        {"category": "vaccines"},
        {"statuses": ("overdue", "open")},
        {"due_from": "2022-01-01"},
        {"due_until": "2022-06-30"},
        {"actor": "nobody"},
    ],
)
def test_both_choose_alike(both, asked):
    indexed, whole = both
    assert chosen(indexed, **asked) == chosen(whole, **asked)


def test_both_explain_every_promise_alike(both):
    indexed, whole = both
    for promise in whole.promises:
        assert indexed.promise(promise.id) == promise
        assert indexed.why(promise) == whole.why(promise)
        assert indexed.voices(promise.claims) == whole.voices(promise.claims)
        behind = (*promise.claims, *promise.removed)
        assert indexed.evidence(behind) == whole.evidence(behind)
        assert indexed.promises_of(behind) == whole.promises_of(behind)
    assert indexed.promise("nothing") is None


def test_both_know_the_same_reports(both):
    indexed, whole = both
    readings = whole.latest(0, 1000)
    assert indexed.latest(0, 1000) == readings
    assert indexed.latest(2, 3) == whole.latest(2, 3) == readings[2:5]
    names = [reading.document.id for reading in readings]
    assert indexed.readings(names) == whole.readings(names)
    assert indexed.titles_of([*names, "none"]) == {r.document.id: r.document.title for r in readings}
    assert indexed.titles_of(names) == whole.titles_of(names)
    assert indexed.copies_of(names) == whole.copies_of(names)
    assert whole.copies_of(names)
    for reading in readings:
        assert indexed.claims_of(reading) == whole.claims_of(reading)
        alone = [reading.document.id]
        assert indexed.copies_of(alone) == whole.copies_of(alone)


def test_both_know_the_same_actors(both):
    indexed, whole = both
    choices = whole.choices()
    keys = {choice.value for choice in (*choices.actors, *choices.recipients)} | {
        "person:emmanuel-macron",
        "x",
    }
    for key in sorted(keys):
        assert indexed.names_of(key) == whole.names_of(key)
        assert indexed.counts_of(key) == whole.counts_of(key)
        for role in "sdo":
            assert indexed.claims_speaking_of(key, role, 5) == whole.claims_speaking_of(key, role, 5)


def test_both_know_what_was_decided(both):
    indexed, whole = both
    assert indexed.judgements() == list(whole.judgements())


def test_both_doubt_alike(decided):
    whole = decided.whole()
    doubts = whole.doubts(1000)
    assert {doubt.kind for doubt in doubts} >= {"pair", "claim"}
    with decided.present() as indexed:
        assert type(indexed) is not type(whole)
        assert indexed.doubts(1000) == doubts
        assert indexed.doubts(3) == whole.doubts(3)
        assert indexed.doubts_in_all() == whole.doubts_in_all() == len(doubts)
        assert all(indexed.doubt(doubt.key) == whole.doubt(doubt.key) == doubt for doubt in doubts)


def test_what_was_known_on_a_day_is_what_the_ledger_says(library, ledger, shells):
    library.judge("correct", shells.claims[0], "ben", slot="deadline", value="2024-06")
    for day in (None, "2024-03-01"):
        whole = library.whole(day)
        assert list(whole.promises) == ledger.promises(day)
        for promise in (p for p in whole.promises if len(p.claims) > 2):
            assert whole.why(promise) == ledger.why(promise.id, None, day)
            assert whole.voices(promise.claims) == ledger.voices(promise.claims, day)


@pytest.mark.parametrize("indexed_from", [0, 10**9])
@pytest.mark.parametrize("as_of", [None, "2024-02-29"])
def test_a_concept_and_an_actor_are_those_of_all_concepts(library, monkeypatch, indexed_from, as_of):
    monkeypatch.setattr(opened, "INDEXED_FROM", indexed_from)
    every = library.concepts(as_of)
    for record in every:
        assert library.concept(record.concept, as_of) == record
    assert library.concept("nothing", as_of) is None
    keys = {stand.actor.key for record in every for stand in record.stands}
    assert keys
    for key in sorted(keys):
        assert library.said_by(key, as_of) == of_actor(every, key)
    assert library.said_by("nobody", as_of) == ()


@pytest.mark.parametrize("indexed_from", [0, 10**9])
def test_who_stood_where_on_a_day_is_looked_up_once(library, monkeypatch, indexed_from):
    monkeypatch.setattr(opened, "INDEXED_FROM", indexed_from)

    def told(standings):
        parts = [ask(key, 0, 9) for ask in (standings.standings, standings.said, standings.shifts)]
        return [list(some) for some in (standings.sums(), standings.sides(), *parts)], standings.sum_of(key)

    day = "2024-02-29"
    whole = WholeStandings(library.concepts(day))
    key = whole.sums()[0].concept
    assert all(told(whole)[0][:3])
    for _ in range(2):
        with library.standings(day) as standings:
            assert told(standings) == told(whole)
            with pytest.raises(SettingError, match="nothing"):
                standings.sum_of("nothing")
        monkeypatch.setattr(PastPositions, "_by_concept", lambda *_: {})  # what is asked again is kept
    with library.standings("2024-02-28") as standings:
        assert bool(standings.sides()) is (indexed_from > 0)


def test_a_day_that_is_none_is_told_whatever_is_asked(library, monkeypatch):
    monkeypatch.setattr(opened, "INDEXED_FROM", 0)
    with pytest.raises(SettingError, match="No date 'soon'"):
        library.concept("more-aid", "soon")


def test_what_is_shown_of_an_actor_is_looked_up_once_for_a_state(library, monkeypatch, shells):
    monkeypatch.setattr(opened, "INDEXED_FROM", 0)
    actor = next(party.id for party in shells.actors if party.id)
    with library.glance() as glance:
        shown = library.actor(glance, actor)
        assert library.actor(glance, actor) is shown
        assert library.actor(glance, actor, 2) is not shown
        assert library.actor(glance, "nobody") is None
    said = next(iter(shown.behind))
    library.judge("reject", said, "ben", reason="misread")
    with library.glance() as glance:
        assert library.actor(glance, actor) is not shown
