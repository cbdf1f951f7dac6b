"""What earlier imports took in: files by path, recordings by content, names by recording."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlite_utils import Database

_CHUNK = 500

ImportedFile = tuple[str, int, int, str]
"""Path, size, time of change in ns, recording."""


def find_imported(db: Database) -> dict[str, tuple[int, int, str]]:
    """Size, time of change and recording by path, of files whose recording is still there.

    An undone import leaves its lines behind; they must not make the file look imported.
    """
    rows = db.conn.execute(
        "SELECT path, size, mtime_ns, recording FROM imported_file "
        "WHERE recording IN (SELECT id FROM recording)"
    )
    return {path: (size, mtime, recording) for path, size, mtime, recording in rows}


def note_imported(db: Database, files: Iterable[ImportedFile]) -> None:
    """In the caller's transaction, beside the records themselves."""
    db.conn.executemany("INSERT OR REPLACE INTO imported_file VALUES (?, ?, ?, ?)", files)


def find_held(db: Database, recordings: Sequence[str]) -> set[str]:
    """Those of the recordings that are there."""
    return {id for (id,) in _about(db, "SELECT id FROM recording WHERE id", recordings)}


def find_deleted(db: Database, recordings: Sequence[str]) -> set[str]:
    """Those of the recordings that were here once and are not now."""
    sql = "SELECT DISTINCT entity_id FROM op WHERE entity_type = 'recording' AND entity_id"
    return {id for (id,) in _about(db, sql, recordings)} - find_held(db, recordings)


def find_file_names(db: Database, recordings: Sequence[str]) -> set[tuple[str, str]]:
    """(recording, name) of every file name known of the recordings."""
    sql = "SELECT f.recording, p.value FROM file_name f JOIN personal p ON p.hash = f.name"
    return {
        (recording, name) for recording, name in _about(db, f"{sql} WHERE f.recording", recordings)
    }


def _about(db: Database, sql: str, recordings: Sequence[str]) -> Iterable[tuple[str, ...]]:
    for start in range(0, len(recordings), _CHUNK):
        chunk = recordings[start : start + _CHUNK]
        yield from db.conn.execute(f"{sql} IN ({','.join('?' * len(chunk))})", chunk)
