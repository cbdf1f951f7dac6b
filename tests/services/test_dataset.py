"""``export dataset``, read as others will: with DuckDB, by the names that the format promises."""

from __future__ import annotations

import json
import re
import sys
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import pytest
from pyarrow import parquet

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.exchange.parquet_writing import NO_MONTH, write_table
from qa_desktop.journal.changes import create, delete, fact, set_fields, withdraw
from qa_desktop.journal.clock import HybridClock
from qa_desktop.journal.journal import new_id
from qa_desktop.reports.daily_detail import build
from qa_desktop.services import dataset
from qa_desktop.services.annotating import add_annotation
from qa_desktop.services.dataset import export_dataset
from qa_desktop.services.erasing import erase, plan_customer
from qa_desktop.services.report_data import PeriodRequest, period_data
from qa_desktop.store.dataset import data_tables
from qa_desktop.store.half_made import PREFIX
from qa_desktop.store.people import find_teams
from qa_desktop.store.workspace import Workspace
from tests.services.test_erasing import ADVICE, NAME, NUMBER, WORDS, bytes_that_hold, make_calls

FORMAT = Path(__file__).parents[2] / "docs" / "dataset-format.md"
RESULT = {"base": "1/1", "exact": "1/1", "fatal": False, "grade": None, "no_score": False}


def table(folder: Path, name: str, sql: str) -> list[Any]:
    """Rows of a query over ``t``, the table with its partitions."""
    files = f"read_parquet('{folder / name}/**/*.parquet', hive_partitioning = true)"
    return duckdb.sql(f"WITH t AS (FROM {files}) {sql}").fetchall()


# -- figures


def fill(workspace: Workspace) -> None:
    """Three agents, two teams, a move between them, two months, two roles; some count for
    nothing."""
    teams = [new_id(), new_id()]
    agents = [new_id() for _ in range(3)]
    workspace.write([create("team", id, {"name": f"{n}组"}) for n, id in enumerate(teams)])
    workspace.write(
        [
            create("agent", id, {"number": f"060{n}", "team": teams[n % 2]})
            for n, id in enumerate(agents)
        ]
    )
    moved = {"agent": agents[0], "team": teams[1], "begins": "2026-11-06", "ends": None}
    workspace.write([create("membership", new_id(), moved)])
    for number in range(60):
        at = datetime(2026, 10, 20, 9) + timedelta(hours=15 * number)
        workspace.journal.clock = HybridClock(lambda at=at: int(at.timestamp() * 1000))
        call = new_id()
        started = (at - timedelta(days=number % 4)).isoformat(timespec="seconds")
        hundredths = 6000 + 97 * (number * 7 % 41)
        score = Fraction(hundredths, 100) if number % 11 else None
        evaluation = {
            "call": call,
            "agent": agents[number % 3],
            "recording": None,
            "scorecard": "0" * 64,
            "scorer": workspace.person,
            "role": "inspector" if number % 5 else "reviewer",
            "method": "spot_check",
            "practice": number % 13 == 0,
            "emergency": False,
            "circumstance": None,
            "wrong_information": number % 9 == 0,
            "result": RESULT
            | {
                "published": f"{score.numerator}/{score.denominator}" if score else None,
                "raw": None,
                "passed": score is not None and score >= 80,
                "no_score": score is None,
            },
            "items": [],
            "problems": [],
            "annotations": [],
            "heard": [],
            "strengths": None,
            "advice": None,
            "reason": None,
        }
        workspace.write([create("call", call, {"started": started, "agent": agents[number % 3]})])
        id = new_id()
        workspace.write([fact("evaluation", id, evaluation)])
        if number == 17:
            workspace.write([withdraw("evaluation", id, "一时看错")])


RATE = """
    SELECT {by}, role, count(*) AS evaluations, count(published_hundredths) AS scored,
        sum(published_hundredths) AS hundredths, sum(CASE WHEN published_hundredths IS NOT NULL
        THEN passed END) AS passed, sum(wrong_information) AS wrong
    FROM t WHERE counts = 1 AND month = '{month}' GROUP BY ALL ORDER BY ALL
"""


def months_own(workspace: Workspace, month: int, by: str) -> list[tuple[Any, ...]]:
    """The same of the program's own data for its reports."""
    last = date(2026, month + 1, 1) - timedelta(days=1)
    data = period_data(workspace.db, PeriodRequest(date(2026, month, 1), last))
    teams = find_teams(workspace.db)
    groups: dict[tuple[str | None, str], list[Any]] = {}
    for each in data.evaluations:
        if not each.practice:
            key = each.agent.id if by == "agent" else teams.get(each.agent.team)
            groups.setdefault((key, each.role), []).append(each)
    return [
        (
            key,
            role,
            len(group),
            sum(each.published is not None for each in group),
            sum(int(each.published * 100) for each in group if each.published is not None),
            sum(bool(each.passed) for each in group),
            sum(each.wrong_information for each in group),
        )
        for (key, role), group in sorted(groups.items())
    ]


