"""WAV that plays in place, read by the program itself: nothing in it is left to parse.

``wav_check`` has read the few numbers of its header and compared them with the file; what follows
are samples at known places. A library would be told nothing more, so none is asked and no child
is needed that shields the program from one (docs/decisions/0014).
"""

from __future__ import annotations

import io
import sys
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from qa_desktop.audio.facts import AudioFacts, to_ms
from qa_desktop.audio.sources import Block
from qa_desktop.audio.wav_check import A_LAW, MU_LAW, PCM, WavLayout, read_layout

Bytes = npt.NDArray[np.uint8]
Samples = npt.NDArray[np.int16]
_LAWS: Final = {A_LAW: "alaw", MU_LAW: "ulaw"}


def open_plain(path: Path) -> PlainWav | None:
    """None for any file that does not play in place, or is shorter than a millisecond."""
    layout = read_layout(path)
    if layout is None or not to_ms(layout.frames, layout.sample_rate):
        return None
    return PlainWav(path, layout)


class PlainWav:
    """See ``sources.AudioSource``. The file is open only while its blocks are read."""

    def __init__(self, path: Path, layout: WavLayout) -> None:
        self._path = path
        self._layout = layout
        self._reading: Generator[Block] | None = None
        linear = "pcm_u8" if layout.bits == 8 else f"pcm_s{layout.bits}"
        self.facts = AudioFacts(
            codec=_LAWS.get(layout.tag, linear),
            container="wav",
            channels=layout.channels,
            sample_rate=layout.sample_rate,
            duration_ms=to_ms(layout.frames, layout.sample_rate),
        )

    def blocks(self, frames: int) -> Iterator[Block]:
        """Raises ``OSError``."""
        self._reading = self._read(frames)
        return self._reading

    def measure_ms(self) -> int:
        return self.facts.duration_ms

    def close(self) -> None:
        """Idempotent."""
        if self._reading is not None:
            self._reading.close()

    def __enter__(self) -> PlainWav:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def _read(self, frames: int) -> Generator[Block]:
        """One block ahead in a thread of its own: reading and numpy leave the other one free."""
        desks = cycle([_Desk(self._layout, frames), _Desk(self._layout, frames)])
        with self._path.open("rb", buffering=0) as stream, ThreadPoolExecutor(1) as ahead:
            stream.seek(self._layout.data_at)
            sizes = _sizes(self._layout.frames, frames)
            coming = ahead.submit(next(desks).read, stream, next(sizes))
            for size in sizes:
                block, coming = coming.result(), ahead.submit(next(desks).read, stream, size)
                yield block
            yield coming.result()


def _sizes(frames: int, most: int) -> Iterator[int]:
    for done in range(0, frames, most):
        yield min(most, frames - done)


class _Desk:
    """Memory for one block, used again and again: fresh memory takes longer than what is done in
    it, for the system clears every page that is touched for the first time."""

    def __init__(self, layout: WavLayout, most: int) -> None:
        self._layout = layout
        most = min(most, layout.frames)
        self._content = np.empty(most * layout.channels * layout.bits // 8, np.uint8)
        self._samples = np.empty(0 if layout.bits == 16 else most * layout.channels, np.int16)

    def read(self, stream: io.FileIO, frames: int) -> Block:
        """Less only where the file has been cut since it was opened."""
        width = self._layout.channels * self._layout.bits // 8
        wanted, done = self._content.data[: frames * width], 0
        while done < len(wanted) and (read := stream.readinto(wanted[done:])):
            done += read
        return decoded(self._content[: done // width * width], self._layout, self._samples)


def decoded(content: Bytes, layout: WavLayout, into: Samples | None = None) -> Block:
    """Whole frames as 16-bit samples: deeper ones keep their upper 16 bits.

    What has 16 bits already is not copied, so a block of two channels lies frame by frame. Anything
    else is written to the beginning of ``into``, if that is given.
    """
    width = layout.bits // 8
    count = len(content) // width
    if width == 2 and sys.byteorder == "little":
        samples = content.view(np.int16)
    else:
        samples = np.empty(count, np.int16) if into is None else into[:count]
        if width == 1:
            _look_up(content, layout.tag, samples)
        else:
            samples[:] = np.ndarray(count, "<i2", content.data, width - 2, (width,))
    return samples.reshape(-1, layout.channels).T


def _look_up(codes: Bytes, tag: int, into: Samples) -> None:
    """Two at a time, which takes half as long. Every index is in the table, so "wrap" changes
    nothing; it spares numpy the check, which takes longer than the look."""
    pairs = codes[: len(codes) // 2 * 2].view(np.uint16)
    _table_of_two(tag).take(pairs, mode="wrap", out=into[: 2 * len(pairs)].view(np.uint32))
    if len(codes) % 2:
        into[-1] = _TABLES[tag][codes[-1]]


@cache
def _table_of_two(tag: int) -> npt.NDArray[np.uint32]:
    return _TABLES[tag][np.arange(65_536, dtype=np.uint16).view(np.uint8)].view(np.uint32)


def _unsigned_table() -> npt.NDArray[np.int16]:
    return ((np.arange(256) - 128) << 8).astype(np.int16)


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


_TABLES: Final = {PCM: _unsigned_table(), A_LAW: _a_law_table(), MU_LAW: _mu_law_table()}
