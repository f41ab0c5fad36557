"""Who gets something, where it does not stand behind the verb or the parser took the name for one of the goods."""

from __future__ import annotations

from collections.abc import Sequence

from tallystick.languages import Sentence, Token
from tallystick.reading.actors import Actors
from tallystick.reading.clauses import Clause
from tallystick.reading.frame import Frame
from tallystick.reading.parsing import ParsedDocument


def is_model(actors: Actors, tree: Sentence, token: Token) -> bool:
    """Whether a name that nobody known bears is one of goods: "sent **Leopard** 2 tanks to Kenya".

    Args:
        actors: Who is named in the document.
        tree: The sentence.
        token: What the parser took for who gets it.
    """
    behind = tree.tokens[token.i + 1 :][:1]
    is_numbered = token.pos == "PROPN" and any(t.pos == "NUM" for t in behind)
    return is_numbered and not actors.names_in(token.start, token.end)


def named_before_figure(parsed: ParsedDocument, actors: Actors, clause: Clause) -> list[Token]:
    """Who gets it, where the parser took a name for part of the goods: "promised **Mozambique** 30 trucks".

    Args:
        parsed: The document.
        actors: Who is named in it.
        clause: The verb with all that hangs on it.
    """
    if clause.passive or clause.indirect or len(clause.objects) != 1:
        return []
    start, end = clause.predicate.end, clause.sentence.tokens[-1].end
    figures = [number.outer_start for number in parsed.numbers_in(start, end)]
    figures += [money.outer_start for money in parsed.money_in(start, end)]
    between = parsed.text[start : min(figures, default=start)]
    named = actors.names_in(start, start + len(between))
    is_all = len(named) == 1 and between.strip() == parsed.text[named[0].start : named[0].end]
    return [t for t in clause.sentence if is_all and named[0].form != "demonym" and t.end == named[0].end]


def promised_to(frame: Frame, frames: Sequence[Frame]) -> list[Token]:
    """To whom what is given was promised: "sent 40% of the doses that it had promised **to Kenya**"."""
    links = ("relative", "attributive")
    clauses = ((f, f.clause) for f in frames if f.clause is not None and f.clause.link in links)
    around = {t.i for theme in frame.themes for t in (theme, *frame.tree.children(theme, "nmod"))}
    promised = (f for f, c in clauses if c.noun is not None and c.noun.i in around and f is not frame)
    return next((list(f.recipients) for f in promised if f.recipients), [])
