"""Seconds cut out of a recording lie where they were, and can be heard there without the rest."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.audio.clips import ClipFile, cut, prepare_clips
from qa_desktop.audio.decode import BLOCK_FRAMES
from qa_desktop.domain.clips import MARGIN_MS, merged, referred_spans, within
from qa_desktop.errors import CancelledError, UserFacingError

SECONDS = 30


def speech(rate: int, channels: int) -> np.ndarray:
    """Something of which no two moments sound alike."""
    noise = np.random.default_rng(7).normal(size=rate * SECONDS)
    rumble = np.convolve(noise, np.ones(8) / 8, "same") * 9000
    return np.stack([rumble.astype(np.int16)] * channels, axis=1)


def write(path: Path, rate: int = 8000, channels: int = 1) -> Path:
    soundfile.write(path, speech(rate, channels), rate, subtype="PCM_16")
    return path


def shift_of(original: np.ndarray, found: np.ndarray) -> int:
    """By how many samples ``found`` lies late."""
    body = original[400:2400].astype(float)
    fits = [(float(np.dot(body, found[400 + by : 2400 + by])), by) for by in range(-60, 61)]
    return max(fits)[1]


@pytest.mark.parametrize("rate", [8000, 11025, 16000, 44100])
@pytest.mark.parametrize("channels", [1, 2])
def test_a_clip_holds_exactly_its_seconds(tmp_path: Path, rate: int, channels: int) -> None:
    path = write(tmp_path / "a.wav", rate, channels)
    clips = cut(path, [(3_000, 7_500), (20_000, 22_000)], lambda n: tmp_path / f"{n}.ogg")
    assert [(clip.from_ms, clip.to_ms) for clip in clips] == [(3_000, 7_500), (20_000, 22_000)]
    whole = speech(rate, channels)
    for clip in clips:
        found, found_rate = soundfile.read(clip.path, dtype="int16", always_2d=True)
        begin, end = clip.from_ms * rate // 1000, clip.to_ms * rate // 1000
        assert found_rate == rate and found.shape == (end - begin, channels)
        assert shift_of(whole[begin:end, 0], found[:, 0]) == 0
    assert sum(clip.path.stat().st_size for clip in clips) < path.stat().st_size / 8


def test_a_span_that_ends_just_behind_a_block_is_whole(tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav")
    border = 1000 * BLOCK_FRAMES // 8000
    spans = [(border - 500, border + 3), (3 * border - 2, 3 * border + 500)]
    for clip in cut(path, spans, lambda n: tmp_path / f"{n}.ogg"):
        assert soundfile.info(clip.path).frames == (clip.to_ms - clip.from_ms) * 8
        assert (clip.from_ms, clip.to_ms) in spans


def test_a_span_beyond_the_end_gives_none(tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav")
    clips = cut(path, [(29_000, 40_000), (50_000, 60_000)], lambda n: tmp_path / f"{n}.ogg")
    assert [(clip.from_ms, clip.to_ms) for clip in clips] == [(29_000, 30_000)]


def test_cutting_can_be_stopped(tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav")
    with pytest.raises(CancelledError):
        cut(path, [(0, 1_000)], lambda n: tmp_path / f"{n}.ogg", lambda: True)


@pytest.mark.parametrize("rate", [8000, 22050])
def test_clips_are_heard_at_their_places(tmp_path: Path, rate: int) -> None:
    path = write(tmp_path / "a.wav", rate)
    clips = cut(path, [(3_000, 7_500), (20_000, 22_000)], lambda n: tmp_path / f"{n}.ogg")
    made = prepare_clips("ab" * 32, clips, SECONDS * 1000, tmp_path / "cache")
    assert made.sounding == ((3_000, 7_500), (20_000, 22_000))
    assert made.sound.here == made.sounding
    assert made.duration_ms == SECONDS * 1000
    found, _ = soundfile.read(made.playable, dtype="int16")
    assert len(found) == SECONDS * rate
    whole = speech(rate, 1)[:, 0]
    for begin, end in made.sounding:
        first, last = begin * rate // 1000, end * rate // 1000
        assert shift_of(whole[first:last], found[first:last]) == 0
    assert not found[: 3 * rate].any() and not found[23 * rate :].any()
    again = prepare_clips("ab" * 32, clips, SECONDS * 1000, tmp_path / "cache")
    assert again.playable == made.playable
    more = [*clips, *cut(path, [(10_000, 11_000)], lambda _: tmp_path / "more.ogg")]
    assert prepare_clips("ab" * 32, more, 0, tmp_path / "cache").playable != made.playable


def test_overlapping_clips_are_heard_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav")
    clips = [
        *cut(path, [(2_000, 6_000)], lambda _: tmp_path / "1.ogg"),
        *cut(path, [(4_000, 9_000)], lambda _: tmp_path / "2.ogg"),
        *cut(path, [(5_000, 6_000)], lambda _: tmp_path / "3.ogg"),
    ]
    made = prepare_clips("cd" * 32, clips, SECONDS * 1000, tmp_path / "cache")
    found, rate = soundfile.read(made.playable, dtype="int16")
    assert made.sounding == ((2_000, 9_000),) and len(found) == SECONDS * rate
    whole = speech(rate, 1)[:, 0]
    for second in (2, 5, 6, 8):
        part = slice(second * rate, (second + 1) * rate)
        assert shift_of(whole[part], found[part]) == 0


def test_a_damaged_clip_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.ogg").write_bytes(b"no sound")
    with pytest.raises(UserFacingError):
        prepare_clips("ab" * 32, [ClipFile(0, 10, tmp_path / "x.ogg")], 1_000, tmp_path)


MARKS = st.tuples(st.integers(0, 100_000), st.none() | st.integers(0, 100_000))


@given(st.lists(MARKS, max_size=8), st.integers(1, 90_000))
def test_every_mark_is_heard_with_its_margin(
    marks: list[tuple[int, int | None]], duration_ms: int
) -> None:
    spans = referred_spans(marks, duration_ms)
    assert spans == merged(spans)
    assert all(0 <= begin < end <= duration_ms for begin, end in spans)
    for at, to in marks:
        if at < duration_ms:
            begin, end = max(0, at - MARGIN_MS), min(duration_ms, max(at, to or at) + MARGIN_MS)
            assert within(spans, begin, end) == [(begin, end)]
