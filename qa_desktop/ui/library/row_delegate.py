"""Paints a row of the library in two lines: whose call it is, and why it was found or is here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from qa_desktop.domain.agents import agent_words
from qa_desktop.domain.durations import format_duration
from qa_desktop.domain.folding import found_spans
from qa_desktop.domain.masking import mask_in_text
from qa_desktop.ui import i18n, theme
from qa_desktop.ui.library.reading import Key, LibraryRow
from qa_desktop.ui.library.rows_model import LibraryModel
from qa_desktop.ui.library.words import TAG_KINDS, reason_text, span_text, stars_text
from qa_desktop.ui.words import score_text, started_text, with_sign

ROW: Final = 56
_LEFT: Final = 12
_GAP: Final = 12
_BAND: Final = 4
_MOST_TAGS: Final = 4
_ABOVE: Final = 6
_MOST_LINES: Final = 500


@dataclass
class _Line:
    """A row as it is painted, in pixels from its left and upper end."""

    row: LibraryRow
    texts: list[tuple[int, int, str, str]] = field(default_factory=list)
    """(from, base line, text, colour)."""
    marks: list[tuple[int, int, int]] = field(default_factory=list)
    """(from, base line, width) of the searched words."""
    chips: list[tuple[QRect, int, int, str, str]] = field(default_factory=list)
    """(outline, from, base line, text, colour) of tags."""


class RowDelegate(QStyledItemDelegate):
    """A row is laid out once and then painted as it is: most of the time goes into measuring."""

    def __init__(self, model: LibraryModel) -> None:
        super().__init__(model)
        self._model = model
        self._lines: dict[Key, _Line] = {}
        self._arranged: tuple[object, ...] = ()
        self._metrics = QFontMetrics(QFont())
        self._widths: dict[str, int] = {}

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
        row = self._model.row(index.row())
        if row is None:
            return
        if row.entry is not None and row.entry.shelf is not None:
            # the shelf at the left edge; the sign beside the name says it as well
            kind = "strength" if row.entry.shelf == "good" else "weakness"
            painter.fillRect(room.left(), room.top(), _BAND, room.height() - 1, colors.color(kind))
        painter.save()
        painter.setFont(option.font)
        self._paint_line(painter, room, self._line(option, row))
        painter.restore()

    def _paint_line(self, painter: QPainter, room: QRect, line: _Line) -> None:
        colors, left, top = theme.current(), room.left(), room.top()
        ascent, height = self._metrics.ascent(), self._metrics.height()
        for at, base, width in line.marks:
            soft = colors.color("weakness_soft")
            painter.fillRect(left + at, top + base - ascent, width, height, soft)
        pen = ""
        for at, base, text, color in line.texts:
            if color != pen:
                painter.setPen(colors.color(pen := color))
            painter.drawText(left + at, top + base, text)
        if line.chips:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for outline, at, base, text, kind in line.chips:
            painter.setPen(colors.color(kind))
            painter.drawRoundedRect(outline.translated(left, top), 8, 8)
            painter.drawText(left + at, top + base, text)

    # -- laying out

    def _line(self, option: QStyleOptionViewItem, row: LibraryRow) -> _Line:
        width = option.rect.width()
        # a copy: the option's own font goes with it
        arranged = (QFont(option.font), width, self._model.words, i18n.catalogue_language())
        if arranged != self._arranged or len(self._lines) > _MOST_LINES:
            self._arranged = arranged
            self._lines.clear()
            self._metrics = QFontMetrics(option.font)
            self._widths.clear()
        line = self._lines.get(row.key)
        if line is None or line.row is not row:
            line = self._lines[row.key] = _Line(row)
            half = (ROW - 2 * _ABOVE) // 2
            self._put_facts(line, QRect(_LEFT, _ABOVE, width - 2 * _LEFT, half))
            self._put_why(line, QRect(_LEFT, _ABOVE + half, width - 2 * _LEFT, half))
        return line

    def _put_facts(self, line: _Line, room: QRect) -> None:
        row, base = line.row, self._base(room)
        call, entry = row.call, row.entry
        right = room.right()
        for text, color in _at_the_end(row):
            width = self._width(text)
            line.texts.append((right - width, base, text, color))
            right -= width + _GAP
        left = room.left()
        mark = {"good": "✓", "bad": "✗"}.get(entry.shelf or "" if entry else "", "")
        kind = {"✓": "strength", "✗": "weakness"}.get(mark, "ink")
        parts = [
            (mark, kind),
            (agent_words(call.agent_number, call.agent_name), "ink"),
            (call.team or "", "muted"),
            (started_text(call.started), "muted"),
            (mask_in_text(call.serial or "", call.customer_number), "muted"),
        ]
        for text, color in parts:
            if text and left < right:
                left += self._put(line, left, base, right - left, text, color) + _GAP

    def _put_why(self, line: _Line, room: QRect) -> None:
        row, right = line.row, room.right()
        for tag in reversed(row.tags[:_MOST_TAGS]):
            width = min(self._width(tag.name) + 16, 140)
            chip = QRect(right - width, room.top() + 2, width, room.height() - 4)
            shown = self._fitted(tag.name, width - 12)
            left = chip.left() + (width - self._width(shown)) // 2
            kind = TAG_KINDS.get(tag.colour, "note")
            line.chips.append((chip, left, self._base(chip), shown, kind))
            right -= width + 6
        words = self._model.words
        told = [reason_text(reason, words) for reason in row.reasons]
        if not told and row.entry is not None:
            told = [part for part in (row.entry.why, " ".join(row.entry.note.split())) if part]
        if not told and row.call.business:
            told = [row.call.business]
        color = "ink" if row.reasons else "muted"
        space = right - room.left() - _GAP
        self._put(line, room.left(), self._base(room), space, " · ".join(told), color)

    def _put(self, line: _Line, left: int, base: int, space: int, text: str, color: str) -> int:
        """A text with the searched words marked; gives its width."""
        shown = self._fitted(text, space)
        line.texts.append((left, base, shown, color))
        for start, end in found_spans(shown, self._model.words) if self._model.words else ():
            begins = self._width(shown[:start])
            line.marks.append((left + begins, base, self._width(shown[:end]) - begins))
        return self._width(shown)

    def _base(self, room: QRect) -> int:
        """The base line of a text in the middle."""
        metrics = self._metrics
        return room.top() + (room.height() + metrics.ascent() - metrics.descent()) // 2

    def _width(self, text: str) -> int:
        width = self._widths.get(text)
        if width is None:
            width = self._widths[text] = self._metrics.horizontalAdvance(text)
        return width

    def _fitted(self, text: str, space: int) -> str:
        if self._width(text) <= space:
            return text
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, space)


def _at_the_end(row: LibraryRow) -> list[tuple[str, str]]:
    """Length, score and stars, from right to left."""
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
