"""The ground of the lanes: regions as tinted bands, moments as thin lines.

One row of pixels is mixed and copied down the whole height: hundreds of marks cost no more than
one, which translucent rectangles over each other do not.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QBrush, QColor, QImage, QPainter

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
    by_kind: dict[str, list[Flag]] = {}
    for flag in scene.flags:
        by_kind.setdefault(flag.annotation.kind, []).append(flag)
    for kind in KINDS:
        if kind in by_kind:
            row.tint_kind(kind, by_kind[kind])
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
        regions = [(f.x, max(f.to_x, f.x + 1.5)) for f in flags if f.annotation.to_ms is not None]
        if regions:
            bands = self._covered(regions)
            self._mix(self.ground, bands, color, _BAND)
            self.edge[bands] = color
        moments = [(f.x, f.x + 1) for f in flags if f.annotation.to_ms is None]
        if moments:
            lines = self._covered(moments)
            self._mix(self.ground, lines, color, _LINE)
            self._mix(self.edge, lines, color, _LINE)

    def _covered(self, spans: list[tuple[float, float]]) -> np.ndarray:
        """Which device pixels any of the spans touches; each has one at least."""
        width, ratio = len(self.ground), self._scene.ratio
        lefts, rights = np.rint(np.array(spans)).T
        begin = np.rint(lefts * ratio).clip(0, width).astype(np.int64)
        end = np.rint(np.maximum(rights, lefts + 1) * ratio).clip(0, width).astype(np.int64)
        steps = np.zeros(width + 1, np.int32)
        np.add.at(steps, begin, 1)
        np.add.at(steps, end, -1)
        return np.cumsum(steps[:-1]) > 0

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
    def _mix(row: np.ndarray, where: Any, color: np.ndarray, share: float) -> None:
        """``where`` is a slice, or which pixels."""
        row[where] = row[where] * (1 - share) + color * share


def _rgb(color: QColor) -> np.ndarray:
    return np.array([color.red(), color.green(), color.blue()], np.float32)


def _draw(painter: QPainter, scene: Scene, row: np.ndarray, top: float, height: float) -> None:
    """The row, copied over ``height`` logical pixels from ``top``."""
    ratio = scene.ratio
    whole = (row + 0.5).astype(np.uint32)
    pixels = 0xFF000000 | whole[:, 0] << 16 | whole[:, 1] << 8 | whole[:, 2]
    # the image borrows the array's memory, which lives until it is drawn
    image = QImage(pixels.data, len(pixels), 1, 4 * len(pixels), QImage.Format.Format_RGB32)
    first, last = round(top * ratio), round((top + height) * ratio)
    painter.save()
    painter.scale(1 / ratio, 1 / ratio)
    painter.fillRect(QRect(0, first, len(pixels), last - first), QBrush(image))
    painter.restore()
