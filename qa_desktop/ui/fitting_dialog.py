"""Dialogs that are as high as their words need, and no larger than the screen."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog

_TITLE_BAR = 32


def resize_on_screen(dialog: QDialog, wanted: QSize) -> None:
    """``wanted``, or what the screen has: at 200 % the buttons would stand below its edge."""
    room = dialog.screen().availableSize()
    dialog.resize(wanted.boundedTo(QSize(room.width(), room.height() - _TITLE_BAR)))


class FittingDialog(QDialog):
    """Qt stops at two thirds of the screen, and wrapped words then lie over what is below them."""

    def fit(self) -> None:
        """After its words have changed."""
        layout = self.layout()
        if layout is None:
            return
        layout.activate()
        width = max(self.width(), layout.totalMinimumSize().width())
        high = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else -1
        self.resize(width, max(high, layout.totalSizeHint().height() if high < 0 else 0))

    def showEvent(self, event: QShowEvent) -> None:
        self.ensurePolished()
        self.fit()
        super().showEvent(event)
