"""Where playing goes on by itself: round a loop, over silence, over what is not here."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from qa_desktop.domain.clips import Span

LEAST_LOOP_MS: Final = 200
"""Shorter than this it is a buzz; the player could not follow either."""


@dataclass(frozen=True)
class Course:
    """``sounding`` is where there is anything of the recording, None for everywhere; ``skipped``
    the silences to be left out, in order."""

    duration_ms: int
    sounding: Sequence[Span] | None = None
    skipped: Sequence[Span] = ()

    def next_sound(self, at_ms: int) -> int | None:
        """``at_ms`` where there is something to hear, else where it begins again; None behind
        the last of it."""
        at: int | None = at_ms
        while at is not None:
            here = self._over_silence(self._over_nothing(at))
            if here == at:
                return at
            at = here
        return None

    def silent_ms(self, from_ms: int, to_ms: int) -> int:
        """How much of a stretch is silence to be left out."""
        inside = (min(b, to_ms) - max(a, from_ms) for a, b in self.skipped)
        return sum(ms for ms in inside if ms > 0)

    def _over_nothing(self, at: int) -> int | None:
        if self.sounding is None:
            return at
        return next((max(begin, at) for begin, end in self.sounding if at < end), None)

    def _over_silence(self, at: int | None) -> int | None:
        if at is None:
            return None
        number = bisect_right(self.skipped, (at, self.duration_ms + 1)) - 1
        if number < 0 or at >= self.skipped[number][1]:
            return at
        end = self.skipped[number][1]
        return end if end < self.duration_ms else None


def loop_of(from_ms: int, to_ms: int, duration_ms: int) -> Span | None:
    """The span as a loop, inside the recording; None for one too short to be heard."""
    begin, end = max(min(from_ms, to_ms), 0), min(max(from_ms, to_ms), duration_ms)
    return (begin, end) if end - begin >= LEAST_LOOP_MS else None
