"""The paper of a warning slip: what stands on it, in both languages, and how it breaks."""

from __future__ import annotations

import base64
import json
import re
import struct
import zlib
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from qa_desktop.reports import html
from qa_desktop.reports.model import Place
from qa_desktop.reports.slip_data import FaultLine, SignedLine, SlipData
from qa_desktop.reports.slip_sheet import build
from qa_desktop.reports.strokes import HEIGHT, WIDTH, picture_of
from qa_desktop.services.reporting import write_report
from qa_desktop.texts import text
from qa_desktop.ui.reports.sheet_view import ScreenLook, SheetView

STROKES = json.dumps([[[0, 0, 0], [10_000, 10_000, 40]], [[0, 10_000, 60], [10_000, 0, 90]]])
FAULT = FaultLine(
    "2.1", "抢话、打断客户", text("penalty.severity_serious"), text("penalty.impact_customer"),
    Place("c1", 72_000, 78_000), "客户说到一半时打断", text("rung.fine"), "20",
    text("slip_paper.lost", item="倾听", lost="4"),
)  # fmt: skip
SIGNED = SignedLine(
    text("slip.move_sign"), "0617 王敏", text("report.agent"), datetime(2026, 11, 22, 10, 5),
    "679a e0be 5bca b711", picture_of(STROKES), text("slip_paper.recorded_by", name="李敏"),
)  # fmt: skip
PAPER = SlipData(
    number="019abcde", agent="0617 王敏", team="一组", inspector="李敏", serial="S1",
    order_number="D7", started=datetime(2026, 11, 20, 9, 35), duration_ms=53_964,
    day="2026-11-22", score="95", scorecard="呼入服务", faults=(FAULT,), rung=text("rung.fine"),
    amount="20", reasons=(text("penalty.because_customer", steps=1),),
    recommended=text("rung.warning_slip"), why_other="本季度第四次", strengths="态度热情",
    heard=True, finding="我抢话了", answer=text("slip_paper.answer_sign"), agent_words="以后注意",
    stage=text("slip.stage_closed"), signed=(SIGNED,), standard="标准 fd9d5b8f",
    code="5DB4-369A-B372-6626-1162", is_outdated=True,
)  # fmt: skip


def page(data: SlipData, language: Any) -> str:
    report = build(data)
    return html.to_html(report, html.template_of(report), language)


SAYS = {
    "zh": ["质检提醒单", "0617 王敏 · 一组", "01:12–01:18", "经济扣罚 · 20 元", "调整原因",
           "本季度第四次", "我抢话了", "以后注意", "5DB4-369A-B372-6626-1162", "倾听：扣 4 分",
           "记录人：李敏", "不再涵盖现在的成绩", "态度热情"],
    "en": ["Warning slip", "01:12–01:18", "Fine · 20 yuan", "Signed",
           "written down by 李敏", "cover it no longer"],
}  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_that_matters_stands_on_it(language: str) -> None:
    made = page(PAPER, language)
    for words in SAYS[language]:
        assert words in made
    assert made.count("<img ") == 1
    plain = replace(PAPER, recommended="", why_other="", is_outdated=False, heard=False, signed=())
    assert "调整原因" not in page(plain, "zh")
    assert "本季度第四次" in page(replace(PAPER, recommended=""), "zh")  # of a severity alone
    assert "尚未面谈" in page(plain, "zh")
    assert "没有发现问题" in page(replace(PAPER, finding=""), "zh")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_came_to_nothing_costs_nothing_on_paper(language: Any) -> None:
    waived = replace(PAPER, is_dead=True, stage=text("slip.stage_waived"))
    (rung, drawn, *_) = build(waived).section("measure").facts
    assert rung.value.tone == "strong" and "20" not in rung.value.render(language)
    assert text("slip.stage_waived").render(language) in rung.value.render(language)
    assert drawn.value.tone == "muted" and "20" in drawn.value.render(language)


def test_what_a_critical_item_did_to_the_score_is_said() -> None:
    why = text("scoring.explain_fatal_zero", items="核实身份", raw="92")
    assert "致命项 核实身份 → 总分 0（原始分 92）" in page(replace(PAPER, fatal=(why,)), "zh")


