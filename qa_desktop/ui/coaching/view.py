"""The Coaching screen 辅导: feedback still to give, who has been given it, the log, what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from sqlite_utils import Database

from qa_desktop.services.coaching import delete_coaching
from qa_desktop.services.feedback import coverage_by_agent, coverage_by_team
from qa_desktop.services.report_data import span_ms
from qa_desktop.store.coaching import CoachingRow, FeedbackRow, find_coaching, find_feedback
from qa_desktop.store.workspace import Changes
from qa_desktop.ui.coaching import tables
from qa_desktop.ui.fitting_combo import FittingCombo
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.plain_table import PlainTable
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.reports.period_chooser import PeriodChooser
from qa_desktop.ui.screen import Screen
from qa_desktop.ui.tasks import Desk

TO_GIVE, COVERAGE, LOG, DUE = range(4)
_SOON = timedelta(days=7)
_SUBJECTS = {"acknowledgement", "coaching", "evaluation", "agent", "team", "membership", "person"}


@dataclass(frozen=True)
class _Found:
    feedback: list[FeedbackRow]
    log: list[CoachingRow]


class CoachingView(Screen):
    """Enter opens a row, N begins a new entry, C one about the chosen row."""

    sheet_wanted = Signal(str)
    """The evaluation whose feedback sheet is to be shown."""
    entry_wanted = Signal(object, object)
    """A new entry about an evaluation (or None) of an agent (or None)."""
    entry_opened = Signal(str)
    toast_wanted = Signal(str, object)

    def __init__(self, desk: Desk, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("coaching_view")
        self._desk = desk
        self._preferences = preferences
        self._found = _Found([], [])
        self._is_stale = False
        self._agent: str | None = None
        self._agent_words = ""
        self._tabs = named("coaching_tabs", QTabBar(self))
        self._tabs.setDrawBase(False)
        self._tabs.setUsesScrollButtons(False)
        kept = preferences.remembered("coaching_period") or "this_month"
        self.period = PeriodChooser("coaching", str(kept), self)
        self._whose = self._combo("coaching_whose", 2)
        self._by = self._combo("coaching_by", 2)
        self._all = named("coaching_all", QCheckBox(self))
        self._one = named("coaching_one_agent", QPushButton(self))
        self._new = named("coaching_new", QPushButton(self))
        self._new.setProperty("role", "primary")
        self.to_give = PlainTable("coaching_to_give", tables.feedback_model(), self)
        self.coverage = PlainTable("coaching_coverage", tables.coverage_model(), self)
        self.log = PlainTable("coaching_log", tables.log_model(), self)
        self.due = PlainTable("coaching_due", tables.follow_up_model(), self)
        self._tables = (self.to_give, self.coverage, self.log, self.due)
        self._pages = QStackedWidget(self)
        self._empty = named("coaching_empty", QLabel(self, wordWrap=True))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("role", "muted")
        self._words = named("coaching_words", QLabel(self))
        self._words.setProperty("role", "muted")
        self._lay_out()
        self._wire()
        self.retranslate()
        self.show_area(TO_GIVE)
        self._read()

    # -- what is shown

    def refresh(self, changes: Changes) -> None:
        if changes.subjects & _SUBJECTS:
            self._is_stale = True
            if self.isVisible():
                self._read()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while another screen was shown."""
        if self._is_stale:
            self._read()
        super().showEvent(event)

    def show_area(self, area: int) -> None:
        """``TO_GIVE``, ``COVERAGE``, ``LOG`` or ``DUE``."""
        self._tabs.setCurrentIndex(area)
        self._on_tab(area)

    def _read(self) -> None:
        self._is_stale = False
        scorer = self._desk.person if self._whose.currentIndex() == 0 else None
        read = partial(_read_all, period=self.period.period, scorer=scorer)
        self._desk.read("coaching", read, self._on_read)

    def _on_read(self, found: _Found) -> None:
        self._found = found
        self._fill()

    def _fill(self) -> None:
        feedback = self._found.feedback
        shown = [row for row in feedback if self._agent in (None, row.agent)]
        if not self._all.isChecked():
            shown = [row for row in shown if row.state != "given"]
        by_team = self._by.currentIndex() == 1
        self.to_give.set_rows(shown)
        self.coverage.set_rows(
            coverage_by_team(feedback) if by_team else coverage_by_agent(feedback)
        )
        self.log.set_rows(self._found.log)
        soon = (date.today() + _SOON).isoformat()
        own = [row for row in self._found.log if row.coach == self._desk.person]
        due = [row for row in own if not row.done and row.follow_up and row.follow_up <= soon]
        self.due.set_rows(sorted(due, key=lambda row: row.follow_up or ""))
        self._show_state()

    def _show_state(self) -> None:
        area = self._tabs.currentIndex()
        table = self._tables[area]
        has_rows = table.model().rowCount() > 0
        self._pages.setCurrentWidget(table if has_rows else self._empty)
        self._empty.setText(self._words_of_nothing(area))
        given = sum(row.state == "given" for row in self._found.feedback)
        words = translate("Coaching", "Feedback given: {given} of {all} evaluations")
        self._words.setText(words.format(given=given, all=len(self._found.feedback)))
        only = translate("Coaching", "Only {agent}  ×")
        self._one.setText(only.format(agent=self._agent_words))
        self._one.setVisible(area == TO_GIVE and self._agent is not None)
        for part, areas in (
            (self.period, (TO_GIVE, COVERAGE)),
            (self._whose, (TO_GIVE, COVERAGE)),
            (self._by, (COVERAGE,)),
            (self._all, (TO_GIVE,)),
            (self._words, (TO_GIVE, COVERAGE)),
        ):
            part.setVisible(area in areas)

    def _words_of_nothing(self, area: int) -> str:
        if area == TO_GIVE and self._found.feedback:
            return translate("Coaching", "Everybody has been given feedback in this period.")
        if area in (TO_GIVE, COVERAGE):
            return translate("Coaching", "No evaluations in this period.\nChoose other dates.")
        if area == LOG:
            return translate(
                "Coaching",
                "No coaching entries yet.\nWhen you have talked to an agent, press N.",
            )
        return translate("Coaching", "Nothing to look at again in the next seven days.")

    # -- acts

    def _on_tab(self, area: int) -> None:
        self.setFocusProxy(self._tables[area])
        self._tables[area].setFocus()
        self._show_state()

    def _on_period(self) -> None:
        self._preferences.remember("coaching_period", self.period.preset)
        self._read()

    def _on_covered(self, row) -> None:
        """From a line of the coverage to what is missing there."""
        if self._by.currentIndex() == 0:
            self._agent = row.id
            self._agent_words = f"{row.number} {row.name}"
            self._fill()
            self.show_area(TO_GIVE)

    def _show_everybody(self) -> None:
        self._agent = None
        self._fill()

    def _on_new(self) -> None:
        self.entry_wanted.emit(None, None)

    def _on_coach(self) -> None:
        """An entry about the chosen row."""
        area = self._tabs.currentIndex()
        row = self._tables[area].row
        if row is not None and area == TO_GIVE:
            self.entry_wanted.emit(row.evaluation, row.agent)
        elif row is not None and area != COVERAGE:
            self.entry_wanted.emit(None, row.agent)

    def _on_deleted(self, row: CoachingRow) -> None:
        words = translate("Coaching", "Coaching entry deleted")
        self._desk.write(
            lambda ws: delete_coaching(ws, row.id),
            lambda changes: self.toast_wanted.emit(words, changes.act),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_N and not event.modifiers():
            self._on_new()
        elif event.key() == Qt.Key.Key_C and not event.modifiers():
            self._on_coach()
        else:
            super().keyPressEvent(event)

    # -- parts

    def retranslate(self) -> None:
        for place, words in enumerate(
            (
                translate("Coaching", "To give feedback"),
                translate("Coaching", "Coverage"),
                translate("Coaching", "Coaching log"),
                translate("Coaching", "Follow-ups"),
            )
        ):
            self._tabs.setTabText(place, words)
            self._tables[place].setAccessibleName(words)
        self._tabs.setAccessibleName(translate("Coaching", "Areas of coaching"))
        for combo, names, label in (
            (
                self._whose,
                (translate("Coaching", "My evaluations"), translate("Coaching", "Everybody's")),
                translate("Coaching", "Whose evaluations"),
            ),
            (
                self._by,
                (translate("Coaching", "By agent"), translate("Coaching", "By team")),
                translate("Coaching", "Coverage by"),
            ),
        ):
            for place, words in enumerate(names):
                combo.setItemText(place, words)
            combo.setAccessibleName(label)
        self._all.setText(translate("Coaching", "Also what was given"))
        self._new.setText(translate("Coaching", "New entry"))
        self._new.setToolTip(translate("Coaching", "N; C for one about the chosen row"))
        self._one.setToolTip(translate("Coaching", "Show every agent again"))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _combo(self, name: str, count: int) -> QComboBox:
        combo = named(name, FittingCombo(self))
        combo.addItems([""] * count)
        return combo

    def _lay_out(self) -> None:
        for _ in range(4):
            self._tabs.addTab("")
        tools = QHBoxLayout()
        tools.setContentsMargins(12, 8, 12, 8)
        tools.setSpacing(8)
        tools.addWidget(self._tabs)
        tools.addStretch(1)
        tools.addWidget(self._new)
        filters = QHBoxLayout()
        filters.setContentsMargins(12, 0, 12, 8)
        filters.setSpacing(8)
        for part in (self.period, self._whose, self._by, self._all, self._one):
            filters.addWidget(part)
        filters.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 6, 14, 6)
        foot.addWidget(self._words)
        for page in (self._empty, *self._tables):
            self._pages.addWidget(page)
        pane = QFrame(self)
        pane.setProperty("role", "pane")
        inside = QVBoxLayout(pane)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addLayout(tools)
        inside.addLayout(filters)
        inside.addWidget(self._pages, 1)
        inside.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(pane)

    def _wire(self) -> None:
        self._tabs.currentChanged.connect(self._on_tab)
        self.period.changed.connect(self._on_period)
        self._whose.activated.connect(lambda _place: self._read())
        self._by.activated.connect(lambda _place: self._fill())
        self._all.toggled.connect(lambda _on: self._fill())
        self._one.clicked.connect(self._show_everybody)
        self._new.clicked.connect(self._on_new)
        self.to_give.row_opened.connect(lambda row: self.sheet_wanted.emit(row.evaluation))
        self.coverage.row_opened.connect(self._on_covered)
        for table in (self.log, self.due):
            table.row_opened.connect(lambda row: self.entry_opened.emit(row.id))
            table.deleted.connect(self._on_deleted)


def _read_all(db: Database, period: tuple[date, date], scorer: str | None) -> _Found:
    since, until = span_ms(*period)
    return _Found(find_feedback(db, since, until, scorer), find_coaching(db))
