"""The rows of the library as one column: it knows the order of all and the content of those in
sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from qa_desktop.domain.agents import agent_words
from qa_desktop.domain.durations import format_duration
from qa_desktop.ui.library.reading import NOTHING, Key, LibraryRow, Order
from qa_desktop.ui.library.words import reason_text, shelf_name, span_text

_Index = QModelIndex | QPersistentModelIndex
ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
_SAID: Final = int(Qt.ItemDataRole.AccessibleTextRole)
_AHEAD: Final = 30
_KEPT: Final = 1_000


class LibraryModel(QAbstractTableModel):
    """Rows are asked for when they come in sight (``rows_wanted``, keys) and given to ``take``."""

    rows_wanted = Signal(list)
    taken = Signal()

    def __init__(self, mime: Any) -> None:
        """``mime`` makes what is dragged of rows."""
        super().__init__()
        self.order: Order = NOTHING
        self.words: tuple[str, ...] = ()
        self._mime = mime
        self._held: dict[Key, LibraryRow | None] = {}
        """None for one that was asked for and is gone."""
        self._fresh: set[Key] = set()
        self._missing: set[int] = set()
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._asking.timeout.connect(self._ask)

    def set_order(self, order: Order, words: tuple[str, ...]) -> None:
        """Another list; what is held of it stays until it is read anew."""
        if words != self.words:
            self._held.clear()
        self.beginResetModel()
        self.order, self.words = order, words
        self._fresh.clear()
        self._missing.clear()
        self.endResetModel()

    def grow(self, order: Order) -> bool:
        """The same list goes on behind its end; False, and nothing done, where it is another."""
        old = len(self.order)
        if not 0 < old <= len(order) or not order.begins_as(self.order):
            return False
        if len(order) > old:
            self.beginInsertRows(QModelIndex(), old, len(order) - 1)
            self.order = order
            self.endInsertRows()
        return True

    def take(self, asked: Sequence[Key], rows: Sequence[LibraryRow]) -> None:
        self._held.update(dict.fromkeys(asked))
        self._held.update((row.key, row) for row in rows)
        self._fresh.update(asked, (row.key for row in rows))
        while len(self._held) > _KEPT:
            oldest = next(iter(self._held))
            del self._held[oldest]
            self._fresh.discard(oldest)
        self.tell()
        self.taken.emit()

    def row(self, place: int) -> LibraryRow | None:
        """What is known of it; asks for it where that is not of now."""
        key = self.order.key(place)
        if key not in self._fresh:
            self._missing.add(place)
            if not self._asking.isActive():
                self._asking.start()
        return self._held.get(key)

    def holds(self, place: int) -> bool:
        return self.order.key(place) in self._fresh

    def _ask(self) -> None:
        if not self._missing:
            return
        first = max(min(self._missing) - _AHEAD, 0)
        last = min(max(self._missing) + _AHEAD, len(self.order) - 1)
        first = max(first, last - 8 * _AHEAD)
        self._missing.clear()
        keys = [self.order.key(row) for row in range(first, last + 1)]
        self.rows_wanted.emit([key for key in keys if key not in self._fresh])

    def tell(self) -> None:
        if len(self.order):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.order) - 1, 0))

    # -- what Qt asks

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.order)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (ROW_ROLE, _SAID, Qt.ItemDataRole.DisplayRole) or not index.isValid():
            return None
        if index.row() >= len(self.order):
            return None
        row = self.row(index.row())
        return row if role == ROW_ROLE or row is None else said(row, self.words)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = [index.data(ROW_ROLE) for index in indexes]
        data: QMimeData = self._mime([row for row in rows if row is not None])
        return data


def said(row: LibraryRow, words: tuple[str, ...]) -> str:
    """As a screen reader says it, and as the first line shows it."""
    call, entry = row.call, row.entry
    parts = [
        shelf_name(entry.shelf) if entry is not None else "",
        agent_words(call.agent_number, call.agent_name),
        call.team or "",
        span_text(entry) or (format_duration(call.duration_ms) if call.duration_ms else ""),
        call.business or "",
        entry.why if entry is not None else "",
        *(reason_text(reason, words) for reason in row.reasons),
    ]
    return " · ".join(part for part in parts if part)
