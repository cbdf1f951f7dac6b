"""Remarks 常用评语."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from qa_desktop.store.workspace import Changes
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.settings.page import SettingsPage
from qa_desktop.ui.settings.remarks_pane import RemarksPane
from qa_desktop.ui.tasks import Desk


class RemarksPage(SettingsPage):
    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel()
        self.remarks = RemarksPane(desk)
        self.add_pane(self.remarks, title=self._title)
        self.end()
        self.retranslate()

    def refresh(self, changes: Changes) -> None:
        if "remark" in changes.subjects:
            self.remarks.refresh()

    def retranslate(self) -> None:
        self._title.setText(translate("Settings", "Reusable remarks"))
