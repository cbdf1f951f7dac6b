"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_ON_WINDOWS = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | _ON_WINDOWS


@contextmanager
def durable_file(
    out: Path, *, sync: bool = True, check: Callable[[Path], object] | None = None
) -> Iterator[IO[bytes]]:
    """Write to a temporary neighbour of ``out``; fsync and rename when the block ends well.

    ``sync=False`` for a file that carries its own checksum and can be made again. ``check`` reads
    back what was written before it gets its name, and raises when it is not right.

    When it does not (an error, a full disk, a cancellation), the neighbour is removed.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    name = out.with_name(f".making-{secrets.token_hex(8)}")
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
    except BaseException:
        name.unlink(missing_ok=True)
        raise


@contextmanager
def private_file(folder: Path) -> Iterator[tuple[Path, IO[bytes]]]:
    """A new file for its owner alone, open for writing, that is gone when the block ends.

    Its name is one that ``Workspace.open`` takes for a leftover, should a crash keep it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = folder / f".making-{secrets.token_hex(8)}"
    descriptor = os.open(name, _NEW, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as stream:
            yield name, stream
    finally:
        name.unlink(missing_ok=True)
