"""(min, max, rms) of every 64 samples: what peaks are made of, as fast as the memory gives them.

Fresh memory costs more than the arithmetic does (the system clears every page that is touched for
the first time), so the working memory is kept from block to block.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from qa_desktop.audio.peaks import BUCKET, Level
from qa_desktop.audio.sources import Block

_PIECE: Final = 524_288
"""Samples worked on at a time: few calls into numpy, and little memory."""
_UNIT: Final = 8
"""Samples that are moved at once, as 128 bits."""


class Buckets:
    """Feed it one block after the other."""

    def __init__(self) -> None:
        self._rows = np.empty(_PIECE // _UNIT, np.complex128)
        self._squares = np.empty(_PIECE, np.float32)

    def of(self, block: Block) -> Level:
        """``block`` has one or two channels and a multiple of 64 frames; its samples may lie
        channel by channel or, as in a file, frame by frame."""
        channels, frames = block.shape
        result = np.empty((3, channels, frames // BUCKET), np.int16)
        if block.T.flags.c_contiguous:  # of one channel too
            self._fill(block.T.reshape(-1), channels, result)
        else:
            for channel, samples in enumerate(block):
                self._fill(np.ascontiguousarray(samples), 1, result[:, channel : channel + 1])
        return result

    def _fill(self, samples: Block, channels: int, result: Level) -> None:
        """``samples`` in one row, those of a frame side by side; ``result`` for these channels."""
        most = _PIECE // (BUCKET * channels)
        for at in range(0, result.shape[2], most):
            piece = result[:, :, at : at + most]
            first = at * BUCKET * channels
            self._reduce(samples[first : first + piece[0].size * BUCKET], channels, piece)

    def _reduce(self, samples: Block, channels: int, result: Level) -> None:
        """Numpy reduces along the first axis whole rows at a time, ten times faster than along the
        last. So the samples of a bucket come to lie below each other: eight by eight first, which
        is quickly moved, then the few that are left."""
        units = samples.view(np.complex128).reshape(result.shape[2], -1)
        rows = self._rows[: units.size].reshape(units.shape[::-1])
        np.copyto(rows, units.T)
        beneath = rows.view(np.int16)
        few = (result.shape[2], -1, channels)
        for number, reduce in enumerate((np.minimum.reduce, np.maximum.reduce)):
            left = reduce(beneath, axis=0).reshape(few).transpose(1, 2, 0)
            reduce(np.ascontiguousarray(left), axis=0, out=result[number])
        squares = self._squares[: samples.size].reshape(beneath.shape)
        np.copyto(squares, beneath)
        energy = np.einsum("ij,ij->j", squares, squares).reshape(few).transpose(1, 2, 0)
        whole = np.add.reduce(np.ascontiguousarray(energy), axis=0)
        # Above 32,767 only for a bucket that is -32,768 throughout.
        result[2] = np.minimum(np.sqrt(whole / BUCKET), 32767)
