"""The figures of importing a call list, in small."""

from __future__ import annotations

from qa_desktop.services.bench_lists import bench_calls


def test_importing_is_compared_with_reading_and_inserting_plainly() -> None:
    imported, matched = bench_calls(rows=30)
    assert imported["name"] == "import_30_call_rows"
    assert imported["ratio"] > 0 and imported["goal"] == 1.5
    assert matched["unit"] == "s"
