"""Paints a row of the library in two lines: whose call it is, and why it was found or is here."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from qa_desktop.domain.agents import agent_words
from qa_desktop.domain.durations import format_duration
from qa_desktop.domain.folding import found_spans
from qa_desktop.domain.masking import mask_in_text
from qa_desktop.ui import theme
from qa_desktop.ui.library.reading import LibraryRow
from qa_desktop.ui.library.rows_model import ROW_ROLE, LibraryModel
from qa_desktop.ui.library.words import TAG_KINDS, reason_text, span_text, stars_text
from qa_desktop.ui.words import moment_text, score_text, with_sign

ROW: Final = 56
_LEFT: Final = 12
_GAP: Final = 12
_BAND: Final = 4
_MOST_TAGS: Final = 4


class RowDelegate(QStyledItemDelegate):
    def __init__(self, model: LibraryModel) -> None:
        super().__init__(model)
        self._model = model

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(320, ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        colors, room = theme.current(), option.rect
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(room, colors.color("current" if is_chosen else "pane"))
        painter.fillRect(room.left(), room.bottom(), room.width(), 1, colors.color("line"))
        row = index.data(ROW_ROLE)
        if row is None:
            return
        painter.save()
        painter.setFont(option.font)
        inner = room.adjusted(_LEFT, 6, -_LEFT, -6)
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        lower = upper.translated(0, upper.height())
        self._band(painter, room, row)
        self._facts(painter, option.fontMetrics, upper, row)
        self._why(painter, option.fontMetrics, lower, row)
        painter.restore()

    def _band(self, painter: QPainter, room: QRect, row: LibraryRow) -> None:
        """The shelf at the left edge; the letter beside the name says it as well."""
        if row.entry is not None and row.entry.shelf is not None:
            kind = "strength" if row.entry.shelf == "good" else "weakness"
            band = QRect(room.left(), room.top(), _BAND, room.height() - 1)
            painter.fillRect(band, theme.current().color(kind))

    def _facts(
        self, painter: QPainter, metrics: QFontMetrics, room: QRect, row: LibraryRow
    ) -> None:
        call, entry = row.call, row.entry
        right = room.right()
        for text, color in self._at_the_end(row):
            width = metrics.horizontalAdvance(text)
            _text(painter, QRect(right - width, room.top(), width + 2, room.height()), text, color)
            right -= width + _GAP
        left = room.left()
        mark = {"good": "✓", "bad": "✗"}.get(entry.shelf or "" if entry else "", "")
        kind = {"✓": "strength", "✗": "weakness"}.get(mark, "ink")
        parts = [
            (mark, kind),
            (agent_words(call.agent_number, call.agent_name), "ink"),
            (call.team or "", "muted"),
            (_started(call.started), "muted"),
            (mask_in_text(call.serial or "", call.customer_number), "muted"),
        ]
        for text, color in parts:
            if text and left < right:
                shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, right - left)
                width = metrics.horizontalAdvance(shown)
                here = QRect(left, room.top(), width + 2, room.height())
                self._marks(painter, metrics, here, shown)
                _text(painter, here, shown, color)
                left += width + _GAP

    def _at_the_end(self, row: LibraryRow) -> list[tuple[str, str]]:
        call, entry = row.call, row.entry
        score = ""
        if call.shown_evaluation:
            told = score_text(call.published_hundredths, call.no_score)
            score = with_sign(told, passed=call.passed)
        color = "muted" if call.passed is None else "strength" if call.passed else "critical"
        length = span_text(entry) or (format_duration(call.duration_ms) if call.duration_ms else "")
        stars = stars_text(entry.stars) if entry is not None else ""
        parts = [(length, "muted"), (score, color), (stars, "weakness")]
        return [(text, color) for text, color in parts if text]

    def _why(self, painter: QPainter, metrics: QFontMetrics, room: QRect, row: LibraryRow) -> None:
        right = room.right()
        for tag in reversed(row.tags[:_MOST_TAGS]):
            width = min(metrics.horizontalAdvance(tag.name) + 16, 140)
            chip = QRect(right - width, room.top() + 2, width, room.height() - 4)
            _chip(painter, metrics, chip, tag.name, TAG_KINDS.get(tag.colour, "note"))
            right -= width + 6
        words = self._model.words
        told = [reason_text(reason, words) for reason in row.reasons]
        if not told and row.entry is not None:
            told = [part for part in (row.entry.why, " ".join(row.entry.note.split())) if part]
        if not told and row.call.business:
            told = [row.call.business]
        text = " · ".join(told)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, right - room.left() - _GAP)
        here = QRect(room.left(), room.top(), right - room.left(), room.height())
        self._marks(painter, metrics, here, shown)
        _text(painter, here, shown, "ink" if row.reasons else "muted")

    def _marks(self, painter: QPainter, metrics: QFontMetrics, room: QRect, text: str) -> None:
        """Soft paint behind the searched words."""
        soft = theme.current().color("weakness_soft")
        for start, end in found_spans(text, self._model.words) if self._model.words else ():
            left = metrics.horizontalAdvance(text[:start])
            width = metrics.horizontalAdvance(text[:end]) - left
            height = metrics.height()
            top = room.top() + (room.height() - height) // 2
            painter.fillRect(room.left() + left, top, width, height, soft)


def _text(painter: QPainter, room: QRect, text: str, color: str) -> None:
    painter.setPen(theme.current().color(color))
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def _chip(painter: QPainter, metrics: QFontMetrics, room: QRect, text: str, kind: str) -> None:
    colors = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(colors.color(kind))
    painter.setBrush(colors.color("pane"))
    painter.drawRoundedRect(room, 8, 8)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width() - 12)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, shown)


def _started(started: str | None) -> str:
    try:
        return moment_text(datetime.fromisoformat(started)) if started else ""
    except ValueError:  # what another machine signed may be any text
        return started or ""
