"""The rows of a weight proposal: rates with what they come from, old and new weight, a tick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.domain.scoring.rounding import decimal_text, round_half_up
from qa_desktop.domain.weight_proposal import ProposedWeight
from qa_desktop.services.weight_proposals import WeightProposal
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.plain_table import PlainColumn, PlainModel, PlainTable

_Index = QModelIndex | QPersistentModelIndex
_TICK = 0
"""The column that is ticked."""


class ProposalModel(PlainModel):
    """``accepted`` holds the items (ids) that are ticked: at first none."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__(
            [
                PlainColumn(
                    lambda: translate("WeightProposal", "Item"), self._name, 150, stretches=True
                ),
                PlainColumn(lambda: translate("WeightProposal", "Section"), self._section, 84),
                _number(lambda: translate("WeightProposal", "Lost in"), _lost),
                _number(lambda: translate("WeightProposal", "Rate"), _rate),
                _number(lambda: translate("WeightProposal", "95 % interval"), _interval),
                _number(lambda: translate("WeightProposal", "Section mean"), _mean),
                PlainColumn(
                    lambda: translate("WeightProposal", "Sign"),
                    mark_text,
                    color=_mark_color,
                    fits=True,
                ),
                _number(
                    lambda: translate("WeightProposal", "Weight"),
                    lambda row: decimal_text(row.weight),
                ),
                _number(lambda: translate("WeightProposal", "Proposed"), _proposed),
                PlainColumn(
                    lambda: translate("WeightProposal", "Common faults"), self._faults, 112
                ),
            ],
            lambda row: row.item,
        )
        self.accepted: set[str] = set()
        self._version: ScorecardVersion | None = None
        self._proposal: WeightProposal | None = None

    def show_proposal(self, proposal: WeightProposal) -> None:
        """Ticks of items that are still there stay."""
        rows = proposal.items
        self._version, self._proposal = proposal.version, proposal
        self.accepted &= {row.item for row in rows if row.proposed != row.weight}
        self.set_rows(rows)
        self.ticked.emit()

    def tick(self, items: Sequence[str]) -> None:
        """Just these, as far as something is proposed for them."""
        self.accepted = {
            row.item for row in self.rows if row.item in items and row.proposed != row.weight
        }
        self._ticks_changed()

    def toggle(self, item: str) -> None:
        found = next((row for row in self.rows if row.item == item), None)
        if found is not None and found.proposed != found.weight:
            self.accepted ^= {item}
            self._ticks_changed()

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == _TICK:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == _TICK:
            row = self.rows[index.row()]
            if row.proposed == row.weight:
                return None  # nothing to accept
            return Qt.CheckState.Checked if row.item in self.accepted else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != _TICK:
            return False
        self.toggle(self.rows[index.row()].item)
        return True

    def _ticks_changed(self) -> None:
        if self.rows:
            last = self.index(len(self.rows) - 1, _TICK)
            self.dataChanged.emit(self.index(0, _TICK), last)
        self.ticked.emit()

    def _name(self, row: ProposedWeight) -> str:
        if self._version is None:
            return row.item
        return self._version.items[row.item].name.render(i18n.catalogue_language())

    def _faults(self, row: ProposedWeight) -> str:
        """``未报工号 12``, the most frequent first."""
        if self._proposal is None:
            return ""
        language, names = i18n.catalogue_language(), self._proposal.fault_names
        return " · ".join(
            f"{names[code].render(language) if code in names else code} {count}"
            for code, count in self._proposal.faults.get(row.item, ())
        )

    def _section(self, row: ProposedWeight) -> str:
        sections = self._version.sections if self._version is not None else ()
        names = {each.id: each.name for each in sections}
        return names[row.section].render(i18n.catalogue_language()) if names else row.section


class ProposalTable(PlainTable):
    """Space or Enter ticks a row, or takes the tick away."""

    def __init__(self, model: ProposalModel, parent: Any = None) -> None:
        super().__init__("proposal_items", model, parent)
        self._proposal = model
        self.row_opened.connect(lambda row: model.toggle(row.item))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.row is not None:
            self._proposal.toggle(self.row.item)
        else:
            super().keyPressEvent(event)


def mark_text(row: ProposedWeight) -> str:
    if row.mark == "common":
        return translate("WeightProposal", "▲ Common fault")
    return translate("WeightProposal", "✓ Done well") if row.mark == "good" else ""


def _mark_color(row: ProposedWeight) -> str | None:
    return {"common": "weakness", "good": "strength"}.get(row.mark)


def _number(heading: Any, words: Any) -> PlainColumn:
    return PlainColumn(heading, words, number=True, fits=True)


def _lost(row: ProposedWeight) -> str:
    return f"{row.losses.lost}/{row.losses.answered}" if row.losses.answered else "—"


def _rate(row: ProposedWeight) -> str:
    return "—" if row.rate is None else f"{round_half_up(100 * row.rate, 1):f}%"


def _mean(row: ProposedWeight) -> str:
    return "—" if row.mean is None else f"{round_half_up(100 * row.mean, 1):f}%"


def _interval(row: ProposedWeight) -> str:
    if row.interval is None:
        return translate("WeightProposal", "not measured")
    low, high = (
        f"{round_half_up(100 * each, 1):f}" for each in (row.interval.low, row.interval.high)
    )
    return f"{low}–{high}%"


def _proposed(row: ProposedWeight) -> str:
    if row.proposed == row.weight:
        return "="
    arrow = "↑" if row.proposed > row.weight else "↓"
    return f"{arrow} {decimal_text(row.proposed)}"
