"""Recordings come in by content, none twice, and an interrupted import goes on."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from qa_desktop.errors import CancelledError
from qa_desktop.services import importing
from qa_desktop.services.health import check
from qa_desktop.services.importing import ImportReport, call_of_recording, import_recordings
from qa_desktop.store.calls import find_calls
from qa_desktop.store.workspace import Changes, Workspace
from tests.factories import write_wav

PATTERN = "{start:%Y%m%d-%H%M%S}-{agent}-{number}"


def run(workspace: Workspace, *sources: Path, **options: object) -> ImportReport:
    return import_recordings(
        workspace.folder,
        lambda act: act(workspace),
        sources,
        patterns=[PATTERN],
        **options,  # type: ignore[arg-type]
    )


def test_a_folder_becomes_calls_with_what_the_names_say(
    workspace: Workspace, tmp_path: Path
) -> None:
    source = tmp_path / "in"
    write_wav(source / "20261120-093512-0617-13800000000.wav", 3)
    write_wav(source / "deep" / "er" / "20261120-101010-0618-13800000001.wav", 1, tone=500)
    (source / "notes.txt").write_text("not audio")

    report = run(workspace, source)

    assert (report.added, report.duplicates, report.unreadable) == (2, 0, [])
    first, second = find_calls(workspace.db, workspace.person)
    assert first.started == "2026-11-20T09:35:12"
    assert (first.agent_number, first.customer_number) == ("0617", "13800000000")
    assert (first.duration_ms, first.channels, first.codec) == (3000, 2, "pcm_s16")
    assert first.file_name == "20261120-093512-0617-13800000000.wav"
    assert second.agent_number == "0618"
    assert first.recording and first.id == call_of_recording(first.recording)
    assert check(workspace, full=True).ok


def test_the_same_bytes_enter_once_and_their_other_name_is_kept(
    workspace: Workspace, tmp_path: Path
) -> None:
    one = write_wav(tmp_path / "in" / "20261120-093512-0617-13800000000.wav")
    other = tmp_path / "in" / "copy.wav"
    other.write_bytes(one.read_bytes())
    report = run(workspace, tmp_path / "in")
    assert (report.added, report.duplicates) == (1, 1)
    again = run(workspace, tmp_path / "in")
    assert (again.added, again.duplicates) == (0, 2)
    assert workspace.db["call"].count == 1
    assert workspace.db["file_name"].count == 2


def test_a_file_changed_in_place_is_read_again(workspace: Workspace, tmp_path: Path) -> None:
    file = write_wav(tmp_path / "a.wav", 1)
    run(workspace, file)
    write_wav(file, 2)
    assert run(workspace, file).added == 1


def test_unreadable_files_are_listed_with_their_reason(
    workspace: Workspace, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.wav"
    empty.touch()
    text = tmp_path / "text.wav"
    text.write_text("this is a shopping list, not a recording\n" * 20)
    missing = tmp_path / "gone.wav"
    good = write_wav(tmp_path / "good.wav")
    report = run(workspace, empty, text, missing, good)
    assert report.added == 1
    reasons = {entry.path.name: entry.why.render("zh") for entry in report.unreadable}
    assert set(reasons) == {"empty.wav", "text.wav", "gone.wav"}
    assert all(reasons.values())


def test_a_recording_whose_end_is_missing_is_taken_in_and_told(
    workspace: Workspace, tmp_path: Path
) -> None:
    source = tmp_path / "in"
    whole = write_wav(source / "20261120-093512-0617-13800000000.wav", 5).read_bytes()
    cut = source / "20261120-093513-0617-13800000001.wav"
    cut.write_bytes(whole[: len(whole) * 2 // 5])
    died = source / "20261120-093514-0617-13800000002.wav"
    died.write_bytes(whole[:40] + b"\xff\xff\xff\xff" + whole[44 : len(whole) // 3])
    report = run(workspace, source)
    assert report.added == 3 and report.unreadable == []
    (told,) = report.cut_off
    assert told.path == cut
    words = told.why.render("zh")
    assert "00:05" in words and "00:01" in words and "13800000001" not in words
    assert run(workspace, source).cut_off == []  # known by now


def test_what_was_erased_while_it_was_copied_is_told_once(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As left out, and not as cut off as well: that means taken in."""
    cut = write_wav(tmp_path / "in" / "20261120-093512-0617-13800000000.wav", 5)
    cut.write_bytes(cut.read_bytes()[:20_000])
    sha256 = hashlib.sha256(cut.read_bytes()).hexdigest()
    found = iter([set(), {sha256}])  # erased between the look before and the writing
    monkeypatch.setattr(importing, "find_erased_recordings", lambda db: next(found))
    report = run(workspace, tmp_path / "in")
    assert (report.added, report.cut_off) == (0, [])
    assert [note.why.id for note in report.unreadable] == ["import.erased"]


def test_what_cannot_be_heard_without_a_header_is_told_too(
    workspace: Workspace, tmp_path: Path
) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "20261120-093512-0617-13800000000.ul").write_bytes(bytes(range(256)) * 40)
    assert [each.path.name for each in run(workspace, source).unreadable] != []


