"""Where the flags of annotations stand: pure arithmetic, no Qt.

A flag is a letter, for a region followed by its words as far as the region is wide. It takes up
its row as far as the region reaches: those that overlap stand in rows below each other. When all
rows are full only their lines are drawn.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple, overload

import numpy as np

from qa_desktop.domain.annotations import Annotation
from qa_desktop.domain.direction import without_turns
from qa_desktop.ui.timeline.track import AnnotationTrack, Stretch
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


class Flags(Sequence[Flag]):
    """The flags in view as columns of figures, for painting hundreds of them at once; and each by
    itself, for pointing at it. ``rows`` is −1 where there is no room for the letter."""

    def __init__(
        self,
        stretch: Stretch,
        x: np.ndarray,
        to_x: np.ndarray,
        widths: np.ndarray,
        rows: np.ndarray,
        are_cut: np.ndarray,
    ) -> None:
        self.stretch = stretch
        self.x = x
        self.to_x = to_x
        self.widths = widths
        self.rows = rows
        self.are_cut = are_cut

    def __len__(self) -> int:
        return len(self.stretch.marks)

    @overload
    def __getitem__(self, n: int) -> Flag: ...
    @overload
    def __getitem__(self, n: slice) -> list[Flag]: ...
    def __getitem__(self, n: int | slice) -> Flag | list[Flag]:
        if isinstance(n, slice) or "_each" in vars(self):
            return self._each[n]
        row = int(self.rows[n])
        place = (float(self.x[n]), float(self.to_x[n]), float(self.widths[n]))
        is_cut = bool(self.are_cut[n])
        return Flag(self.stretch.marks[n], *place, None if row < 0 else row, is_cut)

    def __iter__(self) -> Iterator[Flag]:
        return iter(self._each)

    @cached_property
    def _each(self) -> list[Flag]:
        columns = (self.x, self.to_x, self.widths, self.rows, self.are_cut)
        return [
            Flag(mark, x, to_x, width, None if row < 0 else row, is_cut)
            for mark, x, to_x, width, row, is_cut in zip(
                self.stretch.marks, *(column.tolist() for column in columns), strict=True
            )
        ]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {each.id: n for n, each in enumerate(self.stretch.marks)}

    def place(self, id: str | None) -> int | None:
        """Which of them this annotation is."""
        return None if id is None else self._places.get(id)


def lay_out(
    track: AnnotationTrack,
    view: Viewport,
    label_width: Callable[[Annotation], float],
    name_width: float = 0.0,
    rows: int = ROWS,
) -> Flags:
    """The flags in view, each with a row; ``label_width`` gives the pixels its words need.

    The lower rows begin right of ``name_width``: there the name of the first lane stands. No flag
    stands outside: one at the very end of the call leans to the left, one beyond it is drawn there.
    """
    until = view.end_ms if view.end_ms < view.duration_ms else math.inf
    margin = BADGE * view.ms_per_pixel
    stretch = track.between(view.start_ms - margin, until)
    seen = float(view.width)
    right = np.minimum(_x_of(view, stretch.ends), seen + BADGE)
    # a region that began further left keeps its flag in sight
    x = np.maximum(_x_of(view, stretch.starts), np.minimum(right - BADGE, 0.0))
    x = np.where(x <= seen, np.minimum(x, max(seen - BADGE, 0.0)), x)
    room = np.minimum(right, seen) - x
    wanted = np.full(len(x), float(BADGE))
    for n in np.flatnonzero(room > _LEAST_WORDS).tolist():
        wanted[n] += label_width(stretch.marks[n])
    widths = np.minimum(wanted, np.maximum(room, BADGE))
    taken = [-math.inf, *[name_width or -math.inf] * (rows - 1)]
    found = _rows(taken, x.tolist(), (np.maximum(x + widths, right) + _GAP).tolist())
    return Flags(stretch, x, right, widths, np.array(found, np.int64), wanted > widths)


def _rows(taken: list[float], begins: list[float], ends: list[float]) -> list[int]:
    """For each flag the first row that is free where it begins, −1 where none is; rows are
    ``taken`` up to there."""
    found = []
    soonest = min(taken)
    for begin, end in zip(begins, ends, strict=True):
        row = -1
        if begin >= soonest:
            row = 0
            while taken[row] > begin:
                row += 1
            taken[row] = end
            soonest = min(taken)
        found.append(row)
    return found


def _x_of(view: Viewport, ms: np.ndarray) -> np.ndarray:
    """As ``Viewport.x_of``; what lies beyond the end of the call lies at its end."""
    return (np.minimum(ms, view.duration_ms) - view.start_ms) / view.ms_per_pixel


def joined(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Spans in the order of their beginning; those that touch have become one."""
    result: list[tuple[float, float]] = []
    for start, end in spans:
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return result
