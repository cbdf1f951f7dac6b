"""Which part of the call is on screen, and where: pure arithmetic, no Qt.

Times are integer milliseconds outside and exact floats inside; x is in logical pixels from the
left edge of the lanes. Time always runs from left to right, in every language.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

LEAST_SPAN_MS: Final = 5
"""Forty samples of a telephone call: each is a dot of its own."""
FINE_MS: Final = 2_000
FIRST_SPAN_MS: Final = 80_000
"""What is seen of a longer call at first: speech still looks like words."""

_TICK_STEPS_MS: Final = (
    1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000,
    60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000, 3_600_000,
)  # fmt: skip


@dataclass(frozen=True)
class Viewport:
    """``span_ms`` of a call of ``duration_ms``, from ``start_ms``, over ``width`` pixels."""

    duration_ms: int
    width: int
    start_ms: float = 0.0
    span_ms: float = FIRST_SPAN_MS

    @staticmethod
    def first(duration_ms: int, width: int) -> Viewport:
        return Viewport(duration_ms, max(width, 1), 0.0, FIRST_SPAN_MS).clamped()

    @property
    def end_ms(self) -> float:
        return self.start_ms + self.span_ms

    @property
    def is_fine(self) -> bool:
        """Whether so little is seen that times are told to the millisecond."""
        return self.span_ms < FINE_MS

    @property
    def ms_per_pixel(self) -> float:
        return self.span_ms / self.width

    def clamped(self) -> Viewport:
        """Inside the call; a call shorter than the least span is shown whole."""
        whole = max(self.duration_ms, 1)
        span = min(max(self.span_ms, min(LEAST_SPAN_MS, whole)), whole)
        start = min(max(self.start_ms, 0.0), whole - span)
        return replace(self, start_ms=start, span_ms=span)

    def x_of(self, ms: float) -> float:
        return (ms - self.start_ms) / self.ms_per_pixel

    def ms_at(self, x: float) -> int:
        """The moment under ``x``, inside the call."""
        ms = round(self.start_ms + x * self.ms_per_pixel)
        return min(max(ms, 0), self.duration_ms)

    def shows(self, ms: float) -> bool:
        return self.start_ms <= ms <= self.end_ms

    def resized(self, width: int) -> Viewport:
        """The same part of the call in another width."""
        return replace(self, width=max(width, 1)).clamped()

    def lasting(self, duration_ms: int) -> Viewport:
        """The same view of a call that has become longer (a stopwatch, a stream)."""
        return replace(self, duration_ms=duration_ms).clamped()

    def zoomed(self, factor: float, x: float) -> Viewport:
        """``factor`` above 1 shows less; the moment under ``x`` stays under it where it can."""
        anchor = self.start_ms + x * self.ms_per_pixel
        sized = replace(self, span_ms=self.span_ms / factor).clamped()
        return replace(sized, start_ms=anchor - x * sized.ms_per_pixel).clamped()

    def scrolled(self, delta_ms: float) -> Viewport:
        return replace(self, start_ms=self.start_ms + delta_ms).clamped()

    def centred(self, ms: float) -> Viewport:
        return replace(self, start_ms=ms - self.span_ms / 2).clamped()

    def following(self, ms: int) -> Viewport:
        """Turned like a page so that ``ms`` is seen with what comes next; unchanged if it is."""
        if self.shows(ms):
            return self
        return replace(self, start_ms=ms - self.span_ms * 0.1).clamped()

    def tick_step_ms(self, least_pixels: float) -> int:
        """The finest round step whose labels are ``least_pixels`` apart or more."""
        for step in _TICK_STEPS_MS:
            if step / self.ms_per_pixel >= least_pixels:
                return step
        return _TICK_STEPS_MS[-1] * math.ceil(least_pixels * self.ms_per_pixel / _TICK_STEPS_MS[-1])

    def ticks(self, least_pixels: float) -> Iterator[int]:
        """The moments of the ruler's labels in view."""
        step = self.tick_step_ms(least_pixels)
        first = math.floor(self.start_ms / step)
        last = math.floor(min(self.end_ms, self.duration_ms) / step)
        return (n * step for n in range(first, last + 1))
