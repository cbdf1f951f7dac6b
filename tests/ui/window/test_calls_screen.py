"""Recordings: the list, its filter, today's list, importing through the real dialog."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QEvent, QItemSelectionModel, QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QInputDialog,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QStyleOptionHeaderV2,
    QTabBar,
    QToolButton,
)

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create, fact, set_fields
from qa_desktop.services.call_acts import set_calls_aside
from qa_desktop.services.calls import set_serial
from qa_desktop.services.evaluating import EvaluationForm, submit_evaluation
from qa_desktop.store.call_blocks import STATUSES
from qa_desktop.store.call_filter import CallFilter
from qa_desktop.store.calls import CallRow, find_calls
from qa_desktop.store.reader import Reader
from qa_desktop.store.scorecards import find_version
from qa_desktop.ui.calls import call_list
from qa_desktop.ui.calls.call_columns import COLUMNS, PLACES, cells
from qa_desktop.ui.calls.call_table import CallTable
from qa_desktop.ui.calls.filter_dialogs import PickDialog
from qa_desktop.ui.calls.import_dialog import ImportDialog
from qa_desktop.ui.calls.list_acts import ListActs
from qa_desktop.ui.calls.list_model import CallListModel, ListedCall
from qa_desktop.ui.calls.models import ID_ROLE
from qa_desktop.ui.calls.rows_table import RowsTable
from tests.factories import best_answers, write_wav
from tests.ui.window.conftest import Office, Seat

K = Qt.Key
K_SAID, K_TIP = Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole


@pytest.fixture
def seat(calls: list[str], office: Office) -> Seat:
    seated = office.sit(opens_call=False)
    seated.window.show_screen("calls")
    seated.settle()
    return seated


def open_in_inspect(seat: Seat, call: str) -> None:
    """This call is open, and the person is back in the list."""
    seat.window.open_call(call)
    seat.opened(call)
    seat.window.show_screen("calls")
    seat.settle()


def table(seat: Seat) -> CallTable:
    return seat.find(CallTable, "calls_table")


def texts(seat: Seat, column: str) -> list[str]:
    """The texts of a column, once every row has been read."""
    model = table(seat).list_model

    def read() -> list[str | None]:
        return [model.index(row, PLACES[column]).data() for row in range(model.rowCount())]

    seat.wait(lambda: read() and None not in read())
    return [str(text) for text in read()]


def shown(seat: Seat, count: int) -> None:
    """Wait until the list has so many calls."""
    seat.wait(lambda: table(seat).model().rowCount() == count)


def test_enter_opens_the_chosen_call(seat: Seat, calls: list[str]) -> None:
    assert len(texts(seat, "started")) == 3
    assert table(seat).currentIndex().data(ID_ROLE) == calls[2], "the newest comes first"
    seat.key(K.Key_Down)
    seat.key(K.Key_Return)
    seat.opened(calls[1])
    assert seat.window.focusWidget() is seat.page.timeline


def test_choosing_the_open_call_again_keeps_what_is_typed_at_once(
    seat: Seat, calls: list[str]
) -> None:
    open_in_inspect(seat, calls[0])
    assert len(texts(seat, "started")) == 3
    seat.key(K.Key_End)
    slow = Event()
    seat.window.desk.read("slow", lambda db: slow.wait(10), lambda _: None)
    QTest.keyClick(seat.window.focusWidget(), K.Key_Return)
    seat.wait(lambda: seat.window.desk.pending == 0)
    QTest.keyClick(seat.window.focusWidget(), K.Key_G)
    seat.type("语气亲切")
    slow.set()
    seat.settle()

    assert seat.page.editor.text() == "语气亲切"


def test_typing_filters_and_escape_shows_all_again(seat: Seat) -> None:
    for sign in "093501":
        QTest.keyClick(seat.window.focusWidget(), sign)
    seat.wait(lambda: table(seat).model().rowCount() == 1)
    assert seat.find(QLineEdit, "calls_filter").text() == "093501"
    QTest.keyClick(seat.window.focusWidget(), K.Key_Escape)
    seat.wait(lambda: table(seat).model().rowCount() == 3)


def test_the_status_filter_and_the_customers_number_is_masked(seat: Seat) -> None:
    seen = {words for column in PLACES for words in texts(seat, column)}
    assert "138****0000" in seen
    assert not any("13800000000" in words for words in seen)
    status = seat.find(QComboBox, "calls_status")
    status.setCurrentIndex(1 + STATUSES.index("evaluated"))
    status.activated.emit(status.currentIndex())
    seat.wait(lambda: seat.text("calls_state_title") == "No recording fits")
    seat.find(QPushButton, "calls_state_clear").click()
    shown(seat, 3)


def test_what_somebody_else_scored_is_listed_as_scored_with_whose_score_it_is(
    seat: Seat, calls: list[str]
) -> None:
    result = {"published": "88", "passed": True, "no_score": False}
    payload = {"call": calls[1], "scorer": "min", "scorecard": "", "result": result}
    changes = [create("person", "min", {"name": "王敏"}), fact("evaluation", "theirs", payload)]
    seat.window.desk.write(lambda workspace: workspace.write(changes))
    seat.wait(lambda: "Scored · 王敏" in texts(seat, "status"))
    row = texts(seat, "status").index("Scored · 王敏")
    assert texts(seat, "score")[row].endswith("88.0") and texts(seat, "scorer")[row] == "王敏"
    assert "2 to inspect" in seat.text("calls_count")
    married = [set_fields("person", "min", {"name": "李敏"})]
    seat.window.desk.write(lambda workspace: workspace.write(married))
    seat.wait(lambda: texts(seat, "scorer")[row] == "李敏")
    status = seat.find(QComboBox, "calls_status")
    status.setCurrentIndex(1 + STATUSES.index("scored"))
    status.activated.emit(status.currentIndex())
    shown(seat, 1)
    seat.window.open_call(calls[1])
    seat.opened(calls[1])
    assert seat.window.inspect.evaluation is None, "it is not one's own to correct"


def test_a_call_that_is_begun_says_so_in_the_list_that_was_read_before(
    seat: Seat, calls: list[str]
) -> None:
    open_in_inspect(seat, calls[0])
    assert texts(seat, "status") == ["To inspect"] * 3
    table(seat).selectRow(1)
    seat.window.show_screen("inspect")
    seat.page.timeline.setFocus()
    seat.key(K.Key_Down)
    seat.key(K.Key_1)
    seat.window.show_screen("calls")
    seat.wait(lambda: sorted(texts(seat, "status")) == ["Being scored"] + ["To inspect"] * 2)
    assert "3 to inspect" in seat.text("calls_count")
    assert table(seat).current_call() == calls[1], "as it was left"


def test_the_arrow_points_up_where_the_earliest_stands_above(seat: Seat) -> None:
    heads = table(seat).horizontalHeader()
    for way in ("SortDown", "SortUp"):
        option = QStyleOptionHeaderV2()
        heads.initStyleOption(option)
        heads.initStyleOptionForIndex(option, PLACES["started"])
        assert option.sortIndicator.name == way
        table(seat).sort_by(PLACES["started"])
        seat.settle()


def test_a_file_name_does_not_pass_for_a_serial_number(seat: Seat, qtbot) -> None:
    """It tells rows apart in the list, dimmed, and stands in no sheet as what it is not."""
    row = replace(stored_calls(seat)[0], serial=None, file_name="REC 8.wav")
    model = CallListModel()
    model.set_numbers(np.array([row.n], np.int32))
    model.take([row.n], [ListedCall(row)])
    place, index = PLACES["serial"], model.index(0, PLACES["serial"])
    assert index.data() == "REC 8.wav" and COLUMNS[place].color(row) == "muted"
    assert index.data(K_SAID) == index.data(K_TIP) == "No serial number known; file: REC 8.wav"
    assert cells(row, [place, PLACES["file"]]) == ["", "REC 8.wav"]
    known = replace(row, serial="A1")
    model.take([row.n], [ListedCall(known)])
    assert index.data() == index.data(K_TIP) == "A1" and COLUMNS[place].color(known) is None


def dropped(seat: Seat, files: list[Path]) -> ImportDialog:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    seat.window.dropEvent(event)
    dialog = seat.window.findChild(ImportDialog)
    seat.wait(lambda: seat.find(QPushButton, "import_start").isEnabled())
    return dialog


def test_dropped_files_are_imported_and_what_is_unreadable_is_listed(
    seat: Seat, tmp_path: Path
) -> None:
    good = write_wav(tmp_path / "new" / "A77_0618_20261121101500.wav", tone=900)
    text = tmp_path / "new" / "not-audio.wav"
    text.write_text("this is no recording")
    dropped(seat, [good.parent])
    patterns = seat.find(QPlainTextEdit, "pattern_text")
    patterns.setPlainText("{serial}_{agent}_{start")
    assert not seat.find(QPushButton, "import_start").isEnabled()
    assert "never closed" in seat.text("pattern_state")
    patterns.setPlainText("{serial}_{agent}_{start:%Y%m%d%H%M%S}")
    assert seat.text("pattern_state") == "1 of 2 names fit"
    seat.find(QPushButton, "import_start").click()
    seat.wait(lambda: seat.text("import_result"))

    assert seat.text("import_result") == "1 added · 0 known already · 1 unreadable"
    listed = seat.find(QListWidget, "import_unreadable")
    assert "not-audio.wav" in listed.item(0).text()
    shown(seat, 4)
    seat.find(QPushButton, "import_close").click()
    assert "A77" in texts(seat, "serial")


def test_cancelling_an_import_keeps_what_came_in_and_says_so(seat: Seat, tmp_path: Path) -> None:
    for number in range(30):
        write_wav(tmp_path / "many" / f"{number:03}.wav", 0.2, tone=200 + number)
    dialog = dropped(seat, [tmp_path / "many"])
    dialog._run.progressed.connect(lambda *_: dialog.reject())
    seat.find(QPushButton, "import_start").click()
    seat.wait(lambda: seat.text("import_result"))

    assert seat.text("import_result").startswith("Cancelled. ")
    dialog.reject()


def test_todays_list_has_what_was_submitted(seat: Seat, calls: list[str]) -> None:
    version = find_version("inbound-service")
    form = EvaluationForm(calls[0], version.id, best_answers(version) | {"praise": "no"})
    seat.window.desk.write(lambda ws: submit_evaluation(ws, form))
    seat.settle()
    today = seat.find(RowsTable, "today_table").model()
    seat.wait(lambda: today.rowCount() == 1)
    assert [today.index(0, column).data() for column in (3, 5, 7)] == [
        "Inbound service",
        "100.0",
        "Passed",
    ]


def chosen(seat: Seat, *rows: int) -> None:
    """Select these rows and no others."""
    assert len(texts(seat, "started")) >= len(rows)
    seat.find(CallTable, "calls_table").clearSelection()
    flags = QItemSelectionModel.SelectionFlag
    for row in rows:
        index = table(seat).list_model.index(row, 0)
        table(seat).selectionModel().select(index, flags.Select | flags.Rows)


def stored_calls(seat: Seat) -> list[CallRow]:
    with Reader.open(seat.folder) as reader:
        return find_calls(reader.db, reader.person)


def acts(seat: Seat) -> ListActs:
    return seat.window.screen("calls").call_list.acts


def test_many_are_set_aside_at_once_and_undo_takes_all_back(seat: Seat) -> None:
    chosen(seat, 0, 2)
    acts(seat).set_aside("broken")
    seat.settle()
    seat.wait(lambda: texts(seat, "status").count("Set aside") == 2)
    assert seat.text("toast_words") == "2 set aside"
    assert table(seat).selected_count() == 2, "they stay selected"
    seat.find(QPushButton, "toast_undo").click()
    seat.wait(lambda: texts(seat, "status").count("Set aside") == 0)


def test_deleting_the_open_call_opens_the_next_one_or_says_that_there_is_none(
    seat: Seat, calls: list[str]
) -> None:
    open_in_inspect(seat, calls[0])
    troubles: list[object] = []
    seat.window.desk.trouble.connect(troubles.append)
    (row,) = (n for n in range(3) if table(seat).list_model.index(n, 0).data(ID_ROLE) == calls[0])
    chosen(seat, row)
    seat.key(K.Key_Delete)
    shown(seat, 2)
    seat.wait(lambda: seat.inspect.call is not None and seat.inspect.call.id in calls[1:])
    seat.settle()
    chosen(seat, 0, 1)
    seat.key(K.Key_Delete)
    shown(seat, 0)
    seat.wait(lambda: seat.inspect.call is None)
    assert not troubles


def test_what_is_deleted_comes_back_and_what_is_inspected_stays(
    seat: Seat, calls: list[str]
) -> None:
    version = find_version("inbound-service")
    form = EvaluationForm(calls[0], version.id, best_answers(version) | {"praise": "no"})
    seat.window.desk.write(lambda ws: submit_evaluation(ws, form))
    seat.settle()
    chosen(seat, 0, 1, 2)
    seat.key(K.Key_Delete)
    shown(seat, 1)
    assert seat.text("toast_words") == "2 deleted · 1 inspected ones kept"
    seat.find(QPushButton, "toast_undo").click()
    shown(seat, 3)


def test_after_deleting_the_next_call_is_chosen_not_the_first(seat: Seat, calls: list[str]) -> None:
    """Del again must not take a call from elsewhere in the list."""
    assert len(texts(seat, "started")) == 3
    table(seat).selectRow(1)
    seat.key(K.Key_Delete)
    shown(seat, 2)
    seat.wait(lambda: table(seat).current_call() == calls[0])
    assert table(seat).selected_count() == 1


def test_an_act_is_done_to_the_calls_it_was_asked_for(
    seat: Seat, calls: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The chosen call leaves the list while the menu or the question is open."""

    def business_is_asked(*_words) -> tuple[str, bool]:
        leave(calls[1])
        return "回访", True

    def leave(call: str) -> None:
        seat.window.desk.write(lambda ws: set_calls_aside(ws, [call], "broken"))
        seat.settle()
        seat.wait(lambda: table(seat).current_call() not in (None, call))

    filters = seat.window.screen("calls").filter_bar
    filters.set_filter(replace(filters.filter, statuses=frozenset({"new"})))
    shown(seat, 3)
    seat.settle()
    chosen(seat, 1)
    monkeypatch.setattr(QInputDialog, "getText", business_is_asked)
    acts(seat).ask_business()
    seat.settle()
    chosen(seat, 0)
    held = table(seat).current_call()
    menu = acts(seat).make_menu()
    leave(held)
    next(each for each in menu.actions() if each.text() == "Delete").trigger()
    seat.settle()
    menu.deleteLater()
    filters.clear()
    shown(seat, 2)
    kept = [row.id for row in stored_calls(seat)]
    assert held not in kept and set(kept) < set(calls)
    assert [row.business for row in stored_calls(seat) if row.business] == ["回访"]
    assert next(row.business for row in stored_calls(seat) if row.id == calls[1]) == "回访"


