"""An option of a question, to be picked: its words are wrapped, which those of a button are not."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

_LEAST_HEIGHT: Final = 44
"""For a finger."""
_SIDE: Final = 16
_ABOVE: Final = 8


class OptionButton(QPushButton):
    def __init__(self, number: int, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "answer")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setMinimumHeight(_LEAST_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"{number} {words}")
        self._words = QLabel(f"{number}   {words}", self, wordWrap=True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, _ABOVE, _SIDE, _ABOVE)
        column.addWidget(self._words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self._words.heightForWidth(width - 2 * _SIDE) + 2 * _ABOVE, _LEAST_HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(max(self.width(), 320)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, _LEAST_HEIGHT)
