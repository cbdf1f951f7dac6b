"""Writes a bundle: streamed to a temporary file, synced, read back, renamed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.exchange.bundle.container import BLOCK, DEFLATED, STORED, Writer
from qa_desktop.exchange.bundle.limits import LIMITS, Limits
from qa_desktop.exchange.bundle.lines import members_of
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
from qa_desktop.store.durable import durable_file

_ROOM = 1 << 20
"""Left in a bundle for its headers and manifest."""


@dataclass(frozen=True)
class Contents:
    """What goes in. Lines end with a line feed (``lines.py``); blobs are files named by hash."""

    operations: Iterable[bytes]
    personal: Iterable[bytes]
    blobs: tuple[tuple[str, Path], ...] = ()


def split_blobs(
    blobs: Iterable[tuple[str, Path]], limits: Limits = LIMITS
) -> list[tuple[tuple[str, Path], ...]]:
    """Blobs in groups that each fit in a bundle, in order; one that is too large is refused."""
    groups: list[list[tuple[str, Path]]] = [[]]
    size = 0
    most = limits.bundle - limits.expanded // limits.ratio - _ROOM
    for sha256, path in blobs:
        length = path.stat().st_size
        if length > limits.blob:
            raise UserFacingError("bundle.blob_too_large", mib=limits.blob >> 20)
        if groups[-1] and (size + length > most or len(groups[-1]) >= limits.members // 2):
            groups.append([])
            size = 0
        groups[-1].append((sha256, path))
        size += length
    return [tuple(group) for group in groups]


def write_bundle(
    out: Path,
    contents: Contents,
    describe: Callable[[tuple[Member, ...]], Manifest],
    replica: SigningKey,
    *,
    limits: Limits = LIMITS,
    cancelled: Callable[[], bool] = lambda: False,
) -> Manifest:
    """One file, whole or not at all; ``describe`` makes the manifest once the members are known.

    Read back with all checks before it gets its name. Raises ``UserFacingError``
    (``bundle.not_written``) where the disk does not take it.
    """
    try:
        return _write(out, contents, describe, replica, limits, cancelled)
    except OSError as error:
        why = error.strerror or str(error)
        raise UserFacingError("bundle.not_written", file=out.name, why=why) from error


def _write(
    out: Path,
    contents: Contents,
    describe: Callable[[tuple[Member, ...]], Manifest],
    replica: SigningKey,
    limits: Limits,
    cancelled: Callable[[], bool],
) -> Manifest:
    with durable_file(out, elsewhere=True, check=_read_back) as file:
        writer = Writer(file)
        members: list[Member] = []
        for name, lines in _line_members(contents, limits):
            members.append(_add(writer, name, lines, DEFLATED, cancelled))
        for sha256, path in contents.blobs:
            members.append(_add(writer, f"blobs/{sha256}", _blocks(path), STORED, cancelled))
            if members[-1].sha256 != sha256:
                raise UserFacingError("bundle.audio_damaged", name=sha256[:12])
        manifest = describe(tuple(members))
        text = write_manifest(manifest)
        writer.add(MANIFEST, [text], STORED)
        writer.add(SIGNATURE, [sign_manifest(text, replica)], STORED)
        if writer.finish() > limits.bundle:
            raise UserFacingError("bundle.too_much", gib=limits.bundle + 1 >> 30)
    return manifest


def _line_members(contents: Contents, limits: Limits) -> Iterator[tuple[str, Iterable[bytes]]]:
    for prefix, lines in (("ops", contents.operations), ("personal", contents.personal)):
        for number, group in enumerate(members_of(lines, limits.member), start=1):
            yield f"{prefix}-{number:04}.jsonl", _in_blocks(group)


def _in_blocks(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Many lines at a time: the packer has a price per call."""
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= BLOCK:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def _add(
    writer: Writer, name: str, blocks: Iterable[bytes], method: int, cancelled: Callable[[], bool]
) -> Member:
    digest = hashlib.sha256()

    def watched() -> Iterator[bytes]:
        for block in blocks:
            if cancelled():
                raise CancelledError
            yield block

    entry = writer.add(name, watched(), method, packed=digest.update)
    return Member(name, entry.size, digest.hexdigest())


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def _read_back(path: Path) -> None:
    with BundleReader(path) as reader:
        reader.check()
