"""The check sees one moment, and every kind of damage."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_desktop.errors import CancelledError
from qa_desktop.journal import health as journal_health
from qa_desktop.journal.changes import create
from qa_desktop.journal.journal import new_id
from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.services.health import STEPS, check, check_folder, in_words, rebuild
from qa_desktop.store.reader import Reader
from qa_desktop.store.soundness import _REFERENCES
from qa_desktop.store.workspace import DATABASE, Workspace
from tests.factories import import_calls


def test_a_check_beside_an_open_window_sees_one_moment(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window writes between the scan of the tables and the rebuild."""
    rebuild = journal_health.scan_of_rebuild

    def after_a_write(db: object) -> str:
        workspace.write([create("team", new_id(), {"name": "二班"})])
        return rebuild(db)  # type: ignore[arg-type]

    monkeypatch.setattr(journal_health, "scan_of_rebuild", after_a_write)
    with Reader.open(workspace.folder) as reader:
        assert check(reader, full=True).problems == []
        assert reader.db["team"].count == 1, "the write was there all the same"


def test_a_personal_value_that_was_altered_is_found(workspace: Workspace, tmp_path: Path) -> None:
    import_calls(workspace, tmp_path / "in")
    workspace.db.execute("UPDATE personal SET value = '0618' WHERE value = '0617'")
    (problem,) = check(workspace, full=True).problems
    assert "does not hash to its name" in problem


def test_audio_that_cannot_be_read_is_a_finding_not_a_crash(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_calls(workspace, tmp_path / "in")

    def bad_sector(_name: str) -> bool:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(workspace.blobs, "is_intact", bad_sector)
    (problem,) = check(workspace, full=True).problems
    assert "audio unreadable" in problem and "Input/output error" in problem


def test_audio_of_an_undone_import_is_mentioned(workspace: Workspace, tmp_path: Path) -> None:
    import_calls(workspace, tmp_path / "in")
    assert check(workspace, full=True).notes == []
    (act,) = workspace.db.conn.execute("SELECT act FROM op ORDER BY n DESC LIMIT 1").fetchone()
    workspace.undo(act)
    report = check(workspace, full=True)
    assert report.ok and report.notes == ["1 audio files belong to no recording"]


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("table", ["op", "personal", "call", "erased", "op_act"])
def test_a_bad_page_anywhere_is_a_finding_and_the_check_goes_on(
    workspace: Workspace, tmp_path: Path, table: str, full: bool
) -> None:
    import_calls(workspace, tmp_path / "in", 3)
    sql = "SELECT rootpage FROM sqlite_master WHERE name = ?"
    (page,) = workspace.db.conn.execute(sql, [table]).fetchone()
    workspace.close()
    database = workspace.folder / DATABASE
    content = bytearray(database.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xa5" * 4096
    database.write_bytes(content)
    report = check_folder(workspace.folder, full=full)
    assert not report.ok
    assert {"database", "unreadable"} & set(report.by_kind())
    for message, remedy, _ in in_words(report):
        assert all(said.render(language) for said in (message, remedy) for language in ("zh", "en"))


def test_a_header_that_cannot_be_read_is_a_finding(workspace: Workspace) -> None:
    workspace.close()
    database = workspace.folder / DATABASE
    content = bytearray(database.read_bytes())
    content[100:4096] = b"\xa5" * 3996
    database.write_bytes(content)
    (finding,) = check_folder(workspace.folder).findings
    assert finding.kind == "unreadable" and finding.is_damage


def test_a_check_tells_its_steps_and_can_be_stopped_in_each(
    workspace: Workspace, tmp_path: Path
) -> None:
    import_calls(workspace, tmp_path / "in")
    told: list[str] = []
    check(workspace, full=True, watch=lambda step, _done, _total: told.append(step))
    assert tuple(dict.fromkeys(told)) == STEPS
    for step in STEPS:
        told.clear()
        with pytest.raises(CancelledError):
            check(
                workspace,
                full=True,
                watch=lambda at, _done, _total: told.append(at),
                cancelled=lambda step=step: step in told,
            )
        assert told[-1] == step
    assert check(workspace).ok, "the connection is as before"


def test_a_lost_table_is_made_anew(workspace: Workspace, tmp_path: Path) -> None:
    import_calls(workspace, tmp_path / "in")
    workspace.db.execute("DROP TABLE call")
    assert rebuild(workspace) is False
    assert workspace.db["call"].count == 1 and rebuild(workspace) is True


def test_a_check_follows_every_reference() -> None:
    """A field that is called like a record type names one; ``agent.project`` holds names, and
    faults go by codes of which most are shipped."""
    named = {
        (record.name, field.name)
        for record in RECORD_TYPES.values()
        for field in record.fields
        if field.name in RECORD_TYPES
    }
    assert set(_REFERENCES) == named - {("agent", "project"), ("standard_proposal", "fault")}
