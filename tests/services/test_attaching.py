"""A live call gets its serial number and its recording afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from qa_desktop.errors import UserFacingError
from qa_desktop.services.annotating import add_annotation
from qa_desktop.services.attaching import attach_recording
from qa_desktop.services.calls import set_serial, start_live_call
from qa_desktop.services.evaluating import EvaluationForm, submit_evaluation
from qa_desktop.services.health import check
from qa_desktop.services.importing import import_recordings
from qa_desktop.services.undoing import undo
from qa_desktop.store.annotations import find_annotations
from qa_desktop.store.calls import CallRow, find_calls, get_call
from qa_desktop.store.drafts import save_draft
from qa_desktop.store.scorecards import find_version
from qa_desktop.store.workspace import Changes, Workspace
from tests.factories import best_answers, import_calls, write_wav

NAME = "20261120-093500-0617-13800000000.wav"


@pytest.fixture
def live(workspace: Workspace) -> str:
    """A call heard side by side, marked at 3 s."""
    started = datetime(2026, 11, 20, 9, 35)
    call = start_live_call(workspace, agent=None, method="side_by_side", started=started).ids[0]
    add_annotation(workspace, call, at_ms=3000, kind="strength", text="语气亲切")
    return call


def attach(workspace: Workspace, call: str, file: Path) -> Changes:
    return attach_recording(workspace.folder, lambda act: act(workspace), call, file)


def import_one(workspace: Workspace, folder: Path) -> CallRow:
    """The call that importing makes of ``in/NAME``."""
    calls = import_calls(workspace, folder / "in")
    return next(call for call in calls if call.recording)


def import_again(workspace: Workspace, file: Path):
    return import_recordings(workspace.folder, lambda act: act(workspace), [file])


def shown(workspace: Workspace, call: str) -> CallRow:
    return get_call(workspace.db, workspace.person, call)


def test_the_call_has_its_recording_and_the_marks_stand(
    workspace: Workspace, live: str, tmp_path: Path
) -> None:
    file = write_wav(tmp_path / NAME, 5.0)
    changes = attach(workspace, live, file)
    set_serial(workspace, live, " LX-77 ")

    (row,) = find_calls(workspace.db, workspace.person)
    assert (row.id, row.duration_ms, row.file_name, row.serial) == (live, 5000, NAME, "LX-77")
    assert row.method == "side_by_side"
    assert [each.at_ms for each in find_annotations(workspace.db, live)] == [3000]
    assert workspace.blobs.path(row.recording or "").read_bytes() == file.read_bytes()
    assert {"call", "recording", "file_name"} <= changes.subjects
    assert check(workspace, full=True).ok


def test_the_same_file_imported_later_is_a_duplicate(
    workspace: Workspace, live: str, tmp_path: Path
) -> None:
    file = write_wav(tmp_path / NAME)
    attach(workspace, live, file)
    copy = tmp_path / "copy.wav"
    copy.write_bytes(file.read_bytes())
    for source in (file, copy):
        report = import_again(workspace, source)
        assert (report.added, report.duplicates) == (0, 1)
    assert [row.id for row in find_calls(workspace.db, workspace.person)] == [live]


def test_a_call_that_only_the_import_made_gives_way(
    workspace: Workspace, live: str, tmp_path: Path
) -> None:
    imported = import_one(workspace, tmp_path)
    changes = attach(workspace, live, tmp_path / "in" / NAME)

    (row,) = find_calls(workspace.db, workspace.person)
    assert row.id == live
    assert (row.agent_number, row.customer_number) == ("0617", "13800000000")
    assert row.started == "2026-11-20T09:35:00", "what the call knew itself stays"
    assert check(workspace, full=True).ok

    undo(workspace, changes.act or "")
    assert shown(workspace, live).recording is None
    again = shown(workspace, imported.id)
    assert again == replace(imported, n=again.n), "a local number is given once"


def test_after_undo_another_file_can_be_attached(
    workspace: Workspace, live: str, tmp_path: Path
) -> None:
    wrong = attach(workspace, live, write_wav(tmp_path / "wrong.wav", 1.0))
    undo(workspace, wrong.act or "")
    attach(workspace, live, write_wav(tmp_path / "right.wav", 2.0))
    assert shown(workspace, live).file_name == "right.wav"
    assert import_again(workspace, tmp_path / "wrong.wav").added == 1


def refused(workspace: Workspace, call: str, file: Path) -> str:
    """The id of the refusal, which must have changed nothing."""
    before = workspace.db["op"].count
    with pytest.raises(UserFacingError) as error:
        attach(workspace, call, file)
    assert workspace.db["op"].count == before
    for language in ("zh", "en"):
        assert "{" not in error.value.say(language)
    return error.value.id


def test_a_call_with_a_recording_takes_no_second_one(
    workspace: Workspace, live: str, tmp_path: Path
) -> None:
    attach(workspace, live, write_wav(tmp_path / "one.wav"))
    other = write_wav(tmp_path / "two.wav", tone=600)
    assert refused(workspace, live, other) == "call.has_recording"
    assert len(list(workspace.blobs.all())) == 1, "nothing was copied"


def mark(workspace: Workspace, call: CallRow) -> None:
    add_annotation(workspace, call.id, at_ms=0, kind="note", text="x")


def begin_to_score(workspace: Workspace, call: CallRow) -> None:
    save_draft(workspace.db, "evaluation", call.id, {"answers": {"opening": "no"}})


def evaluate(workspace: Workspace, call: CallRow) -> None:
    version = find_version("inbound-service")
    answers = best_answers(version) | {"praise": "no"}
    submit_evaluation(workspace, EvaluationForm(call.id, version.id, answers))


@pytest.mark.parametrize("work", [mark, begin_to_score, evaluate])
def test_a_recording_that_was_worked_on_stays_where_it_is(
    workspace: Workspace, live: str, tmp_path: Path, work
) -> None:
    imported = import_one(workspace, tmp_path)
    work(workspace, imported)
    assert refused(workspace, live, tmp_path / "in" / NAME) == "call.recording_in_use"
    assert shown(workspace, live).recording is None
    assert shown(workspace, imported.id).recording == imported.recording


def test_what_cannot_be_read_is_refused(workspace: Workspace, live: str, tmp_path: Path) -> None:
    text = tmp_path / "letter.wav"
    text.write_text("no audio at all\n" * 40)
    assert refused(workspace, live, text).startswith("audio.")
    assert refused(workspace, live, tmp_path / "gone.wav") == "import.not_readable"
