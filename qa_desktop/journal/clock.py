"""One 64-bit hybrid logical clock: later operations of one history compare greater."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

TOLERANCE_MS = 24 * 3600 * 1000
"""An operation further ahead of us than this does not move our clock (EXCHANGE.md)."""


def now_ms() -> int:
    """Wall clock, integer milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000


class HybridClock:
    """``max(now_ms << 16, last + 1)``; ``last`` is kept in the database by the journal."""

    def __init__(self, now: Callable[[], int] = now_ms, last: int = 0) -> None:
        self.now = now
        self.last = last

    def tick(self) -> int:
        """The stamp of the next operation; strictly greater than any before."""
        self.last = max(self.now() << 16, self.last + 1)
        return self.last

    def witness(self, stamps: Iterable[int]) -> None:
        """Having seen others' stamps, never write an earlier one, unless it is absurd."""
        latest = self.now() + TOLERANCE_MS + 1 << 16
        self.last = max(self.last, *(stamp for stamp in stamps if stamp < latest), 0)
