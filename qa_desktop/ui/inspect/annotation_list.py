"""The annotations of the call as rows: time, letter, words, what they are linked to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from qa_desktop.domain.annotations import Annotation
from qa_desktop.domain.direction import without_turns
from qa_desktop.domain.durations import format_position
from qa_desktop.ui import keys, theme
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.timeline.spoken import kind_name, plain_tip
from qa_desktop.ui.timeline.stamps import paint_badge

ANNOTATION_ROLE = Qt.ItemDataRole.UserRole
LINKED_ROLE = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex
_PADDING = 14
_TIME = 112
_BADGE = 20
_LEAST_HEIGHT = 40
_GAP = 16
_LINKED = 0.25
"""The share of a row that the linked item gets, however long the words are."""


class AnnotationListModel(QAbstractListModel):
    """Annotations in the order of time; ``linked`` names items and competency by id."""

    def __init__(self, parent=None) -> None:
        super().__init__(parent)
        self._annotations: list[Annotation] = []
        self._linked: dict[str, str] = {}

    def set_annotations(
        self, annotations: Sequence[Annotation], linked: Mapping[str, str] | None = None
    ) -> None:
        """Only words changed: the rows stay; otherwise the whole list is new."""
        ordered = sorted(annotations, key=lambda each: (each.span, each.id))
        same_rows = [each.id for each in ordered] == [each.id for each in self._annotations]
        if not same_rows:
            self.beginResetModel()
        self._annotations, self._linked = ordered, dict(linked or {})
        if not same_rows:
            self.endResetModel()
        elif ordered:
            self.dataChanged.emit(self.index(0), self.index(len(ordered) - 1))

    def row_of(self, id: str | None) -> int:
        """-1 if there is none."""
        return next((n for n, each in enumerate(self._annotations) if each.id == id), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._annotations)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._annotations):
            return None
        annotation = self._annotations[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return annotation.text
        if role == Qt.ItemDataRole.ToolTipRole:
            linked = self._linked.get(annotation.id, "")
            return plain_tip("\n".join(part for part in (annotation.text, linked) if part)) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(annotation)
        if role == ANNOTATION_ROLE:
            return annotation
        if role == LINKED_ROLE:
            return self._linked.get(annotation.id, "")
        return None

    def _spoken(self, annotation: Annotation) -> str:
        parts = (
            time_text(annotation),
            kind_name(annotation.kind),
            without_turns(annotation.text),
            self._linked.get(annotation.id, ""),
        )
        return ", ".join(part for part in parts if part)


class AnnotationList(QListView):
    """Rows that follow the timeline's selection; hundreds of them stay quick."""

    annotation_selected = Signal(str)
    annotation_activated = Signal(str)
    """Enter or a double click: the person wants to edit its words."""
    menu_wanted = Signal(str, QPoint)
    """Of the row under the mouse, by key of the chosen one ("" for none); where, in the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("annotation_list")
        self._model = AnnotationListModel(self)
        self._quiet = False
        self._hidden = 0
        self.setModel(self._model)
        self.setItemDelegate(AnnotationDelegate(self))
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(_LEAST_HEIGHT)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.activated.connect(self._on_activated)
        self.retranslate()

    def set_annotations(
        self,
        annotations: Sequence[Annotation],
        linked: Mapping[str, str] | None = None,
        hidden: int = 0,
    ) -> None:
        """Show these; the selected one stays selected if it is still among them. ``hidden``: how
        many more the call has that a filter does not show."""
        self._hidden = hidden
        selected = self.selected()
        self._quiet = True
        self._model.set_annotations(annotations, linked)
        self._quiet = False
        self.set_selected(selected)

    def set_selected(self, id: str | None) -> None:
        """Follow a selection made elsewhere; emits nothing."""
        self._quiet = True
        row = self._model.row_of(id)
        self.setCurrentIndex(self._model.index(row) if row >= 0 else QModelIndex())
        self._quiet = False

    def selected(self) -> str | None:
        annotation = self.currentIndex().data(ANNOTATION_ROLE)
        return annotation.id if annotation is not None else None

    def retranslate(self) -> None:
        self.setAccessibleName(translate("AnnotationList", "Annotations of this call"))
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event) -> None:
        super().paintEvent(event)
        if self._model.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(theme.current().color("muted"))
            painter.drawText(
                self.viewport().rect().adjusted(24, 8, -24, -8),
                Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
                self._why_empty(),
            )
            painter.end()

    def _why_empty(self) -> str:
        if not self._hidden:
            words = translate(
                "AnnotationList", "No annotations yet. Press {keys} where you hear something."
            )
            return words.format(keys=keys.marking_keys())
        words = translate("AnnotationList", "All {count} annotations are hidden. {key} shows them.")
        return words.format(count=self._hidden, key=keys.key_of("show_all_marks"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The right button asks for the menu and goes nowhere: what is heard stays where it is."""
        if event.button() != Qt.MouseButton.RightButton:
            super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        annotation = index.data(ANNOTATION_ROLE)
        at = event.pos() if by_mouse else self.visualRect(index).center()
        self.menu_wanted.emit(
            annotation.id if annotation is not None else "", self.viewport().mapTo(self, at)
        )

    def _on_current_changed(self, current: QModelIndex) -> None:
        annotation = current.data(ANNOTATION_ROLE)
        if annotation is not None and not self._quiet:
            self.annotation_selected.emit(annotation.id)

    def _on_activated(self, index: QModelIndex) -> None:
        self.annotation_activated.emit(index.data(ANNOTATION_ROLE).id)


