"""Samples of a call's spectrum, taken as its blocks pass by: 32 ms in every 800, each channel.

Enough to tell a tone from speech and from music and to weight loudness, at a fiftieth of the work
of filtering every sample.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from qa_desktop.audio.loudness import k_weight
from qa_desktop.audio.sources import Block

EVERY_MS: Final = 800
_WINDOW_MS: Final = 32
_TELEPHONE: Final = (300.0, 3_400.0)
"""Hz that every telephone carries."""
_RING: Final = (340.0, 500.0)
"""Hz of ringing tones: ITU-T E.180/Q.35 accepts 340 to 500, the two of North America included."""
_TINY: Final = np.float32(1e-3)
_TOGETHER: Final = 128

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Spectra:
    """Four figures of each window, shape ``(channels, windows)``; window n begins at
    n × ``EVERY_MS``."""

    power: Floats
    """Its energy, in a unit of its own."""
    weighted: Floats
    """The same after K-weighting."""
    ring: Floats
    """Share of its power at the frequencies of ringing tones, 0 to 1."""
    flatness: Floats
    """Geometric over arithmetic mean of its power from 300 to 3,400 Hz: near 0 for tones, 0.56 for
    white noise."""


class SpectrumSampler:
    """Feed it planar blocks of one recording, ask for the result once."""

    def __init__(self, channels: int, sample_rate: int) -> None:
        self._every = max(sample_rate * EVERY_MS // 1000, 1)
        self._length = max(sample_rate * _WINDOW_MS // 1000, 2)
        self._next = 0
        """Frames from the beginning of what comes next to that of the next window."""
        self._begun: Block = np.empty((channels, 0), np.int16)
        """What the last block had of a window."""
        self._waiting: list[Block] = []
        self._found: list[Floats] = [np.empty((4, channels, 0), np.float32)]
        self._shape = np.hanning(self._length).astype(np.float32)
        hertz = np.fft.rfftfreq(self._length, 1 / sample_rate)
        k = k_weight(np.minimum(hertz, 24_000))
        ring = (hertz >= _RING[0]) & (hertz <= _RING[1])
        self._sums = np.stack([np.ones_like(k), k, ring], axis=1).astype(np.float32)
        inside = np.flatnonzero((hertz >= _TELEPHONE[0]) & (hertz <= _TELEPHONE[1]))
        self._telephone = slice(inside[0], inside[-1] + 1) if len(inside) else slice(0, 1)

    def feed(self, block: Block) -> None:
        """The next samples, shape ``(channels, n)`` with any ``n``."""
        if self._begun.shape[1]:
            block = np.concatenate([self._begun, block], axis=1)
        frames, at = block.shape[1], self._next
        while at + self._length <= frames:
            self._waiting.append(block[:, at : at + self._length].copy())
            at += self._every
        self._begun = block[:, at:].copy()
        self._next = max(at - frames, 0)
        if len(self._waiting) >= _TOGETHER:
            self._look()

    def result(self) -> Spectra:
        self._look()
        return Spectra(*np.concatenate(self._found, axis=2))

    def _look(self) -> None:
        """Many windows at a time: numpy is quick within a call and slow to be called."""
        if not self._waiting:
            return
        windows = np.stack(self._waiting, axis=1) * self._shape
        self._waiting.clear()
        spectrum = np.fft.rfft(windows, axis=2)
        power = np.square(spectrum.real) + np.square(spectrum.imag) + _TINY
        sums = power @ self._sums
        heard = power[:, :, self._telephone]
        flatness = np.exp(np.log(heard).mean(axis=2)) / heard.mean(axis=2)
        whole, weighted, ring = np.moveaxis(sums, 2, 0)
        self._found.append(np.stack([whole, weighted, ring / whole, flatness]))
