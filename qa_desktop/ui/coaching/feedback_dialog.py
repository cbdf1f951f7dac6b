"""The feedback sheet 反馈单 on the screen: beside the call, so that its seconds can be heard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
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

from qa_desktop.domain.evaluation import is_all_blame
from qa_desktop.errors import UserFacingError
from qa_desktop.reports import feedback_sheet
from qa_desktop.reports.data import EvaluationData, FeedbackData
from qa_desktop.services.report_data import feedback_data
from qa_desktop.services.reporting import FeedbackRequest, own_forms
from qa_desktop.store.coaching import Acknowledgement, find_acknowledgements
from qa_desktop.store.drafts import get_draft
from qa_desktop.store.workspace import Changes
from qa_desktop.ui import icons
from qa_desktop.ui.coaching.answer_pane import AnswerPane
from qa_desktop.ui.file_names import documents_folder
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.reports.output import ReportOutput, ask_file, print_report
from qa_desktop.ui.reports.sheet_view import SheetView, current_look
from qa_desktop.ui.tasks import Desk

_SUBJECTS = {"evaluation", "acknowledgement", "agent", "team", "call", "coaching"}


@dataclass(frozen=True)
class _Opened:
    data: FeedbackData
    answers: list[Acknowledgement]
    draft: dict[str, Any]


class FeedbackDialog(QDialog):
    """Not modal: a click on a time plays that moment in the window behind."""

    send_wanted = Signal(str)
    """The evaluation that is to go into a bundle."""
    place_chosen = Signal(object)
    coaching_wanted = Signal(str, str)
    """The evaluation and its agent."""
    toast_wanted = Signal(str, object)

    def __init__(self, desk: Desk, evaluation: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("feedback_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 700)
        self._desk = desk
        self._evaluation = evaluation
        self._opened: _Opened | None = None
        self.sheet = SheetView("feedback_sheet", self)
        self._nudge = named("feedback_nudge", QLabel(self, wordWrap=True))
        self._nudge.setProperty("role", "nudge")
        self._nudge.hide()
        self.answer = AnswerPane(desk, self)
        self.output = ReportOutput(desk, self)
        self._why = self._button("feedback_why", self._read)
        self._why.setCheckable(True)
        self._coach = self._button("feedback_coach", self._on_coach)
        self._send = self._button("feedback_send", lambda: self.send_wanted.emit(self._evaluation))
        self._print = self._button("feedback_print", self._on_print)
        self._save = self._button("feedback_save", self._on_save)
        self._close = self._button("feedback_close", self.close)
        self._lay_out()
        self.sheet.place_chosen.connect(self.place_chosen)
        self.sheet.colors_changed.connect(self._show)
        self.answer.done.connect(self.toast_wanted)
        self.output.progressed.connect(lambda *_: self._save.setEnabled(False))
        self.output.ended.connect(self._on_ended)
        self.output.written.connect(self._on_written)
        self.output.failed.connect(desk.trouble)
        desk.changed.connect(self._on_changed)
        QShortcut(QKeySequence.StandardKey.Print, self, self._on_print)
        QShortcut(QKeySequence.StandardKey.Save, self, self._on_save)
        self.retranslate()
        self._read()

    # -- what is shown

    def _read(self) -> None:
        read = partial(_read_sheet, evaluation=self._evaluation)
        self._desk.read("feedback_sheet", read, self._on_read, self._on_gone)

    def _on_read(self, opened: _Opened) -> None:
        self._opened = opened
        each = opened.data.evaluation
        self.answer.open(each.id, each.revision, opened.answers, opened.draft)
        self._nudge.setVisible(_blames(each))
        self._show()

    def _on_gone(self, error: UserFacingError) -> None:
        """Withdrawn meanwhile, here or elsewhere."""
        self._desk.trouble.emit(error)
        self.close()

    def _show(self) -> None:
        if self._opened is None:
            return
        data = replace(self._opened.data, with_why=self._why.isChecked())
        title = translate("FeedbackSheet", "Feedback sheet: {agent}")
        self.setWindowTitle(title.format(agent=data.evaluation.agent.shown))
        report = feedback_sheet.build(data)
        answerless = replace(
            report, sections=tuple(each for each in report.sections if each.id != "answer")
        )
        try:
            page = current_look().page(answerless, own_forms(self._desk.folder))
        except UserFacingError as error:
            self._desk.trouble.emit(error)
        else:
            self.sheet.show_page(page)

    def _on_changed(self, changes: Changes) -> None:
        if changes.subjects & _SUBJECTS:
            self._read()

    # -- acts

    def _on_coach(self) -> None:
        if self._opened is not None:
            agent = self._opened.data.evaluation.agent.id or ""
            self.coaching_wanted.emit(self._evaluation, agent)

    def _on_print(self) -> None:
        if self._opened is not None:
            data = replace(self._opened.data, with_why=self._why.isChecked())
            print_report(self._desk, feedback_sheet.build(data), self)

    def _on_save(self) -> None:
        if self._opened is None or self.output.running:
            return
        each = self._opened.data.evaluation
        words = translate("FeedbackSheet", "Feedback sheet")
        name = "-".join(part for part in (words, each.agent.number, each.call.serial) if part)
        folder = documents_folder()
        out = ask_file(self, name, "pdf", folder)
        if out is not None:
            request = FeedbackRequest(self._evaluation, self._why.isChecked())
            # closed meanwhile it only hides: whoever saves a file is told what came of it
            self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
            self.output.start("feedback", request, out)

    def _on_ended(self) -> None:
        self._save.setEnabled(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not self.isVisible():
            self.deleteLater()

    def _on_written(self, out: Path) -> None:
        words = translate("FeedbackSheet", "Saved: {file}").format(file=out.name)
        self.toast_wanted.emit(words, None)

    # -- parts

    def retranslate(self) -> None:
        self.sheet.setAccessibleName(translate("FeedbackSheet", "Feedback sheet"))
        self._nudge.setText(
            translate(
                "FeedbackSheet",
                "This sheet names only faults. Add what went well before you give it: "
                "open the call and correct the evaluation.",
            )
        )
        self._why.setText(translate("FeedbackSheet", "Why this score"))
        self._send.setText(translate("FeedbackSheet", "Send…"))
        self._coach.setText(translate("FeedbackSheet", "Coaching entry…"))
        self._print.setText(translate("FeedbackSheet", "Print…"))
        self._print.setToolTip(QKeySequence(QKeySequence.StandardKey.Print).toString())
        self._print.setIcon(icons.icon("print"))
        self._save.setText(translate("FeedbackSheet", "Save as PDF…"))
        self._close.setText(translate("FeedbackSheet", "Close"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._show()
        super().changeEvent(event)

    def _button(self, name: str, clicked: Any) -> QPushButton:
        button = named(name, QPushButton(self))
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked: clicked())
        return button

    def _lay_out(self) -> None:
        answer = QFrame(self)
        answer.setProperty("role", "pane")
        inside = QVBoxLayout(answer)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.addWidget(self.answer)
        sheet = QFrame(self)
        sheet.setProperty("role", "pane")
        around = QVBoxLayout(sheet)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(self.sheet)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._why, self._coach):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for button in (self._send, self._print, self._save, self._close):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._nudge)
        column.addWidget(sheet, 1)
        column.addWidget(answer)
        column.addLayout(buttons)


def _blames(each: EvaluationData) -> bool:
    return is_all_blame((mark.kind for mark in each.marks), each.strengths, each.advice)


def _read_sheet(db: Database, evaluation: str) -> _Opened:
    draft = get_draft(db, "acknowledgement", evaluation)
    return _Opened(
        feedback_data(db, evaluation),
        find_acknowledgements(db, evaluation),
        draft.body if draft else {},
    )
