"""The parts of the timeline, each painted from a :class:`Scene` alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPixmap,
    QPixmapCache,
    QPolygonF,
)

from qa_desktop.domain.annotations import KINDS
from qa_desktop.domain.durations import format_duration, format_millisecond, format_position
from qa_desktop.ui.timeline import lettering
from qa_desktop.ui.timeline.close_waves import paint_samples
from qa_desktop.ui.timeline.face import Face
from qa_desktop.ui.timeline.flags import joined
from qa_desktop.ui.timeline.reel import Reel, paint_wave
from qa_desktop.ui.timeline.scene import Scene, lane_inks, mixed, veiled
from qa_desktop.ui.timeline.track import AnnotationTrack
from qa_desktop.ui.timeline.viewport import Viewport
from qa_desktop.ui.timeline.waves import Ink, Lane

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_TICK_LABEL = 72.0
_LABEL_FROM = 4
_CORNER = 4.0


def paint_overview_waves(painter: QPainter, scene: Scene) -> None:
    """The whole call in one lane: the louder of the channels; costs the most, changes least."""
    rect, colors = scene.geometry.overview, scene.colors
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colors.color("overview"))
    painter.drawRoundedRect(rect, _CORNER, _CORNER)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if scene.source is None:
        return
    whole = _whole(scene)
    ink = Ink(colors.color("overview_wave"), colors.color("overview_wave"))
    inner = rect.adjusted(0, 4, 0, -4)
    for channel in range(scene.source.channels):
        lane = Lane(inner, channel, scene.gain, ink, scene.ratio)
        paint_wave(painter, lane, whole, scene.source)


def paint_overview_window(painter: QPainter, scene: Scene) -> None:
    """Which part the lanes show."""
    rect, colors, whole = scene.geometry.overview, scene.colors, _whole(scene)
    if scene.view.span_ms < whole.span_ms:
        left = round(whole.x_of(scene.view.start_ms))
        right = max(round(whole.x_of(scene.view.end_ms)), left + 6)
        window = QRect(left, round(rect.top()), right - left, round(rect.height()))
        painter.fillRect(window, veiled(colors.color("wave_agent"), 0.16))
        painter.setPen(QPen(colors.color("accent"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(window.adjusted(0, 0, -1, -1))


def paint_overview_marks(painter: QPainter, scene: Scene, track: AnnotationTrack) -> None:
    """A stroke at the foot of the overview for each annotation."""
    rect, whole = scene.geometry.overview, _whole(scene)
    for kind in KINDS:
        spans = (each.span for each in track if each.kind == kind)
        pixels = (_stroke(whole.x_of(at), whole.x_of(to), rect.right()) for at, to in spans)
        for left, right in joined(pixels):
            stroke = QRectF(left, rect.bottom() - 4, right - left, 4)
            painter.fillRect(stroke, scene.colors.color(kind))


def _stroke(left: float, right: float, edge: float) -> tuple[float, float]:
    """Two pixels at least, inside of ``edge``: a mark may lie beyond the end of the recording."""
    left = min(left, edge - 2)
    return left, min(max(right, left + 2), edge)


def lay_ruler(pixels: np.ndarray, scene: Scene) -> None:
    """Strokes, each with its time; ``pixels`` are those of the whole timeline."""
    rect, view, ratio = scene.geometry.ruler, scene.view, scene.ratio
    step = view.tick_step_ms(_TICK_LABEL)
    label = (
        format_duration if step >= 1_000 else format_position if step >= 100 else format_millisecond
    )
    pane = scene.colors.color("pane")
    stroke, thick = mixed(scene.colors.color("muted"), pane, 0.5).rgba(), max(round(ratio), 1)
    rows = slice(round((rect.bottom() - 14) * ratio), round((rect.bottom() - 4) * ratio) + 1)
    for ms in view.ticks(_TICK_LABEL):
        x = round(view.x_of(ms))
        left = round(x * ratio)
        pixels[rows, max(left, 0) : max(left + thick, 0)] = stroke
        place = (x + _LABEL_FROM, rect.bottom() - 6)
        lettering.write(pixels, *place, label(ms), scene, "muted", pane.rgba())


def paint_lanes(painter: QPainter, scene: Scene, reels: Sequence[Reel]) -> None:
    """One or two channels over their zero lines; each lane has its reel."""
    if scene.source is None:
        _paint_hint(painter, scene)
        return
    for channel, (rect, ink, reel) in enumerate(
        zip(scene.geometry.lanes, lane_inks(scene.colors), reels, strict=False)
    ):
        y = round(rect.center().y())
        painter.fillRect(QRectF(rect.left(), y, rect.width(), 1), scene.colors.color("line"))
        lane = Lane(rect, channel, scene.gain, ink, scene.ratio)
        if not paint_samples(painter, lane, scene.view, scene.samples, reel):
            paint_wave(painter, lane, scene.view, scene.source, reel)
    _paint_unready(painter, scene)


def paint_lane_names(painter: QPainter, scene: Scene) -> None:
    """Over the waves and on a ground of their own, to stay legible where somebody shouts."""
    for channel, (rect, name) in enumerate(
        zip(scene.geometry.lanes, scene.lane_names, strict=False)
    ):
        color = scene.colors.color("accent" if channel == 0 else "muted")
        painter.drawPixmap(rect.topLeft().toPoint(), _name_stamp(scene, name, color))


def _name_stamp(scene: Scene, name: str, color: QColor) -> QPixmap:
    key = f"lane {name} {color.rgba()} {scene.ratio} {scene.look}"
    stamp = QPixmap()
    if not QPixmapCache.find(key, stamp):
        size = lane_name_size(scene.face, name)
        stamp = QPixmap((size * scene.ratio).toSize())
        stamp.setDevicePixelRatio(scene.ratio)
        stamp.fill(veiled(scene.colors.color("pane"), 0.85))
        painter = QPainter(stamp)
        painter.setFont(_name_font(scene.font))
        painter.setPen(color)
        painter.drawText(QRectF(QPointF(0, 0), size).adjusted(6, 0, 0, 0), _LEFT, name)
        painter.end()
        QPixmapCache.insert(key, stamp)
    return stamp


@lru_cache(maxsize=64)
def lane_name_size(face: Face, name: str) -> QSizeF:
    """Pixels of a lane's name with its ground."""
    size = QFontMetricsF(_name_font(face.font)).size(0, name)
    return QSizeF(size.width() + 12, size.height() + 2)


