"""What pages of Settings are made of: panes with a title and rows of names and fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.store.workspace import Changes
from qa_desktop.ui.i18n import translate

if TYPE_CHECKING:
    from qa_desktop.ui.settings.view import SettingsView

_FIELD = 280
_NAME = 130


class SettingsPage(QWidget):
    """One page: panes below one another. ``view`` knows the desk, the preferences and the keeper
    of backups. Each change holds at once and is kept."""

    def __init__(self, view: SettingsView) -> None:
        super().__init__(view)
        self._panes: list[Pane] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)

    def add_pane(self, title: str) -> Pane:
        """``title`` is marked with ``QT_TRANSLATE_NOOP("Settings", …)``."""
        pane = Pane(title, self)
        self._panes.append(pane)
        self.column.addWidget(pane)
        return pane

    def finish(self) -> None:
        """All panes are there."""
        self.column.addStretch(1)
        self.retranslate()

    def refresh(self, changes: Changes) -> None:
        """Something was written."""

    def retranslate(self) -> None:
        for pane in self._panes:
            pane.retranslate()


class Pane(QFrame):
    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self._words = title
        self._title = QLabel(self)
        self._title.setProperty("role", "title")
        self._names: list[tuple[QLabel, str]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 12, 18, 14)
        self._column.setSpacing(10)
        self._column.addWidget(self._title)
        self._form: QFormLayout | None = None

    def add_row(self, name: str, field: QWidget) -> None:
        """``name`` is marked with ``QT_TRANSLATE_NOOP("Settings", …)``; it names the field for
        screen readers too."""
        if self._form is None:
            self._form = QFormLayout()
            self._form.setHorizontalSpacing(24)
            self._form.setVerticalSpacing(8)
            self._column.addLayout(self._form)
        label = QLabel(self)
        label.setProperty("role", "muted")
        label.setMinimumWidth(_NAME)
        label.setBuddy(field)
        if not isinstance(field, QLabel):
            field.setFixedWidth(_FIELD)
        self._names.append((label, name))
        self._form.addRow(label, field)

    def add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._column.addWidget(widget)

    def add_buttons(self, *buttons: QPushButton) -> None:
        row = QHBoxLayout()
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)

    def retranslate(self) -> None:
        self._title.setText(translate("Settings", self._words))
        for label, name in self._names:
            label.setText(translate("Settings", name))
            label.buddy().setAccessibleName(label.text())


def value_label(name: str) -> QLabel:
    """Text that can be read and copied, not changed."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(name)
    label.setWordWrap(True)
    return label


def push_button(name: str, clicked: Callable[[], object]) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.clicked.connect(clicked)
    return button
