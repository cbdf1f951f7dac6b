"""What the window asks of every screen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
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

    def panes(self) -> Sequence[QWidget]:
        """Where F6 and Shift+F6 go, in order; none where Tab is all there is."""
        return ()

    def walk_panes(self, step: int) -> None:
        """To the next or the one before; from elsewhere to the first."""
        panes = [pane for pane in self.panes() if pane.isVisibleTo(self)]
        if not panes:
            return
        now = self.window().focusWidget()
        here = next((n for n, p in enumerate(panes) if p is now or p.isAncestorOf(now)), None)
        self.enter_pane(panes[0 if here is None else (here + step) % len(panes)])

    def enter_pane(self, pane: QWidget) -> None:
        """The keyboard to where one goes on in it."""
        pane.setFocus(Qt.FocusReason.TabFocusReason)

    def undo(self) -> bool:
        """Take back the last step that only this screen knows of; False where there is none."""
        return False

    def redo(self) -> bool:
        """Do it again; False where the screen has no steps of its own."""
        return False
