"""Keeping the index: what is new in the ledger is taken in, and only the cells that it changes are folded anew.

Each step is a transaction of its own, so that writers wait for no longer than one, and a program that is stopped
goes on where it stood.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text, update

from tallystick.ledger.access import Access
from tallystick.ledger.appending import head_of
from tallystick.ledger.collecting import seldom_collecting
from tallystick.ledger.index_assignments import assign_new
from tallystick.ledger.index_copies import (
    Comparing,
    KeptOriginals,
    groups_of,
    move_originals,
)
from tallystick.ledger.index_editions import lifetimes
from tallystick.ledger.index_homes import KeptCells
from tallystick.ledger.index_judged import judged_documents
from tallystick.ledger.index_promises import Kept, keep_cells
from tallystick.ledger.index_spoken import unsettle_dated
from tallystick.ledger.index_stale import (
    cells_left,
    hold_together,
    mark_parts,
    mark_whole,
    next_stale,
    settle_cells,
    stale_names,
)
from tallystick.ledger.index_tables import (
    NEVER,
    cells,
    derived,
    drop,
    fingerprint,
    promises,
    state,
    touches,
    versions,
)
from tallystick.ledger.index_touches import numbers_of, touch
from tallystick.ledger.index_versions import take_versions
from tallystick.ledger.lookup import all_judgements
from tallystick.ledger.progress import Report, unseen
from tallystick.ledger.schema import copy_comparisons, copy_fingerprints, entries
from tallystick.ledger.searching import make_words
from tallystick.ledger.shelf import Shelf, Whole, portions
from tallystick.model import CopyGroup, Judgement
from tallystick.model.canonical import canonical_json
from tallystick.reconcile.cells import CellFold, Question, fold_cells
from tallystick.reconcile.comparison import register_of
from tallystick.reconcile.constraints import UNCONSTRAINED
from tallystick.reconcile.fold import marked, placed
from tallystick.reconcile.homes_format import homes_in
from tallystick.reconcile.judging import Judged, apply
from tallystick.reconcile.spreading import reached
from tallystick.reconcile.voices import Originals

_ENTRIES = 7000
"""How many entries are taken in by one transaction."""

_CELLS = 200
"""How many cells are folded in one transaction."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What all cells of one refresh share.

    Attributes:
        question: For the cells.
        originals: Which documents come from which, as ``question`` asks for it.
        judgements: What people decided.
        copies: Which documents copy those that judgements are about.
        judged: The judgements laid over the readings that they are about.
    """

    question: Question
    originals: KeptOriginals
    judgements: tuple[Judgement, ...]
    copies: tuple[CopyGroup, ...]
    judged: Judged


def is_fresh(connection: Connection) -> bool:
    """Whether the index holds all that the ledger holds, as this program folds it."""
    if not _is_of_this_program(connection):
        return False
    known = _state(connection)
    return known.get("seq") == str(head_of(connection).seq) and known.get("is_folded") == "yes"


def forget(access: Access) -> None:
    """Remove the index and what is remembered of copies: all that is not an entry, and can be made of them anew.

    Raises:
        LedgerError: The ledger may not be written.
    """
    with access.writing() as connection:
        drop(connection)
        for table in (copy_fingerprints, copy_comparisons):
            connection.execute(delete(table))


def refresh(access: Access, report: Report = unseen) -> None:
    """Bring the index up to date.

    Args:
        access: To the ledger.
        report: Called after each step with what is being done, how much of it is done, and how much there is.

    Raises:
        LedgerError: The ledger may not be written, or an entry is not as it was written.
    """
    with access.writing() as connection:
        _make(connection)
    with seldom_collecting():
        comparing = Comparing()
        while not _take_in(access, comparing, report):
            pass
        assign_new(access, None, report)
        with access.writing() as connection:
            setting = _settle(connection, access.name)
            shelf = Shelf(connection, access.name, judgements=setting.judgements, copies=setting.copies)
            kept = KeptCells(shelf, judged_documents(connection, setting.judgements))
        while not _fold_some(access, setting, kept, report):
            pass


def _make(connection: Connection) -> None:
    """Make the tables; anew where another program's code has filled them."""
    if not _is_of_this_program(connection):
        drop(connection)
        derived.create_all(connection)
        make_words(connection)
        connection.execute(insert(state), [{"name": "fingerprint", "value": fingerprint()}])


def _is_of_this_program(connection: Connection) -> bool:
    """Whether there are tables, and this program's code made them: others may have other columns."""
    if not connection.dialect.has_table(connection, state.name):
        return False
    asked = text(f"SELECT value FROM {state.name} WHERE name = 'fingerprint'")  # noqa: S608 (a name of ours)
    return connection.execute(asked).scalar() == fingerprint()


def _state(connection: Connection) -> dict[str, str]:
    return {row.name: row.value for row in connection.execute(select(state))}


def _note(connection: Connection, **values: str) -> None:
    for name, value in values.items():
        connection.execute(delete(state).where(state.c.name == name))
        connection.execute(insert(state), [{"name": name, "value": value}])


