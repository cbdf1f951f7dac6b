"""The table of read values: what is chosen, what opens a row, where letters go."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QVBoxLayout, QWidget

from qa_desktop.ui.plain_table import PlainColumn, PlainModel, PlainTable


class Ground(QWidget):
    """Takes what the table does not want."""

    def __init__(self) -> None:
        super().__init__()
        self.letters = ""

    def keyPressEvent(self, event) -> None:
        self.letters += event.text()


def make(qtbot, **options) -> tuple[PlainTable, Ground]:
    ground = Ground()
    column = PlainColumn(lambda: "name", lambda row: row, stretches=True)
    table = PlainTable("table", PlainModel([column], lambda row: row), ground, **options)
    QVBoxLayout(ground).addWidget(table)
    qtbot.addWidget(ground)
    ground.show()
    table.setFocus()
    return table, ground


def test_the_same_row_stays_chosen_and_every_change_is_told(qtbot) -> None:
    table, _ = make(qtbot)
    told: list[list[str]] = []
    table.chosen_changed.connect(lambda: told.append(table.chosen))
    table.set_rows(["a", "b"])
    table.selectRow(1)
    table.set_rows(["z", "a", "b"])
    assert table.row == "b" and told[-1] == ["b"]
    table.set_rows(["z"])
    assert table.row == "z" and told[-1] == ["z"]
    table.set_rows([])
    assert table.row is None and told[-1] == []


def test_many_are_chosen_from_above(qtbot) -> None:
    table, _ = make(qtbot)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.set_rows(["a", "b", "c"])
    table.selectAll()
    assert table.chosen == ["a", "b", "c"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2])
def test_keys_open_a_row(qtbot, key: Qt.Key) -> None:
    table, _ = make(qtbot)
    opened: list[str] = []
    table.row_opened.connect(opened.append)
    qtbot.keyClick(table, key)
    assert not opened, "there is none"
    table.set_rows(["a"])
    qtbot.keyClick(table, key)
    assert opened == ["a"]


def test_letters_are_acts_of_the_screen_or_find_a_row(qtbot) -> None:
    table, ground = make(qtbot)
    table.set_rows(["a", "b"])
    qtbot.keyClick(table, "b")
    assert table.row == "a" and ground.letters == "b"
    table, ground = make(qtbot, letters_find=True)
    table.set_rows(["a", "b"])
    qtbot.keyClick(table, "b")
    assert table.row == "b" and ground.letters == ""


def test_all_that_are_chosen_stay_chosen_when_rows_are_read_again(qtbot) -> None:
    """Also while a key is held, as Ctrl is when one selects one row after the other."""
    table, ground = make(qtbot)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.set_rows(["a", "b", "c", "d"])
    table.selectAll()
    flags = QItemSelectionModel.SelectionFlag
    table.selectionModel().select(table.model().index(0, 0), flags.Deselect | flags.Rows)
    qtbot.keyPress(ground, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    table.set_rows(["z", "d", "c", "a"])
    assert table.chosen == ["d", "c"] and table.row == "a"
    table.set_rows(["z", "c", "b"])
    assert table.chosen == ["c"] and table.row == "c", "the current one is gone"
    table.set_rows(["z", "a"])
    assert table.chosen == ["z"], "all are gone: the first"


def test_a_key_that_is_held_opens_nothing_again(qtbot) -> None:
    table, _ = make(qtbot)
    opened: list[str] = []
    table.row_opened.connect(opened.append)
    table.set_rows(["a"])
    press = QEvent.Type.KeyPress
    held = QKeyEvent(press, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
    QApplication.sendEvent(table, held)
    assert opened == []