def test_typing_on_the_days_list_filters_nothing_unseen(seat: Seat) -> None:
    seat.find(QTabBar, "calls_tabs").setCurrentIndex(1)
    seat.keys(K.Key_0, K.Key_6)
    filters = seat.window.screen("calls").filter_bar
    assert filters.filter.is_empty
    seat.find(QTabBar, "calls_tabs").setCurrentIndex(0)
    filters.set_filter(replace(filters.filter, results=frozenset({"no_score"})))
    seat.find(QTabBar, "calls_tabs").setCurrentIndex(1)
    filters.retranslate()
    assert not filters.isVisible(), "chips belong to the other list"
    seat.key(K.Key_Escape)
    assert not filters.filter.is_empty


def test_the_chip_with_the_keyboard_keeps_it_when_chips_are_made_anew(seat: Seat) -> None:
    filters = seat.window.screen("calls").filter_bar
    wanted = replace(filters.filter, statuses=frozenset({"new"}), results=frozenset({"no_score"}))
    filters.set_filter(wanted)
    seat.find(QToolButton, "chip_results").setFocus()
    filters.retranslate()
    assert seat.window.focusWidget().objectName() == "chip_results"


def test_the_agent_that_was_found_by_typing_is_taken_by_enter(qtbot) -> None:
    for typed, expected in (("06", {"b"}), ("", set())):
        dialog = PickDialog("Agent", [("a", "0517"), ("b", "0617")], (), False, None)
        qtbot.addWidget(dialog)
        dialog.findChild(QLineEdit, "pick_find").setText(typed)
        assert dialog.codes() == expected


