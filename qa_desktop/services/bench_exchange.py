"""Figures of merging and writing bundles, each beside a reference of the same run (CLI.md, bench).

Merging is compared with inserting the very rows that it left behind, journal and search index
included, with ``executemany`` in one transaction into the same tables and indexes; writing, with
zipping the bytes of the lines. The bundle is made up once per size and kept in the system's
temporary folder.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlite_utils import Database

from qa_desktop.services.bench import Entry, entry
from qa_desktop.services.bench_bundle import write_made_up
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.store.call_texts import grams_of
from qa_desktop.store.connection import connect, roomy
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.migrations import migrate
from qa_desktop.store.workspace import DATABASE, Workspace

ROWS: Final = 100_000
MERGE_GOAL: Final = 2.5
WRITE_GOAL: Final = 2.0
MEMORY_GOAL_MB: Final = 300
_FORM: Final = "1"
"""Raised when the made-up bundles change."""
_NOT_COPIED: Final = ("_sqlite_migrations", "sqlite_", "call_gram", "call_letters", "meta")


def bench_merge(rows: int = ROWS) -> list[Entry]:
    """Merging a bundle of ``rows`` calls, each with an evaluation of 20 items."""
    with _folder() as folder:
        file = made_up_bundle(rows)
        with _workspace(folder) as workspace:
            ours, cpu = _timed(lambda: merge(workspace, file))
        memory = peak_memory_mb()
        inserted = _inserting(folder / "workspace" / DATABASE, folder / "plain.db")
        figures = [
            _compared(f"merge_{rows}_evaluations", ours, inserted[0], MERGE_GOAL),
            entry(f"merge_{rows}_processor_time", cpu, "s", inserted[1]),
        ]
        if memory is not None:
            figures.append(entry("merge_memory", memory, "MB", None, MEMORY_GOAL_MB))
    return figures


def bench_bundle(rows: int = ROWS) -> list[Entry]:
    """Writing the bundle of such a workspace, against zipping its lines."""
    with _folder() as folder:
        file = made_up_bundle(rows)
        with _workspace(folder) as workspace:
            merge(workspace, file)
            out = folder / "out.qab"
            ours, cpu = _timed(lambda: write_out(workspace, out))
        zipped = _zipping(out, folder)
    return [
        _compared(f"write_{rows}_evaluations", ours, zipped[0], WRITE_GOAL),
        entry(f"write_{rows}_processor_time", cpu, "s", zipped[1]),
    ]


def _compared(name: str, ours: float, reference: float, goal: float) -> Entry:
    """Held against ``goal`` times the reference."""
    compared = entry(name, ours, "s", reference)
    return {**compared, "goal": goal, "ok": ours <= goal * reference}


def _timed(work: Any) -> tuple[float, float]:
    """Seconds on the clock, and of processors (children too)."""
    began, before = time.perf_counter(), _processor_s()
    work()
    return time.perf_counter() - began, _processor_s() - before


def _processor_s() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def peak_memory_mb() -> float | None:
    """MB that this process held at most, with twice its largest child; None where the system does
    not tell."""
    try:
        import resource
    except ImportError:
        return None
    own, child = (
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return float(own + 2 * child) / (1 << 20 if sys.platform == "darwin" else 1 << 10)


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="qa-desktop-bench-") as name:
        yield Path(name)


@contextmanager
def _workspace(folder: Path) -> Iterator[Workspace]:
    keys = KeyStore(folder / "profile")
    with Workspace.open(folder / "workspace", name="bench", keys=keys) as workspace:
        yield workspace


def made_up_bundle(rows: int) -> Path:
    """The made-up bundle of this size, made when it is not there."""
    file = Path(tempfile.gettempdir(), f"qa-desktop-bench-{_FORM}-{rows}.qab")
    if not file.exists():
        write_made_up(file, rows)
    return file


def _inserting(merged: Path, plain: Path) -> tuple[float, float]:
    """(seconds, processor seconds) to insert every row of a merged database into one that has the
    same tables, indexes and settings."""
    source, db = connect(merged, readonly=True), connect(plain)
    migrate(db)
    for table in _tables(db):
        db.execute(f'DELETE FROM "{table}"')
    taken = [0.0, 0.0]
    with roomy(db), db.atomic():
        for table in _tables(source):
            columns = len(source.conn.execute(f'SELECT * FROM "{table}" LIMIT 0').description)
            into = f'INSERT INTO "{table}" VALUES ({",".join("?" * columns)})'
            _insert(db, into, source.conn.execute(f'SELECT * FROM "{table}"'), taken)
        texts = source.conn.execute("SELECT n, text FROM call_text")
        grams = ((n, grams_of(text)) for n, text in texts)
        _insert(db, "INSERT INTO call_gram (rowid, grams) VALUES (?, ?)", grams, taken)
        began, before = time.perf_counter(), _processor_s()
    taken[0] += time.perf_counter() - began
    taken[1] += _processor_s() - before
    source.close()
    db.close()
    return taken[0], taken[1]


def _tables(db: Database) -> list[str]:
    """Parents first: child rows are checked as they come."""
    rows = db.conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rootpage")
    return [name for (name,) in rows if not name.startswith(_NOT_COPIED)]


def _insert(db: Database, sql: str, rows: Any, taken: list[float]) -> None:
    """Rows are read in batches outside of what is measured."""
    from itertools import islice

    waiting = iter(rows)
    while batch := list(islice(waiting, 20_000)):
        seconds = _timed(lambda held=batch: db.conn.executemany(sql, held))
        taken[0] += seconds[0]
        taken[1] += seconds[1]


def _zipping(bundle: Path, folder: Path) -> tuple[float, float]:
    """(seconds, processor seconds) to zip what is in the bundle, as files, the usual way."""
    members = folder / "members"
    with zipfile.ZipFile(bundle) as source:
        source.extractall(members)
    return _timed(lambda: shutil.make_archive(str(folder / "plain"), "zip", members))
