"""What can be said about a journal by looking at all of it: history, gaps, forks, full check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from qa_desktop.errors import CancelledError
from qa_desktop.journal import projection, tables
from qa_desktop.journal.canonical import MalformedError
from qa_desktop.journal.operation import Operation, parse, verify

Progress = Callable[[int, int], None]


def _no_progress(_done: int, _total: int) -> None:
    """Nobody is watching."""


def history(db: Database, entity_id: str) -> list[Operation]:
    """Every operation on an entity, oldest rank first."""
    found = projection.read_operations(db, "entity_id = ?", [entity_id])
    return sorted(found, key=lambda operation: operation.rank)


@dataclass(frozen=True)
class Gap:
    """Operations of a replica that are missing between two that are held (both inclusive)."""

    replica: str
    first: int
    last: int


def gaps(db: Database) -> list[Gap]:
    """What is missing below the last operation held of each replica."""
    rows = db.conn.execute("SELECT DISTINCT replica, seq FROM op ORDER BY replica, seq")
    found: list[Gap] = []
    expected: dict[str, int] = {}
    for replica, seq in rows:
        due = expected.get(replica, 1)
        if seq > due:
            found.append(Gap(replica, due, seq - 1))
        expected[replica] = seq + 1
    return found


def forks(db: Database) -> list[tuple[str, int]]:
    """(replica, seq) pairs that have more than one operation: two copies wrote with one key."""
    sql = "SELECT replica, seq FROM op GROUP BY replica, seq HAVING count(*) > 1 ORDER BY 1, 2"
    return [(str(replica), int(seq)) for replica, seq in db.conn.execute(sql)]


def broken_links(db: Database) -> list[tuple[str, int]]:
    """(replica, seq) whose ``prev`` is not the id of an operation held at ``seq - 1``."""
    held: dict[tuple[str, int], set[str]] = {}
    for id, replica, seq in db.conn.execute("SELECT id, replica, seq FROM op"):
        held.setdefault((replica, seq), set()).add(id)
    return [
        (operation.replica, operation.seq)
        for operation in projection.read_operations(db, "seq > 1")
        if (before := held.get((operation.replica, operation.seq - 1)))
        and operation.prev not in before
    ]


def check_database(db: Database) -> list[str]:
    """SQLite's own checks: page structure and foreign keys; empty when sound."""
    found = [str(row[0]) for row in db.conn.execute("PRAGMA integrity_check(20)")]
    found = [] if found == ["ok"] else found
    return found + [f"foreign key: {tuple(row)}" for row in db.execute("PRAGMA foreign_key_check")]


def check_operations(
    db: Database, progress: Progress = _no_progress, cancelled: Callable[[], bool] = lambda: False
) -> list[str]:
    """Every text parses, hashes to its id, is signed by its replica, and agrees with its row."""
    total = int(db.conn.execute("SELECT count(*) FROM op").fetchone()[0])
    columns = "id, raw, sig, replica, seq, kind, entity_type, entity_id, act"
    problems, digest = [], 0
    for done, (id, raw, sig, *row) in enumerate(db.conn.execute(f"SELECT {columns} FROM op")):
        problem = _problem_of(id, raw, bytes(sig), row)
        if problem:
            problems.append(f"operation {id[:16]}: {problem}")
        digest = (digest + int(id, 16)) % (1 << 256)
        if done % 500 == 0:
            progress(done, total)
            if cancelled():
                raise CancelledError
    kept = db.conn.execute("SELECT value FROM meta WHERE key = 'set_digest'").fetchone()
    if int(kept[0] if kept else "0", 16) != digest:
        problems.append("the kept digest differs from the operations")
    return problems + [f"chain broken before {r[:16]} {seq}" for r, seq in broken_links(db)]


def _problem_of(id: str, raw: str, sig: bytes, row: list[Any]) -> str | None:
    try:
        operation = parse(raw, sig)
    except MalformedError as error:
        return str(error)
    if operation.id != id:
        return "text does not hash to its id"
    if not verify(operation):
        return "signature does not verify"
    said = [getattr(operation, name) for name in _ROW]
    return None if said == row else "row differs from the text"


_ROW = ("replica", "seq", "kind", "entity_type", "entity_id", "act")


def scan_of_rebuild(db: Database) -> str:
    """The scan of a projection made from nothing out of the same operations, in memory."""
    fresh = Database(memory=True, execute_plugins=False)
    fresh.conn.executescript(tables.JOURNAL_TABLES)
    marks = ",".join("?" * 11)
    fresh.conn.executemany(
        f"INSERT INTO op VALUES ({marks})", db.conn.execute("SELECT * FROM op ORDER BY n")
    )
    with fresh.atomic():
        projection.rebuild(fresh)
    scanned = projection.scan(fresh)
    fresh.close()
    return scanned
