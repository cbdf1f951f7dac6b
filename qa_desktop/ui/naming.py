"""Names by which tests and screen readers find a widget."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QWidget

Named = TypeVar("Named", bound=QWidget)


def named(name: str, widget: Named) -> Named:
    """The widget, with its object name."""
    widget.setObjectName(name)
    return widget
