"""Why this score, with its print and its PDF: those are of a submitted evaluation."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qa_desktop.ui import icons
from qa_desktop.ui.file_names import documents_folder
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.scoring import Scoring
from qa_desktop.ui.inspect.why_panel import WhyPanel
from qa_desktop.ui.naming import named
from qa_desktop.ui.tasks import Desk

if TYPE_CHECKING:
    from qa_desktop.reports.data import FeedbackData
    from qa_desktop.ui.reports.output import ReportOutput

_KIND = "why-score"


class WhyPage(QWidget):
    """The keyboard goes to its lines."""

    toast_wanted = Signal(str, object)

    def __init__(self, desk: Desk, scoring: Scoring, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._scoring = scoring
        self._output: ReportOutput | None = None
        self.lines = WhyPanel(self)
        self.setFocusProxy(self.lines)
        self._note = named("why_note", QLabel(self, wordWrap=True))
        self._note.setProperty("role", "muted")
        self._print = self._button("why_print", self._on_print)
        self._save = self._button("why_save", self._on_save)
        self._lay_out()
        for key, act in (
            (QKeySequence.StandardKey.Print, self._on_print),
            (QKeySequence.StandardKey.Save, self._on_save),
        ):
            QShortcut(key, self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        scoring.opened.connect(self._show_state)
        self.retranslate()

    @property
    def _evaluation(self) -> str | None:
        """What can be printed: the evaluation as it stands, while just that is shown."""
        return self._scoring.evaluation if self._scoring.mode == "submitted" else None

    def retranslate(self) -> None:
        self._print.setText(translate("WhyPanel", "Print…"))
        self._print.setIcon(icons.icon("print"))
        self._save.setText(translate("WhyPanel", "Save as PDF…"))
        self._note.setText(translate("WhyPanel", "Can be printed once it is submitted."))
        for button, key in (
            (self._print, QKeySequence.StandardKey.Print),
            (self._save, QKeySequence.StandardKey.Save),
        ):
            shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(f"{button.text()} ({shown})")
        self._show_state()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _show_state(self) -> None:
        is_submitted = self._evaluation is not None
        running = self._output is not None and self._output.running
        self._print.setVisible(is_submitted)
        self._save.setVisible(is_submitted)
        self._save.setEnabled(not running)
        self._note.setVisible(not is_submitted)

    # -- on paper and as a file; what makes them is loaded when it is wanted first

    def _on_print(self) -> None:
        if self._evaluation is not None:
            from qa_desktop.services.report_data import feedback_data

            read = partial(feedback_data, evaluation=self._evaluation)
            self._desk.read("why_score", read, self._on_read)

    def _on_read(self, data: FeedbackData) -> None:
        from qa_desktop.reports import why_score
        from qa_desktop.ui.reports.output import print_report

        print_report(self._desk, why_score.build(data), self)

    def _on_save(self) -> None:
        evaluation = self._evaluation
        if evaluation is None or (self._output is not None and self._output.running):
            return
        from qa_desktop.services.reporting import FeedbackRequest
        from qa_desktop.ui.reports.output import ask_file

        folder = documents_folder()
        name = f"{translate('WhyPanel', 'Why this score')}-{evaluation[:8]}"
        out = ask_file(self, name, "pdf", folder)
        if out is not None:
            self._writer().start(_KIND, FeedbackRequest(evaluation), out)
            self._show_state()

    def _writer(self) -> ReportOutput:
        if self._output is None:
            from qa_desktop.ui.reports.output import ReportOutput

            self._output = ReportOutput(self._desk, self)
            self._output.written.connect(self._on_written)
            self._output.failed.connect(self._desk.trouble)
            self._output.ended.connect(self._show_state)
        return self._output

    def _on_written(self, out: Path) -> None:
        words = translate("WhyPanel", "Saved: {file}").format(file=out.name)
        self.toast_wanted.emit(words, None)

    # -- parts

    def _button(self, name: str, clicked) -> QPushButton:
        button = named(name, QPushButton(self))
        button.setAutoDefault(False)
        button.clicked.connect(clicked)
        return button

    def _lay_out(self) -> None:
        line = QFrame(self)
        line.setProperty("role", "line")
        row = QHBoxLayout()
        row.setContentsMargins(14, 6, 10, 6)
        row.setSpacing(8)
        row.addWidget(self._note, 1)
        row.addStretch(1)
        row.addWidget(self._print)
        row.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.lines, 1)
        column.addWidget(line)
        column.addLayout(row)
