"""Who said what: every way in which English attributes, each with a sentence that shows it."""

import pytest
from tallystick.languages import Sentence
from tallystick.model import Statement

from readings import parse_all, parsed_with, proposed, statements


def told(text):
    """Speaker's name, cue, mode and content of each statement."""
    return [
        (s.source.name if s.source else None, s.cue.text if s.cue else None, s.mode, s.content.text)
        for s in statements(text)
    ]


QUOTATIONS = {
    "cue behind": (
        "“We will finish the bridge before winter,” Awa Diallo said on Monday.",
        ("Awa Diallo", "said", "We will finish the bridge before winter,"),
    ),
    "cue behind, inverted": (
        "“We will finish the bridge before winter,” said the engineer, Awa Diallo.",
        ("Awa Diallo", "said", "We will finish the bridge before winter,"),
    ),
    "cue behind an apposition": (
        "“We will finish the bridge,” Awa Diallo, an engineer from Dakar, said.",
        ("Awa Diallo", "said", "We will finish the bridge,"),
    ),
    "cue before, with a colon": (
        "Awa Diallo said: “We will finish the bridge before winter.”",
        ("Awa Diallo", "said", "We will finish the bridge before winter."),
    ),
    "cue before, with a comma": (
        "Awa Diallo said, “We will finish the bridge before winter.”",
        ("Awa Diallo", "said", "We will finish the bridge before winter."),
    ),
    "a clause that is all quoted": (
        "Awa Diallo added that “we will finish the bridge before winter”.",
        ("Awa Diallo", "added", "we will finish the bridge before winter"),
    ),
    "cue in the middle": (
        "“The bridge,” Awa Diallo said, “will be finished before winter.”",
        ("Awa Diallo", "said", "The bridge,” Awa Diallo said, “will be finished before winter."),
    ),
    "cue between two sentences": (
        "“We will finish the bridge,” Awa Diallo said. “We will not wait for the ministry.”",
        ("Awa Diallo", "said", "We will finish the bridge,” Awa Diallo said. “We will not wait for the ministry."),
    ),
    "a question with its cue in a sentence of its own": (
        "“Will the bridge be finished before winter?” Awa Diallo asked.",
        ("Awa Diallo", "asked", "Will the bridge be finished before winter?"),
    ),
    "a cue that ends the sentence before in a colon": (
        "Awa Diallo said this on Monday:\n\n“We will finish the bridge before winter.”",
        ("Awa Diallo", "said", "We will finish the bridge before winter."),
    ),
    "subject behind an apposition that the parser misses": (
        "“We will not close the harbour,” Mr. Diallo, now 81 and retired in Dakar, said by telephone this week.",
        ("Diallo", "said", "We will not close the harbour,"),
    ),
    "subject in front of the cue that the parser misses": (
        "“If we had closed it, I would be in Dakar for a long time,” Mr. Daniel, now 81 and retired in Oslo, said.",
        ("Daniel", "said", "If we had closed it, I would be in Dakar for a long time,"),
    ),
    "straight marks": (
        'Awa Diallo said: "We will finish the bridge before winter."',
        ("Awa Diallo", "said", "We will finish the bridge before winter."),
    ),
    "inner marks at the end": (
        "“We were told, ‘Wait and see what comes of it,’” Awa Diallo said.",
        ("Awa Diallo", "said", "We were told, ‘Wait and see what comes of it,’"),
    ),
    "no cue, the subject of the sentence before": (
        "Awa Diallo opened the new bridge. “It took us eleven long years.”",
        ("Awa Diallo", None, "It took us eleven long years."),
    ),
    "named before a colon": (
        "Jonas Gahr Støre opened the fair. Quote from Awa Diallo: “The harvest in the north has failed again.”",
        ("Awa Diallo", None, "The harvest in the north has failed again."),
    ),
    "words that report something themselves": (
        "Awa Diallo opened the fair. “I believe that our promise to help Kenya was right.”",
        ("Awa Diallo", None, "I believe that our promise to help Kenya was right."),
    ),
    "signed with a dash": (
        "“It took us eleven long years to build.” – Awa Diallo",
        ("Awa Diallo", "–", "It took us eleven long years to build."),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), QUOTATIONS.values(), ids=QUOTATIONS)
