"""Rules of docs/architecture.md that import-linter cannot see."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import qa_desktop

_ROOT = Path(qa_desktop.__file__).parent
_HOLD_SQL = {"store", "journal"}
_MEASURE_SQL = {
    "services/bench.py",  # bare commits and raw inserts, beside ours
    "services/bench_library.py",  # fills a million calls in without signing them
    "services/bench_exchange.py",  # the same rows in one transaction, beside the merge
    "services/bench_what_if.py",  # a hundred thousand evaluations, without signing them
    "services/bench_lists.py",  # a bare table, beside the import
    "ui/bench_library.py",  # one scan of all texts, beside the search
}
_STATEMENTS = {"execute", "executemany", "executescript"}


def _statements(source: str) -> Iterator[int]:
    """Lines that hand a statement to a database."""
    for node in ast.walk(ast.parse(source)):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and called.attr in _STATEMENTS:
            yield called.lineno


def test_only_store_and_journal_hold_sql() -> None:
    found = {
        module.relative_to(_ROOT).as_posix(): list(_statements(module.read_text("utf-8")))
        for module in _ROOT.rglob("*.py")
        if module.relative_to(_ROOT).parts[0] not in _HOLD_SQL
    }
    assert len(found) > 200
    assert {name for name, lines in found.items() if lines} == _MEASURE_SQL, found


@pytest.mark.parametrize("source", ["db.conn.execute('x')", "rows = list(db.executemany(a, b))"])
def test_the_rule_sees_a_statement(source: str) -> None:
    assert list(_statements(source)) == [1]
