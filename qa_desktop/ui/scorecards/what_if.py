"""What would change 试算: a period scored again with a draft. Nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from sqlite_utils import Database

from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.errors import UserFacingError
from qa_desktop.services.scorecard_editing import SavedDraft, find_card_drafts
from qa_desktop.services.scorecard_list import list_cards
from qa_desktop.services.what_if import WhatIfRequest
from qa_desktop.services.what_if_child import WhatIfReport, what_if_in_child
from qa_desktop.store.people import team_names
from qa_desktop.store.scorecards import get_version
from qa_desktop.ui import i18n
from qa_desktop.ui.fitting_combo import FittingCombo
from qa_desktop.ui.fitting_dialog import ScrollingDialog, resize_on_screen
from qa_desktop.ui.flow_layout import FlowLayout
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.plain_table import PlainTable
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.reports.period_chooser import PeriodChooser
from qa_desktop.ui.scorecards import what_if_tables as tables
from qa_desktop.ui.scorecards.words import draft_names
from qa_desktop.ui.tasks import Desk, Job

_PERIOD = "what_if_period"
_LEAST_TABLE = 160
"""The heading and a few rows; below that the dialog goes up and down."""


@dataclass(frozen=True)
class _Choices:
    drafts: list[SavedDraft]
    cards: list[ScorecardVersion]
    teams: dict[str, str]
    """Names by id."""
    bases: dict[str, ScorecardVersion] = field(default_factory=dict)
    """What the drafts began with, by their ids."""


class WhatIfDialog(ScrollingDialog):
    """Not modal: the draft can be changed behind it and tried again."""

    evaluation_chosen = Signal(str)

    def __init__(
        self,
        desk: Desk,
        preferences: Preferences,
        draft: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``draft``: the id of the one that is tried first; None: the one changed last; "": none
        of them, the card has no draft."""
        super().__init__(parent)
        self.setObjectName("what_if")
        self._desk = desk
        self._preferences = preferences
        self._wanted = draft
        self._choices = _Choices([], [], {})
        self._report: WhatIfReport | None = None
        self._error: UserFacingError | None = None
        self._job: Job | None = None
        self._draft = named("what_if_draft", FittingCombo(self))
        self._card = named("what_if_card", FittingCombo(self))
        self._team = named("what_if_team", FittingCombo(self))
        kept = str(preferences.remembered(_PERIOD) or "this_month")
        self.period = PeriodChooser("what_if", kept, self)
        self._run = named("what_if_run", QPushButton(self))
        self._run.setProperty("role", "primary")
        self._run.setDefault(True)
        self._cancel = named("what_if_cancel", QPushButton(self))
        self._bar = named("what_if_progress", QProgressBar(self))
        self._note = named("what_if_note", QLabel(self, wordWrap=True))
        self._summary = named("what_if_summary", QLabel(self, wordWrap=True))
        self._summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._tabs = named("what_if_tabs", QTabBar(self))
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._stack = QStackedWidget(self)
        self._stack.setMinimumHeight(_LEAST_TABLE)
        self._close = named("what_if_close", QPushButton(self))
        self._close.setAutoDefault(False)
        self._labels = [QLabel(self) for _ in range(4)]
        self._lay_out()
        self._wire()
        self.retranslate()
        resize_on_screen(self, QSize(960, 640))
        desk.after_writes(self._read)

    # -- what can be chosen

    def _read(self) -> None:
        self._desk.read("what_if_choices", _read_choices, self._on_choices)

    def _on_choices(self, choices: _Choices) -> None:
        self._choices = choices
        self._fill()

    def _fill(self) -> None:
        """The chosen ones stay, also in another language."""
        language = i18n.catalogue_language()
        draft = self._draft.currentData() or self._wanted
        is_none = draft == ""
        team, card = self._team.currentData(), self._card.currentData()
        for combo in (self._draft, self._card, self._team):
            combo.clear()
        for id, name in draft_names(self._choices.drafts).items():
            self._draft.addItem(name, id)
        at = -1 if is_none else max(self._draft.findData(draft), 0)
        self._draft.setCurrentIndex(at)
        self._card.addItem(translate("WhatIf", "The card of the draft"), None)
        for each_card in self._choices.cards:
            self._card.addItem(each_card.name.render(language), each_card.code)
        self._card.setCurrentIndex(max(self._card.findData(card), 0))
        self._team.addItem(translate("WhatIf", "Every team"), None)
        for id, name in self._choices.teams.items():
            self._team.addItem(name, id)
        self._team.setCurrentIndex(max(self._team.findData(team), 0))
        self._show_state()

    @property
    def saved(self) -> SavedDraft | None:
        """The draft that is chosen, as it was when the dialog last looked."""
        chosen = self._draft.currentData()
        return next((each for each in self._choices.drafts if each.id == chosen), None)

    # -- working it out

    def run(self) -> None:
        """With the draft as it was saved last: what is on its way is waited for."""
        if self._job is None and self.saved is not None:
            start = partial(self._start, self.saved.id)
            self._desk.after_writes(lambda: self._desk.read("what_if", _read_choices, start))

    def _start(self, wanted: str, choices: _Choices) -> None:
        """Not with another draft where the wanted one was published or thrown away meanwhile."""
        self._on_choices(choices)
        saved = self.saved
        if saved is None or saved.id != wanted:
            self._wanted = None
            self._forget()
            return
        if saved.draft.version is None or self._job is not None:
            return
        first, last = self.period.period
        self._preferences.remember(_PERIOD, self.period.preset)
        card = self._card.currentData()
        cards = (card,) if card else ()
        request = WhatIfRequest(first, last, cards, self._team.currentData())
        work = partial(
            what_if_in_child, self._desk.folder, i18n.current_language(), saved.id, request
        )
        self._report = self._error = None
        self._bar.setRange(0, 0)
        self._job = self._desk.work(
            lambda tell, cancelled: work(tell, cancelled),
            self._on_report,
            self._on_failed,
            self._on_progress,
        )
        self._show_state()

    def cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._show_state()

    def _on_progress(self, done: int, whole: int) -> None:
        self._bar.setRange(0, whole)
        self._bar.setValue(done)

    def _on_report(self, report: WhatIfReport) -> None:
        self._job, self._report = None, report
        self._show_report()
        self._show_state()

    def _on_failed(self, error: UserFacingError) -> None:
        self._job, self._error = None, error
        self._show_state()

    # -- what is shown

    def _forget(self) -> None:
        """What was worked out is of another choice."""
        self.cancel()
        self._report = self._error = None
        self._show_words()
        self._show_state()

    def _show_state(self) -> None:
        running = self._job is not None
        saved = self.saved
        ready = saved is not None and saved.draft.version is not None
        self._run.setEnabled(ready and not running)
        for part in (self._bar, self._cancel):
            part.setVisible(running)
        found = self._report is not None and not running
        for shown in (self._summary, self._tabs, self._stack):
            shown.setVisible(found)
        self._note.setText(self._note_words(running))
        is_error = self._error is not None or (saved is not None and not ready)
        self._note.setProperty("role", "error" if is_error else "muted")
        self._note.style().unpolish(self._note)
        self._note.style().polish(self._note)

    def _note_words(self, running: bool) -> str:
        saved = self.saved
        if running:
            return translate("WhatIf", "Scoring the period again… nothing is written.")
        if saved is None and self._choices.drafts:
            return translate(
                "WhatIf",
                "This scorecard has no draft yet. Change it, and try the change here; or choose "
                "the draft of another one above.",
            )
        if saved is None:
            return translate(
                "WhatIf", "There is no draft yet. Change a scorecard, and try it here before."
            )
        if saved.draft.version is None:
            words = translate("WhatIf", "{n} to put right in the draft first.")
            return words.format(n=len(saved.draft.problems))
        if self._error is not None:
            return self._error.say(i18n.catalogue_language())
        if self._report is not None:
            return translate(
                "WhatIf",
                "Nothing was written. In brackets the 95 % interval of each mean; where intervals "
                "overlap there is no rank, only the places it may be, such as 2–5.",
            )
        return translate(
            "WhatIf",
            "Scores the evaluations of a period again with the draft, and tells what would be "
            "different. Nothing is written.",
        )

    def _show_report(self) -> None:
        if self._report is None:
            return
        report, shown = self._report, tables.names_of(self._report)
        while (old := self._stack.widget(0)) is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        saved = self.saved
        base = self._choices.bases.get(saved.id) if saved else None
        card = saved.draft.version if saved else None
        parts = (
            ("what_if_agents", tables.moved_model(_agent_heading, shown), report.agents),
            ("what_if_teams", tables.moved_model(_team_heading, shown), report.teams),
            ("what_if_scores", tables.scores_model(shown), report.scores),
            ("what_if_unmapped", tables.unmapped_model(base, card), report.unmapped),
        )
        for place, (name, model, rows) in enumerate(parts):
            table = PlainTable(name, model, self._stack)
            table.setAccessibleName(self._tabs.tabText(place))
            table.set_rows(rows)
            if name == "what_if_scores":
                table.row_opened.connect(lambda row: self.evaluation_chosen.emit(row.id))
            self._stack.addWidget(table)
        self._stack.setCurrentIndex(self._tabs.currentIndex())
        self._show_words()

    def _show_words(self) -> None:
        """Tabs with their counts, and what the whole period says."""
        report = self._report
        counts = (
            (len(report.agents), len(report.teams), len(report.scores), len(report.unmapped))
            if report
            else (0, 0, 0, 0)
        )
        for place, (words, count) in enumerate(zip(_tab_words(), counts, strict=True)):
            self._tabs.setTabText(place, f"{words} ({count})" if report else words)
        if report is not None:
            self._summary.setText("\n".join(_summary_lines(report)))

    # -- parts

    def retranslate(self) -> None:
        self.setWindowTitle(translate("WhatIf", "What would change"))
        fields = (self._draft, self._card, self._team, self.period)
        words = (
            translate("WhatIf", "Draft"),
            translate("WhatIf", "Evaluations with"),
            translate("WhatIf", "Team"),
            translate("WhatIf", "Submitted"),
        )
        for label, field_, name in zip(self._labels, fields, words, strict=True):
            label.setText(name)
            field_.setAccessibleName(name)
        self._run.setText(translate("WhatIf", "Work it out"))
        self._cancel.setText(translate("WhatIf", "Cancel"))
        self._close.setText(translate("WhatIf", "Close"))
        self._bar.setAccessibleName(translate("WhatIf", "Progress"))
        self._tabs.setAccessibleName(translate("WhatIf", "What would change"))
        self._fill()
        self._show_report()
        self._show_words()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.cancel()
        super().closeEvent(event)

    def reject(self) -> None:
        """Esc gives up what is being worked out, then closes."""
        if self._job is not None:
            self.cancel()
        else:
            super().reject()

    def _lay_out(self) -> None:
        for words in _tab_words():
            self._tabs.addTab(words)
        top = FlowLayout(spacing=12, at_foot=True)
        fields = (self._draft, self._card, self._team, self.period)
        for label, field_ in zip(self._labels, fields, strict=True):
            label.setProperty("role", "fact")
            label.setBuddy(field_)
            labelled = QWidget(self)
            column = QVBoxLayout(labelled)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
            column.addWidget(label)
            column.addWidget(field_)
            top.addWidget(labelled)
        for button in (self._cancel, self._run):
            top.addWidget(button)
        pane = QFrame(self)
        pane.setProperty("role", "pane")
        inside = QVBoxLayout(pane)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(8)
        for part in (self._note, self._bar, self._summary, self._tabs):
            inside.addWidget(part)
        inside.addWidget(self._stack, 1)
        inside.addStretch(0)
        end = QHBoxLayout()
        end.addStretch(1)
        end.addWidget(self._close)
        self.body.addLayout(top)
        self.body.addWidget(pane, 1)
        self.stand(end, side=16, top=12)

    def fit(self) -> None:
        """Its tables take what the screen has."""

    def _wire(self) -> None:
        self._run.clicked.connect(self.run)
        self._cancel.clicked.connect(self.cancel)
        self._close.clicked.connect(self.close)
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        for combo in (self._draft, self._card, self._team):
            combo.activated.connect(self._forget)
        self.period.changed.connect(self._forget)


