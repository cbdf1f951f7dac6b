"""The ground of the lanes: regions as tinted bands, moments as thin lines.

One row of pixels is mixed and copied down the whole height: hundreds of marks cost no more than
one, which translucent rectangles over each other do not.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtGui import QColor

from qa_desktop.domain.annotations import KINDS
from qa_desktop.ui import theme
from qa_desktop.ui.timeline.scene import Scene, mixed

_BAND: Final = 0.08
_LINE: Final = 0.5
_CHOSEN_BAND: Final = 0.1
_CHOSEN_LINE: Final = 0.9
_EDGE: Final = 3
"""Logical pixels of full colour along the top of a band."""
_CHOSEN: Final = 2 * len(KINDS)
"""Bit of a pixel of the selected region; the next one is that of a selected moment."""


_BITS: Final = 1 << np.arange(_CHOSEN + 2)


def lay_bands(pixels: np.ndarray, scene: Scene) -> None:
    """The ground, with bands and lines of all that is in view; the selected one is stronger.

    Those of one kind that overlap are one: a crowd stays legible. ``pixels`` are those of the whole
    timeline, rows first.
    """
    body, ratio = scene.geometry.body, scene.ratio
    if not scene.flags:
        pixels[round(body.top() * ratio) :] = scene.colors.color("pane").rgba()
        return
    chosen = scene.flags.place(scene.selected)
    covers = _covers(scene, chosen, pixels.shape[1])
    kind = KINDS[0 if chosen is None else int(scene.flags.stretch.kinds[chosen])]
    top, below = round(body.top() * ratio), round((body.top() + _EDGE) * ratio)
    for place, is_edge in ((slice(top, below), True), (slice(below, None), False)):
        pixels[place] = _inks(scene.colors, kind, covers, is_edge=is_edge)[covers]


def _covers(scene: Scene, chosen: int | None, width: int) -> np.ndarray:
    """What lies on each device pixel: for each kind a bit for its bands and one for its lines."""
    flags = scene.flags
    moment = flags.stretch.are_moments
    begin, end = np.rint(flags.x), np.rint(flags.to_x)
    end = np.where(moment, begin + 1, np.maximum(end, begin + 1))
    bits = 2 * flags.stretch.kinds + moment
    if chosen is not None:
        bits = np.append(bits, _CHOSEN + moment[chosen])
        begin = np.append(begin, begin[chosen])
        # the line of a chosen moment is twice as wide
        end = np.append(end, end[chosen] + moment[chosen])
    shape = (_CHOSEN + 2, width + 1)
    row = bits * shape[1]
    begun, ended = (
        np.bincount(row + _pixel(x, scene.ratio, width), minlength=shape[0] * shape[1])
        for x in (begin, end)
    )
    depth = np.cumsum((begun - ended).reshape(shape)[:, :-1], axis=1)
    return _BITS @ (depth > 0)


def _pixel(x: np.ndarray, ratio: float, width: int) -> np.ndarray:
    return np.minimum(np.maximum(np.rint(x * ratio), 0), width).astype(np.int64)


_tables: dict[tuple[str, str, bool], np.ndarray] = {}
"""Theme, kind of the selected one, whether it is the edge: a colour for each cover, 0 for those
that were never seen."""


def _inks(colors: theme.Palette, chosen: str, covers: np.ndarray, *, is_edge: bool) -> np.ndarray:
    """A table that has the colours of all ``covers``."""
    key = (colors.name, chosen, is_edge)
    table = _tables.setdefault(key, np.zeros(1 << (_CHOSEN + 2), np.uint32))
    if not table[covers].all():
        for code in np.unique(covers[table[covers] == 0]).tolist():
            table[code] = _ink(colors, code, chosen, is_edge=is_edge)
    return table


def _ink(colors: theme.Palette, code: int, chosen: str, *, is_edge: bool) -> int:
    """The colour of a pixel on which ``code`` lies."""
    color = colors.color("pane")
    for n, kind in enumerate(KINDS):
        strong = colors.color(kind)
        if code >> 2 * n & 1:
            color = strong if is_edge else mixed(strong, color, _BAND)
        if code >> 2 * n & 2:
            color = mixed(strong, color, _LINE)
    strong = colors.color(chosen)
    if code >> _CHOSEN & 1:
        color = strong if is_edge else mixed(strong, color, _CHOSEN_BAND)
    if code >> _CHOSEN & 2:
        color = mixed(strong, color, _CHOSEN_LINE)
    return QColor(color).rgba()
