"""Flags of annotations: their letters, the words of regions, and how far these reach.

Grounds, letters and feet are put together as pixels and drawn at once: a crowd is hundreds of
flags per frame. Words are written by Qt, for those that have room for any.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from qa_desktop.ui.timeline.flags import BADGE, Flag
from qa_desktop.ui.timeline.geometry import FLAG_ROW, Geometry
from qa_desktop.ui.timeline.scene import Scene
from qa_desktop.ui.timeline.stamps import CORNER, paint_badge, stamped

_FOOT: Final = 2
"""Pixels of the line below a region's flag."""
_LEAST_ROOM: Final = 12
_FORMAT: Final = QImage.Format.Format_ARGB32_Premultiplied
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def paint_flags(painter: QPainter, scene: Scene) -> None:
    """All that have a row; the selected one last and filled, with or without one.

    A region has a line below its flag as long as itself: those that overlap lie in rows.
    """
    chosen = next((flag for flag in scene.flags if flag.annotation.id == scene.selected), None)
    others = [flag for flag in scene.flags if flag.row is not None and flag is not chosen]
    if others:
        _paint_grounds(painter, scene, others)
    painter.setFont(scene.font)
    for flag in others:
        if flag.width > BADGE + _LEAST_ROOM:
            _paint_words(painter, scene, flag)
    if chosen is not None:
        _paint_chosen(painter, scene, chosen)


def flag_rect(geometry: Geometry, flag: Flag) -> QRectF:
    """Where the flag is on screen; one without room stands in the first row when selected."""
    return QRectF(flag.x, geometry.flag_top(flag.row or 0), flag.width, BADGE)


def _paint_grounds(painter: QPainter, scene: Scene, flags: list[Flag]) -> None:
    """Letters, the soft ground of words, and feet."""
    ratio, geometry = scene.ratio, scene.geometry
    wide, top = round(geometry.body.width() * ratio), geometry.flag_top(0)
    rows = 1 + max(flag.row or 0 for flag in flags)
    strip = np.zeros((round(rows * FLAG_ROW * ratio), wide), np.uint32)
    inks = {kind: _Ink.of(kind, scene) for kind in {flag.annotation.kind for flag in flags}}
    for flag in flags:
        _put_flag(strip, flag, inks[flag.annotation.kind], ratio)
    # the image borrows the array's memory, which lives until it is drawn
    image = QImage(strip.data, wide, len(strip), 4 * wide, _FORMAT)
    painter.save()
    painter.scale(1 / ratio, 1 / ratio)
    painter.drawImage(0, round(top * ratio), image)
    painter.restore()


class _Ink(NamedTuple):
    """Pixels of a kind: its badge, the foot of a region and the ground of its words."""

    badge: np.ndarray
    foot: int
    ground: int
    corner: int

    @staticmethod
    def of(kind: str, scene: Scene) -> _Ink:
        strong, soft = scene.colors.kind(kind)
        badge = stamped(kind, scene.colors, scene.font, scene.ratio)
        return _Ink(badge, strong.rgba(), soft.rgba(), round(CORNER * scene.ratio))


def _put_flag(strip: np.ndarray, flag: Flag, ink: _Ink, ratio: float) -> None:
    badge, side = ink.badge, len(ink.badge)
    y, x = round((flag.row or 0) * FLAG_ROW * ratio), round(round(flag.x) * ratio)
    if flag.annotation.to_ms is not None:
        end = round(round(flag.to_x) * ratio)
        strip[y + side : y + side + round(_FOOT * ratio), max(x, 0) : max(end, 0)] = ink.foot
    if flag.width > BADGE:
        end = round(round(flag.x + flag.width) * ratio) - ink.corner
        strip[y : y + side, max(x + side - ink.corner, 0) : max(end, 0)] = ink.ground
        _put(strip, badge[:, side - ink.corner :], end, y)
        badge = badge[:, : side - ink.corner]
    _put(strip, badge, x, y)


def _put(strip: np.ndarray, part: np.ndarray, x: int, y: int) -> None:
    """Copy what of ``part`` lies inside."""
    cut = max(-x, 0)
    place = strip[y : y + len(part), x + cut : max(x + part.shape[1], 0)]
    place[:] = part[:, cut : cut + place.shape[1]]


def _paint_chosen(painter: QPainter, scene: Scene, flag: Flag) -> None:
    strong, soft = scene.colors.kind(flag.annotation.kind)
    rect = flag_rect(scene.geometry, flag)
    if flag.annotation.to_ms is not None:
        left, right = round(flag.x), round(min(flag.to_x, scene.geometry.body.right()))
        painter.fillRect(left, round(rect.bottom()), right - left, _FOOT + 1, strong)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(strong, 1.0))
    painter.setBrush(soft)
    painter.drawRoundedRect(rect, CORNER, CORNER)
    badge = QRectF(rect.left(), rect.top(), BADGE, BADGE)
    paint_badge(painter, badge, flag.annotation.kind, scene.colors, scene.font, filled=True)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if flag.width > BADGE + _LEAST_ROOM:
        painter.setFont(scene.font)
        _paint_words(painter, scene, flag)


def _paint_words(painter: QPainter, scene: Scene, flag: Flag) -> None:
    """The first line, which reads from its own side whatever its script."""
    painter.setPen(QColor(scene.colors.color(flag.annotation.kind)))
    room = flag_rect(scene.geometry, flag).adjusted(BADGE + 4, 0, -4, 0)
    words = flag.annotation.text.partition("\n")[0]
    if flag.is_cut:
        metrics = QFontMetricsF(scene.font)
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _LEFT, words)
