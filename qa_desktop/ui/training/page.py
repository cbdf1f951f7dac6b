"""What the sessions screen asks of its pages about training."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from qa_desktop.ui.screen import Screen


class TrainingPage(Screen):
    """A page that was not shown while something changed reads again by itself; its letters belong
    to its lists."""

    toast_wanted = Signal(str, object)
    """Words, and the act that Undo takes back."""
    send_wanted = Signal(str, str)
    """Record type and id of what a bundle is to be about."""

    def wake(self) -> None:
        """It is shown now."""

    def sleep(self) -> None:
        """It is hidden now."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, as it does in a dialog."""
        button = self.window().focusWidget()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and isinstance(button, QPushButton) and self.isAncestorOf(button):
            button.click()
        else:
            super().keyPressEvent(event)

    def acts(self) -> dict[Qt.Key, Callable[[], object]]:
        return {}
