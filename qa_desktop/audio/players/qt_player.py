"""Playing through Qt Multimedia, where there is no VLC."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from qa_desktop.domain.talk import Channel


class QtPlayer:
    """See ``audio.player.Player``. Needs a running Qt application; reports on its main thread."""

    name = "Qt Multimedia"
    has_sides = False
    on_position: Callable[[int], None] | None = None
    on_playing: Callable[[bool], None] | None = None
    on_end: Callable[[], None] | None = None
    on_error: Callable[[str], None] | None = None

    def __init__(self) -> None:
        from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer

        self._states = QMediaPlayer.PlaybackState
        self._statuses = QMediaPlayer.MediaStatus
        self._player: Any = QMediaPlayer()
        self._output = QAudioOutput()
        self._player.setAudioOutput(self._output)
        if hasattr(self._player, "setPitchCompensation"):  # Qt 6.10; before, it is always kept
            self._player.setPitchCompensation(True)
        self._start_at: int | None = None
        self._player.positionChanged.connect(self._on_position)
        self._player.playbackStateChanged.connect(self._on_state)
        self._player.mediaStatusChanged.connect(self._on_status)
        self._player.errorOccurred.connect(self._on_error)

    def load(self, path: Path) -> None:
        from PySide6.QtCore import QUrl

        if self._player is not None:
            self._start_at = None
            self._player.setSource(QUrl.fromLocalFile(str(path)))

    def play(self) -> None:
        if self._has_media():
            self._player.play()

    def pause(self) -> None:
        if self._has_media():
            self._player.pause()

    def seek(self, ms: int) -> None:
        if not self._has_media():
            return
        if self._player.isSeekable():
            self._player.setPosition(ms)
        else:
            self._start_at = ms  # still opening

    def set_rate(self, percent: int) -> None:
        if self._player is not None:
            self._player.setPlaybackRate(percent / 100)

    def set_volume(self, percent: int, gain_db: float = 0.0) -> None:
        """It makes nothing louder than it is."""
        self._output.setVolume(min(percent / 100 * 10 ** (gain_db / 20), 1.0))

    def set_channel(self, channel: Channel | None) -> bool:
        return channel is None

    def close(self) -> None:
        if self._player is None:
            return
        self.on_position = self.on_playing = self.on_end = self.on_error = None
        self._player.stop()
        self._player.deleteLater()
        self._output.deleteLater()
        self._player = None

    def _has_media(self) -> bool:
        return self._player is not None and not self._player.source().isEmpty()

    def _on_position(self, ms: int) -> None:
        if self.on_position:
            self.on_position(ms)

    def _on_state(self, state: Any) -> None:
        if self.on_playing:
            self.on_playing(state == self._states.PlayingState)

    def _on_status(self, status: Any) -> None:
        if status == self._statuses.LoadedMedia and self._start_at is not None:
            self._player.setPosition(self._start_at)
            self._start_at = None
        if status == self._statuses.EndOfMedia and self.on_end:
            self.on_end()

    def _on_error(self, *_: Any) -> None:
        if self.on_error:
            self.on_error(self._player.source().fileName())
