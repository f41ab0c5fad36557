"""Which mention a pronoun or description takes up: near before far, subjects before others, unquoted before quoted."""

from tallystick.model import Actor, Span
from tallystick.reading.discourse import Discourse, Mention


def mention(name, start, sentence=0, kind="state", **slots):
    return Mention(
        Actor(name[:3].upper(), name, Span(start, start + len(name), name)), kind, sentence, **slots
    )


def discourse(*mentions):
    found = Discourse()
    for one in mentions:
        found.add(one)
    return found


def nearest(found, before, sentence, reach=9, fits=lambda _: True):
    best = found.nearest(before, sentence, fits, reach=reach)
    return best.actor.name if best else None


NORWAY = mention("Norway", 0, subject=True)
ITALY = mention("Italy", 20)


def test_nothing_stands_before_the_first_mention():
    assert nearest(discourse(NORWAY), 0, 0) is None
    assert nearest(discourse(), 50, 3) is None


def test_the_subject_of_a_sentence_comes_first():
    assert nearest(discourse(NORWAY, ITALY), 40, 0) == "Norway"


def test_the_nearer_sentence_comes_before_an_earlier_subject():
    assert nearest(discourse(NORWAY, mention("Italy", 60, 1)), 90, 1) == "Italy"


def test_of_equals_the_later_comes_first():
    assert nearest(discourse(ITALY, mention("Spain", 30)), 40, 0) == "Spain"


def test_what_stands_in_a_quotation_comes_last():
    assert nearest(discourse(NORWAY, mention("Italy", 20, subject=True, quoted=True)), 40, 0) == "Norway"


def test_the_reach_bounds_how_far_back_it_looks():
    found = discourse(NORWAY)
    assert nearest(found, 100, 4, reach=4) == "Norway"
    assert nearest(found, 100, 5, reach=4) is None


def test_only_what_fits_is_taken():
    assert nearest(discourse(NORWAY, ITALY), 40, 0, fits=lambda m: m.actor.id == "ITA") == "Italy"


def test_pronouns_look_for_their_kind():
    woman = mention("Anna Berg", 0, kind="person", gender="f")
    man = mention("Ole Dahl", 20, kind="person", gender="m")
    troops = mention("troops", 40, kind="group", plural=True)
    state = mention("Norway", 60)
    found = discourse(woman, man, troops, state)

    def taken(pronoun):
        antecedent = found.antecedent(pronoun, 90, 0)
        return antecedent.actor.name if antecedent else None

    assert taken("person.f") == "Anna Berg"
    assert taken("person.m") == "Ole Dahl"
    assert taken("thing") == "Norway"
    assert taken("group") == "troops"
    assert taken("speaker") is None


def test_they_may_be_a_state_where_no_group_was_named():
    antecedent = discourse(NORWAY).antecedent("group", 90, 1)
    assert antecedent is not None
    assert antecedent.actor.name == "Norway"


def test_a_mention_starts_where_its_phrase_starts():
    assert ITALY.start == 20
