"""The one player, lent to a screen that plays seconds of one recording after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from qa_desktop.audio.peaks import Peaks
from qa_desktop.errors import UserFacingError
from qa_desktop.ui.inspect.call_sound import CallSound
from qa_desktop.ui.inspect.preparing import Preparing
from qa_desktop.ui.tasks import Desk

if TYPE_CHECKING:
    from qa_desktop.audio.cache import Prepared
    from qa_desktop.ui.inspect.listening import Listening


class LentSound(QObject):
    """Borrows the player with the first recording, until ``give_back``."""

    peaks_changed = Signal(object)
    """``Peaks`` of the open recording, as they grow."""
    ready = Signal()
    moved = Signal(int)
    """Where it is now, in ms of the recording."""
    playing_changed = Signal(bool)
    arrived = Signal()
    """It has paused by itself where it was to (``play``)."""
    failed = Signal(object)
    """A ``UserFacingError``: the open recording cannot be heard here."""

    def __init__(self, desk: Desk, sound: CallSound, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._sound = desk, sound
        self._preparing = Preparing(desk, self)
        self._listening: Listening | None = None
        self._until: int | None = None
        self._wanted: tuple[int, int | None] | None = None
        """What Play was pressed for while the recording was being prepared."""
        self._at_ms = 0
        self.recording: str | None = None
        self.prepared: Prepared | None = None
        self.trouble: UserFacingError | None = None

    # -- what is open

    def open(self, recording: str | None, at_ms: int = 0) -> None:
        """Paused there. One that is open stays open."""
        if recording is not None and recording == self.recording and self.trouble is None:
            self.seek(at_ms)
            return
        self.close()
        self.recording, self._at_ms = recording, at_ms
        if recording is not None:
            self._preparing.prepare(
                recording, self._on_prepared, self._on_failed, self.peaks_changed.emit
            )

    def prepare_ahead(self, recording: str | None) -> None:
        if recording is not None and recording != self.recording:
            self._preparing.prepare_ahead(recording)

    def close(self) -> None:
        self._preparing.cancel()
        self._until = self._wanted = None
        if self._listening is not None:
            self._listening.close_call()
        self.recording = self.prepared = self.trouble = None

    def give_back(self) -> None:
        """The player returns to the call that is open in Inspect."""
        self.close()
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.position_changed.disconnect(self._on_position)
            listening.playing_changed.disconnect(self._on_playing)
            self._sound.take_back()

    def _on_prepared(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self.peaks_changed.emit(prepared.peaks)
        if self._listening is None:
            self._listening = self._sound.lend()
            if self._listening is None:  # no engine on this machine
                return
            self._listening.position_changed.connect(self._on_position)
            self._listening.playing_changed.connect(self._on_playing)
        self._listening.open(None, prepared, {"position_ms": self._at_ms})
        self.ready.emit()
        if self._wanted is not None:
            self.play(*self._wanted)

    def _on_failed(self, error: UserFacingError) -> None:
        self.trouble = error
        self.failed.emit(error)

    # -- acts

    @property
    def peaks(self) -> Peaks | None:
        return self.prepared.peaks if self.prepared is not None else None

    @property
    def is_ready(self) -> bool:
        return self.prepared is not None and self._listening is not None

    @property
    def playing(self) -> bool:
        return self.is_ready and self._listening is not None and self._listening.playing

    @property
    def position_ms(self) -> int:
        ready = self.is_ready and self._listening is not None
        return self._listening.position_ms if ready and self._listening else self._at_ms

    def play(self, from_ms: int, until_ms: int | None = None) -> None:
        """From there; at ``until_ms`` it pauses by itself and says ``arrived``."""
        if not self.is_ready or self._listening is None:
            self._wanted, self._at_ms, self._until = (from_ms, until_ms), from_ms, until_ms
            return
        self._wanted = self._until = None
        self._listening.pause()
        self._listening.seek_to(from_ms)
        if until_ms is not None:
            self.aim(until_ms)
        self._listening.play()

    def aim(self, until_ms: int) -> None:
        """What plays, or was paused, pauses there from now on; it lies before that."""
        if not self.is_ready or self._listening is None or self.prepared is None:
            self._until = until_ms
            if self._wanted is not None:
                self._wanted = self._wanted[0], until_ms
            return
        self._until = min(until_ms, self.prepared.duration_ms)
        self._listening.halt_at(self._until)

    def pause(self) -> None:
        self._wanted = None
        if self.is_ready and self._listening is not None:
            self._listening.pause()

    def go_on(self) -> None:
        """After a pause, towards the same end."""
        if self.is_ready and self._listening is not None:
            self._listening.play()
        else:
            self._wanted = self._at_ms, self._until

    def toggle(self) -> None:
        if self.playing or self._wanted is not None:
            self.pause()
        else:
            self.go_on()

    def seek(self, ms: int) -> None:
        self._at_ms = ms
        if self.is_ready and self._listening is not None:
            self._listening.seek_to(ms)

    def skip(self, by_ms: int) -> None:
        self.seek(max(self.position_ms + by_ms, 0))

    def _on_position(self, ms: int) -> None:
        self.moved.emit(ms)

    def _on_playing(self, playing: bool) -> None:
        self.playing_changed.emit(playing)
        if not playing and self._until is not None and self.position_ms >= self._until:
            self._until = None
            self.arrived.emit()
