"""One 64-bit hybrid logical clock: later operations of one history compare greater."""

from __future__ import annotations

import time
from collections.abc import Callable

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

    def witness(self, stamp: int) -> int:
        """Having seen another's stamp, never write an earlier one, unless it is absurd: then by
        how many ms it is ahead of us (else 0)."""
        ahead = (stamp >> 16) - self.now()
        if ahead > TOLERANCE_MS:
            return ahead
        self.last = max(self.last, stamp)
        return 0
