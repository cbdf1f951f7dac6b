"""Paints the rows of the list in sight, with the searched words marked.

Qt would ask the model for eight things of every cell and lay each text out anew: 30 ms a screen.
Here a text is measured once and then drawn as it is; a screen takes a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from qa_desktop.domain.folding import found_spans
from qa_desktop.ui import theme
from qa_desktop.ui.calls.call_columns import COLUMNS
from qa_desktop.ui.calls.list_model import CallListModel, ListedCall

_PADDING: Final = 9
_KEPT: Final = 20_000
_MOST_LINES: Final = 1_000
_BEFORE_MARK: Final = 8
"""Letters shown before a mark that would be cut off."""


@dataclass(frozen=True)
class Column:
    """Where the cells of a column stand, in pixels."""

    place: int
    left: int
    width: int


@dataclass(frozen=True)
class _Cell:
    """A text as it fits; ``marks`` are (from, width) of the searched words in it, in pixels."""

    text: str
    width: int
    marks: tuple[tuple[int, int], ...] = ()


@dataclass
class _Line:
    """A row as it is painted: (from, text, colour) of its cells, and (from, width) of the searched
    words in all of them, in pixels from the left end."""

    listed: ListedCall
    texts: list[tuple[int, str, str]] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)


class RowPainter:
    def __init__(self, model: CallListModel) -> None:
        self._model = model
        self._font = QFont()
        self._metrics = QFontMetrics(self._font)
        self._words: tuple[str, ...] = ()
        self._plain: dict[tuple[str, int], _Cell] = {}
        self._marked: dict[tuple[str, int], _Cell | None] = {}
        """None for a text without a searched word: it is among the plain ones."""
        self._lines: dict[int, _Line] = {}
        """By call number, of ``_arranged`` columns."""
        self._arranged: tuple[object, ...] = ()

    def paint(
        self,
        painter: QPainter,
        columns: Sequence[Column],
        rows: Iterable[tuple[int, QRect]],
        selected: set[int],
    ) -> None:
        """``rows`` with the rectangle of each; ``selected`` has the numbers of selected ones."""
        self._prepare(painter.font(), columns)
        colors = theme.current()
        line, current = colors.color("line"), colors.color("current")
        for row, room in rows:
            if row in selected:
                painter.fillRect(room, current)
            painter.fillRect(room.left(), room.bottom(), room.width(), 1, line)
            self._paint_texts(painter, columns, row, room, row in selected)

    def _prepare(self, font: QFont, columns: Sequence[Column]) -> None:
        words, kept = self._model.words, len(self._plain) + len(self._marked)
        arranged = (self._model.spoken, *((at.place, at.left - columns[0].left, at.width)
                                          for at in columns))  # fmt: skip
        if arranged != self._arranged or len(self._lines) > _MOST_LINES:
            self._arranged = arranged
            self._lines.clear()
        is_other = font != self._font
        if is_other or words != self._words or kept > _KEPT:
            self._words = words
            self._marked.clear()
            self._lines.clear()
        if is_other or kept > _KEPT:
            self._font, self._metrics = font, QFontMetrics(font)
            self._plain.clear()
            self._lines.clear()

    def _paint_texts(
        self, painter: QPainter, columns: Sequence[Column], row: int, room: QRect, selected: bool
    ) -> None:
        listed = self._model.listed(row)
        if listed is None:
            return
        line = self._lines.get(listed.row.n)
        if line is None or line.listed is not listed:
            line = self._lines[listed.row.n] = self._line(columns, listed)
        colors, metrics = theme.current(), self._metrics
        base = room.top() + (room.height() - 1 + metrics.ascent() - metrics.descent()) // 2
        for start, width in line.marks:
            mark = QRect(room.left() + start, base - metrics.ascent(), width, metrics.height())
            painter.fillRect(mark, colors.color("weakness_soft"))
        pen, draw, left = "", painter.drawText, room.left()
        for start, text, color in line.texts:
            wanted = "ink" if selected else color
            if wanted != pen:
                painter.setPen(colors.color(pen := wanted))
            draw(left + start, base, text)

    def _line(self, columns: Sequence[Column], listed: ListedCall) -> _Line:
        line, first = _Line(listed), columns[0].left
        for column in columns:
            text = self._model.text(listed, column.place)
            if not text:
                continue
            kind = COLUMNS[column.place]
            cell = self._cell(text, column.width - 2 * _PADDING, kind.is_found)
            spare = column.width - 2 * _PADDING - cell.width if kind.is_number else 0
            left = column.left - first + _PADDING + max(spare, 0)
            line.texts.append((left, cell.text, kind.color(listed.row) or "ink"))
            line.marks += [(left + start, width) for start, width in cell.marks]
        return line

    def _cell(self, text: str, room: int, is_found: bool) -> _Cell:
        key = (text, room)
        if is_found and self._words:
            if key not in self._marked:
                spans = found_spans(text, self._words)
                self._marked[key] = self._fitted(text, room, spans) if spans else None
            marked = self._marked[key]
            if marked is not None:
                return marked
        plain = self._plain.get(key)
        if plain is None:
            plain = self._plain[key] = self._fitted(text, room, [])
        return plain

    def _fitted(self, text: str, room: int, spans: Sequence[tuple[int, int]]) -> _Cell:
        """Cut off at the end; where the first mark would be, at the beginning as well."""
        advance = self._metrics.horizontalAdvance
        width = advance(text)
        if width > room:
            if spans and advance(text[: spans[0][1]]) > room:
                cut = max(spans[0][0] - _BEFORE_MARK, 0)
                text, spans = f"…{text[cut:]}", [(a - cut + 1, b - cut + 1) for a, b in spans]
            text = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            width = advance(text)
        edges = [(advance(text[:start]), advance(text[:end])) for start, end in spans]
        return _Cell(text, width, tuple((a, b - a) for a, b in edges if b > a))
