"""What the window asks of every screen."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from qa_desktop.store.workspace import Changes

_LEAST = QSize(480, 280)
"""A table in it still shows a few rows."""


class Screen(QWidget):
    """One page of the window; listed in ``ui.screens``."""

    keyboard: QWidget | None = None
    """Who gets the keyboard when the screen is shown."""

    def setFocusProxy(self, widget: QWidget | None) -> None:
        """Kept here and not in Qt: with a proxy Tab would come to the screen itself and go round
        in a circle that leaves the rail out."""
        self.keyboard = widget

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.keyboard is not None:
            self.keyboard.setFocus(event.reason())

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(_LEAST)

    def refresh(self, changes: Changes) -> None:
        """Something was written: read again what is shown of these subjects."""

    def undo(self) -> bool:
        """Take back the last step that only this screen knows of; False where there is none."""
        return False
