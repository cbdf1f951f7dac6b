"""Clips that a person saves are decoded again and measured: lengths, edges, what is hidden."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.audio import clip_file
from qa_desktop.audio.clip_file import write_clip
from qa_desktop.audio.clip_sound import (
    Sound,
    joined,
    rendered,
    samples,
    segment,
    silent_gap,
    spoken_gap,
    tone,
    tones_gap,
)
from qa_desktop.domain.clips import FORMATS, ClipFormat, Hidden, Piece, lasting_ms, pieces
from qa_desktop.errors import CancelledError, UserFacingError

SECONDS = 6


def speech(rate: int, channels: int = 1, seconds: float = SECONDS) -> Sound:
    """Something of which no two moments sound alike, below 1 kHz for the most part."""
    noise = np.random.default_rng(7).normal(size=round(rate * seconds))
    width = rate // 500
    rumble = np.convolve(noise, np.ones(width) / width, "same") * 9000 * np.sqrt(width / 8)
    return Sound(np.stack([rumble.astype(np.int16)] * channels), rate)


def decoded(path: Path) -> tuple[np.ndarray, int]:
    found, rate = soundfile.read(path, dtype="int16", always_2d=True)
    return found.astype(float), rate


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """0 where two sounds have nothing in common, 1 where they are the same."""
    both = float(np.sqrt(np.dot(one, one) * np.dot(other, other)))
    return abs(float(np.dot(one, other))) / both if both else 0.0


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("rate", [8000, 11025, 16000, 44100, 48000])
@pytest.mark.parametrize("channels", [1, 2])
def test_what_is_written_is_heard_as_long_and_where_it_was(
    tmp_path: Path, format: ClipFormat, rate: int, channels: int
) -> None:
    sound = speech(rate, channels)
    hidden = [Hidden(1_000, 1_750), Hidden(3_000, 4_100, "cut")]
    out = tmp_path / f"a.{format}"
    write_clip(rendered(sound, pieces((0, 6_000), hidden)), out, format)
    found, found_rate = decoded(out)
    assert abs(len(found) / found_rate - 4.9) <= 0.02
    assert found.shape[1] == channels
    source = sound.block[0].astype(float)
    if found_rate == rate:
        for at, was in ((0.2, 0.2), (2.0, 2.0), (3.2, 4.3)):
            here, there = round(at * rate), round(was * rate)
            heard = found[here : here + rate // 2, 0]
            assert likeness(heard, source[there : there + rate // 2]) > 0.9
        inside = slice(round(1.03 * rate), round(1.72 * rate))
        assert likeness(found[inside, 0], source[inside]) < 0.05
        spectrum = np.abs(np.fft.rfft(found[inside, 0])) ** 2
        hertz = np.fft.rfftfreq(len(found[inside, 0]), 1 / rate)
        of_tone = spectrum[abs(hertz - 1000) < 20].sum()
        assert of_tone > 0.99 * spectrum.sum(), "there is a tone and nothing else"


@pytest.mark.parametrize("how", ["bleep", "cut"])
def test_no_edge_clicks(how: str) -> None:
    """Of a loud deep tone any jump would stand out."""
    rate = 8000
    wave = np.sin(np.arange(rate * 4) * (2 * np.pi * 110 / rate)) * 20_000
    source = Sound(wave.astype(np.int16)[None], rate)
    cuts = [Hidden(601, 1_003, how), Hidden(2_017, 2_500, how)]  # type: ignore[arg-type]
    made = samples(rendered(source, pieces((0, 3_333), cuts)))[:, 0].astype(float)
    steps = np.abs(np.diff(np.concatenate([[0.0], made, [0.0]])))
    steepest = max(np.abs(np.diff(wave)).max(), 2_320 * 2 * np.pi * 1000 / rate)
    assert steps.max() <= steepest * 1.15
    assert abs(made[0]) < 300 and abs(made[-1]) < 300


def test_a_tone_ends_where_speech_begins() -> None:
    made = samples(rendered(speech(8000), pieces((0, 3_000), [Hidden(1_000, 2_000)])))[:, 0]
    assert len(made) == 24_000
    assert not np.array_equal(made[8_000:16_000], speech(8000).block[0, 8_000:16_000])
    assert np.array_equal(made[100:7_900], speech(8000).block[0, 100:7_900])
    assert np.array_equal(made[16_100:23_900], speech(8000).block[0, 16_100:23_900])


def test_clips_are_joined_with_what_is_between() -> None:
    first = rendered(speech(8000, 1, 1), [Piece(0, 1_000)])
    second = rendered(speech(16000, 2, 2), [Piece(0, 2_000)])
    made = joined([first, second], silent_gap(500, 8000))
    assert (made.frame_rate, made.channels, len(made)) == (16_000, 2, 3_500)
    found = samples(made)
    assert not found[16_010:23_990].any() and found[:16_000].any() and found[24_000:].any()
    again = samples(joined([first, second], tones_gap(1_000, 8000)))
    assert abs(len(again) - 16_000 * 4) < 8 and np.abs(again[16_000:32_000]).max() > 1_000
    spoken = spoken_gap(segment(speech(8000, 1, 1.5)), 800)
    assert len(joined([first, first], spoken)) == 1_000 + 2_300 + 1_000
    assert len(joined([first], None)) == 1_000


def test_nothing_half_written_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = rendered(speech(48000, 2), [Piece(0, 6_000)])
    out = tmp_path / "a.mp3"
    out.write_bytes(b"before")
    told: list[tuple[int, int]] = []
    with pytest.raises(CancelledError):
        write_clip(sound, out, "mp3", lambda *each: told.append(each), lambda: len(told) > 1)
    assert told and told[0][0] < told[0][1] == 6_000
    monkeypatch.setattr(clip_file, "_encode", lambda _sound, _coding, stream, *_: stream.write(b""))
    with pytest.raises((UserFacingError, soundfile.LibsndfileError)):
        write_clip(sound, out, "wav")
    monkeypatch.undo()
    with pytest.raises(UserFacingError) as refused:
        write_clip(sound, out / "below", "wav")
    assert refused.value.id == "workspace.not_a_folder"
    assert [file.name for file in tmp_path.iterdir()] == ["a.mp3"]
    assert out.read_bytes() == b"before"


def test_a_file_of_the_wrong_length_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = clip_file._encode
    monkeypatch.setattr(clip_file, "_encode", lambda sound, *rest: whole(sound[:500], *rest))
    with pytest.raises(UserFacingError) as refused:
        write_clip(rendered(speech(8000), [Piece(0, 1_000)]), tmp_path / "a.wav", "wav")
    assert refused.value.id == "clip.not_written" and not list(tmp_path.iterdir())


def test_tones_of_any_length() -> None:
    for length in (1, 7, 40, 1_000):
        made = tone(length, 11025)
        assert abs(len(made) - length) <= 1


HIDDEN = st.builds(
    lambda at, long, how: Hidden(at, at + long, how),
    st.integers(0, 1_000),
    st.integers(1, 400),
    st.sampled_from(["bleep", "cut"]),
)


@given(st.tuples(st.integers(0, 600), st.integers(1, 600)), st.lists(HIDDEN, max_size=6))
def test_pieces_cover_the_clip_once(where: tuple[int, int], hidden: list[Hidden]) -> None:
    span = where[0], sum(where)
    found = pieces(span, hidden)
    assert [found[0].from_ms, found[-1].to_ms] == list(span)
    assert all(one.to_ms == two.from_ms for one, two in pairwise(found))
    assert all(one.how != two.how for one, two in pairwise(found))
    for piece in found:
        for at in (piece.from_ms, piece.to_ms - 1):
            said = {each.how for each in hidden if each.from_ms <= at < each.to_ms}
            assert piece.how == ("cut" if "cut" in said else "bleep" if said else None)
    assert 0 <= lasting_ms(found) <= where[1]
