"""What stands where the list of agents would: what to do about its being empty."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qa_desktop.ui.i18n import translate


class Nobody(QWidget):
    """Nobody yet, or nobody that the filters let through."""

    import_wanted = Signal()
    add_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("roster_empty")
        self._none_yet = True
        self._title = QLabel(self, alignment=Qt.AlignmentFlag.AlignCenter)
        self._title.setObjectName("roster_empty_title")
        self._title.setProperty("role", "title")
        self._words = QLabel(self, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._words.setProperty("role", "muted")
        self._import = QPushButton(self)
        self._import.setObjectName("roster_empty_import")
        self._import.setProperty("role", "primary")
        self._import.clicked.connect(self.import_wanted)
        self._add = QPushButton(self)
        self._add.setObjectName("roster_empty_add")
        self._add.clicked.connect(self.add_wanted)
        self._clear = QPushButton(self)
        self._clear.setObjectName("roster_empty_clear")
        self._clear.clicked.connect(self.clear_wanted)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self._import, self._add, self._clear):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 24, 48, 24)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addLayout(buttons)
        column.addStretch(3)

    def show_state(self, *, none_yet: bool) -> None:
        self._none_yet = none_yet
        self.retranslate()

    def retranslate(self) -> None:
        self._import.setText(translate("Roster", "Import a roster…"))
        self._add.setText(translate("Roster", "Add an agent…"))
        self._clear.setText(translate("Roster", "Clear the filters"))
        self._import.setVisible(self._none_yet)
        self._add.setVisible(self._none_yet)
        self._clear.setHidden(self._none_yet)
        if self._none_yet:
            self._title.setText(translate("Roster", "Nobody on the roster yet"))
            self._words.setText(
                translate("Roster", "Import the list of agents (xlsx or csv), or add them here.")
            )
        else:
            self._title.setText(translate("Roster", "Nobody matches"))
            self._words.setText(translate("Roster", "No agent fits the search and filters."))
