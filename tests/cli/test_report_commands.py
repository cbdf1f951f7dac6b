"""``report NAME``: files by their ending, filters, refusals."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from qa_desktop.store.workspace import Workspace
from tests.cli.conftest import Cli
from tests.factories_reports import Evaluated, evaluate_demo

SPAN = [
    "--from",
    (date.today() - timedelta(days=1)).isoformat(),
    "--to",
    (date.today() + timedelta(days=1)).isoformat(),
]


@pytest.fixture
def evaluated(folder: Path) -> Evaluated:
    with Workspace.open(folder, name="李敏", number="8001") as workspace:
        return evaluate_demo(workspace, 3)


def test_the_daily_detail(cli: Cli, evaluated: Evaluated, tmp_path: Path) -> None:
    out = tmp_path / "daily.xlsx"
    answer = cli("report", "daily-detail", *SPAN, "--out", out, "--json", "--lang", "zh_CN")
    assert answer.status == 0
    assert answer.document == {"rows": 3, "file": str(out)}
    assert openpyxl.load_workbook(out).sheetnames[0] == "监听明细"
    for option, value, rows in (
        ("--agent", "0617", 1),
        ("--team", "一组", 2),
        ("--scorer", "8001", 3),
    ):
        answer = cli("report", "daily-detail", *SPAN, option, value, "--out", out, "--json")
        assert answer.document["rows"] == rows, option


def test_the_feedback_sheet_by_id_and_by_serial(
    cli: Cli, evaluated: Evaluated, tmp_path: Path
) -> None:
    for name in (evaluated.evaluations[1], evaluated.calls[1].serial):
        out = tmp_path / "sheet.html"
        answer = cli("report", "feedback", "--evaluation", name, "--out", out, "--json")
        assert answer.status == 0, answer
        assert str(evaluated.calls[1].agent_name) in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "id"),
    [
        (["daily-detail", "--from", "2026-11-23", "--to", "2026-11-22"], "report.bad_period"),
        (
            ["daily-detail", "--from", "2026-11-23", "--to", "9999-12-31"],
            "report.days_out_of_range",
        ),
        (["daily-detail", *SPAN, "--agent", "9999"], "report.agent_unknown"),
        (["daily-detail", *SPAN, "--team", "九组"], "report.team_unknown"),
        (["daily-detail", *SPAN, "--scorer", "谁"], "report.scorer_unknown"),
        (["feedback", "--evaluation", "nothing"], "evaluation.unknown"),
        (["feedback", "--evaluation", "0"], "evaluation.unknown"),
    ],
)
def test_refusals(cli: Cli, evaluated: Evaluated, tmp_path: Path, arguments, id: str) -> None:
    answer = cli("report", *arguments, "--out", tmp_path / "x.html", "--json")
    assert (answer.status, answer.error["id"]) == (3, id)
    assert not (tmp_path / "x.html").exists()


def test_an_unknown_ending_is_refused(cli: Cli, evaluated: Evaluated, tmp_path: Path) -> None:
    answer = cli("report", "daily-detail", *SPAN, "--out", tmp_path / "x.doc", "--json")
    assert (answer.status, answer.error["id"]) == (3, "report.bad_ending")


def test_a_pdf_without_a_window(program: Cli, evaluated: Evaluated, tmp_path: Path) -> None:
    """A process of its own has no application yet."""
    out = tmp_path / "sheet.pdf"
    name = evaluated.evaluations[0]
    answer = program("report", "feedback", "--evaluation", name, "--out", out, "--json")
    assert answer.status == 0, answer.err
    assert out.read_bytes().startswith(b"%PDF")
