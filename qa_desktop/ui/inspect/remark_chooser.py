"""The remarks that a typed slash may become, listed above the comment."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from qa_desktop.ui.i18n import translate

_MOST_ROWS = 6


class RemarkChooser(QListWidget):
    """``/code  words``, hidden while nothing is offered; the keyboard stays with the comment."""

    remark_clicked = Signal(str)
    """The words of a remark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("remark_chooser")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(lambda item: self.remark_clicked.emit(_remark(item)[1]))
        self.hide()
        self.retranslate()

    def offer(self, remarks: Sequence[tuple[str, str]]) -> None:
        """Code and words of each; none is chosen yet."""
        self.clear()
        for code, words in remarks:
            item = QListWidgetItem(f"/{code}    {' '.join(words.split())}")
            item.setData(Qt.ItemDataRole.UserRole, (code, words))
            self.addItem(item)
        rows = min(self.count(), _MOST_ROWS)
        self.setFixedHeight(rows * self.sizeHintForRow(0) + 4 if rows else 0)
        self.setVisible(rows > 0)

    def chosen(self) -> tuple[str, str] | None:
        """The one that the arrows are on."""
        item = None if self.isHidden() else self.currentItem()
        return None if item is None else _remark(item)

    def step(self, by: int) -> None:
        """To the next or previous one, round and round."""
        place = self.currentRow()
        first = 0 if by > 0 else self.count() - 1
        self.setCurrentRow(first if place < 0 else (place + by) % self.count())

    def retranslate(self) -> None:
        self.setAccessibleName(translate("RemarkChooser", "Remarks to choose from"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _remark(item: QListWidgetItem) -> tuple[str, str]:
    code, words = item.data(Qt.ItemDataRole.UserRole)
    return code, words
