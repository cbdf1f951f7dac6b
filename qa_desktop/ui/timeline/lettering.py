"""Words as pixels: laid out and painted once, then only copied.

Drawing a text costs Qt as much as drawing the badge of a hundred flags; and what is copied to whole
pixels looks the same wherever it stands. Words have an opaque ground, so that they are smoothed as
all words on this screen are.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from qa_desktop.ui.timeline.scene import Scene

_MOST: Final = 768
"""Words that are kept of each look."""
_MOST_LOOKS: Final = 32
_AIR: Final = 1
"""Logical pixels around words: some letters lean over their room."""


class Stamp(NamedTuple):
    """Device pixels, rows first; ``ascent`` of them are above the line on which words stand."""

    pixels: np.ndarray
    ascent: int


_Look = tuple[str, str, int, float]
_stamps: dict[_Look, dict[str, Stamp]] = {}
"""Font and colours of words → what was painted in them."""


def stamp_of(text: str, scene: Scene, ink: str, ground: int) -> Stamp:
    """The words in the font of the scene, begun ``_AIR`` from the left."""
    look = (scene.look, ink, ground, scene.ratio)
    known = _stamps.get(look)
    if known is None:
        if len(_stamps) >= _MOST_LOOKS:
            _stamps.clear()
        known = _stamps[look] = {}
    stamp = known.get(text)
    if stamp is None:
        if len(known) >= _MOST:
            known.clear()
        stamp = known[text] = _painted(text, scene, scene.colors.color(ink), QColor(ground))
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
    rows, columns = stamp.shape
    bottom, right = top + rows, left + columns
    if top < 0 or left < 0 or bottom > height or right > width:
        stamp = stamp[max(-top, 0) : max(height - top, 0), max(-left, 0) : max(width - left, 0)]
        top, left = max(top, 0), max(left, 0)
        bottom, right = top + stamp.shape[0], left + stamp.shape[1]
    pixels[top:bottom, left:right] = stamp


def _painted(text: str, scene: Scene, ink: QColor, ground: QColor) -> Stamp:
    ratio, face = scene.ratio, scene.face
    width = round((face.width_of(text) + 2 * _AIR) * ratio) + 1
    ascent = round(face.ascent * ratio)
    height = ascent + round(face.descent * ratio)
    pad = _pad_of(width, height)
    pad.image.setDevicePixelRatio(ratio)
    painter = QPainter(pad.image)
    painter.fillRect(QRectF(0, 0, width / ratio + 1, height / ratio + 1), ground)
    painter.setFont(face.font)
    painter.setPen(ink)
    painter.drawText(QPointF(_AIR, ascent / ratio), text)
    painter.end()
    return Stamp(pad.pixels[:height, :width].copy(), ascent)


class _Pad(NamedTuple):
    """Paper for one stamp after the other: to begin a new picture costs more than the words."""

    pixels: np.ndarray
    image: QImage

    @staticmethod
    def blank(width: int, height: int) -> _Pad:
        pixels = np.zeros((height, width), np.uint32)
        # the image borrows the array's memory; both live in this tuple
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        return _Pad(pixels, image)


_pads: list[_Pad] = []


def _pad_of(width: int, height: int) -> _Pad:
    """The one that there is, or a larger one."""
    if not _pads or _pads[0].pixels.shape[0] < height or _pads[0].pixels.shape[1] < width:
        had = _pads[0].pixels.shape if _pads else (0, 0)
        _pads[:] = [_Pad.blank(max(width, had[1]), max(height, had[0]))]
    return _pads[0]
