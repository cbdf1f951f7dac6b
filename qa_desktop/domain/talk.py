"""Who talks when in a call: silences, talking at once, and where to go on listening.

Pure arithmetic on spans of milliseconds, from what ``audio.sound_map`` found once in the sound.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from qa_desktop.domain.clips import Span, merged, within

BandKind = Literal["silence", "overtalk", "music", "ring"]
Side = Literal["both", "agent", "customer"]
"""Which channels are in the ears; the agent's is the first."""
SIDES: Final[tuple[Side, ...]] = ("both", "agent", "customer")
Channel = Literal["left", "right"]
"""Of a file: which of the two is the agent's depends on how the telephone system was wired."""

LONG_SILENCE_MS: Final = 3_000
"""In conversation about one second is the longest silence that nobody feels bound to end
(Jefferson 1989, "standard maximum silence"); three times that is worth showing."""
OVERTALK_MS: Final = 1_000
"""Taking turns, people overlap for 0.28 s on average, three of four times for less than 0.4 s
(Levinson & Torreira 2015, Front. Psychol. 6:731): a whole second is talking over somebody."""
_BREATH_MS: Final = 400
"""Talking at once is not over because one of the two draws breath."""
PAUSE_MS: Final = 500
"""Speech after less than this goes on; after more it begins again, and keys stop there."""
SKIPPED_MS: Final = 1_000
"""A silence shorter than this is left as it is: a conversation without its second sounds hasty."""
EDGE_MS: Final = 250
"""Kept of a skipped silence before and after speech: weak beginnings and ends of words."""
_STEP_BACK_MS: Final = 1_000
"""A key that goes back leaves the beginning it has only just passed, to reach the one before."""


def channel_of(side: Side, agents: Channel) -> Channel | None:
    """The channel to be heard of a file in which the agent speaks on ``agents``; None for both."""
    if side == "both":
        return None
    return "left" if (side == "agent") == (agents == "left") else "right"


@dataclass(frozen=True, order=True)
class Band:
    """Something about a stretch of the call; ``channel`` is None for the call as a whole."""

    from_ms: int
    to_ms: int
    kind: BandKind
    channel: int | None = None


def silences(sound: Iterable[Span], duration_ms: int, least_ms: int) -> list[Span]:
    """Where for ``least_ms`` or more there is none of the spans, from 0 to ``duration_ms``."""
    found, at = [], 0
    for begin, end in [*merged(sound), (duration_ms, duration_ms)]:
        if begin - at >= least_ms:
            found.append((at, min(begin, duration_ms)))
        at = max(at, end)
    return found


def overtalk(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    """Where both talk for ``OVERTALK_MS`` or more; spans of each in order, without overlaps."""
    both: list[Span] = []
    first = second = 0
    while first < len(one) and second < len(other):
        begin = max(one[first][0], other[second][0])
        end = min(one[first][1], other[second][1])
        if begin < end:
            both.append((begin, end))
        if one[first][1] < other[second][1]:
            first += 1
        else:
            second += 1
    return [span for span in without_gaps(both, _BREATH_MS) if span[1] - span[0] >= OVERTALK_MS]


def without_gaps(spans: Iterable[Span], shorter_than_ms: int) -> list[Span]:
    """Spans in order, joined over gaps shorter than this."""
    joined: list[Span] = []
    for begin, end in merged(spans):
        if joined and begin - joined[-1][1] < shorter_than_ms:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    return joined


def skippable(
    sound: Iterable[Span], duration_ms: int, heard: Sequence[Span] | None = None
) -> list[Span]:
    """What "skip silence" leaves out: silences of ``SKIPPED_MS`` and more without their edges.

    The edge towards the beginning or end of the recording is left out as well. ``heard`` are the
    places that can be heard at all (a recording of which there are only clips).
    """
    skipped = []
    for begin, end in silences(sound, duration_ms, SKIPPED_MS):
        first = begin + EDGE_MS if begin else 0
        last = end - EDGE_MS if end < duration_ms else end
        if last > first:
            skipped += [(first, last)] if heard is None else within(heard, first, last)
    return skipped


def speech_starts(sound: Iterable[Span]) -> list[int]:
    """Where, after a pause, speech begins again: a little before it."""
    return [max(begin - EDGE_MS, 0) for begin, _ in without_gaps(sound, PAUSE_MS)]


def next_start(starts: Sequence[int], at_ms: int) -> int | None:
    """The first of these, in order, behind ``at_ms``; None behind the last."""
    found = bisect_right(starts, at_ms)
    return starts[found] if found < len(starts) else None


def previous_start(starts: Sequence[int], at_ms: int) -> int | None:
    """The last of these before ``at_ms`` that has not only just been passed; None before the
    first."""
    found = bisect_left(starts, at_ms - _STEP_BACK_MS)
    return starts[found - 1] if found else None
