"""Reminders of slips: what this person must do by today, and what others are late with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from sqlite_utils import Database

from qa_desktop.domain.agents import agent_words
from qa_desktop.store.workspace import Changes
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.tasks import Desk

if TYPE_CHECKING:
    from qa_desktop.store.slips import SlipRow

_SUBJECTS: Final = {"slip", "evaluation", "recusal"}
"""An evaluation is no reason, but a moment to look whether another day has begun."""


@dataclass(frozen=True)
class _Due:
    mine: list[SlipRow]
    """By today, the longest waiting first."""
    late: list[SlipRow]
    """Slips that this person drew, with somebody else beyond their day."""


class SlipsDue(QObject):
    """Read on the reader thread, again whenever something about slips was written."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._found = _Due([], [])
        desk.changed.connect(self._on_changed)
        self._read()

    @property
    def due(self) -> list[SlipRow]:
        return [*self._found.mine, *self._found.late]

    @property
    def words(self) -> str:
        """How many; empty while there are none."""
        now = datetime.now().timestamp() * 1_000
        mine, late = len(self._found.mine), len(self._found.late)
        overdue = sum((row.due_ms or 0) < now for row in self._found.mine)
        parts = []
        if mine:
            words = (
                translate("SlipsDue", "Slips due: {n}, {late} overdue")
                if overdue
                else translate("SlipsDue", "Slips due today: {n}")
            )
            parts.append(words.format(n=mine, late=overdue))
        if late:
            parts.append(translate("SlipsDue", "Others are late: {n}").format(n=late))
        return " · ".join(parts)

    @property
    def names(self) -> list[str]:
        """0631 赵磊 (2026-11-19, overdue by 3 d)."""
        if not self.due:
            return []
        from qa_desktop.ui.slips.words import due_words

        now = datetime.now()
        return [
            f"{agent_words(row.agent_number, row.agent_name) or '—'} ({due_words(row, now)})"
            for row in self.due
        ]

    @property
    def open_words(self) -> tuple[str, str]:
        """What the button says, and what it does."""
        return translate("SlipsDue", "Show"), translate("SlipsDue", "Show the slips that are due")

    def _on_changed(self, changes: Changes) -> None:
        if changes.subjects & _SUBJECTS:
            self._read()

    def _read(self) -> None:
        self._desk.read("slips due", partial(_read, person=self._desk.person), self._on_read)

    def _on_read(self, found: _Due) -> None:
        self._found = found
        self.changed.emit()


def _read(db: Database, person: str) -> _Due:
    from qa_desktop.services.slip_moves import find_my_turn
    from qa_desktop.store.slips import find_due_slips

    tomorrow = datetime.combine(date.today() + timedelta(days=1), time())
    due = find_due_slips(db, int(tomorrow.timestamp() * 1_000))
    if not due:
        return _Due([], [])
    turn, now = {row.id for row in find_my_turn(db)}, datetime.now().timestamp() * 1_000
    return _Due(
        [row for row in due if row.id in turn],
        [
            row
            for row in due
            if row.inspector == person and row.id not in turn and (row.due_ms or 0) < now
        ],
    )
