"""What a merge notes before it stores recordings, on a disk that fails."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any, NoReturn

import pytest

from qa_desktop.errors import UserFacingError
from qa_desktop.store.blobs import BlobStore
from qa_desktop.store.taken_recordings import taking

SHA = "ab" * 32


def failing(*_: Any, **__: Any) -> NoReturn:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_disk_that_fails_at_the_note_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    monkeypatch.setattr(os, call, failing)
    with (
        pytest.raises(UserFacingError, match=r"workspace\.disk_trouble"),
        taking(BlobStore(tmp_path / "audio"), "bundle-1", [SHA]),
    ):
        pytest.fail("nothing may be stored that is noted nowhere")


def test_without_recordings_there_is_no_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", failing)
    with taking(BlobStore(tmp_path / "audio"), "bundle-1", []):
        pass
    assert not (tmp_path / "audio").exists()
