"""The cases of a playlist in their order: moved and added by drag and drop, or by keys."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QKeyEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from qa_desktop.domain.playlist import one_sided
from qa_desktop.store.playlists import CaseRow
from qa_desktop.ui import theme
from qa_desktop.ui.sessions.case_mime import forms_of
from qa_desktop.ui.sessions.words import case_lines

_ID: Final = Qt.ItemDataRole.UserRole
_UNDER: Final = Qt.ItemDataRole.UserRole + 1
_BLAMES: Final = Qt.ItemDataRole.UserRole + 2
_ROW: Final = 52


class CaseList(QListWidget):
    """Alt+Up and Alt+Down move the case, Ctrl+D copies it, Del takes it out."""

    chosen_changed = Signal()
    order_wanted = Signal(list)
    """Ids of all cases."""
    added = Signal(list, object)
    """``CaseForm``s that were dropped, and the case in front of which (None: behind all)."""
    deleted = Signal(list)
    copied = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("case_list")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Rows(self))
        self.currentItemChanged.connect(lambda *_: self.chosen_changed.emit())

    def set_cases(self, cases: tuple[CaseRow, ...]) -> None:
        """What is chosen stays chosen; of a new case that is the first one that is new."""
        known, current, chosen = self.ids, self.current, set(self.chosen)
        ids = [case.id for case in cases]
        new = [id for id in ids if id not in known] if known else []
        self.blockSignals(True)
        self.clear()
        for number, case in enumerate(cases, 1):
            item = QListWidgetItem("", self)
            item.setData(_ID, case.id)
            self.set_case(case, number)
        wanted = new[0] if new else current if current in ids else (ids[0] if ids else None)
        for place, id in enumerate(ids):
            if id == wanted:
                self.setCurrentRow(place)
        for place, id in enumerate(ids):
            self.item(place).setSelected(id == wanted or id in (new or chosen))
        self.blockSignals(False)
        self.chosen_changed.emit()

    def set_case(self, case: CaseRow, number: int) -> None:
        """One line anew; ``number`` counts from 1. Nothing where the case has just gone."""
        items = (self.item(row) for row in range(self.count()))
        item = next((each for each in items if each.data(_ID) == case.id), None)
        if item is None:
            return
        title, under = case_lines(case, number)
        item.setText(title)
        item.setData(_UNDER, under)
        item.setData(_BLAMES, one_sided([case.told]) == "blame")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}, {under}")
        item.setToolTip(under)

    @property
    def ids(self) -> list[str]:
        return [self.item(row).data(_ID) for row in range(self.count())]

    @property
    def current(self) -> str | None:
        item = self.currentItem()
        return str(item.data(_ID)) if item is not None else None

    @property
    def chosen(self) -> list[str]:
        return [
            self.item(row).data(_ID) for row in sorted({i.row() for i in self.selectedIndexes()})
        ]

    def move_chosen(self, down: bool) -> None:
        """All that are chosen, by one place."""
        ids, chosen = self.ids, set(self.chosen)
        order = ids[::-1] if down else [*ids]
        for place in range(1, len(order)):
            if order[place] in chosen and order[place - 1] not in chosen:
                order[place - 1], order[place] = order[place], order[place - 1]
        if down:
            order.reverse()
        if order != ids:
            self.order_wanted.emit(order)

    # -- drag and drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.source() is self or forms_of(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        if event.source() is self or forms_of(event.mimeData()):
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        row = self._row_at(event)
        ids = self.ids
        if event.source() is self:
            moved = self.chosen
            behind = [id for id in ids[row:] if id not in moved]
            before = [id for id in ids[:row] if id not in moved]
            order = [*before, *moved, *behind]
            if order != ids:
                self.order_wanted.emit(order)
        elif forms := forms_of(event.mimeData()):
            self.added.emit(forms, ids[row] if row < len(ids) else None)
        event.setDropAction(Qt.DropAction.CopyAction)  # the list is read again, nothing is removed
        event.accept()

    def _row_at(self, event: QDropEvent) -> int:
        point = event.position().toPoint()
        index = self.indexAt(point)
        if not index.isValid():
            return self.count()
        lower = point.y() > self.visualRect(index).center().y()
        return index.row() + int(lower)

    # -- keys

    def event(self, event: QEvent) -> bool:
        """Alt and an arrow changes the speed elsewhere: here it moves."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
            if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held, key = event.modifiers(), event.key()
        alone = held & ~Qt.KeyboardModifier.KeypadModifier
        if alone == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_chosen(key == Qt.Key.Key_Down)
        elif alone == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_D:
            self.copied.emit(self.chosen)
        elif key == Qt.Key.Key_Delete and self.chosen:
            self.deleted.emit(self.chosen)
        elif event.text() and event.text().isprintable() and not alone:
            event.ignore()  # letters and Space are the screen's
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()
        super().changeEvent(event)


class _Rows(QStyledItemDelegate):
    """Two lines; a bar at the left of a case that only blames."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(120, max(_ROW, option.fontMetrics.lineSpacing() * 2 + 16))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        colors, rect = theme.current(), option.rect
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, colors.color("current" if is_chosen else "pane"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colors.color("line"))
        if index.data(_BLAMES):
            painter.fillRect(
                QRect(rect.left(), rect.top(), 3, rect.height()), colors.color("weakness")
            )
        line = option.fontMetrics.lineSpacing()
        top = rect.top() + (rect.height() - 2 * line - 2) // 2
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        self._line(painter, option, bold, colors.color("ink"), top, index.data())
        self._line(
            painter, option, option.font, colors.color("muted"), top + line + 2, index.data(_UNDER)
        )
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colors.color("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -2))
        painter.restore()

    def _line(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        font: QFont,
        color: QColor,
        top: int,
        words: str,
    ) -> None:
        painter.setFont(font)
        painter.setPen(color)
        metrics = painter.fontMetrics()
        width = option.rect.width() - 24
        shown = metrics.elidedText(words or "", Qt.TextElideMode.ElideRight, width)
        place = QRect(option.rect.left() + 12, top, width, metrics.lineSpacing())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
