"""Files that are there whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import IO

from qa_desktop.store.half_made import PREFIX, noted

_ON_WINDOWS = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)
_CANNOT = (errno.EINVAL, errno.ENOTSUP, errno.EACCES)
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | _ON_WINDOWS


@contextmanager
def durable_file(
    out: Path,
    *,
    sync: bool = True,
    elsewhere: bool = False,
    check: Callable[[Path], object] | None = None,
) -> Iterator[IO[bytes]]:
    """Write to a temporary neighbour of ``out``; fsync and rename when the block ends well.

    ``sync=False`` for a file that carries its own checksum and can be made again. ``elsewhere``
    for one that does not lie in a workspace, which knows where to look for what a crash leaves.
    ``check`` reads back what was written before it gets its name, and raises when it is not right.

    When it does not (an error, a full disk, a cancellation), the neighbour is removed.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    name = out.with_name(f"{PREFIX}{secrets.token_hex(8)}")
    with noted(name) if elsewhere else nullcontext():
        yield from _made(name, out, sync, check)


def _made(
    name: Path, out: Path, sync: bool, check: Callable[[Path], object] | None
) -> Iterator[IO[bytes]]:
    # Not ``tempfile``: its files are for their owner alone, and reports go to shared folders.
    descriptor = os.open(name, _NEW, 0o666)
    try:
        with os.fdopen(descriptor, "w+b") as stream:
            yield stream
            stream.flush()
            if sync:
                os.fsync(stream.fileno())
        if check is not None:
            check(name)
        name.replace(out)
        if sync:
            sync_folder(out.parent)
    except BaseException:
        with suppress(OSError):  # what was wrong first is what has to be said
            name.unlink(missing_ok=True)
        raise


@contextmanager
def private_file(folder: Path) -> Iterator[tuple[Path, IO[bytes]]]:
    """A new file for its owner alone, open for writing, that is gone when the block ends.

    Its name is one that ``Workspace.open`` takes for a leftover, should a crash keep it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = folder / f"{PREFIX}{secrets.token_hex(8)}"
    descriptor = os.open(name, _NEW, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as stream:
            yield name, stream
    finally:
        name.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` durable; Windows has no such call and needs none, and some
    shares and sticks cannot."""
    if os.name != "posix":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
