"""Rows of call lists and recordings as tables: texts are made when they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from qa_desktop.domain.durations import format_duration
from qa_desktop.domain.masking import mask_in_text, mask_number
from qa_desktop.domain.wall_clock import local_moment
from qa_desktop.services.settling import Suggestion
from qa_desktop.store.agent_lists import ReverseCheck
from qa_desktop.store.call_lists import CallSide, ListedRow, ListHead
from qa_desktop.ui import theme
from qa_desktop.ui.call_lists.words import reason_name, state_name, why_this_one
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.import_sheet.words import code_name
from qa_desktop.ui.words import moment_text

_Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """``heading`` is asked for when the language changes; ``width`` is the first one, in px."""

    heading: Callable[[], str]
    text: Callable[[Row], str]
    width: int
    number: bool = False
    color: str | None = None
    stretches: bool = False


class ListModel(QAbstractTableModel, Generic[Row]):
    """Hundreds of thousands of rows: nothing is formatted before it is seen."""

    def __init__(self, columns: Sequence[Column[Row]]) -> None:
        super().__init__()
        self.columns: list[Column[Row]] = list(columns)
        self.rows: Sequence[Row] = []

    def set_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.text(row) or None
        if role == Qt.ItemDataRole.ForegroundRole and column.color:
            return theme.current().color(column.color)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.number:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.heading()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def retranslate(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self.rows:
            last = self.index(len(self.rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def waiting_model(agent_name: Callable[[str], str]) -> ListModel[ListedRow]:
    """Rows of call lists; ``agent_name`` gives number and name for a work number."""
    return ListModel(
        [
            Column(lambda: translate("CallLists", "Started"), _row_started, 132),
            Column(
                lambda: translate("CallLists", "Agent"), lambda r: agent_name(r.content.agent), 92
            ),
            Column(
                lambda: translate("CallLists", "Duration"),
                lambda r: _duration(r.content.duration_ms),
                78,
                number=True,
            ),
            Column(lambda: translate("CallLists", "Customer"), _row_number, 98),
            Column(
                lambda: translate("CallLists", "Serial no."),
                lambda r: mask_in_text(r.content.serial, r.content.number),
                90,
                stretches=True,
            ),
            Column(lambda: translate("CallLists", "State"), _row_state, 84, color="muted"),
        ]
    )


def suggestions_model(agent_name: Callable[[str], str]) -> ListModel[Suggestion]:
    """Recordings that a row may speak of, with what speaks for each."""
    return ListModel(
        [
            Column(
                lambda: translate("CallLists", "Why"),
                lambda s: why_this_one(s.candidate, agent_name(s.call.spoken.agent)),
                230,
                stretches=True,
            ),
            Column(lambda: translate("CallLists", "Started"), lambda s: _started(s.call), 132),
            Column(
                lambda: translate("CallLists", "Duration"),
                lambda s: _duration(s.call.spoken.duration_ms),
                78,
                number=True,
            ),
        ]
    )


def files_model(agent_name: Callable[[str], str]) -> ListModel[CallSide]:
    """Recordings that no row speaks of."""
    return ListModel(
        [
            Column(lambda: translate("CallLists", "Started"), _started, 132),
            Column(
                lambda: translate("CallLists", "Agent"), lambda c: agent_name(c.spoken.agent), 104
            ),
            Column(
                lambda: translate("CallLists", "Duration"),
                lambda c: _duration(c.spoken.duration_ms),
                78,
                number=True,
            ),
            Column(lambda: translate("CallLists", "Recording"), _file, 180, stretches=True),
        ]
    )


def file_of(head: ListHead) -> str:
    """The name of an imported file, unless somebody was erased from it."""
    return head.file or translate("CallLists", "(name erased)")


def lists_model() -> ListModel[ListHead]:
    """The lists that were imported."""
    return ListModel(
        [
            Column(lambda: translate("CallLists", "Imported"), _imported, 140),
            Column(lambda: translate("CallLists", "File"), file_of, 260, stretches=True),
            Column(lambda: translate("CallLists", "Sheet"), lambda h: h.sheet, 120),
            Column(
                lambda: translate("CallLists", "Rows"), lambda h: f"{h.rows:,}", 90, number=True
            ),
            Column(
                lambda: translate("CallLists", "Settled"),
                lambda h: f"{h.settled:,}",
                90,
                number=True,
            ),
            Column(
                lambda: translate("CallLists", "Waiting"),
                lambda h: f"{h.waiting:,}",
                90,
                number=True,
            ),
            Column(
                lambda: translate("CallLists", "Left out"),
                lambda h: f"{h.rejected:,}",
                90,
                number=True,
            ),
        ]
    )


def reverse_model(agent_name: Callable[[str], str]) -> ListModel[ReverseCheck]:
    """Orders that came back and have no call yet."""
    return ListModel(
        [
            Column(lambda: translate("CallLists", "Day"), lambda r: r.day, 100),
            Column(lambda: translate("CallLists", "Order no."), lambda r: r.order, 160),
            Column(
                lambda: translate("CallLists", "Agent"), lambda r: agent_name(r.agent_number), 130
            ),
            Column(lambda: translate("CallLists", "Source"), lambda r: code_name(r.source), 90),
            Column(lambda: translate("CallLists", "Kind"), lambda r: code_name(r.kind), 90),
            Column(lambda: translate("CallLists", "Note"), lambda r: r.note, 200, stretches=True),
        ]
    )


def _row_started(row: ListedRow) -> str:
    return moment_text(datetime.fromisoformat(row.content.started)) if row.content.started else ""


def _row_number(row: ListedRow) -> str:
    return mask_number(row.content.number) if row.content.number else ""


def _row_state(row: ListedRow) -> str:
    return reason_name(row.why) if row.state == "waiting" else state_name(row.state)


def _started(call: CallSide) -> str:
    return moment_text(datetime.fromisoformat(call.started)) if call.started else ""


def _file(call: CallSide) -> str:
    """The file's name with the customer's number masked, else the serial."""
    return mask_in_text(call.file_name or call.spoken.serial, call.number)


def _duration(ms: int | None) -> str:
    return format_duration(ms) if ms is not None else ""


def _imported(head: ListHead) -> str:
    return moment_text(local_moment(head.imported_at))
