"""The Settings screen 设置: pages of a list; each change holds at once and is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from qa_desktop.store.workspace import Changes
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.screen import Screen
from qa_desktop.ui.settings.page import SettingsPage
from qa_desktop.ui.settings.pages.registry import PAGES

if TYPE_CHECKING:
    from qa_desktop.ui.main_window import MainWindow

_WIDTH = 760
_LIST = 176
_KINDS = {kind.id: kind for kind in PAGES}


class SettingsView(Screen):
    """The list at the left, the chosen page beside it; the page is remembered."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("settings_view")
        self._window = window
        self._pages: dict[str, SettingsPage] = {}
        self._places: dict[str, QScrollArea] = {}
        self._list = QListWidget(self)
        self._list.setObjectName("settings_pages")
        self._list.setFixedWidth(_LIST)
        for kind in PAGES:
            item = QListWidgetItem(self._list)
            item.setData(Qt.ItemDataRole.UserRole, kind.id)
        self._stack = QStackedWidget(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self._list)
        row.addWidget(self._stack, 1)
        self.setFocusProxy(self._list)
        self.retranslate()
        self._list.currentItemChanged.connect(self._on_chosen)
        last = window.preferences.remembered("settings_page")
        self.show_page(last if last in _KINDS else PAGES[0].id)

    def show_page(self, id: str) -> None:
        """``KeyError`` for a page that is not in the registry."""
        self._list.setCurrentRow(PAGES.index(_KINDS[id]))

    def page(self, id: str) -> SettingsPage:
        """The page, made if it has not been shown yet."""
        if id not in self._pages:
            self._pages[id] = _KINDS[id].make(self._window)
            self._places[id] = _scrolled(id, self._pages[id])
            self._stack.addWidget(self._places[id])
        return self._pages[id]

    def refresh(self, changes: Changes) -> None:
        for page in self._pages.values():
            page.refresh(changes)

    def retranslate(self) -> None:
        self._list.setAccessibleName(translate("Settings", "Pages of the settings"))
        for row, kind in enumerate(PAGES):
            self._list.item(row).setText(kind.name)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            id = item.data(Qt.ItemDataRole.UserRole)
            self.page(id)
            self._stack.setCurrentWidget(self._places[id])
            self._window.preferences.remember("settings_page", id)


def _scrolled(id: str, page: SettingsPage) -> QScrollArea:
    page.setObjectName(f"settings_page_{id}")
    page.setMaximumWidth(_WIDTH)
    outer = QWidget(objectName="settings_outer")
    row = QHBoxLayout(outer)
    row.setContentsMargins(0, 0, 8, 0)
    row.addWidget(page, 10)
    row.addStretch(1)
    scroll = QScrollArea(objectName="settings_scroll")
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(outer)
    return scroll
