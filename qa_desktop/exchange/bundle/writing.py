"""Writes bundles: streamed to a temporary file, synced, read back, renamed.

What does not fit into one goes on in a second, each whole for itself (``write_bundles``).
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO

from qa_desktop.errors import CancelledError, UserFacingError, reason_of
from qa_desktop.exchange.bundle.container import (
    BLOCK,
    DEFLATED,
    STORED,
    DamagedBundleError,
    Writer,
)
from qa_desktop.exchange.bundle.encryption import encrypt
from qa_desktop.exchange.bundle.limits import LIMITS, Limits
from qa_desktop.exchange.bundle.lines import members_of, split_frames
from qa_desktop.exchange.bundle.manifest import (
    MANIFEST,
    SIGNATURE,
    Manifest,
    Member,
    sign_manifest,
    write_manifest,
)
from qa_desktop.exchange.bundle.reading import BundleReader
from qa_desktop.journal.keys import SigningKey
from qa_desktop.store.durable import durable_file, private_file

_ROOM = 1 << 16
"""Left in a bundle for the headers of its lines and its end; a header of a blob has 300 bytes."""
_HEADERS = 300

Progress = Callable[[int, int], None]
"""Bytes done, bytes in all where they are known, else 0."""
Place = Callable[[int], AbstractContextManager[IO[bytes]]]
"""Opens the file of the n-th bundle, from 1: there whole when the block ends well, or not at
all."""


@dataclass(frozen=True)
class Lines:
    """Lines of operations with those of the personal values that they name, some hundred at a
    time; every line ends with a line feed (``lines.py``). Those of one ``Lines`` go into the same
    bundle."""

    operations: bytes
    personal: bytes

    @property
    def size(self) -> int:
        return len(self.operations) + len(self.personal)


@dataclass(frozen=True)
class Contents:
    """What goes into one bundle. Lines end with a line feed; blobs are files named by hash."""

    operations: Iterable[bytes]
    personal: Iterable[bytes]
    blobs: tuple[tuple[str, Path], ...] = ()


def write_bundle(
    out: Path,
    contents: Contents,
    describe: Callable[[tuple[Member, ...]], Manifest],
    replica: SigningKey,
    *,
    limits: Limits = LIMITS,
) -> Manifest:
    """Exactly one, for who knows that it fits; what does not is refused."""

    def only(number: int) -> AbstractContextManager[IO[bytes]]:
        if number > 1:
            raise UserFacingError("bundle.too_much", gib=limits.bundle + 1 >> 30)
        return plain_place(out)

    lines = chain(
        (Lines(line, b"") for line in contents.operations),
        (Lines(b"", line) for line in contents.personal),
    )
    (made,) = write_bundles(only, lines, contents.blobs, describe, replica, limits=limits)
    return made


def write_bundles(
    place: Place,
    lines: Iterable[Lines],
    blobs: tuple[tuple[str, Path], ...],
    describe: Callable[[tuple[Member, ...]], Manifest],
    replica: SigningKey,
    *,
    limits: Limits = LIMITS,
    spool: Path | None = None,
    progress: Progress = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Manifest]:
    """One bundle, or as many as the reader's limits ask for; their manifests.

    ``describe`` makes the manifest of each once its members are known. ``spool`` is a folder where
    personal values wait on disk for their turn. Raises ``UserFacingError`` for a recording that no
    bundle holds, and ("bundle.not_written") where the disk does not take it.
    """
    run = _Run(lines, blobs, limits, progress, cancelled)
    made: list[Manifest] = []
    while not made or run.is_something_left():
        with place(len(made) + 1) as file:
            made.append(_write_one(file, run, describe, replica, spool))
    return made


@contextmanager
def plain_place(out: Path, cancelled: Callable[[], bool] = lambda: False) -> Iterator[IO[bytes]]:
    """A bundle that everybody can read: read back with all checks before it gets its name."""

    def check(path: Path) -> None:
        _read_back(path, cancelled)

    with _disk_errors(out), durable_file(out, elsewhere=True, check=check) as file:
        yield file


@contextmanager
def encrypted_place(
    out: Path, receive_keys: Sequence[str], spool: Path, cancelled: Callable[[], bool]
) -> Iterator[IO[bytes]]:
    """A bundle that only the holders of these keys (X25519, hex) can read.

    It is made and read back in the clear in ``spool``, in a file for its owner alone; the target's
    folder, which may be a share, sees only what is encrypted.
    """
    with _disk_errors(out), private_file(spool) as (clear, file):
        yield file
        file.flush()
        _read_back(clear, cancelled)
        file.seek(0)
        written = hashlib.sha256()

        def check(path: Path) -> None:
            _compare(path, written.digest())

        with durable_file(out, elsewhere=True, check=check) as target:
            encrypt(file, _Hashed(target, written.update), receive_keys, cancelled)


@contextmanager
def _disk_errors(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = reason_of(error)
        raise UserFacingError("bundle.not_written", file=out.name, why=why) from error


def _compare(path: Path, digest: bytes) -> None:
    """Nobody here may be able to decrypt it: that the disk holds what was encrypted must do."""
    found = hashlib.sha256()
    for block in _blocks(path):
        found.update(block)
    if found.digest() != digest:
        raise DamagedBundleError("altered")


class _Hashed:
    """Shows every block that is written."""

    def __init__(self, file: IO[bytes], seen: Callable[[bytes], object]) -> None:
        self._file = file
        self._seen = seen

    def write(self, block: bytes) -> int:
        self._seen(block)
        return self._file.write(block)

    def flush(self) -> None:
        self._file.flush()


def _read_back(path: Path, cancelled: Callable[[], bool]) -> None:
    with BundleReader(path) as reader:
        reader.check(cancelled=cancelled)


class _Run:
    """What is still to be written, over all bundles of one export."""

    def __init__(
        self,
        lines: Iterable[Lines],
        blobs: tuple[tuple[str, Path], ...],
        limits: Limits,
        progress: Progress,
        cancelled: Callable[[], bool],
    ) -> None:
        self.limits = limits
        self._lines = iter(lines)
        self._held: Lines | None = None
        """Did not fit into the last bundle, or shows that there is a next one."""
        self._blobs = list(reversed(blobs))
        self._progress = progress
        self._cancelled = cancelled
        self._done = 0
        for _, path in blobs:
            if path.stat().st_size > limits.blob:
                raise UserFacingError("bundle.blob_too_large", mib=limits.blob >> 20)

    def is_something_left(self) -> bool:
        self._held = self._held or next(self._lines, None)
        return self._held is not None or bool(self._blobs)

    def lines(self) -> Iterator[Lines]:
        """As many as one bundle may have; at least one."""
        room = min(self.limits.expanded, self.limits.bundle - self.limits.manifest - _ROOM)
        size = 0
        for lines in chain([self._held] if self._held else [], self._lines):
            self._held = lines
            if size and size + lines.size > room:
                return
            size += lines.size
            self._held = None
            yield lines

    def blobs(self, at: int) -> Iterator[tuple[str, Path]]:
        """As many as have room behind ``at`` bytes, half of the members at most."""
        room = self.limits.bundle - self.limits.manifest - _ROOM - at
        for taken in range(self.limits.members // 2):
            if not self._blobs:
                return
            size = self._blobs[-1][1].stat().st_size + _HEADERS
            if size > room and (taken or at):
                return
            room -= size
            yield self._blobs.pop()

    def watched(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        for block in blocks:
            if self._cancelled():
                raise CancelledError
            self._done += len(block)
            self._progress(self._done, 0)
            yield block


def _write_one(
    file: IO[bytes],
    run: _Run,
    describe: Callable[[tuple[Member, ...]], Manifest],
    replica: SigningKey,
    spool: Path | None,
) -> Manifest:
    writer = Writer(file)
    members: list[Member] = []

    def add(name: str, blocks: Iterable[bytes], method: int) -> None:
        members.append(_add(writer, name, run.watched(blocks), method))

    with tempfile.TemporaryFile(dir=spool) as personal:
        operations = _operations(run.lines(), personal)
        for name, lines in _line_members("ops", operations, run.limits):
            add(name, lines, DEFLATED)
        personal.seek(0)
        values = split_frames(_blocks_of(personal), run.limits.line)
        for name, lines in _line_members("personal", values, run.limits):
            add(name, lines, DEFLATED)
    at = writer.entries[-1].end if writer.entries else 0
    for sha256, path in run.blobs(at):
        add(f"blobs/{sha256}", _blocks(path), STORED)
        if members[-1].sha256 != sha256:
            raise UserFacingError("bundle.audio_damaged", name=sha256[:12])
    manifest = describe(tuple(members))
    text = write_manifest(manifest)
    writer.add(MANIFEST, [text], STORED)
    writer.add(SIGNATURE, [sign_manifest(text, replica)], STORED)
    if writer.finish() > run.limits.bundle or len(text) > run.limits.manifest:
        raise UserFacingError("bundle.too_much", gib=run.limits.bundle + 1 >> 30)
    return manifest


def _operations(several: Iterable[Lines], personal: IO[bytes]) -> Iterator[bytes]:
    """The lines of the operations; those of their values are put by, since they come later."""
    for lines in several:
        personal.write(lines.personal)
        yield lines.operations


def _line_members(
    prefix: str, frames: Iterable[bytes], limits: Limits
) -> Iterator[tuple[str, Iterable[bytes]]]:
    for number, group in enumerate(members_of(_in_blocks(frames), limits.member), start=1):
        yield f"{prefix}-{number:04}.jsonl", group


def _in_blocks(frames: Iterable[bytes]) -> Iterator[bytes]:
    """Many lines at a time: the packer has a price per call."""
    held: list[bytes] = []
    size = 0
    for frame in frames:
        held.append(frame)
        size += len(frame)
        if size >= BLOCK:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def _add(writer: Writer, name: str, blocks: Iterable[bytes], method: int) -> Member:
    digest = hashlib.sha256()
    entry = writer.add(name, blocks, method, digest.update)
    return Member(name, entry.size, digest.hexdigest())


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from _blocks_of(file)


def _blocks_of(file: IO[bytes]) -> Iterator[bytes]:
    while block := file.read(BLOCK):
        yield block
