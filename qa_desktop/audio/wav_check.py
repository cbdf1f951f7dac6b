"""May VLC play this file as it is?"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import IO, Final, NamedTuple

from qa_desktop.audio.decode import MAX_LISTENING_CHANNELS, MAX_LISTENING_RATE

PCM: Final = 1
A_LAW: Final = 6
MU_LAW: Final = 7
_EXTENSIBLE: Final = 0xFFFE
_BITS: Final = {PCM: (8, 16, 24, 32), A_LAW: (8,), MU_LAW: (8,)}
_FORMAT: Final = struct.Struct("<HHIIHH")
_SUB_FORMAT: Final = struct.Struct("<H")
"""The first word of an extensible header's sub-format is the tag again."""
_MAX_CHUNKS: Final = 64
_NO_LENGTH: Final = 0x7FFF_0000
"""From here on it is what recorders write before they know."""
_LEAST_MISSING_MS: Final = 1_000


class _Format(NamedTuple):
    tag: int
    channels: int
    sample_rate: int
    bytes_per_second: int
    block_align: int
    bits: int


class _WavHeader(NamedTuple):
    format: _Format
    data_at: int
    data_bytes: int
    data_bytes_there: int


class WavLayout(NamedTuple):
    """Where the samples of a WAV that plays in place lie, and how each is written."""

    tag: int
    """``PCM``, ``A_LAW`` or ``MU_LAW``."""
    bits: int
    channels: int
    sample_rate: int
    data_at: int
    """Byte of the first sample."""
    frames: int


def plays_in_place(path: Path) -> bool:
    """True for a linear PCM, A-law or µ-law WAV whose header tells the whole truth.

    VLC seeks by the header's byte rate and ends where its length says, so a header that
    disagrees with the file would play other seconds than the ones drawn.
    """
    return read_layout(path) is not None


def read_layout(path: Path) -> WavLayout | None:
    """Of a file that plays in place; None for any other."""
    try:
        with path.open("rb") as stream:
            header = _read_header(stream)
    except (OSError, struct.error):
        return None
    if header is None or not _is_true(header):
        return None
    said = header.format
    frames = header.data_bytes // said.block_align
    return WavLayout(said.tag, said.bits, said.channels, said.sample_rate, header.data_at, frames)


def missing_end(path: Path) -> tuple[int, int] | None:
    """(as long as its header says, as long as it is) in ms of a WAV whose end is missing, as a
    broken transfer leaves it; None for any other file.

    A recorder that died leaves 0 or the largest number: that is no length.
    """
    try:
        with path.open("rb") as stream:
            header = _read_header(stream)
    except (OSError, struct.error):
        return None
    if header is None or not header.format.bytes_per_second:
        return None
    if header.data_bytes >= _NO_LENGTH or header.data_bytes <= header.data_bytes_there:
        return None
    second = header.format.bytes_per_second
    said, there = (1000 * each // second for each in (header.data_bytes, header.data_bytes_there))
    return (said, there) if said - there >= _LEAST_MISSING_MS else None


def _is_true(header: _WavHeader) -> bool:
    said = header.format
    block = said.channels * said.bits // 8
    return (
        said.bits in _BITS.get(said.tag, ())
        and 1 <= said.channels <= MAX_LISTENING_CHANNELS
        and 0 < said.sample_rate <= MAX_LISTENING_RATE
        and said.block_align == block
        and said.bytes_per_second == block * said.sample_rate
        and 0 < header.data_bytes <= header.data_bytes_there
        and header.data_bytes % block == 0
    )


def _read_header(stream: IO[bytes]) -> _WavHeader | None:
    size = stream.seek(0, 2)
    stream.seek(0)
    if stream.read(4) != b"RIFF" or stream.read(8)[4:] != b"WAVE":
        return None
    found: _Format | None = None
    for _ in range(_MAX_CHUNKS):
        name, length = struct.unpack("<4sI", stream.read(8))
        at = stream.tell()
        if name == b"fmt ":
            found = _read_format(stream.read(min(length, 40)))
        elif name == b"data":
            return _WavHeader(found, at, length, size - at) if found else None
        stream.seek(at + length + length % 2)
    return None


def _read_format(chunk: bytes) -> _Format:
    said = _Format(*_FORMAT.unpack_from(chunk))
    if said.tag == _EXTENSIBLE:
        return said._replace(tag=_SUB_FORMAT.unpack_from(chunk, 24)[0])
    return said