def test_one_types_at_once_where_an_agent_is_picked(qtbot) -> None:
    dialog = PickDialog("Agent", [("a", "0517"), ("b", "0617")], (), False, None)
    qtbot.addWidget(dialog)
    dialog.show()
    find = dialog.findChild(QLineEdit, "pick_find")
    assert dialog.focusWidget() is find
    QTest.keyClick(find, Qt.Key.Key_Tab)
    assert dialog.focusWidget().objectName() == "pick_list"


def test_a_question_leaves_nothing_behind(seat: Seat) -> None:
    QTimer.singleShot(0, lambda: QApplication.activeModalWidget().accept())
    chosen = PickDialog.ask(seat.window, "Agent", [("a", "0517")], {"a"})
    assert chosen == {"a"}
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert seat.window.findChild(PickDialog) is None


def test_filters_are_chips_that_come_off(seat: Seat) -> None:
    bar = seat.window.screen("calls").filter_bar
    bar.set_period("today", date(2026, 11, 20))
    bar.set_filter(replace(bar.filter, duration_from=1_000, statuses=frozenset({"new"})), "today")
    shown(seat, 3)
    names = ("chip_period", "chip_statuses", "chip_duration")
    chips = [seat.find(QToolButton, name) for name in names]
    assert [chip.text() for chip in chips] == ["Today", "Status: To inspect", "Duration ≥ 00:01"]
    bar.set_filter(replace(bar.filter, duration_from=60_000), "today")
    seat.wait(lambda: seat.text("calls_state_title") == "No recording fits")
    seat.window.findChildren(QToolButton, "chip_duration")[-1].click()
    shown(seat, 3)
    seat.window.findChildren(QPushButton, "clear_filters")[-1].click()
    assert bar.filter == CallFilter()


