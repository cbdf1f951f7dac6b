"""The field above a long list: what is typed narrows it, Enter and Down go into it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from qa_desktop.domain.folding import fold, terms
from qa_desktop.domain.pinyin import initials
from qa_desktop.ui.i18n import translate

LONG: Final = 12
"""Lines from which on one looks for what one wants."""


class FindInList(QLineEdit):
    """Every word is in the line, or in the initials of its Chinese. What is ticked and out of sight
    stays ticked."""

    def __init__(self, name: str, listed: QListWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._list = listed
        self.setClearButtonEnabled(True)
        words = translate("FindInList", "Find in the list")
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self._texts = [_looked_into(listed.item(row).text()) for row in range(listed.count())]
        self.textChanged.connect(self._narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is no answer to the form while one looks for something."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            super().keyPressEvent(event)
            return
        event.accept()
        shown = (n for n in range(self._list.count()) if not self._list.item(n).isHidden())
        first = next(shown, None)
        if first is not None:
            self._list.setCurrentRow(first)
            self._list.setFocus()

    def _narrow(self, words: str) -> None:
        wanted = terms(words)
        for row, text in enumerate(self._texts):
            self._list.item(row).setHidden(not all(word in text for word in wanted))


def _looked_into(text: str) -> str:
    return "\n".join((fold(text), *map(fold, initials(text))))
