"""The ground of the lanes: regions as tinted bands, moments as thin lines.

One row of pixels is mixed and copied down the whole height: hundreds of marks cost no more than
one, which translucent rectangles over each other do not.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtGui import QColor, QImage, QPainter

from qa_desktop.domain.annotations import KINDS
from qa_desktop.ui.timeline.flags import Flag
from qa_desktop.ui.timeline.scene import Scene

_BAND: Final = 0.08
_LINE: Final = 0.5
_CHOSEN_BAND: Final = 0.1
_CHOSEN_LINE: Final = 0.9
_EDGE: Final = 3
"""Logical pixels of full colour along the top of a band."""


def paint_bands(painter: QPainter, scene: Scene) -> None:
    """Bands and lines of all that is in view; the selected one is stronger.

    Those of one kind that overlap are one: a crowd stays legible.
    """
    if not scene.flags:
        return
    body = scene.geometry.body
    row = _Row(scene, round(body.width() * scene.ratio))
    for kind in KINDS:
        row.tint_kind(kind, [flag for flag in scene.flags if flag.annotation.kind == kind])
    for flag in scene.flags:
        if flag.annotation.id == scene.selected:
            row.tint_chosen(flag)
    _draw(painter, scene, row.edge, body.top(), _EDGE)
    _draw(painter, scene, row.ground, body.top() + _EDGE, body.height() - _EDGE)


class _Row:
    """A row of device pixels, as wide as the body: the ground, and the edge above it."""

    def __init__(self, scene: Scene, width: int) -> None:
        self._scene = scene
        self.ground = np.tile(_rgb(scene.colors.color("pane")), (width, 1))
        self.edge = self.ground.copy()

    def tint_kind(self, kind: str, flags: list[Flag]) -> None:
        color = _rgb(self._scene.colors.color(kind))
        bands = np.zeros(len(self.ground), bool)
        lines = bands.copy()
        for flag in flags:
            if flag.annotation.to_ms is None:
                lines[self._pixels(flag.x, 1)] = True
            else:
                bands[self._pixels(flag.x, max(flag.to_x - flag.x, 1.5))] = True
        self._mix(self.ground, bands, color, _BAND)
        self.edge[bands] = color
        for row in (self.ground, self.edge):
            self._mix(row, lines, color, _LINE)

    def tint_chosen(self, flag: Flag) -> None:
        color = _rgb(self._scene.colors.color(flag.annotation.kind))
        if flag.annotation.to_ms is None:
            pixels = self._pixels(flag.x, 2)
            self._mix(self.ground, pixels, color, _CHOSEN_LINE)
            self._mix(self.edge, pixels, color, _CHOSEN_LINE)
        else:
            pixels = self._pixels(flag.x, flag.to_x - flag.x)
            self._mix(self.ground, pixels, color, _CHOSEN_BAND)
            self.edge[pixels] = color

    def _pixels(self, x: float, width: float) -> slice:
        """At least one device pixel, where any of it is on screen."""
        left, ratio = round(x), self._scene.ratio
        right = max(round(x + width), left + 1)
        return slice(max(round(left * ratio), 0), max(round(right * ratio), 0))

    @staticmethod
    def _mix(row: np.ndarray, where: np.ndarray | slice, color: np.ndarray, share: float) -> None:
        row[where] = row[where] * (1 - share) + color * share


def _rgb(color: QColor) -> np.ndarray:
    return np.array(color.getRgb()[:3], np.float32)


def _draw(painter: QPainter, scene: Scene, row: np.ndarray, top: float, height: float) -> None:
    """The row, copied over ``height`` logical pixels from ``top``."""
    ratio = scene.ratio
    red, green, blue = np.rint(row).astype(np.uint32).T
    pixels = 0xFF000000 | red << 16 | green << 8 | blue
    rows = round((top + height) * ratio) - round(top * ratio)
    content = np.empty((rows, len(pixels)), np.uint32)
    content[:] = pixels
    # the image borrows the array's memory, which lives until it is drawn
    image = QImage(content.data, len(pixels), rows, 4 * len(pixels), QImage.Format.Format_RGB32)
    painter.save()
    painter.scale(1 / ratio, 1 / ratio)
    painter.drawImage(0, round(top * ratio), image)
    painter.restore()
