"""Menus that are filled anew each time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu


def empty(menu: QMenu) -> None:
    """Take everything out. ``QMenu.clear`` alone leaves submenus behind, hidden, for ever."""
    submenus = menu.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    menu.clear()
    for submenu in submenus:
        submenu.deleteLater()