def test_odd_names_are_taken_as_they_are(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    names = [
        "😀电话.wav",
        "a" * 251 + ".wav",
        "\u202egnp.wav",
        "-;rm -rf $HOME .. .wav",
        "%s{0}.wav",
    ]
    for number, name in enumerate(names):
        write_wav(folder / name, 1, tone=300 + number)
    undecodable = folder / os.fsdecode(b"\xff\xfe.wav")
    undecodable.write_bytes(write_wav(tmp_path / "x.wav", 1, tone=900).read_bytes())
    report = run(workspace, folder)
    assert (report.added, report.unreadable) == (6, [])
    found = {call.file_name for call in find_calls(workspace.db, workspace.person)}
    assert set(names) <= found
    assert (
        sorted(path.parent.parent.name for path in workspace.folder.rglob("audio/*/*"))
        == ["audio"] * 6
    )


def test_a_dry_run_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    write_wav(tmp_path / "in" / "a.wav")
    before = workspace.journal.digest
    report = run(workspace, tmp_path / "in", dry_run=True)
    assert report.added == 1
    assert workspace.journal.digest == before
    assert list(workspace.blobs.all()) == []


def test_a_cancelled_import_keeps_what_it_counted_and_goes_on_later(
    workspace: Workspace, tmp_path: Path
) -> None:
    for number in range(6):
        write_wav(tmp_path / "in" / f"{number}.wav", 1, tone=300 + number)
    looked_at = []

    def cancelled() -> bool:
        return len(looked_at) >= 3

    with pytest.raises(CancelledError):
        run(
            workspace,
            tmp_path / "in",
            progress=lambda report, _total: looked_at.append(report.files),
            cancelled=cancelled,
        )
    kept = workspace.db["recording"].count
    assert kept == 3
    report = run(workspace, tmp_path / "in")
    assert (report.added, report.duplicates) == (3, 3)


def test_progress_counts_only_what_is_written(workspace: Workspace, tmp_path: Path) -> None:
    for number in range(5):
        write_wav(tmp_path / "in" / f"{number}.wav", 1, tone=300 + number)

    def watch(report: ImportReport, _total: int) -> None:
        assert report.added <= workspace.db["recording"].count

    assert run(workspace, tmp_path / "in", progress=watch).added == 5


def test_a_write_that_fails_counts_nothing(workspace: Workspace, tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav")
    calls = []

    def write(act: object) -> Changes:
        calls.append(act)
        if len(calls) > 1:
            raise OSError("the disk went away")
        return act(workspace)  # type: ignore[operator]

    with pytest.raises(OSError, match="went away"):
        import_recordings(workspace.folder, write, [tmp_path / "a.wav"])
    assert workspace.db["recording"].count == 0


def undo_last(workspace: Workspace) -> None:
    """What Ctrl+Z does after an import."""
    (act,) = workspace.db.conn.execute("SELECT act FROM op ORDER BY n DESC LIMIT 1").fetchone()
    workspace.undo(act)
    assert find_calls(workspace.db, workspace.person) == []


def test_a_file_comes_in_again_after_its_import_was_undone(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = write_wav(tmp_path / "20261120-093512-0617-13800000000.wav")
    run(workspace, file)
    undo_last(workspace)
    report = run(workspace, file)
    assert (report.added, report.duplicates) == (1, 0)
    (call,) = find_calls(workspace.db, workspace.person)
    assert (call.agent_number, call.file_name) == ("0617", file.name)
    assert check(workspace, full=True).notes == []


def test_what_comes_in_again_says_what_the_new_pattern_reads(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = write_wav(tmp_path / "0617-20261120093512.wav")
    write = lambda act: act(workspace)  # noqa: E731
    import_recordings(workspace.folder, write, [file], patterns=["{serial}-{order}"])
    undo_last(workspace)
    import_recordings(workspace.folder, write, [file], patterns=["{agent}-{start:%Y%m%d%H%M%S}"])
    (call,) = find_calls(workspace.db, workspace.person)
    assert (call.agent_number, call.started) == ("0617", "2026-11-20T09:35:12")
    assert (call.serial, call.order_number) == (None, None)


def test_audio_that_went_missing_comes_back_with_its_file(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = write_wav(tmp_path / "a.wav")
    run(workspace, file)
    (blob,) = workspace.blobs.all()
    workspace.blobs.remove(blob)
    report = run(workspace, file)
    assert (report.added, report.duplicates) == (0, 1)
    assert workspace.blobs.is_intact(blob)


def test_a_workspace_in_the_folder_is_no_source(workspace: Workspace, tmp_path: Path) -> None:
    write_wav(tmp_path / "in" / "a.wav")
    write_wav(workspace.folder / "cache" / "ab" / "abcd.wav", tone=700)
    report = run(workspace, tmp_path)
    assert (report.files, report.added) == (1, 1)


def test_a_file_that_is_still_being_written_is_left_for_later(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_wav(tmp_path / "a.wav", 1)

    def probe_while_it_grows(path: Path) -> object:
        facts = probe(path)
        write_wav(path, 2)
        return facts

    probe = importing.probe
    monkeypatch.setattr(importing, "probe", probe_while_it_grows)
    report = run(workspace, file)
    assert report.added == 0
    assert [entry.why.id for entry in report.unreadable] == ["import.changing"]
    monkeypatch.undo()
    assert run(workspace, file).added == 1
    assert find_calls(workspace.db, workspace.person)[0].duration_ms == 2000


def test_the_id_of_a_file_name_tells_nothing_about_it(workspace: Workspace, tmp_path: Path) -> None:
    """An id made from the name would give a telephone number away to whoever tries them all."""
    file = write_wav(tmp_path / "one" / "20261120-093512-0617-13800000000.wav")
    run(workspace, file)
    with Workspace.open(tmp_path / "other") as other:
        run(other, file)
        found = [
            {row[0] for row in each.db.conn.execute("SELECT id FROM file_name")}
            for each in (workspace, other)
        ]
    assert found[0] and not found[0] & found[1]
