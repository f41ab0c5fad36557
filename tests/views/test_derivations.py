import pytest
from tallystick.model import Judgement
from tallystick.model.derivations import Derivation, Quoted
from tallystick.views.derivations import derivations_view, equation
from tallystick.views.history import Evidence


def leaf(value, label="x", operation="given"):
    return Derivation(label, value, operation)


def step(operation, value, *values):
    return Derivation("step", value, operation, tuple(leaf(v) for v in values))


@pytest.mark.parametrize(
    ("derivation", "text"),
    [
        (
            Derivation("d", 300_000.0, "share", (leaf(0.3, "share", "stated"), leaf(1e6))),
            "300,000 = 30% × 1,000,000",
        ),
        (
            Derivation("d", 4e6, "share", (leaf(1 / 3, "share", "stated"), leaf(12e6))),
            "4,000,000 = 1/3 × 12,000,000",
        ),
        (step("sum", 30.0, 10, 20), "30 = 10 + 20"),
        (step("sum", 10.0, 10), "10"),
        (step("sum", 78.0, *range(13)), "78"),
        (step("part_of_target", 0.3, 3, 10), "30% = 3 ÷ 10"),
        (step("exchange", 10.0, 15, 1.5), "10 = 15 ÷ 1.5"),
        (step("days_between", 10, "2024-04-10", "2024-03-31"), "10 = 2024-04-10 − 2024-03-31"),
        (step("least", 10.0, 10, 20), "10 = least of 10, 20"),
        (step("greatest", 20.0, 10, 20), "20 = greatest of 10, 20"),
        (step("last_day", "2024-03-05", "2024", "2024-03-05"), "2024-03-05 = last day of 2024 by 2024-03-05"),
        (step("arrival", "2024-02-10", "2024-02-01", 10, 100, 10), "2024-02-10 = 2024-02-01 + (100 − 10) ÷ 10 a day"),
        (step("count", 2, "a", "b"), "2"),
        (leaf(None), "unknown"),
    ],
)  # fmt: skip
def test_a_step_is_written_as_an_equation(derivation, text):
    assert equation(derivation) == text


def test_a_tree_ends_in_sentences_and_shows_what_is_left_out(document, kept_promise, delivery, shown):
    quoted = Quoted(delivery.id, "pumps", "2024-06-05", "Bergen", delivery.evidence, "items.0.quantity")
    figure = Derivation("in all, says Bergen", 60.0, "stated", quoted=(quoted,) * 4)
    rival = Derivation("giver", 90.0, "given", note="left out: denied by Bergen")
    low = Derivation("low", 60.0, "least", (figure, *(leaf(i) for i in range(12))), left_out=(rival,))
    evidence = {delivery.id: Evidence(delivery, document)}
    lines = shown(derivations_view(kept_promise, [low], evidence))
    assert lines[:8] == [
        "Aland → Bergen: 200 pumps, by 2024-12-31",
        "b0b0b0b0b0b0b0b0",
        "",
        "60  low",
        "├── 60  in all, says Bergen",
        "│   ├── By May about 60 pumps had arrived, Bergen said.",
        "│   │   — says Bergen, NPA · 2024-06-05 · en · pumps  de11de11",
        "│   ├── By May about 60 pumps had arrived, Bergen said.",
    ]
    assert "│   └── and 1 more sentence" in lines
    assert "├── and 1 more part" in lines
    assert lines[-3:-1] == ["└── 90  giver", "    left out: denied by Bergen"]


def test_a_sentence_whose_claim_was_corrected_says_so(document, kept_promise, delivery, shown):
    quoted = Quoted(delivery.id, "pumps", "2024-06-05", "Bergen", delivery.evidence, "items.0.quantity")
    low = Derivation("low", 60.0, "stated", quoted=(quoted,))
    given = {"on": "claim", "user": "ida", "at": "2024-07-01"}
    decided = [
        Judgement(
            id="j1", verdict="correct", subject=delivery.id, slot="items.0.quantity", value=60, **given
        ),
        Judgement(id="j2", verdict="accept", subject=delivery.id, **given),
        Judgement(id="j3", verdict="correct", subject="another", slot="date", value="2024", **given),
    ]
    lines = shown(derivations_view(kept_promise, [low], {delivery.id: Evidence(delivery, document)}, decided))
    assert [line.strip() for line in lines if "corrected" in line] == [
        "corrected by ida: items.0.quantity should be 60"
    ]


def test_steps_that_hand_on_are_one_line_and_a_sentence_that_states_both_parts_is_shown_once(
    document, kept_promise, delivery, shown
):
    quoted = (Quoted(delivery.id, "pumps", "2024-06-05", "Bergen", delivery.evidence, "items.0.share"),)
    parts = (
        Derivation("share", 0.3, "stated", quoted=quoted),
        Derivation("the whole", 200.0, "stated", quoted=quoted),
    )
    figure = Derivation("in all, says Bergen", 60.0, "share", parts)
    latest = Derivation("recipient, as of 2024-05", 60.0, "latest", (figure,))
    low = Derivation("low", 60.0, "least", (latest,))
    assert shown(derivations_view(kept_promise, [low], {delivery.id: Evidence(delivery, document)}))[3:6] == [
        "60  low",
        "└── 60 = 30% × 200  recipient, as of 2024-05 · in all, says Bergen",
        "    └── By May about 60 pumps had arrived, Bergen said.",
    ]
