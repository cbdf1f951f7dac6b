"""Reports: choose, look, follow a time into the call, save as a file, give up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QPageLayout
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDateEdit,
    QDialog,
    QFileDialog,
    QLabel,
    QPushButton,
)

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.reports.model import Place
from qa_desktop.reports.pdf import Paper, print_papers
from qa_desktop.reports.printing import PrintTarget
from qa_desktop.services.report_child import write_in_child
from qa_desktop.services.report_data import PeriodRequest
from qa_desktop.ui.reports import output
from qa_desktop.ui.reports.output import ask_file
from qa_desktop.ui.reports.period_chooser import PRESETS
from qa_desktop.ui.reports.report_table import ReportTable
from qa_desktop.ui.reports.view import ReportsView
from tests.factories_reports import Evaluated
from tests.ui.window.conftest import Office, Seat


@pytest.fixture
def seat(evaluated: Evaluated, office: Office) -> Seat:
    seated = office.sit(opens_call=False)
    seated.window.show_screen("reports")
    choose(seated, "report_preset", "this_month")
    return seated


def view(seat: Seat) -> ReportsView:
    found = seat.window.screen("reports")
    assert isinstance(found, ReportsView)
    return found


def wait_long(seat: Seat, condition) -> None:
    """A process of its own begins first."""
    seat.qtbot.waitUntil(condition, timeout=60_000)


def choose(seat: Seat, name: str, value: object) -> None:
    combo = seat.find(QComboBox, name)
    seat.wait(lambda: combo.findData(value) >= 0)
    combo.setCurrentIndex(combo.findData(value))
    combo.activated.emit(combo.currentIndex())
    seat.settle()


def cells(seat: Seat, row: int) -> list[str]:
    model = view(seat).sheet.table.model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def link_to(table: ReportTable, place: Place) -> QPoint:
    """Where in the viewport a link to the place can be clicked."""
    seen = table.viewport().rect()
    return next(
        QPoint(x, y)
        for y in range(0, seen.height(), 5)
        for x in range(0, seen.width(), 5)
        if table.place_at(QPoint(x, y)) == place
    )


def test_it_shows_the_days_evaluations_and_a_time_opens_the_call(
    seat: Seat, evaluated: Evaluated
) -> None:
    table = view(seat).sheet.table
    shown = "\n".join(cells(seat, 1))
    assert "0623 李娜" in shown and "160****0002" in shown
    assert seat.text("report_words") == "Evaluations: 4"
    call = evaluated.calls[1].id
    place = Place(call, 9_400)
    assert place in [found for _, found in table.rows.places(1)]
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=link_to(table, place))
    seat.opened(call)
    assert seat.inspect.listening.position_ms == 9_400
    assert not seat.player.playing


def test_enter_opens_the_call_where_it_first_lost_points(seat: Seat, evaluated: Evaluated) -> None:
    table = view(seat).sheet.table
    table.setFocus()
    seat.key(Qt.Key.Key_Down)
    seat.key(Qt.Key.Key_Return)
    seat.opened(evaluated.calls[1].id)
    assert seat.inspect.listening.position_ms == 9_400
    seat.window.show_screen("reports")
    table.selectRow(0)
    table.setFocus()
    seat.key(Qt.Key.Key_Return)
    seat.opened(evaluated.calls[0].id)
    assert seat.inspect.listening.position_ms == 0, "it lost nothing: from its beginning"


def test_the_menu_names_every_moment_of_the_row(seat: Seat, evaluated: Evaluated) -> None:
    table = view(seat).sheet.table
    table.selectRow(3)
    menu = table.make_menu()
    clocks = [action.text() for action in menu.actions()][2:]
    assert len(clocks) == 3 and all(clock.startswith("00:09") for clock in clocks)
    menu.actions()[2].trigger()
    seat.opened(evaluated.calls[3].id)
    assert seat.inspect.listening.position_ms == 9_400
    menu.deleteLater()


def test_sums_have_tabs_of_their_own_and_lead_nowhere(seat: Seat) -> None:
    sheet = view(seat).sheet
    assert [sheet.tabs.tabText(n) for n in range(sheet.tabs.count())] == [
        "Detail", "By scorer", "By agent",
    ]  # fmt: skip
    hint = seat.find(QLabel, "report_hint")
    assert hint.isVisible()
    sheet.tabs.setCurrentIndex(2)
    assert [cells(seat, n)[0][:4] for n in range(4)] == ["0617", "0623", "0631", "0642"]
    assert not hint.isVisible() and sheet.table.make_menu() is None
    seat.key(Qt.Key.Key_Return)
    assert seat.window.screen("reports").isVisible()
    choose(seat, "report_scorer", seat.window.desk.person)
    assert sheet.tabs.currentIndex() == 2, "read again, the tab stays"
    choose(seat, "report_scorer", None)


def test_filters_are_the_people_that_there_are(seat: Seat, evaluated: Evaluated) -> None:
    choose(seat, "report_agent", evaluated.calls[0].agent)
    assert seat.text("report_words") == "Evaluations: 1"
    choose(seat, "report_agent", None)
    choose(seat, "report_scorer", seat.window.desk.person)
    assert seat.text("report_words") == "Evaluations: 4"


def test_other_dates_give_way_to_each_other_and_nothing_is_said(seat: Seat) -> None:
    first, last = seat.find(QDateEdit, "report_from"), seat.find(QDateEdit, "report_to")
    last.setDate(QDate(2020, 1, 31))
    assert first.date() == QDate(2020, 1, 31)
    assert seat.find(QComboBox, "report_preset").currentData() == "custom"
    seat.settle()
    assert "Choose other dates" in seat.text("report_empty")
    assert not seat.find(QPushButton, "report_print").isEnabled()


def preview_of(seat: Seat) -> QPrintPreviewDialog:
    wait_long(seat, lambda: seat.window.findChild(QPrintPreviewDialog) is not None)
    return seat.window.findChild(QPrintPreviewDialog)


def test_the_print_preview_has_every_page_and_prints_it(seat: Seat, tmp_path: Path) -> None:
    seat.find(QPushButton, "report_print").click()
    preview = preview_of(seat)
    shown = preview.findChild(QPrintPreviewWidget)
    seat.wait(lambda: shown.pageCount() > 0)
    assert shown.orientation() == QPageLayout.Orientation.Landscape
    out = tmp_path / "paper.pdf"
    preview.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    preview.printer().setOutputFileName(str(out))
    shown.print_()
    document = QPdfDocument()
    assert document.load(str(out)) == QPdfDocument.Error.None_
    assert document.pageCount() == shown.pageCount()
    words = "".join(document.getAllText(n).text() for n in range(document.pageCount()))
    assert "0623 李娜" in words and "Page 1 of" in words
    document.close()
    preview.close()
    seat.settle()


def test_a_long_report_goes_to_the_printer_page_by_page(
    seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the preview, which would hold the window; here the printer is a file."""
    monkeypatch.setattr(output, "MOST_PRINTED", 3)
    paper = tmp_path / "paper.pdf"
    told: list[tuple[int, int]] = []
    view(seat).output.progressed.connect(lambda done, whole: told.append((done, whole)))
    seat.find(QPushButton, "report_print").click()
    dialog = seat.find(QPrintDialog, "print_dialog")
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(paper))
    dialog.done(QDialog.DialogCode.Accepted)
    wait_long(seat, lambda: not view(seat).output.running)
    assert seat.text("toast_words") == "Sent to the printer"
    document = QPdfDocument()
    assert document.load(str(paper)) == QPdfDocument.Error.None_
    pages = document.pageCount()
    assert "Page 1 of" in document.getAllText(0).text() and told[-1] == (pages, pages)
    document.close()


