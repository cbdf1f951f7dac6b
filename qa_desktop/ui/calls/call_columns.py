"""The columns of the list of calls: what each shows, how wide it is at first, what it sorts by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qa_desktop.domain.agents import agent_words
from qa_desktop.domain.masking import mask_in_text
from qa_desktop.services.call_acts import duration_words, masked_customer, masked_name
from qa_desktop.store.calls import CallRow
from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP, translate
from qa_desktop.ui.words import moment_text, score_text, status_name, with_sign

_STATUS_COLORS = {
    "new": "accent",
    "draft": "weakness",
    "scored": "strength",
    "evaluated": "strength",
    "invalid": "muted",
}


@dataclass(frozen=True)
class CallColumn:
    """``sorts_by`` is a key of ``store.call_search.SORTED_BY``; without one it cannot be sorted:
    the order of masked numbers would tell them."""

    id: str
    label: str
    text: Callable[[CallRow], str]
    width: int
    sorts_by: str = ""
    is_shown: bool = True
    is_number: bool = False
    is_found: bool = False
    """Its text is looked into by the search."""
    color: Callable[[CallRow], str | None] = lambda _row: None
    shown: Callable[[CallRow], str] | None = None
    """In the list, where that is not ``text``, which is what is copied and exported."""
    said: Callable[[CallRow], str] | None = None
    """As a tip and to a screen reader, where the list alone would not tell; "" where it does."""

    @property
    def name(self) -> str:
        return translate("Calls", self.label)


def _plain(field: str) -> Callable[[CallRow], str]:
    def text(row: CallRow) -> str:
        value: Any = getattr(row, field)
        return str(value) if value is not None else ""

    return text


def _started(row: CallRow) -> str:
    try:
        return moment_text(datetime.fromisoformat(row.started)) if row.started else ""
    except ValueError:  # what another machine signed may be any text
        return row.started or ""


def _agent(row: CallRow) -> str:
    return agent_words(row.agent_number, row.agent_name)


def _serial(row: CallRow) -> str:
    return mask_in_text(row.serial or "", row.customer_number)


def _serial_or_file(row: CallRow) -> str:
    """Where no serial number is known, the file's name tells rows apart: dimmed, it is none."""
    return _serial(row) or masked_name(row)


def _why_no_serial(row: CallRow) -> str:
    if row.serial or not row.file_name:
        return ""
    words = translate("Calls", "No serial number known; file: {file}")
    return words.format(file=masked_name(row))


def _order(row: CallRow) -> str:
    return mask_in_text(row.order_number or "", row.customer_number)


def _status(row: CallRow) -> str:
    """With the name where somebody else has scored it: 已评·王敏."""
    if row.status != "scored" or not row.scorer:
        return status_name(row.status)
    return translate("Calls", "Scored · {scorer}").format(scorer=row.scorer)


def _score(row: CallRow) -> str:
    return score_text(row.published_hundredths, row.no_score) if row.shown_evaluation else ""


def _shown_score(row: CallRow) -> str:
    return with_sign(_score(row), passed=row.passed)


def _score_color(row: CallRow) -> str | None:
    if row.passed is None:
        return "muted"
    return "strength" if row.passed else "critical"


COLUMNS: tuple[CallColumn, ...] = (
    CallColumn("started", QT_TRANSLATE_NOOP("Calls", "Started"), _started, 136, "started"),
    CallColumn("agent", QT_TRANSLATE_NOOP("Calls", "Agent"), _agent, 120, "agent", is_found=True),
    CallColumn(
        "team", QT_TRANSLATE_NOOP("Calls", "Team"), _plain("team"), 84, "team", is_found=True
    ),
    CallColumn(
        "serial", QT_TRANSLATE_NOOP("Calls", "Serial no."), _serial, 200, "serial", is_found=True,
        color=lambda row: None if row.serial else "muted", shown=_serial_or_file,
        said=_why_no_serial,
    ),
    CallColumn("customer", QT_TRANSLATE_NOOP("Calls", "Customer"), masked_customer, 112),
    CallColumn(
        "duration", QT_TRANSLATE_NOOP("Calls", "Duration"), duration_words, 76, "duration",
        is_number=True,
    ),
    CallColumn(
        "business", QT_TRANSLATE_NOOP("Calls", "Business"), _plain("business"), 104, "business",
        is_found=True,
    ),
    CallColumn(
        "disposition", QT_TRANSLATE_NOOP("Calls", "Saved as"), _plain("disposition"), 92,
        "disposition", is_found=True,
    ),
    CallColumn(
        "status", QT_TRANSLATE_NOOP("Calls", "Status"), _status, 112,
        "status", color=lambda row: _STATUS_COLORS[row.status],
    ),
    CallColumn(
        "score", QT_TRANSLATE_NOOP("Calls", "Score"), _score, 68, "score", is_number=True,
        color=_score_color, shown=_shown_score,
    ),
    CallColumn(
        "grade", QT_TRANSLATE_NOOP("Calls", "Grade"), _plain("grade"), 80, "grade", is_shown=False
    ),
    CallColumn(
        "problems", QT_TRANSLATE_NOOP("Calls", "Problems"), _plain("problems"), 88, "problems",
        is_shown=False,
    ),
    CallColumn(
        "scorer", QT_TRANSLATE_NOOP("Calls", "Inspector"), _plain("scorer"), 96, is_shown=False
    ),
    CallColumn(
        "skill_group", QT_TRANSLATE_NOOP("Calls", "Skill group"), _plain("skill_group"), 96,
        "skill_group", is_shown=False, is_found=True,
    ),
    CallColumn(
        "order", QT_TRANSLATE_NOOP("Calls", "Order no."), _order, 120,
        is_shown=False, is_found=True,
    ),
    CallColumn(
        "file", QT_TRANSLATE_NOOP("Calls", "File"), masked_name, 240, is_shown=False, is_found=True
    ),
)  # fmt: skip

PLACES = {column.id: place for place, column in enumerate(COLUMNS)}


def sorting_column(by: str) -> int:
    """The place of the column that sorts by ``by``, -1 for none."""
    return next((place for place, column in enumerate(COLUMNS) if column.sorts_by == by), -1)


def cells(row: CallRow, columns: list[int]) -> list[str]:
    """The texts of a call in these columns."""
    return [COLUMNS[place].text(row) for place in columns]
