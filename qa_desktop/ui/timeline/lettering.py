"""Words as pixels: laid out and painted once, then only copied.

Drawing a text costs Qt as much as drawing the badge of a hundred flags; and what is copied to whole
pixels looks the same wherever it stands. Words have an opaque ground, so that they are smoothed as
all words on this screen are.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from qa_desktop.ui.timeline.scene import Scene

_MOST: Final = 768
_AIR: Final = 1
"""Logical pixels around words: some letters lean over their room."""


class Stamp(NamedTuple):
    """Device pixels, rows first; ``ascent`` of them are above the line on which words stand."""

    pixels: np.ndarray
    ascent: int


_stamps: dict[tuple[str, str, str, int, float], Stamp] = {}


def stamp_of(text: str, scene: Scene, ink: str, ground: int) -> Stamp:
    """The words in the font of the scene, begun ``_AIR`` from the left."""
    key = (text, scene.face.key, scene.colors.name + ink, ground, scene.ratio)
    stamp = _stamps.get(key)
    if stamp is None:
        if len(_stamps) >= _MOST:
            _stamps.clear()
        stamp = _stamps[key] = _painted(text, scene, scene.colors.color(ink), QColor(ground))
    return stamp


def write(
    pixels: np.ndarray, x: float, baseline: float, text: str, scene: Scene, ink: str, ground: int
) -> None:
    """Put words into ``pixels``, on a line at ``baseline`` from ``x``, both in logical pixels and
    moved to the nearest whole ones of the screen. ``ink`` is a colour of the
    theme, ``ground`` RGB."""
    stamp = stamp_of(text, scene, ink, ground)
    left, top = round((x - _AIR) * scene.ratio), round(baseline * scene.ratio) - stamp.ascent
    put(pixels, stamp.pixels, left, top)


def put(pixels: np.ndarray, stamp: np.ndarray, left: int, top: int) -> None:
    """Copy ``stamp`` to a place in device pixels, as far as it is inside."""
    height, width = pixels.shape
    from_y, from_x = max(-top, 0), max(-left, 0)
    piece = stamp[from_y : max(height - top, 0), from_x : max(width - left, 0)]
    rows, columns = piece.shape
    y, x = top + from_y, left + from_x
    pixels[y : y + rows, x : x + columns] = piece


def _painted(text: str, scene: Scene, ink: QColor, ground: QColor) -> Stamp:
    ratio, face = scene.ratio, scene.face
    width = round((face.width_of(text) + 2 * _AIR) * ratio) + 1
    ascent = round(face.ascent * ratio)
    height = ascent + round(face.descent * ratio)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(ground)
    painter = QPainter(image)
    painter.setFont(face.font)
    painter.setPen(ink)
    painter.drawText(QPointF(_AIR, ascent / ratio), text)
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint32, width * height)
    return Stamp(pixels.reshape(height, width).copy(), ascent)
