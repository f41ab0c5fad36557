"""The review: one question at a time, answered by form or by key; every answer is kept with who gave it.

The questions are those of today, whatever day was looked at before: an answer holds for every day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tallystick.errors import SettingError
from tallystick.ledger import Decision
from tallystick.ledger.glances import Present
from tallystick.model import Judgement
from tallystick.reconcile.judging import standing
from tallystick.web.editing import changes, edit_form
from tallystick.web.library import evidence
from tallystick.web.queue import Item, item_named
from tallystick.web.rendering import address
from tallystick.web.visits import Visit

MOST_LISTED = 60
LISTED_BEFORE = 2
"""Questions in the list above the one that is shown, so that this is in sight wherever it stands in the queue."""
_SEE_OTHER = 303


def show_review(request: Request) -> Response:
    """The queue and the question in turn."""
    visit = _reviewer(request)
    return _shown(visit, request.query_params.get("item", ""))


@dataclass(frozen=True, slots=True)
class _Setback:
    """Why a decision was not kept.

    Attributes:
        said: What the visitor is told.
        status: The HTTP status.
        typed: The form as it was sent, so that nobody types anything twice.
        faults: What is wrong with single fields, by their names.
        others: What others decided meanwhile.
        address: Where the question is found, if the address that was asked for is another.
    """

    said: str
    status: int = 400
    typed: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    others: Sequence[Judgement] = ()
    address: str = ""


def _shown(visit: Visit, key: str, setback: _Setback | None = None) -> Response:
    with visit.site.library.present() as glance:
        waiting = visit.site.library.queue(glance)
        current = item_named(glance, key) if key else next(iter(waiting.items), None)
        if key and current is None:
            raise HTTPException(404, f"Nothing to review is called {key!r}.")
        keys = [item.key for item in waiting.items]
        at = keys.index(current.key) if current is not None and current.key in keys else -1
        shown = evidence(glance, current.claims if current is not None else ())
        first_listed = max(at - LISTED_BEFORE, 0)
        listed = waiting.items[first_listed : first_listed + MOST_LISTED]
        claims = {c: claim for c, (_, claim) in glance.evidence(i.claims[0] for i in listed).items()}
        homes = glance.promises_of((*shown, *(item.claims[-1] for item in listed)))
        judgements = glance.judgements()
    first = shown[current.claims[0]].claim if current is not None else None
    return visit.page(
        "review.html",
        200 if setback is None else setback.status,
        items=[item for item in listed if item.claims[0] in claims],
        total=waiting.total,
        number=at + 1,
        current=current,
        day=visit.day_asked_for,
        before=keys[at - 1] if at > 0 else None,
        after=keys[at + 1] if at + 1 < len(keys) else None,
        evidence=shown,
        listed=claims,
        promises=homes,
        fields=edit_form(first) if first is not None and current and not current.is_pair else [],
        setback=setback or _Setback(""),
        mine=_last_of(visit, judgements),
        recent=list(reversed(standing(judgements)))[:8],
    )


async def decide(request: Request) -> Response:
    """Keep an answer and go on to the next question.

    What somebody else decided on the same question since the page was made is shown first, so that nobody
    decides against somebody whose decision they have not seen.
    """
    visit = _reviewer(request)
    form = {name: str(value) for name, value in (await request.form()).items()}
    if not visit.site.sessions.is_token(visit.session, form.get("token", "")):
        return await run_in_threadpool(_not_kept, visit, form)
    return await run_in_threadpool(_decide, visit, form)


def _not_kept(visit: Visit, form: dict[str, str]) -> Response:
    """The question once more with what was typed, where the session that the form was made for is over."""
    said = "That form was not made for this session, which may have begun anew: nothing was decided. Send it again."
    return _shown(visit, form.get("item", ""), _Setback(said, 403, form))


def shown_again(visit: Visit, typed: Mapping[str, str]) -> Response:
    """The question once more with what was typed, for somebody who had to sign in anew meanwhile.

    Args:
        visit: Theirs, who is a reviewer.
        typed: The form as it was sent.
    """
    said = "Your session was over, and nothing was decided. What you typed is still here: look, and send it again."
    key = typed.get("item", "")
    return _shown(visit, key, _Setback(said, 200, typed, address=address("review", item=key)))


def _decide(visit: Visit, form: dict[str, str]) -> Response:
    key, verdict = form.get("item", ""), form.get("verdict", "")
    if verdict == "undo":
        return _undo(visit, form)
    with visit.site.library.alone(), visit.site.library.present() as glance:
        item = item_named(glance, key)
        if item is None:
            raise HTTPException(404, f"Nothing to review is called {key!r}.")
        if form.get("seen", "") != seen_in(item):
            unseen = [j for j in item.decided if j.id != form.get("seen") and j.user != _user(visit)]
            who = "Somebody" if unseen else "You, on another page,"
            said = f"{who} decided on this meanwhile; nothing of yours is lost. Look, and decide again."
            return _shown(visit, key, _Setback(said, 409, form, others=unseen))
        items = visit.site.library.queue(glance).items
        if verdict == "correct":
            return _correct(visit, item, items, form, glance)
        try:
            visit.site.library.judge(verdict, item.claims[0], _user(visit), **_slots(item, verdict, form))
        except SettingError as error:
            return _shown(visit, key, _Setback(str(error), typed=form))
    return _to_review(visit, _after(items, item))


def _correct(
    visit: Visit, item: Item, items: Sequence[Item], form: dict[str, str], glance: Present
) -> Response:
    """Keep each slot that was put right as a judgement of its own, in one go; none of them where one is faulty."""
    claim = glance.evidence(item.claims[:1])[item.claims[0]][1]
    wanted, faults = changes(claim, form)
    if faults or not wanted:
        said = "Nothing was kept yet; see below." if faults else "No detail was changed."
        return _shown(visit, item.key, _Setback(said, 400, form, faults))
    put_right = [
        Decision(verdict="correct", subject=claim.id, slot=slot, value=value) for slot, value in wanted
    ]
    visit.site.library.judge_all(put_right, _user(visit), form.get("reason") or None)
    return _to_review(visit, _after(items, item))


def seen_in(item: Item) -> str:
    """What a form says of the decisions that its page showed: the id of the last one."""
    return item.decided[-1].id if item.decided else ""


def _slots(item: Item, verdict: str, form: dict[str, str]) -> dict[str, Any]:
    slots: dict[str, Any] = {"reason": form.get("reason") or None}
    if verdict in ("same", "different") and len(item.claims) == 2:
        slots["other"] = item.claims[1]
    return slots


def _after(items: Sequence[Item], item: Item) -> str:
    keys = [i.key for i in items]
    at = keys.index(item.key) if item.key in keys else -1
    rest = [key for key in keys[at + 1 :] + keys[:at] if key != item.key]
    return rest[0] if rest and at >= 0 else ""


def _undo(visit: Visit, form: Mapping[str, str]) -> Response:
    """Take back the visitor's own last decision, whole, and nobody else's; the one that their page showed."""
    library, key = visit.site.library, form.get("item", "")
    with library.alone():
        mine = _last_of(visit, library.judgements())
        if not mine:
            return _shown(visit, key, _Setback("You have decided nothing that could be taken back."))
        if form.get("last", mine[-1].id) != mine[-1].id:
            return _shown(visit, key, _Setback("Your last decision is another one by now; look below.", 409))
        library.judge_all([Decision(verdict="withdraw", subject=one.id) for one in mine], _user(visit))
    last = mine[-1]
    claims = [last.subject, *([last.other] if last.other else [])]
    return _to_review(visit, ".".join(claims) if last.on == "claim" else "")


def _to_review(visit: Visit, key: str) -> Response:
    target = address("review", item=key)
    return visit.remembered(RedirectResponse(target, _SEE_OTHER))


def _last_of(visit: Visit, judgements: Sequence[Judgement]) -> list[Judgement]:
    """The visitor's last decision that stands: of a claim that was put right, what was kept in one go."""
    own = [one for one in standing(judgements) if one.user == _user(visit)]
    return [one for one in own if one.at == own[-1].at]


def _user(visit: Visit) -> str:
    return visit.session.user or visit.site.user


def _reviewer(request: Request) -> Visit:
    visit = replace(Visit.of(request), is_today=True)
    if visit.role != "reviewer":
        raise HTTPException(403, "Only a reviewer may decide; ask for that role in the file of users.")
    return visit
