"""F1: all keys over the screen, read from the one table."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from qa_desktop.ui import keys
from qa_desktop.ui.i18n import translate

_VEIL = QColor(10, 14, 20, 150)
_MARGIN = 24


class KeyOverlay(QWidget):
    """Covers ``host`` while it is shown; F1, Esc or a click takes it away again."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("key_overlay")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._return_to: QWidget | None = None
        self._scroll = QScrollArea(self, widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        outer.addWidget(self._scroll)
        host.installEventFilter(self)
        self.hide()

    def toggle(self) -> None:
        if self.isVisible():
            self.dismiss()
        else:
            self.present()

    def present(self) -> None:
        self._return_to = self.window().focusWidget()
        self._scroll.setWidget(_panel())
        self.setAccessibleName(translate("KeyOverlay", "Keys"))
        self.setGeometry(self.parentWidget().rect())
        self.show()
        self.raise_()
        self.setFocus()

    def dismiss(self) -> None:
        """The focus goes back to where it was."""
        self.hide()
        if self._return_to is not None:
            self._return_to.setFocus()
            self._return_to = None

    def eventFilter(self, watched, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self.setGeometry(self.parentWidget().rect())
        return False

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            self._scroll.setWidget(_panel())
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """No key reaches the screen below; the arrows scroll, any other key closes."""
        bar = self._scroll.verticalScrollBar()
        steps = {Qt.Key.Key_Down: 40, Qt.Key.Key_Up: -40}
        pages = {Qt.Key.Key_PageDown: bar.pageStep(), Qt.Key.Key_PageUp: -bar.pageStep()}
        moved = (steps | pages).get(Qt.Key(event.key()))
        if moved is not None:
            bar.setValue(bar.value() + moved)
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
            self.dismiss()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.dismiss()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), _VEIL)


def _panel() -> QWidget:
    """Two columns of groups; rows are built anew each time, so they follow the language."""
    panel = QWidget(objectName="key_overlay_panel")
    columns = QHBoxLayout(panel)
    columns.setContentsMargins(28, 20, 28, 20)
    columns.setSpacing(48)
    groups = [(name, list(acts)) for name, acts in groupby(keys.ACTS, lambda each: each.group)]
    for half in (groups[:1] + groups[3:], groups[1:3]):
        column = QVBoxLayout()
        column.setSpacing(4)
        for name, acts in half:
            column.addWidget(_heading(name))
            column.addLayout(_rows(acts))
            column.addSpacing(12)
        column.addStretch(1)
        columns.addLayout(column, 1)
    return panel


def _heading(group: str) -> QLabel:
    label = QLabel(translate("Keys", group))
    label.setProperty("role", "title")
    return label


def _rows(acts: list[keys.Act]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(0, 1)
    for row, (_, same) in enumerate(groupby(acts, lambda each: each.label)):
        together = list(same)
        grid.addWidget(QLabel(together[0].name), row, 0)
        grid.addLayout(_chips(_own_keys(together)), row, 1)
        elsewhere = [keys.shown(k) for each in together for k in each.anywhere + each.text]
        grid.addLayout(_chips(elsewhere), row, 2)
    return grid


def _own_keys(acts: list[keys.Act]) -> list[str]:
    """The timeline keys; the options share one label and stand as first and last."""
    found = [keys.shown(key) for each in acts for key in each.timeline]
    return [f"{found[0]} – {found[-2]}", found[-1]] if len(acts) > 2 else found


def _chips(texts: list[str]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(4)
    for text in dict.fromkeys(texts):
        chip = QLabel(text)
        chip.setProperty("role", "key")
        row.addWidget(chip)
    row.addStretch(1)
    return row
