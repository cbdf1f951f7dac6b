"""Which kind the mark is that is being written about: its letter, and the others to choose."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from qa_desktop.domain.annotations import KINDS
from qa_desktop.ui import keys, theme
from qa_desktop.ui.timeline.spoken import kind_name
from qa_desktop.ui.timeline.stamps import paint_badge

_SIDE: Final = 28
_BADGE: Final = 20


class KindChooser(QWidget):
    """Four letters, the chosen one filled; where room is scarce, that one alone."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = "note"
        self._is_narrow = False
        self._buttons = {kind: self._button(kind) for kind in KINDS}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in self._buttons.values():
            row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        keys.in_force.changed.connect(self.retranslate)
        self.set_kind(self._kind)
        self.retranslate()

    def set_kind(self, kind: str) -> None:
        self._kind = kind
        for each, button in self._buttons.items():
            button.setChecked(each == kind)
            button.setVisible(each == kind or not self._is_narrow)

    def set_narrow(self, narrow: bool) -> None:
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self.set_kind(self._kind)

    def retranslate(self) -> None:
        for kind, button in self._buttons.items():
            name = kind_name(kind)
            found = keys.act(f"mark_{kind}").keys("anywhere")
            button.setAccessibleName(name)
            button.setToolTip(f"{name} ({keys.shown(found[0])})" if found else name)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _button(self, kind: str) -> _Letter:
        button = _Letter(kind, self)
        button.clicked.connect(lambda: self._choose(kind))
        return button

    def _choose(self, kind: str) -> None:
        self.set_kind(kind)
        self.chosen.emit(kind)


class _Letter(QAbstractButton):
    def __init__(self, kind: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setObjectName(f"comment_kind_{kind}")
        self.setCheckable(True)
        # one goes on typing; the keyboard has its own keys for it
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedSize(_SIDE, _SIDE)

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset = (_SIDE - _BADGE) / 2
        rect = QRectF(inset, inset, _BADGE, _BADGE)
        font, colors = theme.ui_font(-1.5), theme.current()
        paint_badge(painter, rect, self._kind, colors, font, filled=self.isChecked())
        painter.end()
