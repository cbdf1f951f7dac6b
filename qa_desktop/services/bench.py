"""Figures of this machine for what the journal costs, each beside a reference of the same run.

Every entry is ``{"name", "value", "unit", "reference", "ratio", "goal", "ok"}`` (CLI.md);
``goal`` says what it limits, or is None where nothing was promised.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlite_utils import Database

from qa_desktop.domain.scoring.model import Choice, Deduct, Scale
from qa_desktop.domain.scoring.version import ScorecardVersion
from qa_desktop.journal.changes import Change, create
from qa_desktop.journal.journal import new_id
from qa_desktop.services.annotating import add_annotation
from qa_desktop.services.calls import start_live_call
from qa_desktop.services.evaluating import EvaluationForm, submit_evaluation
from qa_desktop.store.connection import connect
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.migrations import migrate
from qa_desktop.store.scorecards import find_version
from qa_desktop.store.workspace import Workspace

Entry = dict[str, Any]
SUBMIT_GOAL_MS: Final = 50
OPERATIONS: Final = 10_000
_CARD: Final = "inbound-service"
_COPIED: Final = ("op", "personal", "annotation")


def entry(
    name: str, value: float, unit: str, reference: float | None, goal: float | None = None
) -> Entry:
    """A figure with its reference in the same unit, if it has one; ``goal`` limits the value."""
    return {
        "name": name,
        "value": _rounded(value),
        "unit": unit,
        "reference": None if reference is None else _rounded(reference),
        "ratio": round(value / reference, 2) if reference else None,  # too small to be measured
        "goal": None if goal is None else f"≤ {goal:g} {unit}",
        "ok": None if goal is None else value <= goal,
    }


def _rounded(value: float) -> float:
    """To six digits that count: of four milliseconds, said in seconds, three places are one digit,
    and a ratio to them would not be the one that stands beside it."""
    return float(f"{value:.6g}")


def bench_submit(calls: int = 60) -> list[Entry]:
    """Submitting an evaluation with five annotations, against one bare durable commit.

    The commit writes one row of the size of the evaluation's operation into the same file.
    """
    ours: list[float] = []
    bare: list[float] = []
    with _workspace() as workspace:
        workspace.db.execute("CREATE TABLE bench (raw TEXT) STRICT")
        for _ in range(calls):
            form = _filled_form(workspace)
            began = time.perf_counter()
            submit_evaluation(workspace, form)
            ours.append(1000 * (time.perf_counter() - began))
            bare.append(1000 * _bare_commit(workspace.db))
    reference = statistics.median(bare)
    return [
        entry("submit_median", statistics.median(ours), "ms", reference, SUBMIT_GOAL_MS),
        entry("submit_slowest", max(ours), "ms", reference, SUBMIT_GOAL_MS),
    ]


def bench_operations(count: int = OPERATIONS, repeats: int = 3) -> list[Entry]:
    """Writing operations (signed, chained, projected), against raw inserts of the same rows."""
    ours, raw = [], []
    for _ in range(repeats):
        with _workspace() as workspace:
            changes = list(_annotations(count))
            began = time.perf_counter()
            workspace.write(changes)
            ours.append(time.perf_counter() - began)
            raw.append(_raw_inserts(workspace))
    return [entry(f"write_{count}_operations", min(ours), "s", min(raw))]


@contextmanager
def _workspace() -> Iterator[Workspace]:
    """A workspace with keys of its own, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="qa-desktop-bench-") as name:
        keys = KeyStore(Path(name, "profile"))
        with Workspace.open(Path(name, "workspace"), name="bench", keys=keys) as workspace:
            yield workspace


def _filled_form(workspace: Workspace) -> EvaluationForm:
    card = find_version(_CARD)
    started = datetime(2026, 1, 1, 9, 30)
    call = start_live_call(workspace, agent=None, method="live", started=started).ids[0]
    marks = [
        add_annotation(workspace, call, at_ms=1000 * n, kind="note", text="语气可以更热情一些")
        for n in range(5)
    ]
    evidence = {item: [marks[0].ids[0]] for item in card.items}
    return EvaluationForm(call, card.id, full_answers(card), method="live", evidence=evidence)


def full_answers(card: ScorecardVersion) -> dict[str, str | int]:
    """An answer for every item that is scored."""
    answers: dict[str, str | int] = {}
    for item in card.items.values():
        if isinstance(item.answer, Choice):
            answers[item.id] = item.answer.options[0].id
        elif isinstance(item.answer, Scale):
            answers[item.id] = item.answer.high
        elif isinstance(item.answer, Deduct):
            answers[item.id] = 1
    return answers


def _bare_commit(db: Database) -> float:
    (raw,) = db.conn.execute("SELECT raw FROM op ORDER BY n DESC LIMIT 1").fetchone()
    began = time.perf_counter()
    with db.atomic():
        db.conn.execute("INSERT INTO bench VALUES (?)", [raw])
    return time.perf_counter() - began


def _annotations(count: int) -> Iterator[Change]:
    call = new_id()
    for number in range(count):
        values = {"call": call, "at_ms": number, "kind": "note", "text": f"第 {number} 条标记"}
        yield create("annotation", new_id(), values)


def _raw_inserts(workspace: Workspace) -> float:
    """Seconds for the same rows, in one transaction, into tables and indexes of the same shape."""
    rows = {
        table: workspace.db.conn.execute(f"SELECT * FROM {table}").fetchall() for table in _COPIED
    }
    db = connect(workspace.folder / "raw.db")
    migrate(db)
    began = time.perf_counter()
    with db.atomic():
        for table, copied in rows.items():
            marks = ",".join("?" * len(copied[0]))
            db.conn.executemany(f"INSERT INTO {table} VALUES ({marks})", copied)
    taken = time.perf_counter() - began
    db.close()
    return taken
