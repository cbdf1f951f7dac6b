"""However an MP3 says how long it is, or does not: all of it is read, and the length is that."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from audio_files import run_ffmpeg

from qa_desktop.audio.decode import blocks
from qa_desktop.audio.mp3_frames import with_true_length
from qa_desktop.audio.probe import probe
from qa_desktop.audio.readers import open_here
from qa_desktop.audio.sndfile_source import SndfileSource
from qa_desktop.audio.sources import UnreadableError

SECONDS = 12


def made(path: Path, *options: str, rate: int = 8_000) -> Path:
    """The first half a quiet tone, the second noise: the bit rate varies where it may."""
    halves = (
        f"sine=f=440:r={rate}:d={SECONDS / 2}[a];anoisesrc=r={rate}:d={SECONDS / 2}:a=0.5:seed=1[b]"
    )
    graph = f"{halves};[a][b]concat=v=0:a=1"
    run_ffmpeg("-filter_complex", graph, *options, str(path))
    return path


def seconds_of(path: Path) -> float:
    return sum(block.shape[1] for block in blocks(path)) / probe(path).sample_rate


NO_LENGTH = ("-write_xing", "0")


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 22_050, 32_000, 44_100])
@pytest.mark.parametrize("channels", ["1", "2"])
def test_without_a_length_all_is_read_by_libsndfile(
    tmp_path: Path, rate: int, channels: str
) -> None:
    path = made(tmp_path / "x.mp3", "-q:a", "6", "-ac", channels, *NO_LENGTH, rate=rate)
    with open_here(path) as source:
        assert isinstance(source, SndfileSource)
    assert probe(path).duration_ms == pytest.approx(SECONDS * 1000, abs=200)
    assert seconds_of(path) == pytest.approx(probe(path).duration_ms / 1000, abs=0.001)


def test_the_sound_lies_where_it_lies_with_a_length(tmp_path: Path) -> None:
    """Without the tag nothing says what the encoder put in front, so there may be a little more."""
    plain = made(tmp_path / "a.mp3", "-q:a", "6", *NO_LENGTH)
    tagged = made(tmp_path / "b.mp3", "-q:a", "6")
    one, other = (np.concatenate(list(blocks(path)), axis=1)[0] for path in (plain, tagged))
    begin = [int(np.argmax(np.abs(each) > 8_000)) for each in (one, other)]
    assert abs(begin[0] - begin[1]) <= 1_200
    cut = [
        each[at : at + 30_000].astype(float) for each, at in zip((one, other), begin, strict=True)
    ]
    assert np.corrcoef(*cut)[0, 1] > 0.99


def test_a_recorder_that_appended_to_its_file(tmp_path: Path) -> None:
    """The first part's tag counts its own frames only."""
    part = made(tmp_path / "part.mp3", "-b:a", "32k").read_bytes()
    both = tmp_path / "both.mp3"
    both.write_bytes(part + part)
    assert probe(both).duration_ms == pytest.approx(2_000 * SECONDS, abs=500)
    assert seconds_of(both) == pytest.approx(2 * SECONDS, abs=0.5)


def test_a_recorder_that_died(tmp_path: Path) -> None:
    content = made(tmp_path / "whole.mp3", "-b:a", "32k").read_bytes()
    cut = tmp_path / "cut.mp3"
    cut.write_bytes(content[: len(content) // 2])
    assert probe(cut).duration_ms == pytest.approx(SECONDS * 500, abs=200)


def test_tags_and_rubbish_are_no_frames(tmp_path: Path) -> None:
    content = made(
        tmp_path / "x.mp3", "-b:a", "32k", *NO_LENGTH, "-id3v2_version", "0"
    ).read_bytes()
    plain = tmp_path / "plain.mp3"
    plain.write_bytes(content)
    middle = content.index(content[:2], len(content) // 2)
    tagged = tmp_path / "tagged.mp3"
    id3 = b"ID3\x04\x00\x00\x00\x00\x02\x00" + bytes(256)
    end = b"TAG" + bytes(125)
    tagged.write_bytes(id3 + content[:middle] + bytes(777) + content[middle:] + end + b"\xff" * 99)
    assert probe(tagged).duration_ms == pytest.approx(probe(plain).duration_ms, abs=200)
    assert seconds_of(tagged) == pytest.approx(SECONDS, abs=0.4)


def test_one_with_a_true_length_is_read_as_it_is(tmp_path: Path) -> None:
    assert with_true_length(made(tmp_path / "x.mp3", "-q:a", "6")) is None
    assert with_true_length(made(tmp_path / "y.mp3", "-b:a", "32k")) is None


def test_no_frames_no_length(tmp_path: Path) -> None:
    (tmp_path / "x.mp3").write_bytes(b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f" + b"\xff\xfb" * 1_000)
    with pytest.raises(UnreadableError):
        with_true_length(tmp_path / "x.mp3")
