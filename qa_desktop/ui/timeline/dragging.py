"""Moving annotations and their edges: pure arithmetic, no Qt.

What is dragged snaps to the one moment that is near; where two are, nobody knows which is meant,
and it snaps to none.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from qa_desktop.domain.annotations import Annotation

Part = Literal["start", "end", "whole"]

SNAP_PIXELS: Final = 8
SHORTEST_MS: Final = 10
"""A region keeps this much, however far an edge is dragged over the other."""


@dataclass(frozen=True)
class Grip:
    """A part of an annotation in the hand of the mouse, and the moment where it was taken."""

    annotation: Annotation
    part: Part
    at_ms: int


@dataclass(frozen=True)
class Moved:
    """Where an annotation is while it is dragged, and the moment that it snapped to."""

    annotation: Annotation
    snapped_ms: int | None = None


def move(
    grip: Grip, to_ms: int, duration_ms: int, targets: Sequence[int], within_ms: float
) -> Moved:
    """With the mouse at ``to_ms``; ``targets``, in order, is empty where nothing is to snap."""
    moved = dragged(grip, to_ms, duration_ms)
    return Moved(*snapped(grip, moved, targets, within_ms, duration_ms))


def dragged(grip: Grip, to_ms: int, duration_ms: int) -> Annotation:
    """The annotation with the mouse at ``to_ms``: inside the call, an edge short of the other."""
    mark, by = grip.annotation, to_ms - grip.at_ms
    first, last = mark.span
    if grip.part == "start":
        return replace(mark, at_ms=min(max(first + by, 0), max(last - SHORTEST_MS, 0)))
    if grip.part == "end":
        return replace(mark, to_ms=max(min(last + by, duration_ms), first + SHORTEST_MS))
    by = max(min(by, duration_ms - last), -first)
    return replace(mark, at_ms=first + by, to_ms=None if mark.to_ms is None else last + by)


def snapped(
    grip: Grip, moved: Annotation, targets: Sequence[int], within_ms: float, duration_ms: int
) -> tuple[Annotation, int | None]:
    """``moved`` pulled to one of the ordered targets not further than ``within_ms``, and that one.

    Unchanged (and None) where no target is near, or more than one.
    """
    first, last = moved.span
    edges = {"start": (first,), "end": (last,), "whole": tuple(dict.fromkeys((first, last)))}
    pulls = {
        target - edge: target
        for edge in edges[grip.part]
        for target in _near(targets, edge, within_ms)
    }
    if len(pulls) != 1:
        return moved, None
    ((by, target),) = pulls.items()
    changed = {
        "start": lambda: replace(moved, at_ms=first + by),
        "end": lambda: replace(moved, to_ms=last + by),
        "whole": lambda: replace(
            moved, at_ms=first + by, to_ms=None if moved.to_ms is None else last + by
        ),
    }[grip.part]()
    at, to = changed.span
    if at < 0 or to > duration_ms or (changed.to_ms is not None and to - at < SHORTEST_MS):
        return moved, None
    return changed, target


def _near(targets: Sequence[int], edge: int, within_ms: float) -> Sequence[int]:
    first = bisect_left(targets, edge - within_ms)
    return targets[first : bisect_right(targets, edge + within_ms)]


def targets_of(
    others: Iterable[Annotation], playhead_ms: int, duration_ms: int, dragged_id: str
) -> list[int]:
    """What one can snap to: edges of the other annotations, playhead, both ends of the call."""
    edges = (ms for each in others if each.id != dragged_id for ms in each.span)
    return sorted({0, duration_ms, playhead_ms, *edges})
