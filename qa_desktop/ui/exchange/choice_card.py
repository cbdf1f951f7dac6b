"""One side of a conflict: what it says, who said it when, and the button that takes it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qa_desktop.ui.exchange.conflict_words import Choice
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named

_HEAD_HEIGHT = 24
"""With and without the mark, so that values stand at one height."""


class ChoiceCard(QFrame):
    """``number`` is the key that takes it."""

    taken = Signal(int)

    def __init__(self, number: int, choice: Choice, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"conflict_side_{number}")
        self.setProperty("role", "side")
        head = QHBoxLayout()
        head.setSpacing(8)
        key = QLabel(str(number), self)
        key.setProperty("role", "key")
        head.addWidget(key)
        head.addStretch(1)
        head.addStrut(_HEAD_HEIGHT)
        if choice.is_shown:
            tag = QLabel(translate("Conflicts", "shown now"), self)
            tag.setProperty("tag", "question")
            head.addWidget(tag)
        value = named(f"conflict_value_{number}", QLabel(choice.value, self, wordWrap=True))
        value.setProperty("role", "title")
        who = named(f"conflict_who_{number}", QLabel(choice.who, self, wordWrap=True))
        who.setProperty("role", "muted")
        self.button = named(f"conflict_take_{number}", QPushButton(choice.button, self))
        self.button.setAccessibleName(f"{choice.button}: {choice.value}. {choice.who}")
        self.button.clicked.connect(lambda _checked=False: self.taken.emit(number))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addLayout(head)
        for part in (value, who):
            part.setTextFormat(Qt.TextFormat.PlainText)
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(part)
        if choice.details:
            details = QLabel("\n".join(choice.details), self, wordWrap=True)
            details.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(details)
        column.addStretch(1)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
