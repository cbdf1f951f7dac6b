"""Periods that lists are narrowed to: today, this week … by the local calendar; weeks begin on
Monday."""

from __future__ import annotations

from datetime import date, timedelta

from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP, translate

PERIODS = ("today", "yesterday", "this_week", "last_week", "this_month", "last_month")

_NAMES = {
    "today": QT_TRANSLATE_NOOP("Calls", "Today"),
    "yesterday": QT_TRANSLATE_NOOP("Calls", "Yesterday"),
    "this_week": QT_TRANSLATE_NOOP("Calls", "This week"),
    "last_week": QT_TRANSLATE_NOOP("Calls", "Last week"),
    "this_month": QT_TRANSLATE_NOOP("Calls", "This month"),
    "last_month": QT_TRANSLATE_NOOP("Calls", "Last month"),
}


def period_name(period: str) -> str:
    return translate("Calls", _NAMES[period])


def days_of(period: str, today: date) -> tuple[date, date]:
    """First and last day, both inclusive."""
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    before = first - timedelta(days=1)
    return {
        "today": (today, today),
        "yesterday": (today - timedelta(days=1),) * 2,
        "this_week": (monday, monday + timedelta(days=6)),
        "last_week": (monday - timedelta(days=7), monday - timedelta(days=1)),
        "this_month": (first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)),
        "last_month": (before.replace(day=1), before),
    }[period]
