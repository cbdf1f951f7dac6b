"""Clips out of a workspace: what may be cut, what the file is called, what is copied as words."""

from __future__ import annotations

import struct
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from qa_desktop.audio.clips import cut
from qa_desktop.domain.clips import Hidden
from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.services.clips import ClipOrder, ClipPart, Gap, clip_name, reference, save_clip
from qa_desktop.services.importing import import_recordings
from qa_desktop.store.blobs import content_hash
from qa_desktop.store.calls import CallRow, find_calls
from qa_desktop.store.clips import Clip, note_clips
from qa_desktop.store.workspace import Workspace
from tests.factories import import_calls, write_wav


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "workspace", name="李敏", number="Q017") as made:
        yield made


@pytest.fixture
def calls(workspace: Workspace, tmp_path: Path) -> list[CallRow]:
    """Two seconds each: tones of 300 and 600, of 307 and 614 Hz."""
    return import_calls(workspace, tmp_path / "recordings", 2)


def refusal(workspace: Workspace, order: ClipOrder, out: Path) -> str:
    with pytest.raises(UserFacingError) as refused:
        save_clip(workspace.folder, order, out)
    assert refused.value.say("zh") and refused.value.say("en")
    assert not out.exists()
    return refused.value.id


def pitch(samples: np.ndarray, rate: int) -> float:
    spectrum = np.abs(np.fft.rfft(samples))
    return float(np.argmax(spectrum) * rate / len(samples))


def test_two_calls_in_one_file(workspace: Workspace, calls: list[CallRow], tmp_path: Path) -> None:
    first, second = (call.id for call in calls)
    parts = (
        ClipPart(second, 0, 1_000),
        ClipPart(first, 500, 1_500, (Hidden(800, 1_200),)),
        ClipPart(second, 1_000, 2_000, (Hidden(1_500, 1_750, "cut"),)),
    )
    told: list[tuple[int, int]] = []
    out = tmp_path / "好的开场.wav"
    order = ClipOrder(parts, "wav", Gap(length_ms=400))
    saved = save_clip(workspace.folder, order, out, lambda *each: told.append(each))
    found, rate = soundfile.read(out, always_2d=True)
    assert saved.file == out and saved.length_ms == len(found) * 1000 // rate == 3_550
    assert told[-1] == (3_550, 3_550)

    def at(begin: float, end: float, channel: int = 0) -> float:
        return pitch(found[round(begin * rate) : round(end * rate), channel], rate)

    assert abs(at(0.1, 0.9) - 307) < 3 and abs(at(0.1, 0.9, 1) - 614) < 3
    assert abs(at(1.42, 1.68) - 300) < 5
    assert abs(at(1.72, 2.08) - 1000) < 5 and abs(at(1.72, 2.08, 1) - 1000) < 5
    assert abs(at(2.85, 3.5) - 307) < 3
    assert not found[round(1.01 * rate) : round(1.39 * rate)].any()


def test_somebodys_words_between_clips(
    workspace: Workspace, calls: list[CallRow], tmp_path: Path
) -> None:
    words = write_wav(tmp_path / "words.wav", 0.5, rate=16000, channels=1)
    gap = Gap(length_ms=400, announcement=words)
    parts = tuple(ClipPart(calls[0].id, 0, 1_000) for _ in range(2))
    out = tmp_path / "a.opus"
    assert save_clip(workspace.folder, ClipOrder(parts, "opus", gap), out).length_ms == 2_900
    missing = Gap(announcement=tmp_path / "nowhere.wav")
    other = tmp_path / "b.wav"
    assert refusal(workspace, ClipOrder(parts, "wav", missing), other) == "audio.missing"
    speech = Gap(announcement=write_wav(tmp_path / "speech.wav", 30.1))
    order = ClipOrder(parts, "wav", speech)
    assert refusal(workspace, order, other) == "clip.announcement_too_long"