def test_order_and_columns_are_remembered(seat: Seat, office: Office) -> None:
    assert len(texts(seat, "started")) == 3
    table(seat).sort_by(PLACES["duration"])
    table(seat).show_column(PLACES["team"], False)
    table(seat).horizontalHeader().moveSection(1, 0)
    seat.settle()
    office.leave(seat)
    again = office.sit(opens_call=False)
    again.window.show_screen("calls")
    again.settle()
    heads = table(again).horizontalHeader()
    assert heads.sortIndicatorSection() == PLACES["duration"]
    assert not table(again).is_shown(PLACES["team"])
    assert heads.logicalIndex(0) == PLACES["agent"]


def test_the_shown_list_is_exported_without_a_live_formula(
    seat: Seat, calls: list[str], tmp_path: Path
) -> None:
    hostile = "=cmd|' /C calc'!A0"
    seat.window.desk.write(lambda ws: set_serial(ws, calls[0], hostile))
    seat.wait(lambda: hostile in texts(seat, "serial"))
    acts(seat).export(tmp_path / "list.xlsx")
    seat.wait((tmp_path / "list.xlsx").exists)
    seat.wait(lambda: seat.text("toast_words") == "3 written to list.xlsx")
    sheet = load_workbook(tmp_path / "list.xlsx").active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert hostile in [cell.value for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "13800000000" not in {str(cell.value) for cell in cells}


def test_rows_are_copied_as_they_are_shown(seat: Seat) -> None:
    chosen(seat, 1)
    acts(seat).copy()
    seat.settle()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 1 and "138****0000" in lines[0] and "13800000000" not in lines[0]


def test_a_million_rows_and_home_and_end(qtbot) -> None:
    """The model keeps to Qt's contract; the table asks for what is in sight and no more."""
    model = CallListModel()
    asked: list[list[int]] = []
    model.rows_wanted.connect(asked.append)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shown = CallTable(model)
    qtbot.addWidget(shown)
    shown.resize(900, 400)
    shown.show()
    shown.set_numbers(np.arange(1_000_000, 0, -1, dtype=np.int32))
    QTest.keyClick(shown, K.Key_End)
    qtbot.waitUntil(lambda: bool(asked) and 1 in asked[-1])
    assert len(asked[-1]) < 500
    shown.selectAll()
    assert shown.selected_count() == 1_000_000
    shown.set_numbers(np.arange(5, 15, dtype=np.int32))
    assert sorted(shown.selected_numbers().tolist()) == list(range(5, 15))
    shown.selectRow(3)
    shown.set_numbers(np.arange(0, 20, dtype=np.int32))
    assert shown.selected_numbers().tolist() == [8], "the same call stays selected"


def test_a_list_that_cannot_be_read_says_so_and_is_read_again(
    calls: list[str], office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    seated = office.sit(opens_call=False)
    with monkeypatch.context() as patch:

        def fail(*_: object, **__: object) -> None:
            raise UserFacingError("workspace.disk_full", path="x")

        patch.setattr(call_list, "_answer", fail)
        seated.window.show_screen("calls")
        again = seated.find(QPushButton, "calls_state_retry")
        seated.wait(again.isVisible)
        assert "full" in seated.text("message_words")
    again.click()
    shown(seated, len(calls))
    assert not again.isVisible()
