"""Agent statistics 话务员工作统计表: one row per agent and day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from qa_desktop.exchange.call_list import duration_in
from qa_desktop.exchange.cell_values import digits_lost, read_date, read_ratio
from qa_desktop.exchange.headings import Headings
from qa_desktop.exchange.sheets import Row
from qa_desktop.exchange.tables import ListKind
from qa_desktop.texts import Text, text

HEADINGS: Final = {
    "agent": ("工号", "坐席工号", "员工工号", "话务员工号", "agent", "agent no", "agent id"),
    "day": ("日期", "统计日期", "工作日期", "day", "date"),
    "dialled": ("拨打量", "外呼量", "拨打数", "dialled", "dialed", "calls made"),
    "connected": ("接通量", "接通数", "connected"),
    "accessed": ("成功访问量", "访问成功量", "成功访问数", "accessed", "reached"),
    "done": ("成功办理量", "办理成功量", "成功办理数", "成功单", "done", "sold"),
    "refusal": ("拒访率", "拒绝率", "refusal rate", "refusal"),
    "worked": ("工作时长", "在线时长", "签入时长", "worked", "working time"),
    "utilisation": ("工作时效", "工时利用率", "utilisation", "utilization"),
}
COUNTS: Final = ("dialled", "connected", "accessed", "done")
_DAY = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?|(?<!\d)20\d{6}(?!\d)")


class AgentDayRow(NamedTuple):
    """An agent's day; what the sheet does not say is None. Rates are exact parts of one."""

    row: int
    agent: str
    day: date
    dialled: int | None
    connected: int | None
    accessed: int | None
    done: int | None
    refusal: Fraction | None
    worked_ms: int | None
    utilisation: Fraction | None


def _read_day(number: int, row: Row, headings: Headings) -> AgentDayRow | Text:
    """The agent's day, or why there is none."""
    agent = headings.code(row, "agent")
    if digits_lost(agent):
        return text("roster.digits_lost", value=agent)
    if not agent:
        return text("roster.no_number")
    written = headings.value(row, "day")
    day = read_date(written) if written else _day_in(headings.titles)
    if day is None:
        return text("stats.bad_day", value=written[:60]) if written else text("stats.no_day")
    counts: dict[str, int | None] = {}
    for field in COUNTS:
        cell = headings.code(row, field).replace(",", "")
        if cell and not re.fullmatch(r"[0-9]{1,9}", cell):
            return text("stats.bad_count", column=HEADINGS[field][0], value=cell[:60])
        counts[field] = int(cell) if cell else None
    rates: dict[str, Fraction | None] = {}
    for field in ("refusal", "utilisation"):
        cell = headings.value(row, field)
        rates[field] = read_ratio(cell, headings.written.get(field, "")) if cell else None
        if cell and rates[field] is None:
            return text("stats.bad_rate", column=HEADINGS[field][0], value=cell[:60])
    worked = duration_in(headings.value(row, "worked"), headings.written.get("worked", ""))
    if isinstance(worked, Text):
        return worked
    return AgentDayRow(
        row=number,
        agent=agent,
        day=day,
        dialled=counts["dialled"],
        connected=counts["connected"],
        accessed=counts["accessed"],
        done=counts["done"],
        refusal=rates["refusal"],
        worked_ms=worked,
        utilisation=rates["utilisation"],
    )


def _day_in(titles: Iterable[str]) -> date | None:
    """话务员工作统计表 2026年11月20日: a sheet of one day says it above its headings."""
    for title in titles:
        found = _DAY.search(title)
        if found and (day := read_date(re.sub(r"\s", "", found[0]))):
            return day
    return None


def _key(row: AgentDayRow) -> str:
    return f"{row.agent} {row.day}"


STATS: Final = ListKind(
    id="stats",
    names=HEADINGS,
    needed=(("agent",), (*COUNTS, "refusal", "worked", "utilisation")),
    read_row=_read_day,
    key=_key,
    twice="stats.day_twice",
)
