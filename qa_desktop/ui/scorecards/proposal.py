"""Weights that follow the floor: what was lost lately beside each item; what is ticked becomes a
draft."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from sqlite_utils import Database

from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.errors import UserFacingError
from qa_desktop.services.scorecard_editing import SavedDraft, find_card_drafts
from qa_desktop.services.scorecard_list import list_cards
from qa_desktop.services.weight_proposals import WeightProposal, accept, propose
from qa_desktop.store.scorecards import get_version
from qa_desktop.ui import i18n
from qa_desktop.ui.fitting_combo import FittingCombo
from qa_desktop.ui.fitting_dialog import resize_on_screen
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.number_box import DecimalBox
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.reports.period_chooser import PeriodChooser
from qa_desktop.ui.scorecards.proposal_table import ProposalModel, ProposalTable
from qa_desktop.ui.scorecards.words import draft_names
from qa_desktop.ui.tasks import Desk

_PERIOD = "proposal_period"
_LONGER_DAYS = 90


class ProposalDialog(QDialog):
    """Follows what is chosen above; nothing is written before *Make a draft*."""

    draft_made = Signal(object)
    """A ``SavedDraft``."""

    def __init__(
        self,
        desk: Desk,
        preferences: Preferences,
        version: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``version``: the id of the version or draft whose weights are proposed anew first."""
        super().__init__(parent)
        self.setObjectName("proposal")
        self._desk = desk
        self._preferences = preferences
        self._wanted = version
        self._cards: list[ScorecardVersion] = []
        self._drafts: list[SavedDraft] = []
        self._proposal: WeightProposal | None = None
        self._error: UserFacingError | None = None
        self._card = named("proposal_card", FittingCombo(self))
        kept = str(preferences.remembered(_PERIOD) or "this_month")
        self.period = PeriodChooser("proposal", kept, self)
        self._strength = named("proposal_strength", DecimalBox(self))
        self._strength.setRange(0, 5)
        self._strength.setDecimals(1)
        self._strength.setSingleStep(0.5)
        self._strength.setValue(1)
        self._labels = [QLabel(self) for _ in range(3)]
        self._note = named("proposal_note", QLabel(self, wordWrap=True))
        self._longer = named("proposal_longer", QPushButton(self))
        self._longer.setAutoDefault(False)
        self.model = ProposalModel()
        self.table = ProposalTable(self.model, self)
        self._buttons = {
            name: named(f"proposal_{name}", QPushButton(self))
            for name in ("all", "marked", "none", "close", "accept")
        }
        self._buttons["accept"].setProperty("role", "primary")
        for button in self._buttons.values():
            button.setAutoDefault(False)
        self._lay_out()
        self._wire()
        self.retranslate()
        resize_on_screen(self, QSize(1160, 640))
        desk.after_writes(
            lambda: desk.read(
                "proposal_cards", partial(_read_cards, wanted=version), self._on_cards
            )
        )

    # -- working it out

    def _on_cards(self, found: tuple[list[ScorecardVersion], list[SavedDraft]]) -> None:
        self._cards, self._drafts = found
        self._fill()
        self._read()

    def _fill(self) -> None:
        chosen = self._card.currentData() or self._wanted
        self._card.clear()
        for each in self._cards:
            self._card.addItem(each.name.render(i18n.catalogue_language()), each.id)
        words = translate("WeightProposal", "{name} (draft)")
        for id, name in draft_names(self._drafts).items():
            self._card.addItem(words.format(name=name), id)
        self._card.setCurrentIndex(max(self._card.findData(chosen), 0))

    def _read(self) -> None:
        card = self._card.currentData()
        if card is None:
            return
        first, last = self.period.period
        self._preferences.remember(_PERIOD, self.period.preset)
        strength = Fraction(f"{self._strength.value():.1f}")
        ask = partial(propose, card_or_draft=card, first=first, last=last, strength=strength)
        self._desk.read("weight_proposal", ask, self._on_proposal, self._on_failed)

    def _on_proposal(self, proposal: WeightProposal) -> None:
        self._proposal, self._error = proposal, None
        self.model.show_proposal(proposal)
        self._show_state()

    def _on_failed(self, error: UserFacingError) -> None:
        self._proposal, self._error = None, error
        self.model.set_rows([])
        self.model.tick([])
        self._show_state()

    # -- accepting

    def _tick(self, which: str) -> None:
        rows = self.model.rows
        chosen = {
            "all": [row.item for row in rows],
            "marked": [row.item for row in rows if row.mark],
            "none": [],
        }
        self.model.tick(chosen[which])

    def _accept(self) -> None:
        if self._proposal is None or not self.model.accepted:
            return
        self._buttons["accept"].setEnabled(False)
        work = partial(accept, proposal=self._proposal, items=frozenset(self.model.accepted))
        self._desk.write(work, self._on_accepted, self._on_refused, is_step=False)

    def _on_accepted(self, saved: object) -> None:
        self.draft_made.emit(saved)
        self.close()

    def _on_refused(self, error: UserFacingError) -> None:
        self._error = error
        self._show_state()

    # -- what is shown

    def _show_state(self) -> None:
        count = len(self.model.accepted)
        found = self._proposal is not None
        self.table.setVisible(found)
        for name in ("all", "marked", "none"):
            self._buttons[name].setEnabled(found)
        self._buttons["accept"].setEnabled(found and count > 0)
        is_draft = self._proposal is not None and self._proposal.draft is not None
        words = (
            translate("WeightProposal", "Take {n} into the draft")
            if is_draft
            else translate("WeightProposal", "Make a draft of {n}")
        )
        self._buttons["accept"].setText(words.format(n=count))
        self._note.setText(self._note_words())
        self._longer.setVisible(self._is_empty)
        is_wrong = self._error is not None and not self._is_empty
        self._note.setProperty("role", "error" if is_wrong else "muted")
        self._note.style().unpolish(self._note)
        self._note.style().polish(self._note)

    @property
    def _is_empty(self) -> bool:
        """Nothing is wrong: nobody has scored with the card in that time."""
        return self._error is not None and self._error.id == "scorecard.nothing_to_compare"

    def _look_longer(self) -> None:
        today = date.today()
        self.period.choose(today - timedelta(days=_LONGER_DAYS), today)

    def _note_words(self) -> str:
        if self._is_empty:
            words = translate(
                "WeightProposal",
                "Nobody has scored with “{card}” in this time. Weights are proposed from what was "
                "lost; choose a longer time.",
            )
            return words.format(card=self._card.currentText())
        if self._error is not None:
            return self._error.say(i18n.catalogue_language())
        if self._proposal is None:
            return translate("WeightProposal", "Counting what was lost…")
        words = translate(
            "WeightProposal",
            "From {n} evaluations. What is lost more often than its section on average gets more "
            "weight, what is lost less often gets less; then all are brought to the weight that "
            "they had together, so that one near the average may move a little as well. What "
            "nobody was asked keeps its weight.",
        )
        said = words.format(n=self._proposal.evaluations)
        return " ".join([said, self._where_to()]) if self._where_to() else said

    def _where_to(self) -> str:
        """What becomes of what is ticked, where that may surprise."""
        proposal = self._proposal
        if proposal is None or proposal.draft is not None:
            return ""
        begun = [each for each in self._drafts if each.based_on == proposal.version.id]
        if not begun:
            return ""
        words = translate(
            "WeightProposal",
            "This card has drafts already ({n}): what is ticked here becomes another one. To "
            "change a draft, choose it above.",
        )
        return words.format(n=len(begun))

    def retranslate(self) -> None:
        self.setWindowTitle(translate("WeightProposal", "Propose weights"))
        fields = (self._card, self.period, self._strength)
        words = (
            translate("WeightProposal", "Scorecard"),
            translate("WeightProposal", "Submitted"),
            translate("WeightProposal", "Strength (1 is usual, 0 changes nothing)"),
        )
        for label, field, name in zip(self._labels, fields, words, strict=True):
            label.setText(name)
            field.setAccessibleName(name)
        self._strength.setToolTip(
            translate(
                "WeightProposal",
                "How far weights follow the rates: at 1, a rate 10 points above the section's mean "
                "gives 10 % more weight, at 2 20 %. No weight is more than doubled or halved.",
            )
        )
        self.table.setAccessibleName(translate("WeightProposal", "Proposed weights"))
        self._buttons["all"].setText(translate("WeightProposal", "Tick all"))
        self._buttons["marked"].setText(translate("WeightProposal", "Tick those with a sign"))
        self._buttons["none"].setText(translate("WeightProposal", "Tick none"))
        longer = translate("WeightProposal", "Look at the last {n} days")
        self._longer.setText(longer.format(n=_LONGER_DAYS))
        self._buttons["close"].setText(translate("WeightProposal", "Close"))
        self._fill()
        self._show_state()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        fields = (self._card, self.period, self._strength)
        for label, field in zip(self._labels, fields, strict=True):
            label.setProperty("role", "fact")
            label.setBuddy(field)
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(label)
            column.addWidget(field)
            top.addLayout(column)
        top.addStretch(1)
        pane = QFrame(self)
        pane.setProperty("role", "pane")
        inside = QVBoxLayout(pane)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(8)
        inside.addWidget(self._note)
        inside.addWidget(self._longer, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self.table, 1)
        inside.addStretch(0)
        end = QHBoxLayout()
        end.setSpacing(8)
        for name in ("all", "marked", "none"):
            end.addWidget(self._buttons[name])
        end.addStretch(1)
        for name in ("close", "accept"):
            end.addWidget(self._buttons[name])
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(pane, 1)
        column.addLayout(end)

    def _wire(self) -> None:
        for name in ("all", "marked", "none"):
            self._buttons[name].clicked.connect(partial(self._tick, name))
        self._buttons["close"].clicked.connect(self.close)
        self._buttons["accept"].clicked.connect(self._accept)
        self._longer.clicked.connect(self._look_longer)
        self._card.activated.connect(self._read)
        self.period.changed.connect(self._read)
        self._strength.valueChanged.connect(self._read)
        self.model.ticked.connect(self._show_state)


def _read_cards(
    db: Database, wanted: str | None
) -> tuple[list[ScorecardVersion], list[SavedDraft]]:
    """Those in use, the wanted version where it is another, and every draft of a card that could
    have been scored with (``wanted`` is perhaps none)."""
    cards = [each.version for each in list_cards(db) if each.in_use]
    drafts = [each for each in find_card_drafts(db) if each.based_on or each.id == wanted]
    known = {*(each.id for each in cards), *(each.id for each in drafts)}
    if wanted is not None and wanted not in known:
        cards.insert(0, get_version(wanted, db))
    return cards, drafts
