"""Who was there: the tick list by team. Space ticks, A is for absent with a reason."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from qa_desktop.store.sessions import Attendee
from qa_desktop.ui.fitting_combo import FittingCombo
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.plain_table import PlainTable
from qa_desktop.ui.training.parts import Part, tools
from qa_desktop.ui.training.session_acts import SessionActs
from qa_desktop.ui.training.session_reading import OpenedSession
from qa_desktop.ui.training.session_tables import attendance_model


class AttendancePart(Part):
    def __init__(self, acts: SessionActs, parent: QWidget) -> None:
        super().__init__("attendance_part", acts, parent)
        self._team = named("attendance_team", FittingCombo(self))
        self._team.addItem("", None)
        self._count = self.told("attendance_count")
        self.table = PlainTable("attendance_table", attendance_model(), self)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.keyboard = self.table
        self._all = self.button("attendance_all")
        self._clear = self.button("attendance_clear")
        self._absent = self.button("attendance_absent")
        self._present = self.button("attendance_present", "primary")
        column = self.column()
        column.addLayout(
            tools([self._team, self._count], [self._all, self._clear, self._absent, self._present])
        )
        column.addWidget(self.table, 1)
        self._team.currentIndexChanged.connect(lambda _place: self._show_rows())
        self._present.clicked.connect(lambda: self._tick("present"))
        self._absent.clicked.connect(self._tick_absent)
        self._clear.clicked.connect(lambda: self._tick(None))
        self._all.clicked.connect(self._tick_all)
        self.retranslate()

    def fill(self, opened: OpenedSession) -> None:
        chosen = self._team.currentData()
        teams = sorted({row.team for row in opened.attendees if row.team})
        self._team.blockSignals(True)
        while self._team.count() > 1:
            self._team.removeItem(1)
        for team in teams:
            self._team.addItem(team, team)
        self._team.setCurrentIndex(max(self._team.findData(chosen), 0))
        self._team.blockSignals(False)
        words = translate("Training", "{present} present, {absent} absent, {open} not ticked")
        absent = sum(row.state == "absent" for row in opened.attendees)
        present = sum(row.state == "present" for row in opened.attendees)
        left = len(opened.attendees) - present - absent
        self._count.setText(words.format(present=present, absent=absent, open=left))
        self._show_rows()

    def _show_rows(self) -> None:
        team = self._team.currentData()
        rows = self._opened.attendees if self._opened else []
        self.table.set_rows([row for row in rows if team in (None, row.team)])

    def _tick(self, state: str | None) -> None:
        if self._opened is not None and self.table.chosen:
            self._acts.tick(self._opened.row.id, self.table.chosen, state)

    def _tick_absent(self) -> None:
        if self._opened is not None and self.table.chosen:
            self._acts.tick_absent(self._opened.row.id, self.table.chosen)

    def _tick_all(self) -> None:
        """Of the team that is shown, those who are not ticked yet."""
        team = self._team.currentData()
        rows: list[Attendee] = self._opened.attendees if self._opened else []
        left = [row for row in rows if team in (None, row.team) and not row.state]
        if self._opened is not None and left:
            self._acts.tick(self._opened.row.id, left, "present")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks those chosen, or takes the ticks off where all have one."""
        key = Qt.Key(event.key())
        if event.modifiers():
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            chosen = self.table.chosen
            has_all = bool(chosen) and all(row.state == "present" for row in chosen)
            self._tick(None if has_all else "present")
        elif key == Qt.Key.Key_A:
            self._tick_absent()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        self._team.setItemText(0, translate("Training", "All teams"))
        self._team.setAccessibleName(translate("Training", "Team"))
        self._all.setText(translate("Training", "All the others present"))
        self._clear.setText(translate("Training", "Take the tick off"))
        self._absent.setText(translate("Training", "Absent…"))
        self._present.setText(translate("Training", "Present"))
        self._present.setToolTip("Space")
        self._absent.setToolTip("A")
        self.table.setAccessibleName(translate("Training", "List of attendance"))
