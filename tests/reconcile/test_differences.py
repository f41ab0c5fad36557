"""What changed between two days, and what changed it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tallystick.errors import SettingError
from tallystick.model.differences import difference_to_json
from tallystick.model.judgements import Judgement
from tallystick.reconcile import fold
from tallystick.reconcile.differences import decided_between, differences

from factories import actor, commitment, delivery, item, reading
from reconcile.test_fold_properties import DAYS, reports

HOLM = actor("person:ida-holm", "Ida Holm", of="EU")


def shells(quantity=None, **slots):
    return item("ammunition", quantity=quantity, unit="shell", **slots)


def between(readings, earlier, later):
    documents = {c.id: r.document.id for r in readings for c in r.claims}
    return differences(fold(readings, earlier).promises, fold(readings, later).promises, documents)


PROMISED = reading("p", commitment("EU", "UKR", shells(1e6), deadline="2024-03"), published="2023-03-20")


def arrival(name, quantity, published, **slots):
    told = delivery("EU", "UKR", shells(quantity), cumulative=True, source=HOLM, **slots)
    return reading(name, told, published=published)


def changes(readings, earlier, later):
    (found,) = between(readings, earlier, later)
    return {c.field: (c.before, c.after, c.reason, c.claims) for c in found.changes}


def test_a_promise_that_became_known_is_new():
    (found,) = between([PROMISED], "2023-01-01", "2023-12-31")
    assert (found.kind, found.before, found.changes) == ("new", None, ())
    assert found.claims == (PROMISED.claims[0].id,)
    assert found.documents == ("p",)


def test_nothing_is_said_of_what_stayed_as_it_was():
    assert between([PROMISED], "2023-06-01", "2023-12-31") == ()


def test_a_range_changed_by_a_report_names_its_claim_alone():
    told = [arrival("a", 2e5, "2023-09-01"), arrival("b", 3e5, "2023-11-01"), arrival("c", 4e5, "2023-12-01")]
    found = changes([PROMISED, *told], "2023-10-01", "2023-12-31")
    assert found == {"fulfilled": ((2e5, 2e5), (4e5, 4e5), "reports", (told[2].claims[0].id,))}


def test_increments_that_make_a_sum_are_all_named():
    told = [
        reading(str(day), delivery("EU", "UKR", shells(100 * day), date=f"2023-0{day}"), published=f"2023-0{day}-28")
        for day in (4, 5)
    ]  # fmt: skip
    _, after, _, claims = changes([PROMISED, *told], "2023-03-31", "2023-12-31")["fulfilled"]
    assert after == (900, 900)
    assert claims == tuple(sorted(r.claims[0].id for r in told))


def test_a_deadline_that_passed_needs_no_report():
    found = changes([PROMISED], "2024-03-31", "2024-04-01")
    assert found == {"status": ("open", "overdue", "day", ())}


def test_a_report_changes_stage_target_and_deadline():
    again = reading(
        "q", commitment("EU", "UKR", shells(1.01e6), deadline="2024-03-15", stage="commitment"),
        published="2023-06-01",
    )  # fmt: skip
    found = changes([PROMISED, again], "2023-05-01", "2023-07-01")
    claim = (again.claims[0].id,)
    assert found == {
        "stage": ("pledge", "commitment", "reports", claim),
        "quantity": (1e6, 1.01e6, "reports", claim),
        "deadline": ("2024-03", "2024-03-15", "reports", claim),
    }


def test_a_new_contradiction_is_told_with_those_who_contradict():
    ours = arrival("a", 4e5, "2023-09-01")
    theirs = reading(
        "b", delivery("EU", "UKR", shells(3e5), cumulative=True, source=actor("UKR")), published="2023-09-20"
    )
    found = changes([PROMISED, ours, theirs], "2023-09-10", "2023-09-30")
    before, after, reason, claims = found["conflicts"]
    assert (before, after) == ((), ("giver says 400,000, recipient says 300,000",))
    assert (reason, claims) == ("reports", (theirs.claims[0].id,))


def test_a_withdrawal_names_the_refusal():
    refusal = reading("r", commitment("EU", "UKR", shells(1e6), stage="refusal"), published="2023-06-01")
    found = changes([PROMISED, refusal], "2023-05-01", "2023-07-01")
    assert found["status"] == ("open", "withdrawn", "reports", (refusal.claims[0].id,))


def test_a_promise_that_joined_another_is_gone_and_says_where_to():
    one, other = (
        fold([PROMISED, arrival("a", 1e5, "2023-09-01")]).promises[0],
        fold([reading("x", commitment("FRA", "MDA", shells(5)))]).promises[0],
    )
    joined = type(one)(
        **{f: getattr(one, f) for f in one.__slots__} | {"claims": (*one.claims, *other.claims)}
    )
    (changed,) = differences([one, other], [joined], {})
    assert (changed.kind, changed.before, changed.after) == ("gone", other, joined)
    assert difference_to_json(changed)["promise"] == other.id
    assert difference_to_json(changed)["now"] == one.id


def test_a_promise_under_a_new_id_is_the_one_that_holds_its_claims():
    (one,) = fold([PROMISED]).promises
    renamed = type(one)(**{f: getattr(one, f) for f in one.__slots__} | {"id": "new", "stage": "commitment"})
    (changed,) = differences([one], [renamed], {})
    assert (changed.kind, changed.before.id, changed.after.id) == ("changed", one.id, "new")
    assert [(c.field, c.reason) for c in changed.changes] == [("stage", "day")]


def judged(number, subject, at):
    return Judgement(
        id=f"j{number}", verdict="reject", on="claim", subject=subject, user="ida", at=f"{at}T10:00:00Z"
    )


def test_a_change_that_people_made_is_told_as_such():
    told = arrival("a", 2e5, "2023-09-01")
    claim = told.claims[0].id
    decision = judged(1, claim, "2023-10-05")
    documents = {c.id: r.document.id for r in (PROMISED, told) for c in r.claims}
    before = fold([PROMISED, told], "2023-10-01").promises
    after = fold([PROMISED, told], "2023-10-31", judgements=[decision]).promises
    (found,) = differences(before, after, documents, [decision])
    assert found.judgements == ("j1",)
    assert {(c.field, c.before, c.after, c.reason) for c in found.changes} == {
        ("fulfilled", (2e5, 2e5), None, "judgements"),
        ("status", "partly", "open", "judgements"),
    }


def test_judgements_are_told_apart_by_when_they_were_given():
    given_on = ["2023-01-01", "2023-05-05", "2023-06-30", "2023-07-01"]
    decisions = [judged(i, "c", day) for i, day in enumerate(given_on)]
    among, others = decided_between(decisions, "2023-01-01", "2023-06")
    assert [j.id for j in among] == ["j1", "j2"]
    assert [j.id for j in others] == ["j0", "j3"]
    assert [j.id for j in decided_between(decisions, "2023-06-30", None)[0]] == ["j3"]


def test_days_in_the_wrong_order_are_refused():
    with pytest.raises(SettingError, match="2023-01-01 lies before 2024-01-01; name the earlier day first"):
        decided_between([], "2024-01-01", "2023-01-01")


def test_a_difference_is_written_field_by_field():
    told = arrival("a", 2e5, "2023-09-01")
    (found,) = between([PROMISED, told], "2023-08-01", "2023-10-01")
    promise, claim = found.after, told.claims[0].id
    assert difference_to_json(found) == {
        "format": "tally-difference/1",
        "kind": "changed",
        "promise": promise.id,
        "title": promise.title,
        "was": promise.id,
        "now": promise.id,
        "changes": [
            {
                "field": "fulfilled",
                "before": None,
                "after": [200_000, 200_000],
                "reason": "reports",
                "claims": [claim],
            },
            {
                "field": "status",
                "before": "open",
                "after": "partly",
                "reason": "reports",
                "claims": [claim],
            },
        ],
        "claims": [claim],
        "documents": ["a"],
        "judgements": [],
    }


@settings(max_examples=60, deadline=None)
@given(reports, st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_every_change_is_one_and_its_claims_were_not_known_before(readings, one, other):
    earlier, later = sorted((one, other))
    was = {p.id for p in fold(readings, earlier).promises}
    now = {p.id for p in fold(readings, later).promises}
    found = between(readings, earlier, later)
    assert was - now <= {d.before.id for d in found if d.before}
    for difference in found:
        assert difference.kind != "changed" or difference.changes
        for change in difference.changes:
            assert change.before != change.after
            assert set(change.claims) <= set(difference.claims)
            assert (change.reason == "reports") == bool(change.claims)
    if earlier == later:
        assert found == ()
