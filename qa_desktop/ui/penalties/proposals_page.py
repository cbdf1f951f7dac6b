"""Proposals to update the penalty standard 标准修订建议: what was proposed, and the answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from sqlite_utils import Database

from qa_desktop.services.penalty_standards import may_publish_standard
from qa_desktop.services.proposal_facts import ProposalFacts, read_proposals
from qa_desktop.services.ruling_drafts import ruling_draft
from qa_desktop.services.standard_proposals import accept_proposal, refuse_proposal
from qa_desktop.store.workspace import Changes
from qa_desktop.ui import i18n
from qa_desktop.ui.flow_layout import FlowLayout
from qa_desktop.ui.growing_text import GrowingText
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.penalties import words
from qa_desktop.ui.penalties.editor import pane
from qa_desktop.ui.plain_table import PlainColumn, PlainModel, PlainTable
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.scorecards.dialogs import Question
from qa_desktop.ui.slips.pages import SlipsPage
from qa_desktop.ui.slips.words import moment_of
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.words import role_name

_SUBJECTS = {"standard_proposal", "penalty_standard", "slip", "person", "member", "agent"}
_ACTS = ("slip", "refuse", "accept", "change")
KEYS = {
    Qt.Key.Key_C: "change",
    Qt.Key.Key_A: "accept",
    Qt.Key.Key_R: "refuse",
}


@dataclass(frozen=True)
class _Found:
    facts: list[ProposalFacts] = field(default_factory=list)
    may_answer: bool = False


class AnswerDialog(Question):
    """Why a proposal is accepted or refused; stays until that was written."""

    agreed = Signal(str)

    def __init__(self, title: str, act: str, parent: QWidget) -> None:
        super().__init__("answer_proposal", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._reason = named("answer_reason", GrowingText(self, least=3, most=8))
        self.ask(translate("Penalties", "Why, for whoever proposed it"), self._reason)
        self.agree.setText(act)
        self.agree.clicked.connect(self._on_agreed)
        self._reason.textChanged.connect(self._show_agree)
        self.stand(self.error, self.buttons)
        self._show_agree()
        self._reason.setFocus()

    def _show_agree(self) -> None:
        is_said = bool(self._reason.toPlainText().strip())
        self.agree.setEnabled(is_said)
        self.agree.setToolTip("" if is_said else translate("Penalties", "A reason is needed"))

    def _on_agreed(self) -> None:
        self.agree.setEnabled(False)
        self.agreed.emit(self._reason.toPlainText())


class ProposalsPage(SlipsPage):
    """C accepts and changes the clause or the card, A accepts, R refuses, Enter shows the slip."""

    standard_wanted = Signal(str, str)
    """The clause to be edited, and the proposal that the draft takes up."""
    ruling_wanted = Signal(object, str)
    """A ``SavedDraft`` of a scorecard, and the path of the item."""

    def __init__(self, desk: Desk, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("proposals_page")
        self._desk, self._preferences = desk, preferences
        self._found = _Found()
        self._is_stale = False
        self._wanted: str | None = None
        self._answered = named("proposals_answered", QCheckBox(self))
        self._answered.setChecked(bool(preferences.remembered("proposals_answered")))
        self.table = PlainTable("proposals_table", _model(), self)
        self._empty = named("proposals_empty", QLabel(self, wordWrap=True))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("role", "muted")
        self._lists = QStackedWidget(self)
        self._title = named("proposal_title", QLabel(self, wordWrap=True))
        self._title.setProperty("role", "title")
        self._words = named("proposal_words", QLabel(self, wordWrap=True))
        self._facts = named("proposal_facts", QLabel(self, wordWrap=True))
        self._facts.setProperty("role", "muted")
        self._answer = named("proposal_answer", QLabel(self, wordWrap=True))
        for label in (self._words, self._facts, self._answer):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._note = named("proposal_note", QLabel(self, wordWrap=True))
        self._note.setProperty("role", "muted")
        self._buttons = {name: named(f"proposal_{name}", QPushButton(self)) for name in _ACTS}
        self._buttons["change"].setProperty("role", "primary")
        self._lay_out()
        self._wire()
        self.setFocusProxy(self.table)
        self.retranslate()
        self._read()

    # -- what is shown

    def refresh(self, changes: Changes) -> None:
        if changes.subjects & _SUBJECTS:
            self._is_stale = True
            if self.isVisible():
                self._read()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while another page was shown."""
        super().showEvent(event)
        if self._is_stale:
            self._read()

    def show_proposal(self, proposal: str) -> None:
        """Choose it, as soon as it is read."""
        self._wanted = proposal
        self._read()

    def _read(self) -> None:
        self._is_stale = False
        self._desk.read("proposals", _read, self._on_read)

    def _on_read(self, found: _Found) -> None:
        self._found = found
        self._fill()

    def _fill(self) -> None:
        facts = self._found.facts
        if self._wanted is not None and not self._answered.isChecked():
            wanted = [each for each in facts if each.row.id == self._wanted]
            self._answered.setChecked(any(each.row.state != "open" for each in wanted))
        rows = [each for each in facts if self._answered.isChecked() or each.row.state == "open"]
        self.table.set_rows(rows)
        ids = [each.row.id for each in rows]
        if self._wanted in ids:
            self.table.selectRow(ids.index(self._wanted))
            self._wanted = None
        self._lists.setCurrentIndex(0 if rows else 1)
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen: ProposalFacts | None = self.table.row
        may = self._found.may_answer
        is_open = chosen is not None and chosen.row.state == "open"
        for name in ("refuse", "accept", "change"):
            self._buttons[name].setVisible(is_open and may)
        self._buttons["slip"].setVisible(chosen is not None)
        who = translate("Penalties", "Answered by: {role}").format(role=role_name("quality_lead"))
        self._note.setText(who)
        self._note.setVisible(is_open and not may)
        for label in (self._title, self._words, self._facts, self._answer):
            label.setVisible(chosen is not None)
        if chosen is None:
            return
        is_judging = chosen.row.about == "judging"
        self._buttons["change"].setText(
            translate("Penalties", "Accept, and into the scorecard…")
            if is_judging
            else translate("Penalties", "Accept, and edit the clause")
        )
        self._title.setText(_place(chosen))
        self._words.setText(chosen.row.words)
        self._facts.setText("\n".join(_fact_lines(chosen)))
        self._answer.setText("\n".join(_answer_lines(chosen)))
        self._answer.setVisible(not is_open)

    # -- acts

    def _do(self, act: str) -> None:
        chosen: ProposalFacts | None = self.table.row
        if chosen is None:
            return
        row = chosen.row
        if act == "slip":
            self.slip_wanted.emit(row.slip)
        elif act == "change" and row.about == "penalty":
            self.standard_wanted.emit(row.clause or "", row.id)
        else:
            self._ask(act, row.id)

    def _ask(self, act: str, proposal: str) -> None:
        title, button = {
            "refuse": (
                translate("Penalties", "Refuse the proposal"),
                translate("Penalties", "Refuse"),
            ),
            "accept": (
                translate("Penalties", "Accept the proposal"),
                translate("Penalties", "Accept"),
            ),
            "change": (
                translate("Penalties", "Accept the ruling"),
                translate("Penalties", "Accept, and open the scorecard"),
            ),
        }[act]
        dialog = AnswerDialog(title, button, self.window())

        def answer(reason: str) -> None:
            work = refuse_proposal if act == "refuse" else accept_proposal
            then = partial(self._on_answered, dialog, act, proposal)
            self._desk.write(
                partial(work, proposal=proposal, reason=reason), then, dialog.refuse, is_step=False
            )

        dialog.agreed.connect(answer)
        dialog.open()

    def _on_answered(
        self, dialog: AnswerDialog, act: str, proposal: str, _changes: Changes
    ) -> None:
        dialog.accept()
        self.toast_wanted.emit(translate("Penalties", "Answered, and signed by you"), None)
        if act == "change":
            work = partial(ruling_draft, proposal=proposal)
            self._desk.write(work, lambda found: self.ruling_wanted.emit(*found), is_step=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = KEYS.get(Qt.Key(event.key())) if not event.modifiers() else None
        if act is None or self._buttons[act].isHidden():
            super().keyPressEvent(event)
        else:
            self._do(act)

    # -- parts

    def retranslate(self) -> None:
        self._answered.setText(translate("Penalties", "Answered ones too"))
        self._buttons["slip"].setText(translate("Penalties", "Show the slip"))
        self._buttons["slip"].setToolTip("Enter")
        self._buttons["refuse"].setText(translate("Penalties", "Refuse…"))
        self._buttons["refuse"].setToolTip("R")
        self._buttons["accept"].setText(translate("Penalties", "Accept…"))
        self._buttons["accept"].setToolTip("A")
        self._buttons["change"].setToolTip("C")
        self.table.setAccessibleName(translate("Penalties", "Proposals"))
        self._empty.setText(
            translate(
                "Penalties",
                "No proposal waits for an answer.\n"
                "Whoever decides not to deduct proposes what the standard should say.",
            )
        )
        self._show_chosen()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _on_toggled(self, on: bool) -> None:
        self._preferences.remember("proposals_answered", on)
        self._fill()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(12, 8, 12, 8)
        top.addWidget(self._answered)
        top.addStretch(1)
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._empty)
        left, inside = pane()
        inside.addLayout(top)
        inside.addWidget(self._lists, 1)
        body = QWidget(objectName="proposal_body")
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        for label in (self._title, self._words, self._answer, self._facts):
            column.addWidget(label)
        column.addStretch(1)
        scroll = QScrollArea(objectName="proposal_scroll")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        buttons = FlowLayout(spacing=8)
        for name in reversed(_ACTS):
            self._buttons[name].setAutoDefault(False)
            buttons.addWidget(self._buttons[name])
        acts = QVBoxLayout()
        acts.setContentsMargins(16, 8, 16, 12)
        acts.setSpacing(8)
        acts.addWidget(self._note)
        acts.addLayout(buttons)
        right, beside = pane()
        beside.addWidget(scroll, 1)
        beside.addLayout(acts)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setObjectName("proposals_split")
        split.setChildrenCollapsible(False)
        split.setHandleWidth(8)
        for part, stretch in ((left, 5), (right, 3)):
            split.addWidget(part)
            split.setStretchFactor(split.count() - 1, stretch)
        split.setSizes([680, 400])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)

    def _wire(self) -> None:
        self._answered.toggled.connect(self._on_toggled)
        self.table.chosen_changed.connect(self._show_chosen)
        self.table.row_opened.connect(lambda _row: self._do("slip"))
        for name, button in self._buttons.items():
            button.clicked.connect(partial(self._do, name))


