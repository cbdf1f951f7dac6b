"""A bundle opened for reading: limits, manifest, hashes, lines; nothing is ever extracted by name.

``check`` reads every byte once and keeps none; only then are lines and blobs handed out.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Literal

from qa_desktop.errors import CancelledError, UserFacingError, reason_of
from qa_desktop.exchange.bundle.container import (
    DEFLATED,
    STORED,
    DamagedBundleError,
    Entry,
    packed_blocks,
    read_directory,
)
from qa_desktop.exchange.bundle.limits import LIMITS, Limits
from qa_desktop.exchange.bundle.lines import (
    read_operation,
    read_values,
    split_frames,
    split_lines,
)
from qa_desktop.exchange.bundle.manifest import (
    MANIFEST,
    SIGNATURE,
    Manifest,
    Member,
    read_manifest,
)
from qa_desktop.journal.operation import Operation
from qa_desktop.journal.personal import Salted

EXPANDED: Final = 3 << 18
"""Bytes of lines at a time: some three hundred operations. What is done once for each such piece
weighs little then, and none is as long as a line may be."""

Prefix = Literal["ops-", "personal-"]
"""Of the names of members with lines."""

Progress = Callable[[int, int], None]
"""Bytes done, bytes in all."""


def _silent(_done: int, _all: int) -> None:
    pass


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """A stick that fails is not the workspace's fault, and must not be told as its damage."""
    try:
        yield
    except OSError as error:
        why = reason_of(error)
        raise UserFacingError("bundle.not_readable", file=path.name, why=why) from error


