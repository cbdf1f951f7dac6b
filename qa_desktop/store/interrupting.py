"""Long work on the database that somebody may give up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from qa_desktop.errors import CancelledError

_EVERY: Final = 200_000
"""Steps of SQLite's machine between two looks."""


@contextmanager
def interruptible(db: Database, cancelled: Callable[[], bool]) -> Iterator[None]:
    """Inside, a statement ends soon after ``cancelled`` says so, and ``CancelledError`` comes out;
    a transaction around it is rolled back by that."""
    db.conn.set_progress_handler(cancelled, _EVERY)
    try:
        yield
    except sqlite3.DatabaseError as error:
        if cancelled():
            raise CancelledError from error
        raise
    finally:
        db.conn.set_progress_handler(None, 0)
    if cancelled():
        raise CancelledError
