"""Ground: what the text does not hold exactly becomes a problem, never a claim."""

from dataclasses import replace

import pytest
from tallystick.model import Reader, Span
from tallystick.reading.ground import ground, spans_of
from tallystick.reading.proposals import DRAFT

from readings import document, proposals
from readings import parse_all as parse

TEXT = "On Monday Norway promised 40 trucks to Kenya if Italy agrees. “It rained,” she said. Rebels attacked Bakaara."
READER = Reader("rules", "1", "f" * 12, "")


@pytest.fixture(scope="module")
def proposed():
    (parsed,) = parse([TEXT])
    return proposals(parsed)


@pytest.fixture
def page():
    return document(TEXT)


def moved(span):
    return Span(span.start + 1, span.end + 1, span.text)


def test_claims_are_named_and_in_the_order_of_their_evidence(proposed, page):
    grounded = ground(page, reversed(proposed), READER)
    starts = [c.evidence.start for c in grounded.claims]
    assert starts == sorted(starts)
    assert {c.kind for c in grounded.claims} == {"statement", "commitment", "event"}
    assert all(c.id and c.reader != DRAFT for c in grounded.claims)
    assert {c.reader.rule for c in grounded.claims} == {p.rule for p in proposed}
    assert {(c.reader.name, c.reader.version, c.reader.fingerprint) for c in grounded.claims} == {
        ("rules", "1", "f" * 12)
    }
    assert grounded.problems == ()


def test_each_claim_is_given_once_and_its_id_does_not_change(proposed, page):
    once, twice = ground(page, proposed, READER), ground(page, [*proposed, *proposed], READER)
    assert once.claims == twice.claims
    other_reader = ground(page, proposed, replace(READER, fingerprint="0" * 12))
    assert [c.id for c in other_reader.claims] == [c.id for c in once.claims]


def test_the_id_tells_documents_apart(proposed, page):
    ids = {c.id for c in ground(page, proposed, READER).claims}
    assert not ids & {c.id for c in ground(replace(page, id="other"), proposed, READER).claims}


def test_the_proposal_behind_a_claim_can_be_asked_for(proposed, page):
    grounded = ground(page, proposed, READER)
    assert set(grounded.proposals) == {c.id for c in grounded.claims}
    assert all(grounded.proposals[c.id].claim.evidence == c.evidence for c in grounded.claims)


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("commitment", lambda c: replace(c, evidence=moved(c.evidence))),
        ("commitment", lambda c: replace(c, condition=moved(c.condition))),
        ("commitment", lambda c: replace(c, items=(replace(c.items[0], span=moved(c.items[0].span)),))),
        ("commitment", lambda c: replace(c, actors=(replace(c.actors[0], span=moved(c.actors[0].span)),))),
        ("commitment", lambda c: replace(c, recipients=(replace(c.actors[0], span=moved(c.evidence)),))),
        ("statement", lambda c: replace(c, content=moved(c.content))),
        ("statement", lambda c: replace(c, cue=moved(c.cue))),
        ("statement", lambda c: replace(c, source=replace(c.source, span=moved(c.source.span)))),
        ("event", lambda c: replace(c, place=moved(c.evidence))),
        ("event", lambda c: replace(c, targets=(replace(c.actors[0], span=moved(c.evidence)),))),
        ("event", lambda c: replace(c, evidence=Span(0, 10**6, "x"))),
    ],
)
def test_a_span_that_the_text_does_not_hold_is_a_problem(proposed, page, kind, change):
    proposal = next(p for p in proposed if p.claim.kind == kind)
    grounded = ground(page, [replace(proposal, claim=change(proposal.claim))], READER)
    assert grounded.claims == ()
    (problem,) = grounded.problems
    assert problem.code == "not_grounded"
    assert problem.message.startswith(f"Rule {proposal.rule} proposed ")
    assert problem.message.endswith("which the text does not hold there; the proposal was dropped")


def test_every_span_of_a_claim_is_looked_at(proposed):
    promised = next(p.claim for p in proposed if p.claim.kind == "commitment")
    texts = [span.text for span in spans_of(promised)]
    assert {"Norway", "Kenya", "40 trucks", "if Italy agrees"} <= set(texts)
