"""Listening 播放: how loud, how fast, and how far back after a pause."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QSlider

from qa_desktop.audio.player import FASTEST, SLOWEST
from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP, translate
from qa_desktop.ui.number_box import NumberBox
from qa_desktop.ui.settings.page import SettingsPage

if TYPE_CHECKING:
    from qa_desktop.ui.settings.view import SettingsView

MOST_BACK_S = 10
MOST_REACTION_MS = 3_000


class ListeningPage(SettingsPage):
    def __init__(self, view: SettingsView) -> None:
        super().__init__(view)
        self._preferences = preferences = view.preferences
        self._back = NumberBox(self)
        self._back.setObjectName("settings_back_step")
        self._back.setRange(0, MOST_BACK_S)
        self._back.setValue(preferences.get("back_step_ms") // 1000)
        self._back.valueChanged.connect(lambda s: preferences.set("back_step_ms", s * 1000))
        self._reaction = NumberBox(self)
        self._reaction.setObjectName("settings_reaction")
        self._reaction.setRange(0, MOST_REACTION_MS)
        self._reaction.setSingleStep(100)
        self._reaction.setValue(preferences.get("reaction_ms"))
        self._reaction.valueChanged.connect(partial(preferences.set, "reaction_ms"))
        self._volume = QSlider(Qt.Orientation.Horizontal, self)
        self._volume.setObjectName("settings_volume")
        self._volume.setRange(0, 100)
        self._volume.setValue(preferences.get("volume"))
        self._volume.valueChanged.connect(partial(preferences.set, "volume"))
        pane = self.add_pane(QT_TRANSLATE_NOOP("Settings", "Listening"))
        pane.add_row(QT_TRANSLATE_NOOP("Settings", "Step back on resume"), self._back)
        pane.add_row(QT_TRANSLATE_NOOP("Settings", "Reaction time"), self._reaction)
        pane.add_row(QT_TRANSLATE_NOOP("Settings", "Volume"), self._volume)
        self._speed = NumberBox(self)
        self._speed.setObjectName("settings_preset_speed")
        self._speed.setRange(SLOWEST, FASTEST)
        self._speed.setSingleStep(10)
        self._speed.setSuffix(" %")
        self._speed.setValue(preferences.get("preset_speed"))
        self._speed.valueChanged.connect(partial(preferences.set, "preset_speed"))
        pane.add_row(QT_TRANSLATE_NOOP("Settings", "Your own speed"), self._speed)
        self._agents = QComboBox(self)
        self._agents.setObjectName("settings_agents_channel")
        for channel in ("left", "right"):
            self._agents.addItem("", channel)
        self._agents.setCurrentIndex(self._agents.findData(preferences.get("agents_channel")))
        self._agents.activated.connect(
            lambda _: preferences.set("agents_channel", self._agents.currentData())
        )
        pane.add_row(QT_TRANSLATE_NOOP("Settings", "The agent is recorded on"), self._agents)
        self._levels = self._box("level_loudness")
        self._skips = self._box("skip_silence")
        pane.add(self._levels, self._skips)
        preferences.changed.connect(self._on_preference)
        self.finish()

    def _box(self, key: str) -> QCheckBox:
        box = QCheckBox(self)
        box.setObjectName(f"settings_{key}")
        box.setChecked(self._preferences.get(key))
        box.toggled.connect(partial(self._preferences.set, key))
        return box

    def _on_preference(self, key: str) -> None:
        """A key on the timeline changes it as well."""
        if key == "skip_silence":
            self._skips.setChecked(self._preferences.get(key))
        elif key == "volume":
            self._volume.setValue(self._preferences.get(key))

    def retranslate(self) -> None:
        super().retranslate()
        self._back.setSuffix(translate("Settings", " s"))
        self._levels.setText(translate("Settings", "Play every call equally loud (EBU R128)"))
        self._skips.setText(translate("Settings", "Skip silence"))
        self._reaction.setSuffix(translate("Settings", " ms"))
        self._agents.setItemText(0, translate("Settings", "The left channel"))
        self._agents.setItemText(1, translate("Settings", "The right channel"))
        self._agents.setToolTip(
            translate(
                "Settings",
                "For recordings with two channels, as the telephone system makes them. "
                "The agent is always drawn above the customer",
            )
        )
        self._reaction.setToolTip(
            translate("Settings", "Taken off what you mark while the call plays: keys come late")
        )
