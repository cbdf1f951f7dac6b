"""The follow-ups of coaching that are due: counted for the status line, named in the day's list."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any, Final, Protocol

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from qa_desktop.domain.coaching import days_overdue
from qa_desktop.store.coaching import CoachingRow, find_follow_ups
from qa_desktop.store.workspace import Changes
from qa_desktop.ui.coaching.tables import due_words, purpose_name
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.tasks import Desk

_NAMED: Final = 3
"""How many are named; the others are counted."""

_SUBJECTS = {"coaching", "agent", "evaluation"}
"""A submitted evaluation is no reason, but a moment to look whether another day has begun."""


class FollowUps(QObject):
    """Read on the reader thread, again whenever something about them was written."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.due: list[CoachingRow] = []
        """Up to today, the oldest first."""
        desk.changed.connect(self._on_changed)
        self._read()

    @property
    def words(self) -> str:
        """How many, and how many of them are late; empty while there are none."""
        if not self.due:
            return ""
        today = date.today()
        late = sum(days_overdue(row.follow_up or "", today) > 0 for row in self.due)
        words = (
            translate("FollowUps", "Follow-ups due: {n}, {late} overdue")
            if late
            else translate("FollowUps", "Follow-ups due: {n}")
        )
        return words.format(n=len(self.due), late=late)

    @property
    def names(self) -> list[str]:
        """0631 赵磊 (Listen again, 2026-11-19, overdue by 3 d)."""
        return [_named(row) for row in self.due]

    @property
    def open_words(self) -> tuple[str, str]:
        """What the button says, and what it does."""
        what = translate("FollowUps", "Show the follow-ups that are due")
        return translate("FollowUps", "Show"), what

    def _on_changed(self, changes: Changes) -> None:
        if changes.subjects & _SUBJECTS:
            self._read()

    def _read(self) -> None:
        until = date.today().isoformat()
        read = partial(find_follow_ups, coach=self._desk.person, until=until)
        self._desk.read("follow_ups", read, self._on_read)

    def _on_read(self, due: list[CoachingRow]) -> None:
        self.due = due
        self.changed.emit()


class Reminders(Protocol):
    """What a ``DueNotice`` shows: ``words`` say how many, ``names`` which."""

    changed: Any

    @property
    def words(self) -> str: ...
    @property
    def names(self) -> list[str]: ...
    @property
    def open_words(self) -> tuple[str, str]: ...


class DueNotice(QFrame):
    """A line above the day's list; hidden while nothing is due."""

    wanted = Signal()
    """Show them."""

    def __init__(
        self, reminders: Reminders, parent: QWidget | None = None, name: str = "due"
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_notice")
        self.setProperty("role", "notice")
        self._reminders = reminders
        self._words = named(f"{name}_words", QLabel(self, wordWrap=True))
        self._open = named(f"{name}_open", QPushButton(self))
        self._open.clicked.connect(self.wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 10, 6)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self._open)
        reminders.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        every = self._reminders.names
        names = every[:_NAMED]
        more = len(every) - len(names)
        if more:
            names.append(translate("FollowUps", "{n} more").format(n=more))
        self._words.setText("  ·  ".join([self._reminders.words, *names]))
        shown, what = self._reminders.open_words
        self._open.setText(shown)
        self._open.setAccessibleName(what)
        self.setVisible(bool(every))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _named(row: CoachingRow) -> str:
    """0631 赵磊 (2026-11-19, overdue by 3 d)."""
    agent = " ".join(part for part in (row.agent_number, row.agent_name) if part) or "—"
    what = f"{purpose_name(row.purpose)}, " if row.purpose else ""
    return f"{agent} ({what}{due_words(row)})"
