"""How sure a claim is."""

from __future__ import annotations

from tallystick.reading.confidence import confidence_of

from readings import commitments, deliveries, events, statements


def test_who_is_identified_makes_a_claim_surer() -> None:
    known = commitments("Peru pledged 900 tents.")[0]
    unknown = commitments("Some donors pledged 900 tents.")[0]
    assert known.confidence > unknown.confidence


def test_each_kind_has_its_own_measure() -> None:
    text = "Peru sent 900 tents to Chile. Spain condemned the attack. Chad's army withdrew from Abéché."
    kinds = [*deliveries(text)[:1], *statements(text)[:1], *events(text)[:1]]
    assert len({confidence_of(c) for c in kinds}) == 3
    assert all(0 < c.confidence < 1 for c in kinds)
