"""What can be said about a journal by looking at all of it: history, broken links, full check."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlite_utils import Database

from qa_desktop.errors import CancelledError
from qa_desktop.journal import projection, tables
from qa_desktop.journal.canonical import MalformedError
from qa_desktop.journal.operation import Operation, parse, verify
from qa_desktop.journal.personal import Salted
from qa_desktop.journal.trust import set_trusted_group, trusted_group

Progress = Callable[[int, int], None]


def _no_progress(_done: int, _total: int) -> None:
    """Nobody is watching."""


def history(db: Database, entity_id: str) -> list[Operation]:
    """Every operation on an entity, oldest rank first."""
    found = projection.read_operations(db, "entity_id = ?", [entity_id])
    return sorted(found, key=lambda operation: operation.rank)


def ahead_of_time(db: Database) -> dict[str, int]:
    """Operations whose clock was more than a day ahead of ours when they came, and by how many
    ms. They count like any other; what is said of them is between this computer and its owner."""
    return dict(db.conn.execute("SELECT op, by_ms FROM ahead"))


def broken_links(db: Database) -> list[tuple[str, int]]:
    """(replica, seq) whose ``prev`` is not the id of an operation held at ``seq - 1``."""
    return _broken((op.id, op.replica, op.seq, op.prev) for op in projection.read_operations(db))


def _broken(links: Iterable[tuple[str, str, int, str | None]]) -> list[tuple[str, int]]:
    """From (id, replica, seq, prev) of each operation."""
    held: dict[tuple[str, int], set[str]] = {}
    named: list[tuple[str, int, str | None]] = []
    for id, replica, seq, prev in links:
        held.setdefault((replica, seq), set()).add(id)
        named.append((replica, seq, prev))
    return [
        (replica, seq)
        for replica, seq, prev in named
        if (before := held.get((replica, seq - 1))) and prev not in before
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
    problems: list[str] = []
    links: list[tuple[str, str, int, str | None]] = []
    digest = 0
    rows = db.conn.execute(f"SELECT {', '.join(_ROW)}, raw, sig FROM op")
    for done, (*row, raw, sig) in enumerate(rows):
        try:
            operation = parse(raw, bytes(sig))
        except MalformedError as error:
            problems.append(f"operation {row[0][:16]}: {error}")
        else:
            problems += _problems_of(operation, row)
            links.append((operation.id, operation.replica, operation.seq, operation.prev))
            digest = (digest + int(operation.id, 16)) % (1 << 256)
        if done % 500 == 0:
            progress(done, total)
            if cancelled():
                raise CancelledError
    kept = db.conn.execute("SELECT value FROM meta WHERE key = 'set_digest'").fetchone()
    if (kept[0] if kept else f"{0:064x}") != f"{digest:064x}":
        problems.append("the kept digest differs from the operations")
    return problems + [f"chain broken before {r[:16]} {seq}" for r, seq in _broken(links)]


_ROW = ("id", "replica", "seq", "kind", "entity_type", "entity_id", "act")


def _problems_of(operation: Operation, row: list[Any]) -> list[str]:
    named = f"operation {row[0][:16]}: "
    said = [getattr(operation, name) for name in _ROW]
    problems = [] if said == row else [f"{named}row differs from the text"]
    return problems if verify(operation) else [*problems, f"{named}signature does not verify"]


def check_personal(db: Database) -> list[str]:
    """Every personal value hashes to its name, and none that was erased is still there."""
    rows = db.conn.execute("SELECT hash, salt, value FROM personal")
    problems = [
        f"personal value {hash[:16]}: does not hash to its name"
        for hash, salt, value in rows
        if not Salted(hash, bytes(salt), value).is_genuine()
    ]
    left = db.conn.execute("SELECT hash FROM personal WHERE hash IN (SELECT hash FROM erased)")
    return problems + [
        f"personal value {hash[:16]}: was erased, is still there" for (hash,) in left
    ]


def scan_of_rebuild(db: Database) -> str:
    """The scan of a projection made from nothing out of the same operations, in memory."""
    fresh = Database(memory=True, execute_plugins=False)
    fresh.conn.executescript(tables.JOURNAL_TABLES)
    marks = ",".join("?" * 11)
    fresh.conn.executemany(
        f"INSERT INTO op VALUES ({marks})", db.conn.execute("SELECT * FROM op ORDER BY n")
    )
    with fresh.atomic():
        set_trusted_group(fresh, trusted_group(db))
        projection.rebuild(fresh)
    scanned = projection.scan(fresh)
    fresh.close()
    return scanned
