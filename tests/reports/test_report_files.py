"""Reports as files: opened again, in both languages, with nothing cut off and nothing live."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QSize
from PySide6.QtPdf import QPdfDocument

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.reports import model
from qa_desktop.reports.model import Cell, Column, Report, Section, Table, words
from qa_desktop.services.reporting import FeedbackRequest, make_report, write_report
from qa_desktop.texts import text
from tests.reports.conftest import Scene

LIVE = "=cmd|' /C calc'!A0"


def table_report(rows: int, cell: str = "客户情绪安抚不到位，没有先致歉") -> Report:
    columns = tuple(Column(f"列{n}", 10) for n in range(8))
    body = tuple(tuple(words(f"{row}·{cell}") for _ in columns) for row in range(rows))
    section = Section("detail", "明细", table=Table(columns, body))
    return Report("daily-detail", text("report.daily_detail"), sections=(section,))


def pages(file: Path) -> list[str]:
    """The text of each page, as a reader copies it."""
    document = QPdfDocument()
    assert document.load(str(file)) == QPdfDocument.Error.None_
    found = [document.getAllText(page).text() for page in range(document.pageCount())]
    document.close()
    return [page.replace("\r\n", "") for page in found]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_daily_detail_as_pdf(scene: Scene, tmp_path: Path, qapp, language: str) -> None:
    report = make_report(scene.reader.db, "daily-detail", scene.request)
    out = tmp_path / "daily.pdf"
    assert write_report(report, out, language) == 6
    shown = "".join(pages(out))
    for words_ in ("0617 王敏", "S2611200001", "160****0001", "一组"):
        assert words_ in shown
    assert ("每日监听明细" if language == "zh" else "Daily listening detail") in shown
    assert not re.search(r"1[36]\d{9}", shown), "a customer's number is masked"


def test_headings_are_repeated_rows_are_whole_and_pages_numbered(tmp_path: Path, qapp) -> None:
    out = tmp_path / "long.pdf"
    told: list[tuple[int, int]] = []
    write_report(
        table_report(120), out, "zh", progress=lambda done, whole: told.append((done, whole))
    )
    found = pages(out)
    assert len(found) > 2
    assert told == [(n + 1, len(found)) for n in range(len(found))]
    for number, page in enumerate(found, start=1):
        assert "列0" in page, "the headings stand on every page"
        assert f"第 {number} 页，共 {len(found)} 页" in page
    joined = "".join(found)
    assert all(f"{row}·" in joined for row in range(120))


def test_no_heading_stands_alone_at_the_end_of_a_page(tmp_path: Path, qapp) -> None:
    for rows in range(14, 26):
        first = table_report(rows).sections[0]
        second = Section("by_agent", "按坐席汇总", table=table_report(3).sections[0].table)
        report = Report("daily-detail", "明细", sections=(first, second))
        out = tmp_path / "pages.pdf"
        write_report(report, out, "zh")
        (page,) = [page for page in pages(out) if "按坐席汇总" in page]
        assert "0·客户情绪安抚" in page[page.index("按坐席汇总") :], rows


def test_nothing_runs_over_the_edge_of_the_paper(tmp_path: Path, qapp) -> None:
    """A word without a place to break is as long as it is: it must not be cut."""
    out = tmp_path / "wide.pdf"
    write_report(table_report(3, "客户说" * 60), out, "zh")
    document = QPdfDocument()
    document.load(str(out))
    size = document.pagePointSize(0)
    image = document.render(0, QSize(int(size.width()), int(size.height())))
    edge = [image.pixelColor(image.width() - 3, y).alpha() for y in range(image.height())]
    assert not any(edge)
    assert "".join(pages(out)).count("客户说") >= 60 * 24
    document.close()


def test_fonts_with_chinese_signs_are_embedded(tmp_path: Path, qapp) -> None:
    out = tmp_path / "font.pdf"
    write_report(table_report(2), out, "zh")
    raw = out.read_bytes()
    assert b"/FontFile" in raw and b"/ToUnicode" in raw


def test_the_spreadsheet_opens_again_with_typed_cells(scene: Scene, tmp_path: Path) -> None:
    out = tmp_path / "daily.xlsx"
    report = make_report(scene.reader.db, "daily-detail", scene.request)
    assert write_report(report, out, "zh") == 6
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["监听明细", "失分明细", "按评分人汇总", "按坐席汇总", "说明"]
    heads, *rows = book["监听明细"].iter_rows(values_only=True)
    lines = [dict(zip(heads, row, strict=True)) for row in rows]
    first, failed = lines[0], lines[5]
    assert isinstance(first["提交时间"], datetime)
    assert first["时长"] == timedelta(milliseconds=53_964)
    assert (first["得分"], first["结果"], first["等级"]) == (100, "合格", "优")
    assert (failed["结果"], failed["角色"], failed["A"]) == ("不合格", "组长", 1)
    lost_heads, *lost = book["失分明细"].iter_rows(values_only=True)
    assert dict(zip(lost_heads, lost[0], strict=True))["从"] == timedelta(milliseconds=9_400)


def test_a_name_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    out = tmp_path / "live.xlsx"
    columns = (Column("=1+1", 10),)
    table = Table(columns, ((words(LIVE),), (words("+86 1"),), (words("@x"),)))
    write_report(
        Report("daily-detail", LIVE, sections=(Section("d", LIVE, table=table),)), out, "zh"
    )
    for sheet in openpyxl.load_workbook(out):
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    assert openpyxl.load_workbook(out).worksheets[0]["A2"].value == LIVE


def test_html_escapes_what_people_wrote(tmp_path: Path) -> None:
    out = tmp_path / "x.html"
    write_report(table_report(1, "<script>alert(1)</script>"), out, "en")
    page = out.read_text(encoding="utf-8")
    assert "<script" not in page and "&lt;script&gt;" in page


def test_a_file_is_whole_or_as_it_was(tmp_path: Path, qapp) -> None:
    for ending in ("pdf", "html", "xlsx"):
        out = tmp_path / f"kept.{ending}"
        out.write_bytes(b"older")
        with pytest.raises(CancelledError):
            write_report(table_report(600), out, "zh", cancelled=lambda: True)
        assert out.read_bytes() == b"older"
    assert {file.name for file in tmp_path.iterdir()} == {"kept.pdf", "kept.html", "kept.xlsx"}


def test_places_that_cannot_be_written_are_said(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match=r"report\.bad_ending"):
        write_report(table_report(1), tmp_path / "x.doc", "zh")
    folder = tmp_path / "taken.html"
    folder.mkdir()
    with pytest.raises(UserFacingError, match=r"report\.not_written"):
        write_report(table_report(1), folder, "zh")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_feedback_sheet_has_strengths_first(
    scene: Scene, tmp_path: Path, qapp, language: str
) -> None:
    evaluation = scene.evaluated.evaluations[1]
    report = make_report(scene.reader.db, "feedback", FeedbackRequest(evaluation))
    out = tmp_path / "sheet.pdf"
    write_report(report, out, language)
    (page,) = pages(out)
    order = (
        ["做得好的地方", "可以改进的地方", "听这里", "评分表", "坐席意见"]
        if language == "zh"
        else ["What was good", "What to change", "Listen to", "Scorecard", "The agent's answer"]
    )
    places = [page.rindex(heading) for heading in order]
    assert places == sorted(places)
    assert "00:02–00:05" in page and "00:09" in page
    assert ("得分怎么算的" if language == "zh" else "Why this score") not in page


def test_why_this_score_is_printed_when_it_is_wanted(scene: Scene) -> None:
    evaluation = scene.evaluated.evaluations[1]
    report = make_report(scene.reader.db, "feedback", FeedbackRequest(evaluation, with_why=True))
    lines = [point.render("zh") for point in report.section("why").points]
    assert any("95" in line for line in lines) and not any("opening" in line for line in lines)


def test_model_cells() -> None:
    assert model.number(None).render("zh") == "—"
    assert model.share(0, 0) == "—"
    assert model.words("a\nb").render("en") == "a\nb"
    assert model.words("") == Cell()
