"""Drawing a slip 开提醒单: which faults, how grave, what the standard says to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from sqlite_utils import Database

from qa_desktop.domain.agents import agent_words
from qa_desktop.domain.masking import mask_in_text
from qa_desktop.domain.penalty_ladder import rung_text
from qa_desktop.domain.penalty_rungs import RUNGS
from qa_desktop.domain.scoring.model import Name
from qa_desktop.errors import UserFacingError
from qa_desktop.services.slips import (
    Drawn,
    FaultForm,
    SlipForm,
    Weighed,
    begin_slip,
    discard_slip_draft,
    draw_slip,
    get_slip_draft,
    save_slip_draft,
    weigh,
)
from qa_desktop.store.calls import CallRow, get_call
from qa_desktop.store.evaluations import get_evaluation
from qa_desktop.store.fault_catalogue import fault_names
from qa_desktop.store.workspace import Changes
from qa_desktop.texts import Text
from qa_desktop.ui import i18n
from qa_desktop.ui.fitting_combo import FittingCombo
from qa_desktop.ui.fitting_dialog import ScrollingDialog
from qa_desktop.ui.growing_text import GrowingText
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.number_box import DecimalBox
from qa_desktop.ui.slips import words
from qa_desktop.ui.slips.fault_line import FaultLine
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.words import started_text

_WEIGHED = frozenset(("slip", "evaluation", "penalty_standard", "fault", "agent", "person"))
"""What the standard's word on a form follows from."""


@dataclass(frozen=True)
class _Opened:
    """``faults``: every fault of the evaluation; ``form``: those that go on the slip."""

    faults: list[FaultForm]
    form: SlipForm
    names: Mapping[str, Name]
    is_draft: bool
    call: CallRow


