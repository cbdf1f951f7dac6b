"""Flags of annotations: their letters, the words of regions, and how far these reach.

Grounds, letters and feet are put together as pixels and drawn at once: a crowd is hundreds of
flags per frame. Words are written by Qt, for those that have room for any.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QPen, QStaticText

from qa_desktop.ui.timeline.flags import BADGE, Flag, first_line
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
    rows = 1 + max(flag.row or 0 for flag in flags)
    strip = np.zeros((round(rows * FLAG_ROW * ratio), _pixels(geometry.body.width(), ratio)), "u4")
    inks = {kind: _Ink.of(kind, scene) for kind in {flag.annotation.kind for flag in flags}}
    tops = [_pixels(row * FLAG_ROW, ratio) for row in range(rows)]
    _put_feet(strip, [flag for flag in flags if flag.annotation.to_ms is not None], inks, tops)
    alike: dict[tuple[str, int], list[int]] = {}
    for flag in flags:
        kind, y = flag.annotation.kind, tops[flag.row or 0]
        alike.setdefault((kind, y), []).append(_pixels(flag.x, ratio))
        if flag.width > BADGE:
            _put_ground(strip, flag, y, inks[kind])
    for (kind, y), places in alike.items():
        _put_badges(strip, inks[kind].badge, places, y)
    # the image borrows the array's memory, which lives until it is drawn
    height, width = strip.shape
    image = QImage(strip.data, width, height, 4 * width, _FORMAT)
    painter.save()
    painter.scale(1 / ratio, 1 / ratio)
    painter.drawImage(0, round(geometry.flag_top(0) * ratio), image)
    painter.restore()


def _pixels(x: float, ratio: float) -> int:
    """Device pixels from the edge of a whole logical one."""
    return round(round(x) * ratio)


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


def _put_feet(
    strip: np.ndarray, regions: list[Flag], inks: dict[str, _Ink], tops: list[int]
) -> None:
    """The lines below regions; those of a row are apart, so that their colours can be summed."""
    if not regions:
        return
    side = len(next(iter(inks.values())).badge)
    ratio, width = side / BADGE, strip.shape[1]
    rows = np.array([flag.row for flag in regions])
    colors = np.array([inks[flag.annotation.kind].foot for flag in regions], np.uint32)
    ends = np.rint([(flag.x, flag.to_x) for flag in regions])
    begin, end = np.rint(ends * ratio).clip(0, width).astype(np.int64).T
    steps = np.zeros((len(tops), width + 1), np.uint32)
    np.add.at(steps, (rows, begin), colors)
    np.subtract.at(steps, (rows, end), colors)
    lines = np.cumsum(steps[:, :-1], axis=1, dtype=np.uint32)
    for top, line in zip(tops, lines, strict=True):
        strip[top + side : top + side + round(_FOOT * ratio)] = line


def _put_ground(strip: np.ndarray, flag: Flag, y: int, ink: _Ink) -> None:
    """What words stand on, with the corners of a badge at its end."""
    side, ratio = len(ink.badge), len(ink.badge) / BADGE
    left = max(_pixels(flag.x, ratio) + side - ink.corner, 0)
    end = max(_pixels(flag.x + flag.width, ratio) - ink.corner, 0)
    strip[y : y + side, left:end] = ink.ground
    place = strip[y : y + side, end : end + ink.corner]
    place[:] = ink.badge[:, side - ink.corner :][:, : place.shape[1]]


def _put_badges(strip: np.ndarray, badge: np.ndarray, places: list[int], y: int) -> None:
    """The same badge at each of ``places``, as far as they are inside."""
    side = len(badge)
    columns = np.array(places)[:, None] + np.arange(side)
    inside = (columns >= 0) & (columns < strip.shape[1])
    sources = np.broadcast_to(np.arange(side), columns.shape)[inside]
    strip[y : y + side, columns[inside]] = badge[:, sources]


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
    painter.setPen(scene.colors.color(flag.annotation.kind))
    rect = flag_rect(scene.geometry, flag)
    room = round(rect.width() - BADGE - 8) if flag.is_cut else 0
    words = _words(flag.annotation.text, room, scene.font.key())
    left, top = rect.left() + BADGE + 4, rect.center().y() - words.size().height() / 2
    painter.drawStaticText(QPointF(left, top), words)


@lru_cache(maxsize=1_024)
def _words(text: str, room: int, font: str) -> QStaticText:
    """The first line, cut to ``room`` pixels where that is not 0; ``font`` is its ``key()``."""
    line = first_line(text)
    asked = QFont()
    asked.fromString(font)
    if room:
        line = QFontMetricsF(asked).elidedText(line, Qt.TextElideMode.ElideRight, room)
    words = QStaticText(line)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.prepare(font=asked)
    return words
