"""The heads of a table that is sorted by them, with the arrow as spreadsheets have it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QStyleOptionHeader, QTableView

_Arrow = QStyleOptionHeader.SortIndicator
_OTHER_WAY: Final = {_Arrow.SortUp: _Arrow.SortDown, _Arrow.SortDown: _Arrow.SortUp}


class SortedHeads(QHeaderView):
    """An arrow up: what is lowest or earliest stands above, as in Excel. Qt's points down there."""

    def __init__(self, table: QTableView) -> None:
        """Becomes the head of ``table``."""
        super().__init__(Qt.Orientation.Horizontal, table)
        table.setHorizontalHeader(self)  # which takes the arrow off
        self.setHighlightSections(False)
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setSortIndicatorShown(True)

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, logical_index: int) -> None:
        super().initStyleOptionForIndex(option, logical_index)
        arrow = option.sortIndicator
        option.sortIndicator = _OTHER_WAY.get(arrow, arrow)
