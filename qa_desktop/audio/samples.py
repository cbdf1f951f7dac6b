"""Single samples of a file that plays in place, a short stretch at a time: for drawing them.

Peaks hold 64 samples at their finest. What is seen closer is read from the sound itself; the
file is open only while it is read, so that it can be erased or replaced meanwhile.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from qa_desktop.audio.plain_wav import decoded
from qa_desktop.audio.sources import Block
from qa_desktop.audio.wav_check import read_layout

_AHEAD: Final = 2
"""A stretch is read with so many of its lengths on both sides: scrolling reads seldom."""
_LONGEST: Final = 1_000_000
"""Frames that are ever read at once, ahead included."""


class Samples:
    """The samples of ``path``; what cannot be read (any more) is silence."""

    def __init__(self, path: Path, *, swapped: bool = False) -> None:
        """``swapped`` gives the second channel as the first."""
        self._path = path
        self._step = -1 if swapped else 1
        self._layout = read_layout(path)
        self._from = 0
        self._read: Block = np.zeros((self.channels, 0), np.int16)

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
        whole = len(content) // block * block
        there = decoded(np.frombuffer(content, np.uint8, whole), layout)[:: self._step]
        shift = begin - self._from
        self._read[:, shift : shift + there.shape[1]] = there
