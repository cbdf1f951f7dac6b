"""What stands where a table would that has no rows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qa_desktop.ui.i18n import translate

_LEAST_HEIGHT = 240
"""A title, a few lines and the button."""


class NoRows(QWidget):
    """Why there are no rows, and what to do."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setMinimumHeight(_LEAST_HEIGHT)
        self._title = QLabel(self, alignment=Qt.AlignmentFlag.AlignCenter)
        self._title.setProperty("role", "title")
        self._words = QLabel(self, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._words.setProperty("role", "muted")
        self.import_button = QPushButton(self)
        self.import_button.setObjectName(f"{name}_import")
        self.import_button.setProperty("role", "primary")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.import_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addSpacing(8)
        column.addLayout(row)
        column.addStretch(3)

    def say_no_lists(self) -> None:
        """Nothing was imported yet."""
        self._say(
            translate("CallLists", "No call lists yet"),
            translate(
                "CallLists",
                "Import a call list from the dialler: its rows find their recordings by serial "
                "number, or by agent and time. What does not match is settled here.",
            ),
        )

    def say_settled(self, *, is_all: bool) -> None:
        """No row waits, or, unless ``is_all``, none that was asked for."""
        if is_all:
            self._say(
                translate("CallLists", "Every row is settled"),
                translate(
                    "CallLists",
                    "Import the next list, or choose another state above to see the rows "
                    "that were matched.",
                ),
            )
        else:
            self._say(
                translate("CallLists", "No row fits"),
                translate("CallLists", "Choose another list or state above, or other words."),
            )

    def _say(self, title: str, words: str) -> None:
        self._title.setText(title)
        self._words.setText(words)
        self.import_button.setText(translate("CallLists", "Import a list…"))
