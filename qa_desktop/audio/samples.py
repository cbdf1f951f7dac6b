"""Single samples of a file that plays in place, a short stretch at a time: for drawing them.

Peaks hold 64 samples at their finest. What is seen closer is read from the sound itself; the
file is open only while it is read, so that it can be erased or replaced meanwhile.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from qa_desktop.audio.wav_check import A_LAW, MU_LAW, WavLayout, read_layout

Stretch = npt.NDArray[np.int16]
"""Shape ``(channels, frames)``."""

_AHEAD: Final = 2
"""A stretch is read with so many of its lengths on both sides: scrolling reads seldom."""
_LONGEST: Final = 1_000_000
"""Frames that are ever read at once, ahead included."""


class Samples:
    """The samples of ``path``; what cannot be read (any more) is silence."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._layout = read_layout(path)
        self._from = 0
        self._read: Stretch = np.zeros((self.channels, 0), np.int16)

    @property
    def sample_rate(self) -> int:
        """Frames a second; 0 where there is nothing to read."""
        return self._layout.sample_rate if self._layout else 0

    @property
    def channels(self) -> int:
        return self._layout.channels if self._layout else 0

    def stretch(self, channel: int, first: int, last: int) -> npt.NDArray[np.int16]:
        """Frames ``first`` to ``last - 1`` of a channel; 0 outside of the recording."""
        if not self._from <= first <= last <= self._from + self._read.shape[1]:
            self._read_around(first, last)
        found = np.zeros(max(last - first, 0), np.int16)
        at = max(first - self._from, 0)
        there = self._read[channel, at : max(last - self._from, 0)]
        shift = self._from + at - first
        found[shift : shift + len(there)] = there
        return found

    def _read_around(self, first: int, last: int) -> None:
        ahead = min((last - first) * _AHEAD, max((_LONGEST - (last - first)) // 2, 0))
        self._from = first - ahead
        self._read = np.zeros((self.channels, last - first + 2 * ahead), np.int16)
        layout = self._layout
        if layout is None:
            return
        begin, end = max(self._from, 0), min(last + ahead, layout.frames)
        block = layout.channels * layout.bits // 8
        if begin >= end:
            return
        try:
            with self._path.open("rb") as stream:
                stream.seek(layout.data_at + begin * block)
                content = stream.read((end - begin) * block)
        except OSError:
            return
        there = decoded(content[: len(content) // block * block], layout)
        shift = begin - self._from
        self._read[:, shift : shift + there.shape[1]] = there


def decoded(content: bytes, layout: WavLayout) -> Stretch:
    """Whole frames as 16-bit samples, planar: deeper ones keep their upper 16 bits."""
    if layout.tag in _TABLES:
        flat = _TABLES[layout.tag][np.frombuffer(content, np.uint8)]
    elif layout.bits == 8:
        flat = (np.frombuffer(content, np.uint8).astype(np.int16) - 128) << 8
    else:
        width = layout.bits // 8
        sample_bytes = np.frombuffer(content, np.uint8).reshape(-1, width)
        flat = np.ascontiguousarray(sample_bytes[:, width - 2 :]).view("<i2")[:, 0]
    return np.ascontiguousarray(flat.reshape(-1, layout.channels).T, np.int16)


def _a_law_table() -> npt.NDArray[np.int16]:
    """ITU-T G.711, table 1: even bits inverted, sign, three bits of segment, four of place."""
    code = np.arange(256) ^ 0x55
    segment, place = (code >> 4) & 7, code & 15
    linear = np.where(segment == 0, 2 * place + 1, (2 * place + 33) << np.maximum(segment - 1, 0))
    return np.where(code & 0x80, linear * 8, linear * -8).astype(np.int16)


def _mu_law_table() -> npt.NDArray[np.int16]:
    """ITU-T G.711, table 2: all bits inverted, a bias of 33 taken off."""
    code = ~np.arange(256) & 0xFF
    linear = ((2 * (code & 15) + 33) << ((code >> 4) & 7)) - 33
    return np.where(code & 0x80, linear * -4, linear * 4).astype(np.int16)


_TABLES: Final = {A_LAW: _a_law_table(), MU_LAW: _mu_law_table()}