def test_a_quotation_has_its_speaker(text, expected):
    name, cue, content = expected
    assert told(text) == [(name, cue, "direct", content)]


def test_a_quotation_goes_on_in_the_next_paragraph():
    text = "“We will finish the bridge,” Awa Diallo said.\n\n“It took us eleven long years to build.”"
    assert told(text) == [
        ("Awa Diallo", "said", "direct", "We will finish the bridge,"),
        ("Awa Diallo", "said", "direct", "It took us eleven long years to build."),
    ]


def test_a_long_interruption_parts_a_quotation():
    text = (
        "“Yes,” said Awa Diallo, who has built nine bridges in four countries and taught at three universities. "
        "“It is safe.”"
    )
    assert ("Awa Diallo", "said", "direct", "Yes,") in told(text)


def test_the_speaker_of_a_quotation_says_more_beside_it():
    text = "“We will finish the bridge,” said Awa Diallo, who warned that prices would rise."
    assert told(text)[1] == ("Awa Diallo", "warned", "indirect", "prices would rise")
    assert statements(text)[1].source.span.text == "who"


def test_a_title_before_the_cue_is_no_utterance():
    text = "On “Good Evening Norway,” Awa Diallo said that the bridge was safe."
    assert told(text) == [("Awa Diallo", "said", "indirect", "the bridge was safe")]


@pytest.mark.parametrize(
    "text", ["He called it a “bridge to nowhere” once.", "“A Bridge in Winter” sold well."]
)
def test_words_held_at_a_distance_are_no_quotation(text):
    assert not [s for s in told(text) if s[2] == "direct"]


