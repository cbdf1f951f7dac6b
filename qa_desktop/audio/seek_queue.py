"""Held arrow keys: at most ten seeks a second reach the player, and the last one always does."""

from __future__ import annotations

import time
from typing import Final

from qa_desktop.audio.playhead import Clock

SEEK_SECONDS: Final = 0.1


class SeekQueue:
    """The newest target wins; one that comes too soon waits until it is due."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._waiting: int | None = None
        self._free_at = float("-inf")

    @property
    def waiting(self) -> bool:
        """Is there a target that ``take_due`` has not handed out yet?"""
        return self._waiting is not None

    def put(self, ms: int) -> None:
        self._waiting = ms

    def take_due(self) -> int | None:
        """The target to seek to now, if there is one and the last seek is long enough ago."""
        if self._waiting is None or self._clock() < self._free_at:
            return None
        return self.take_now()

    def take_now(self) -> int | None:
        """The waiting target whatever the time: sound is about to start."""
        target, self._waiting = self._waiting, None
        if target is not None:
            self._free_at = self._clock() + SEEK_SECONDS
        return target

    def clear(self) -> None:
        self._waiting = None
