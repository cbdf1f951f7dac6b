"""Where the flags of annotations stand: pure arithmetic, no Qt.

A flag is a letter, for a region followed by its words as far as the region is wide. It takes up
its row as far as the region reaches: those that overlap stand in rows below each other. When all
rows are full only their lines are drawn.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np

from qa_desktop.domain.annotations import Annotation
from qa_desktop.domain.direction import without_turns
from qa_desktop.ui.timeline.viewport import Viewport

LETTERS: Final = {"strength": "G", "weakness": "B", "note": "N", "question": "Q"}
"""The key that makes the mark is also the letter that shows it."""

BADGE: Final = 18
_GAP: Final = 4
_LEAST_WORDS: Final = BADGE + 12
"""A region narrower than this shows its letter only."""
ROWS: Final = 3
"""Of flags at least; a tall timeline has more (``geometry``)."""


class Flag(NamedTuple):
    """One annotation on screen: pixels from the left of the lanes, row 0 at the top.

    ``row`` is None where there is no room for the letter.
    """

    annotation: Annotation
    x: float
    to_x: float
    width: float
    row: int | None
    is_cut: bool = False
    """Its words are longer than it has room for."""


def first_line(text: str) -> str:
    """What a flag says; it reads from its own side and turns nothing round."""
    return without_turns(text.partition("\n")[0])


def _place_in_time(annotation: Annotation) -> tuple[tuple[int, int], str]:
    return annotation.span, annotation.id


class AnnotationTrack:
    """Annotations of one call in the order of their time."""

    def __init__(self, annotations: Sequence[Annotation] = (), *, in_order: bool = False) -> None:
        self._sorted = list(annotations) if in_order else sorted(annotations, key=_place_in_time)
        self._starts = [each.at_ms for each in self._sorted]
        self._ends = [each.at_ms if each.to_ms is None else each.to_ms for each in self._sorted]
        lengths = (end - at for at, end in zip(self._starts, self._ends, strict=True))
        self._longest = max(lengths, default=0)
        self._index = {each.id: n for n, each in enumerate(self._sorted)}

    def __len__(self) -> int:
        return len(self._sorted)

    def __iter__(self) -> Iterator[Annotation]:
        return iter(self._sorted)

    def get(self, id: str | None) -> Annotation | None:
        at = self._index.get(id) if id is not None else None
        return None if at is None else self._sorted[at]

    def place(self, id: str | None) -> int:
        """The how many-th it is, from 1; 0 if it is none of them."""
        return self._index[id] + 1 if id in self._index else 0

    def moved(self, annotation: Annotation) -> AnnotationTrack:
        """With this one in the place of the one of its id."""
        others = [each for each in self._sorted if each.id != annotation.id]
        insort(others, annotation, key=_place_in_time)
        return AnnotationTrack(others, in_order=True)

    def last_ms(self) -> int:
        """The end of the last one; 0 if there is none."""
        return max(self._ends, default=0)

    def between(
        self, from_ms: float, to_ms: float
    ) -> tuple[list[Annotation], np.ndarray, np.ndarray]:
        """Those that touch the span, their first and their last milliseconds, without looking at
        all the others."""
        first = bisect_left(self._starts, from_ms - self._longest)
        last = bisect_right(self._starts, to_ms)
        starts = np.array(self._starts[first:last], np.float64)
        ends = np.array(self._ends[first:last], np.float64)
        touching = np.flatnonzero(ends >= from_ms)
        near = [self._sorted[first + n] for n in touching.tolist()]
        return near, starts[touching], ends[touching]

    def step(self, selected: str | None, position_ms: int, forward: bool) -> Annotation | None:
        """The next or previous one: from the selected, else from the playhead; None at an end."""
        if selected in self._index:
            at = self._index[selected] + (1 if forward else -1)
        elif forward:
            at = bisect_left(self._starts, position_ms)
        else:
            at = bisect_right(self._starts, position_ms) - 1
        return self._sorted[at] if 0 <= at < len(self._sorted) else None


def lay_out(
    track: AnnotationTrack,
    view: Viewport,
    label_width: Callable[[Annotation], float],
    name_width: float = 0.0,
    rows: int = ROWS,
) -> list[Flag]:
    """The flags in view, each with a row; ``label_width`` gives the pixels its words need.

    The lower rows begin right of ``name_width``: there the name of the first lane stands. No flag
    stands outside: one at the very end of the call leans to the left, one beyond it is drawn there.
    """
    until = view.end_ms if view.end_ms < view.duration_ms else math.inf
    margin = BADGE * view.ms_per_pixel
    near, starts, ends = track.between(view.start_ms - margin, until)
    seen = float(view.width)
    right = np.minimum(_x_of(view, ends), seen + BADGE)
    # a region that began further left keeps its flag in sight
    x = np.maximum(_x_of(view, starts), np.minimum(right - BADGE, 0.0))
    x = np.where(x <= seen, np.minimum(x, max(seen - BADGE, 0.0)), x)
    room = np.minimum(right, seen) - x
    places = zip(near, x.tolist(), right.tolist(), room.tolist(), strict=True)
    taken = [-math.inf, *[name_width or -math.inf] * (rows - 1)]
    soonest = -math.inf
    flags = []
    for each, at_x, to_x, free in places:
        wanted = BADGE + label_width(each) if free > _LEAST_WORDS else BADGE
        width = wanted if wanted <= free else max(free, BADGE)
        row = _free_row(taken, at_x) if at_x >= soonest else None
        if row is not None:
            taken[row] = max(at_x + width, to_x) + _GAP
            soonest = min(taken)
        flags.append(Flag(each, at_x, to_x, width, row, wanted > width))
    return flags


def _x_of(view: Viewport, ms: np.ndarray) -> np.ndarray:
    """As ``Viewport.x_of``; what lies beyond the end of the call lies at its end."""
    return (np.minimum(ms, view.duration_ms) - view.start_ms) / view.ms_per_pixel


def _free_row(ends: list[float], x: float) -> int | None:
    """The first row whose last flag ends left of ``x``."""
    for row, end in enumerate(ends):
        if end <= x:
            return row
    return None


def joined(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Spans in the order of their beginning; those that touch have become one."""
    result: list[tuple[float, float]] = []
    for start, end in spans:
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return result