def _take_in(access: Access, comparing: Comparing, report: Report) -> bool:
    """Take in the next entries; whether there are no more."""
    with access.writing() as connection:
        seen = int(_state(connection).get("seq", "0"))
        query = select(entries).where(entries.c.seq > seen).order_by(entries.c.seq).limit(_ENTRIES)
        rows = [row for row in connection.execute(query).all() if row.seq <= seen + _ENTRIES]
        last = min(seen + _ENTRIES, head_of(connection).seq)
        changed = take_versions(connection, access.name, rows)
        shelf = Shelf(connection, access.name)
        shelf.take(rows)
        fresh = [number for number, is_current in changed.items() if is_current]
        told = zip(fresh, shelf.numbered(fresh), strict=True)
        comparing.compare_new(connection, {n: r.document for n, r in told if register_of(r) is None})
        documents = _documents(connection, sorted(changed))
        moved = move_originals(connection, documents)
        unsettle_dated(connection, {*documents, *moved})
        judged = (
            judged_documents(connection, all_judgements(connection, access.name))
            if _any_judgement(rows)
            else set()
        )
        touch(shelf, access.name, sorted(changed), judged, moved)
        _note(connection, seq=str(last), is_folded="no")
        head = head_of(connection).seq
    report("entries taken into the index", last, head)
    return last == head


def _documents(connection: Connection, numbers: Sequence[int]) -> set[str]:
    """The ids of the documents with versions of these numbers."""
    found: set[str] = set()
    for portion in portions(numbers):
        query = select(versions.c.document).where(versions.c.version.in_(portion))
        found |= set(connection.execute(query).scalars())
    return found


def _any_judgement(rows: Iterable[Any]) -> bool:
    return any(row.kind == "judgement" for row in rows)


def _settle(connection: Connection, name: str) -> Setting:
    """What the cells are asked, after noting which of them it changes."""
    judgements = tuple(all_judgements(connection, name))
    about = judged_documents(connection, judgements)
    copies = groups_of(connection, about)
    query = select(versions.c.last_day).where(versions.c.is_current).order_by(versions.c.last_day.desc())
    day = connection.execute(query.limit(1)).scalar() or None
    _mark_changing(connection, _state(connection).get("day"), day or "")
    hold_together(connection, _cells_of(connection, about))
    judged = apply(Shelf(connection, name).of_documents(about), judgements, copies)
    kept = KeptOriginals(connection)
    question = Question(None, date.fromisoformat(day) if day else None, Originals(kept), judged.constraints)
    setting = Setting(question, kept, judgements, copies, judged)
    _spread(connection, name, setting)
    replaced = sorted({life for life in lifetimes(connection).values() if life[0] < life[1] < NEVER})
    _note(connection, day=day or "", replaced=canonical_json(replaced))
    if judged.removals:
        removals = placed(
            judged.removals, Whole(connection, name), replace(question, constraints=UNCONSTRAINED)
        )
        setting = replace(setting, judged=replace(judged, removals=removals))
    return setting


def _cells_of(connection: Connection, documents: Iterable[str]) -> set[int]:
    """The cells that the versions of documents touch."""
    found: set[int] = set()
    for portion in portions(sorted(documents)):
        own = select(versions.c.version).where(versions.c.document.in_(portion))
        found |= set(connection.execute(select(touches.c.cell).where(touches.c.version.in_(own))).scalars())
    return found


def _mark_changing(connection: Connection, before: str | None, day: str) -> None:
    """Cells with promises that the passing of time changes are folded anew; all, where time went back."""
    if before is None or before == day:
        return
    if not before or day < before:
        connection.execute(update(cells).values(is_stale=True))
        return
    query = select(promises.c.cell, promises.c.part).where(promises.c.changes <= day).distinct()
    changing = [(row.cell, row.part) for row in connection.execute(query)]
    mark_whole(connection, {cell for cell, part in changing if not part})
    mark_parts(connection, {(cell, part) for cell, part in changing if part})


def _spread(connection: Connection, name: str, setting: Setting) -> None:
    """Cells beside the stale ones may take in, or give away, what changed there."""
    stale = stale_names(connection)
    total = connection.execute(select(func.count()).select_from(cells)).scalar() or 0
    if len(stale) == total:
        return
    shelf = Whole(connection, name, judgements=setting.judgements, copies=setting.copies)
    near = reached(stale, shelf, setting.question.constraints)
    mark_whole(connection, numbers_of(connection, set(near)).values())


def _fold_some(access: Access, setting: Setting, shelf: KeptCells, report: Report) -> bool:
    """Fold the next stale cells; whether there are no more."""
    with access.writing() as connection:
        stale = next_stale(connection, _CELLS)
        setting.originals.connection = connection
        setting.originals.prepare(shelf.prepare(connection, stale))
        folds = fold_cells([cell.name for cell in stale], shelf, setting.question, homes_in)
        kept = [
            Kept(
                cell.cell, _marked(fold, setting.judged), shelf.folded_parts(cell), shelf.parts_in(cell.name)
            )
            for cell, fold in zip(stale, folds, strict=True)
        ]
        keep_cells(connection, kept, setting.question.day)
        whole = {one.cell: one.of_claim is not None for one in kept if one.parts is None}
        settle_cells(connection, [cell.cell for cell in stale], whole)
        if len(stale) < _CELLS:
            _note(connection, is_folded="yes")
        every, left = cells_left(connection)
    report("groups of promises folded", every - left, every)
    return len(stale) < _CELLS


def _marked(fold: CellFold, judged: Judged) -> CellFold:
    """``fold`` with what was decided about its promises."""
    promises = (replace(f, promise=marked(f.promise, judged.about, judged.removals)) for f in fold.promises)
    return replace(fold, promises=tuple(promises))
