"""Is everything there and right? Digest, check, rebuild, history."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from qa_desktop.domain.scoring import AnswerError, score
from qa_desktop.errors import UserFacingError
from qa_desktop.journal import health, projection
from qa_desktop.services.evaluating import answers_of, exact_result
from qa_desktop.store import call_index
from qa_desktop.store.blobs import BlobStore
from qa_desktop.store.connection import snapshot
from qa_desktop.store.people import people_of_replicas
from qa_desktop.store.personal_values import with_values
from qa_desktop.store.scorecards import get_version
from qa_desktop.store.workspace import Workspace


class Held(Protocol):
    """What can be checked: an open ``Workspace`` or a ``Reader`` beside one."""

    @property
    def db(self) -> Database: ...

    @property
    def blobs(self) -> BlobStore: ...


@dataclass
class CheckReport:
    """``problems`` are damage; ``notes`` are things that may still arrive or were erased."""

    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems


def check(held: Held, *, full: bool = False) -> CheckReport:
    """SQLite's own checks, missing blobs, gaps and forks. ``full`` also verifies every
    signature and personal value, compares the projection with a rebuild, reads every blob, scores
    again and looks for parents that are not here."""
    with snapshot(held.db):
        return _check(held, full)


def _check(held: Held, full: bool) -> CheckReport:
    db = held.db
    report = CheckReport(health.check_database(db))
    _check_chain(db, report)
    _check_blobs(held, report, full)
    if full:
        report.problems += health.check_operations(db)
        report.problems += health.check_personal(db)
        if projection.scan(db) != health.scan_of_rebuild(db):
            report.problems.append("the projection differs from a rebuild")
        report.problems += call_index.check(db)
        _check_scores(db, report)
        _check_references(db, report)
    return report


def _check_chain(db: Database, report: CheckReport) -> None:
    for gap in health.gaps(db):
        report.notes.append(f"replica {gap.replica[:16]} lacks {gap.first} to {gap.last}")
    for replica, seq in health.forks(db):
        report.problems.append(f"replica {replica[:16]} has two operations {seq}")


def _check_blobs(held: Held, report: CheckReport, full: bool) -> None:
    erased = {hash for (hash,) in held.db.conn.execute("SELECT hash FROM erased")}
    known = {id for (id,) in held.db.conn.execute("SELECT id FROM recording")} - erased
    for recording in sorted(known):
        if not held.blobs.has(recording):
            report.notes.append(f"audio missing: {recording[:16]}")
        elif full:
            report.problems += _damage(held.blobs, recording)
    unused = sum(1 for name in held.blobs.all() if name not in known) if full else 0
    if unused:  # an import that was undone, or killed between file and record
        report.notes.append(f"{unused} audio files belong to no recording")


def _damage(blobs: BlobStore, recording: str) -> list[str]:
    try:
        return [] if blobs.is_intact(recording) else [f"audio damaged: {recording[:16]}"]
    except OSError as error:
        return [f"audio unreadable: {recording[:16]} ({error.strerror})"]


def _check_scores(db: Database, report: CheckReport) -> None:
    """Score every revision again from its answers; the stored exact results must agree."""
    where = "entity_type = 'evaluation' AND kind = 'fact'"
    for operation in projection.read_operations(db, where):
        named, payload = f"evaluation {operation.entity_id}", operation.payload
        try:
            answers = answers_of({"items": with_values(db, payload["items"])})
            again = exact_result(score(get_version(payload["scorecard"]), answers))
            if again != payload["result"]:
                report.problems.append(f"{named}: the result differs")
        except AnswerError as error:
            report.problems.append(f"{named}: the answers do not fit the card ({error.id})")
        except UserFacingError as error:  # a card that this program does not know
            report.notes.append(f"{named}: {error.id}")
        except (KeyError, TypeError) as error:
            report.problems.append(f"{named}: unreadable ({error!r})")


_REFERENCES = (
    ("call", "recording"),
    ("call", "agent"),
    ("agent", "team"),
    ("file_name", "recording"),
    ("annotation", "call"),
    ("evaluation", "call"),
    ("evaluation", "agent"),
    ("evaluation", "recording"),
)


def _check_references(db: Database, report: CheckReport) -> None:
    """Parents that have not arrived (there are no foreign keys between synced records)."""
    for child, parent in _REFERENCES:
        (count,) = db.conn.execute(
            f'SELECT count(*) FROM "{child}" WHERE "{parent}" IS NOT NULL '
            f'AND "{parent}" NOT IN (SELECT id FROM "{parent}")'
        ).fetchone()
        if count:
            report.notes.append(f"{count} {child} rows name a {parent} that is not here")


def rebuild(workspace: Workspace) -> bool:
    """Make the projection anew from the operations; whether it had been right before."""
    before = _scan(workspace.db)
    workspace.rebuild()
    return projection.scan(workspace.db) == before


def _scan(db: Database) -> str | None:
    """None where a table is lost: to rebuild is the cure."""
    try:
        return projection.scan(db)
    except sqlite3.OperationalError:
        return None


@dataclass(frozen=True)
class HistoryLine:
    """One operation on a record, as a person reads it."""

    id: str
    at: int
    who: str
    replica: str
    kind: str
    act: str
    values: dict[str, Any]
    bundle: str | None


def get_history(db: Database, entity: str) -> list[HistoryLine]:
    """Every operation on a record, oldest first, personal values put in (None when erased)."""
    names = people_of_replicas(db)
    bundles = dict(db.conn.execute("SELECT id, bundle FROM op WHERE entity_id = ?", [entity]))
    return [
        HistoryLine(
            id=operation.id,
            at=operation.at,
            who=names.get(operation.replica, ""),
            replica=operation.replica,
            kind=operation.kind,
            act=operation.act,
            values=with_values(db, operation.payload),
            bundle=bundles[operation.id],
        )
        for operation in health.history(db, entity)
    ]
