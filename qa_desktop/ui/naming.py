"""Names by which tests and screen readers find a widget."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

Named = TypeVar("Named", bound=QWidget)


def named(name: str, widget: Named) -> Named:
    """The widget, with its object name. What a label says is never read as markup: others may have
    written it, and Qt would load the pictures that it names."""
    widget.setObjectName(name)
    if isinstance(widget, QLabel):
        widget.setTextFormat(Qt.TextFormat.PlainText)
    return widget
