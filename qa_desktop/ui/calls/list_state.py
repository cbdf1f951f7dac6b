"""What stands in the place of the list while there is none: reading, nothing yet, nothing fits, it
could not be read."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qa_desktop.ui import icons
from qa_desktop.ui.i18n import translate

State = Literal["reading", "none_yet", "nothing_fits", "unread"]


class ListState(QWidget):
    import_wanted = Signal()
    demo_wanted = Signal()
    clear_wanted = Signal()
    retry_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calls_state")
        self._state: State | None = None
        """None until there is something to say: most lists never come to it."""
        self._picture = QLabel(self, alignment=Qt.AlignmentFlag.AlignCenter)
        self._title = QLabel(self, alignment=Qt.AlignmentFlag.AlignCenter)
        self._title.setObjectName("calls_state_title")
        self._title.setProperty("role", "title")
        self._words = QLabel(self, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._words.setProperty("role", "muted")
        self._import = self._button("calls_state_import", self.import_wanted)
        self._import.setProperty("role", "primary")
        self._demo = self._button("calls_state_demo", self.demo_wanted)
        self._clear = self._button("calls_state_clear", self.clear_wanted)
        self._retry = self._button("calls_state_retry", self.retry_wanted)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self._import, self._demo, self._clear, self._retry):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 48, 48, 48)
        column.setSpacing(12)
        column.addStretch(2)
        for part in (self._picture, self._title, self._words):
            column.addWidget(part)
        column.addLayout(buttons)
        column.addStretch(3)

    def show_state(self, state: State) -> None:
        self._state = state
        self.retranslate()

    def retranslate(self) -> None:
        if self._state is None:
            return
        name = "search" if self._state == "nothing_fits" else "calls"
        picture = icons.icon(name, "muted").pixmap(QSize(48, 48), self.devicePixelRatioF())
        self._picture.setPixmap(picture)
        titles = {
            "reading": translate("Calls", "Reading…"),
            "none_yet": translate("Calls", "No recordings yet"),
            "nothing_fits": translate("Calls", "No recording fits"),
            "unread": translate("Calls", "The recordings could not be read"),
        }
        words = {
            "reading": "",
            "none_yet": translate(
                "Calls", "Import a folder of recordings, or drop files anywhere on this window."
            ),
            "nothing_fits": translate("Calls", "Take filters off, or look for fewer words."),
            "unread": translate("Calls", "Nothing is lost. The message above says why."),
        }
        self._title.setText(titles[self._state])
        self._words.setText(words[self._state])
        self._import.setText(translate("Calls", "Import recordings…"))
        self._demo.setText(translate("Calls", "Try it with the demo calls"))
        self._clear.setText(translate("Calls", "Clear filters"))
        self._retry.setText(translate("Calls", "Read again"))
        for button, state in (
            (self._import, "none_yet"),
            (self._demo, "none_yet"),
            (self._clear, "nothing_fits"),
            (self._retry, "unread"),
        ):
            button.setVisible(self._state == state)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)

    def _button(self, name: str, wanted: SignalInstance) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.clicked.connect(wanted)
        return button
