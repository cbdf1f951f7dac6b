"""Training plans 阶段培训方案: topics from what was heard, sessions, days and owners."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from sqlite_utils import Database

from qa_desktop.domain.training_effect import Proposed, Topic
from qa_desktop.reports.model import Words
from qa_desktop.services import training
from qa_desktop.services.session_papers import plan_report, topic_names
from qa_desktop.services.training import PlanForm, PlanTopicForm
from qa_desktop.store.people import find_agents
from qa_desktop.store.sessions import find_sessions
from qa_desktop.store.training import (
    PlanRow,
    PlanTopicRow,
    count_heard,
    find_plan_topics,
    find_plans,
)
from qa_desktop.store.workspace import Changes
from qa_desktop.ui.ask_dialog import Question, choice, day, line, paragraph, ticks
from qa_desktop.ui.file_names import documents_folder
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.plain_table import PlainColumn, PlainModel, PlainTable
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.reports.output import ask_file, print_report
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.training import words
from qa_desktop.ui.training.page import TrainingPage
from qa_desktop.ui.training.papers import write_paper
from qa_desktop.ui.training.session_acts import Said, SessionActs, Work
from qa_desktop.ui.training.session_reading import people_entries
from qa_desktop.ui.training.split import remember_split

_SUBJECTS = {"training_plan", "plan_topic", "session", "agent", "person"}
_LOOK_BACK = 30

_PlanWork = Callable[[PlanForm], Work]
_TopicWork = Callable[[PlanTopicForm], Work]


@dataclass(frozen=True)
class _Plans:
    rows: list[PlanRow]
    topics: dict[str, list[PlanTopicRow]]
    names: Mapping[str, Words]
    agents: Mapping[str, str]
    sessions: list[tuple[str, str]]
    people: Sequence[tuple[str, str]]


_NO_PLANS = _Plans([], {}, {}, {}, [], ())


class PlansPage(TrainingPage):
    """N begins a plan, Enter changes it or a topic of it, A adds a topic, Del removes it."""

    def __init__(self, desk: Desk, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plans_page")
        self._desk, self._preferences = desk, preferences
        self._found, self._is_stale = _NO_PLANS, False
        self.session_acts = SessionActs(desk, self)
        self.table = PlainTable("plans_table", _plan_model(), self)
        self.topics = PlainTable("plan_topics_table", self._topic_model(), self)
        self._empty = named("plans_empty", QLabel(self, wordWrap=True))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("role", "muted")
        self._lists = QStackedWidget(self)
        self._aim = named("plan_aim", QLabel(self, wordWrap=True))
        self._aim.setProperty("role", "muted")
        self._send = self._button("plan_send")
        self._paper = self._button("plan_paper")
        self._propose = self._button("plan_propose")
        self._add = self._button("plan_add_topic")
        self._new = self._button("plan_new", "primary")
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

    def _read(self) -> None:
        self._is_stale = False
        self._desk.read("training plans", _read_plans, self._on_read)

    def _on_read(self, found: _Plans) -> None:
        self._found = found
        self.session_acts.people = found.people
        self.table.set_rows(found.rows)
        self._lists.setCurrentIndex(0 if found.rows else 1)
        self._show_plan()

    def _show_plan(self) -> None:
        row: PlanRow | None = self.table.row
        self.topics.set_rows(self._found.topics.get(row.id, []) if row else [])
        self._aim.setText(row.aim if row else "")
        self._aim.setVisible(bool(row and row.aim))
        for button in (self._send, self._paper, self._propose, self._add):
            button.setEnabled(row is not None)

    # -- plans

    def plan(self) -> None:
        """A new one, for the quarter that begins."""
        begins = date.today()
        form = PlanForm(begins=begins.isoformat(), ends=(begins + timedelta(90)).isoformat())
        title, told = translate("Training", "New training plan"), translate("Training", "Saved")
        self._ask_plan(form, title, told, lambda form: lambda ws: training.add_plan(ws, form))

    def _edit(self, row: PlanRow) -> None:
        form = PlanForm(row.title, row.begins, row.ends, row.owner, row.aim)
        title, told = translate("Training", "Training plan"), translate("Training", "Saved")
        self._ask_plan(
            form, title, told, lambda form: lambda ws: training.edit_plan(ws, row.id, form)
        )

    def _ask_plan(self, form: PlanForm, title: str, told: str, work: _PlanWork) -> None:
        owners = [(None, translate("Training", "Myself")), *self._found.people]
        questions = [
            Question("title", translate("Training", "Title"), line(form.title)),
            Question("begins", translate("Training", "From"), day(form.begins or "")),
            Question("ends", translate("Training", "To"), day(form.ends or "")),
            Question("owner", translate("Training", "Who"), choice(owners, form.owner)),
            Question("aim", translate("Training", "Aim"), paragraph(form.aim)),
        ]
        self.session_acts.ask("plan", title, questions, lambda said: work(PlanForm(**said)), told)

    def _delete(self, row: PlanRow) -> None:
        told = translate("Training", "Plan in the trash")
        self.session_acts.write(lambda ws: training.delete_plan(ws, row.id), told)

    # -- topics

    def add_topic(self) -> None:
        row = self.table.row
        if row is not None:
            self._ask_topic(
                PlanTopicForm(),
                lambda form: lambda ws: training.add_plan_topics(ws, row.id, [form]),
            )

    def _edit_topic(self, row: PlanTopicRow) -> None:
        form = PlanTopicForm(
            row.topic, row.words, row.why, row.agents, row.session, row.day, row.owner
        )
        self._ask_topic(form, lambda form: lambda ws: training.edit_plan_topic(ws, row.id, form))

    def _ask_topic(self, form: PlanTopicForm, work: _TopicWork) -> None:
        named_topic = words.said(self._found.names.get(form.topic, ""))
        owners = [(None, "—"), *self._found.people]
        meetings = [(None, "—"), *self._found.sessions]
        agents = sorted(self._found.agents.items(), key=lambda each: each[1])
        questions = [
            Question("words", translate("Training", "Topic"), line(form.words or named_topic)),
            Question("why", translate("Training", "Why"), paragraph(form.why)),
            Question(
                "agents", translate("Training", "For (none: everybody)"), ticks(agents, form.agents)
            ),
            Question("session", translate("Training", "Session"), choice(meetings, form.session)),
            Question("day", translate("Training", "Day"), day(form.day or "")),
            Question("owner", translate("Training", "Who"), choice(owners, form.owner)),
        ]

        def saving(said: Said) -> Work:
            told = "" if said["words"] == named_topic else said["words"]
            return work(
                PlanTopicForm(
                    form.topic, told, said["why"], tuple(said["agents"]), said["session"],
                    said["day"], said["owner"],
                )
            )  # fmt: skip

        title = translate("Training", "Topic of the plan")
        self.session_acts.ask(
            "plan_topic", title, questions, saving, translate("Training", "Saved")
        )

    def _delete_topic(self, row: PlanTopicRow) -> None:
        told = translate("Training", "Removed")
        self.session_acts.write(lambda ws: training.delete_plan_topic(ws, row.id), told)

    def propose(self) -> None:
        """Topics that the last month speaks for."""
        last = date.today()
        first = last - timedelta(days=_LOOK_BACK)
        read = partial(_propose, first=first.isoformat(), last=last.isoformat())
        self._desk.read("training proposal", read, self._ask_proposed)

    def _ask_proposed(self, found: tuple[list[Proposed], Mapping[str, Words], int]) -> None:
        proposed, names, heard = found
        row = self.table.row
        if row is None:
            return
        if not proposed:
            self.toast_wanted.emit(_nothing_found(heard), None)
            return
        by_code = {each.topic.code: each for each in proposed}
        entries = [
            (code, f"{words.said(names[code])}   {_why(each)}") for code, each in by_code.items()
        ]
        common = [code for code, each in by_code.items() if each.is_common]
        label = translate("Training", "Topics")
        questions = [Question("topics", label, ticks(entries, common))]

        def saving(said: Said) -> Work:
            forms = [_form_of(by_code[code]) for code in said["topics"]]
            return lambda ws: training.add_plan_topics(ws, row.id, forms)

        title = translate("Training", "Topics of the last {days} days").format(days=_LOOK_BACK)
        told = translate("Training", "Topics added")
        self.session_acts.ask("proposed", title, questions, saving, told)

    # -- the document, and the plan itself

    def _on_send(self) -> None:
        if self.table.row is not None:
            self.send_wanted.emit("training_plan", self.table.row.id)

    def make_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("plan_menu")
        menu.addAction(translate("Training", "Print…"), self._print)
        menu.addAction(translate("Training", "Save as PDF…"), partial(self.save, "pdf"))
        menu.addAction(translate("Training", "Save as Excel…"), partial(self.save, "xlsx"))
        return menu

    def _pop_up(self) -> None:
        self.make_menu().popup(self._paper.mapToGlobal(self._paper.rect().bottomLeft()))

    def _print(self) -> None:
        self._desk.read(
            "plan paper",
            partial(plan_report, plan=self.table.row.id),
            lambda report: print_report(self._desk, report, self.window()),
        )

    def save(self, ending: str) -> None:
        row: PlanRow = self.table.row
        out = ask_file(self.window(), row.title, ending, documents_folder())
        if out is not None:
            self._desk.read(
                "plan paper",
                partial(plan_report, plan=row.id),
                lambda report: write_paper(
                    self._desk, report, out, lambda told: self.toast_wanted.emit(told, None)
                ),
            )

    # -- parts

    def _topic_model(self) -> PlainModel:
        return PlainModel(
            [
                PlainColumn(
                    lambda: translate("Training", "Topic"), self._topic_name, stretches=True
                ),
                PlainColumn(
                    lambda: translate("Training", "Why"), lambda row: row.why, stretches=True
                ),
                PlainColumn(lambda: translate("Training", "For whom"), self._for_whom, 150),
                PlainColumn(lambda: translate("Training", "Day"), lambda row: row.day or "—", 104),
                PlainColumn(
                    lambda: translate("Training", "Who"), lambda row: row.owner_name or "—", 100
                ),
            ],
            lambda row: row.id,
        )

    def _topic_name(self, row: PlanTopicRow) -> str:
        return row.words or words.said(self._found.names.get(row.topic, row.topic))

    def _for_whom(self, row: PlanTopicRow) -> str:
        if not row.agents:
            return translate("Training", "Everybody")
        return translate("Training", ", ").join(
            self._found.agents.get(agent, "—") for agent in row.agents
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        button = {Qt.Key.Key_N: self._new, Qt.Key.Key_A: self._add}.get(Qt.Key(event.key()))
        if button is None or event.modifiers():
            super().keyPressEvent(event)
        else:
            button.click()

    def retranslate(self) -> None:
        self._new.setText(translate("Training", "New plan…"))
        self._add.setText(translate("Training", "Add a topic…"))
        self._propose.setText(translate("Training", "Propose topics…"))
        self._send.setText(translate("Training", "Send…"))
        self._paper.setText(translate("Training", "Document ▾"))
        self._new.setToolTip("N")
        self._add.setToolTip("A")
        self.table.setAccessibleName(translate("Training", "Training plans"))
        self.topics.setAccessibleName(translate("Training", "Topics of the plan"))
        self._empty.setText(
            translate(
                "Training",
                "No training plan yet.\nBegin one with “New plan…”; its topics come from the "
                "faults that were heard most.",
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._show_plan()
        super().changeEvent(event)

    def _button(self, name: str, role: str | None = None) -> QPushButton:
        button = named(name, QPushButton(self))
        button.setAutoDefault(False)
        button.setProperty("role", role)
        return button

    def _wire(self) -> None:
        self.table.chosen_changed.connect(self._show_plan)
        self.table.row_opened.connect(self._edit)
        self.table.deleted.connect(self._delete)
        self.topics.row_opened.connect(self._edit_topic)
        self.topics.deleted.connect(self._delete_topic)
        self._new.clicked.connect(self.plan)
        self._add.clicked.connect(self.add_topic)
        self._propose.clicked.connect(self.propose)
        self._send.clicked.connect(self._on_send)
        self._paper.clicked.connect(self._pop_up)
        self.session_acts.done.connect(self.toast_wanted)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setContentsMargins(12, 8, 12, 8)
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self._send, self._paper, self._propose, self._add, self._new):
            buttons.addWidget(button)
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._empty)
        panes = []
        for content in (self._lists, self.topics):
            pane = QFrame(self)
            pane.setProperty("role", "pane")
            inside = QVBoxLayout(pane)
            inside.setContentsMargins(1, 1, 1, 1)
            inside.setSpacing(0)
            if content is self.topics:
                self._aim.setContentsMargins(14, 8, 14, 8)
                inside.addWidget(self._aim)
            inside.addWidget(content, 1)
            panes.append(pane)
        split = named("plans_split", QSplitter(Qt.Orientation.Horizontal, self))
        split.setChildrenCollapsible(False)
        for pane in panes:
            split.addWidget(pane)
        split.setStretchFactor(1, 1)
        split.setSizes([320, 680])
        remember_split(split, self._preferences)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(buttons)
        column.addWidget(split, 1)


def _plan_model() -> PlainModel:
    return PlainModel(
        [
            PlainColumn(
                lambda: translate("Training", "Plan"), lambda row: row.title, stretches=True
            ),
            PlainColumn(lambda: translate("Training", "From"), lambda row: row.begins or "—", 104),
        ],
        lambda row: row.id,
    )


def _why(each: Proposed) -> str:
    told = translate("Training", "{failed} of {heard} evaluations, {agents} of {all} agents")
    return told.format(
        failed=each.share.failed,
        heard=each.share.heard,
        agents=len(each.agents),
        all=each.heard_agents,
    )


def _nothing_found(heard: int) -> str:
    """``heard``: evaluations that could have shown something."""
    told = (
        translate(
            "Training",
            "In the last {days} days {count} evaluations were submitted, without a fault or a "
            "weakness of a competency. Add topics with “Add a topic…”.",
        )
        if heard
        else translate(
            "Training",
            "Nothing was inspected in the last {days} days, so nothing can be proposed. Submit "
            "evaluations in Inspect, or add topics with “Add a topic…”.",
        )
    )
    return told.format(days=_LOOK_BACK, count=heard)


def _form_of(each: Proposed) -> PlanTopicForm:
    """A common topic is for everybody, one of few for those."""
    agents = () if each.is_common else each.agents
    return PlanTopicForm(each.topic.code, why=_why(each), agents=agents)


def _read_plans(db: Database) -> _Plans:
    rows = find_plans(db)
    topics = {row.id: find_plan_topics(db, row.id) for row in rows}
    codes = {each.topic for found in topics.values() for each in found}
    return _Plans(
        rows,
        topics,
        topic_names(db, [topic for code in codes if (topic := Topic.read(code))]),
        {each.id: words.agent(each.number or "", each.name or "") for each in find_agents(db)},
        [(each.id, each.title) for each in find_sessions(db)],
        people_entries(db),
    )


def _propose(
    db: Database, first: str, last: str
) -> tuple[list[Proposed], Mapping[str, Words], int]:
    proposed = training.propose(db, first, last)
    names = topic_names(db, [each.topic for each in proposed])
    return proposed, names, count_heard(db, first, last)
