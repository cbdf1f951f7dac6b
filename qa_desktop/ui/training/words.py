"""Stored codes of sessions in the person's language."""

from __future__ import annotations

from datetime import datetime

from qa_desktop.domain.agents import agent_words
from qa_desktop.domain.playlist import KINDS
from qa_desktop.reports.model import Words
from qa_desktop.store.sessions import SessionRow
from qa_desktop.texts import render, text
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate


def kind_name(code: str) -> str:
    return said(text(f"minutes.kind_{code}")) if code in KINDS else code


def said(words: Words) -> str:
    return words if isinstance(words, str) else render(words, i18n.catalogue_language())


def when(row: SessionRow) -> str:
    """When it was held, or is to be."""
    return _moment(row.held or row.planned)


def when_planned_too(row: SessionRow) -> str:
    """Also the time that it was planned for, where it was held at another one."""
    if row.planned_otherwise is None:
        return when(row)
    told = translate("Training", "{held} (planned for {planned})")
    return told.format(held=when(row), planned=_moment(row.planned_otherwise))


def _moment(at: str | None) -> str:
    return f"{datetime.fromisoformat(at):%Y-%m-%d %H:%M}" if at else "—"


def state_name(row: SessionRow) -> str:
    return translate("Training", "Held") if row.held else translate("Training", "Planned")


def tick_name(state: str) -> str:
    return {
        "present": translate("Training", "Present"),
        "absent": translate("Training", "Absent"),
    }.get(state, "—")


def question_kind(code: str) -> str:
    return {
        "single": translate("Training", "Single choice"),
        "multiple": translate("Training", "Multiple choice"),
        "mark": translate("Training", "Mark the second"),
    }.get(code, code)


def agent(number: str, name: str) -> str:
    return agent_words(number, name) or "—"
