"""What is being dragged: its new times, and the moment that it has snapped to."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from qa_desktop.domain.durations import format_millisecond, format_position
from qa_desktop.ui.timeline.dragging import Moved
from qa_desktop.ui.timeline.scene import Scene
from qa_desktop.ui.timeline.stamps import CORNER


def paint_dragged(painter: QPainter, scene: Scene, moved: Moved) -> None:
    """The times over the ruler, kept on screen; a dashed line where it snapped."""
    colors, view, geometry = scene.colors, scene.view, scene.geometry
    dragged, snapped_ms = moved.annotation, moved.snapped_ms
    if snapped_ms is not None and view.shows(snapped_ms):
        x = round(view.x_of(snapped_ms))
        painter.setPen(QPen(colors.color("accent"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(x, round(geometry.body.top()), x, round(geometry.body.bottom()))
    clock = format_millisecond if view.is_fine else format_position
    words = "–".join(clock(ms) for ms in (dragged.at_ms, dragged.to_ms) if ms is not None)
    width = QFontMetricsF(scene.font).horizontalAdvance(words) + 16
    left = min(max(view.x_of(dragged.at_ms), 0.0), geometry.ruler.width() - width)
    rect = QRectF(left, geometry.ruler.top() + 2, width, geometry.ruler.height() - 4)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colors.color("accent"))
    painter.drawRoundedRect(rect, CORNER, CORNER)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setFont(scene.font)
    painter.setPen(colors.color("on_accent"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