def test_signatures_stay_together(tmp_path: Path, qapp: Any) -> None:
    """However much stands before them."""
    from PySide6.QtGui import QPdfWriter, QTextCursor

    from qa_desktop.reports.pdf import lay_out, page_layout

    writer = QPdfWriter(str(tmp_path / "slip.pdf"))
    writer.setResolution(300)
    writer.setPageLayout(page_layout(landscape=False))
    pages = set()
    for count in range(1, 22, 4):
        long = replace(PAPER, faults=(FAULT,) * count, signed=(SIGNED,) * 6, agent="欧阳" * 30)
        document = lay_out(page(long, "zh"), writer, 8.0, "zh")
        layout, height = document.documentLayout(), document.pageSize().height()

        def on_page(cursor: QTextCursor, layout: Any = layout, height: float = height) -> int:
            return int(layout.blockBoundingRect(cursor.block()).top() // height)

        table = document.find("密钥指纹").currentTable()
        rows = {on_page(table.cellAt(row, 0).lastCursorPosition()) for row in range(table.rows())}
        assert len(rows) == 1
        pages |= rows
    assert pages == {0, 1}


LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
NAME = "阿卜杜热合曼·买买提艾力·欧阳诸葛上官" * 2
TWELVE = replace(
    PAPER,
    agent=f"0617 {NAME}",
    team="华东客服一部投诉处理与升级专项小组" * 2,
    inspector=NAME,
    serial="S" * 60,
    order_number=LONG,
    faults=tuple(
        replace(FAULT, clause=f"{number}.{number}", name="未按规定核实客户身份信息" * 4,
                words=f"{LONG} 客户两次要求解释之后仍未解释原因，" * 3)
        for number in range(1, 13)
    ),
    why_other="经过两次辅导仍未改善，" * 40,
    finding="我在录音里听到自己打断了客户，" * 20,
    signed=tuple(replace(SIGNED, who=f"061{number} {NAME}") for number in range(4)),
)  # fmt: skip


MARGIN = 12 / 25.4 * 72
"""In points; what would stand in it is cut off."""


def inked_margins(document: QPdfDocument, page: int) -> bool:
    """Whether anything is drawn outside the margins of 12 mm."""
    width, height = 840, 1_188  # 4 px per mm
    paper = QImage(width, height, QImage.Format.Format_Grayscale8)
    paper.fill(255)
    painter = QPainter(paper)
    painter.drawImage(0, 0, document.render(page, QSize(width, height)))
    painter.end()
    pixels = np.frombuffer(paper.constBits(), np.uint8).reshape(height, -1)[:, :width].copy()
    assert (pixels < 128).any()
    pixels[47:-47, 47:-47] = 255
    return bool((pixels < 250).any())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_overflows_however_long_it_is(
    language: Any, tmp_path: Path, qapp: QGuiApplication
) -> None:
    """Measured in the PDF itself: all text within the margins, the signatures on one page, no page
    more than it takes, every font embedded."""
    out = tmp_path / "slip.pdf"
    write_report(build(TWELVE), out, language)
    document = QPdfDocument()
    assert document.load(str(out)) == QPdfDocument.Error.None_
    pages = [document.getAllText(page) for page in range(document.pageCount())]
    assert len(pages) == 2
    for page in range(len(pages)):
        assert not inked_margins(document, page)
        width, box = document.pagePointSize(page).width(), pages[page].boundingRectangle()
        assert box.left() >= MARGIN - 1 and box.right() <= width - MARGIN + 1
    whole = "".join(page.text() for page in pages)
    for number in range(1, 13):
        assert f"{number}.{number}" in whole
    signed = [[f"061{n} " in page.text() for n in range(4)] for page in pages]
    assert signed[-1] == [True] * 4
    parted = 2 * (len(pages) - 1)  # a page may end within the word
    assert re.sub(r"\s", "", whole).count(LONG) >= 1 + 12 * 3 - parted
    raw = out.read_bytes()
    assert raw.count(b"/Type /FontDescriptor") == raw.count(b"/FontFile") > 0


@pytest.mark.parametrize("width", [290, 411, 640, 987])
def test_on_the_screen_it_never_scrolls_sideways(width: int, qapp: QGuiApplication) -> None:
    view = SheetView("sheet")
    view.resize(width, 600)
    view.show_page(ScreenLook("zh", html.PRINT_COLORS, 9.5).page(build(TWELVE), Path("none")))
    view.show()
    qapp.processEvents()
    assert view.document().size().width() <= view.viewport().width() + 1
    view.deleteLater()


@pytest.mark.parametrize("ending", ["pdf", "xlsx", "html"])
def test_the_paper_as_a_file(ending: str, tmp_path: Path, qapp: Any) -> None:
    out = tmp_path / f"slip.{ending}"
    write_report(build(PAPER), out, "zh")
    assert out.stat().st_size > 3_000


def test_a_signature_is_drawn_as_it_was_signed() -> None:
    kind, _, data = picture_of(STROKES).partition(",")
    assert kind == "data:image/png;base64"
    png = base64.b64decode(data)
    assert struct.unpack(">II", png[16:24]) == (WIDTH, HEIGHT)
    start = png.index(b"IDAT") + 4
    rows = zlib.decompress(png[start : png.index(b"IEND") - 8])
    at = lambda x, y: rows[y * (WIDTH + 1) + 1 + x]  # noqa: E731
    assert at(0, 0) == at(WIDTH - 1, HEIGHT - 1) == at(WIDTH // 2, HEIGHT // 2) == 0
    assert at(WIDTH // 2, 0) == 255


@pytest.mark.parametrize(
    "strokes",
    [None, "", "[", "5", "[5]", "[[5]]", "[[[5]]]", '[[["a", "b"]]]', "[[[-1, 0]]]",
     "[[[0, 10001]]]", "[[[true, 0]]]", "[[[0.5, 0]]]", "[" * 20_000],
)  # fmt: skip
def test_what_is_no_signature_is_not_drawn(strokes: str | None) -> None:
    assert picture_of(strokes) == ""
