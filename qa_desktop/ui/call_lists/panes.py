"""The pieces of which the Call lists screen is laid out."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from qa_desktop.ui.fitting_combo import FittingCombo


def tabs(parent: QWidget, name: str, count: int) -> QTabBar:
    tabs = QTabBar(parent)
    tabs.setObjectName(name)
    tabs.setDrawBase(False)
    tabs.setUsesScrollButtons(False)
    for _ in range(count):
        tabs.addTab("")
    return tabs


def combo(parent: QWidget, name: str) -> FittingCombo:
    combo = FittingCombo(parent)
    combo.setObjectName(name)
    combo.setMaximumWidth(240)
    return combo


def bar(*parts: QWidget) -> QWidget:
    bar = QWidget()
    row = QHBoxLayout(bar)
    row.setContentsMargins(12, 6, 12, 6)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return bar


def column(middle: QWidget, below: QWidget, above: QWidget | None = None) -> QWidget:
    """``middle`` takes the room."""
    column = QWidget()
    inside = QVBoxLayout(column)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(0)
    if above is not None:
        inside.addWidget(above)
    inside.addWidget(middle, 1)
    inside.addWidget(below)
    return column
