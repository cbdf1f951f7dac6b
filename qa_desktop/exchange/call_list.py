"""The call-detail sheet 拨打明细表: a row per call, as dialler or order system export it.

Reading only: matching to recordings and writing records is a service's work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import Final

from qa_desktop.domain.durations import MINUTE_MS, SECOND_MS, parse_duration
from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.cell_values import digits_lost, read_moment
from qa_desktop.exchange.headings import Headings
from qa_desktop.exchange.sheets import DEFAULT_LIMITS, Limits, Row
from qa_desktop.exchange.tables import Table, read_table
from qa_desktop.texts import Text, text

HEADINGS: Final = {
    "serial": ("流水号", "录音流水号", "通话流水号", "录音编号", "serial", "serial no", "call id"),
    "agent": ("工号", "坐席工号", "员工工号", "客服工号", "agent", "agent no", "agent id"),
    "started": ("开始时间", "通话开始时间", "呼叫时间", "拨打时间", "start", "start time"),
    "duration": ("时长", "通话时长", "录音时长", "通话时间长度", "duration", "talk time"),
    "number": ("客户号码", "客户电话", "电话号码", "手机号", "phone", "customer number"),
    "disposition": ("保存状态", "通话结果", "处理结果", "办理结果", "disposition", "result"),
    "business": ("业务类型", "业务", "业务名称", "产品", "business", "business type"),
    "order": ("订单号", "订单编号", "工单号", "order", "order no", "order id"),
    "dial_count": ("拨打次数", "外呼次数", "dial count", "attempts"),
}
_NEEDED = (("agent",), ("started", "serial"))


@dataclass(frozen=True)
class CallRow:
    """One call. ``started`` is local time; what the sheet does not say is empty or None."""

    row: int
    serial: str
    agent: str
    started: datetime | None
    duration_ms: int | None
    number: str
    disposition: str
    business: str
    order: str
    dial_count: int | None


def read_call_list(path: Path, limits: Limits = DEFAULT_LIMITS) -> Table[CallRow]:
    """Calls and rejected rows; a sheet that cannot be read at all is a ``UserFacingError``."""
    return read_table(
        path, HEADINGS, _NEEDED, _read_call, attrgetter("serial"), "call_list.serial_twice", limits
    )


def _read_call(number: int, row: Row, headings: Headings) -> CallRow | Text:
    """The call, or why there is none."""
    cell = {field: headings.value(row, field) for field in HEADINGS}
    for field in ("serial", "agent", "number", "order"):
        if digits_lost(cell[field]):
            return text("call_list.digits_lost", column=HEADINGS[field][0], value=cell[field])
    if not cell["agent"]:
        return text("call_list.no_agent")
    started = read_moment(cell["started"])
    if started is None and cell["started"]:
        return text("call_list.bad_start", value=cell["started"][:60])
    if started is None and not cell["serial"]:
        return text("call_list.no_start_no_serial")
    try:
        duration_ms = _duration_ms(cell["duration"], headings.written.get("duration", ""))
    except UserFacingError as error:
        return error.message
    dial_count = cell["dial_count"]
    if dial_count and not re.fullmatch(r"\d{1,6}", dial_count):
        return text("call_list.bad_dial_count", value=dial_count[:60])
    return CallRow(
        row=number,
        serial=cell["serial"],
        agent=cell["agent"],
        started=started,
        duration_ms=duration_ms,
        number=cell["number"],
        disposition=cell["disposition"],
        business=cell["business"],
        order=cell["order"],
        dial_count=int(dial_count) if dial_count else None,
    )


def _duration_ms(value: str, heading: str) -> int | None:
    """A bare number is in the unit of the heading, 通话时长（分钟）; without one, seconds."""
    if not value:
        return None
    if re.search(r"毫秒|\bms\b", heading, re.IGNORECASE):
        return parse_duration(value, 1)
    minutes = re.search(r"[(（\[【]\s*(分钟?|min(utes)?)\s*[)）\]】]", heading, re.IGNORECASE)
    return parse_duration(value, MINUTE_MS if minutes else SECOND_MS)
