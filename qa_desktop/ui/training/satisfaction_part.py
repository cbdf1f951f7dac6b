"""Satisfaction sheets of a session, and the trainer's rate of the month."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qa_desktop.domain.scoring.rounding import round_half_up
from qa_desktop.domain.session import Satisfaction, satisfaction
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.plain_table import PlainTable
from qa_desktop.ui.training.parts import Part, tools
from qa_desktop.ui.training.session_acts import SessionActs
from qa_desktop.ui.training.session_reading import OpenedSession
from qa_desktop.ui.training.session_tables import sheet_model


class SatisfactionPart(Part):
    """Del withdraws a sheet, with a reason."""

    def __init__(self, acts: SessionActs, parent: QWidget) -> None:
        super().__init__("satisfaction_part", acts, parent)
        self.table = PlainTable("sheets_table", sheet_model(), self)
        self.keyboard = self.table
        self.rate = self.told("satisfaction_rate")
        self._add = self.button("sheet_add", "primary")
        column = self.column()
        column.addLayout(tools([self.rate], [self._add]))
        column.addWidget(self.table, 1)
        self._add.clicked.connect(self._on_add)
        self.table.deleted.connect(lambda row: self._acts.withdraw("sheet", row.id))
        self.retranslate()

    def fill(self, opened: OpenedSession) -> None:
        self.table.set_rows(opened.sheets)
        here = satisfaction(each.sheet for each in opened.sheets)
        month = opened.row.day[:7]
        of_month = satisfaction(
            each.sheet
            for each in opened.all_sheets
            if (each.trainer, each.month) == (opened.row.trainer, month)
        )
        told = translate("Training", "This session: {rate}\n{trainer} in {month}: {of_month}")
        self.rate.setText(
            told.format(
                rate=_rate(here),
                trainer=opened.row.trainer_name or "—",
                month=month or "—",
                of_month=_rate(of_month),
            )
        )

    def _on_add(self) -> None:
        if self._opened is not None:
            self._acts.sheet(self._opened.row.id)

    def retranslate(self) -> None:
        self._add.setText(translate("Training", "Add a sheet…"))
        self.table.setAccessibleName(translate("Training", "Satisfaction sheets"))


def _rate(found: Satisfaction) -> str:
    """Never a rate without its count and how far it can be trusted."""
    if found.interval is None:
        return translate("Training", "no sheet yet")
    told = translate("Training", "{part} of {whole} satisfied ({percent} %, {low}–{high} %)")
    percent = round(100 * found.satisfied / found.sheets)
    low, high = (
        f"{round_half_up(100 * bound, 0):f}" for bound in (found.interval.low, found.interval.high)
    )
    return told.format(
        part=found.satisfied, whole=found.sheets, percent=percent, low=low, high=high
    )
