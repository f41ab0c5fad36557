from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tallystick.model.copies import CopyLink
from tallystick.reconcile.copies import find_copies, fingerprint, group_fingerprints
from tallystick.reconcile.copies.groups import group_links

from reconcile.copies.reports import REPORTS, document, report

GROUPS = find_copies(REPORTS)
PRINTS = [fingerprint(found) for found in REPORTS]


def test_the_reports_are_two_wires_and_the_rest():
    assert [(group.documents[0], len(group.documents), group.agency) for group in GROUPS] == [
        ("clinic-wire", 3, "dpa"),
        ("flood-wire", 6, "AFP"),
    ]
    assert {group.kind for group in GROUPS} == {"translation"}


def test_every_copy_says_what_it_was_recognised_by():
    for group in GROUPS:
        assert [link.document for link in group.links] == list(group.documents[1:])
        assert group.score == min(link.score for link in group.links)
        assert group.because in [link.because for link in group.links]


def test_kinds_of_groups():
    wire, paper = report("flood-wire"), report("flood-paper")
    again = replace(wire, id="again", published="2023-05-12")
    assert [group.kind for group in find_copies([wire, again])] == ["copy"]
    assert [group.kind for group in find_copies([wire, paper])] == ["rewrite"]
    assert [group.kind for group in find_copies([wire, again, paper])] == ["rewrite"]
    assert [group.kind for group in find_copies([paper, report("flood-es")])] == ["translation"]


def test_the_agency_is_the_one_most_documents_credit():
    texts = [("a", "AFP"), ("b", "dpa"), ("c", "dpa"), ("d", None)]
    documents = [document(name, "Five buses came to town.", agency=agency) for name, agency in texts]
    assert [group.agency for group in find_copies(documents)] == ["dpa"]


def test_copies_of_copies_are_one_group():
    chain = [("a", "One", None), ("b", "Two", "a"), ("c", "Three", "b"), ("d", "Four", "lost")]
    documents = [document(name, text, copy_of=of) for name, text, of in chain]
    assert [group.documents for group in find_copies(documents)] == [("a", "b", "c")]


def test_a_copy_in_ones_own_language_goes_before_a_surer_translation():
    first, second, third = (fingerprint(document(name, "Five buses came to town.")) for name in "abc")
    links = [
        CopyLink("b", "a", "translation", 0.97, ()),
        CopyLink("c", "b", "translation", 0.96, ()),
        CopyLink("c", "a", "rewrite", 0.6, ()),
    ]
    (group,) = group_links([first, second, third], links)
    assert [(link.document, link.of, link.kind) for link in group.links] == [
        ("b", "a", "translation"),
        ("c", "a", "rewrite"),
    ]
    assert [group.kind_of(name) for name in "abc"] == [None, "translation", "rewrite"]


def test_nothing_comes_of_nothing():
    assert find_copies([]) == ()


@settings(max_examples=25, deadline=None)
@given(st.permutations(PRINTS))
def test_order_changes_nothing(prints):
    assert group_fingerprints(prints) == GROUPS


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(PRINTS), unique_by=lambda found: found.document))
def test_other_documents_change_nothing_between_two(prints):
    present = {found.document for found in prints}
    both = [set(group.documents) & present for group in GROUPS]
    assert [set(group.documents) for group in group_fingerprints(prints)] == [b for b in both if len(b) > 1]


WORDS = st.lists(st.text("abcdefghij", min_size=1, max_size=8), min_size=1, max_size=60)


@settings(max_examples=50, deadline=None)
@given(WORDS)
def test_an_unrelated_document_changes_no_group(words):
    other = fingerprint(
        document("unrelated", " ".join(f"zz{word}" for word in words), published="2023-05-11")
    )
    assert group_fingerprints([*PRINTS, other]) == GROUPS


LAYOUTS = st.sampled_from([" ", "  ", "\n", "\t", " \n "])
QUOTES = st.sampled_from(['""', "“”", "«»", "„“", "''"])


@settings(max_examples=50, deadline=None)
@given(st.data(), st.sampled_from(REPORTS))
def test_a_text_is_a_copy_of_itself_whatever_its_blanks_case_and_marks(data, found):
    changed = data.draw(LAYOUTS).join(found.text.split())
    opening, closing = data.draw(QUOTES)
    for mark in "“«„":
        changed = changed.replace(mark, opening)
    for mark in "”»":
        changed = changed.replace(mark, closing)
    changed = data.draw(st.sampled_from([str, str.upper, str.casefold, str.title]))(changed)
    again = replace(found, id="again", text=changed, blocks=())
    (group,) = find_copies([found, again])
    assert (set(group.documents), group.kind, group.score) == ({found.id, "again"}, "copy", 1.0)
