"""What was found in the sound, on the lanes: silence, talking at once, music, ringing.

Along the foot of a lane and never in a colour alone: each kind has words where there is room, and
a texture of its own. Annotations, which begin at the top, stay what is seen first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter

from qa_desktop.domain.durations import format_duration
from qa_desktop.domain.talk import Band
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.timeline.scene import Scene, veiled

HEIGHT: Final = 16
_LEAST: Final = 2.0
_PAD: Final = 5.0
_TEXTURES: Final = {
    "silence": Qt.BrushStyle.SolidPattern,
    "overtalk": Qt.BrushStyle.BDiagPattern,
    "music": Qt.BrushStyle.Dense6Pattern,
    "ring": Qt.BrushStyle.VerPattern,
}
_INKS: Final = {"silence": "muted", "overtalk": "weakness", "music": "question", "ring": "muted"}


def paint_sound_bands(painter: QPainter, scene: Scene) -> None:
    """Those in view, under the waves' last pixels; and the veil over what is not in the ears."""
    for band in scene.hearing.bands:
        if band.to_ms < scene.view.start_ms or band.from_ms > scene.view.end_ms:
            continue
        for rect in _places(scene, band):
            _paint(painter, scene, band, rect)


def paint_unheard(painter: QPainter, scene: Scene) -> None:
    """The lane of the channel that is not in the ears steps back."""
    unheard = {"agent": 1, "customer": 0}.get(scene.hearing.side)
    if unheard is not None and len(scene.geometry.lanes) == 2:
        painter.fillRect(scene.geometry.lanes[unheard], veiled(scene.colors.color("pane"), 0.7))


def paint_loop(painter: QPainter, scene: Scene) -> None:
    """A bar with ends along the ruler."""
    if scene.hearing.loop is None:
        return
    ruler, ink = scene.geometry.ruler, scene.colors.color("accent")
    left, right = (scene.view.x_of(ms) for ms in scene.hearing.loop)
    painter.fillRect(QRectF(left, ruler.bottom() - 4, max(right - left, 2), 4), ink)
    for x in (left, right - 2):
        painter.fillRect(QRectF(x, ruler.bottom() - 10, 2, 10), ink)


def kind_words(band: Band) -> str:
    """What it is."""
    return {
        "silence": translate("Timeline", "Silence"),
        "overtalk": translate("Timeline", "Overtalk"),
        "music": translate("Timeline", "Music"),
        "ring": translate("Timeline", "Ringing"),
    }[band.kind]


def band_words(band: Band) -> str:
    """What it is and how long."""
    return f"{kind_words(band)} {format_duration(band.to_ms - band.from_ms)}"


def band_at(scene: Scene, x: float, y: float) -> Band | None:
    """The band under a point, the shortest of several."""
    found = [
        band
        for band in scene.hearing.bands
        if any(rect.contains(x, y) for rect in _places(scene, band))
    ]
    return min(found, key=lambda band: band.to_ms - band.from_ms, default=None)


def _places(scene: Scene, band: Band) -> Iterator[QRectF]:
    """Along the foot of its lane; what concerns both, of the last one. Talking at once is at the
    head of the lower lane, between those who talk."""
    lanes = scene.geometry.lanes
    if not lanes:
        return
    lane = lanes[min(band.channel if band.channel is not None else len(lanes) - 1, len(lanes) - 1)]
    left, right = scene.view.x_of(band.from_ms), scene.view.x_of(band.to_ms)
    left, right = max(left, lane.left()), min(right, lane.right())
    if right >= lane.left() and left <= lane.right():
        top = lane.top() - HEIGHT / 2 if band.kind == "overtalk" else lane.bottom() - HEIGHT - 2
        yield QRectF(left, top, max(right - left, _LEAST), HEIGHT)


def _paint(painter: QPainter, scene: Scene, band: Band, rect: QRectF) -> None:
    ink = scene.colors.color(_INKS[band.kind])
    painter.fillRect(rect, QColor(scene.colors.pane))
    painter.fillRect(rect, veiled(ink, 0.14))
    if _TEXTURES[band.kind] != Qt.BrushStyle.SolidPattern:
        painter.fillRect(rect, QBrush(veiled(ink, 0.35), _TEXTURES[band.kind]))
    painter.setFont(scene.font)
    room, metrics = rect.adjusted(_PAD, 0, -_PAD, 0), QFontMetricsF(scene.font)
    for words in (band_words(band), kind_words(band)):
        width = metrics.horizontalAdvance(words)
        if width > room.width():
            continue
        ground = QRectF(rect.left() + 1, rect.top() + 1, width + 2 * _PAD, rect.height() - 2)
        painter.fillRect(ground, veiled(scene.colors.color("pane"), 0.85))
        painter.setPen(ink)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        break
