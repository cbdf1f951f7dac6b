"""Badges painted once and copied from then on: a crowd of flags is hundreds of them per frame."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap

from qa_desktop.ui import theme
from qa_desktop.ui.timeline.flags import LETTERS

CORNER: Final = 4.0
_MOST: Final = 64
_stamps: dict[tuple[object, ...], QPixmap] = {}


def paint_badge(
    painter: QPainter,
    rect: QRectF,
    kind: str,
    colors: theme.Palette,
    font: QFont,
    filled: bool = False,
) -> None:
    """The letter of a kind on its colour; also used by the annotation list."""
    strong, soft = colors.kind(kind)
    bold = QFont(font)
    bold.setWeight(QFont.Weight.Bold)
    painter.setFont(bold)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(strong if filled else soft)
    painter.drawRoundedRect(rect, CORNER, CORNER)
    painter.setPen(QColor(colors.pane) if filled else strong)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, LETTERS[kind])


def stamp_badge(
    painter: QPainter,
    rect: QRectF,
    kind: str,
    colors: theme.Palette,
    font: QFont,
    ratio: float,
    filled: bool = False,
) -> None:
    """The same on whole pixels, from a picture of it; ``ratio`` is device pixels per pixel."""
    key = (kind, colors.name, font.key(), ratio, rect.width(), rect.height(), filled)
    stamp = _stamps.get(key)
    if stamp is None:
        if len(_stamps) >= _MOST:
            _stamps.clear()
        stamp = _stamps[key] = _painted(rect, kind, colors, font, ratio, filled)
    painter.drawPixmap(QPointF(round(rect.left()), round(rect.top())), stamp)


def _painted(
    rect: QRectF, kind: str, colors: theme.Palette, font: QFont, ratio: float, filled: bool
) -> QPixmap:
    size = QSize(math.ceil(rect.width() * ratio), math.ceil(rect.height() * ratio))
    pixmap = QPixmap(size)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    own = QRectF(0, 0, rect.width(), rect.height())
    paint_badge(painter, own, kind, colors, font, filled)
    painter.end()
    return pixmap
