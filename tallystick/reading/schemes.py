"""Undertakings apart from the one spoken of: "a separate initiative".

What is given under it is not given by those who gave before.
"""

from __future__ import annotations

from tallystick.languages import Token
from tallystick.languages.grammar import Grammar
from tallystick.reading.frame import Frame


def scheme_apart(frame: Frame, grammar: Grammar) -> Token | None:
    """The undertaking under which the frame's goods are given, where it is said to be another one.

    "Shells bought under a **separate initiative**", "40 tents arrived under **another scheme**".
    """
    tree = frame.tree
    around = [*frame.themes, *(frame.clause.obliques if frame.clause is not None else ())]
    below = (token for top in around for token in tree.subtree(top))
    clause_below = (token for theme in frame.themes for token in _beside(frame, theme))
    return next(
        (
            token
            for token in (*below, *clause_below)
            if token.lemma in grammar.schemes
            and token not in frame.themes
            and any(t.lemma.lower() in grammar.apart for t in tree.children(token, "mod", "det"))
        ),
        None,
    )


def _beside(frame: Frame, theme: Token) -> list[Token]:
    """What stands with the verb that the parser hung the goods on: "**shells bought under …** have arrived"."""
    above = frame.tree.head(theme)
    if above is None or above.pos != "VERB" or above is frame.head:
        return []
    return [t for t in frame.tree.subtree(above) if theme.i < t.i < frame.head.i]
