"""Sentence trees: ways through them, also through broken ones."""

from tallystick.languages import Sentence, Token


def sentence(*nodes):
    """A tree of ``(text, head, relation)``."""
    tokens, at = [], 0
    for i, (text, head, rel) in enumerate(nodes):
        tokens.append(Token(i, at, at + len(text), text, text.lower(), "NOUN", "", False, head, rel))
        at += len(text) + 1
    return Sentence(tokens, 0, at - 1)


TREE = sentence(
    ("Norway", 1, "subj"),
    ("sent", 1, "root"),
    ("tents", 1, "obj"),
    ("trucks", 2, "conj"),
    ("and", 3, "cc"),
    ("radios", 3, "conj"),
    ("Kenya", 1, "obl"),
)
SENT, TENTS = TREE.tokens[1], TREE.tokens[2]


def texts(tokens):
    return [t.text for t in tokens]


def test_iteration_gives_the_words_in_order():
    assert texts(TREE) == ["Norway", "sent", "tents", "trucks", "and", "radios", "Kenya"]


def test_heads():
    assert TREE.head(SENT) is None
    assert TREE.head(TENTS) is SENT


def test_children_by_relation():
    assert texts(TREE.children(SENT)) == ["Norway", "tents", "Kenya"]
    assert texts(TREE.children(SENT, "obl", "subj")) == ["Norway", "Kenya"]
    assert TREE.child(SENT, "obl", "obj") is TENTS
    assert TREE.child(SENT, "mark") is None


def test_ancestors_are_nearest_first():
    assert texts(TREE.ancestors(TREE.tokens[4])) == ["trucks", "tents", "sent"]


def test_subtree_without_what_is_skipped():
    assert texts(TREE.subtree(TENTS)) == ["tents", "trucks", "and", "radios"]
    assert texts(TREE.subtree(SENT, lambda t: t.rel == "conj")) == ["Norway", "sent", "tents", "Kenya"]


def test_conjuncts_of_conjuncts_count():
    assert texts(TREE.conjuncts(TENTS)) == ["tents", "trucks", "radios"]


def test_a_circle_does_not_hang():
    circle = sentence(("one", 1, "conj"), ("two", 0, "conj"), ("three", 2, "root"))
    assert texts(circle.subtree(circle.tokens[0])) == ["one", "two"]
    assert texts(circle.ancestors(circle.tokens[0])) == ["two"]
    assert texts(circle.conjuncts(circle.tokens[0])) == ["one", "two"]


def test_a_tree_made_again_of_the_same_words_is_the_same():
    again = Sentence(TREE.tokens, TREE.start, TREE.end)
    assert [t.children for t in again] == [[], [0, 2, 6], [3], [4, 5], [], [], []]
