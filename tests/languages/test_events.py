"""Every line of the event lexicon does something: without it, its sentence reads otherwise."""

from dataclasses import replace

import pytest
from tallystick.errors import LexiconError
from tallystick.languages import installed_languages, load_language
from tallystick.languages.events import load_events
from tallystick.model import EVENT_TYPES

from readings import again, found_events, parse_all

ENGLISH = load_language("en")
LEXICON = ENGLISH.events


def _lines(code):
    lexicon = load_language(code).events
    yield from ((code, "verb", pattern) for patterns in lexicon.verbs.values() for pattern in patterns)
    yield from ((code, "noun", pattern) for pattern in lexicon.nouns.values())
    yield from ((code, "adjective", pattern) for pattern in lexicon.adjectives.values())
    yield from ((code, "kind", name) for name in lexicon.kinds)
    yield from ((code, "governor", verb) for verb in lexicon.governors)


LINES = [line for code in installed_languages() for line in _lines(code)]


def _name(line):
    code, table, at = line
    words = at if isinstance(at, str) else f"{at.before} {at.predicate} {at.behind}"
    return f"{code} {table} {words}"


def _shows(line):
    match line:
        case code, "kind", name:
            return load_language(code).events.kinds[name].shows
        case code, "governor", verb:
            return load_language(code).events.governors[verb].shows
        case _, _, pattern:
            return pattern.shows


def _without(line):
    """The lexicon with one line taken away."""
    lexicon = load_language(line[0]).events
    match line[1:]:
        case "verb", pattern:
            kept = tuple(p for p in lexicon.verbs[pattern.predicate] if p != pattern)
            return replace(lexicon, verbs={**lexicon.verbs, pattern.predicate: kept})
        case "noun", pattern:
            return replace(lexicon, nouns=_less(lexicon.nouns, pattern.predicate))
        case "adjective", pattern:
            return replace(lexicon, adjectives=_less(lexicon.adjectives, pattern.predicate))
        case "kind", name:
            return replace(lexicon, kinds=_less(lexicon.kinds, name))
        case _, verb:
            return replace(lexicon, governors=_less(lexicon.governors, verb))


def _less(lines, key):
    return {k: v for k, v in lines.items() if k != key}


@pytest.fixture(scope="module")
def shown():
    """The sentence of each line, parsed; all of a language in one batch."""
    found = {}
    for code in installed_languages():
        sentences = list(dict.fromkeys(_shows(line) for line in LINES if line[0] == code))
        parsed = parse_all(sentences, code)
        found |= {(code, text): sentence for text, sentence in zip(sentences, parsed, strict=True)}
    return found


@pytest.mark.parametrize("line", LINES, ids=_name)
def test_no_line_is_idle(shown, line):
    code, table, pattern = line
    parsed = shown[code, _shows(line)]
    told = found_events(parsed)
    assert told != found_events(again(parsed, replace(load_language(code), events=_without(line))))
    if table == "verb" and pattern.type:
        assert [pattern.type] * len(told) == [event.type for event in told] or pattern.type == "NONE"


def test_every_class_has_a_pattern():
    assert set(EVENT_TYPES) <= {
        pattern.type for code, table, pattern in LINES if (code, table) == ("en", "verb")
    }


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
