"""Which seconds of a recording are referred to, and so go along as clips."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

Span = tuple[int, int]
"""From ms, to ms; the end is not included."""

MARGIN_MS: Final = 5_000
"""Before and after what was marked: who listens needs to hear what it is an answer to."""
LONGEST_MS: Final = 24 * 3_600_000
"""No recording is longer than a day: nobody can have silence made for a year by saying so."""
_APART_MS: Final = 2_000
"""Less between two clips is not worth a break."""


def referred_spans(
    marks: Iterable[tuple[int, int | None]], duration_ms: int, margin_ms: int = MARGIN_MS
) -> list[Span]:
    """The spans around moments (to ms None) and regions, cut to the recording, in order and
    without overlaps; a mark beyond its end has none."""
    most = min(duration_ms, LONGEST_MS)
    wanted = sorted(
        (max(0, at - margin_ms), min(most, max(at, to or at) + margin_ms)) for at, to in marks
    )
    spans: list[Span] = []
    for begin, end in wanted:
        if begin >= end:
            continue
        if spans and begin - spans[-1][1] < _APART_MS:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((begin, end))
    return spans


def merged(spans: Iterable[Span]) -> list[Span]:
    """Together, in order, without overlaps."""
    found: list[Span] = []
    for begin, end in sorted(spans):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def within(spans: Iterable[Span], begin: int, end: int) -> list[Span]:
    """What of ``begin`` to ``end`` lies in the spans."""
    cut = ((max(begin, each[0]), min(end, each[1])) for each in spans)
    return [(first, last) for first, last in cut if first < last]
