"""Recordings are held against deletion while a warning slip lives (PRODUCT.md C9)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.store.penalty_standards import read_standard, shipped_standard
from qa_desktop.store.slips import SlipRow, find_holding


def slips_holding(db: Database, recordings: Iterable[str], today: str) -> list[SlipRow]:
    """Slips that hold one of these recordings on an ISO day: those under way, and closed ones for
    as long as they count as repeats."""
    return [row for row in find_holding(db, recordings) if _holds(db, row, today)]


def _holds(db: Database, row: SlipRow, today: str) -> bool:
    if row.stage != "closed":
        return True
    try:
        window = read_standard(db, row.standard).window_days
    except UserFacingError:
        window = shipped_standard().window_days
    if not row.day:  # no slip that has an effect: rather hold too long
        return True
    return (date.fromisoformat(row.day) + timedelta(days=window)).isoformat() >= today