def test_joined_calls_are_equally_loud(workspace: Workspace, tmp_path: Path) -> None:
    """One recorded at a fifth of the other's level, with a number in it that is bleeped."""
    loud = write_wav(tmp_path / "in" / "20261120-093512-0617-S1.wav", 4.0)
    samples, rate = soundfile.read(loud)
    soundfile.write(tmp_path / "in" / "20261120-093612-0617-S2.wav", samples[::-1] / 5, rate)
    import_recordings(workspace.folder, lambda act: act(workspace), [tmp_path / "in"])
    one, two = find_calls(workspace.db, workspace.person)
    parts = (ClipPart(one.id, 0, 3_000), ClipPart(two.id, 0, 3_000, (Hidden(500, 2_000),)))
    out = tmp_path / "a.wav"
    save_clip(workspace.folder, ClipOrder(parts, "wav", Gap(length_ms=0)), out)
    found, rate = soundfile.read(out)
    loudness = [
        float(np.sqrt((found[round(a * rate) : round(b * rate)] ** 2).mean()))
        for a, b in ((0.1, 2.9), (5.1, 5.9))
    ]
    assert abs(20 * np.log10(loudness[0] / loudness[1])) < 1


def test_what_is_bleeped_does_not_count_as_loud(workspace: Workspace, tmp_path: Path) -> None:
    """Somebody shouts a number: what is said around it is as loud as the other clip."""
    quiet = write_wav(tmp_path / "in" / "20261120-093512-0617-S1.wav", 4.0)
    samples, rate = soundfile.read(quiet)
    samples /= 8
    soundfile.write(quiet, samples[::-1], rate)
    samples[rate : 3 * rate] *= 20
    soundfile.write(tmp_path / "in" / "20261120-093612-0617-S2.wav", samples.clip(-1, 1), rate)
    import_recordings(workspace.folder, lambda act: act(workspace), [tmp_path / "in"])
    one, two = find_calls(workspace.db, workspace.person)
    parts = (ClipPart(one.id, 0, 4_000), ClipPart(two.id, 0, 4_000, (Hidden(950, 3_050),)))
    out = tmp_path / "a.wav"
    save_clip(workspace.folder, ClipOrder(parts, "wav", Gap(length_ms=0)), out)
    found, rate = soundfile.read(out)
    loudness = [
        float(np.sqrt((found[round(a * rate) : round(b * rate)] ** 2).mean()))
        for a, b in ((0.1, 3.9), (7.2, 7.9))
    ]
    assert abs(20 * np.log10(loudness[0] / loudness[1])) < 1


def test_of_a_recording_that_is_here_in_part_only_that_is_cut(
    workspace: Workspace, calls: list[CallRow], tmp_path: Path
) -> None:
    recording = str(calls[0].recording)
    (clip,) = cut(workspace.blobs.path(recording), [(500, 1_500)], lambda _: tmp_path / "x.ogg")
    sha256 = content_hash(clip.path)
    workspace.clips.take(sha256, [clip.path.read_bytes()], lambda: False)
    with workspace.db.atomic():
        note_clips(workspace.db, [Clip(recording, 500, 1_500, sha256)])
    workspace.blobs.remove(recording)
    out, id = tmp_path / "a.wav", calls[0].id
    assert (
        refusal(workspace, ClipOrder((ClipPart(id, 400, 1_200),)), out) == "clip.seconds_not_here"
    )
    saved = save_clip(workspace.folder, ClipOrder((ClipPart(id, 600, 1_500),)), out)
    assert saved.length_ms == 900
    found, rate = soundfile.read(out, always_2d=True)
    assert abs(pitch(found[:, 0], rate) - 300) < 3


def test_what_cannot_be_cut_is_said(
    workspace: Workspace, calls: list[CallRow], tmp_path: Path
) -> None:
    id, out = calls[0].id, tmp_path / "a.wav"

    def of(*parts: ClipPart) -> str:
        return refusal(workspace, ClipOrder(parts), out)

    assert of(ClipPart(id, 1_000, 1_000)) == "clip.empty"
    assert of(ClipPart(id, -5, 1_000)) == "clip.empty"
    assert of(ClipPart(id, 1_000, 2_001)) == "clip.beyond"
    assert of(ClipPart(id, 0, 500, (Hidden(0, 600, "cut"),))) == "clip.nothing_left"
    assert of(*[ClipPart(id, 0, 2_000)] * 901) == "clip.too_long"
    assert of(ClipPart("nobody", 0, 1_000)) == "call.unknown"
    number = calls[0].customer_number
    assert number is not None
    for name in (f"{number}.wav", f"片段 {number} 一.wav", "给 13912345678.wav"):
        order = ClipOrder((ClipPart(id, 0, 1_000),))
        assert refusal(workspace, order, tmp_path / name) == "clip.name_has_number"
    workspace.blobs.remove(str(calls[0].recording))
    assert of(ClipPart(id, 0, 1_000)) == "audio.not_here"


