"""Flags of annotations: their letters, the words of regions, and how far these reach.

All are put together as pixels and drawn at once: a crowd is hundreds of flags per frame.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple, cast

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen, QTextLayout

from qa_desktop.domain.annotations import KINDS
from qa_desktop.ui.timeline import lettering
from qa_desktop.ui.timeline.face import Face
from qa_desktop.ui.timeline.flags import BADGE, Flag, first_line
from qa_desktop.ui.timeline.geometry import FLAG_ROW, Geometry
from qa_desktop.ui.timeline.scene import Scene
from qa_desktop.ui.timeline.stamps import CORNER, paint_badge, stamped

_FOOT: Final = 2
"""Pixels of the line below a region's flag."""
_LEAST_ROOM: Final = 12
_MOST_INKS: Final = 8
_ELLIPSIS: Final = "…"
_WORDS_FROM: Final = BADGE + 4
_FORMAT: Final = QImage.Format.Format_ARGB32_Premultiplied


def paint_flags(painter: QPainter, pixels: np.ndarray, scene: Scene) -> None:
    """All that have a row; the selected one last and filled, with or without one.

    A region has a line below its flag as long as itself: those that overlap lie in rows. ``pixels``
    are those that the painter paints on.
    """
    chosen = scene.flags.place(scene.selected)
    shown = scene.flags.rows >= 0
    if chosen is not None:
        shown[chosen] = False
    others = np.flatnonzero(shown)
    if len(others):
        strip = _strip_of(scene, others)
        # the image borrows the array's memory, which lives until it is drawn
        height, width = strip.shape
        image = QImage(strip.data, width, height, 4 * width, _FORMAT)
        painter.save()
        painter.scale(1 / scene.ratio, 1 / scene.ratio)
        painter.drawImage(0, round(scene.geometry.flag_top(0) * scene.ratio), image)
        painter.restore()
    if chosen is not None:
        _paint_chosen(painter, pixels, scene, scene.flags[chosen])


def flag_rect(geometry: Geometry, flag: Flag) -> QRectF:
    """Where the flag is on screen; one without room stands in the first row when selected."""
    return QRectF(flag.x, geometry.flag_top(flag.row or 0), flag.width, BADGE)


class _Inks(NamedTuple):
    """What flags of all kinds are made of. ``columns`` are pixels of a flag's height, for each kind
    side by side: those of its badge, then one of the ground of words. The last one is clear."""

    columns: np.ndarray
    feet: np.ndarray
    grounds: list[int]


_made: dict[tuple[str, str, float], _Inks] = {}


def _inks_of(scene: Scene) -> _Inks:
    """Made once for each theme, font and ratio."""
    key = (scene.colors.name, scene.face.key, scene.ratio)
    if key not in _made:
        if len(_made) >= _MOST_INKS:
            _made.clear()
        pairs = [scene.colors.kind(kind) for kind in KINDS]
        grounds = [soft.rgba() for _, soft in pairs]
        badges = [stamped(kind, scene.colors, scene.font, scene.ratio) for kind in KINDS]
        side = len(badges[0])
        plain = [np.full((side, 1), ground, np.uint32) for ground in grounds]
        parts = [part for pair in zip(badges, plain, strict=True) for part in pair]
        columns = np.hstack([*parts, np.zeros((side, 1), np.uint32)])
        feet = np.array([strong.rgba() for strong, _ in pairs], np.uint32)
        _made[key] = _Inks(columns, feet, grounds)
    return _made[key]


def _strip_of(scene: Scene, shown: np.ndarray) -> np.ndarray:
    """The rows of flags, clear where there is none; ``shown`` are the places of those in it."""
    ratio, flags = scene.ratio, scene.flags
    rows, kinds = flags.rows[shown], flags.stretch.kinds[shown]
    inks = _inks_of(scene)
    width = round(round(scene.geometry.body.width()) * ratio)
    tops = [round(row * FLAG_ROW * ratio) for row in range(int(rows.max()) + 1)]
    strip = np.zeros((round(len(tops) * FLAG_ROW * ratio), width), np.uint32)
    _put_feet(strip, scene, shown, inks.feet, tops)
    side = len(inks.columns)
    begin = _pixels(flags.x[shown], ratio)
    wide = np.flatnonzero(flags.widths[shown] > BADGE)
    sources = np.full((len(tops), width), -1, np.int16)
    for n in wide.tolist():
        _lay_ground(sources[rows[n]], scene, shown[n], int(begin[n]), side)
    places = begin[:, None] + np.arange(side)
    inside = (places >= 0) & (places < width)
    badges = (kinds * (side + 1))[:, None] + np.arange(side)
    places += rows[:, None] * width
    sources.reshape(-1)[places[inside]] = badges[inside]
    for top, source in zip(tops, sources, strict=True):
        np.take(inks.columns, source, axis=1, out=strip[top : top + side], mode="wrap")
    for n in wide.tolist():
        flag = flags[int(shown[n])]
        _write_words(strip, tops[rows[n]], scene, flag, inks.grounds[kinds[n]])
    return strip


