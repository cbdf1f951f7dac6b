"""The pieces of which the pages of a dialog are laid out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)


def page_column(page: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    return column


def at_the_end(*buttons: QPushButton) -> QHBoxLayout:
    """A row of buttons at the right."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    return row


def words_label(name: str, role: str = "") -> QLabel:
    """Words that can be marked and copied, never read as markup: others may have written them.
    One that does not end (a file's name) is cut off; it must not make a dialog wider than the
    screen, with its buttons beyond the edge."""
    label = QLabel(wordWrap=True)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    if role:
        label.setProperty("role", role)
    return label


def set_role(label: QLabel, role: str) -> None:
    """``app.qss`` looks at it only when it is told."""
    if label.property("role") != role:
        label.setProperty("role", role)
        label.style().unpolish(label)
        label.style().polish(label)


def offer(button: QPushButton) -> None:
    """What Enter presses from now on."""
    button.setDefault(True)
    button.setFocus()
