"""The least recently heard goes first; what is open stays; what goes can be made again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qa_desktop.audio import cache_limit
from qa_desktop.audio.cache import prepare
from qa_desktop.audio.cache_limit import enforce, find_cached, limit_of, mark_used
from qa_desktop.store.blobs import content_hash
from tests.factories import write_wav


def put(folder: Path, recording: str, size: int, used: int) -> Path:
    file = folder / recording[:2] / f"{recording}.wav"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"\0" * size)
    file.with_suffix(".peaks").write_bytes(b"\0" * 10)
    for each in (file, file.with_suffix(".peaks")):
        os.utime(each, (used, used))
    return file


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Three recordings of 110 bytes each, ``a…`` the one not heard for longest."""
    for used, letter in enumerate("abc", start=1):
        put(tmp_path, letter * 64, 100, used)
    return tmp_path


def names(folder: Path) -> list[str]:
    return [each.recording[0] for each in find_cached(folder)]


def test_the_oldest_go_until_the_rest_fits(cache: Path) -> None:
    assert names(cache) == ["a", "b", "c"]
    assert enforce(cache, 330) == 0
    assert enforce(cache, 329) == 110
    assert names(cache) == ["b", "c"]
    assert enforce(cache, 0) == 220 and names(cache) == []


def test_what_is_open_or_prepared_in_advance_stays(cache: Path) -> None:
    assert enforce(cache, 110, lambda recording: recording[0] == "a") == 220
    assert names(cache) == ["a"]
    assert enforce(cache, 0, lambda recording: True) == 0


def test_opening_makes_it_the_last_to_go(cache: Path) -> None:
    mark_used(cache, "a" * 64)
    mark_used(cache, "nothing is cached of this one")
    assert names(cache) == ["b", "c", "a"]


def test_half_made_files_are_nobodys(cache: Path) -> None:
    making = cache / "aa" / ".making-1"
    making.write_bytes(b"x" * 1000)
    enforce(cache, 0)
    assert making.exists() and names(cache) == []


def test_a_file_in_use_is_left(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unlink = Path.unlink

    def held(file: Path, missing_ok: bool = False) -> None:
        if file.name.startswith("a"):
            raise PermissionError(13, "in use")
        unlink(file, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", held)
    assert enforce(cache, 0) == 220 and names(cache) == ["a"]


def test_what_went_is_made_again(tmp_path: Path) -> None:
    file = write_wav(tmp_path / "x.wav", 0.3)
    name = content_hash(file)
    first = prepare(file, name, tmp_path / "cache")
    assert enforce(tmp_path / "cache", 0) > 0
    again = prepare(file, name, tmp_path / "cache")
    assert again.duration_ms == first.duration_ms and find_cached(tmp_path / "cache")


def test_the_limit_by_itself_is_a_tenth_of_a_small_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def disk(total: int) -> None:
        usage = cache_limit.shutil._ntuple_diskusage(total, 0, total)
        monkeypatch.setattr(cache_limit.shutil, "disk_usage", lambda _folder: usage)

    disk(50 << 30)
    assert limit_of(tmp_path, 0) == 5 << 30
    disk(1 << 40)
    assert limit_of(tmp_path, 0) == 10 << 30
    assert limit_of(tmp_path, 3) == 3 << 30
