"""A million calls as a table: it knows the keys of all and the content of those in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from qa_desktop.domain.folding import fold
from qa_desktop.domain.masking import mask_in_text
from qa_desktop.store.call_columns import Numbers
from qa_desktop.store.calls import CallRow
from qa_desktop.ui.calls.call_columns import COLUMNS, PLACES
from qa_desktop.ui.calls.models import ID_ROLE

_Index = QModelIndex | QPersistentModelIndex
NUMBER_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
_AHEAD: Final = 40
"""Rows read before and behind those in sight."""
_KEPT: Final = 2_000
# As plain numbers: members of an enumeration are slow to compare
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_ID: Final = int(ID_ROLE)
_SAID: Final = int(Qt.ItemDataRole.AccessibleTextRole)
_ROLES: Final = frozenset({_DISPLAY, int(Qt.ItemDataRole.ToolTipRole), _SAID, _ID, NUMBER_ROLE})
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_NOTHING: Final = np.zeros(0, np.int32)


@dataclass(frozen=True)
class ListedCall:
    """A row in sight; ``found`` is a text of the call that has a searched word and that the row
    would not show: an order number, a file name, a mark."""

    row: CallRow
    found: str = ""


class CallListModel(QAbstractTableModel):
    """Rows are asked for when they come in sight (``rows_wanted``) and given to ``take``."""

    rows_wanted = Signal(list)
    """Numbers of calls."""
    taken = Signal()
    """Rows that were asked for are here."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers: Numbers = _NOTHING
        self.words: tuple[str, ...] = ()
        self.spoken = 0
        """Another number whenever the texts of all rows have changed, with the language."""
        self._held: dict[int, ListedCall | None] = {}
        """By call number; None for one that was asked for and is gone."""
        self._texts: dict[int, dict[int, str]] = {}
        """By call number and column."""
        self._missing: set[int] = set()
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._asking.timeout.connect(self._ask)

    def set_numbers(self, numbers: Numbers, words: tuple[str, ...] = ()) -> bool:
        """Another list, or the whole of the one whose beginning is shown; whether rows moved."""
        if words != self.words:
            self.words = words
            self.forget()
        old, new = len(self.numbers), len(numbers)
        if old and new >= old and np.array_equal(numbers[:old], self.numbers):
            if new > old:
                self.beginInsertRows(QModelIndex(), old, new - 1)
                self.numbers = numbers
                self.endInsertRows()
            return False
        self.beginResetModel()
        self.numbers = numbers
        self._missing.clear()
        self.endResetModel()
        return True

    def forget(self) -> None:
        """The content changed: it is read again as it is shown; until then the old one stays."""
        self._missing.clear()
        held = [listed for listed in self._held.values() if listed is not None]
        self._held = {listed.row.n: _Stale(listed.row, listed.found) for listed in held}
        self._tell_all()

    def take(self, asked: Sequence[int], rows: Sequence[ListedCall]) -> None:
        """The answer to ``rows_wanted``."""
        gone = set(asked) - {listed.row.n for listed in rows}
        self._held.update(dict.fromkeys(gone))
        for listed in rows:
            held = self._held.pop(listed.row.n, None)
            if held is None or held.row != listed.row:
                self._texts.pop(listed.row.n, None)
            elif held.found != listed.found:
                self._texts.get(listed.row.n, {}).pop(PLACES["serial"], None)
            self._held[listed.row.n] = listed
        while len(self._held) > _KEPT:
            oldest = next(iter(self._held))
            del self._held[oldest]
            self._texts.pop(oldest, None)
        self._tell_all()
        self.taken.emit()

    def row_of(self, number: int) -> int:
        """The row of that call, -1 if there is none."""
        (places,) = np.nonzero(self.numbers == number)
        return int(places[0]) if len(places) else -1

    def listed(self, row: int) -> ListedCall | None:
        """What is known of a row; asks for it where nothing is."""
        if not self.holds(row):
            self._missing.add(row)
            if not self._asking.isActive():
                self._asking.start()
        return self._held.get(int(self.numbers[row]))

    def id_of(self, number: int) -> str | None:
        """The call's id; None where it has not been read."""
        listed = self._held.get(number)
        return listed.row.id if listed is not None else None

    def holds(self, row: int) -> bool:
        """Whether the row's content is known, as of now."""
        number = int(self.numbers[row])
        return number in self._held and not isinstance(self._held[number], _Stale)

    def _ask(self) -> None:
        if self._missing:
            first = max(min(self._missing) - _AHEAD, 0)
            last = min(max(self._missing) + _AHEAD, len(self.numbers) - 1)
            if last - first > 8 * _AHEAD:  # a jump: what was in sight before is not any more
                first = max(last - 8 * _AHEAD, 0)
            self._missing.clear()
            asked = [int(n) for n in self.numbers[first : last + 1]]
            held = self._held
            self.rows_wanted.emit(
                [n for n in asked if n not in held or isinstance(held[n], _Stale)]
            )

    def _tell_all(self) -> None:
        if len(self.numbers):
            last = self.index(len(self.numbers) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    # -- what Qt asks

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.numbers)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """For all but the painting (``row_painter``): what is not told leaves first."""
        if role not in _ROLES or not index.isValid():
            return None
        row, place = index.row(), index.column()
        if row >= len(self.numbers):
            return None
        if role == NUMBER_ROLE:
            return int(self.numbers[row])
        listed = self.listed(row)
        if listed is None:
            return None
        if role == _ID:
            return listed.row.id
        text = self.text(listed, place)
        if role == _DISPLAY:
            return text
        said = COLUMNS[place].said
        return (said(listed.row) if said is not None else "") or text or None

    def text(self, listed: ListedCall, place: int) -> str:
        """Worked out when it is first seen."""
        texts = self._texts.setdefault(listed.row.n, {})
        if place not in texts:
            text = (COLUMNS[place].shown or COLUMNS[place].text)(listed.row)
            is_found = listed.found and place == PLACES["serial"]
            texts[place] = f"{text} · {listed.found}" if is_found else text
        return texts[place]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if COLUMNS[section].is_number else _LEFT
        return None

    def retranslate(self) -> None:
        self._texts.clear()
        self.spoken += 1
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self._tell_all()


@dataclass(frozen=True)
class _Stale(ListedCall):
    """Was right before something was written."""


def listed_call(row: CallRow, own: Sequence[str], words: Sequence[str]) -> ListedCall:
    """The row with the first of its own texts that has a word which the row does not show."""
    shown = [fold(text) for text in _shown(row)]
    for word in words:
        if not any(word in text for text in shown):
            for text in own:
                if word in fold(text):
                    return ListedCall(row, mask_in_text(text, row.customer_number))
    return ListedCall(row)


def _shown(row: CallRow) -> list[str]:
    texts = (row.agent_number, row.agent_name, row.team, row.business, row.disposition)
    return [text for text in (*texts, row.serial or row.file_name) if text]
