"""What is in a workspace, counted."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from qa_desktop.domain.masking import mask_in_text

COUNTED = ("call", "recording", "evaluation", "annotation", "agent", "person")


@dataclass(frozen=True)
class Period:
    """First and last day of the calls (ISO), None where no call has a time."""

    first: str | None
    last: str | None


def count_records(db: Database) -> dict[str, int]:
    """Rows of the types that people ask about, and devices that ever wrote."""
    sql = " UNION ALL ".join(f"SELECT '{kind}', count(*) FROM \"{kind}\"" for kind in COUNTED)
    return {
        **dict(db.conn.execute(sql)),
        "device": db.conn.execute("SELECT count(*) FROM replica").fetchone()[0],
        "operation": db.conn.execute("SELECT count(*) FROM op").fetchone()[0],
    }


def period_of_calls(db: Database) -> Period:
    row = db.conn.execute("SELECT min(started), max(started) FROM call").fetchone()
    return Period(*(value[:10] if value else None for value in row))


def recordings_in(db: Database, prefix: str) -> set[str]:
    """Recordings that were not erased and whose hash begins with two hex digits."""
    sql = (
        "SELECT id FROM recording WHERE id >= ? AND id < ? AND id NOT IN (SELECT hash FROM erased)"
    )
    return {id for (id,) in db.conn.execute(sql, [prefix, f"{prefix}g"])}


@dataclass(frozen=True)
class WithoutAudio:
    """A recording whose file is not here, as a person knows it; the customer's number masked."""

    recording: str
    file_name: str
    serial: str
    started: str


def describe_recordings(db: Database, recordings: list[str]) -> list[WithoutAudio]:
    """Names, serials and times of recordings, in their order."""
    return [WithoutAudio(id, *_described(db, id)) for id in recordings]


def _described(db: Database, recording: str) -> tuple[str, str, str]:
    name = db.conn.execute(
        "SELECT p.value FROM file_name f JOIN personal p ON p.hash = f.name "
        "WHERE f.recording = ? ORDER BY f.created_at, f.id LIMIT 1",
        [recording],
    ).fetchone()
    serial, started, number = db.conn.execute(
        "SELECT coalesce(p.value, ''), coalesce(c.started, ''), n.value FROM call c "
        "LEFT JOIN personal p ON p.hash = c.serial "
        "LEFT JOIN personal n ON n.hash = c.customer_number WHERE c.recording = ? LIMIT 1",
        [recording],
    ).fetchone() or ("", "", None)
    return (mask_in_text(name[0] if name else "", number), mask_in_text(serial, number), started)
