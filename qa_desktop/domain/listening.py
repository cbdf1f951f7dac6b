"""Proof of listening: which milliseconds of a recording were heard, and at what speed.

Only what sounded counts: playing adds to it, pausing and seeking never do. An evaluation keeps
the merged spans as its ``heard`` value, ``[[from ms, to ms, speed %], …]``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, order=True)
class HeardSpan:
    """From ``from_ms`` up to, not including, ``to_ms``, at ``speed`` percent."""

    from_ms: int
    to_ms: int
    speed: int = 100

    def as_list(self) -> list[int]:
        """``[from ms, to ms, speed %]`` as operations and drafts write it."""
        return [self.from_ms, self.to_ms, self.speed]


def merge_heard(spans: Iterable[HeardSpan]) -> list[HeardSpan]:
    """Overlapping and touching spans of one speed joined; sorted; empty ones left out."""
    merged: list[HeardSpan] = []
    by_speed = sorted(spans, key=lambda span: (span.speed, span.from_ms))
    for speed, group in groupby(by_speed, key=lambda span: span.speed):
        for start, end in _union((span.from_ms, span.to_ms) for span in group):
            merged.append(HeardSpan(start, end, speed))
    return sorted(merged)


def heard_ms(spans: Iterable[HeardSpan], duration_ms: int, *, fastest: int | None = None) -> int:
    """Milliseconds of the recording heard at least once, at ``fastest`` percent or slower."""
    counted = [
        (max(span.from_ms, 0), min(span.to_ms, duration_ms))
        for span in spans
        if fastest is None or span.speed <= fastest
    ]
    return sum(end - start for start, end in _union(sorted(counted)))


def has_heard(
    spans: Iterable[HeardSpan],
    places: Iterable[tuple[int, int]],
    *,
    fastest: int,
    leeway_ms: int = 500,
) -> bool:
    """Whether every place [from ms, to ms] was heard, at ``fastest`` percent or slower.

    Of each may ``leeway_ms`` be missing, since players stop a little early; something of it must
    have sounded. Without places, something of the recording.
    """
    heard = _union(sorted((s.from_ms, s.to_ms) for s in spans if s.speed <= fastest))
    for start, end in places:
        within = sum(max(0, min(to, end) - max(at, start)) for at, to in heard)
        if within < max(1, end - start - leeway_ms):
            return False
    return bool(heard)


class ListeningLog:
    """Collects the spans of one recording while it is being played."""

    def __init__(self, spans: Iterable[HeardSpan] = ()) -> None:
        self._spans = merge_heard(spans)
        self._from: tuple[int, int] | None = None

    @property
    def running(self) -> bool:
        return self._from is not None

    def start(self, at_ms: int, speed: int) -> None:
        """Sound begins to flow at ``at_ms``; ends what was running there (a new speed)."""
        self.stop(at_ms)
        self._from = (at_ms, speed)

    def stop(self, at_ms: int) -> None:
        """Sound stops at ``at_ms``. Without a start, and backwards, nothing is counted."""
        self._spans = self.spans(at_ms)
        self._from = None

    def spans(self, at_ms: int | None = None) -> list[HeardSpan]:
        """Merged; with ``at_ms`` including what is running up to there."""
        if self._from and at_ms is not None:
            start, speed = self._from
            return merge_heard([*self._spans, HeardSpan(start, at_ms, speed)])
        return list(self._spans)


def _union(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted (start, end) pairs joined where they touch; empty ones left out."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if end <= start:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
