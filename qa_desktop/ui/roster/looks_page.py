"""Who looked at a customer's whole number, and when: the numbers themselves stay masked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from qa_desktop.domain.masking import mask_in_text, mask_number
from qa_desktop.domain.wall_clock import local_moment
from qa_desktop.services.people_list import Roster
from qa_desktop.store.unmaskings import Unmasking, find_unmaskings
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.plain_table import PlainColumn, PlainModel, PlainTable
from qa_desktop.ui.roster.agents_model import names_of
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.words import moment_text


class LooksPage(QFrame):
    """Read when it is shown and when somebody looks."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self._desk = desk
        self._names: dict[str, str] = {}
        self._hint = QLabel(self, wordWrap=True)
        self._hint.setObjectName("looks_hint")
        self._hint.setProperty("role", "muted")
        self._hint.setContentsMargins(16, 12, 16, 12)
        self._table = PlainTable("looks_table", _model(self._names), self, letters_find=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._hint)
        column.addWidget(self._table, 1)
        self.keyboard: QWidget = self._table
        self.retranslate()

    def set_roster(self, roster: Roster) -> None:
        self._names.clear()
        self._names.update(names_of(roster))
        self._table.viewport().update()

    def refresh(self) -> None:
        self._desk.read("looks", find_unmaskings, self._on_looks)

    def retranslate(self) -> None:
        self._table.setAccessibleName(translate("Roster", "Number look-ups"))
        self._show_hint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _on_looks(self, looks: Sequence[Unmasking]) -> None:
        self._table.set_rows(looks)
        self._show_hint()

    def _show_hint(self) -> None:
        self._hint.setText(
            translate(
                "Roster",
                "Customer numbers are masked everywhere. Each time somebody has a whole number "
                "shown, it is written down here and cannot be removed.",
            )
            if self._table.model().rowCount()
            else translate("Roster", "Nobody has had a customer's whole number shown so far.")
        )


def _model(names: Mapping[str, str]) -> PlainModel:
    """``names`` of agents by id, as they are when a row is drawn."""
    columns: tuple[tuple[Callable[[], str], Callable[[Unmasking], str]], ...] = (
        (lambda: translate("Roster", "When"), _when),
        (lambda: translate("Roster", "Who looked"), lambda look: look.person or "—"),
        (
            lambda: translate("Roster", "Agent of the call"),
            lambda look: names.get(look.agent or "", "—"),
        ),
        (lambda: translate("Roster", "Serial no."), _serial),
        (lambda: translate("Roster", "Customer"), _customer),
    )
    return PlainModel(
        [PlainColumn(heading, words, stretches=True) for heading, words in columns],
        lambda look: f"{look.call} {look.at}",
    )


def _when(look: Unmasking) -> str:
    return moment_text(local_moment(look.at))


def _serial(look: Unmasking) -> str:
    return mask_in_text(look.serial or "—", look.customer_number)


def _customer(look: Unmasking) -> str:
    return mask_number(look.customer_number or "") or "—"
