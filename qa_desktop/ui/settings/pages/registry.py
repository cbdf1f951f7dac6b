"""The pages of Settings, in the order of their list.

A new page is a module beside this one, a line in ``PAGES`` and the function that makes it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP, translate
from qa_desktop.ui.settings.page import SettingsPage

if TYPE_CHECKING:
    from qa_desktop.ui.main_window import MainWindow


@dataclass(frozen=True)
class PageKind:
    """``make`` runs when the page is first wanted."""

    id: str
    label: str
    make: Callable[[MainWindow], SettingsPage]

    @property
    def name(self) -> str:
        """The label in the person's language."""
        return translate("SettingsPages", self.label)


def _general(window: MainWindow) -> SettingsPage:
    from qa_desktop.ui.settings.pages.general import GeneralPage

    return GeneralPage(window.desk, window.preferences)


def _listening(window: MainWindow) -> SettingsPage:
    from qa_desktop.ui.settings.pages.listening import ListeningPage

    return ListeningPage(window.preferences)


def _remarks(window: MainWindow) -> SettingsPage:
    from qa_desktop.ui.settings.pages.remarks import RemarksPage

    return RemarksPage(window.desk)


def _scorecards(window: MainWindow) -> SettingsPage:
    from qa_desktop.ui.settings.pages.scorecards import ScorecardsPage

    return ScorecardsPage(window.desk, window.preferences)


def _workspace(window: MainWindow) -> SettingsPage:
    from qa_desktop.ui.settings.pages.workspace import WorkspacePage

    page = WorkspacePage(window.desk, window.preferences, window.backups)
    page.workspace_wanted.connect(window.workspace_wanted)
    page.restore_wanted.connect(window.restore_wanted)
    return page


def _about(_window: MainWindow) -> SettingsPage:
    from qa_desktop.ui.settings.pages.about import AboutPage

    return AboutPage()


PAGES = (
    PageKind("general", QT_TRANSLATE_NOOP("SettingsPages", "General"), _general),
    PageKind("listening", QT_TRANSLATE_NOOP("SettingsPages", "Listening"), _listening),
    PageKind("remarks", QT_TRANSLATE_NOOP("SettingsPages", "Remarks"), _remarks),
    PageKind("scorecards", QT_TRANSLATE_NOOP("SettingsPages", "Scorecards"), _scorecards),
    PageKind("workspace", QT_TRANSLATE_NOOP("SettingsPages", "Workspace & backups"), _workspace),
    PageKind("about", QT_TRANSLATE_NOOP("SettingsPages", "About"), _about),
)
