"""The reports there are. Menu, command line and export read this table.

A new report is a module with ``build(data) -> Report`` and its line here; its name is the text
``report.<id with _>``, its print form ``forms/print/<template>.html``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from qa_desktop.errors import UserFacingError
from qa_desktop.reports import (
    daily_detail,
    feedback_sheet,
    fund_sheet,
    handout,
    honour_board,
    session_minutes,
    slip_sheet,
    training_effect,
    training_plan,
    why_score,
)
from qa_desktop.reports.model import Report
from qa_desktop.texts import Text, text


@dataclass(frozen=True)
class ReportKind:
    """``needs`` says which data it is built from: that of a ``period``, an ``evaluation``, a
    ``slip``, the ``fund``, a ``playlist``, a ``session``, a training ``plan`` or a
    ``month``;
    ``sections`` are the ids of its sections, which its template may name."""

    id: str
    needs: Literal["period", "evaluation", "slip", "fund", "playlist", "session", "plan", "month"]
    build: Callable[[Any], Report]
    template: str
    sections: tuple[str, ...]

    @property
    def name(self) -> Text:
        return text(f"report.{self.id.replace('-', '_')}")


REPORTS: Final = (
    ReportKind(
        "daily-detail",
        "period",
        daily_detail.build,
        "daily-detail",
        daily_detail.SECTIONS,
    ),
    ReportKind(
        "feedback",
        "evaluation",
        feedback_sheet.build,
        "feedback-sheet",
        feedback_sheet.SECTIONS,
    ),
    ReportKind(
        "why-score",
        "evaluation",
        why_score.build,
        "why-score",
        why_score.SECTIONS,
    ),
)


PAPERS: Final = (
    ReportKind("slip", "slip", slip_sheet.build, "slip", slip_sheet.SECTIONS),
    ReportKind("fund", "fund", fund_sheet.build, "report", fund_sheet.SECTIONS),
    ReportKind("handout", "playlist", handout.build, "handout", handout.SECTIONS),
    ReportKind(
        "session-minutes", "session", session_minutes.build, "minutes", session_minutes.SECTIONS
    ),
    ReportKind(
        "training-effect", "session", training_effect.build, "report", training_effect.SECTIONS
    ),
    ReportKind("training-plan", "plan", training_plan.build, "report", training_plan.SECTIONS),
    ReportKind("honour-board", "month", honour_board.build, "poster", honour_board.SECTIONS),
)
"""Printed where what they are about is at hand, and in no list of reports."""


def report_kind(id: str) -> ReportKind:
    """By its id; an unknown one is refused, naming those there are."""
    for kind in (*REPORTS, *PAPERS):
        if kind.id == id:
            return kind
    raise UserFacingError("report.unknown", name=id, names=" ".join(kind.id for kind in REPORTS))
