"""What every playback engine offers, and nothing that only one of them can do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from qa_desktop.domain.talk import Channel

SLOWEST: Final = 50
FASTEST: Final = 300
"""Percent."""


class Player(Protocol):
    """One file at a time, positions in integer milliseconds.

    Engines call the listeners from *their own* thread; a listener must do nothing but hand the
    report on (emit a queued signal). Every method is called on the main thread, returns at once,
    and may be called in any state: without a file they do nothing.
    """

    has_sides: bool
    """Whether ``set_channel`` can do anything."""
    name: str
    """Shown once to the person: "VLC 3.0.24", "Qt Multimedia"."""

    on_position: Callable[[int], None] | None
    """Reported media position in ms; the playhead clock turns these into the shown position."""
    on_playing: Callable[[bool], None] | None
    """Samples have begun or stopped to flow."""
    on_end: Callable[[], None] | None
    """The last sample is out, or as good as: some outputs say it up to half a second early."""
    on_error: Callable[[str], None] | None
    """The file of this name cannot be played."""

    def load(self, path: Path) -> None:
        """Take this PCM/A-law/µ-law WAV (see ``audio.cache.playable``); paused at 0."""

    def play(self) -> None: ...

    def pause(self) -> None: ...

    def seek(self, ms: int) -> None: ...

    def set_rate(self, percent: int) -> None:
        """Speed in percent (50 to 300), pitch kept."""

    def set_volume(self, percent: int, gain_db: float = 0.0) -> None:
        """``gain_db`` makes this recording as loud as others, as far as the engine can."""

    def set_channel(self, channel: Channel | None) -> bool:
        """Put one channel of two in both ears, None for both as they are.

        False where the engine is not ready for it yet. It forgets it when it has played to the
        end: say it again."""

    def close(self) -> None:
        """Detach listeners, stop, release. Idempotent."""
