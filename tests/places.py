"""Places that are hard to make: a full disk, a disk that cannot be written to."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def _mount(*arguments: str) -> bool:
    command = ["mount", *arguments]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@contextmanager
def small_disk(place: Path, size: str = "6m") -> Iterator[Path]:
    """A file system of its own in memory; skips where this account may not mount one."""
    place.mkdir(parents=True, exist_ok=True)
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk")
    if not _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)):
        pytest.skip("this container does not allow mounts")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(disk: Path) -> Path:
    """Take all the space that is left; remove the file to free it."""
    ballast = disk / "ballast"
    with ballast.open("ab", buffering=0) as stream:
        for block in (1 << 16, 1 << 12, 1 << 8, 1):
            try:
                while stream.write(b"\0" * block):
                    pass
            except OSError:
                continue
    return ballast


def make_read_only(disk: Path) -> None:
    assert _mount("-o", "remount,ro", str(disk))
