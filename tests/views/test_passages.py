from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tallystick.model import Document, Span
from tallystick.views.passages import passage, passage_bounds, printable


def styles(text, words):
    """The styles that lie on ``words``."""
    start = text.plain.index(words)
    return {str(s.style) for s in text.spans if s.start <= start and s.end >= start + len(words)}


def test_a_promise_is_shown_with_its_whole_sentence(document, promise):
    shown = passage(document, promise, "yellow")
    assert shown.plain == (
        "In March the Republic of Aland promised the town of Bergen 200 water pumps by the end of 2024."
    )


def test_what_carries_a_promise_is_marked(document, promise):
    shown = passage(document, promise, "yellow")
    assert styles(shown, "200 water pumps") == {"not dim yellow"}
    assert styles(shown, "Republic of Aland") == {"not dim bold"}
    assert styles(shown, "In March") == {"dim"}
    assert styles(shown, "promised") == set()


def test_cue_and_content_of_a_statement_are_marked(document, statement):
    shown = passage(document, statement, "cyan")
    assert shown.plain == "“We keep our word,” said minister Ida Holm."
    assert styles(shown, "said") == {"not dim italic"}
    assert styles(shown, "We keep our word,") == {"not dim cyan"}
    assert styles(shown, "minister Ida Holm") == {"not dim bold"}


def test_the_place_of_an_event_is_marked(document, event):
    assert styles(passage(document, event, "magenta"), "the northern dam") == {"not dim magenta"}


def test_a_mention_in_another_sentence_is_left_out(document, delivery):
    assert passage(document, delivery, "green").plain == "By May about 60 pumps had arrived, Bergen said."


def test_a_cue_in_the_next_sentence_is_shown_too(document, promise):
    said = Span.of(document.text, document.text.index("said minister"), document.text.index(" minister"))
    shown = passage(document, replace(promise, cue=said), "yellow")
    assert shown.plain.endswith("“We keep our word,” said minister Ida Holm.")


def test_a_passage_without_layout_ends_at_the_line(document, event):
    assert passage(replace(document, blocks=()), event, "red").plain == (
        "On 4 June the sea broke through the northern dam at Bergen."
    )


def test_an_abbreviation_before_a_figure_or_a_small_letter_ends_no_sentence(promise):
    text = "Under No. 5 they owe pumps, i.e. a handful. Enough."
    document = Document(id="x", text=text, sha256="")
    evidence = Span.of(text, text.index("pumps"), text.index(","))
    bare = replace(promise, evidence=evidence, actors=(), recipients=(), items=())
    assert passage(document, bare, "red").plain == "Under No. 5 they owe pumps, i.e. a handful."


def test_a_sentence_without_end_is_cut_to_its_evidence(promise):
    text = "word " * 200 + "pumps arrived " + "word " * 200
    document = Document(id="x", text=text, sha256="")
    start = text.index("pumps arrived")
    bare = replace(promise, evidence=Span.of(text, start, start + 13), actors=(), recipients=(), items=())
    assert passage(document, bare, "red").plain == "pumps arrived"


@pytest.mark.parametrize("sign", ["\x1b", "\x07", "\x00", "\x9b", "\u202e", "\u2066"])
def test_terminal_controls_do_not_pass(sign):
    assert printable(f"a{sign}b") == "a\N{REPLACEMENT CHARACTER}b"


@given(st.text())
def test_printable_keeps_offsets_and_is_one_line(text):
    shown = printable(text)
    assert len(shown) == len(text)
    assert len(shown.splitlines()) <= 1


def test_claims_that_share_a_passage_are_marked_in_it_together(document, promise):
    first, last = Span.of(document.text, promise.evidence.start, promise.evidence.start + 8), promise.evidence
    bare = replace(promise, actors=(), recipients=(), items=(), cue=None, source=None)
    begins, ends = (
        replace(bare, evidence=first),
        replace(bare, evidence=Span.of(document.text, last.end - 5, last.end)),
    )
    shown = passage(document, begins, "yellow", beside=(ends,))
    dim = [(s.start, s.end) for s in shown.spans if str(s.style) == "dim" and s.start < s.end]
    offset = passage_bounds(document, begins)[0]
    assert (first.end - offset, last.end - 5 - offset) in dim
