"""Reverse-check lists 倒查: orders that came back from the customer."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from qa_desktop.exchange.cell_values import digits_lost, read_date, read_moment
from qa_desktop.exchange.headings import Headings
from qa_desktop.exchange.sheets import Row
from qa_desktop.exchange.tables import ListKind
from qa_desktop.texts import Text, text

HEADINGS: Final = {
    "order": ("订单号", "订单编号", "工单号", "order", "order no", "order id"),
    "agent": ("工号", "坐席工号", "员工工号", "客服工号", "agent", "agent no", "agent id"),
    "source": ("来源", "倒查来源", "来源部门", "反馈部门", "source"),
    "kind": ("倒查类型", "类型", "倒查结果", "倒查原因", "问题类型", "kind", "type"),
    "day": ("日期", "倒查日期", "反馈日期", "day", "date"),
    "note": ("备注", "说明", "原因说明", "note", "remark"),
}
SOURCES: Final = {
    **dict.fromkeys(("售后", "售后部", "after-sales", "after_sales"), "after_sales"),
    **dict.fromkeys(("物流", "物流部", "logistics"), "logistics"),
    **dict.fromkeys(("数据", "数据部", "data"), "data"),
    **dict.fromkeys(("投诉", "投诉部", "客诉", "complaint", "complaints"), "complaint"),
}
KINDS: Final = {
    **dict.fromkeys(("拒收", "客户拒收", "拒单", "refused"), "refused"),
    **dict.fromkeys(("错单", "错误", "错误订单", "下错单", "wrong"), "wrong"),
    **dict.fromkeys(("取消", "取消订单", "退单", "cancelled", "canceled"), "cancelled"),
}


class ReverseRow(NamedTuple):
    """An order that came back; source and kind are stored codes, empty when not said."""

    row: int
    order: str
    agent: str
    source: str
    kind: str
    day: date | None
    note: str


def _read_reverse(number: int, row: Row, headings: Headings) -> ReverseRow | Text:
    """The order, or why there is none."""
    value = headings.value
    order, agent = headings.code(row, "order"), headings.code(row, "agent")
    for field, cell in (("order", order), ("agent", agent)):
        if digits_lost(cell):
            return text("call_list.digits_lost", column=HEADINGS[field][0], value=cell)
    if not order:
        return text("reverse.no_order")
    if not agent:
        return text("reverse.no_agent")
    source, kind = value(row, "source"), value(row, "kind")
    if source and source.lower() not in SOURCES:
        return text("reverse.unknown_source", value=source[:60])
    if kind and kind.lower() not in KINDS:
        return text("reverse.unknown_kind", value=kind[:60])
    written = value(row, "day")
    moment = read_moment(written)
    day = moment.date() if moment else read_date(written)
    if written and day is None:
        return text("stats.bad_day", value=written[:60])
    source, kind = SOURCES.get(source.lower(), ""), KINDS.get(kind.lower(), "")
    return ReverseRow(number, order, agent, source, kind, day, value(row, "note"))


def _key(row: ReverseRow) -> str:
    return f"{row.order} {row.agent} {row.source} {row.kind}".rstrip()


REVERSE: Final = ListKind(
    id="reverse",
    names=HEADINGS,
    needed=(("order",), ("agent",), ("kind", "source")),
    read_row=_read_reverse,
    key=_key,
    twice="reverse.twice",
)
