"""A person imports a list: chooses columns, tries it, imports it, takes it back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QPushButton,
    QTableView,
)

from qa_desktop.services.list_loading import load_content
from qa_desktop.store.call_lists import find_lists
from qa_desktop.store.calls import find_calls
from qa_desktop.store.connection import connect
from qa_desktop.store.people import find_agents
from qa_desktop.store.sheet_layouts import remembered_layouts
from qa_desktop.store.workspace import DATABASE
from qa_desktop.ui.import_sheet import run
from qa_desktop.ui.import_sheet.dialog import SheetImport
from tests.ui.window.conftest import Office, Seat


@pytest.fixture
def seat(calls: list[str], office: Office) -> Seat:
    return office.sit(opens_call=False)


def sheet(path: Path, *rows: list) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def stored(seat: Seat):
    return connect(seat.folder / DATABASE, readonly=True)


def begin(seat: Seat, path: Path, kind: str | None = None) -> SheetImport:
    seat.window.import_list(kind, path)
    dialog = seat.find(SheetImport, "sheet_import")
    seat.qtbot.waitUntil(lambda: dialog._headings is not None or _says(dialog) == "error",
                         timeout=60_000)  # fmt: skip
    return dialog


def _says(dialog: SheetImport) -> str:
    return str(dialog.findChild(QLabel, "sheet_says").property("role"))


def press(dialog: SheetImport, name: str) -> None:
    QTest.mouseClick(dialog.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def loaded(seat: Seat, dialog: SheetImport) -> str:
    seat.qtbot.waitUntil(lambda: dialog._pages.currentWidget() is dialog.outcome, timeout=60_000)
    return dialog.findChild(QLabel, "sheet_result").text()


def test_a_call_list_with_headings_of_its_own(seat: Seat, calls: list[str], tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "list.xlsx",
        ["某系统导出"],
        ["工号", "流水号", "何时", "谈了多久", "保存状态"],
        ["0617", "SN1", "2026-11-20 09:35:00", "2", "=cmd|' /C calc'!A0"],
        ["0617", "SN2", "昨天", "2", "拒访"],
    )
    dialog = begin(seat, path, "calls")
    when = dialog.findChild(QComboBox, "column_of_started")
    assert when.currentData() == -1
    preview = dialog.findChild(QTableView, "sheet_preview").model()
    assert preview.columnCount() == 5
    when.setCurrentIndex(when.findText("何时"))
    dialog.findChild(QComboBox, "column_of_duration").setCurrentText("谈了多久")
    assert preview.columnCount() == 7
    assert "昨天" in preview.index(1, 1).data()
    press(dialog, "sheet_rehearse")
    seat.qtbot.waitUntil(
        lambda: "1 new" in dialog.findChild(QLabel, "sheet_says").text(), timeout=60_000
    )
    with stored(seat) as db:
        assert find_lists(db) == []
    press(dialog, "sheet_start")
    assert loaded(seat, dialog).startswith("1 new")
    press(dialog, "sheet_close")
    seat.settle()
    with stored(seat) as db:
        (head,) = find_lists(db)
        assert (head.file, head.waiting) == ("list.xlsx", 1)

    # The next file of this layout needs nobody
    dialog = begin(seat, path)
    assert dialog.findChild(QComboBox, "column_of_started").currentText() == "何时"
    assert dialog.findChild(QPushButton, "sheet_start").isEnabled()
    press(dialog, "sheet_start")
    assert loaded(seat, dialog).startswith("0 new · 0 changed · 1 as")
    press(dialog, "sheet_close")
    QTest.mouseClick(seat.find(QPushButton, "toast_undo"), Qt.MouseButton.LeftButton)
    seat.settle()
    seat.window.undoing.undo()
    seat.settle()
    with stored(seat) as db:
        assert find_lists(db) == []
        assert {call.serial for call in find_calls(db, seat.window.desk.person)} == {None}


def test_a_roster_is_known_by_its_headings_and_its_messages_are_saved(
    seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sheet(
        tmp_path / "r.xlsx", ["工号", "姓名", "班组"], ["0617", "王敏", "一组"], ["", "无名", ""]
    )
    dialog = begin(seat, path)
    assert dialog.findChild(QComboBox, "sheet_kind").currentText() == "Roster"
    press(dialog, "sheet_start")
    assert "1 left out" in loaded(seat, dialog)
    out = tmp_path / "messages.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    press(dialog, "sheet_save")
    seat.qtbot.waitUntil(out.exists, timeout=60_000)
    rows = list(openpyxl.load_workbook(out).active.iter_rows(values_only=True))
    assert rows[1][0] == 3 and "work number" in rows[1][1]
    with stored(seat) as db:
        assert [agent.name for agent in find_agents(db)] == ["王敏"]


def test_what_cannot_be_read_is_said_in_the_dialog(seat: Seat, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 nothing")
    dialog = begin(seat, tmp_path / "a.xlsx")
    assert "not a whole xlsx" in dialog.findChild(QLabel, "sheet_says").text()
    assert not dialog.findChild(QPushButton, "sheet_start").isEnabled()
    dialog.take(sheet(tmp_path / "b.xlsx", ["工号", "姓名"], ["0617", "王敏"]))
    seat.qtbot.waitUntil(lambda: dialog._headings is not None, timeout=60_000)
    assert dialog.findChild(QPushButton, "sheet_start").isEnabled()
    seat.settle()


def test_cancelling_while_it_writes_takes_everything_back(
    seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cancel comes when all of it is written and nothing is committed."""
    path = sheet(tmp_path / "花名册.xlsx", ["工号", "姓名"], ["0999", "新人"])
    dialog = begin(seat, path, "roster")
    written: list[int] = []

    def load(workspace, *arguments, **keywords):
        report = load_content(workspace, *arguments, **keywords)
        written.append(len(find_agents(workspace.db)))
        dialog._run.cancel()
        return report

    monkeypatch.setattr(run, "load_content", load)
    with stored(seat) as db:
        before = len(find_agents(db))
    press(dialog, "sheet_start")
    seat.wait(lambda: written and dialog._pages.currentWidget() is dialog.choose)
    assert written == [before + 1]
    with stored(seat) as db:
        assert len(find_agents(db)) == before
        assert not remembered_layouts(db, "roster")


def test_cancelling_writes_nothing(seat: Seat, tmp_path: Path) -> None:
    rows = [[f"{n:04}", f"坐席{n}"] for n in range(3_000)]
    dialog = begin(seat, sheet(tmp_path / "r.xlsx", ["工号", "姓名"], *rows))
    press(dialog, "sheet_start")
    press(dialog, "sheet_stop")
    seat.qtbot.waitUntil(lambda: dialog._pages.currentWidget() is dialog.choose, timeout=60_000)
    seat.settle()
    with stored(seat) as db:
        assert len(find_agents(db)) == 1


def test_leaving_while_a_file_is_looked_into_is_no_trouble(seat: Seat, tmp_path: Path) -> None:
    """Neither a good file nor a bad one has anybody to be told to."""
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"nothing")
    for path in (sheet(tmp_path / "list.xlsx", ["流水号"], ["1"]), bad):
        seat.window.import_list(None, path)
        dialog = seat.find(SheetImport, "sheet_import")
        dialog.reject()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert seat.window.findChild(SheetImport) is None
        seat.qtbot.waitUntil(lambda: not seat.window.desk._jobs, timeout=60_000)
        seat.settle()
