"""A choice that is as wide as its longest word, whatever its words become."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QWidget


class FittingCombo(QComboBox):
    """Qt 6 forgets the size it wants when an item changes, but not the least size it once had:
    in a narrow window the words of another language were cut off, if a layout had happened to
    ask for that size in the language before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
