"""The columns of the tables of teams, projects and skill groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from qa_desktop.services.people_list import Roster, TeamLine
from qa_desktop.store.projects import ProjectRow
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.plain_table import PlainColumn, PlainModel
from qa_desktop.ui.roster.agents_model import names_of
from qa_desktop.ui.words import day_text


@dataclass(frozen=True)
class _Team:
    team: TeamLine
    lead: str
    """In words."""


@dataclass(frozen=True)
class _Project:
    project: ProjectRow
    agents: int


@dataclass(frozen=True)
class _Group:
    name: str
    agents: int


def team_rows(roster: Roster) -> list[_Team]:
    names = names_of(roster)
    return [_Team(team, names.get(team.lead or "", "—")) for team in roster.teams]


def project_rows(roster: Roster) -> list[_Project]:
    working = Counter(name for line in roster.agents for name in line.projects)
    return [_Project(project, working[project.name]) for project in roster.projects]


def group_rows(roster: Roster) -> list[_Group]:
    sizes = Counter(line.agent.skill_group for line in roster.agents)
    return [_Group(group, sizes[group]) for group in roster.skill_groups]


def teams_model() -> PlainModel:
    return PlainModel(
        [
            _column(lambda: translate("Roster", "Team"), lambda row: row.team.name),
            _column(lambda: translate("Roster", "Team lead"), lambda row: row.lead),
            _column(_agents, lambda row: str(row.team.members)),
        ],
        lambda row: row.team.id,
    )


def projects_model() -> PlainModel:
    return PlainModel(
        [
            _column(lambda: translate("Roster", "Project"), lambda row: row.project.name),
            _column(
                lambda: translate("Roster", "Begins"), lambda row: day_text(row.project.begins)
            ),
            _column(lambda: translate("Roster", "Stage"), lambda row: row.project.stage),
            _column(_agents, lambda row: str(row.agents)),
        ],
        lambda row: row.project.id,
    )


def groups_model() -> PlainModel:
    return PlainModel(
        [
            _column(lambda: translate("Roster", "Skill group"), lambda row: row.name),
            _column(_agents, lambda row: str(row.agents)),
        ],
        lambda row: row.name,
    )


def _column(heading: Callable[[], str], words: Callable[[Any], str]) -> PlainColumn:
    return PlainColumn(heading, words, stretches=True)


def _agents() -> str:
    return translate("Roster", "Agents")
