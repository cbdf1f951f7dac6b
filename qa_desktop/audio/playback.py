"""Playing one recording: what the keys do, on top of any player. No Qt, no threads.

The window calls the acts, carries the player's reports to the main thread (``listen``,
``take``) and calls ``tick`` from a timer.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from qa_desktop.audio.cache import Prepared
from qa_desktop.audio.course import Course, loop_of
from qa_desktop.audio.player import FASTEST, SLOWEST, Player
from qa_desktop.audio.playhead import Clock, Playhead
from qa_desktop.audio.seek_queue import SeekQueue
from qa_desktop.domain.clips import Span, within
from qa_desktop.domain.listening import HeardSpan, ListeningLog
from qa_desktop.domain.talk import (
    Channel,
    Side,
    channel_of,
    next_start,
    previous_start,
    skippable,
    speech_starts,
)

BACK_STEP_MS: Final = 2_000
MAX_BACK_STEP_MS: Final = 10_000
_AT_END_MS: Final = 50
_JUMPS_KEPT: Final = 8
"""More are not made within a person's reaction time, at any speed."""
_LAST_SOUND_MS: Final = 1_000
"""Some outputs report the end while this much is still sounding."""

Kind = Literal["position", "playing", "end", "error"]


@dataclass(frozen=True)
class Report:
    """What a player said, on its way from the player's thread to ``Playback.take``."""

    kind: Kind
    load: int
    """Which load it belongs to: a late report about the last recording changes nothing."""
    at: float
    """When it was said, by the clock: the way to the main thread may take a while."""
    value: int = 0
    message: str = ""


