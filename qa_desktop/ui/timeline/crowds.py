"""Where flags have no room a sign says how many stand there: nothing is hidden silently."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final, NamedTuple

import numpy as np

from qa_desktop.ui.timeline import lettering
from qa_desktop.ui.timeline.flags import BADGE
from qa_desktop.ui.timeline.scene import Scene
from qa_desktop.ui.timeline.spoken import count_words

_PAD: Final = 6
_GAP: Final = 4


class Crowd(NamedTuple):
    """``number`` annotations without a flag, the first of them ``x`` pixels from the left."""

    x: float
    number: int


def crowds_of(hidden: np.ndarray, width: float, seen: float) -> list[Crowd]:
    """``hidden`` are the places of flags that have no room, in any order; signs of ``width`` pixels
    stand side by side, inside of ``seen``, and each counts those from its place to the next."""
    found: list[Crowd] = []
    rightmost = max(seen - width, 0.0)
    places = sorted(min(max(x, 0.0), rightmost) for x in hidden.tolist())
    first = 0
    while first < len(places):
        x = places[first]
        last = bisect_left(places, x + width + _GAP)
        found.append(Crowd(x, last - first))
        first = last
    return found


def lay_crowds(pixels: np.ndarray, scene: Scene) -> None:
    """In the row below the flags; ``pixels`` are those of the whole timeline."""
    flags, ratio = scene.flags, scene.ratio
    is_hidden = (flags.rows < 0) & (flags.x <= scene.view.width)
    chosen = flags.place(scene.selected)
    if chosen is not None:  # it is shown with or without a row
        is_hidden[chosen] = False
    hidden = flags.x[is_hidden]
    if not len(hidden):
        return
    width = scene.face.width_of(_words(len(hidden))) + 2 * _PAD
    ground = scene.colors.color("chip").rgba()
    top = round(scene.geometry.flag_top(scene.geometry.flag_rows) * ratio)
    row = pixels[top : top + round(BADGE * ratio)]
    for crowd in crowds_of(hidden, width, scene.view.width):
        words = _words(crowd.number)
        end = crowd.x + scene.face.width_of(words) + 2 * _PAD
        row[:, round(crowd.x * ratio) : round(end * ratio)] = ground
        line = BADGE / 2 + scene.face.baseline
        lettering.write(row, crowd.x + _PAD, line, words, scene, "muted", ground)


def _words(count: int) -> str:
    """So many more than there are flags."""
    return f"+{count_words(count)}"
