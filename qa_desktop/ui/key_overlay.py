"""F1: all keys over the screen, read from the one table."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QWidget
from shiboken6 import isValid

from qa_desktop.ui import keys
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.key_acts import Act
from qa_desktop.ui.screen_keys import SCREEN_KEYS, ScreenKeys

_VEIL = QColor(10, 14, 20, 150)
_MARGIN = 24


class KeyOverlay(QWidget):
    """Covers ``host`` while it is shown; F1, Esc or a click takes it away again."""

    def __init__(self, host: QWidget, screen: Callable[[], str] = lambda: "") -> None:
        """``screen``: the id of what is shown below it; its letters come first."""
        super().__init__(host)
        self._screen = screen
        self.setObjectName("key_overlay")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._host = host
        self._return_to: QWidget | None = None
        self._scroll = QScrollArea(self, widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setObjectName("key_overlay_panel")
        host.installEventFilter(self)
        self.hide()

    def toggle(self) -> None:
        if self.isVisible():
            self.dismiss()
        else:
            self.present()

    def present(self) -> None:
        self._return_to = self.window().focusWidget()
        self.setAccessibleName(translate("KeyOverlay", "Keys"))
        self._cover()
        self.show()
        self.raise_()
        self.setFocus()

    def dismiss(self) -> None:
        """The focus goes back to where it was."""
        self.hide()
        if self._return_to is not None and isValid(self._return_to):
            self._return_to.setFocus()
        self._return_to = None

    def eventFilter(self, watched, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._host and self.isVisible():
            self._cover()
        return False

    def _cover(self) -> None:
        """Over the whole host, the panel in its middle; in one column where two do not fit."""
        self.setGeometry(self._host.rect())
        room = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        panel = _panel(2, self._screen())
        if panel.sizeHint().width() > room.width():
            panel = _panel(1, self._screen())
        self._scroll.setWidget(panel)
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        wanted = panel.sizeHint() + QSize(bar + 2, 4)
        area = QRect(QPoint(), wanted.boundedTo(room.size()))
        area.moveCenter(room.center())
        self._scroll.setGeometry(area)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            self._cover()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """No key reaches the screen below; the arrows scroll, any other key closes."""
        bar = self._scroll.verticalScrollBar()
        steps = {Qt.Key.Key_Down: 40, Qt.Key.Key_Up: -40}
        pages = {Qt.Key.Key_PageDown: bar.pageStep(), Qt.Key.Key_PageUp: -bar.pageStep()}
        moved = (steps | pages).get(Qt.Key(event.key()))
        if moved is not None:
            bar.setValue(bar.value() + moved)
        elif event.key() == Qt.Key.Key_Escape:
            self.dismiss()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.dismiss()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), _VEIL)


def _panel(columns: int, screen: str) -> QWidget:
    """The groups in one or two columns, built anew each time, so they follow the language. What
    works on the screen that is shown stands at the top."""
    panel = QWidget()
    panel.setObjectName("key_overlay_content")
    row = QHBoxLayout(panel)
    row.setContentsMargins(28, 20, 28, 20)
    row.setSpacing(48)
    groups = [list(acts) for _, acts in groupby(keys.acts(), lambda each: each.group)]
    halves = (groups[:1] + groups[3:], groups[1:3]) if columns == 2 else (groups,)
    own = [part for part in SCREEN_KEYS if part.screen == screen]
    others = [part for part in SCREEN_KEYS if part not in own]
    for half in halves:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(2, 1)
        if half is halves[0]:
            for part in own:
                _add_screen(grid, part)
        for acts in half:
            _add_group(grid, acts)
        if half is halves[-1]:
            for part in others:
                _add_screen(grid, part)
        grid.setRowStretch(grid.rowCount(), 1)
        row.addLayout(grid, 1)
    return panel


def _add_group(grid: QGridLayout, acts: list[Act]) -> None:
    top = grid.rowCount()
    grid.setRowMinimumHeight(top, 12 if top > 1 else 0)
    grid.addWidget(_label(translate("Keys", acts[0].group), "title"), top + 1, 0)
    own, anywhere = (
        translate("KeyOverlay", "Timeline"),
        translate("KeyOverlay", "Anywhere, or in the text"),
    )
    grid.addWidget(_label(own, "fact"), top + 1, 1)
    grid.addWidget(_label(anywhere, "fact"), top + 1, 2)
    for row, (_, same) in enumerate(groupby(acts, lambda each: each.label), start=top + 2):
        together = list(same)
        grid.addWidget(QLabel(together[0].name), row, 0)
        grid.addLayout(_chips(_own_keys(together)), row, 1)
        grid.addLayout(_chips(_other_keys(together)), row, 2)


def _add_screen(grid: QGridLayout, part: ScreenKeys) -> None:
    """The letters of one screen."""
    top = grid.rowCount()
    grid.setRowMinimumHeight(top, 12 if top > 1 else 0)
    grid.addWidget(_label(part.name, "title"), top + 1, 0)
    for row, (name, sequences) in enumerate(part.acts(), start=top + 2):
        grid.addWidget(QLabel(name), row, 0)
        grid.addLayout(_chips([keys.shown(key) for key in sequences]), row, 1)


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    return label


def _own_keys(acts: list[Act]) -> list[str]:
    """The timeline keys; the options share one label and stand as first and last."""
    found = [keys.shown(key) for each in acts for key in each.timeline]
    return [f"{found[0]} – {found[-2]}", found[-1]] if len(found) > 2 and len(acts) > 2 else found


def _other_keys(acts: list[Act]) -> list[str]:
    """The keys that work while typing; the competencies share one label."""
    found = [keys.shown(key) for each in acts for key in each.anywhere + each.text]
    return [f"{found[0]} – {found[-1]}"] if found and len(acts) > 2 else found


def _chips(texts: list[str]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(4)
    for text in dict.fromkeys(texts):
        chip = QLabel(text)
        chip.setProperty("role", "key")
        row.addWidget(chip)
    row.addStretch(1)
    return row
