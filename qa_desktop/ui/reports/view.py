"""The Reports screen 报告: choose one, its period and whose; look at it, save it, print it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from sqlite_utils import Database

from qa_desktop.reports.model import Report
from qa_desktop.reports.registry import REPORTS, report_kind
from qa_desktop.services.report_data import PeriodRequest
from qa_desktop.services.reporting import make_report
from qa_desktop.store.evaluations import find_scorers
from qa_desktop.store.people import AgentRow, find_agents, team_names
from qa_desktop.store.workspace import Changes
from qa_desktop.ui import i18n, icons
from qa_desktop.ui.file_names import documents_folder
from qa_desktop.ui.fitting_combo import FittingCombo
from qa_desktop.ui.flow_layout import FlowLayout
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.reports import output
from qa_desktop.ui.reports.output import FILTERS, ReportOutput, ask_file
from qa_desktop.ui.reports.period_chooser import PeriodChooser
from qa_desktop.ui.reports.report_pane import ReportPane
from qa_desktop.ui.screen import Screen
from qa_desktop.ui.tasks import Desk

_SUBJECTS = {"evaluation", "agent", "team", "membership", "call", "person", "acknowledgement"}


@dataclass(frozen=True)
class _Choices:
    agents: list[AgentRow]
    teams: dict[str, str]
    """Names by id."""
    scorers: list[tuple[str, str, str]]


class ReportsView(Screen):
    """Reads on the reader thread; files are written by a process of their own."""

    place_chosen = Signal(object)
    toast_wanted = Signal(str, object)

    def __init__(self, desk: Desk, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reports_view")
        self._desk = desk
        self._preferences = preferences
        self._is_stale = False
        self._shown: Report | None = None
        self._kind = named("report_kind", QComboBox(self))
        for kind in REPORTS:
            if kind.needs == "period":
                self._kind.addItem("", kind.id)
        kept = preferences.remembered("reports_period") or "today"
        self.period = PeriodChooser("report", str(kept), self)
        self._team = self._filter("report_team")
        self._agent = self._filter("report_agent")
        self._scorer = self._filter("report_scorer")
        self.export = named("report_export", QToolButton(self))
        self.export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.export.setMenu(QMenu(self.export))
        for ending in FILTERS:
            action = self.export.menu().addAction("", partial(self._export, ending))
            action.setObjectName(f"report_export_{ending}")
        self._print = named("report_print", QPushButton(self))
        self.sheet = ReportPane("report_preview", self)
        self.output = ReportOutput(desk, self)
        self._words = named("report_words", QLabel(self))
        self._words.setProperty("role", "muted")
        self._hint = named("report_hint", QLabel(self))
        self._hint.setProperty("role", "muted")
        self._bar = named("report_progress", QProgressBar(self))
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._cancel = named("report_cancel", QPushButton(self))
        self._empty = named("report_empty", QLabel(self, wordWrap=True))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("role", "muted")
        self._pages = QStackedWidget(self)
        self._lay_out()
        self._wire()
        self.setFocusProxy(self._kind)
        self.retranslate()
        self._on_output_ended()
        self._read_choices()
        self._read()

    # -- what is shown

    @property
    def request(self) -> PeriodRequest:
        """What is chosen now."""
        first, last = self.period.period
        return PeriodRequest(
            first,
            last,
            agent=self._agent.currentData(),
            team=self._team.currentData(),
            scorer=self._scorer.currentData(),
        )

    def refresh(self, changes: Changes) -> None:
        if changes.subjects & _SUBJECTS:
            self._is_stale = True
            if self.isVisible():
                self._read_anew()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while another screen was shown."""
        if self._is_stale:
            self._read_anew()
        super().showEvent(event)

    def _read_anew(self) -> None:
        self._is_stale = False
        self._read_choices()
        self._read()

    def _read(self) -> None:
        read = partial(make_report, kind=str(self._kind.currentData()), request=self.request)
        self._desk.read("report", read, self._on_report)

    def _on_report(self, report: Report) -> None:
        self._shown = report
        self._pages.setCurrentWidget(self.sheet if report.rows else self._empty)
        self.sheet.show_report(report, i18n.catalogue_language())
        self._show_words()

    def _show_words(self) -> None:
        rows = self._shown.rows if self._shown else 0
        self._words.setText(translate("Reports", "Evaluations: {rows}").format(rows=rows))
        self._hint.setVisible(bool(rows) and self.sheet.leads_anywhere)
        for part in (self.export, self._print):
            part.setEnabled(bool(rows) and not self.output.running)

    # -- filters

    def _read_choices(self) -> None:
        self._desk.read("report_choices", _read_choices, self._on_choices)

    def _on_choices(self, found: _Choices) -> None:
        agents = [(" ".join(filter(None, (a.number, a.name))), a.id) for a in found.agents]
        _refill(self._agent, agents)
        _refill(self._team, [(name, id) for id, name in found.teams.items()])
        scorers = [(" ".join(filter(None, (n, name))), id) for id, n, name in found.scorers]
        _refill(self._scorer, scorers)

    # -- leaving the program

    def _export(self, ending: str) -> None:
        if self._shown is None:
            return
        request = self.request
        name = f"{self._kind.currentText()}-{_span(request.first, request.last)}"
        out = ask_file(self, name, ending, self._folder())
        if out is not None:
            self._preferences.remember("reports_folder", str(out.parent))
            self.output.start(str(self._kind.currentData()), request, out)

    def _folder(self) -> Path:
        """Where the last one went, else the person's documents."""
        kept = self._preferences.remembered("reports_folder")
        return Path(kept) if kept else documents_folder()

    def _on_print(self) -> None:
        if self._shown is None:
            return
        if self._shown.rows <= output.MOST_PRINTED:
            output.print_report(self._desk, self._shown, self)
            return
        kind, request = str(self._kind.currentData()), self.request
        output.ask_printer(self, lambda target: self.output.print_pages(kind, request, target))

    def _on_progress(self, done: int, whole: int) -> None:
        for part in (self._bar, self._cancel):
            part.show()
        self._bar.setRange(0, whole)
        self._bar.setValue(done)
        self._show_words()

    def _on_output_ended(self) -> None:
        for part in (self._bar, self._cancel):
            part.hide()
        self._show_words()

    def _on_printed(self) -> None:
        self.toast_wanted.emit(translate("Reports", "Sent to the printer"), None)

    def _on_written(self, out: Path) -> None:
        words = translate("Reports", "Saved: {file}").format(file=out.name)
        self.toast_wanted.emit(words, None)

    # -- parts

    def retranslate(self) -> None:
        language = i18n.catalogue_language()
        for place in range(self._kind.count()):
            name = report_kind(self._kind.itemData(place)).name.render(language)
            self._kind.setItemText(place, name)
        self._kind.setAccessibleName(translate("Reports", "Report"))
        for combo, everyone, name in (
            (self._team, translate("Reports", "Every team"), translate("Reports", "Team")),
            (self._agent, translate("Reports", "Every agent"), translate("Reports", "Agent")),
            (self._scorer, translate("Reports", "Every scorer"), translate("Reports", "Scorer")),
        ):
            combo.setItemText(0, everyone)
            combo.setAccessibleName(name)
        self.export.setText(translate("Reports", "Save as"))
        for action, words in zip(
            self.export.menu().actions(),
            (
                translate("Reports", "Excel workbook…"),
                translate("Reports", "PDF file…"),
                translate("Reports", "HTML page…"),
            ),
            strict=True,
        ):
            action.setText(words)
        self.export.setAccessibleName(translate("Reports", "Save the report as a file"))
        self._print.setText(translate("Reports", "Print…"))
        self._cancel.setText(translate("Reports", "Cancel"))
        self._bar.setAccessibleName(translate("Reports", "Writing the report"))
        self.sheet.table.setAccessibleName(translate("Reports", "Preview of the report"))
        self.sheet.tabs.setAccessibleName(translate("Reports", "Tables of the report"))
        self._hint.setText(translate("Reports", "Enter: open the call where it first lost points"))
        self._empty.setText(
            translate(
                "Reports",
                "Nothing was submitted in this period.\nChoose other dates or fewer filters.",
            )
        )
        self._print.setIcon(icons.icon("print"))
        self._show_words()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            if self._shown is not None:
                self.sheet.show_report(self._shown, i18n.catalogue_language())
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.output.running:
            self.output.cancel()
        else:
            super().keyPressEvent(event)

    def _filter(self, name: str) -> QComboBox:
        combo = named(name, FittingCombo(self))
        combo.addItem("", None)
        combo.setMaximumWidth(180)
        combo.activated.connect(lambda _place: self._read())
        return combo

    def _on_period(self) -> None:
        self._preferences.remember("reports_period", self.period.preset)
        self._read()

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(12, 8, 12, 8)
        tools.setSpacing(8)
        choices = FlowLayout(spacing=8)
        for part in (self._kind, self.period, self._team, self._agent, self._scorer):
            choices.addWidget(part)
        tools.addLayout(choices, 1)
        for button in (self._print, self.export):
            tools.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 6, 14, 6)
        foot.setSpacing(16)
        foot.addWidget(self._words)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self._bar)
        foot.addWidget(self._cancel)
        for page in (self._empty, self.sheet):
            self._pages.addWidget(page)
        pane = QFrame(self)
        pane.setProperty("role", "pane")
        inside = QVBoxLayout(pane)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addLayout(tools)
        line = QFrame(pane)
        line.setProperty("role", "line")
        inside.addWidget(line)
        inside.addWidget(self._pages, 1)
        inside.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(pane)

    def _wire(self) -> None:
        self._kind.activated.connect(lambda _place: self._read())
        self.period.changed.connect(self._on_period)
        self._print.clicked.connect(self._on_print)
        self._cancel.clicked.connect(self.output.cancel)
        self.sheet.place_chosen.connect(self.place_chosen)
        self.sheet.tab_changed.connect(self._show_words)
        self.output.progressed.connect(self._on_progress)
        self.output.ended.connect(self._on_output_ended)
        self.output.written.connect(self._on_written)
        self.output.printed.connect(self._on_printed)
        self.output.failed.connect(self._desk.trouble)


def _refill(combo: QComboBox, entries: list[tuple[str, str]]) -> None:
    """Fresh entries behind "all"; what was chosen stays chosen while it is there."""
    chosen = combo.currentData()
    while combo.count() > 1:
        combo.removeItem(1)
    for words, id in entries:
        combo.addItem(words, id)
    combo.setCurrentIndex(max(combo.findData(chosen), 0))


def _span(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()}_{last.isoformat()}"


def _read_choices(db: Database) -> _Choices:
    return _Choices(find_agents(db), team_names(db), find_scorers(db))
