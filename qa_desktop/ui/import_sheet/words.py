"""Kinds of lists, their fields and their values, as people read them."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QDate, QLocale

from qa_desktop.domain.durations import format_duration
from qa_desktop.domain.masking import mask_number
from qa_desktop.exchange.tables import KindId
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.words import moment_text

_ATTRIBUTES = {"duration": "duration_ms", "worked": "worked_ms"}
"""Fields whose record calls them otherwise."""


def kind_name(kind: KindId) -> str:
    """花名册, 拨打明细表, 话务员工作统计表, 倒查."""
    return {
        "roster": translate("ImportSheet", "Roster"),
        "calls": translate("ImportSheet", "Call list"),
        "stats": translate("ImportSheet", "Agent statistics"),
        "reverse": translate("ImportSheet", "Reverse check"),
    }[kind]


def field_name(field: str) -> str:
    """What a column of a list holds."""
    return {
        "agent": translate("ImportSheet", "Work number"),
        "name": translate("ImportSheet", "Name"),
        "nickname": translate("ImportSheet", "Nickname"),
        "team": translate("ImportSheet", "Team"),
        "skill_group": translate("ImportSheet", "Skill group"),
        "projects": translate("ImportSheet", "Projects"),
        "area": translate("ImportSheet", "Area"),
        "hired": translate("ImportSheet", "Hired on"),
        "status": translate("ImportSheet", "Status"),
        "serial": translate("ImportSheet", "Serial no."),
        "started": translate("ImportSheet", "Started"),
        "duration": translate("ImportSheet", "Duration"),
        "number": translate("ImportSheet", "Customer number"),
        "disposition": translate("ImportSheet", "Saved as"),
        "business": translate("ImportSheet", "Business"),
        "order": translate("ImportSheet", "Order no."),
        "dial_count": translate("ImportSheet", "Dialled (times)"),
        "day": translate("ImportSheet", "Day"),
        "dialled": translate("ImportSheet", "Calls dialled"),
        "connected": translate("ImportSheet", "Connected"),
        "accessed": translate("ImportSheet", "Reached"),
        "done": translate("ImportSheet", "Sold"),
        "refusal": translate("ImportSheet", "Refusal rate"),
        "worked": translate("ImportSheet", "Time worked"),
        "utilisation": translate("ImportSheet", "Utilisation"),
        "source": translate("ImportSheet", "Source"),
        "kind": translate("ImportSheet", "Kind"),
        "note": translate("ImportSheet", "Note"),
    }[field]


def _codes() -> dict[str, str]:
    return {
        "new": translate("ImportSheet", "New"),
        "experienced": translate("ImportSheet", "Experienced"),
        "left": translate("ImportSheet", "Left"),
        "after_sales": translate("ImportSheet", "After-sales"),
        "logistics": translate("ImportSheet", "Logistics"),
        "data": translate("ImportSheet", "Data"),
        "complaint": translate("ImportSheet", "Complaint"),
        "refused": translate("ImportSheet", "Refused"),
        "wrong": translate("ImportSheet", "Wrong order"),
        "cancelled": translate("ImportSheet", "Cancelled"),
    }


def code_name(code: str) -> str:
    """A stored code of a list: a status, a source or a kind; unknown ones as they are."""
    return _codes().get(code, code)


def value_text(record: Any, field: str) -> str:
    """How a field of a record was understood; customer numbers are masked."""
    value = getattr(record, _ATTRIBUTES.get(field, field))
    if value is None:
        return ""
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        day = QDate(value.year, value.month, value.day)
        return QLocale().toString(day, QLocale.FormatType.ShortFormat)
    if isinstance(value, Fraction):
        return f"{float(value):.1%}"
    if field in _ATTRIBUTES:
        return format_duration(value)
    if isinstance(value, tuple):
        return "、".join(value)
    if field == "number":
        return mask_number(value) if value else ""
    return code_name(value) if field in ("status", "source", "kind") else str(value)
