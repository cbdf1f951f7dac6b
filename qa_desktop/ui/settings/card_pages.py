"""Scorecards 评分表 and reusable remarks 常用评语."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa_desktop.store.workspace import Changes
from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP
from qa_desktop.ui.settings.page import SettingsPage
from qa_desktop.ui.settings.remarks_pane import RemarksPane
from qa_desktop.ui.settings.scorecards_pane import ScorecardsPane

if TYPE_CHECKING:
    from qa_desktop.ui.settings.view import SettingsView


class ScorecardsPage(SettingsPage):
    def __init__(self, view: SettingsView) -> None:
        super().__init__(view)
        self._cards = ScorecardsPane(view.desk, view.preferences, self)
        self.add_pane(QT_TRANSLATE_NOOP("Settings", "Scorecards")).add(self._cards)
        self.finish()

    def refresh(self, changes: Changes) -> None:
        if changes.subjects & {"call", "scorecard_version"}:
            self._cards.refresh()


class RemarksPage(SettingsPage):
    def __init__(self, view: SettingsView) -> None:
        super().__init__(view)
        self._remarks = RemarksPane(view.desk, self)
        self.add_pane(QT_TRANSLATE_NOOP("Settings", "Reusable remarks")).add(self._remarks)
        self.finish()

    def refresh(self, changes: Changes) -> None:
        if "remark" in changes.subjects:
            self._remarks.refresh()
