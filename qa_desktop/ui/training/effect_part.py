"""Did it help? The trained topics before and after, and who still needs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QMenu, QWidget
from sqlite_utils import Database

from qa_desktop.domain.annotations import COMPETENCIES
from qa_desktop.domain.scoring.rounding import round_half_up
from qa_desktop.domain.training_effect import WINDOW_DAYS, Change, Effect, Individual, Share, Topic
from qa_desktop.errors import UserFacingError
from qa_desktop.reports.model import Words
from qa_desktop.services import sessions, training
from qa_desktop.services.session_papers import effect_report, topic_names
from qa_desktop.services.training import Need, measure
from qa_desktop.store.fault_catalogue import find_faults
from qa_desktop.store.people import find_agents
from qa_desktop.store.scorecards import offered_cards
from qa_desktop.ui import i18n
from qa_desktop.ui.ask_dialog import Question, day, number, paragraph, ticks
from qa_desktop.ui.file_names import documents_folder
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.plain_table import PlainColumn, PlainModel, PlainTable
from qa_desktop.ui.reports.output import ask_file, print_report
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.training import words
from qa_desktop.ui.training.papers import write_paper
from qa_desktop.ui.training.parts import Part, tools
from qa_desktop.ui.training.session_acts import Said, SessionActs, Work
from qa_desktop.ui.training.session_reading import OpenedSession

_DUE_IN = 14
"""Days until somebody is looked at again, unless the trainer says otherwise."""


@dataclass(frozen=True)
class RateRow:
    topic: str
    who: str
    change: Change


@dataclass(frozen=True)
class StillRow:
    topic: Topic
    name: str
    agent: str
    individual: Individual


@dataclass(frozen=True)
class _Measured:
    effects: list[Effect]
    names: Mapping[str, Words]
    agents: Mapping[str, str]


class EffectPart(Part):
    def __init__(self, desk: Desk, acts: SessionActs, parent: QWidget) -> None:
        super().__init__("effect_part", acts, parent)
        self._desk = desk
        self._days, self._is_stale = WINDOW_DAYS, False
        self._topics = QLabel(self, wordWrap=True)
        self._topics.setObjectName("effect_topics")
        self._told = self.told("effect_told")
        self.rates = PlainTable("effect_rates", _rate_model(), self)
        self.individuals = PlainTable("effect_individuals", _individual_model(), self)
        self.individuals.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.keyboard = self.rates
        self._choose = self.button("effect_choose")
        self._paper = self.button("effect_paper")
        self._follow = self.button("effect_follow", "primary")
        column = self.column()
        column.addLayout(tools([], [self._paper, self._choose]))
        self._topics.setContentsMargins(14, 0, 14, 0)
        column.addWidget(self._topics)
        self._told.setContentsMargins(14, 0, 14, 0)
        column.addWidget(self._told)
        column.addWidget(self.rates, 1)
        self._head = self.told("effect_still")
        column.addLayout(tools([self._head], [self._follow]))
        column.addWidget(self.individuals, 1)
        self._choose.clicked.connect(self.choose)
        self._follow.clicked.connect(self.follow_up)
        self._paper.clicked.connect(self._pop_up)
        self.individuals.chosen_changed.connect(self._show_acts)
        self.retranslate()

    # -- what is shown

    def fill(self, opened: OpenedSession) -> None:
        """Counted when it is looked at: a month of a large centre takes a second."""
        self._is_stale = True
        if self.isVisible():
            self._measure(opened)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale and self._opened is not None:
            self._measure(self._opened)

    def _measure(self, opened: OpenedSession) -> None:
        self._is_stale = False
        self.rates.set_rows([])
        self.individuals.set_rows([])
        self._topics.setText("")
        read = partial(_measure, session=opened.row.id, days=self._days)
        self._desk.read("training effect", read, self._on_measured, self._on_refused)

    def _on_measured(self, found: _Measured) -> None:
        names = {code: words.said(name) for code, name in found.names.items()}
        told = translate("Training", "Trained: {topics}")
        self._topics.setText(told.format(topics=_listed(names.values())))
        self._told.setText(
            translate(
                "Training",
                "{days} days before and after, by the day of the call. A change is only claimed "
                "where the intervals keep apart.",
            ).format(days=self._days)
        )
        self.rates.set_rows(
            [
                RateRow(names[each.topic.code] if place == 0 else "", who, change)
                for each in found.effects
                for place, (who, change) in enumerate(_groups(each))
            ]
        )
        self.individuals.set_rows(
            [
                StillRow(each.topic, names[each.topic.code], found.agents.get(one.agent, "—"), one)
                for each in found.effects
                for one in each.individuals
                if one.still_needs_it
            ]
        )
        self._show_acts()

    def _on_refused(self, error: UserFacingError) -> None:
        """Not held yet, or nothing chosen: what to do next."""
        self._told.setText(error.say(i18n.catalogue_language()))
        self._show_acts()

    def _show_acts(self) -> None:
        self._follow.setEnabled(bool(self.individuals.chosen))
        self._paper.setEnabled(self.rates.model().rowCount() > 0)

    # -- acts

    def choose(self) -> None:
        """What the session trained, and over how many days to look."""
        self._desk.read("training topics", _offered, self._ask_topics)

    def _ask_topics(self, offered: Sequence[tuple[str, Words]]) -> None:
        opened = self._opened
        if opened is None:
            return
        row = opened.row
        entries = [(code, words.said(name)) for code, name in offered]
        questions = [
            Question("topics", translate("Training", "Trained"), ticks(entries, row.topics)),
            Question(
                "days",
                translate("Training", "Look at"),
                number(self._days, 3, 366, translate("Training", " days before and after")),
            ),
        ]

        def saving(said: Said) -> Work:
            self._days = said["days"]
            form = replace(sessions.form_of(row), topics=tuple(said["topics"]))
            return lambda ws: sessions.edit_session(ws, row.id, form)

        title = translate("Training", "What was trained")
        self._acts.ask(
            "topics",
            title,
            questions,
            saving,
            translate("Training", "Saved"),
            then=lambda _changes: self._measure(opened),
        )

    def follow_up(self) -> None:
        """Those chosen get an entry of the coaching log and stand in the list for sampling."""
        opened, chosen = self._opened, list(self.individuals.chosen)
        if opened is None or not chosen:
            return
        about = translate("Training", "{topic}: listen together once more")
        due = date.today() + timedelta(days=_DUE_IN)
        questions = [
            Question(
                "about",
                translate("Training", "About"),
                paragraph(about.format(topic=_listed(dict.fromkeys(r.name for r in chosen)))),
            ),
            Question("day", translate("Training", "Look again on"), day(due.isoformat())),
        ]

        def saving(said: Said) -> Work:
            needs = [Need(row.individual.agent, row.topic, said["about"]) for row in chosen]
            now = datetime.now()
            return lambda ws: training.follow_up(ws, opened.row.id, needs, said["day"], now)

        title = translate("Training", "Follow up: {count}").format(count=len(chosen))
        hint = translate(
            "Training", "It shows in the inspector's day; sampling takes these agents up later."
        )
        told = translate("Training", "Follow-ups planned")
        self._acts.ask("follow_up", title, questions, saving, told, hint)

    def make_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("effect_menu")
        menu.addAction(translate("Training", "Print…"), self._print)
        menu.addAction(translate("Training", "Save as PDF…"), partial(self.save, "pdf"))
        menu.addAction(translate("Training", "Save as Excel…"), partial(self.save, "xlsx"))
        return menu

    def _pop_up(self) -> None:
        self.make_menu().popup(self._paper.mapToGlobal(self._paper.rect().bottomLeft()))

    def _report(self) -> Any:
        assert self._opened is not None  # noqa: S101
        return partial(effect_report, session=self._opened.row.id, days=self._days)

    def _print(self) -> None:
        self._desk.read(
            "effect paper",
            self._report(),
            lambda report: print_report(self._desk, report, self.window()),
        )

    def save(self, ending: str) -> None:
        if self._opened is None:
            return
        name = translate("Training", "Did it help {title}").format(title=self._opened.row.title)
        out = ask_file(self.window(), name, ending, documents_folder())
        if out is not None:
            self._desk.read(
                "effect paper",
                self._report(),
                lambda report: write_paper(
                    self._desk, report, out, lambda told: self._acts.done.emit(told, None)
                ),
            )

    # -- parts

    def retranslate(self) -> None:
        self._choose.setText(translate("Training", "What was trained…"))
        self._paper.setText(translate("Training", "Report ▾"))
        self._follow.setText(translate("Training", "Follow up…"))
        self._head.setText(translate("Training", "Who still needs help"))
        self.rates.setAccessibleName(translate("Training", "Rates before and after"))
        self.individuals.setAccessibleName(translate("Training", "Who still needs help"))


def _listed(names: Iterable[str]) -> str:
    return translate("Training", ", ").join(names)


def _groups(each: Effect) -> tuple[tuple[str, Change], ...]:
    return (
        (translate("Training", "Everybody"), each.everybody),
        (translate("Training", "Were there"), each.attended),
        (translate("Training", "Were not there"), each.others),
    )


def _rate_model() -> PlainModel:
    return PlainModel(
        [
            PlainColumn(
                lambda: translate("Training", "Topic"), lambda row: row.topic, stretches=True
            ),
            PlainColumn(lambda: translate("Training", "Group"), lambda row: row.who, 124),
            PlainColumn(
                lambda: translate("Training", "Before"),
                lambda row: _rate(row.change.before),
                178,
                number=True,
            ),
            PlainColumn(
                lambda: translate("Training", "After"),
                lambda row: _rate(row.change.after),
                178,
                number=True,
            ),
            PlainColumn(
                lambda: translate("Training", "Verdict"),
                lambda row: _verdict(row.change.verdict),
                110,
                lambda row: _COLORS[row.change.verdict],
            ),
        ],
        lambda row: f"{row.topic} {row.who}",
    )


_COLORS = {"fell": "strength", "rose": "critical", "unclear": "muted", "too_few": "muted"}


def _verdict(code: str) -> str:
    return {
        "fell": translate("Training", "Fell"),
        "rose": translate("Training", "Rose"),
        "unclear": translate("Training", "No clear change"),
    }.get(code, translate("Training", "Too little heard"))


def _rate(share: Share) -> str:
    """Never a rate without its count and how far it can be trusted."""
    if share.rate is None or share.interval is None:
        return "—"
    percent, low, high = (
        f"{round_half_up(100 * each, 0):f}"
        for each in (share.rate, share.interval.low, share.interval.high)
    )
    return f"{share.failed}/{share.heard}  {percent} % ({low}–{high})"


def _individual_model() -> PlainModel:
    return PlainModel(
        [
            PlainColumn(
                lambda: translate("Training", "Agent"), lambda row: row.agent, stretches=True
            ),
            PlainColumn(lambda: translate("Training", "Topic"), lambda row: row.name, 160),
            PlainColumn(lambda: translate("Training", "Was there"), _was_there, 90),
            PlainColumn(
                lambda: translate("Training", "Before"),
                lambda row: _count(row.individual.change.before),
                84,
                number=True,
            ),
            PlainColumn(
                lambda: translate("Training", "After"),
                lambda row: _count(row.individual.change.after),
                84,
                number=True,
            ),
        ],
        lambda row: f"{row.topic.code} {row.individual.agent}",
    )


def _was_there(row: StillRow) -> str:
    return translate("Training", "Yes") if row.individual.attended else translate("Training", "No")


def _count(share: Share) -> str:
    return f"{share.failed}/{share.heard}" if share.heard else "—"


def _measure(db: Database, session: str, days: int) -> _Measured:
    effects = measure(db, session, None, days)
    agents = {
        agent.id: words.agent(agent.number or "", agent.name or "") for agent in find_agents(db)
    }
    return _Measured(effects, topic_names(db, [each.topic for each in effects]), agents)


def _offered(db: Database) -> list[tuple[str, Words]]:
    """Competencies, the faults of the catalogue, and the items of the cards in use."""
    topics = [Topic("competency", code) for code in COMPETENCIES]
    topics += [Topic("fault", code) for code, fault in find_faults(db).items() if not fault.retired]
    topics += [
        Topic("item", f"{card.code}/{item}") for card in offered_cards(db) for item in card.items
    ]
    names = topic_names(db, topics)
    return [(topic.code, names[topic.code]) for topic in topics]
