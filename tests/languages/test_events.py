"""Every line of the event lexicon does something: without it, its sentence reads otherwise."""

from dataclasses import replace

import pytest
from tallystick.errors import LexiconError
from tallystick.languages import load_language
from tallystick.languages.events import load_events
from tallystick.model import EVENT_TYPES

from readings import again, found_events, parse_all

ENGLISH = load_language("en")
LEXICON = ENGLISH.events
LINES = [
    *(("verb", pattern) for patterns in LEXICON.verbs.values() for pattern in patterns),
    *(("noun", pattern) for pattern in LEXICON.nouns.values()),
    *(("adjective", pattern) for pattern in LEXICON.adjectives.values()),
    *(("kind", name) for name in LEXICON.kinds),
    *(("governor", verb) for verb in LEXICON.governors),
]


def _name(line):
    table, at = line
    return f"{table} {at}" if isinstance(at, str) else f"{table} {at.before} {at.predicate} {at.behind}"


def _shows(line):
    match line:
        case "kind", name:
            return LEXICON.kinds[name].shows
        case "governor", verb:
            return LEXICON.governors[verb].shows
        case _, pattern:
            return pattern.shows


def _without(line):
    """The lexicon with one line taken away."""
    match line:
        case "verb", pattern:
            kept = tuple(p for p in LEXICON.verbs[pattern.predicate] if p is not pattern)
            return replace(LEXICON, verbs={**LEXICON.verbs, pattern.predicate: kept})
        case "noun", pattern:
            return replace(LEXICON, nouns=_less(LEXICON.nouns, pattern.predicate))
        case "adjective", pattern:
            return replace(LEXICON, adjectives=_less(LEXICON.adjectives, pattern.predicate))
        case "kind", name:
            return replace(LEXICON, kinds=_less(LEXICON.kinds, name))
        case _, verb:
            return replace(LEXICON, governors=_less(LEXICON.governors, verb))


def _less(lines, key):
    return {k: v for k, v in lines.items() if k != key}


@pytest.fixture(scope="module")
def shown():
    """The sentence of each line, parsed; all in one batch."""
    sentences = list(dict.fromkeys(_shows(line) for line in LINES))
    return dict(zip(sentences, parse_all(sentences), strict=True))


@pytest.mark.parametrize("line", LINES, ids=_name)
def test_no_line_is_idle(shown, line):
    parsed = shown[_shows(line)]
    told = found_events(parsed)
    assert told != found_events(again(parsed, replace(ENGLISH, events=_without(line))))
    table, pattern = line
    if table == "verb" and pattern.type:
        assert [pattern.type] * len(told) == [event.type for event in told] or pattern.type == "NONE"


def test_every_class_has_a_pattern():
    assert set(EVENT_TYPES) <= {pattern.type for table, pattern in LINES if table == "verb"}


def test_a_sentence_with_an_event_holds_a_trigger():
    assert {"attack", "embargo", "rocket", "receive"} <= LEXICON.triggers
    assert not {"hold", "lift"} & LEXICON.triggers, "verbs that tell of nothing by themselves"
    assert "film" not in LEXICON.triggers, "a word that keeps its verb from telling an event"


def test_a_key_is_taken_apart(tmp_path):
    path = tmp_path / "events.toml"
    path.write_text(
        '[verb]\ncall_on = { type = "REQUEST", speech = true }\n"lift SANCTION" = { type = "RETREAT" }\n'
        '"EVENT erupt" = { subject = "target" }\nlift = { type = "OTHER" }\n"lift arm" = { type = "CONCEDE" }\n'
        '[kind]\narm = { nouns = ["gun", "knife"] }\n'
    )
    lexicon = load_events(path)
    (call,) = lexicon.verbs["call_on"]
    assert (call.type, call.before, call.behind, call.subject, call.speech) == (
        "REQUEST",
        "",
        "",
        "actor",
        True,
    )
    (erupt,) = lexicon.verbs["erupt"]
    assert (erupt.type, erupt.before, erupt.subject) == ("", "EVENT", "target")
    assert [p.behind for p in lexicon.verbs["lift"]] == ["arm", "SANCTION", ""], "the narrower first"
    assert lexicon.of_kind("arm") == {"gun", "knife"}
    assert lexicon.of_kind("leg") == {"leg"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[verb]\nhit = "ASSAULT"',
            r"\[verb\] hit: a line is a table with fields out of shows, speech, state, subject, type",
        ),
        ("[verb]\nhit = { kind = 1 }", r"\[verb\] hit: a line is a table with fields"),
        (
            '[verb]\nhit = { type = "FIGHT" }',
            r"\[verb\] hit: 'type' must be one of AGREE, .*NONE, not 'FIGHT'",
        ),
        (
            '[verb]\nhit = { subject = "victim" }',
            r"\[verb\] hit: 'subject' must be one of actor, target, not 'victim'",
        ),
        ('[verb]\n"hit it hard" = {}', r"\[verb\] hit it hard: a key is a verb with at most one word before"),
        (
            '[noun]\nhit = { subject = "actor" }',
            r"\[noun\] hit: a line is a table with fields out of alone, shows, type",
        ),
        ("[governor]\ntry = {}", r"\[governor\] try: 'makes' must be one of possible, .*planned, not None"),
        ("[kind]\narm = { nouns = [] }", r"\[kind\] arm: 'nouns' must list the nouns that it gathers"),
    ],
)
def test_a_line_of_another_form_is_named(tmp_path, text, message):
    path = tmp_path / "events.toml"
    path.write_text(text)
    with pytest.raises(LexiconError, match=rf"events\.toml {message}"):
        load_events(path)
