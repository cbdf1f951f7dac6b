"""Figures of importing a call list, beside openpyxl and raw inserts (CLI.md, bench)."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from qa_desktop.domain.call_matching import Spoken, Tolerance, match_calls
from qa_desktop.services.bench import Entry, entry
from qa_desktop.services.list_loading import load_file
from qa_desktop.store.connection import connect
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.workspace import Workspace

ROWS: Final = 100_000
GOAL_RATIO: Final = 1.5
_HEADINGS: Final = (
    *("录音流水号", "坐席工号", "开始时间", "通话时长", "客户号码", "保存状态", "业务类型"),
    *("订单号", "拨打次数"),
)
_RESULTS: Final = ("成功办理", "拒访", "未接通")


def bench_calls(rows: int = ROWS) -> list[Entry]:
    """Importing a sheet of calls, against reading it with openpyxl and inserting what it gives;
    and finding the calls of as many rows as there are calls."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="qa-desktop-bench-") as name:
        folder = Path(name)
        sheet = _write_sheet(folder / "calls.xlsx", rows)
        plain = _plainly(sheet, folder / "plain.db")
        with Workspace.open(folder / "ws", name="bench", keys=KeyStore(folder / "keys")) as opened:
            began = time.perf_counter()
            report = load_file(opened, sheet, "calls")
            ours = time.perf_counter() - began
    assert report.added == rows, report.added  # noqa: S101
    imported = entry(f"import_{rows}_call_rows", ours, "s", plain)
    imported["goal"] = GOAL_RATIO
    imported["ok"] = ours <= GOAL_RATIO * plain
    return [imported, entry(f"match_{rows}_rows", _matching(rows), "s", None)]


def _write_sheet(path: Path, rows: int) -> Path:
    """As Excel saves it: shared texts, moments as dates, the size of the sheet said."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["拨打明细表 2026年11月"])
    sheet.append(_HEADINGS)
    for row in range(rows):
        sheet.append(_row(row))
    book.save(path)
    return path


def _row(row: int) -> tuple[Any, ...]:
    return (
        f"S{row:08}",
        f"{600 + row % 120:04}",
        datetime(2026, 11, 1, 8) + timedelta(seconds=20 * row),
        f"00:0{row % 9}:{row % 60:02}",
        f"160{row:08}",
        _RESULTS[row % 3],
        "宽带",
        f"D{row}" if row % 5 == 0 else None,
        row % 3 + 1,
    )


def _plainly(sheet: Path, database: Path) -> float:
    """Seconds to read the rows with openpyxl and put them into a bare table."""
    import openpyxl

    db = connect(database)
    columns = ", ".join(f"c{place}" for place in range(len(_HEADINGS)))
    db.conn.execute(f"CREATE TABLE plain ({columns})")
    began = time.perf_counter()
    book = openpyxl.load_workbook(sheet, read_only=True)
    rows = book.worksheets[0].iter_rows(min_row=3, values_only=True)
    with db.atomic():
        marks = ", ".join("?" * len(_HEADINGS))
        texts = ([str(v) if isinstance(v, datetime) else v for v in row] for row in rows)
        db.conn.executemany(f"INSERT INTO plain VALUES ({marks})", texts)
    taken = time.perf_counter() - began
    book.close()
    db.close()
    return taken


def _matching(count: int) -> float:
    """Seconds to match without a serial, where every row has one call 7 s away."""
    rows = [Spoken(f"r{n}", "", f"{n % 120}", 200 * n, 60_000) for n in range(count)]
    calls = [row._replace(key=f"c{row.key}", start_s=(row.start_s or 0) + 7) for row in rows]
    began = time.perf_counter()
    found = match_calls(rows, calls, Tolerance(120, 3_000))
    taken = time.perf_counter() - began
    assert len(found.pairs) == count, len(found.pairs)  # noqa: S101
    return taken
