"""Recordings: the list, its filter, today's list, importing through the real dialog."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QPlainTextEdit, QPushButton

from qa_desktop.ui.calls.call_columns import PLACES
from qa_desktop.ui.calls.call_table import CallTable
from qa_desktop.ui.calls.import_dialog import ImportDialog
from qa_desktop.ui.calls.models import ID_ROLE
from qa_desktop.ui.calls.rows_table import RowsTable
from tests.factories import write_wav
from tests.ui.window.conftest import Office, Seat

K = Qt.Key


@pytest.fixture
def seat(calls: list[str], office: Office) -> Seat:
    seated = office.sit()
    seated.opened(calls[0])
    seated.window.show_screen("calls")
    seated.settle()
    return seated


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


def test_choosing_the_open_call_again_keeps_what_is_typed_at_once(seat: Seat) -> None:
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
    status.setCurrentIndex(3)
    status.activated.emit(3)
    seat.wait(lambda: seat.text("calls_state_title") == "No recording fits")
    seat.find(QPushButton, "calls_state_clear").click()
    shown(seat, 3)


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
    from qa_desktop.services.evaluating import EvaluationForm, submit_evaluation
    from qa_desktop.store.scorecards import find_version
    from tests.factories import best_answers

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