def _name_font(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def paint_open_region(painter: QPainter, scene: Scene) -> None:
    """A region that has begun reaches to the playhead."""
    if scene.open_region_ms is None:
        return
    body = scene.geometry.body
    from_x, to_x = sorted(
        (scene.view.x_of(scene.open_region_ms), scene.view.x_of(scene.position_ms))
    )
    band = QRectF(from_x, body.top(), max(to_x - from_x, 1.0), body.height())
    painter.fillRect(band, veiled(scene.colors.color("accent"), 0.12))
    painter.fillRect(QRectF(from_x, body.top(), 2, body.height()), scene.colors.color("accent"))


def paint_playhead(painter: QPainter, scene: Scene) -> None:
    """The red line with its handle, and a thinner one in the overview."""
    color, geometry = scene.colors.color("playhead"), scene.geometry
    over = _whole(scene).x_of(scene.position_ms)
    painter.fillRect(QRectF(round(over), 0, 1, geometry.overview.height()), color)
    if not scene.view.shows(scene.position_ms):
        return
    x = scene.view.x_of(scene.position_ms)
    top = geometry.ruler.top()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(QPolygonF([QPointF(x - 6, top), QPointF(x + 6, top), QPointF(x, top + 8)]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(QRectF(x - 0.8, top + 2, 1.6, geometry.body.bottom() - top - 2), color)


def paint_focus(painter: QPainter, scene: Scene) -> None:
    if scene.focused:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(scene.colors.color("accent"), 1.5))
        painter.drawRoundedRect(scene.geometry.body.adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_hint(painter: QPainter, scene: Scene) -> None:
    painter.setFont(scene.font)
    painter.setPen(scene.colors.color("muted"))
    room = scene.geometry.body.adjusted(24, 40, -24, -24)
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(room, flags, scene.hint)


def _paint_unready(painter: QPainter, scene: Scene) -> None:
    """What is not read yet, while peaks are being computed."""
    if scene.source is None or scene.source.ready_ms >= scene.source.duration_ms:
        return
    body, x = scene.geometry.body, max(scene.view.x_of(scene.source.ready_ms), 0.0)
    room = QRectF(x, body.top(), body.right() - x, body.height())
    if room.width() > 0:
        painter.fillRect(room, veiled(scene.colors.color("chip"), 0.6))
        painter.setFont(scene.font)
        painter.setPen(scene.colors.color("muted"))
        painter.drawText(room.adjusted(8, 0, -8, 0), Qt.AlignmentFlag.AlignCenter, scene.hint)


def _whole(scene: Scene) -> Viewport:
    """The call from end to end over the width of the overview."""
    return Viewport(scene.view.duration_ms, scene.view.width, 0.0, max(scene.view.duration_ms, 1))
