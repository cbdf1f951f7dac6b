"""The call-detail sheet 拨打明细表: a row per call, as dialler or order system export it.

Reading only: matching to recordings and writing records is a service's work.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from typing import Final, NamedTuple

from qa_desktop.domain.durations import HOUR_MS, MINUTE_MS, SECOND_MS, parse_duration
from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.cell_values import digits_lost, read_moment
from qa_desktop.exchange.headings import Headings
from qa_desktop.exchange.sheets import Row
from qa_desktop.exchange.tables import ListKind
from qa_desktop.texts import Text, text

HEADINGS: Final = {
    "serial": (
        "流水号", "录音流水号", "通话流水号", "通话流水", "录音编号",
        "serial", "serial no", "call id",
    ),
    "agent": ("工号", "坐席工号", "员工工号", "客服工号", "agent", "agent no", "agent id"),
    "started": ("开始时间", "通话开始时间", "呼叫时间", "拨打时间", "start", "start time"),
    "duration": ("时长", "通话时长", "录音时长", "通话时间长度", "duration", "talk time"),
    # not 主叫 or 被叫: which of them is the customer depends on who called
    "number": (
        "客户号码", "客户电话", "电话号码", "手机号", "来电号码", "phone",
        "customer number",
    ),
    "disposition": ("保存状态", "通话结果", "处理结果", "办理结果", "disposition", "result"),
    "business": ("业务类型", "业务", "业务名称", "产品", "business", "business type"),
    "order": ("订单号", "订单编号", "工单号", "order", "order no", "order id"),
    "dial_count": ("拨打次数", "外呼次数", "dial count", "attempts"),
}  # fmt: skip


class CallRow(NamedTuple):
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


def _read_call(number: int, row: Row, headings: Headings) -> CallRow | Text:
    """The call, or why there is none."""
    value, code = headings.value, headings.code
    agent, serial = code(row, "agent"), code(row, "serial")
    customer, order = code(row, "number"), code(row, "order")
    for field, cell in (
        ("serial", serial), ("agent", agent), ("number", customer), ("order", order)
    ):  # fmt: skip
        if digits_lost(cell):
            return text("call_list.digits_lost", column=HEADINGS[field][0], value=cell)
    if not agent:
        return text("call_list.no_agent")
    written = value(row, "started")
    started = _moment(written) if written else None
    if started is None and written:
        return text("call_list.bad_start", value=written[:60])
    if started is None and not serial:
        return text("call_list.no_start_no_serial")
    duration_ms = duration_in(value(row, "duration"), headings.written.get("duration", ""))
    if isinstance(duration_ms, Text):
        return duration_ms
    dial_count = value(row, "dial_count")
    if dial_count and not re.fullmatch(r"\d{1,6}", dial_count):
        return text("call_list.bad_dial_count", value=dial_count[:60])
    return CallRow(
        row=number,
        serial=serial,
        agent=agent,
        started=started,
        duration_ms=duration_ms,
        number=customer,
        disposition=value(row, "disposition"),
        business=value(row, "business"),
        order=order,
        dial_count=int(dial_count) if dial_count else None,
    )


def _moment(written: str) -> datetime | None:
    """Most lists write what Python itself reads fast."""
    if len(written) == 19 and written[4] == "-" and written[10] == " ":
        try:
            return datetime.fromisoformat(written)
        except ValueError:
            return read_moment(written)
    return read_moment(written)


@lru_cache(maxsize=16_384)
def duration_in(value: str, heading: str) -> int | Text | None:
    """Milliseconds, or why not. A bare number is in the unit of the heading, 通话时长（分钟）;
    without one, seconds."""
    if not value:
        return None
    try:
        return parse_duration(value, _unit_ms(heading))
    except UserFacingError as error:
        return error.message


def _unit_ms(heading: str) -> int:
    if re.search(r"毫秒|\bms\b", heading, re.IGNORECASE):
        return 1
    unit = re.search(r"[(（\[【]\s*(.*?)\s*[)）\]】]", heading)
    said = unit[1].lower() if unit else ""
    if re.fullmatch(r"分钟?|min(ute)?s?\.?", said):
        return MINUTE_MS
    return HOUR_MS if re.fullmatch(r"小时|时|h((ou)?rs?)?\.?", said) else SECOND_MS


CALLS: Final = ListKind(
    id="calls",
    names=HEADINGS,
    needed=(("agent",), ("started", "serial")),
    read_row=_read_call,
    key=attrgetter("serial"),
    twice="call_list.serial_twice",
)
