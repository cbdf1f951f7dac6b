"""The chosen agent beside the list: fields edited in place, team history, tier with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.agents import agent_words
from qa_desktop.errors import UserFacingError
from qa_desktop.services.people import STATUSES
from qa_desktop.services.people_list import AgentLine, Roster
from qa_desktop.store.memberships import Membership
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.roster.acts import RosterActs
from qa_desktop.ui.words import agent_status_name, day_text, level_name, tier_name

_FIELDS = ("number", "name", "nickname", "skill_group", "area", "hire_date")
_TIER_TAGS = {"good": "strength", "fair": "question", "poor": "critical", None: "note"}


class AgentPane(QFrame):
    """Saves each field when it is left; the acts ask for what has a date."""

    history_wanted = Signal(str)

    def __init__(self, acts: RosterActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("agent_pane")
        self.setProperty("role", "pane")
        self._acts = acts
        self._line: AgentLine | None = None
        self._roster: Roster | None = None
        self._history: Sequence[Membership] = ()
        self._title = _label("agent_title", "title")
        self._tier = _label("agent_tier", None)
        self._warning = _label("agent_warning", "nudge")
        self._warning.setWordWrap(True)
        self._message = _label("agent_message", "error")
        self._message.setWordWrap(True)
        self._labels = {name: QLabel(self) for name in (*_FIELDS, "status", "person")}
        self._lines = {name: self._field(name) for name in _FIELDS}
        self._status = self._combo("status")
        self._person = self._combo("person")
        self._tier.setProperty("tag", "note")  # its padding must be known when it is first shown
        self._heads = [QLabel(self) for _ in range(3)]
        self._team = _label("agent_teams", None)
        self._projects = _label("agent_projects", None)
        self._reasons = _label("agent_reasons", "muted")
        for part in (self._team, self._projects, self._reasons):
            part.setWordWrap(True)
        self._move = self._button("agent_move", self._acts.move)
        self._choose_projects = self._button("agent_choose_projects", self._acts.choose_projects)
        self._choose_tier = self._button("agent_choose_tier", self._acts.choose_tier)
        self._drop_tier = self._button("agent_drop_tier", self._acts.drop_tier)
        self._left = self._button("agent_left", self._acts.mark_left)
        self._lay_out()
        self.retranslate()
        self.setEnabled(False)

    def show_agent(self, line: AgentLine | None, roster: Roster) -> None:
        """None: nobody is chosen, or several are."""
        same = line is not None and self._line is not None and line.id == self._line.id
        if not same:
            self._save_typed()
        self._line, self._roster = line, roster
        if not same:
            self._history = ()
            self._message.hide()
        self.setEnabled(line is not None)
        self._show()
        if line is not None:
            self.history_wanted.emit(line.id)

    def set_history(self, agent: str, history: Sequence[Membership]) -> None:
        if self._line is not None and self._line.id == agent:
            self._history = history
            self._show_team()

    def edit(self) -> None:
        """The keyboard goes to the first field."""
        self._lines["number"].setFocus()
        self._lines["number"].selectAll()

    def retranslate(self) -> None:
        names = {
            "number": translate("Roster", "Work number"),
            "name": translate("Roster", "Name"),
            "nickname": translate("Roster", "Nickname"),
            "skill_group": translate("Roster", "Skill group"),
            "area": translate("Roster", "Area"),
            "hire_date": translate("Roster", "Hired"),
            "status": translate("Roster", "Status"),
            "person": translate("Roster", "Is the person"),
        }
        for name, words in names.items():
            self._labels[name].setText(words)
        for name, widget in (*self._lines.items(), ("status", self._status)):
            widget.setAccessibleName(names[name])
        self._person.setAccessibleName(names["person"])
        self._person.setToolTip(
            translate(
                "Roster",
                "Who uses this program under a name of their own: "
                "nobody scores calls of their own.",
            )
        )
        self._lines["hire_date"].setPlaceholderText("2026-11-20")
        for head, words in zip(
            self._heads,
            (
                translate("Roster", "Service tier"),
                translate("Roster", "Team"),
                translate("Roster", "Projects"),
            ),
            strict=True,
        ):
            head.setText(words)
        self._move.setText(translate("Roster", "Move…"))
        self._choose_projects.setText(translate("Roster", "Change…"))
        self._choose_tier.setText(translate("Roster", "Set by hand…"))
        self._drop_tier.setText(translate("Roster", "By the scores again"))
        self._left.setText(translate("Roster", "Has left…"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # -- showing

    def _show(self) -> None:
        line = self._line
        if line is None or self._roster is None:
            self._title.setText(translate("Roster", "Choose an agent"))
            for part in (self._tier, self._warning, self._message):
                part.hide()
            for label in (self._team, self._projects, self._reasons):
                label.setText("")
            for field in self._lines.values():
                field.setText("")
            self._drop_tier.hide()
            return
        agent = line.agent
        self._title.setText(agent_words(agent.number, agent.name))
        self._tier.setText(f"{tier_name(line.tier.tier)} · {level_name(line.tier.level)}")
        self._tier.setProperty("tag", _TIER_TAGS[line.tier.tier])
        self._tier.style().unpolish(self._tier)
        self._tier.style().polish(self._tier)
        self._tier.show()
        self._warning.setVisible(line.same_number > 0)
        self._warning.setText(
            translate("Roster", "⚠ Another agent has this work number too; they may be one.")
        )
        for name, widget in self._lines.items():
            if not (widget.hasFocus() and widget.isModified()):
                widget.setText(getattr(agent, name) or "")
        self._fill_status(agent.status)
        self._fill_persons(agent.person)
        self._show_team()
        self._projects.setText("、".join(line.projects) or "—")
        language = i18n.catalogue_language()
        self._reasons.setText("\n".join(each.render(language) for each in line.tier.reasons))
        self._drop_tier.setVisible(line.tier.is_chosen)

    def _show_team(self) -> None:
        """The team now and its lead, then since when each earlier one."""
        assert self._line is not None and self._roster is not None  # noqa: S101
        agent = self._line.agent
        now = agent.team_name or translate("Roster", "No team")
        leads = {
            each.id: agent_words(each.agent.number, each.agent.name) for each in self._roster.agents
        }
        if self._line.lead:
            lead = translate("Roster", "led by {lead}").format(lead=leads.get(self._line.lead, "—"))
            now = f"{now} · {lead}"
        names = {team.id: team.name for team in self._roster.teams}
        nothing = translate("Roster", "No team")
        spans = [
            translate("Roster", "{begins} – {ends}  {team}").format(
                begins=day_text(each.begins) or "…",
                ends=day_text(each.ends) or translate("Roster", "today"),
                team=names.get(each.team, nothing),
            )
            for each in reversed(self._history)
        ]
        self._team.setText("\n".join([now, *spans]))

    def _fill_status(self, status: str | None) -> None:
        self._status.blockSignals(True)
        self._status.clear()
        for code in ("", *STATUSES):
            self._status.addItem(agent_status_name(code) or "—", code)
        self._status.setCurrentIndex(max(self._status.findData(status or ""), 0))
        self._status.blockSignals(False)

    def _fill_persons(self, person: str | None) -> None:
        assert self._roster is not None  # noqa: S101
        self._person.blockSignals(True)
        self._person.clear()
        self._person.addItem(translate("Roster", "Nobody here"), "")
        for id, number, name in self._roster.persons:
            self._person.addItem(agent_words(number, name), id)
        self._person.setCurrentIndex(max(self._person.findData(person or ""), 0))
        self._person.blockSignals(False)

    # -- editing

    def _save_typed(self) -> None:
        """Another agent is shown while a field is being filled in: it belongs to this one."""
        for name, field in self._lines.items():
            if field.isModified():
                self._on_left_field(name)

    def _on_left_field(self, name: str) -> None:
        if self._line is None:
            return
        words = self._lines[name].text().strip()
        self._lines[name].setModified(False)
        if words != (getattr(self._line.agent, name) or ""):
            self._save(name, words)

    def _on_chosen(self, name: str, combo: QComboBox) -> None:
        self._save(name, combo.currentData())

    def _save(self, name: str, words: str) -> None:
        assert self._line is not None  # noqa: S101
        self._message.hide()
        self._acts.save_field(self._line.id, name, words, self._refuse)

    def _refuse(self, error: UserFacingError) -> None:
        """What was there comes back; the reason stands above it."""
        self._message.setText(error.say(i18n.catalogue_language()))
        self._message.show()
        self._show()

    # -- laying out

    def _field(self, name: str) -> QLineEdit:
        widget = QLineEdit(self)
        widget.setObjectName(f"agent_{name}")
        widget.editingFinished.connect(partial(self._on_left_field, name))
        return widget

    def _combo(self, name: str) -> QComboBox:
        widget = QComboBox(self)
        widget.setObjectName(f"agent_{name}")
        widget.activated.connect(lambda _index: self._on_chosen(name, widget))
        return widget

    def _button(self, name: str, act) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.clicked.connect(lambda: act([self._line]) if self._line else None)
        return button

    def _lay_out(self) -> None:
        body = QWidget(self)
        body.setObjectName("agent_body")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top())
        for head, words, buttons in zip(
            self._heads,
            (self._reasons, self._team, self._projects),
            ((self._drop_tier, self._choose_tier), (self._move,), (self._choose_projects,)),
            strict=True,
        ):
            column.addWidget(_heading(head, buttons))
            words.setContentsMargins(16, 8, 16, 12)
            column.addWidget(words)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 12)
        foot.addWidget(self._left)
        foot.addStretch(1)
        column.addLayout(foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self._scrolling(body))
        self.setMinimumWidth(280)

    def _top(self) -> QVBoxLayout:
        """Name, tier and fields."""
        title = QHBoxLayout()
        title.setSpacing(8)
        title.addWidget(self._title)
        title.addWidget(self._tier)
        title.addStretch(1)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(6)
        fields = {**self._lines, "status": self._status, "person": self._person}
        for name, widget in fields.items():
            self._labels[name].setBuddy(widget)
            form.addRow(self._labels[name], widget)
        top = QVBoxLayout()
        top.setContentsMargins(16, 12, 16, 12)
        top.setSpacing(8)
        top.addLayout(title)
        top.addWidget(self._warning)
        top.addWidget(self._message)
        top.addLayout(form)
        return top

    def _scrolling(self, body: QWidget) -> QScrollArea:
        scroll = QScrollArea(self)
        scroll.setObjectName("agent_scroll")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the keyboard
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        return scroll


def _label(name: str, role: str | None) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    if role:
        label.setProperty("role", role)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _heading(title: QLabel, buttons: Sequence[QPushButton]) -> QFrame:
    """What a part is about, and at its end what can be done there."""
    frame = QFrame()
    frame.setProperty("role", "section")
    row = QHBoxLayout(frame)
    row.setContentsMargins(16, 4, 8, 4)
    row.setSpacing(4)
    row.addWidget(title)
    row.addStretch(1)
    for button in buttons:
        button.setProperty("role", "flat")
        row.addWidget(button)
    return frame
