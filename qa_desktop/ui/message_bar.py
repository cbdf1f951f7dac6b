"""A plain sentence in the window itself: what went wrong and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from qa_desktop.errors import UserFacingError
from qa_desktop.ui import i18n, icons
from qa_desktop.ui.i18n import translate


class MessageBar(QFrame):
    """Hidden while there is nothing to say; the newest error is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_bar")
        self.setProperty("role", "message")
        self._error: UserFacingError | None = None
        self._picture = QLabel(self)
        self._words = QLabel(self, wordWrap=True)
        self._words.setObjectName("message_words")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = QToolButton(self)
        self._close.setObjectName("message_close")
        self._close.setProperty("role", "flat")
        self._close.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(10)
        row.addWidget(self._picture)
        row.addWidget(self._words, 1)
        row.addWidget(self._close)
        self.hide()
        self.retranslate()

    def show_error(self, error: UserFacingError) -> None:
        self._error = error
        self.retranslate()
        self.show()

    def forget_sound(self) -> None:
        """What keeps one call from being heard says nothing where another is heard."""
        if self._error is not None and self._error.id.startswith("audio."):
            self.clear()

    def clear(self) -> None:
        self._error = None
        self.hide()

    def retranslate(self) -> None:
        self._close.setIcon(icons.icon("close", "critical"))
        self._close.setAccessibleName(translate("MessageBar", "Close this message"))
        picture = icons.icon("warning", "critical")
        self._picture.setPixmap(picture.pixmap(QSize(18, 18), self.devicePixelRatioF()))
        if self._error is not None:
            words = self._error.say(i18n.catalogue_language())
            self._words.setText(words)
            self.setAccessibleName(words)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)
