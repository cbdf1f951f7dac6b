"""Rows that go in together are the rows that go in one by one."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from qa_desktop.journal.inserting import insert_many


@pytest.mark.parametrize("count", [0, 1, 39, 40, 41, 80, 999, 1000, 1001, 1041])
def test_every_row_once(count: int) -> None:
    db = Database(memory=True)
    db.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, name TEXT)")
    db.execute("INSERT INTO t VALUES (12, 'before')")
    rows = ((n, f"row {n}") for n in range(count))
    insert_many(db, "INSERT OR IGNORE INTO t", "?1 + ?, ?", rows, 10)
    wanted = {n + 10: f"row {n}" for n in range(count)} | {12: "before"}
    assert dict(db.execute("SELECT n, name FROM t")) == wanted
