"""The Settings screen 设置: pages by subject; each change holds at once and is kept.

A new page is a module here and a line in ``PAGES``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
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
from qa_desktop.ui.backup_keeper import BackupKeeper
from qa_desktop.ui.health.health_page import HealthPage
from qa_desktop.ui.health.trash_page import TrashPage
from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP, translate
from qa_desktop.ui.identity.key_gate import KeyGate
from qa_desktop.ui.identity.page import IdentityPage
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.screen import Screen
from qa_desktop.ui.settings.about_page import AboutPage
from qa_desktop.ui.settings.card_pages import RemarksPage, ScorecardsPage
from qa_desktop.ui.settings.general_page import GeneralPage
from qa_desktop.ui.settings.keys_page import KeysPage
from qa_desktop.ui.settings.listening_page import ListeningPage
from qa_desktop.ui.settings.page import SettingsPage
from qa_desktop.ui.settings.workspace_page import WorkspacePage
from qa_desktop.ui.tasks import Desk

_WIDTH = 760
_LIST = 204
_ROW = 34


@dataclass(frozen=True)
class PageKind:
    """``make`` runs when the page is first wanted."""

    id: str
    label: str
    make: Callable[[SettingsView], SettingsPage]

    @property
    def name(self) -> str:
        """The label in the person's language."""
        return translate("Settings", self.label)


PAGES: tuple[PageKind, ...] = (
    PageKind("general", QT_TRANSLATE_NOOP("Settings", "General"), GeneralPage),
    PageKind("identity", QT_TRANSLATE_NOOP("Settings", "Me and my team"), IdentityPage),
    PageKind("listening", QT_TRANSLATE_NOOP("Settings", "Listening"), ListeningPage),
    PageKind("keys", QT_TRANSLATE_NOOP("Settings", "Keys"), KeysPage),
    PageKind("scorecards", QT_TRANSLATE_NOOP("Settings", "Scorecards"), ScorecardsPage),
    PageKind("remarks", QT_TRANSLATE_NOOP("Settings", "Reusable remarks"), RemarksPage),
    PageKind("workspace", QT_TRANSLATE_NOOP("Settings", "Workspace and backups"), WorkspacePage),
    PageKind("health", QT_TRANSLATE_NOOP("Settings", "Health"), HealthPage),
    PageKind("trash", QT_TRANSLATE_NOOP("Settings", "Trash and erasing"), TrashPage),
    PageKind("about", QT_TRANSLATE_NOOP("Settings", "About"), AboutPage),
)
"""The registry of pages, in the order of the list."""


class SettingsView(Screen):
    """The list of pages at the left; the page that was shown last is shown again."""

    workspace_wanted = Signal(object)
    """Another folder to open."""
    restore_wanted = Signal(object)
    """A backup to restore; the person has agreed."""
    toast_wanted = Signal(str, str)
    """Words, and the act that Undo takes back."""

    def __init__(
        self,
        desk: Desk,
        preferences: Preferences,
        keeper: BackupKeeper,
        key_gate: KeyGate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("settings_view")
        self.desk, self.preferences, self.keeper = desk, preferences, keeper
        self.key_gate = key_gate
        self.is_sound_wanted: Callable[[str], bool] = lambda _recording: False
        """Whether a recording is open or prepared in advance: its sound stays in the cache."""
        self._pages: dict[str, SettingsPage] = {}
        self._frames: dict[str, QScrollArea] = {}
        self._list = QListWidget(self)
        self._list.setObjectName("settings_pages")
        self._list.setProperty("role", "pages")
        self._list.setFixedWidth(_LIST)
        for kind in PAGES:
            item = QListWidgetItem(self._list)
            item.setData(Qt.ItemDataRole.UserRole, kind.id)
            item.setSizeHint(QSize(0, _ROW))
        self._stack = QStackedWidget(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._list)
        row.addWidget(self._stack, 1)
        self.setFocusProxy(self._list)
        self.retranslate()
        self._list.currentRowChanged.connect(lambda place: self.show_page(PAGES[place].id))
        last = str(preferences.remembered("settings_page") or "")
        self.show_page(last if last in {kind.id for kind in PAGES} else PAGES[0].id)

    def show_page(self, id: str) -> SettingsPage:
        """Also from elsewhere: the command palette, a message that says where to set something."""
        (place,) = (place for place, kind in enumerate(PAGES) if kind.id == id)
        if id not in self._pages:
            self._pages[id] = PAGES[place].make(self)
            self._frames[id] = _framed(self._pages[id])
            self._stack.addWidget(self._frames[id])
        self._stack.setCurrentWidget(self._frames[id])
        if self._list.currentRow() != place:
            self._list.setCurrentRow(place)
        self.preferences.remember("settings_page", id)
        return self._pages[id]

    def refresh(self, changes: Changes) -> None:
        for page in self._pages.values():
            page.refresh(changes)

    def retranslate(self) -> None:
        self._list.setAccessibleName(translate("Settings", "Pages of the settings"))
        for place, kind in enumerate(PAGES):
            self._list.item(place).setText(kind.name)
        for page in self._pages.values():
            page.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _framed(page: SettingsPage) -> QScrollArea:
    """Scrolls when the window is small; no wider than reads well when it is large."""
    page.setMaximumWidth(_WIDTH)
    page.setObjectName("settings_body")
    outer = QWidget(objectName="settings_outer")
    row = QHBoxLayout(outer)
    row.setContentsMargins(0, 0, 16, 16)
    row.addWidget(page, 10)
    row.addStretch(1)
    scroll = QScrollArea(objectName="settings_scroll")
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the keyboard
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidget(outer)
    return scroll
