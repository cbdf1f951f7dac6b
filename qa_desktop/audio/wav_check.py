"""May VLC play this file as it is?"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import IO, Final, NamedTuple

from qa_desktop.audio.decode import MAX_LISTENING_CHANNELS, MAX_LISTENING_RATE

_PCM: Final = 1
_A_LAW: Final = 6
_MU_LAW: Final = 7
_EXTENSIBLE: Final = 0xFFFE
_BITS: Final = {_PCM: (8, 16, 24, 32), _A_LAW: (8,), _MU_LAW: (8,)}
_FORMAT: Final = struct.Struct("<HHIIHH")
_SUB_FORMAT: Final = struct.Struct("<H")
"""The first word of an extensible header's sub-format is the tag again."""
_MAX_CHUNKS: Final = 64


class _Format(NamedTuple):
    tag: int
    channels: int
    sample_rate: int
    bytes_per_second: int
    block_align: int
    bits: int


class _WavHeader(NamedTuple):
    format: _Format
    data_bytes: int
    data_bytes_there: int


def plays_in_place(path: Path) -> bool:
    """True for a linear PCM, A-law or µ-law WAV whose header tells the whole truth.

    VLC seeks by the header's byte rate and ends where its length says, so a header that
    disagrees with the file would play other seconds than the ones drawn.
    """
    try:
        with path.open("rb") as stream:
            header = _read_header(stream)
    except (OSError, struct.error):
        return False
    return header is not None and _is_true(header)


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
            return _WavHeader(found, length, size - at) if found else None
        stream.seek(at + length + length % 2)
    return None


def _read_format(chunk: bytes) -> _Format:
    said = _Format(*_FORMAT.unpack_from(chunk))
    if said.tag == _EXTENSIBLE:
        return said._replace(tag=_SUB_FORMAT.unpack_from(chunk, 24)[0])
    return said
