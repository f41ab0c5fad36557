"""How stances combine: what a word of stance makes of the stance below it.

"Refused to exclude sending troops" is read from inside out: sending troops, excluded, refused. Each word turns the
attitude reached so far; in the end the attitude is its holder's own, or the speaker only reports it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from tallystick.languages.stances import Turn
from tallystick.model import Stance

_CONTRARY: dict[Stance | None, Stance] = {None: "against", "for": "against", "against": "for"}


@dataclass(frozen=True, slots=True)
class Attitude:
    """The stance towards a concept as far as it is read.

    Attributes:
        stance: ``None`` while no word has taken one.
        is_own: Whether the speaker takes it; ``None`` while nobody who could is named.
        condition: What the concept stands in: ``"if"`` it is so, ``"unless"`` it is not; empty: no condition.
    """

    stance: Stance | None = None
    is_own: bool | None = None
    condition: str = ""

    def turned(self, turn: Turn, *, negated: bool, is_own: bool | None) -> Attitude:
        """The attitude above a word that does ``turn``."""
        speakers_own = turn in ("demands", "denies", "warns")
        return Attitude(_turned(self, turn, negated), True if speakers_own else is_own)

    def contrary(self) -> Attitude:
        """What a bare negation makes of it: not to do it is against it, not to reject it leaves it open."""
        if self.stance == "against":
            return replace(self, stance="open")
        return replace(self, stance="against") if self.stance in (None, "for") else self

    def supposed(self, *, negated: bool) -> Attitude:
        """The attitude inside a condition."""
        return replace(self, condition="unless" if negated else "if")

    def of(self, *, opposite: bool) -> Stance | None:
        """The speaker's stance in the end; ``opposite``: what was named is the contrary of the concept."""
        if self.stance is None or self.stance in ("denies", "reports"):
            return self.stance
        if self.is_own is False:
            return "reports"
        return _CONTRARY.get(self.stance, self.stance) if opposite else self.stance


def _turned(below: Attitude, turn: Turn, negated: bool) -> Stance:
    match turn:
        case "decides" if negated:
            return "open"
        case "favours" | "demands" if negated:
            return below.contrary().stance or "against"
        case "favours" | "demands" | "decides":
            return "for" if below.stance in (None, "reports") else below.stance
        case "opposes" if negated:
            return "against" if below.stance in ("against", "denies") else "open"
        case "opposes":
            return "open" if below.stance == "against" else "against"
        case "weighs" if negated:
            return "open" if below.stance == "against" else "against"
        case "weighs":
            return "open"
        case "denies":
            return "reports" if negated else "denies"
        case "discusses":
            return "denies" if negated else "reports"
        case "agrees" | "differs":
            # One in what must be done, the speaker among them; else others are one, or are not.
            are_one = turn == "agrees" and not negated and below.is_own
            return below.stance if below.stance is not None and are_one else "reports"
        case "warns":
            if below.stance is not None and not below.condition:
                return below.stance
            return "for" if below.condition == "unless" else "against"
    assert_never(turn)
