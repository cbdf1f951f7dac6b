"""The still part of the timeline, painted once per change and only copied for each frame."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter

from qa_desktop.ui.timeline import painters
from qa_desktop.ui.timeline.bands import lay_bands
from qa_desktop.ui.timeline.crowds import lay_crowds
from qa_desktop.ui.timeline.flag_painter import paint_flags
from qa_desktop.ui.timeline.reel import Reel
from qa_desktop.ui.timeline.scene import Scene
from qa_desktop.ui.timeline.sound_bands import lay_sound_bands, paint_loop, paint_unheard
from qa_desktop.ui.timeline.track import AnnotationTrack

_LANES: Final = 2


class Sheet(NamedTuple):
    """A picture of which the pixels can be written to directly: rows first, opaque RGB."""

    pixels: np.ndarray
    image: QImage

    @staticmethod
    def blank(scene: Scene, size: QSize) -> Sheet:
        """``size`` in logical pixels."""
        wide = size * scene.ratio
        ground = scene.colors.color("pane").rgba()
        pixels = np.full((max(wide.height(), 1), max(wide.width(), 1)), ground, np.uint32)
        height, width = pixels.shape
        # the image borrows the array's memory; both live in this tuple
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(scene.ratio)
        return Sheet(pixels, image)

    def fits(self, scene: Scene, size: QSize) -> bool:
        image = self.image
        return image.devicePixelRatio() == scene.ratio and image.size() == size * scene.ratio


class Canvas:
    """Two pictures: the overview, which scrolling does not change, and all that stands still
    while the playhead moves. The bars of the lanes are kept from one picture to the next."""

    def __init__(self) -> None:
        self._overview: Sheet | None = None
        self._still: Sheet | None = None
        self._is_old = self._head_is_old = True
        self._reels = tuple(Reel() for _ in range(_LANES))

    def drop(self, overview: bool = False, *, head: bool = True) -> None:
        """The picture is out of date; ``overview``: that of the whole call too. Without ``head``
        the overview and the ruler are as they were: an annotation is being dragged."""
        self._is_old = True
        self._head_is_old |= head or overview
        if overview:
            self._overview = None

    def forget_sound(self) -> None:
        """The waves are others than before."""
        for reel in self._reels:
            reel.clear()
        self.drop(overview=True)

    def still(self, scene: Scene, size: QSize, track: AnnotationTrack) -> QImage:
        """The picture of ``scene`` without its playhead, painted if it is out of date."""
        if self._still is None or not self._still.fits(scene, size):
            self._still = Sheet.blank(scene, size)
            self._is_old = self._head_is_old = True
        if self._is_old:
            self._is_old = False
            self._paint(self._still, scene, size, track)
        return self._still.image

    def _paint(self, sheet: Sheet, scene: Scene, size: QSize, track: AnnotationTrack) -> None:
        """Over the picture of the frame before: a new one costs its memory each time."""
        lay_bands(sheet.pixels, scene)
        painter = QPainter(sheet.image)
        if self._head_is_old:
            self._head_is_old = False
            self._paint_overview(painter, scene, size, track)
            painters.paint_overview_window(painter, scene)
            painters.lay_ruler(sheet.pixels, scene)
            paint_loop(painter, scene)
        painters.paint_lanes(painter, scene, self._reels)
        paint_unheard(painter, scene)
        lay_sound_bands(sheet.pixels, scene)
        painters.paint_lane_names(painter, scene)
        lay_crowds(sheet.pixels, scene)
        paint_flags(painter, sheet.pixels, scene)
        painters.paint_focus(painter, scene)
        painter.end()

    def _paint_overview(
        self, painter: QPainter, scene: Scene, size: QSize, track: AnnotationTrack
    ) -> None:
        """With the ground of the ruler."""
        height = math.ceil(scene.geometry.overview.height()) + 1
        asked = QSize(size.width(), height)
        if self._overview is None or not self._overview.fits(scene, asked):
            self._overview = Sheet.blank(scene, asked)
            inner = QPainter(self._overview.image)
            painters.paint_overview_waves(inner, scene)
            painters.paint_overview_marks(inner, scene, track)
            inner.end()
        body = scene.geometry.body
        ruler = QRectF(0, height, size.width(), body.top() - height)
        painter.fillRect(ruler, scene.colors.color("pane"))
        painter.drawImage(0, 0, self._overview.image)
