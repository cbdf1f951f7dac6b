"""Queries on projects 项目 and who works in them when."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True)
class ProjectRow:
    id: str
    name: str
    begins: str
    """ISO day, or empty."""
    stage: str


def find_projects(db: Database) -> list[ProjectRow]:
    """The latest to begin first."""
    rows = db.conn.execute(
        "SELECT id, coalesce(name, ''), coalesce(begins, ''), coalesce(stage, '') FROM project "
        "ORDER BY coalesce(begins, '') DESC, name, id"
    )
    return [ProjectRow(*row) for row in rows]


@dataclass(frozen=True, order=True)
class ProjectMembership:
    """An agent in a project; the latest to begin is the greatest."""

    begins: str
    id: str
    agent: str
    project: str
    ends: str | None
    project_name: str
    project_begins: str

    def covers(self, day: str) -> bool:
        return self.begins <= day and (self.ends is None or self.ends >= day)


def find_undated_projects(db: Database) -> dict[str, str]:
    """By agent the names that are not dated, joined by 、; of those that have any."""
    return dict(db.conn.execute("SELECT id, project FROM agent WHERE project IS NOT NULL"))


def find_project_memberships(db: Database) -> dict[str, list[ProjectMembership]]:
    """By agent, the earliest first; only of projects that are there."""
    rows = db.conn.execute(
        "SELECT coalesce(m.begins, ''), m.id, m.agent, m.project, m.ends, coalesce(p.name, ''), "
        "coalesce(p.begins, '') FROM project_membership m JOIN project p ON p.id = m.project "
        "WHERE m.agent IS NOT NULL"
    )
    found: dict[str, list[ProjectMembership]] = {}
    for membership in sorted(ProjectMembership(*row) for row in rows):
        found.setdefault(membership.agent, []).append(membership)
    return found
