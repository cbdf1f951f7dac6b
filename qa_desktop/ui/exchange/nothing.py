"""What stands where a table would that has no rows: what this is for, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

_WIDTH = 560


class Nothing(QWidget):
    """``buttons`` stand below the words, in their order."""

    def __init__(self, name: str, buttons: list[QPushButton], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._title = QLabel(self, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._title.setObjectName(f"{name}_title")
        self._title.setProperty("role", "title")
        self._words = QLabel(self, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._words.setProperty("role", "muted")
        for part in (self._title, self._words):
            part.setMaximumWidth(_WIDTH)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in buttons:
            button.setParent(self)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addStretch(2)
        for part in (self._title, self._words):
            middle = QHBoxLayout()
            middle.addStretch(1)
            middle.addWidget(part, 10)
            middle.addStretch(1)
            column.addLayout(middle)
        column.addSpacing(8)
        column.addLayout(row)
        column.addStretch(3)

    def say(self, title: str, words: str) -> None:
        self._title.setText(title)
        self._words.setText(words)
