"""Peaks against a plain computation of the same, and the file they are kept in."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from audio_files import RATE, speech_like, write_wav
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_desktop.audio.peaks import BUCKET, Peaks
from qa_desktop.audio.peaks_builder import PeaksBuilder, compute_peaks
from qa_desktop.audio.peaks_file import StalePeaksError, read_peaks, write_peaks
from qa_desktop.errors import CancelledError


def built(samples: np.ndarray, sizes: list[int] | None = None, expected: int = 0) -> Peaks:
    """Feed ``samples`` in blocks of the given sizes, over and over."""
    builder = PeaksBuilder(len(samples), RATE, expected)
    at = 0
    for size in itertools.cycle(sizes or [samples.shape[1] or 1]):
        if at >= samples.shape[1]:
            return builder.finish()
        builder.add(samples[:, at : at + size])
        at += size
    raise AssertionError


def plain(samples: np.ndarray) -> np.ndarray:
    """The definition: (min, max, rms) of each 64 samples, the last bucket shorter."""
    starts = range(0, samples.shape[1], BUCKET)
    parts = [samples[:, at : at + BUCKET].astype(float) for at in starts]
    rms = [np.sqrt((part**2).mean(axis=1)) for part in parts]
    return np.stack(
        [
            np.stack([part.min(axis=1) for part in parts], axis=1),
            np.stack([part.max(axis=1) for part in parts], axis=1),
            np.minimum(np.stack(rms, axis=1), 32_767).astype(np.int16),
        ]
    )


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("frames", [1, 63, 64, 65, 1_025, 25_600])
def test_the_finest_level_is_the_definition(channels: int, frames: int) -> None:
    samples = speech_like(channels)[:, :frames]
    level = built(samples).levels[0]
    assert np.array_equal(level[:2], plain(samples)[:2])
    assert np.abs(level[2] - plain(samples)[2]).max() <= 1


@pytest.mark.parametrize("channels", [1, 2])
def test_samples_may_lie_frame_by_frame_as_in_a_file(channels: int) -> None:
    """And in blocks of any size: more than are worked on at a time, and with a rest."""
    samples = np.tile(speech_like(channels, 10.0), 4)
    by_frames = np.ascontiguousarray(samples.T).T
    one, other = built(samples, [70_000]), built(by_frames, [290_001])
    assert np.array_equal(one.levels[0], other.levels[0])
    assert np.array_equal(one.levels[0][:2], plain(samples)[:2])
    assert np.abs(one.levels[0][2] - plain(samples)[2]).max() <= 1


@settings(max_examples=40, deadline=None)
@given(
    frames=st.integers(1, 20_000),
    sizes=st.lists(st.integers(1, 3_000), min_size=1, max_size=5),
    expected=st.sampled_from([0, 100, 20_000]),
)
def test_block_sizes_and_wrong_promises_change_nothing(
    frames: int, sizes: list[int], expected: int
) -> None:
    samples = speech_like()[:, :frames]
    whole, pieces = built(samples), built(samples, sizes, expected)
    assert whole.total_frames == pieces.total_frames == frames
    for one, other in zip(whole.levels, pieces.levels, strict=True):
        assert np.array_equal(one, other)


def test_full_scale_does_not_overflow() -> None:
    loudest = np.full((1, 200_000), -32_768, np.int16)
    for level in built(loudest).levels:
        assert level[0].max() == level[1].max() == -32_768
        assert level[2].min() >= 32_700


@settings(max_examples=60, deadline=None)
@given(
    start=st.integers(-2_000, 40_000),
    length=st.integers(1, 45_000),
    columns=st.integers(1, 400),
)
def test_columns_miss_no_sample_and_invent_none(start: int, length: int, columns: int) -> None:
    """For any stretch and width: all extremes are there, and none from far outside a column."""
    samples, peaks = LONG, LONG_PEAKS
    minimum, maximum, rms = peaks.columns(1, start, start + length, columns)
    assert minimum.shape == maximum.shape == rms.shape == (columns,)
    assert minimum.dtype == maximum.dtype == rms.dtype == np.int16
    edges = np.linspace(start, start + length, columns + 1) * RATE / 1000
    around = max((edges[1] - edges[0]), BUCKET)
    inside = samples[1, max(int(edges[0] + around), 0) : max(int(edges[-1] - around), 0)]
    if inside.size:
        assert minimum.min() <= inside.min()
        assert maximum.max() >= inside.max()
    for column in range(0, columns, 37):
        near = slice(
            max(int(edges[column] - around), 0), max(int(edges[column + 1] + around) + 1, 0)
        )
        sound = samples[1, near]
        assert minimum[column] >= min(sound.min(initial=0), 0)
        assert maximum[column] <= max(sound.max(initial=0), 0)
    beyond = edges[:-1] >= samples.shape[1] + around
    assert not maximum[beyond].any()
    assert not rms[: np.searchsorted(edges[1:], 0)].any()


LONG = speech_like(2, 40.0)
LONG_PEAKS = built(LONG)


def test_each_channel_is_its_own() -> None:
    samples = np.stack([np.full(6_400, 1_000), np.full(6_400, -3_000)]).astype(np.int16)
    peaks = built(samples)
    assert [set(c.tolist()) for c in peaks.columns(0, 0, 800, 10)] == [{1_000}] * 3
    assert [set(c.tolist()) for c in peaks.columns(1, 0, 800, 10)] == [{-3_000}, {-3_000}, {3_000}]


def test_a_click_is_seen_at_every_zoom_and_in_its_place() -> None:
    samples = np.zeros((1, RATE * 600), np.int16)
    samples[0, RATE * 300] = 20_000
    peaks = built(samples)
    for span, columns in [(600_000, 1_200), (60_000, 1_500), (4_000, 1_001), (40, 100)]:
        start = 300_000 - span / 2
        at = np.flatnonzero(peaks.columns(0, start, start + span, columns)[1])
        wide = max(np.ceil(columns / span * 8), 1) + 1  # a bucket is 8 ms
        assert np.abs(at - columns / 2).max() <= wide
        assert len(at) >= 1


def test_drawing_hours_reads_few_buckets() -> None:
    peaks = built(np.zeros((1, RATE * 3_600), np.int16))
    for span_ms in (3_600_000, 600_000, 60_000):
        per_column = RATE * span_ms / 1000 / 1_000
        level = peaks.levels[peaks._level_for(per_column)]
        assert level.shape[2] * span_ms / 3_600_000 / 1_000 <= 16


def test_the_file_gives_back_what_was_written(call: Path, tmp_path: Path) -> None:
    peaks = compute_peaks(call, tmp_path / "call.peaks")
    again = Peaks.open(tmp_path / "call.peaks")
    assert (again.channels, again.duration_ms, again.ready_ms) == (2, 3_200, 3_200)
    assert np.array_equal(peaks.levels[0][:2], plain(speech_like())[:2])
    for one, other in zip(peaks.levels, again.levels, strict=True):
        assert np.array_equal(one, other)
        assert not other.flags.owndata


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_changed_byte_and_any_cut_is_noticed(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("peaks") / "x.peaks"
    write_peaks(built(speech_like()[:, :2_000]), path)
    content = bytearray(path.read_bytes())
    if data.draw(st.booleans()):
        content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    else:
        del content[data.draw(st.integers(0, len(content) - 1)) :]
    path.write_bytes(content)
    with pytest.raises(StalePeaksError):
        read_peaks(path)


def test_what_can_be_drawn_grows_while_computing(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "long.wav", np.tile(speech_like(1, 60), 10))
    seen: list[Peaks] = []
    whole = compute_peaks(path, tmp_path / "long.peaks", progress=seen.append)
    assert seen
    assert not seen[0].complete
    assert seen[0].duration_ms == whole.duration_ms == 600_000
    assert 0 < seen[0].ready_ms < 600_000
    part = seen[0].ready_ms - 8
    for early, late in zip(
        seen[0].columns(0, 0, part, 100), whole.columns(0, 0, part, 100), strict=True
    ):
        assert np.array_equal(early, late)
    assert not seen[0].columns(0, part + 100, 600_000, 100)[1].any()


def test_cancelling_leaves_nothing_behind(tmp_path: Path, call: Path) -> None:
    with pytest.raises(CancelledError):
        compute_peaks(call, tmp_path / "x.peaks", cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == [call]


def test_a_failing_write_keeps_the_old_file(
    call: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "peaks" / "x.peaks"
    compute_peaks(call, out)
    before = out.read_bytes()
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(OSError, match="full"):
        compute_peaks(call, out)
    assert out.read_bytes() == before
    assert list(out.parent.iterdir()) == [out]
