"""The playhead clock: where we are in the recording, at every frame.

Players report the time every 250 to 1,000 ms, late, and for a moment after a seek they still
report the old place. The only position the program uses comes from here: the last report plus
elapsed time × speed, with these rules.

- While playing it never runs backwards. A report that differs a little is blended in over half
  a second; one that is far off (``SNAP_MS``) is believed at once.
- It is frozen at the key press on pause; reports after that change nothing.
- After a seek it is pinned to the target until a report comes from there: reports from the old
  place are recognised and ignored.
- It does not start before sound flows, does not run on for long when reports stop coming, and
  stays between 0 and the duration.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

Clock = Callable[[], float]
"""Monotonic seconds."""

SNAP_MS: Final = 400
_BLEND_SECONDS: Final = 0.5
_SLOWEST: Final = 0.1
"""While blending back it still creeps forward at a tenth of the speed."""
_SILENT_SECONDS: Final = 1.5
"""Players report at least once a second; longer silence means that the sound has stopped."""
_BEFORE_TARGET_MS: Final = 250
_AFTER_TARGET_MS: Final = 600
_AT_TARGET_MS: Final = 150


class Playhead:
    """Positions in ms, speed in percent, time from an injected monotonic clock."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._duration = 0
        self._rate = 1.0
        self._base = 0.0
        self._since = 0.0
        self._blend = 0.0
        self._wanted = False
        self._flowing = False
        self._pinned_at: float | None = None

    @property
    def running(self) -> bool:
        """Is the position moving: asked to play, sound flowing, not waiting after a seek?"""
        return self._wanted and self._flowing and self._pinned_at is None

    @property
    def duration_ms(self) -> int:
        return self._duration

    def position(self) -> int:
        """The position now, in whole ms."""
        return round(self._exact())

    def load(self, duration_ms: int, at_ms: int = 0) -> None:
        """A new recording, paused."""
        self._duration = max(duration_ms, 0)
        self._wanted = self._flowing = False
        self._pinned_at = None
        self._anchor(float(at_ms))

    def set_duration(self, duration_ms: int) -> None:
        """The exact duration is known now."""
        self._anchor(self._exact())
        self._duration = max(duration_ms, 0)

    def play(self) -> None:
        """The key was pressed; it moves as soon as sound flows."""
        self._wanted = True

    def pause(self) -> None:
        """Frozen here and now."""
        self._anchor(self._exact())
        self._wanted = False

    def seek(self, ms: int) -> None:
        """At the target at once, whatever the player still reports."""
        self._anchor(float(ms))
        self._pinned_at = self._clock()

    def set_rate(self, percent: int) -> None:
        self._anchor(self._exact())
        self._rate = percent / 100

    def flowing(self, flows: bool) -> None:
        """The player says that samples have begun or stopped to flow."""
        if flows == self._flowing:
            return
        self._anchor(self._exact())
        self._flowing = flows
        if flows:
            self._pinned_at = None

    def finish(self) -> None:
        """The player reached the end."""
        self._wanted = self._flowing = False
        self._pinned_at = None
        self._anchor(float(self._duration))

    def report(self, ms: int, at: float | None = None) -> bool:
        """A position reported by the player; True when the playhead jumped to it.

        ``at`` is when it was reported, by the clock (now). Ignored while paused.
        """
        if not self._wanted:
            return False
        if not self._flowing and self._pinned_at is None:  # the player forgot to say so
            self.flowing(ms > self._base)
            return False
        late = self._clock() - at if at is not None else 0.0
        if self._pinned_at is not None:
            return self._report_after_seek(ms, late)
        return self._correct(ms + late * 1000 * self._rate)

    def _correct(self, ms: float) -> bool:
        error = ms - self._exact()
        if abs(error) >= SNAP_MS:
            self._anchor(ms)
            return True
        self._anchor(self._exact())
        slowest = (_SLOWEST - 1) * self._rate * 1000 * _BLEND_SECONDS
        self._blend = max(error, slowest)
        return False

    def _report_after_seek(self, ms: int, late: float) -> bool:
        waited = self._clock() - late - (self._pinned_at or 0.0)
        ahead = ms - self._base
        plausible = -_BEFORE_TARGET_MS <= ahead <= _AFTER_TARGET_MS + waited * 1000 * self._rate
        if not plausible and waited < _SILENT_SECONDS:
            return False
        self._pinned_at = None
        self._flowing = True
        reached = self._base if plausible and ahead <= _AT_TARGET_MS else float(ms)
        self._anchor(reached + late * 1000 * self._rate)
        return not plausible

    def _exact(self) -> float:
        if not self.running:
            return self._base
        elapsed = min(max(self._clock() - self._since, 0.0), _SILENT_SECONDS)
        blended = min(elapsed / _BLEND_SECONDS, 1.0) * self._blend
        return self._bounded(self._base + elapsed * 1000 * self._rate + blended)

    def _anchor(self, ms: float) -> None:
        self._base = self._bounded(ms)
        self._since = self._clock()
        self._blend = 0.0

    def _bounded(self, ms: float) -> float:
        return min(max(ms, 0.0), float(self._duration))
