"""Rows and recordings that no rule joins are settled by hand, by keys, and taken back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QTabBar

from qa_desktop.domain.call_matching import Candidate
from qa_desktop.journal.changes import create
from qa_desktop.services.list_loading import load_content
from qa_desktop.services.settling import Suggestion, say_no_recording
from qa_desktop.store.agent_lists import find_reverse_checks
from qa_desktop.store.call_lists import find_unmatched_files, search_rows
from qa_desktop.store.connection import connect
from qa_desktop.store.people import find_agents
from qa_desktop.store.workspace import DATABASE, Changes, Workspace
from qa_desktop.ui.call_lists.view import CallListsView
from tests.sheets_here import read_here
from tests.ui.window.conftest import Office, Seat

K = Qt.Key
HEAD = ["流水号", "工号", "开始时间", "时长", "客户号码", "保存状态"]


@pytest.fixture
def seat(calls: list[str], office: Office, tmp_path: Path) -> Seat:
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    for n in range(3):
        time = f"2026-11-20 09:35:{12 * n + 10:02}"
        book.active.append([f"SN{n}", "0617", time, f"{n + 4}", "13800000000", "=cmd|x"])
    book.save(tmp_path / "list.xlsx")
    with Workspace.open(tmp_path / "workspace") as workspace:
        content = read_here(tmp_path / "list.xlsx", "calls")
        assert load_content(workspace, tmp_path / "list.xlsx", "calls", content).matched == 0
    return office.sit(opens_call=False)


@pytest.fixture
def view(seat: Seat) -> CallListsView:
    seat.window.show_screen("call_lists")
    found = seat.find(CallListsView, "call_lists_view")
    seat.wait(lambda: found.rows.model().rowCount() == 3)
    seat.wait(lambda: found.suggestions.model().rowCount() == 3)
    return found


def texts(model: QAbstractItemModel, row: int) -> list[str]:
    return [model.index(row, column).data() for column in range(model.columnCount())]


def waiting(seat: Seat) -> int:
    with connect(seat.folder / DATABASE, readonly=True) as db:
        return len(search_rows(db))


def test_joining_the_likeliest_by_key_and_undoing_it(seat: Seat, view: CallListsView) -> None:
    assert "138****0000" in texts(view.rows.model(), 0)
    assert "same number, same agent" in texts(view.suggestions.model(), 0)[0]
    seat.key(K.Key_Return)
    seat.wait(lambda: view.rows.model().rowCount() == 2)
    with connect(seat.folder / DATABASE, readonly=True) as db:
        assert len(find_unmatched_files(db)) == 2
    seat.key(K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    seat.wait(lambda: view.rows.model().rowCount() == 3)


def test_a_wrong_match_is_taken_apart_by_key(seat: Seat, view: CallListsView) -> None:
    seat.key(K.Key_Return)
    seat.wait(lambda: view.rows.model().rowCount() == 2)
    assert not seat.find(QPushButton, "untie_button").isVisible()
    seat.find(QComboBox, "call_lists_state").setCurrentIndex(2)
    seat.wait(lambda: view.rows.model().rowCount() == 1)
    seat.wait(seat.find(QPushButton, "untie_button").isVisible)
    view.rows.setFocus()
    seat.key(K.Key_U)
    seat.wait(lambda: view.rows.model().rowCount() == 0)
    seat.wait(lambda: waiting(seat) == 3)


def test_what_comes_from_far_away_is_not_chosen_unasked(seat: Seat, view: CallListsView) -> None:
    far = Candidate("x", False, True, 90_000, None, False)
    found = [Suggestion(each.call, far) for each in view.suggestions.model().rows]
    view.suggestions.set_rows([])
    view._on_suggestions(view.rows.current().n, found)
    assert view.suggestions.current() is None
    assert not seat.find(QPushButton, "join_button").isEnabled()
    seat.key(K.Key_Return)
    seat.settle()
    assert waiting(seat) == 3


def test_a_reverse_check_is_tied_by_hand(seat: Seat, view: CallListsView, calls: list[str]) -> None:
    def ask(workspace: Workspace) -> Changes:
        (agent,) = [each.id for each in find_agents(workspace.db) if each.number == "0617"]
        check = {"order_number": "D7", "agent": agent, "kind": "refused", "day": "2026-11-22"}
        return workspace.write([create("reverse_check", "check-1", check)])

    seat.window.desk.write(ask)
    seat.find(QTabBar, "call_lists_tabs").setCurrentIndex(2)
    seat.wait(lambda: view.reverse.calls.model().rowCount() == 3)
    assert view.reverse.calls.current() is None, "none has the order's number"
    seat.key(K.Key_Return)
    view.reverse.calls.selectRow(1)
    wanted = view.reverse.calls.current().id
    seat.key(K.Key_Return)
    seat.wait(lambda: view.reverse.checks.model().rowCount() == 0)
    with connect(seat.folder / DATABASE, readonly=True) as db:
        assert [each.id for each in find_reverse_checks(db, call=wanted)] == ["check-1"]


def test_no_recording_a_call_of_its_own_and_in_no_list(seat: Seat, view: CallListsView) -> None:
    view.rows.selectAll()
    seat.key(K.Key_N)
    seat.wait(lambda: view.rows.model().rowCount() == 0)
    seat.key(K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    seat.wait(lambda: view.rows.model().rowCount() == 3)
    view.rows.selectRow(0)
    seat.key(K.Key_C)
    seat.wait(lambda: view.rows.model().rowCount() == 2)
    seat.find(QTabBar, "call_lists_right").setCurrentIndex(1)
    seat.wait(lambda: view.files.model().rowCount() == 3)
    seat.key(K.Key_X)
    seat.wait(lambda: view.files.model().rowCount() == 2)
    assert waiting(seat) == 2


def test_a_row_dropped_on_a_recording_joins_them(seat: Seat, view: CallListsView) -> None:
    view.suggestions.row_dropped.emit(1)
    seat.wait(lambda: view.rows.model().rowCount() == 2)


def test_search_lists_and_the_other_language(seat: Seat, view: CallListsView, qapp) -> None:
    from qa_desktop.ui import i18n

    seat.find(QLineEdit, "call_lists_filter").setText("SN2")
    seat.wait(lambda: view.rows.model().rowCount() == 1)
    seat.find(QTabBar, "call_lists_tabs").setCurrentIndex(1)
    assert texts(view.lists.model(), 0)[1] == "list.xlsx"
    i18n.set_language(qapp, "zh_CN")
    button = seat.find(QPushButton, "no_recording_button")
    seat.wait(lambda: button.text().startswith("没有录音"))
    heads = view.lists.model()
    assert heads.headerData(1, Qt.Orientation.Horizontal) == "文件"
    i18n.set_language(qapp, "en")


def test_an_empty_screen_says_what_to_do(office: Office, calls: list[str]) -> None:
    seat = office.sit(opens_call=False)
    seat.window.show_screen("call_lists")
    seat.wait(lambda: seat.find(QPushButton, "call_lists_empty_import").isVisible())


def test_letters_act_only_where_their_rows_are_seen(seat: Seat, view: CallListsView) -> None:
    """On the other tabs neither the rows to settle nor the recordings beside them are in sight."""
    tabs = seat.find(QTabBar, "call_lists_tabs")
    for place in (1, 2):
        tabs.setCurrentIndex(place)
        seat.keys(K.Key_N, K.Key_C, K.Key_X)
    assert waiting(seat) == 3
    tabs.setCurrentIndex(1)
    seat.key(K.Key_Return)
    assert tabs.currentIndex() == 0, "Enter goes to the rows of the list"
    assert waiting(seat) == 3


def test_another_row_is_never_joined_with_what_was_suggested_for_the_last(
    seat: Seat, view: CallListsView
) -> None:
    view.rows.setFocus()
    QTest.keyClick(view.rows, K.Key_Down)  # the answer for the second row is on its way
    QTest.keyClick(view.rows, K.Key_Return)
    seat.settle()
    assert waiting(seat) == 3
    seat.wait(lambda: view.suggestions.model().rowCount() == 3)
    assert view.suggestions.currentIndex().row() == 0, "the likeliest"


def test_the_chosen_row_stays_chosen_when_others_come_before_it(
    seat: Seat, view: CallListsView
) -> None:
    first, held = view.rows.model().rows[0], view.rows.model().rows[1]
    view.rows.selectRow(1)
    seat.settle()
    seat.window.desk.write(lambda workspace: say_no_recording(workspace, [first.n]))
    seat.wait(lambda: view.rows.model().rowCount() == 2)
    assert view.rows.current().n == held.n
    assert [row.n for row in view.rows.chosen()] == [held.n]
