"""Declared conflicts of interest 回避: who draws, hears and signs nothing about whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from sqlite_utils import Database

from qa_desktop.domain.agents import agent_words
from qa_desktop.domain.wall_clock import local_moment
from qa_desktop.services.recusals import declare_recusal, withdraw_recusal
from qa_desktop.services.team import TeamPerson, read_team
from qa_desktop.store.people import AgentRow, find_agents
from qa_desktop.store.recusals import RecusalRow, find_recusals
from qa_desktop.store.workspace import Changes
from qa_desktop.ui.ask_dialog import AskDialog, Question, choice, line
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.plain_table import PlainColumn, PlainModel, PlainTable
from qa_desktop.ui.slips.pages import SlipsPage
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.words import moment_text

_SUBJECTS = {"recusal", "agent", "person"}


@dataclass(frozen=True)
class _Found:
    rows: list[RecusalRow]
    agents: list[AgentRow]
    people: tuple[TeamPerson, ...]


class RecusalsPage(SlipsPage):
    """N declares one, Del withdraws the chosen one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recusals_page")
        self._desk = desk
        self._found = _Found([], [], ())
        self._is_stale = False
        self.table = PlainTable("recusals_table", _model(), self)
        self._empty = named("recusals_empty", QLabel(self, wordWrap=True))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("role", "muted")
        self._pages = QStackedWidget(self)
        self._hint = named("recusals_hint", QLabel(self, wordWrap=True))
        self._hint.setProperty("role", "muted")
        self._declare = named("recusals_declare", QPushButton(self))
        self._declare.setProperty("role", "primary")
        self._withdraw = named("recusals_withdraw", QPushButton(self))
        for button in (self._declare, self._withdraw):
            button.setAutoDefault(False)
        self._lay_out()
        self._declare.clicked.connect(self.declare)
        self._withdraw.clicked.connect(self._on_withdraw)
        self.table.deleted.connect(lambda _row: self._on_withdraw())
        self.table.chosen_changed.connect(self._show_acts)
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
        self._desk.read("recusals", _read, self._on_read)

    def _on_read(self, found: _Found) -> None:
        self._found = found
        self.table.set_rows(found.rows)
        self._pages.setCurrentIndex(0 if found.rows else 1)
        self._show_acts()

    def _show_acts(self) -> None:
        self._declare.setEnabled(bool(self._found.agents))
        self._withdraw.setEnabled(self.table.row is not None)

    # -- acts

    def declare(self) -> None:
        """For oneself, or for a colleague who has said so."""
        me = self._desk.person
        others = [each for each in self._found.people if not each.is_me]
        people = [(me, translate("Recusals", "Myself"))]
        people += [(each.person, agent_words(each.number, each.name)) for each in others]
        agents = [(each.id, agent_words(each.number, each.name)) for each in self._found.agents]
        nobody = (None, translate("Recusals", "Choose…"))  # never the first one by mistake
        questions = [
            Question("agent", translate("Recusals", "Agent"), choice([nobody, *agents])),
            Question("person", translate("Recusals", "Who must keep out"), choice(people)),
            Question("reason", translate("Recusals", "Reason"), line()),
        ]
        hint = translate(
            "Recusals",
            "From now on this person has no part in slips about this agent, also in those that "
            "were drawn before; his own he may still cancel.",
        )
        title = translate("Recusals", "Declare a conflict of interest")
        dialog = AskDialog("recusal_dialog", title, questions, self.window(), hint=hint)

        def finish(changes: Changes) -> None:
            if isValid(dialog):  # else it was given up when this was on its way already
                dialog.accept()
            self.toast_wanted.emit(translate("Recusals", "Declared"), changes.act)

        def submit(said: Mapping[str, Any]) -> None:
            self._desk.write(partial(declare_recusal, **said), finish, dialog.refuse)

        dialog.submitted.connect(submit)
        dialog.open()

    def _on_withdraw(self) -> None:
        row = self.table.row
        if row is not None:
            words = translate("Recusals", "Withdrawn")
            self._desk.write(
                partial(withdraw_recusal, recusal=row.id),
                lambda changes: self.toast_wanted.emit(words, changes.act),
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_N and not event.modifiers():
            self._declare.click()
        else:
            super().keyPressEvent(event)

    # -- parts

    def retranslate(self) -> None:
        self._declare.setText(translate("Recusals", "Declare…"))
        self._declare.setToolTip("N")
        self._withdraw.setText(translate("Recusals", "Withdraw"))
        self._withdraw.setToolTip("Del")
        self.table.setAccessibleName(translate("Recusals", "Declared conflicts of interest"))
        self._hint.setText(
            translate(
                "Recusals",
                "Relatives, flatmates and the like: who is named here has no part in slips about "
                "that agent, also in those that were drawn before. What is signed stays signed, "
                "and his own slips he may still cancel.",
            )
        )
        self._empty.setText(
            translate(
                "Recusals",
                "Nobody has declared a conflict of interest.\nPress N where somebody has one.",
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(14, 8, 12, 8)
        tools.setSpacing(8)
        tools.addWidget(self._hint, 1)
        tools.addWidget(self._withdraw)
        tools.addWidget(self._declare)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        pane = QFrame(self)
        pane.setProperty("role", "pane")
        inside = QVBoxLayout(pane)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addLayout(tools)
        inside.addWidget(self._pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(pane)


def _model() -> PlainModel:
    return PlainModel(
        [
            PlainColumn(
                lambda: translate("Recusals", "Agent"),
                lambda row: agent_words(row.agent_number, row.agent_name) or "—",
                180,
            ),
            PlainColumn(
                lambda: translate("Recusals", "Who must keep out"),
                lambda row: row.person_name or "—",
                180,
            ),
            PlainColumn(
                lambda: translate("Recusals", "Reason"),
                lambda row: " ".join(row.reason.split()),
                240,
                stretches=True,
            ),
            PlainColumn(
                lambda: translate("Recusals", "Declared on"),
                lambda row: moment_text(local_moment(row.at)),
                160,
            ),
        ],
        lambda row: row.id,
    )


def _read(db: Database) -> _Found:
    team = read_team(db)
    return _Found(find_recusals(db), find_agents(db), team.people if team else ())