INDIRECT = {
    "a clause with that": (
        "The engineers said that the bridge would hold.", ("The engineers", "said", "the bridge would hold")),
    "a clause without that": (
        "The engineers said the bridge would hold.", ("The engineers", "said", "the bridge would hold")),
    "a perfect progressive clause": (
        "The engineers said they had been building the road since May.",
        ("The engineers", "said", "they had been building the road since May")),
    "a question": (
        "The mayor asked whether the bridge would hold.", ("The mayor", "asked", "whether the bridge would hold")),
    "content before its cue": (
        "The bridge would hold, the engineers said.", ("the engineers", "said", "The bridge would hold")),
    "content before an inverted cue": (
        "The bridge would hold, said the engineers.", ("the engineers", "said", "The bridge would hold")),
    "cue inside its content": (
        "The bridge, the engineers said, would hold for a century.",
        ("the engineers", "said", "The bridge, the engineers said, would hold for a century")),
    "cue behind the content's first phrase": (
        "In a hard winter, the engineers argued, the bridge would need more salt.",
        ("the engineers", "argued", "In a hard winter, the engineers argued, the bridge would need more salt")),
    "cue between its content's halves": (
        "The effects are hard to predict, economists say, because there is no precedent.",
        ("economists", "say", "The effects are hard to predict, economists say, because there is no precedent")),
    "cue in a parenthesis": (
        "As the engineers noted, the bridge needs more salt.",
        ("the engineers", "noted", "the bridge needs more salt")),
    "addressee": (
        "The mayor told a crowd of farmers that the bridge would hold.",
        ("The mayor", "told", "the bridge would hold")),
    "addressee and infinitive": (
        "Norway urged its allies to rebuild the harbour.", ("Norway", "urged", "its allies to rebuild the harbour")),
    "object and gerund": (
        "The auditors accused the harbour company of hiding its losses.",
        ("The auditors", "accused", "the harbour company of hiding its losses")),
    "object and a gerund that hangs elsewhere": (
        "The mayor accused the favourite in the northern elections of closing the harbour.",
        ("The mayor", "accused", "the favourite in the northern elections of closing the harbour")),
    "an inverted subject that the parser misses": (
        "The money has already arrived in Kenya, assures the Prime Minister of Norway Jonas Gahr Støre.",
        ("Jonas Gahr Støre", "assures", "The money has already arrived in Kenya")),
    "object and perfect gerund": (
        "The auditors criticised the harbour company for having hidden its losses.",
        ("The auditors", "criticised", "the harbour company for having hidden its losses")),
    "object and predicate": (
        "The mayor called the plan reckless.", ("The mayor", "called", "the plan reckless")),
    "object": (
        "The minister announced a series of measures to help farmers.",
        ("The minister", "announced", "a series of measures to help farmers")),
    "object and purpose": (
        "The minister announced a fund to help farmers.", ("The minister", "announced", "a fund to help farmers")),
    "preposition": (
        "The mayor called for a ban on lorries.", ("The mayor", "called", "a ban on lorries")),
    "gerund": (
        "The minister denied closing the harbour.", ("The minister", "denied", "closing the harbour")),
    "infinitive": (
        "Awa Diallo pledged to send ten trucks to Kenya.",
        ("Awa Diallo", "pledged", "to send ten trucks to Kenya")),
    "adjective": (
        "The minister was confident that the bridge would hold.",
        ("The minister", "was confident", "the bridge would hold")),
    "adjective taken for a participle": (
        "The minister was convinced that the bridge would hold.",
        ("The minister", "was convinced", "the bridge would hold")),
    "participle": (
        "The minister opened the bridge, saying that it would hold.", ("The minister", "saying", "it would hold")),
    "passive with a speaker": (
        "The bridge will close in May. This was stated by Awa Diallo, Harbour News reports.",
        ("Awa Diallo", "was stated", "The bridge will close in May")),
    "relative clause without a pronoun's help": (
        "Engineers who inspected the bridge said it would hold.", ("Engineers", "said", "it would hold")),
    "a speaker whom an agency reports": (
        "The harvest failed, the mayor said, Reuters reported.", ("the mayor", "said", "The harvest failed")),
    "a speaker whom an agency cites": (
        "The harvest failed, Reuters reports, citing Awa Diallo.", ("Awa Diallo", "reports", "The harvest failed")),
    "figures and their publisher": (
        "Figures published by Oxfam show that the harvest failed.", ("Oxfam", "show", "the harvest failed")),
    "a list and its maker": (
        "Prices rose by half, according to a list by the World Bank.",
        ("World Bank", "according to", "Prices rose by half")),
    "a colon parts sentences": (
        "It was clear to all: the engineers said that the bridge would hold.",
        ("the engineers", "said", "the bridge would hold")),
    "a thought": (
        "Awa Diallo believes that the bridge will hold.", ("Awa Diallo", "believes", "the bridge will hold")),
    "a complement whose verb the parser takes for a noun": (
        "Farmers note that Kenya co-sponsored bans in 2003.",
        ("Farmers", "note", "Kenya co-sponsored bans in 2003")),
    "as with an object": (
        "As the mayor described the plan, the farmers left the hall.", ("the mayor", "described", "the plan")),
    "object and phrase": (
        "The mayor thanked the drivers from Kenya for their patience.",
        ("The mayor", "thanked", "the drivers from Kenya for their patience")),
    "a noun and a phrase": (
        "The mayor’s praise for the drivers surprised the town.", ("The mayor", "praise", "the drivers")),
    "what is told of the speaker behind the cue": (
        "The deal failed, the mayor said, referencing the fair.", ("the mayor", "said", "The deal failed")),
    "an aside about the content": (
        "The mayor praised the drivers, who had paid for the bridge.", ("The mayor", "praised", "the drivers")),
    "according to, before": (
        "According to the engineers, the bridge would hold.",
        ("the engineers", "According to", "the bridge would hold")),
    "according to, behind": (
        "The bridge would hold for a century, according to the engineers.",
        ("the engineers", "according to", "The bridge would hold for a century")),
    "according to, of two reports": (
        "Prices rose in May and fell in June, according to the central bank.",
        ("the central bank", "according to", "Prices rose in May and fell in June")),
    "in somebody's opinion": (
        "In the minister’s opinion, the bridge is safe.",
        ("the minister", "In the minister’s opinion", "the bridge is safe")),
    "a noun and its owner": (
        "The ministry’s warning that the bridge could fall surprised the town.",
        ("The ministry", "warning", "the bridge could fall")),
    "a noun and its maker": (
        "A warning by the ministry that the bridge could fall surprised the town.",
        ("the ministry", "warning", "the bridge could fall")),
    "a noun and the subject of its verb": (
        "The ministry issued a warning that the bridge could fall.",
        ("The ministry", "warning", "the bridge could fall")),
    "a noun behind a cue": (
        "The ministry repeated a warning that the bridge could fall.",
        ("The ministry", "repeated", "the bridge could fall")),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), INDIRECT.values(), ids=INDIRECT)
