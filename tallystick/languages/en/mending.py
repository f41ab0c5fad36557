"""What the English models often get wrong, mended in the tree before anything is read in it.

Each rule tells one error by what stands beside it; a tree without that error stays as it is.
"""

from __future__ import annotations

from itertools import pairwise

from tallystick.languages.syntax import Token

_PARTICLES = frozenset({"in", "out", "off"})
_PERCENT = frozenset({"percent", "%", "pct"})
_BOUNDS = frozenset({"less", "fewer", "more", "little"})
_CALENDAR = frozenset({
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March",
    "April", "May", "June", "July", "August", "September", "October", "November", "December",
})  # fmt: skip


def mend_labels(tokens: list[Token]) -> None:
    """Mend the labels and heads of a sentence whose prepositions still head their phrases."""
    _name_nouns(tokens)
    _free_particles(tokens)
    _hang_tellers(tokens)
    _join_firms(tokens)
    _part_at_semicolons(tokens)
    _hang_days(tokens)
    _give_objects(tokens)
    _free_counted(tokens)
    _free_subjects(tokens)
    _give_subjects(tokens)
    _describe_missing(tokens)
    _hang_sums(tokens)
    _hang_shares(tokens)
    _give_infinitives_objects(tokens)


def hang_participles(tokens: list[Token]) -> None:
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


def _name_nouns(tokens: list[Token]) -> None:
    """Make nouns of what is counted or has an article: the model may read "the 40 million **doses** that" as a verb."""
    for token in tokens:
        if token.pos == "VERB" and token.rel == "pobj" and token.form == "present":
            counted = any(t.head == token.i and t.i < token.i and t.rel in ("det", "num") for t in tokens)
            if counted:
                token.pos, token.form, token.plural = "NOUN", "", token.text.endswith("s")


def _free_particles(tokens: list[Token]) -> None:
    """Give a verb its particle back from the number behind it: "would **take in** 40,000 refugees"."""
    for verb, token, number in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if (
            token.rel == "quantmod"
            and token.text in _PARTICLES
            and verb.pos == "VERB"
            and number.pos == "NUM"
        ):
            token.head, token.rel = verb.i, "prt"


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
    """Take a subject out of what stands before it: the model reads "On Monday Norway sent" as "on (Monday Norway)".

    So it does with "At the talks in May" and the like: "at the Cairo **conference Qatar** promised".
    """
    for token in tokens:
        day = tokens[token.i - 1]
        preposition = tokens[token.head]
        verb = tokens[preposition.head]
        merged = token.rel == "pobj" and day.head == token.i and day.rel == "compound"
        is_occasion = day.text in _CALENDAR or (day.pos == "NOUN" and token.pos == "PROPN")
        if not merged or not is_occasion or verb.pos not in ("VERB", "AUX") or verb.i < token.i:
            continue
        if not any(t.head == verb.i and t.rel in ("subj", "subj:pass") for t in tokens):
            passive = any(t.head == verb.i and t.rel == "aux:pass" for t in tokens)
            day.head, day.rel = preposition.i, "pobj"
            for before in (t for t in tokens[: day.i] if t.head == token.i):
                before.head = day.i
            token.head, token.rel = verb.i, "subj:pass" if passive else "subj"


def _give_subjects(tokens: list[Token]) -> None:
    """Make a bound the subject where nothing else is: the model hangs "**less** than a tenth has come" beside it."""
    for token, behind in pairwise(tokens):
        verb = tokens[token.head]
        is_bound = token.lemma.lower() in _BOUNDS and behind.text == "than" and token.rel == "advmod"
        if is_bound and verb.pos in ("VERB", "AUX") and token.i < verb.i:
            beside = [t for t in tokens if t.head == verb.i]
            if not any(t.rel in ("subj", "subj:pass", "csubj") for t in beside):
                token.rel = "subj:pass" if any(t.rel == "aux:pass" for t in beside) else "subj"


def _describe_missing(tokens: list[Token]) -> None:
    """Make an adjective of "missing" behind "be": the model reads "half of them **are missing**" as a deed."""
    for token in tokens:
        below = [t for t in tokens if t.head == token.i and t is not token]
        if token.text.lower() != "missing" or any(t.rel == "obj" for t in below):
            continue
        if token.rel == "attr":
            token.lemma, token.pos, token.form = "missing", "ADJ", ""
            continue
        verb = next((t for t in below if t.rel == "aux" and t.lemma == "be"), None)
        if verb is not None:
            verb.head, verb.rel, verb.pos = (
                (verb.i if token.head == token.i else token.head),
                token.rel,
                "AUX",
            )
            token.lemma, token.pos, token.form = "missing", "ADJ", ""
            token.head, token.rel = verb.i, "attr"
            for other in below:
                if other is not verb:
                    other.head = verb.i


def _hang_sums(tokens: list[Token]) -> None:
    """Give a share its sum, where the model made both of them subjects: "a tenth **of the $10 billion** has come"."""
    for preposition in tokens:
        share = tokens[preposition.head]
        is_loose = (
            preposition.text == "of" and preposition.rel == "prep" and share.rel in ("subj", "subj:pass")
        )
        if not is_loose or any(t.head == preposition.i for t in tokens):
            continue
        sum_ = next((t for t in tokens[preposition.i :] if t.rel == share.rel and t.head == share.head), None)
        if sum_ is not None and sum_.pos == "NUM":
            for token in tokens[preposition.i + 1 : sum_.i]:
                if token.head == share.head:  # its article
                    token.head = sum_.i
            sum_.head, sum_.rel = preposition.i, "pobj"


def _hang_shares(tokens: list[Token]) -> None:
    """Hang a share on what it measures: the model reads "is 15 percent **funded**" as "15 percent that is funded"."""
    for token in tokens:
        share = tokens[token.head]
        is_measured = token.rel == "acl" and token.form == "participle" and share.rel == "attr"
        if is_measured and share.i == token.i - 1 and share.lemma in _PERCENT:
            token.head, token.rel = share.head, "attr"
            share.head, share.rel = token.i, "tmod"


def _give_infinitives_objects(tokens: list[Token]) -> None:
    """Give an infinitive its object where it is a second subject: "the pledge to house **3,000 people** was met"."""
    for infinitive in tokens:
        noun, behind = (
            tokens[infinitive.head],
            [t for t in tokens if t.head == infinitive.i and t is not infinitive],
        )
        subjects = ("subj", "subj:pass")
        is_open = infinitive.rel == "acl" and noun.rel in subjects and not any(t.rel == "obj" for t in behind)
        if not is_open or not any(t.rel == "aux" and t.text == "to" for t in behind):
            continue
        second = next((t for t in tokens[infinitive.i :] if t.rel in subjects and t.head == noun.head), None)
        if second is not None:
            second.head, second.rel = infinitive.i, "obj"
