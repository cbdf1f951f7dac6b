"""The list of agents 花名册: one row per person. Reading only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Final

from qa_desktop.exchange.cell_values import digits_lost, read_date
from qa_desktop.exchange.headings import Headings
from qa_desktop.exchange.sheets import Row
from qa_desktop.exchange.tables import ListKind
from qa_desktop.texts import Text, text

HEADINGS: Final = {
    "agent": ("工号", "坐席工号", "员工工号", "员工编号", "agent", "agent no", "work number"),
    "name": ("姓名", "坐席姓名", "员工姓名", "名字", "name", "full name"),
    "nickname": ("昵称", "花名", "别名", "nickname"),
    "team": ("班组", "班组名称", "小组", "所属班组", "所在班组", "team"),
    "skill_group": ("技能组", "acd组", "技能队列", "skill group", "acd group", "queue"),
    "projects": ("项目", "项目名称", "所属项目", "project", "projects"),
    "area": ("区域", "职场", "area", "site"),
    "hired": ("入职日期", "入职时间", "入司日期", "hire date", "hired"),
    "status": ("状态", "员工状态", "在职状态", "status"),
}

STATUSES: Final = {
    **dict.fromkeys(("新员工", "新人", "试用", "试用期", "实习", "new"), "new"),
    **dict.fromkeys(("老员工", "正式", "在职", "在岗", "experienced", "active"), "experienced"),
    **dict.fromkeys(("离职", "已离职", "left"), "left"),
}
"""What a status cell may say → stored code."""


@dataclass(frozen=True)
class AgentRow:
    """One agent. ``status`` is new | experienced | left, or empty when the sheet does not say."""

    row: int
    agent: str
    name: str
    nickname: str
    team: str
    skill_group: str
    projects: tuple[str, ...]
    area: str
    hired: date | None
    status: str


def _read_agent(number: int, row: Row, headings: Headings) -> AgentRow | Text:
    """The agent, or why there is none."""
    cell = {field: headings.value(row, field) for field in HEADINGS}
    cell["agent"] = headings.code(row, "agent")
    if digits_lost(cell["agent"]):
        return text("roster.digits_lost", value=cell["agent"])
    if not cell["agent"]:
        return text("roster.no_number")
    if not cell["name"]:
        return text("roster.no_name", agent=cell["agent"])
    hired = read_date(cell["hired"])
    if hired is None and cell["hired"]:
        return text("roster.bad_hire_date", value=cell["hired"][:60])
    status = STATUSES.get(cell["status"].lower(), "")
    if cell["status"] and not status:
        return text("roster.unknown_status", value=cell["status"][:60])
    return AgentRow(
        row=number,
        agent=cell["agent"],
        name=cell["name"],
        nickname=cell["nickname"],
        team=cell["team"],
        skill_group=cell["skill_group"],
        projects=_projects(cell["projects"]),
        area=cell["area"],
        hired=hired,
        status=status,
    )


def _projects(cell: str) -> tuple[str, ...]:
    """Several projects in one cell stand between 、 , ; or /."""
    return tuple(
        dict.fromkeys(part.strip() for part in re.split(r"[、,，;；/]", cell) if part.strip())
    )


ROSTER: Final = ListKind(
    id="roster",
    names=HEADINGS,
    needed=(("agent",), ("name",)),
    read_row=_read_agent,
    key=attrgetter("agent"),
    twice="roster.agent_twice",
)
