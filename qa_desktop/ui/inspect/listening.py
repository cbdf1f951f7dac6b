"""Hearing the open call: the player on the main thread, what was heard kept as it is heard."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from qa_desktop.audio.cache import Prepared
from qa_desktop.audio.playback import Playback, Report
from qa_desktop.audio.player import Player
from qa_desktop.audio.playhead import Clock
from qa_desktop.domain.listening import HeardSpan
from qa_desktop.domain.talk import Side
from qa_desktop.errors import UserFacingError
from qa_desktop.store.drafts import save_draft
from qa_desktop.store.workspace import Workspace
from qa_desktop.ui.inspect.manner import Manner
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.tasks import Desk

FRAME_MS = 16
KEEP_EVERY_MS = 5_000
"""How much of the proof of listening a power cut may take."""


class Listening(QObject):
    """A recording that plays; the same signals as ``Stopwatch``."""

    position_changed = Signal(int)
    playing_changed = Signal(bool)
    manner_changed = Signal(object)
    """A ``Manner``: speed, channel, loop, silence."""
    failed = Signal(object)
    """A ``UserFacingError`` of the player."""
    _reported = Signal(object)

    def __init__(
        self,
        desk: Desk,
        player: Player,
        parent: QObject | None = None,
        clock: Clock = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._playback = Playback(player, clock)
        self.player_name = player.name
        self.has_sides = player.has_sides
        self._call: str | None = None
        self._was_playing = False
        self._skips_silence = False
        self._was = Manner()
        self._reported.connect(self._on_reported, Qt.ConnectionType.QueuedConnection)
        self._playback.listen(self._reported.emit)
        self._frames = QTimer(self, interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._frames.timeout.connect(self._on_frame)
        self._keep = QTimer(self, interval=KEEP_EVERY_MS)
        self._keep.timeout.connect(self.keep)

    # -- what is open

    def open(self, call: str | None, prepared: Prepared, draft: dict[str, Any]) -> None:
        """Paused where the person left it, with what was heard before. Without a call nothing is
        kept: what a room hears proves nothing about one person."""
        heard = [HeardSpan(*span) for span in draft.get("heard", [])]
        at_ms = min(int(draft.get("position_ms", 0)), prepared.duration_ms)
        self._call = call
        # Kept per recording: a slow speaker stays quick, a dialect slow
        rate_percent = int(draft.get("speed", 100))
        self._playback.load(prepared, at_ms, heard, rate_percent)
        self._tell()

    def close_call(self) -> None:
        """Silent, and what was heard is kept."""
        self._playback.pause()
        self.keep()
        self._tell()
        self._call = None
        self._frames.stop()
        self._keep.stop()

    def shut_down(self) -> None:
        self.close_call()
        self._playback.close()

    # -- acts

    @property
    def call(self) -> str | None:
        """The call that is open."""
        return self._call

    @property
    def playing(self) -> bool:
        return self._playback.playing

    @property
    def position_ms(self) -> int:
        return self._playback.position()

    def moment_before(self, ms: int) -> int:
        """Where the playhead was when so much less of the recording had been heard."""
        return self._playback.moment_before(ms)

    @property
    def rate_percent(self) -> int:
        """How fast it plays."""
        return self._playback.rate_percent

    def heard(self) -> list[list[int]]:
        """[[from ms, to ms, speed %], …] for the evaluation."""
        return [span.as_list() for span in self._playback.heard()]

    def hear_afresh(self, heard: Iterable[Iterable[int]] = ()) -> None:
        """Collect by itself what is heard from here on, added to ``heard``."""
        self._playback.hear_afresh(HeardSpan(*span) for span in heard)

    def heard_afresh(self) -> list[list[int]]:
        """As ``heard``, since ``hear_afresh``."""
        return [span.as_list() for span in self._playback.heard_afresh()]

    def toggle(self) -> None:
        self._playback.toggle()
        self._tell()

    def play(self) -> None:
        self._playback.play()
        self._tell()

    def pause(self) -> None:
        self._playback.pause()
        self._tell()

    def seek_to(self, ms: int) -> None:
        self._playback.seek_to(ms)
        self._tell()

    def skip(self, by_ms: int) -> None:
        self._playback.skip(by_ms)
        self._tell()

    def follow(self, preferences: Preferences) -> None:
        """As the person wants every recording to be heard, now and whenever that changes."""
        wishes: dict[str, Callable[[Any], None]] = {
            "volume": self._playback.set_volume,
            "back_step_ms": self._playback.set_back_step,
            "level_loudness": self._playback.set_levels,
            "skip_silence": self._set_skips_silence,
        }

        def fulfil(key: str) -> None:
            if key in wishes:
                wishes[key](preferences.get(key))

        for key in wishes:
            fulfil(key)
        preferences.changed.connect(fulfil)

    def set_rate(self, percent: int) -> None:
        self._playback.set_rate(percent)
        self._tell()
        self.keep()

    def _set_skips_silence(self, skips: bool) -> None:
        self._skips_silence = skips
        self._playback.set_skips_silence(skips)
        self._tell()

    def set_side(self, side: Side) -> bool:
        done = self._playback.set_side(side)
        self._tell()
        return done

    def set_loop(self, from_ms: int, to_ms: int) -> bool:
        done = self._playback.set_loop(from_ms, to_ms)
        self._tell()
        return done

    def end_loop(self) -> None:
        self._playback.end_loop()
        self._tell()

    def halt_at(self, ms: int | None) -> None:
        """Pause there by itself, to the millisecond that the timer can; None for nowhere."""
        self._playback.halt_at(ms)
        self._tell()

    def to_speech(self, forward: bool) -> bool:
        done = self._playback.to_speech(forward)
        self._tell()
        return done

    def to_silence(self, forward: bool) -> bool:
        done = self._playback.to_silence(forward)
        self._tell()
        return done

    @property
    def manner(self) -> Manner:
        playback = self._playback
        saved = playback.saved_ms // 1_000 * 1_000
        return Manner(
            playback.rate_percent, playback.side, playback.loop, self._skips_silence, saved
        )

    def keep(self) -> None:
        """Position, speed and proof of listening, as a draft of the call."""
        if self._call is None:
            return
        slot = ("listening", self._call)
        self._desk.save(slot, partial(_save, self._call, self.draft))

    @property
    def draft(self) -> dict[str, Any]:
        """As ``open`` takes it."""
        return {
            "position_ms": self.position_ms,
            "heard": self.heard(),
            "speed": self._playback.rate_percent,
        }

    # -- reports and frames

    def _on_reported(self, report: Report) -> None:
        if report.kind == "error":
            self.failed.emit(UserFacingError("audio.cannot_play", file=report.message))
        self._playback.take(report)
        self._tell()

    def _on_frame(self) -> None:
        self._playback.tick()
        self._tell()

    def _tell(self) -> None:
        playing = self._playback.playing
        self.position_changed.emit(self._playback.position())
        if (manner := self.manner) != self._was:
            self._was = manner
            self.manner_changed.emit(manner)
        if playing != self._was_playing:
            self._was_playing = playing
            self.playing_changed.emit(playing)
            self._keep.start() if playing else self._keep.stop()
            if not playing:
                self.keep()
        if self._playback.tick() and not self._frames.isActive():
            self._frames.start()
        elif not playing and not self._playback.tick():
            self._frames.stop()
        wanted = self._playback.next_tick_ms(FRAME_MS)
        if wanted != self._frames.interval():
            self._frames.setInterval(wanted)


def _save(call: str, body: dict[str, Any], workspace: Workspace) -> None:
    save_draft(workspace.db, "listening", call, body)