def test_only_the_pages_that_were_asked_for(tmp_path: Path, qapp: QApplication) -> None:
    rows = "<tr><td>客户情绪</td></tr>" * 300
    told: list[tuple[int, int]] = []
    target = PrintTarget(output=str(tmp_path / "some.pdf"), first=2, last=3)
    print_papers(
        [Paper(f"<table>{rows}</table>", "t", False, 9.0)],
        PrintTarget.from_text(target.as_text()), title="t", language="zh",
        progress=lambda done, whole: told.append((done, whole)),
    )  # fmt: skip
    assert told == [(1, 2), (2, 2)]
    beyond = PrintTarget(output=str(tmp_path / "none.pdf"), first=90, last=99)
    with pytest.raises(UserFacingError, match=r"report\.no_such_page"):
        print_papers([Paper("<p></p>", "t", False, 9.0)], beyond, title="t", language="zh")
    assert not (tmp_path / "none.pdf").exists()
    with pytest.raises(ValueError, match="colour"):
        PrintTarget.from_text('{"colour": 1}')


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_file_that_cannot_be_printed_into_is_said(tmp_path: Path, qapp: QApplication) -> None:
    told: list[int] = []
    with pytest.raises(UserFacingError) as caught:
        print_papers(
            [Paper("<p></p>", "t", False, 9.0)],
            PrintTarget(output=str(tmp_path / "gone" / "no.pdf")), title="t", language="zh",
            progress=lambda done, _whole: told.append(done),
        )  # fmt: skip
    assert (caught.value.id, caught.value.params) == ("report.no_printer", {"name": "no.pdf"})
    assert not told, "no page is told as printed"


