"""The zip of a bundle, in the one form that this program writes: every byte of it counts.

Entries lie one behind the other from the first byte on, without gaps, extra fields, comments or
dates; the directory follows, then its end, then nothing. A reader builds all headers again from
what the directory says and refuses any difference, so no two programs can see two things in one
file: overlapping entries, entries under another name, data between or behind them. The bytes of
the entries themselves are vouched for by the manifest (``manifest.py``).

Format: PKWARE APPNOTE 6.3.10, §4.3.7, §4.3.12 and §4.3.16, without ZIP64.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from typing import IO, Final

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.bundle.limits import Limits

STORED: Final = 0
DEFLATED: Final = 8

BLOCK: Final = 1 << 18
_PACKERS: Final = max(2, min(4, os.cpu_count() or 1))
_WAITING: Final = 2 * _PACKERS
"""Blocks that may wait to be packed, or to be written."""
_WINDOW: Final = 1 << 15
"""How far back a repetition may lie (RFC 1951, 2)."""
_LAST_BLOCK: Final = b"\3\0"
"""An empty one that says that it is the last (RFC 1951, 3.2.6: fixed codes, end of block)."""
_DAY_ONE: Final = 0x21
"""1 January 1980, the first day that a zip knows."""
_UTF8: Final = 0x800
_EASY: Final = 50
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")


class DamagedBundleError(UserFacingError):
    """The file is not a bundle, or not the one that was written: nothing of it is used."""

    def __init__(self, id: str, **params: object) -> None:
        super().__init__(f"bundle.{id}", **params)


@dataclass(frozen=True)
class Entry:
    """One entry; ``at`` is where its header begins."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    at: int

    @property
    def data_at(self) -> int:
        return self.at + _LOCAL.size + len(self.name)

    @property
    def end(self) -> int:
        return self.data_at + self.packed

    def header(self) -> bytes:
        """The local file header."""
        name = self.name.encode("ascii")
        fixed = (b"PK\3\4", 20, _UTF8, self.method, 0, _DAY_ONE, self.crc, self.packed, self.size)
        return _LOCAL.pack(*fixed, len(name), 0) + name

    def directory_line(self) -> bytes:
        """Its line in the central directory."""
        name = self.name.encode("ascii")
        fixed = (b"PK\1\2", 20, 20, _UTF8, self.method, 0, _DAY_ONE, self.crc)
        sizes = (self.packed, self.size, len(name), 0, 0, 0, 0, 0, self.at)
        return _CENTRAL.pack(*fixed, *sizes) + name


def directory(entries: Iterable[Entry]) -> bytes:
    """The central directory and its end."""
    lines = [entry.directory_line() for entry in entries]
    at = 0
    for entry in entries:
        at = entry.end
    size = sum(map(len, lines))
    return b"".join(lines) + _END.pack(b"PK\5\6", 0, 0, len(lines), len(lines), size, at, 0)


def _packed(block: bytes, before: bytes) -> bytes:
    """Packs one block of a longer stream; ``before`` is what stands in front of it.

    When that goes suspiciously well, as with a page of one letter, it is done again without
    looking for repetitions (8 to 1 at most), so that no reader takes it for a bomb.
    """
    packer = zlib.compressobj(6, zlib.DEFLATED, -15, zdict=before)
    out = packer.compress(block) + packer.flush(zlib.Z_SYNC_FLUSH)
    if len(block) > _EASY * len(out):
        packer = zlib.compressobj(6, zlib.DEFLATED, -15, 9, zlib.Z_HUFFMAN_ONLY)
        out = packer.compress(block) + packer.flush(zlib.Z_SYNC_FLUSH)
    return out


