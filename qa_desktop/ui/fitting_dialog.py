"""A dialog that is as high as its words need."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog


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
