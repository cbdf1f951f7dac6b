"""What is asked before a card is begun, published or taken out of use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QDate, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)
from shiboken6 import isValid
from sqlite_utils import Database

from qa_desktop.domain.scorecard_use import FIRST_DAY
from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.errors import UserFacingError
from qa_desktop.services.scorecard_editing import Terms
from qa_desktop.store.call_counts import find_choices
from qa_desktop.store.people import team_names
from qa_desktop.ui import i18n
from qa_desktop.ui.day_edit import DayEdit
from qa_desktop.ui.fitting_combo import FittingCombo
from qa_desktop.ui.fitting_dialog import ScrollingDialog
from qa_desktop.ui.growing_text import GrowingText
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.scorecards.beginning import Beginning, BeginningTick
from qa_desktop.ui.words import day_text

_WIDE = 480
_TICKS_SHOWN = 4
_TICKS_EDGE = 8


@dataclass(frozen=True)
class Places:
    """Where a version may hold: businesses, and teams by name."""

    businesses: tuple[str, ...]
    teams: tuple[tuple[str, str], ...]
    """Name and id."""


def read_places(db: Database) -> Places:
    return Places(
        tuple(find_choices(db).businesses), tuple((name, id) for id, name in team_names(db).items())
    )


class Question(ScrollingDialog):
    """Fields, what was refused, and two buttons."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(_WIDE)
        self.error = named(f"{name}_error", QLabel(self, wordWrap=True))
        self.error.setProperty("role", "error")
        self.error.hide()
        self._cancel = named(f"{name}_cancel", QPushButton(translate("Scorecards", "Cancel"), self))
        self._cancel.clicked.connect(self.reject)
        self.agree = named(f"{name}_agree", QPushButton(self))
        self.agree.setProperty("role", "primary")
        self.agree.setDefault(True)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            keys = QKeySequence(QKeyCombination(Qt.KeyboardModifier.ControlModifier, key))
            QShortcut(keys, self, self.agree.click)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        self.buttons.addWidget(self._cancel)
        self.buttons.addWidget(self.agree)

    def ask(self, words: str, field: QWidget) -> None:
        label = QLabel(words, self)
        label.setProperty("role", "fact")
        label.setBuddy(field)
        field.setAccessibleName(words)
        self.body.addWidget(label)
        self.body.addWidget(field)

    def accept(self) -> None:
        """Also after somebody has closed it while it was written."""
        if isValid(self):
            super().accept()

    def refuse(self, error: UserFacingError) -> None:
        """Nothing was written; what was typed stands, unless it was given up meanwhile."""
        if not isValid(self):
            return
        self.agree.setEnabled(True)
        self.error.setText(error.say(i18n.catalogue_language()))
        self.error.show()
        self.fit()

    def forget_refusal(self) -> None:
        """What was said of other words than those that stand there now."""
        if self.error.isVisible():
            self.error.hide()
            self.fit()


class NewCardDialog(Question):
    """From nothing, or from what another card holds."""

    agreed = Signal(str, object)
    """Its name, and the id of the version that it begins with, or None."""

    def __init__(
        self, cards: Sequence[ScorecardVersion], chosen: str | None, parent: QWidget
    ) -> None:
        super().__init__("new_card", parent)
        self.setWindowTitle(translate("Scorecards", "New scorecard"))
        self._name = named("new_card_name", QLineEdit(self))
        self._from = named("new_card_from", FittingCombo(self))
        self._from.addItem(translate("Scorecards", "Nothing: an empty card"), None)
        for card in cards:
            self._from.addItem(card.name.render(i18n.catalogue_language()), card.id)
        self._from.setCurrentIndex(max(self._from.findData(chosen), 0))
        self.ask(translate("Scorecards", "Name of the card"), self._name)
        self.ask(translate("Scorecards", "Begin with"), self._from)
        self.agree.setText(translate("Scorecards", "Begin"))
        self.agree.setEnabled(False)
        self._name.textChanged.connect(lambda words: self.agree.setEnabled(bool(words.strip())))
        self.agree.clicked.connect(self._on_agreed)
        self.stand(self.error, self.buttons)
        self._name.setFocus()

    def _on_agreed(self) -> None:
        self.agreed.emit(self._name.text(), self._from.currentData())
        self.accept()


class _Words(NamedTuple):
    """What a form of ``TermsDialog`` asks."""

    begins: str
    always: str
    businesses: str
    teams: str
    bound: str


def _words_of_use() -> _Words:
    return _Words(
        translate("Scorecards", "For calls from this day on"),
        translate("Scorecards", "For all calls, also earlier ones"),
        translate("Scorecards", "Only for these businesses (none ticked: all)"),
        translate("Scorecards", "Only for these teams (none ticked: all)"),
        translate(
            "Scorecards",
            "Another version holds since {day}: this one can begin on that day at the earliest. "
            "For older calls, use the version that was published first again, for all calls.",
        ),
    )


