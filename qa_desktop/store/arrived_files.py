"""What became of bundles that lay in the inbox (local notes)."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from sqlite_utils import Database

Fate = Literal["merged", "dismissed"]

SUBJECT = "inbox"
"""Of ``Changes``: views of the inbox read again."""


def note_fate(db: Database, file: Path, fate: Fate) -> None:
    """Of the file as it is now: another one that comes under its name later is new. Nothing for
    one that is gone."""
    try:
        found = file.stat()
    except OSError:
        return
    row = [str(file.absolute()), found.st_size, found.st_mtime_ns, fate]
    db.conn.execute("INSERT OR REPLACE INTO arrived_file VALUES (?, ?, ?, ?)", row)


def find_fates(db: Database) -> dict[tuple[str, int, int], Fate]:
    """By path, size and modification time."""
    rows = db.conn.execute("SELECT path, size, mtime_ns, state FROM arrived_file")
    return {(path, size, mtime): fate for path, size, mtime, fate in rows}


def forget_fate(db: Database, file: Path) -> None:
    """It is new again."""
    db.conn.execute("DELETE FROM arrived_file WHERE path = ?", [str(file.absolute())])