def _pixels(x: np.ndarray, ratio: float) -> np.ndarray:
    """Device pixels from the edge of whole logical ones."""
    return np.rint(np.rint(x) * ratio).astype(np.int64)


def _put_feet(
    strip: np.ndarray, scene: Scene, shown: np.ndarray, colors: np.ndarray, tops: list[int]
) -> None:
    """The lines below regions; those of a row are apart, so that their colours can be summed."""
    flags, ratio, width = scene.flags, scene.ratio, strip.shape[1]
    regions = shown[~flags.stretch.are_moments[shown]]
    rows, colors = flags.rows[regions], colors[flags.stretch.kinds[regions]]
    ends = _pixels(np.array((flags.x[regions], flags.to_x[regions])), ratio)
    begin, end = np.minimum(np.maximum(ends, 0), width) + rows * (width + 1)
    steps = np.zeros(len(tops) * (width + 1), np.uint32)
    np.add.at(steps, begin, colors)
    np.subtract.at(steps, end, colors)
    lines = steps.cumsum(dtype=np.uint32).reshape(len(tops), width + 1)[:, :width]
    side, foot = round(BADGE * ratio), round(_FOOT * ratio)
    for top, line in zip(tops, lines, strict=True):
        strip[top + side : top + side + foot] = line


def _lay_ground(sources: np.ndarray, scene: Scene, n: int, begin: int, side: int) -> None:
    """What words stand on, with the corners of a badge at its end."""
    flags, corner = scene.flags, round(CORNER * scene.ratio)
    first = int(flags.stretch.kinds[n]) * (side + 1)
    left = max(begin + side - corner, 0)
    end = max(round(round(float(flags.x[n] + flags.widths[n])) * scene.ratio) - corner, 0)
    sources[left:end] = first + side
    place = sources[end : end + corner]
    place[:] = np.arange(first + side - corner, first + side)[: len(place)]


def _paint_chosen(painter: QPainter, pixels: np.ndarray, scene: Scene, flag: Flag) -> None:
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
    _write_words(pixels, round(rect.top() * scene.ratio), scene, flag, soft.rgba())


def _write_words(pixels: np.ndarray, top: int, scene: Scene, flag: Flag, ground: int) -> None:
    """The first line, which reads from its own side whatever its script; nothing where there is no
    room. The flag begins ``top`` device pixels down."""
    if flag.width > BADGE + _LEAST_ROOM:
        room = round(flag.width - BADGE - 8) if flag.is_cut else 0
        words, kind = _cut(flag.annotation.text, room, scene.face), flag.annotation.kind
        inside = pixels[top : top + round(BADGE * scene.ratio)]
        line = BADGE / 2 + scene.face.baseline
        lettering.write(inside, flag.x + _WORDS_FROM, line, words, scene, kind, ground)


@lru_cache(maxsize=1_024)
def _cut(text: str, room: int, face: Face) -> str:
    """The first line, cut to ``room`` pixels where that is not 0: as Qt does it, which measures
    the line anew for each room."""
    line = first_line(text)
    if not room:
        return line
    breaks = _breaks(line, face)
    if not breaks:
        return face.metrics.elidedText(line, Qt.TextElideMode.ElideRight, room)
    if breaks[-1][0] <= room:
        return line
    rest = room - face.width_of(_ELLIPSIS)
    if rest < 0:
        return ""
    place = bisect_left(breaks, (rest, 0)) - 1
    return line[: breaks[max(place, 0)][1]] + _ELLIPSIS


@lru_cache(maxsize=1_024)
def _breaks(line: str, face: Face) -> list[tuple[float, int]]:
    """Where it may be cut: how far it reaches, and how many characters that is. Empty for words
    that do not all run from left to right; Qt counts units of UTF-16, so words that have more of
    these than characters are left to it too."""
    layout = QTextLayout(line, face.font)
    layout.beginLayout()
    laid = layout.createLine()
    layout.endLayout()
    found = [(0.0, 0)]
    while (place := layout.nextCursorPosition(found[-1][1])) > found[-1][1]:
        x, _ = cast("tuple[float, int]", laid.cursorToX(place))
        found.append((x, place))
    are_in_order = all(one[0] <= other[0] for one, other in pairwise(found))
    return found if are_in_order and len(line) == found[-1][1] else []
