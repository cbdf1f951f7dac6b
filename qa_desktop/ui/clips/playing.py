"""Hearing a clip in its dialog: the player of the open call, from the cursor to the clip's end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from qa_desktop.domain.clips import Span

if TYPE_CHECKING:
    from qa_desktop.ui.inspect.listening import Listening


class ClipPlaying(QObject):
    """Leaves the call where it was."""

    moved = Signal(int)
    playing_changed = Signal(bool)

    def __init__(self, listening: Listening | None, parent: QObject) -> None:
        super().__init__(parent)
        self._listening = listening
        self._until: int | None = None
        if listening is not None:
            listening.pause()
            self._was_at, self._loop = listening.position_ms, listening.manner.loop
            listening.end_loop()
            listening.position_changed.connect(self._on_position)
            listening.playing_changed.connect(self.playing_changed)

    @property
    def is_possible(self) -> bool:
        return self._listening is not None

    def toggle(self, from_ms: int, clip: Span) -> None:
        """Pause; or play from there, in the clip up to its end."""
        if self._listening is None:
            return
        if self._listening.playing:
            self._listening.pause()
            return
        at = clip[0] if from_ms >= clip[1] - 1 else from_ms
        self._until = clip[1]
        self._listening.seek_to(at)
        self._listening.play()

    def pause(self) -> None:
        if self._listening is not None:
            self._listening.pause()

    def end(self) -> None:
        """Silent, and back to where the call was."""
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.position_changed.disconnect(self._on_position)
            listening.playing_changed.disconnect(self.playing_changed)
            listening.pause()
            listening.seek_to(self._was_at)
            if self._loop is not None:
                listening.set_loop(*self._loop)

    def _on_position(self, ms: int) -> None:
        if self._listening is None or not self._listening.playing:
            return
        if self._until is not None and ms >= self._until:
            self._until = None
            self._listening.pause()
        self.moved.emit(ms)
