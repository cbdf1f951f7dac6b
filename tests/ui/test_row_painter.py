"""The rows of the list of calls, painted: what is marked, cut off, aligned and coloured."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from qa_desktop.store.calls import CallRow
from qa_desktop.ui import theme
from qa_desktop.ui.calls.call_columns import PLACES
from qa_desktop.ui.calls.list_model import CallListModel, ListedCall
from qa_desktop.ui.calls.row_painter import Column, RowPainter

WIDTH, HEIGHT = 400, 34


def listed(**values: object) -> ListedCall:
    known = {field.name: None for field in fields(CallRow)}
    return ListedCall(CallRow(**{**known, "n": 0, "id": "call", "status": "new", **values}))


class Canvas:
    """A list of one call, its rows painted 400 pixels wide."""

    def __init__(self, call: ListedCall | None) -> None:
        self.model = CallListModel()
        self.model.set_numbers(np.zeros(1, np.int32))
        if call is not None:
            self.model.take([0], [call])
        self.painter = RowPainter(self.model)
        self.font = QFont()

    def paint(self, *columns: Column, selected: bool = False) -> QImage:
        image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
        image.fill(theme.current().color("pane"))
        painter = QPainter(image)
        painter.setFont(self.font)
        rows = [(0, QRect(0, 0, WIDTH, HEIGHT))]
        self.painter.paint(painter, columns, rows, {0} if selected else set())
        painter.end()
        return image


def across(image: QImage, color: QColor) -> list[int]:
    """The columns of pixels in which this very colour stands."""
    return [
        x
        for x in range(image.width())
        if any(image.pixelColor(x, y) == color for y in range(image.height() - 1))
    ]


def inked(image: QImage) -> list[int]:
    """The columns of pixels with something dark in them."""
    return [
        x
        for x in range(image.width())
        if any(image.pixelColor(x, y).lightness() < 120 for y in range(image.height() - 1))
    ]


@pytest.fixture(autouse=True)
def light(english_and_light):
    return english_and_light


def mark_color() -> QColor:
    return theme.current().color("weakness_soft")


def test_a_searched_word_is_marked_where_it_stands() -> None:
    canvas = Canvas(listed(serial="S20260412000123"))
    column = Column(PLACES["serial"], 0, WIDTH)
    assert across(canvas.paint(column), mark_color()) == []
    canvas.model.set_numbers(canvas.model.numbers, ("0412",))
    canvas.model.take([0], [listed(serial="S20260412000123")])
    marked = across(canvas.paint(column), mark_color())
    advance = canvas.painter._metrics.horizontalAdvance
    assert marked[0] == 9 + advance("S2026")
    assert marked[-1] + 1 == 9 + advance("S20260412")
    canvas.model.set_numbers(canvas.model.numbers, ("no such",))
    canvas.model.take([0], [listed(serial="S20260412000123")])
    assert across(canvas.paint(column), mark_color()) == []


def test_a_column_that_is_not_searched_is_never_marked() -> None:
    canvas = Canvas(listed(started="2026-04-12T08:15:00", serial="x"))
    canvas.model.set_numbers(canvas.model.numbers, ("4",))
    canvas.model.take([0], [listed(started="2026-04-12T08:15:00", serial="x")])
    image = canvas.paint(Column(PLACES["started"], 0, WIDTH))
    assert inked(image) and across(image, mark_color()) == []


def test_a_mark_that_would_be_cut_off_is_brought_into_sight() -> None:
    long = f"{'recording-' * 12}0412-end"
    canvas = Canvas(listed(serial=long))
    canvas.model.set_numbers(canvas.model.numbers, ("0412",))
    canvas.model.take([0], [listed(serial=long)])
    marked = across(canvas.paint(Column(PLACES["serial"], 0, 200)), mark_color())
    assert marked and marked[-1] < 200 - 9


def test_a_long_text_ends_inside_its_column() -> None:
    canvas = Canvas(listed(serial="W" * 200))
    ink = inked(canvas.paint(Column(PLACES["serial"], 0, 160)))
    assert 100 < ink[-1] < 160 - 9 + 1


def test_figures_stand_at_the_right_and_words_at_the_left() -> None:
    canvas = Canvas(listed(duration_ms=65_000, business="宽带"))
    duration = inked(canvas.paint(Column(PLACES["duration"], 0, 200)))
    assert 200 - 9 - 3 <= duration[-1] < 200 - 9 + 1
    assert 9 <= inked(canvas.paint(Column(PLACES["business"], 0, 200)))[0] <= 9 + 4


def test_a_selected_row_lies_on_its_own_colour_and_is_read_in_ink() -> None:
    canvas = Canvas(listed(status="new"))
    column = Column(PLACES["status"], 0, WIDTH)
    colors = theme.current()
    plain, chosen = canvas.paint(column), canvas.paint(column, selected=True)
    assert plain.pixelColor(WIDTH - 1, 2) == colors.color("pane")
    assert chosen.pixelColor(WIDTH - 1, 2) == colors.color("current")
    assert across(plain, colors.color("accent")) and not across(chosen, colors.color("accent"))
    assert plain.pixelColor(5, HEIGHT - 1) == colors.color("line")


def test_a_row_that_is_still_being_read_is_empty_and_is_asked_for() -> None:
    canvas = Canvas(None)
    assert inked(canvas.paint(Column(PLACES["serial"], 0, WIDTH))) == []
    assert canvas.model._missing == {0}


def test_another_font_is_measured_anew() -> None:
    canvas = Canvas(listed(duration_ms=65_000))
    column = Column(PLACES["duration"], 0, 200)
    small = inked(canvas.paint(column))
    canvas.font.setPointSizeF(canvas.font.pointSizeF() * 1.5)
    large = inked(canvas.paint(column))
    assert large[0] < small[0] and abs(large[-1] - small[-1]) <= 3
