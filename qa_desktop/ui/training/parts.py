"""What the parts of a session have in common: a row of buttons above one or two tables."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qa_desktop.ui.naming import named
from qa_desktop.ui.training.session_acts import SessionActs
from qa_desktop.ui.training.session_reading import OpenedSession


class Part(QWidget):
    """A tab of the chosen session. ``keyboard`` gets the keyboard when it is chosen."""

    keyboard: QWidget

    def __init__(self, name: str, acts: SessionActs, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._acts = acts
        self._opened: OpenedSession | None = None

    def show_session(self, opened: OpenedSession) -> None:
        self._opened = opened
        self.fill(opened)

    def fill(self, opened: OpenedSession) -> None:
        """Show what was read."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Its words in another language."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            if self._opened is not None:
                self.fill(self._opened)
        super().changeEvent(event)

    def button(self, name: str, role: str | None = None) -> QPushButton:
        made = named(name, QPushButton(self))
        made.setAutoDefault(False)
        made.setProperty("role", role)
        return made

    def told(self, name: str) -> QLabel:
        made = named(name, QLabel(self, wordWrap=True))
        made.setProperty("role", "muted")
        return made

    def column(self) -> QVBoxLayout:
        made = QVBoxLayout(self)
        made.setContentsMargins(0, 8, 0, 0)
        made.setSpacing(8)
        return made


def tools(left: Sequence[QWidget], right: Sequence[QWidget]) -> QHBoxLayout:
    """Buttons in a row above what they act on."""
    row = QHBoxLayout()
    row.setContentsMargins(12, 0, 12, 0)
    row.setSpacing(8)
    for part in left:
        row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    for part in right:
        row.addWidget(part)
    return row
