"""Badges painted once and copied from then on: a crowd of flags is hundreds of them per frame."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from qa_desktop.ui import theme
from qa_desktop.ui.timeline.flags import BADGE, LETTERS

CORNER: Final = 4.0
_MOST: Final = 64
_stamps: dict[tuple[object, ...], np.ndarray] = {}


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


def stamped(kind: str, colors: theme.Palette, font: QFont, ratio: float) -> np.ndarray:
    """The pixels of a badge of ``BADGE`` logical pixels, premultiplied ARGB, rows first."""
    key = (kind, colors.name, font.key(), ratio)
    stamp = _stamps.get(key)
    if stamp is None:
        if len(_stamps) >= _MOST:
            _stamps.clear()
        stamp = _stamps[key] = _painted(kind, colors, font, ratio)
    return stamp


def _painted(kind: str, colors: theme.Palette, font: QFont, ratio: float) -> np.ndarray:
    side = round(BADGE * ratio)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_badge(painter, QRectF(0, 0, BADGE, BADGE), kind, colors, font)
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint32, side * side)
    return pixels.reshape(side, side).copy()
