"""What was found in the sound, on the lanes: silence, talking at once, music, ringing.

Along the foot of a lane and never in a colour alone: each kind has words where there is room, and
a texture of its own. Annotations, which begin at the top, stay what is seen first.

Grounds are copied from textures that are painted once per kind: hundreds of bands cost little more
than one, which rectangles with brushes do not.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from PySide6.QtCore import QT_TRANSLATE_NOOP, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter

from qa_desktop.domain.durations import format_duration
from qa_desktop.domain.talk import Band, BandKind
from qa_desktop.ui import theme
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.timeline import lettering
from qa_desktop.ui.timeline.scene import BAND_KINDS, Scene, mixed, veiled

HEIGHT: Final = 16
_LEAST: Final = 2.0
_PAD: Final = 5.0
_LEAST_WORDS: Final = 24.0
"""Pixels of a band below which no word has room."""
_TINT: Final = 0.14
_PLAIN: Final = _TINT * 0.15
_FORMAT: Final = QImage.Format.Format_ARGB32_Premultiplied
_TEXTURES: Final = {
    "silence": Qt.BrushStyle.SolidPattern,
    "overtalk": Qt.BrushStyle.BDiagPattern,
    "music": Qt.BrushStyle.Dense6Pattern,
    "ring": Qt.BrushStyle.VerPattern,
}
_NAMES: Final = {
    "silence": str(QT_TRANSLATE_NOOP("Timeline", "Silence")),
    "overtalk": str(QT_TRANSLATE_NOOP("Timeline", "Overtalk")),
    "music": str(QT_TRANSLATE_NOOP("Timeline", "Music")),
    "ring": str(QT_TRANSLATE_NOOP("Timeline", "Ringing")),
}
_INKS: Final = {"silence": "muted", "overtalk": "weakness", "music": "question", "ring": "muted"}


def lay_sound_bands(pixels: np.ndarray, scene: Scene) -> None:
    """Those in view, under the waves' last pixels; ``pixels`` are those of the whole timeline."""
    view, lanes = scene.view, scene.geometry.lanes
    if not lanes:
        return
    for row in scene.hearing.rows:
        seen = np.flatnonzero((row.ends >= view.start_ms) & (row.starts <= view.end_ms))
        if not len(seen):
            continue
        left = np.maximum((row.starts[seen] - view.start_ms) / view.ms_per_pixel, 0.0)
        right = np.minimum((row.ends[seen] - view.start_ms) / view.ms_per_pixel, view.width)
        right = np.maximum(right, left + _LEAST)
        top = _top(scene, row.bands[0])
        _lay_grounds(pixels, scene, top, row.kinds[seen], left, right)
        for n in np.flatnonzero(right - left >= _LEAST_WORDS).tolist():
            _write(pixels, scene, row.bands[seen[n]], (float(left[n]), float(right[n])), top)


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


def kind_words(kind: BandKind) -> str:
    """What it is."""
    return translate("Timeline", _NAMES[kind])


def band_words(band: Band) -> str:
    """What it is and how long."""
    return f"{kind_words(band.kind)} {format_duration(band.to_ms - band.from_ms)}"


def _only_kind(band: Band) -> str:
    return kind_words(band.kind)


def band_at(scene: Scene, x: float, y: float) -> Band | None:
    """The band under a point, the shortest of several."""
    found = [band for band in _in_view(scene) if _place(scene, band).contains(x, y)]
    return min(found, key=lambda band: band.to_ms - band.from_ms, default=None)


def _in_view(scene: Scene) -> list[Band]:
    if not scene.geometry.lanes:
        return []
    start, end = scene.view.start_ms, scene.view.end_ms
    return [band for band in scene.hearing.bands if band.to_ms >= start and band.from_ms <= end]


def _place(scene: Scene, band: Band) -> QRectF:
    """Along the foot of its lane; what concerns both, of the last one. Talking at once is at the
    head of the lower lane, between those who talk."""
    view, lane = scene.view, _lane(scene, band)
    left = max(view.x_of(band.from_ms), lane.left())
    right = min(view.x_of(band.to_ms), lane.right())
    return QRectF(left, _top(scene, band), max(right - left, _LEAST), HEIGHT)


