"""Cells to values: dates, numbers and codes as registers print them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from tallystick.entities.currencies import currency_codes
from tallystick.sources.dates import iso_date

_PARTIAL = re.compile(r"(\d{4})(?:[-/.](0?[1-9]|1[0-2]))?")
_GROUPED = re.compile(r"\d{1,3}(?:([, \u00a0\u202f'.])\d{3})(?:\1\d{3})*")


def date_of(cell: str, forms: Sequence[str] = ()) -> str | None:
    """A date as ISO writes it: a day, a month ("2024-03") or a year; ``None`` for anything else.

    Args:
        cell: As the register prints it.
        forms: How it prints dates, in ``datetime.strptime``'s signs, the first that fits counts; one without a day
            gives a month, one without a month a year. ISO and dates in words need none.
    """
    cell = cell.strip()
    for form in forms:
        try:
            day = datetime.strptime(cell, form).date().isoformat()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
        return day if "%d" in form else day[:7] if "%m" in form else day[:4]
    partial = _PARTIAL.fullmatch(cell)
    if partial:
        return partial[1] if partial[2] is None else f"{partial[1]}-{int(partial[2]):02}"
    return iso_date(cell)


def number_of(cell: str, decimal: str = ".") -> float | None:
    """A number that is not below zero; thousands may be grouped. ``None`` for anything else.

    Args:
        cell: As the register prints it.
        decimal: The sign before the decimals, "." or ",".
    """
    whole, sign, decimals = cell.strip().partition(decimal)
    if sign and not decimals.isdigit():
        return None
    grouped = _GROUPED.fullmatch(whole)
    if grouped and grouped[1] != decimal:
        whole = whole.replace(grouped[1], "")
    if not (whole.isascii() and whole.isdigit()):
        return None
    return float(f"{whole}.{decimals or 0}")


def currency_of(cell: str) -> str | None:
    """An ISO 4217 code, or ``None``."""
    code = cell.strip().upper()
    return code if code in currency_codes() else None
