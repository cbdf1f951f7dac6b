"""The samples that VLC emits, with the moment at which each is due to sound.

For measuring (key → sound) and for checking the playhead against the truth: VLC hands its output
to us instead of a sound card, in real time.
"""

from __future__ import annotations

import ctypes
import time
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from qa_desktop.audio.players.vlc_player import VlcPlayer, load_vlc


@dataclass(frozen=True)
class Emitted:
    """A block of interleaved samples, shape ``(frames, channels)``."""

    received: float
    """When VLC handed it over, in ``time.monotonic`` seconds."""
    due: float
    """When its first sample is to sound."""
    samples: npt.NDArray[np.int16]


class SampleTap:
    """Attach before the first ``load``; afterwards ``emitted`` grows on VLC's thread."""

    def __init__(self, player: VlcPlayer, sample_rate: int, channels: int) -> None:
        vlc = load_vlc()
        self.emitted: list[Emitted] = []
        self._channels, self._rate = channels, sample_rate
        self.paused_at: float | None = None
        """Since when it is paused; None while it plays."""
        self._clock = vlc.dll.libvlc_clock
        self._clock.restype = ctypes.c_int64
        kinds = vlc.CallbackDecorators
        self._callbacks = (  # kept: VLC calls them until the player is released
            kinds.AudioPlayCb(self._on_samples),
            kinds.AudioPauseCb(self._on_pause),
            kinds.AudioResumeCb(self._on_resume),
            kinds.AudioFlushCb(self._on_flush),
            kinds.AudioDrainCb(_nothing),
        )
        player.media_player.audio_set_callbacks(*self._callbacks, None)
        player.media_player.audio_set_format("S16N", sample_rate, channels)

    def sounding_at(self, moment: float) -> npt.NDArray[np.int16] | None:
        """The samples from the one sounding at ``moment`` to the block's end; None: silence."""
        for block in reversed(self.emitted):
            at = int((moment - block.due) * self._rate)
            if 0 <= at < len(block.samples):
                return block.samples[at:]
        return None

    def _on_pause(self, *_: Any) -> None:
        self.paused_at = time.monotonic()

    def _on_resume(self, *_: Any) -> None:
        """What was not yet due at the pause sounds as much later as the pause was long."""
        paused_at, self.paused_at = self.paused_at, None
        if paused_at is not None:
            late = time.monotonic() - paused_at
            self.emitted = [
                replace(block, due=block.due + late) if block.due > paused_at else block
                for block in self.emitted
            ]

    def _on_flush(self, *_: Any) -> None:
        """A seek: what has not sounded yet never will."""
        now = time.monotonic() if self.paused_at is None else self.paused_at
        self.emitted = [block for block in self.emitted if block.due <= now]

    def _on_samples(self, _: Any, samples: int, count: int, pts: int) -> None:
        now = time.monotonic()
        due = now + (pts - self._clock()) / 1_000_000
        content = ctypes.string_at(samples, count * self._channels * 2)
        block = np.frombuffer(content, np.int16).reshape(count, self._channels)
        self.emitted.append(Emitted(now, due, block))


def _nothing(*_: Any) -> None:
    """VLC asks for all five callbacks."""