def test_reported_words_have_their_speaker(text, expected):
    name, cue, content = expected
    assert told(text) == [(name, cue, "indirect", content)]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Awa Diallo said the bridge was “safe enough” for lorries.",
            "the bridge was “safe enough” for lorries",
        ),
        ("Awa Diallo admitted “a grave mistake”.", "a grave mistake"),
    ],
)
def test_a_quoted_fragment_makes_the_content_mixed(text, content):
    ((_, _, mode, told_content),) = told(text)
    assert (mode, told_content) == ("mixed", content)


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        (
            "The minister acknowledged that the plan had failed but added that nobody was to blame.",
            ["the plan had failed", "nobody was to blame"],
        ),
        (
            "The minister announced steps to help farmers and did not rule out closing the harbour.",
            ["steps to help farmers", "closing the harbour"],
        ),
        (
            "The minister said that the plan had failed, adding that nobody was to blame.",
            ["the plan had failed", "nobody was to blame"],
        ),
    ],
)
def test_each_cue_of_one_speaker_has_its_own_content(text, contents):
    assert [s[3] for s in told(text)] == contents
    assert {s[0] for s in told(text)} == {"The minister"}


def test_each_speaker_of_a_sentence_has_their_own_content():
    text = "Aides said the harvest had failed, while the mayor said that nobody was to blame."
    assert [(s[0], s[3]) for s in told(text)] == [
        ("Aides", "the harvest had failed"),
        ("the mayor", "nobody was to blame"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Reuters cited the mayor.",
        "Norway pledged to send ten trucks to Kenya.",
        "The leaders met to discuss the plan.",
        "The plan proposed by Norway failed.",
        "I believe that the bridge will hold.",
        "Kenya received the trucks it said it would send.",
        "The bridge needs that the ministry pays.",
        "The rusty bolts want to be replaced.",
    ],
)
def test_what_reports_no_words_is_no_statement(text):
    assert told(text) == []


def test_what_others_said_is_part_of_what_is_told_of_them():
    text = "Kenya said that Norway had promised to send ten trucks."
    assert told(text) == [("Kenya", "said", "indirect", "Norway had promised to send ten trucks")]


@pytest.mark.parametrize(
    ("text", "cue", "negated"),
    [
        ("The minister did not say that the plan had changed.", "did not say", True),
        ("The minister declined to say whether the plan had changed.", "declined to say", True),
        ("The minister did not rule out closing the harbour.", "did not rule out", False),
        ("The minister wanted to stress that the plan had changed.", "to stress", False),
    ],
)
def test_a_statement_is_negated_where_nothing_was_said(text, cue, negated):
    (statement,) = statements(text)
    assert (statement.cue.text, statement.negated) == (cue, negated)


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("The minister said that the plan had changed.", "certain"),
        ("The minister may say that the plan has changed.", "possible"),
        ("If the minister says that the plan has changed, nobody will listen.", "conditional"),
    ],
)
def test_a_statement_is_as_certain_as_its_cue(text, factuality):
    assert [s.factuality for s in statements(text)] == [factuality]


