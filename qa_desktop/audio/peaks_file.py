"""The peaks file: a header with a checksum, then each level, memory-mapped when opened.

Everything little-endian: magic, version, channels, sample rate, frames, buckets of each level,
CRC-32 of the levels, CRC-32 of the header. A peaks file can always be computed again, so
whatever is wrong with one is answered by computing it again.
"""

from __future__ import annotations

import mmap
import struct
import zlib
from pathlib import Path
from typing import Final

import numpy as np

from qa_desktop.audio.peaks import LEVELS, Level, Peaks
from qa_desktop.store.durable import durable_file

_MAGIC: Final = b"QAPEAKS\n"
_VERSION: Final = 1
_HEADER: Final = struct.Struct(f"<8sHHIQ{LEVELS}QI")
_CHECKSUM: Final = struct.Struct("<I")
_DATA_AT: Final = _HEADER.size + _CHECKSUM.size
_VALUES: Final = np.dtype("<i2")


class StalePeaksError(Exception):
    """Damaged, unfinished, or written by another version: compute it again."""


def write_peaks(peaks: Peaks, out: Path) -> None:
    """Write atomically: a reader sees the old file or the whole new one."""
    # Row by row, as they lie in memory: copies of the whole would take longer than to write it.
    rows = [
        np.ascontiguousarray(level[kind, channel], _VALUES).data
        for level in peaks.levels
        for kind in range(3)
        for channel in range(peaks.channels)
    ]
    checksum = 0
    for row in rows:
        checksum = zlib.crc32(row, checksum)
    header = _HEADER.pack(
        _MAGIC,
        _VERSION,
        peaks.channels,
        peaks.sample_rate,
        peaks.total_frames,
        *(level.shape[2] for level in peaks.levels),
        checksum,
    )
    with durable_file(out, sync=False) as stream:
        stream.write(header + _CHECKSUM.pack(zlib.crc32(header)))
        stream.writelines(rows)


def read_peaks(path: Path) -> Peaks:
    """Open and check; raises ``StalePeaksError`` also when there is no such file."""
    try:
        with path.open("rb") as stream:
            content = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise StalePeaksError(str(error)) from error
    try:
        return _peaks_of(content)
    except StalePeaksError:
        content.close()  # Windows replaces no file that is mapped
        raise


def _peaks_of(content: mmap.mmap) -> Peaks:
    channels, sample_rate, frames, buckets, checksum = _read_header(content)
    if len(content) != _DATA_AT + sum(buckets) * 3 * channels * _VALUES.itemsize:
        raise StalePeaksError("wrong size")
    with memoryview(content) as whole, whole[_DATA_AT:] as data:
        if zlib.crc32(data) != checksum:
            raise StalePeaksError("damaged")
    return Peaks(sample_rate, frames, frames, _map_levels(content, channels, buckets))


def _read_header(content: mmap.mmap) -> tuple[int, int, int, tuple[int, ...], int]:
    if len(content) < _DATA_AT:
        raise StalePeaksError("cut short")
    magic, version, channels, sample_rate, frames, *rest = _HEADER.unpack_from(content)
    if magic != _MAGIC or version != _VERSION:
        raise StalePeaksError("another version")
    if _CHECKSUM.unpack_from(content, _HEADER.size)[0] != zlib.crc32(content[: _HEADER.size]):
        raise StalePeaksError("damaged header")
    return channels, sample_rate, frames, tuple(rest[:LEVELS]), rest[LEVELS]


def _map_levels(content: mmap.mmap, channels: int, buckets: tuple[int, ...]) -> tuple[Level, ...]:
    levels, at = [], _DATA_AT
    for count in buckets:
        values = np.frombuffer(content, _VALUES, 3 * channels * count, at)
        levels.append(values.reshape(3, channels, count))
        at += values.nbytes
    return tuple(levels)
