"""The blob store: by content, none twice, and a crash leaves nothing half done."""

from __future__ import annotations

import hashlib
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.store.blobs import BlobStore
from qa_desktop.store.durable import durable_file
from qa_desktop.store.workspace import Workspace
from tests.places import fill, small_disk

CONTENT = b"audio" * 500_000
NAME = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "source.wav"
    file.write_bytes(CONTENT)
    return file


@pytest.fixture
def blobs(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path / "audio")


def test_a_file_is_kept_by_its_content(blobs: BlobStore, source: Path) -> None:
    stored = blobs.put(source)
    assert (stored.sha256, stored.size, stored.new) == (NAME, len(CONTENT), True)
    assert blobs.path(NAME) == blobs.folder / NAME[:2] / NAME
    assert blobs.path(NAME).read_bytes() == CONTENT and source.exists()
    assert blobs.has(NAME) and blobs.is_intact(NAME) and list(blobs.all()) == [NAME]


def test_the_same_content_is_kept_once(blobs: BlobStore, source: Path) -> None:
    blobs.put(source)
    inode = blobs.path(NAME).stat().st_ino
    again = blobs.put(source)
    assert not again.new and blobs.path(NAME).stat().st_ino == inode
    assert len(list(blobs.all())) == 1


def test_a_blob_that_was_cut_short_is_put_again(blobs: BlobStore, source: Path) -> None:
    blobs.put(source)
    os.truncate(blobs.path(NAME), 1000)
    assert not blobs.is_intact(NAME)
    assert blobs.put(source).new and blobs.is_intact(NAME)


def test_cancelling_leaves_nothing(blobs: BlobStore, source: Path) -> None:
    with pytest.raises(CancelledError):
        blobs.put(source, cancelled=lambda: True)
    assert list(blobs.folder.iterdir()) == []


def test_two_threads_do_not_write_into_each_other(blobs: BlobStore, tmp_path: Path) -> None:
    """Both are in the middle of copying at the same moment: the pool of the window does that."""
    meeting = threading.Barrier(2, timeout=20)
    sources = [tmp_path / name for name in ("one", "two")]
    for source in sources:
        source.write_bytes(source.name.encode() * 2_000_000)
    met: set[int] = set()

    def meet_once() -> bool:
        if threading.get_ident() not in met:
            met.add(threading.get_ident())
            meeting.wait()
        return False

    with ThreadPoolExecutor(2) as pool:
        stored = list(pool.map(lambda source: blobs.put(source, meet_once), sources))
    assert all(blobs.is_intact(each.sha256) for each in stored)
    assert len(list(blobs.all())) == 2


def test_leftovers_of_a_crash_are_swept_at_the_next_start(workspace: Workspace) -> None:
    leftover = workspace.folder / "audio" / ".incoming-4711"
    leftover.write_bytes(b"half a call")
    half_decoded = workspace.folder / "cache" / "ab" / ".making-k3x9"
    half_decoded.parent.mkdir()
    half_decoded.write_bytes(b"half a sound")
    decoded = half_decoded.with_name("abcd.wav")
    decoded.write_bytes(b"a sound")
    kept = workspace.folder / "audio" / "ab" / ("ab" * 32)
    kept.parent.mkdir()
    kept.write_bytes(b"x")
    workspace.close()
    with Workspace.open(workspace.folder):
        assert not leftover.exists() and kept.exists()
        assert not half_decoded.exists() and decoded.exists()


def test_a_full_disk_leaves_no_part_behind(tmp_path: Path, source: Path) -> None:
    with small_disk(tmp_path / "disk", "2m") as disk:
        blobs = BlobStore(disk / "audio")
        blobs.folder.mkdir()
        fill(disk)
        with pytest.raises(UserFacingError) as refused:
            blobs.put(source)
        assert refused.value.id == "workspace.disk_full"
        assert list(blobs.folder.iterdir()) == []


def test_a_removed_blob_is_gone(blobs: BlobStore, source: Path) -> None:
    blobs.put(source)
    blobs.remove(NAME)
    blobs.remove(NAME)
    assert not blobs.has(NAME) and list(blobs.all()) == []


def test_a_source_that_fails_is_not_a_fault_of_the_workspace(
    blobs: BlobStore, tmp_path: Path
) -> None:
    """A scratched disc: the import lists the file and goes on to the next."""
    with pytest.raises(UserFacingError) as refusal:
        blobs.put(tmp_path)  # reading a folder fails as reading a bad sector does
    assert refusal.value.id == "import.not_readable"
    assert list(blobs.folder.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_what_is_written_for_others_can_be_read_by_others(tmp_path: Path) -> None:
    """As any program's file: what the person's own mask (umask) lets through."""
    plain, ours = tmp_path / "plain", tmp_path / "report.xlsx"
    plain.touch()
    with durable_file(ours) as stream:
        stream.write(b"words")
    assert ours.stat().st_mode == plain.stat().st_mode
    assert sorted(file.name for file in tmp_path.iterdir()) == ["plain", "report.xlsx"]


@pytest.mark.parametrize("name", ["{private}", "../{folder}/letters.wav", "", "..", "/", "A" * 64])
def test_what_is_no_hash_is_nowhere(blobs: BlobStore, tmp_path: Path, name: str) -> None:
    """Records that others wrote name recordings: none of them leads to another file of this
    machine, to be played, sent on or removed."""
    private = tmp_path / "letters.wav"
    private.write_bytes(b"mine")
    blobs.folder.mkdir()
    name = name.format(private=private, folder=tmp_path.name)
    assert not blobs.has(name) and not blobs.path(name).exists()
    blobs.remove(name)
    assert private.read_bytes() == b"mine"
