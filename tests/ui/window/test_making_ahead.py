"""Recordings and the library are made before anybody turns to them, and nobody sees how."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLineEdit

from qa_desktop.services import library
from qa_desktop.services.calls import set_serial
from qa_desktop.ui.calls.call_columns import PLACES
from qa_desktop.ui.calls.view import CallsView
from qa_desktop.ui.library.view import LibraryView
from qa_desktop.ui.making_ahead import MakingAhead
from tests.ui.window.conftest import Office, Seat


@pytest.fixture
def seat(calls: list[str], office: Office) -> Seat:
    seated = office.sit()
    seated.opened(calls[0])
    return seated


def serials(seat: Seat) -> list[str | None]:
    model = seat.window.screen("calls").call_list.table.list_model
    return [model.index(row, PLACES["serial"]).data() for row in range(model.rowCount())]


def test_it_is_there_with_its_rows_while_another_screen_is_shown(seat: Seat) -> None:
    ahead = MakingAhead(seat.window)
    finished: list[bool] = []
    ahead.finished.connect(lambda: finished.append(True))
    focused = seat.window.focusWidget()
    seat.window.ready.emit()
    seat.wait(lambda: finished)
    assert seat.window.screen_id == "inspect" and seat.window.focusWidget() is focused
    seat.wait(lambda: len(serials(seat)) == 3 and None not in serials(seat))
    made = seat.window.screen("calls")
    seat.window.show_screen("calls")
    assert seat.window.screen_id == "calls" and seat.window.screen("calls") is made
    assert made.isAncestorOf(seat.window.focusWidget())


@pytest.mark.parametrize("steps", [0, 3, 6])
def test_who_turns_to_it_meanwhile_gets_the_same_one(seat: Seat, steps: int) -> None:
    ahead = seat.window.make_ahead("calls")
    for _step in range(steps):
        next(ahead)
    seat.window.show_screen("calls")
    seat.wait(lambda: len(serials(seat)) == 3 and None not in serials(seat))
    for _rest in ahead:
        pass
    assert len(seat.window.findChildren(CallsView)) == 1
    seat.find(QLineEdit, "calls_filter").setText("093501")
    seat.wait(lambda: len(serials(seat)) == 1)
    assert seat.window.screen_id == "calls"


def test_it_looks_as_if_it_had_been_made_at_once(calls: list[str], office: Office) -> None:
    def picture(is_ahead: bool) -> QPixmap:
        seat = office.sit()
        seat.opened(calls[0])
        for _step in seat.window.make_ahead("calls") if is_ahead else ():
            pass
        seat.window.show_screen("calls")
        seat.wait(lambda: len(serials(seat)) == 3 and None not in serials(seat))
        seat.settle()
        grabbed = seat.window.screen("calls").grab()
        office.leave(seat)
        return grabbed

    assert picture(True).toImage() == picture(False).toImage()


def test_what_is_written_while_nobody_sees_it_is_read_when_somebody_does(
    seat: Seat, calls: list[str]
) -> None:
    for _step in seat.window.make_ahead("calls"):
        pass
    seat.wait(lambda: len(serials(seat)) == 3 and None not in serials(seat))
    written: list[object] = []
    seat.window.desk.write(lambda workspace: set_serial(workspace, calls[0], "S99"), written.append)
    seat.wait(lambda: written)
    assert "S99" not in serials(seat)
    seat.window.show_screen("calls")
    seat.wait(lambda: "S99" in serials(seat))


def test_the_library_has_its_rows_before_anybody_turns_to_it(seat: Seat, calls: list[str]) -> None:
    with_entry: list[object] = []
    seat.window.desk.write(
        lambda workspace: library.file_call(workspace, calls[0], "good", why="先道歉"),
        with_entry.append,
    )
    seat.wait(lambda: with_entry)
    for _step in seat.window.make_ahead("library"):
        pass
    made = seat.window.screen("library")
    assert isinstance(made, LibraryView) and seat.window.screen_id == "inspect"
    seat.wait(lambda: made.list.is_counted)
    assert made.list.count == 1 and made.list.list_model.holds(0)
    seat.window.show_screen("library")
    assert seat.window.findChildren(LibraryView) == [made]
    assert made.detail.row is not None and made.detail.row.call.id == calls[0]


@pytest.mark.parametrize("steps", [0, 2, 5])
def test_who_turns_to_the_library_meanwhile_gets_it_whole(seat: Seat, steps: int) -> None:
    ahead = seat.window.make_ahead("library")
    for _step in range(steps):
        next(ahead)
    seat.window.changeEvent(QEvent(QEvent.Type.LanguageChange))
    seat.window.show_screen("library")
    (made,) = seat.window.findChildren(LibraryView)
    seat.wait(lambda: made.list.is_counted)
    assert seat.window.screen("library") is made and made.side.scopes.count()
