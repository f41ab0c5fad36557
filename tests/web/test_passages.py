"""Sentences: each once, whatever was read in it and wherever it was printed."""

from tallystick.model import CopyGroup
from tallystick.views.history import Evidence
from tallystick.web.passages import passages
from tallystick.web.rendering import labels

from factories import actors, commitment, delivery, reading, statement

TEXT = "Ministers agree to send ten tanks. Nothing else was said. The tanks will follow in May."


def told(*readings):
    evidence = {c.id: Evidence(c, r.document) for r in readings for c in r.claims}
    return list(evidence), evidence


def test_two_verbs_of_one_sentence_are_read_once():
    report = reading(
        "a", commitment(words="agree to send ten tanks"), statement("Ministers agree"), text=TEXT
    )
    (shown,) = passages(*told(report), {})
    assert shown.text == "Ministers agree to send ten tanks."
    assert [one.claim.kind for one in shown.evidence] == ["commitment", "statement"]
    assert "".join(stretch.text for stretch in shown.stretches if stretch.claims) == (
        "Ministers agree to send ten tanks"
    )


def test_a_kind_of_claims_is_named_once_with_how_many_there_are_and_what_stands_only_here():
    claims = (
        commitment(words="agree to send ten tanks"), statement("Ministers agree"),
        statement("Ministers"), delivery(words="send ten tanks", negated=True),
    )  # fmt: skip
    (shown,) = passages(*told(reading("a", *claims, text=TEXT)), {})
    promised, said, also_said, denied = (one.claim.id for one in shown.evidence)
    assert labels(shown, {promised, said}) == [
        ("commitment", "Promised", "only here"),
        ("statement", "Said", "2 claims, 1 of them only here"),
        ("delivery", "Not done", ""),
    ]
    assert labels(shown, {said, also_said})[1][2] == "2 claims, only here"
    assert labels(shown, set())[1][2] == "2 claims"
    assert denied


def test_two_sentences_of_one_report_are_two():
    report = reading(
        "a", commitment(words="send ten tanks"), commitment(words="tanks will follow"), text=TEXT
    )
    assert [one.text for one in passages(*told(report), {})] == [
        "Ministers agree to send ten tanks.",
        "The tanks will follow in May.",
    ]


def test_the_same_words_elsewhere_are_folded_below():
    one, other = (reading(name, commitment(words="send ten tanks"), text=TEXT) for name in "ab")
    (shown,) = passages(*told(one, other), {})
    assert shown.document.id == "a"
    assert [again.document.id for again in shown.again] == ["b"]


def test_a_translation_is_folded_below_and_another_report_is_not():
    wire = reading("wire", commitment(words="send ten tanks"), text=TEXT)
    french = reading("traduction", commitment(words="livreront dix chars"), text="Ils livreront dix chars.")
    own = reading("own", commitment(words="ten tanks go"), text="Our paper learnt that ten tanks go.")
    group = CopyGroup(("wire", "traduction"), "translation", None, 1.0, ())
    shown = passages(*told(wire, french, own), dict.fromkeys(group.documents, group))
    assert [(one.document.id, [again.text for again in one.again]) for one in shown] == [
        ("wire", ["Ils livreront dix chars."]),
        ("own", []),
    ]


def test_the_second_sentence_of_a_copy_goes_below_the_second_of_its_original():
    claims = commitment(words="send ten tanks"), commitment(words="tanks will follow")
    wire = reading("wire", *claims, text=TEXT)
    copy = reading("copy", *claims, text=TEXT.replace("Ministers", "The ministers").replace("in May", "soon"))
    group = CopyGroup(("wire", "copy"), "copy", None, 1.0, ())
    shown = passages(*told(wire, copy), dict.fromkeys(group.documents, group))
    assert [[again.text for again in one.again] for one in shown] == [
        ["The ministers agree to send ten tanks."],
        ["The tanks will follow soon."],
    ]


def test_a_claim_that_is_not_known_is_passed_over_and_the_first_speaker_is_named():
    report = reading("a", commitment(words="send ten tanks"), text=TEXT)
    (shown,) = passages(["none", *told(report)[0]], told(report)[1], {})
    assert shown.speaker is None
    quoted = reading("b", commitment(words="send ten tanks", source=actors("DEU")[0]), text=f"DEU: {TEXT}")
    assert passages(*told(quoted), {})[0].speaker == "Germany"