class BundleReader:
    """``close`` it, or use ``with``. Opening checks form, manifest and signature."""

    def __init__(self, path: Path, limits: Limits = LIMITS) -> None:
        self.path = path
        self._limits = limits
        with _readable(path):
            self._file: IO[bytes] = path.open("rb")
        try:
            with _readable(path):
                entries = read_directory(self._file, limits)
                self.size = path.stat().st_size
            self.manifest: Manifest = self._read_manifest(entries)
            self._entries = {entry.name: entry for entry in entries}
            self._check_sizes()
        except BaseException:
            self._file.close()
            raise

    def _read_manifest(self, entries: list[Entry]) -> Manifest:
        last = entries[-2:]
        if [entry.name for entry in last] != [MANIFEST, SIGNATURE]:
            raise DamagedBundleError("not_a_bundle")
        if any(
            entry.method != STORED or entry.size != entry.packed or entry.size > limit
            for entry, limit in zip(last, (self._limits.manifest, 128), strict=True)
        ):
            raise DamagedBundleError("altered")
        text, signature = (b"".join(self._content(entry)) for entry in last)
        manifest = read_manifest(text, signature)
        if [(e.name, e.size) for e in entries[:-2]] != [(m.name, m.size) for m in manifest.members]:
            raise DamagedBundleError("altered")
        return manifest

    def _check_sizes(self) -> None:
        """What the headers claim, before anything is expanded; ``_content`` counts again."""
        limits = self._limits
        expanded = packed = 0
        for member in self.manifest.members:
            entry = self._entries[member.name]
            if member.blob:
                if entry.method != STORED or entry.size != entry.packed:
                    raise DamagedBundleError("altered")
                if member.size > limits.blob:
                    raise DamagedBundleError("blob_too_large", mib=limits.blob >> 20)
                continue
            expanded += member.size
            packed += entry.packed
            if entry.method != DEFLATED:
                raise DamagedBundleError("altered")
            if (
                member.size > limits.member
                or expanded > limits.expanded
                or expanded > limits.ratio * packed + limits.easy
            ):
                raise DamagedBundleError("expands")

    def check(
        self,
        progress: Progress = _silent,
        cancelled: Callable[[], bool] = lambda: False,
        *,
        expand: bool = True,
    ) -> None:
        """Every member is what the manifest signed; raises ``DamagedBundleError`` if not.

        Without ``expand``, what lines expand to is left to be checked when they are read.
        """
        done = 0
        for member in self.manifest.members:
            digest = hashlib.sha256()
            for block in self._packed(self._entries[member.name]):
                if cancelled():
                    raise CancelledError
                digest.update(block)
                done += len(block)
                progress(done, self.size)
            if digest.hexdigest() != member.sha256:
                raise DamagedBundleError("altered")
            if expand or member.blob:
                for _ in self._content(self._entries[member.name]):
                    pass

    def operations(self) -> Iterator[Operation]:
        """In the order of the file; ``DamagedBundleError`` for a line that is none."""
        return map(read_operation, self._lines("ops-"))

    def personal_values(self) -> Iterator[Salted]:
        for frame in self._frames("personal-"):
            yield from (Salted(*value) for value in read_values(frame))

    def frames(self) -> Iterator[tuple[Prefix, bytes]]:
        """The same lines in pieces of about ``EXPANDED`` bytes, each ending with a line.

        Operations, and a little ahead of them the same share of the values: who wrote the bundle
        put both in one order (``writing.Lines``), so a value comes before what names it, most
        often, and the dear work (operations) and the cheap one come mixed.
        """
        values, operations = self._frames("personal-"), self._frames("ops-")
        sizes = self.values_size, self.lines_size - self.values_size
        ahead = behind = 0
        for frame in operations:
            while ahead * sizes[1] <= (behind + len(frame)) * sizes[0]:
                value = next(values, None)
                if value is None:
                    break
                ahead += len(value)
                yield "personal-", value
            behind += len(frame)
            yield "ops-", frame
        yield from (("personal-", value) for value in values)

    def _frames(self, prefix: Prefix) -> Iterator[bytes]:
        for member in self.manifest.members:
            if member.name.startswith(prefix):
                blocks = self._content(self._entries[member.name])
                yield from split_frames(blocks, self._limits.line)

    @property
    def lines_size(self) -> int:
        """Bytes of all lines, expanded."""
        return sum(member.size for member in self.manifest.members if not member.blob)

    @property
    def values_size(self) -> int:
        """Bytes of those with personal values."""
        members = self.manifest.members
        return sum(member.size for member in members if member.name.startswith("personal-"))

    def blobs(self) -> Iterator[Member]:
        return (member for member in self.manifest.members if member.blob)

    def blob_blocks(self, member: Member) -> Iterator[bytes]:
        return self._content(self._entries[member.name])

    def _lines(self, prefix: str) -> Iterator[bytes]:
        for member in self.manifest.members:
            if member.name.startswith(prefix):
                blocks = self._content(self._entries[member.name])
                yield from split_lines(blocks, self._limits.line)

    def _content(self, entry: Entry) -> Iterator[bytes]:
        """Expanded in blocks; stops at the size that the header claims."""
        crc = size = 0
        for block in self._expanded(entry):
            crc = zlib.crc32(block, crc)
            size += len(block)
            if size > entry.size:
                raise DamagedBundleError("altered")
            yield block
        if size != entry.size or crc != entry.crc:
            raise DamagedBundleError("altered")

    def _packed(self, entry: Entry) -> Iterator[bytes]:
        blocks = packed_blocks(self._file, entry)
        while True:
            with _readable(self.path):
                block = next(blocks, None)
            if block is None:
                return
            yield block

    def _expanded(self, entry: Entry) -> Iterator[bytes]:
        if entry.method == STORED:
            yield from self._packed(entry)
            return
        unpacker = zlib.decompressobj(-15)
        try:
            for packed in self._packed(entry):
                waiting = packed
                while waiting:
                    yield unpacker.decompress(waiting, EXPANDED)
                    waiting = unpacker.unconsumed_tail
            while rest := unpacker.decompress(unpacker.unconsumed_tail, EXPANDED):
                yield rest
        except zlib.error as error:
            raise DamagedBundleError("altered") from error
        if not unpacker.eof or unpacker.unused_data:
            raise DamagedBundleError("altered")

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> BundleReader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