def _deflated(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Packed by threads of their own, which need no Python meanwhile: packing takes longer than
    finding what is to be packed. ``blocks`` are asked for on the caller's thread.

    Each block is packed for itself, with the end of what stands before it as its dictionary, and
    ends on a whole byte (RFC 1951, 3.2.4, an empty stored block): together they are one stream,
    the same however many processors there are.
    """
    asked = iter(blocks)
    first = list(islice(asked, 2))
    if len(first) < 2:  # as in most bundles: not worth a thread
        yield from (_packed(block, b"") for block in first)
        yield _LAST_BLOCK
        return
    before = b""
    waiting: deque[Future[bytes]] = deque()
    with ThreadPoolExecutor(_PACKERS, thread_name_prefix="bundle-packer") as threads:
        for block in chain(first, asked):
            waiting.append(threads.submit(_packed, block, before))
            before = (before + block)[-_WINDOW:] if len(block) < _WINDOW else block[-_WINDOW:]
            if len(waiting) > _WAITING:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    yield _LAST_BLOCK


class Writer:
    """Writes entries to a seekable file, one after the other; ``finish`` writes the directory."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.entries: list[Entry] = []

    def add(
        self,
        name: str,
        blocks: Iterable[bytes],
        method: int,
        packed: Callable[[bytes], object] = lambda _: None,
    ) -> Entry:
        """Stream one entry; its header is written over again once its sizes are known.

        ``packed`` is shown the bytes as they go into the file.
        """
        at = self.entries[-1].end if self.entries else 0
        blank = Entry(name, method, 0, 0, 0, at)
        self._file.seek(at)
        self._file.write(blank.header())
        crc = size = length = 0

        def counted() -> Iterator[bytes]:
            nonlocal crc, size
            for block in blocks:
                crc = zlib.crc32(block, crc)
                size += len(block)
                yield block

        for out in _deflated(counted()) if method == DEFLATED else counted():
            packed(out)
            length += self._file.write(out)
        entry = Entry(name, method, crc, length, size, at)
        self._file.seek(at)
        self._file.write(entry.header())
        self.entries.append(entry)
        return entry

    def finish(self) -> int:
        """The size of the whole file."""
        at = self.entries[-1].end
        self._file.seek(at)
        return at + self._file.write(directory(self.entries))


def read_directory(file: IO[bytes], limits: Limits) -> list[Entry]:
    """The entries of a zip that is byte for byte what ``Writer`` makes of them.

    Raises ``DamagedBundleError`` for anything else; reads the headers only.
    """
    length = file.seek(0, 2)
    if length > limits.bundle:
        raise DamagedBundleError("too_large", gib=limits.bundle + 1 >> 30)
    if length < _END.size:
        raise DamagedBundleError("cut_short")
    file.seek(length - _END.size)
    end = _END.unpack(file.read(_END.size))
    count, size, at = end[4], end[5], end[6]
    if end[0] != b"PK\5\6":
        file.seek(0)
        raise DamagedBundleError("cut_short" if file.read(4) == b"PK\3\4" else "not_a_bundle")
    if count > limits.members:
        raise DamagedBundleError("too_many_members", most=limits.members)
    if at + size + _END.size != length or size > count * (_CENTRAL.size + 255):
        raise DamagedBundleError("altered")
    file.seek(at)
    entries = list(_parse(file.read(size), count))
    file.seek(at)
    if not entries or file.read() != directory(entries):
        raise DamagedBundleError("altered")
    _check_headers(file, entries)
    return entries


def _parse(text: bytes, count: int) -> Iterator[Entry]:
    """Lines of the central directory; entries follow one another without gaps, so where each
    begins is worked out, not believed (``directory`` finds the difference)."""
    place = at = 0
    for _ in range(count):
        if place + _CENTRAL.size > len(text):
            raise DamagedBundleError("altered")
        line = _CENTRAL.unpack_from(text, place)
        method, crc, packed, size, length = line[4], line[7], line[8], line[9], line[10]
        place += _CENTRAL.size
        try:
            name = text[place : place + length].decode("ascii")
        except UnicodeDecodeError as error:
            raise DamagedBundleError("altered") from error
        place += length
        if method not in (STORED, DEFLATED):
            raise DamagedBundleError("altered")
        entry = Entry(name, method, crc, packed, size, at)
        yield entry
        at = entry.end


def _check_headers(file: IO[bytes], entries: list[Entry]) -> None:
    for entry in entries:
        file.seek(entry.at)
        header = entry.header()
        if file.read(len(header)) != header:
            raise DamagedBundleError("altered")


def packed_blocks(file: IO[bytes], entry: Entry) -> Iterator[bytes]:
    """The bytes of an entry as they lie in the file; others may be read between two blocks."""
    left = entry.packed
    while left:
        file.seek(entry.data_at + entry.packed - left)
        block = file.read(min(BLOCK, left))
        if not block:
            raise DamagedBundleError("cut_short")
        left -= len(block)
        yield block
