"""Whose words a place in the text is: the innermost statement around it, then the cue it stands in."""

from tallystick.model import Actor, Span, Statement
from tallystick.reading.proposals import DRAFT, Proposal
from tallystick.reading.speech import Sources

TEXT = "Norway said that Italy claimed that it rained. The lake was blue."


def span(words):
    at = TEXT.index(words)
    return Span(at, at + len(words), words)


def said(speaker, cue, content):
    statement = Statement(
        id="",
        evidence=span(content),
        source=Actor(None, speaker, span(speaker)),
        cue=span(cue) if cue else None,
        negated=False,
        factuality="certain",
        date=None,
        confidence=0.5,
        reader=DRAFT,
        content=span(content),
        mode="indirect",
    )
    return Proposal(statement, "test")


SOURCES = Sources(
    [said("Norway", "said", "Italy claimed that it rained"), said("Italy", "claimed", "it rained")]
)


def speaker(words, sources=SOURCES):
    statement = sources.at(TEXT.index(words))
    return statement.source.name if statement is not None and statement.source is not None else None


def test_the_innermost_statement_counts():
    assert speaker("rained") == "Italy"
    assert speaker("claimed") == "Norway"


def test_a_cue_belongs_to_what_it_introduces():
    assert speaker("said") == "Norway"


def test_what_nobody_says_is_the_authors():
    assert speaker("lake") is None
    assert speaker("rained", Sources([])) is None


def test_the_end_of_what_is_said_is_outside():
    assert SOURCES.at(TEXT.index(". The")) is None
