"""The length of an MP3 that does not say it, counted frame by frame, and told to libsndfile.

An MP3 is a row of frames, each with its own size. How many there are may stand in a first, silent
frame (Xing's, also called Info); recorders often leave it out, or go on writing after it, and
libsndfile then guesses from one frame and stops reading there: of 30 s with a variable bit rate it
gave 6 s. Counting takes 0.02 s per hour, so a file without that frame, or with an untrue one, is
handed on with a true one before it. Layout: ISO/IEC 11172-3 2.4.2.3 and 13818-3, Xing's tag as
FFmpeg's mp3dec.c reads it.
"""

from __future__ import annotations

import io
import mmap
import os
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from qa_desktop.audio.sources import UnreadableError

if TYPE_CHECKING:
    from typing_extensions import Buffer

_KBIT_1: Final = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBIT_2: Final = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES: Final = (44_100, 48_000, 32_000)
_RATE_SHIFT: Final = {3: 0, 2: 1, 0: 2}
"""MPEG 1, 2 and 2.5 by the two bits of the version."""
_LAYER_III: Final = 1
_TAG: Final = struct.Struct(">4sI")
_NUMBER: Final = struct.Struct(">I")
_HAS_FRAMES, _HAS_BYTES = 1, 2
_SLACK_BYTES: Final = 4_096
"""Tags at the end are no frames."""
_LONGEST_SEARCH: Final = 1 << 20


class _Frame(NamedTuple):
    size: int
    samples: int


def _frame_kinds() -> dict[int, _Frame]:
    """Second and third byte of a header → its frame; what is not there is no frame."""
    kinds = {}
    for version, shift in _RATE_SHIFT.items():
        samples, kbits = (1152, _KBIT_1) if version == 3 else (576, _KBIT_2)
        for third in range(256):
            kbit_index, rate_index, padding = third >> 4, third >> 2 & 3, third >> 1 & 1
            if not 0 < kbit_index < 15 or rate_index == 3:
                continue
            size = samples // 8 * kbits[kbit_index] * 1000 // (_RATES[rate_index] >> shift)
            for without_checksum in (0, 1):
                second = 0xE0 | version << 3 | _LAYER_III << 1 | without_checksum
                kinds[second << 8 | third] = _Frame(size + padding, samples)
    return kinds


_KINDS: Final = _frame_kinds()


def with_true_length(path: Path) -> io.RawIOBase | None:
    """The MP3 with its length before it; None where it says that itself.

    Raises ``UnreadableError`` where there are no frames of an MP3 (layer III).
    """
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as all:
        first = _next_frame(all, _after_id3(all))
        if first is None:
            raise UnreadableError("no frames")
        if _says_its_length(all, first):
            return None
        header = all[first : first + 4]
        lead = _leading_frame(header, _count(all, first))
    return _Led(lead, path, first)


def _after_id3(all: mmap.mmap) -> int:
    head = all[:10]
    if len(head) < 10 or not head.startswith(b"ID3"):
        return 0
    return 10 + sum((byte & 0x7F) << 7 * place for place, byte in enumerate(reversed(head[6:])))


def _kind(all: mmap.mmap, at: int) -> _Frame | None:
    if at + 4 > len(all) or all[at] != 0xFF:
        return None
    return _KINDS.get(all[at + 1] << 8 | all[at + 2])


def _next_frame(all: mmap.mmap, at: int) -> int | None:
    """Where the next frame begins that another one follows, or that ends the file."""
    until = min(len(all), at + _LONGEST_SEARCH)
    while (at := all.find(b"\xff", at, until)) >= 0:
        kind = _kind(all, at)
        if kind and (_kind(all, at + kind.size) or at + kind.size >= len(all)):
            return at
        at += 1
    return None


def _count(all: mmap.mmap, at: int) -> int:
    """Frames from ``at`` on; over what is damaged it goes on to the next ones."""
    kinds, last, count = _KINDS, len(all) - 4, 0
    while True:
        while at <= last and all[at] == 0xFF:
            kind = kinds.get(all[at + 1] << 8 | all[at + 2])
            if kind is None:
                break
            count += 1
            at += kind.size
        found = _next_frame(all, at) if at <= last else None
        if found is None:
            return count
        at = found


def _tag_at(header: bytes) -> int:
    """Where Xing's tag stands in a frame: after the side information."""
    is_mono, is_mpeg_1 = header[3] >> 6 == 3, header[1] >> 3 & 3 == 3
    side = (17 if is_mono else 32) if is_mpeg_1 else (9 if is_mono else 17)
    return 4 + side


def _says_its_length(all: mmap.mmap, first: int) -> bool:
    """Whether the first frame counts the others, and is not contradicted by the file's size."""
    at = first + _tag_at(all[first : first + 4])
    tag = all[at : at + 16]
    if len(tag) == 16 and tag[:4] in (b"Xing", b"Info"):
        flags = _TAG.unpack_from(tag)[1]
        said = _NUMBER.unpack_from(tag, 12)[0] if flags & _HAS_BYTES else len(all) - first
        return bool(flags & _HAS_FRAMES) and abs(len(all) - first - said) <= _SLACK_BYTES
    return all[first + 36 : first + 40] == b"VBRI"


def _leading_frame(header: bytes, count: int) -> bytes:
    """A silent frame of the same kind that says how many follow."""
    at = _tag_at(header)
    second = header[1] | 1  # no checksum
    for kbit_index in range(1, 15):
        third = kbit_index << 4 | header[2] & 0x0C
        size = _KINDS[second << 8 | third].size
        if size >= at + 12:
            break
    frame = bytearray(size)
    frame[:4] = bytes((0xFF, second, third, header[3]))
    _TAG.pack_into(frame, at, b"Info", _HAS_FRAMES)
    _NUMBER.pack_into(frame, at + 8, count)
    return bytes(frame)


class _Led(io.RawIOBase):
    """A file with some bytes before it instead of its first ``skipped`` ones."""

    def __init__(self, lead: bytes, path: Path, skipped: int) -> None:
        super().__init__()
        self._lead = lead
        self._stream = path.open("rb")
        self._shift = skipped - len(lead)
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        if whence == os.SEEK_END:
            offset += self._stream.seek(0, os.SEEK_END) - self._shift
        elif whence == os.SEEK_CUR:
            offset += self._at
        self._at = offset
        return offset

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Buffer) -> int:
        with memoryview(buffer) as room:
            head = self._lead[self._at : self._at + len(room)]
            read = len(head)
            room[:read] = head
            if read < len(room):
                self._stream.seek(self._at + read + self._shift)
                read += self._stream.readinto(room[read:])
        self._at += read
        return read

    def close(self) -> None:
        self._stream.close()
        super().close()
