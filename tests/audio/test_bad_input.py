"""Files that are not what they seem: a plain reason, never a crash, what is there is given."""

from __future__ import annotations

import os
import random
import shutil
import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile
from audio_files import patched, run_ffmpeg, speech_like, write_wav
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutations import mutated

from qa_desktop.audio.cache import prepare
from qa_desktop.audio.decode import blocks, listening_format
from qa_desktop.audio.facts import AudioFacts
from qa_desktop.audio.probe import probe
from qa_desktop.errors import UserFacingError


def refusal(path: Path) -> str:
    """The id of the refusal, after checking that it can be said in both languages."""
    with pytest.raises(UserFacingError) as caught:
        probe(path)
    for language in ("zh", "en"):
        assert "{" not in caught.value.say(language)
    return caught.value.id


def named(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


NOT_AUDIO = {
    "text.wav": b"hello, this is no recording\n" * 200,
    "zeros.wav": bytes(100_000),
    "random.mp3": random.Random(3).randbytes(200_000),
    "picture.wav": b"\x89PNG\r\n\x1a\n" + random.Random(4).randbytes(5_000),
    "one_byte.wav": b"R",
}


@pytest.mark.parametrize("name", NOT_AUDIO)
def test_what_is_not_audio_is_called_so(tmp_path: Path, name: str) -> None:
    assert refusal(named(tmp_path, name, NOT_AUDIO[name])) == "audio.not_audio"


def test_empty_missing_and_folder(tmp_path: Path) -> None:
    assert refusal(named(tmp_path, "zero.wav", b"")) == "audio.empty"
    assert refusal(tmp_path / "gone.wav") == "audio.missing"
    assert refusal(tmp_path) == "audio.missing"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_one_may_not_read(call: Path) -> None:
    call.chmod(0)
    assert refusal(call) == "audio.cannot_open"


def test_no_sound(tmp_path: Path) -> None:
    silent = write_wav(tmp_path / "nothing.wav", np.empty((2, 0), np.int16))
    assert refusal(silent) == "audio.no_sound"


@pytest.mark.parametrize("name", ["pcm.wav", "float.wav", "rf64.wav"])
def test_a_stray_sample_is_no_sound(formats: Path, tmp_path: Path, name: str) -> None:
    """The header promises 3.2 s, and the recorder died after a sixteenth of a millisecond."""
    content = (formats / name).read_bytes()
    stray = named(tmp_path, name, content[: content.index(b"data") + 16])
    assert refusal(stray) == "audio.damaged"
    with pytest.raises(UserFacingError):
        prepare(stray, "2" * 64, tmp_path / "cache")


@pytest.mark.parametrize("bytes_left", [12, 30, 38])
def test_cut_in_the_header(call: Path, tmp_path: Path, bytes_left: int) -> None:
    cut = named(tmp_path, "cut.wav", call.read_bytes()[:bytes_left])
    assert refusal(cut) == "audio.damaged"


@pytest.mark.parametrize(
    ("chunk", "offset", "kind", "value", "expected"),
    [
        (b"fmt ", 10, "<H", 64, "audio.too_many_channels"),
        (b"fmt ", 10, "<H", 0, "audio.damaged"),
        (b"fmt ", 12, "<I", 0, "audio.damaged"),
        (b"fmt ", 8, "<H", 0x9999, "audio.damaged"),
    ],
)
def test_impossible_headers(
    call: Path, tmp_path: Path, chunk: bytes, offset: int, kind: str, value: int, expected: str
) -> None:
    assert refusal(patched(call, tmp_path / "x.wav", chunk, offset, kind, value)) == expected


@pytest.mark.parametrize("claimed", [0, 0xFFFF_FFFF, 50_000_000])
def test_a_wrong_length_in_the_header_loses_nothing(
    call: Path, tmp_path: Path, claimed: int
) -> None:
    wrong = patched(call, tmp_path / "wrong.wav", b"data", 4, "<I", claimed)
    ready = prepare(wrong, "1" * 64, tmp_path / "cache")
    assert ready.playable != wrong
    assert np.array_equal(np.concatenate(list(blocks(ready.playable)), axis=1), speech_like())


@pytest.mark.parametrize("name", ["pcm.wav", "mp3.mp3", "opus.opus", "flac.flac", "wma.wma"])
def test_a_truncated_file_gives_what_is_there(formats: Path, tmp_path: Path, name: str) -> None:
    content = (formats / name).read_bytes()
    half = named(tmp_path, name, content[: len(content) // 2])
    ready = prepare(half, "2" * 64, tmp_path / "cache")
    assert 400 <= ready.duration_ms <= 1_700
    rate = ready.peaks.sample_rate
    frames = sum(block.shape[1] for block in blocks(ready.playable))
    assert frames * 1_000 // rate == pytest.approx(ready.duration_ms, abs=1)


def test_m4a_without_its_index_is_beyond_use(formats: Path, tmp_path: Path) -> None:
    content = (formats / "m4a.m4a").read_bytes()
    assert refusal(named(tmp_path, "cut.m4a", content[: len(content) // 2])) == "audio.damaged"


PLAYLISTS = {
    "list.m3u8": "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:3,\n{target}\n#EXT-X-ENDLIST\n",
    "list.m3u": "#EXTM3U\n{target}\n",
    "list.wav": "ffconcat version 1.0\nfile '{target}'\n",
    "list.pls": "[playlist]\nFile1={target}\nNumberOfEntries=1\n",
    "session.sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nm=audio 5004 RTP/AVP 0\n",
}


@pytest.mark.parametrize("name", PLAYLISTS)
def test_playlists_are_not_followed(formats: Path, tmp_path: Path, name: str) -> None:
    content = PLAYLISTS[name].format(target=formats / "mp3.mp3")
    assert refusal(named(tmp_path, name, content.encode())) == "audio.not_audio"


ODD_NAMES = [
    "电话😀🎧.wav",
    "x" * 251 + ".wav",
    "\u202egnp.\u200fexe.wav",
    "concat:a|b.wav",
    "http:@x.wav",
    "-i.wav",
    "{file}%s.wav",
]


@pytest.mark.parametrize("name", ODD_NAMES)
@pytest.mark.parametrize("kind", ["pcm.wav", "m4a.m4a"])
def test_odd_names_are_only_names(formats: Path, tmp_path: Path, name: str, kind: str) -> None:
    odd = tmp_path / name
    shutil.copy(formats / kind, odd)
    assert probe(odd).duration_ms == pytest.approx(3_200, abs=1)
    odd.write_bytes(b"nothing")
    with pytest.raises(UserFacingError) as caught:
        probe(odd)
    assert name in caught.value.say("zh")


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_name_that_is_not_unicode(formats: Path, tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"\xc2\xbc\xd2\xf4.wav")  # 录音 in GB18030
    shutil.copy(formats / "pcm.wav", odd)
    assert probe(odd).duration_ms == 3_200
    odd.write_bytes(b"nothing")
    with pytest.raises(UserFacingError) as caught:
        probe(odd)
    caught.value.say("en").encode()


def test_eight_channels_at_96_khz_become_two_at_48(tmp_path: Path) -> None:
    tone = np.rint(8_000 * np.sin(np.arange(96_000) * 2 * np.pi * 440 / 96_000)).astype(np.int16)
    lines = np.zeros((8, 96_000), np.int16)
    lines[6] = tone  # the left one of the last pair
    big = write_wav(tmp_path / "big.wav", lines, 96_000)
    assert probe(big) == AudioFacts("pcm_s16", "wav", 8, 96_000, 1_000)
    ready = prepare(big, "3" * 64, tmp_path / "cache")
    assert probe(ready.playable) == AudioFacts("pcm_s16", "wav", 2, 48_000, 1_000)
    left, right = np.concatenate(list(blocks(ready.playable)), axis=1)
    assert np.abs(left[1_000:-1_000]).max() == pytest.approx(8_000 / 4, rel=0.02)
    assert np.argmax(np.abs(np.fft.rfft(left))) == pytest.approx(440, abs=1)
    assert np.abs(right).max() == 0


def test_ten_hours(tmp_path: Path) -> None:
    """A sparse file: ten hours take no room on the disk."""
    long = write_wav(tmp_path / "long.wav", np.zeros((1, 1), np.int16), 1_000)
    size = 10 * 3_600 * 1_000 * 2
    long = patched(long, long, b"data", 4, "<I", size)
    os.truncate(long, 44 + size)
    assert probe(long).duration_ms == 36_000_000
    ready = prepare(long, "4" * 64, tmp_path / "cache")
    assert (ready.playable, ready.duration_ms) == (long, 36_000_000)
    assert not ready.peaks.columns(0, 0, 36_000_000, 1_000)[1].any()


def test_video_is_heard_by_its_sound(tmp_path: Path) -> None:
    path = tmp_path / "screen.mp4"
    sources = ["-f", "lavfi", "-i", "color=s=64x64:d=1", "-f", "lavfi", "-i", "sine=d=1"]
    run_ffmpeg(*sources, "-c:v", "mpeg4", "-c:a", "aac", str(path))
    assert probe(path).codec == "aac"


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data(), name=st.sampled_from(["alaw.wav", "mp3.mp3", "opus.opus", "m4a.m4a"]))
def test_any_damage_ends_in_samples_or_a_plain_refusal(
    formats: Path, tmp_path: Path, data: st.DataObject, name: str
) -> None:
    content = bytearray((formats / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, min(len(content) - 1, 200)))
        content[at] = data.draw(st.integers(0, 255))
    broken = named(tmp_path, "broken", bytes(content))
    try:
        ready = prepare(broken, "5" * 64, tmp_path / "cache")
    except UserFacingError as refused:
        assert refused.say("zh")
    else:
        assert ready.duration_ms > 0
        assert 1 <= ready.peaks.channels <= 2
    shutil.rmtree(tmp_path / "cache", ignore_errors=True)


def test_a_rate_at_which_nobody_speaks_is_damage(call: Path, tmp_path: Path) -> None:
    """A few bytes would be days, and each sample a place to look at."""
    for rate in (1, 999):
        slow = patched(call, tmp_path / "slow.wav", b"fmt ", 12, "<I", rate)
        assert refusal(slow) == "audio.damaged"


def test_a_length_of_ages_is_not_believed(tmp_path: Path) -> None:
    """Memory would be set aside for it and the rate lowered so that it fits into a WAV."""
    path = tmp_path / "ages.mka"
    run_ffmpeg("-f", "lavfi", "-i", "sine=r=8000:d=3", "-c:a", "pcm_alaw", str(path))
    content = bytearray(path.read_bytes())
    at = content.index(b"\x44\x89\x88") + 3  # Matroska's Duration, a float of 8 bytes
    content[at : at + 8] = struct.pack(">d", 1e15)
    path.write_bytes(content)
    ready = prepare(path, "c" * 64, tmp_path / "cache")
    assert (ready.peaks.sample_rate, ready.duration_ms) == (8_000, 3_000)
    assert probe(path).duration_ms <= 24 * 3_600_000


def test_a_length_beyond_belief_changes_nothing(formats: Path, tmp_path: Path) -> None:
    """A damaged WMA that promises so many years that no rate would be low enough."""
    content = (formats / "wma.wma").read_bytes()
    file = named(tmp_path, "x.wma", mutated(content, random.Random("2:wma.wma:194")))
    try:
        ready = prepare(file, "3" * 64, tmp_path / "cache")
    except UserFacingError as error:
        assert error.id in {"audio.damaged", "audio.too_long"}
    else:
        assert ready.peaks.sample_rate >= 8_000
    assert listening_format(AudioFacts("wmav2", "asf", 2, 8_000, 10**15)).sample_rate == 8_000


@pytest.mark.parametrize("channels", [1, 2])
def test_a_flac_that_says_two_numbers_of_channels_is_refused(tmp_path: Path, channels: int) -> None:
    """One in its header, the other in its frames. libsndfile believes the header and meets an
    error; what FFmpeg reads does not fit what was told of the file."""
    path = tmp_path / "x.flac"
    soundfile.write(path, speech_like(channels).T, 8_000)
    content = bytearray(path.read_bytes())
    content[20] ^= 0b10  # RFC 9639, 8.2: the lowest bit of the channels less one
    path.write_bytes(content)
    assert refusal(path) == "audio.damaged"
