"""A tag's colour as a dot: in the list of tags, and where it is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from qa_desktop.ui import theme
from qa_desktop.ui.library.words import TAG_KINDS


def tag_dot(colour: str) -> QIcon:
    picture = QPixmap(24, 24)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.current().color(TAG_KINDS.get(colour, "note")))
    painter.drawEllipse(6, 6, 12, 12)
    painter.end()
    return QIcon(picture)
