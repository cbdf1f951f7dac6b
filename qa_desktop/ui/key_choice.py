"""The keys that the person chose (setting ``keys``) are in force while the window lives."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from qa_desktop.ui.key_table import KeyTable
from qa_desktop.ui.keys import in_force
from qa_desktop.ui.preferences import Preferences


class KeyChoice(QObject):
    def __init__(self, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._preferences = preferences
        in_force.use(KeyTable(preferences.get("keys")))
        preferences.changed.connect(self._on_changed)

    def _on_changed(self, key: str) -> None:
        app = QApplication.instance()
        if key == "keys" and app is not None:
            in_force.use(KeyTable(self._preferences.get("keys")))
            # Words with a key in them are written anew, as in another language
            QApplication.sendEvent(app, QEvent(QEvent.Type.LanguageChange))
