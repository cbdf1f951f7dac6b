"""A number to type or step, its text as far from the edge as that of the boxes around it."""

from __future__ import annotations

from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox, QWidget

# The style sheet's padding does not reach the text of a QSpinBox
_LEFT = 8


class NumberBox(QSpinBox):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lineEdit().setTextMargins(_LEFT, 0, 0, 0)


class DecimalBox(QDoubleSpinBox):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lineEdit().setTextMargins(_LEFT, 0, 0, 0)
