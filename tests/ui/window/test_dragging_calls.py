"""Calls are dragged from where they are found to where they are needed: held over the rail, dropped
on a playlist, a collection, a shelf, a tag."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QToolButton, QWidget

from qa_desktop.services.library import make_tag, save_collection
from qa_desktop.services.playlists import CaseForm, PlaylistForm, add_playlist
from qa_desktop.store.library import find_entries
from qa_desktop.store.playlists import find_playlists, read_playlist
from qa_desktop.store.workspace import Workspace, open_reader
from qa_desktop.ui.calls.call_table import CallTable
from qa_desktop.ui.sessions.case_mime import case_mime
from tests.ui.window.conftest import Office, Seat

_COPY, _LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
_PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def seat(calls: list[str], office: Office, tmp_path: Path) -> Seat:
    """Two playlists without cases, a collection and a tag."""
    with Workspace.open(tmp_path / "workspace") as workspace:
        for name in ("第 47 周", "第 48 周"):
            add_playlist(workspace, PlaylistForm(name))
        save_collection(workspace, "新人")
        make_tag(workspace, "语气")
    return office.sit(opens_call=False)


def whole(calls: Sequence[str]) -> QMimeData:
    return case_mime([CaseForm(call) for call in calls])


def carried(target: QWidget, mime: QMimeData, at: QPoint) -> bool:
    """Over it, and let go where that is allowed; whether it was."""
    enter = QDragEnterEvent(at, _COPY, mime, _LEFT, _PLAIN)
    QApplication.sendEvent(target, enter)
    move = QDragMoveEvent(at, _COPY, mime, _LEFT, _PLAIN)
    if enter.isAccepted():
        QApplication.sendEvent(target, move)
    if not (enter.isAccepted() and move.isAccepted()):
        QApplication.sendEvent(target, QDragLeaveEvent())
        return False
    QApplication.sendEvent(target, QDropEvent(QPointF(at), _COPY, mime, _LEFT, _PLAIN))
    return True


def move(table: CallTable, at: QPoint) -> None:
    """With the button held."""
    view = table.viewport()
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(at), QPointF(view.mapToGlobal(at)), _LEFT, _LEFT, _PLAIN
    )
    QApplication.sendEvent(view, event)


def cases(seat: Seat, title: str) -> list[str]:
    seat.settle()
    db = open_reader(seat.folder)
    try:
        row = next(each for each in find_playlists(db) if each.title == title)
        return [case.call for case in read_playlist(db, row.id).cases]
    finally:
        db.close()


def test_the_selected_rows_of_the_recordings_are_dragged(
    seat: Seat, calls: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seat.window.show_screen("calls")
    seat.settle()
    table = seat.find(CallTable, "calls_table")
    dragged: list[list[str]] = []
    monkeypatch.setattr(table, "drag", lambda ids: dragged.append(list(ids)))
    table.selectAll()
    middle, lower = (table.visualRect(table.model().index(row, 1)).center() for row in (1, 2))
    QTest.mousePress(table.viewport(), _LEFT, _PLAIN, middle)
    move(table, middle + QPoint(2, 0))
    assert not dragged, "a hand that trembles drags nothing"
    move(table, middle + QPoint(60, 0))
    QTest.mouseRelease(table.viewport(), _LEFT, _PLAIN, middle)
    assert [sorted(each) for each in dragged] == [sorted(calls)]
    table.list_model._held.clear()  # rows that were never in sight
    table.selectAll()
    QTest.mousePress(table.viewport(), _LEFT, _PLAIN, middle)
    move(table, middle + QPoint(60, 0))
    seat.settle()
    assert sorted(dragged[-1]) == sorted(calls), "as soon as they are read"
    QTest.mouseRelease(table.viewport(), _LEFT, _PLAIN, middle)
    table.selectRow(0)
    QTest.mousePress(table.viewport(), _LEFT, _PLAIN, middle)
    move(table, lower)
    QTest.mouseRelease(table.viewport(), _LEFT, _PLAIN, lower)
    assert len(dragged) == 2, "from a row that is not selected, rows are selected"
    assert table.selected_count() == 2


def test_more_than_anybody_discusses_is_refused(seat: Seat, monkeypatch) -> None:
    seat.window.show_screen("calls")
    seat.settle()
    table = seat.find(CallTable, "calls_table")
    troubles: list[str] = []
    seat.window.desk.trouble.connect(lambda error: troubles.append(error.id))
    monkeypatch.setattr("qa_desktop.ui.calls.call_table.MOST_DRAGGED", 2)
    table.selectAll()
    table._drag_selected()
    assert troubles == ["call.too_many"]


def test_held_over_the_rail_a_screen_opens(seat: Seat, calls: list[str]) -> None:
    seat.window.show_screen("calls")
    seat.settle()
    button = seat.find(QToolButton, "rail_sessions")
    assert not carried(button, whole(calls), QPoint(10, 10)), "nothing is dropped on it"
    assert not carried(button, QMimeData(), QPoint(10, 10))
    assert not button._hover.isActive(), "what passed over it, or is no call, opens nothing"
    mime = whole(calls)
    QApplication.sendEvent(button, QDragEnterEvent(QPoint(9, 9), _COPY, mime, _LEFT, _PLAIN))
    seat.wait(lambda: seat.window.screen_id == "sessions")


def test_dropped_on_a_playlist(seat: Seat, calls: list[str]) -> None:
    seat.window.show_screen("sessions")
    view = seat.window.screen("sessions")
    page = view.playlists
    seat.wait(lambda: page.opened is not None)
    view._tabs.setCurrentIndex(2)
    mime = whole(calls)
    enter = QDragEnterEvent(QPoint(9, 9), _COPY, mime, _LEFT, _PLAIN)
    QApplication.sendEvent(view, enter)
    assert enter.isAccepted() and page.isVisible(), "from its other pages"
    empty = page._no_cases
    at = empty.mapTo(page, empty.rect().center())
    assert not carried(page, QMimeData(), at)
    opened = page.opened.row.title
    assert carried(page, whole(calls[:2]), at), "it has no case yet"
    assert cases(seat, opened) == calls[:2]
    row = next(n for n in range(2) if page.table.model().rows[n].title != opened)
    at = page.table.visualRect(page.table.model().index(row, 0)).center()
    assert carried(page, whole(calls[2:]), page.table.viewport().mapTo(page, at))
    seat.wait(lambda: page.opened.row.title != opened)
    assert cases(seat, page.opened.row.title) == calls[2:]
    assert cases(seat, opened) == calls[:2]


def test_dropped_where_there_is_no_playlist_yet(calls: list[str], office: Office) -> None:
    seat = office.sit(opens_call=False)
    seat.window.show_screen("sessions")
    seat.settle()
    page = seat.window.screen("sessions").playlists
    assert carried(page, whole(calls), page.rect().center())
    seat.wait(lambda: seat.window.findChild(QDialog, "add_to_playlist_dialog") is not None)
    dialog = seat.find(QDialog, "add_to_playlist_dialog")
    dialog.findChild(QLineEdit).setText("第 49 周")
    dialog.findChild(QWidget, "add_to_playlist_dialog_save").click()
    seat.settle()
    assert cases(seat, "第 49 周") == calls


def test_dropped_on_what_stands_beside_the_library(seat: Seat, calls: list[str]) -> None:
    seat.window.show_screen("library")
    seat.settle()
    side = seat.window.screen("library").side

    def onto(rows, place: int, mime: QMimeData) -> bool:
        at = rows.visualItemRect(rows.item(place)).center()
        done = carried(rows.viewport(), mime, at)
        seat.settle()
        return done

    assert onto(side.collections, 0, whole(calls[:2]))
    assert onto(side.collections, 0, whole(calls[:1])), "twice is once"
    assert onto(side.tags, 0, case_mime([CaseForm(calls[2], 200, 900)]))
    assert onto(side.scopes, 2, whole(calls[:1]))  # the bad shelf
    assert not onto(side.scopes, 0, whole(calls)), "the whole library is no place"
    assert not onto(side.scopes, 2, QMimeData())
    db = open_reader(seat.folder)
    found = {entry.call: entry for entry in find_entries(db, calls)}
    db.close()
    assert [len(found[call].collections) for call in calls] == [1, 1, 0]
    assert [found[call].shelf for call in calls] == ["bad", None, None]
    assert found[calls[2]].span == (200, 900) and len(found[calls[2]].tags) == 1
