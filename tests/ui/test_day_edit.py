"""A day is typed as it is written, wherever the cursor stood at first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, QDateTime, Qt
from PySide6.QtTest import QTest

from qa_desktop.ui.day_edit import DayEdit, MomentEdit


@pytest.fixture(params=["focus", "all", "home"])
def field(request: pytest.FixtureRequest, qtbot) -> DayEdit:
    field = DayEdit(QDate(2027, 2, 21))
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    if request.param == "all":
        field.selectAll()
    elif request.param == "home":
        QTest.keyClick(field, Qt.Key.Key_Home)
    return field


@pytest.mark.parametrize("typed", ["2026-10-01", "2026/10/01", "20261001", "2026.10.1"])
def test_typed_from_the_first_digit_to_the_last(field: DayEdit, typed: str) -> None:
    QTest.keyClicks(field, typed)
    field.interpretText()
    assert field.date() == QDate(2026, 10, 1)


def test_a_part_alone(field: DayEdit) -> None:
    field.setSelectedSection(DayEdit.Section.MonthSection)
    QTest.keyClicks(field, "3-5")
    field.interpretText()
    assert field.date() == QDate(2027, 3, 5)


def test_a_moment(qtbot) -> None:
    field = MomentEdit(QDateTime(2027, 2, 21, 9, 0, 0))
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    field.selectAll()
    QTest.keyClicks(field, "2026-10-01 16:30")
    field.interpretText()
    assert field.dateTime() == QDateTime(2026, 10, 1, 16, 30, 0)