def _model() -> PlainModel:
    return PlainModel(
        [
            PlainColumn(
                lambda: translate("Penalties", "State"),
                lambda each: words.proposal_state(each.row),
                80,
                _color,
            ),
            PlainColumn(lambda: translate("Penalties", "About"), _place, 176),
            PlainColumn(
                lambda: translate("Penalties", "What the standard should say"),
                lambda each: each.row.words.replace("\n", " "),
                200,
                stretches=True,
            ),
            PlainColumn(
                lambda: translate("Penalties", "Proposed by"),
                lambda each: each.row.by_name,
                fits=True,
            ),
            PlainColumn(
                lambda: translate("Penalties", "Proposed"),
                lambda each: moment_of(each.row.at),
                fits=True,
            ),
        ],
        lambda each: each.row.id,
    )


def _color(facts: ProposalFacts) -> str | None:
    return {"open": "accent", "accepted": "strength"}.get(facts.row.state, "muted")


def _place(facts: ProposalFacts) -> str:
    """The clause or the item that it belongs to."""
    row = facts.row
    if row.about == "judging":
        name = facts.item.render(i18n.catalogue_language()) if facts.item else row.item or "—"
        return translate("Penalties", "Judging “{item}”").format(item=name)
    clause = facts.clause
    said = clause.words.render(i18n.catalogue_language()) if clause else ""
    return translate("Penalties", "Clause {clause}").format(
        clause=" ".join(part for part in (row.clause or "—", said) if part)
    )


