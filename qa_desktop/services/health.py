"""Is everything there and right? Digest, check, rebuild, history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from qa_desktop.domain.scoring.engine import score
from qa_desktop.errors import UserFacingError
from qa_desktop.journal import health, projection
from qa_desktop.services.evaluating import answers_of, exact_result
from qa_desktop.store.blobs import BlobStore
from qa_desktop.store.people import people_of_replicas
from qa_desktop.store.personal_values import with_values
from qa_desktop.store.scorecards import get_version
from qa_desktop.store.workspace import Workspace

Progress = Callable[[int, int], None]


@dataclass
class CheckReport:
    """``problems`` are damage; ``notes`` are things that may still arrive or were erased."""

    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems


def check(workspace: Workspace, *, full: bool = False) -> CheckReport:
    """SQLite's own checks, missing blobs, gaps and forks. ``full`` also verifies every
    signature, compares the projection with a rebuild, reads every blob and scores again."""
    db = workspace.db
    report = CheckReport(health.check_database(db))
    _check_chain(db, report)
    _check_blobs(workspace, report, full)
    if full:
        report.problems += health.check_operations(db)
        if projection.scan(db) != health.scan_of_rebuild(db):
            report.problems.append("the projection differs from a rebuild")
        _check_scores(db, report)
        _check_references(db, report)
    return report


def _check_chain(db: Database, report: CheckReport) -> None:
    for gap in health.gaps(db):
        report.notes.append(f"replica {gap.replica[:16]} lacks {gap.first} to {gap.last}")
    for replica, seq in health.forks(db):
        report.problems.append(f"replica {replica[:16]} has two operations {seq}")


def _check_blobs(workspace: Workspace, report: CheckReport, full: bool) -> None:
    blobs: BlobStore = workspace.blobs
    erased = {hash for (hash,) in workspace.db.conn.execute("SELECT hash FROM erased")}
    known = [id for (id,) in workspace.db.conn.execute("SELECT id FROM recording ORDER BY id")]
    for recording in known:
        if recording in erased:
            continue
        if not blobs.has(recording):
            report.notes.append(f"audio missing: {recording[:16]}")
        elif full and not blobs.is_intact(recording):
            report.problems.append(f"audio damaged: {recording[:16]}")


def _check_scores(db: Database, report: CheckReport) -> None:
    """Score every revision again from its answers; the stored exact results must agree."""
    where = "entity_type = 'evaluation' AND kind = 'fact'"
    for operation in projection.read_operations(db, where):
        payload = operation.payload
        try:
            again = exact_result(score(get_version(payload["scorecard"]), answers_of(payload)))
        except UserFacingError as error:
            report.notes.append(f"evaluation {operation.entity_id}: {error.id}")
            continue
        except (KeyError, TypeError) as error:
            report.problems.append(f"evaluation {operation.entity_id}: unreadable ({error!r})")
            continue
        if again != payload["result"]:
            report.problems.append(f"evaluation {operation.entity_id}: the result differs")


_REFERENCES = (
    ("call", "recording"),
    ("call", "agent"),
    ("agent", "team"),
    ("file_name", "recording"),
    ("annotation", "call"),
    ("evaluation", "call"),
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
    before = projection.scan(workspace.db)
    with workspace.transaction():
        projection.rebuild(workspace.db)
    return projection.scan(workspace.db) == before


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
