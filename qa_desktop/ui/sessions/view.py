"""The sessions screen 案例分析: its pages side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from qa_desktop.services.playlists import CaseForm
from qa_desktop.store.workspace import Changes
from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP, translate
from qa_desktop.ui.inspect.call_sound import CallSound
from qa_desktop.ui.naming import named
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.screen import Screen
from qa_desktop.ui.sessions.case_mime import forms_of
from qa_desktop.ui.sessions.playlists_page import PlaylistsPage
from qa_desktop.ui.tasks import Desk


class Page(Protocol):
    """What the screen asks of each of its pages, which are widgets."""

    def refresh(self, changes: Changes) -> None:
        """Something was written."""

    def wake(self) -> None:
        """It is shown now."""

    def sleep(self) -> None:
        """It is hidden now."""

    def acts(self) -> dict[Qt.Key, Callable[[], object]]:
        """Letters, where no text has the keyboard."""
        ...


class SessionsView(Screen):
    """A new page is made and given to ``add_page``, with its label in the context "Sessions"."""

    toast_wanted = Signal(str, object)
    send_wanted = Signal(str)
    """A playlist."""
    library_wanted = Signal()
    forms_dropped = Signal(list)
    """As of the page of playlists."""

    def __init__(
        self,
        desk: Desk,
        preferences: Preferences,
        sound: CallSound,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sessions_view")
        self._tabs = named("sessions_tabs", QTabBar(self))
        self._tabs.setDrawBase(False)
        self._tabs.setUsesScrollButtons(False)
        self._tabs.setExpanding(False)
        self._stack = QStackedWidget(self)
        self._pages: list[Page] = []
        self._labels: list[str] = []
        self._awake: Page | None = None
        self.playlists = PlaylistsPage(desk, preferences, sound, self)
        self.playlists.toast_wanted.connect(self.toast_wanted)
        self.playlists.send_wanted.connect(self.send_wanted)
        self.playlists.library_wanted.connect(self.library_wanted)
        self.playlists.forms_dropped.connect(self.forms_dropped)
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        column.addWidget(self._tabs)
        column.addWidget(self._stack, 1)
        self.add_page(self.playlists, QT_TRANSLATE_NOOP("Sessions", "Playlists"))
        self._tabs.currentChanged.connect(self._on_tab)
        self.retranslate()

    def add_page(self, page: QWidget, label: str) -> None:
        """Behind those that there are; ``page`` also is a ``Page``."""
        self._pages.append(page)  # type: ignore[arg-type]
        self._labels.append(label)
        self._stack.addWidget(page)
        self._tabs.addTab(translate("Sessions", label))
        self._tabs.setVisible(len(self._pages) > 1)
        if len(self._pages) == 1:
            self.setFocusProxy(_keyboard_of(page))

    def show_page(self, page: QWidget) -> None:
        self._tabs.setCurrentIndex(self._stack.indexOf(page))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Calls that are dragged here belong into a playlist, whatever page is shown."""
        event.ignore()
        if forms_of(event.mimeData()):
            self.show_page(self.playlists)
            event.accept()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Beside its pages nothing is dropped."""
        event.ignore()

    def add_cases(self, forms: list[CaseForm]) -> None:
        """Into the playlist that is open."""
        self.show_page(self.playlists)
        self.playlists.add(forms)

    def refresh(self, changes: Changes) -> None:
        for page in self._pages:
            page.refresh(changes)

    def panes(self) -> Sequence[QWidget]:
        """The timeline of a case keeps Tab for its stops."""
        shown = self._stack.currentWidget()
        return self.playlists.panes() if shown is self.playlists else ()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._wake()

    def hideEvent(self, event: QHideEvent) -> None:
        self._sleep()
        super().hideEvent(event)

    def _on_tab(self, place: int) -> None:
        self._sleep()
        self._stack.setCurrentIndex(place)
        self.setFocusProxy(_keyboard_of(self._stack.widget(place)))
        if self.isVisible():
            self._wake()

    def _wake(self) -> None:
        self._awake = self._pages[self._stack.currentIndex()]
        self._awake.wake()

    def _sleep(self) -> None:
        page, self._awake = self._awake, None
        if page is not None:
            page.sleep()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters reach the screen from lists; those that are typed never do."""
        alone = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        act = self._awake.acts().get(Qt.Key(event.key())) if self._awake and alone else None
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def retranslate(self) -> None:
        self._tabs.setAccessibleName(translate("Sessions", "Playlists and sessions"))
        for place, label in enumerate(self._labels):
            self._tabs.setTabText(place, translate("Sessions", label))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _keyboard_of(page: QWidget | None) -> QWidget | None:
    return (page.keyboard if isinstance(page, Screen) else None) or page
