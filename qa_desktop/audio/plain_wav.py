"""WAV that plays in place, read by the program itself: nothing in it is left to parse.

``wav_check`` has read the few numbers of its header and compared them with the file; what follows
are samples at known places. A library would be told nothing more, so none is asked and no child
is needed that shields the program from one (docs/decisions/0014).
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
import numpy.typing as npt

from qa_desktop.audio.facts import AudioFacts, to_ms
from qa_desktop.audio.sources import Block
from qa_desktop.audio.wav_check import A_LAW, MU_LAW, PCM, WavLayout, read_layout

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
        with self._path.open("rb", buffering=0) as stream, ThreadPoolExecutor(1) as ahead:
            stream.seek(self._layout.data_at)
            sizes = _sizes(self._layout.frames, frames)
            coming = ahead.submit(self._next, stream, next(sizes))
            for size in sizes:
                block, coming = coming.result(), ahead.submit(self._next, stream, size)
                yield block
            yield coming.result()

    def _next(self, stream: IO[bytes], frames: int) -> Block:
        """Less only where the file has been cut since it was opened."""
        width = self._layout.channels * self._layout.bits // 8
        content = stream.read(frames * width)
        return decoded(content[: len(content) // width * width], self._layout)


def _sizes(frames: int, most: int) -> Iterator[int]:
    for done in range(0, frames, most):
        yield min(most, frames - done)


def decoded(content: bytes, layout: WavLayout) -> Block:
    """Whole frames as 16-bit samples, planar: deeper ones keep their upper 16 bits."""
    width = layout.bits // 8
    pieces = np.frombuffer(content, np.uint8).reshape(-1, layout.channels, width)
    if width == 1:
        return _looked_up(np.ascontiguousarray(pieces[:, :, 0].T), layout.tag)
    upper = np.ascontiguousarray(pieces[:, :, width - 2 :]).view("<i2")[:, :, 0]
    return np.ascontiguousarray(upper.T, np.int16)


def _looked_up(codes: npt.NDArray[np.uint8], tag: int) -> Block:
    """Two at a time, which takes half as long. Every index is in the table, so "clip" changes
    nothing; it spares numpy the check, which takes longer than the look."""
    if codes.size % 2:
        return _TABLES[tag].take(codes, mode="clip")
    two = _table_of_two(tag).take(codes.reshape(-1).view(np.uint16), mode="clip")
    return two.view(np.int16).reshape(codes.shape)


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
