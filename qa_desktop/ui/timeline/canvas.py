"""The still part of the timeline, painted once per change and only copied for each frame."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap

from qa_desktop.ui.timeline import painters
from qa_desktop.ui.timeline.bands import paint_bands
from qa_desktop.ui.timeline.flag_painter import paint_flags
from qa_desktop.ui.timeline.flags import AnnotationTrack
from qa_desktop.ui.timeline.scene import Scene
from qa_desktop.ui.timeline.sound_bands import paint_loop, paint_sound_bands, paint_unheard


class Canvas:
    """Two pixmaps: the overview, which scrolling does not change, and all that stands still
    while the playhead moves."""

    def __init__(self) -> None:
        self._overview: QPixmap | None = None
        self._still: QPixmap | None = None
        self._is_old = True

    def drop(self, overview: bool = False) -> None:
        """The picture is out of date; ``overview``: that of the whole call too."""
        self._is_old = True
        if overview:
            self._overview = None

    def still(self, scene: Scene, size: QSize, track: AnnotationTrack) -> QPixmap:
        """The picture of ``scene`` without its playhead, painted if it is out of date."""
        still = self._still
        if (
            still is None
            or still.deviceIndependentSize().toSize() != size
            or (still.devicePixelRatio() != scene.ratio)
        ):
            still = self._still = _blank(scene, size)
            self._is_old = True
        if self._is_old:
            self._is_old = False
            self._paint(still, scene, size, track)
        return still

    def _paint(self, pixmap: QPixmap, scene: Scene, size: QSize, track: AnnotationTrack) -> None:
        """Over the picture of the frame before: a new one costs its memory each time."""
        painter = QPainter(pixmap)
        # the body has its ground from the bands
        head = QRectF(0, 0, size.width(), scene.geometry.body.top())
        painter.fillRect(head, scene.colors.color("pane"))
        painter.drawPixmap(0, 0, self._paint_overview(scene, size, track))
        painters.paint_overview_window(painter, scene)
        painters.paint_ruler(painter, scene)
        paint_loop(painter, scene)
        paint_bands(painter, scene)
        painters.paint_lanes(painter, scene)
        paint_unheard(painter, scene)
        paint_sound_bands(painter, scene)
        painters.paint_lane_names(painter, scene)
        paint_flags(painter, scene)
        painters.paint_focus(painter, scene)
        painter.end()

    def _paint_overview(self, scene: Scene, size: QSize, track: AnnotationTrack) -> QPixmap:
        if self._overview is None or self._overview.devicePixelRatio() != scene.ratio:
            height = math.ceil(scene.geometry.overview.height()) + 1
            self._overview = _blank(scene, QSize(size.width(), height))
            painter = QPainter(self._overview)
            painters.paint_overview_waves(painter, scene)
            painters.paint_overview_marks(painter, scene, track)
            painter.end()
        return self._overview


def _blank(scene: Scene, size: QSize) -> QPixmap:
    pixmap = QPixmap(size * scene.ratio)
    pixmap.setDevicePixelRatio(scene.ratio)
    pixmap.fill(scene.colors.color("pane"))
    return pixmap
