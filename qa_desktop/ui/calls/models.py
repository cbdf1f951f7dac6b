"""Evaluations as a table: rows are read values, texts are made when they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from qa_desktop.domain.agents import agent_words
from qa_desktop.domain.masking import mask_in_text
from qa_desktop.domain.wall_clock import local_moment
from qa_desktop.store.evaluations import EvaluationRow
from qa_desktop.ui import theme
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.words import method_name, score_text

Row = TypeVar("Row")
_Index = QModelIndex | QPersistentModelIndex
ID_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Column(Generic[Row]):
    """``heading`` is asked for when the language changes; ``width`` is the first one, in px."""

    heading: Callable[[], str]
    text: Callable[[Row], str]
    width: int
    color: Callable[[Row], str | None] = lambda _row: None
    number: bool = False
    stretches: bool = False
    """Takes the room that is left."""


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Tens of thousands of rows: nothing is formatted before it is seen."""

    def __init__(self, columns: Sequence[Column[Row]], call_of: Callable[[Row], str]) -> None:
        super().__init__()
        self._columns: list[Column[Row]] = list(columns)
        self._call_of: Callable[[Row], str] = call_of
        self.rows: list[Row] = []

    def set_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def row_of(self, call: str) -> int:
        """The first row of that call, -1 if there is none."""
        return next((n for n, row in enumerate(self.rows) if self._call_of(row) == call), -1)

    def width_of(self, column: int) -> int:
        return self._columns[column].width

    def stretches(self, column: int) -> bool:
        return self._columns[column].stretches

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row, column = self.rows[index.row()], self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.text(row) or None
        if role == ID_ROLE:
            return self._call_of(row)
        if role == Qt.ItemDataRole.ForegroundRole and (name := column.color(row)):
            return theme.current().color(name)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.number:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].heading()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignRight
                if self._columns[section].number
                else Qt.AlignmentFlag.AlignLeft
            )
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def retranslate(self) -> None:
        last = len(self._columns) - 1
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, last))


def today_model(card_name: Callable[[str], str]) -> RowsModel[EvaluationRow]:
    """Evaluations; ``card_name`` says which scorecard a version id is."""
    return RowsModel(
        [
            Column(lambda: translate("Calls", "Submitted"), _submitted, 100),
            Column(lambda: translate("Calls", "Agent"), _agent, 140),
            Column(lambda: translate("Calls", "Serial no."), _today_serial, 180, stretches=True),
            Column(lambda: translate("Calls", "Scorecard"), lambda r: card_name(r.scorecard), 150),
            Column(lambda: translate("Calls", "Method"), _method, 110),
            Column(lambda: translate("Calls", "Score"), _score, 70, _score_color, number=True),
            Column(lambda: translate("Calls", "Grade"), lambda row: row.grade or "", 70),
            Column(lambda: translate("Calls", "Result"), _result, 90, _score_color),
            Column(lambda: translate("Calls", "Problems"), _problems, 100),
            Column(lambda: translate("Calls", "Revisions"), _revisions, 90, number=True),
        ],
        lambda row: row.call,
    )


def _agent(row: EvaluationRow) -> str:
    return agent_words(row.agent_number, row.agent_name)


def _today_serial(row: EvaluationRow) -> str:
    return mask_in_text(row.serial or "")


def _score(row: EvaluationRow) -> str:
    return score_text(row.published_hundredths, row.no_score)


def _score_color(row: EvaluationRow) -> str | None:
    if row.passed is None:
        return "muted"
    return "strength" if row.passed else "critical"


def _submitted(row: EvaluationRow) -> str:
    return f"{local_moment(row.submitted_at):%H:%M}"


def _method(row: EvaluationRow) -> str:
    return method_name(row.method) if row.method else ""


def _result(row: EvaluationRow) -> str:
    if row.passed is None:
        return translate("Calls", "No score")
    return translate("Calls", "Passed") if row.passed else translate("Calls", "Failed")


def _problems(row: EvaluationRow) -> str:
    return " ".join(sorted(filter(None, row.problem_classes.split(","))))


def _revisions(row: EvaluationRow) -> str:
    return str(row.revisions) if row.revisions > 1 else ""
