"""The honour board 光荣榜 of a month as a poster."""

from __future__ import annotations

from datetime import date

from sqlite_utils import Database

from qa_desktop.errors import UserFacingError
from qa_desktop.reports import honour_board
from qa_desktop.reports.honour_board import HonourData, HonourLine, LetterLine
from qa_desktop.reports.model import Report
from qa_desktop.services.report_data import People
from qa_desktop.store.nominations import find_honours, find_letters


def honour_report(db: Database, month: str) -> Report:
    """Best calls and thank-you letters of a month ("2026-11"). Raises ``UserFacingError``
    ("honour.empty") where there are none."""
    people = People(db)
    honours = [
        HonourLine(people.agent(each.agent, None), each.words) for each in find_honours(db, month)
    ]
    letters = [
        LetterLine(
            people.agent(each.agent, None),
            date.fromisoformat(each.day) if each.day else None,
            each.words,
            each.sender,
        )
        for each in find_letters(db, month)
    ]
    if not honours and not letters:
        raise UserFacingError("honour.empty", month=month)
    return honour_board.build(HonourData(month, honours, letters))