def test_monthly_figures_are_the_programs_own(workspace: Workspace, tmp_path: Path) -> None:
    fill(workspace)
    counts = export_dataset(workspace.db, tmp_path / "out")
    assert counts["evaluation"] == counts["call"] == 60
    for month in (10, 11):
        for by in ("agent", "team"):
            found = table(tmp_path / "out", "evaluation", RATE.format(by=by, month=f"2026-{month}"))
            assert found == months_own(workspace, month, by)
            assert len(found) >= 4
    printed = build(period_data(workspace.db, PeriodRequest(date(2026, 11, 1), date(2026, 11, 30))))
    by_agent = next(part for part in printed.sections if part.id == "by_agent").table
    assert by_agent is not None
    # below each rate stands its interval, which the dataset leaves to whoever counts with it
    shown = sorted(row[6].render("en").split("\n")[0] for row in by_agent.rows)
    passed = f"SELECT passed, scored FROM ({RATE.format(by='agent', month='2026-11')})"
    rates = table(tmp_path / "out", "evaluation", passed)
    assert shown == sorted(f"{n} of {of} ({100 * n / of:.1f} %)" for n, of in rates)


# -- what goes along


def secrets(folder: Path) -> list[str]:
    """Everything personal, in the bytes of the files and in what they expand to."""
    words = (NUMBER, NAME, "小欧", WORDS, ADVICE, "0617", "李敏", "13999999999")
    found = bytes_that_hold(folder, *words)
    for file in folder.rglob("*.parquet"):
        text = str(parquet.ParquetFile(file).read().to_pylist())
        found += [f"{file.parent.name}: {word}" for word in words if word in text]
    return found


def test_without_names_nobody_is_named(workspace: Workspace, tmp_path: Path) -> None:
    make_calls(workspace, tmp_path / "in")
    export_dataset(workspace.db, tmp_path / "out")
    assert secrets(tmp_path / "out") == []
    about = json.loads((tmp_path / "out" / "dataset.json").read_text(encoding="utf-8"))
    assert (about["names"], about["version"]) == (False, 1)
    (joined,) = table(
        tmp_path / "out", "evaluation", "SELECT count(*) FROM t WHERE agent IS NOT NULL"
    )
    assert joined == (1,), "ids still join"


def test_with_names_customers_numbers_stay_masked(workspace: Workspace, tmp_path: Path) -> None:
    first, _ = make_calls(workspace, tmp_path / "in")
    add_annotation(workspace, first, at_ms=5, kind="note", text=f"回拨{NUMBER}")
    workspace.write([set_fields("call", first, {"serial": f"S-{NUMBER}-1"})])
    export_dataset(workspace.db, tmp_path / "out", names=True)
    held = secrets(tmp_path / "out")
    assert not [each for each in held if NUMBER in each or "13999999999" in each]
    numbers = table(tmp_path / "out", "call", "SELECT customer_number, serial FROM t ORDER BY 1")
    assert numbers == [("138****5678", "S-138****5678-1"), ("139****9999", None)]
    texts = table(tmp_path / "out", "annotation", "SELECT text FROM t WHERE text LIKE '回拨%'")
    assert texts == [("回拨138****5678",)]
    assert (NAME,) in table(tmp_path / "out", "agent", "SELECT name FROM t")


def test_what_was_erased_or_deleted_is_not_there(workspace: Workspace, tmp_path: Path) -> None:
    first, second = make_calls(workspace, tmp_path / "in")
    erase(workspace, plan_customer(workspace, NUMBER))
    workspace.write([delete("call", second)])
    export_dataset(workspace.db, tmp_path / "out", names=True)
    calls = table(tmp_path / "out", "call", "SELECT id, customer_number FROM t")
    assert calls == [(first, None)]