def test_evidence_holds_speaker_cue_and_content():
    (statement,) = statements("On Monday, the engineers said that the bridge would hold. Then it rained.")
    assert statement.evidence.text == "the engineers said that the bridge would hold"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("The mayor said on Monday that the bridge would close.", "2024-02-26"),
        ("On 3 January, the mayor said that the bridge would close in May.", "2024-01-03"),
        ("“We will close the bridge,” the mayor said on Monday.", "2024-02-26"),
        ("The mayor said that the bridge had closed on Monday.", None),
        ("The mayor said that the bridge had closed.", None),
        ("On Monday the mayor opened the fair. “We will close the bridge in the spring.”", None),
    ],
)
def test_a_statement_has_the_day_on_which_it_was_made(text, date):
    assert [s.date for s in statements(text)] == [date]


def test_what_stands_right_before_the_cue_is_its_subject_whatever_the_tree_joins():
    (parsed,) = parse_all(["The rains failed in Havn, a new report said."])
    (sentence,) = parsed.sentences
    words = {t.text: t for t in sentence.tree}
    words["Havn"].head, words["Havn"].rel, words["Havn"].case = words["said"].i, "subj", ""
    words["report"].head, words["report"].rel = words["Havn"].i, "appos"
    joined = parsed_with(
        parsed.language, parsed.text, [Sentence(sentence.tree.tokens, sentence.start, sentence.end)]
    )
    (statement,) = [c for c in proposed(joined) if isinstance(c, Statement)]
    assert statement.source.span.text == "a new report"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Hungary opposes the levy.", "the levy"),
        ("The European Union backed the new treaty.", "the new treaty"),
        ("Mexico voted against the treaty.", "the treaty"),
        ("Kenya refused to rebuild the harbour.", "to rebuild the harbour"),
        ("Sweden came out in favour of the treaty on Friday.", "the treaty"),
        ("Norway is an opponent of the treaty.", "the treaty"),
        ("Finland gave its backing to the treaty.", "the treaty"),
        ("Hungary promised a levy.", None),
        ("Hungary pledged to introduce a levy.", None),
        ("Hungary supports Kenya.", None),
        ("Finland gave Norway its backing.", None),
    ],
)
def test_a_state_takes_a_side_but_what_it_promises_is_no_statement(text, content):
    assert [s.content.text for s in statements(text)] == ([] if content is None else [content])


def test_a_side_is_taken_on_what_was_named_before():
    found = statements("Chile, which had opposed the levy, now supports it.")
    assert [(s.source.id, s.content.text) for s in found] == [("CHL", "it"), ("CHL", "the levy")]
    assert statements("The minister announced a levy. He announced it.")[1:] == []


def test_who_is_against_something_says_so():
    (found,) = statements("Chad proposed a corridor. Russia and China are against it.")[-1:]
    assert (found.source.id, [a.id for a in found.joint], found.content.text) == ("RUS", ["CHN"], "it")
    assert statements("The odds are against it.") == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The Royal College of Nursing said the plan was late.", "Royal College of Nursing"),
        ("The plan is late, said the University of Lagos.", "University of Lagos"),
        ("Only 12 clinics have opened, according to their association.", "their association"),
        ("Only 12 clinics have opened, the teachers' union said.", "the teachers' union"),
        ("An audit by the group Vaccine Watch found that 12 clinics have opened.", "Vaccine Watch"),
        (
            "Chad has sent all of the 40 tents it promised, Trade Minister Ana Roe announced on Friday.",
            "Ana Roe",
        ),
        ("The clinics have opened, Housing Secretary Ana Roe told reporters.", "Ana Roe"),
    ],
)
def test_a_body_is_called_by_its_whole_name(text: str, source: str) -> None:
    assert [s.source.name for s in statements(text) if s.source] == [source]
