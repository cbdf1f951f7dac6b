"""Which scorecard a call begins with: one for all, and others for single businesses."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget
from sqlite_utils import Database

from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.store.call_counts import find_choices
from qa_desktop.store.scorecard_templates import built_in_templates
from qa_desktop.store.scorecards import offered_cards
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.tasks import Desk


class ScorecardsPane(QWidget):
    """A row for each business that the calls name."""

    def __init__(self, desk: Desk, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._preferences = preferences
        self._businesses: list[str] = []
        self._cards = built_in_templates()
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(24)
        self._form.setVerticalSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._form)
        preferences.changed.connect(self._on_set)
        self._fill()
        self.refresh()

    def refresh(self) -> None:
        self._desk.read("businesses", _read, self._on_read)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)

    def _on_read(self, found: tuple[list[str], list[ScorecardVersion]]) -> None:
        businesses, cards = found
        wanted = sorted({*businesses, *self._preferences.get("scorecard_by_business")})
        if wanted != self._businesses or cards != self._cards:
            self._businesses, self._cards = wanted, cards
            self._fill()

    def _on_set(self, key: str) -> None:
        """Elsewhere: the window that publishes a card can make it the usual one."""
        if key in ("scorecard", "scorecard_by_business") and not self.isVisible():
            self._fill()

    def _fill(self) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        usual = self._picker("settings_card", self._preferences.get("scorecard"), usual=True)
        usual.activated.connect(lambda _: self._preferences.set("scorecard", usual.currentData()))
        self._add(translate("Settings", "Usual scorecard"), usual)
        chosen = self._preferences.get("scorecard_by_business")
        for number, business in enumerate(self._businesses):
            picker = self._picker(f"settings_card_{number}", chosen.get(business), usual=False)
            picker.activated.connect(partial(self._on_chosen, business, picker))
            self._add(business, picker)

    def _add(self, words: str, picker: QComboBox) -> None:
        label = QLabel(words, self)
        label.setProperty("role", "muted")
        label.setMinimumWidth(130)
        label.setBuddy(picker)
        picker.setAccessibleName(words)
        picker.setFixedWidth(280)
        self._form.addRow(label, picker)

    def _picker(self, name: str, code: str | None, *, usual: bool) -> QComboBox:
        picker = QComboBox(self)
        picker.setObjectName(name)
        if not usual:
            picker.addItem(translate("Settings", "The usual one"), None)
        for card in self._cards:
            picker.addItem(card.name.render(i18n.catalogue_language()), card.code)
        picker.setCurrentIndex(max(picker.findData(code), 0))
        return picker

    def _on_chosen(self, business: str, picker: QComboBox, _index: int) -> None:
        cards = dict(self._preferences.get("scorecard_by_business"))
        cards.pop(business, None)
        if picker.currentData() is not None:
            cards[business] = picker.currentData()
        self._preferences.set("scorecard_by_business", cards)


def _read(db: Database) -> tuple[list[str], list[ScorecardVersion]]:
    return find_choices(db).businesses, offered_cards(db)
