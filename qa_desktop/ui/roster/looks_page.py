"""Who looked at a customer's whole number, and when: the numbers themselves stay masked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from qa_desktop.domain.masking import mask_in_text, mask_number
from qa_desktop.services.people_list import Roster
from qa_desktop.store.unmaskings import Unmasking, find_unmaskings
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.roster.agents_model import names_of
from qa_desktop.ui.roster.plain_table import PlainTable
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.words import moment_text


class LooksPage(QFrame):
    """Read when it is shown and when somebody looks."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self._desk = desk
        self._roster: Roster | None = None
        self._looks: Sequence[Unmasking] = ()
        self._hint = QLabel(self, wordWrap=True)
        self._hint.setObjectName("looks_hint")
        self._hint.setProperty("role", "muted")
        self._hint.setContentsMargins(16, 12, 16, 12)
        self._table = PlainTable("looks_table", 5, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._hint)
        column.addWidget(self._table, 1)
        self.keyboard: QWidget = self._table
        self.retranslate()

    def set_roster(self, roster: Roster) -> None:
        self._roster = roster
        self._show()

    def refresh(self) -> None:
        self._desk.read("looks", find_unmaskings, self._on_looks)

    def retranslate(self) -> None:
        self._table.setAccessibleName(translate("Roster", "Number look-ups"))
        self._table.set_headings(
            [
                translate("Roster", "When"),
                translate("Roster", "Who looked"),
                translate("Roster", "Agent of the call"),
                translate("Roster", "Serial no."),
                translate("Roster", "Customer"),
            ]
        )
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _on_looks(self, looks: Sequence[Unmasking]) -> None:
        self._looks = looks
        self._show()

    def _show(self) -> None:
        names = names_of(self._roster) if self._roster else {}
        self._table.set_rows(
            [
                (
                    f"{look.call} {look.at}",
                    (
                        moment_text(datetime.fromtimestamp(look.at / 1000)),
                        look.person or "—",
                        names.get(look.agent or "", "—"),
                        mask_in_text(look.serial or "—", look.customer_number),
                        mask_number(look.customer_number or "") or "—",
                    ),
                )
                for look in self._looks
            ]
        )
        self._hint.setText(
            translate(
                "Roster",
                "Customer numbers are masked everywhere. Each time somebody has a whole number "
                "shown, it is written down here and cannot be removed.",
            )
            if self._looks
            else translate("Roster", "Nobody has had a customer's whole number shown so far.")
        )
