"""The exams: figures, floors, calibration, the gate, and the page they are written to.

Three of the five exams are taken here, in about a quarter of a minute, where the labelled texts lie beside
the project; ``make exams`` takes all.
"""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from benchmarks import errors
from benchmarks.calibration import (
    CONFIDENCE,
    Verdict,
    expected_error,
    fit,
    held_out,
    reliability,
    stated,
    written,
)
from benchmarks.coreference import only_actor, wording_of
from benchmarks.exam_figures import figures_of
from benchmarks.exam_readings import EXAMS, Exam, Sitting, take, ungrounded
from benchmarks.exams import FLOORS, TARGETS, exam_table
from benchmarks.floors import Floors, Lowered
from benchmarks.gate_cost import Gated, Label, gated_sentences, is_lost
from benchmarks.gold import gold_documents
from benchmarks.pages import QUALITY, put, table
from benchmarks.short import ASKED, publish, short
from hypothesis import given
from hypothesis import strategies as st
from tallystick.languages import load_language
from tallystick.reading.gate import Gate

ROOT = Path(__file__).parents[1]
TEXTS = Path(os.environ.get("TALLY_EXAMS") or ROOT.parent / "shared" / "exams")
QUICK = ("events", "claims", "general")

figure_names = st.text(min_size=1)
figures = st.dictionaries(figure_names, st.floats(0, 1))


