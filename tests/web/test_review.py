"""Deciding: what comes first, what is kept, who may take what back, and what happens between two people."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from tallystick.reconcile.judging import standing
from tallystick.web import Settings, create_app
from tallystick.web.queue import queue
from tallystick.web.rendering import with_names
from tests.web.conftest import Visitor, words


def fields(answer):
    return dict(
        re.findall(r'<input type="hidden" name="(token|item|seen|last)" value="([^"]*)"', answer.text)
    )


def decide(visitor, verdict, item="", **slots):
    page = visitor.get(f"/review?item={item}")
    return visitor.post("/review", **fields(page), verdict=verdict, **slots)


@pytest.fixture
def pair(library):
    return next(item for item in queue(library.whole()).items if item.is_pair)


@pytest.fixture
def doubtful(library):
    return next(item for item in queue(library.whole()).items if not item.is_pair)


def test_the_weightiest_comes_first(library):
    weights = [item.doubt.weight for item in queue(library.whole()).items]
    assert weights == sorted(weights, reverse=True)
    assert all(0 <= weight <= 1 for weight in weights)


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_a_pair_is_decided(visitor, library, pair, verdict):
    assert decide(visitor, verdict, pair.key).status_code == 303
    (kept,) = library.judgements()
    assert (kept.verdict, kept.subject, kept.other, kept.user) == (verdict, *pair.claims, "ada")
    assert pair.key not in [item.key for item in queue(library.whole()).items]


def test_a_question_is_the_title_and_names_those_it_is_about(visitor, library):
    page = visitor.get("/review").text
    total = queue(library.whole()).total
    assert f"<title>Was this read right? 1 of {total} · Review · tallystick</title>" in page
    about, why = next(
        (item, why)
        for item in queue(library.whole()).items
        for why in item.doubt.because
        if why.feature in ("actors", "recipients")
    )
    shown = visitor.get(f"/review?item={about.key}").text
    assert with_names(why.detail) != why.detail
    assert f"<li>{why.feature}: <bdi>{with_names(why.detail)}</bdi></li>" in shown
    assert with_names("UKR, name:poorer countries in both") == "Ukraine, poorer countries in both"
    assert with_names("XYZ beside 155 mm") == "XYZ beside 155 mm"


@pytest.mark.parametrize("verdict", ["accept", "reject"])
def test_a_claim_is_decided_with_its_reason(visitor, library, doubtful, verdict):
    answer = decide(visitor, verdict, doubtful.key, reason="as the annex says")
    assert answer.headers["location"].startswith("/review?item=")
    (kept,) = library.judgements()
    assert (kept.verdict, kept.subject, kept.reason) == (verdict, doubtful.claims[0], "as the annex says")


def test_a_slot_is_put_right(visitor, library, doubtful):
    decide(visitor, "correct", doubtful.key, **{"slot:deadline": "2024-03"})
    assert library.whole().evidence([doubtful.claims[0]])[doubtful.claims[0]][1].deadline == "2024-03"
    decide(visitor, "correct", doubtful.key, **{"slot:items.0.quantity": "1,200"})
    assert library.whole().evidence([doubtful.claims[0]])[doubtful.claims[0]][1].items[0].quantity == 1200


def test_a_value_that_does_not_fit_is_told_and_nothing_kept(visitor, library, doubtful):
    answer = decide(visitor, "correct", doubtful.key, **{"slot:deadline": "soon", "slot:date": "2024-01"})
    assert answer.status_code == 400
    assert re.search(
        r'id="fault-\d+"><bdi>deadline cannot be &#39;soon&#39;; it has to be a date', answer.text
    )
    assert 'value="soon"' in answer.text
    assert library.judgements() == []


def test_undo_takes_back_ones_own_last_decision(visitor, library, doubtful):
    decide(visitor, "reject", doubtful.key)
    answer = decide(visitor, "undo")
    assert answer.headers["location"] == f"/review?item={doubtful.key}"
    assert [j.verdict for j in library.judgements()] == ["reject", "withdraw"]
    assert doubtful.key in [item.key for item in queue(library.whole()).items]


def test_undo_takes_back_all_slots_of_one_decision(visitor, library, doubtful):
    decide(visitor, "accept", doubtful.key)
    slots = {"slot:deadline": "2024-03", "slot:items.0.quantity": "1,200", "slot:date": "2024-01"}
    assert decide(visitor, "correct", doubtful.key, **slots).status_code == 303
    before = library.judgements()
    assert len({j.at for j in before}) == 2  # the acceptance, and what was put right
    page = visitor.get(f"/review?item={doubtful.key}")
    assert re.search(r'id="my-last">correct [^<]*deadline', page.text)
    assert decide(visitor, "undo", doubtful.key).status_code == 303
    assert [j.verdict for j in standing(library.judgements())] == ["accept"]
    assert len(library.judgements()) == len(before) + 3


def test_a_decision_is_taken_back_once_however_often_the_key_is_pressed(visitor, library, doubtful):
    decide(visitor, "accept", doubtful.key)
    decide(visitor, "reject", doubtful.key)
    page = visitor.get(f"/review?item={doubtful.key}")
    answers = [visitor.post("/review", **fields(page), verdict="undo").status_code for _ in range(2)]
    assert answers == [303, 409]
    assert [j.verdict for j in standing(library.judgements())] == ["accept"]


def test_nobody_takes_back_what_somebody_else_decided(visitor, library, doubtful):
    library.judge("reject", doubtful.claims[0], "ben")
    page = visitor.get("/review")
    assert 'value="undo"' not in page.text
    assert visitor.post("/review", **fields(page), verdict="undo").status_code == 400
    assert [j.verdict for j in library.judgements()] == ["reject"]


def test_of_two_at_once_the_second_first_sees_what_the_first_decided(library, doubtful):
    ada = Visitor(create_app(library, Settings(user="ada")))
    ben = Visitor(create_app(library, Settings(user="ben")))
    pages = [someone.get(f"/review?item={doubtful.key}") for someone in (ada, ben)]
    assert ada.post("/review", **fields(pages[0]), verdict="accept").status_code == 303
    late = ben.post("/review", **fields(pages[1]), verdict="reject")
    assert late.status_code == 409
    assert "<b>accept</b> by <bdi>ada</bdi>" in late.text
    assert ben.post("/review", **fields(late), verdict="reject").status_code == 303
    assert [(j.user, j.verdict) for j in library.judgements()] == [("ada", "accept"), ("ben", "reject")]


def test_at_the_same_moment_one_is_kept_and_the_other_sees_it(library, doubtful):
    names = ("ada", "ben")
    people = [Visitor(create_app(library, Settings(user=name))) for name in names]
    for _ in range(10):
        pages = [someone.get(f"/review?item={doubtful.key}") for someone in people]
        together = Barrier(2)

        def decided(at, pages=pages, together=together):
            together.wait()
            return people[at].post("/review", **fields(pages[at]), verdict=("accept", "reject")[at])

        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(decided, range(2)))
        assert sorted(answer.status_code for answer in answers) == [303, 409]
        late = [answer.status_code for answer in answers].index(409)
        first = names[1 - late]
        assert f"<bdi>{first}</bdi> decided while you were looking" in answers[late].text
        assert library.judgements()[-1].user == first
        assert people[late].post("/review", **fields(answers[late]), verdict="accept").status_code == 303
        assert library.judgements()[-1].user == names[late]
    assert len(library.judgements()) == 20


def test_the_review_asks_about_today_whatever_day_was_looked_at(visitor):
    today, past = visitor.get("/review"), visitor.get("/review?as-of=2023-06-01")
    assert "These are the questions of today" in words(past)
    assert "These are the questions of today" not in words(today)
    assert 'href="/?as-of=2023-06-01"' in past.text
    assert "only what was published by that day" not in words(past)
    assert re.findall(r'href="(/review\?item=[^"]*)"', past.text) == re.findall(
        r'href="(/review\?item=[^"]*)"', today.text
    )
