"""The talk with the agent at one desk: heard first, then the fault and the rule, then the answer.

Nothing on this page tells the fault before the agent's own finding is written down.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.agents import agent_words
from qa_desktop.errors import UserFacingError
from qa_desktop.services.slip_moves import Witness, hear_agent, refuse_slip, sign_slip
from qa_desktop.store.drafts import delete_draft, get_draft, save_draft
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui import i18n
from qa_desktop.ui.growing_text import GrowingText
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.reports.sheet_view import SheetView
from qa_desktop.ui.slips import words
from qa_desktop.ui.slips.play_strip import PlayStrip
from qa_desktop.ui.slips.reading import OpenedSlip
from qa_desktop.ui.slips.signature_pad import SignaturePad
from qa_desktop.ui.slips.sound import LEAD_IN_MS, SlipSound
from qa_desktop.ui.tasks import Desk

if TYPE_CHECKING:
    from qa_desktop.reports.model import Place

HEARING, ANSWER = range(2)
_OVER: Final = {"sign", "refuse", "absent", "lapse", "settle", "cancel", "void"}
"""Moves after which there is nothing more to talk about."""


class Conversation(QWidget):
    """Covers the whole screen, list and slip: the agent looks at it too."""

    moved = Signal(object)
    """``Changes`` of a move."""
    ended = Signal()
    answered = Signal(str)
    """The slip to which the agent has said something just now."""
    toast_wanted = Signal(str, object)
    absent_wanted = Signal(str)
    """The slip whose agent is not here."""

    def __init__(self, desk: Desk, sound: SlipSound, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("conversation")
        self._desk, self._sound = desk, sound
        self._opened: OpenedSlip | None = None
        self._may_answer = False
        self._title = named("conversation_title", QLabel(self, wordWrap=True))
        self._title.setProperty("role", "title")
        self._steps = named("conversation_steps", QLabel(self))
        self._steps.setProperty("role", "muted")
        self._absent = self._button("conversation_absent", self._on_absent)
        self._close = self._button("conversation_close", self.end)
        self.strip = PlayStrip("conversation_play", sound, self, together=True)
        self._pages = QStackedWidget(self)
        self._make_fields()
        self._error = named("conversation_error", QLabel(self, wordWrap=True))
        self._error.setProperty("role", "error")
        self._error.hide()
        self._lay_out()
        sound.changed.connect(self._check)
        self._pad.changed.connect(self._check)
        self._finding.textChanged.connect(self._on_edited)
        self._words.textChanged.connect(self._on_edited)
        self._witness.textChanged.connect(self._on_edited)
        self._not_found.toggled.connect(lambda _on: self._on_edited())
        self._refuses.toggled.connect(lambda _on: self._check())
        self._paper.place_chosen.connect(self._on_place)
        self.retranslate()

    def _make_fields(self) -> None:
        self._ask = named("conversation_ask", QLabel(self, wordWrap=True))
        self._finding = GrowingText(self, least=4, most=10)
        self._finding.setObjectName("conversation_finding")
        self._not_found = named("conversation_not_found", QCheckBox(self))
        self._go_on = self._button("conversation_go_on", self._on_heard)
        self._go_on.setProperty("role", "primary")
        self._missing = named("conversation_missing", QLabel(self, wordWrap=True))
        self._missing.setProperty("role", "muted")
        self._unsigned = named("conversation_unsigned", QLabel(self, wordWrap=True))
        self._unsigned.setProperty("role", "muted")
        self._paper = SheetView("conversation_paper", self)
        self._found = named("conversation_found", QLabel(self, wordWrap=True))
        self._words = GrowingText(self, least=2, most=5)
        self._words.setObjectName("conversation_words")
        self._pad = SignaturePad(self)
        self._clear = self._button("conversation_clear", self._pad.clear)
        self._refuses = named("conversation_refuses", QCheckBox(self))
        self._witness = named("conversation_witness", QLineEdit(self))
        self._answer = self._button("conversation_answer", self._on_answer)
        self._answer.setProperty("role", "primary")

    # -- what is shown

    @property
    def slip(self) -> str | None:
        return self._opened.slip.row.id if self._opened is not None else None

    def open(self, opened: OpenedSlip) -> None:
        """At the step where the talk stands."""
        is_new = self.slip != opened.slip.row.id
        self._opened = opened
        row = opened.slip.row
        self._title.setText(agent_words(row.agent_number, row.agent_name) or "—")
        self.strip.set_has_recording(row.recording is not None)
        done = {move.move for move in opened.slip.moves}
        was_heard = "hear" in done
        self._may_answer = any(move in opened.moves for move in ("sign", "refuse"))
        if is_new:
            self._sound.begin_talk()
            self._clear_fields()
            key = f"{row.id}:talk"
            self._desk.read("slip talk", lambda db: get_draft(db, "slip", key), self._on_draft)
        if was_heard and (self._may_answer or not done & _OVER):
            self._show_answer()
        elif was_heard:
            self.end()
        else:
            self._pages.setCurrentIndex(HEARING)
            if is_new:
                self._finding.setFocus()
        self._check()

    def end(self) -> None:
        """What was typed is kept."""
        self._sound.pause()
        self._sound.end_talk()
        self._opened = None
        self.ended.emit()

    def _clear_fields(self) -> None:
        self._error.hide()
        self._pad.clear()
        for field in (self._finding, self._words):
            field.set_words("")
        for box in (self._not_found, self._refuses):
            box.blockSignals(True)
            box.setChecked(False)
            box.blockSignals(False)
        self._witness.blockSignals(True)  # nobody has edited anything: the draft stands
        self._witness.clear()
        self._witness.blockSignals(False)

    def _show_answer(self) -> None:
        assert self._opened is not None  # noqa: S101
        is_next = self._pages.currentIndex() != ANSWER
        self._pages.setCurrentIndex(ANSWER)
        said = [move.says for move in self._opened.slip.moves if move.move == "hear"][-1]
        finding = said.get("finding") or translate("Slips", "(heard nothing to change)")
        self._found.setText(translate("Slips", "Found by the agent: {words}").format(words=finding))
        self._paper.show_page(self._opened.page)
        if is_next:
            (self._words if self._may_answer else self._close).setFocus()

    def _check(self) -> None:
        if self._opened is None:
            return
        finding = self._not_found.isChecked() or bool(self._finding.toPlainText().strip())
        self._go_on.setEnabled(finding and self._sound.has_proof_together)
        missing = ""
        if not self._sound.has_proof_together:
            missing = translate("Slips", "First listen together to the seconds in question")
        elif not finding:
            missing = translate("Slips", "Then write down what the agent found, or tick the box")
        _say(self._missing, missing)
        self._absent.setVisible("absent" in self._opened.moves)
        refuses = self._refuses.isChecked()
        for part in (self._words, self._refuses, self._answer):
            part.setVisible(self._may_answer)
        self._witness.setVisible(self._may_answer and refuses)
        self._pad.setVisible(self._may_answer and not refuses)
        self._clear.setVisible(self._may_answer and not refuses)
        self._clear.setEnabled(bool(self._pad.strokes))
        self._answer.setText(
            translate("Slips", "Record the refusal") if refuses else translate("Slips", "Sign")
        )
        witnessed = bool(self._witness.text().strip())
        is_ready = witnessed if refuses else self._pad.is_signed
        self._answer.setEnabled(is_ready)
        wanted = (
            translate("Slips", "Write down who is the witness")
            if refuses
            else translate("Slips", "The agent signs in the box")
        )
        if not self._may_answer:
            wanted = translate(
                "Slips",
                "What the agent says is written down. The agent signs when the lead has confirmed "
                "the slip: back to the list, and send it if that is still to be done.",
            )
        _say(self._unsigned, "" if is_ready and self._may_answer else wanted)
        self._steps.setText(
            translate("Slips", "Step 1 of 2: the agent listens and says what he hears")
            if self._pages.currentIndex() == HEARING
            else translate("Slips", "Step 2 of 2: the fault, the rule and the answer")
        )

    # -- what is typed

    def _on_edited(self) -> None:
        if self._opened is None:
            return
        key = f"{self._opened.slip.row.id}:talk"
        body = {
            "finding": self._finding.toPlainText(),
            "not_found": self._not_found.isChecked(),
            "words": self._words.toPlainText(),
            "witness": self._witness.text(),
        }
        self._desk.save(("slip_talk", key), partial(_keep, key, body))
        self._check()

    def _on_draft(self, draft: Any) -> None:
        if draft is not None:
            self._finding.set_words(str(draft.body.get("finding") or ""))
            self._words.set_words(str(draft.body.get("words") or ""))
            self._not_found.blockSignals(True)
            self._not_found.setChecked(bool(draft.body.get("not_found")))
            self._not_found.blockSignals(False)
            self._witness.blockSignals(True)
            self._witness.setText(str(draft.body.get("witness") or ""))
            self._witness.blockSignals(False)
        self._check()

    # -- moves

    def _on_absent(self) -> None:
        assert self._opened is not None  # noqa: S101
        slip = self._opened.slip.row.id
        self.end()
        self.absent_wanted.emit(slip)

    def _on_heard(self) -> None:
        """From here on the fault may be seen."""
        assert self._opened is not None  # noqa: S101
        self._sound.pause()
        self._go_on.setEnabled(False)
        act = partial(
            hear_agent,
            slip=self._opened.slip.row.id,
            found=not self._not_found.isChecked(),
            finding=self._finding.toPlainText(),
            heard=self._sound.heard_together(),
        )
        self._write(act, keeps_draft=True)

    def _on_answer(self) -> None:
        assert self._opened is not None  # noqa: S101
        self._answer.setEnabled(False)
        slip, said = self._opened.slip.row.id, self._words.toPlainText()
        act: Callable[[Workspace], Changes]
        if self._refuses.isChecked():
            act = partial(refuse_slip, slip=slip, witness=Witness(self._witness.text()), words=said)
        else:
            act = partial(sign_slip, slip=slip, strokes=self._pad.strokes, words=said)
        self._write(act, keeps_draft=False)

    def _write(self, act: Callable[[Workspace], Changes], *, keeps_draft: bool) -> None:
        assert self._opened is not None  # noqa: S101
        slip = self._opened.slip.row.id
        key = "" if keeps_draft else f"{slip}:talk"
        self._error.hide()
        then = self._on_noted if keeps_draft else partial(self._on_answered, slip)
        self._desk.write(partial(_act, act, key), then, self._on_refused, is_step=False)

    def _on_noted(self, _changes: Changes) -> None:
        """Nobody has signed yet."""
        self.toast_wanted.emit(translate("Slips", "What the agent found is written down"), None)

    def _on_answered(self, slip: str, changes: Changes) -> None:
        self.moved.emit(changes)
        self.answered.emit(slip)

    def _on_refused(self, error: UserFacingError) -> None:
        """Nothing was written, everything typed and drawn stands."""
        self._error.setText(error.say(i18n.catalogue_language()))
        self._error.show()
        self._check()

    def _on_place(self, place: Place) -> None:
        self._sound.play_from(max(0, (place.ms or 0) - LEAD_IN_MS))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)

    # -- parts

    def retranslate(self) -> None:
        self._absent.setText(words.move_name("absent"))
        self._close.setText(translate("Slips", "Back to the list"))
        self._ask.setText(
            translate(
                "Slips",
                "Listen together first. What does the agent hear? Write it down in his own words; "
                "the fault is shown only after that.",
            )
        )
        self._finding.setAccessibleName(translate("Slips", "What the agent found"))
        self._finding.setPlaceholderText(translate("Slips", "What the agent found, in his words"))
        self._not_found.setText(translate("Slips", "The agent heard nothing to change"))
        self._go_on.setText(translate("Slips", "Write it down, and show the fault"))
        self._paper.setAccessibleName(translate("Slips", "The slip"))
        self._words.setAccessibleName(translate("Slips", "The agent's words"))
        self._words.setPlaceholderText(translate("Slips", "What the agent says to it (optional)"))
        self._clear.setText(translate("Slips", "Begin again"))
        self._refuses.setText(translate("Slips", "The agent refuses to sign"))
        self._witness.setPlaceholderText(translate("Slips", "Witness: work number and name"))
        self._witness.setAccessibleName(translate("Slips", "Witness"))
        self._check()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _button(self, name: str, clicked: Callable[[], object]) -> QPushButton:
        button = named(name, QPushButton(self))
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked: clicked())
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._steps)
        head.addStretch(1)
        head.addWidget(self._absent)
        head.addWidget(self._close)
        self._pages.addWidget(self._hearing_page())
        self._pages.addWidget(self._answer_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.strip)
        column.addWidget(self._pages, 1)
        column.addWidget(self._error)

    def _hearing_page(self) -> QWidget:
        page = QFrame(self)
        page.setProperty("role", "pane")
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for part in (self._ask, self._finding, self._not_found):
            column.addWidget(part)
        column.addWidget(self._go_on, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._missing)
        column.addStretch(1)
        return page

    def _answer_page(self) -> QWidget:
        page = QWidget(self)
        paper = QFrame(page)
        paper.setProperty("role", "pane")
        around = QVBoxLayout(paper)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(self._paper)
        side = QFrame(page)
        side.setProperty("role", "pane")
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for part in (self._found, self._words, self._pad, self._refuses, self._witness):
            column.addWidget(part)
        buttons = QHBoxLayout()
        buttons.addWidget(self._clear)
        buttons.addStretch(1)
        buttons.addWidget(self._answer)
        column.addLayout(buttons)
        column.addWidget(self._unsigned)
        column.addStretch(1)
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(paper, 3)
        row.addWidget(side, 2)
        return page


def _say(label: QLabel, words: str) -> None:
    label.setText(words)
    label.setVisible(bool(words))


def _keep(key: str, body: dict[str, Any], workspace: Workspace) -> None:
    save_draft(workspace.db, "slip", key, body)


def _act(act: Callable[[Workspace], Changes], draft: str, workspace: Workspace) -> Changes:
    with workspace.transaction():
        if draft:
            delete_draft(workspace.db, "slip", draft)
        return act(workspace)
