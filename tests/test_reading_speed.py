"""The measurement of speed: both contestants read, and what is printed is what was found."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.reading import PIPELINE, RULES, Comparison, Speed, english_texts, report

ROOT = Path(__file__).parents[1]


def measure(*arguments):
    command = [sys.executable, "-m", "benchmarks.reading", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)


def test_both_read_the_same_texts_in_turns(tmp_path):
    line = {"text": "Norway delivered 40 trucks to Kenya.", "language": "en"}
    (tmp_path / "a.jsonl").write_text(json.dumps(line), encoding="utf-8")
    done = measure("--texts", tmp_path, "--rounds", 2, "--json")
    assert done.stderr == ""
    found = json.loads(done.stdout)
    assert (found["texts"], found["words"], len(found["ratios"])) == (60, 360, 2)
    assert sorted(found["speeds"]) == [PIPELINE, RULES]
    for speed in found["speeds"].values():
        assert speed["words_per_second"] == pytest.approx(6 * speed["documents_per_second"])
        assert speed["peak_mebibytes"] > 100  # the model alone is larger


def test_few_texts_are_repeated_and_other_languages_left_out(tmp_path):
    lines = [{"text": f"Report {at}.", "language": "en"} for at in range(40)]
    lines.append({"text": "Ein Bericht.", "language": "de"})
    path = tmp_path / "texts.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    texts = english_texts([str(path)])
    assert len(texts) == 80
    assert "Ein Bericht." not in texts


def test_without_english_texts_it_says_so(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "Ein Bericht.", "language": "de"}\n', encoding="utf-8")
    done = measure("--texts", tmp_path)
    assert (done.returncode, done.stderr) == (1, f"No English documents in {tmp_path}\n")


def test_the_ratio_is_the_median_of_the_rounds():
    speed = Speed(10.0, 2500.0, 3.0, 600.0)
    shown = report(
        Comparison(60, 15000, {RULES: speed, PIPELINE: speed}, [1.1, 1.0, 3.0], 0.125)
    ).splitlines()
    assert shown[2] == "| tallystick | 10.0 | 2,500 | 3.0 | 600 |"
    assert shown[5:] == [
        "- texts: 60, 15,000 words, one core",
        "- tallystick takes 1/1.10 of the pipeline's time (rounds: 1/1.00 to 1/3.00)",
        "- `tally --help`: 0.12 s",
    ]
