"""Trash and erasing in Settings."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QListWidget, QPushButton

from qa_desktop.services.annotating import add_annotation, delete_annotation
from qa_desktop.store.annotations import find_annotations
from qa_desktop.store.backup_files import find_copies
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui.calls.call_table import CallTable
from qa_desktop.ui.calls.list_acts import ListActs
from qa_desktop.ui.health.erase_dialog import EraseDialog
from qa_desktop.ui.health.history_dialog import HistoryDialog
from qa_desktop.ui.plain_table import PlainTable
from tests.ui.window.conftest import Office, Seat
from tests.ui.window.test_trouble import in_dialog

NUMBER = "13800000000"


@pytest.fixture
def seat(calls: list[str], office: Office) -> Seat:
    with Workspace.open(office.folder) as workspace:
        for n in range(3):
            mark = add_annotation(workspace, calls[0], at_ms=n, kind="note", text=f"评语{n}")
            delete_annotation(workspace, mark.ids[0])
    seated = office.sit(opens_call=False)
    seated.window.show_screen("settings")
    seated.window.screen("settings").show_page("trash")
    seated.settle()
    return seated


def asked(seat: Seat, work):
    answers: list = []
    seat.window.desk.read("test", work, answers.append)
    seat.wait(lambda: answers)
    return answers[0]


def cell(table: PlainTable, row: int, column: int) -> str:
    return table.model().index(row, column).data()


def test_two_come_back_and_undo_takes_them_away_again(seat: Seat, calls: list[str]) -> None:
    table = seat.find(PlainTable, "trash_table")
    assert [cell(table, row, 3) for row in range(3)] == ["评语2", "评语1", "评语0"]
    assert cell(table, 0, 0) == "Comment" and cell(table, 0, 2) == "李敏"
    table.selectAll()
    flags = QItemSelectionModel.SelectionFlag
    table.selectionModel().select(table.model().index(2, 0), flags.Deselect | flags.Rows)
    seat.find(QPushButton, "trash_restore").click()
    seat.settle()
    seat.wait(lambda: table.model().rowCount() == 1)
    texts = asked(seat, lambda db: [each.text for each in find_annotations(db, calls[0])])
    assert texts == ["评语1", "评语2"]
    assert seat.text("toast_words") == "2 brought back"
    seat.find(QPushButton, "toast_undo").click()
    seat.settle()
    seat.wait(lambda: table.model().rowCount() == 3)


def test_an_empty_trash_says_what_it_is_for(calls: list[str], office: Office) -> None:
    seated = office.sit(opens_call=False)
    seated.window.show_screen("settings")
    seated.window.screen("settings").show_page("trash")
    seated.settle()
    assert "Nothing is deleted" in seated.text("trash_empty")
    assert not seated.find(QPushButton, "trash_restore").isVisible()


def test_the_history_of_a_record(seat: Seat, qtbot) -> None:
    table = seat.find(PlainTable, "trash_table")
    dialog = HistoryDialog(seat.window.desk, table.row.id, "评语2", seat.window)
    qtbot.addWidget(dialog)
    lines = dialog.findChild(PlainTable, "history_table")
    seat.wait(lambda: lines.model().rowCount() == 2)
    assert [cell(lines, row, 2) for row in range(2)] == ["Created", "Deleted"]
    assert cell(lines, 0, 1) == "李敏" and "评语2" in cell(lines, 0, 3)


def open_erase(seat: Seat, kind: str, **more) -> EraseDialog:
    dialog = EraseDialog(seat.window.desk, kind, parent=seat.window, **more)
    dialog.show()
    return dialog


def test_a_number_goes_only_after_it_was_typed(seat: Seat, calls: list[str]) -> None:
    dialog = open_erase(seat, "customer")
    yes = dialog.findChild(QPushButton, "erase_yes")
    assert not yes.isEnabled()
    dialog.findChild(QLineEdit, "erase_name").setText(f"138 {NUMBER[3:7]} {NUMBER[7:]}")
    dialog.findChild(QPushButton, "erase_find").click()
    goes = dialog.findChild(QListWidget, "erase_texts")
    seat.wait(goes.isVisible)
    assert goes.count() == 4, "the number, and the names of the files"
    typed = dialog.findChild(QLineEdit, "erase_typed")
    typed.setText("1380000")
    assert not yes.isEnabled()
    typed.setText(f"138 {NUMBER[3:7]} {NUMBER[7:]}")
    assert yes.isEnabled()
    yes.click()
    seat.wait(lambda: not dialog.isVisible())
    values = asked(seat, lambda db: db.execute("SELECT value FROM personal").fetchall())
    assert not [value for (value,) in values if NUMBER in value]
    assert seat.window.desk.pending == 0


def test_the_recording_that_is_open_goes_too(seat: Seat, calls: list[str]) -> None:
    dialog = open_erase(seat, "recording", subject=calls[0])
    typed = dialog.findChild(QLineEdit, "erase_typed")
    seat.wait(typed.isVisible)
    assert not dialog.findChild(QLineEdit, "erase_name").isVisible()
    dialog.findChild(QCheckBox, "erase_replace_backups").setChecked(True)
    typed.setText(dialog._plan.name)
    dialog.findChild(QPushButton, "erase_yes").click()
    seat.wait(lambda: not dialog.isVisible())
    assert len([file for file in (seat.folder / "audio").rglob("*") if file.is_file()]) == 2
    assert len(find_copies(seat.folder / "backups")) == 1
    seat.window.open_call(calls[1])
    seat.opened(calls[1])
    seat.window.open_call(calls[0])
    seat.wait(lambda: seat.inspect.call and seat.inspect.call.id == calls[0])
    seat.wait(lambda: "erased" in seat.text("message_words"))


def test_nothing_found_is_said(seat: Seat) -> None:
    dialog = open_erase(seat, "agent")
    dialog.findChild(QLineEdit, "erase_name").setText("9999")
    dialog.findChild(QPushButton, "erase_find").click()
    seat.wait(lambda: "not known" in dialog.findChild(QLabel, "erase_message").text())
    assert not dialog.findChild(QPushButton, "erase_yes").isEnabled()
    dialog.close()


def test_history_and_erasing_from_the_list_of_recordings(seat: Seat, calls: list[str]) -> None:
    seat.window.show_screen("calls")
    seat.settle()
    screen = seat.window.screen("calls")
    acts = screen.findChild(ListActs)
    table = screen.findChild(CallTable)
    seat.wait(lambda: table.model().rowCount() == 3)
    seat.settle()
    table.selectRow(0)
    menu = acts.make_menu()
    words = [action.text() for action in menu.actions()]
    assert "History…" in words and "Erase for ever…" in words
    for name, close, entry in (
        ("history_dialog", "history_close", "History…"),
        ("erase_dialog", "erase_cancel", "Erase for ever…"),
    ):
        closed = in_dialog(name, close, [])
        next(action for action in menu.actions() if action.text() == entry).trigger()
        # a dialog opens beside the answer, when nothing is asked any more
        seat.wait(lambda closed=closed, name=name: closed == [name])
        seat.settle()
    menu.deleteLater()
