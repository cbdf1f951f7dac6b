"""The length of AMR is counted as FFmpeg counts it, only sooner."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_desktop.audio import amr_frames, pyav_source
from qa_desktop.audio.amr_frames import amr_ms

_NARROW = (13, 14, 16, 18, 20, 21, 27, 32, 6)
_WIDE = (18, 24, 33, 37, 41, 47, 51, 59, 61, 6)
_EVERY = [
    *(("#!AMR\n", mode, size) for mode, size in enumerate(_NARROW)),
    *(("#!AMR-WB\n", mode, size) for mode, size in enumerate(_WIDE)),
]


@pytest.mark.parametrize(("magic", "mode", "size"), _EVERY)
def test_each_mode_has_frames_of_its_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, magic: str, mode: int, size: int
) -> None:
    file = tmp_path / "call.amr"
    frame = bytes([mode << 3 | 4]) + bytes(size - 1)
    file.write_bytes(magic.encode() + frame * 7 + frame[: size // 2])
    assert amr_ms(file) == 8 * 20
    monkeypatch.setattr(amr_frames, "_MOST_BYTES", 0)
    assert amr_ms(file) is None, "then FFmpeg counts"
    assert pyav_source._count_ms(file) in (7 * 20, 8 * 20)


def test_modes_that_change_are_counted_frame_by_frame(tmp_path: Path) -> None:
    file, frames = tmp_path / "call.amr", [7] * 40 + [8, 15, 7, 7] + [0] * 33 + [8] * 70 + [2]
    sizes = (*_NARROW, *[1] * 7)
    body = b"".join(bytes([mode << 3 | 4]) + bytes(sizes[mode] - 1) for mode in frames)
    file.write_bytes(b"#!AMR\n" + body)
    assert amr_ms(file) == len(frames) * 20


def test_other_files_are_none_of_it(formats: Path) -> None:
    assert amr_ms(formats / "mp3.mp3") is None
    assert amr_ms(formats / "bare.gsm") is None


def test_nothing_behind_the_beginning_is_no_time(tmp_path: Path) -> None:
    file = tmp_path / "empty.amr"
    file.write_bytes(b"#!AMR\n")
    assert amr_ms(file) == 0
