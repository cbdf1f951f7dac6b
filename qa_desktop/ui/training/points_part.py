"""What was agreed, by whom and until when; what agents suggested, and the answers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from PySide6.QtWidgets import QWidget

from qa_desktop.store.sessions import SessionRow
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.plain_table import PlainTable
from qa_desktop.ui.training import words
from qa_desktop.ui.training.parts import Part, tools
from qa_desktop.ui.training.session_acts import SessionActs
from qa_desktop.ui.training.session_reading import OpenedSession
from qa_desktop.ui.training.session_tables import point_model, suggestion_model

_WITHIN: Final = timedelta(days=7)


class PointsPart(Part):
    """Enter changes a point or answers a suggestion, Del removes it."""

    def __init__(self, acts: SessionActs, parent: QWidget) -> None:
        super().__init__("points_part", acts, parent)
        self.points = PlainTable("points_table", point_model(), self)
        self.suggestions = PlainTable("suggestions_table", suggestion_model(), self)
        self.keyboard = self.points
        self._heads = (self.told("points_head"), self.told("suggestions_head"))
        self._done = self.button("point_done")
        self._add = self.button("point_add", "primary")
        self._answer = self.button("suggestion_answer")
        self._suggest = self.button("suggestion_add")
        column = self.column()
        column.addLayout(tools([self._heads[0]], [self._done, self._add]))
        column.addWidget(self.points, 1)
        column.addLayout(tools([self._heads[1]], [self._answer, self._suggest]))
        column.addWidget(self.suggestions, 1)
        self._add.clicked.connect(self._on_add)
        self._done.clicked.connect(self._on_done)
        self._suggest.clicked.connect(self._on_suggest)
        self._answer.clicked.connect(self._on_answer)
        self.points.row_opened.connect(lambda row: self._acts.point(row.session, row))
        self.points.deleted.connect(acts.delete_point)
        self.suggestions.row_opened.connect(acts.answer)
        self.suggestions.deleted.connect(acts.delete_suggestion)
        self.points.chosen_changed.connect(self._show_acts)
        self.suggestions.chosen_changed.connect(self._show_acts)
        self.retranslate()

    def fill(self, opened: OpenedSession) -> None:
        self.points.set_rows(opened.points)
        self._acts.agents = [
            (each.agent, words.agent(each.number, each.name)) for each in opened.attendees
        ]
        self.suggestions.set_rows(opened.suggestions)
        self._show_acts()

    def _show_acts(self) -> None:
        row = self.points.row
        self._done.setEnabled(row is not None)
        is_done = row is not None and row.done
        self._done.setText(
            translate("Training", "Open again") if is_done else translate("Training", "Done…")
        )
        self._answer.setEnabled(self.suggestions.row is not None)

    def _on_add(self) -> None:
        if self._opened is not None:
            self._acts.point(self._opened.row.id, day_due=_due_of(self._opened.row))

    def _on_done(self) -> None:
        if self.points.row is not None:
            self._acts.finish_point(self.points.row)

    def _on_suggest(self) -> None:
        if self._opened is not None:
            there = [row for row in self._opened.attendees if row.state == "present"]
            self._acts.suggestion(self._opened.row.id, there)

    def _on_answer(self) -> None:
        if self.suggestions.row is not None:
            self._acts.answer(self.suggestions.row)

    def retranslate(self) -> None:
        self._heads[0].setText(translate("Training", "What was agreed"))
        self._heads[1].setText(translate("Training", "What agents suggested: each gets an answer"))
        self._add.setText(translate("Training", "Agree on something…"))
        self._suggest.setText(translate("Training", "Note a suggestion…"))
        self._answer.setText(translate("Training", "Answer…"))
        self.points.setAccessibleName(translate("Training", "What was agreed"))
        self.suggestions.setAccessibleName(translate("Training", "Suggestions"))
        self._show_acts()


def _due_of(session: SessionRow) -> str:
    """A week after it is agreed, which is when the session is held."""
    today = date.today()
    agreed = max(today, date.fromisoformat(session.day)) if session.day else today
    return (agreed + _WITHIN).isoformat()