def _words_of_end() -> _Words:
    return _Words(
        translate("Scorecards", "Out of use for calls from this day on"),
        translate("Scorecards", "Out of use for all calls, also earlier ones"),
        translate("Scorecards", "Out of use only for these businesses (none ticked: all)"),
        translate("Scorecards", "Out of use only for these teams (none ticked: all)"),
        translate(
            "Scorecards",
            "A version holds since {day}: the card can be taken out of use from that day on.",
        ),
    )


class TermsDialog(Question):
    """From which day, for whom, and why; it stays until that was written."""

    agreed = Signal(object)
    """``Terms``."""

    def __init__(
        self,
        title: str,
        act: str,
        places: Places,
        first_day: str | None,
        parent: QWidget,
        *,
        always: bool = False,
        beginning: Beginning | None = None,
    ) -> None:
        """``first_day``: the first ISO day that can be chosen, None where it can be for every call.
        ``always``: it is, unless one says otherwise; so it is for a card that was never used.
        ``beginning``: what calls begin with; None where the card is taken out of use."""
        super().__init__("terms", parent)
        self.setWindowTitle(title)
        words = _words_of_use() if beginning is not None else _words_of_end()
        self._reason = named("terms_reason", GrowingText(self, least=2, most=5))
        self._begins = named("terms_begins", DayEdit(parent=self))
        self._always = named("terms_always", QCheckBox(self))
        self._always.setText(words.always)
        self._always.toggled.connect(self._begins.setDisabled)
        self._always.setChecked(always and first_day is None)
        self.ask(translate("Scorecards", "Why, for those who score with it"), self._reason)
        self.ask(words.begins, self._begins)
        self.body.addWidget(self._always)
        self._bound = named("terms_bound", QLabel(self, wordWrap=True))
        self._bound.setProperty("role", "muted")
        self.body.addWidget(self._bound)
        self._show_bound(first_day, words.bound)
        businesses = [(name, name) for name in places.businesses]
        self._businesses = self._ticks("terms_businesses", words.businesses, businesses)
        self._teams = self._ticks("terms_teams", words.teams, places.teams)
        self.usual = BeginningTick(beginning, self) if beginning is not None else None
        if self.usual is not None:
            self.body.addWidget(self.usual)
        self._reason.textChanged.connect(self.forget_refusal)
        self.agree.setText(act)
        self.agree.clicked.connect(self._on_agreed)
        self.stand(self.error, self.buttons)
        self._reason.setFocus()

    def tell_unknown(self, codes: Sequence[str]) -> None:
        """Of faults that the catalogue does not have: mistyped ones would be shown as they are."""
        words = translate("Scorecards", "Not in the catalogue of faults, shown as codes: {codes}")
        between = "、" if i18n.catalogue_language() == "zh" else ", "
        label = named("terms_unknown", QLabel(words.format(codes=between.join(codes)), self))
        label.setWordWrap(True)
        label.setProperty("role", "nudge")
        label.setHidden(not codes)
        self.body.addWidget(label)

    def _show_bound(self, first_day: str | None, words: str) -> None:
        """What holds since a day would take over again from there: nothing earlier is offered."""
        self._always.setVisible(first_day is None)
        self._bound.setVisible(first_day is not None)
        if first_day is None:
            return
        self._begins.setMinimumDate(QDate.fromString(first_day, Qt.DateFormat.ISODate))
        self._bound.setText(words.format(day=day_text(first_day)))

    def _ticks(self, name: str, words: str, choices: Sequence[tuple[str, str]]) -> QListWidget:
        ticks = named(name, QListWidget(self))
        ticks.setProperty("role", "ticks")
        for label, code in choices:
            row = QListWidgetItem(label, ticks)
            row.setData(Qt.ItemDataRole.UserRole, code)
            row.setCheckState(Qt.CheckState.Unchecked)
        ticks.itemChanged.connect(self._show_usual)
        if choices:
            ticks.ensurePolished()
            rows = min(len(choices), _TICKS_SHOWN) * ticks.sizeHintForRow(0)
            ticks.setFixedHeight(rows + 2 * ticks.frameWidth() + _TICKS_EDGE)
            self.ask(words, ticks)
        else:
            ticks.hide()
        return ticks

    def refuse(self, error: UserFacingError) -> None:
        super().refuse(error)
        if isValid(self) and error.id == "scorecard.reason_missing":
            self._reason.setFocus()

    def _show_usual(self) -> None:
        if self.usual is not None:
            self.usual.show_for(_ticked(self._businesses), _ticked(self._teams))
            self.fit()

    def _on_agreed(self) -> None:
        self.agree.setEnabled(False)
        chosen = self._begins.date().toString(Qt.DateFormat.ISODate)
        day = FIRST_DAY if self._always.isChecked() else chosen
        reason = self._reason.toPlainText()
        self.agreed.emit(Terms(reason, day, _ticked(self._businesses), _ticked(self._teams)))


def _ticked(ticks: QListWidget) -> tuple[str, ...]:
    rows = (ticks.item(n) for n in range(ticks.count()))
    return tuple(
        str(row.data(Qt.ItemDataRole.UserRole))
        for row in rows
        if row.checkState() == Qt.CheckState.Checked
    )
