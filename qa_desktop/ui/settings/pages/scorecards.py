"""Scorecards 评分表: which one a call begins with."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from qa_desktop.store.workspace import Changes
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.settings.page import SettingsPage
from qa_desktop.ui.settings.scorecards_pane import ScorecardsPane
from qa_desktop.ui.tasks import Desk


class ScorecardsPage(SettingsPage):
    def __init__(self, desk: Desk, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel()
        self.scorecards = ScorecardsPane(desk, preferences)
        self.add_pane(self.scorecards, title=self._title)
        self.end()
        self.retranslate()

    def refresh(self, changes: Changes) -> None:
        if "call" in changes.subjects:
            self.scorecards.refresh()

    def retranslate(self) -> None:
        self._title.setText(translate("Settings", "Scorecards"))
