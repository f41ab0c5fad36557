"""Whether what a clause says happened, is planned, is denied or is only supposed.

Tense, modality and polarity of the clause itself decide first, then what it hangs from: "began to shell" tells of
shelling, "refused to shell" and "in order to shell" do not (veridicality of embedding predicates after
Karttunen 1971, *Implicative verbs*).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from tallystick.languages import Language
from tallystick.languages.events import Makes
from tallystick.model import Factuality
from tallystick.reading.clauses import Clause

Status = Literal["happened", "planned", "scheduled", "supposed"]

_HIGHEST = 8
"""No sane sentence stacks more governors than this."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a clause puts forward what it says.

    Attributes:
        status: ``happened`` (or is happening), ``planned`` (somebody will), ``scheduled`` (it is due) or
            ``supposed`` (a wish, a condition, a purpose).
        negated: It did, or will, not come about.
        factuality: How sure the text is.
    """

    status: Status
    negated: bool = False
    factuality: Factuality = "certain"


_SUPPOSED = Standing("supposed")


def standing_of(clause: Clause, language: Language, depth: int = 0) -> Standing:
    """The standing of what ``clause`` says."""
    if depth > _HIGHEST or language.grammar.opens_condition(clause.mark):
        return _SUPPOSED
    if clause.modality in ("possible", "necessary"):
        return _SUPPOSED
    if clause.tense != "none":
        return _finite(clause, language, depth)
    if clause.mark in language.events.realising_marks:  # "the first victory since taking the port"
        return Standing("happened")
    if clause.perfect:  # "is said to have shelled"
        return Standing("happened", clause.negated)
    governor = clause.governor
    match clause.link:
        case "relative" | "attributive":
            return _SUPPOSED if clause.predicate.form == "base" else Standing("happened", clause.negated)
        case "complement" if clause.noun is not None:
            scheduled = _makes(language, "adjective", clause.noun.text.lower()) == "raise"
            return Standing("scheduled", clause.negated) if scheduled else _SUPPOSED
        case "complement" | "adverbial" | "coordinate" | "subject" if governor is not None:
            return _governed(clause, governor, language, depth)
    return Standing("happened", clause.negated)


def _finite(clause: Clause, language: Language, depth: int) -> Standing:
    planned = clause.tense == "future" or clause.modality == "would"
    own = Standing("planned" if planned else "happened", clause.negated)
    governor = clause.governor
    if clause.link != "complement" or governor is None:
        return own
    if clause.noun is not None:  # "the risk that rebels will shell the port"
        return _SUPPOSED
    above = standing_of(governor, language, depth + 1)
    if above.status == "supposed" or above.negated:
        return _SUPPOSED
    cue = language.cues.find("verb", governor.lemma)
    if _wills(governor, language) or (cue is not None and cue.thought):
        return _SUPPOSED
    return _made(own, _governor(governor, language))


def _governed(clause: Clause, governor: Clause, language: Language, depth: int) -> Standing:
    above = standing_of(governor, language, depth + 1)
    if above.status == "supposed":
        return _SUPPOSED
    gerund = clause.predicate.form == "gerund"
    if clause.link == "adverbial" or clause.mark not in ("", *language.grammar.infinitive_marks):
        return replace(above, negated=clause.negated) if gerund and not clause.mark else _SUPPOSED
    does = _makes(language, "verb", governor.lemma)
    made = _governor(governor, language)
    if made == "decided":
        return replace(above, status="happened")
    if made == "planned":
        return replace(above, status="planned")
    if does == "realise" or made is not None:
        return _made(replace(above, negated=above.negated or clause.negated), made)
    if does == "fail":
        return replace(above, negated=not above.negated)
    adjectives = [_makes(language, "adjective", a.text.lower()) for a in governor.attributes]
    if "raise" in adjectives or (governor.passive and (does in ("raise", "hope"))) or governor.lemma == "be":
        return Standing("scheduled", clause.negated)
    return _SUPPOSED


def _wills(governor: Clause, language: Language) -> bool:
    """Whether a governor is about what somebody wants ("demanded that …"), not about what is."""
    return _makes(language, "verb", governor.lemma).startswith(("commit", "hope"))


def _makes(language: Language, part: str, lemma: str) -> str:
    """What a predicate does, empty where the lexicon does not know it."""
    predicate = language.predicates.get((part, lemma))
    return predicate.does if predicate is not None else ""


def _governor(clause: Clause, language: Language) -> Makes | None:
    line = language.events.governors.get(clause.lemma)
    return line.makes if line is not None else None


def _made(standing: Standing, made: Makes | None) -> Standing:
    if made == "denied":
        return replace(standing, negated=not standing.negated)
    if made == "possible":
        return replace(standing, factuality="possible")
    return standing
