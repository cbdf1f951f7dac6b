"""The agent's answer under a feedback sheet: agrees or asks for a talk, in the agent's words."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.coaching import ANSWERS
from qa_desktop.domain.wall_clock import local_moment
from qa_desktop.services.feedback import acknowledge, withdraw_acknowledgement
from qa_desktop.store.coaching import Acknowledgement
from qa_desktop.store.drafts import save_draft
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui.growing_text import GrowingText
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.words import moment_text


class AnswerPane(QWidget):
    """What stands above, room for a new answer below; typed words are kept as a draft."""

    done = Signal(str, object)
    """Words for the toast, and the act that Undo takes back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("answer_pane")
        self._desk = desk
        self._evaluation = ""
        self._standing: Acknowledgement | None = None
        self._is_current = False
        self._asks_reason = False
        """Why it is taken back is being typed."""
        self._state = named("answer_state", QLabel(self, wordWrap=True))
        self._take_back = named("answer_take_back", QPushButton(self))
        self._take_back.setProperty("role", "flat")
        self._reason = named("answer_reason", QLineEdit(self))
        self._answers = QButtonGroup(self)
        self._buttons = {code: named(f"answer_{code}", QPushButton(self)) for code in ANSWERS}
        for button in self._buttons.values():
            button.setCheckable(True)
            button.setAutoDefault(False)
            self._answers.addButton(button)
        self.words = GrowingText(self, least=2, most=4)
        self.words.setObjectName("answer_words")
        self.record = named("answer_record", QPushButton(self))
        self.record.setProperty("role", "primary")
        self._lay_out()
        self._take_back.clicked.connect(self._on_take_back)
        self._reason.returnPressed.connect(self._withdraw)
        self.record.clicked.connect(self._on_record)
        self._answers.buttonToggled.connect(lambda *_: self._on_chosen())
        self.words.textChanged.connect(self._on_edited)
        self.retranslate()

    def open(
        self, evaluation: str, revision: str, answers: list[Acknowledgement], draft: dict[str, Any]
    ) -> None:
        """Read anew; what is being typed in this evaluation's pane stays as it is."""
        before, self._standing = self._standing, answers[-1] if answers else None
        if self._standing is None or before is None or before.id != self._standing.id:
            self._asks_reason = False
        self._is_current = self._standing is not None and self._standing.covers == revision
        if evaluation != self._evaluation:
            self._evaluation = evaluation
            self._show_draft(draft)
        self._show_state()

    def _show_draft(self, draft: dict[str, Any]) -> None:
        """Nothing of it is an edit: a group tells of its buttons even while they are silent."""
        self._answers.blockSignals(True)
        self._answers.setExclusive(False)
        for code, button in self._buttons.items():
            button.setChecked(draft.get("answer") == code)
        self._answers.setExclusive(True)
        self._answers.blockSignals(False)
        self._show_choice()
        self.words.set_words(str(draft.get("words") or ""))

    @property
    def _chosen(self) -> str:
        return next((code for code, each in self._buttons.items() if each.isChecked()), "")

    def _on_chosen(self) -> None:
        self._show_choice()
        self._on_edited()

    def _show_choice(self) -> None:
        """A tick beside the colour."""
        for code, button in self._buttons.items():
            name = answer_name(code)
            button.setText(f"✓ {name}" if button.isChecked() else name)
            button.setAccessibleName(name)

    def _on_edited(self) -> None:
        self.record.setEnabled(bool(self._chosen))
        if self._evaluation:
            body = {"answer": self._chosen, "words": self.words.toPlainText()}
            slot = ("acknowledgement", self._evaluation)
            self._desk.save(slot, partial(_save, self._evaluation, body))

    def _on_record(self) -> None:
        act = partial(_acknowledge, self._evaluation, self._chosen, self.words.toPlainText())
        self._show_draft({})
        self._show_state()
        self._desk.write(act, self._on_recorded)

    def _on_recorded(self, changes: Changes) -> None:
        self.done.emit(translate("FeedbackSheet", "The agent's answer is recorded"), changes.act)

    def _on_take_back(self) -> None:
        """First a reason is asked for, in the place of the button."""
        self._asks_reason = True
        self._show_state()
        self._reason.setFocus()

    def _withdraw(self) -> None:
        if self._standing is not None and self._reason.text().strip():
            act = partial(_withdraw, self._standing.id, self._reason.text())
            self._reason.clear()
            self._asks_reason = False
            self._show_state()
            self._desk.write(act, self._on_withdrawn)

    def _on_withdrawn(self, changes: Changes) -> None:
        self.done.emit(translate("FeedbackSheet", "The answer was taken back"), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.record.click()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        self.setAccessibleName(translate("FeedbackSheet", "The agent's answer"))
        self.words.setPlaceholderText(
            translate("FeedbackSheet", "In the agent's own words (optional)")
        )
        self.words.setAccessibleName(translate("FeedbackSheet", "The agent's words"))
        self.record.setText(translate("FeedbackSheet", "Record the answer"))
        self._take_back.setText(translate("FeedbackSheet", "Take back…"))
        self._reason.setPlaceholderText(translate("FeedbackSheet", "Why is it taken back? Enter"))
        self._reason.setAccessibleName(translate("FeedbackSheet", "Reason for taking it back"))
        self._show_state()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _show_state(self) -> None:
        self._state.setText(self._words_of_state())
        self._show_choice()
        self._reason.setVisible(self._asks_reason)
        self._take_back.setVisible(self._standing is not None and not self._asks_reason)
        self.record.setEnabled(bool(self._chosen))

    def _words_of_state(self) -> str:
        standing = self._standing
        if standing is None:
            return translate(
                "FeedbackSheet", "Not given yet: go through the sheet together, then ask."
            )
        said = answer_name(standing.answer)
        at = moment_text(local_moment(standing.at))
        by = standing.recorder_name or ""
        words = translate("FeedbackSheet", "{answer}, recorded by {name} at {at}")
        found = words.format(answer=said, name=by, at=at)
        if standing.words:
            found = f"{found}\n“{standing.words}”"
        if not self._is_current:
            stale = translate("FeedbackSheet", "The score was corrected since: ask again.")
            found = f"{found}\n{stale}"
        return found

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self._state, 1)
        above.addWidget(self._take_back, 0, Qt.AlignmentFlag.AlignTop)
        above.addWidget(self._reason, 1)
        below = QHBoxLayout()
        below.setSpacing(12)
        for button in self._buttons.values():
            below.addWidget(button)
        below.addWidget(self.words, 1)
        below.addWidget(self.record)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(above)
        column.addLayout(below)


def answer_name(code: str) -> str:
    """认可, 约谈."""
    return {
        "agrees": translate("FeedbackSheet", "Agrees"),
        "talk": translate("FeedbackSheet", "Asks for a talk"),
    }[code]


def _save(evaluation: str, body: dict[str, Any], workspace: Workspace) -> None:
    save_draft(workspace.db, "acknowledgement", evaluation, body)


def _acknowledge(evaluation: str, answer: str, words: str, workspace: Workspace) -> Changes:
    return acknowledge(workspace, evaluation, answer, words)


def _withdraw(acknowledgement: str, reason: str, workspace: Workspace) -> Changes:
    return withdraw_acknowledgement(workspace, acknowledgement, reason)
