"""The annotations of one call in the order of their time: pure arithmetic, no Qt."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np

from qa_desktop.domain.annotations import KINDS, Annotation

_NUMBER: Final = {kind: n for n, kind in enumerate(KINDS)}


class Stretch(NamedTuple):
    """Annotations that touch a span of the call: their first and last milliseconds, their kinds
    (places in ``KINDS``), and whether they are moments."""

    marks: list[Annotation]
    starts: np.ndarray
    ends: np.ndarray
    kinds: np.ndarray
    are_moments: np.ndarray

    def part(self, marks: list[Annotation], places: slice | np.ndarray) -> Stretch:
        """``marks`` are those at ``places``."""
        columns = (self.starts, self.ends, self.kinds, self.are_moments)
        return Stretch(marks, *(column[places] for column in columns))


def _place_in_time(annotation: Annotation) -> tuple[tuple[int, int], str]:
    return annotation.span, annotation.id


class AnnotationTrack:
    """Annotations of one call in the order of their time."""

    def __init__(self, annotations: Sequence[Annotation] = ()) -> None:
        self._sorted = sorted(annotations, key=_place_in_time)
        self._starts = [each.at_ms for each in self._sorted]
        self._longest = max((each.span[1] - each.at_ms for each in self._sorted), default=0)
        """None is longer; there need not be one that is as long."""

    def __len__(self) -> int:
        return len(self._sorted)

    def __iter__(self) -> Iterator[Annotation]:
        return iter(self._sorted)

    @cached_property
    def _index(self) -> dict[str, int]:
        return {each.id: n for n, each in enumerate(self._sorted)}

    @cached_property
    def _whole(self) -> Stretch:
        marks = self._sorted
        return Stretch(
            marks,
            np.array(self._starts, np.float64),
            np.array([each.at_ms if each.to_ms is None else each.to_ms for each in marks], "f8"),
            np.array([_NUMBER[each.kind] for each in marks], np.int64),
            np.array([each.to_ms is None for each in marks], np.bool_),
        )

    def get(self, id: str | None) -> Annotation | None:
        at = self._index.get(id) if id is not None else None
        return None if at is None else self._sorted[at]

    def place(self, id: str | None) -> int:
        """The how many-th it is, from 1; 0 if it is none of them."""
        return self._index[id] + 1 if id in self._index else 0

    def moved(self, annotation: Annotation) -> AnnotationTrack:
        """With this one in the place of the one of its id."""
        track, whole = AnnotationTrack(), self._whole
        track._sorted, track._starts = self._sorted.copy(), self._starts.copy()
        before = self._index.get(annotation.id)
        if before is not None:
            del track._sorted[before], track._starts[before]
            whole = Stretch([], *(np.delete(column, before) for column in whole[1:]))
        place = bisect_left(track._sorted, _place_in_time(annotation), key=_place_in_time)
        track._sorted.insert(place, annotation)
        track._starts.insert(place, annotation.at_ms)
        track._longest = max(self._longest, annotation.span[1] - annotation.at_ms)
        own = (*annotation.span, _NUMBER[annotation.kind], annotation.to_ms is None)
        columns = zip(whole[1:], own, strict=True)
        # a cached property is what was put there: columns need not be read from all of them again
        track._whole = Stretch(
            track._sorted, *(np.insert(column, place, value) for column, value in columns)
        )
        return track

    def last_ms(self) -> int:
        """The end of the last one; 0 if there is none."""
        return max((each.span[1] for each in self._sorted), default=0)

    def between(self, from_ms: float, to_ms: float) -> Stretch:
        """Those that touch the span, without looking at all the others."""
        first = bisect_left(self._starts, from_ms - self._longest)
        last = bisect_right(self._starts, to_ms)
        near = self._whole.part(self._sorted[first:last], slice(first, last))
        touching = np.flatnonzero(near.ends >= from_ms)
        if len(touching) == len(near.marks):
            return near
        return near.part([near.marks[n] for n in touching.tolist()], touching)

    def step(self, selected: str | None, position_ms: int, forward: bool) -> Annotation | None:
        """The next or previous one: from the selected, else from the playhead; None at an end."""
        if selected in self._index:
            at = self._index[selected] + (1 if forward else -1)
        elif forward:
            at = bisect_left(self._starts, position_ms)
        else:
            at = bisect_right(self._starts, position_ms) - 1
        return self._sorted[at] if 0 <= at < len(self._sorted) else None
