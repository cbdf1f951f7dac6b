"""The right of the screen: which card, its items, the score, submit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.scorecard_use import Standing
from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.card_footer import CardFooter
from qa_desktop.ui.inspect.card_notice import CardNotice
from qa_desktop.ui.inspect.card_picker import CardPicker, standing_note, standing_words
from qa_desktop.ui.inspect.card_rows import CardRows
from qa_desktop.ui.inspect.key_hint import KeyButton
from qa_desktop.ui.inspect.precedents_pane import PrecedentsPane
from qa_desktop.ui.inspect.rulings import Rulings
from qa_desktop.ui.inspect.scoring import Scoring
from qa_desktop.ui.inspect.why_page import WhyPage
from qa_desktop.ui.naming import named
from qa_desktop.ui.tasks import Desk

_HEAD_MARGINS = 24


class CardPanel(QFrame):
    """The scorecard of a ``Scoring``."""

    left = Signal()
    """Esc: back to the timeline."""
    toast_wanted = Signal(str, object)

    def __init__(
        self,
        desk: Desk,
        scoring: Scoring,
        cards: Sequence[ScorecardVersion],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card_panel")
        self.setProperty("role", "pane")
        self.setMinimumWidth(320)
        self._scoring = scoring
        self._cards = list(cards)
        self._standings: Mapping[str, Standing] = {}
        self._picker = CardPicker(self)
        self._picker.activated.connect(self._on_picked)
        self._guide = QToolButton(self)
        self._guide.setObjectName("guidance_button")
        self._guide.setProperty("role", "flat")
        self._guide.setCheckable(True)
        self._why = KeyButton("why_score", "flat", self)
        self._why.setObjectName("why_button")
        self._why.set_stand_in("why")
        self._why.clicked.connect(self.toggle_why)
        self._version = named("card_version", QLabel(self, wordWrap=True))
        self._version.setProperty("role", "muted")
        self._version.setContentsMargins(14, 0, 10, 6)
        self._version.hide()
        self.notice = CardNotice(scoring, self)
        self._pages = QStackedWidget(self)
        self.rows = CardRows(scoring, self._pages)
        self.rows.left.connect(self.left)
        self.notice.reason_left.connect(self.left)
        self.notice.reason_given.connect(self.rows.setFocus)
        self._guide.toggled.connect(self.rows.set_guidance_shown)
        self._explained = WhyPage(desk, scoring, self._pages)
        self._explained.lines.close_requested.connect(self.toggle_why)
        self._explained.toast_wanted.connect(self.toast_wanted)
        self.precedents = PrecedentsPane(desk, scoring, self)
        self._hints = KeyButton("precedents", "flat", self)
        self._hints.setObjectName("precedents_button")
        self._hints.set_stand_in("person")
        self._hints.clicked.connect(self.precedents.toggle)
        self.footer = CardFooter(scoring, self)
        self._rulings = Rulings(desk, scoring, self.rows)
        self._lay_out()
        scoring.opened.connect(self._on_opened)
        scoring.changed.connect(self._explain)
        self.retranslate()

    def set_cards(
        self, cards: Sequence[ScorecardVersion], standings: Mapping[str, Standing]
    ) -> None:
        """What this call may be scored with, and from when to when that is in force."""
        is_same = [card.id for card in cards] == [card.id for card in self._cards]
        if not is_same or standings != self._standings:
            self._cards, self._standings = list(cards), standings
            self._fill_picker()
            self._show_card()

    def show_items(self) -> None:
        """Where something is to be done in them."""
        self._pages.setCurrentWidget(self.rows)

    def toggle_why(self) -> None:
        """The arithmetic instead of the items, and back."""
        showing = self._pages.currentWidget() is self._explained
        self._pages.setCurrentWidget(self.rows if showing else self._explained)
        if showing:
            self.left.emit()
        else:
            self._explain()
            self._explained.setFocus()

    def retranslate(self) -> None:
        self._fill_picker()
        self._picker.setAccessibleName(translate("CardPanel", "Scorecard"))
        self.rows.setAccessibleName(translate("CardPanel", "Scorecard"))
        self._why.set_words(translate("CardPanel", "Why this score"))
        self._why.key.retranslate()
        self._hints.set_words(translate("CardPanel", "Others"))
        self._hints.set_spoken(translate("CardPanel", "What others gave on this item lately"))
        self._hints.key.retranslate()
        self._guide.setText(translate("CardPanel", "Guidance"))
        self._guide.setToolTip(translate("CardPanel", "Show the rulings below each item"))
        self._show_card()
        self._fit_head()

    def _fill_picker(self) -> None:
        language = i18n.catalogue_language()
        self._picker.clear()
        for card in self._cards:
            standing = self._standings.get(card.id)
            self._picker.add_card(card.name.render(language), card.id, standing)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_head()
        super().resizeEvent(event)

    def _fit_head(self) -> None:
        """The name of the card comes first, then the words of its buttons."""
        whole = _HEAD_MARGINS + self._picker.sizeHint().width() + self._guide.sizeHint().width()
        others, why = (
            {words: each.width_with(words=words, tight=False) for words in (True, False)}
            for each in (self._hints, self._why)
        )
        self._why.show_words(whole + why[True] + others[False] <= self.width())
        self._hints.show_words(whole + why[True] + others[True] <= self.width())

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 5, 6, 5)
        head.setSpacing(2)
        head.addWidget(self._picker)
        head.addStretch(1)
        head.addWidget(self._guide)
        head.addWidget(self._hints)
        head.addWidget(self._why)
        self._pages.addWidget(self.rows)
        self._pages.addWidget(self._explained)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._version)
        column.addWidget(_line(self))
        column.addWidget(self.notice)
        column.addWidget(self._pages, 1)
        column.addWidget(self.precedents)
        column.addWidget(_line(self))
        column.addWidget(self.footer)

    def _on_opened(self) -> None:
        self._pages.setCurrentWidget(self.rows)
        self._show_card()

    def _show_card(self) -> None:
        version = self._scoring.version
        if version is None:
            return
        if self._picker.findData(version.id) < 0:  # a version that is not offered any more
            self._picker.addItem(version.name.render(i18n.catalogue_language()), version.id)
        self._picker.setCurrentIndex(self._picker.findData(version.id))
        self._picker.setEnabled(self._scoring.mode == "filling")
        standing = self._standings.get(version.id)
        self._picker.setToolTip(standing_words(standing) if standing is not None else "")
        note = standing_note(standing) if self._standings else ""
        self._version.setText(note)
        self._version.setHidden(not note)

    def _on_picked(self, index: int) -> None:
        wanted = self._picker.itemData(index)
        version = next((card for card in self._cards if card.id == wanted), None)
        if version is not None:
            self._scoring.use_card(version)
        self.left.emit()

    def _explain(self) -> None:
        version, found = self._scoring.version, self._scoring.preview
        if self._pages.currentWidget() is self._explained and version and found:
            self._explained.lines.show_score(version, found)


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setProperty("role", "line")
    return line
