"""Fields for a day, or a day and an hour, into which one can type "2026-10-01" from its first digit
to its last.

Qt's own fields go on to the next part by themselves when a part is full, and once more at the dash;
and with all of it selected they drop the year that is typed: another day was saved, in silence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDate, QDateTime
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDateEdit, QDateTimeEdit, QWidget

_BETWEEN: Final = frozenset("-/. :年月日")

if TYPE_CHECKING:
    _Field = QDateTimeEdit
else:
    _Field = object


class _TypedThrough(_Field):
    _has_gone_on = False
    """Whether the last digit filled its part, so that the cursor stands in the next one."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if typed and typed in _BETWEEN:
            if not self._has_gone_on:
                self._go_on()
            self._has_gone_on = False
            return
        if typed.isdigit() and self._is_at_its_beginning:
            self.setCurrentSectionIndex(0)
            self.setSelectedSection(self.currentSection())
        before = self.currentSectionIndex()
        super().keyPressEvent(event)
        self._has_gone_on = typed.isdigit() and self.currentSectionIndex() > before

    @property
    def _is_at_its_beginning(self) -> bool:
        line = self.lineEdit()
        return line.selectedText() == line.text() or (
            not line.hasSelectedText() and line.cursorPosition() == 0
        )

    def _go_on(self) -> None:
        following = self.currentSectionIndex() + 1
        if following < self.sectionCount():
            self.setCurrentSectionIndex(following)
            self.setSelectedSection(self.currentSection())


class DayEdit(_TypedThrough, QDateEdit):
    """A day with its calendar, as ISO 8601 writes it; today to begin with."""

    def __init__(self, day: QDate | None = None, parent: QWidget | None = None) -> None:
        super().__init__(day if day is not None else QDate.currentDate(), parent)
        self.setCalendarPopup(True)
        self.setDisplayFormat("yyyy-MM-dd")


class MomentEdit(_TypedThrough, QDateTimeEdit):
    """A day and the time of it to the minute, with a calendar."""

    def __init__(self, moment: QDateTime, parent: QWidget | None = None) -> None:
        super().__init__(moment, parent)
        self.setCalendarPopup(True)
        self.setDisplayFormat("yyyy-MM-dd HH:mm")