def test_odd_values_of_others_leave_the_files_readable(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.journal.clock = HybridClock(lambda: 9_000_000_000_000_000)
    workspace.write([create("call", new_id(), {"started": "garbage"})])
    workspace.journal.clock = HybridClock(lambda: 1_800_000_000_000)
    workspace.write([create("call", new_id(), {"started": "2026-02-28T23:59:59"})])
    workspace.write([create("agent_day", new_id(), {"day": "2026-11-03", "refusal_rate": "1/0"})])
    export_dataset(workspace.db, tmp_path / "out")
    rows = table(
        tmp_path / "out",
        "call",
        "SELECT month, created_at IS NULL, day FROM t ORDER BY 1 NULLS FIRST",
    )
    assert [row[0] for row in rows] == [None, "2026-02"]
    assert [row[1] for row in rows] == [True, False]
    assert table(tmp_path / "out", "agent_day", "SELECT refusal_share, month FROM t") == [
        (None, "2026-11")
    ]


# -- the folder


def test_an_earlier_dataset_is_replaced_and_nothing_else(
    workspace: Workspace, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    export_dataset(workspace.db, out)
    (out / "remark" / "stale.parquet").write_bytes(b"")
    workspace.write([create("remark", new_id(), {"code": "a", "text": "a"})])
    assert export_dataset(workspace.db, out)["remark"] == 1
    assert not (out / "remark" / "stale.parquet").exists()
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"x")
    for taken in (tmp_path / "photos", tmp_path / "photos" / "a.jpg"):
        with pytest.raises(UserFacingError) as refused:
            export_dataset(workspace.db, taken)
        assert refused.value.id == "dataset.folder_taken"
    assert (tmp_path / "photos" / "a.jpg").read_bytes() == b"x"
    (tmp_path / "empty").mkdir()
    export_dataset(workspace.db, tmp_path / "empty")
    assert not list(tmp_path.glob(f"{PREFIX}*"))


def test_given_up_or_failed_nothing_is_left_and_the_old_one_stays(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    export_dataset(workspace.db, out)
    before = sorted(out.rglob("*"))
    with pytest.raises(CancelledError):
        export_dataset(workspace.db, out, cancelled=lambda: True)
    monkeypatch.setattr(dataset, "kept_digest", lambda _db: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export_dataset(workspace.db, out)
    assert sorted(out.rglob("*")) == before
    assert not list(tmp_path.glob(f"{PREFIX}*"))


def test_what_a_crash_left_goes_with_the_next_export(
    workspace: Workspace, tmp_path: Path, profile: Path
) -> None:
    left = tmp_path / f"{PREFIX}0123456789abcdef" / "agent"
    left.mkdir(parents=True)
    (left / "part-0.parquet").write_bytes(b"half")
    notes = profile / "half-made"
    notes.mkdir(exist_ok=True)
    (notes / "aa.path").write_text(str(left.parent), encoding="utf-8")
    (notes / "aa.lock").touch()
    export_dataset(workspace.db, tmp_path / "out")
    assert not left.parent.exists()


def test_all_tables_show_one_moment(workspace: Workspace, tmp_path: Path) -> None:
    """The window goes on writing meanwhile."""
    from qa_desktop.store.reader import Reader

    def write(_done: int, _all: int) -> None:
        workspace.write([create("remark", new_id(), {"code": new_id(), "text": "neu"})])

    with Reader.open(workspace.folder) as reader:
        counts = export_dataset(reader.db, tmp_path / "out", progress=write)
    assert counts["remark"] == 0 and workspace.db["remark"].count > 0


def test_without_the_library_it_says_so(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("pyarrow")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UserFacingError) as refused:
        export_dataset(workspace.db, tmp_path / "out")
    assert refused.value.id == "dataset.no_parquet"
    assert not (tmp_path / "out").exists()


# -- the format


def test_every_column_is_written_down() -> None:
    """And nothing that is not there."""
    promised = dict(_promised())
    held: dict[str, dict[str, str]] = {
        each.name: {
            column.name: f"{column.kind}{' p' if column.personal else ''}"
            for column in each.columns
            if column.name not in _OF_ALL
        }
        for each in data_tables()
    }
    for name in ("replica", "scorecard", "scorecard_item"):
        held[name] = dict(getattr(dataset, name.upper()))
    assert promised == held


_OF_ALL = {
    *("created_at", "created_by", "changed_at", "changed_by"),
    *("revision", "revisions", "withdrawn"),
}


def _promised() -> list[tuple[str, dict[str, str]]]:
    tables = FORMAT.read_text(encoding="utf-8").split("\n### ")[1:]
    found = []
    for each in tables:
        rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (\*\*p\*\*)?", each, re.MULTILINE)
        columns = {name: f"{kind}{' p' if personal else ''}" for name, kind, personal in rows}
        found.append((each.split("\n", 1)[0], columns))
    return found


def test_the_files_have_the_promised_types(workspace: Workspace, tmp_path: Path) -> None:
    export_dataset(workspace.db, tmp_path / "out")
    kinds = {
        "text": "string",
        "integer": "int64",
        "number": "double",
        "day": "date32[day]",
        "moment": "timestamp[ms, tz=UTC]",
    }
    for each in data_tables():
        place = f"month={NO_MONTH}/part-0.parquet" if each.month else "part-0.parquet"
        file = next((tmp_path / "out" / each.name).rglob("*.parquet"))
        schema = parquet.read_schema(file)
        assert {field.name: str(field.type) for field in schema} == {
            column.name: kinds[column.kind] for column in each.columns
        }, place


def test_a_month_that_comes_again_gets_a_file_of_its_own(tmp_path: Path) -> None:
    rows = [("2026-10", ("a",)), ("2026-11", ("b",)), ("2026-10", ("c",)), (None, ("d",))]
    assert sum(write_table(tmp_path / "t", {"x": "text"}, rows, by_month=True)) == 4
    found = table(tmp_path, "t", "SELECT month, x FROM t ORDER BY x")
    assert found == [("2026-10", "a"), ("2026-11", "b"), ("2026-10", "c"), (None, "d")]
