"""General 通用: who works here, how the window looks, how much a day asks."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from qa_desktop.store.reader import Owner, get_owner
from qa_desktop.store.workspace import Changes
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.settings.page import Rows, SettingsPage, combo, fill_combo, spin, value_label
from qa_desktop.ui.tasks import Desk

MOST_PER_DAY = 500


class GeneralPage(SettingsPage):
    """Person, appearance, the day's target."""

    def __init__(self, desk: Desk, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._owner: Owner | None = None
        self._titles = [QLabel() for _ in range(3)]
        self._person = value_label("settings_person")
        self._who = Rows(self._person)
        self._language = combo(preferences, "settings_language", "language", ("", "zh_CN", "en"))
        self._theme = combo(preferences, "settings_theme", "theme", ("system", "light", "dark"))
        self._looks = Rows(self._language, self._theme)
        self._target = spin(preferences, "settings_target", "daily_target", MOST_PER_DAY)
        self._day = Rows(self._target)
        for title, rows in zip(self._titles, (self._who, self._looks, self._day), strict=True):
            self.add_pane(rows, title=title)
        self.end()
        self.retranslate()
        desk.read("owner", get_owner, self._on_owner)

    def refresh(self, changes: Changes) -> None:
        if "person" in changes.subjects:
            self._desk.read("owner", get_owner, self._on_owner)

    def retranslate(self) -> None:
        for title, words in zip(
            self._titles,
            (
                translate("Settings", "Person"),
                translate("Settings", "Appearance"),
                translate("Settings", "Working"),
            ),
            strict=True,
        ):
            title.setText(words)
        self._who.name(translate("Settings", "Name and number"))
        self._looks.name(translate("Settings", "Language"), translate("Settings", "Theme"))
        self._day.name(translate("Settings", "Calls per day"))
        as_system = translate("Settings", "As the system")
        fill_combo(self._language, as_system, "中文", "English")
        fill_combo(
            self._theme,
            as_system,
            translate("Settings", "Light"),
            translate("Settings", "Dark"),
        )

    def _on_owner(self, owner: Owner) -> None:
        self._owner = owner
        parts = (owner.number, owner.name)
        self._person.setText(" ".join(part for part in parts if part))
