"""Finding agents and teams by the words that people write, making those that are missing."""

from __future__ import annotations

from qa_desktop.journal.changes import Change, create
from qa_desktop.journal.journal import new_id
from qa_desktop.store.people import find_agents, find_teams
from qa_desktop.store.workspace import Workspace


class AgentBook:
    """Agents by work number and teams by name; ``changes`` makes those that were not there."""

    def __init__(self, workspace: Workspace) -> None:
        self.changes: list[Change] = []
        self._agents = {agent.number: agent.id for agent in find_agents(workspace.db)}
        self._teams = find_teams(workspace.db)

    def known(self, number: str) -> str | None:
        return self._agents.get(number)

    def id_of(self, number: str, *, team: str | None = None) -> str:
        """The agent with this work number; a new one has nothing but the number and team yet."""
        if number not in self._agents:
            self._agents[number] = new_id()
            values = {"number": number, "team": self.team_id(team) if team else None}
            self.changes.append(create("agent", self._agents[number], values))
        return self._agents[number]

    def team_id(self, name: str) -> str:
        if name not in self._teams:
            self._teams[name] = new_id()
            self.changes.append(create("team", self._teams[name], {"name": name}))
        return self._teams[name]
