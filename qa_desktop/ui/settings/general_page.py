"""General 通用: who works here, how the window looks, how much a day's work is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from qa_desktop.domain.wording import AGENT_WORDS, FINE_WORDS, FUND_WORDS, LEAD_WORDS
from qa_desktop.store.reader import Owner, get_owner
from qa_desktop.store.workspace import Changes
from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP, translate
from qa_desktop.ui.number_box import NumberBox
from qa_desktop.ui.settings.page import SettingsPage, value_label

if TYPE_CHECKING:
    from qa_desktop.ui.settings.view import SettingsView

MOST_PER_DAY = 500


class GeneralPage(SettingsPage):
    def __init__(self, view: SettingsView) -> None:
        super().__init__(view)
        self._desk, self._preferences = view.desk, view.preferences
        self._person = value_label("settings_person")
        self._language = self._combo("settings_language", "language", ("", "zh_CN", "en"))
        self._theme = self._combo("settings_theme", "theme", ("system", "light", "dark"))
        self._agent = self._word("settings_agent_word", "agent_word", AGENT_WORDS)
        self._lead = self._word("settings_lead_word", "lead_word", LEAD_WORDS)
        self._fund = self._word("settings_fund_word", "fund_word", FUND_WORDS)
        self._fine = self._word("settings_fine_word", "fine_word", FINE_WORDS)
        self._target = NumberBox(self)
        self._target.setObjectName("settings_target")
        self._target.setRange(0, MOST_PER_DAY)
        self._target.setValue(self._preferences.get("daily_target"))
        self._target.valueChanged.connect(partial(self._preferences.set, "daily_target"))
        person = self.add_pane(QT_TRANSLATE_NOOP("Settings", "Person"))
        person.add_row(QT_TRANSLATE_NOOP("Settings", "Name and number"), self._person)
        look = self.add_pane(QT_TRANSLATE_NOOP("Settings", "Appearance"))
        look.add_row(QT_TRANSLATE_NOOP("Settings", "Language"), self._language)
        look.add_row(QT_TRANSLATE_NOOP("Settings", "Theme"), self._theme)
        work = self.add_pane(QT_TRANSLATE_NOOP("Settings", "Working"))
        work.add_row(QT_TRANSLATE_NOOP("Settings", "Calls per day"), self._target)
        words = self.add_pane(QT_TRANSLATE_NOOP("Settings", "Words of this centre (in Chinese)"))
        words.add_row(QT_TRANSLATE_NOOP("Settings", "Agents are called"), self._agent)
        words.add_row(QT_TRANSLATE_NOOP("Settings", "Team leads are called"), self._lead)
        words.add_row(QT_TRANSLATE_NOOP("Settings", "The fund is called"), self._fund)
        words.add_row(QT_TRANSLATE_NOOP("Settings", "Fines are called"), self._fine)
        self.finish()
        self._desk.read("owner", get_owner, self._show_person)

    def refresh(self, changes: Changes) -> None:
        if "person" in changes.subjects:
            self._desk.read("owner", get_owner, self._show_person)

    def retranslate(self) -> None:
        super().retranslate()
        system = translate("Settings", "As the system")
        self._fill(self._language, (system, "中文", "English"))
        self._fill(
            self._theme,
            (system, translate("Settings", "Light"), translate("Settings", "Dark")),
        )

    def _combo(self, name: str, key: str, codes: tuple[str, ...]) -> QComboBox:
        combo = QComboBox(self)
        combo.setObjectName(name)
        for code in codes:
            combo.addItem("", code)
        combo.setCurrentIndex(max(combo.findData(self._preferences.get(key)), 0))
        combo.activated.connect(lambda _: self._preferences.set(key, combo.currentData()))
        return combo

    def _word(self, name: str, key: str, usual: tuple[str, ...]) -> QComboBox:
        """One of the usual words, or any other that the centre has."""
        combo = QComboBox(self)
        combo.setObjectName(name)
        combo.setEditable(True)
        combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        combo.addItems(list(usual))
        combo.setCurrentText(self._preferences.get(key))

        def keep() -> None:
            self._preferences.set(key, combo.currentText().strip() or usual[0])

        combo.activated.connect(lambda _: keep())
        combo.lineEdit().editingFinished.connect(keep)
        return combo

    def _fill(self, combo: QComboBox, words: tuple[str, ...]) -> None:
        for place, text in enumerate(words):
            combo.setItemText(place, text)

    def _show_person(self, owner: Owner) -> None:
        self._person.setText(" ".join(part for part in (owner.number, owner.name) if part))
