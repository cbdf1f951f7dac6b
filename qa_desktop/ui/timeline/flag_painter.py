"""Flags of annotations: their letters, and the words of regions."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from qa_desktop.ui.timeline.flags import BADGE, Flag
from qa_desktop.ui.timeline.geometry import Geometry
from qa_desktop.ui.timeline.scene import Scene
from qa_desktop.ui.timeline.stamps import CORNER, stamp_badge

_FOOT: Final = 2
"""Pixels of the line below a region's flag."""
_LEAST_ROOM: Final = 12
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def paint_flags(painter: QPainter, scene: Scene) -> None:
    """Letters, and the words of regions; the selected one last and filled.

    A region has a line below its flag as long as itself: those that overlap lie in rows.
    """
    chosen = None
    for flag in scene.flags:
        if flag.annotation.id == scene.selected:
            chosen = flag
        elif flag.row is not None:
            _paint_flag(painter, scene, flag, chosen=False)
    if chosen is not None:
        _paint_flag(painter, scene, chosen, chosen=True)


def flag_rect(geometry: Geometry, flag: Flag) -> QRectF:
    """Where the flag is on screen; one without room stands in the first row when selected."""
    return QRectF(flag.x, geometry.flag_top(flag.row or 0), flag.width, BADGE)


def _paint_flag(painter: QPainter, scene: Scene, flag: Flag, *, chosen: bool) -> None:
    strong, soft = scene.colors.kind(flag.annotation.kind)
    rect = flag_rect(scene.geometry, flag)
    if flag.annotation.to_ms is not None:
        left, right = round(flag.x), round(min(flag.to_x, scene.geometry.body.right()))
        foot = round(rect.bottom())
        painter.fillRect(left, foot, right - left, _FOOT + int(chosen), strong)
    if flag.width > BADGE:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(strong, 1.0) if chosen else Qt.PenStyle.NoPen)
        painter.setBrush(soft)
        painter.drawRoundedRect(rect, CORNER, CORNER)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        _paint_words(painter, scene, flag, strong)
    badge = QRectF(rect.left(), rect.top(), BADGE, BADGE)
    stamp_badge(painter, badge, flag.annotation.kind, scene.colors, scene.font, scene.ratio, chosen)


def _paint_words(painter: QPainter, scene: Scene, flag: Flag, color: QColor) -> None:
    """The first line, which reads from its own side whatever its script."""
    if flag.width <= BADGE + _LEAST_ROOM:
        return
    painter.setFont(scene.font)
    painter.setPen(color)
    room = flag_rect(scene.geometry, flag).adjusted(BADGE + 4, 0, -4, 0)
    words = flag.annotation.text.partition("\n")[0]
    if flag.is_cut:
        metrics = QFontMetricsF(scene.font)
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _LEFT, words)
