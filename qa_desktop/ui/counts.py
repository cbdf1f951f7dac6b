"""What waits on each screen: the numbers that the rail shows beside its names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from sqlite_utils import Database

from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.store.workspace import Changes
from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from qa_desktop.ui.rail import Rail
    from qa_desktop.ui.tasks import Desk

_FEEDBACK_DAYS = 30
"""Feedback on an older evaluation has come too late to be pressed for."""


@dataclass(frozen=True)
class Count:
    """``words`` say what ``{n}`` is; ``read`` takes the person's id too."""

    words: str
    subjects: frozenset[str]
    """A write on one of these may have changed it."""
    read: Callable[[Database, str], int]

    def say(self, n: int) -> str:
        """In the person's language."""
        return translate("Rail", self.words).format(n=n)


class RailCounts(QObject):
    """Reads the counts on the reader's thread, at first and after each write that matters."""

    def __init__(self, desk: Desk, rail: Rail, counts: dict[str, Count]) -> None:
        super().__init__(rail)
        self._desk, self._rail, self._counts = desk, rail, counts
        desk.changed.connect(self._on_changed, Qt.ConnectionType.DirectConnection)
        for screen in counts:
            self._read(screen)

    def _on_changed(self, changes: Changes) -> None:
        for screen, count in self._counts.items():
            if changes.subjects & count.subjects:
                self._read(screen)

    def _read(self, screen: str) -> None:
        count = self._counts[screen]
        self._desk.read(
            f"count {screen}",
            partial(_read, count, person=self._desk.person),
            lambda n: self._rail.set_count(screen, n),
        )


def _read(count: Count, db: Database, person: str) -> int:
    return count.read(db, person)


def _still_to_inspect(db: Database, _person: str) -> int:
    from qa_desktop.store.call_counts import count_by_status

    found = count_by_status(db)
    return found.get("new", 0) + found.get("draft", 0)


def _coaching_waits(db: Database, person: str) -> int:
    """Feedback not given yet on the own evaluations of a month, and follow-ups due by today."""
    from qa_desktop.store.coaching import find_feedback, find_follow_ups

    until = datetime.now().astimezone() + timedelta(days=1)
    since = until - timedelta(days=_FEEDBACK_DAYS)
    rows = find_feedback(db, _ms(since), _ms(until), person)
    owed = sum(row.state != "given" for row in rows)
    return owed + len(find_follow_ups(db, person, date.today().isoformat()))


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _list_rows_wait(db: Database, _person: str) -> int:
    from qa_desktop.store.call_lists import count_waiting

    return count_waiting(db)


def _conflicts_wait(db: Database, _person: str) -> int:
    from qa_desktop.services.conflict_inbox import count_open

    return count_open(db)


def _slips_wait(db: Database, _person: str) -> int:
    from qa_desktop.services.slip_moves import find_my_turn
    from qa_desktop.services.standard_proposals import count_unanswered

    return len(find_my_turn(db)) + count_unanswered(db)


def _points_wait(db: Database, person: str) -> int:
    from qa_desktop.store.sessions import find_due_points

    return len(find_due_points(db, person, date.today().isoformat()))


TO_INSPECT = Count(
    QT_TRANSLATE_NOOP("Rail", "{n} still to inspect"),
    frozenset({"call", "recording", "evaluation", "draft"}),
    _still_to_inspect,
)
COACHING = Count(
    QT_TRANSLATE_NOOP("Rail", "{n} to give feedback on or follow up"),
    frozenset({"evaluation", "acknowledgement", "coaching"}),
    _coaching_waits,
)
LIST_ROWS = Count(
    QT_TRANSLATE_NOOP("Rail", "Rows without a call: {n}"),
    frozenset({"call", "recording", "call_list"}),
    _list_rows_wait,
)
SLIPS = Count(
    QT_TRANSLATE_NOOP("Rail", "Slips and proposals that wait for you: {n}"),
    frozenset({"slip", "evaluation", "recusal", "standard_proposal"}),
    _slips_wait,
)
SESSIONS = Count(
    QT_TRANSLATE_NOOP("Rail", "Agreed in sessions and due: {n}"),
    frozenset({"session", "agreed_point"}),
    _points_wait,
)
CONFLICTS = Count(
    QT_TRANSLATE_NOOP("Rail", "Conflicts to settle: {n}"),
    frozenset({"conflict", *RECORD_TYPES}),
    _conflicts_wait,
)
