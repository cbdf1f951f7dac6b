"""Erasing: gone everywhere, for ever, and nothing else is hurt."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from qa_desktop.audio.cache import prepare
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.changes import create, set_fields
from qa_desktop.journal.health import broken_links
from qa_desktop.journal.journal import new_id
from qa_desktop.journal.records import RECORD_TYPES
from qa_desktop.journal.vector import find_gaps
from qa_desktop.services import erasing
from qa_desktop.services.annotating import add_annotation, delete_annotation, edit_annotation
from qa_desktop.services.attaching import attach_recording
from qa_desktop.services.backup import restore
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.calls import start_live_call
from qa_desktop.services.coaching import CoachingForm, add_coaching
from qa_desktop.services.erasing import (
    erase,
    plan_customer,
    plan_person,
    plan_recording,
    replace_backups,
)
from qa_desktop.services.evaluating import EvaluationForm, submit_evaluation
from qa_desktop.services.health import check
from qa_desktop.services.importing import import_recordings
from qa_desktop.store.backup import back_up, own_place
from qa_desktop.store.calls import find_calls, get_call
from qa_desktop.store.drafts import get_draft, save_draft
from qa_desktop.store.evaluations import get_revisions
from qa_desktop.store.imported_files import find_imported
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.people import find_agents
from qa_desktop.store.reader import Reader
from qa_desktop.store.scorecards import find_version
from qa_desktop.store.workspace import Workspace
from tests.factories import best_answers, import_calls, write_wav

NUMBER = "13812345678"
NAME = "欧阳小明"
WORDS = "客户说他住在幸福路八号"
ADVICE = "请核对幸福路八号的地址"


def make_calls(workspace: Workspace, source: Path) -> list[str]:
    """A call of agent 0617 with customer NUMBER, worked on; and one of 0618 with another."""
    write_wav(source / f"20261120-093500-0617-{NUMBER}.wav", 0.5, tone=300)
    write_wav(source / "20261120-093600-0618-13999999999.wav", 0.5, tone=350)
    pattern = "{start:%Y%m%d-%H%M%S}-{agent}-{number}"
    run(workspace, source, [pattern])
    first, second = find_calls(workspace.db, workspace.person)
    if first.agent_number != "0617":
        first, second = second, first
    workspace.write([set_fields("agent", str(first.agent), {"name": NAME, "nickname": "小欧"})])
    add_annotation(workspace, first.id, at_ms=10, kind="weakness", text=f"{NAME}打断客户")
    gone = add_annotation(workspace, first.id, at_ms=20, kind="note", text=f"{WORDS}（删）").ids[0]
    delete_annotation(workspace, gone)
    edited = add_annotation(workspace, first.id, at_ms=30, kind="note", text=f"{WORDS}（旧）").ids[
        0
    ]
    edit_annotation(workspace, edited, text=WORDS)
    version = find_version("inbound-service")
    evidence = add_annotation(workspace, first.id, at_ms=1, kind="strength", text="好").ids[0]
    form = EvaluationForm(
        first.id,
        version.id,
        best_answers(version),
        advice=ADVICE,
        evidence={item: [evidence] for item in version.items},
    )
    submit_evaluation(workspace, form)
    add_annotation(workspace, second.id, at_ms=1, kind="note", text="另一通的评语")
    save_draft(workspace.db, "annotation", first.id, {"text": f"{WORDS}写到一半"})
    save_draft(workspace.db, "annotation", second.id, {"text": "别的草稿"})
    return [first.id, second.id]


def run(workspace: Workspace, source: Path, patterns: list[str] | None = None, **options):
    return import_recordings(
        workspace.folder, lambda act: act(workspace), [source], patterns=patterns or [], **options
    )


@pytest.fixture
def calls(workspace: Workspace, tmp_path: Path) -> list[str]:
    return make_calls(workspace, tmp_path / "in")


def bytes_that_hold(folder: Path, *values: str, but: tuple[str, ...] = ()) -> list[str]:
    """Files of a workspace that hold a value in their bytes or their names."""
    found = []
    for file in sorted(folder.rglob("*")):
        inside = str(file.relative_to(folder))
        if file.is_file() and not inside.startswith(but):
            content = file.read_bytes()
            found += [f"{inside}: {value}" for value in values if value.encode() in content]
        found += [f"{inside}: {value}" for value in values if value in inside]
    return found


def is_whole(workspace: Workspace) -> None:
    report = check(workspace, full=True)
    assert report.problems == [] and report.notes == []
    assert not broken_links(workspace.db) and not find_gaps(workspace.db)


def test_a_recording_goes_with_every_text_about_it_and_the_score_stays(
    workspace: Workspace, calls: list[str]
) -> None:
    first, second = calls
    row = get_call(workspace.db, workspace.person, first)
    recording = str(row.recording)
    file = workspace.blobs.path(recording)
    prepare(file, recording, workspace.folder / "cache")
    assert bytes_that_hold(workspace.folder, recording)
    kept = get_call(workspace.db, workspace.person, second)
    plan = plan_recording(workspace, first)
    assert plan.name == f"20261120-093500-0617-{NUMBER}.wav"
    assert plan.counts["file_name"] == 1 and plan.counts["call"] == 1
    assert plan.counts["annotation"] == 5, "those that were deleted or changed too"
    assert plan.audio_bytes == file.stat().st_size
    assert (plan.kept_calls, plan.kept_evaluations) == (1, 1)
    assert {WORDS, ADVICE, NUMBER} <= set(plan.texts)
    assert get_call(workspace.db, workspace.person, first) == row, "a plan changes nothing"

    erase(workspace, plan)

    assert not file.exists() and not list((workspace.folder / "cache").rglob(f"{recording}*"))
    words = (NUMBER, WORDS, ADVICE, f"{NAME}打断")
    assert bytes_that_hold(workspace.folder, *words) == [], "the write-ahead log too"
    after = get_call(workspace.db, workspace.person, first)
    assert (after.file_name, after.customer_number, after.recording) == (None, None, recording)
    assert (after.agent_number, after.started) == ("0617", row.started)
    assert after.published_hundredths == row.published_hundredths == 10000
    (revision,) = get_revisions(workspace.db, str(row.evaluation))
    assert revision.payload["advice"] is None and revision.payload["items"]
    assert get_call(workspace.db, workspace.person, second) == kept
    assert get_draft(workspace.db, "annotation", first) is None
    assert get_draft(workspace.db, "annotation", second) is not None
    is_whole(workspace)


def test_erased_is_refused_for_ever(workspace: Workspace, calls: list[str], tmp_path: Path) -> None:
    first, _ = calls
    recording = str(get_call(workspace.db, workspace.person, first).recording)
    erase(workspace, plan_recording(workspace, first))
    for dry_run in (True, False):
        report = run(workspace, tmp_path / "in", dry_run=dry_run)
        (refused,) = report.unreadable
        assert refused.why.id == "import.erased" and report.added == 0
    again = tmp_path / "renamed" / "other name.wav"
    again.parent.mkdir()
    next((tmp_path / "in").glob("*0617*")).rename(again)
    assert run(workspace, again.parent).unreadable[0].why.id == "import.erased"
    live = start_live_call(
        workspace, agent=None, method="live", started=datetime(2026, 11, 20)
    ).ids[0]
    with pytest.raises(UserFacingError) as error:
        attach_recording(workspace.folder, lambda act: act(workspace), live, again)
    assert error.value.id == "import.erased"
    assert not workspace.blobs.has(recording)
    is_whole(workspace)


def test_a_file_that_is_erased_while_it_is_imported_is_not_kept(
    workspace: Workspace, calls: list[str], tmp_path: Path
) -> None:
    """Its copy was finished before the erasure, its record comes after it."""
    first, _ = calls
    recording = str(get_call(workspace.db, workspace.person, first).recording)
    plan = plan_recording(workspace, first)
    workspace.db.execute("DELETE FROM imported_file")
    acts = iter([lambda: None, lambda: erase(workspace, plan)])

    def write(act):
        next(acts, lambda: None)()
        return act(workspace)

    report = import_recordings(workspace.folder, write, [tmp_path / "in"])
    assert [each.why.id for each in report.unreadable] == ["import.erased"]
    assert not workspace.blobs.has(recording)
    is_whole(workspace)


def test_what_a_crash_kept_of_the_files_goes_at_the_next_opening(
    workspace: Workspace, calls: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = calls
    recording = str(get_call(workspace.db, workspace.person, first).recording)
    with monkeypatch.context() as crash:
        crash.setattr(erasing.erasures, "remove_erased_files", lambda *_: [])
        erase(workspace, plan_recording(workspace, first))
    assert workspace.blobs.has(recording)
    workspace.close()
    with Workspace.open(workspace.folder) as again:
        assert not again.blobs.has(recording)


def test_an_agent_goes_from_names_of_files_and_comments_too(
    workspace: Workspace, calls: list[str]
) -> None:
    first, second = calls
    agent = str(get_call(workspace.db, workspace.person, first).agent)
    save_draft(workspace.db, "evaluation", second, {"advice": f"像{NAME}那样"})
    plan = plan_person(workspace, "agent", agent)
    assert plan.name == "0617"
    assert plan.counts == {"agent": 3, "file_name": 1, "annotation": 1, "evaluation": 1}
    assert plan.recordings == ()
    erase(workspace, plan)
    row = get_call(workspace.db, workspace.person, first)
    assert (row.agent, row.agent_number, row.agent_name, row.file_name) == (agent, None, None, None)
    assert row.published_hundredths == 10000 and row.customer_number == NUMBER
    assert workspace.blobs.has(str(row.recording)), "the recording itself stays"
    assert bytes_that_hold(workspace.folder, NAME, "小欧", f"-0617-{NUMBER}") == []
    assert get_draft(workspace.db, "evaluation", second) is None
    assert get_draft(workspace.db, "annotation", first) is not None
    assert len(find_imported(workspace.db)) == 1
    is_whole(workspace)


def test_a_customers_number_goes_wherever_it_stands(workspace: Workspace, calls: list[str]) -> None:
    first, second = calls
    add_annotation(workspace, second, at_ms=5, kind="note", text="请回拨 138-1234 5678")
    add_annotation(workspace, second, at_ms=6, kind="note", text="订单 9138123456780")
    plan = plan_customer(workspace, "+86 138 1234 5678")
    assert plan.counts == {"call": 1, "file_name": 1, "annotation": 1}
    erase(workspace, plan)
    assert bytes_that_hold(workspace.folder, f"-{NUMBER}", "138-1234 5678") == []
    row = get_call(workspace.db, workspace.person, first)
    assert (row.customer_number, row.file_name) == (None, None)
    texts = workspace.db.execute(
        "SELECT p.value FROM annotation a JOIN personal p ON p.hash = a.text WHERE a.call = ?",
        [second],
    ).fetchall()
    assert ("订单 9138123456780",) in texts, "a longer number is another one"
    assert ("另一通的评语",) in texts
    assert plan_customer(workspace, NUMBER).is_empty
    is_whole(workspace)


def test_a_customer_with_the_recordings(workspace: Workspace, calls: list[str]) -> None:
    first, second = calls
    plan = plan_customer(workspace, NUMBER, with_recordings=True)
    recording = str(get_call(workspace.db, workspace.person, first).recording)
    assert plan.recordings == (recording,)
    erase(workspace, plan)
    assert not workspace.blobs.has(recording)
    other = str(get_call(workspace.db, workspace.person, second).recording)
    assert workspace.blobs.has(other)
    assert bytes_that_hold(workspace.folder, WORDS, f"-{NUMBER}") == []


@pytest.mark.parametrize("merged", ["from the database", "from the log"])
def test_an_older_backup_brings_nothing_back(
    workspace: Workspace, calls: list[str], merged: str
) -> None:
    first, _ = calls
    copy = back_up(workspace.db, own_place(workspace.folder))
    recording = str(get_call(workspace.db, workspace.person, first).recording)
    content = workspace.blobs.path(recording).read_bytes()
    erase(workspace, plan_recording(workspace, first))
    erase(workspace, plan_customer(workspace, NUMBER)) if merged == "from the log" else None
    workspace.close()
    workspace.blobs.path(recording).write_bytes(content)  # somebody copied the old folder back
    report = restore(workspace.folder, copy.path)
    assert report.missing == []
    with Workspace.open(workspace.folder) as again:
        assert not again.blobs.has(recording)
        row = get_call(again.db, again.person, first)
        assert (row.file_name, row.customer_number) == (None, None)
        again.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        held = bytes_that_hold(again.folder, NUMBER, WORDS, ADVICE, but=("backups",))
        assert held == []


def test_backups_hold_it_until_they_are_replaced(workspace: Workspace, calls: list[str]) -> None:
    first, _ = calls
    back_up(workspace.db, own_place(workspace.folder))
    erase(workspace, plan_recording(workspace, first))
    assert bytes_that_hold(workspace.folder, WORDS)
    replace_backups(workspace)
    assert bytes_that_hold(workspace.folder, WORDS, NUMBER) == []
    with Reader.open(workspace.folder):
        assert len(list((workspace.folder / "backups").glob("*.db"))) == 1


def test_an_erasure_reaches_another_workspace(workspace: Workspace, calls: list[str]) -> None:
    """What a merge brings is carried out there: values, notes of files, drafts."""
    first, _ = calls
    recording = str(get_call(workspace.db, workspace.person, first).recording)
    plan = plan_recording(workspace, first)
    plan = replace(plan, local=erasing.LocalRows())  # as if the operations had come from elsewhere
    with workspace.transaction():
        changes = [erasing.erase_change(t, id, hashes) for (t, id), hashes in plan.hashes.items()]
        workspace.write([*changes, erasing.erase_change("recording", recording, [recording])])
    assert get_draft(workspace.db, "annotation", first) is None
    assert all(held[2] != recording for held in find_imported(workspace.db).values())


def test_refusals(workspace: Workspace, calls: list[str]) -> None:
    with pytest.raises(UserFacingError) as error:
        plan_customer(workspace, "1381")
    assert error.value.id == "erase.number_too_short"
    with pytest.raises(UserFacingError) as error:
        plan_person(workspace, "agent", new_id())
    assert error.value.id == "erase.unknown_person"
    own = plan_person(workspace, "person", workspace.person)
    with pytest.raises(UserFacingError) as error:
        erase(workspace, own)
    assert error.value.id == "erase.own_person"
    live = workspace.write([create("call", new_id(), {"method": "live"})]).ids[0]
    with pytest.raises(UserFacingError) as error:
        plan_recording(workspace, live)
    assert error.value.id == "erase.no_recording"
    assert find_agents(workspace.db)[0].number == "0617"


def test_an_erasure_cannot_be_undone(workspace: Workspace, calls: list[str]) -> None:
    erase(workspace, plan_recording(workspace, calls[0]))
    (act,) = workspace.db.execute("SELECT act FROM op ORDER BY n DESC LIMIT 1").fetchone()
    with pytest.raises(UserFacingError) as error:
        workspace.undo(act)
    assert error.value.id == "journal.undo_not_possible"


def put_into_a_list(workspace: Workspace, number: str, call: str | None) -> None:
    """A row of a call list, and an act whose undoing would bring its content back."""
    db = workspace.db
    db.execute("INSERT OR IGNORE INTO call_list VALUES (1, '明细.xlsx', 'S', 0, 1, 1, 0, 0)")
    content = ["id " + number, "S1", "0618", None, None, number, "", "", "D1", None]
    cursor = db.conn.execute(
        "INSERT INTO listed_call (list, row, identity, serial, agent, started, duration_ms, "
        "number, disposition, business, order_number, dial_count, state, call) "
        "VALUES (1, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'matched', ?)",
        [*content, call],
    )
    before = json.dumps({"rows": [[cursor.lastrowid, 1, 1, *content]], "unlisted": []})
    db.execute("INSERT INTO list_act VALUES (?, 1, ?, 0)", [new_id(), before])


def listed(workspace: Workspace) -> list[int]:
    tables = ("listed_call", "list_act")
    return [workspace.db[table].count for table in tables]


def test_rows_of_call_lists_go_with_the_number(workspace: Workspace, calls: list[str]) -> None:
    put_into_a_list(workspace, NUMBER, None)
    put_into_a_list(workspace, "13999999999", None)
    plan = plan_customer(workspace, NUMBER)
    assert len(plan.local.listed) == len(plan.local.acts) == 1
    erase(workspace, plan)
    assert listed(workspace) == [1, 1]
    assert bytes_that_hold(workspace.folder, NUMBER) == []


def test_rows_of_call_lists_go_with_the_recording(workspace: Workspace, calls: list[str]) -> None:
    put_into_a_list(workspace, NUMBER, calls[0])
    put_into_a_list(workspace, "13999999999", calls[1])
    erase(workspace, plan_recording(workspace, calls[0]))
    assert listed(workspace) == [1, 1]
    assert bytes_that_hold(workspace.folder, NUMBER) == []


_KNOWN_TABLES = {
    *("op", "personal", "erased", "meta", "conflict", "replica"),  # the journal and its projection
    *("draft", "imported_file", "listed_call", "list_act", "clip"),  # cleaned
    *("call_index", "call_word", "call_block", "call_text", "call_gram", "call_letters"),  # follow
    *("setting", "call_list", "unlisted_call", "sheet_layout", "bundle"),  # speak of nobody
    *("arrived_file", "gap_request", "recording_at"),  # names of files and of devices
    *("rights", "without_effect", "ahead"),  # ids
}


def test_every_local_table_has_its_place_in_erasing(workspace: Workspace) -> None:
    """A new one makes its author decide whether an erasure must clean it."""
    made = {table for table in workspace.db.table_names() if not table.startswith(("sqlite", "_"))}
    children = {f"{kind}_{child.name}" for kind, r in RECORD_TYPES.items() for child in r.children}
    shadows = {table for table in made if table.startswith("call_gram_")}
    assert made - set(RECORD_TYPES) - children - shadows <= _KNOWN_TABLES


def test_every_record_type_has_its_place_in_erasing() -> None:
    """A new type makes its author decide whether it speaks of a call, of a person, of nobody."""
    placed = {
        *erasing.OF_A_RECORDING,
        *erasing.OF_A_CALL,
        *erasing.OF_AN_EVALUATION,
        *erasing.OF_A_CASE,
        *(kind for kinds in erasing.OF_A_PERSON.values() for kind in kinds),
        *erasing.SPEAKS_OF_NOBODY,
    }
    assert placed == set(RECORD_TYPES)


def test_the_same_file_in_two_calls_goes_from_both(workspace: Workspace, tmp_path: Path) -> None:
    (call,) = import_calls(workspace, tmp_path / "in")
    twin = workspace.write(
        [create("call", new_id(), {"recording": call.recording, "serial": "S-77-88"})]
    ).ids[0]
    erase(workspace, plan_recording(workspace, call.id))
    assert get_call(workspace.db, workspace.person, twin).serial is None
    assert bytes_that_hold(workspace.folder, "S-77-88") == []


def test_an_erasure_from_elsewhere_reaches_local_rows(
    workspace: Workspace, calls: list[str], tmp_path: Path
) -> None:
    """Its call list, and what was being typed about the evaluation and its coaching."""
    write_out(workspace, tmp_path / "all.qab")
    keys = KeyStore(tmp_path / "other-keys")
    with Workspace.open(tmp_path / "other", name="李", number="2", keys=keys) as other:
        merge(other, tmp_path / "all.qab")
        (evaluation,) = (id for (id,) in other.db.conn.execute("SELECT id FROM evaluation"))
        agent = get_call(other.db, other.person, calls[0]).agent
        form = CoachingForm(agent=agent, evaluation=evaluation, about=WORDS)
        coaching = add_coaching(other, form, held=datetime(2026, 11, 21)).ids[0]
        put_into_a_list(other, "", calls[0])
        assert listed(other) == [1, 1]
        save_draft(other.db, "acknowledgement", evaluation, {"words": WORDS})
        save_draft(other.db, "coaching", coaching, {"about": WORDS})
        write_out(other, tmp_path / "back.qab")
        merge(workspace, tmp_path / "back.qab")
        save_draft(workspace.db, "coaching", coaching, {"about": WORDS})
        erase(workspace, plan_recording(workspace, calls[0]))
        assert get_draft(workspace.db, "coaching", coaching) is None
        write_out(workspace, tmp_path / "erased.qab")
        merge(other, tmp_path / "erased.qab")
        assert listed(other) == [0, 0]
        assert get_draft(other.db, "acknowledgement", evaluation) is None
        assert get_draft(other.db, "coaching", coaching) is None


def test_the_index_is_cleaned_once_for_a_whole_erasure(
    workspace: Workspace, calls: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cleaning goes through all letters of all calls: minutes, were it done for every record."""
    told: list[int] = []
    watcher = workspace.call_index
    after = watcher.after_values

    def count(hashes: Iterable[str], *, erased: bool) -> None:
        told.append(len(list(hashes)))
        after(hashes, erased=erased)

    monkeypatch.setattr(watcher, "after_values", count)
    plan = plan_recording(workspace, calls[0])
    erase(workspace, plan)
    assert len(plan.hashes) > 1 and len(told) == 1 and told[0] > len(plan.hashes)
    is_whole(workspace)
