"""The reader as a whole: languages it cannot read, explanations, fingerprints, and the same bytes each time."""

import re
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tallystick.errors import SettingError
from tallystick.model.claims_format import reading_to_line
from tallystick.reading import ReadingSettings, explain, read_document
from tallystick.reading.ground import spans_of

from readings import document, read

TEXT = "Norway promised 40 trucks to Kenya. “It rained,” said Ole Berg."


@pytest.mark.parametrize(
    ("language", "seen"), [("de", "language 'de'"), (None, "a language that could not be told")]
)
def test_a_language_that_is_not_installed_is_a_problem(language, seen):
    page = document(TEXT)
    page = type(page)(id="a", text=TEXT, sha256="0" * 64, language=language)
    reading = read_document(page)
    (problem,) = reading.problems
    assert reading.claims == ()
    assert problem.code == "language_not_supported"
    assert seen in problem.message
    assert "installed are: en" in problem.message
    assert explain(page, "0") is None


def test_an_unknown_pipeline_is_a_faulty_setting():
    with pytest.raises(SettingError, match="No pipeline 'nowhere' is installed"):
        read_document(document(TEXT), ReadingSettings(pipeline="nowhere"))


def test_a_claim_is_explained_by_its_rule_roles_and_sentence():
    claim = next(c for c in read(TEXT).claims if c.kind == "commitment")
    for asked in (claim.id, claim.id[:12]):
        why = explain(document(TEXT), asked)
        assert why is not None
        assert (why.claim_id, why.rule) == (claim.id, "commitment.verb.pledge")
        assert why.sentence.text == "Norway promised 40 trucks to Kenya."
        assert ("giver", "Norway") in {(role, span.text) for role, span in why.roles}


@pytest.mark.parametrize("asked", ["nosuchid", ""])
def test_what_names_no_claim_or_several_is_not_explained(asked):
    assert explain(document(TEXT), asked) is None


def test_the_reader_says_its_name_version_and_fingerprint():
    for claim in read(TEXT).claims:
        assert claim.reader.name == "rules"
        assert re.fullmatch(r"[0-9a-f]{12}", claim.reader.fingerprint)


def test_the_same_document_gives_the_same_bytes_in_another_process():
    program = (
        "import sys; sys.path.insert(0, 'tests'); from readings import read;"
        "from tallystick.model.claims_format import reading_to_line;"
        f"sys.stdout.reconfigure(encoding='utf-8'); print(reading_to_line(read({TEXT!r})))"
    )
    ours = reading_to_line(read(TEXT))
    for seed in ("0", "1"):
        ran = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ".:tests", "PATH": "/usr/bin:/bin"},
        )
        assert ran.stdout.decode().strip() == ours.strip()


def test_an_empty_page_of_odd_characters_has_no_claims():
    assert read("… — “” ()").claims == ()


PIECES = st.sampled_from(
    [
        "Norway promised 40 trucks to Kenya by June.",
        "“We will send tents,” said Ole Berg, the Norwegian minister.",
        "He refused to pay $5 million.",
        "According to the WHO, 30% of the one million doses arrived.",
        "Rebels attacked Bakaara on Monday.",
        "“", "”", "(", ")", "‘", "’", "—", "\n", "\n\n", "  • ", ", ", " ",
        "\u200f", "\u202e", "e\u0301", "😀", "\u00a0", "ß", "İ", "ﬁ", "中文", "$", "40%", "...",
    ]
)  # fmt: skip


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, min_size=1, max_size=12).map("".join))
def test_whatever_the_text_every_span_is_exact(text):
    from tallystick.sources import document_from_text

    sourced = document_from_text(text, published="2024-02-27", language="en")
    if sourced.document is None:  # nothing but blanks
        assert sourced.problems
        return
    reading = read_document(sourced.document)
    assert reading.problems == ()
    assert all(span.holds_in(text) for claim in reading.claims for span in spans_of(claim))
