"""What the Settings screen asks of every page, and the parts that pages are made of."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.store.workspace import Changes
from qa_desktop.ui.number_box import NumberBox
from qa_desktop.ui.preferences import Preferences

_FIELD = 280
_LABEL = 130


class SettingsPage(QWidget):
    """Panes below one another; listed in ``settings.pages.registry``.

    A page adds its panes in ``__init__`` and says all its words in ``retranslate``, which is
    called at the end of ``__init__`` by the page itself and again on a change of language.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def refresh(self, changes: Changes) -> None:
        """Something was written: read again what is shown of these subjects."""

    def retranslate(self) -> None:
        """Say everything in the person's language."""

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def add_pane(self, *parts: QWidget, title: QLabel | None = None) -> QFrame:
        """A white pane with a title and ``parts`` below it."""
        pane = QFrame(self)
        pane.setProperty("role", "pane")
        column = QVBoxLayout(pane)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        if title is not None:
            title.setProperty("role", "title")
            column.addWidget(title)
        for part in parts:
            column.addWidget(part)
        self._column.addWidget(pane)
        return pane

    def end(self) -> None:
        """After the last pane: they stay together at the top."""
        self._column.addStretch(1)


class Rows(QWidget):
    """Names at the left, fields at the right; each name is its field's accessible name."""

    def __init__(self, *fields: QWidget) -> None:
        super().__init__()
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(8)
        self._labels: list[QLabel] = []
        for field in fields:
            label = QLabel(self)
            label.setProperty("role", "muted")
            label.setMinimumWidth(_LABEL)
            label.setBuddy(field)
            if not isinstance(field, QLabel):
                field.setFixedWidth(_FIELD)
            self._labels.append(label)
            form.addRow(label, field)

    def name(self, *words: str) -> None:
        """As many as there are fields."""
        for label, text in zip(self._labels, words, strict=True):
            label.setText(text)
            label.buddy().setAccessibleName(text)


def value_label(name: str) -> QLabel:
    """A value that can be selected and copied."""
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def button(name: str, clicked: Callable[[], object]) -> QPushButton:
    made = QPushButton()
    made.setObjectName(name)
    made.clicked.connect(lambda: clicked())
    return made


def button_row(*buttons: QWidget) -> QWidget:
    """Side by side at the left."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for each in buttons:
        row.addWidget(each)
    row.addStretch(1)
    return made


def combo(preferences: Preferences, name: str, key: str, codes: tuple[str, ...]) -> QComboBox:
    """A choice that is kept at once; its words are given by ``fill_combo``."""
    made = QComboBox()
    made.setObjectName(name)
    for code in codes:
        made.addItem("", code)
    made.setCurrentIndex(max(made.findData(preferences.get(key)), 0))
    made.activated.connect(lambda _: preferences.set(key, made.currentData()))
    return made


def fill_combo(made: QComboBox, *words: str) -> None:
    for place, text in enumerate(words):
        made.setItemText(place, text)


def spin(preferences: Preferences, name: str, key: str, most: int) -> NumberBox:
    """A number from 0 that is kept at once."""
    made = NumberBox()
    made.setObjectName(name)
    made.setRange(0, most)
    made.setValue(preferences.get(key))
    made.valueChanged.connect(partial(preferences.set, key))
    return made
