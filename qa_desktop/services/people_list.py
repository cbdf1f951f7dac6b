"""The roster 人员 as the screen shows it: one line per agent, read in a few set-wise queries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlite_utils import Database

from qa_desktop.domain.tiers import Tier
from qa_desktop.domain.wall_clock import local_moment
from qa_desktop.services.tiers import find_tiers
from qa_desktop.store.memberships import find_leads, standing
from qa_desktop.store.people import AgentRow, find_agents, find_persons, team_names
from qa_desktop.store.projects import ProjectRow, find_project_memberships, find_projects
from qa_desktop.store.tiers import find_heard


@dataclass(frozen=True)
class AgentLine:
    """An agent on a day, with all that the list shows."""

    agent: AgentRow
    lead: str | None
    """Id of the agent who leads the team, None for nobody."""
    projects: tuple[str, ...]
    tier: Tier
    last_heard: date | None
    heard_this_month: int
    """Calls evaluated in this calendar month, by anybody; practice does not count."""
    same_number: int
    """How many other agents have the same work number: to be joined one day."""

    @property
    def id(self) -> str:
        return self.agent.id


@dataclass(frozen=True)
class TeamLine:
    id: str
    name: str
    lead: str | None
    members: int


@dataclass(frozen=True)
class Roster:
    """Everything that the screen shows of people, on one day."""

    day: date
    agents: tuple[AgentLine, ...]
    teams: tuple[TeamLine, ...]
    projects: tuple[ProjectRow, ...]
    skill_groups: tuple[str, ...]
    persons: tuple[tuple[str, str, str], ...]
    """Id, number, name."""


def read_roster(db: Database, today: date) -> Roster:
    """Agents by work number, in their teams of that day."""
    day = today.isoformat()
    rows = find_agents(db, day)
    leads = {
        team: held.agent for team, each in find_leads(db).items() if (held := standing(each, day))
    }
    tiers = find_tiers(db, today)
    month = datetime.combine(today.replace(day=1), time.min)
    heard = find_heard(db, int(month.timestamp() * 1000))
    projects = {
        agent: tuple(row.project_name for row in reversed(each) if row.covers(day))
        for agent, each in find_project_memberships(db).items()
    }
    numbers = Counter(row.number for row in rows)
    lines = []
    for row in rows:
        known = heard.get(row.id)
        undated = tuple(filter(None, (row.project or "").split("、")))
        lines.append(
            AgentLine(
                agent=row,
                lead=leads.get(row.team or "") or None,
                projects=projects.get(row.id) or undated,
                tier=tiers[row.id],
                last_heard=local_moment(known.last_at).date() if known else None,
                heard_this_month=known.since if known else 0,
                same_number=numbers[row.number] - 1 if row.number else 0,
            )
        )
    members = Counter(row.team for row in rows)
    teams = [
        TeamLine(id, name, leads.get(id) or None, members[id])
        for id, name in team_names(db).items()
    ]
    groups = sorted({row.skill_group for row in rows if row.skill_group})
    return Roster(
        today,
        tuple(lines),
        tuple(teams),
        tuple(find_projects(db)),
        tuple(groups),
        tuple(find_persons(db)),
    )