class AnnotationDelegate(QStyledItemDelegate):
    """One row, painted: ``02:13.4  [B]  words …  linked item``."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, max(round(QFontMetricsF(option.font).height()) + 14, 32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        annotation, colors = index.data(ANNOTATION_ROLE), theme.current()
        rect = QRectF(option.rect)
        painter.save()
        _paint_ground(painter, option, rect, colors)
        row = rect.adjusted(_PADDING, 0, -_PADDING, 0)
        small = theme.ui_font(-0.75)
        painter.setFont(small)
        painter.setPen(colors.color("muted"))
        painter.drawText(row, _LEFT, time_text(annotation))
        badge = QRectF(row.left() + _TIME, row.center().y() - _BADGE / 2, _BADGE, _BADGE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_badge(painter, badge, annotation.kind, colors, theme.ui_font(-1.5))
        words, linked = _first_line(annotation), index.data(LINKED_ROLE)
        room = row.adjusted(_TIME + _BADGE + _GAP, 0, 0, 0)
        if linked:
            free = room.width() - _advance(option.font, words) - _GAP
            linked_width = min(_advance(small, linked), max(free, _LINKED * row.width()))
            painter.setPen(colors.color("muted"))
            _elided(painter, row.adjusted(row.width() - linked_width, 0, 0, 0), linked, small)
            room.setRight(room.right() - linked_width - _GAP)
        painter.setPen(colors.color("ink" if annotation.text else "muted"))
        _elided(painter, room, words, option.font)
        painter.restore()


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _first_line(annotation: Annotation) -> str:
    words = without_turns(" ".join(annotation.text.splitlines()))
    return words or translate("AnnotationList", "No words yet")


def _advance(font: QFont, words: str) -> float:
    """Pixels of ``words``, enough that they are not elided."""
    return QFontMetricsF(font).horizontalAdvance(words) + 1


def _paint_ground(
    painter: QPainter, option: QStyleOptionViewItem, rect: QRectF, colors: theme.Palette
) -> None:
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    painter.fillRect(rect, colors.color("current" if chosen else "pane"))
    painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), colors.color("line"))
    if chosen:
        painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), colors.color("accent"))
    if chosen and option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(QColor(colors.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -1, -2))


def _elided(painter: QPainter, room: QRectF, words: str, font) -> None:
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    painter.drawText(
        room, _LEFT, metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    )


def time_text(annotation: Annotation) -> str:
    """``01:17.0`` of a moment, ``01:52.0–02:09.4`` of a region."""
    ends = (annotation.at_ms, annotation.to_ms)
    return "–".join(format_position(each) for each in ends if each is not None)
