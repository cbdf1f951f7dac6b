"""What was just done, with Undo beside it; goes away by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QTabBar, QWidget

from qa_desktop.ui.i18n import translate

SHOWN_MS = 6_000
_MARGIN = 16
_TABS_END = 64
"""Tabs that end above it are those of the screen."""


class Toast(QFrame):
    """Floats at the top of ``host``, below the tabs of a screen that has some, or at its bottom,
    where nothing is typed; takes no focus."""

    undo_requested = Signal(str)
    """The act to take back."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self.setObjectName("toast")
        self.setProperty("role", "toast")
        self._act: str | None = None
        self._is_below = False
        self._words = QLabel(self)
        self._words.setObjectName("toast_words")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._undo = QPushButton(self)
        self._undo.setObjectName("toast_undo")
        self._undo.clicked.connect(self._on_undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(14)
        row.addWidget(self._words, 1)
        row.addWidget(self._undo)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        host.installEventFilter(self)
        self.hide()

    def say(self, words: str, act: str | None = None) -> None:
        self._act = act
        self._words.setText(words)
        self._undo.setText(translate("Toast", "Undo"))
        self._undo.setVisible(act is not None)
        self.setAccessibleName(words)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def _on_undo(self) -> None:
        self.hide()
        if self._act is not None:
            self.undo_requested.emit(self._act)

    def put(self, *, below: bool) -> None:
        """Where the screen that is shown now has nothing to type; over that screen."""
        self._is_below = below
        self._place()
        self.raise_()

    def _place(self) -> None:
        """What does not fit beside the margins goes on in another line."""
        host = self.parentWidget().rect()
        self._words.setWordWrap(False)
        self.adjustSize()
        room = host.width() - 2 * _MARGIN
        if self.width() > room:
            self._words.setWordWrap(True)
            self.resize(room, self.heightForWidth(room))
        top = host.height() - self.height() - _MARGIN if self._is_below else self._top()
        self.move((host.width() - self.width()) // 2, top)

    def _top(self) -> int:
        host = self._host
        bars = [bar for bar in host.findChildren(QTabBar) if bar.isVisible()]
        below = [bar.mapTo(host, bar.rect().bottomLeft()).y() for bar in bars]
        return max([each + _MARGIN // 2 for each in below if each < _TABS_END], default=_MARGIN)

    def eventFilter(self, watched, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
