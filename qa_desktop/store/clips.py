"""Seconds of recordings that are not here: where each lies in its recording (local notes).

The sound itself lies in ``Workspace.clips``, named by its content.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

FOLDER = "clips"


@dataclass(frozen=True)
class Clip:
    """From ``from_ms`` to ``to_ms`` of a recording (content hash)."""

    recording: str
    from_ms: int
    to_ms: int
    sha256: str
    """Of the file that holds these seconds."""


def note_clips(db: Database, clips: Iterable[Clip]) -> None:
    db.conn.executemany(
        "INSERT OR IGNORE INTO clip VALUES (?, ?, ?, ?)",
        [(clip.recording, clip.from_ms, clip.to_ms, clip.sha256) for clip in clips],
    )


def find_clips(db: Database, recording: str) -> list[Clip]:
    """Those of a recording, by their beginning."""
    rows = db.conn.execute(
        "SELECT recording, from_ms, to_ms, sha256 FROM clip WHERE recording = ? "
        "ORDER BY from_ms, to_ms",
        [recording],
    )
    return [Clip(*row) for row in rows]


def find_clip_files(db: Database) -> list[str]:
    """Hashes of all files that hold clips."""
    rows = db.conn.execute("SELECT DISTINCT sha256 FROM clip ORDER BY sha256")
    return [str(sha256) for (sha256,) in rows]


def forget_clips(db: Database, recording: str) -> None:
    """Also what says that the same files are of other recordings: anybody can say so, and it
    must not keep the sound of what was erased."""
    sql = "DELETE FROM clip WHERE sha256 IN (SELECT sha256 FROM clip WHERE recording = ?)"
    db.conn.execute(sql, [recording])


Marks = tuple[int, list[tuple[int, int | None]]]
"""Duration of a recording (ms), and what was marked in it: from ms, to ms or None."""


def find_marks(
    db: Database,
    annotations: list[str] | None,
    cases: list[str] | None = None,
    slips: list[str] | None = None,
) -> dict[str, Marks]:
    """By recording (content hash), of these annotations or of all, and the seconds of these cases
    of playlists and of the faults of these slips, or of all."""
    found: dict[str, Marks] = {}
    marks = (_annotation_marks(db, annotations), _case_marks(db, cases), _slip_marks(db, slips))
    for rows in marks:
        for recording, duration_ms, at, to in rows:
            found.setdefault(recording, (duration_ms, []))[1].append((at, to))
    return found


def _annotation_marks(db: Database, annotations: list[str] | None) -> list[tuple[Any, ...]]:
    sql = (
        "SELECT c.recording, coalesce(r.duration_ms, c.duration_ms, 0), a.at_ms, a.to_ms "
        "FROM annotation a JOIN call c ON c.id = a.call "
        "LEFT JOIN recording r ON r.id = c.recording WHERE c.recording IS NOT NULL"
    )
    if annotations is None:
        return db.conn.execute(f"{sql} ORDER BY c.recording, a.at_ms").fetchall()
    ids = json.dumps(annotations)
    return db.conn.execute(f"{sql} AND a.id IN (SELECT value FROM json_each(?))", [ids]).fetchall()


def _case_marks(db: Database, cases: list[str] | None) -> list[tuple[Any, ...]]:
    sql = (
        "SELECT c.recording, coalesce(r.duration_ms, c.to_ms), c.from_ms, c.to_ms "
        "FROM playlist_case c LEFT JOIN recording r ON r.id = c.recording "
        "WHERE c.recording IS NOT NULL AND c.from_ms IS NOT NULL AND c.to_ms IS NOT NULL"
    )
    if cases is None:
        return db.conn.execute(f"{sql} ORDER BY c.recording, c.from_ms").fetchall()
    ids = json.dumps(cases)
    return db.conn.execute(f"{sql} AND c.id IN (SELECT value FROM json_each(?))", [ids]).fetchall()


def _slip_marks(db: Database, slips: list[str] | None) -> list[tuple[Any, ...]]:
    sql = (
        "SELECT s.recording, coalesce(r.duration_ms, f.to_ms, f.from_ms + 1), f.from_ms, f.to_ms "
        "FROM slip s JOIN slip_fault f ON f.parent = s.n "
        "LEFT JOIN recording r ON r.id = s.recording "
        "WHERE s.recording IS NOT NULL AND f.from_ms IS NOT NULL"
    )
    if slips is None:
        return db.conn.execute(f"{sql} ORDER BY s.recording, f.from_ms").fetchall()
    ids = json.dumps(slips)
    return db.conn.execute(f"{sql} AND s.id IN (SELECT value FROM json_each(?))", [ids]).fetchall()


def recording_duration(db: Database, recording: str) -> int:
    """How long the whole recording is (ms); 0 where nobody said."""
    row = db.conn.execute("SELECT duration_ms FROM recording WHERE id = ?", [recording]).fetchone()
    return int(row[0] or 0) if row else 0


def call_sound_ms(db: Database, call: str) -> int:
    """How long the recording of a call is; 0 where there is none, or nobody said."""
    row = db.conn.execute(
        "SELECT r.duration_ms FROM call c JOIN recording r ON r.id = c.recording WHERE c.id = ?",
        [call],
    ).fetchone()
    return int(row[0] or 0) if row else 0
