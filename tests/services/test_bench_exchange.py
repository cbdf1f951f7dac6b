"""The figures of merging and writing bundles, in small."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from qa_desktop.services import bench_exchange
from qa_desktop.services.bench_exchange import bench_bundle, bench_merge


@pytest.fixture(autouse=True)
def _temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bundles are made anew, and not left behind."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def test_merging_is_compared_with_inserting_the_same_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    inserted: dict[str, int] = {}
    insert = bench_exchange._insert

    def count(db, sql, rows, taken):
        held = list(rows)
        inserted[sql.split('"')[1] if '"' in sql else sql.split()[2]] = len(held)
        insert(db, sql, iter(held), taken)

    monkeypatch.setattr(bench_exchange, "_insert", count)
    merged, processor, memory = bench_merge(rows=20)
    assert merged["name"] == "merge_20_evaluations" and merged["goal"] == 2.5
    assert merged["ratio"] > 0 and processor["reference"] is not None and memory["unit"] == "MB"
    assert (inserted["evaluation"], inserted["evaluation_item"]) == (20, 400)
    assert (inserted["call"], inserted["call_text"], inserted["call_gram"]) == (20, 20, 20)
    assert inserted["op"] > 2 * 20 + 50 and inserted["personal"] > 20 * 5


def test_writing_is_compared_with_zipping_the_same_bytes() -> None:
    written, processor = bench_bundle(rows=20)
    assert written["name"] == "write_20_evaluations" and written["goal"] == 2
    assert written["reference"] > 0 and processor["reference"] is not None