def exams(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "benchmarks.exams", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


# The real thing


@pytest.mark.skipif(not TEXTS.is_dir(), reason="the labelled texts are not here")
def test_no_figure_lies_below_its_floor():
    done = exams("--only", *QUICK, "--check")
    assert (done.returncode, done.stderr) == (0, "")


def test_without_texts_it_says_so_and_is_no_failure(tmp_path):
    done = exams(TALLY_EXAMS=str(tmp_path / "none"))
    assert done.returncode == 0
    assert done.stdout == (
        f"No labelled texts in {tmp_path / 'none'}: nothing to score "
        "(set TALLY_EXAMS to the folder that holds them)\n"
    )


def test_a_lowered_floor_needs_a_reason():
    done = exams("--lower", "events.f1")
    assert done.returncode == 2
    assert "--lower FIGURE and --reason TEXT go together" in done.stderr


@pytest.mark.parametrize("figure", tomllib.loads(TARGETS.read_text(encoding="utf-8")))
def test_every_target_has_a_floor_and_stands_in_the_page(figure):
    assert figure in Floors.load(FLOORS).values
    assert re.search(rf"^\| {re.escape(figure)} \| \d\.\d{{3}} \|", QUALITY.read_text(encoding="utf-8"), re.M)


# An exam of our own: one text and a script that knows its answer

SCRIPT = """
import json, pathlib, sys
gold, *rest = sys.argv[1:]
if rest[0] == "--write":
    document = {"id": "a", "text": "Norway delivered 40 trucks to Kenya.", "language": "en"}
    pathlib.Path(rest[1]).write_text(json.dumps(document) + "\\n", encoding="utf-8")
elif gold == "broken":
    sys.exit("no such labels")
else:
    [line] = open(rest[0], encoding="utf-8")
    kinds = [claim["kind"] for claim in json.loads(line)["claims"]]
    print(f"right {kinds.count('delivery')} of 1 (1.000)   F1 0.667   " + gold)
"""


@pytest.fixture
def sitting(tmp_path):
    def sit(gold):
        (tmp_path / "score.py").write_text(SCRIPT, encoding="utf-8")
        return Sitting(Exam("events", "score.py", (gold,)), tmp_path, tmp_path)

    return sit


def test_an_exam_is_written_read_and_scored(sitting):
    ours = sitting("actor 0.500 of 2")
    take([ours], processes=1)
    assert figures_of(ours) == {"events.right": 1.0, "events.f1": 0.667, "events.actor": 0.5}
    assert ungrounded(ours) == 0


def test_a_figure_that_the_script_does_not_print_is_an_error(sitting):
    ours = sitting("actor unknown")
    ours.claims.write_text('{"claims": []}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"No actor .* in what the script printed:\nright 0 of 1"):
        figures_of(ours)


def test_a_script_that_fails_is_named_with_what_it_said(sitting):
    ours = sitting("broken")
    with pytest.raises(RuntimeError, match=r"score\.py failed on events: no such labels"):
        ours.score()


def test_a_document_that_cannot_be_read_is_named(sitting):
    ours = sitting("x")
    ours.documents.write_text('{"id": "a"}\n', encoding="utf-8")
    lying = Sitting(Exam("events", "score.py", ("x",), ours.documents.name), ours.folder, ours.output)
    with pytest.raises(ValueError, match=rf"{re.escape(str(ours.documents))}:1"):
        take([lying], processes=1)


def test_a_span_that_is_not_in_its_text_is_counted_wherever_it_stands(sitting):
    ours = sitting("x")
    ours.write_documents()
    right = {"text": "Norway", "start": 0, "end": 6, "id": "NOR"}
    wrong = {"text": "Kenya", "start": 0, "end": 5}
    reading = {
        "id": "a",
        "claims": [{"evidence": right, "items": [right, wrong], "source": wrong, "cue": None}],
    }
    ours.claims.write_text(json.dumps(reading) + "\n", encoding="utf-8")
    assert ungrounded(ours) == 2


# Floors


def test_a_figure_below_its_floor_is_named_with_the_remedy():
    floors = Floors({"events.f1": 0.5, "events.right": 0.5})
    [line] = floors.broken({"events.f1": 0.499, "events.right": 0.5, "new": 0.0})
    assert line == (
        "events.f1 fell to 0.499, below its floor 0.500; mend it, or accept it with "
        "--lower events.f1 --reason TEXT"
    )


def test_lifting_leaves_a_margin_and_lowers_nothing():
    floors = Floors({"fell": 0.9, "rose": 0.2, "elsewhere": 0.7})
    lifted = floors.lifted({"fell": 0.8, "rose": 0.75, "new": 0.01})
    assert lifted.values == {"fell": 0.9, "rose": 0.73, "elsewhere": 0.7, "new": 0.0}


def test_a_floor_is_lowered_with_its_reason():
    floors = Floors({"f": 0.9, "g": 0.5}).lower("f", 0.8, "labels were mended")
    assert floors == Floors({"f": 0.78, "g": 0.5}, (Lowered("f", 0.9, 0.78, "labels were mended"),))


def test_a_floor_that_is_not_there_cannot_be_lowered():
    with pytest.raises(ValueError, match="No floor is named 'h'; there are: f, g"):
        Floors({"g": 0.5, "f": 0.9}).lower("h", 0.8, "why not")


def test_a_floor_that_holds_is_not_lowered():
    with pytest.raises(ValueError, match=r"f stands at 0.950: its floor 0.900 need not be lowered"):
        Floors({"f": 0.9}).lower("f", 0.95, "why not")


@given(figures)
def test_lifted_floors_hold(found):
    assert Floors({}).lifted(found).broken(found) == []


@given(figures, st.lists(st.builds(Lowered, figure_names, st.just(0.5), st.just(0.25), st.text())))
def test_floors_come_back_as_they_were_written(tmp_path_factory, values, lowered):
    path = tmp_path_factory.mktemp("floors") / "floors.toml"
    floors = Floors({name: round(value, 3) for name, value in values.items()}, tuple(lowered))
    floors.write(path)
    assert Floors.load(path) == floors


def test_no_file_holds_no_floors(tmp_path):
    assert Floors.load(tmp_path / "none.toml") == Floors({})


# Calibration


def test_the_error_is_the_mean_distance_weighted_by_size():
    sure = [Verdict("event", 0.9, right) for right in (True, True, False, False)]  # 0.4 too sure
    unsure = [Verdict("event", 0.3, False)]  # 0.3 too sure
    assert expected_error([*sure, *unsure]) == pytest.approx((4 * 0.4 + 0.3) / 5)


def test_full_confidence_falls_into_the_last_bin_and_empty_bins_have_no_line():
    shown = reliability(
        [Verdict("event", 1.0, True), Verdict("event", 0.95, False), Verdict("event", 0.0, False)]
    )
    assert shown.splitlines()[2:] == [
        "| 0.0 to 0.1 | 1 | 0.000 | 0.000 |",
        "| 0.9 to 1.0 | 2 | 0.975 | 0.500 |",
    ]


def test_each_confidence_that_was_stated_stands_beside_the_share_right():
    verdicts = [Verdict("event", 0.5, True), Verdict("event", 0.5, False), Verdict("delivery", 0.9, True)]
    assert stated(verdicts).splitlines()[2:] == [
        "| delivery | 0.90 | 1 | 1.00 |",
        "| event | 0.50 | 2 | 0.50 |",
    ]


def test_the_confidence_of_a_kind_is_its_share_right_drawn_towards_a_half():
    verdicts = [Verdict("event", 0.9, right) for right in (True, True, False)]
    fitted = fit([*verdicts, Verdict("event", 0.9, right=False, identified=False)])
    assert (fitted["event", True], fitted["event", False], fitted["delivery", True]) == (0.6, 0.33, 0.5)


def test_a_claim_held_out_is_judged_by_the_other_documents():
    one, other = (Verdict("event", 0.9, right, document=name) for name, right in (("a", True), ("b", False)))
    assert [v.confidence for v in held_out([one, other])] == [0.33, 0.67]


def test_the_table_of_confidences_is_written_as_it_is_read():
    read = tomllib.loads(CONFIDENCE.read_text(encoding="utf-8"))
    fitted = {(kind, key == "identified"): share for kind, row in read.items() for key, share in row.items()}
    assert written(fitted) == CONFIDENCE.read_text(encoding="utf-8")


# Where claims go wrong, and who is meant

CLAIMS_SCRIPT = """
import json
kind = {"gold": 4, "said": 2, "found": [0.5, 0.25, 0.33], "exact": [0.5, 0.25, 0.33], "slots": {"concept": [0, 1]}}
print(json.dumps({"ungrounded": 0, "delivery": kind | {"slots": {"actors": [0.75, 4]}}, "event": kind}))
"""


def test_errors_are_told_by_kind_and_slot_and_slots_of_a_codebook_left_out(tmp_path):
    (tmp_path / "score.py").write_text(CLAIMS_SCRIPT, encoding="utf-8")
    shown = errors.report([Sitting(Exam("general", "score.py", ("gold",)), tmp_path, tmp_path)]).splitlines()
    assert shown[2:4] == [
        "| general, delivery | 4 | 2 | 0.50 | 0.25 | 0.50 | 0.25 |",
        "| general, event | 4 | 2 | 0.50 | 0.25 | 0.50 | 0.25 |",
    ]
    assert shown[5:] == [
        "| slot | general, delivery | general, event |",
        "| --- | ---: | ---: |",
        "| actors | 0.75 |  |",
    ]


@pytest.mark.parametrize(
    ("mention", "wording"),
    [
        ("President Ida Lund", "name"),
        ("the European Union", "name"),
        ("the French president", "description"),
        ("EU ministers", "description"),
        ("She", "pronoun"),
    ],
)
def test_a_mention_is_a_name_a_description_or_a_pronoun(mention, wording):
    assert wording_of(mention) == wording


def test_only_a_single_actor_is_asked():
    one, other = {"text": "Norway"}, {"text": "Kenya"}
    assert only_actor({"actors": [one]}, "actors") == one
    assert only_actor({"actors": [one, other]}, "actors") is None
    assert only_actor({"actors": []}, "actors") is None
    assert only_actor({"source": other}, "source") == other
    assert only_actor({"source": None}, "source") is None


# The gate


def test_a_claim_is_lost_when_no_sentence_it_touches_passes():
    sentences = [Gated(0, 10, passes=False), Gated(11, 20, passes=True)]
    assert is_lost(Label("event", 2, 10), sentences)
    assert not is_lost(Label("event", 2, 12), sentences)
    assert is_lost(Label("event", 20, 30), sentences)


def test_sentences_are_split_and_gated_as_in_reading():
    text = "Norway delivered 40 trucks. Grass is green."
    passes = [(text[s.start : s.end], s.passes) for s in gated_sentences(text, Gate(load_language("en")))]
    assert passes == [("Norway delivered 40 trucks.", True), ("Grass is green.", False)]


def test_only_labels_in_english_are_taken(tmp_path):
    for name, language in (("b", "en"), ("a", "en"), ("c", "de")):
        (tmp_path / f"{name}.yaml").write_text(f"lang: {language}\nclaims: []\n", encoding="utf-8")
        (tmp_path / f"{name}.txt").write_text("Text.", encoding="utf-8")
    assert [document.id for document in gold_documents(tmp_path)] == ["a", "b"]


# Tables and pages


def test_a_table_has_its_figures_to_the_right():
    assert table(("a", "b"), [("x", 1), ("y", None)]) == "| a | b |\n| --- | ---: |\n| x | 1 |\n| y |  |"


def test_figures_stand_beside_target_and_floor():
    shown = exam_table({"events.right": 0.6, "events.actor": 0.7}, Floors({"events.right": 0.5}), 3)
    assert shown.splitlines()[2:] == [
        "| events.actor | 0.700 |  |  |",
        "| events.right | 0.600 | 0.550 | 0.500 |",
        "| ungrounded spans | 3 | 0 | 0 |",
    ]


def test_a_section_of_a_page_is_replaced_and_nothing_else(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "a\n<!-- x:begin -->\nold\n<!-- x:end -->\nb <!-- y:begin --><!-- y:end -->", encoding="utf-8"
    )
    put(page, "x", r"new \1")
    assert page.read_text(encoding="utf-8") == (
        "a\n<!-- x:begin -->\nnew \\1\n<!-- x:end -->\nb <!-- y:begin --><!-- y:end -->"
    )


def test_a_page_without_the_section_is_named(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("no marks", encoding="utf-8")
    with pytest.raises(ValueError, match=r"page\.md has no marks <!-- x:begin --> … <!-- x:end -->"):
        put(page, "x", "new")


def test_the_quick_exams_are_exams():
    assert {exam.name for exam in EXAMS} > set(QUICK)


def test_the_short_answers_are_those_of_the_tables_below():
    page = QUALITY.read_text(encoding="utf-8")
    told = page.split("<!-- short:begin -->\n")[1].split("\n<!-- short:end -->")[0]
    assert told == short(page), "run make exams"
    rows = [row.split(" | ") for row in told.splitlines()[2:]]
    assert [value for _, value, _ in rows if not value] == []
    assert len(rows) == len(ASKED)


def test_the_short_answers_follow_what_is_published(tmp_path):
    page = tmp_path / "quality.md"
    marks = ("<!-- short:begin -->", "<!-- short:end -->", "<!-- thread:begin -->", "<!-- thread:end -->")
    page.write_text("\n".join(marks))
    publish({"thread": table(("figure", "value", "target"), [("thread.copies", "0.912", "0.800")])}, page)
    assert "| copies and translations recognised | 0.912 | 0.800 |" in page.read_text()
    assert "| promises: found |  |  |" in page.read_text()
