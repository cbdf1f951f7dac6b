"""The chosen conflict: what it is about, its sides beside each other, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.services.conflict_inbox import ConflictCase
from qa_desktop.ui.exchange.choice_card import ChoiceCard
from qa_desktop.ui.exchange.conflict_words import (
    Choice,
    can_be_written,
    choices,
    explanation,
    matter_words,
    subject_words,
)
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named

_BESIDE = 2
"""Sides in a row."""


class ConflictDetail(QWidget):
    """Made anew for each conflict."""

    taken = Signal(object, str)
    """The case as it was shown, and what of it."""
    written = Signal(object, str)
    """The case as it was shown, and another value."""
    later_wanted = Signal()
    history_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case: ConflictCase | None = None
        self._is_current = False
        """What is shown of it is in the language of the screen."""
        self._cards: list[ChoiceCard] = []
        self._choices: list[Choice] = []
        self._subject = named("conflict_subject", QLabel(self, wordWrap=True))
        self._subject.setProperty("role", "title")
        self._matter = named("conflict_matter", QLabel(self, wordWrap=True))
        self._explanation = named("conflict_explanation", QLabel(self, wordWrap=True))
        self._explanation.setProperty("role", "muted")
        self._sides = QWidget(objectName="conflict_sides")
        self._grid = QGridLayout(self._sides)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self.field = _OtherValue(self)
        self._write = named("conflict_write", QPushButton(self))
        self._later = named("conflict_later", QPushButton(self))
        self._history = named("conflict_history", QPushButton(self))
        for button in (self._later, self._history):
            button.setProperty("role", "flat")
        self._write.clicked.connect(self._on_written)
        self.field.returnPressed.connect(self._on_written)
        self.field.left.connect(self._leave_field)
        self.field.textChanged.connect(lambda words: self._write.setEnabled(bool(words.strip())))
        self._later.clicked.connect(self.later_wanted)
        self._history.clicked.connect(self.history_wanted)
        self._lay_out()

    def take(self, number: int) -> None:
        """The side with this key, as it stands here."""
        if self._case is not None and number <= len(self._choices):
            self.taken.emit(self._case, self._choices[number - 1].taken)

    def show_case(self, case: ConflictCase | None, here: str) -> None:
        """What is typed stays while it is the same conflict; nothing is made anew while nothing
        about it has changed."""
        if case is not None and case == self._case and self._is_current:
            return
        held, self._case, self._is_current = self._case, case, True
        for card in self._cards:
            self._grid.removeWidget(card)
            card.hide()
            card.setParent(None)
            card.deleteLater()
        self._cards, self._choices = [], []
        self._body.setVisible(case is not None)
        if case is None:
            return
        self._subject.setText(subject_words(case))
        self._matter.setText(matter_words(case))
        self._explanation.setText(explanation(case))
        self._choices = choices(case, here)
        for place, choice in enumerate(self._choices):
            card = ChoiceCard(place + 1, choice, self._sides)
            card.taken.connect(self.take)
            self._grid.addWidget(card, place // _BESIDE, place % _BESIDE)
            self._cards.append(card)
            if place:
                QWidget.setTabOrder(self._cards[place - 1].button, card.button)
        for column in range(_BESIDE):
            self._grid.setColumnStretch(column, 1)
        writable = can_be_written(case)
        if held is None or held.conflict.id != case.conflict.id:
            self.field.clear()
        self.field.setVisible(writable)
        self._write.setVisible(writable)
        self._write.setEnabled(bool(self.field.text().strip()))
        self._show_later()

    def focus_first(self) -> None:
        if self._cards:
            self._cards[0].button.setFocus()

    def focus_field(self) -> None:
        if not self.field.isHidden():
            self.field.setFocus()

    def _leave_field(self) -> None:
        """Esc: back to where the keys of the conflict work."""
        self.field.clear()
        self.focus_first()

    def _on_written(self) -> None:
        words = self.field.text().strip()
        if words and self._case is not None and can_be_written(self._case):
            self.written.emit(self._case, words)

    def _show_later(self) -> None:
        put_off = self._case is not None and self._case.is_postponed
        words = (
            translate("Conflicts", "Take up again  L")
            if put_off
            else translate("Conflicts", "Later  L")
        )
        self._later.setText(words)

    def retranslate(self) -> None:
        """The sides are said anew when the case is shown again."""
        self._is_current = False
        self.field.setPlaceholderText(translate("Conflicts", "Another value, right for both…  E"))
        self.field.setAccessibleName(translate("Conflicts", "Another value"))
        self._write.setText(translate("Conflicts", "Use this value"))
        self._history.setText(translate("Conflicts", "History  H"))
        self._scroll.setAccessibleName(translate("Conflicts", "The chosen conflict"))
        self._show_later()

    def _lay_out(self) -> None:
        other = QHBoxLayout()
        other.setSpacing(8)
        other.addWidget(self.field, 1)
        other.addWidget(self._write)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._later)
        foot.addWidget(self._history)
        foot.addStretch(1)
        self._body = QWidget(objectName="conflict_body")
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(20, 12, 20, 16)
        inside.setSpacing(8)
        for part in (self._subject, self._matter, self._explanation):
            inside.addWidget(part)
        inside.addSpacing(4)
        inside.addWidget(self._sides)
        inside.addSpacing(4)
        inside.addLayout(other)
        inside.addLayout(foot)
        inside.addStretch(1)
        self._scroll = QScrollArea(objectName="conflict_scroll")
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)


class _OtherValue(QLineEdit):
    """A line that Esc leaves."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("conflict_other")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