def _fact_lines(facts: ProposalFacts) -> list[str]:
    """Where it came from: by whom, which slip, why nothing was deducted."""
    row = facts.row
    by = translate("Penalties", "Proposed by {name}, {moment}")
    lines = [by.format(name=row.by_name or "—", moment=moment_of(row.at))]
    if facts.slip is not None:
        slip = translate("Penalties", "Slip: {agent}, {day}, {rung}")
        agent = " ".join(part for part in (facts.slip.agent_number, facts.slip.agent_name) if part)
        rung = facts.slip.rung_name.render(i18n.catalogue_language())
        lines.append(slip.format(agent=agent or "—", day=facts.slip.day, rung=rung))
    if facts.why:
        lines.append(
            translate("Penalties", "Why nothing was deducted: {reason}").format(reason=facts.why)
        )
    return lines


def _answer_lines(facts: ProposalFacts) -> list[str]:
    lines = [words.answer_line(facts.row)]
    if facts.answered_by:
        lines.append(translate("Penalties", "Answered by {name}").format(name=facts.answered_by))
    if facts.begins:
        words_of = translate("Penalties", "In the penalty standard from {day}")
        lines.append(words_of.format(day=facts.begins))
    return lines


def _read(db: Database) -> _Found:
    return _Found(read_proposals(db), may_publish_standard(db))
