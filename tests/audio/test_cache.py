"""What plays in place, what is decoded once, and that sound and drawing are the same samples."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import numpy as np
import pytest
from audio_files import patched, speech_like, write_wav

from qa_desktop.audio import cache
from qa_desktop.audio.cache import playable, prepare
from qa_desktop.audio.decode import ListeningFormat, blocks, listening_format
from qa_desktop.audio.facts import AudioFacts
from qa_desktop.audio.peaks import Peaks
from qa_desktop.audio.peaks_builder import compute_peaks
from qa_desktop.audio.wav_check import plays_in_place
from qa_desktop.errors import CancelledError, UserFacingError

SHA = "ab" * 32
IN_PLACE = ("pcm.wav", "u8.wav", "s24.wav", "s32.wav", "alaw.wav", "ulaw.wav")
DECODED = ("float.wav", "ima.wav", "gsm.wav", "mp3.mp3", "opus.opus", "m4a.m4a", "amr_nb.amr")


@pytest.mark.parametrize("name", IN_PLACE)
def test_linear_wav_plays_in_place(formats: Path, tmp_path: Path, name: str) -> None:
    ready = prepare(formats / name, SHA, tmp_path)
    assert ready.playable == formats / name
    made = sorted(path.name for path in tmp_path.rglob("*.*"))
    assert made == [f"{SHA}.peaks", f"{SHA}.sound"]


@pytest.mark.parametrize("name", DECODED)
def test_the_rest_is_decoded_to_a_wav_that_plays(formats: Path, tmp_path: Path, name: str) -> None:
    ready = prepare(formats / name, SHA, tmp_path)
    assert ready.playable == tmp_path / "ab" / f"{SHA}.wav"
    assert plays_in_place(ready.playable)
    original = np.concatenate(list(blocks(formats / name)), axis=1)
    assert np.array_equal(np.concatenate(list(blocks(ready.playable)), axis=1), original)


@pytest.mark.parametrize("name", ["pcm.wav", "mp3.mp3"])
def test_peaks_are_those_of_what_plays(formats: Path, tmp_path: Path, name: str) -> None:
    ready = prepare(formats / name, SHA, tmp_path)
    again = compute_peaks(ready.playable, tmp_path / "again.peaks")
    assert np.array_equal(ready.peaks.levels[0], again.levels[0])
    assert ready.duration_ms == again.duration_ms == ready.facts.duration_ms


@pytest.mark.parametrize(
    ("chunk", "offset", "kind", "value"),
    [
        (b"RIFF", 0, "<I", 0x58464952),
        (b"fmt ", 8, "<H", 3),
        (b"fmt ", 16, "<I", 1_234),
        (b"fmt ", 20, "<H", 3),
        (b"fmt ", 22, "<H", 12),
        (b"data", 4, "<I", 0),
        (b"data", 4, "<I", 102_402),
        (b"data", 4, "<I", 102_399),
    ],
)
def test_a_header_that_is_not_true_does_not_play_in_place(
    call: Path, tmp_path: Path, chunk: bytes, offset: int, kind: str, value: int
) -> None:
    assert plays_in_place(call)
    assert not plays_in_place(patched(call, tmp_path / "x.wav", chunk, offset, kind, value))


def test_chunks_before_the_samples_and_the_extensible_form(formats: Path, tmp_path: Path) -> None:
    content = (formats / "pcm.wav").read_bytes()
    at = content.index(b"data")
    odd = b"note\x05\x00\x00\x00hello\x00"
    (tmp_path / "x.wav").write_bytes(content[:at] + odd + content[at:])
    assert plays_in_place(tmp_path / "x.wav")
    assert b"\xfe\xff" in (formats / "s24.wav").read_bytes()[20:22]  # ffmpeg writes it extensible
    assert plays_in_place(formats / "s24.wav")


def test_made_once_and_then_only_opened(
    formats: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = prepare(formats / "mp3.mp3", SHA, tmp_path)
    monkeypatch.setattr(cache, "build_peaks", None)  # would fail if it were called
    second = prepare(formats / "mp3.mp3", SHA, tmp_path)
    assert second.playable == first.playable
    assert second.facts == first.facts
    assert np.array_equal(second.peaks.levels[0], first.peaks.levels[0])
    assert second.sound == first.sound


@pytest.mark.parametrize(
    "damage",
    ["peaks changed", "peaks gone", "wav gone", "wav cut", "sound changed", "sound gone"],
)
def test_a_damaged_cache_is_made_again(formats: Path, tmp_path: Path, damage: str) -> None:
    first = prepare(formats / "opus.opus", SHA, tmp_path)
    sound, levels = first.playable.read_bytes(), first.peaks.levels[0].copy()
    which, what = damage.split()
    file = tmp_path / "ab" / f"{SHA}.{which}"
    if what == "gone":
        file.unlink()
    else:
        # a new file: the old one is still mapped
        content = file.read_bytes()
        file.unlink()
        file.write_bytes(content[:-1] + b"\x55" if what == "changed" else content[:-1_000])
    second = prepare(formats / "opus.opus", SHA, tmp_path)
    assert second.playable.read_bytes() == sound
    assert np.array_equal(second.peaks.levels[0], levels)
    assert second.sound == first.sound


def test_what_the_disk_says_on_the_way_is_not_lost(
    formats: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says once that it could not keep what was sent to it; what follows goes well again."""
    said: list[int] = []

    def bad_once(descriptor: int) -> None:
        said.append(descriptor)
        if len(said) == 1:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(cache, "_SENT_BYTES", 1_000)
    monkeypatch.setattr(os, "fsync", bad_once)
    with pytest.raises(UserFacingError) as caught:
        prepare(formats / "mp3.mp3", SHA, tmp_path)
    assert caught.value.id == "audio.cannot_prepare"
    assert list(tmp_path.rglob("*.*")) == []


