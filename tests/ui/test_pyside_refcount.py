"""PySide6 6.12.0 on Python 3.11 loses references to ``None`` in QPainter and QImage calls.

Each such call took one reference too many from ``None``; after some ten thousand the interpreter
aborted. pyproject.toml therefore demands ``PySide6 < 6.12``; this test must prove a newer release
before the bound is lifted. It looks after every few hundred calls so that it fails, not crashes.
"""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

_ROUNDS = 100
_CALLS_PER_ROUND = 200
# The interpreter itself makes and drops a few references to None meanwhile.
_NOISE = 60


def _paint(painter: QPainter) -> None:
    painter.fillRect(QRectF(0, 0, 2, 2), QColor("red"))


def _set_pen(painter: QPainter) -> None:
    painter.setPen(Qt.GlobalColor.black)


def _draw_line(painter: QPainter) -> None:
    painter.drawLine(QPointF(0, 0), QPointF(3, 3))


def _save_and_restore(painter: QPainter) -> None:
    painter.save()
    painter.restore()


@pytest.mark.parametrize("call", [_paint, _set_pen, _draw_line, _save_and_restore])
def test_painter_calls_leave_the_reference_count_of_none_alone(qapp, call) -> None:
    image = QImage(4, 4, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    try:
        assert _drift(lambda: call(painter)) < _NOISE
    finally:
        painter.end()


def test_image_calls_leave_the_reference_count_of_none_alone(qapp) -> None:
    image = QImage(4, 4, QImage.Format.Format_ARGB32_Premultiplied)
    assert _drift(lambda: image.fill(0)) < _NOISE
    assert _drift(lambda: image.setDevicePixelRatio(1.0)) < _NOISE


def _drift(call) -> int:
    """How far ``sys.getrefcount(None)`` moves, at most, over 20,000 calls; stops at once when it
    has moved beyond the noise."""
    call()
    before = sys.getrefcount(None)
    worst = 0
    for _ in range(_ROUNDS):
        for _ in range(_CALLS_PER_ROUND):
            call()
        worst = max(worst, abs(sys.getrefcount(None) - before))
        if worst >= _NOISE:
            break
    return worst