def _read_choices(db: Database) -> _Choices:
    drafts = find_card_drafts(db)
    bases = {}
    for each in drafts:
        if each.based_on is not None:
            try:
                bases[each.id] = get_version(each.based_on, db)
            except UserFacingError:
                continue
    return _Choices(drafts, [each.version for each in list_cards(db)], team_names(db), bases)


def _agent_heading() -> str:
    return translate("WhatIf", "Agent")


def _team_heading() -> str:
    return translate("WhatIf", "Team")


def _tab_words() -> tuple[str, ...]:
    return (
        translate("WhatIf", "Agents"),
        translate("WhatIf", "Teams"),
        translate("WhatIf", "Biggest movers"),
        translate("WhatIf", "What does not fit"),
    )


def _summary_lines(report: WhatIfReport) -> list[str]:
    whole = report.whole
    lines = [
        translate("WhatIf", "{n} evaluations, {scored} with a score before and after").format(
            n=whole.evaluations, scored=whole.scored
        ),
        translate("WhatIf", "Mean of scores: {before} → {after} ({change})").format(
            before=tables.mean_span_text(whole.mean_before, whole.span_before),
            after=tables.mean_span_text(whole.mean_after, whole.span_after),
            change=tables.signed(whole.change),
        ),
    ]
    passes = translate("WhatIf", "Passed: {before} → {after}; then {span}")
    if whole.scored:
        lines.append(
            passes.format(
                before=tables.passed_text(whole.passed_before, whole),
                after=tables.passed_text(whole.passed_after, whole),
                span=tables.span_text(whole.passed_after, whole),
            )
        )
    counts = (
        (whole.lost_score, translate("WhatIf", "{n} would have no score any more")),
        (whole.gained_score, translate("WhatIf", "{n} would have a score")),
        (report.incomplete, translate("WhatIf", "{n} lack answers that the draft asks for")),
        (report.unreadable, translate("WhatIf", "{n} could not be read")),
    )
    more = [words.format(n=count) for count, words in counts if count]
    return [*lines, *(["; ".join(more)] if more else [])]