def test_what_cannot_be_printed_is_said(seat: Seat) -> None:
    forms = seat.folder / "forms" / "print"
    forms.mkdir(parents=True)
    (forms / "daily-detail.html").write_text("<p>{{titel}}</p>", encoding="utf-8")
    seat.find(QPushButton, "report_print").click()
    seat.wait(lambda: "daily-detail.html" in seat.text("message_words"))
    assert seat.window.findChild(QPrintPreviewDialog) is None


def test_a_workbook_is_written(seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "明细.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    view(seat).export.menu().actions()[0].trigger()
    wait_long(seat, lambda: not view(seat).output.running)
    assert openpyxl.load_workbook(out).sheetnames[0] == "Detail"
    assert seat.text("toast_words") == "Saved: 明细.xlsx"


def test_what_cannot_be_written_is_said_in_the_window(
    seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "taken.html"
    out.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    view(seat).export.menu().actions()[2].trigger()
    wait_long(seat, lambda: not view(seat).output.running)
    seat.wait(lambda: "could not be written" in seat.text("message_words"))


def test_giving_up_leaves_nothing_behind(evaluated: Evaluated, tmp_path: Path) -> None:
    out = tmp_path / "out" / "never.pdf"
    request = PeriodRequest(date(2000, 1, 1), date(2100, 1, 1))
    with pytest.raises(CancelledError):
        write_in_child(
            tmp_path / "workspace", "zh_CN", "daily-detail", request, out, cancelled=lambda: True
        )
    assert not out.parent.exists() or list(out.parent.iterdir()) == []


def test_the_childs_refusal_is_said_in_the_persons_language(tmp_path: Path) -> None:
    request = PeriodRequest(date(2026, 1, 1), date(2026, 1, 2))
    with pytest.raises(UserFacingError) as refused:
        write_in_child(tmp_path / "no", "zh_CN", "daily-detail", request, tmp_path / "x.html")
    assert not refused.value.say("zh").isascii()


@given(st.dates(date(1900, 2, 1), date(2200, 1, 1)))
def test_presets_are_whole_weeks_and_months(today: date) -> None:
    for preset in PRESETS.values():
        first, last = preset(today)
        assert first <= last
    week, before = PRESETS["this_week"](today), PRESETS["last_week"](today)
    assert week[0] <= today <= week[1] and (week[0] - before[1]).days == 1
    month, ended = PRESETS["this_month"](today), PRESETS["last_month"](today)
    assert month == (today.replace(day=1), today) and (month[0] - ended[1]).days == 1


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("日报", "日报.pdf"),
        ("日报 2026.11.20", "日报 2026.11.20.pdf"),
        ("日报.PDF", "日报.PDF"),
    ],
)
def test_a_day_with_dots_is_no_ending(
    typed: str, written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / typed), ""))
    assert ask_file(None, "x", "pdf", tmp_path) == tmp_path / written
