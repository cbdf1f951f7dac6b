"""What a person can do on the Roster screen: each act asks, writes, and can be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from qa_desktop.domain.agents import agent_words
from qa_desktop.domain.tiers import LEVELS, TIERS
from qa_desktop.errors import UserFacingError
from qa_desktop.services.memberships import move_to_team, set_lead
from qa_desktop.services.people import (
    mark_left,
    rename_skill_group,
    save_agent,
    save_project,
    save_team,
    set_projects,
    set_skill_group,
)
from qa_desktop.services.people_list import AgentLine, Roster, TeamLine
from qa_desktop.services.tiers import choose_tier, drop_tier_choice
from qa_desktop.store.projects import ProjectRow
from qa_desktop.store.workspace import Changes, Workspace
from qa_desktop.ui.ask_dialog import AskDialog, Question, choice, day, line, ticks
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.roster.agents_model import names_of
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.words import level_name, tier_name

Work = Callable[[Workspace], Changes]


class RosterActs(QObject):
    """``roster`` is what the screen shows now: choices come from it."""

    done = Signal(str, str)
    """What was done, and the act that undo takes back (empty when nothing changed)."""
    agent_added = Signal(str)

    def __init__(self, desk: Desk, screen: QWidget) -> None:
        super().__init__(screen)
        self._desk = desk
        self._screen = screen
        self.roster: Roster | None = None

    # -- one agent

    def add_agent(self) -> None:
        def work(answers: Mapping[str, Any]) -> Work:
            return lambda ws: save_agent(ws, answers)

        number = Question("number", translate("Roster", "Work number"), line())
        name = Question("name", translate("Roster", "Name"), line())
        title = translate("Roster", "New agent")
        done = translate("Roster", "Agent added")
        self._ask("add_agent", title, [number, name], work, done, self._on_agent_added)

    def save_field(
        self, agent: str, field: str, words: str, failed: Callable[[UserFacingError], None]
    ) -> None:
        """One field, edited in place."""
        done = translate("Roster", "Saved")
        self._desk.write(
            lambda ws: save_agent(ws, {field: words}, id=agent),
            partial(self._tell, done),
            failed,
        )

    # -- one or many agents

    def move(self, agents: Sequence[AgentLine]) -> None:
        ids = [each.id for each in agents]
        teams = [(team.id, team.name) for team in self._shown.teams]
        entries = [*teams, (None, translate("Roster", "No team"))]

        def work(answers: Mapping[str, Any]) -> Work:
            return lambda ws: move_to_team(ws, ids, answers["team"], answers["begins"])

        team = Question("team", translate("Roster", "Team"), choice(entries, agents[0].agent.team))
        begins = Question("begins", translate("Roster", "From"), day())
        title = _titled(translate("Roster", "Move to a team: {who}"), agents)
        hint = translate("Roster", "Calls from before that day stay with the team of that time.")
        done = translate("Roster", "Moved")
        self._ask("move", title, [team, begins], work, done, hint=hint)

    def choose_skill_group(self, agents: Sequence[AgentLine]) -> None:
        ids = [each.id for each in agents]
        entries = [("", ""), *((group, group) for group in self._shown.skill_groups)]

        def work(answers: Mapping[str, Any]) -> Work:
            return lambda ws: set_skill_group(ws, ids, answers["group"])

        chosen = agents[0].agent.skill_group or ""
        widget = choice(entries, chosen, editable=True)
        group = Question("group", translate("Roster", "Skill group"), widget)
        title = _titled(translate("Roster", "Skill group: {who}"), agents)
        hint = translate("Roster", "Choose one, or write a new one; empty for none.")
        done = translate("Roster", "Skill group changed")
        self._ask("skill_group", title, [group], work, done, hint=hint)

    def choose_projects(self, agents: Sequence[AgentLine]) -> None:
        ids = [each.id for each in agents]
        shown = self._shown.projects

        def work(answers: Mapping[str, Any]) -> Work:
            return lambda ws: set_projects(ws, ids, answers["projects"], answers["begins"])

        chosen = [project.id for project in shown if project.name in agents[0].projects]
        widget = ticks([(project.id, project.name) for project in shown], chosen)
        projects = Question("projects", translate("Roster", "Projects"), widget)
        begins = Question("begins", translate("Roster", "From"), day())
        title = _titled(translate("Roster", "Projects: {who}"), agents)
        hint = (
            ""
            if shown
            else translate("Roster", "There are none yet; add one under “Teams and projects”.")
        )
        done = translate("Roster", "Projects changed")
        self._ask("projects", title, [projects, begins], work, done, hint=hint)

    def choose_tier(self, agents: Sequence[AgentLine]) -> None:
        ids = [each.id for each in agents]
        tiers = [(code, tier_name(code)) for code in TIERS]
        levels = [(code, level_name(code)) for code in LEVELS]
        by_tier = (None, translate("Roster", "As the tier says"))

        def work(answers: Mapping[str, Any]) -> Work:
            return lambda ws: choose_tier(
                ws, ids, answers["tier"], answers["reason"], level=answers["level"]
            )

        now = agents[0].tier
        questions = [
            Question("tier", translate("Roster", "Tier"), choice(tiers, now.tier)),
            Question("level", translate("Roster", "Listening"), choice([by_tier, *levels])),
            Question("reason", translate("Roster", "Reason"), line()),
        ]
        title = _titled(translate("Roster", "Set the tier by hand: {who}"), agents)
        hint = translate(
            "Roster",
            "It holds until you leave it to the scores again. "
            "Exempt still means a rare random check: nobody should feel unheard.",
        )
        done = translate("Roster", "Tier set by hand")
        self._ask("tier", title, questions, work, done, hint=hint)

    def drop_tier(self, agents: Sequence[AgentLine]) -> None:
        ids = [each.id for each in agents]
        done = translate("Roster", "The tier follows the scores again")
        self._desk.write(lambda ws: drop_tier_choice(ws, ids), partial(self._tell, done))

    def mark_left(self, agents: Sequence[AgentLine]) -> None:
        ids = [each.id for each in agents]

        def work(answers: Mapping[str, Any]) -> Work:
            return lambda ws: mark_left(ws, ids, answers["last_day"])

        last = Question("last_day", translate("Roster", "Last day"), day())
        title = _titled(translate("Roster", "Has left: {who}"), agents)
        hint = translate(
            "Roster", "Recordings and scores stay. Team, lead and projects end on that day."
        )
        self._ask("left", title, [last], work, translate("Roster", "Marked as left"), hint=hint)

    # -- teams, projects, skill groups

    def add_team(self) -> None:
        self._team(None, translate("Roster", "New team"), translate("Roster", "Team added"))

    def rename_team(self, team: TeamLine) -> None:
        self._team(team, translate("Roster", "Rename team"), translate("Roster", "Team renamed"))

    def _team(self, team: TeamLine | None, title: str, done: str) -> None:
        id = team.id if team else None

        def work(answers: Mapping[str, Any]) -> Work:
            return lambda ws: save_team(ws, answers["name"], id=id)

        widget = line(team.name if team else "")
        name = Question("name", translate("Roster", "Name of the team"), widget)
        self._ask("team", title, [name], work, done)

    def set_lead(self, team: TeamLine) -> None:
        names = names_of(self._shown)
        nobody = (None, translate("Roster", "Nobody"))
        present = [each.id for each in self._shown.agents if each.agent.status != "left"]
        entries = [nobody, *((id, names[id]) for id in present)]

        def work(answers: Mapping[str, Any]) -> Work:
            return lambda ws: set_lead(ws, team.id, answers["lead"], answers["begins"])

        lead = Question("lead", translate("Roster", "Team lead"), choice(entries, team.lead))
        begins = Question("begins", translate("Roster", "From"), day())
        title = translate("Roster", "Lead of {team}").format(team=team.name)
        self._ask("lead", title, [lead, begins], work, translate("Roster", "Team lead set"))

    def add_project(self) -> None:
        done = translate("Roster", "Project added")
        self._project(None, translate("Roster", "New project"), done)

    def edit_project(self, project: ProjectRow) -> None:
        done = translate("Roster", "Project changed")
        self._project(project, translate("Roster", "Change project"), done)

    def _project(self, project: ProjectRow | None, title: str, done: str) -> None:
        id = project.id if project else None

        def work(answers: Mapping[str, Any]) -> Work:
            return lambda ws: save_project(
                ws, answers["name"], begins=answers["begins"], stage=answers["stage"], id=id
            )

        questions = [
            Question(
                "name",
                translate("Roster", "Name of the project"),
                line(project.name if project else ""),
            ),
            Question(
                "begins",
                translate("Roster", "Begins"),
                day(project.begins if project else ""),
            ),
            Question(
                "stage",
                translate("Roster", "Stage"),
                line(
                    project.stage if project else "",
                    translate("Roster", "for instance trial, rollout"),
                ),
            ),
        ]
        self._ask("project", title, questions, work, done)

    def rename_skill_group(self, group: str) -> None:
        def work(answers: Mapping[str, Any]) -> Work:
            return lambda ws: rename_skill_group(ws, group, answers["name"])

        name = Question("name", translate("Roster", "Name of the skill group"), line(group))
        title = translate("Roster", "Rename skill group")
        done = translate("Roster", "Skill group renamed")
        self._ask("group_name", title, [name], work, done)

    # -- asking and writing

    @property
    def _shown(self) -> Roster:
        assert self.roster is not None  # noqa: S101 - the buttons come with the first roster
        return self.roster

    def _ask(
        self,
        name: str,
        title: str,
        questions: Sequence[Question],
        work: Callable[[Mapping[str, Any]], Work],
        done: str,
        then: Callable[[Changes], None] | None = None,
        *,
        hint: str = "",
    ) -> None:
        dialog = AskDialog(f"ask_{name}", title, questions, self._screen, hint=hint)

        def submit(answers: Mapping[str, Any]) -> None:
            def finish(changes: Changes) -> None:
                if isValid(dialog):  # else it was given up when this was on its way already
                    dialog.accept()
                self._tell(done, changes)
                if then is not None:
                    then(changes)

            self._desk.write(work(answers), finish, dialog.refuse)

        dialog.submitted.connect(submit)
        dialog.open()

    def _on_agent_added(self, changes: Changes) -> None:
        self.agent_added.emit(changes.ids[0])

    def _tell(self, words: str, changes: Changes) -> None:
        if changes.act is not None:
            self.done.emit(words, changes.act)


def _titled(words: str, agents: Sequence[AgentLine]) -> str:
    """Whose: number and name of one, else how many."""
    if len(agents) == 1:
        return words.format(who=agent_words(agents[0].agent.number, agents[0].agent.name))
    count = translate("Roster", "{count} agents").format(count=len(agents))
    return words.format(who=count)
