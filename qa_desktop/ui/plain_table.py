"""A table of read values for lists of a screenful or a few thousand rows: texts are made when they
are drawn, Enter, F2 or a double click opens a row, the selection survives a refresh."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from qa_desktop.ui import theme

_Index = QModelIndex | QPersistentModelIndex
_Mode = QHeaderView.ResizeMode
_ROW_HEIGHT = 34
_ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)
"""To the first and last row; within a row there is nothing to go to."""


@dataclass(frozen=True)
class PlainColumn:
    """``heading`` is asked for when the language changes. ``width`` is the first one, in px, of a
    column that neither stretches nor ``fits`` what stands in it, the least of one that stretches.
    """

    heading: Callable[[], str]
    text: Callable[[Any], str]
    width: int = 100
    color: Callable[[Any], str | None] = lambda _row: None
    number: bool = False
    stretches: bool = False
    fits: bool = False


class PlainModel(QAbstractTableModel):
    """``key_of`` names a row, so that it is found again after a refresh."""

    def __init__(self, columns: Sequence[PlainColumn], key_of: Callable[[Any], str]) -> None:
        super().__init__()
        self.columns = list(columns)
        self.key_of = key_of
        self.rows: list[Any] = []

    def set_rows(self, rows: Sequence[Any]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
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
            words = column.text(row)
            return f"<p>{escape(words)}</p>" if "<" in words else words or None
        if role == Qt.ItemDataRole.ForegroundRole and (name := column.color(row)):
            return theme.current().color(name)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.number:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].heading()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[section].number
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def retranslate(self) -> None:
        last = len(self.columns) - 1
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, last))


class PlainTable(QTableView):
    """Shows a ``PlainModel``. Letters go to the screen, whose acts they are, unless
    ``letters_find`` rows that begin with them."""

    row_opened = Signal(object)
    """The row's value."""
    deleted = Signal(object)
    """Del was pressed on a row."""
    chosen_changed = Signal()

    def __init__(
        self,
        name: str,
        model: PlainModel,
        parent: QWidget | None = None,
        *,
        letters_find: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._model = model
        self._letters_find = letters_find
        model.setParent(self)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(_ROW_HEIGHT)
        rows.setSectionResizeMode(_Mode.Fixed)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        for place, column in enumerate(model.columns):
            self.setColumnWidth(place, column.width)
            if column.stretches:
                heads.setSectionResizeMode(place, _Mode.Stretch)
            elif column.fits:
                heads.setSectionResizeMode(place, _Mode.ResizeToContents)
        self.doubleClicked.connect(lambda _index: self._open())

    @property
    def row(self) -> Any:
        """The value of the current row, None while there is none."""
        place = self.currentIndex().row()
        return self._model.rows[place] if 0 <= place < len(self._model.rows) else None

    @property
    def chosen(self) -> list[Any]:
        """The values of the selected rows, from above."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        return [self._model.rows[place] for place in rows]

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Fresh rows; those that are selected stay selected, else the first is."""
        current = self._model.key_of(self.row) if self.row is not None else None
        chosen = {self._model.key_of(row) for row in self.chosen}
        self._model.set_rows(rows)
        keys = [self._model.key_of(row) for row in rows]
        if rows:
            places = [place for place, key in enumerate(keys) if key in chosen] or [0]
            self._choose(places, keys.index(current) if current in keys else places[0])
        else:
            self.chosen_changed.emit()

    def _choose(self, places: Sequence[int], current: int) -> None:
        """Not by ``selectRow``, which acts as a click would: other than this while Ctrl is held."""
        flags, chosen = QItemSelectionModel.SelectionFlag, QItemSelection()
        for place in places:
            index = self._model.index(place, 0)
            chosen.select(index, index)
        self.selectionModel().setCurrentIndex(self._model.index(current, 0), flags.NoUpdate)
        self.selectionModel().select(chosen, flags.ClearAndSelect | flags.Rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stretches is never squeezed to nothing: then the table scrolls."""
        heads = self.horizontalHeader()
        for place, column in enumerate(self._model.columns):
            if column.stretches:
                others = heads.length() - heads.sectionSize(place)
                fits = self.viewport().width() - others >= column.width
                mode = _Mode.Stretch if fits else _Mode.Interactive
                if heads.sectionResizeMode(place) != mode:
                    heads.setSectionResizeMode(place, mode)
                    if not fits:
                        heads.resizeSection(place, column.width)
        super().resizeEvent(event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.chosen_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            if not event.isAutoRepeat():  # a key that is held opens no row that comes after
                self._open()
        elif event.key() == Qt.Key.Key_Delete and self.row is not None:
            self.deleted.emit(self.row)
        elif event.key() in _ENDS and not event.modifiers() and self._model.rows:
            place = 0 if event.key() == Qt.Key.Key_Home else len(self._model.rows) - 1
            self._choose([place], place)
            self.scrollTo(self.currentIndex())
        elif not self._letters_find and _is_letter(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._model.retranslate()
        super().changeEvent(event)

    def _open(self) -> None:
        if self.row is not None:
            self.row_opened.emit(self.row)


def _is_letter(event: QKeyEvent) -> bool:
    return bool(event.text()) and event.text().isprintable() and not event.modifiers()
