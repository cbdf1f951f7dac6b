"""From which day to which: presets, or two dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QDate, QEvent, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QLabel, QSizePolicy, QWidget

from qa_desktop.ui.day_edit import DayEdit
from qa_desktop.ui.i18n import translate

Period = tuple[date, date]


def _month_before(today: date) -> Period:
    last = today.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def _week(today: date, weeks_ago: int = 0) -> Period:
    monday = today - timedelta(days=today.weekday() + 7 * weeks_ago)
    return monday, monday + timedelta(days=6)


PRESETS: Final[dict[str, Callable[[date], Period]]] = {
    "today": lambda today: (today, today),
    "yesterday": lambda today: (today - timedelta(days=1), today - timedelta(days=1)),
    "this_week": _week,
    "last_week": lambda today: _week(today, 1),
    "this_month": lambda today: (today.replace(day=1), today),
    "last_month": _month_before,
}
"""Weeks begin on Monday; both days are included."""

CUSTOM: Final = "custom"


class PeriodChooser(QWidget):
    """Dates that are typed make the preset "other dates"; the later one never goes before."""

    changed = Signal()

    def __init__(self, name: str, preset: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preset = QComboBox(self)
        self._preset.setObjectName(f"{name}_preset")
        for code in (*PRESETS, CUSTOM):
            self._preset.addItem("", code)
        self._preset.setCurrentIndex(max(self._preset.findData(preset), 0))
        self._first, self._last = self._date(f"{name}_from"), self._date(f"{name}_to")
        self._dash = QLabel("–", self)
        self._dash.setProperty("role", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for part in (self._preset, self._first, self._dash, self._last):
            part.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            row.addWidget(part)
        self._take_preset()
        self._preset.activated.connect(self._on_preset)
        self._first.dateChanged.connect(lambda _day: self._on_date(self._first))
        self._last.dateChanged.connect(lambda _day: self._on_date(self._last))
        self.retranslate()

    @property
    def preset(self) -> str:
        return str(self._preset.currentData())

    @property
    def period(self) -> Period:
        """Presets follow the calendar, also past midnight."""
        if self.preset != CUSTOM:
            return PRESETS[self.preset](date.today())
        return _plain(self._first.date()), _plain(self._last.date())

    def choose(self, first: date, last: date) -> None:
        """These two days, as if they had been typed."""
        self._preset.setCurrentIndex(self._preset.findData(CUSTOM))
        self._show(first, last)
        self.changed.emit()

    def retranslate(self) -> None:
        for place, words in enumerate(
            (
                translate("Period", "Today"),
                translate("Period", "Yesterday"),
                translate("Period", "This week"),
                translate("Period", "Last week"),
                translate("Period", "This month"),
                translate("Period", "Last month"),
                translate("Period", "Other dates"),
            )
        ):
            self._preset.setItemText(place, words)
        self._preset.setAccessibleName(translate("Period", "Period"))
        self._first.setAccessibleName(translate("Period", "First day"))
        self._last.setAccessibleName(translate("Period", "Last day"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _date(self, name: str) -> QDateEdit:
        field = DayEdit(parent=self)
        field.setObjectName(name)
        return field

    def _on_preset(self) -> None:
        self._take_preset()
        self.changed.emit()

    def _take_preset(self) -> None:
        first, last = self.period if self.preset != CUSTOM else PRESETS["today"](date.today())
        self._show(first, last)

    def _on_date(self, moved: QDateEdit) -> None:
        """The other date gives way."""
        first, last = _plain(self._first.date()), _plain(self._last.date())
        if first > last:
            day = _plain(moved.date())
            first, last = day, day
        self.choose(first, last)

    def _show(self, first: date, last: date) -> None:
        for field, day in ((self._first, first), (self._last, last)):
            field.blockSignals(True)
            field.setDate(QDate(day.year, day.month, day.day))
            field.blockSignals(False)


def _plain(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
