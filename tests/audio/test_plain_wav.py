"""What plays in place is read by the program itself, and as the libraries read it."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
import soundfile

from qa_desktop.audio import decoder_process
from qa_desktop.audio.cache import prepare
from qa_desktop.audio.decode import blocks
from qa_desktop.audio.plain_wav import open_plain
from qa_desktop.audio.readers import open_here
from qa_desktop.errors import CancelledError

_KINDS = ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "ALAW", "ULAW"]


def written(path: Path, kind: str = "PCM_16", channels: int = 2, frames: int = 5_000) -> Path:
    noise = np.random.default_rng(7).uniform(-1, 1, (frames, channels))
    soundfile.write(path, noise, 8_000, subtype=kind, format="WAV")
    return path


@pytest.mark.parametrize("kind", _KINDS)
@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("frames", [1, 1_000, 4_999, 65_536])
def test_as_a_child_reads_it(tmp_path: Path, kind: str, channels: int, frames: int) -> None:
    path = written(tmp_path / "x.wav", kind, channels, 5_000 if frames > 1 else 50)
    with open_here(path) as theirs:  # as in the child
        wanted = np.concatenate([block.copy() for block in theirs.blocks(1_000)], axis=1)
        facts = theirs.facts
    ours = open_plain(path)
    assert ours is not None
    with ours:
        assert ours.facts == facts
        assert ours.measure_ms() == facts.duration_ms
        found = [block.copy() for block in ours.blocks(frames)]
    assert all(block.shape[1] == frames for block in found[:-1])
    assert np.array_equal(np.concatenate(found, axis=1), wanted)


def test_nobody_else_is_asked(call: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decoder_process.end_all()
    monkeypatch.setattr(decoder_process, "own_program", lambda: [str(tmp_path / "gone")])
    assert prepare(call, "1" * 64, tmp_path / "cache").duration_ms == 3_200


@pytest.mark.parametrize("name", ["float.wav", "gsm.wav", "ima.wav", "rf64.wav", "mp3.mp3"])
def test_what_has_to_be_decoded_is_left_to_the_child(formats: Path, name: str) -> None:
    assert open_plain(formats / name) is None


def test_less_than_a_millisecond_is_left_to_the_child(tmp_path: Path) -> None:
    assert open_plain(written(tmp_path / "x.wav", frames=3)) is None
    assert open_plain(written(tmp_path / "y.wav", frames=4)) is not None


def test_a_file_cut_after_it_was_opened_gives_what_is_left(tmp_path: Path) -> None:
    path = written(tmp_path / "x.wav")
    with open_plain(path) as source:
        path.write_bytes(path.read_bytes()[: 44 + 4 * 1_234 + 3])
        assert sum(block.shape[1] for block in source.blocks(1_000)) == 1_234


def test_given_up_it_lets_go_of_the_file_and_its_thread(tmp_path: Path) -> None:
    path, threads = written(tmp_path / "x.wav"), threading.active_count()
    with open_plain(path) as source:
        stream = source.blocks(100)
        next(stream)
        assert threading.active_count() == threads + 1
    assert threading.active_count() == threads
    assert list(stream) == []
    source.close()


def test_cancelled_within_a_block(tmp_path: Path) -> None:
    seen: list[int] = []
    stream = blocks(written(tmp_path / "x.wav"), frames=100, cancelled=lambda: len(seen) == 2)
    with pytest.raises(CancelledError):
        seen.extend(block.shape[1] for block in stream)
    assert seen == [100, 100]
