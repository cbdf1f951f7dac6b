"""Only the seconds referred to go along, and are heard at the other end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from exchanging import machine, marked_call

from qa_desktop.domain.clips import Hidden
from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.services.annotating import add_annotation
from qa_desktop.services.bundle_merging import merge, preview
from qa_desktop.services.bundle_writing import spool_of, write_out
from qa_desktop.services.erasing import erase, plan_recording
from qa_desktop.services.health import check
from qa_desktop.services.receipts import write_receipt
from qa_desktop.services.sounds import prepare_sound, sound_here
from qa_desktop.store.clips import Clip, find_clips, note_clips
from qa_desktop.store.hidden_parts import SETTING, find_hidden_parts
from qa_desktop.store.settings import set_setting
from qa_desktop.store.workspace import Workspace


@pytest.fixture
def wang(tmp_path: Path) -> Iterator[Workspace]:
    with machine(tmp_path, "wang") as workspace:
        yield workspace


@pytest.fixture
def li(tmp_path: Path) -> Iterator[Workspace]:
    with machine(tmp_path, "li") as workspace:
        yield workspace


def here(workspace: Workspace, recording: str) -> str:
    return sound_here(workspace.db, workspace.folder, recording)


def heard(workspace: Workspace, recording: str):
    cache = workspace.folder / "cache"
    return prepare_sound(workspace.folder, recording, cache, lambda _: None, lambda: False)


def test_the_marked_seconds_are_heard_at_the_other_end(
    wang: Workspace, li: Workspace, tmp_path: Path
) -> None:
    _, recording = marked_call(wang, tmp_path / "in", at=(20_000, 45_000, 46_000))
    written = write_out(wang, tmp_path / "a.qab", audio="clips")
    assert (written.clips, written.blobs, written.missing_audio) == (2, 0, ())
    assert written.files[0].stat().st_size < wang.blobs.path(recording).stat().st_size / 4
    assert not list(spool_of(wang.folder).iterdir())
    told = preview(li, written.files[0])
    assert (told.clips, told.blobs) == (2, 0) and here(li, recording) == "missing"
    merge(li, written.files[0])
    assert here(li, recording) == "clips"
    made = heard(li, recording)
    assert made.sounding == ((15_000, 25_000), (40_000, 51_000)) and made.duration_ms == 60_000
    original, rate = soundfile.read(wang.blobs.path(recording), dtype="int16", always_2d=True)
    found, _ = soundfile.read(made.playable, dtype="int16", always_2d=True)
    there = slice(16 * rate, 24 * rate)
    difference = original[there].astype(int) - found[there]
    assert found.shape == original.shape and np.abs(difference).mean() < 400
    assert not found[30 * rate : 39 * rate].any()


def tone_of(made, span: tuple[int, int]) -> tuple[float, float]:
    """How much of these seconds is a tone of 1 kHz, and how loud the rest is."""
    sound, rate = soundfile.read(made.playable, dtype="float64", always_2d=True)
    part = sound[span[0] * rate // 1000 : span[1] * rate // 1000, 0]
    spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)))) ** 2
    hertz = np.fft.rfftfreq(len(part), 1 / rate)
    near = np.abs(hertz - 1_000) < 30
    return spectrum[near].sum() / max(spectrum.sum(), 1e-12), spectrum[~near].sum()


def test_what_was_hidden_in_clips_is_hidden_in_those_that_go_along(
    wang: Workspace, li: Workspace, tmp_path: Path
) -> None:
    """Also where they are passed on by somebody who hid more."""
    _, recording = marked_call(wang, tmp_path / "in", at=(20_000,))
    hide(wang, recording, [18_000, 19_000], [21_000, 22_000, "cut"])
    merge(li, write_out(wang, tmp_path / "a.qab", audio="clips").files[0])
    made = heard(li, recording)
    assert made.sounding == ((15_000, 21_000), (22_000, 25_000))
    assert tone_of(made, (18_020, 18_980))[0] > 0.95, "nothing but the tone"
    assert tone_of(made, (17_000, 18_000))[0] < 0.5, "up to where it begins"
    assert tone_of(made, (19_000, 20_000))[0] < 0.5
    hide(li, recording, [15_500, 16_500, "bleep"])
    with machine(tmp_path, "zhao") as zhao:
        merge(zhao, write_out(li, tmp_path / "b.qab", audio="clips").files[0])
        made = heard(zhao, recording)
        assert made.sounding == ((15_000, 21_000), (22_000, 25_000))
        for span in ((15_520, 16_480), (18_020, 18_980)):
            assert tone_of(made, span)[0] > 0.95


def hide(workspace: Workspace, recording: str, *parts: list) -> None:
    set_setting(workspace.db, SETTING, {recording: list(parts)})


def test_a_recording_that_comes_later_is_heard_whole(
    wang: Workspace, li: Workspace, tmp_path: Path
) -> None:
    _, recording = marked_call(wang, tmp_path / "in", seconds=20, at=(9_000,))
    merge(li, write_out(wang, tmp_path / "a.qab", audio="clips").files[0])
    merge(li, write_out(wang, tmp_path / "b.qab", audio="full").files[0])
    assert here(li, recording) == "whole" and heard(li, recording).sounding is None
    again = write_out(wang, tmp_path / "c.qab", audio="clips").files[0]
    assert merge(li, again).clips == 0


def test_clips_come_once_and_new_marks_bring_new_ones(
    wang: Workspace, li: Workspace, tmp_path: Path
) -> None:
    call, recording = marked_call(wang, tmp_path / "in", at=(20_000,))
    merge(wang, write_receipt(li.folder, lambda act: act(li), tmp_path / "r.qab").files[0])
    first = write_out(wang, tmp_path / "a.qab", to=[li.person], audio="clips")
    assert first.clips == 1 and merge(li, first.files[0]).clips == 1
    merge(wang, write_receipt(li.folder, lambda act: act(li), tmp_path / "r2.qab").files[0])
    add_annotation(wang, call, at_ms=50_000, kind="strength", text="道歉")
    second = write_out(wang, tmp_path / "b.qab", to=[li.person], audio="clips")
    assert second.clips == 1, "of what is new only"
    assert merge(li, second.files[0]).clips == 1
    assert heard(li, recording).sounding == ((15_000, 25_000), (45_000, 55_000))
    assert merge(li, write_out(wang, tmp_path / "c.qab", audio="clips").files[0]).clips == 0


def test_clips_are_passed_on(wang: Workspace, li: Workspace, tmp_path: Path) -> None:
    _, recording = marked_call(wang, tmp_path / "in", seconds=20, at=(9_000,))
    merge(li, write_out(wang, tmp_path / "a.qab", audio="clips").files[0])
    onward = write_out(li, tmp_path / "b.qab", audio="clips")
    assert onward.clips == 1 and not onward.missing_audio
    with machine(tmp_path, "zhao") as third:
        merge(third, onward.files[0])
        assert here(third, recording) == "clips"


def test_a_bundle_of_one_call_brings_its_clips_only(
    wang: Workspace, li: Workspace, tmp_path: Path
) -> None:
    call, _ = marked_call(wang, tmp_path / "one", seconds=20, at=(9_000,))
    marked_call(wang, tmp_path / "two", seconds=30, at=(9_000,))
    assert write_out(wang, tmp_path / "a.qab", subject=call, audio="clips").clips == 1
    assert write_out(wang, tmp_path / "b.qab", audio="clips").clips == 2


def test_what_is_not_here_is_named(wang: Workspace, tmp_path: Path) -> None:
    _, recording = marked_call(wang, tmp_path / "in", seconds=20, at=(9_000,))
    wang.blobs.remove(recording)
    written = write_out(wang, tmp_path / "a.qab", audio="clips")
    assert (written.clips, written.missing_audio) == (0, (recording,))
    wang.blobs.path(recording).write_bytes(b"damaged")
    assert write_out(wang, tmp_path / "a.qab", audio="clips").missing_audio == (recording,)
    wang.blobs.remove(recording)
    with pytest.raises(UserFacingError, match="not_here"):
        heard(wang, recording)


@pytest.mark.parametrize("claimed", [False, True])
def test_an_erasure_reaches_the_clips(
    wang: Workspace, li: Workspace, tmp_path: Path, *, claimed: bool
) -> None:
    call, recording = marked_call(wang, tmp_path / "in", seconds=20, at=(9_000,))
    bundle = write_out(wang, tmp_path / "a.qab", audio="clips").files[0]
    merge(li, bundle)
    heard(li, recording)
    (sha256,) = li.clips.all()
    assert find_clips(li.db, recording)
    if claimed:  # somebody said that these seconds are of another recording too
        note_clips(li.db, [Clip("b" * 64, 0, 1_000, sha256)])
    for workspace in (wang, li):
        set_setting(workspace.db, SETTING, {recording: [[1, 2]], "b" * 64: [[3, 4, "cut"]]})
    erase(wang, plan_recording(wang, call))
    merge(li, write_out(wang, tmp_path / "b.qab").files[0])
    assert here(li, recording) == "erased"
    for workspace in (wang, li):
        assert find_hidden_parts(workspace.db, recording) == ()
        assert find_hidden_parts(workspace.db, "b" * 64) == (Hidden(3, 4, "cut"),)
    assert not list(li.clips.all()) and not find_clips(li.db, recording)
    assert not list((li.folder / "cache" / recording[:2]).glob(f"{recording}*"))
    assert merge(li, bundle).clips == 0 and not list(li.clips.all()), "refused for ever"


def test_a_merge_that_fails_takes_its_clips_back(
    wang: Workspace, li: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked_call(wang, tmp_path / "in", seconds=20, at=(9_000,))
    bundle = write_out(wang, tmp_path / "a.qab", audio="clips").files[0]

    def fail(*_: object) -> None:
        raise CancelledError

    monkeypatch.setattr("qa_desktop.services.bundle_merging._note", fail)
    with pytest.raises(CancelledError):
        merge(li, bundle)
    assert not list(li.clips.all())


def test_clips_are_no_damage(wang: Workspace, li: Workspace, tmp_path: Path) -> None:
    marked_call(wang, tmp_path / "in", seconds=20, at=(9_000,))
    merge(li, write_out(wang, tmp_path / "a.qab", audio="clips").files[0])
    report = check(li, full=True)
    assert report.problems == [] and not [note for note in report.notes if "clip" in note]
    (sha256,) = li.clips.all()
    li.clips.path(sha256).write_bytes(b"damaged")
    assert check(li, full=True).problems == [f"audio damaged: {sha256[:16]}"]
    li.clips.remove(sha256)
    report = check(li)
    assert report.problems == [] and f"clip missing: {sha256[:16]}" in report.notes
