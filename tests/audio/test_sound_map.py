"""What is found in calls of which every part is known, and in the demo's calls."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import made_calls as made
import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.audio.sound_map import (
    StaleMapError,
    _without,
    read_sound_map,
    write_sound_map,
)
from qa_desktop.domain.talk import Band

DEMO = Path(__file__).parents[2] / "resources" / "demo"
NEAR_MS = 60
"""Frames of 20 ms, smoothed over three."""


def near(spans: object, expected: list[tuple[int, int]], within_ms: int = NEAR_MS) -> bool:
    found = np.array(list(spans)).reshape(-1, 2)  # type: ignore[call-overload]
    wanted = np.array(expected).reshape(-1, 2)
    return found.shape == wanted.shape and bool((np.abs(found - wanted) <= within_ms).all())


def bands(found: tuple[Band, ...], kind: str) -> list[tuple[int, int]]:
    return [(band.from_ms, band.to_ms) for band in found if band.kind == kind]


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 44_100, 48_000])
def test_who_speaks_when_at_every_rate(rate: int) -> None:
    agent = made.joined(made.silence(1, rate), made.talk(1.5, rate), made.silence(5, rate))
    customer = made.joined(made.silence(4, rate), made.talk(1.5, rate), made.silence(2, rate))
    found = made.mapped(made.lanes(agent, customer), rate)
    assert near(found.speech[0], [(1_000, 2_500)])
    assert near(found.speech[1], [(4_000, 5_500)])
    assert found.speech_of("agent") == list(found.speech[0])
    assert near(found.speech_of("both"), [(1_000, 2_500), (4_000, 5_500)])
    assert found.bands == ()


def test_it_does_not_matter_how_the_blocks_are_cut() -> None:
    call = made.lanes(
        made.joined(made.talk(4), made.silence(4), made.ringing(2)),
        made.joined(made.silence(3), made.talk(3), made.music(11)),
    )
    whole = made.mapped(call)
    assert whole.music[1]
    assert whole.ring[0]
    for block in (64, 777, 6_400, 65_536):
        assert made.mapped(call, block=block) == whole


@pytest.mark.parametrize("db", [-12.0, -26.0, -38.0])
def test_loud_and_quiet_voices_are_heard_alike(db: float) -> None:
    call = made.joined(made.silence(2), made.talk(1.5, db=db), made.silence(3.5))
    found = made.mapped(call)
    assert near(found.speech[0], [(2_000, 3_500)], 100)
    assert near(bands(found.bands, "silence"), [(3_500, 7_000)], 100)


def test_what_only_leaks_from_the_other_channel_is_not_speech() -> None:
    voice = made.joined(made.silence(1), made.talk(3), made.silence(1))
    leak = np.roll(voice, 80) * 0.15
    found = made.mapped(made.lanes(voice, leak))
    assert found.speech[0]
    assert found.speech[1] == ()
    assert bands(found.bands, "overtalk") == []


def test_overtalk_and_long_silence() -> None:
    agent = made.joined(made.talk(5), made.silence(4), made.talk(3, seed=5), made.silence(1))
    customer = made.joined(made.silence(3.5), made.talk(1.75, seed=2), made.silence(3))
    found = made.mapped(made.lanes(agent, customer))
    assert near(bands(found.bands, "overtalk"), [(3_500, 5_000)], 120)
    assert near(bands(found.bands, "silence"), [(5_250, 9_000)], 120)


def test_a_click_is_no_speech_and_breath_belongs_to_it() -> None:
    call = made.joined(made.talk(6), made.silence(6))
    call[round(9 * made.RATE) : round(9 * made.RATE) + 160] = 0.5
    found = made.mapped(call)
    assert all(end <= 6_100 for _, end in found.speech[0])
    assert sum(end - begin for begin, end in found.speech[0]) >= 5_000


def test_silence_and_nothing_at_all() -> None:
    found = made.mapped(made.silence(10))
    assert found.speech == ((),)
    assert found.bands == (Band(0, 10_000, "silence"),)
    assert found.gain_db() == 0
    digital = made.mapped(np.zeros(made.RATE * 4))
    assert digital.loudness is None
    assert digital.bands == (Band(0, 4_000, "silence"),)
    for frames in (0, 1, 63, 64, 200, 3_000):
        assert made.mapped(np.zeros(frames)).bands == ()


@pytest.mark.parametrize(
    ("hertz", "on", "off"),
    [((450.0,), 1.0, 4.0), ((425.0,), 1.0, 4.0), ((440.0, 480.0), 2.0, 4.0), ((400.0,), 1.0, 2.0)],
)
def test_ringing_of_several_countries(hertz: tuple[float, ...], on: float, off: float) -> None:
    call = made.joined(made.ringing(3, hertz=hertz, on=on, off=off), made.talk(6))
    found = made.mapped(call)
    end = round((on * 3 + off * 2) * 1_000)
    assert near(found.ring[0], [(0, end)], 80)
    assert bands(found.bands, "ring") == list(found.ring[0])
    assert min(begin for begin, _ in found.speech[0]) >= end + off * 1_000 - 100


@pytest.mark.parametrize(
    "call",
    [
        pytest.param(made.ringing(6, on=0.35, off=0.35), id="busy"),
        pytest.param(made.ringing(3, hertz=(1_000.0,)), id="another pitch"),
        pytest.param(made.ringing(1, on=20.0), id="dial tone"),
        pytest.param(made.talk(60), id="speech"),
        pytest.param(made.joined(made.talk(9), made.ringing(1), made.talk(9)), id="one beep"),
    ],
)
def test_what_is_not_ringing(call: np.ndarray) -> None:
    found = made.mapped(call)
    assert (found.ring, found.music) == (((),), ((),))


@pytest.mark.parametrize("rate", [8_000, 16_000])
def test_hold_music_is_found_and_is_not_speech(rate: int) -> None:
    agent = made.joined(made.talk(8, rate), made.music(20, rate), made.talk(8, rate, seed=7))
    customer = made.joined(made.silence(9, rate), made.talk(2, rate), made.silence(25, rate))
    found = made.mapped(made.lanes(agent, customer), rate)
    assert near(found.music[0], [(8_000, 28_000)], 1_100)
    assert found.music[1] == ()
    assert not any(end > 10_000 and begin < 27_000 for begin, end in found.speech[0])
    assert bands(found.bands, "silence") == []
    assert bands(found.bands, "overtalk") == []


def test_noise_is_no_music() -> None:
    noise = np.random.default_rng(2).standard_normal(30 * made.RATE) * 0.05
    assert made.mapped(noise).music == ((),)


def test_music_shorter_than_eight_seconds_may_be_a_jingle() -> None:
    call = made.joined(made.talk(8), made.music(5), made.talk(8))
    assert made.mapped(call).music == ((),)


@pytest.mark.parametrize(
    ("serial", "kind", "expected"),
    [
        ("S2611200009", "silence", [(9_700, 22_200)]),  # silence_mark of its dialogue
        ("S2611200001", "silence", [(33_000, 37_300)]),  # pause = 4200
        ("S2611200003", "overtalk", [(17_350, 18_650)]),  # pause = -1300
    ],
)
def test_the_demo_s_calls(serial: str, kind: str, expected: list[tuple[int, int]]) -> None:
    (path,) = DEMO.glob(f"*{serial}*")
    sound, rate = soundfile.read(path, always_2d=True)
    found = made.mapped(np.ascontiguousarray(sound.T), rate)
    assert near(bands(found.bands, kind), expected, 150)
    assert found.music == ((), ())
    assert found.ring == ((), ())


def test_kept_and_read_again(tmp_path: Path) -> None:
    found = made.mapped(made.lanes(made.talk(3), made.joined(made.talk(2), made.silence(6))))
    for each in (found, replace(found, here=((0, 3_000),), loudness=None)):
        write_sound_map(each, tmp_path / "map")
        assert read_sound_map(tmp_path / "map") == each


def test_what_is_damaged_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "map"
    with pytest.raises(StaleMapError):
        read_sound_map(path)
    write_sound_map(made.mapped(made.talk(3)), path)
    good = path.read_bytes()
    for bad in (
        b"",
        good[:-1],
        good.replace(b"QASOUND ", b"QASOUND 9"),
        good.replace(b"duration", b"duratiom"),
        good[:20] + bytes([good[20] ^ 1]) + good[21:],
    ):
        path.write_bytes(bad)
        with pytest.raises(StaleMapError):
            read_sound_map(path)


def test_missing_seconds_of_a_recording_are_no_silence() -> None:
    call = made.joined(made.silence(20), made.talk(3), made.silence(4), made.silence(20))
    found = made.mapped(call)
    assert len(bands(found.bands, "silence")) == 2
    here = replace(found, here=((18_000, 28_000),))
    assert near(bands(here.bands, "silence"), [(23_000, 28_000)], 100)


def test_hold_music_is_found_late_in_a_long_call() -> None:
    """Its seconds are counted in whole frames, of 992 ms at 8 kHz: they must not drift."""
    found = made.mapped(made.joined(made.silence(1_800), made.music(12), made.silence(30)))
    assert near(found.music[0], [(1_800_000, 1_812_000)], 1_100)


def cut_spans(total: int) -> st.SearchStrategy[list[tuple[int, int]]]:
    """Spans in order, without overlaps."""
    edges = st.lists(st.integers(0, total), unique=True, max_size=12).map(sorted)
    return edges.map(lambda at: list(zip(at[::2], at[1::2], strict=False)))


@given(cut_spans(60), cut_spans(60))
def test_law_what_is_taken_out_is_out_and_nothing_else(
    spans: list[tuple[int, int]], taken: list[tuple[int, int]]
) -> None:
    def inside(those: list[tuple[int, int]]) -> set[int]:
        return {ms for begin, end in those for ms in range(begin, end)}

    kept = _without(spans, taken)
    assert inside(kept) == inside(spans) - inside(taken)
    assert kept == sorted(kept) and all(begin < end for begin, end in kept)