@pytest.mark.parametrize("name", ["pcm.wav", "mp3.mp3"])
def test_of_two_makers_the_first_one_s_stays_where_it_is_open(
    formats: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Windows replaces no file that is mapped or played; here it is told to be Windows."""
    rename, firsts = Path.replace, []

    def as_on_windows(self: Path, target: Path) -> Path:
        if firsts and target.exists() and target.suffix in (".wav", ".peaks"):
            raise PermissionError(13, "in use")
        return rename(self, target)

    def another(_: Peaks) -> None:
        if not firsts:
            firsts.append(prepare(formats / name, SHA, tmp_path))

    monkeypatch.setattr(Path, "replace", as_on_windows)
    second = prepare(formats / name, SHA, tmp_path, progress=another)
    (first,) = firsts
    assert second.playable == first.playable
    assert np.array_equal(second.peaks.levels[0], first.peaks.levels[0])
    assert second.sound == first.sound
    assert {path.suffix for path in tmp_path.rglob("*.*")} <= {".wav", ".peaks", ".sound"}


def test_where_nothing_may_be_written_it_is_said(
    formats: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(UserFacingError) as caught:
        prepare(formats / "mp3.mp3", SHA, tmp_path)
    assert caught.value.id == "audio.cannot_prepare"


def test_cancelled_half_way_leaves_nothing(tmp_path: Path, formats: Path) -> None:
    given_up = threading.Event()
    long = tmp_path / "long.flac"
    import soundfile

    soundfile.write(long, np.tile(speech_like(1, 30)[0], 2), 8_000, format="FLAC")
    with pytest.raises(CancelledError):
        prepare(
            long,
            SHA,
            tmp_path / "cache",
            progress=lambda _: given_up.set(),
            cancelled=given_up.is_set,
        )
    assert list((tmp_path / "cache").rglob("*.*")) == []


def test_a_full_disk_is_said_plainly_and_leaves_nothing(
    formats: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserFacingError) as caught:
        prepare(formats / "mp3.mp3", SHA, tmp_path)
    assert caught.value.id == "audio.cannot_prepare"
    assert "the disk is full" in caught.value.say("en")
    assert list(tmp_path.rglob("*.*")) == []


def test_progress_shows_growing_peaks(formats: Path, tmp_path: Path) -> None:
    seen: list[Peaks] = []
    ready = prepare(formats / "mp3.mp3", SHA, tmp_path, progress=seen.append)
    assert seen[0].duration_ms == ready.duration_ms
    assert 0 < seen[0].ready_ms <= ready.duration_ms


def test_mono_stays_mono_and_playable_is_the_short_form(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "mono.wav", speech_like(1))
    assert playable(path, SHA, tmp_path) == path
    assert prepare(path, SHA, tmp_path).peaks.channels == 1


@pytest.mark.parametrize(
    ("channels", "rate", "hours", "expected"),
    [
        (1, 8_000, 1, (1, 8_000)),
        (2, 48_000, 1, (2, 48_000)),
        (8, 96_000, 1, (2, 48_000)),
        (6, 192_000, 1, (2, 48_000)),
        (2, 88_200, 1, (2, 48_000)),
        (2, 48_000, 10, (2, 24_000)),
        (2, 44_100, 24, (2, 11_025)),
    ],
)
def test_what_is_cached_fits_into_a_wav(
    channels: int, rate: int, hours: int, expected: tuple[int, int]
) -> None:
    facts = AudioFacts("opus", "ogg", channels, rate, hours * 3_600_000)
    wanted = listening_format(facts)
    assert wanted == ListeningFormat(*expected)
    assert hours * 3_600 * wanted.sample_rate * wanted.channels * 2 < 2**32