def _top(scene: Scene, band: Band) -> float:
    lane = _lane(scene, band)
    return lane.top() - HEIGHT / 2 if band.kind == "overtalk" else lane.bottom() - HEIGHT - 2


def _lane(scene: Scene, band: Band) -> QRectF:
    lanes = scene.geometry.lanes
    last = len(lanes) - 1
    return lanes[last if band.channel is None else min(band.channel, last)]


def _lay_grounds(
    pixels: np.ndarray,
    scene: Scene,
    top: float,
    kinds: np.ndarray,
    left: np.ndarray,
    right: np.ndarray,
) -> None:
    """All that lie in one row from ``left`` to ``right``, copied from their textures; ``kinds`` are
    places in ``BAND_KINDS``."""
    width, first_row = pixels.shape[1], max(round(top * scene.ratio), 0)
    strip = pixels[first_row : first_row + round(HEIGHT * scene.ratio)]
    ends = np.minimum(np.maximum(np.rint(np.array((left, right)) * scene.ratio), 0), width)
    begin, end = ends.astype(np.int64)
    lengths = np.maximum(end - begin, 0)
    upto = lengths.cumsum()
    # the columns of all bands, one band after the other: where they overlap the last one stays
    columns = np.arange(upto[-1]) + (begin - upto + lengths).repeat(lengths)
    lies = np.full(width, -1, np.int8)
    lies[columns] = kinds.repeat(lengths)
    for kind in set(kinds.tolist()):
        texture = _texture(scene, BAND_KINDS[kind], width)[: len(strip), :width]
        np.copyto(strip, texture, where=lies == kind)


_textures: dict[tuple[str, str, float], np.ndarray] = {}
"""Theme, kind, ratio: the pixels of a row, as wide as was asked for so far."""


def _texture(scene: Scene, kind: str, width: int) -> np.ndarray:
    """At least ``width`` device pixels of a kind's ground, rows first."""
    key = (scene.colors.name, kind, scene.ratio)
    known = _textures.get(key)
    if known is None or known.shape[1] < width:
        known = _textures[key] = _woven(scene, kind, width)
    return known


def _woven(scene: Scene, kind: str, width: int) -> np.ndarray:
    ink, height = scene.colors.color(_INKS[kind]), round(HEIGHT * scene.ratio)
    image = QImage(width, height, _FORMAT)
    image.setDevicePixelRatio(scene.ratio)
    image.fill(QColor(scene.colors.pane))
    painter = QPainter(image)
    room = QRectF(0, 0, width / scene.ratio, HEIGHT)
    painter.fillRect(room, veiled(ink, _TINT))
    if _TEXTURES[kind] != Qt.BrushStyle.SolidPattern:
        painter.fillRect(room, QBrush(veiled(ink, 0.35), _TEXTURES[kind]))
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint32, width * height)
    return pixels.reshape(height, width).copy()


def _write(
    pixels: np.ndarray, scene: Scene, band: Band, ends: tuple[float, float], top: float
) -> None:
    """What it is and how long, or only what it is, or nothing: as there is room."""
    room, ratio = ends[1] - ends[0] - 2 * _PAD, scene.ratio
    for words in (band_words, _only_kind):
        said = words(band)
        width = scene.face.width_of(said)
        if width <= room:
            first, last = (max(round((top + each) * ratio), 0) for each in (1, HEIGHT - 1))
            inside = pixels[first:last]
            edges = (ends[0] + 1, ends[0] + 1 + width + 2 * _PAD)
            ground = _plain(scene.colors, band.kind)
            inside[:, slice(*(round(each * ratio) for each in edges))] = ground
            line = HEIGHT / 2 - 1 + scene.face.baseline
            lettering.write(inside, ends[0] + _PAD, line, said, scene, _INKS[band.kind], ground)
            break


@lru_cache(maxsize=16)
def _plain(colors: theme.Palette, kind: BandKind) -> int:
    """As the band looks without its texture, nearer to the ground of the lanes."""
    return mixed(colors.color(_INKS[kind]), colors.color("pane"), _PLAIN).rgba()