class DrawDialog(ScrollingDialog):
    """Everything typed is kept as a draft until the slip is signed or thrown away."""

    drawn = Signal(str)
    """The slip."""

    def __init__(
        self, desk: Desk, evaluation: str, parent: QWidget | None = None, *, note: str = ""
    ) -> None:
        """``note``: why it is about this call, where another one is open."""
        super().__init__(parent)
        self.setObjectName("draw_slip_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._evaluation = desk, evaluation
        self._lines: list[FaultLine] = []
        self._weighed: Weighed | None = None
        self._filling = True
        self._is_signing = False
        self._is_amount_typed = False
        """Until then the amount is the recommended one."""
        self._title = named("draw_title", QLabel(self, wordWrap=True))
        self._title.setProperty("role", "title")
        self._subject = named("draw_subject", QLabel(self, wordWrap=True))
        self._note = named("draw_note", QLabel(note, self, wordWrap=True))
        self._note.setProperty("role", "strong")
        self._note.setVisible(bool(note))
        self._faults = QVBoxLayout()
        self._head = named("draw_head", QLabel(self, wordWrap=True))
        self._rung = named("draw_rung", FittingCombo(self))
        self._amount = named("draw_amount", DecimalBox(self))
        self._amount.setRange(0, 1_000_000)
        self._why = GrowingText(self, least=2, most=5)
        self._why.setObjectName("draw_why")
        self._why_label = QLabel(self)
        self._error = named("draw_error", QLabel(self, wordWrap=True))
        self._error.setProperty("role", "error")
        self._error.hide()
        self._missing = named("draw_missing", QLabel(self, wordWrap=True))
        self._missing.setProperty("role", "muted")
        self._missing.hide()
        self._discard = self._button("draw_discard", self._on_discard)
        self._later = self._button("draw_later", self.reject)
        self._sign = self._button("draw_sign", self._on_sign)
        self._sign.setProperty("role", "primary")
        self._lay_out()
        self._rung.currentIndexChanged.connect(lambda _place: self._on_rung())
        self._amount.valueChanged.connect(lambda _value: self._on_amount())
        desk.changed.connect(self._on_changes)
        self._why.textChanged.connect(self._on_edited)
        self.retranslate()
        self._sign.setEnabled(False)
        read = partial(_read, evaluation=evaluation, person=desk.person)
        desk.read("draw slip", read, self._on_read, self._on_gone)

    # -- what is shown

    def _on_read(self, opened: _Opened) -> None:
        self._subject.setText(_subject_words(opened))
        taken = {(line.fault, line.item): line for line in opened.form.faults}
        for place, fault in enumerate(opened.faults):
            known = opened.names.get(fault.fault)
            shown = known.render(i18n.catalogue_language()) if known else fault.fault
            line = FaultLine(place, shown, self)
            kept = taken.get((fault.fault, fault.item))
            line.show_form(kept or fault, kept is not None)
            line.changed.connect(self._on_edited)
            self._faults.addWidget(line)
            self._lines.append(line)
        self._discard.setVisible(opened.is_draft)
        self._why.set_words(opened.form.why_other)
        self._rung.setCurrentIndex(max(self._rung.findData(opened.form.rung), 0))
        if opened.form.amount_cents is not None:
            self._is_amount_typed = True
            self._amount.setValue(opened.form.amount_cents / 100)
        self._filling = False
        if not opened.faults:
            self._error.setText(
                translate(
                    "Slips",
                    "No option of this evaluation has a fault code, so there is nothing to put on "
                    "a slip. Give the options of the scorecard fault codes, or choose another "
                    "evaluation.",
                )
            )
            self._error.show()
        self._weigh()
        self.fit()

    def _on_gone(self, error: UserFacingError) -> None:
        self._desk.trouble.emit(error)
        self.reject()

    @property
    def form(self) -> SlipForm:
        rung = self._rung.currentData()
        return SlipForm(
            self._evaluation,
            [line.form for line in self._lines if line.takes.isChecked()],
            rung,
            round(self._amount.value() * 100) if rung == "fine" and self._is_amount_typed else None,
            self._why.toPlainText(),
        )

    def _on_rung(self) -> None:
        self._amount.setVisible(self._rung.currentData() == "fine")
        self._on_edited()

    def _on_amount(self) -> None:
        if not self._filling:
            self._is_amount_typed = True
        self._on_edited()

    def _on_changes(self, changes: Changes) -> None:
        """Of a merge too: what the standard says, and what the agent did before."""
        if not (self._filling or self._is_signing) and changes.subjects & _WEIGHED:
            self._weigh()

    def _on_edited(self) -> None:
        if self._filling:
            return
        self._error.hide()
        self._discard.show()
        slot = ("slip", self._evaluation)
        self._desk.save(slot, partial(save_slip_draft, form=self.form))
        self._weigh()

    def _weigh(self) -> None:
        read = partial(weigh, form=self.form, day=date.today().isoformat())
        self._desk.read("weigh slip", read, self._on_weighed)

    def _on_weighed(self, weighed: Weighed) -> None:
        self._weighed = weighed
        whole = weighed.whole
        for place, code in enumerate(RUNGS, 1):
            self._rung.setItemText(place, _say(rung_text(weighed.standard, code)))
        self._say_why(weighed)
        asks_why = weighed.needs_reason and self._why.isHidden()
        for part in (self._why, self._why_label):
            part.setVisible(weighed.needs_reason)
        if not self._is_amount_typed:
            self._amount.blockSignals(True)
            self._amount.setValue(weighed.amount_cents / 100)
            self._amount.blockSignals(False)
        missing = ""
        recommends_fine = whole is not None and whole.rung == "fine"
        if self._rung.currentData() == "fine" and not (self._is_amount_typed or recommends_fine):
            missing = translate("Slips", "Write the amount of the fine")
        elif weighed.needs_reason and not self._why.toPlainText().strip():
            missing = _why_wanted(weighed)
        elif any(line.is_bad for line in self._lines):
            missing = translate("Slips", "Write the seconds like 1:12 or 1:12–1:15")
        self._sign.setEnabled(whole is not None and not missing)
        self._sign.setToolTip(missing)
        self._missing.setText(missing)
        self._missing.setVisible(bool(missing))
        self.fit()
        if asks_why:
            self.show_part(self._why)

    def _say_why(self, weighed: Weighed) -> None:
        """Below each fault what the standard says to it; below all what comes of them, and which
        of them decides."""
        ticked = [line for line in self._lines if line.takes.isChecked()]
        for line in self._lines:
            line.say("")
        for line, said in zip(ticked, weighed.lines, strict=False):  # ticked since: weighed soon
            rung = words.rung_and_amount(rung_text(weighed.standard, said.rung), said.amount_cents)
            why = " · ".join(map(_say, said.reasons))
            is_named = len(said.reasons) == 1 and not said.amount_cents
            line.say(why if is_named else f"{why} → {rung}")
        whole = weighed.whole
        if whole is None:
            self._head.setText(translate("Slips", "Tick at least one fault."))
            return
        rung = words.rung_and_amount(rung_text(weighed.standard, whole.rung), whole.amount_cents)
        told = [translate("Slips", "By the standard: {rung}").format(rung=rung)]
        highest = [
            line.takes.text()
            for line, said in zip(ticked, weighed.lines, strict=False)
            if said.rung == whole.rung
        ]
        if 0 < len(highest) < len(ticked):
            faults = translate("Slips", ", ").join(highest)
            told.append(translate("Slips", "decided by {faults}").format(faults=faults))
        every = [reason for said in weighed.lines for reason in said.reasons]
        told += [_say(reason) for reason in whole.reasons if reason not in every]
        self._head.setText(" · ".join(told))

    # -- acts

    def _on_sign(self) -> None:
        """Once: the answer comes from another thread."""
        self._is_signing = True
        self._sign.setEnabled(False)
        day = date.today().isoformat()
        act = partial(draw_slip, form=self.form, day=day, shown=self._weighed)
        self._desk.unsaved.pop(("slip", self._evaluation), None)
        self._desk.write(act, self._on_drawn, self._on_refused, is_step=False)

    def _on_drawn(self, drawn: Drawn) -> None:
        self.drawn.emit(drawn.slip)
        self.accept()

    def _on_refused(self, error: UserFacingError) -> None:
        """Nothing was written, everything typed stands."""
        self._is_signing = False
        self._error.setText(error.say(i18n.catalogue_language()))
        self._error.show()
        if error.id == "slip.weighed_anew":
            self._weigh()
        else:
            self._sign.setEnabled(True)
        self.fit()

    def _on_discard(self) -> None:
        self._desk.unsaved.pop(("slip", self._evaluation), None)
        act = partial(discard_slip_draft, evaluation=self._evaluation)
        self._desk.write(act, lambda _nothing: self.reject(), is_step=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._sign.click()
        else:
            super().keyPressEvent(event)

    # -- parts

    def retranslate(self) -> None:
        self.setWindowTitle(translate("Slips", "Draw a warning slip"))
        self._title.setText(translate("Slips", "Which faults go on the slip?"))
        self._rung.setAccessibleName(translate("Slips", "Rung"))
        self._amount.setSuffix(translate("Slips", " yuan"))
        self._amount.setAccessibleName(translate("Slips", "Amount"))
        self._why.setAccessibleName(translate("Slips", "Why another one"))
        self._why_label.setText(translate("Slips", "Why another one"))
        self._discard.setText(translate("Slips", "Throw the draft away"))
        self._later.setText(translate("Slips", "Later"))
        self._later.setToolTip(translate("Slips", "What you typed is kept as a draft"))
        self._sign.setText(translate("Slips", "Draw and sign"))

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
        self.setMinimumWidth(560)
        self._rung.addItem(translate("Slips", "As the standard says"), None)
        for code in RUNGS:  # called as the standard does once it is read
            self._rung.addItem(words.rung_name(code), code)
        self._amount.hide()
        self._discard.hide()
        chosen = QHBoxLayout()
        chosen.setSpacing(8)
        label = QLabel(translate("Slips", "Rung"), self)
        label.setBuddy(self._rung)
        chosen.addWidget(label)
        chosen.addWidget(self._rung)
        chosen.addWidget(self._amount)
        chosen.addStretch(1)
        for label in (self._title, self._subject, self._note):
            self.body.addWidget(label)
        self.body.addLayout(self._faults)
        for part in (self._why_label, self._why):
            self.body.addWidget(part)
        buttons = QHBoxLayout()
        buttons.addWidget(self._discard)
        buttons.addStretch(1)
        buttons.addWidget(self._later)
        buttons.addWidget(self._sign)
        # However many faults there are: what comes of them, and why one cannot sign yet
        self.stand(self._head, chosen, self._error, self._missing, buttons)


def _why_wanted(weighed: Weighed) -> str:
    if weighed.graded_otherwise:
        return translate(
            "Slips", "Say why the severity is another than the class of the problem says"
        )
    return translate("Slips", "Say why it is another rung or amount than the standard's")


def _say(reason: Text) -> str:
    return reason.render(i18n.catalogue_language())


def _subject_words(opened: _Opened) -> str:
    """Whose call it is, and when it was."""
    call = opened.call
    parts = (
        agent_words(call.agent_number, call.agent_name) or translate("Slips", "Agent unknown"),
        started_text(call.started),
        mask_in_text(call.serial or "", call.customer_number),
    )
    return " · ".join(part for part in parts if part)


def _read(db: Database, evaluation: str, person: str) -> _Opened:
    fresh = begin_slip(db, evaluation)
    draft = get_slip_draft(db, evaluation)
    names = fault_names(db)
    call = get_call(db, person, get_evaluation(db, evaluation).payload["call"])
    return _Opened(fresh.faults, draft or fresh, names, draft is not None, call)