def test_it_can_be_given_up(workspace: Workspace, calls: list[CallRow], tmp_path: Path) -> None:
    order, out = ClipOrder((ClipPart(calls[0].id, 0, 1_000),)), tmp_path / "a.wav"
    with pytest.raises(CancelledError):
        save_clip(workspace.folder, order, out, cancelled=lambda: True)
    assert not out.exists()


def test_names_of_files_show_no_number(calls: list[CallRow]) -> None:
    call = replace(
        calls[0], serial="S26/11:07", customer_number="13800000000", agent_number="0617",
        started="2026-11-20T09:35:00",
    )  # fmt: skip
    assert clip_name(call, 83_400, 91_000) == "20261120_0617_S26-11-07_1m23s-1m31s"
    for serial in ("13800000000", "x13800000000-1", "20261120-13912345678", None):
        assert clip_name(replace(call, serial=serial), 0, 999) == "20261120_0617_0m00s-0m00s"
    bare = replace(call, serial=None, agent_number=None, started=None)
    assert clip_name(bare, 0, 5_000) == "0m00s-0m05s"


def test_words_to_paste(calls: list[CallRow]) -> None:
    call = replace(
        calls[0], serial="S2611200007", agent_number="0617", customer_number="62345678",
        started="2026-11-20T09:35:00",
    )  # fmt: skip
    said = reference(call, 83_400, 91_000)
    assert said.render("zh") == "1:23.4–1:31.0 流水号 S2611200007 工号 0617"
    assert said.render("en") == "1:23.4–1:31.0 serial S2611200007 agent 0617"
    moment = reference(call, 605_900, None, "报错了\n号码 62345678，又说 13912345678")
    assert moment.render("zh") == (
        "10:05.9 流水号 S2611200007 工号 0617 报错了 号码 62****78，又说 139****5678"
    )
    bare = replace(call, serial=None, file_name="20261120-62345678.wav", agent_number=None)
    assert reference(bare, 0, 500).render("zh") == "0:00.0–0:00.5 录音 20261120-62****78.wav"
    least = replace(bare, file_name=None)
    assert reference(least, 0, None).render("zh") == "0:00.0 通话 2026-11-20 09:35:00"


def test_a_recording_that_is_longer_than_it_says_is_cut_to_its_end(
    workspace: Workspace, tmp_path: Path
) -> None:
    """A recorder that died left the length of its first second in the header."""
    path = tmp_path / "in" / "20261120-093512-0617-S1.mka"
    path.parent.mkdir()
    tone = ["-f", "lavfi", "-i", "sine=f=440:r=8000:d=3", "-c:a", "pcm_alaw"]
    subprocess.run(["ffmpeg", "-nostdin", "-loglevel", "error", *tone, str(path)], check=True)
    content = bytearray(path.read_bytes())
    at = content.index(b"\x44\x89\x88") + 3  # Matroska's Duration, a float of 8 bytes
    content[at : at + 8] = struct.pack(">d", 1_000.0)
    path.write_bytes(content)
    import_recordings(workspace.folder, lambda act: act(workspace), [tmp_path / "in"])
    (call,) = find_calls(workspace.db, workspace.person)
    assert call.duration_ms == 1_000
    out = tmp_path / "a.wav"
    saved = save_clip(workspace.folder, ClipOrder((ClipPart(call.id, 2_000, 3_000),)), out)
    assert saved.length_ms == 1_000
    beyond = ClipOrder((ClipPart(call.id, 2_000, 3_001),))
    assert refusal(workspace, beyond, tmp_path / "b.wav") == "clip.beyond"
