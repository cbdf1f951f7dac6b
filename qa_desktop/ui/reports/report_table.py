"""A report's table on the screen: only what is in sight is laid out, however long it is."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from qa_desktop.reports.model import Place, Table
from qa_desktop.texts import Language
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.reports.report_rows import PAD_X, CellPainter, ReportRows

_GUESSED_HEIGHT: Final = 68
_ROWS_A_TURN: Final = 6
"""Rows out of sight that are measured between two frames."""
_HEADING_PAD: Final = 7
_LEAST_SHARE: Final = 7
"""Pixels of a column per unit of its share: below that the table scrolls sideways."""


class ReportTable(QTableView):
    """Enter opens the call of a row, a click on seconds opens it there; the menu names them all."""

    place_chosen = Signal(object)
    """A ``Place`` of a call."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.rows = ReportRows()
        self.rows.setParent(self)
        self._painter = CellPainter(self.rows, self)
        self._unmeasured: set[int] = set()
        self._pressed: Place | None = None
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(self._measure_more)
        self.setModel(self.rows)
        self.setItemDelegate(self._painter)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        sides = self.verticalHeader()
        sides.hide()
        sides.setDefaultSectionSize(_GUESSED_HEIGHT)
        sides.setMinimumSectionSize(0)
        sides.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setMinimumSectionSize(0)
        self.doubleClicked.connect(lambda _index: self._open())
        self.verticalScrollBar().valueChanged.connect(lambda _at: self._measure_seen())

    def show_table(self, table: Table, language: Language) -> None:
        """A report that is read again keeps the row that was chosen, else the first is."""
        chosen, row = self.rows.lead(self.currentIndex().row()), 0
        self.rows.show_table(table, language)
        if chosen is not None and chosen in table.leads:
            row = table.leads.index(chosen)
        if table.rows:
            self.setCurrentIndex(self.rows.index(row, 0))
        self._fit()

    # -- how wide and how high

    def _fit(self) -> None:
        """Columns share the width; rows are measured anew, those in sight at once."""
        shares = [column.share for column in self.rows.table.columns]
        whole = max(self.viewport().width(), _LEAST_SHARE * sum(shares))
        ends = [whole * sum(shares[:n]) // (sum(shares) or 1) for n in range(len(shares) + 1)]
        widths = [end - start for start, end in pairwise(ends)]
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width)
        self._make_room_for_headings(widths)
        self._painter.set_widths(widths)
        self._unmeasured = set(range(self.rows.rowCount()))
        self._measure_seen()

    def _make_room_for_headings(self, widths: list[int]) -> None:
        """They are wrapped as the cells are."""
        heads, wrap = self.horizontalHeader(), int(Qt.TextFlag.TextWordWrap)
        measure = heads.fontMetrics()
        horizontal, heights = Qt.Orientation.Horizontal, [measure.height()]
        for place, width in enumerate(widths):
            room = QRect(0, 0, width - 2 * PAD_X, 1_000)
            words = self.rows.headerData(place, horizontal)
            heights.append(measure.boundingRect(room, wrap, words).height())
        heads.setFixedHeight(max(heights) + 2 * _HEADING_PAD)

    def _measure_seen(self) -> None:
        if not self._unmeasured:
            return
        row, bottom = max(self.rowAt(0), 0), self.viewport().height()
        while row < self.rows.rowCount() and self.rowViewportPosition(row) < bottom:
            self._measure(row)
            row += 1
        self._more.start()

    def _measure_more(self) -> None:
        """What is above keeps what is in sight where it is."""
        top = self.rowAt(0)
        stood = self.rowViewportPosition(top)
        for row in sorted(self._unmeasured)[:_ROWS_A_TURN]:
            self._measure(row)
        moved = self.rowViewportPosition(top) - stood
        if top >= 0 and moved:
            self.updateGeometries()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + moved)
        if self._unmeasured:
            self._more.start()

    def _measure(self, row: int) -> None:
        if row in self._unmeasured:
            self._unmeasured.discard(row)
            self.setRowHeight(row, self._painter.height_of(row))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()
        else:
            self._measure_seen()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
        super().changeEvent(event)

    # -- into the calls

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        lead = self.rows.lead(self.currentIndex().row())
        if lead is not None:
            self.place_chosen.emit(lead)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Also by key: every moment of the row, not the first alone."""
        menu = self.make_menu()
        if menu is not None:
            by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
            corner = self.visualRect(self.currentIndex()).bottomLeft()
            menu.popup(event.globalPos() if by_mouse else self.viewport().mapToGlobal(corner))

    def make_menu(self) -> QMenu | None:
        """None for a row that leads nowhere."""
        row = self.currentIndex().row()
        lead = self.rows.lead(row)
        if lead is None:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(translate("Reports", "Open the call"), self._open)
        places = self.rows.places(row)
        if places:
            menu.addSeparator()
        for words, place in places:
            action = menu.addAction(f"{place.clock}  {words.strip()}".replace("&", "&&"))
            action.triggered.connect(lambda _on=False, place=place: self.place_chosen.emit(place))
        return menu

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = self.place_at(event.position().toPoint()) if left else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if pressed is not None and self.place_at(event.position().toPoint()) == pressed:
            self.place_chosen.emit(pressed)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self.place_at(event.position().toPoint())
        shape = Qt.CursorShape.ArrowCursor if over is None else Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(shape)

    def place_at(self, point: QPoint) -> Place | None:
        """The seconds at a point of the viewport."""
        index = self.indexAt(point)
        if not index.isValid():
            return None
        inside = point - self.visualRect(index).topLeft()
        return self._painter.place_at(index.row(), index.column(), inside.x(), inside.y())
