"""Listening 播放: the step back on resume, the volume."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSlider, QWidget

from qa_desktop.ui.i18n import translate
from qa_desktop.ui.number_box import NumberBox
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.settings.page import Rows, SettingsPage

MOST_BACK_S = 10


class ListeningPage(SettingsPage):
    """What the player follows at once."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel()
        self._back = NumberBox(self)
        self._back.setObjectName("settings_back_step")
        self._back.setRange(0, MOST_BACK_S)
        self._back.setValue(preferences.get("back_step_ms") // 1000)
        self._back.valueChanged.connect(lambda s: preferences.set("back_step_ms", s * 1000))
        self._volume = QSlider(Qt.Orientation.Horizontal, self)
        self._volume.setObjectName("settings_volume")
        self._volume.setRange(0, 100)
        self._volume.setValue(preferences.get("volume"))
        self._volume.valueChanged.connect(partial(preferences.set, "volume"))
        self._rows = Rows(self._back, self._volume)
        self.add_pane(self._rows, title=self._title)
        self.end()
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(translate("Settings", "Listening"))
        self._rows.name(
            translate("Settings", "Step back on resume"), translate("Settings", "Volume")
        )
        self._back.setSuffix(translate("Settings", " s"))
