"""Single samples: as libsndfile reads them, whatever the kind of the file and the order asked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.audio.samples import Samples

_FRAMES = 5_000


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same noise over the full range, and both ends of it, as each kind that plays in place."""
    folder = tmp_path_factory.mktemp("samples")
    noise = np.random.default_rng(7).uniform(-1, 1, (_FRAMES, 2))
    noise[:2] = 1, -1
    paths = {}
    for kind in ("PCM_U8", "PCM_16", "PCM_24", "PCM_32", "ALAW", "ULAW"):
        for ending, format in (("", "WAV"), ("_extensible", "WAVEX")):
            path = paths[kind + ending] = folder / f"{kind}{ending}.wav"
            soundfile.write(path, noise, 8_000, subtype=kind, format=format)
    return paths


def _reference(path: Path) -> np.ndarray:
    wide = soundfile.read(path, dtype="int32", always_2d=True)[0]
    return (wide >> 16).astype(np.int16).T


@pytest.mark.parametrize("kind", ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "ALAW", "ULAW"])
@pytest.mark.parametrize("ending", ["", "_extensible"])
def test_each_kind_is_read_as_libsndfile_reads_it(kinds, kind, ending) -> None:
    path = kinds[kind + ending]
    samples, wanted = Samples(path), _reference(path)
    assert (samples.sample_rate, samples.channels) == (8_000, 2)
    for channel in (0, 1):
        assert np.array_equal(samples.stretch(channel, 0, _FRAMES), wanted[channel])


@given(
    st.lists(
        st.tuples(st.integers(0, 1), st.integers(-3_000, _FRAMES + 3_000), st.integers(0, 700)),
        min_size=1,
        max_size=20,
    )
)
def test_stretches_in_any_order_are_those_of_the_whole(kinds, asked) -> None:
    samples, wanted = Samples(kinds["PCM_16"]), _reference(kinds["PCM_16"])
    for channel, first, length in asked:
        expected = np.zeros(length, np.int16)
        for n in range(length):
            if 0 <= first + n < _FRAMES:
                expected[n] = wanted[channel, first + n]
        assert np.array_equal(samples.stretch(channel, first, first + length), expected)


def test_the_second_channel_may_come_first(kinds) -> None:
    path = kinds["PCM_16"]
    samples, wanted = Samples(path, swapped=True), _reference(path)
    assert np.array_equal(samples.stretch(0, 0, _FRAMES), wanted[1])
    assert np.array_equal(samples.stretch(1, 0, _FRAMES), wanted[0])


def test_a_file_that_is_gone_or_of_another_kind_is_silent(kinds, tmp_path) -> None:
    copy = tmp_path / "copy.wav"
    copy.write_bytes(kinds["PCM_16"].read_bytes())
    samples = Samples(copy)
    copy.unlink()
    assert not samples.stretch(0, 0, 100).any()
    assert Samples(copy).sample_rate == 0
    flac = tmp_path / "a.flac"
    soundfile.write(flac, np.zeros(100), 8_000)
    assert Samples(flac).sample_rate == 0


def test_scrolling_reads_the_file_seldom(kinds, monkeypatch) -> None:
    opened = []
    original = Path.open
    monkeypatch.setattr(
        Path, "open", lambda self, *mode: opened.append(self) or original(self, *mode)
    )
    samples = Samples(kinds["PCM_16"])
    for first in range(0, 1_000, 10):
        samples.stretch(0, first, first + 400)
        samples.stretch(1, first, first + 400)
    assert len(opened) <= 4
