"""A screen with nothing on it says what to do next and has the button for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qa_desktop.ui import icons
from qa_desktop.ui.i18n import translate


class EmptyState(QWidget):
    """No recordings yet, or none left to inspect."""

    import_wanted = Signal()
    demo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("empty_state")
        self._done = False
        self._picture = QLabel(self, alignment=Qt.AlignmentFlag.AlignCenter)
        self._title = QLabel(self, alignment=Qt.AlignmentFlag.AlignCenter)
        self._title.setObjectName("empty_title")
        self._title.setProperty("role", "title")
        self._words = QLabel(self, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._words.setProperty("role", "muted")
        self._import = QPushButton(self)
        self._import.setObjectName("empty_import")
        self._import.setProperty("role", "primary")
        self._import.clicked.connect(self.import_wanted)
        self._demo = QPushButton(self)
        self._demo.setObjectName("empty_demo")
        self._demo.clicked.connect(self.demo_wanted)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._import)
        buttons.addWidget(self._demo)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 48, 48, 48)
        column.setSpacing(12)
        column.addStretch(2)
        for part in (self._picture, self._title, self._words):
            column.addWidget(part)
        column.addSpacing(8)
        column.addLayout(buttons)
        column.addStretch(3)
        self.retranslate()

    def show_state(self, done: bool) -> None:
        """``done``: there were calls and none is left to inspect, else there never was one."""
        self._done = done
        self.retranslate()

    def retranslate(self) -> None:
        self._import.setText(translate("EmptyState", "Import recordings…"))
        self._demo.setText(translate("EmptyState", "Try it with the demo calls"))
        self._demo.setVisible(not self._done)
        name = "check" if self._done else "inspect"
        picture = icons.icon(name, "muted").pixmap(QSize(48, 48), self.devicePixelRatioF())
        self._picture.setPixmap(picture)
        if self._done:
            self._title.setText(translate("EmptyState", "Nothing left to inspect"))
            self._words.setText(
                translate("EmptyState", "Every recording here was inspected or set aside.")
            )
        else:
            self._title.setText(translate("EmptyState", "No recordings yet"))
            self._words.setText(
                translate(
                    "EmptyState",
                    "Import a folder of recordings, or drop files anywhere on this window.",
                )
            )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)
