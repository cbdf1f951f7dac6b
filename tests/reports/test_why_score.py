"""The printed explanation of a score: its table adds up to the score that was published."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from qa_desktop.reports import why_score
from qa_desktop.services.report_data import feedback_data
from qa_desktop.services.reporting import FeedbackRequest, make_report, write_report
from qa_desktop.texts import text
from tests.reports.conftest import Scene


@pytest.mark.parametrize("place", range(6))
def test_the_shares_add_up_to_the_base(scene: Scene, place: int) -> None:
    data = feedback_data(scene.reader.db, scene.evaluated.evaluations[place])
    counted = [share for share in data.evaluation.shares if not share.bonus]
    assert sum((share.applied for share in counted), Fraction(0)) == 1
    earned = sum((share.earned for share in counted), Fraction(0))
    lost = sum((share.lost for share in counted), Fraction(0))
    assert earned + lost == 100
    if not data.evaluation.fatal and len(counted) == len(data.evaluation.shares):
        assert abs(earned - data.evaluation.published) <= Fraction(1, 20)
    foot = why_score.build(data).section("shares").table.foot
    assert foot[0][4].render("en") == "100.00"
    assert foot[0][5].value + foot[0][6].value == 100


def test_a_score_is_printed_as_it_is_shown(scene: Scene) -> None:
    """100 with one decimal is 100.0, in the head as in the last line."""
    data = feedback_data(scene.reader.db, scene.evaluated.evaluations[0])
    for published, decimals, shown in ((100, 1, "100.0"), (100, 0, "100"), (84, 2, "84.00")):
        each = replace(data.evaluation, published=Fraction(published), decimals=decimals)
        fact = why_score.build(replace(data, evaluation=each)).facts[0]
        assert fact.value.render("zh") == shown
    assert data.evaluation.decimals == 1


def test_a_version_that_is_not_here_is_said(scene: Scene) -> None:
    data = feedback_data(scene.reader.db, scene.evaluated.evaluations[0])
    unknown = replace(data, evaluation=replace(data.evaluation, why=(), shares=()))
    report = why_score.build(unknown)
    assert report.section("shares").notes == (text("report.no_why"),)
    assert report.section("why").is_empty and not report.notes


@pytest.mark.parametrize("ending", ["pdf", "html", "xlsx"])
def test_it_is_a_file(scene: Scene, tmp_path: Path, ending: str) -> None:
    evaluation = scene.evaluated.evaluations[3]
    made = make_report(scene.reader.db, "why-score", FeedbackRequest(evaluation))
    out = tmp_path / f"why.{ending}"
    assert write_report(made, out, "zh") == len(made.section("shares").table.rows) > 5
    if ending == "html":
        page = out.read_text(encoding="utf-8")
        assert "得分计算说明" in page and "实际占比" in page and "基础分" in page
    else:
        assert out.stat().st_size > 1_000
