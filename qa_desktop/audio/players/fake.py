"""A player and a clock moved by hand, for tests and for machines without any player."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from qa_desktop.audio.sources import open_source
from qa_desktop.domain.talk import Channel

_REPORT_EVERY_MS: Final = 250


class ManualClock:
    """A monotonic clock that moves only when told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class FakePlayer:
    """See ``audio.player.Player``. ``advance`` plays; listeners are called from inside it."""

    name = "Fake"
    has_sides = True
    on_position: Callable[[int], None] | None = None
    on_playing: Callable[[bool], None] | None = None
    on_end: Callable[[], None] | None = None
    on_error: Callable[[str], None] | None = None

    def __init__(self, clock: ManualClock | None = None) -> None:
        self.clock = clock or ManualClock()
        self.position_ms = 0.0
        self.duration_ms = 0
        self.playing = False
        self.rate_percent = 100
        self.volume_percent = 100
        self.gain_db = 0.0
        self.channel: Channel | None = None
        self.seeks: list[int] = []
        """Every seek that reached the player."""
        self._loaded = False
        self._report_in_ms = float(_REPORT_EVERY_MS)

    def load(self, path: Path) -> None:
        with open_source(path) as source:
            self.duration_ms = source.facts.duration_ms
        self.position_ms, self.playing, self._loaded = 0.0, False, True
        self.seeks.clear()

    def play(self) -> None:
        if not self._loaded or self.playing:
            return
        if self.position_ms >= self.duration_ms:
            self.position_ms = 0.0
        self._set_playing(True)

    def pause(self) -> None:
        if self.playing:
            self._set_playing(False)

    def seek(self, ms: int) -> None:
        if not self._loaded:
            return
        self.seeks.append(ms)
        self.position_ms = float(ms)
        self._report_in_ms = _REPORT_EVERY_MS
        if self.playing:
            self._report()

    def set_rate(self, percent: int) -> None:
        self.rate_percent = percent

    def set_volume(self, percent: int, gain_db: float = 0.0) -> None:
        self.volume_percent, self.gain_db = percent, gain_db

    def set_channel(self, channel: Channel | None) -> bool:
        """As VLC: only once samples flow."""
        if self.playing:
            self.channel = channel
        return self.playing

    def close(self) -> None:
        self.on_position = self.on_playing = self.on_end = self.on_error = None
        self._loaded = self.playing = False

    def advance(self, ms: float) -> None:
        """Let ``ms`` of real time pass, reporting every 250 ms as VLC does."""
        while ms > 0:
            step = min(ms, self._report_in_ms)
            ms -= step
            self._report_in_ms -= step
            self.clock.seconds += step / 1000
            if self.playing:
                self._move(step * self.rate_percent / 100)
            if self._report_in_ms <= 0:
                self._report_in_ms = float(_REPORT_EVERY_MS)

    def _move(self, by_ms: float) -> None:
        self.position_ms = min(self.position_ms + by_ms, self.duration_ms)
        if self.position_ms >= self.duration_ms:
            self.playing = False
            if self.on_end:
                self.on_end()
        elif self._report_in_ms <= 0:
            self._report()

    def _report(self) -> None:
        if self.on_position:
            self.on_position(int(self.position_ms))

    def _set_playing(self, flows: bool) -> None:
        self.playing = flows
        if self.on_playing:
            self.on_playing(flows)
