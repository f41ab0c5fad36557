"""What the promises of a past day can be chosen by: counted as histories are made, by what each day changes.

To count all promises of a day would take as long as there are promises. Most of a promise's versions follow each other
with the same parties, so that little is left to be added up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, func, select

from tallystick.ledger.index_reports import Choices, choices_among
from tallystick.ledger.index_tables import NEVER, history_choices
from tallystick.ledger.rows import add_rows

Party = tuple[str, str, str]
"""Role, actor and name, as in ``history_parties``."""


class ChoiceChanges(Counter[tuple[str, str, str, str]]):
    """By how much days change what promises can be chosen by; by kind, value, name and day."""

    def count(self, row: Mapping[Any, Any], parties: Iterable[Party], times: int = 1) -> None:
        """Count a row of ``histories``.

        Args:
            row: Its category, status and days.
            parties: Who promises and who is to receive.
            times: -1 takes it out.
        """
        plain = (("c", row["category"]), ("s", row["status"]))
        for kind, value, name in (*parties, *((kind, value, value) for kind, value in plain)):
            self[kind, value, name, row["since"]] += times
            if row["until"] < NEVER:
                self[kind, value, name, row["until"]] -= times

    def keep(self, connection: Connection) -> None:
        """Add the changes to those that are kept."""
        rows = [
            {"kind": kind, "value": value, "name": name, "day": day, "change": change}
            for (kind, value, name, day), change in sorted(self.items())
            if change
        ]
        add_rows(connection, history_choices, rows, growing="change")


def choices_then(connection: Connection, day: str) -> Choices:
    """What the promises of a day could be chosen by."""
    found: dict[str, list[tuple[str, str, int]]] = {"a": [], "r": [], "c": [], "s": []}
    for kind, value, name, number in _counted(connection, day):
        found[kind].append((value, name, number))
    return Choices(*(choices_among(some) for some in found.values()))


def _counted(connection: Connection, day: str) -> Iterator[tuple[str, str, str, int]]:
    of = history_choices
    number = func.sum(of.c.change)
    query = select(of.c.kind, of.c.value, of.c.name, number).where(of.c.day <= day)
    for row in connection.execute(query.group_by(of.c.kind, of.c.value, of.c.name).having(number != 0)):
        yield row[0], row[1], row[2], int(row[3])
