"""Audio files of a workspace, content-addressed: ``audio/ab/abcd…``; the same file never twice."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from qa_desktop.errors import CancelledError, UserFacingError, reason_of
from qa_desktop.journal.operation import is_hash
from qa_desktop.store.durable import durable_file, sync_folder
from qa_desktop.store.faults import plain_faults

_BLOCK = 1 << 20
_NOWHERE = "no-recording"


@dataclass(frozen=True)
class Stored:
    """A blob that is safely on disk; ``new`` is False when its bytes were there before."""

    sha256: str
    size: int
    new: bool


def _blocks(source: Path) -> Iterator[bytes]:
    """A source that fails is not the workspace's fault: a scratched disc must not be reported as a
    damaged workspace, nor stop the files that come after it."""
    try:
        with source.open("rb") as reading:
            while block := reading.read(_BLOCK):
                yield block
    except OSError as error:
        reason = reason_of(error)
        raise UserFacingError("import.not_readable", reason=reason) from error


def content_hash(file: Path) -> str:
    """SHA-256 of a file's bytes (hex), read in blocks."""
    digest = hashlib.sha256()
    with file.open("rb") as reading:
        while block := reading.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


class BlobStore:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where it is, or would be. What is no hash is nowhere: records that others wrote name
        recordings, and one named ``../../letters.wav`` would be played, cut and sent on."""
        if not is_hash(sha256):
            return self.folder / _NOWHERE
        return self.folder / sha256[:2] / sha256

    def has(self, sha256: str) -> bool:
        return self.path(sha256).is_file()

    def put(
        self,
        source: Path,
        cancelled: Callable[[], bool] = lambda: False,
        refused: Container[str] = (),
    ) -> Stored:
        """Copy a file in, hashing as it goes: temporary name, fsync, rename.

        Raises ``UserFacingError`` ("import.erased") for a content that is in ``refused``.
        """
        with plain_faults(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            partial = self.folder / f".incoming-{os.getpid()}-{threading.get_ident()}"
            try:
                return self._put(source, partial, cancelled, refused)
            finally:
                partial.unlink(missing_ok=True)

    def _put(
        self,
        source: Path,
        partial: Path,
        cancelled: Callable[[], bool],
        refused: Container[str],
    ) -> Stored:
        digest, size = hashlib.sha256(), 0
        with partial.open("wb") as writing:
            for block in _blocks(source):
                if cancelled():
                    raise CancelledError
                digest.update(block)
                size += len(block)
                writing.write(block)
            writing.flush()
            os.fsync(writing.fileno())
        name = digest.hexdigest()
        if name in refused:
            raise UserFacingError("import.erased")
        target = self.path(name)
        if target.is_file() and target.stat().st_size == size:
            return Stored(name, size, new=False)
        target.parent.mkdir(exist_ok=True)
        partial.replace(target)
        sync_folder(target.parent)
        return Stored(name, size, new=True)

    def take(
        self, sha256: str, blocks: Iterable[bytes], cancelled: Callable[[], bool] = lambda: False
    ) -> Stored:
        """Bytes that came from elsewhere, known to hash to ``sha256``; one that is here is left."""
        target = self.path(sha256)
        if target.is_file():
            return Stored(sha256, target.stat().st_size, new=False)
        with plain_faults(self.folder), durable_file(target) as writing:
            digest, size = hashlib.sha256(), 0
            for block in blocks:
                if cancelled():
                    raise CancelledError
                digest.update(block)
                size += writing.write(block)
            if digest.hexdigest() != sha256:
                raise ValueError("these bytes were said to be others")
        return Stored(sha256, size, new=True)

    def remove(self, sha256: str) -> None:
        self.path(sha256).unlink(missing_ok=True)

    def remove_leftovers(self) -> None:
        """Files that a crash left half copied; nothing refers to them."""
        for partial in (
            *self.folder.glob(".incoming-*"),
            *self.folder.glob(".making-*"),
            *self.folder.glob("*/.making-*"),
        ):
            partial.unlink(missing_ok=True)

    def all(self) -> Iterator[str]:
        """Names of the blobs on disk."""
        return (file.name for file in self.folder.glob("[0-9a-f][0-9a-f]/*"))

    def is_intact(self, sha256: str) -> bool:
        """Whether the bytes still hash to their name."""
        return content_hash(self.path(sha256)) == sha256
