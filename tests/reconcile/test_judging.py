"""What people decide changes what counts, the last word wins, and nothing that was decided is lost."""

from hypothesis import given
from hypothesis import strategies as st
from tallystick.model import CopyGroup, Judgement
from tallystick.model.judgements_format import judgement_from_json, judgement_to_json, with_id
from tallystick.reconcile import fold
from tallystick.reconcile.judging import apply, standing

from factories import actor, commitment, delivery, item, reading

SHELLS = item(quantity=1000, unit="shell")
PROMISE = reading("a", commitment("EU", "UKR", SHELLS, deadline="2024-03"), published="2024-01-01")
AGAIN = reading("b", commitment("EU", "UKR", SHELLS, words="pledges"), published="2024-01-02")
HALF = reading(
    "c",
    delivery("EU", "UKR", item(quantity=500, unit="shell"), cumulative=True, source=actor("EU")),
    published="2024-02-01",
)
ALL = (PROMISE, AGAIN, HALF)
[FIRST], [SECOND], [SENT] = ([c.id for c in r.claims] for r in ALL)


def judged(verdict, subject, number=0, on="claim", **fields):
    at = f"2024-06-01T10:00:00.{number:06}+00:00"
    return with_id(Judgement(id="", verdict=verdict, on=on, subject=subject, user="ada", at=at, **fields))


def promises(*judgements, readings=ALL, copies=None):
    return fold(readings, judgements=judgements, copies=copies).promises


def test_without_judgements_all_counts():
    [promise] = promises()
    assert promise.fulfilled.low == 500
    assert (promise.judgements, promise.removed) == ((), ())


def test_a_rejected_claim_no_longer_counts_and_is_shown():
    no = judged("reject", SENT, reason="a slip")
    found = fold(ALL, judgements=[no])
    [promise] = found.promises
    assert promise.fulfilled is None
    assert SENT not in promise.claims
    assert (promise.removed, promise.judgements) == ((SENT,), (no.id,))
    [removal] = found.removals
    assert (removal.claim.id, removal.document, removal.judgement) == (SENT, "c", no)
    assert removal.promise == promise.id
    assert set(removal.beside) == {FIRST, SECOND}


def test_a_promise_whose_first_claim_is_rejected_still_shows_it():
    [promise] = promises(judged("reject", FIRST))
    assert promise.removed == (FIRST,)
    assert promise.deadline is None


def test_the_last_word_counts():
    assert promises(judged("reject", SENT), judged("accept", SENT, 1))[0].fulfilled.low == 500
    assert promises(judged("accept", SENT), judged("reject", SENT, 1))[0].fulfilled is None


def test_a_judgement_can_be_taken_back_and_given_again():
    no = judged("reject", SENT)
    back = judged("withdraw", no.id, 1, on="judgement")
    assert promises(no, back)[0].fulfilled.low == 500
    assert promises(no, back, judged("withdraw", back.id, 2, on="judgement"))[0].fulfilled is None


def test_a_refuted_document_takes_all_its_claims():
    no = judged("reject", "c", on="document")
    assert promises(no)[0].fulfilled is None
    assert promises(no)[0].removed == (SENT,)
    assert promises(no, judged("accept", SENT, 1))[0].fulfilled.low == 500
    assert promises(judged("accept", SENT), judged("reject", "c", 1, on="document"))[0].fulfilled is None


def test_a_refuted_report_takes_its_copies_with_it_but_a_refuted_copy_does_not_take_the_report():
    copies = [CopyGroup(("a", "b"), "copy", None, 1.0, ())]
    assert promises(judged("reject", "a", on="document"), copies=copies) == ()
    [promise] = promises(judged("reject", "b", on="document"), copies=copies)
    assert promise.removed == (SECOND,)


def test_a_correction_changes_what_counts():
    more = judged("correct", SENT, slot="items.0.quantity", value=800)
    [promise] = promises(more)
    assert promise.fulfilled.low == 800
    assert SENT in promise.claims
    assert promise.judgements == (more.id,)
    assert (
        promises(more, judged("correct", SENT, 1, slot="items.0.quantity", value=900))[0].fulfilled.low == 900
    )


def test_a_correction_that_does_not_fit_is_passed_over():
    assert promises(judged("correct", SENT, slot="stage", value="pledge"))[0].fulfilled.low == 500


def test_judgements_survive_json():
    for one in (judged("reject", SENT), judged("correct", SENT, slot="date", value=None)):
        assert judgement_from_json(judgement_to_json(one)) == one
        assert with_id(one) == one


SOME = st.lists(
    st.tuples(
        st.sampled_from(["accept", "reject", "same", "different", "withdraw", "correct"]),
        st.sampled_from([FIRST, SECOND, SENT]),
        st.sampled_from([FIRST, SECOND, SENT]),
        st.integers(0, 5),
    ),
    max_size=7,
)


def given_in_order(some):
    found = []
    for number, (verdict, claim, other, earlier) in enumerate(some):
        if verdict == "withdraw" and found:
            found.append(judged("withdraw", found[earlier % len(found)].id, number, on="judgement"))
        elif verdict in ("same", "different") and claim != other:
            found.append(judged(verdict, claim, number, other=other))
        elif verdict == "correct":
            found.append(judged(verdict, claim, number, slot="date", value=f"2024-01-0{earlier + 1}"))
        elif verdict in ("accept", "reject"):
            found.append(judged(verdict, claim, number))
    return found


@given(SOME, st.permutations(ALL))
def test_the_order_of_reports_changes_nothing(some, readings):
    judgements = given_in_order(some)
    assert fold(readings, judgements=judgements) == fold(ALL, judgements=judgements)


@given(SOME)
def test_every_claim_counts_or_is_shown_as_taken_out(some):
    found = fold(ALL, judgements=given_in_order(some))
    counted = {c for p in found.promises for c in p.claims} | {d.id for d in found.unattached}
    assert counted | {r.claim.id for r in found.removals} == {FIRST, SECOND, SENT}


@given(SOME)
def test_the_last_verdict_on_a_claim_decides(some):
    judgements = given_in_order(some)
    last = {j.subject: j.verdict for j in standing(judgements) if j.verdict in ("accept", "reject")}
    out = {r.claim.id for r in apply(ALL, judgements).removals}
    assert out == {claim for claim, verdict in last.items() if verdict == "reject"}


@given(SOME)
def test_taking_everything_back_leaves_what_was_read(some):
    judgements = given_in_order(some)
    backwards = [
        judged("withdraw", j.id, 100 + n, on="judgement") for n, j in enumerate(standing(judgements))
    ]
    assert fold(ALL, judgements=[*judgements, *backwards]) == fold(ALL)
