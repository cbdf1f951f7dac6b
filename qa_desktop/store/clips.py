"""Seconds of recordings that are not here: where each lies in its recording (local notes).

The sound itself lies in ``Workspace.clips``, named by its content.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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


def find_clips_only_of(db: Database, recording: str) -> list[str]:
    """Hashes of the files that hold seconds of this recording and of no other."""
    rows = db.conn.execute(
        "SELECT DISTINCT sha256 FROM clip WHERE recording = ?1 AND sha256 NOT IN "
        "(SELECT sha256 FROM clip WHERE recording <> ?1) ORDER BY sha256",
        [recording],
    )
    return [str(sha256) for (sha256,) in rows]


def forget_clips(db: Database, recording: str) -> None:
    db.conn.execute("DELETE FROM clip WHERE recording = ?", [recording])
