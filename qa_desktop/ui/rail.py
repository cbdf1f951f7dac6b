"""The left rail: the screens that work, one click or Ctrl+number away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from qa_desktop.ui import icons, theme
from qa_desktop.ui.call_mime import LIBRARY
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.screens import SCREENS

_WIDTH = 148
_NARROW = 52
_MANY = 1000
"""From here on the number itself says no more than that it is large."""
_COUNT_MARGIN = 10
_TAKES_CALLS = ("library", "sessions")
"""Screens into which calls are dragged from another."""
_HOVER_MS = 400
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Rail(QFrame):
    """Icons with labels; the double arrow leaves only the icons."""

    screen_chosen = Signal(str)
    collapsed_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setProperty("role", "rail")
        self._collapsed = self._cramped = False
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _RailButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 8, 6, 8)
        column.setSpacing(3)
        for screen in SCREENS:
            button = self._buttons[screen.id] = self._button(f"rail_{screen.id}")
            button.setCheckable(True)
            if screen.id in _TAKES_CALLS:
                button.open_for_drags()
            button.clicked.connect(lambda _checked, id=screen.id: self.screen_chosen.emit(id))
            self._group.addButton(button)
            column.addWidget(button)
        column.addStretch(1)
        self._fold = self._button("rail_collapse")
        self._fold.clicked.connect(lambda: self.set_collapsed(not self._collapsed))
        column.addWidget(self._fold)
        self.set_collapsed(False)

    def show_screen(self, id: str) -> None:
        self._buttons[id].setChecked(True)

    def set_count(self, id: str, n: int) -> None:
        """How much waits there; nothing is shown for 0."""
        self._buttons[id].set_count(n)
        self.retranslate()

    def set_collapsed(self, collapsed: bool) -> None:
        changed = collapsed != self._collapsed
        self._collapsed = collapsed
        self._show_width()
        if changed:
            self.collapsed_changed.emit(collapsed)

    def set_cramped(self, cramped: bool) -> None:
        """In a narrow window icons alone are shown, whatever the person prefers elsewhere."""
        if cramped != self._cramped:
            self._cramped = cramped
            self._show_width()

    @property
    def _is_narrow(self) -> bool:
        return self._collapsed or self._cramped

    def _show_width(self) -> None:
        self.setFixedWidth(_NARROW if self._is_narrow else _WIDTH)
        self._fold.setHidden(self._cramped)
        self.retranslate()

    def retranslate(self) -> None:
        for screen in SCREENS:
            button = self._buttons[screen.id]
            button.setText(screen.name)
            button.setIcon(icons.icon(screen.icon))
        self._fold.setText(translate("Rail", "Collapse"))
        self._fold.setIcon(
            icons.icon("chevron-right" if self._is_narrow else "chevron-left", "muted")
        )
        style = (
            Qt.ToolButtonStyle.ToolButtonIconOnly
            if self._is_narrow
            else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        )
        for button in (*self._buttons.values(), self._fold):
            button.setToolButtonStyle(style)
            button.setAccessibleName(button.text())
            button.setToolTip(button.text() if self._is_narrow else "")
        for screen in SCREENS:
            button = self._buttons[screen.id]
            if screen.count is not None and button.count:
                words = screen.count.say(button.count)
                button.setAccessibleName(f"{screen.name}, {words}")
                button.setToolTip(f"{screen.name}: {words}")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)

    def _button(self, name: str) -> _RailButton:
        button = _RailButton(self)
        button.setObjectName(name)
        button.setIconSize(QSize(18, 18))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # The screen, not the rail, keeps the keyboard
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button


class _RailButton(QToolButton):
    """Enter presses it as Space does; a count stands at its right, or over its icon."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.count = 0
        self._hover = QTimer(self, singleShot=True, interval=_HOVER_MS)
        self._hover.timeout.connect(self.click)

    def open_for_drags(self) -> None:
        """Calls that are held over it for a moment open its screen, where they are dropped."""
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.ignore()
        if event.mimeData().hasFormat(LIBRARY):
            self._hover.start()
            event.accept()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """It says itself that nothing can be dropped on it."""
        event.ignore()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._hover.stop()

    def set_count(self, n: int) -> None:
        self.count = n
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.count:
            return
        painter, colors = QPainter(self), theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        narrow = self.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * (0.7 if narrow else 0.9))
        painter.setFont(font)
        words = str(self.count) if self.count < _MANY else f"{_MANY - 1}+"
        if not narrow:
            painter.setPen(colors.color("accent" if self.isChecked() else "muted"))
            room = self.rect().adjusted(0, 0, -_COUNT_MARGIN, 0)
            painter.drawText(room, _RIGHT, words)
            return
        height = painter.fontMetrics().height()
        width = max(painter.fontMetrics().horizontalAdvance(words) + 6, height)
        badge = QRect(self.width() - width - 1, 1, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.color("accent"))
        painter.drawRoundedRect(badge, height / 2, height / 2)
        painter.setPen(colors.color("on_accent"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)
