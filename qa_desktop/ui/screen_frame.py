"""Where a screen stands in the window; one that needs more room than there is can be scrolled."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from qa_desktop.ui.screen import Screen


class ScreenFrame(QScrollArea):
    """Nothing of it is seen while the screen has room; below that it goes where the keyboard is.

    A screen that is made in the ``viewport`` is styled once; from elsewhere it would be again.
    """

    screen_shown: Screen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("screen_frame")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101
        app.focusChanged.connect(self._follow)

    def hold(self, screen: Screen) -> None:
        self.screen_shown = screen
        self.setWidget(screen)
        screen.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    @property
    def scrolls(self) -> bool:
        """The screen needs more room than there is."""
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        return any(bar.maximum() > bar.minimum() for bar in bars)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows that nobody wanted belong to the window, not to the bars."""
        event.ignore()

    def _follow(self, _left: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self.scrolls or not self.screen_shown.isAncestorOf(now):
            return
        sought, parent = now, now.parentWidget()
        while parent is not None and parent is not self.screen_shown:
            if isinstance(parent, QScrollArea):
                sought = parent  # which scrolls for itself what it holds
            parent = parent.parentWidget()
        self.ensureWidgetVisible(sought, _AROUND, _AROUND)


_AROUND = 12
"""Pixels that are shown beside what has the keyboard."""
