"""Figures of merging and writing bundles, each beside a reference of the same run (CLI.md, bench).

Merging is compared with inserting the very rows that it left behind, journal and search index
included, with ``executemany`` in one transaction into the same tables and indexes; writing, with
zipping the bytes of the lines. The bundle is made up once per size and kept in the system's
temporary folder.
"""

from __future__ import annotations

import mmap
import os
import shutil
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
        with _workspace(folder) as workspace, _Memory() as memory:
            ours, cpu = _timed(lambda: merge(workspace, file))
        inserted = _inserting(folder / "workspace" / DATABASE, folder / "plain.db")
        figures = [
            _compared(f"merge_{rows}_evaluations", ours, inserted[0], MERGE_GOAL),
            entry(f"merge_{rows}_processor_time", cpu, "s", inserted[1]),
        ]
        if memory.peak_mb is not None:
            figures.append(entry("merge_memory", memory.peak_mb, "MB", None, MEMORY_GOAL_MB))
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


class _Memory:
    """The most that this process and its children held at one time, looked at ten times a second
    while it is entered; ``peak_mb`` is None where the system does not tell.

    The peak that a system keeps of a child (``ru_maxrss``) begins with what its parent held.
    """

    def __init__(self) -> None:
        self.peak_mb: float | None = None
        self._ended = threading.Event()
        self._watch = threading.Thread(target=self._look, name="bench-memory", daemon=True)

    def __enter__(self) -> _Memory:
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._watch.join()

    def _look(self) -> None:
        is_last = False
        while not is_last:
            is_last = self._ended.wait(0.1)
            with suppress(OSError):  # not Linux
                self.peak_mb = max(self.peak_mb or 0.0, _held_mb())


def _held_mb() -> float:
    """Of this process and its children; raises ``OSError`` where there is no ``/proc``."""
    lists = [task.read_text() for task in Path("/proc/self/task").glob("*/children")]
    if not lists:
        raise FileNotFoundError("this kernel does not list children")
    held = _resident_bytes("self")
    for child in " ".join(lists).split():
        with suppress(OSError):  # ended meanwhile
            held += _resident_bytes(child)
    return held / (1 << 20)


def _resident_bytes(process: str) -> int:
    pages = Path("/proc", process, "statm").read_text().split()[1]
    return int(pages) * mmap.PAGESIZE


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