class Playback:
    """One player, one recording at a time; positions in integer ms."""

    def __init__(
        self, player: Player, clock: Clock = time.monotonic, back_step_ms: int = BACK_STEP_MS
    ) -> None:
        self._player, self._clock = player, clock
        self._playhead = Playhead(clock)
        self._seeks = SeekQueue(clock)
        self._log = ListeningLog()
        self._afresh: ListeningLog | None = None
        self._recording: Prepared | None = None
        self._playing = False
        self._ended = False
        self._paused_at: int | None = None
        self._volume_percent = 100
        self._levels = False
        self._skips_silence = False
        self._course = Course(0)
        self._jumps: deque[Span] = deque(maxlen=_JUMPS_KEPT)
        """From where to where playing has gone by itself since the person last did anything."""
        self._side_taken = True
        self.side: Side = "both"
        self.loop: Span | None = None
        """What is heard again and again."""
        self.halt_ms: int | None = None
        """Where playing pauses by itself, once."""
        self.saved_ms = 0
        """How much listening skipped silences have saved in this recording, at the speed then."""
        self.rate_percent = 100
        self.set_back_step(back_step_ms)
        self._load_number = 0

    def listen(self, post: Callable[[Report], None]) -> None:
        """Have every report of the player given to ``post``, on the player's own thread.

        ``post`` only hands it over (a queued signal's ``emit``) to ``take`` on the main thread.
        """

        def hand_on(kind: Kind, value: int = 0, message: str = "") -> None:
            post(Report(kind, self._load_number, self._clock(), value, message))

        self._player.on_position = lambda ms: hand_on("position", ms)
        self._player.on_playing = lambda flows: hand_on("playing", int(flows))
        self._player.on_end = lambda: hand_on("end")
        self._player.on_error = lambda message: hand_on("error", message=message)

    @property
    def playing(self) -> bool:
        """Has the person asked for sound? (It may start some milliseconds later.)"""
        return self._playing

    @property
    def sounding(self) -> bool:
        """Is sound flowing and the playhead moving?"""
        return self._playhead.running

    @property
    def duration_ms(self) -> int:
        return self._playhead.duration_ms

    def position(self) -> int:
        """The playhead, in ms. The only position to show, mark or seek by."""
        return self._playhead.position()

    def moment_before(self, ms: int) -> int:
        """Where the playhead was when so much less had been heard: behind a silence that was left
        out, and after the end of a loop, that lies before the jump."""
        at = self.position()
        for left, arrived in reversed(self._jumps):
            since = at - arrived
            if not 0 <= since < ms:
                break
            at, ms = left, ms - since
        return max(at - ms, 0)

    def heard(self) -> list[HeardSpan]:
        """Proof of listening so far, merged, up to now; silence where nothing is here is none."""
        return self._sounding_of(self._log)

    def heard_afresh(self) -> list[HeardSpan]:
        """As ``heard``, since ``hear_afresh``; nothing without it."""
        return self._sounding_of(self._afresh) if self._afresh is not None else []

    def hear_afresh(self, heard: Iterable[HeardSpan] = ()) -> None:
        """From here on what is heard is also collected by itself, added to ``heard``, until
        another recording is taken."""
        self._afresh = ListeningLog(heard)
        self._follow_log()

    def _sounding_of(self, log: ListeningLog) -> list[HeardSpan]:
        spans = log.spans(self.position())
        sounding = self._recording.sounding if self._recording is not None else None
        if sounding is None:
            return spans
        return [
            HeardSpan(begin, end, span.speed)
            for span in spans
            for begin, end in within(sounding, span.from_ms, span.to_ms)
        ]

    def load(
        self,
        prepared: Prepared,
        at_ms: int = 0,
        heard: Iterable[HeardSpan] = (),
        rate_percent: int | None = None,
    ) -> None:
        """Take a recording, paused at ``at_ms``, with both channels; ``heard`` are the spans kept
        from before, ``rate_percent`` None leaves the speed as it is."""
        self._stop_log()
        self._jumps.clear()
        self._recording, self._paused_at = prepared, None
        self._playing = self._ended = False
        self._seeks.clear()
        self._log, self._afresh = ListeningLog(heard), None
        self._playhead.load(prepared.duration_ms, at_ms)
        self._player.load(prepared.playable)
        self._load_number += 1  # the old recording is silent now: what comes late has its number
        self.loop, self.halt_ms, self.saved_ms = None, None, 0
        # Half a call that one takes for a whole one is worse than a key pressed again
        self.set_side("both")
        self.set_rate(self.rate_percent if rate_percent is None else rate_percent)
        self._set_player_volume()
        if at_ms:
            self.seek_to(at_ms)

    def toggle(self) -> None:
        if self._playing:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """Start, or go on a little before the pause; at the end, from the beginning.

        Idempotent: while playing it does nothing.
        """
        if self._playing or self._recording is None:
            return
        start = self._resume_position()
        if self.loop is None:
            is_behind_all = self._course.next_sound(start) is None
            start = self._next_sound(0 if is_behind_all else start) or 0
        if start != self.position() or self._ended:
            self._move_to(start)
        if (target := self._seeks.take_now()) is not None:
            self._player.seek(target)
        self._playing, self._ended, self._paused_at = True, False, None
        self._playhead.play()
        self._player.play()

    def pause(self) -> None:
        """The playhead freezes now. Idempotent."""
        if not self._playing:
            return
        self._playing = False
        self._stop_log()
        self._playhead.pause()
        self._paused_at = self.position()
        self._player.pause()

    def seek_to(self, ms: int) -> None:
        """To ``ms``, cut to the recording; playing goes on, a pause stays a pause."""
        if self._recording is None:
            return
        self._paused_at = None
        if self.loop is not None and not self.loop[0] <= ms < self.loop[1]:
            self.loop = None  # the person wants to be elsewhere
        if self.halt_ms is not None and ms >= self.halt_ms:
            self.halt_ms = None
        self._move_to(ms)
        self.tick()

    def skip(self, by_ms: int) -> None:
        """Forward or back from the playhead."""
        self.seek_to(self.position() + by_ms)

    def set_back_step(self, ms: int) -> None:
        """How far resuming after a pause steps back, 0 to 10,000 ms."""
        self._back_step_ms = min(max(ms, 0), MAX_BACK_STEP_MS)

    def to_speech(self, forward: bool) -> bool:
        """To where, after a pause, somebody in the ears begins to speak; False if nobody does."""
        sound = self._recording.sound if self._recording is not None else None
        return self._to_one_of(speech_starts(sound.speech_of(self.side)) if sound else [], forward)

    def to_silence(self, forward: bool) -> bool:
        """To where nothing more is to be heard of whom is in the ears, for a second or longer;
        False if that is nowhere."""
        sound = self._recording.sound if self._recording is not None else None
        return self._to_one_of(sound.silence_starts(self.side) if sound else [], forward)

    def _to_one_of(self, starts: Sequence[int], forward: bool) -> bool:
        step = next_start if forward else previous_start
        found = step(starts, self.position())
        if found is not None:
            self.seek_to(found)
        return found is not None

    def set_loop(self, from_ms: int, to_ms: int) -> bool:
        """Hear this again and again, from its beginning; False for what is too short."""
        self.loop = loop_of(from_ms, to_ms, self.duration_ms)
        if self.loop is not None and not self.loop[0] <= self.position() < self.loop[1]:
            self._move_to(self.loop[0])
            self.tick()
        return self.loop is not None

    def end_loop(self) -> None:
        """Playing goes on behind it."""
        self.loop = None

    def halt_at(self, ms: int | None) -> None:
        """Pause there by itself, once; None for nowhere. Whoever is or seeks behind it goes on."""
        self.halt_ms = None if ms is None or ms <= self.position() else min(ms, self.duration_ms)

    def next_tick_ms(self, usual_ms: int) -> int:
        """Real time to the next ``tick`` that is wanted: sooner where playing is to pause."""
        if self.halt_ms is None or not self._playing:
            return usual_ms
        left = (self.halt_ms - self.position()) * 100 // self.rate_percent
        return min(max(left, 1), usual_ms)

    def set_side(self, side: Side) -> bool:
        """Which channel is in both ears; False where there is only one, or the player cannot."""
        channels = self._recording.peaks.channels if self._recording is not None else 0
        possible = side == "both" or (channels == 2 and self._player.has_sides)
        self.side = side if possible else "both"
        self._side_taken = not (channels == 2 and self._player.has_sides)
        self._chart_course()
        return possible

    def _channel(self) -> Channel | None:
        agents = self._recording.agents_channel if self._recording is not None else "left"
        return channel_of(self.side, agents)

    def set_skips_silence(self, skips: bool) -> None:
        """Leave out silences but for their edges."""
        self._skips_silence = skips
        self._chart_course()

    def set_rate(self, percent: int) -> None:
        """Speed in percent, kept within 50 to 300."""
        percent = min(max(percent, SLOWEST), FASTEST)
        self._stop_log()
        self.rate_percent = percent
        self._playhead.set_rate(percent)
        self._player.set_rate(percent)
        self._follow_log()

    def set_volume(self, percent: int) -> None:
        self._volume_percent = percent
        self._set_player_volume()

    def set_levels(self, levels: bool) -> None:
        """Play every call equally loud (EBU R128)."""
        self._levels = levels
        self._set_player_volume()

    def tick(self) -> bool:
        """Do what is due; True while there is a reason to call it again soon (16 to 100 ms)."""
        if self._playing and not self._seeks.waiting:
            self._go_on()
        if self._playing and not self._side_taken:
            self._side_taken = self._player.set_channel(self._channel())
        if (target := self._seeks.take_due()) is not None:
            self._player.seek(target)
            if self._ended and self._playing:
                self._ended = False
                self._player.play()
        if self._ended and self._playing and self.position() >= self.duration_ms:
            self._finish()
        return self._playing or self._seeks.waiting

    def take(self, report: Report) -> None:
        """A report from the player, on the main thread."""
        if report.load != self._load_number:
            return
        if report.kind == "position":
            self._take_position(report.value, report.at)
        elif report.kind == "playing":
            self._take_playing(bool(report.value))
        elif report.kind == "end":
            self._take_end()
        else:
            self._take_error()
        self._follow_log()

    def close(self) -> None:
        self._stop_log()
        self._recording, self._playing = None, False
        self._player.close()

    def _take_position(self, ms: int, at: float) -> None:
        if self._seeks.waiting:
            return  # it speaks about a place we are about to leave
        before = self.position()
        if self._playhead.report(ms, at):
            for log in self._logs:
                log.stop(before)

    def _take_playing(self, flows: bool) -> None:
        if self._ended and not flows:
            return  # the last sound is still going out
        if flows and not self._playing:
            self._player.pause()  # it began after the person had paused again
        if flows and self.side != "both":
            self._side_taken = False  # VLC forgets it when it has stopped at the end
        if not flows:
            self._stop_log()
        self._playhead.flowing(flows)

    def _take_end(self) -> None:
        self._ended = True
        if self.loop is not None or self._seeks.waiting:
            return
        if self.duration_ms - self.position() > _LAST_SOUND_MS:
            self._finish()  # the player gave up early: what was not heard does not count

    def _take_error(self) -> None:
        self.pause()
        self._playhead.flowing(False)
        self._ended = True

    def _finish(self) -> None:
        self._stop_log()
        self._playing = False
        self._playhead.finish()

    def _move_to(self, ms: int) -> None:
        self._stop_log()
        self._jumps.clear()
        target = min(max(ms, 0), self.duration_ms)
        self._playhead.seek(target)
        self._seeks.put(target)

    def _resume_position(self) -> int:
        at = self.position()
        first = self.loop[0] if self.loop is not None else 0
        if at >= self.duration_ms - _AT_END_MS:
            return first
        return max(at - self._back_step_ms, first) if at == self._paused_at else at

    def _go_on(self) -> None:
        """Round the loop; behind a clip comes the next one, behind a silence speech, or the
        end."""
        at = self.position()
        if self.loop is not None:
            if self._ended or at >= self.loop[1]:
                self._jump(at, self.loop[0])
            return
        start = self._next_sound(at)
        if self.halt_ms is not None and self.halt_ms <= (at if start is None else start):
            self.halt_ms = None
            self.pause()
        elif start is None:
            self.pause()
        elif start != at:
            self._jump(at, start)

    def _jump(self, at: int, to: int) -> None:
        jumps = [*self._jumps, (at, to)]
        self._move_to(to)
        self._jumps.extend(jumps)

    def _next_sound(self, at: int) -> int | None:
        """See ``Course``; silence that is left out is counted as saved."""
        start = self._course.next_sound(at)
        skipped = self._course.silent_ms(at, self.duration_ms if start is None else start)
        self.saved_ms += skipped * 100 // self.rate_percent if start != at else 0
        return start

    def _chart_course(self) -> None:
        if self._recording is None:
            self._course = Course(0)
            return
        heard, duration = self._recording.sounding, self._recording.duration_ms
        sound = self._recording.sound.sound_of(self.side) if self._skips_silence else None
        skipped = skippable(sound, duration, heard) if sound is not None else []
        self._course = Course(duration, heard, skipped)

    def _set_player_volume(self) -> None:
        levels = self._levels and self._recording is not None
        gain = self._recording.sound.gain_db() if levels and self._recording is not None else 0.0
        self._player.set_volume(self._volume_percent, gain)

    def _follow_log(self) -> None:
        for log in self._logs:
            if self._playhead.running and not log.running:
                log.start(self.position(), self.rate_percent)

    def _stop_log(self) -> None:
        for log in self._logs:
            log.stop(self.position())

    @property
    def _logs(self) -> list[ListeningLog]:
        return [self._log] if self._afresh is None else [self._log, self._afresh]
